"""Rows of law that ship with this version and that the office has otherwise: named, never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.locale import _
from data.store.parameters import name_of, value_of, value_words
from data.store.shipped_law import ShippedRow, kept_otherwise
from data.vocabulary.parameters import EVIDENCE_WORDS, name_words
from models.base import Base
from models.wording.numbers import day, number
from pages.ui.format.tables import table
from pages.ui.session import loaders

ROWS_SHOWN = 50
_GROUP = Base.metadata.tables["benefit_group"]


def show(version: int) -> None:
    """Nothing where the office has all that ships as it ships."""
    with loaders.database().reading() as connection:
        found = [row for row in kept_otherwise(connection, version) if row.table is not _GROUP]
    if not found:
        return
    heading = _("{count} mức của cơ quan khác với mức kèm phần mềm").format(count=number(len(found)))
    with st.expander(heading, key="van-ban-khac-phan-mem"):
        st.caption(
            _(
                "Cơ quan đã sửa, đối chiếu hoặc thu hồi các mức này nên phần mềm giữ số của cơ quan và tính theo số "
                "đó. Muốn theo mức kèm phần mềm thì ghi lại mức ở biểu mẫu dưới đây."
            )
        )
        headers = [_("Mức"), _("Áp dụng từ"), _("Cơ quan đang ghi"), _("Kèm phần mềm")]
        st.markdown(table(headers, [_cells(row) for row in found[:ROWS_SHOWN]], numbers_from=9))
        if len(found) > ROWS_SHOWN:
            st.caption(_("Hiện {shown} dòng đầu trong {all} dòng.").format(shown=ROWS_SHOWN, all=number(len(found))))


def _cells(row: ShippedRow) -> list[str]:
    name = name_of(row.table, row.row)
    now = _("đã bỏ") if row.current is None else _said(name, row.current, row.row)
    return [name_words(name), day(row.row["applies_from"]), now, _said(name, row.row, row.current or {})]  # type: ignore[arg-type]


def _said(name: str, row: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """The value, and of the dates, document and source those that differ."""
    parts = [value_words(name, value_of(row))]
    for column, words in (
        ("issued_on", _("ban hành {what}")),
        ("in_force_from", _("có hiệu lực từ {what}")),
        ("in_force_until", _("đến {what}")),
        ("first_paid", _("chi trả từ {what}")),
    ):
        if column in row and row[column] != other.get(column):
            parts.append(words.format(what=day(row[column]) if row[column] else _("chưa rõ")))
    if row["document"] != other.get("document"):
        parts.append(str(row["document"]))
    if row["evidence"] != other.get("evidence"):
        parts.append(_(EVIDENCE_WORDS[str(row["evidence"])]).lower())
    return ", ".join(parts)

"""Marking a row as compared with its document: what is marked is read out first, then the button."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.locale import _
from data.store.batches import Applied
from data.store.parameters import verify_parameter
from data.vocabulary.parameters import EVIDENCE_WORDS
from models.wording.numbers import day, short_month
from models.wording.words import short_document
from pages.ui.format.tables import escape
from pages.ui.records import parameters
from pages.ui.records.parameters import amount, paid_from, unverified, words
from pages.ui.session import actor, loaders

PLACE = "_van-ban-doi-chieu"


def offer(name: str, rows: list[dict[str, Any]], version: int) -> None:
    """For every row that nobody has read in its document: choose, read, confirm, mark."""
    open_rows = [row for row in rows if is_open(row)]
    if not open_rows:
        return
    with st.container(border=True):
        st.markdown(
            _(
                "**Đối chiếu văn bản.** {count} mức chưa ai đọc văn bản gốc. Mở văn bản, so từng số và ngày, rồi ghi "
                "nhận."
            ).format(count=len(open_rows))
        )
        left, right = st.columns([2, 3], gap="medium", vertical_alignment="top")
        choices = {row["applies_from"]: row for row in sorted(open_rows, key=unverified, reverse=True)}
        chosen = left.selectbox(
            _("Mức đã đối chiếu"), list(choices), format_func=lambda key: _label(choices[key]), key=choice_key(name)
        )
        row = choices[chosen]
        with right:
            key = f"{name}-{row['applies_from']}-{row['batch']}"
            st.markdown(_read_out(row))
            sure = st.checkbox(_("Tôi đã đọc văn bản gốc và thấy đúng như trên"), key=f"van-ban-da-doc-{key}")
            if st.button(_("Đã đối chiếu văn bản"), disabled=not sure, key="van-ban-ghi-doi-chieu"):
                _mark(row, version)


def is_open(row: dict[str, Any]) -> bool:
    """Taken neither from the document itself nor compared with it since."""
    return row["evidence"] != "text" and row["verified_by"] is None


def choice_key(name: str) -> str:
    """Session: the first day of the row of a parameter that is to be compared."""
    return f"van-ban-doi-chieu-{name}"


def _label(row: dict[str, Any]) -> str:
    return _("{amount} từ {day} ({document})").format(
        amount=amount(row), day=day(row["applies_from"]), document=short_document(row["document"])
    )


def _read_out(row: dict[str, Any]) -> str:
    """What the mark vouches for."""
    unknown, paid = _("chưa rõ"), paid_from(row)
    said = _(
        "{document}: **{amount}**, ban hành {issued}, áp dụng từ {applies}, có hiệu lực {in_force}{until}{paid}. Đang "
        "lấy từ: {source}."
    )
    return said.format(
        document=escape(row["document"]),
        amount=amount(row),
        issued=day(row["issued_on"]) if row["issued_on"] else unknown,
        applies=day(row["applies_from"]),
        in_force=day(row["in_force_from"]) if row["in_force_from"] else unknown,
        until=_(" đến {day}").format(day=day(row["in_force_until"])) if row["in_force_until"] else "",
        paid=_(", chi trả từ {month}").format(month=short_month(paid)) if paid else "",
        source=_(EVIDENCE_WORDS[row["evidence"]]).lower(),
    )


def _mark(row: dict[str, Any], version: int) -> None:
    kept = parameters.preview(PLACE, (row["name"], row["applies_from"], row["batch"]))
    what = f"{words(row['name'])} {_label(row)}"

    def act() -> Applied:
        return verify_parameter(
            loaders.database(),
            name=row["name"],
            applies_from=row["applies_from"],
            actor=actor.current(),
            idempotency_key=kept["key"],
            base_version=version,
        )

    def said(applied: Applied) -> str:
        if not applied.added:
            return _("{what}: văn bản đã được đối chiếu từ trước.").format(what=what)
        return _("Đã ghi nhận đối chiếu văn bản: {what}, thành bản {batch}. Thu hồi ở trang Lịch sử cập nhật.").format(
            what=what, batch=applied.batch
        )

    parameters.write(PLACE, act, said, row["name"])

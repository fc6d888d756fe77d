"""The list of batches: filtered by kind of figures and by name, 25 a page, and which one is opened.

Belongs here: the controls above the list, the list, turning its pages. Does not: what is shown of the opened one
(history_detail.py) or taking it back (history_undo.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from data.locale import _
from models.wording.numbers import moment, number
from pages.ui.format.tables import HARD, table
from pages.ui.records import words
from pages.ui.session import loaders

OPENED, DATASET, ACTOR, PAGE = "lich-su-ban", "lich-su-bo", "lich-su-nguoi", "lich-su-trang"
_NEXT = "_lich-su-mo-tiep"
ON_A_PAGE = 25
NAME_SHOWN, NAME_UNBROKEN = 56, 16
"""Characters of a file's name in the list (the opened batch has it whole), and of a person's name kept on one line."""


def choose(batches: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, Any] | None]:
    """The controls; returns the batches that fit them and the opened one, None while none is. `batches` newest first."""
    first, second, third = st.columns([2, 2, 4], gap="medium")
    datasets = batches["dataset"].unique(maintain_order=True).to_list()
    actors = batches["actor"].unique(maintain_order=True).sort().to_list()
    dataset = first.selectbox(
        _("Bộ dữ liệu"),
        datasets,
        index=None,
        format_func=words.dataset_words,
        placeholder=_("Tất cả"),
        key=DATASET,
    )
    actor = second.selectbox(_("Người ghi"), actors, index=None, placeholder=_("Tất cả"), key=ACTOR)
    fitting = batches
    for name, value in (("dataset", dataset), ("actor", actor)):
        if value is not None:
            fitting = fitting.filter(pl.col(name) == value)
    rows = {row["id"]: row for row in fitting.iter_rows(named=True)}
    asked = st.session_state.pop(_NEXT, st.session_state.get(OPENED))
    st.session_state[OPENED] = asked if asked in rows else None
    opened = third.selectbox(
        _("Xem một bản: đã ghi gì, số liệu lúc đó, thu hồi"), list(rows), key=OPENED,
        format_func=lambda key: words.named(rows[key]) if key in rows else "", placeholder=_("Chọn một bản"),
    )  # fmt: skip
    return fitting, rows.get(opened) if opened is not None else None


def open_next(batch: int) -> None:
    """The batch that the next run opens."""
    st.session_state[_NEXT] = batch


def show(fitting: pl.DataFrame, chains: Mapping[int, Sequence[int]]) -> None:
    """The batches that fit, newest first; `chains` of batch_words."""
    pages = max(1, -(-fitting.height // ON_A_PAGE))
    st.session_state[PAGE] = min(st.session_state.get(PAGE, 1), pages)
    start = (st.session_state[PAGE] - 1) * ON_A_PAGE
    headers = [
        _("Bản"), _("Lúc"), _("Người ghi"), _("Tệp, việc"), _("Bộ dữ liệu"), _("Trạng thái"), _("Dòng mới"), _("Thay, bỏ"),
    ]  # fmt: skip
    rows = [_row(row, chains[row["id"]]) for row in fitting.slice(start, ON_A_PAGE).iter_rows(named=True)]
    st.markdown(table(headers, rows, numbers_from=6))
    if pages > 1:
        st.caption(
            _("Dòng {first} - {last} trong {all} lần cập nhật").format(
                first=start + 1, last=min(start + ON_A_PAGE, fitting.height), all=number(fitting.height)
            )
        )
        st.pagination(pages, key=PAGE, width="stretch")


def _row(row: dict[str, Any], chain: Sequence[int]) -> list[str]:
    """Cells that must not be broken apart keep together: a row is two lines high at most beside a long file name."""
    if row["filename"]:
        deed = _short(row["filename"])
    else:
        said = words.deed(row)
        deed = said[0].upper() + said[1:]
    status = words.described(chain)
    if row["id"] == loaders.chosen():
        status += " " + _("· đang xem")
    return [
        str(row["id"]), moment(row["created_at"]), _unbroken(words.writer(row)), deed,
        HARD.join(words.dataset_words(row["dataset"]).rsplit(" ", 1)), status,
        number(row["rows_added"]), number(row["rows_closed"]),
    ]  # fmt: skip


def _unbroken(name: str) -> str:
    return name.replace(" ", HARD) if len(name) <= NAME_UNBROKEN else name


def _short(name: str) -> str:
    """Beginning and end of a long name, cut between words where there are any: what tells files apart stands at both."""
    if len(name) <= NAME_SHOWN:
        return name
    half = NAME_SHOWN // 2
    first, last = name[:half], name[-half:]
    return f"{first.rsplit(' ', 1)[0]} … {last.split(' ', 1)[-1]}"

"""Step 3 of an upload: the changes row by row, old figures beside new ones."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from data.locale import _
from data.store.compare import Comparison, Status
from models.wording.numbers import number
from pages.ui.format.tables import table
from pages.ui.records.words import ALL_STATUS_WORDS, MISSING, VALUE_WORDS, difference_words, period_words, value_words

STATUS, AREA, PAGE = "tai-tep-tinh-trang", "tai-tep-don-vi", "_tai-tep-trang"
ROWS_A_PAGE = 50
ORDER = ("changed", "new", MISSING, "unchanged")
SIDE_BY_SIDE = 2
"""Up to so many values get separate columns for old and new."""


def counts(comparison: Comparison) -> None:
    """How many rows are new, changed, unchanged, and missing from the file, whatever is filtered."""
    helps = {
        "new": _("Chưa có trong phần mềm; sẽ được ghi thêm."),
        "changed": _("Đang có nhưng khác số; số mới thay số cũ, số cũ vẫn xem lại được."),
        "unchanged": _("Giống hệt số đang có; không ghi lại."),
        MISSING: _("Đang có cùng kỳ nhưng tệp không nhắc đến; giữ nguyên, không xóa."),
    }
    for column, (status, words) in zip(st.columns(len(ALL_STATUS_WORDS)), ALL_STATUS_WORDS.items(), strict=True):
        count = number(comparison.counts.get(status, 0))
        column.metric(words, count, border=True, help=helps[status])


def lines(comparison: Comparison) -> None:
    """The filtered rows, a page at a time."""
    chosen = _filtered(comparison.frame)
    if comparison.counts.get(MISSING):
        st.caption(
            _(
                "“Tệp không có”: dòng đang có cùng kỳ nhưng tệp không nhắc đến. Các dòng này giữ nguyên; phần mềm "
                "không xóa gì."
            )
        )
    if chosen.is_empty():
        st.info(_("Không có dòng nào như đã chọn. Chọn tình trạng hoặc đơn vị khác."))
        return
    page = min(int(st.session_state.get(PAGE, 0)), (chosen.height - 1) // ROWS_A_PAGE)
    shown = chosen.slice(page * ROWS_A_PAGE, ROWS_A_PAGE)
    names = _shown_values(comparison)
    side_by_side = len(names) <= SIDE_BY_SIDE
    rows = [_row(row, names, side_by_side) for row in shown.iter_rows(named=True)]
    st.markdown(table(_headers(names, side_by_side), rows, numbers_from=4))
    _pager(page, chosen.height)


def _filtered(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of the chosen status and area, those to be looked at first."""
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    present = [status for status in ORDER if status in set(frame["status"].to_list())]
    with left:
        status = st.pills(
            _("Tình trạng"), present, format_func=lambda key: ALL_STATUS_WORDS[key], key=STATUS, on_change=_first_page
        )
    names = frame.select("area_code", "area_name").unique().sort("area_code").to_dicts()
    areas = {row["area_code"]: row["area_name"] for row in names}
    with right:
        area = st.selectbox(
            _("Đơn vị"),
            list(areas),
            index=None,
            format_func=lambda code: areas[code],
            key=AREA,
            on_change=_first_page,
            placeholder=_("Tất cả đơn vị"),
        )
    if status is not None:
        frame = frame.filter(pl.col("status") == status)
    if area is not None:
        frame = frame.filter(pl.col("area_code") == area)
    rank = pl.col("status").replace_strict({name: place for place, name in enumerate(ORDER)}, return_dtype=pl.Int64)
    return frame.sort(rank, maintain_order=True)


def _shown_values(comparison: Comparison) -> list[str]:
    """Values worth a column: those never filled, and months that are always 1, are left out."""
    found = []
    for name in comparison.values:
        known = comparison.frame.select(pl.concat([pl.col(f"{name}_old"), pl.col(f"{name}_new")]).drop_nulls())
        values = set(known.to_series().to_list())
        if values and not (name in ("months", "qualifier") and values <= {1, "1", "="}):
            found.append(name)
    return found


def _headers(names: list[str], side_by_side: bool) -> list[str]:
    headers = [_("Đơn vị"), _("Nội dung"), _("Kỳ"), _("Tình trạng")]
    for name in names:
        words = VALUE_WORDS.get(name, name)
        if side_by_side:
            headers += [_("{value}: đang có").format(value=words), _("trong tệp"), _("chênh lệch")]
        else:
            headers.append(words)
    return headers


def _row(row: dict[str, Any], names: list[str], side_by_side: bool) -> list[str]:
    status: Status = row["status"]
    cells = [str(row["area_name"]), str(row["subject"]), period_words(str(row["period"])), ALL_STATUS_WORDS[status]]
    for name in names:
        old, new = (row[f"{name}_{when}"] for when in ("old", "new"))
        before, after, difference = value_words(name, old), value_words(name, new), difference_words(old, new)
        if status == MISSING:
            after, difference = _("tệp không có"), ""
        if side_by_side:
            cells += [before, after, difference]
        elif before == after or status == MISSING:
            cells.append(before)
        else:
            cells.append(f"{before} → {after}" + (f" ({difference})" if difference else ""))
    return cells


def _pager(page: int, rows: int) -> None:
    pages = -(-rows // ROWS_A_PAGE)
    if pages == 1:
        st.caption(_("{count} dòng.").format(count=number(rows)))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(_("Trang trước"), key="tai-tep-trang-truoc", disabled=page == 0, on_click=_turn, args=(page - 1,))
        st.button(_("Trang sau"), key="tai-tep-trang-sau", disabled=page == pages - 1, on_click=_turn, args=(page + 1,))
        st.caption(
            _("Trang {page} trong {pages}: dòng {first} đến {last} trong {all} dòng.").format(
                page=page + 1,
                pages=pages,
                first=number(page * ROWS_A_PAGE + 1),
                last=number(min(rows, (page + 1) * ROWS_A_PAGE)),
                all=number(rows),
            )
        )


def _turn(page: int) -> None:
    st.session_state[PAGE] = page


def _first_page() -> None:
    st.session_state[PAGE] = 0

"""Step 3 of an upload: the changed rows, and what they change in figures, budget and scenarios."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import streamlit as st

from data.ingest import Check
from data.locale import _
from data.store.compare import Comparison, Status
from data.store.drafts import OpenDraft
from data.store.facts import facts
from data.store.queries import budget_lines
from data.vocabulary.groups import SOURCE_NAMES
from models.policy.answers.funding import BUDGET_LINES, LINE, BudgetPosition, budget_positions
from models.policy.engine.baseline import by_area
from models.policy.schemes import MERIT, PROTECTION
from models.wording.numbers import millions, number, percent, short_month, signed_millions
from pages._registry import PAGES
from pages.screens.uploads import confirm, draft as uploads_draft, payments
from pages.screens.uploads.draft import CHECK, CONFIRM, Preview
from pages.ui.format.tables import escape, table
from pages.ui.records.datasets import (
    ALL_STATUS_WORDS,
    MISSING,
    VALUE_WORDS,
    difference_words,
    period_words,
    value_words,
)
from pages.ui.session import loaders

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


def changed_lines(comparison: Comparison) -> None:
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
    st.markdown(table(_changed_headers(names, side_by_side), rows, numbers_from=4))
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


def _changed_headers(names: list[str], side_by_side: bool) -> list[str]:
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


def money_stays() -> None:
    st.markdown(
        _(
            "Kinh phí hằng tháng, số chi trả theo đơn vị và các phương án đã lưu **không thay đổi**: chúng tính từ số "
            "chi trả và mức chuẩn."
        )
    )


def figures(comparison: Comparison) -> None:
    """Indicators and poverty: the pages whose figures change."""
    written = comparison.frame.filter(pl.col("status").is_in(["new", "changed"]))
    province_rows = written.filter(pl.col("level") == "province")
    areas = province_rows["subject_code"].str.split(".").list.first().unique(maintain_order=True).to_list()
    titles = [_(spec.title) for spec in PAGES if spec.file.removesuffix(".py") in areas]
    if province_rows.height:
        st.markdown(
            _("{count} số của tỉnh sẽ thay đổi trên trang {pages}.").format(
                count=number(province_rows.height), pages=", ".join(titles) or _("Tổng quan")
            )
        )
    if written.height > province_rows.height:
        st.markdown(
            _(
                "{count} số của huyện, xã được lưu theo đơn vị; số của tỉnh trên các trang không tự cộng từ các số này."
            ).format(count=number(written.height - province_rows.height))
        )
    money_stays()


def targets(comparison: Comparison, data: loaders.Data) -> None:
    """The share of each provincial target that was reached, by the stored plan and by that of the file."""
    rows = []
    for row in comparison.frame.filter(pl.col("level") == "province").iter_rows(named=True):
        try:
            reached = data.figure(row["subject_code"], row["period"])["value"]
        except KeyError:
            reached = None
        shares = [_achieved(reached, row[f"value_{when}"]) for when in ("old", "new")]
        rows.append([row["subject"], row["period"], value_words("value", reached), *shares])
    if rows:
        headers = [_("Chỉ tiêu"), _("Năm"), _("Thực hiện"), _("Đạt % kế hoạch đang có"), _("Đạt % kế hoạch trong tệp")]
        st.markdown(table(headers, rows, numbers_from=2))
    money_stays()


def areas(comparison: Comparison, data: loaders.Data) -> None:
    """Beneficiaries per 1.000 inhabitants of each district, by the stored population and by that of the file."""
    sizes = comparison.frame.filter((pl.col("level") == "district") & (pl.col("status") != "missing"))
    sent = {
        scheme: {
            row.code: row.people for row in by_area(scheme, data.caseload, data.groups, data.areas, demo=False).rows
        }
        for scheme in (PROTECTION, MERIT)
    }
    rows = []
    for row in sizes.iter_rows(named=True):
        old, new = row["population_old"], row["population_new"]
        cells = [value_words("population", old), value_words("population", new), difference_words(old, new)]
        for people in sent.values():
            cells += [_rate(people.get(row["area_code"]), population) for population in (old, new)]
        rows.append([row["area_name"], *cells])
    if rows:
        headers = [
            _("Đơn vị"),
            _("Dân số đang có"),
            _("trong tệp"),
            _("chênh lệch"),
            _("Bảo trợ xã hội trên 1.000 dân"),
            _("sau"),
            _("Người có công trên 1.000 dân"),
            _("sau"),
        ]
        st.markdown(table(headers, rows))
    st.markdown(
        _(
            "Tỷ lệ trên 1.000 dân và trên số hộ sẽ tính theo số mới, kể từ ngày ghi trong tệp; số người và số tiền giữ "
            "nguyên."
        )
    )
    money_stays()


def unknown_row(name: str) -> str:
    """The reason why a comparison cannot be made: an unknown area, group or indicator."""
    return _("{name} không có trong danh mục của kỳ này; kiểm tra mã, tên và kỳ trong tệp.").format(name=escape(name))


def _achieved(reached: Decimal | None, plan: str | None) -> str:
    if reached is None or plan is None or not Decimal(plan):
        return _("chưa có")
    return percent(100 * reached / Decimal(plan), 1)


def _rate(people: int | None, population: int | None) -> str:
    return _("chưa có") if people is None or not population else number(Decimal(1000 * people) / population, 1)


_KEPT = "_tai-tep-ngan-sach"
_KEY = (*LINE, "month")

Positions = dict[int, tuple[tuple[BudgetPosition, ...], tuple[BudgetPosition, ...]]]
"""Budget year -> positions before and after."""


def show_budget(draft: OpenDraft, check: Check) -> None:
    """A table for each budget year of the file."""
    for year, (before, after) in _positions(draft, check).items():
        st.markdown(_("**Năm ngân sách {year}, toàn tỉnh (triệu đồng)**").format(year=year))
        st.markdown(table(_headers(), _rows(before, after), numbers_from=2))
    money_stays()


def with_file_rows(stored: pl.DataFrame, written: pl.DataFrame, levels: pl.DataFrame) -> pl.DataFrame:
    """Frame BUDGET_LINES after applying the rows of a file; `levels` has area_id and level of all areas."""
    level = levels.select("area_id", area_level="level")
    rows = written.join(level, on="area_id", how="left").with_columns(document=pl.lit(""))
    from_file = rows.select(BUDGET_LINES.names()).cast(BUDGET_LINES)
    return pl.concat([stored.join(from_file, on=_KEY, how="anti"), from_file])


def _positions(draft: OpenDraft, check: Check) -> Positions:
    def work() -> Positions:
        with loaders.database().reading() as connection:
            stored = budget_lines(connection, draft.base_version)
            written = facts(connection, draft.base_version, draft.dataset, check.frame).rows
        after = with_file_rows(stored, written, loaders.data(draft.base_version).areas)
        years = sorted(set(written["budget_year"].to_list()))
        return {year: (budget_positions(stored, year), budget_positions(after, year)) for year in years}

    return uploads_draft.cached_for_draft(_KEPT, draft, work)


def _headers() -> list[str]:
    return [
        _("Nguồn"),
        _("Số liệu"),
        _("Dự toán và bổ sung"),
        _("Lũy kế"),
        _("đến hết"),
        _("Còn lại"),
        _("Ước cả năm"),
        _("Thừa (+), thiếu (−)"),
    ]


def _rows(before: tuple[BudgetPosition, ...], after: tuple[BudgetPosition, ...]) -> list[list[str]]:
    old = {position.source: position for position in before}
    new = {position.source: position for position in after}
    rows = []
    for source in dict.fromkeys([*old, *new]):
        name = _(SOURCE_NAMES[source])
        rows.append([name, _("Đang có"), *_cells(old.get(source))])
        rows.append([name, _("Sau khi ghi"), *_cells(new.get(source))])
    return rows


def _cells(position: BudgetPosition | None) -> list[str]:
    if position is None:
        return [_("chưa có"), "", "", "", "", ""]
    granted, spent, left, expected = (
        _("chưa có") if amount is None else millions(amount)
        for amount in (position.granted_vnd, position.cumulative_vnd, position.remaining_vnd, position.expected_vnd)
    )
    month = "" if position.month is None else short_month(position.month)
    balance = _("chưa có") if position.balance_vnd is None else signed_millions(position.balance_vnd)
    return [granted, spent, month, left, expected, balance]


TABS = "tai-tep-the"


def show(draft: OpenDraft, check: Check, preview: Preview, data: loaders.Data) -> None:
    """The headline, the tabs, the buttons forward and back."""
    if draft.dataset == "payments":
        st.markdown("\n\n".join(payments.headlines(payments.payment_effect(draft, check))))
    with st.container(horizontal=True):
        uploads_draft.step_button(_("Quay lại kiểm tra"), CHECK, key="tai-tep-ve-kiem-tra")
        if preview.written:
            uploads_draft.step_button(_("Tiếp tục: xác nhận"), CONFIRM, key="tai-tep-den-xac-nhan", primary=True)
    if not preview.written:
        st.info(confirm.nothing_new(check.sha256))
    lines, effect = st.tabs([_("Từng dòng thay đổi"), _("Tác động")], key=TABS, on_change="rerun")
    with lines:
        if lines.open:
            changed_lines(preview.comparison)
    with effect:
        if effect.open:
            _effect(draft, check, preview, data)


def _effect(draft: OpenDraft, check: Check, preview: Preview, data: loaders.Data) -> None:
    if draft.dataset == "payments":
        payments.show_payments(payments.payment_effect(draft, check))
    elif draft.dataset == "budget":
        show_budget(draft, check)
    elif draft.dataset == "targets":
        targets(preview.comparison, data)
    elif draft.dataset == "areas":
        areas(preview.comparison, data)
    else:
        figures(preview.comparison)

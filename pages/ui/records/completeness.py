"""The completeness report: which figures have come from which area, and the tab that opens it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from data.clock import today
from data.export.tables import csv_bytes
from data.locale import _
from data.store.completeness import received
from models.periods import Month
from models.policy.law.reporting_calendar import SHOWN, due
from models.wording.numbers import moment, short_month
from pages._registry import page
from pages.ui.format.tables import HARD, escape, table
from pages.ui.records import datasets
from pages.ui.saved import scenarios
from pages.ui.session import downloads, loaders

WORDS = {
    "received": _("✓ Đã nhận"),
    "confirmed": _("✓* Đã xác nhận"),
    "partial": _("½ Một phần"),
    "late": _("! Quá hạn"),
    "waiting": _("… Chờ"),
}
"""A sign and words: told apart without colour, on paper too."""
MEANINGS = {
    "received": _("có số của đơn vị, hoặc của mọi xã trong huyện"),
    "confirmed": _("đã nhận; người ghi đã xác nhận điều cần xem lại trong tệp"),
    "partial": _("mới có một phần xã hoặc một phần chương trình"),
    "late": _("đã qua hạn, chưa có số nào"),
    "waiting": _("chưa đến hạn, chưa có số nào"),
}
SENT = frozenset({"received", "confirmed"})


def on_day(board: pl.DataFrame, day: date) -> pl.DataFrame:
    """The board with what has become late by `day`; a board of a past year is made for its last day."""
    over = (pl.col("status") == "waiting") & (pl.col("due") < day)
    return board.with_columns(pl.when(over).then(pl.lit("late")).otherwise(pl.col("status")).alias("status"))


def words_cell(row: dict[str, Any], *, among: int = 1) -> str:
    """ "✓ Đã nhận", "½ Một phần 12/21 xã"; of many periods of a year the sign alone, "✓", "12/21", which the legend
    explains."""
    words = WORDS[row["status"]]
    if row["status"] == "partial" and row["communes_sent"]:
        part = f"{row['communes_sent']}/{row['communes']}"
        return part if among > MANY else _("{words} {part} xã").format(words=words, part=part)
    return words.split()[0] if among > MANY else words


def heading(period: str, *, among: int = 1) -> str:
    """A period above its column: "06/2023", "2023"; one of many months of a year by its number, so that all fit."""
    if len(period) != 7:
        return period
    month = Month.parse(period)
    return _("T{month}").format(month=month.month) if among > MANY else short_month(month)


def due_day(period: str, due: date | None, *, among: int = 1) -> str:
    """The due day below a period: "20/12", with its year where there is room or it is another one."""
    if due is None:
        return ""
    return f"{due:%d/%m}" if among > MANY and period.startswith(str(due.year)) else f"{due:%d/%m/%Y}"


def words_name(row: dict[str, Any], levels: Collection[str] = ()) -> str:
    """An area as the board calls it: the province and, beside communes (`levels` of the board), the districts must not
    be taken for communes of the same name."""
    if row["area_level"] == "province":
        return _("Tỉnh {name}").format(name=row["area_name"])
    if row["area_level"] == "district" and "commune" in levels:
        return _("{name} (cấp huyện)").format(name=row["area_name"])
    return str(row["area_name"])


def count(rows: pl.DataFrame) -> str:
    """ "4/6": how many of the areas below the province have sent one period."""
    below = rows.filter(pl.col("area_level") != "province")
    return f"{below['status'].is_in(list(SENT)).sum()}/{below.height}"


def summary(rows: pl.DataFrame) -> str:
    """ "5/6 đơn vị đã gửi; chưa gửi đủ: Bình Lục; số của tỉnh: đã có": of one dataset and period."""
    missing = rows.filter(~pl.col("status").is_in(list(SENT)))
    text = _("{count} đơn vị đã gửi").format(count=count(rows))
    names = missing.filter(pl.col("area_level") != "province")["area_name"].to_list()
    if names:
        listed = ", ".join(names[:NAMED]) + (_(", …") if len(names) > NAMED else "")
        text += _("; chưa gửi đủ: {names}").format(names=listed)
    if "province" in rows["area_level"]:
        own = _("chưa có") if "province" in missing["area_level"] else _("đã có")
        text += _("; số của tỉnh: {own}").format(own=own)
    return text


NAMED = 8
"""So many areas are named; the table has them all."""
MANY = 6
"""More periods than this stand with short headings."""


DATASET, YEAR = "da-gui-bo", "da-gui-nam"
FIRST_YEAR = 2023
UNBROKEN = 11
"""Longer names may take two lines, as the statuses beside them do."""
NOT_ASKED = "\N{EN DASH}"


def show(data: loaders.Data) -> None:
    """The controls and the board of the version the page shows."""
    day = today()
    years = [str(year) for year in range(day.year, FIRST_YEAR - 1, -1)]
    first, second, _rest = st.columns([3, 1, 3], gap="medium")
    dataset = first.selectbox(
        _("Số liệu"), list(SHOWN), format_func=datasets.dataset_words, key=DATASET, persist_state="session"
    )
    year = second.selectbox(_("Năm"), years, key=YEAR, bind="query-params")
    board = of_year(data.version, dataset, int(year), day)
    if board["batch"].is_null().all():
        _nothing(dataset, year)
    else:
        st.markdown(_newest_due(board, day))
    st.caption(" · ".join(f"**{escape(WORDS[status])}**: {escape(MEANINGS[status])}" for status in WORDS))
    st.markdown(_table(board))
    st.caption(_source(board))
    st.caption(_left_out(board))
    downloads.button(
        _("Tải bảng này (CSV)"), f"tinh-hinh-gui-{dataset}-{year}.csv", lambda: _file(board), key="da-gui-tai-ve"
    )


def of_year(version: int, dataset: str, year: int, day: date) -> pl.DataFrame:
    """The rows of one dataset whose periods lie in a year, statuses as of `day`; schema RECEIVED."""
    with loaders.database().reading() as connection:
        board = received(connection, version, min(day, date(year, 12, 31)))
    mine = board.filter((pl.col("dataset") == dataset) & pl.col("period").str.starts_with(str(year)))
    return on_day(mine, day)


def _nothing(dataset: str, year: str) -> None:
    st.info(
        _(
            "Chưa đơn vị nào gửi “{dataset}” năm {year}. Tải biểu mẫu và nạp tệp ở trang Cập nhật số liệu; mỗi tệp "
            "ghi xong, bảng này tự cập nhật."
        ).format(dataset=datasets.dataset_words(dataset), year=year)
    )
    st.page_link(
        scenarios.entry(page("upload.py")), label=_("Mở trang Cập nhật số liệu"), icon=":material/upload_file:"
    )


def _newest_due(board: pl.DataFrame, day: date) -> str:
    """The count of the newest period that was due or that anybody has sent."""
    begun = board.filter((pl.col("due") < day) | pl.col("batch").is_not_null())
    period = begun["period"].max()
    rows = board.filter(pl.col("period") == period)
    return _("**Kỳ {period}:** {summary}.").format(period=heading(str(period)), summary=escape(summary(rows)))


def _table(board: pl.DataFrame) -> str:
    """Areas down, periods across, counts last."""
    periods = board["period"].unique().sort().to_list()
    by_place = {(row["area_id"], row["period"]): row for row in board.iter_rows(named=True)}
    levels = set(board["area_level"])
    areas = {row["area_id"]: words_name(row, levels) for row in board.iter_rows(named=True)}
    many, below = len(periods), board.filter(pl.col("area_level") != "province")
    dues = dict(below.group_by("period").agg(pl.col("due").max()).iter_rows())

    def cell(area: int, period: str) -> str:
        row = by_place.get((area, period))
        return NOT_ASKED if row is None else words_cell(row, among=many)

    rows = [[name, *(cell(area, period) for period in periods)] for area, name in areas.items()]
    asked = [due_day(period, dues[period], among=many) for period in periods]
    counts = [count(board.filter(pl.col("period") == period)) for period in periods]
    headings = [heading(period, among=many) for period in periods]
    body = [[_("Hạn gửi"), *asked], *rows, [_("Đã gửi"), *counts]]
    whole = [[_unbroken(first), *others] for first, *others in body]
    return table([_unbroken(_("Đơn vị")), *headings], whole, numbers_from=many + 1, last_bold=True)


def _unbroken(name: str) -> str:
    return name if len(name) > UNBROKEN else name.replace(" ", HARD)


def _source(board: pl.DataFrame) -> str:
    """Where the due days come from, and whether anybody has compared it with the document."""
    last = board.row(-1, named=True)
    rule = due(last["dataset"], last["area_level"], last["period"])
    if rule is None:
        return _("Chưa có hạn gửi cho số liệu này.")
    mark = "" if rule.is_verified else _(" (chưa kiểm chứng)")
    return _("Hạn gửi: {source}{mark}.").format(source=escape(_(rule.source)), mark=mark)


def _left_out(board: pl.DataFrame) -> str:
    """What the board does not ask for, so that nobody takes its absence for "all is in"."""
    text = _("“{areas}” không có hạn gửi nên không nằm trong bảng.").format(areas=datasets.dataset_words("areas"))
    if "province" in board["area_level"]:
        return _("Số của tỉnh không đếm vào dòng “Đã gửi”.") + " " + text
    return text


def _file(board: pl.DataFrame) -> bytes:
    headers = [
        _("Mã đơn vị"),
        _("Đơn vị"),
        _("Số liệu"),
        _("Kỳ"),
        _("Hạn gửi"),
        _("Tình trạng"),
        _("Bản"),
        _("Ghi lúc"),
        _("Người ghi"),
    ]
    rows = [
        [
            row["area_code"],
            words_name(row),
            datasets.dataset_words(row["dataset"]),
            row["period"],
            f"{row['due']:%d/%m/%Y}" if row["due"] else "",
            words_cell(row),
            row["batch"],
            moment(row["at"]) if row["at"] else "",
            row["actor"] or "",
        ]
        for row in board.iter_rows(named=True)
    ]
    return csv_bytes(headers, rows)


PARAMETER, SENT_TAB = "xem", "da-gui"
TABS = "lich-su-the"
_WRITTEN = "_lich-su-dia-chi"


def tabs() -> tuple[Any, Any]:
    """The list of batches and the completeness board; a link to the board opens it."""
    names = (_("Các lần cập nhật"), _("Tình hình gửi số liệu"))
    asked = st.query_params.get(PARAMETER)
    arriving = TABS not in st.session_state or st.session_state.get(_WRITTEN) != asked
    if asked == SENT_TAB and arriving:
        st.session_state[TABS] = names[1]
    listed, sent = st.tabs(names, key=TABS, on_change="rerun")
    if sent.open:
        st.query_params[PARAMETER] = st.session_state[_WRITTEN] = SENT_TAB
    else:
        st.query_params.pop(PARAMETER, None)
        st.session_state.pop(_WRITTEN, None)
    return listed, sent

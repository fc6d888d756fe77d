"""The completeness board: areas by period, what has come, what is late; and the file of it.

Belongs here: choosing figures and year, the table, the legend. Does not: words (completeness_words.py) or what has come
(data/store/completeness.py).
"""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from data.clock import today
from data.export.tables import csv_bytes
from data.locale import _
from data.store.completeness import received
from models.policy.law.reporting_calendar import SHOWN, due
from models.wording.numbers import moment
from pages._registry import page
from pages.ui.format.tables import HARD, escape, table
from pages.ui.records import batch_words, completeness_words
from pages.ui.records.completeness_words import MEANINGS, WORDS
from pages.ui.saved import open as scenario_open
from pages.ui.session import downloads, loaders

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
        _("Số liệu"), list(SHOWN), format_func=batch_words.dataset_words, key=DATASET, persist_state="session"
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
    return completeness_words.on_day(mine, day)


def _nothing(dataset: str, year: str) -> None:
    st.info(
        _(
            "Chưa đơn vị nào gửi “{dataset}” năm {year}. Tải biểu mẫu và nạp tệp ở trang Cập nhật số liệu; mỗi tệp ghi xong, bảng này tự cập nhật."
        ).format(dataset=batch_words.dataset_words(dataset), year=year)
    )
    st.page_link(
        scenario_open.entry(page("upload.py")), label=_("Mở trang Cập nhật số liệu"), icon=":material/upload_file:"
    )


def _newest_due(board: pl.DataFrame, day: date) -> str:
    """The count of the newest period that was due or that anybody has sent."""
    begun = board.filter((pl.col("due") < day) | pl.col("batch").is_not_null())
    period = begun["period"].max()
    rows = board.filter(pl.col("period") == period)
    return _("**Kỳ {period}:** {summary}.").format(
        period=completeness_words.heading(str(period)),
        summary=escape(completeness_words.summary(rows)),
    )


def _table(board: pl.DataFrame) -> str:
    """Areas down, periods across, counts last."""
    periods = board["period"].unique().sort().to_list()
    by_place = {(row["area_id"], row["period"]): row for row in board.iter_rows(named=True)}
    levels = set(board["area_level"])
    areas = {row["area_id"]: completeness_words.name(row, levels) for row in board.iter_rows(named=True)}
    many, below = len(periods), board.filter(pl.col("area_level") != "province")
    dues = dict(below.group_by("period").agg(pl.col("due").max()).iter_rows())

    def cell(area: int, period: str) -> str:
        row = by_place.get((area, period))
        return NOT_ASKED if row is None else completeness_words.cell(row, among=many)

    rows = [[name, *(cell(area, period) for period in periods)] for area, name in areas.items()]
    asked = [completeness_words.due_day(period, dues[period], among=many) for period in periods]
    counts = [completeness_words.count(board.filter(pl.col("period") == period)) for period in periods]
    headings = [completeness_words.heading(period, among=many) for period in periods]
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
    text = _("“{areas}” không có hạn gửi nên không nằm trong bảng.").format(areas=batch_words.dataset_words("areas"))
    if "province" in board["area_level"]:
        return _("Số của tỉnh không đếm vào dòng “Đã gửi”.") + " " + text
    return text


def _file(board: pl.DataFrame) -> bytes:
    headers = [
        _("Mã đơn vị"), _("Đơn vị"), _("Số liệu"), _("Kỳ"), _("Hạn gửi"), _("Tình trạng"), _("Bản"), _("Ghi lúc"),
        _("Người ghi"),
    ]  # fmt: skip
    rows = [
        [
            row["area_code"], completeness_words.name(row), batch_words.dataset_words(row["dataset"]), row["period"],
            f"{row['due']:%d/%m/%Y}" if row["due"] else "", completeness_words.cell(row), row["batch"],
            moment(row["at"]) if row["at"] else "", row["actor"] or "",
        ]
        for row in board.iter_rows(named=True)
    ]  # fmt: skip
    return csv_bytes(headers, rows)

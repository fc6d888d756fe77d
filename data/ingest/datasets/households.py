"""Dataset `households`: poor and near-poor households, opening, in, out, closing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from data.ingest.base import Column, Dataset
from data.ingest.coverage import absent_districts, communes_among_districts
from data.ingest.datasets.payments import AREA, AREA_COLUMNS
from data.ingest.records import Records
from data.locale import _
from data.vocabulary.groups import read_category, read_counted
from data.vocabulary.numbers import written
from data.vocabulary.periods import read_year_or_month
from data.vocabulary.problems import Fault, Problem
from models.frames import HOUSEHOLD_FILE
from models.wording.words import N_

DECREASES = ("decrease_reclassified", "decrease_above", "decrease_other")
"""Thành hộ cận nghèo (of near-poor: thành hộ nghèo), vượt chuẩn, khác."""
INCREASES = ("increase_reclassified", "increase_again", "increase_new", "increase_other")
"""Từ hộ cận nghèo (of near-poor: từ hộ nghèo), tái nghèo, phát sinh mới, khác."""
_COUNTED = (
    "",
    "ho",
    "so ho",
    "ho ngheo",
    "so ho ngheo",
    "ho can ngheo",
    "so ho can ngheo",
    "tong so ho ngheo",
    "tong so ho can ngheo",
)
_TOTAL = ("", "tong so", "tong cong", "tong", "cong")


def settle_moves(records: Records) -> list[Problem]:
    """Fill decrease and increase from their causes where the file has no total, and say where sums disagree."""
    problems = _settled(records, "decrease", DECREASES) + _settled(records, "increase", INCREASES)
    return problems + _closing(records)


def _moved(direction: str) -> tuple[str, ...]:
    """How the upper heading of decreases ("giam") or increases ("tang") is written."""
    ends = ("", " trong ky", " trong nam")
    return tuple(f"{stem} {direction}{end}".strip() for stem in _COUNTED for end in ends)


_LESS, _MORE = _moved("giam"), _moved("tang")


def _settled(records: Records, total: str, causes: tuple[str, ...]) -> list[Problem]:
    """Fills a total from its causes: an empty cell among filled causes counts 0; a row without causes keeps its
    total."""
    any_cause = pl.any_horizontal(pl.col(cause).is_not_null() for cause in causes)
    summed = pl.when(any_cause).then(pl.sum_horizontal(causes))
    frame = records.frame.with_columns(summed.alias("_causes"))
    differing = frame.select((pl.col("_causes") != pl.col(total)).fill_null(False).arg_true()).to_series()
    problems = [
        records.problem(
            index,
            total,
            Fault(
                _("khác tổng các cột chi tiết là {sum}").format(sum=written(frame.item(index, "_causes"))),
                _("Sửa số tổng hoặc các số chi tiết cho khớp."),
            ),
        )
        for index in differing
    ]
    records.frame = frame.with_columns(pl.coalesce(total, "_causes").alias(total)).drop("_causes")
    return problems


def _closing(records: Records) -> list[Problem]:
    computed = pl.col("opening") - pl.col("decrease") + pl.col("increase")
    frame = records.frame.select("closing", computed.alias("computed"))
    differing = frame.select((pl.col("closing") != pl.col("computed")).fill_null(False).arg_true()).to_series()
    problems: list[Problem] = []
    for index in differing:
        stated, worked = (int(frame.item(index, name)) for name in ("closing", "computed"))
        fault = Fault(
            _("là số cuối kỳ ({stated}), khác số đầu kỳ trừ giảm cộng tăng là {computed}").format(
                stated=written(stated), computed=written(worked)
            ),
            _("Kiểm tra lại bốn số của dòng này."),
        )
        problems.append(records.problem(index, "closing", fault, "warning", "closing"))
    return problems


def _both(phrases: Iterable[str], stems: Iterable[str]) -> str:
    """Every stem before every word, "|" between them."""
    return "|".join(f"{stem} {word}".strip() for stem in stems for word in phrases)


def _total(direction: str, uppers: tuple[str, ...]) -> str:
    return "|".join(
        [f"{upper} {total}".strip() for upper in uppers for total in _TOTAL]
        + [f"tong so {direction}", f"tong {direction}"]
    )


def _detail(name: str, label: str, phrases: str, uppers: tuple[str, ...]) -> Column:
    """A detail column, known by its own words, alone or under the heading of all decreases or increases."""
    alone = phrases.split("|")
    return Column(name, label, "|".join([phrases, _both(alone, uppers)]), "count")


def _other(name: str, label: str, uppers: tuple[str, ...]) -> Column:
    """ "Khác" says nothing alone: it is known by what stands above it."""
    return Column(name, label, _both(("khac", "ly do khac", "nguyen nhan khac"), uppers), "count")


def _period(text: str, today: date) -> str | Fault:
    return read_year_or_month(text, today.year + 1)


DATASET = Dataset(
    "households",
    N_("Diễn biến hộ nghèo"),
    HOUSEHOLD_FILE,
    (*AREA_COLUMNS, Column("period", N_("Kỳ"),
        "nam|thang|thang nam|nam ra soat|ky ra soat|ky bao cao|nam bao cao|month|year", needed=True, read_by=_period,
        key=True), Column("category", N_("Loại hộ"), "phan loai ho|loai|doi tuong|chuan|phan loai", needed=True,
        read=read_category, key=True), Column("counted", N_("Phân tổ"), "ho nhan khau|don vi tinh|dvt",
        default="households", read=read_counted, key=True), Column("opening", N_("Đầu kỳ"), _both(("dau ky",
        "dau nam"), _COUNTED), "count", summed=True), Column("decrease", N_("Giảm"), _total("giam", _LESS), "count",
        summed=True), _detail(DECREASES[0], N_("Giảm do chuyển loại hộ"),
        "thanh ho can ngheo|tro thanh ho can ngheo|thanh can ngheo|xuong can ngheo|chuyen thanh ho can ngheo"
        "|thanh ho ngheo|tro thanh ho ngheo|xuong ho ngheo|chuyen thanh ho ngheo|thanh ngheo", _LESS),
        _detail(DECREASES[1], N_("Giảm do vượt chuẩn"),
        "vuot chuan|vuot chuan ngheo|vuot chuan can ngheo|vuot chuan ho can ngheo|vuot chuan ho ngheo|thoat ngheo"
        "|thoat can ngheo|thanh ho khong ngheo", _LESS), _other(DECREASES[2], N_("Giảm khác"), _LESS),
        Column("increase", N_("Tăng"), _total("tang", _MORE), "count", summed=True), _detail(INCREASES[0],
        N_("Tăng do chuyển loại hộ"),
        "tu ho can ngheo|tu can ngheo|can ngheo thanh ngheo|ho can ngheo thanh ho ngheo|ho can ngheo tro thanh ho "
        "ngheo|tu ho ngheo|ho ngheo thanh ho can ngheo|ho ngheo tro thanh ho can ngheo|can ngheo ngheo", _MORE),
        _detail(INCREASES[1], N_("Tăng do tái nghèo"), "tai ngheo|ho tai ngheo|tai can ngheo|ho tai can ngheo",
        _MORE), _detail(INCREASES[2], N_("Tăng do phát sinh mới"),
        "phat sinh moi|moi phat sinh|phat sinh|ho ngheo phat sinh moi|ho ngheo moi phat sinh|ho can ngheo phat "
        "sinh moi", _MORE), _other(INCREASES[3], N_("Tăng khác"), _MORE), Column("closing", N_("Cuối kỳ"),
        _both(("cuoi ky", "cuoi nam"), _COUNTED) + "|cuoi ky dau giam tang|cuoi ky dau ky giam tang", "count",
        needed=True, summed=True)),
    AREA,
    levels=frozenset({"province", "district", "commune"}),
    checks=(settle_moves,),
    doubts=(absent_districts, communes_among_districts),
)  # fmt: skip
"""Columns of single causes are added up and not kept."""

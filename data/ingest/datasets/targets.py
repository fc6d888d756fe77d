"""The `targets` dataset: plan figures by area, year and indicator."""

from __future__ import annotations

from datetime import date

from data.ingest.base import Column, Dataset
from data.ingest.coverage import absent_districts, communes_among_districts
from data.ingest.datasets.indicators import (
    INDICATOR_HEADINGS,
    UNIT_HEADINGS,
    check_figure_totals,
    check_province_only,
    settle_figures,
)
from data.ingest.datasets.payments import AREA, AREA_COLUMNS
from data.locale import _
from data.vocabulary.indicators import indicator_names, read_indicator
from data.vocabulary.numbers import read_unit
from data.vocabulary.periods import first_day_of, read_year
from data.vocabulary.problems import Fault
from models.frames import TARGET_FILE
from models.wording.words import N_

YEARS_AHEAD = 10
"""Plans run to the end of a five-year period and are made a few years before it begins."""
_PLAN, _AGAINST_PLAN, _CHANGE = "_plan", "_vs_plan", "_change"
_PLANNED = {
    "employment.new_jobs_plan": "employment.new_jobs",
    "employment.overseas_plan": "employment.overseas_workers",
}


def read_planned(text: str) -> str | Fault:
    """The indicator a plan figure is for. "Kế hoạch việc làm mới" is the plan for "việc làm mới"; a rate of the plan
    reached and a change since last year are no plan figures."""
    key = read_indicator(text)
    if isinstance(key, Fault):
        return key
    if key.endswith(_AGAINST_PLAN):
        reached = key.removesuffix(_AGAINST_PLAN)
        planned = {"employment.overseas": "employment.overseas_workers"}.get(reached, reached)
        return Fault(
            _("là tỷ lệ so với kế hoạch, không phải số kế hoạch"),
            _("Ghi chỉ tiêu được giao, ví dụ {name}.").format(name=indicator_names()[planned]),
        )
    if key.endswith(_CHANGE):
        return Fault(
            _("là mức tăng, giảm so với năm trước, không phải số kế hoạch"),
            _("Ghi số phải đạt, ví dụ {name}.").format(name=indicator_names()["poverty.poor_rate"]),
        )
    return _PLANNED.get(key, key)


def _year(text: str, today: date) -> str | Fault:
    return read_year(text, today.year + YEARS_AHEAD)


DATASET = Dataset(
    "targets",
    N_("Chỉ tiêu kế hoạch"),
    TARGET_FILE,
    (
        *AREA_COLUMNS,
        Column("period", N_("Năm"), "nam ke hoach|ky|nam giao|year", needed=True, read_by=_year, key=True),
        Column("indicator", N_("Chỉ tiêu"), INDICATOR_HEADINGS, needed=True, read=read_planned, key=True),
        Column("unit", N_("Đơn vị tính"), UNIT_HEADINGS, read=read_unit),
        Column(
            "value",
            N_("Kế hoạch năm"),
            "ke hoach|kh|kh nam|ke hoach giao|ke hoach duoc giao|ke hoach nam duoc giao|chi tieu ke hoach|chi tieu giao"
            "|chi tieu duoc giao|chi tieu nam|muc tieu|so ke hoach|gia tri|giao|target",
            "decimal",
            needed=True,
            mixed_percent=True,
        ),
    ),
    AREA,
    levels=frozenset({"province", "district", "commune"}),
    area_day=first_day_of,
    checks=(settle_figures, check_figure_totals, check_province_only),
    doubts=(absent_districts, communes_among_districts),
)
"""A plan is for the areas that are there when the year begins. `unit` is not kept."""

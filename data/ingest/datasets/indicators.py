"""The `indicators` dataset: what the report counts, by area, period and indicator.

Belongs here: its columns and the headings they are known by. Does not: names of indicators (indicator_names.py) or what
their figures may be (figures.py).
"""

from __future__ import annotations

from datetime import date

from data.ingest.contracts import Column, Dataset
from data.ingest.datasets.area import AREA, AREA_COLUMNS
from data.ingest.datasets.figure_totals import check_figure_totals
from data.ingest.datasets.figures import settle_figures
from data.ingest.datasets.province_only import check_province_only
from data.vocabulary.figure_units import read_unit
from data.vocabulary.indicators import read_indicator
from data.vocabulary.problems import Fault
from data.vocabulary.qualifiers import read_qualifier
from data.vocabulary.years import read_year_or_month
from models.frames import INDICATOR_FILE
from models.wording.words import N_

UNIT_HEADINGS = "dvt|don vi do|unit"
INDICATOR_HEADINGS = (
    "ten chi tieu|ma chi tieu|noi dung|noi dung chi tieu|danh muc chi tieu|chi tieu bao cao|chi so|noi dung bao cao"
)


def _period(text: str, today: date) -> str | Fault:
    return read_year_or_month(text, today.year + 1)


DATASET = Dataset(
    "indicators",
    N_("Chỉ tiêu báo cáo"),
    INDICATOR_FILE,
    (
        *AREA_COLUMNS,
        Column(
            "period",
            N_("Kỳ"),
            "nam|thang|thang nam|nam bao cao|ky bao cao|ky so lieu|thoi ky|thoi gian|month|year",
            needed=True,
            read_by=_period,
            key=True,
        ),
        Column("indicator", N_("Chỉ tiêu"), INDICATOR_HEADINGS, needed=True, read=read_indicator, key=True),
        Column("unit", N_("Đơn vị tính"), UNIT_HEADINGS, read=read_unit),
        Column(
            "value",
            N_("Giá trị"),
            "so lieu|ket qua|thuc hien|ket qua thuc hien|so thuc hien|th|so luong|ket qua dat duoc|thuc hien trong ky"
            "|thuc hien nam|thuc hien ca nam|uoc thuc hien|so bao cao",
            "decimal",
            needed=True,
            mixed_percent=True,
            signed=True,
        ),
        Column(
            "qualifier", N_("Mức độ"), "muc do chinh xac|do chinh xac|tinh chat so", default="=", read=read_qualifier
        ),
    ),
    AREA,
    levels=frozenset({"province", "district", "commune"}),
    checks=(settle_figures, check_figure_totals, check_province_only),
)
"""`unit` says in which unit a row is written and is not kept: figures are kept in the indicator's own."""

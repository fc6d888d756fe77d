"""The `budget` dataset: what was given and what was spent, by budget line.

Belongs here: its columns and the headings they are known by. Does not: words of sources, levels and codes
(budget_names.py) or what must hold of the rows (budget_rows.py).
"""

from __future__ import annotations

from datetime import date

from data.ingest.contracts import Column, Dataset
from data.ingest.datasets.area import AREA_COLUMNS
from data.ingest.datasets.budget_months import read_budget_month
from data.ingest.datasets.budget_rows import (
    complete_lines,
    growing,
    months_of_figures,
    unlike_years,
    within_estimate,
    without_line,
)
from data.ingest.datasets.budget_times import settle_times
from data.vocabulary.budget_names import read_code, read_level, read_line, read_source
from data.vocabulary.problems import Fault
from data.vocabulary.vintages import at_start
from data.vocabulary.years import read_year
from models.frames import BUDGET_FILE
from models.wording.words import N_


def _year(text: str, today: date) -> str | Fault:
    return read_year(text, today.year + 2)


def _month(text: str, today: date) -> str | Fault:
    return read_budget_month(text, today.year + 1)


DATASET = Dataset(
    "budget",
    N_("Dự toán và quyết toán"),
    BUDGET_FILE,
    (
        *AREA_COLUMNS,
        Column(
            "budget_year",
            N_("Năm ngân sách"),
            "nam|nam du toan|nien do|nien do ngan sach|year",
            needed=True,
            read_by=_year,
            key=True,
        ),
        Column(
            "month",
            N_("Lũy kế đến tháng"),
            "thang|ky|den thang|luy ke den|luy ke den het thang|ky bao cao|ky luy ke|den het thang|den ngay|month",
            default="",
            read_by=_month,
            key=True,
        ),
        Column(
            "source",
            N_("Nguồn kinh phí"),
            "nguon|nguon von|nguon ngan sach|ma nguon|tinh chat nguon",
            needed=True,
            read=read_source,
            key=True,
        ),
        Column("level", N_("Cấp ngân sách"), "cap|cap ns", needed=True, read=read_level, key=True),
        Column("chapter", N_("Chương"), "ma chuong|c", default="", read=read_code, key=True),
        Column("category", N_("Loại"), "ma loai|l", default="", read=read_code, key=True),
        Column("item", N_("Khoản"), "ma khoan|k", default="", read=read_code, key=True),
        Column(
            "line",
            N_("Chương-Loại-Khoản"),
            "ma chuong loai khoan|c l k|loai khoan|ma loai khoan|l k|mlns|muc luc ngan sach|ma mlns",
            default="",
            read=read_line,
            key=True,
        ),
        Column(
            "estimate_vnd",
            N_("Dự toán giao"),
            "du toan|du toan nam|du toan duoc giao|du toan giao dau nam|du toan dau nam|dt giao|du toan giao trong nam|estimate",
            "money",
            summed=True,
        ),
        Column(
            "supplement_vnd",
            N_("Bổ sung"),
            "bo sung trong nam|du toan bo sung|bo sung dieu chinh|dieu chinh bo sung|bo sung dieu chinh trong nam|supplement",
            "money",
            signed=True,
            summed=True,
        ),
        Column(
            "cumulative_vnd",
            N_("Lũy kế"),
            "luy ke chi|luy ke thuc hien|luy ke da chi|thuc chi luy ke|luy ke thuc chi|chi luy ke|luy ke rut du toan"
            "|so luy ke|thuc hien luy ke|luy ke tu dau nam|luy ke den ky bao cao|cumulative",
            "money",
            summed=True,
        ),
        Column(
            "advance_vnd",
            N_("Tạm ứng"),
            "so du tam ung|du tam ung|luy ke tam ung|tam ung chua thu hoi|advance",
            "money",
            summed=True,
        ),
        Column(
            "settlement_vnd",
            N_("Quyết toán"),
            "so quyet toan|quyet toan nam|kinh phi quyet toan|de nghi quyet toan|so de nghi quyet toan|settlement",
            "money",
            summed=True,
        ),
    ),
    (),
    levels=frozenset({"province", "district", "commune"}),
    dated_by=("month", "budget_year"),
    area_day=at_start,
    checks=(settle_times, complete_lines, unlike_years, months_of_figures, growing, within_estimate),
    finish=without_line,
)
"""A file without a column of areas is about the province. `line` holds the three codes together and is taken apart."""

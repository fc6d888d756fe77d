"""Dataset `areas`: population and households of areas, with their source and date."""

from __future__ import annotations

import re
from datetime import date

import polars as pl

from data.ingest.base import Column, Dataset
from data.ingest.coverage import absent_districts, communes_among_districts
from data.ingest.datasets.payments import AREA, AREA_COLUMNS
from data.ingest.law_rows import read_day
from data.ingest.records import Records
from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.numbers import written
from data.vocabulary.periods import read_year
from data.vocabulary.problems import Fault, Problem
from models.frames import AREA_FILE
from models.wording.words import N_

LONGEST_SOURCE = 200
_ANY_YEAR = 9999
_LEAD = re.compile(r"^(?:(?:số liệu|thời điểm|tính|có|đến|tại|hết|ngày)\s+)+(?=[0-9]|ngày|năm|hết)", re.IGNORECASE)
_MARKS_BEFORE = "'\"-–—+•* "
_FORMULA = frozenset("=@＝＋－＠")
MOST_PEOPLE = 2_000_000
MOST_OF_A_COMMUNE = 200_000
"""The province has under a million people; a commune of 2025 joins at most a handful of those of 2023."""
LEAST = 500
"""No commune has so few people; figures below it are thousands."""
LEAST_OF_A_HOUSEHOLD, MOST_OF_A_HOUSEHOLD = 2, 6
"""Plausible people a household; the province has about 3,2."""


def read_measured_on(text: str, today: date) -> str | Fault:
    """The day of a cleaned cell as "YYYY-MM-DD", or its year as "YYYY" where no day is named; never after `today`."""
    remedy = _("Ghi ngày, ví dụ 31/12/2023, hoặc năm, ví dụ 2023.")
    bare = _LEAD.sub("", text)
    if isinstance(read_year(bare, _ANY_YEAR), str):
        year = read_year(bare, today.year)
        return year if isinstance(year, str) else Fault(year.reason, remedy)
    day = read_day(bare, today.year)
    if isinstance(day, Fault):
        return Fault(day.reason, remedy)
    return Fault(_("là ngày chưa đến"), remedy) if day > today else day.isoformat()


def read_data_source(text: str) -> str | Fault:
    """The name of the source as written, without a dash or bullet before it."""
    source = text.lstrip(_MARKS_BEFORE)
    if not fold(source):
        return Fault(_("để trống"), _("Ghi nơi công bố số liệu, ví dụ Niên giám thống kê năm 2023."))
    if source[0] in _FORMULA:
        return Fault(_("bắt đầu như một công thức"), _("Ghi tên nguồn số liệu bằng chữ."))
    if len(source) > LONGEST_SOURCE:
        reason = _("dài hơn {most} ký tự").format(most=LONGEST_SOURCE)
        return Fault(reason, _("Ghi gọn tên nguồn số liệu."))
    return source


def one_of_each(records: Records) -> list[Problem]:
    """A file has one date and one source: an error at the first row that differs, naming the row it differs from."""
    problems: list[Problem] = []
    messages = {
        "measured_on": (
            _("khác ngày số liệu ở dòng {line}: mỗi tệp chỉ có một ngày"),
            _("Tách thành các tệp, mỗi tệp một ngày số liệu."),
        ),
        "source": (
            _("khác nguồn số liệu ở dòng {line}: mỗi tệp chỉ có một nguồn"),
            _("Tách thành các tệp, mỗi tệp một nguồn số liệu."),
        ),
    }
    for name, (reason, remedy) in messages.items():
        values = records.frame.get_column(name).to_list()
        filled = [(index, value) for index, value in enumerate(values) if value is not None]
        for index, value in filled[1:]:
            if value != filled[0][1]:
                line = records.problem(filled[0][0], None, Fault("", "")).line
                problems.append(records.problem(index, name, Fault(reason.format(line=line), remedy)))
                break
    return problems


def sizes(records: Records) -> list[Problem]:
    """Errors where households exceed people, an area has too few people or a commune too many; a warning where the
    people per household are unusual."""
    people, homes = pl.col("population"), pl.col("households")
    again = _("Kiểm tra lại hai cột dân số và số hộ.")
    fewer = Fault(_("lớn hơn dân số của cùng dòng"), again)
    large = Fault(
        _("vượt mức tối đa {most} người của một xã").format(most=written(MOST_OF_A_COMMUNE)),
        _("Kiểm tra lại dân số của dòng này."),
    )
    few = Fault(
        _("quá nhỏ để là dân số của một đơn vị"),
        _("Nếu số tính bằng nghìn người, ghi rõ ở tiêu đề cột: 'Dân số (nghìn người)'; nếu không, ghi đủ số người."),
    )
    odd = Fault(
        _("cho số người bình quân một hộ ngoài khoảng thường gặp {least} đến {most}").format(
            least=LEAST_OF_A_HOUSEHOLD, most=MOST_OF_A_HOUSEHOLD
        ),
        again,
    )
    unlikely = (people > homes * MOST_OF_A_HOUSEHOLD) | (people < homes * LEAST_OF_A_HOUSEHOLD)
    return [
        *records.together(_where(records, homes > people), "households", fewer),
        *records.together(_where(records, _named(records) & (people > 0) & (people < LEAST)), "population", few),
        *records.together(
            _where(records, pl.col("commune_code").is_not_null() & (people > MOST_OF_A_COMMUNE)), "population", large
        ),
        *records.together(_where(records, unlikely & (homes <= people)), "households", odd, "warning", "plausible"),
    ]


def _named(records: Records) -> pl.Expr:
    """Whether a row comes from a table whose heading of people is not the app's own."""
    own = [number for number, part in enumerate(records.parts) if part.table.as_exported("population")]
    return ~pl.col("_part").is_in(own)


def _where(records: Records, condition: pl.Expr) -> list[int]:
    return records.frame.select(condition.fill_null(False).arg_true()).to_series().to_list()


DATASET = Dataset(
    "areas",
    N_("Dân số và số hộ"),
    AREA_FILE,
    (*AREA_COLUMNS, Column("population", N_("Dân số"),
        "tong dan so|dan so trung binh|dan so thuong tru|so dan|so nhan khau|nhan khau|tong so nhan khau|so "
        "khau|so nguoi|dan so nguoi|quy mo dan so", "count", summed=True, most=MOST_PEOPLE, counts="people"),
        Column("households",
        N_("Số hộ"), "tong so ho|so ho dan cu|tong so ho dan cu|so ho dan|ho dan cu|so ho gia dinh|tong so ho dan|ho",
        "count", summed=True, most=MOST_PEOPLE, counts="households"), Column("measured_on", N_("Ngày số liệu"),
        "thoi diem|thoi diem so lieu|ngay|den ngay|tinh den ngay|tinh den|so lieu den ngay|nam so lieu|nam|date",
        needed=True, read_by=read_measured_on), Column("source", N_("Nguồn số liệu"),
        "nguon|noi cung cap|don vi cung cap|nguon cung cap", needed=True, read=read_data_source)),
    AREA,
    levels=frozenset({"province", "district", "commune"}),
    dated_by=("measured_on",),
    checks=(one_of_each, sizes),
    doubts=(absent_districts, communes_among_districts),
)  # fmt: skip

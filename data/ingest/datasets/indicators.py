"""Dataset `indicators`: figures by indicator, period and area."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import polars as pl

from data.ingest.base import Column, Dataset, Row, read_text
from data.ingest.coverage import absent_districts, communes_among_districts
from data.ingest.datasets.payments import AREA, AREA_COLUMNS
from data.ingest.records import Records
from data.locale import _
from data.vocabulary.groups import read_qualifier
from data.vocabulary.indicators import indicator_names, indicator_units, read_indicator
from data.vocabulary.numbers import (
    ADDED_UP,
    INTERNATIONAL,
    MONEY,
    STYLES,
    WHOLE,
    read_number,
    read_unit,
    split_unit_tail,
    unit_written,
    written,
)
from data.vocabulary.periods import read_year_or_month
from data.vocabulary.problems import Fault, Problem
from models.frames import INDICATOR_FILE
from models.policy.areas.children import PROVINCE_ONLY
from models.wording.numbers import UNIT_WORDS
from models.wording.words import N_

MOST = 10**13
"""No figure of the province is above it: 10.000 tỷ đồng."""
MOST_PEOPLE = 10_000_000
LEAST_UNDECLARED = {"VND/month": 1_000_000, "VND/person/month": 10_000, "VND": 1_000}
"""Money below this in a file that names no unit was not meant in đồng."""
_CHANGE, _AGAINST_PLAN = "_change", "_vs_plan"
UNIT_HEADINGS = "dvt|don vi do|unit"
INDICATOR_HEADINGS = (
    "ten chi tieu|ma chi tieu|noi dung|noi dung chi tieu|danh muc chi tieu|chi tieu bao cao|chi so|noi dung bao cao"
)


@dataclass(frozen=True)
class Wording:
    """How a row words its figure: the index of its part, the indicator's key, the indicator as written, the unit beside
    it."""

    part: int
    indicator: str
    written: str
    unit: str


def settle_figures(records: Records) -> list[Problem]:
    """Turn every figure into the unit of its indicator; problems where units disagree or a figure cannot be."""
    frame = records.frame
    worded = frame.select("_part", "indicator", "_text.indicator", pl.col("unit").fill_null(""))
    rows = zip(worded.rows(), frame.get_column("value"), frame.get_column("_percent.value"), strict=True)
    seen: dict[Wording, tuple[int | None, str, Fault | None]] = {}
    values: list[Decimal | None] = []
    problems: list[Problem] = []
    for index, (worded_as, value, percent) in enumerate(rows):
        values.append(value)
        wording = Wording(*worded_as)
        if value is None or wording.indicator is None:
            continue
        if wording not in seen:
            seen[wording] = power_of(records, wording)
        power, column, fault = seen[wording]
        if fault is None:
            scaled = value.scaleb(power or 0)
            values[index] = scaled
            column, fault = (
                "value",
                _figure_fault(wording.indicator, scaled, value, percent=percent, declared=power is not None),
            )
        if fault is not None:
            values[index] = None
            problems.append(records.problem(index, column, fault))
    records.frame = frame.with_columns(pl.Series("value", values, dtype=frame.schema["value"]))
    return problems


def power_of(records: Records, wording: Wording) -> tuple[int | None, str, Fault | None]:
    """The power of ten that figures with this wording are multiplied by (None: the file names no unit), the column that
    named it, and the fault where units disagree."""
    indicator_unit = indicator_units()[wording.indicator]
    layout = records.parts[wording.part].table.layout
    stated = (("unit", wording.unit), ("indicator", split_unit_tail(wording.written)[1]), ("value", layout.value_unit))
    for column, text in stated:
        unit = unit_written(text) if text else None
        if unit is None:
            continue
        if unit.fits(indicator_unit):
            return unit.power, column, None
        reason = _("ghi đơn vị tính khác đơn vị của chỉ tiêu '{name}' ({unit})").format(
            name=indicator_names()[wording.indicator], unit=_(UNIT_WORDS[indicator_unit])
        )
        return None, column, Fault(reason, _("Ghi số theo đơn vị của chỉ tiêu, rồi sửa đơn vị tính."))
    if indicator_unit in layout.counts:
        return layout.counts[indicator_unit], "value", None
    return (layout.power if indicator_unit in MONEY and layout.unit_declared else None), "value", None


def check_figure_totals(records: Records) -> list[Problem]:
    """A warning for every total row whose figure is the sum neither of all rows of its indicator and period nor of
    those since the total before, of all levels or of one. Runs after settle_figures."""
    problems: list[Problem] = []
    if not records.sound:
        return problems
    for number, body in enumerate(records.bodies):
        rows = records.frame.filter(pl.col("_part") == number)
        previous = 0
        for number_of_total, (row, end) in enumerate(zip(body.totals, body.ends, strict=True)):
            problems += _compared(records, number, row, rows, rows.slice(previous, end - previous))
            # A total row per indicator: all of them stand for the same rows.
            if number_of_total + 1 < len(body.ends) and body.ends[number_of_total + 1] > end:
                previous = end
    return problems


def check_province_only(records: Records) -> list[Problem]:
    """An error for every figure of such a group that stands by district or commune."""
    rows = records.frame.select("indicator", "_level").iter_rows()
    return [
        records.problem(
            index,
            "indicator",
            Fault(
                _("'{name}' là nhóm rất nhỏ, chỉ nhận số toàn tỉnh").format(name=indicator_names()[indicator]),
                _("Bỏ dòng này hoặc ghi số của toàn tỉnh."),
            ),
        )
        for index, (indicator, level) in enumerate(rows)
        if indicator in PROVINCE_ONLY and level in ("district", "commune")
    ]


def _figure_fault(indicator: str, value: Decimal, stated: Decimal, *, percent: bool, declared: bool) -> Fault | None:
    """Why a figure, already in its indicator's unit, cannot be; None where it can. `stated` is the figure as
    written."""
    unit = indicator_units()[indicator]
    again = _("Kiểm tra lại số này.")
    if percent and unit not in ("percent", "percentage points"):
        reason = _("có dấu %, trong khi chỉ tiêu tính bằng {unit}").format(unit=_(UNIT_WORDS[unit]))
        return Fault(reason, _("Ghi số, không ghi tỷ lệ."))
    if value < 0 and not indicator.endswith(_CHANGE):
        return Fault(_("là số âm"), _("Nhập số từ 0 trở lên, ví dụ 300."))
    if unit == "VND/month" and declared and 0 < value < LEAST_UNDECLARED[unit]:
        return Fault(
            _("quá nhỏ để là kinh phí một tháng tính bằng đồng"),
            _("Kiểm tra lại đơn vị tính, có thể là triệu đồng; sửa đơn vị hoặc ghi đủ số đồng."),
        )
    if unit in LEAST_UNDECLARED and not declared and 0 < value < LEAST_UNDECLARED[unit]:
        reason = _("quá nhỏ nếu tính bằng đồng, mà tệp không ghi đơn vị tính của số này")
        return Fault(reason, _("Thêm cột 'Đơn vị tính' và ghi đơn vị, ví dụ triệu đồng/tháng."))
    if unit in WHOLE and value != value.to_integral_value():
        reason = _("có phần lẻ, trong khi chỉ tiêu tính bằng {unit}").format(unit=_(UNIT_WORDS[unit]))
        return Fault(reason, _("Ghi số nguyên, không có phần thập phân."))
    if unit == "percent" and value > 100 and not indicator.endswith(_AGAINST_PLAN):
        return Fault(_("lớn hơn 100%"), again)
    if unit == "people" and value > MOST_PEOPLE and value != stated:
        return Fault(_("lớn hơn dân số của tỉnh"), _("Kiểm tra lại số này và đơn vị tính, có phải nghìn người không."))
    if abs(value) > MOST:
        return Fault(_("vượt mức tối đa {most}").format(most=written(MOST)), again)
    return None


def _compared(records: Records, number: int, row: Row, rows: pl.DataFrame, block: pl.DataFrame) -> list[Problem]:
    table = records.parts[number].table
    text = table.text(row, "value")
    key = _named(records, row, number, "indicator") or _only(block)
    if not text or key is None or indicator_units()[key] not in ADDED_UP:
        return []
    period = _named(records, row, number, "period")
    sums: set[Decimal] = set()
    for covered in (rows, block):
        same = covered.filter(pl.col("indicator") == key, pl.lit(period is None) | (pl.col("period") == period))
        sums |= {_sum(same)} | {_sum(level) for _level, level in same.group_by("_level")}
    stated = _stated(records, number, row, key, text)
    if not stated.isdisjoint(sums):
        return []
    largest = max(sums)
    fault = Fault(
        _("là số ở dòng tổng, khác tổng các dòng là {total}").format(total=written(int(largest))),
        _("Dòng tổng không được nạp; kiểm tra lại các dòng hoặc dòng tổng."),
    )
    return [replace(table.problem(row, "value", fault, "warning"), code="totals", sheet=row.sheet)]


def _named(records: Records, row: Row, number: int, name: str) -> str | None:
    """What a total row says of its indicator or its period."""
    text = records.parts[number].table.text(row, name)
    value = read_text(records.dataset.column(name), text) if text else None
    return value if isinstance(value, str) else None


def _only(block: pl.DataFrame) -> str | None:
    """The indicator of the rows above a total that names none, where they have only one."""
    keys = block.get_column("indicator").unique().to_list()
    return keys[0] if len(keys) == 1 else None


def _stated(records: Records, number: int, row: Row, key: str, text: str) -> set[Decimal]:
    """What the total says in the indicator's unit, in every way its column may be written."""
    table = records.parts[number].table
    wording = Wording(number, key, table.text(row, "indicator"), table.text(row, "unit"))
    power = power_of(records, wording)[0] or 0
    true = table.layout.index_of.get("value") in row.numeric
    styles = (INTERNATIONAL,) if true else records.styles.get((number, "value")) or STYLES
    readings = (read_number(text, style, power) for style in styles)
    return {Decimal(reading) for reading in readings if reading is not None}


def _sum(rows: pl.DataFrame) -> Decimal:
    return sum((value for value in rows.get_column("value") if value is not None), Decimal(0))


def _period(text: str, today: date) -> str | Fault:
    return read_year_or_month(text, today.year + 1)


DATASET = Dataset(
    "indicators",
    N_("Chỉ tiêu báo cáo"),
    INDICATOR_FILE,
    (*AREA_COLUMNS, Column("period", N_("Kỳ"),
        "nam|thang|thang nam|nam bao cao|ky bao cao|ky so lieu|thoi ky|thoi gian|month|year", needed=True,
        read_by=_period, key=True), Column("indicator", N_("Chỉ tiêu"), INDICATOR_HEADINGS, needed=True,
        read=read_indicator, key=True), Column("unit", N_("Đơn vị tính"), UNIT_HEADINGS, read=read_unit),
        Column("value", N_("Giá trị"),
        "so lieu|ket qua|thuc hien|ket qua thuc hien|so thuc hien|th|so luong|ket qua dat duoc|thuc hien trong ky"
        "|thuc hien nam|thuc hien ca nam|uoc thuc hien|so bao cao", "decimal", needed=True, mixed_percent=True,
        signed=True), Column("qualifier", N_("Mức độ"), "muc do chinh xac|do chinh xac|tinh chat so", default="=",
        read=read_qualifier)),
    AREA,
    levels=frozenset({"province", "district", "commune"}),
    checks=(settle_figures, check_figure_totals, check_province_only),
    doubts=(absent_districts, communes_among_districts),
)  # fmt: skip
"""`unit` says in which unit a row is written and is not kept: figures are kept in the indicator's own."""

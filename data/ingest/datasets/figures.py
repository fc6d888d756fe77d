"""What a figure of an indicator may be, and the unit it is written in.

Belongs here: scaling to the indicator's unit and the limits that unit and indicator set. Does not: names of indicators
(indicator_names.py) or of units (figure_units.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from data.ingest.records import Records
from data.locale import _
from data.vocabulary.figure_units import MONEY, UNIT_WORDS, WHOLE, split_unit_tail, unit_written
from data.vocabulary.indicators import indicator_names, indicator_units
from data.vocabulary.numbers import written
from data.vocabulary.problems import Fault, Problem

MOST = 10**13
"""No figure of the province is above it: 10.000 tỷ đồng."""
LEAST_UNDECLARED = {"VND/month": 1_000_000, "VND/person/month": 10_000, "VND": 1_000}
"""Money below this in a file that names no unit was not meant in đồng."""
_CHANGE, _AGAINST_PLAN = "_change", "_vs_plan"


@dataclass(frozen=True)
class Wording:
    """How a row names its figure: the part it stands in, the indicator as found and as written, the unit beside it."""

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
        said = Wording(*worded_as)
        if value is None or said.indicator is None:
            continue
        if said not in seen:
            seen[said] = power_of(records, said)
        power, column, fault = seen[said]
        if fault is None:
            scaled = value.scaleb(power or 0)
            values[index] = scaled
            column, fault = "value", _figure_fault(said.indicator, scaled, percent=percent, declared=power is not None)
        if fault is not None:
            values[index] = None
            problems.append(records.problem(index, column, fault))
    records.frame = frame.with_columns(pl.Series("value", values, dtype=frame.schema["value"]))
    return problems


def power_of(records: Records, said: Wording) -> tuple[int | None, str, Fault | None]:
    """The power of ten that figures so worded are multiplied by (None: the file says nothing), else a column's fault."""
    own = indicator_units()[said.indicator]
    for column, text in (("unit", said.unit), ("indicator", split_unit_tail(said.written)[1])):
        unit = unit_written(text) if text else None
        if unit is None:
            continue
        if unit.fits(own):
            return unit.power, column, None
        reason = _("ghi đơn vị tính khác đơn vị của chỉ tiêu '{name}' ({unit})").format(
            name=indicator_names()[said.indicator], unit=_(UNIT_WORDS[own])
        )
        return None, column, Fault(reason, _("Ghi số theo đơn vị của chỉ tiêu, rồi sửa đơn vị tính."))
    layout = records.parts[said.part].table.layout
    return (layout.power if own in MONEY and layout.unit_declared else None), "value", None


def _figure_fault(indicator: str, value: Decimal, *, percent: bool, declared: bool) -> Fault | None:
    """Why a figure, already in its indicator's unit, cannot be; None where it can."""
    unit = indicator_units()[indicator]
    again = _("Kiểm tra lại số này.")
    if percent and unit not in ("percent", "percentage points"):
        reason = _("có dấu %, trong khi chỉ tiêu tính bằng {unit}").format(unit=_(UNIT_WORDS[unit]))
        return Fault(reason, _("Ghi số, không ghi tỷ lệ."))
    if value < 0 and not indicator.endswith(_CHANGE):
        return Fault(_("là số âm"), _("Nhập số từ 0 trở lên, ví dụ 300."))
    if unit in LEAST_UNDECLARED and not declared and 0 < value < LEAST_UNDECLARED[unit]:
        reason = _("quá nhỏ nếu tính bằng đồng, mà tệp không ghi đơn vị tính của số này")
        return Fault(reason, _("Thêm cột 'Đơn vị tính' và ghi đơn vị, ví dụ triệu đồng/tháng."))
    if unit in WHOLE and value != value.to_integral_value():
        reason = _("có phần lẻ, trong khi chỉ tiêu tính bằng {unit}").format(unit=_(UNIT_WORDS[unit]))
        return Fault(reason, _("Ghi số nguyên, không có phần thập phân."))
    if unit == "percent" and value > 100 and not indicator.endswith(_AGAINST_PLAN):
        return Fault(_("lớn hơn 100%"), again)
    if abs(value) > MOST:
        return Fault(_("vượt mức tối đa {most}").format(most=written(MOST)), again)
    return None

"""Total rows of a table of indicators against the sums of the figures they stand for.

Belongs here: which figures a total row adds up, by indicator and period, and the warning when the numbers differ; rates and
means are not added up. Does not: total rows of other datasets (totals.py) or of wide tables (wide_totals.py).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import polars as pl

from data.ingest.accepted import read_text
from data.ingest.book import Row
from data.ingest.datasets.figures import Wording, power_of
from data.ingest.records import Records
from data.locale import _
from data.vocabulary.figure_units import ADDED_UP
from data.vocabulary.indicators import indicator_units
from data.vocabulary.numbers import INTERNATIONAL, STYLES, read_number, written
from data.vocabulary.problems import Fault, Problem


def check_figure_totals(records: Records) -> list[Problem]:
    """A warning for every total row whose figure is the sum neither of all rows of its indicator and period nor of those
    since the total before, of all levels or of one. Figures must have been settled (figures.py)."""
    problems: list[Problem] = []
    if not records.sound:
        return problems
    for number, body in enumerate(records.bodies):
        rows = records.frame.filter(pl.col("_part") == number)
        previous = 0
        for place, (row, end) in enumerate(zip(body.totals, body.ends, strict=True)):
            problems += _compared(records, number, row, rows, rows.slice(previous, end - previous))
            # A total row per indicator: all of them stand for the same rows.
            if place + 1 < len(body.ends) and body.ends[place + 1] > end:
                previous = end
    return problems


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
    """The one indicator of the rows above a total that names none."""
    keys = block.get_column("indicator").unique().to_list()
    return keys[0] if len(keys) == 1 else None


def _stated(records: Records, number: int, row: Row, key: str, text: str) -> set[Decimal]:
    """What the total says in the indicator's unit, in every way its column may be written."""
    table = records.parts[number].table
    said = Wording(number, key, table.text(row, "indicator"), table.text(row, "unit"))
    power = power_of(records, said)[0] or 0
    true = table.layout.places.get("value") in row.numeric
    styles = (INTERNATIONAL,) if true else records.styles.get((number, "value")) or STYLES
    readings = (read_number(text, style, power) for style in styles)
    return {Decimal(reading) for reading in readings if reading is not None}


def _sum(rows: pl.DataFrame) -> Decimal:
    return sum((value for value in rows.get_column("value") if value is not None), Decimal(0))

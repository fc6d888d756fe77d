"""Total rows against the sums of the rows they stand for.

Belongs here: which rows a total covers, and the warning when the numbers differ. Totals are never stored. Does not:
finding total rows (body.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from data.ingest.book import Row
from data.ingest.columns import reader_of
from data.ingest.contracts import Column
from data.ingest.matching import areas_on
from data.ingest.places import AREA
from data.locale import _
from data.parsing.folding import clean, fold
from data.vocabulary.numbers import INTERNATIONAL, PLACES, STYLES, read_number, written, written_decimal
from data.vocabulary.problems import Fault, Problem
from data.vocabulary.vintages import VINTAGE_2023

if TYPE_CHECKING:
    from data.ingest.records import Records

_SUBTOTAL_WORDS = ("tong cong", "tong so", "tong", "cong", "toan")


def check_totals(records: Records) -> list[Problem]:
    """A warning for every number of a total row that equals neither the sum of the rows it names nor of those above it
    since the total before, of all levels or of one."""
    summed = [column for column in records.dataset.columns if column.summed]
    problems: list[Problem] = []
    for number, body in enumerate(records.bodies):
        if not body.totals or not summed:
            continue
        rows = records.frame.filter(pl.col("_part") == number)
        previous = 0
        for row, end in zip(body.totals, body.ends, strict=True):
            block, previous = rows.slice(previous, end - previous), end
            problems += _differing(records, number, row, rows, block, summed)
    return problems


def _differing(
    records: Records, number: int, row: Row, rows: pl.DataFrame, block: pl.DataFrame, summed: Iterable[Column]
) -> list[Problem]:
    table = records.parts[number].table
    problems: list[Problem] = []
    covered: pl.DataFrame | None = None
    for column in summed:
        text = table.text(row, column.name)
        if not text:
            continue
        stated = _stated(records, number, row, column, text)
        if not stated.isdisjoint(_sums(block, column)):
            continue
        covered = rows.filter(_covered(records, number, row, rows)) if covered is None else covered
        sums = _sums(covered, column)
        if stated.isdisjoint(sums):
            problem = table.problem(row, column.name, _differs(column, stated, sums[0]), "warning")
            problems.append(replace(problem, code="totals", sheet=row.sheet))
    return problems


def _stated(records: Records, number: int, row: Row, column: Column, text: str) -> set[int]:
    """What the total says, in every way its column may be read; decimals in units of their last place."""
    table = records.parts[number].table
    power = _places(column) or (table.layout.power if column.measure == "money" else 0)
    true = table.layout.places.get(column.name) in row.numeric
    styles = (INTERNATIONAL,) if true else records.styles.get((number, column.name)) or STYLES
    readings = (read_number(text.removesuffix("%").strip(), style, power) for style in styles)
    return {reading for reading in readings if reading is not None}


def _sums(rows: pl.DataFrame, column: Column) -> list[int]:
    """The sum of all rows, then of those of each level."""
    each = [rows, *(part for _level, part in rows.group_by("_level", maintain_order=True))]
    return [int((part.get_column(column.name).sum() or 0) * 10 ** _places(column)) for part in each]


def _places(column: Column) -> int:
    return PLACES if column.measure == "decimal" else 0


def _differs(column: Column, stated: set[int], total: int) -> Fault:
    places = _places(column)
    say = (lambda number: written_decimal(number, places)) if places else written
    numbers = " / ".join(say(number) for number in sorted(stated))
    return Fault(
        _("là số ở dòng tổng{stated}, khác tổng các dòng là {total}").format(
            stated=f" ({numbers})" if numbers else "", total=say(total)
        ),
        _("Dòng tổng không được nạp; kiểm tra lại các dòng hoặc dòng tổng."),
    )


def _covered(records: Records, number: int, row: Row, rows: pl.DataFrame) -> pl.Expr:
    """The rows that share what the total row itself names: its area, month, group, kind."""
    table = records.parts[number].table
    named = pl.lit(True)
    for column in records.dataset.columns:
        text = table.text(row, column.name)
        if text and column.name not in AREA and column.measure in ("text", "period"):
            answer = reader_of(column, records.today)(text)
            if isinstance(answer, str):
                named &= pl.col(column.name) == answer
    texts = {name: table.text(row, name) for name in AREA}
    for name in ("district_code", "commune_code"):
        codes = _codes(records, rows, name, texts)
        if codes:
            named &= pl.col(name).is_in(codes)
    return named


def _codes(records: Records, rows: pl.DataFrame, name: str, texts: dict[str, str]) -> list[str]:
    """Codes of the districts or communes that the cells of a total row name."""
    dates = rows.get_column(records.dataset.dated_by[0]).drop_nulls() if records.dataset.dated_by else pl.Series()
    day = records.dataset.area_day(str(dates[0])) if len(dates) and dates[0] else VINTAGE_2023
    areas = areas_on(day)
    if name == "district_code":
        among, cells = areas.districts, [texts["district_code"], texts["district"], texts["commune"]]
    else:
        among, cells = areas.communes, [texts["commune_code"], texts["commune"]]
    found: list[str] = []
    for cell in cells:
        words = fold(clean(cell))
        for lead in _SUBTOTAL_WORDS:
            words = words.removeprefix(lead + " ")
        code = among.by_code(words)
        alike = [code] if code is not None else among.of_kind(words) if words else []
        found += [area.code for area in alike]
    return found

"""A column of cells into values, each different text read once.

Belongs here: text, months and numbers by the column's contract, with the faults by row. Does not: gathering the cells
(cells.py), areas (places.py), or what must hold across columns (a dataset's checks).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data.ingest.cells import Cells
from data.ingest.contracts import Column
from data.ingest.number_columns import decide
from data.ingest.part import Part
from data.locale import _
from data.vocabulary.numbers import PLACES, Style, written
from data.vocabulary.periods import month_reader, read_period
from data.vocabulary.problems import Fault
from models.periods import Month

YEARS_AHEAD = 1
"""A file may speak of the next year, not of later ones."""
MOST_FAULTY_TEXTS = 100
"""Different texts of a column that are told apart as faulty; a column that is wrong throughout is not read to its end."""
_MOST = {"count": 10_000_000, "money": 10**14, "decimal": 10**13}
"""Highest plausible figures: over twice the people of the new province; 100.000 tỷ đồng, several of its budgets."""


@dataclass(frozen=True, eq=False)
class Read:
    """`values` are null where a cell is faulty, or empty without a default. `faults` are rows by cause, `ambiguous` those
    that an answer settles; `unread`: how many rows were left when reading stopped. `styles` are the forms that numbers may
    be in, by part; `percent` says which cells carry a percent sign."""

    values: pl.Series
    faults: Mapping[Fault, Sequence[int]] = field(default_factory=dict)
    ambiguous: Mapping[Fault, Sequence[int]] = field(default_factory=dict)
    unread: int = 0
    styles: Mapping[int, tuple[Style, ...]] = field(default_factory=dict)
    percent: pl.Series | None = None


def read_column(
    column: Column, cells: Cells, parts: Sequence[Part], sizes: Sequence[int], marks: Mapping[str, str], today: date
) -> Read:
    """The values of a column; `sizes` are the numbers of data rows of the parts, `marks` the decimal marks answered."""
    if column.measure == "period":
        return _each(column, cells.texts, month_reader(cells.texts, cells.numeric, today.year + YEARS_AHEAD))
    if column.measure == "text":
        return _each(column, cells.texts, reader_of(column, today))
    return _numbers(column, cells, parts, sizes, marks.get(column.name))


def _month(text: str, latest_year: int) -> str | Fault:
    answer = read_period(text, latest_year)
    return str(answer) if isinstance(answer, Month) else answer


def by_cause(faults: Mapping[int, Fault]) -> dict[Fault, list[int]]:
    """The rows of each cause, in the order of the rows."""
    rows: dict[Fault, list[int]] = {}
    same: dict[int, list[int]] = {}
    for index in sorted(faults):
        fault = faults[index]
        # Thousands of rows may share a fault: its words are hashed once.
        if id(fault) not in same:
            same[id(fault)] = rows.setdefault(fault, [])
        same[id(fault)].append(index)
    return rows


def reader_of(column: Column, today: date) -> Callable[[str], str | Fault]:
    """How one cell of a column of text or months is read."""
    if column.measure == "period":
        return lambda text: _month(text, today.year + YEARS_AHEAD)
    if column.read_by is not None:
        read_by = column.read_by
        return lambda text: read_by(text, today)
    return column.read if column.read is not None else lambda text: text


def _each(column: Column, texts: pl.Series, read: Callable[[str], str | Fault]) -> Read:
    """Every different text read once; an empty cell is the default of a column that is not needed."""
    values: dict[str, str | None] = {}
    faulty: dict[str, Fault] = {}
    left: list[str] = []
    for text in texts.unique(maintain_order=True).drop_nulls().to_list():
        if text == "" and not column.needed:
            values[text] = None if column.default is None else str(column.default)
            continue
        if len(faulty) >= MOST_FAULTY_TEXTS:
            left.append(text)
            continue
        answer = read(text)
        if isinstance(answer, str) and not (answer == "" and column.needed):
            values[text] = answer
        else:
            faulty[text] = answer if isinstance(answer, Fault) else _empty(column)
    known = list(values)
    mapped = texts.replace_strict(known, [values[text] for text in known], default=None, return_dtype=pl.String)
    if column.default is not None:
        mapped = mapped.set(texts.is_null(), str(column.default))
    if not faulty:
        return Read(mapped)
    rows = texts.is_in(list(faulty)).fill_null(False).arg_true().to_list()
    unread = int(texts.is_in(left).fill_null(False).sum()) if left else 0
    return Read(mapped, by_cause({index: faulty[texts[index]] for index in rows}), unread=unread)


def _empty(column: Column) -> Fault:
    return Fault(_("để trống"), _("Điền cột {name} cho dòng này.").format(name=_(column.label)))


def _numbers(column: Column, cells: Cells, parts: Sequence[Part], sizes: Sequence[int], mark: str | None) -> Read:
    """Each part by itself: every table has its own unit and its own way of writing."""
    decimal = column.measure == "decimal"
    texts = cells.texts if column.needed else cells.texts.set(cells.texts == "", None)
    percent = texts.str.ends_with("%").fill_null(False) if decimal else None
    if percent is not None:
        texts = texts.str.replace(r"\s*%$", "")
    pieces: list[pl.Series] = []
    faults: dict[int, Fault] = {}
    ambiguous: set[int] = set()
    styles: dict[int, tuple[Style, ...]] = {}
    start = 0
    for number, (part, size) in enumerate(zip(parts, sizes, strict=True)):
        power = PLACES if decimal else part.table.layout.power if column.measure == "money" else 0
        decision = decide(
            texts.slice(start, size), power, mark, numeric=cells.numeric.slice(start, size), decimal=decimal,
            signed=column.signed,
        )  # fmt: skip
        pieces.append(decision.values.cast(pl.Int128))
        faults |= {start + index: fault for index, fault in decision.faults.items()}
        ambiguous |= {start + index for index in decision.ambiguous}
        styles[number] = decision.styles
        if percent is not None and not column.mixed_percent:
            faults |= _unlike_percent(texts, percent, start, size)
        start += size
    values = pl.concat(pieces) if pieces else pl.Series(dtype=pl.Int128)
    most = (column.most or _MOST[column.measure]) * (10**PLACES if decimal else 1)
    above = (values.abs() > most).fill_null(False)
    faults |= dict.fromkeys(above.arg_true(), _too_large(column, most // 10**PLACES if decimal else most))
    # Two numbers are left out of the frame where they do not fit it; the file is refused anyway.
    values = values.set(above, None)
    if faults:
        bad = pl.Series(sorted(faults), dtype=pl.UInt32)
        values = values.scatter(bad, None)
    filled = _decimals(values.cast(pl.Int64)) if decimal else values.cast(pl.Int64)
    if column.default is not None:
        filled = filled.set(texts.is_null(), column.default)
    settled = {index: fault for index, fault in faults.items() if index in ambiguous}
    others = {index: fault for index, fault in faults.items() if index not in ambiguous}
    return Read(filled, by_cause(others), by_cause(settled), styles=styles, percent=percent)


def _decimals(values: pl.Series) -> pl.Series:
    """Ten-thousandths, none beyond the cap, as exact decimals."""
    values, scale = values.cast(pl.Int64), 10**PLACES
    whole, rest = values.abs() // scale, values.abs() % scale
    text = whole.cast(pl.String) + "." + rest.cast(pl.String).str.pad_start(PLACES, "0")
    signed: pl.Series = text.zip_with((values >= 0).fill_null(True), text.str.replace("^", "-"))
    return signed.cast(pl.Decimal(20, PLACES))


def _unlike_percent(texts: pl.Series, percent: pl.Series, start: int, size: int) -> dict[int, Fault]:
    """Cells without a percent sign in a column that has some: 0,0211 and 2,11% must not stand for each other."""
    piece = percent.slice(start, size)
    filled = (texts.slice(start, size) != "").fill_null(False)
    if not piece.any() or (piece | ~filled).all():
        return {}
    fault = Fault(_("không có dấu % như các ô khác của cột"), _("Ghi dấu % ở mọi ô của cột, hoặc bỏ ở mọi ô."))
    return {start + index: fault for index in (filled & ~piece).arg_true()}


def _too_large(column: Column, most: int) -> Fault:
    if column.measure == "money":
        return Fault(
            _("vượt mức tối đa {most} đồng").format(most=written(most)),
            _("Kiểm tra số tiền và đơn vị tính ghi ở tiêu đề."),
        )
    return Fault(_("vượt mức tối đa {most}").format(most=written(most)), _("Kiểm tra lại số này."))

"""All data rows of a file as one frame of typed columns, with every fault of a cell.

Belongs here: the order in which columns and areas are read. Does not: how a cell (cells.py, columns.py) or an area (places.py,
levels.py) is read, or what must hold across rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data.ingest.body import Body
from data.ingest.cells import Cells, cells_of
from data.ingest.columns import MOST_FAULTY_TEXTS, Read, by_cause, read_column
from data.ingest.contracts import Column, Dataset
from data.ingest.levels import judge_levels
from data.ingest.number_columns import AMBIGUOUS
from data.ingest.part import Part
from data.ingest.places import AREA, Causes, find_places
from data.locale import _
from data.vocabulary.numbers import Style
from data.vocabulary.problems import Fault, Severity


@dataclass(frozen=True)
class Finding:
    """One cause at rows of the frame; without rows it is about the whole column."""

    column: str
    fault: Fault
    rows: Sequence[int] = ()
    severity: Severity = "error"
    code: str = "other"


@dataclass(eq=False)
class TypedRows:
    """`frame` as Records.frame has it; `styles` are the forms of numbers, by part and column."""

    frame: pl.DataFrame
    styles: dict[tuple[int, str], tuple[Style, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_rows(
    dataset: Dataset, parts: Sequence[Part], bodies: Sequence[Body], marks: Mapping[str, str], today: date
) -> TypedRows:
    """The data rows of all parts, which `bodies` hold."""
    sizes = [len(body.data) for body in bodies]
    typed = TypedRows(_numbered(sizes))
    cells: dict[str, Cells] = {}
    for column in dataset.columns:
        number = column.measure in ("count", "money", "decimal")
        cells[column.name] = cells_of(column.name, parts, bodies, number=number)
        _note(typed, column, by_cause(cells[column.name].hidden))
        if column.name not in AREA:
            _add(typed, column, read_column(column, cells[column.name], parts, sizes, marks, today))
    texts = [cells[column.name].texts.alias(f"_text.{column.name}") for column in dataset.columns]
    typed.frame = typed.frame.with_columns(texts)
    return _with_areas(typed, dataset, cells)


def _numbered(sizes: Sequence[int]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "_part": [number for number, size in enumerate(sizes) for _row in range(size)],
            "_row": [row for size in sizes for row in range(size)],
        },
        schema={"_part": pl.UInt32, "_row": pl.UInt32},
    )


def _add(typed: TypedRows, column: Column, read: Read) -> None:
    typed.frame = typed.frame.with_columns(read.values.alias(column.name))
    if read.percent is not None:
        typed.frame = typed.frame.with_columns(read.percent.alias(f"_percent.{column.name}"))
    typed.styles |= {(part, column.name): styles for part, styles in read.styles.items()}
    _note(typed, column, read.faults)
    _note(typed, column, read.ambiguous, AMBIGUOUS)
    if read.unread:
        typed.findings.append(Finding(column.name, _stopped()))


def _note(typed: TypedRows, column: Column, causes: Mapping[Fault, Sequence[int]], code: str = "other") -> None:
    typed.findings += [Finding(column.name, fault, rows, code=code) for fault, rows in causes.items()]


def _with_areas(typed: TypedRows, dataset: Dataset, cells: Mapping[str, Cells]) -> TypedRows:
    absent = pl.Series([None] * typed.frame.height, dtype=pl.String)
    named = {name: cells[name].texts if name in cells else absent for name in AREA}
    table = pl.DataFrame(named).with_columns(typed.frame.get_column("_part"))
    places = find_places(dataset, table, _dates(typed.frame, dataset))
    found, unfit = judge_levels(dataset, table, places.frame)
    typed.frame = pl.concat([typed.frame, found], how="horizontal")
    for causes in (places.faults, unfit):
        typed.findings += _findings(causes, "error", "other")
    typed.findings += _findings(places.remarks, "warning", "spelling")
    if places.unread:
        typed.findings.append(Finding(next(column for column, _fault in places.faults), _stopped()))
    return typed


def _findings(causes: Causes, severity: Severity, code: str) -> list[Finding]:
    return [Finding(column, fault, rows, severity, code) for (column, fault), rows in causes.items()]


def _dates(frame: pl.DataFrame, dataset: Dataset) -> pl.Series:
    """What dates each row: the first filled one of the columns that do."""
    columns = [pl.col(name).cast(pl.String) for name in dataset.dated_by]
    filled = [pl.when(column != "").then(column) for column in columns]
    return (
        frame.select(pl.coalesce(filled).alias("dates")).to_series()
        if filled
        else pl.Series("dates", [None] * frame.height, dtype=pl.String)
    )


def _stopped() -> Fault:
    return Fault(
        _("có hơn {most} giá trị khác nhau không đọc được, các giá trị sau đó chưa được kiểm tra").format(
            most=MOST_FAULTY_TEXTS
        ),
        _("Sửa các lỗi đã nêu rồi kiểm tra lại."),
    )

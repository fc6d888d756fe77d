"""A dataset's figures as the file they would come in: what goes out comes in again without a change.

Belongs here: the columns and words of such a file. Does not: which figures (data/store/current.py) or the bytes
(csv_file.py, workbook.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from data.export.workbook import Value
from data.ingest.catalogue import DATASETS
from data.ingest.contracts import Column
from data.locale import _

AREA_COLUMNS = ("district_code", "district", "commune_code", "commune")


@dataclass(frozen=True)
class Words:
    """How a dataset's codes are written: names of areas by level and code, then by column what stands for each code (of
    groups, indicators, sources of a budget…). `district_of` is the district's code of each commune that has one."""

    districts: Mapping[str, str]
    communes: Mapping[str, str]
    district_of: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    province: str


def headings(dataset: str, columns: Sequence[str]) -> list[str]:
    """The heading of each column in Vietnamese; money says đồng."""
    contract = DATASETS[dataset]
    return [_heading(contract.column(name)) for name in columns]


def rows(frame: pl.DataFrame, columns: Sequence[str], words: Words) -> list[list[Value]]:
    """The frame (a dataset's schema) as cells of `columns`, which may name areas beside their codes."""
    return [[_cell(row, name, words) for name in columns] for row in frame.iter_rows(named=True)]


def columns_of(dataset: str, *, communes: bool, districts: bool = True) -> list[str]:
    """The columns a file of the dataset is written with, areas first; without `districts` there are communes alone."""
    contract = DATASETS[dataset]
    areas = AREA_COLUMNS[0 if districts else 2 : 4 if communes else 2]
    return [*areas, *(name for name in contract.schema.names() if name not in AREA_COLUMNS)]


def _heading(column: Column) -> str:
    if column.measure == "money":
        return _("{label} (đồng)").format(label=_(column.label))
    return _(column.label)


def _cell(row: Mapping[str, Any], name: str, words: Words) -> Value:
    if name == "district":
        if row["district_code"] is None and row["commune_code"] is None:
            return words.province
        return words.districts.get(row["district_code"] or "", "")
    if name == "commune":
        if row["commune_code"] is None and not words.districts:
            return words.province
        return words.communes.get(row["commune_code"] or "", "")
    value = row[name]
    if isinstance(value, str):
        return words.values.get(name, {}).get(value, value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"no way to write {value!r}")

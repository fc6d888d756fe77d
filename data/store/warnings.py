"""An accepted file under review: its facts, the version around them, and findings turned into warnings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.locale import _
from data.store.fact_tables import standing_rows
from data.store.facts import Facts, row_subjects
from data.vocabulary.numbers import UNIT_WORDS
from data.vocabulary.problems import LISTED_PROBLEMS, Problem, unlisted
from models.base import Base
from models.money import divide_half_up
from models.wording.numbers import number

Row = Mapping[str, Any]
SCALE = 10_000
"""Figures have at most four decimals."""


@dataclass(frozen=True, eq=False)
class FileUnderReview:
    """The facts of a file and the version they would be applied to."""

    connection: sa.Connection
    version: int
    dataset: str
    facts: Facts

    def after(self, scopes: Iterable[object]) -> pl.DataFrame:
        """Key and values of the rows that these scopes would have after applying; `_mine`: those of the file."""
        kind, wanted = self.facts.kind, list(scopes)
        names = [*kind.key, *kind.values]
        from_file = self.facts.rows.filter(pl.col(kind.scope).is_in(wanted)).select(names)
        stored = standing_rows(self.connection, self.version, kind, wanted).select(names)
        others = stored.join(from_file, on=list(kind.key), how="anti")
        return pl.concat([from_file.with_columns(_mine=pl.lit(True)), others.with_columns(_mine=pl.lit(False))])

    @cached_property
    def indicator_units(self) -> dict[str, str]:
        t = Base.metadata.tables["indicator"]
        return {row.key: row.unit for row in self.connection.execute(sa.select(t.c.key, t.c.unit))}

    def findings(
        self, rows: pl.DataFrame, code: str, remedy: str, sentence: Callable[[Row], str], *, subject: bool = True
    ) -> list[Problem]:
        """A warning for each row (with the key of the file's table): area, subject, period and the row's `sentence`; at
        most LISTED_PROBLEMS, the others counted."""
        if rows.is_empty():
            return []
        listed = rows.head(LISTED_PROBLEMS)
        subjects = row_subjects(self.connection, self.version, self.facts.kind, listed)
        problems = []
        for row, about_row in zip(listed.iter_rows(named=True), subjects.iter_rows(named=True), strict=True):
            parts = [_area(about_row), *([about_row["subject"]] if subject else []), period_words(about_row["period"])]
            problems.append(Problem("warning", f"{', '.join(parts)}: {sentence(row)}", remedy, code=code))
        left = rows.height - listed.height
        return [*problems, *([unlisted("warning", code, left)] if left else [])]


def period_words(period: str) -> str:
    """ "tháng 03/2024", "năm 2024", "31/12/2023"."""
    parts = period.split("-")
    if len(parts) == 1:
        return _("năm {year}").format(year=period)
    return "/".join(reversed(parts)) if len(parts) == 3 else _("tháng {month}").format(month=f"{parts[1]}/{parts[0]}")


def figure_words(value: int | Decimal, unit: str = "") -> str:
    """ "20.355 người", "2,11%", "24.000.000.000 đồng"; `unit` is that of an indicator, or "VND"."""
    text = number(value, 9)
    words = _("đồng") if unit == "VND" else _(UNIT_WORDS[unit]) if unit in UNIT_WORDS else ""
    return f"{text}{'' if words in ('', '%') else ' '}{words}"


def change_words(new: int | Decimal, old: int | Decimal) -> str:
    """ "tăng 30%", "giảm 12,5%" of an old figure that is not 0; one decimal, half up."""
    moved, base = abs(Decimal(new) - Decimal(old)), abs(Decimal(old))
    tenths = divide_half_up(int(1000 * SCALE * moved), int(SCALE * base))
    percent = figure_words(Decimal(tenths) / 10, "percent")
    return (_("tăng {percent}") if new > old else _("giảm {percent}")).format(percent=percent)


def _area(word: Row) -> str:
    if word["level"] == "province":
        return _("Toàn tỉnh")
    return f"{word['area_name']} ({word['area_code']})"

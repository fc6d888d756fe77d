"""What taking a batch back would do, in words: what comes back, what goes, what stays because it was changed since.

Belongs here: words beside the rows of undo.py. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.locale import _
from data.store.boundary_words import border_words
from data.store.crosswalk_words import step_words
from data.store.fact_tables import FACT_TABLES
from data.store.figure_words import figures
from data.store.parameter_changes import PARAMETER, name_of, value_words
from data.store.subjects import about
from data.store.undo import Rewriting, refusal, rewritings
from data.store.undo_words import WORDS
from data.vocabulary.parameter_names import name_words
from models.base import Base


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema=WORDS)


@dataclass(frozen=True, eq=False)
class UndoPreview:
    """Frames of WORDS, no row in two of them. `restored` get the figures of an earlier batch (or, where nothing stands now,
    get them back), `removed` go, `kept` stay because a later batch has said them too or otherwise. `refused`: why the batch
    cannot be taken back at all."""

    restored: pl.DataFrame = field(default_factory=_nothing)
    removed: pl.DataFrame = field(default_factory=_nothing)
    kept: pl.DataFrame = field(default_factory=_nothing)
    refused: str | None = None


def undo_preview(connection: sa.Connection, version: int, batch_id: int) -> UndoPreview:
    """What `commands.undo_batch` would do to a version, which is the newest where somebody is to decide."""
    refused = refusal(connection, batch_id)
    if refused is not None:
        return UndoPreview(refused=refused)
    frames: tuple[list[pl.DataFrame], ...] = ([], [], [])
    for change in rewritings(connection, version, batch_id):
        words = _fact_words if change.table.name in FACT_TABLES else _OTHER_WORDS.get(change.table.name, _rule_words)
        for listed, frame in zip(frames, words(connection, version, change), strict=True):
            listed.append(frame)
    restored, removed, kept = (pl.concat([_nothing(), *listed]) for listed in frames)
    return UndoPreview(restored, removed, kept)


_OTHER_WORDS = {"area_change": step_words, "boundary": border_words}


def _fact_words(connection: sa.Connection, version: int, change: Rewriting) -> Iterator[pl.DataFrame]:
    kind, t = FACT_TABLES[change.table.name], Base.metadata.tables["indicator"]
    units = {key: unit for key, unit in connection.execute(sa.select(t.c.key, t.c.unit))}
    for rows, now, after in ((change.restored, "_now", ""), (change.removed, "", None), (change.kept, "", "")):
        dated = rows
        if "population_date" in rows.columns:
            dated = rows.with_columns(measured_on=pl.coalesce("population_date", "households_date"))
        yield (
            about(connection, version, kind, dated)
            .select(
                "subject",
                area=pl.col("area_name"),
                period=pl.col("period").str.split("-").list.reverse().list.join("/"),
                value_now=figures(kind.name, rows, units, now),
                value_after=pl.lit("", pl.String) if after is None else figures(kind.name, rows, units, after),
            )
            .select(WORDS.names())
            .fill_null("")
        )


def _rule_words(connection: sa.Connection, version: int, change: Rewriting) -> Iterator[pl.DataFrame]:
    """Rules of law: few rows, each with its document and whether somebody has compared it."""
    for rows, now, after in ((change.restored, "_now", ""), (change.removed, "", None), (change.kept, "", "")):
        yield pl.DataFrame(
            [
                {
                    "area": "",
                    "period": f"{row['applies_from']:%d/%m/%Y}",
                    "subject": name_words(name_of(change.table, row)),
                    "value_now": _rule(change.table, row, now),
                    "value_after": "" if after is None else _rule(change.table, row, after),
                }
                for row in rows.iter_rows(named=True)
            ],
            schema=WORDS,
        )


def _rule(table: sa.Table, row: Mapping[str, Any], suffix: str) -> str:
    value = row[("value" if table is PARAMETER else "amount_vnd") + suffix]
    if value is None:
        return ""
    words = value_words(name_of(table, row), value)
    said = _("{value}, {document}").format(value=words, document=row[f"document{suffix}"])
    return _("{said}, đã đối chiếu").format(said=said) if row.get(f"verified_by{suffix}") else said

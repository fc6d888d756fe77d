"""Differences between two versions of the law: rows added, changed or removed, each with its values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

Kind = Literal["parameter", "group", "amount"]


@dataclass(frozen=True)
class LawChange:
    """One row: `name` is a parameter, or a scheme's group code; `before` or `after` None = the row was not there.
    Values are đồng, and halves of a coefficient for a group. `known_on` None = not known."""

    kind: Kind
    name: str
    applies_from: date | None
    before: int | None
    after: int | None
    document: str
    known_on: date | None = None


def law_changes(
    old: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame], new: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]
) -> tuple[LawChange, ...]:
    """From frames (PARAMETERS, GROUPS, published amounts) of two versions; rows equal in everything are left out."""
    kinds: tuple[tuple[Kind, tuple[str, ...], str], ...] = (
        ("parameter", ("name", "applies_from"), "value"),
        ("group", ("scheme", "group"), "half_coefficient"),
        ("amount", ("scheme", "group", "applies_from"), "amount_vnd"),
    )
    changes = []
    for (kind, key, value), before, after in zip(kinds, old, new, strict=True):
        rows = [
            {tuple(row[name] for name in key): row for row in frame.iter_rows(named=True)} for frame in (before, after)
        ]
        for where in sorted(rows[0].keys() | rows[1].keys(), key=str):
            a, b = rows[0].get(where), rows[1].get(where)
            if a != b:
                row = b or a or {}
                changes.append(
                    LawChange(
                        kind=kind,
                        name=str(row[key[0] if kind == "parameter" else "group"]),
                        applies_from=row.get("applies_from"),
                        before=a[value] if a else None,
                        after=b[value] if b else None,
                        document=str(row.get("document") or row.get("clause") or ""),
                        known_on=row.get("issued_on") or row.get("in_force_from") or row.get("applies_from"),
                    )
                )
    return tuple(changes)

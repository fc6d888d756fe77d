"""Why a saved scenario's result differs now: data, law or the way of computing, and which parameters changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from models.policy.answers.scenario_result import ScenarioResult

Cause = Literal["engine", "data", "law"]


@dataclass(frozen=True)
class Effect:
    """Effect of one cause on a scheme's quoted month, in đồng: on the bill under the scenario and on the increase."""

    cause: Cause
    scheme: str
    scenario_vnd: int
    increase_vnd: int


@dataclass(frozen=True)
class Steps:
    """The same scenario computed four times: as stored; today's engine on the old figures and the old law; on the new
    figures and the old law; on both new."""

    stored: ScenarioResult
    recomputed: ScenarioResult
    new_data: ScenarioResult
    newest: ScenarioResult

    @property
    def pairs(self) -> tuple[tuple[Cause, ScenarioResult, ScenarioResult], ...]:
        return (
            ("engine", self.stored, self.recomputed),
            ("data", self.recomputed, self.new_data),
            ("law", self.new_data, self.newest),
        )

    def changed(self, cause: Cause) -> bool:
        """Whether the cause moves any kept figure, be it of a year or of the headcount."""
        return any(not before.same_figures(after) for name, before, after in self.pairs if name == cause)


def effects(steps: Steps) -> tuple[Effect, ...]:
    """One effect for each cause and scheme that the scenario changes and whose quoted month the cause changes; a
    scheme's effects add up to its whole difference."""
    causes = []
    for cause, before, after in steps.pairs:
        for scheme in _moved(steps):
            old, new = before.of(scheme), after.of(scheme)
            bill = (new.scenario_vnd if new else 0) - (old.scenario_vnd if old else 0)
            increase = (new.increase_vnd if new else 0) - (old.increase_vnd if old else 0)
            if bill or increase:
                causes.append(Effect(cause, scheme, bill, increase))
    return tuple(causes)


def _moved(steps: Steps) -> list[str]:
    """Schemes changed by the scenario in any of the results; other schemes are left out."""
    results = (steps.stored, steps.recomputed, steps.new_data, steps.newest)
    return list(dict.fromkeys(one.scheme for result in results for one in result.schemes if one.moves))


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

"""The law as the rows of the seed have it, read without the app's own reader: what a page must show on a day."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache

from models.periods import Month
from tests.bench.server import ROOT


@dataclass(frozen=True)
class Step:
    """One row: the value of a parameter, the day it became known and the first month it applies to."""

    parameter: str
    value: int
    known: date
    applies: date
    until: date | None

    @property
    def month(self) -> Month:
        return Month.of(self.applies)


@cache
def steps(parameter: str) -> tuple[Step, ...]:
    """Every row of a parameter, oldest first."""
    rows = [row for row in _rows() if row["parameter"] == parameter]
    return tuple(sorted((_step(row) for row in rows), key=lambda step: step.applies))


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (ROOT / "data/seed/norms.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _step(row: dict[str, str]) -> Step:
    known = row["issued_on"] or row["in_force_from"] or row["applies_from"]
    until = row["in_force_until"]
    return Step(
        row["parameter"],
        int(row["value"]),
        date.fromisoformat(known),
        date.fromisoformat(row["applies_from"]),
        date.fromisoformat(until) if until else None,
    )


def value(parameter: str, day: date, month: Month) -> int | None:
    """What the rows known on the day give in a month; None before the first, and after the end of the last. The others
    end with the next: until that is known they hold."""
    begun = [step for step in steps(parameter) if step.known <= day and step.month <= month]
    if not begun:
        return None
    until = begun[-1].until if begun[-1] is steps(parameter)[-1] else None
    return None if until is not None and Month.of(until) < month else begun[-1].value


def begun(parameter: str, rule: date, day: date, month: Month) -> bool:
    """Whether a row of that day or a later one, known on the day, applies in a month."""
    return any(rule <= step.applies and step.known <= day and step.month <= month for step in steps(parameter))

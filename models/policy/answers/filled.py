"""What stands for levers nobody has set: the newest figure of a file, then the starting assumption of the clock's day.
Law of the month is left to the engine, so that its steps act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from models.money import divide_half_up
from models.policy.answers.figures import offer, recency
from models.policy.answers.standing import Quality
from models.policy.areas import poverty
from models.policy.areas.support import Factor, SupportArea
from models.policy.law.law import Law
from models.policy.levers.assumptions import Assumption, assumption_of
from models.policy.levers.levers import UNSET, Lever, LeverValue, Scenario

FROM_FILES = ("uploaded", "published")
"""Qualities of figures that stand for a lever by themselves; a figure of the report is offered beside the lever."""
POOR_HOUSEHOLDS = "poverty.poor_households"


@dataclass(frozen=True)
class StandIn:
    """The value of a lever nobody has set: of an `assumption`, else of a figure, which `source` names."""

    value: LeverValue
    quality: Quality
    source: str
    assumption: Assumption | None = None

    @property
    def row(self) -> str:
        """What it is from, as files and saved scenarios write it."""
        return self.source if self.assumption is None else self.assumption.row


@dataclass(frozen=True)
class Filled:
    """`scenario` has the stand-ins, by lever key, where `typed` is open."""

    typed: Scenario
    scenario: Scenario
    stand_ins: Mapping[str, StandIn] = field(default_factory=dict)

    @property
    def qualities(self) -> dict[str, Quality]:
        return {key: one.quality for key, one in self.stand_ins.items()}

    @property
    def record(self) -> dict[str, str]:
        """Lever key -> what its value is from, to be kept with the scenario."""
        return {key: one.row for key, one in self.stand_ins.items()}


@dataclass(frozen=True)
class Figures:
    """What may stand for levers: assumptions, and the province's observations as rows (columns indicator, period,
    value, quality, source). With neither nothing stands for a lever: the bare page."""

    assumptions: Sequence[Assumption] = ()
    rows: Sequence[Mapping[str, Any]] = ()


def fill(area: SupportArea, typed: Scenario, law: Law, figures: Figures) -> Filled:
    """The scenario of the area with what stands for its open levers; a lever that only the scenario sets (tried) stays
    open. `law` holds all parameters."""
    if not figures.assumptions and not figures.rows:
        return Filled(typed, typed)
    known, start = law.known_on(typed.law_as_of), area.start(typed)
    found = _of_files(area, typed, figures.rows)
    given = {key for key, value in typed.settings if value != UNSET} | set(found)
    by_law = {
        each.now.key for each in area.factors if each.kind != "longer_stay" and each.in_law(known, start) is not None
    }
    for lever in fillable(area):
        if lever.key in given:
            continue
        row = assumption_of(lever.key, typed.law_as_of, given, figures.assumptions)
        if row is None or lever.key in by_law:
            continue
        value = row.taken_by(lever)
        if value is not None:
            found[lever.key] = StandIn(value, "assumed", row.source, row)
    return Filled(typed, typed.with_values({key: one.value for key, one in found.items()}), found)


def fillable(area: SupportArea) -> tuple[Lever, ...]:
    """Levers something may stand for: present values, and what the page shows beside the money."""
    return (*(factor.now for factor in area.factors), *area.others)


def _of_files(area: SupportArea, typed: Scenario, rows: Sequence[Mapping[str, Any]]) -> dict[str, StandIn]:
    found: dict[str, StandIn] = {}
    for factor in area.factors:
        if typed.value(factor.now) == UNSET and (one := figure_of(factor, rows)) is not None:
            found[factor.now.key] = one
    people = poverty.POOR_PEOPLE.now
    if area is poverty.AREA and typed.value(people) == UNSET and people.key not in found:
        size, households = typed.value(poverty.PER_HOUSEHOLD), _newest(POOR_HOUSEHOLDS, rows)
        if size != UNSET and households is not None:
            count = divide_half_up(int(Decimal(households["value"])) * int(size), 10)
            found[people.key] = StandIn(count, "derived", str(households["source"]))
    return found


def figure_of(factor: Factor, rows: Iterable[Mapping[str, Any]]) -> StandIn | None:
    """The newest figure of a file that counts just what the factor does."""
    one = offer(factor, rows, FROM_FILES) if factor.indicator and not factor.is_part else None
    return None if one is None else StandIn(one.value, "uploaded", f"{one.source}, {one.period}")


def _newest(indicator: str, rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    mine = [row for row in rows if row["indicator"] == indicator and row["quality"] in ("reported", *FROM_FILES)]
    return max(mine, key=lambda row: recency(row["period"]), default=None)

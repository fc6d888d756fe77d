"""Ways between two vintages: which share of each unit of one reaches each unit of the other, at least and at most.

Belongs here: following the crosswalk over its days, forward or back, and gathering communes under their districts. Does not:
figures (crosswalk_figures.py).

Going back is no mirror of going forward: that a whole commune went into a ward says nothing of what share of the ward it is.
So a ward made of several communes gives each of them 0 to all of it, and is exact only where all of them are one target
(a ward within one old district).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from models.geo.crosswalk import Crosswalk, Outcome, Step, Unit
from models.money import PPM

Level = Literal["commune", "district"]
_NONE, _ALL = Fraction(0), Fraction(1)


class NoRouteError(ValueError):
    """No figures can be converted this way. `reason`: "no_units" (the vintage has no units of that level), "finer" (districts
    cannot be taken apart into communes), "ended" (`unit` ended without another of its level)."""

    def __init__(self, reason: Literal["no_units", "finer", "ended"], unit: Unit | None = None) -> None:
        super().__init__(f"{reason}: {unit.full_name}" if unit else reason)
        self.reason, self.unit = reason, unit


@dataclass(frozen=True)
class Share:
    """The part of a source that is in a target, between two bounds that are each possible; the steps it goes by, oldest
    first (none: the unit itself, or its district)."""

    low: Fraction
    high: Fraction
    steps: tuple[Step, ...] = ()

    @property
    def exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, eq=False)
class Route:
    """Every source's shares by target id. `sources` and `targets` are whole lists of their vintages, by code."""

    source_day: date
    target_day: date
    sources: tuple[Unit, ...]
    targets: tuple[Unit, ...]
    shares: Mapping[int, Mapping[int, Share]]

    @property
    def uncertain(self) -> tuple[Unit, ...]:
        """The sources whose parts are not known."""
        return tuple(unit for unit in self.sources if any(not share.exact for share in self.shares[unit.id].values()))


def route(
    crosswalk: Crosswalk, source_day: date, target_day: date, *, level: Level = "commune", to_level: Level | None = None
) -> Route:
    """The way from the units of `level` on one day to those of `to_level` (default: the same) on another, which may be
    earlier. Raises NoRouteError."""
    wanted: Level = to_level or level
    if (level, wanted) == ("district", "commune"):
        raise NoRouteError("finer")
    sources, targets = crosswalk.listed(source_day, level), crosswalk.listed(target_day, wanted)
    if not sources:
        raise NoRouteError("no_units")
    walk = _Walk(crosswalk, source_day, target_day, gathers=wanted != level)
    shares = {unit.id: walk.shares(unit.id) for unit in sources}
    if not targets:
        raise NoRouteError("no_units")
    return Route(source_day, target_day, sources, targets, shares)


class _Walk:
    """One way through the crosswalk; what has been followed once is kept."""

    def __init__(self, crosswalk: Crosswalk, source_day: date, target_day: date, *, gathers: bool) -> None:
        self._crosswalk, self._gathers = crosswalk, gathers
        self._back = target_day < source_day
        first, last = sorted((source_day, target_day))
        between = [day for day in crosswalk.dates if first < day <= last]
        self._days = between[::-1] if self._back else between
        self._kept: dict[tuple[int, int], dict[int, Share]] = {}

    def shares(self, unit_id: int, place: int = 0) -> dict[int, Share]:
        """Where a unit that stands before the day at `place` ends."""
        if (unit_id, place) not in self._kept:
            self._kept[unit_id, place] = self._followed(unit_id, place)
        return self._kept[unit_id, place]

    def _followed(self, unit_id: int, place: int) -> dict[int, Share]:
        unit = self._crosswalk.units[unit_id]
        if place == len(self._days):
            return {self._target(unit): Share(_ALL, _ALL)}
        day = self._days[place]
        if (unit.valid_from if self._back else unit.valid_to) != day:
            return self.shares(unit_id, place + 1)
        outcome = self._crosswalk.origin(unit_id) if self._back else self._crosswalk.outcome(unit_id)
        if outcome.is_lost:
            raise NoRouteError("ended", unit)
        return self._joined(unit_id, outcome, place)

    def _target(self, unit: Unit) -> int:
        if not self._gathers:
            return unit.id
        parent = None if unit.parent_id is None else self._crosswalk.units[unit.parent_id]
        if parent is None or parent.level != "district":
            raise NoRouteError("no_units")
        return parent.id

    def _joined(self, unit_id: int, outcome: Outcome, place: int) -> dict[int, Share]:
        onward = {other: self.shares(other, place + 1) for other in (*outcome.known, *outcome.open)}
        targets = dict.fromkeys(target for shares in onward.values() for target in shares)
        return {target: self._share(unit_id, outcome, onward, target) for target in targets}

    def _share(self, unit_id: int, outcome: Outcome, onward: Mapping[int, Mapping[int, Share]], target: int) -> Share:
        """The bounds are reached: what is open may all be in the successor that leads there most, or least."""
        nothing = Share(_NONE, _NONE)
        low = high = _NONE
        for other, weight in outcome.known.items():
            share = onward[other].get(target, nothing)
            low, high = low + share.low * weight / PPM, high + share.high * weight / PPM
        if outcome.open:
            rest = [onward[other].get(target, nothing) for other in outcome.open]
            low += min(share.low for share in rest) * outcome.open_ppm / PPM
            high += max(share.high for share in rest) * outcome.open_ppm / PPM
        steps = {
            step: None
            for other, shares in onward.items()
            if target in shares
            for step in (*self._steps(unit_id, other), *shares[target].steps)
        }
        return Share(low, high, tuple(sorted(steps, key=lambda step: (step.changed_on, step.from_id, step.to_id))))

    def _steps(self, unit_id: int, other: int) -> tuple[Step, ...]:
        """The step between two neighbours; one made up without a share where it is not known that there was one."""
        old, new = (other, unit_id) if self._back else (unit_id, other)
        found = tuple(step for step in self._crosswalk.successors(old) if step.to_id == new)
        return found or (Step(old, new, self._crosswalk.units[new].valid_from, None, "", ""),)

"""Dated crosswalk between the borders of 2023, 1/2025 and 7/2025: weights, routes between vintages, and figures
converted along them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, lcm
from typing import Literal

import polars as pl

from models.money import PPM, share_out
from models.wording.words import N_

CHANGES = pl.Schema(
    {
        "from_id": pl.Int64(),
        "to_id": pl.Int64(),
        "changed_on": pl.Date(),
        "weight_ppm": pl.Int64(),
        "basis": pl.String(),
        "evidence": pl.String(),
    }
)
"""Steps of the crosswalk; `weight_ppm` null = the share is not known. Schema AREAS of models.frames holds the units."""
INFERRED = "inferred, unverified"
"""Evidence of a step that follows from codes and neighbours alone."""


@dataclass(frozen=True)
class Unit:
    """An administrative unit in one vintage; `valid_to` is the first day on which it no longer exists."""

    id: int
    code: str
    name: str
    kind: str
    level: str
    parent_id: int | None
    valid_from: date
    valid_to: date | None

    @property
    def full_name(self) -> str:
        return f"{self.kind} {self.name}"

    def exists_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or self.valid_to > day)


@dataclass(frozen=True)
class Step:
    """One unit passing wholly or partly to another. `basis` is the act, `evidence` how the share is known."""

    from_id: int
    to_id: int
    changed_on: date
    weight_ppm: int | None
    basis: str
    evidence: str

    @property
    def inferred(self) -> bool:
        """Not yet compared with the legal act: shown as unverified."""
        return self.evidence == INFERRED


@dataclass(frozen=True)
class Outcome:
    """Where a unit goes: known shares, and the rest, `open_ppm`, divided over `open` in unknown proportions."""

    known: Mapping[int, int]
    open: tuple[int, ...] = ()
    open_ppm: int = 0

    @property
    def is_lost(self) -> bool:
        return not self.known and not self.open


@dataclass(frozen=True, eq=False)
class Crosswalk:
    """Units by id and all steps of one data version, oldest first."""

    units: Mapping[int, Unit]
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, areas: pl.DataFrame, changes: pl.DataFrame) -> Crosswalk:
        """From frames AREAS and CHANGES."""
        names = list(Unit.__dataclass_fields__)
        columns = areas.select(pl.col("area_id").alias("id"), *names[1:])
        units = {row[0]: Unit(*row) for row in columns.iter_rows()}
        ordered = changes.select(CHANGES.names()).sort("changed_on", "from_id", "to_id")
        return cls(units, tuple(Step(*row) for row in ordered.iter_rows()))

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The days on which units ended, oldest first."""
        return tuple(sorted({unit.valid_to for unit in self.units.values() if unit.valid_to is not None}))

    def listed(self, day: date, level: str) -> tuple[Unit, ...]:
        """The units of a level that exist on a day, by code."""
        units = (unit for unit in self.units.values() if unit.level == level and unit.exists_on(day))
        return tuple(sorted(units, key=lambda unit: (unit.code, unit.id)))

    def last_day_of(self, level: str) -> date:
        """The last day on which a unit of a level existed, of one that exists no more."""
        ends = [unit.valid_to for unit in self.units.values() if unit.level == level and unit.valid_to is not None]
        return max(ends) - timedelta(days=1)

    def successors(self, unit_id: int) -> tuple[Step, ...]:
        """The steps that lead out of a unit; none while it exists, and for one whose successor is not known."""
        return self._leaving.get(unit_id, ())

    def predecessors(self, unit_id: int) -> tuple[Step, ...]:
        """The steps that lead into a unit."""
        return self._entering.get(unit_id, ())

    def heirs(self, unit_id: int) -> tuple[Unit, ...]:
        """The units of the newest list that a unit's territory belongs to, as far as is known; the unit itself
        while it exists. A district that ended without a successor follows its communes."""
        unit = self.units[unit_id]
        if unit.valid_to is None:
            return (unit,)
        onward = [step.to_id for step in self.successors(unit_id) if step.weight_ppm != 0]
        if not onward and unit.level != "commune":
            onward = [u.id for u in self.units.values() if u.parent_id == unit_id and u.valid_to == unit.valid_to]
        heirs_by_id = {heir.id: heir for other in onward for heir in self.heirs(other)}
        return tuple(sorted(heirs_by_id.values(), key=lambda heir: (heir.code, heir.id)))

    def may_have_become(self, unit_id: int) -> tuple[int, ...]:
        """Possible successors of a unit whose steps do not account for all of it: units of the next list in the
        same district, or in the district that followed it."""
        unit = self.units[unit_id]
        if unit.valid_to is None or unit.parent_id is None:
            return ()
        parents = {unit.parent_id, *(step.to_id for step in self.successors(unit.parent_id))}
        listed = self.listed(unit.valid_to, unit.level)
        return tuple(other.id for other in listed if other.parent_id in parents and other.id != unit_id)

    def outcome(self, unit_id: int) -> Outcome:
        """What a unit became when it ended."""
        steps = self.successors(unit_id)
        known = {step.to_id: step.weight_ppm for step in steps if step.weight_ppm is not None}
        unknown = [step.to_id for step in steps if step.weight_ppm is None]
        left = PPM - sum(known.values())
        if left < 0:
            raise ValueError(f"more than the whole of area {unit_id} is given away")
        if left == 0:
            return Outcome({to: weight for to, weight in known.items() if weight})
        rest = unknown or [to for to in self.may_have_become(unit_id) if to not in known]
        if len(rest) == 1:
            return Outcome({**known, rest[0]: left})
        known = {to: weight for to, weight in known.items() if weight}
        return Outcome(known, tuple(rest), left) if rest else Outcome({})

    def is_known(self, unit_id: int) -> bool:
        """Whether every share on the way to the heirs is known."""
        if self.units[unit_id].valid_to is None:
            return True
        outcome = self.outcome(unit_id)
        return not outcome.open and all(self.is_known(to) for to in outcome.known)

    def goes_whole(self, unit_id: int) -> bool:
        """Whether all of a unit became part of a single other one."""
        outcome = self.outcome(unit_id)
        return len(outcome.known) == 1 and not outcome.open

    def origin(self, unit_id: int) -> Outcome:
        """The units a unit came from. A share of the old unit is no share of the new one: only a unit with a single
        origin is known."""
        sources = self._origins.get(unit_id, ())
        return Outcome({sources[0]: PPM}) if len(sources) == 1 else Outcome({}, sources, PPM if sources else 0)

    @cached_property
    def _leaving(self) -> dict[int, tuple[Step, ...]]:
        return _grouped(self.steps, [step.from_id for step in self.steps])

    @cached_property
    def _entering(self) -> dict[int, tuple[Step, ...]]:
        return _grouped(self.steps, [step.to_id for step in self.steps])

    @cached_property
    def _origins(self) -> dict[int, tuple[int, ...]]:
        origins: dict[int, list[int]] = {}
        for unit in self.units.values():
            if unit.valid_to is not None:
                outcome = self.outcome(unit.id)
                for to in (*outcome.known, *outcome.open):
                    origins.setdefault(to, []).append(unit.id)
        return {to: tuple(sorted(sources)) for to, sources in origins.items()}


def _grouped(steps: Sequence[Step], keys: Sequence[int]) -> dict[int, tuple[Step, ...]]:
    grouped: dict[int, list[Step]] = {}
    for key, step in zip(keys, steps, strict=True):
        grouped.setdefault(key, []).append(step)
    return {key: tuple(listed) for key, listed in grouped.items()}


Level = Literal["commune", "district"]
_NONE, _ALL = Fraction(0), Fraction(1)


class NoRouteError(ValueError):
    """No figures can be converted this way. `reason`: "no_units" (the vintage has no units of that level), "finer"
    (districts cannot be taken apart into communes), "ended" (`unit` ended without another of its level)."""

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


def route(
    crosswalk: Crosswalk, source_day: date, target_day: date, *, level: Level = "commune", to_level: Level | None = None
) -> Route:
    """Shares from the units of `level` on one day to those of `to_level` (default: the same) on another day, which
    may be earlier. Raises NoRouteError."""
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
    """One computation of a route; results for units already followed are kept."""

    def __init__(self, crosswalk: Crosswalk, source_day: date, target_day: date, *, gathers: bool) -> None:
        self._crosswalk, self._gathers = crosswalk, gathers
        self._back = target_day < source_day
        first, last = sorted((source_day, target_day))
        between = [day for day in crosswalk.dates if first < day <= last]
        self._days = between[::-1] if self._back else between
        self._kept: dict[tuple[int, int], dict[int, Share]] = {}

    def shares(self, unit_id: int, date_index: int = 0) -> dict[int, Share]:
        """Shares of a unit that exists before the date at `date_index`, by target."""
        if (unit_id, date_index) not in self._kept:
            self._kept[unit_id, date_index] = self._followed(unit_id, date_index)
        return self._kept[unit_id, date_index]

    def _followed(self, unit_id: int, date_index: int) -> dict[int, Share]:
        unit = self._crosswalk.units[unit_id]
        if date_index == len(self._days):
            return {self._target(unit): Share(_ALL, _ALL)}
        day = self._days[date_index]
        if (unit.valid_from if self._back else unit.valid_to) != day:
            return self.shares(unit_id, date_index + 1)
        outcome = self._crosswalk.origin(unit_id) if self._back else self._crosswalk.outcome(unit_id)
        if outcome.is_lost:
            raise NoRouteError("ended", unit)
        return self._joined(unit_id, outcome, date_index)

    def _target(self, unit: Unit) -> int:
        if not self._gathers:
            return unit.id
        parent = None if unit.parent_id is None else self._crosswalk.units[unit.parent_id]
        if parent is None or parent.level != "district":
            raise NoRouteError("no_units")
        return parent.id

    def _joined(self, unit_id: int, outcome: Outcome, date_index: int) -> dict[int, Share]:
        onward = {other: self.shares(other, date_index + 1) for other in (*outcome.known, *outcome.open)}
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


BADGE = N_("quy đổi")
FIGURES = pl.Schema(
    {
        "area_id": pl.Int64(),
        "low": pl.Int64(),
        "high": pl.Int64(),
        "exact": pl.Boolean(),
        "converted": pl.Boolean(),
        "missing": pl.Int64(),
    }
)


@dataclass(frozen=True)
class Part:
    """What a target has of one source."""

    source: Unit
    low: int
    high: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class ConvertedArea:
    """A target's figure: between `low` and `high`, from what its sources have sent; both None where none of them has.
    `missing` are sources without a figure that are, or may be, in it."""

    target: Unit
    low: int | None
    high: int | None
    parts: tuple[Part, ...]
    missing: tuple[Unit, ...]
    steps: tuple[Step, ...]

    @property
    def exact(self) -> bool:
        """One number, and nothing is missing from it."""
        return self.low is not None and self.low == self.high and not self.missing

    @property
    def converted(self) -> bool:
        """Whether the figure was converted, not counted on these borders; it is then shown with BADGE."""
        return bool(self.steps)


@dataclass(frozen=True)
class Converted:
    """A table on other borders. `total` is the sum of all sources, exact whatever the parts are; None = nothing was
    sent."""

    rows: tuple[ConvertedArea, ...]
    total: int | None
    missing: tuple[Unit, ...]

    def of(self, target_id: int) -> ConvertedArea:
        return next(row for row in self.rows if row.target.id == target_id)

    def frame(self) -> pl.DataFrame:
        """Schema FIGURES; "missing" counts sources."""
        rows = [(r.target.id, r.low, r.high, r.exact, r.converted, len(r.missing)) for r in self.rows]
        return pl.DataFrame(rows, schema=FIGURES, orient="row")


def convert(way: Route, values: Mapping[int, int | None]) -> Converted:
    """Values by source id along a way; None or no entry = no figure. Raises TypeError for anything but whole numbers
    and ValueError for an area that is no source of the way (another vintage or level: adding both would count
    twice)."""
    _refuse(way, values)
    parts: dict[int, list[Part]] = {unit.id: [] for unit in way.targets}
    missing: dict[int, list[Unit]] = {unit.id: [] for unit in way.targets}
    for source in way.sources:
        value, shares = values.get(source.id), way.shares[source.id]
        for target, (low, high) in _divided(value or 0, shares).items():
            if value is None:
                missing[target].append(source)
            else:
                parts[target].append(Part(source, low, high, shares[target].steps))
    steps = _steps(way)
    rows = tuple(
        _area(unit, tuple(parts[unit.id]), tuple(missing[unit.id]), steps.get(unit.id, ())) for unit in way.targets
    )
    given = [value for unit in way.sources if (value := values.get(unit.id)) is not None]
    lacking = tuple(unit for unit in way.sources if values.get(unit.id) is None)
    return Converted(rows, sum(given) if given else None, lacking)


def rate_bounds(numerator: ConvertedArea, denominator: ConvertedArea) -> tuple[Fraction, Fraction | None] | None:
    """What a rate of a target is at least and at most; the upper bound is None where the denominator may be nothing,
    the whole None where either lacks a source. Both are of one target and not negative."""
    if numerator.target.id != denominator.target.id:
        raise ValueError("two different areas")
    bounds = (numerator.low, numerator.high, denominator.low, denominator.high)
    least, most, fewest, greatest = bounds
    if numerator.missing or denominator.missing or least is None or most is None or fewest is None or not greatest:
        return None
    if min(least, fewest) < 0:
        raise ValueError("a rate of something negative")
    return Fraction(least, greatest), Fraction(most, fewest) if fewest else None


def _refuse(way: Route, values: Mapping[int, int | None]) -> None:
    if wrong := [value for value in values.values() if not (value is None or type(value) is int)]:
        raise TypeError(f"only whole numbers are converted, not {wrong[0]!r}")
    if strange := set(values) - {unit.id for unit in way.sources}:
        raise ValueError(f"no areas of the vintage and level to convert from: {sorted(strange)}")


def _divided(value: int, shares: Mapping[int, Share]) -> dict[int, tuple[int, int]]:
    if all(share.exact for share in shares.values()):
        whole = lcm(*(share.low.denominator for share in shares.values()))
        parts = share_out(value, [int(share.low * whole) for share in shares.values()])
        return {target: (part, part) for target, part in zip(shares, parts, strict=True)}
    bounds = {target: sorted((value * share.low, value * share.high)) for target, share in shares.items()}
    return {target: (floor(low), ceil(high)) for target, (low, high) in bounds.items()}


def _steps(way: Route) -> dict[int, tuple[Step, ...]]:
    found: dict[int, dict[Step, None]] = {}
    for shares in way.shares.values():
        for target, share in shares.items():
            found.setdefault(target, {}).update(dict.fromkeys(share.steps))
    return {target: tuple(steps) for target, steps in found.items()}


def _area(target: Unit, parts: tuple[Part, ...], missing: tuple[Unit, ...], steps: tuple[Step, ...]) -> ConvertedArea:
    if not parts:
        return ConvertedArea(target, None, None, parts, missing, steps)
    return ConvertedArea(
        target, sum(part.low for part in parts), sum(part.high for part in parts), parts, missing, steps
    )

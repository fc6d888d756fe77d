"""The dated crosswalk: administrative units of all vintages and the steps by which one becomes another.

Belongs here: what a unit became or came from on a day, with the share that is known. Does not: ways over several days
(crosswalk_routes.py) or figures (crosswalk_figures.py).

A share is known from law (a whole unit went to one other) or was entered with its source. What is not known stays open:
a split unit without a share, and a unit of which nobody has said where it went, which may be in any unit of the next list
below the same district.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from models.money import PPM

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
        """Nobody has compared it with the act: to be marked as unverified."""
        return self.evidence == INFERRED


@dataclass(frozen=True)
class Outcome:
    """Where a unit goes: known shares, and the rest, `open_ppm`, over `open` in a proportion nobody knows."""

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
        found = (unit for unit in self.units.values() if unit.level == level and unit.exists_on(day))
        return tuple(sorted(found, key=lambda unit: (unit.code, unit.id)))

    def successors(self, unit_id: int) -> tuple[Step, ...]:
        """The steps that lead out of a unit; none while it exists, and for one whose successor is not known."""
        return self._leaving.get(unit_id, ())

    def predecessors(self, unit_id: int) -> tuple[Step, ...]:
        """The steps that lead into a unit."""
        return self._entering.get(unit_id, ())

    def heirs(self, unit_id: int) -> tuple[Unit, ...]:
        """The units a unit's territory belongs to in the newest list, as far as is known; itself while it exists. A district
        that ended without another is told by its communes."""
        unit = self.units[unit_id]
        if unit.valid_to is None:
            return (unit,)
        onward = [step.to_id for step in self.successors(unit_id) if step.weight_ppm != 0]
        if not onward and unit.level != "commune":
            onward = [u.id for u in self.units.values() if u.parent_id == unit_id and u.valid_to == unit.valid_to]
        found = {heir.id: heir for other in onward for heir in self.heirs(other)}
        return tuple(sorted(found.values(), key=lambda heir: (heir.code, heir.id)))

    def may_have_become(self, unit_id: int) -> tuple[int, ...]:
        """The units that may hold a unit of which no step says where all of it went: those of the next list below the same
        district, or below the district that followed it."""
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

    def origin(self, unit_id: int) -> Outcome:
        """What a unit came from. A share of the old unit says nothing about the share in the new one: only a unit that came
        from a single one is known."""
        sources = self._origins.get(unit_id, ())
        return Outcome({sources[0]: PPM}) if len(sources) == 1 else Outcome({}, sources, PPM if sources else 0)

    def uncertain(self) -> tuple[Unit, ...]:
        """Units of which it is not known which share went where: an administrator may enter it with its source."""
        ended = (unit for unit in self.units.values() if unit.valid_to is not None and unit.level == "commune")
        return tuple(sorted((u for u in ended if self.outcome(u.id).open), key=lambda u: (u.valid_from, u.code)))

    @cached_property
    def _leaving(self) -> dict[int, tuple[Step, ...]]:
        return _grouped(self.steps, [step.from_id for step in self.steps])

    @cached_property
    def _entering(self) -> dict[int, tuple[Step, ...]]:
        return _grouped(self.steps, [step.to_id for step in self.steps])

    @cached_property
    def _origins(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for unit in self.units.values():
            if unit.valid_to is not None:
                outcome = self.outcome(unit.id)
                for to in (*outcome.known, *outcome.open):
                    found.setdefault(to, []).append(unit.id)
        return {to: tuple(sorted(sources)) for to, sources in found.items()}


def _grouped(steps: Sequence[Step], keys: Sequence[int]) -> dict[int, tuple[Step, ...]]:
    found: dict[int, list[Step]] = {}
    for key, step in zip(keys, steps, strict=True):
        found.setdefault(key, []).append(step)
    return {key: tuple(listed) for key, listed in found.items()}

"""Figures of one vintage on the borders of another: whole numbers only, and the total never changes.

Belongs here: people, households and đồng of each target as a range, exact where nothing is unknown. Does not: which share
goes where (crosswalk_routes.py), words for the screen. A rate is never converted: its numerator and denominator are, and
`rate_bounds` divides them.

Each source is shared out once, by largest remainder where all its shares are known; targets sum these parts. What is not
known of a source gives each target a range; the ranges of one source depend on each other, so the total stands apart and is
exact, while the lows sum to at most it and the highs to at least it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm

import polars as pl

from models.geo.crosswalk import Step, Unit
from models.geo.crosswalk_routes import Route, Share
from models.money import share_out
from models.wording.words import N_

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
        """Not what somebody counted on these borders: BADGE goes with it."""
        return bool(self.steps)


@dataclass(frozen=True)
class Converted:
    """A table on other borders. `total` is the sum of all sources, exact whatever the parts are; None = nothing was sent."""

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
    """Values by source id along a way; None or no entry = no figure. Raises TypeError for anything but whole numbers and
    ValueError for an area that is no source of the way (another vintage or level: adding both would count twice)."""
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


def convert_table(way: Route, table: pl.DataFrame) -> dict[str, Converted]:
    """Every column of a frame with "area_id", one row an area. Raises as `convert`: a column of rates is a TypeError."""
    if table["area_id"].is_duplicated().any():
        raise ValueError("an area stands in two rows")
    names = [name for name in table.columns if name != "area_id"]
    if rates := [name for name in names if not table.schema[name].is_integer()]:
        raise TypeError(f"only whole numbers are converted, not {rates}")
    areas = table["area_id"].to_list()
    return {name: convert(way, dict(zip(areas, table[name].to_list(), strict=True))) for name in names}


def rate_bounds(numerator: ConvertedArea, denominator: ConvertedArea) -> tuple[Fraction, Fraction | None] | None:
    """What a rate of a target is at least and at most; the upper bound is None where the denominator may be nothing, the
    whole None where either lacks a source. Both are of one target and not negative."""
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

"""Comparison of selected areas: values, ranks, references, and trends over months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from models.geo.area_values import AreaValue, State, count_of, known_amounts
from models.geo.peers import NoPeers, PeerGroup
from models.geo.ranking import Direction, Distance, NoChange, Ranked, Reading, distance, ranking, year_change
from models.geo.rates import Reference, measured_by
from models.periods import Month


@dataclass(frozen=True)
class Period:
    """All areas in one month. `area_ids` tell units of one code apart whose borders differ: a line breaks there."""

    month: Month
    values: Sequence[AreaValue]
    province: Reference
    peers: Reference | None = None
    area_ids: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TrendPoint:
    """`stretch` numbers the unbroken parts of a line: it breaks at a month without a known value and where borders
    changed."""

    month: Month
    value: Fraction
    stretch: int = 0


@dataclass(frozen=True)
class Trend:
    """`areas` by code, only those with a known value; `province` and `peers` are empty without an average."""

    months: tuple[Month, ...]
    areas: Mapping[str, tuple[TrendPoint, ...]]
    province: tuple[TrendPoint, ...]
    peers: tuple[TrendPoint, ...]


@dataclass(frozen=True)
class NoTrend:
    """`not_known`: none of the areas named has a known value in two months. Without chosen areas the months may not
    have been read at all."""

    reason: Literal["no_period", "one_period", "nothing_chosen", "not_known"]
    months: tuple[Month, ...] = ()


def in_order(periods: Iterable[Period]) -> tuple[Period, ...]:
    """By month. Raises ValueError for a month given twice."""
    ordered = tuple(sorted(periods, key=lambda period: period.month))
    if len({period.month for period in ordered}) < len(ordered):
        raise ValueError("a month stands twice")
    return ordered


def trend(periods: Sequence[Period], codes: Sequence[str]) -> Trend | NoTrend:
    """Of the areas named, in their order, over periods `in_order`."""
    months = tuple(period.month for period in periods)
    if len(months) == 1:
        return NoTrend("one_period", months)
    if not codes:
        return NoTrend("nothing_chosen", months)
    if not months:
        return NoTrend("no_period")
    amounts = [known_amounts(period.values) for period in periods]
    lines = {
        code: _line(
            (period.month, known.get(code), period.area_ids.get(code))
            for period, known in zip(periods, amounts, strict=True)
        )
        for code in codes
    }
    if max(map(len, lines.values())) < 2:
        return NoTrend("not_known", months)
    return Trend(
        months,
        {code: line for code, line in lines.items() if line},
        _line((period.month, measured_by(period.province), None) for period in periods),
        _line((period.month, measured_by(period.peers), None) for period in periods),
    )


def _line(points: Iterable[tuple[Month, Fraction | None, int | None]]) -> tuple[TrendPoint, ...]:
    line: list[TrendPoint] = []
    stretch, unbroken, unit = 0, True, None
    for month, value, own in points:
        if value is not None:
            if line and not (unbroken and own == unit):
                stretch += 1
            line.append(TrendPoint(month, value, stretch))
            unit = own
        unbroken = value is not None
    return tuple(line)


OptionRole = Literal["baseline", "proposal", "trial", "chosen"]
"""Hiện hành, phương án trình, phương án đang xem xét, phương án được chọn."""


@dataclass(frozen=True)
class BudgetOption:
    """A scenario's monthly change in đồng by area, each passed through `area_value` with its own heads. `name` is what
    the user calls a saved one; a role without a name of its own leaves it empty."""

    role: OptionRole
    changes: Mapping[str, AreaValue]
    name: str = ""


@dataclass(frozen=True)
class ComparedArea:
    """One area. `rank` and the distances are None where the value is not known; `budget` has one value an option,
    in the options' order. Distances are computed on demand, since a chart of hundreds of areas shows none."""

    value: AreaValue
    name: str
    rank: Ranked | None
    province: Reference
    peer_average: Reference | None
    percentages: bool
    is_peer: bool
    change: Distance | NoChange
    budget: tuple[AreaValue, ...]

    @property
    def code(self) -> str:
        return self.value.code

    @cached_property
    def from_province(self) -> Distance | None:
        return _distance(self.value, self.province, self.percentages)

    @cached_property
    def from_peers(self) -> Distance | None:
        return _distance(self.value, self.peer_average, self.percentages)


@dataclass(frozen=True)
class Comparison:
    """All areas of one figure in the order given."""

    rows: tuple[ComparedArea, ...]
    province: Reference
    peers: PeerGroup | NoPeers
    peer_average: Reference | None
    options: tuple[BudgetOption, ...]
    periods: tuple[Period, ...]
    percentages: bool

    def of(self, code: str) -> ComparedArea:
        """Raises KeyError for an area that is not compared."""
        row_of_area = next((row for row in self.rows if row.code == code), None)
        if row_of_area is None:
            raise KeyError(code)
        return row_of_area

    def count(self, state: State) -> int:
        return count_of((row.value for row in self.rows), state)

    @property
    def values(self) -> tuple[AreaValue, ...]:
        return tuple(row.value for row in self.rows)

    @property
    def ranked(self) -> tuple[ComparedArea, ...]:
        """The known ones by rank, tied ones by code."""
        known = [row for row in self.rows if row.rank is not None]
        return tuple(sorted(known, key=lambda row: (row.rank.rank if row.rank else 0, row.code)))

    @property
    def unranked(self) -> tuple[ComparedArea, ...]:
        return tuple(row for row in self.rows if row.rank is None)

    @property
    def illustrative(self) -> bool:
        return self.count("illustrative") > 0

    def trend(self, codes: Sequence[str]) -> Trend | NoTrend:
        """Of the areas named, in their order."""
        return trend(self.periods, codes)


def of(
    values: Sequence[AreaValue],
    *,
    names: Mapping[str, str],
    province: Reference,
    peers: PeerGroup | NoPeers,
    peer_average: Reference | None = None,
    now: Mapping[str, Reading] | None = None,
    before: Mapping[str, Reading] | None = None,
    periods: Sequence[Period] = (),
    budget: Sequence[BudgetOption] = (),
    percentages: bool = False,
    direction: Direction = "most_first",
) -> Comparison:
    """Compare `values`, one an area of `names`.

    `now` and `before` are the readings of this and the year before by code (without them the change is "no_earlier");
    `periods` are all months there are, this one among them, in any order. Values that are not known are carried along
    without rank, distance and change; an area that an option says nothing of has a missing change there.

    Raises ValueError for an area or a month given twice, and for a reading that is not of the value compared.
    """
    earlier, current = before or {}, now or {}
    strangers = [value.code for value in values if value.code in current and current[value.code].value != value]
    if strangers:
        raise ValueError(f"readings of other values: {strangers}")
    ranks = {one.code: one for one in ranking(values, direction)}
    members = peers.members if isinstance(peers, PeerGroup) else ()
    peer_average = peer_average if isinstance(peers, PeerGroup) else None
    rows = tuple(
        ComparedArea(
            value,
            names[value.code],
            ranks.get(value.code),
            province,
            peer_average,
            percentages,
            value.code in members,
            _change(current.get(value.code), earlier.get(value.code)),
            tuple(option.changes.get(value.code, AreaValue(value.code, "missing")) for option in budget),
        )
        for value in values
    )
    return Comparison(rows, province, peers, peer_average, tuple(budget), in_order(periods), percentages)


def _distance(value: AreaValue, reference: Reference | None, percentages: bool) -> Distance | None:
    measure = measured_by(reference)
    if value.known is None or measure is None:
        return None
    return distance(value.known, measure, percentages=percentages)


def _change(now: Reading | None, before: Reading | None) -> Distance | NoChange:
    return NoChange("no_earlier") if now is None else year_change(now, before)

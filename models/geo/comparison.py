"""Comparison of selected areas: values, ranks, peers, distance to a reference, trends over months."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from heapq import heappop, heappush
from itertools import groupby
from operator import itemgetter
from typing import Literal

from models.geo.area_values import (
    AreaValue,
    DenominatorKind,
    Per,
    Reference,
    State,
    count_of,
    known_amounts,
    measured_by,
)
from models.geo.classes import by_size
from models.periods import Month

PeerKind = Literal["towns", "rural", "nearest", "by_hand"]
TOWN_KINDS = frozenset({"Thành phố", "Thị xã", "Quận", "Phường", "Thị trấn"})
RURAL_KINDS = frozenset({"Huyện", "Xã"})
NEAREST = 3


@dataclass(frozen=True)
class PeerArea:
    """An area of one vintage and level, with its population and where that comes from."""

    code: str
    kind: str
    population: int | None = None
    source: str | None = None
    dated: str | None = None


@dataclass(frozen=True)
class PeerGroup:
    """Members by code; those chosen by hand in the order chosen, the nearest from the nearest on (without the area
    itself).

    `mixed_sizes`: the populations used are not of one source and date, which must be shown with the group.
    """

    kind: PeerKind
    members: tuple[str, ...]
    mixed_sizes: bool = False


@dataclass(frozen=True)
class NoPeers:
    """`unknown_area` names an area that is not there; `no_population` one whose size is not known."""

    reason: Literal["nobody", "unknown_area", "no_population"]
    codes: tuple[str, ...] = ()


def towns(areas: Iterable[PeerArea]) -> PeerGroup | NoPeers:
    return _of_kinds("towns", areas, TOWN_KINDS)


def rural(areas: Iterable[PeerArea]) -> PeerGroup | NoPeers:
    return _of_kinds("rural", areas, RURAL_KINDS)


def nearest(areas: Sequence[PeerArea], code: str, count: int = NEAREST) -> PeerGroup | NoPeers:
    """The `count` areas whose population differs least from that of `code`; of two as near, the lower code comes
    first. Areas without a population are left out."""
    if count < 1:
        raise ValueError("at least one peer")
    own = next((area for area in areas if area.code == code), None)
    if own is None:
        return NoPeers("unknown_area", (code,))
    if own.population is None:
        return NoPeers("no_population", (code,))
    size = own.population
    sized = [(abs(area.population - size), area.code) for area in areas if area.population is not None and area != own]
    members = tuple(found for _distance, found in sorted(sized)[:count])
    if not members:
        return NoPeers("nobody")
    origins = {(area.source, area.dated) for area in areas if area.population is not None}
    return PeerGroup("nearest", members, mixed_sizes=len(origins) > 1)


def by_hand(areas: Iterable[PeerArea], codes: Sequence[str]) -> PeerGroup | NoPeers:
    """The areas as chosen, each once."""
    members = tuple(dict.fromkeys(codes))
    there = {area.code for area in areas}
    strangers = tuple(code for code in members if code not in there)
    if strangers:
        return NoPeers("unknown_area", strangers)
    return PeerGroup("by_hand", members) if members else NoPeers("nobody")


def _of_kinds(kind: PeerKind, areas: Iterable[PeerArea], kinds: frozenset[str]) -> PeerGroup | NoPeers:
    members = tuple(sorted(area.code for area in areas if area.kind in kinds))
    return PeerGroup(kind, members) if members else NoPeers("nobody")


Direction = Literal["most_first", "least_first"]


@dataclass(frozen=True)
class Ranked:
    """`rank` of `of` areas with a known value; `tied` = another area has the same rank."""

    code: str
    amount: Fraction
    rank: int
    of: int
    tied: bool


def ranking(values: Sequence[AreaValue], direction: Direction = "most_first") -> tuple[Ranked, ...]:
    """The known areas in order, tied ones by code. Missing, small, illustrative and withheld values have no rank."""
    amounts = known_amounts(values)
    sign = -1 if direction == "most_first" else 1
    ordered = sorted(amounts.items(), key=lambda item: (by_size(sign * item[1]), item[0]))
    ranked: list[Ranked] = []
    for amount, tied in groupby(ordered, key=itemgetter(1)):
        codes = [code for code, _amount in tied]
        rank = len(ranked) + 1
        ranked += [Ranked(code, amount, rank, len(ordered), len(codes) > 1) for code in codes]
    return tuple(ranked)


@dataclass(frozen=True)
class Distance:
    """`percent` is None where it would say nothing: between percentages (the difference is in points) and from zero."""

    difference: Fraction
    percent: Fraction | None
    in_points: bool


def distance(value: Fraction, reference: Fraction, *, percentages: bool = False) -> Distance:
    """From the reference to the value.

    >>> distance(Fraction(30), Fraction(24)).percent
    Fraction(25, 1)
    """
    difference = value - reference
    percent = None if percentages or reference <= 0 else 100 * difference / reference
    return Distance(difference, percent, percentages)


@dataclass(frozen=True)
class Reading:
    """An area's value in a year and its basis. `area_id` distinguishes units of one code with different borders. A
    count has no denominator: `kind`, `per` and `denominator_source` are empty."""

    area_id: int
    year: int
    value: AreaValue
    kind: DenominatorKind | None = None
    per: Per | None = None
    denominator_source: str | None = None


NoChangeReason = Literal["no_earlier", "other_year", "not_known", "other_area", "other_denominator"]


@dataclass(frozen=True)
class NoChange:
    reason: NoChangeReason


def year_change(now: Reading, before: Reading | None) -> Distance | NoChange:
    """The change on the year before. Only the same unit within the same borders, with denominators of one kind and
    source, is compared: with another source the difference would be one between sources."""
    if before is None:
        return NoChange("no_earlier")
    if before.year != now.year - 1:
        return NoChange("other_year")
    if before.area_id != now.area_id:
        return NoChange("other_area")
    basis, basis_before = ((one.kind, one.per, one.denominator_source) for one in (now, before))
    if basis != basis_before:
        return NoChange("other_denominator")
    if now.value.known is None or before.value.known is None:
        return NoChange("not_known")
    return distance(now.value.known, before.value.known, percentages=now.per == 100)


DOT = Fraction(1, 25)
"""Width of a dot as a share of the strip: dots nearer than this go into lanes."""


@dataclass(frozen=True)
class Dot:
    """`place` from 0 (the axis' low end) to 1; `lane` 0, 1, 2 … away from the middle of the strip."""

    code: str
    place: Fraction
    lane: int


@dataclass(frozen=True)
class Strip:
    low: Fraction
    high: Fraction
    dots: tuple[Dot, ...]

    def place(self, value: Fraction) -> Fraction:
        """Where a value (an average, a bound) stands; outside the axis it stands at the nearer end."""
        if self.high == self.low:
            return Fraction(1, 2)
        if value <= self.low:
            return Fraction(0)
        return Fraction(1) if value >= self.high else (value - self.low) / (self.high - self.low)


def strip(values: Sequence[AreaValue], marks: Sequence[Fraction] = ()) -> Strip | None:
    """Dots of the known areas in ascending order, tied ones by code; the axis runs over them and the `marks`
    (averages). None when no value is known."""
    amounts = known_amounts(values)
    if not amounts:
        return None
    ends = [*amounts.values(), *marks]
    axis = Strip(min(ends, key=by_size), max(ends, key=by_size), ())
    dots: list[Dot] = []
    taken: deque[tuple[Fraction, int]] = deque()  # where each taken lane is free again, in this order
    free: list[int] = []
    for code, amount in sorted(amounts.items(), key=lambda item: (by_size(item[1]), item[0])):
        place = axis.place(amount)
        while taken and taken[0][0] <= place:
            heappush(free, taken.popleft()[1])
        lane = heappop(free) if free else len(taken)
        taken.append((place + DOT, lane))
        dots.append(Dot(code, place, lane))
    return Strip(axis.low, axis.high, tuple(dots))


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
    the user calls a saved one; a role without a name of its own leaves it empty. `rests` says in words that the changes
    rest on assumptions."""

    role: OptionRole
    changes: Mapping[str, AreaValue]
    name: str = ""
    rests: str = ""


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


LETTERS = "ABCDEF"
LIMIT = len(LETTERS)
_PART = re.compile(r"([0-9A-Z]{1,16})-([a-f])")

SelectionReason = Literal["full", "malformed", "area_twice", "letter_twice", "unknown_area"]


class SelectionError(ValueError):
    """A change of the selection that is refused; `codes` are the areas concerned."""

    def __init__(self, reason: SelectionReason, *codes: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.codes = codes


@dataclass(frozen=True)
class Chosen:
    """`slot` 0 to 5 is the place of the area's colour; its letter says the same without colour."""

    code: str
    slot: int

    @property
    def letter(self) -> str:
        return LETTERS[self.slot]


@dataclass(frozen=True)
class Selection:
    """The chosen areas in the order of choosing."""

    chosen: tuple[Chosen, ...] = ()

    def of(self, code: str) -> Chosen | None:
        return next((one for one in self.chosen if one.code == code), None)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.chosen)

    def add(self, code: str) -> Selection:
        """With the area in the first free slot; unchanged if it is there. Raises SelectionError("full") for a
        seventh."""
        if self.of(code):
            return self
        taken = {one.slot for one in self.chosen}
        free = next((slot for slot in range(LIMIT) if slot not in taken), None)
        if free is None:
            raise SelectionError("full", code)
        return Selection((*self.chosen, Chosen(code, free)))

    def remove(self, code: str) -> Selection:
        """Without the area; the others keep their slots."""
        return Selection(tuple(one for one in self.chosen if one.code != code))

    def toggle(self, code: str) -> Selection:
        """What a click does."""
        return self.remove(code) if self.of(code) else self.add(code)

    @property
    def text(self) -> str:
        """For a link: "347-b.349-c"; empty when nothing is chosen."""
        return ".".join(f"{one.code}-{one.letter.lower()}" for one in self.chosen)

    @classmethod
    def parse(cls, text: str, known: Collection[str]) -> Selection:
        """Read what `text` wrote, nothing else. Raises SelectionError; "unknown_area" for codes not among the
        `known`."""
        if not text:
            return cls()
        matches = [_PART.fullmatch(part) for part in text.split(".", LIMIT + 1)]
        chosen = [Chosen(match[1], LETTERS.index(match[2].upper())) for match in matches if match]
        if len(chosen) != len(matches):
            raise SelectionError("malformed")
        codes = [one.code for one in chosen]
        if len(chosen) > LIMIT:
            raise SelectionError("full", *codes[LIMIT:])
        if len(set(codes)) < len(codes):
            raise SelectionError("area_twice", *(code for code in dict.fromkeys(codes) if codes.count(code) > 1))
        if len({one.slot for one in chosen}) < len(chosen):
            raise SelectionError("letter_twice", *codes)
        strangers = [code for code in codes if code not in known]
        if strangers:
            raise SelectionError("unknown_area", *strangers)
        return cls(tuple(chosen))

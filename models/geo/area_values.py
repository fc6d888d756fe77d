"""The figure of one area with its state (known, missing, small, withheld), its rate, what may never be shown by area,
and which areas stand highest and lowest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from models.policy.areas.children import PROVINCE_ONLY as PROVINCE_ONLY_INDICATORS
from models.policy.engine.baseline import SMALL_CELL

HIV_GROUPS = frozenset({"hiv_child_u4", "hiv_child_4_16", "hiv_adult_poor"})
TINY_GROUPS = frozenset({"orphan_u4", "elderly_foster"})
CARERS_OF_TINY_GROUPS = frozenset({"foster_child_u4", "foster_elder"})
"""One carer is paid for one person cared for: their number is the number of the tiny group."""
PROVINCE_ONLY_GROUPS = HIV_GROUPS | TINY_GROUPS | CARERS_OF_TINY_GROUPS


def shown_by_area(subject: str) -> bool:
    """Whether figures of the benefit group, indicator or lever may stand beside an area smaller than the province.

    `subject` is a code of a catalogue: "hiv_adult_poor", "children.special_hiv", "protection.people.hiv_adult_poor".
    """
    return subject not in PROVINCE_ONLY_INDICATORS and subject.rpartition(".")[2] not in PROVINCE_ONLY_GROUPS


State = Literal["known", "missing", "small", "illustrative", "withheld"]


@dataclass(frozen=True)
class AreaValue:
    """`amount` is there for known and illustrative values alone: what is not shown is not carried along either."""

    code: str
    state: State
    amount: Fraction | None = None

    def __post_init__(self) -> None:
        if (self.amount is not None) != (self.state in ("known", "illustrative")):
            raise ValueError(f"a {self.state} value and its amount contradict each other")

    @property
    def known(self) -> Fraction | None:
        """The amount where it may be classed, ranked and divided; None for everything else, illustrative too."""
        return self.amount if self.state == "known" else None


def area_value(
    code: str, amount: int | Fraction | None, *, heads: int | None = None, subject: str = "", illustrative: bool = False
) -> AreaValue:
    """The value as it may leave the models.

    `heads` are the persons (or households) behind the amount: money of two persons tells as much as their number.
    `subject` is the code of what is counted; empty = a whole programme. No amount is missing; 0 is known.

    >>> area_value("347", 3, heads=3).state, area_value("347", 0, heads=0).state, area_value("347", None).state
    ('small', 'known', 'missing')
    """
    if subject and not shown_by_area(subject):
        return AreaValue(code, "withheld")
    if amount is None:
        return AreaValue(code, "missing")
    if heads is not None and 0 < heads < SMALL_CELL:
        return AreaValue(code, "small")
    return AreaValue(code, "illustrative" if illustrative else "known", Fraction(amount))


def known_amounts(values: Iterable[AreaValue]) -> dict[str, Fraction]:
    """Known amounts by area, in the given order. Raises ValueError for an area given twice."""
    amounts: dict[str, Fraction] = {}
    seen: set[str] = set()
    for value in values:
        if value.code in seen:
            raise ValueError(f"area {value.code} stands twice")
        seen.add(value.code)
        if value.known is not None:
            amounts[value.code] = value.known
    return amounts


@dataclass(frozen=True)
class Extremes:
    """Codes of the areas with the most and with the least, in the areas' order, of `known` among `of` areas."""

    highest: tuple[str, ...]
    lowest: tuple[str, ...]
    most: Fraction
    least: Fraction
    known: int
    of: int

    @property
    def all_equal(self) -> bool:
        return self.most == self.least

    @property
    def times(self) -> Fraction | None:
        """How many times the least the most is; None where the least is no positive number."""
        return self.most / self.least if self.least > 0 else None


def extremes(values: Sequence[AreaValue]) -> Extremes | None:
    """None where nothing is known. What is small, withheld or illustrative is never among them."""
    amounts = known_amounts(values)
    if not amounts:
        return None
    most, least = max(amounts.values()), min(amounts.values())
    return Extremes(
        tuple(code for code, amount in amounts.items() if amount == most),
        tuple(code for code, amount in amounts.items() if amount == least),
        most,
        least,
        len(amounts),
        len(values),
    )


def count_of(values: Iterable[AreaValue], state: State) -> int:
    """How many areas are in the state, for "1/6 đơn vị chưa báo cáo"."""
    return sum(value.state == state for value in values)


def also_hidden(heads: Mapping[str, int | None]) -> frozenset[str]:
    """Codes hidden besides the small ones; `heads` are the persons or households behind each area's figure, None = not
    sent.

    >>> sorted(also_hidden({"347": 3, "349": 40, "350": 9, "351": 0}))
    ['350']
    """
    small = [count for count in heads.values() if count is not None and 0 < count < SMALL_CELL]
    if not small or None in heads.values():
        return frozenset()
    if len(small) > 1 and len(small) < sum(small) < (SMALL_CELL - 1) * len(small):
        return frozenset()
    others = [(count, code) for code, count in heads.items() if count is not None and count >= SMALL_CELL]
    return frozenset([min(others)[1]]) if others else frozenset()


DenominatorKind = Literal["people", "households", "target_group"]
Per = Literal[1, 100, 1_000, 10_000]
PER: tuple[Per, ...] = (1, 100, 1_000, 10_000)
"""1 is for money: đồng a head."""


@dataclass(frozen=True)
class Denominator:
    """How many of the kind live in an area, by which source, of which date ("2023", "2023-12-31"). None = not known."""

    code: str
    count: int | None
    source: str | None = None
    dated: str | None = None


NoRateReason = Literal["illustrative", "no_denominator", "no_source", "no_date", "mixed_sources", "mixed_dates"]


@dataclass(frozen=True)
class NoRate:
    """Why there is no rate: the areas concerned, and the sources or dates found (in the areas' order)."""

    reason: NoRateReason
    codes: tuple[str, ...]
    found: tuple[str, ...] = ()


AreaReason = Literal["no_denominator", "empty_denominator", "small_denominator"]


@dataclass(frozen=True)
class RatedArea:
    """A count, what it is divided by, and the rate as an area's value. `reason`: why a known count has no rate here."""

    numerator: AreaValue
    denominator: int | None
    value: AreaValue
    reason: AreaReason | None = None


@dataclass(frozen=True)
class RateTable:
    """Rates of all areas over denominators of one kind, source and date: the title names them."""

    kind: DenominatorKind
    per: Per
    source: str
    dated: str
    rows: tuple[RatedArea, ...]

    @property
    def values(self) -> tuple[AreaValue, ...]:
        return tuple(row.value for row in self.rows)


def rates(
    numerators: Sequence[AreaValue], denominators: Sequence[Denominator], kind: DenominatorKind, per: Per
) -> RateTable | NoRate:
    """The rate of every area of `numerators`, or the reason why there is none at all. An area without a denominator
    has no rate; denominators of two sources or dates leave all areas without one."""
    known_amounts(numerators)  # refuses an area given twice
    illustrative = tuple(value.code for value in numerators if value.state == "illustrative")
    if illustrative:
        return NoRate("illustrative", illustrative)
    by_code = {one.code: one for one in denominators}
    if len(by_code) != len(denominators):
        raise ValueError("an area has two denominators")
    used = [by_code[value.code] for value in numerators if value.code in by_code]
    counted = [one for one in used if one.count is not None]
    if not counted:
        return NoRate("no_denominator", tuple(value.code for value in numerators))
    origin = _one_origin(counted)
    if isinstance(origin, NoRate):
        return origin
    source, dated = origin
    counts = {one.code: one.count for one in counted}
    rows = tuple(_rated(value, counts.get(value.code), per) for value in numerators)
    return RateTable(kind, per, source, dated, rows)


def _one_origin(counted: Sequence[Denominator]) -> tuple[str, str] | NoRate:
    """The one source and date of all of them."""
    sources = dict.fromkeys(one.source for one in counted if one.source)
    dates = dict.fromkeys(one.dated for one in counted if one.dated)
    unsourced = tuple(one.code for one in counted if not one.source)
    undated = tuple(one.code for one in counted if not one.dated)
    codes = tuple(one.code for one in counted)
    if unsourced:
        return NoRate("no_source", unsourced)
    if len(sources) > 1:
        return NoRate("mixed_sources", codes, tuple(sources))
    if undated:
        return NoRate("no_date", undated)
    if len(dates) > 1:
        return NoRate("mixed_dates", codes, tuple(dates))
    return next(iter(sources)), next(iter(dates))


def _rated(numerator: AreaValue, count: int | None, per: Per) -> RatedArea:
    if numerator.known is None:
        return RatedArea(numerator, count, AreaValue(numerator.code, numerator.state))
    if count is None:
        return RatedArea(numerator, None, AreaValue(numerator.code, "missing"), "no_denominator")
    if count <= 0:
        return RatedArea(numerator, count, AreaValue(numerator.code, "missing"), "empty_denominator")
    if count < SMALL_CELL:
        return RatedArea(numerator, None, AreaValue(numerator.code, "small"), "small_denominator")
    rate = AreaValue(numerator.code, "known", numerator.known * per / Fraction(count))
    return RatedArea(numerator, count, rate)


FEWEST_KNOWN = 2


@dataclass(frozen=True)
class Average:
    """Average over `known` of `members` areas; fewer than all must be shown with it."""

    value: Fraction
    numerator: Fraction
    denominator: int
    known: int
    members: int


@dataclass(frozen=True)
class NoAverage:
    """`unknown_member`: an area that the table does not have; otherwise too few members have a rate."""

    reason: Literal["too_few_known", "no_members", "unknown_member"]
    known: int
    members: int


def average(table: RateTable, members: Collection[str] | None = None) -> Average | NoAverage:
    """Average of the named areas, or of all areas of the table. At least two must have a rate."""
    rows = {row.value.code: row for row in table.rows}
    chosen = set(rows) if members is None else set(members)
    if not chosen:
        return NoAverage("no_members", 0, 0)
    parts = [
        (row.numerator.known, row.denominator)
        for code, row in rows.items()
        if code in chosen and row.value.state == "known"
    ]
    if not chosen <= set(rows):
        return NoAverage("unknown_member", len(parts), len(chosen))
    if len(parts) < FEWEST_KNOWN:
        return NoAverage("too_few_known", len(parts), len(chosen))
    numerator = sum((count for count, _size in parts if count is not None), Fraction(0))
    denominator = sum(size for _count, size in parts if size is not None)
    return Average(numerator * table.per / denominator, numerator, denominator, len(parts), len(chosen))


@dataclass(frozen=True)
class AreaMean:
    """Of counts and money, which have no denominator: what is known over the number of areas that it is known of. Of
    published rates, whose sizes are known, weighted by them."""

    value: Fraction
    known: int
    members: int
    is_weighted: bool = False


Reference = Average | AreaMean | NoAverage


def area_mean(
    values: Sequence[AreaValue], members: Collection[str] | None = None, weights: Mapping[str, Fraction] | None = None
) -> AreaMean | NoAverage:
    """Mean of the named areas, or of all. Like `average`, of at least two known values. `weights` are what the values
    are a rate of: the land of a density."""
    amounts = known_amounts(values)
    there = {value.code for value in values}
    chosen = there if members is None else set(members)
    if not chosen:
        return NoAverage("no_members", 0, 0)
    known = {code: amount for code, amount in amounts.items() if code in chosen}
    if not chosen <= there:
        return NoAverage("unknown_member", len(known), len(chosen))
    if len(known) < FEWEST_KNOWN:
        return NoAverage("too_few_known", len(known), len(chosen))
    weighed = {code: Fraction(1) if weights is None else weights[code] for code in known}
    whole = sum((amount * weighed[code] for code, amount in known.items()), Fraction(0))
    return AreaMean(whole / sum(weighed.values()), len(known), len(chosen), weights is not None)


def measured_by(reference: Reference | None) -> Fraction | None:
    """The reference value, if there is one."""
    return reference.value if isinstance(reference, Average | AreaMean) else None

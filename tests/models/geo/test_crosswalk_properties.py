"""Random crosswalks and tables: the total holds to the unit, and a range holds whatever the unknown shares turn out to
be.

The oracle multiplies exact fractions along every path in plain loops, once shares have been made up for what is open.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings, strategies as st

from models.geo.crosswalk import Crosswalk, NoRouteError, Route, Step, Unit, convert, route
from models.money import PPM
from tests.examples import examples
from tests.models.atlas.crosswalks import DAYS, DISTRICTS, Link, commune, crosswalk

WEIGHTS = st.sampled_from([1, 250_000, 333_333, 500_000, 999_999])


@st.composite
def crosswalks(draw: st.DrawFn) -> Crosswalk:
    """Three lists of one to four communes; each unit of the first two goes somewhere, wholly, by known or unknown
    shares, or nobody knows where."""
    sizes = [draw(st.integers(1, 4)) for _ in DAYS]
    units = [commune(p, n + 1, draw(st.sampled_from(DISTRICTS))) for p, size in enumerate(sizes) for n in range(size)]
    links: list[Link] = []
    least = draw(st.sampled_from([0, 1]))
    for place in (0, 1):
        for number in range(sizes[place]):
            ids = [100 * (place + 1) + n + 1 for n in range(sizes[place + 1])]
            goes = draw(st.lists(st.sampled_from(ids), unique=True, min_size=max(least, place), max_size=3))
            links += zip([100 * place + number + 1] * len(goes), goes, draw(shares(len(goes))), strict=True)
    return crosswalk(units, links)


@st.composite
def shares(draw: st.DrawFn, count: int) -> list[int | None]:
    if count == 0:
        return []
    left, found = PPM, list[int | None]()
    for _ in range(count - 1):
        weight = draw(st.none() | WEIGHTS)
        weight = None if weight is None else min(weight, left)
        left -= weight or 0
        found.append(weight)
    return [*found, draw(st.sampled_from([None, left]))]


VALUES = st.one_of(st.integers(0, 30), st.integers(-30, 0), st.integers(0, 10**12))


def filled(found: Crosswalk, data: st.DataObject) -> Crosswalk:
    """The same crosswalk with shares made up for everything that is open."""
    steps: list[Step] = []
    for unit in found.units.values():
        if unit.level != "commune" or unit.valid_to is None:
            continue
        outcome = found.outcome(unit.id)
        weights, left = dict(outcome.known), outcome.open_ppm
        for place, to in enumerate(outcome.open):
            last = place == len(outcome.open) - 1
            weights[to] = left if last else data.draw(st.sampled_from([0, left, left // 3, left // 2]))
            left -= weights[to]
        steps += [Step(unit.id, to, unit.valid_to, weight, "", "") for to, weight in weights.items()]
    return replace(found, steps=tuple(sorted(steps, key=lambda step: (step.changed_on, step.from_id))))


def by_hand(found: Crosswalk, values: dict[int, int]) -> dict[int, Fraction]:
    """Values over the steps of each day in turn; every share is known."""
    standing = {area: Fraction(value) for area, value in values.items()}
    for day in found.dates:
        leaving = [step for step in found.steps if step.changed_on == day]
        after = {area: value for area, value in standing.items() if area not in {step.from_id for step in leaving}}
        for step in leaving:
            part = standing.get(step.from_id, Fraction(0)) * (step.weight_ppm or 0) / PPM
            after[step.to_id] = after.get(step.to_id, Fraction(0)) + part
        standing = after
    return standing


def way_between(found: Crosswalk, start: int, end: int) -> Route:
    """The way, where every unit that is met leads somewhere."""
    lost: Unit | None = None
    try:
        return route(found, DAYS[start], DAYS[end])
    except NoRouteError as refused:
        lost = refused.unit
    onward = found.outcome if start < end else found.origin
    assume(lost is None or not onward(lost.id).is_lost)
    raise AssertionError(f"refused although {lost} leads somewhere")


@settings(max_examples=examples(150), deadline=None)
@given(crosswalks(), st.data())
def test_totals_hold_and_a_range_holds_whatever_the_shares(found: Crosswalk, data: st.DataObject) -> None:
    way = way_between(found, 0, 2)
    values = {unit.id: data.draw(VALUES) for unit in way.sources}
    ranged = convert(way, values)
    known = filled(found, data)
    told = convert(route(known, DAYS[0], DAYS[2]), values)
    exact = by_hand(known, values)

    assert ranged.total == told.total == sum(values.values())
    assert sum(row.low or 0 for row in told.rows) == sum(values.values())
    assert sum(row.low or 0 for row in ranged.rows) <= sum(values.values()) <= sum(row.high or 0 for row in ranged.rows)
    for row, point in zip(ranged.rows, told.rows, strict=True):
        assert point.low == point.high
        assert (row.low or 0) <= (point.low or 0) <= (row.high or 0)
        assert abs((point.low or 0) - exact.get(row.target.id, Fraction(0))) < len(values)


@settings(max_examples=examples(100), deadline=None)
@given(crosswalks(), st.data())
def test_totals_hold_on_the_way_back(found: Crosswalk, data: st.DataObject) -> None:
    way = way_between(found, 2, 0)
    values = {unit.id: data.draw(VALUES) for unit in way.sources}
    back = convert(way, values)
    assert sum(row.low or 0 for row in back.rows) <= sum(values.values()) == back.total
    assert sum(row.high or 0 for row in back.rows) >= sum(values.values())
    if all(share.exact for shares in way.shares.values() for share in shares.values()):
        assert sum(row.low or 0 for row in back.rows) == sum(values.values())


@settings(max_examples=examples(100), deadline=None)
@given(crosswalks(), st.data())
def test_each_bound_of_a_split_is_reached_by_some_shares(found: Crosswalk, data: st.DataObject) -> None:
    """A range is no wider than what may be: giving all that is open to the successor a target needs reaches its
    bound."""
    way = way_between(found, 1, 2)
    values = {unit.id: data.draw(st.integers(0, 10**6)) for unit in way.sources}
    ranged = convert(way, values)
    target = data.draw(st.sampled_from(ranged.rows))
    steps = []
    for unit in way.sources:
        outcome = found.outcome(unit.id)
        weights = dict(outcome.known)
        if outcome.open:
            weights[target.target.id if target.target.id in outcome.open else outcome.open[0]] = outcome.open_ppm
        steps += [Step(unit.id, to, DAYS[2], weight, "", "") for to, weight in weights.items()]
    most = by_hand(replace(found, steps=tuple(steps)), values).get(target.target.id, Fraction(0))
    assert abs((target.high or 0) - most) < len(values) + 1

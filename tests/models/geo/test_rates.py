"""Rates over denominators of one source and date, and averages over several areas."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from models.geo.area_values import (
    AreaValue,
    Average,
    Denominator,
    NoAverage,
    NoRate,
    Per,
    RateTable,
    area_value,
    average,
    rates,
)
from tests.models.atlas.drawn import DISTRICTS, values

PEOPLE = (169_589, 154_016, 133_298, 119_977, 132_672, 186_337)
COUNTS = (8_479, 7_701, 6_665, 5_999, 6_634, 9_317)


def denominators(counts: tuple[int | None, ...] = PEOPLE, **of_all: str) -> list[Denominator]:
    origin = {"source": "Niên giám thống kê 2023", "dated": "2023-12-31"} | of_all
    return [Denominator(code, count, **origin) for code, count in zip(DISTRICTS, counts, strict=False)]


def table(numerators: list[AreaValue], counts: tuple[int | None, ...] = PEOPLE, per: Per = 1_000) -> RateTable:
    found = rates(numerators, denominators(counts), "people", per)
    assert isinstance(found, RateTable)
    return found


def reason(numerators: list[AreaValue], given_denominators: list[Denominator]) -> NoRate:
    found = rates(numerators, given_denominators, "people", 1_000)
    assert isinstance(found, NoRate)
    return found


def test_a_rate_is_exact_and_names_its_denominator() -> None:
    found = table(values(*COUNTS))
    assert (found.kind, found.per, found.source, found.dated) == (
        "people",
        1_000,
        "Niên giám thống kê 2023",
        "2023-12-31",
    )
    assert found.values[0] == AreaValue("347", "known", Fraction(8_479_000, 169_589))
    assert [table(values(1), (400,), per).values[0].known for per in (100, 1_000, 10_000)] == [
        Fraction(1, 4),
        Fraction(5, 2),
        25,
    ]


def test_two_sources_or_two_dates_are_no_rate_at_all() -> None:
    mixed = denominators()
    mixed[5] = Denominator("353", 186_337, "Tổng điều tra dân số", "2023-12-31")
    found = reason(values(*COUNTS), mixed)
    assert (found.reason, found.found) == ("mixed_sources", ("Niên giám thống kê 2023", "Tổng điều tra dân số"))
    mixed[5] = Denominator("353", 186_337, "Niên giám thống kê 2023", "2009")
    found = reason(values(*COUNTS), mixed)
    assert (found.reason, found.found) == ("mixed_dates", ("2023-12-31", "2009"))
    # An area whose count is missing spoils the map as well: its neighbours' rates would not be comparable with its own.
    assert reason(values(*COUNTS[:5], None), mixed).reason == "mixed_dates"
    # One that is not on the map does not.
    assert isinstance(rates(values(*COUNTS[:5]), mixed, "people", 1_000), RateTable)


def test_denominators_without_source_or_date_are_no_rate() -> None:
    unsourced, undated = denominators(), denominators()
    unsourced[2] = Denominator("350", 133_298, None, "2023-12-31")
    undated[2] = Denominator("350", 133_298, "Niên giám thống kê 2023", "")
    assert reason(values(*COUNTS), unsourced) == NoRate("no_source", ("350",))
    assert reason(values(*COUNTS), undated) == NoRate("no_date", ("350",))
    assert reason(values(*COUNTS), []).reason == "no_denominator"
    assert reason(values(*COUNTS), denominators((None,) * 6)).reason == "no_denominator"


def test_illustrative_counts_are_never_divided() -> None:
    numerators = values(*COUNTS)
    numerators[3] = area_value("351", 6_000, illustrative=True)
    assert reason(numerators, denominators()) == NoRate("illustrative", ("351",))


def test_an_area_alone_can_be_without_a_rate() -> None:
    numerators = [
        *values(10, 20, None),
        area_value("351", 3, heads=3),
        area_value("352", 9, subject="hiv_adult_poor"),
        area_value("353", 0, heads=0),
    ]
    found = table(numerators, (None, 0, 500, 500, 500, 500))
    assert [value.state for value in found.values] == ["missing", "missing", "missing", "small", "withheld", "known"]
    assert [row.reason for row in found.rows] == ["no_denominator", "empty_denominator", None, None, None, None]
    assert found.values[5].known == 0


def test_a_target_group_of_fewer_than_five_gives_no_share() -> None:
    found = table(values(4, 3), (4, 5), 100)
    assert [value.state for value in found.values] == ["small", "known"]
    assert found.rows[0].reason == "small_denominator"
    assert found.rows[0].denominator is None


def test_the_average_is_all_counts_over_all_denominators() -> None:
    """Two towns: 90 of 100 and 10 of 900 are 100 of 1.000, ten percent; the mean of the rates would say 45,6."""
    found = average(table(values(90, 10), (100, 900), 100))
    assert found == Average(Fraction(10), Fraction(100), 1_000, 2, 2)


def test_an_average_says_how_many_areas_are_in_it() -> None:
    found = table([*values(90, 10, None), area_value("351", 3, heads=3)], (100, 900, 50, 50), 100)
    assert average(found) == Average(Fraction(10), Fraction(100), 1_000, 2, 4)
    assert average(found, ("347", "350")) == NoAverage("too_few_known", 1, 2)
    assert average(found, ("350", "351")) == NoAverage("too_few_known", 0, 2)
    assert average(found, ()) == NoAverage("no_members", 0, 0)
    assert average(found, ("347", "349", "999")) == NoAverage("unknown_member", 2, 3)


@given(
    st.lists(st.tuples(st.integers(0, 10**13), st.integers(5, 10**7)), min_size=2, max_size=6),
    st.sampled_from([100, 1_000, 10_000]),
)
def test_sums_of_peers_are_exact(areas: list[tuple[int, int]], per: Per) -> None:
    found = average(table(values(*(count for count, _size in areas)), tuple(size for _count, size in areas), per))
    assert isinstance(found, Average)
    whole = sum(count for count, _size in areas), sum(size for _count, size in areas)
    assert (found.numerator, found.denominator) == whole
    assert found.value * whole[1] == whole[0] * per
    rated = [Fraction(count * per, size) for count, size in areas]
    assert min(rated) <= found.value <= max(rated)


def test_an_area_given_twice_is_a_fault() -> None:
    with pytest.raises(ValueError, match="twice"):
        rates([*values(1), *values(2)], denominators(), "people", 100)
    with pytest.raises(ValueError, match="two denominators"):
        rates(values(1), [*denominators(), *denominators()], "people", 100)

"""Ranks with ties, distances, the change on the year before."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from models.geo.area_values import AreaValue, area_value
from models.geo.comparison import Distance, NoChange, Reading, distance, ranking, year_change
from tests.models.atlas.drawn import maps, values


def test_ties_share_a_rank_and_the_next_one_is_left_out() -> None:
    found = ranking(values(20, 30, 20, 10, None, 0))
    assert [(one.code, one.rank, one.tied) for one in found] == [
        ("349", 1, False),
        ("347", 2, True),
        ("350", 2, True),
        ("351", 4, False),
        ("353", 5, False),
    ]
    assert {one.of for one in found} == {5}
    assert [(one.code, one.rank) for one in ranking(values(20, 30, 20, 10), "least_first")] == [
        ("351", 1),
        ("347", 2),
        ("350", 2),
        ("349", 4),
    ]


def test_only_known_values_are_ranked() -> None:
    shown = [*values(-5, None), area_value("350", 3, heads=3), area_value("351", 900, illustrative=True)]
    assert [(one.code, one.rank) for one in ranking(shown)] == [("347", 1)]
    assert ranking(values(None, None)) == ()


@given(maps(), st.sampled_from(["most_first", "least_first"]), st.randoms(use_true_random=False))
def test_ranks_follow_the_values_whatever_the_order(drawn: list[AreaValue], direction: str, random: object) -> None:
    found = ranking(drawn, direction)  # type: ignore[arg-type]
    shuffled = list(drawn)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranking(shuffled, direction) == found  # type: ignore[arg-type]
    sign = 1 if direction == "most_first" else -1
    known = [value.known for value in drawn if value.known is not None]
    assert sorted(one.code for one in found) == sorted(value.code for value in drawn if value.known is not None)
    for one in found:
        assert one.rank == 1 + sum(sign * (other - one.amount) > 0 for other in known)
        assert one.tied == (known.count(one.amount) > 1)
    mirrored = ranking(drawn, "least_first" if direction == "most_first" else "most_first")
    opposite = {one.code: one for one in mirrored}
    for one in found:
        assert one.rank + opposite[one.code].rank + known.count(one.amount) - 1 == len(known) + 1


def test_distance_in_number_and_percent_or_in_points() -> None:
    assert distance(Fraction(30), Fraction(24)) == Distance(Fraction(6), Fraction(25), False)
    assert distance(Fraction(18), Fraction(24)) == Distance(Fraction(-6), Fraction(-25), False)
    assert distance(Fraction("2.11"), Fraction("2.61"), percentages=True) == Distance(Fraction("-0.5"), None, True)
    assert distance(Fraction(5), Fraction(0)).percent is None
    assert distance(Fraction(5), Fraction(-5)).percent is None


NOW = Reading(7, 2024, AreaValue("350", "known", Fraction(50)), "people", 1_000, "Niên giám thống kê")
BEFORE = replace(NOW, year=2023, value=AreaValue("350", "known", Fraction(40)))


def test_change_on_the_year_before() -> None:
    assert year_change(NOW, BEFORE) == Distance(Fraction(10), Fraction(25), False)
    percent = replace(NOW, per=100), replace(BEFORE, per=100)
    assert year_change(*percent) == Distance(Fraction(10), None, True)
    counts = [replace(one, kind=None, per=None, denominator_source=None) for one in (NOW, BEFORE)]
    assert year_change(*counts) == Distance(Fraction(10), Fraction(25), False)


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (None, "no_earlier"),
        (replace(BEFORE, year=2022), "other_year"),
        (replace(BEFORE, area_id=3), "other_area"),
        (replace(BEFORE, denominator_source="Tổng điều tra"), "other_denominator"),
        (replace(BEFORE, kind="households"), "other_denominator"),
        (replace(BEFORE, per=100), "other_denominator"),
        (replace(BEFORE, value=AreaValue("350", "small")), "not_known"),
        (replace(BEFORE, value=AreaValue("350", "illustrative", Fraction(40))), "not_known"),
    ],
)
def test_no_change_without_the_same_area_and_denominator(before: Reading | None, reason: str) -> None:
    assert year_change(NOW, before) == NoChange(reason)  # type: ignore[arg-type]

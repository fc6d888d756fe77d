"""Whole đồng: one rounding, and parts that sum to their total."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from models.money import PPM, divide_half_up, share_out
from tests.models.worked import half_up

wholes = st.integers(-(10**15), 10**15)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=40)


@given(wholes, st.integers(1, 10**9))
def test_division_rounds_halves_away_from_zero(numerator: int, denominator: int) -> None:
    assert divide_half_up(numerator, denominator) == half_up(Fraction(numerator, denominator))


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"), [(5, 2, 3), (-5, 2, -3), (7, 3, 2), (-7, 3, -2), (1, 3, 0), (0, 9, 0)]
)
def test_division_of_known_cases(numerator: int, denominator: int, quotient: int) -> None:
    assert divide_half_up(numerator, denominator) == quotient


@pytest.mark.parametrize("denominator", [0, -1])
def test_division_by_nothing_or_less_is_refused(denominator: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        divide_half_up(1, denominator)


def test_one_percent_is_ten_thousand_parts_per_million() -> None:
    assert PPM == 100 * 10_000


@given(wholes, weights)
def test_shares_sum_to_the_total(total: int, drawn: list[int]) -> None:
    parts = share_out(total, drawn)
    assert len(parts) == len(drawn)
    assert sum(parts) == total


@given(st.integers(0, 10**12), weights.filter(any))
def test_each_share_is_within_one_of_its_exact_part(total: int, drawn: list[int]) -> None:
    for part, weight in zip(share_out(total, drawn), drawn, strict=True):
        exact = Fraction(total * weight, sum(drawn))
        assert exact - 1 < part < exact + 1
        assert weight or part == 0


@given(st.integers(0, 10**9), weights)
def test_the_shares_of_a_negative_total_mirror_those_of_the_positive(total: int, drawn: list[int]) -> None:
    assert share_out(-total, drawn) == [-part for part in share_out(total, drawn)]


def test_equal_remainders_go_to_the_earlier_place() -> None:
    assert share_out(2, [1, 1, 1]) == [1, 1, 0]
    assert share_out(10, [1, 2, 1]) == [3, 5, 2]


def test_without_any_weight_the_first_place_takes_all() -> None:
    assert share_out(7, [0, 0]) == [7, 0]


def test_nowhere_to_share_to_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        share_out(1, [])

"""Exact decimals and round numbers between two values."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from models.geo.classes import decimal_of, magnitude, roundest_between, whole_decimal

numbers = st.fractions(min_value=-(10**13), max_value=10**13, max_denominator=10**6)


@pytest.mark.parametrize(
    ("low", "high", "closed", "open_"),
    [
        ("18", "22.5", "20", "20"),
        ("4.2", "10", "10", "7"),
        ("12", "15", "14", "14"),
        ("15", "4800", "2000", "2000"),
        ("-40", "-15", "-30", "-30"),
        ("-2", "0", "0", "-1"),
        ("-1", "3", "0", "0"),
        ("1.998", "2", "2", "1.999"),
    ],
)
def test_bounds_are_as_round_as_their_gap_allows(low: str, high: str, closed: str, open_: str) -> None:
    ends = Fraction(low), Fraction(high)
    assert roundest_between(*ends, high_allowed=True) == Fraction(closed)
    assert roundest_between(*ends, high_allowed=False) == Fraction(open_)


@given(numbers, numbers, st.booleans())
def test_a_round_number_lies_in_its_gap_and_ends(one: Fraction, other: Fraction, closed: bool) -> None:
    low, high = sorted((one, other))
    if low == high:
        with pytest.raises(ValueError, match="nothing between"):
            roundest_between(low, high, high_allowed=closed)
        return
    found = roundest_between(low, high, high_allowed=closed)
    assert low < found < high or (closed and found == high)
    assert Fraction(whole_decimal(found)) == found


@given(numbers.filter(lambda value: value > 0))
def test_magnitude_is_the_power_of_ten_below(value: Fraction) -> None:
    power = Fraction(10) ** magnitude(value)
    assert power <= value < 10 * power


def test_decimals_are_rounded_once_and_half_up() -> None:
    assert decimal_of(Fraction(12_345, 1000), 2) == Decimal("12.35")
    assert decimal_of(Fraction(-12_345, 1000), 2) == Decimal("-12.35")
    assert decimal_of(Fraction(2_450), -2) == Decimal("2500")
    assert str(whole_decimal(Fraction(5, 8))) == "0.625"
    with pytest.raises(ValueError, match="no end"):
        whole_decimal(Fraction(1, 3))

"""Exact fractions as decimals for the screen, and round numbers that lie between two values.

Belongs here: arithmetic without floats. Does not: how a number is written (models/wording/numbers.py).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from models.money import divide_half_up


def power_of_ten(exponent: int) -> Fraction:
    return Fraction(10) ** exponent


def decimal_of(value: Fraction, places: int) -> Decimal:
    """Rounded once, halves away from zero.

    >>> decimal_of(Fraction(1, 3), 2), decimal_of(Fraction(-5, 2), 0)
    (Decimal('0.33'), Decimal('-3'))
    """
    scaled = value * power_of_ten(places)
    return Decimal(f"{divide_half_up(scaled.numerator, scaled.denominator)}E{-places}")


def by_size(value: Fraction) -> tuple[float, Fraction]:
    """Sorts like the value itself, many times as fast: the quotient rounded to a float decides wherever it can."""
    return value.numerator / value.denominator, value


def whole_decimal(value: Fraction) -> Decimal:
    """A terminating fraction as the decimal that equals it. Raises ValueError for one that never ends."""
    places, rest = 0, value.denominator
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        raise ValueError(f"{value} has no end as a decimal")
    return decimal_of(value, places)


def magnitude(value: Fraction) -> int:
    """The exponent of the power of ten at or below a positive value.

    >>> magnitude(Fraction(77, 10)), magnitude(Fraction(1000)), magnitude(Fraction(3, 1000))
    (0, 3, -3)
    """
    if value <= 0:
        raise ValueError("only a positive value has a magnitude")
    exponent = len(str(value.numerator)) - len(str(value.denominator))
    return exponent if power_of_ten(exponent) <= value else exponent - 1


def roundest_between(low: Fraction, high: Fraction, *, high_allowed: bool) -> Fraction:
    """The number with the fewest digits above `low` and below `high` (or equal to it where allowed), nearest the middle.

    >>> roundest_between(Fraction(183, 10), Fraction(241, 10), high_allowed=True)
    Fraction(20, 1)
    """
    if low >= high:
        raise ValueError("there is nothing between")
    if low < 0 < high or (low < 0 == high and high_allowed):
        return Fraction(0)
    exponent = magnitude(max(abs(low), abs(high)))
    while True:
        step = power_of_ten(exponent)
        first = low // step + 1
        last = high // step if high_allowed else -(-high // step) - 1
        if first <= last:
            middle = round((low + high) / (2 * step))
            return min(max(middle, first), last) * step
        exponent -= 1

"""Money as whole đồng and exact rounding."""

import numpy as np
import numpy.typing as npt

PPM = 1_000_000
"""Percentages and growth are whole parts per million, so that no float ever touches money."""


def divide_half_up(numerator: int, denominator: int) -> int:
    """Quotient rounded to the nearest whole, halves away from zero; the denominator is positive.

    >>> divide_half_up(5, 2), divide_half_up(-5, 2), divide_half_up(7, 3)
    (3, -3, 2)
    """
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


def raised(amount: int, percent: int) -> int:
    """An amount so many percent higher, in whole đồng."""
    return divide_half_up(amount * (100 + percent), 100)


def share_out(total: int, weights: list[int]) -> list[int]:
    """Split a whole total over weights by largest remainder; the parts sum to the total exactly.

    Ties go to the earlier place, so two runs agree. All weights zero: everything goes to the first place.
    """
    if not weights:
        raise ValueError("nothing to share out to")
    if total < 0:
        return [-part for part in share_out(-total, weights)]
    whole = sum(weights)
    if whole == 0:
        return [total] + [0] * (len(weights) - 1)
    parts = [total * weight // whole for weight in weights]
    remainders = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in remainders[: total - sum(parts)]:
        parts[i] += 1
    return parts


def rounded(numerators: npt.NDArray[np.int64], denominator: int | npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """`divide_half_up` of whole arrays: halves away from zero, denominators positive; twice the numerator must fit
    int64."""
    least = int(numerators.min(initial=0))
    if least >= 0 and isinstance(denominator, int) and denominator % 2 == 0:
        quotient: npt.NDArray[np.int64] = (numerators + denominator // 2) // denominator
        return quotient
    magnitude: npt.NDArray[np.int64] = np.floor_divide(
        2 * np.abs(numerators) + denominator, 2 * denominator, dtype=np.int64
    )
    if least >= 0:
        return magnitude
    signed: npt.NDArray[np.int64] = np.where(numerators < 0, -magnitude, magnitude)
    return signed


LIMIT = 2**61
"""Products above this are multiplied as Python integers: int64 would wrap without a word."""


def scaled(
    numerators: npt.NDArray[np.int64], factor: npt.NDArray[np.int64], denominator: int | npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """numerators x factor : denominator, rounded once, whatever the size of the product."""
    largest = int(np.abs(numerators).max(initial=0)) * int(np.abs(factor).max(initial=0))
    if largest < LIMIT:
        return rounded(numerators * factor, denominator)
    exact = numerators.astype(object) * factor.astype(object)
    whole = np.asarray(denominator).astype(object)
    up = (2 * abs(exact) + whole) // (2 * whole)
    result: npt.NDArray[np.int64] = np.where(exact < 0, -up, up).astype(np.int64)
    return result

"""Money as whole đồng and exact rounding.

Belongs here: integer arithmetic on amounts. Does not: how an amount looks (pages/components/numbers.py).
"""

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

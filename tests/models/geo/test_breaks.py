"""Bounds by the three methods, against plain counting."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given, strategies as st

from models.geo.classes import Method, bounds, whole_decimal
from tests.models.atlas.drawn import amounts, methods


def parts_of(ordered: Sequence[Fraction], found: Sequence[Fraction]) -> list[list[Fraction]]:
    edges = [None, *found, None]
    return [
        [v for v in ordered if (low is None or v >= low) and (high is None or v < high)]
        for low, high in pairwise(edges)
    ]


def squares(part: Sequence[Fraction]) -> Fraction:
    mean = sum(part, Fraction(0)) / len(part)
    return sum(((value - mean) ** 2 for value in part), Fraction(0))


@given(st.lists(amounts, max_size=40), methods, st.integers(2, 5), st.booleans())
def test_classes_are_never_more_than_asked_nor_than_values(
    drawn: list[Fraction], method: Method, classes: int, from_zero: bool
) -> None:
    numbers = [abs(value) for value in drawn if value] if from_zero else drawn
    found = bounds(method, numbers, classes, from_zero=from_zero)
    assert list(found) == sorted(set(found))
    assert len(found) < max(1, min(classes, len(set(numbers)))) or not found
    if method != "equal" and numbers:
        parts = parts_of(sorted(numbers), found)
        assert all(parts)  # ties never empty a class
        if method == "quantile" or max(numbers) - min(numbers) < 10**6:
            assert len(parts) == min(classes, len(set(numbers)))


@given(st.lists(st.integers(0, 60), min_size=2, max_size=9), st.integers(2, 5))
def test_natural_breaks_have_the_least_spread_within_classes(numbers: list[int], classes: int) -> None:
    ordered = sorted(map(Fraction, numbers))
    distinct = sorted(set(ordered))
    count = min(classes, len(distinct))
    least = min(
        sum(squares(part) for part in parts_of(ordered, cuts)) for cuts in combinations(distinct[1:], count - 1)
    )
    found = sum(squares(part) for part in parts_of(ordered, bounds("natural", ordered, classes)))
    assert found == least


@given(st.lists(st.integers(0, 10**6), min_size=5, max_size=60, unique=True), st.integers(2, 5))
def test_quantiles_of_different_values_have_as_many_areas_each(numbers: list[int], classes: int) -> None:
    ordered = sorted(map(Fraction, numbers))
    sizes = [len(part) for part in parts_of(ordered, bounds("quantile", ordered, classes))]
    assert max(sizes) - min(sizes) <= 1


@given(st.lists(amounts, min_size=2, max_size=40), st.integers(2, 5))
def test_equal_classes_are_of_one_width_at_multiples_of_it(numbers: list[Fraction], classes: int) -> None:
    found = bounds("equal", numbers, classes)
    widths = {high - low for low, high in pairwise(found)}
    assert len(widths) <= 1
    for width in widths:
        assert found[0] % width == 0
        digits = whole_decimal(width).normalize().as_tuple().digits
        assert digits in ((1,), (1, 5), (2,), (2, 5), (3,), (4,), (5,))
    if len(set(numbers)) > 1:
        parts = parts_of(sorted(numbers), found)
        assert parts[0]
        assert parts[-1]


@pytest.mark.parametrize("method", ["quantile", "natural"])
def test_six_billions_of_dong_with_a_nearby_pair_are_told_apart(method: Method) -> None:
    """Squares of đồng have 22 digits; a float keeps 16 of them."""
    numbers = [
        Fraction(n) for n in (10**11, 10**11 + 3, 10**11 + 1_000, 10**11 + 1_001, 10**11 + 2_000, 10**11 + 2_002)
    ]
    sizes = [len(part) for part in parts_of(numbers, bounds(method, numbers, 3))]
    assert sizes == [2, 2, 2]

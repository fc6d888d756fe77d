"""Dots on a strip."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given

from models.geo.area_values import AreaValue
from models.geo.comparison import DOT, strip
from tests.models.atlas.drawn import maps, values


def test_dots_stand_by_value_and_touching_ones_side_by_side() -> None:
    found = strip(values(0, 50, 51, 50, 100, None))
    assert found is not None
    assert [(dot.code, dot.place, dot.lane) for dot in found.dots] == [
        ("347", 0, 0),
        ("349", Fraction(1, 2), 0),
        ("351", Fraction(1, 2), 1),
        ("350", Fraction(51, 100), 2),
        ("352", 1, 0),
    ]


def test_a_lane_is_free_again_behind_its_dot() -> None:
    found = strip(values(0, 3, 5, 100))
    assert found is not None
    assert [dot.lane for dot in found.dots] == [0, 1, 0, 0]


def test_averages_stretch_the_axis() -> None:
    found = strip(values(10, 20), [Fraction(30)])
    assert found is not None
    assert (found.low, found.high) == (10, 30)
    assert [dot.place for dot in found.dots] == [0, Fraction(1, 2)]
    assert [found.place(Fraction(value)) for value in (5, 25, 99)] == [0, Fraction(3, 4), 1]


def test_one_value_stands_in_the_middle_and_none_has_no_strip() -> None:
    found = strip(values(7, 7, None))
    assert found is not None
    assert [(dot.place, dot.lane) for dot in found.dots] == [(Fraction(1, 2), 0), (Fraction(1, 2), 1)]
    assert strip(values(None)) is None


@given(maps(least=1))
def test_no_two_dots_cover_each_other(drawn: list[AreaValue]) -> None:
    found = strip(drawn)
    assert found is not None
    assert {dot.code for dot in found.dots} == {value.code for value in drawn if value.known is not None}
    for lane in {dot.lane for dot in found.dots}:
        places = sorted(dot.place for dot in found.dots if dot.lane == lane)
        assert all(right - left >= DOT for left, right in pairwise(places))
    assert all(0 <= dot.place <= 1 for dot in found.dots)

"""From degrees to pixels, and lines across polygons."""

import math

from hypothesis import given
from hypothesis import strategies as st

from data.export.drawing.plane import dotting, fitted, hatching
from tests.data.export.drawing.sheets import shapes

SQUARE = [[(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]]
HOLED = [*SQUARE, [(20.0, 20.0), (80.0, 20.0), (80.0, 80.0), (20.0, 80.0)]]


def test_all_shapes_fit_the_box_and_north_is_up() -> None:
    plane, tall = fitted(shapes(), 10, 20, 500, 400)
    corners = [pixel for shape in shapes() for ring in plane.outline(shape) for pixel in ring]
    assert min(x for x, _y in corners) >= 10
    assert max(x for x, _y in corners) <= 510
    assert min(y for _x, y in corners) == 20
    assert abs(max(y for _x, y in corners) - (20 + tall)) < 0.1
    assert tall <= 400
    assert plane.pixel((105_900_000, 20_600_000))[1] < plane.pixel((105_900_000, 20_500_000))[1]


def test_a_kilometre_is_as_long_both_ways() -> None:
    plane, _tall = fitted(shapes(), 0, 0, 500, 500)
    x, y = plane.pixel((105_900_000, 20_500_000))
    east = plane.pixel((105_900_000 + round(100_000 / math.cos(math.radians(20.52))), 20_500_000))[0] - x
    north = y - plane.pixel((105_900_000, 20_600_000))[1]
    assert abs(east - north) < 0.3


def test_hatching_covers_the_area_but_not_its_hole() -> None:
    full = sum(math.dist(start, end) for start, end in hatching(SQUARE, 5))
    holed = sum(math.dist(start, end) for start, end in hatching(HOLED, 5))
    assert abs(full * 5 / 100**2 - 1) < 0.05
    assert abs(holed * 5 / (100**2 - 60**2) - 1) < 0.05


@given(st.lists(st.tuples(st.floats(-200, 200), st.floats(-200, 200)), min_size=3, max_size=12))
def test_lines_and_dots_stay_within_the_outline_whatever_it_is(ring: list[tuple[float, float]]) -> None:
    left, right = min(x for x, _y in ring) - 0.02, max(x for x, _y in ring) + 0.02
    top, foot = min(y for _x, y in ring) - 0.02, max(y for _x, y in ring) + 0.02
    for x, y in [*(end for line in hatching([ring]) for end in line), *dotting([ring])]:
        assert left <= x <= right
        assert top <= y <= foot

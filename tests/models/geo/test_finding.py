"""Which areas stand highest and lowest: ties, one area, nothing known."""

from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from models.geo.area_values import AreaMean, AreaValue, area_mean, area_value, extremes
from models.geo.classes import classify
from tests.examples import examples

DENSITY = {"347": 2036, "349": 1319, "350": 857, "351": 869, "352": 1138, "353": 1290}
LAND = {"347": "87.64", "349": "120.92", "350": "175.40", "351": "164.90", "352": "144.21", "353": "168.86"}


def values(amounts: dict[str, int | None]) -> list[AreaValue]:
    return [area_value(code, amount) for code, amount in amounts.items()]


def test_the_densest_and_the_thinnest_district() -> None:
    found = extremes(values(DENSITY))
    assert found is not None
    assert (found.highest, found.lowest) == (("347",), ("350",))
    assert found.times == Fraction(2036, 857)
    assert (found.known, found.of, found.all_equal) == (6, 6, False)


def test_ties_are_all_named_and_what_is_not_known_is_not_among_them() -> None:
    found = extremes([*values({"a": 7, "b": 7, "c": 2, "d": None}), area_value("e", 9, illustrative=True)])
    assert found is not None
    assert (found.highest, found.lowest, found.known, found.of) == (("a", "b"), ("c",), 3, 5)


def test_nothing_known_has_no_finding_and_one_area_is_both() -> None:
    assert extremes(values({"a": None})) is None
    found = extremes(values({"a": 0}))
    assert found is not None
    assert found.all_equal
    assert found.times is None, "how many times nought says nothing"


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_every_known_area_lies_between_the_two(amounts: list[int]) -> None:
    given_ = values({str(place): amount for place, amount in enumerate(amounts)})
    found = extremes(given_)
    assert found is not None
    assert [v.code for v in given_ if v.known == max(amounts)] == list(found.highest)
    assert [v.code for v in given_ if v.known == min(amounts)] == list(found.lowest)


def test_the_density_of_the_province_is_its_people_on_its_land() -> None:
    land = {code: Fraction(km2) for code, km2 in LAND.items()}
    mean = area_mean(values(DENSITY), None, land)
    assert isinstance(mean, AreaMean)
    assert mean.is_weighted, "so it is a figure of the province"
    assert round(mean.value) == 1176
    assert mean.value != sum(DENSITY.values()) / Fraction(6), "districts are not of one size"


@pytest.mark.parametrize("method", ["natural", "quantile"])
def test_six_areas_make_five_classes_where_an_area_may_be_one(method: str) -> None:
    assert len(classify(values(DENSITY), method, fine=True).scale.classes) == 5  # type: ignore[arg-type]
    assert len(classify(values(DENSITY), method).scale.classes) == 3  # type: ignore[arg-type]

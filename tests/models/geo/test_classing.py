"""Classes of a map: the worked cases of phan_lop.csv and what holds for every map."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from models.geo.area_values import AreaValue
from models.geo.classes import Classing, Method, Scale, ScaleError, ValueClass, between, by_hand, classify, locked
from tests.models.atlas.drawn import maps, methods, values
from tests.models.atlas.worked_classes import Case, cases, class_words, label


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_worked_cases(case: Case) -> None:
    assert {line.name: label(case.classing, line.value.code) for line in case.lines} == {
        line.name: line.label for line in case.lines
    }


def holds(one: ValueClass, value: Fraction) -> bool:
    """The words of the class, read literally."""
    if one.is_zero:
        return value == 0
    above = one.low is None or value > Fraction(one.low) or (value == Fraction(one.low) and not one.above_zero)
    return above and (one.high is None or value < Fraction(one.high))


@given(maps(), methods, st.integers(3, 5), st.booleans())
def test_every_known_value_is_in_exactly_one_class_and_no_other_value_in_any(
    drawn: list[AreaValue], method: Method, asked: int, pinned: bool
) -> None:
    found = classify(drawn, method, asked=asked, pinned=pinned)
    known = {value.code: value.known for value in drawn if value.known is not None}
    assert set(found.place_of) == set(known)
    for code, amount in known.items():
        assert [place for place, one in enumerate(found.scale.classes) if holds(one, amount)] == [found.place_of[code]]
    assert found.unclassed == {value.code: value.state for value in drawn if value.state != "known"}
    assert sum(line.areas for line in found.legend) == len(known)
    assert all(line.areas for line in found.legend)
    assert len(found.legend) <= asked
    if not pinned:
        assert len(found.scale.classes) <= max(2, (len(known) + 1) // 2)


@given(maps(least=1), maps(), methods, st.booleans())
def test_a_locked_scale_gives_equal_values_their_class_through_a_link(
    this_month: list[AreaValue], other_month: list[AreaValue], method: Method, pinned: bool
) -> None:
    now = classify(this_month, method, pinned=pinned)
    if not now.scale.bounds:
        with pytest.raises(ScaleError):
            locked(other_month, now.scale)
        return
    scale = Scale.parse(now.scale.text)
    assert scale == now.scale
    then = locked(other_month, scale)
    of_value = {value.known: now.place_of[value.code] for value in this_month if value.known is not None}
    for value in other_month:
        if value.known in of_value:
            assert then.place_of[value.code] == of_value[value.known]
    assert [line.value_class for line in then.legend] == list(scale.classes)


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=12),
    st.sampled_from(["quantile", "natural"]),
    st.sampled_from([4, 5]),
)
def test_a_rise_and_a_fall_of_one_size_are_of_one_depth(sizes: list[int], method: Method, asked: int) -> None:
    drawn = values(*sizes, *(-size for size in sizes), 0)
    found = classify(drawn, method, asked=asked, pinned=True)
    depths: dict[Fraction, set[int]] = {}
    for value in drawn:
        assert value.known is not None
        depths.setdefault(abs(value.known), set()).add(abs(found.place_of[value.code] - found.scale.below))
    assert all(len(depth) == 1 for depth in depths.values())
    assert len(found.scale.classes) == 1 + 2 * min(asked // 2, len(set(sizes)))


def test_a_side_without_great_changes_has_no_class_for_them() -> None:
    assert classify(values(-150, -20, 10, 300, 40, 90), "equal", asked=5, pinned=True).scale.text == "z0_150"
    assert classify(values(-151, -20, 10, 300, 40, 90), "equal", asked=5, pinned=True).scale.text == "z-150_0_150"


@pytest.mark.parametrize(
    ("numbers", "fewer"),
    [
        ((4, 12, 27, 18, 22, 10), "few_areas"),
        ((5, 5, 5, 5, 5, 9), "ties"),
        ((0,) * 6, "ties"),
        ((12, 15, 9, 11, 14, 4800), "gaps"),
        ((7,), "few_areas"),
        ((), None),
        (tuple(range(10)), None),
    ],
)
def test_the_reason_for_fewer_classes_is_known(numbers: tuple[int, ...], fewer: str | None) -> None:
    assert classify(values(*numbers), "equal").fewer == fewer


def test_all_equal_says_which_value() -> None:
    found = classify(values(5, 5, 5, None), "quantile")
    assert (found.single, [class_words(line.value_class) for line in found.legend]) == (5, ["Cùng một mức"])
    assert classify(values(5, 6), "quantile").single is None
    assert classify(values(None, None), "quantile").legend == ()


def test_bounds_by_hand_are_kept_as_typed() -> None:
    found = by_hand(values(1, 2, 3), [Decimal("2.50"), 100])
    assert [class_words(line.value_class) for line in found.legend] == [
        "Dưới 2,5",
        "2,5 đến dưới 100",
        "Từ 100 trở lên",
    ]
    assert [line.areas for line in found.legend] == [2, 1, 0]
    assert found.scale.places == 1


@pytest.mark.parametrize(
    ("given_bounds", "pinned", "reason"),
    [
        ([], False, "no_bounds"),
        ([5, 5], False, "not_ascending"),
        ([9, 5], False, "not_ascending"),
        ([1, 2, 3, 4, 5], False, "too_many"),
        ([1, 2], True, "zero_is_no_bound"),
        ([-3, -2, -1, 0], True, "too_many"),
    ],
)
def test_wrong_bounds_are_refused_with_a_reason(given_bounds: list[int], pinned: bool, reason: str) -> None:
    with pytest.raises(ScaleError) as refused:
        by_hand(values(1, 2), given_bounds, pinned=pinned)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "text",
    ["", "10_", "_10", "20_10", "10_10", "1e3", "1,5", "z10_20", "010", "10.0", "-0", " 10", "1_2_3_4_5", "nan", "١٠"],
)
def test_a_scale_of_a_link_is_read_strictly(text: str) -> None:
    with pytest.raises(ScaleError):
        Scale.parse(text)


def test_a_scale_as_text() -> None:
    for text in ("10_20", "z-50_0_50", "2.5", "-20_-10", "z0"):
        assert Scale.parse(text).text == text
    assert Scale.of([Fraction(5, 2), 1000]).text == "2.5_1000"
    assert Scale(()).text == ""


def test_three_to_five_classes_can_be_asked_for() -> None:
    for asked in (2, 6):
        with pytest.raises(ValueError, match="3 to 5"):
            classify(values(1, 2), "equal", asked=asked)


def test_ninety_eight_communes_get_the_five_classes_asked_for() -> None:
    found: Classing = classify(values(*(n * n for n in range(98))), "quantile", asked=5)
    assert [line.areas for line in found.legend] == [20, 19, 20, 19, 20]
    assert found.fewer is None


@pytest.mark.parametrize(
    ("low", "high", "asked", "text"),
    [
        (0, 460_000, 5, "100000_200000_300000_400000"),
        (0, 460_000, 3, "200000_400000"),
        (-180_000, 460_000, 5, "z0_200000_400000"),
        (-460_000, 90_000, 5, "z-400000_-200000_0"),
        (-180_000, 460_000, 4, "z0_250000"),
    ],
)
def test_a_figure_that_a_lever_moves_has_one_scale(low: int, high: int, asked: int, text: str) -> None:
    assert between(Fraction(low), Fraction(high), asked).text == text


def test_what_does_not_move_has_no_scale() -> None:
    assert between(Fraction(0), Fraction(0)).bounds == ()


@given(st.integers(-(10**12), 0), st.integers(0, 10**12), st.integers(3, 5))
def test_its_steps_are_equal_and_within_what_it_may_be(low: int, high: int, asked: int) -> None:
    scale = between(Fraction(low), Fraction(high), asked)
    assert len({after - before for before, after in pairwise(scale.bounds)}) <= 1
    assert all(low <= bound <= high for bound in scale.bounds)
    assert scale.pinned == (low < 0)

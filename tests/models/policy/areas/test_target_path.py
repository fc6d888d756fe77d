"""The way from a figure to a target: worked by hand, and what holds for any figure, target and years."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from models.policy.areas.targets import RATE, Aim, TargetDueError, target_path

counts = st.integers(0, 10**7).map(Decimal)
rates = st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)
years = st.integers(2020, 2035)


def test_the_trained_share_of_2023_to_80_percent_in_2027() -> None:
    """(80 - 74) : 4 = 1,5 điểm phần trăm mỗi năm."""
    path = target_path(Decimal(74), 2023, Decimal(80), 2027, unit=RATE)
    assert (path.change, path.mean) == (6, Fraction(3, 2))
    assert [(each.year, each.value) for each in path.years] == [
        (2024, Decimal("75.5")),
        (2025, Decimal("77")),
        (2026, Decimal("78.5")),
        (2027, Decimal("80")),
    ]


def test_the_poverty_rate_of_2023_to_1_percent_in_2026() -> None:
    """(1,00 - 2,11) : 3 = -0,37 điểm phần trăm mỗi năm."""
    path = target_path(Decimal("2.1100"), 2023, Decimal(1), 2026, unit=RATE, aim="at_most")
    assert [each.change for each in path.years] == [Decimal("-0.37")] * 3
    assert path.years[-1].value == 1


def test_a_change_that_does_not_divide_ends_at_the_target_exactly() -> None:
    """7 : 3 = 2,33...: 2,33 + 2,34 + 2,33."""
    path = target_path(Decimal(74), 2023, Decimal(81), 2026, unit=RATE)
    assert [each.change for each in path.years] == [Decimal("2.33"), Decimal("2.34"), Decimal("2.33")]
    assert (path.mean, path.years[-1].value) == (Fraction(7, 3), 81)


def test_households_change_by_whole_households() -> None:
    """(4.000 - 5.915) : 2 = -957,5: -958 rồi -957."""
    path = target_path(5_915, 2023, 4_000, 2025, unit="households", aim="at_most")
    assert [each.change for each in path.years] == [-958, -957]


@pytest.mark.parametrize(
    ("figure", "target", "aim"), [(81, 80, "at_least"), (80, 80, "at_least"), (1, 2, "at_most"), (2, 2, "at_most")]
)
def test_what_is_reached_takes_no_change(figure: int, target: int, aim: Aim) -> None:
    path = target_path(figure, 2023, target, 2025, unit=RATE, aim=aim)
    assert path.reached
    assert [(each.value, each.change) for each in path.years] == [(figure, 0), (figure, 0)]


@pytest.mark.parametrize("due", [2023, 2022])
def test_a_target_due_already_has_no_way(due: int) -> None:
    with pytest.raises(TargetDueError):
        target_path(74, 2023, 80, due, unit=RATE)


@given(
    st.one_of(st.tuples(counts, counts, st.just("people")), st.tuples(rates, rates, st.just(RATE))),
    years,
    st.integers(1, 15),
)
def test_the_changes_of_the_years_make_the_whole(drawn: tuple[Decimal, Decimal, str], year: int, count: int) -> None:
    figure, target, unit = drawn
    aim: Aim = "at_least" if target >= figure else "at_most"
    path = target_path(figure, year, target, year + count, unit=unit, aim=aim)
    assert [each.year for each in path.years] == list(range(year + 1, year + count + 1))
    assert sum(each.change for each in path.years) == path.change == target - figure
    assert path.years[-1].value == target
    step = Decimal("0.01") if unit == RATE else Decimal(1)
    for each, before in zip(path.years, [figure, *(each.value for each in path.years)], strict=False):
        assert each.value - before == each.change
        assert each.change % step == 0
        assert abs(Fraction(each.change) - path.mean) <= Fraction(step)

"""What the estimate covers, and the figures of the sentence a leader reads aloud. Who pays: test_funding.py."""

import polars as pl
import pytest
from hypothesis import given, strategies as st

from models.periods import Month, month_range
from models.policy.answers.funding import budget_line
from models.policy.answers.whatif import headline, year_bills
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.schemes import CENTRE, MERIT, PROGRAMMES, PROTECTION
from tests.models.seed_frames import HORIZON, NOVEMBER_2026, Seed, scenario

YEAR = month_range(Month(2024, 1), 12)
amounts = st.integers(0, 10**11)


def test_programmes_name_the_scheme_each_one_totals() -> None:
    assert PROGRAMMES == {"Bảo trợ xã hội": PROTECTION, "Người có công": MERIT}
    assert [scheme.allowance for scheme in (PROTECTION, CENTRE, MERIT)] == [True, False, True]


@given(amounts, st.lists(amounts, min_size=12, max_size=12))
def test_an_estimate_is_spent_to_the_đồng(estimate: int, paid: list[int]) -> None:
    line = budget_line(estimate, YEAR, paid)
    assert line.spent_vnd == sum(paid)
    assert line.balance_vnd == estimate - sum(paid)
    assert (line.runs_out is None) == (line.balance_vnd >= 0)
    if line.runs_out is not None:
        place = YEAR.index(line.runs_out)
        assert line.left_before_vnd == estimate - sum(paid[:place])
        assert 0 <= line.left_before_vnd < paid[place]


@pytest.mark.parametrize(
    ("estimate", "month", "left"),
    [(0, Month(2024, 1), 0), (99, Month(2024, 10), 9), (119, Month(2024, 12), 9), (120, None, 0)],
)
def test_the_estimate_runs_out_in_the_month_it_no_longer_covers(estimate: int, month: Month | None, left: int) -> None:
    line = budget_line(estimate, YEAR, [10] * 12)
    assert (line.runs_out, line.left_before_vnd) == (month, left)


def test_months_and_payments_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        budget_line(1, YEAR, [1])


def test_only_whole_budget_years_are_quoted(seed: Seed, province: Baseline) -> None:
    cube = project_cube(province, seed.law, scenario(), HORIZON[3:30])
    assert [bill.year for bill in year_bills(cube, PROTECTION, "entitled")] == [2024]


def test_a_month_outside_the_cube_has_no_headline(seed: Seed, province: Baseline) -> None:
    chosen = scenario(norm=500_000, applies_from="2027-01")
    cube = project_cube(province, seed.law, chosen, HORIZON[:24])
    with pytest.raises(KeyError):
        headline(cube, PROTECTION, seed.law, chosen)


@pytest.mark.parametrize(("first_paid", "months"), [("2024-07", 0), ("", 1), ("2024-10", 3), ("2025-02", 7)])
def test_back_pay_is_the_increase_of_the_months_before_the_first_list(
    seed: Seed, province: Baseline, first_paid: str, months: int
) -> None:
    chosen = scenario(norm=500_000, first_paid=first_paid)
    found = headline(project_cube(province, seed.law, chosen, HORIZON), PROTECTION, seed.law, chosen)
    assert found.back_pay_vnd == months * found.increase_vnd == months * 9_333_333_333


def test_back_pay_beyond_the_horizon_is_not_quoted(seed: Seed, province: Baseline) -> None:
    chosen = scenario(norm=500_000, applies_from="2027-12")
    cube = project_cube(province, seed.law, chosen, HORIZON)
    assert headline(cube, PROTECTION, seed.law, chosen).back_pay_vnd == 0
    assert (cube.vnd["scenario", "paid"] == cube.vnd["baseline", "paid"]).all()


def test_back_pay_in_the_last_month_of_the_horizon_is_paid(seed: Seed, province: Baseline) -> None:
    chosen = scenario(norm=500_000)
    cube = project_cube(province, seed.law, chosen, HORIZON[:20])
    assert (cube.months[-1], cube.total("scenario", "paid", PROTECTION.code)[-1]) == (Month(2024, 8), 42_666_666_666)


def test_back_pay_is_only_what_goes_beyond_the_laws_own(seed: Seed, province: Baseline) -> None:
    """600.000 from 7/2026, paid from 11/2026, the social pension with it: the law's own list of November pays four
    months of 540.000 already."""
    chosen = scenario(NOVEMBER_2026, norm=600_000, applies_from="2026-07", first_paid="2026-11", provincial="0")
    found = headline(project_cube(province, seed.law, chosen, HORIZON), PROTECTION, seed.law, chosen)
    assert (found.norm_before, found.norm_after) == (540_000, 600_000)
    assert found.increase_vnd == 4_000_000_000
    assert found.back_pay_vnd == 4 * 4_000_000_000


def test_more_people_move_the_headcount_and_not_the_norm(seed: Seed, province: Baseline) -> None:
    """The row no group explains is moved by the norm alone: 24.012 x 1,05 - 12 = 25.200,6 triệu."""
    chosen = scenario(people_change=5)
    found = headline(project_cube(province, seed.law, chosen, HORIZON), PROTECTION, seed.law, chosen)
    assert (found.norm_before, found.norm_after) == (360_000, 360_000)
    assert found.scenario_vnd == 25_200_600_000
    groups = seed.mine(PROTECTION).filter(pl.col("group") != "")["people"].to_list()
    assert found.baseline_people == sum(groups) == 45_575
    # 45.575 x 1,05 = 47.853,75: of the total, however finely it is split.
    assert found.scenario_people == 47_854
    assert found.back_pay_vnd == 0
    centre = headline(project_cube(province, seed.law, chosen, HORIZON), CENTRE, seed.law, chosen)
    assert (centre.baseline_vnd, centre.scenario_vnd, centre.scenario_people) == (433_440_000, 433_440_000, 301)

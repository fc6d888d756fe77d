"""How much of an increase the province decides by itself: what lies above the national norm, and the groups it adds."""

import pytest
from hypothesis import given, settings

from models.periods import Month
from models.policy.answers.funding import FundingPlan, increment_plan
from models.policy.areas import protection
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.levers import LeverValue, Scenario
from models.policy.schemes import CARERS, PROTECTION, Scheme
from tests.examples import examples
from tests.models.lever_strategies import protection_scenarios, without
from tests.models.seed_frames import NOVEMBER_2026, Seed

JANUARY_2027 = Month(2027, 1)
D: dict[str, LeverValue] = {"norm": 600_000, "norm_provincial": "1"}
WITH: dict[str, LeverValue] = {"with_social_pension": "1"}
WITHOUT = 2_885_140_000
"""48.119 x 60.000 - 2.000.000: 18.581 of the 66.700 shares have the social pension, which a resolution leaves alone."""


def plan_of(seed: Seed, baseline: Baseline, scheme: Scheme = PROTECTION, **levers: LeverValue) -> FundingPlan:
    """From 01/2027 on the law of November 2026, where the national norm is 540.000."""
    values = {f"protection.{key.replace('__', '.')}": value for key, value in levers.items()}
    chosen = Scenario.of(NOVEMBER_2026, protection.LEVERS, {"protection.norm_applies_from": "2027-01", **values})
    cube = project_cube(baseline, seed.law, chosen, chosen.months)
    return increment_plan(cube, scheme, seed.law, chosen, JANUARY_2027)


@pytest.mark.parametrize(
    ("levers", "total", "alone"),
    [
        # the whole rise is the province's, by its own word and by rule (600.000 is no decree's norm)
        (D, WITHOUT, WITHOUT),
        ({"norm": 600_000}, WITHOUT, WITHOUT),
        # with the social pension 66.700 x 60.000 - 2.000.000
        (D | WITH, 4_000_000_000, 4_000_000_000),
        # a national rise of the same size is not, and has the social pension in it
        ({"norm": 600_000, "norm_provincial": "0"}, 4_000_000_000, 0),
        # what the province adds to the social pension is: 18.581 x 50.000
        ({"pension_supplement": 50_000}, 929_050_000, 929_050_000),
        (
            {"norm": 600_000, "norm_provincial": "0", "pension_supplement": 50_000},
            4_000_000_000 + 929_050_000,
            929_050_000,
        ),
        ({"pension_supplement": 50_000} | D, WITHOUT + 929_050_000, WITHOUT + 929_050_000),
        # 100 more of 80 and over have the law's amount
        ({"people__elderly_80_no_pension": 100} | D, WITHOUT + 54_000_000, WITHOUT),
        # more people of the decree's groups are not
        ({"people__disab_severe": 100}, 100 * 810_000, 0),
        # groups the province adds are, at any norm: 1.000 x 540.000, or x 600.000 beside its own rise
        ({"widened__wider_disab_light": 1_000}, 540_000_000, 540_000_000),
        ({"widened__wider_disab_light": 1_000} | D, WITHOUT + 600_000_000, WITHOUT + 600_000_000),
        # 100 more of a decree's group beside its own rise: 100 x 1,5 x 600.000, of which 540.000 are national
        ({"people__disab_severe": 100} | D, WITHOUT + 90_000_000, WITHOUT + 9_000_000),
        # both at once
        (
            {"people__disab_severe": 100, "widened__wider_half_orphan": 10} | D,
            WITHOUT + 96_000_000,
            WITHOUT + 15_000_000,
        ),
    ],
)
def test_what_the_province_decides_alone(
    seed: Seed, province: Baseline, levers: dict[str, LeverValue], total: int, alone: int
) -> None:
    plan = plan_of(seed, province, **levers)
    assert (plan.total_vnd, plan.local_alone_vnd) == (total, alone)


def test_carers_of_a_provincial_rise_cost_nothing_more(seed: Seed, province: Baseline) -> None:
    plan = plan_of(seed, province, CARERS, carers__foster_elder=100, **D)
    assert (plan.total_vnd, plan.local_alone_vnd) == (0, 0)


@settings(max_examples=examples(60), deadline=None)
@given(protection_scenarios())
def test_without_a_rise_or_group_of_its_own_nothing_is_local_alone(
    seed: Seed, province: Baseline, drawn: Scenario
) -> None:
    of_its_own = [
        lever for lever in protection.LEVERS if lever.key.startswith(("protection.widened.", "protection.lower_age"))
    ]
    chosen = without(drawn, protection.PENSION_SUPPLEMENT, *of_its_own).with_value(protection.PROVINCIAL.key, "0")
    cube = project_cube(province.of_area("protection"), seed.law, chosen, chosen.months)
    for month in (Month(2024, 7), JANUARY_2027):
        assert increment_plan(cube, PROTECTION, seed.law, chosen, month).local_alone_vnd == 0

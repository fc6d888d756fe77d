"""Levers that stand off their default and move nothing, beside others that do: each says why on itself."""

from datetime import date

import pytest

from models.policy.answers.notes import merit_idle, protection_idle
from models.policy.areas import merit, protection
from models.policy.engine.baseline import Baseline
from models.policy.levers.levers import LeverValue, Scenario
from tests.models.policy.answers.test_idle_levers import picture
from tests.models.seed_frames import END_2023, NOVEMBER_2026, Seed

Settings = dict[str, LeverValue]


@pytest.mark.parametrize(
    ("lever", "others", "day"),
    [
        # a norm below the law's, or equal to it, beside another measure that moves the bill
        ({"norm": 400_000}, {"people_change": 5}, NOVEMBER_2026),
        # a month of first payment where neither norm nor coefficients rise: people are paid at once
        ({"norm_first_paid": "2024-12"}, {"people_change": 5}, END_2023),
        # the assumed number that is not the chosen one: it enters no range for the pension
        ({"aged_70.low": 50}, {"pension_70": 1, "aged_70.central": 90}, NOVEMBER_2026),
        # all three, and the poor among them, on a law without the pension
        ({"aged_70.central": 50}, {"pension_70": 1}, END_2023),
        ({"aged_70_poor": 50}, {"pension_70": 1, "aged_70.central": 90}, END_2023),
        # nobody is left once the poor are taken off
        ({"pension_70": 1}, {"aged_70.central": 90, "aged_70_poor": 90}, NOVEMBER_2026),
        # a lower age from 7/2025 on is said to be idle, what hangs on it is not
        ({"aged_75.central": 50}, {"lower_age": 1, "norm_applies_from": "2025-07"}, NOVEMBER_2026),
        ({"assumption": "high"}, {"lower_age": 1, "norm_applies_from": "2025-07"}, NOVEMBER_2026),
        ({"widened_coefficient": "3"}, {"lower_age": 1, "norm_applies_from": "2025-07"}, NOVEMBER_2026),
    ],
    ids=lambda part: next(iter(part)) if isinstance(part, dict) else None,
)
def test_a_lever_of_protection_without_effect_says_so(
    seed: Seed, province: Baseline, lever: Settings, others: Settings, day: date
) -> None:
    def scenario(values: Settings) -> Scenario:
        return Scenario.of(day, protection.LEVERS, {f"protection.{key}": value for key, value in values.items()})

    moved = scenario({**others, **lever})
    if picture(seed, province, "protection", moved) != picture(seed, province, "protection", scenario(others)):
        return
    assert {f"protection.{key}" for key in lever} <= set(protection_idle(moved, seed.law, province))


@pytest.mark.parametrize(
    "lever", [{"norm": 2_055_000}, {"norm_first_paid": "2024-12"}], ids=lambda part: next(iter(part))
)
def test_a_lever_of_merit_without_effect_says_so(seed: Seed, province: Baseline, lever: Settings) -> None:
    def scenario(values: Settings) -> Scenario:
        return Scenario.of(END_2023, merit.LEVERS, {f"merit.{key}": value for key, value in values.items()})

    others: Settings = {"people_change": 5}
    moved = scenario({**others, **lever})
    assert picture(seed, province, "merit", moved) == picture(seed, province, "merit", scenario(others))
    assert {f"merit.{key}" for key in lever} <= set(merit_idle(moved, seed.law))

"""The waterfall: bars sum to the headline, and the order of measures moves nothing but the interaction."""

import random
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from models.policy.answers import whatif
from models.policy.answers.whatif import (
    MERIT_MEASURES,
    PROTECTION_MEASURES,
    Bar,
    Measure,
    headline,
    measures_of,
    waterfall,
)
from models.policy.areas import merit, protection
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.levers import Scenario
from models.policy.schemes import MERIT, PROTECTION, Scheme
from tests.examples import examples
from tests.models.lever_strategies import merit_scenarios, protection_scenarios
from tests.models.seed_frames import END_2023, Seed, golden

scenarios = st.one_of(
    protection_scenarios().map(lambda drawn: (PROTECTION, drawn)), merit_scenarios().map(lambda drawn: (MERIT, drawn))
)


def bars_of(seed: Seed, baseline: Baseline, scheme: Scheme, chosen: Scenario) -> tuple[tuple[Bar, ...], int]:
    """The bars, and the increase of the headline they are of."""
    mine = baseline.of_area(scheme.policy_area)
    found = headline(project_cube(mine, seed.law, chosen, chosen.months), scheme, seed.law, chosen)
    return waterfall(mine, seed.law, chosen, scheme, chosen.months, found.month), found.increase_vnd


@settings(max_examples=examples(80), deadline=None)
@given(scenarios)
def test_bars_sum_to_the_headline(seed: Seed, province: Baseline, drawn: tuple[Scheme, Scenario]) -> None:
    bars, increase = bars_of(seed, province, *drawn)
    assert sum(bar.vnd for bar in bars) == increase
    codes = [bar.code for bar in bars]
    assert len(set(codes)) == len(codes)
    assert (codes[-1:] == ["interaction"]) == (len(codes) > 1)


@settings(max_examples=examples(40), deadline=None)
@given(scenarios, st.randoms(use_true_random=False))
def test_the_order_of_measures_leaves_every_bar_as_it_is(
    seed: Seed, province: Baseline, drawn: tuple[Scheme, Scenario], shuffle: random.Random
) -> None:
    """With bars that sum to the headline, the interaction is then the same too, whatever the order."""
    before, _ = bars_of(seed, province, *drawn)
    name = "MERIT_MEASURES" if drawn[0] == MERIT else "PROTECTION_MEASURES"
    order = list(measures_of(drawn[0]))
    shuffle.shuffle(order)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whatif, name, tuple(order))
        after, _ = bars_of(seed, province, *drawn)
    assert {bar.code: bar.vnd for bar in before} == {bar.code: bar.vnd for bar in after}
    assert [bar.code for bar in after if bar.code != "interaction"] == [
        measure.code for measure in order if any(bar.code == measure.code for bar in before)
    ]


@settings(max_examples=examples(60), deadline=None)
@given(scenarios)
def test_a_measure_has_a_bar_when_one_of_its_levers_is_moved(
    seed: Seed, province: Baseline, drawn: tuple[Scheme, Scenario]
) -> None:
    scheme, chosen = drawn
    bars, _ = bars_of(seed, province, *drawn)
    moved = {
        measure.code
        for measure in measures_of(scheme)
        if any(chosen.value(lever) != lever.default for lever in measure.levers)
    }
    assert {bar.code for bar in bars} - {"interaction"} == moved


def test_meeting_a_with_more_people_has_an_interaction(seed: Seed, province: Baseline) -> None:
    """Norm alone 9.333,3; 5 % more people alone 1.200,6; together 5 % of 9.338,0 more, the rest row being moved by the
    norm alone."""
    values = {"protection.norm": 500_000, "protection.people_change": 5}
    chosen = Scenario.of(END_2023, protection.LEVERS, values)
    bars, increase = bars_of(seed, province, PROTECTION, chosen)
    assert [(bar.code, bar.vnd) for bar in bars] == [
        ("norm", 9_333_333_333),
        ("growth", 1_200_600_000),
        ("interaction", 466_900_000),
    ]
    # 66.700 x 500.000 x 1,05 - 16.666.667 - 24.000.000.000
    assert increase == 11_000_833_333


def test_one_measure_alone_has_no_interaction(seed: Seed, province: Baseline) -> None:
    chosen = Scenario.of(END_2023, merit.LEVERS, {"merit.norm": 2_789_000})
    bars, increase = bars_of(seed, province, MERIT, chosen)
    assert [(bar.code, bar.vnd) for bar in bars] == [("norm", increase)]
    assert increase == 64_733_597_401 - 47_701_000_000


def test_nothing_moved_has_no_bars(seed: Seed, province: Baseline) -> None:
    assert bars_of(seed, province, PROTECTION, Scenario.of(END_2023, protection.LEVERS, {})) == ((), 0)
    assert bars_of(seed, province, MERIT, Scenario.of(date(2026, 11, 24), merit.LEVERS, {})) == ((), 0)


TIMING = {"norm_applies_from", "norm_first_paid", "norm_stops_after", "paid_together"}
HOW_MUCH = {"widened_coefficient", "aged_75.low", "aged_75.central", "aged_75.high", "assumption"}
"""Levers that say how large another lever's measure is: alone they do nothing."""


@pytest.mark.parametrize(
    ("area", "measures"), [("protection", PROTECTION_MEASURES), ("merit", MERIT_MEASURES)], ids=["protection", "merit"]
)
def test_what_moves_the_allowance_belongs_to_one_measure(area: str, measures: tuple[Measure, ...]) -> None:
    """A lever of the bill that hangs on no measure would hide in every bar: only the months, and how much, stand
    outside."""
    moves = {
        row["cần gạt"].removeprefix(f"{area}.")
        for row in golden("can_gat")
        if row["chương trình"] == area and not row["nguồn"]
    }
    inside = [lever.key.removeprefix(f"{area}.") for measure in measures for lever in measure.levers]
    assert len(set(inside)) == len(inside)
    assert set(inside) - {"norm_provincial"} == moves - TIMING - HOW_MUCH  # its row is that of the centres


def test_the_decline_of_merit_is_a_bar_of_its_own(seed: Seed, province: Baseline) -> None:
    chosen = Scenario.of(END_2023, merit.LEVERS, {"merit.norm": 2_789_000, "merit.monthly_decline": "5"})
    bars, _ = bars_of(seed, province, MERIT, chosen)
    assert [bar.code for bar in bars] == ["norm", "growth", "interaction"]

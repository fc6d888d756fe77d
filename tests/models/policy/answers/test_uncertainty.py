"""Ranges: a hedge in the report makes an interval, "=" makes none, and what is computed lies inside."""

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from models.periods import Month
from models.policy.answers.uncertainty import Range, hedge_interval, increase_range
from models.policy.answers.whatif import headline
from models.policy.areas import merit, protection
from models.policy.engine.baseline import Baseline, build_baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.levers import LeverValue, Scenario
from models.policy.schemes import MERIT, PROTECTION, Scheme
from tests.examples import examples
from tests.models.lever_strategies import merit_scenarios, protection_scenarios
from tests.models.seed_frames import END_2023, HORIZON, Seed

JULY_2024 = Month(2024, 7)
scenarios = st.one_of(
    protection_scenarios().map(lambda drawn: (PROTECTION, drawn)), merit_scenarios().map(lambda drawn: (MERIT, drawn))
)


def range_of(seed: Seed, baseline: Baseline, scheme: Scheme, chosen: Scenario) -> Range:
    """As the page asks for it: of the headline's month and increase."""
    mine = baseline.of_area(scheme.policy_area)
    found = headline(project_cube(mine, seed.law, chosen, chosen.months), scheme, seed.law, chosen)
    return increase_range(
        mine, seed.law, chosen, scheme, months=chosen.months, month=found.month, central_vnd=found.increase_vnd
    )


def hedged(seed: Seed, qualifier: str) -> Baseline:
    """The seed's baseline with every figure of the caseload hedged so."""
    caseload = seed.caseload.with_columns(pl.lit(qualifier).alias("qualifier"))
    return build_baseline(caseload, seed.groups, seed.areas, seed.law, seed.amounts, demo=False)


@pytest.fixture(scope="module")
def exact(seed: Seed) -> Baseline:
    return hedged(seed, "=")


def protection_of(**values: LeverValue) -> Scenario:
    return Scenario.of(END_2023, protection.LEVERS, {f"protection.{key}": value for key, value in values.items()})


@settings(max_examples=examples(60), deadline=None)
@given(scenarios)
def test_the_range_holds_what_is_computed(seed: Seed, province: Baseline, drawn: tuple[Scheme, Scenario]) -> None:
    found = range_of(seed, province, *drawn)
    assert found.low_vnd <= found.central_vnd <= found.high_vnd
    assert found.is_a_range == (found.low_vnd < found.high_vnd)
    widths = [each.width for each in found.inputs]
    assert widths == sorted(widths, reverse=True)
    assert all(each.low <= each.high for each in found.inputs)
    for each in found.inputs:
        assert found.low_vnd <= min(each.low_vnd, each.high_vnd) <= max(each.low_vnd, each.high_vnd) <= found.high_vnd


@settings(max_examples=examples(40), deadline=None)
@given(scenarios)
def test_two_runs_give_the_same_range(seed: Seed, province: Baseline, drawn: tuple[Scheme, Scenario]) -> None:
    assert range_of(seed, province, *drawn) == range_of(seed, province, *drawn)


@settings(max_examples=examples(40), deadline=None)
@given(scenarios)
def test_an_exact_figure_gives_no_interval(seed: Seed, exact: Baseline, drawn: tuple[Scheme, Scenario]) -> None:
    scheme, chosen = drawn
    found = range_of(seed, exact, scheme, chosen)
    assert "bill" not in [each.code for each in found.inputs]
    if scheme == MERIT or chosen.value(protection.LOWER_AGE) == 0:
        assert (found.low_vnd, found.high_vnd, found.inputs) == (found.central_vnd, found.central_vnd, ())
        assert not found.is_a_range


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [
        # 24 tỷ x 500 : 360 - 24 tỷ; "trên" reaches 24.999.999.999: 9.722,2; "gần" goes down to 23.000.000.001: 8.944,4
        (">", 9_333_333_333, 9_722_222_222),
        ("<", 8_944_444_445, 9_333_333_333),
        ("~", 9_138_888_889, 9_527_777_777),
        ("=", 9_333_333_333, 9_333_333_333),
    ],
)
def test_meeting_a_with_another_hedge(seed: Seed, qualifier: str, low: int, high: int) -> None:
    found = range_of(seed, hedged(seed, qualifier), PROTECTION, protection_of(norm=500_000))
    assert (found.low_vnd, found.central_vnd, found.high_vnd) == (low, 9_333_333_333, high)
    assert found.is_a_range == (qualifier != "=")


def test_the_reports_own_hedge_is_an_interval_and_taking_it_away_removes_it(seed: Seed, province: Baseline) -> None:
    """Trên 24 tỷ, gần 47.701 triệu: both are hedged; the same rows with "=" are not."""
    for scheme, chosen in (
        (PROTECTION, protection_of(norm=500_000)),
        (MERIT, Scenario.of(END_2023, merit.LEVERS, {"merit.norm": 2_789_000})),
    ):
        assert range_of(seed, province, scheme, chosen).is_a_range
        assert not range_of(seed, hedged(seed, "="), scheme, chosen).is_a_range


def test_only_the_bills_own_hedge_counts(seed: Seed) -> None:
    """The hedge of another scheme's rows leaves this one's range as it is."""
    other = pl.when(pl.col("scheme") == PROTECTION.code).then(pl.lit("=")).otherwise(pl.lit("~"))
    caseload = seed.caseload.with_columns(other.alias("qualifier"))
    baseline = build_baseline(caseload, seed.groups, seed.areas, seed.law, seed.amounts, demo=False)
    assert not range_of(seed, baseline, PROTECTION, protection_of(norm=500_000)).is_a_range


def test_a_lower_age_ranges_over_its_assumed_numbers(seed: Seed) -> None:
    """3.600, 4.400 and 5.200 people x 360.000."""
    found = range_of(seed, hedged(seed, "="), PROTECTION, protection_of(lower_age=1))
    assert (found.low_vnd, found.central_vnd, found.high_vnd) == (1_296_000_000, 1_584_000_000, 1_872_000_000)
    assert [(each.low, each.high) for each in found.inputs] == [(3_600, 5_200)]


@given(st.integers(0, 10**13), st.sampled_from("=<>~"))
def test_a_hedge_stays_within_one_unit_of_the_last_written_digit(value: int, qualifier: str) -> None:
    low, high = hedge_interval(value, qualifier)
    assert low <= value <= high
    unit = 1
    while value and value % (10 * unit) == 0 and unit < 10**9:
        unit *= 10
    assert high - low == (0 if qualifier == "=" else unit - 1)
    assert (low == value) if qualifier in ">=" else True
    assert (high == value) if qualifier in "<=" else True


@pytest.mark.parametrize("levers", [{}, {"norm_provincial": 1}, {"indexed_share": 35}, {"people_change": 7}])
def test_either_end_is_what_the_engine_gives_for_that_very_total(
    seed: Seed, province: Baseline, levers: dict[str, LeverValue]
) -> None:
    """The range is worked out without a projection; another total put into the figures and projected must agree."""
    chosen = protection_of(norm=530_000, **levers)
    told = range_of(seed, province, PROTECTION, chosen)
    total = (pl.col("scheme") == "protection") & (pl.col("group") == "")
    for bill, end in ((24_000_000_000, told.low_vnd), (24_999_999_999, told.high_vnd)):
        changed = seed.caseload.with_columns(
            pl.when(total).then(bill).otherwise(pl.col("amount_vnd")).alias("amount_vnd")
        )
        other = build_baseline(changed, seed.groups, seed.areas, seed.law, seed.amounts, demo=False)
        cube = project_cube(other, seed.law, chosen, HORIZON)
        assert headline(cube, PROTECTION, seed.law, chosen).increase_vnd == end

"""Tie-outs: the model against the report, and the report against itself."""

from decimal import Decimal

import polars as pl
import pytest

from models.policy.schemes import MERIT, PROTECTION
from models.policy.validation import ModelTotals, TieOut, group_totals, tie_outs
from tests.models.seed_frames import Seed


def reported(seed: Seed) -> dict[str, Decimal]:
    rows = seed.figures.filter((pl.col("period") == "2023") & (pl.col("quality") == "reported"))
    return {key: Decimal(value) for key, value in rows.select("indicator", "value").iter_rows()}


def totals(seed: Seed) -> tuple[ModelTotals, ModelTotals]:
    halves = seed.half_coefficients("protection")
    amounts = {group: half * 360_000 // 2 for group, half in halves.items()}
    dated = pl.col("applies_from") == pl.lit("2023-07-01").str.to_date()
    merit = dict(seed.amounts.filter((pl.col("scheme") == "merit") & dated).select("group", "amount_vnd").iter_rows())
    return group_totals(seed.mine(PROTECTION), amounts), group_totals(seed.mine(MERIT), merit)


def test_the_seed_ties_out(seed: Seed) -> None:
    checks = tie_outs(reported(seed), *totals(seed))
    assert [(check.reported, check.modelled, check.difference) for check in checks] == [
        (45_575, 45_575, 0),
        (24_000_000_000, 24_012_000_000, 12_000_000),
        (20_355, 20_355, 0),
        (47_701_000_000, 47_700_048_650, -951_350),
        (20_800, 20_800, 0),
    ]
    assert all(check.holds for check in checks)
    assert [check.unit for check in checks] == ["người", "đồng/tháng", "người", "đồng/tháng", "người"]


def test_people_must_tie_out_exactly_and_hedged_money_to_a_thousandth(seed: Seed) -> None:
    checks = tie_outs(reported(seed), *totals(seed))
    assert [check.tolerance for check in checks] == [0, 24_000_000, 0, 47_701_000, 0]


@pytest.mark.parametrize(("modelled", "holds"), [(1000, True), (1010, True), (990, True), (1011, False), (989, False)])
def test_a_check_holds_within_its_tolerance(modelled: int, holds: bool) -> None:
    check = TieOut("", "người", 1000, modelled, 10)
    assert check.holds == holds
    assert check.difference == modelled - 1000


def test_one_person_too_many_is_seen(seed: Seed) -> None:
    protection, merit = totals(seed)
    checks = tie_outs(reported(seed), ModelTotals(protection.people + 1, protection.amount_vnd), merit)
    assert [check.holds for check in checks] == [False, True, True, True, True]


def test_a_level_of_training_that_does_not_add_up_is_seen(seed: Seed) -> None:
    figures = {**reported(seed), "training.enrolled_short": Decimal(13_927)}
    assert [check.holds for check in tie_outs(figures, *totals(seed))] == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("missing", "left"), [("merit.monthly_budget", 4), ("training.enrolled_short", 4), ("training.enrolled", 4)]
)
def test_a_missing_figure_leaves_its_check_out(seed: Seed, missing: str, left: int) -> None:
    figures = {key: value for key, value in reported(seed).items() if key != missing}
    assert len(tie_outs(figures, *totals(seed))) == left


def test_nothing_reported_nothing_checked() -> None:
    assert tie_outs({}, ModelTotals(1, 1), ModelTotals(1, 1)) == ()


def test_groups_are_summed_by_units_and_the_programme_row_is_not_counted_twice(seed: Seed) -> None:
    found, _ = totals(seed)
    assert (found.people, found.amount_vnd) == (45_575, 66_700 * 360_000)

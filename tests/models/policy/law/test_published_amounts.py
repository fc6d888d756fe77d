"""What a share of merit is worth at any norm: the decrees' tables, the chain where a decree has none, the exact ratio
beyond and between."""

from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from models.money import divide_half_up
from models.periods import Month
from models.policy.answers.whatif import headline
from models.policy.areas import merit
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.law.law import DatedValue, Law, PublishedAmounts
from models.policy.levers.levers import LeverValue, Scenario
from models.policy.schemes import MERIT
from tests.examples import examples
from tests.models.seed_frames import HORIZON, NOVEMBER_2026, Seed, golden, whole

DAY_BEFORE_321 = date(2026, 6, 30)
JULY_2026 = Month(2026, 7)


def tables(seed: Seed, law: Law | None = None) -> PublishedAmounts:
    groups = seed.groups.filter(pl.col("scheme") == MERIT.code)["group"].to_list()
    return PublishedAmounts.of(seed.amounts, MERIT.code, MERIT.norm, law or seed.law, groups)


def a_share(found: PublishedAmounts, norm: int) -> dict[str, Fraction]:
    """What one share of each group is worth, exactly."""
    numerators, denominator = found.fraction(norm)
    return {group: Fraction(n, denominator) for group, n in zip(found.groups, numerators.tolist(), strict=True)}


def bill(seed: Seed, province: Baseline, norm: int, day: date = NOVEMBER_2026) -> int:
    values: dict[str, LeverValue] = {MERIT.norm: norm, "merit.norm_applies_from": "2026-12"}
    cube = project_cube(province.of_area("merit"), seed.law, Scenario.of(day, merit.LEVERS, values), HORIZON)
    return int(cube.total("scenario", "entitled", MERIT.code)[cube.month_index[Month(2026, 12)]])


def test_means_of_2026_are_of_amounts_raised_and_rounded_each(seed: Seed) -> None:
    found = tables(seed).amounts(3_012_000)
    wanted = {row["mã nhóm"]: whole(row["làm tròn nghìn"]) for row in golden("binh_quan_2026")}
    assert {group: found[group] for group in wanted} == wanted
    assert (found["invalid_21_40"], found["invalid_41_60"]) == (2_944_650, 4_875_650)


def test_a_decree_without_a_table_is_chained_whatever_its_norm(seed: Seed) -> None:
    """The decrees are the law's rows: 3.300.000 : 3.012.000 is 1,096."""
    entered = DatedValue(3_300_000, date(2028, 7, 1), "Nghị định 9/2028/NĐ-CP", "text")
    law = Law.of([*((name, row) for name, rows in seed.law.series for row in rows), (MERIT.norm, entered)])
    found = tables(seed, law)
    assert [found.kind(norm) for norm in (2_055_000, 2_789_000, 3_012_000, 3_300_000)] == ["published"] * 2 + [
        "chained"
    ] * 2
    assert found.amounts(3_300_000)["sick_soldier_71_80"] == 6_307_000  # 5.755.000 x 1,096 = 6.307.480
    assert tables(seed).amounts(3_300_000)["sick_soldier_71_80"] == 6_305_279  # 5.755.000 x 3.300 : 3.012


def test_a_higher_table_is_never_overtaken_from_below(seed: Seed) -> None:
    """The steps of NĐ 321 are rounded down as well as up; a thousand below it nobody has more."""
    found = tables(seed)
    below, at = found.amounts(3_011_999), found.amounts(3_012_000)
    assert all(below[group] <= at[group] for group in at)
    assert below["martyr_kin_1"] == 3_011_999


def test_one_thousand_more_than_the_norm_costs_its_share_of_the_bill(seed: Seed, province: Baseline) -> None:
    law_of_today = bill(seed, province, 3_012_000)
    assert law_of_today == 69_911_919_287
    added = bill(seed, province, 3_013_000) - law_of_today
    assert abs(added - Fraction(law_of_today, 3_012)) <= 27, "about 23,2 triệu, to a đồng a group"
    assert divide_half_up(added, 100_000) == 232


@pytest.mark.parametrize(("norm", "raised", "tenths"), [(3_012_000, 3_313_200, 11), (3_012_000, 3_614_400, 12)])
def test_ten_and_twenty_percent_more_norm_is_as_much_more_money(
    seed: Seed, province: Baseline, norm: int, raised: int, tenths: int
) -> None:
    assert abs(10 * bill(seed, province, raised) - tenths * bill(seed, province, norm)) <= 10 * 27


def test_ten_percent_more_than_the_reports_norm(seed: Seed) -> None:
    found = tables(seed)
    exact = a_share(found, 2_055_000)
    assert a_share(found, 2_260_500) == {group: amount * Fraction(11, 10) for group, amount in exact.items()}


def test_the_effect_of_decree_321_alone(seed: Seed, province: Baseline) -> None:
    """+5,18 tỷ a month from 7/2026, four months of it owed in the list of 11/2026."""
    values = {MERIT.norm: 3_012_000, "merit.norm_applies_from": "2026-07", "merit.norm_first_paid": "2026-11"}
    chosen = Scenario.of(DAY_BEFORE_321, merit.LEVERS, values)
    cube = project_cube(province.of_area("merit"), seed.law, chosen, HORIZON)
    found = headline(cube, MERIT, seed.law, chosen)
    assert (found.month, found.first_paid) == (JULY_2026, Month(2026, 11))
    assert (found.norm_before, found.norm_after) == (2_789_000, 3_012_000)
    assert (found.increase_vnd, found.back_pay_vnd) == (5_178_321_886, 4 * 5_178_321_886)


norms = st.integers(1, 4_500_000)


@settings(max_examples=examples(300), deadline=None)
@given(norms, norms)
def test_a_higher_norm_never_pays_anybody_less(seed: Seed, one: int, other: int) -> None:
    found = tables(seed)
    low, high = (a_share(found, norm) for norm in sorted((one, other)))
    assert all(low[group] <= high[group] for group in low)


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.integers(2_790_000, 4_500_000), max_size=4, unique=True), norms, norms)
def test_nor_does_it_with_other_decrees_that_have_no_table(
    seed: Seed, decrees: list[int], one: int, other: int
) -> None:
    rows = [*((name, row) for name, rows in seed.law.series for row in rows)]
    rows += [(MERIT.norm, DatedValue(n, date(2027 + i, 1, 1), "", "text")) for i, n in enumerate(sorted(decrees))]
    found = tables(seed, Law.of(rows))
    low, high = (a_share(found, norm) for norm in sorted((one, other)))
    assert all(low[group] <= high[group] for group in low)


@settings(max_examples=examples(200), deadline=None)
@given(st.integers(3_012_000, 4_500_000))
def test_beyond_the_last_decree_everybody_has_the_same_ratio(seed: Seed, norm: int) -> None:
    found = tables(seed)
    last = a_share(found, 3_012_000)
    assert a_share(found, norm) == {group: amount * Fraction(norm, 3_012_000) for group, amount in last.items()}


@settings(max_examples=examples(200), deadline=None)
@given(norms, st.sampled_from(list(merit.MERIT_LABELS)))
def test_the_written_factors_come_to_the_amount(seed: Seed, norm: int, group: str) -> None:
    found = tables(seed)
    amount, *ratio = found.factors(norm, group)
    assert amount * (Fraction(*ratio) if ratio else 1) == a_share(found, norm)[group]

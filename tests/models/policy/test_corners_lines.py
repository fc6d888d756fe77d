"""Corners of the lines beside the two allowances (centres, pension, cards, convalescence, …) in which the engine once
was wrong."""

from datetime import date

from models.periods import Month
from models.policy.answers.funding import increment_plan
from models.policy.answers.whatif import headline
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.schemes import CENTRE, SOCIAL_PENSION
from tests.models.seed_frames import HORIZON, NOVEMBER_2026, CellCount, Seed, block_of
from tests.models.short_scenarios import JULY_2024, bill, of_merit, of_protection

BEFORE_DECREE_55 = date(2023, 6, 30)


def test_small_children_in_centres_do_not_hang_on_the_demo(seed: Seed, province: Baseline, districts: Baseline) -> None:
    bills = [
        bill(project_cube(baseline, seed.law, of_protection(centre_u4=200), HORIZON), "protection_centre", "scenario")
        for baseline in (province, districts)
    ]
    assert bills == [200 * 1_800_000 + 101 * 1_440_000] * 2


def test_the_headline_of_centres_tells_the_norm_they_are_paid_by(seed: Seed, province: Baseline) -> None:
    chosen = of_protection(
        NOVEMBER_2026, norm=600_000, norm_applies_from="2027-01", norm_provincial=1, extended__centre=1
    )
    found = headline(project_cube(province, seed.law, chosen, HORIZON), CENTRE, seed.law, chosen)
    assert found.scenario_vnd == 722_400_000
    assert (found.norm_before, found.norm_after) == (540_000, 600_000)


def test_the_headline_of_the_social_pension_tells_what_people_get(seed: Seed, province: Baseline) -> None:
    chosen = of_protection(
        NOVEMBER_2026, social_pensioners=1_000, pension_supplement=50_000, norm_applies_from="2026-01"
    )
    found = headline(project_cube(province, seed.law, chosen, HORIZON), SOCIAL_PENSION, seed.law, chosen)
    assert (found.norm_before, found.norm_after) == (500_000, 550_000)


def test_the_provinces_supplement_is_local_money_alone(seed: Seed, province: Baseline) -> None:
    chosen = of_protection(
        NOVEMBER_2026, social_pensioners=1_000, pension_supplement=50_000, norm_applies_from="2026-01"
    )
    cube = project_cube(province, seed.law, chosen, HORIZON)
    plan = increment_plan(cube, SOCIAL_PENSION, seed.law, chosen, Month(2026, 1))
    assert (plan.total_vnd, plan.local_alone_vnd) == (50_000_000, 50_000_000)


def test_convalescence_of_2023_is_paid_at_the_old_norm(seed: Seed, province: Baseline) -> None:
    cube = project_cube(province, seed.law, of_merit(convalescence_home=1_200), HORIZON)
    found = [
        bill(cube, "merit_convalescence", "baseline", Month(year, month)) for year, month in ((2023, 12), (2024, 1))
    ]
    assert found == [100 * 9 * 162_400, 100 * 9 * 205_500]


def test_convalescence_is_paid_by_what_the_list_knew(seed: Seed, province: Baseline) -> None:
    cube = project_cube(province, seed.law, of_merit(NOVEMBER_2026, convalescence_home=1_200), HORIZON)
    assert bill(cube, "merit_convalescence", "baseline", Month(2026, 7), "paid") == 100 * 9 * 278_900


def test_added_people_have_health_cards(seed: Seed, province: Baseline) -> None:
    cube = project_cube(province, seed.law, of_protection(health_cards=1, widened__wider_half_orphan=1_000), HORIZON)
    assert bill(cube, "health_cards", "scenario") - bill(cube, "health_cards", "baseline") == 1_000 * 81_000


def test_levelling_ends_with_the_norm(seed: Seed, province: Baseline) -> None:
    chosen = of_protection(
        NOVEMBER_2026,
        norm=700_000,
        norm_provincial=1,
        norm_applies_from="2025-07",
        norm_stops_after="2025-12",
        levelling__nam_dinh=10_000,
        levelling__ninh_binh=100,
        levelling__ninh_binh_norm=600_000,
    )
    cube = project_cube(province, seed.law, chosen, HORIZON)
    month = Month(2026, 1)
    assert bill(cube, "levelling", "scenario", month) == bill(cube, "levelling", "baseline", month)


def test_nobody_has_the_social_pension_before_july_2025(seed: Seed, province: Baseline) -> None:
    cube = project_cube(province, seed.law, of_protection(NOVEMBER_2026, social_pensioners=1_000), HORIZON)
    assert cube.people_by_group("baseline", "social_pension", cube.month_index[Month(2025, 6)]) == {"pension_75": 0}


def test_a_difference_follows_the_norm_of_its_line(seed: Seed) -> None:
    block = block_of([CellCount(1, "centre_4plus", 8, 10)], scheme=CENTRE, reconciliation=[(1, 3_600_000)])
    chosen = of_protection(norm=600_000, norm_provincial=1, extended__centre=1)
    cube = project_cube(Baseline((block,)), seed.law, chosen, HORIZON)
    found = cube.by("group", "scenario", "entitled", CENTRE.code)
    assert {str(group): int(amounts[cube.month_index[JULY_2024]]) for group, amounts in found.items()} == {
        "centre_4plus": 24_000_000,
        "reconciliation": 6_000_000,
    }

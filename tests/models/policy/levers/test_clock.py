"""The one clock: where levers stand on a day, what an untouched board pays by its law, and how far it looks."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings, strategies as st

from models.money import divide_half_up
from models.periods import Month
from models.policy.areas import catalogue, merit, protection
from models.policy.areas.catalogue import AREAS
from models.policy.cube import ROLES, VIEWS
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.law.calendar import ALL_MONTHS, REPORT_DAY, horizon
from models.policy.levers.clock import CLOCK_DAYS, Clock, code_of, day_of, default_on, settled, values_on
from models.policy.levers.levers import Lever, LeverValue, Scenario
from models.policy.schemes import CENTRE, MERIT, PENSION_80, PROTECTION
from tests.examples import examples
from tests.models.seed_frames import Seed, golden, whole

TODAY, BEFORE_335 = date(2026, 12, 1), date(2026, 8, 20)
LAW_ROWS = golden("muc_chuan")
VIEW_LEVERS = (*protection.VIEW_LEVERS, *merit.VIEW_LEVERS, *(each for area in AREAS for each in area.view_levers))
BOARD = (*catalogue.LEVERS, *VIEW_LEVERS)


# --- positions


@pytest.mark.parametrize(
    ("day", "norm", "merit_norm", "start", "year"),
    [
        (REPORT_DAY, 360_000, 2_055_000, "2024-07", "2024"),
        (date(2023, 6, 30), 360_000, 1_624_000, "2023-07", "2023"),
        (date(2024, 6, 30), 360_000, 2_055_000, "2024-07", "2024"),
        (date(2024, 7, 1), 500_000, 2_789_000, "2024-08", "2024"),
        (date(2026, 8, 14), 500_000, 2_789_000, "2026-09", "2026"),
        (TODAY, 540_000, 3_012_000, "2027-01", "2027"),
        (date(2030, 12, 31), 540_000, 3_012_000, "2031-01", "2031"),
    ],
)
def test_levers_stand_at_the_law_of_the_day(
    seed: Seed, day: date, norm: int, merit_norm: int, start: str, year: str
) -> None:
    clock = Clock(day, seed.law)
    assert (clock.position(protection.NORM), clock.position(merit.NORM)) == (norm, merit_norm)
    for lever in (protection.APPLIES_FROM, merit.APPLIES_FROM):
        assert clock.position(lever) == start
    assert clock.position(protection.BUDGET_YEAR) == clock.position(merit.MERIT_YEAR) == year
    assert clock.start == Month.parse(start)
    assert clock.is_report == (day == REPORT_DAY)


def test_on_the_eve_of_a_decree_the_norm_is_the_one_before_it(seed: Seed) -> None:
    assert Clock(BEFORE_335, seed.law).position(protection.NORM) == 500_000
    assert Clock(BEFORE_335 + timedelta(days=1), seed.law).position(protection.NORM) == 540_000


@pytest.mark.parametrize(
    ("day", "start", "norm", "merit_norm"),
    [
        (TODAY, "2023-06", 360_000, 1_624_000),
        (TODAY, "2023-07", 360_000, 2_055_000),
        (TODAY, "2024-06", 360_000, 2_055_000),
        (TODAY, "2024-07", 500_000, 2_789_000),
        (TODAY, "2026-06", 500_000, 2_789_000),
        (TODAY, "2026-07", 540_000, 3_012_000),
        (BEFORE_335, "2024-06", 360_000, 2_055_000),
        (BEFORE_335, "2033-12", 500_000, None),
        (REPORT_DAY, "2026-07", 360_000, 2_055_000),
        (REPORT_DAY, "2023-01", 360_000, 1_624_000),
    ],
)
def test_a_norm_stands_where_the_law_has_it_in_the_start_month(
    seed: Seed, day: date, start: str, norm: int, merit_norm: int | None
) -> None:
    """As the law was known on the day, whatever came later."""
    clock = Clock(day, seed.law)
    assert clock.position(protection.NORM, start) == norm
    assert merit_norm is None or clock.position(merit.NORM, start) == merit_norm


def test_support_areas_start_in_the_month_after_the_day(seed: Seed) -> None:
    for area in AREAS:
        assert Clock(TODAY, seed.law).position(area.applies_from) == "2027-01"
        assert Clock(BEFORE_335, seed.law).position(area.applies_from) == "2026-09"
        assert Clock(REPORT_DAY, seed.law).position(area.applies_from) == area.applies_from.default


@settings(max_examples=examples(100), deadline=None)
@given(st.sampled_from(BOARD), st.dates(*CLOCK_DAYS))
def test_every_position_is_one_its_lever_takes(seed: Seed, lever: Lever, day: date) -> None:
    clock = Clock(day, seed.law)
    stands = clock.position(lever)
    assert lever.accept(stands) == stands
    assert type(lever.accept(stands)) is type(stands)
    if not lever.follows:
        assert stands == default_on(lever, day) == lever.default


@pytest.mark.parametrize(
    ("day", "start", "year"),
    [
        (REPORT_DAY, "2024-07", "2024"),
        (date(2024, 1, 1), "2024-02", "2024"),
        (date(2024, 12, 31), "2025-01", "2025"),
        (TODAY, "2027-01", "2027"),
        (CLOCK_DAYS[0], "2023-01", "2023"),
        (CLOCK_DAYS[1], "2031-01", "2031"),
        (date(2040, 1, 1), "2033-12", "2033"),
    ],
)
def test_what_changes_nothing_on_a_day(day: date, start: str, year: str) -> None:
    """A month is the one after the day, as far as levers may name it; a norm's default changes nothing under any
    law."""
    assert default_on(protection.APPLIES_FROM, day) == default_on(merit.APPLIES_FROM, day) == start
    assert default_on(protection.BUDGET_YEAR, day) == year
    assert default_on(protection.NORM, day) == protection.NORM.default
    assert default_on(merit.NORM, day) == merit.NORM.default
    assert default_on(protection.PEOPLE, day) == 0
    assert default_on(protection.FIRST_PAID, day) == ""


# --- settled


def values(clock: Clock, **given: LeverValue) -> dict[str, LeverValue]:
    moved = {f"protection.{key}": value for key, value in given.items()}
    return settled(protection.LEVERS, values_on(clock, protection.LEVERS, moved), clock)


def test_a_norm_that_nobody_moved_follows_the_law(seed: Seed) -> None:
    for day in (REPORT_DAY, BEFORE_335, TODAY):
        assert values(Clock(day, seed.law))["protection.norm"] == protection.NORM.default


def test_a_norm_the_law_gives_in_the_start_month_is_no_change(seed: Seed) -> None:
    clock = Clock(TODAY, seed.law)
    assert values(clock, norm=540_000)["protection.norm"] == protection.NORM.default
    assert values(clock, norm=540_000, norm_applies_from="2026-07")["protection.norm"] == protection.NORM.default
    assert values(clock, norm=500_000, norm_applies_from="2024-07")["protection.norm"] == protection.NORM.default
    assert values(clock, norm=540_000, norm_applies_from="2026-06")["protection.norm"] == 540_000
    assert values(Clock(BEFORE_335, seed.law), norm=540_000)["protection.norm"] == 540_000


def test_what_else_was_moved_stays(seed: Seed) -> None:
    found = values(Clock(TODAY, seed.law), norm=600_000, people_change=3, norm_first_paid="2027-05")
    assert (found["protection.norm"], found["protection.people_change"]) == (600_000, 3)
    assert (found["protection.norm_applies_from"], found["protection.norm_first_paid"]) == ("2027-01", "2027-05")


# --- what the clock leaves out, its code, and its horizon


def test_what_became_known_later_is_told_as_far_as_it_applies(seed: Seed) -> None:
    def told(day: date, until: Month) -> list[int]:
        return [row.value for row in Clock(day, seed.law).later("protection.norm", until)]

    assert told(REPORT_DAY, Month(2027, 1)) == [500_000, 540_000]
    assert told(REPORT_DAY, Month(2024, 7)) == [500_000]
    assert told(REPORT_DAY, Month(2024, 6)) == []
    assert told(BEFORE_335, Month(2026, 7)) == [540_000]
    assert told(TODAY, Month(2033, 12)) == []
    assert Clock(TODAY, seed.law).later("no.such", Month(2027, 1)) == ()


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("hom-nay", TODAY),
        ("bao-cao", REPORT_DAY),
        ("2026-08-20", BEFORE_335),
        ("20/08/2026", BEFORE_335),
        ("2021-07-24", CLOCK_DAYS[0]),
        ("2030-12-31", CLOCK_DAYS[1]),
        ("2021-07-23", None),
        ("2031-01-01", None),
        ("2026-02-30", None),
        ("hôm nay", None),
        ("", None),
    ],
)
def test_a_link_names_a_day_the_clock_can_stand_on(code: str, day: date | None) -> None:
    assert day_of(code, TODAY) == day
    if day is not None:
        assert day_of(code_of(day), date(2029, 1, 1)) == day, "what is copied stays, whatever today is"


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (REPORT_DAY, "2027-12"),
        (date(2024, 12, 31), "2027-12"),
        (date(2025, 1, 1), "2028-12"),
        (BEFORE_335, "2029-12"),
        (TODAY, "2029-12"),
        (CLOCK_DAYS[0], "2027-12"),
        (CLOCK_DAYS[1], "2033-12"),
    ],
)
def test_the_horizon_reaches_three_years_past_the_clock(seed: Seed, day: date, last: str) -> None:
    months = Clock(day, seed.law).horizon
    assert (str(months[0]), str(months[-1])) == ("2023-01", last)
    assert list(months) == list(ALL_MONTHS[: len(months)])
    assert months[-1] <= ALL_MONTHS[-1]
    assert Scenario.of(day, protection.LEVERS, {}).months == months


@settings(max_examples=examples(100), deadline=None)
@given(st.dates(*CLOCK_DAYS), st.sampled_from(ALL_MONTHS))
def test_a_scenario_looks_as_far_as_the_months_it_names(day: date, month: Month) -> None:
    chosen = Scenario.of(day, protection.LEVERS, {protection.STOPS_AFTER.key: str(month)})
    assert chosen.months == horizon(day, month.year)
    assert month in chosen.months
    assert len(chosen.months) % 12 == 0


# --- an untouched board, day by day


def known_rows(parameter: str, day: date) -> list[tuple[int, Month, Month]]:
    """(amount, applies from, first list) of what golden/muc_chuan.csv says was known on a day, oldest first."""
    return [
        (whole(row["mức"]), Month.parse(row["áp dụng từ"]), Month.parse(row["chi theo mức mới từ"]))
        for row in LAW_ROWS
        if row["tham số"] == parameter and date.fromisoformat(row["biết từ ngày"]) <= day
    ]


def amount_in(rows: list[tuple[int, Month, Month]], month: Month, by_list: Month | None = None) -> int:
    """The amount for a month as a list knows it (None = all lists); 0 before there is any."""
    seen = [amount for amount, applies, paid in rows if applies <= month and (by_list is None or paid <= by_list)]
    return seen[-1] if seen else 0


def community_bill(day: date, month: Month, by_list: Month | None = None) -> int:
    """66.700 shares at the norm, the row no group explains, and from the month the social pension begins 18.581 of the
    shares at its amount instead."""
    norm = amount_in(known_rows("protection.norm", day), month, by_list)
    pensions = known_rows("social_pension.amount", day)
    at_80 = 18_581 if pensions and month >= pensions[0][1] else 0
    rest = divide_half_up(-12_000_000 * norm, 360_000)
    return (66_700 - at_80) * norm + rest + at_80 * amount_in(pensions, month, by_list)


DAYS = st.dates(date(2023, 1, 1), date(2030, 12, 31))
EVES = sorted({date.fromisoformat(row["biết từ ngày"]) for row in LAW_ROWS if row["biết từ ngày"] >= "2023"})
MONTHLY = [date(year, month, 1) for year in range(2023, 2031) for month in range(1, 13)]


def untouched(seed: Seed, day: date) -> Scenario:
    """The whole board of all areas as it stands on the day."""
    clock = Clock(day, seed.law)
    return Scenario.of(day, catalogue.LEVERS, settled(catalogue.LEVERS, values_on(clock, catalogue.LEVERS), clock))


def check_untouched(seed: Seed, baseline: Baseline, day: date) -> None:
    chosen = untouched(seed, day)
    cube = project_cube(baseline, seed.law, chosen, chosen.months)
    for view in VIEWS:
        assert (cube.vnd["baseline", view] == cube.vnd["scenario", view]).all()
        assert all(cube.total(role, view, code).min() >= 0 for role in ROLES for code in set(cube.schemes.tolist()))
    assert (cube.people["baseline"] == cube.people["scenario"]).all()
    assert cube.people["baseline"].min() >= 0
    assert set(cube.schemes.tolist()) == {PROTECTION.code, CENTRE.code, MERIT.code}


@settings(max_examples=examples(60), deadline=None)
@given(DAYS)
@example(REPORT_DAY)
@example(date(2023, 1, 1))
@example(date(2030, 12, 31))
def test_on_no_day_does_the_untouched_board_change_a_bill(seed: Seed, province: Baseline, day: date) -> None:
    check_untouched(seed, province, day)


@settings(max_examples=examples(20), deadline=None)
@given(DAYS)
def test_nor_does_it_by_district(seed: Seed, districts: Baseline, day: date) -> None:
    check_untouched(seed, districts, day)


@pytest.mark.parametrize("year", range(2023, 2031))
def test_swept_month_by_month_every_step_of_law_is_seen_in_its_month(seed: Seed, province: Baseline, year: int) -> None:
    """On the first of each month, and on and before the day each rule became known."""
    days = {day for day in MONTHLY if day.year == year}
    days |= {day for eve in EVES for day in (eve, eve - timedelta(days=1)) if day.year == year}
    for day in sorted(days):
        chosen = untouched(seed, day)
        cube = project_cube(province, seed.law, chosen, chosen.months)
        bills = cube.total("baseline", "entitled", PROTECTION.code).tolist()
        assert bills == [community_bill(day, month) for month in cube.months], day
        norms = [amount_in(known_rows("protection.norm", day), month) for month in cube.months]
        assert cube.total("baseline", "entitled", CENTRE.code).tolist() == [301 * 4 * norm for norm in norms], day
        merit_norms = [amount_in(known_rows("merit.norm", day), month) for month in cube.months]
        assert cube.total("baseline", "entitled", MERIT.code).tolist() == [MERIT_BILLS[norm] for norm in merit_norms]


MERIT_BILLS = {
    1_624_000: 37_696_556_690,  # golden/hop_b.csv
    2_055_000: 47_701_000_000,
    2_789_000: 64_733_597_401,
    3_012_000: 69_911_919_287,  # golden/bang_muc_uu_dai.csv
}


@pytest.mark.parametrize("day", [REPORT_DAY, date(2024, 7, 1), date(2025, 6, 30), BEFORE_335, date(2026, 8, 21), TODAY])
def test_each_list_pays_what_it_knows_and_back_pay_once(seed: Seed, province: Baseline, day: date) -> None:
    chosen = untouched(seed, day)
    cube = project_cube(province, seed.law, chosen, chosen.months)
    for month, paid in zip(cube.months, cube.total("baseline", "paid", PROTECTION.code).tolist(), strict=True):
        late = [month.plus(-back) for back in range(1, 12)]
        back_pay = sum(
            community_bill(day, earlier, month) - community_bill(day, earlier, month.plus(-1)) for earlier in late
        )
        assert paid == community_bill(day, month, month) + back_pay, (day, month)


def test_the_group_of_80_leaves_once_and_nobody_is_counted_twice(seed: Seed, province: Baseline) -> None:
    for day in (date(2025, 6, 29), date(2025, 6, 30), TODAY):
        chosen = untouched(seed, day)
        cube = project_cube(province, seed.law, chosen, chosen.months)
        here = cube.schemes == PROTECTION.code
        assert cube.people["baseline"][here].sum(axis=0).tolist() == [45_575] * len(cube.months)
        assert (PENSION_80 in cube.groups) == (day >= date(2025, 6, 30))

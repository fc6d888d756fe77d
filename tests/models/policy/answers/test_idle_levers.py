"""Every lever off its default moves a figure or says on itself why it does not; none says so while it acts."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from models.periods import Month
from models.policy.answers.funding import increment_plan
from models.policy.answers.notes import merit_idle, protection_idle
from models.policy.answers.whatif import headline, why_no_change
from models.policy.areas import merit, protection
from models.policy.engine.baseline import Baseline
from models.policy.engine.measures import norm_change, with_pension
from models.policy.engine.projection import project_cube
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, Lever, LeverValue, Scenario
from models.policy.schemes import MERIT, PROTECTION
from tests.examples import examples
from tests.models.lever_strategies import positions, protection_scenarios
from tests.models.seed_frames import END_2023, NOVEMBER_2026, Seed, golden
from tests.models.written_levers import AREAS, area_of, scenario_of, settings_of

LEVERS = [*protection.LEVERS, *merit.LEVERS]
WHOLE_SCENARIO = {
    lever.key
    for lever in (
        *protection.NORM_LEVERS,
        *protection.PEOPLE_LEVERS,
        merit.NORM,
        merit.APPLIES_FROM,
        merit.FIRST_PAID,
        merit.PEOPLE,
        merit.DECLINE,
        *protection.FUNDING.levers,
    )
}
"""Levers of the scenario as a whole: that it changes nothing is said in the headline's place (why_no_change)."""
NEEDS = {row["cần gạt"]: settings_of(row["đặt kèm"]) for row in reversed(golden("can_gat"))}
"""What each lever needs beside it to act, as its golden row has it."""


def picture(seed: Seed, baseline: Baseline, area: str, chosen: Scenario, months: tuple[Month, ...] = ()) -> object:
    """Everything a page shows that a lever may move: all lines, both roles and views, and who pays the increase; over
    the scenario's own horizon, or these months."""
    scheme = PROTECTION if area == "protection" else MERIT
    cube = project_cube(baseline.of_area(area), seed.law, chosen, months or chosen.months)
    month = headline(cube, scheme, seed.law, chosen).month
    lines = {
        (scheme_code, role, view, group): amounts.tolist()
        for scheme_code in set(cube.schemes.tolist())
        for role in ("baseline", "scenario")
        for view in ("entitled", "paid")
        for group, amounts in cube.by("group", role, view, scheme_code).items()  # type: ignore[arg-type]
        if amounts.any()
    }
    return lines, increment_plan(cube, scheme, seed.law, chosen, month).shares


def said(seed: Seed, baseline: Baseline, area: str, chosen: Scenario, lever: Lever) -> bool:
    """Whether the lever says that it does not act, or the whole scenario does."""
    idle = protection_idle(chosen, seed.law, baseline) if area == "protection" else merit_idle(chosen, seed.law)
    if lever.key in idle:
        assert idle[lever.key]
        return True
    if lever.key not in WHOLE_SCENARIO:
        return False
    scheme = PROTECTION if area == "protection" else MERIT
    cube = project_cube(baseline.of_area(area), seed.law, chosen, chosen.months)
    return why_no_change(cube, scheme, seed.law, chosen) is not None


def holds(chosen: Scenario, law: Law, lever: Lever) -> bool:
    """What an open lever of who decides stands for: the province alone; the social pension as well."""
    change = norm_change(chosen, law)
    return change.provincial if lever == protection.PROVINCIAL else with_pension(chosen, change)


def is_what_holds_anyway(seed: Seed, baseline: Baseline, lever: Lever, value: LeverValue, open_one: Scenario) -> bool:
    """A position that says what the law or an open lever says already: nought people, the decree's own coefficient;
    `open_one` is the scenario without the lever."""
    if lever.key.startswith("protection.coefficient."):
        return int(value) == baseline.half_coefficients[lever.key.rpartition(".")[2]]
    if lever in (protection.PROVINCIAL, protection.WITH_PENSION):
        return holds(open_one, seed.law, lever) == (value == "1")
    return lever.kind == "optional_amount" and value in (UNSET, 0)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.key)
@settings(max_examples=examples(5), deadline=None)
@given(data=st.data(), day=st.sampled_from([END_2023, NOVEMBER_2026]), alone=st.booleans())
def test_a_lever_off_its_default_acts_or_says_why_not(
    seed: Seed, province: Baseline, lever: Lever, data: st.DataObject, day: date, alone: bool
) -> None:
    area = area_of(lever.key)
    others = {} if alone else NEEDS[lever.key]
    value = data.draw(positions(lever))
    moved = scenario_of(area, {**others, lever.key: value}, day.isoformat())
    still = scenario_of(area, others, day.isoformat())
    if value == lever.default or is_what_holds_anyway(seed, province, lever, value, still):
        return
    months = max(moved.months, still.months, key=len)
    if exempt(lever, value, others, day, months[-1]):
        return
    if picture(seed, province, area, moved, months) == picture(seed, province, area, still, months):
        assert said(seed, province, area, moved, lever), value


def exempt(lever: Lever, value: LeverValue, others: dict[str, LeverValue], day: date, last: Month) -> bool:
    """Positions that say what is so anyway, in a horizon that ends with `last`."""
    if lever == protection.STOPS_AFTER:
        return value == str(last)
    if lever in (protection.FIRST_PAID, merit.FIRST_PAID):
        return bool(others)  # the month the rule gives, or the start itself
    if lever.key.endswith(".province_amount"):
        return value == others.get(lever.key.replace("_amount", "_now"))
    # The law's norm of 2023 is the lowest there is: each old province keeps its own bill.
    return lever.key.startswith("protection.levelling.") and lever.key.endswith("_norm") and day == END_2023


@pytest.mark.parametrize("row", golden("can_gat"), ids=lambda row: f"{row['cần gạt']} {row['vai']}")
def test_a_lever_that_acts_does_not_say_that_it_does_not(seed: Seed, province: Baseline, row: dict[str, str]) -> None:
    """The golden rows all act."""
    area = area_of(row["cần gạt"])
    values = {**settings_of(row["đặt kèm"]), **settings_of(f"{row['cần gạt']}={row['giá trị']}")}
    chosen = scenario_of(area, values, row["quy định tính đến ngày"])
    idle = protection_idle(chosen, seed.law, province) if area == "protection" else merit_idle(chosen, seed.law)
    assert row["cần gạt"] not in idle
    assert set(idle) & set(values) == set()


OF_THE_NORM = (*protection.NORM_LEVERS, protection.PENSION_SUPPLEMENT, protection.PENSION_70, *protection.EXTENSIONS)


@settings(max_examples=examples(60), deadline=None)
@given(protection_scenarios())
def test_what_says_that_it_does_nothing_does_nothing(seed: Seed, province: Baseline, chosen: Scenario) -> None:
    """Beside any other lever. An end before the start does away with the whole scenario."""
    for lever in OF_THE_NORM:
        if lever.key in protection_idle(chosen, seed.law, province) and lever != protection.STOPS_AFTER:
            still = chosen.with_value(lever.key, lever.default)
            this, that = (picture(seed, province, "protection", each, chosen.months) for each in (chosen, still))
            assert this == that, lever.key


@pytest.mark.parametrize("area", list(AREAS))
@pytest.mark.parametrize("day", [END_2023, NOVEMBER_2026])
def test_a_lever_at_its_default_says_nothing(seed: Seed, province: Baseline, area: str, day: date) -> None:
    still = scenario_of(area, {}, day.isoformat())
    assert protection_idle(still, seed.law, province) == merit_idle(still, seed.law) == {}


WITH: dict[str, LeverValue] = {"with_social_pension": "1"}


@pytest.mark.parametrize(
    ("levers", "idle", "day"),
    [
        ({"norm_stops_after": "2024-06"}, "norm_stops_after", END_2023),
        ({"norm_phases": "2x6"}, "norm_phases", END_2023),
        ({"indexed_share": 50}, "indexed_share", END_2023),
        ({"norm_provincial": "1"}, "norm_provincial", END_2023),
        ({"norm": 540_000, "norm_provincial": "1", "norm_applies_from": "2027-01"}, "norm_provincial", NOVEMBER_2026),
        ({"extended.centre": 1}, "extended.centre", END_2023),
        ({"extended.centre": 1, "norm": 500_000}, "extended.centre", END_2023),
        ({"extended.carers": 1, "norm": 500_000, "norm_provincial": "1"}, "extended.carers", END_2023),
        ({"extended.funeral": 1, "norm": 500_000, "norm_provincial": "1"}, "extended.funeral", END_2023),
        ({"extended.emergency": 1, "norm": 500_000, "norm_provincial": "1"}, "extended.emergency", END_2023),
        ({"lower_age": 1, "norm_applies_from": "2025-07"}, "lower_age", NOVEMBER_2026),
        ({"aged_75.central": 9}, "aged_75.central", END_2023),
        ({"aged_70.central": 9}, "aged_70.central", NOVEMBER_2026),
        ({"aged_70_poor": 9}, "aged_70_poor", NOVEMBER_2026),
        ({"assumption": "high"}, "assumption", END_2023),
        ({"pension_70": 1}, "pension_70", NOVEMBER_2026),
        ({"pension_70": 1, "aged_70.central": 9}, "pension_70", END_2023),
        ({"social_pensioners": 9}, "social_pensioners", END_2023),
        ({"pension_supplement": 10_000, "people.elderly_80_no_pension": -18_581}, "pension_supplement", NOVEMBER_2026),
        ({"pension_supplement": 10_000, "norm_stops_after": "2025-06"}, "pension_supplement", NOVEMBER_2026),
        ({"norm": 600_000, "with_social_pension": "1"}, "with_social_pension", END_2023),
        ({"with_social_pension": "1", "norm_applies_from": "2027-01"}, "with_social_pension", NOVEMBER_2026),
        ({"norm": 600_000, "norm_stops_after": "2025-06"} | WITH, "with_social_pension", NOVEMBER_2026),
        # 450.000 is more than the norm of 2023, and less than the social pension when it comes
        ({"norm": 450_000, "norm_applies_from": "2023-06"} | WITH, "with_social_pension", NOVEMBER_2026),
        (
            {"coefficient.elderly_80_no_pension": "3", "norm_applies_from": "2025-07"},
            "coefficient.elderly_80_no_pension",
            NOVEMBER_2026,
        ),
        ({"widened_coefficient": "3"}, "widened_coefficient", END_2023),
        ({"coefficient.hiv_child_u4": "6"}, "coefficient.hiv_child_u4", END_2023),
        ({"levelling.nam_dinh_norm": 600_000}, "levelling.nam_dinh_norm", NOVEMBER_2026),
    ],
    ids=lambda part: part if isinstance(part, str) else None,
)
def test_what_cannot_act_says_so_on_itself(
    seed: Seed, province: Baseline, levers: dict[str, LeverValue], idle: str, day: date
) -> None:
    values = {f"protection.{key}": value for key, value in levers.items()}
    chosen = Scenario.of(day, protection.LEVERS, values)
    assert f"protection.{idle}" in protection_idle(chosen, seed.law, province)
    still = Scenario.of(day, protection.LEVERS, {k: v for k, v in values.items() if k != f"protection.{idle}"})
    if idle != "norm_stops_after":  # an end before the start does away with the whole scenario
        assert picture(seed, province, "protection", chosen) == picture(seed, province, "protection", still)


@pytest.mark.parametrize("gift", ["tet", "july_27", "september_2"])
def test_a_gift_needs_its_number_and_its_amount(seed: Seed, gift: str) -> None:
    def idle(**values: int) -> set[str]:
        asked = {f"merit.gift.{gift}.{key}": value for key, value in values.items()}
        return {key.rpartition(".")[2] for key in merit_idle(Scenario.of(END_2023, merit.LEVERS, asked), seed.law)}

    assert idle(high_amount=700_000, low_amount=350_000) == {"high_amount", "low_amount"}
    assert idle(high_amount=700_000, high_count=5) == set()
    assert idle(province_now=100_000, province_amount=200_000) == {"province_now", "province_amount"}
    assert idle(province_count=5) == {"province_count"}
    assert idle(province_count=5, province_now=100_000) == set()

"""Levers: what they read, what they refuse, and that each one acts or says why not."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.periods import Month
from models.policy import protection
from models.policy.baseline import Baseline
from models.policy.headline import why_no_change
from models.policy.levers import LAW_DATES, UNSET, Lever, LeverValue, LeverValueError, month_options
from models.policy.projection import Cube, project_cube
from models.policy.protection import (
    APPLIES_FROM,
    BUDGET_YEAR,
    ESTIMATE,
    FIRST_PAID,
    HORIZON,
    LAW_AS_OF,
    LEVERS,
    NORM,
    PEOPLE,
    PROVINCIAL,
    VIEW_LEVERS,
)
from models.policy.schemes import PROTECTION
from tests.models.seed_frames import END_2023, NOVEMBER_2026, Seed, scenario

ALL = (*LEVERS, *VIEW_LEVERS)
NUMERIC = (NORM, PEOPLE, ESTIMATE)


def positions(lever: Lever) -> st.SearchStrategy[LeverValue]:
    """Every value the lever can stand at."""
    if lever.kind == "law_date":
        return st.just(UNSET) | st.dates(*LAW_DATES).map(lambda day: day.isoformat())
    if lever.kind == "switch":
        return st.sampled_from([0, 1])
    if lever.options:
        values = [value for value, _ in lever.options] + ([UNSET] if lever.may_be_unset else [])
        return st.sampled_from(values)
    steps = st.integers(0, (lever.maximum - lever.minimum) // lever.step)
    return steps.map(lambda step: lever.minimum + step * lever.step)


@pytest.mark.parametrize("lever", ALL, ids=lambda lever: lever.key)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_position_is_written_and_read_back(lever: Lever, data: st.DataObject) -> None:
    value = data.draw(positions(lever))
    assert lever.parse(str(value)) == lever.accept(value) == value
    assert type(lever.parse(str(value))) is type(value)


@pytest.mark.parametrize("lever", ALL, ids=lambda lever: lever.key)
def test_the_default_is_a_position_of_the_lever(lever: Lever) -> None:
    assert lever.accept(lever.default) == lever.default
    assert lever.may_be_unset == (lever.default == UNSET)


@pytest.mark.parametrize("preset", NORM.presets, ids=lambda preset: str(preset.value))
def test_a_preset_is_a_position_and_names_its_document(preset: protection.Preset) -> None:
    assert NORM.accept(preset.value) == preset.value
    assert preset.label.startswith(f"{preset.value:,}".replace(",", "."))
    assert preset.document


GARBAGE = [
    "",
    " ",
    "abc",
    "360.000",
    "360000.0",
    "3e5",
    "+360000",
    "360_000",
    "360000\n",
    "٣٦٠٠٠٠",
    "-",
    "0x10",
    "9" * 16,
    "nan",
]


@pytest.mark.parametrize("lever", NUMERIC, ids=lambda lever: lever.key)
@pytest.mark.parametrize("text", GARBAGE)
def test_what_is_no_number_is_refused(lever: Lever, text: str) -> None:
    if text == UNSET and lever.may_be_unset:
        assert lever.parse(text) == UNSET
        return
    with pytest.raises(LeverValueError) as caught:
        lever.parse(text)
    assert caught.value.reason == "not_a_number"


@pytest.mark.parametrize("lever", NUMERIC, ids=lambda lever: lever.key)
@pytest.mark.parametrize("beyond", ["below", "above"])
def test_a_number_out_of_range_is_refused(lever: Lever, beyond: str) -> None:
    value = lever.minimum - lever.step if beyond == "below" else lever.maximum + lever.step
    with pytest.raises(LeverValueError) as caught:
        lever.accept(value)
    assert caught.value.reason == "out_of_range"


@pytest.mark.parametrize("value", [360_001, 365_000, 999_999])
def test_a_norm_between_two_steps_is_refused(value: int) -> None:
    with pytest.raises(LeverValueError) as caught:
        NORM.accept(value)
    assert caught.value.reason == "off_step"


@pytest.mark.parametrize(
    ("lever", "text"),
    [
        (APPLIES_FROM, "2022-12"), (APPLIES_FROM, "2028-01"), (APPLIES_FROM, "07/2024"), (APPLIES_FROM, ""),
        (FIRST_PAID, "2024-13"), (FIRST_PAID, "tháng 7"), (PROVINCIAL, "2"), (PROVINCIAL, "yes"), (PROVINCIAL, ""),
        (BUDGET_YEAR, "2022"), (BUDGET_YEAR, "2028"), (BUDGET_YEAR, ""),
    ],
)  # fmt: skip
def test_what_is_no_option_is_refused(lever: Lever, text: str) -> None:
    with pytest.raises(LeverValueError) as caught:
        lever.parse(text)
    assert caught.value.reason == "not_an_option"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("24/11/2026", "not_a_date"),
        ("2026-02-30", "not_a_date"),
        ("2021-06-30", "out_of_range"),
        ("2036-01-01", "out_of_range"),
    ],
)
def test_what_is_no_day_of_law_is_refused(text: str, reason: str) -> None:
    with pytest.raises(LeverValueError) as caught:
        LAW_AS_OF.parse(text)
    assert caught.value.reason == reason


def test_a_switch_reads_both_ways_of_writing_it() -> None:
    assert [PROVINCIAL.parse(text) for text in ("0", "1", "false", "true")] == [0, 1, 0, 1]


def test_names_in_the_address_bar_are_ascii_and_unique() -> None:
    names = [lever.parameter for lever in ALL]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)
    assert len({lever.key for lever in ALL}) == len(ALL)


def test_months_are_written_for_people_and_kept_for_machines() -> None:
    assert month_options((Month(2024, 7),)) == (("2024-07", "07/2024"),)
    assert APPLIES_FROM.options == FIRST_PAID.options == month_options(HORIZON)


MOVED: dict[str, LeverValue] = {
    "norm": 500_000, "applies_from": "2025-01", "first_paid": "2024-10", "provincial": 1, "people_change": 5,
}  # fmt: skip


def cube_of(seed: Seed, baseline: Baseline, **levers: LeverValue) -> Cube:
    return project_cube(baseline, seed.law, scenario(**levers), HORIZON)


def moves_something(cube: Cube) -> bool:
    return any((cube.vnd["baseline", view] != cube.vnd["scenario", view]).any() for view in ("entitled", "paid"))


@pytest.mark.parametrize("name", list(MOVED))
def test_a_lever_moved_alone_acts_or_says_why_not(seed: Seed, province: Baseline, name: str) -> None:
    chosen = scenario(**{name: MOVED[name]})
    cube = project_cube(province, seed.law, chosen, HORIZON)
    why = why_no_change(cube, PROTECTION, seed.law, chosen, int(NORM.default))
    assert (why is None) == moves_something(cube)
    assert (why is None) == (name in ("norm", "people_change"))
    if why is not None:
        assert (why.kind, why.row.value, why.row.document) == (
            "at_current",
            360_000,
            "Nghị định 20/2021/NĐ-CP, Điều 4.2",
        )


def entitled(cube: Cube) -> list[int]:
    return cube.vnd["scenario", "entitled"].sum(axis=0).tolist()


def paid(cube: Cube) -> list[int]:
    return cube.vnd["scenario", "paid"].sum(axis=0).tolist()


@pytest.mark.parametrize(
    ("name", "seen"),
    [("applies_from", entitled), ("first_paid", paid), ("provincial", entitled), ("people_change", entitled)],
)
def test_beside_a_raised_norm_every_other_lever_acts(
    seed: Seed, province: Baseline, name: str, seen: Callable[[Cube], list[int]]
) -> None:
    still = cube_of(seed, province, norm=500_000)
    assert seen(cube_of(seed, province, norm=500_000, **{name: MOVED[name]})) != seen(still)


def test_the_payment_month_moves_payments_alone(seed: Seed, province: Baseline) -> None:
    still, later = cube_of(seed, province, norm=500_000), cube_of(seed, province, norm=500_000, first_paid="2024-10")
    assert entitled(still) == entitled(later)
    assert sum(paid(still)) == sum(paid(later))
    places = [place for place, pair in enumerate(zip(paid(still), paid(later), strict=True)) if pair[0] != pair[1]]
    assert [str(HORIZON[place]) for place in places] == ["2024-08", "2024-09", "2024-10"]


@pytest.mark.parametrize(
    ("levers", "kind"),
    [
        ({}, "at_current"),
        ({"norm": 500_000, "first_paid": "2024-07"}, "only_payment_month"),
        ({"norm": 500_000, "first_paid": "2024-12"}, "equals_law"),
        ({"norm": 500_000, "applies_from": "2025-01"}, "equals_law"),
        ({"norm": 500_000, "applies_from": "2026-07"}, "below_law"),
        ({"norm": 400_000, "applies_from": "2024-07", "provincial": 1}, "below_law"),
    ],
)
def test_on_the_law_of_2026_what_changes_nothing_says_why(
    seed: Seed, province: Baseline, levers: dict[str, LeverValue], kind: str
) -> None:
    chosen = scenario(NOVEMBER_2026, **levers)
    cube = project_cube(province, seed.law, chosen, HORIZON)
    why = why_no_change(cube, PROTECTION, seed.law, chosen, int(NORM.default))
    assert why is not None
    assert why.kind == kind
    assert why.row == seed.law.applying_in(PROTECTION.norm, why.month)


def test_the_day_of_law_acts_on_what_is_current(seed: Seed, province: Baseline) -> None:
    then, now = (project_cube(province, seed.law, scenario(day), HORIZON) for day in (END_2023, NOVEMBER_2026))
    assert (then.vnd["baseline", "entitled"] != now.vnd["baseline", "entitled"]).any()

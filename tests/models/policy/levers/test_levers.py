"""Levers: what they read and what they refuse, over both areas; how the norm's own levers act on each other."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.periods import Month
from models.policy.areas import catalogue, merit, protection
from models.policy.areas.catalogue import AREAS
from models.policy.areas.protection import (
    AGED_75,
    APPLIES_FROM,
    BUDGET_YEAR,
    FIRST_PAID,
    FUNERALS,
    LAW_AS_OF,
    LEVERS,
    NORM,
    PEOPLE,
    PROVINCIAL,
    VIEW_LEVERS,
)
from models.policy.law.calendar import HORIZON
from models.policy.levers.levers import (
    LAW_DATES,
    NUMERIC_KINDS,
    UNSET,
    Lever,
    LeverValue,
    LeverValueError,
    Preset,
    month_options,
    tenths_options,
)
from tests.examples import examples

SUPPORT = tuple(lever for area in AREAS for lever in area.levers)
ALL = (
    *LEVERS,
    *VIEW_LEVERS,
    *merit.LEVERS,
    *merit.VIEW_LEVERS,
    *SUPPORT,
    *(lever for area in AREAS for lever in area.view_levers),
)
NUMERIC = (
    NORM,
    PEOPLE,
    protection.BUDGET.estimate,
    merit.NORM,
    *protection.FUNDING.levers[:1],
    *AGED_75.values(),
    FUNERALS,
)


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
@settings(max_examples=examples(10), deadline=None)
@given(st.data())
def test_every_position_is_written_and_read_back(lever: Lever, data: st.DataObject) -> None:
    value = data.draw(positions(lever))
    assert lever.parse(str(value)) == lever.accept(value) == value
    assert type(lever.parse(str(value))) is type(value)


@pytest.mark.parametrize("lever", ALL, ids=lambda lever: lever.key)
def test_the_default_is_a_position_of_the_lever(lever: Lever) -> None:
    assert lever.accept(lever.default) == lever.default
    assert lever.may_be_unset == (lever.default == UNSET)


@pytest.mark.parametrize(
    ("lever", "preset"),
    [(lever, preset) for lever in ALL for preset in lever.presets],
    ids=lambda part: str(part.value) if isinstance(part, Preset) else part.key,
)
def test_a_preset_is_a_position_and_names_its_document(lever: Lever, preset: Preset) -> None:
    assert lever.accept(preset.value) == preset.value
    assert any(preset.label.startswith(written) for written in forms(int(preset.value)))
    assert preset.document


def forms(value: int) -> list[str]:
    """How a label may begin: "360.000", "100 triệu", "1,5 triệu", of ‰ as "4,5%"."""
    millions, tenths = f"{value / 1_000_000:g}".replace(".", ","), f"{value / 10:g}".replace(".", ",")
    return [f"{value:,}".replace(",", "."), f"{millions} triệu", f"{tenths}%"]


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
        (APPLIES_FROM, "2022-12"),
        (APPLIES_FROM, "2028-01"),
        (APPLIES_FROM, "07/2024"),
        (APPLIES_FROM, ""),
        (FIRST_PAID, "2024-13"),
        (FIRST_PAID, "tháng 7"),
        (PROVINCIAL, "2"),
        (PROVINCIAL, "yes"),
        (PROVINCIAL, ""),
        (BUDGET_YEAR, "2022"),
        (BUDGET_YEAR, "2028"),
        (BUDGET_YEAR, ""),
    ],
)
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
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name) for name in names)
    assert len({lever.key for lever in ALL}) == len(ALL)


def test_each_lever_is_whole() -> None:
    """Bounds on a step for numbers, options for the rest, words and a source for whoever asks."""
    for lever in ALL:
        assert lever.label, lever.key
        if lever.kind in NUMERIC_KINDS:
            assert lever.minimum < lever.maximum, lever.key
            assert (lever.maximum - lever.minimum) % lever.step == 0, lever.key
            assert not lever.options, lever.key
        elif lever.kind not in ("switch", "law_date"):
            values = [str(value) for value, _ in lever.options]
            assert len(set(values)) == len(values) > 1, lever.key
            assert len({label for _, label in lever.options}) == len(values), lever.key
    for lever in (*LEVERS, *merit.LEVERS, *SUPPORT):
        assert lever.legal_source, lever.key


def test_the_catalogue_has_the_levers_of_all_areas() -> None:
    assert set(catalogue.BY_KEY) == {lever.key for lever in (*LEVERS, *merit.LEVERS, *SUPPORT)}
    looked_at = (*VIEW_LEVERS, *merit.VIEW_LEVERS, *(lever for area in AREAS for lever in area.view_levers))
    views = {lever.key for lever in looked_at if lever.kind != "law_date"}
    assert set(catalogue.INPUT_BY_KEY) == views
    assert not views & set(catalogue.BY_KEY)


def test_tenths_of_a_percent_are_written_with_a_comma() -> None:
    assert tenths_options(-15, 15, 15) == (("-15", "-1,5%"), ("0", "0,0%"), ("15", "1,5%"))
    assert tenths_options(-5, 0, 5) == (("-5", "-0,5%"), ("0", "0,0%"))


def test_months_are_written_for_people_and_kept_for_machines() -> None:
    assert month_options((Month(2024, 7),)) == (("2024-07", "07/2024"),)
    assert APPLIES_FROM.options == FIRST_PAID.options == month_options(HORIZON)

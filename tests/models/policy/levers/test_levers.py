"""Levers: what they read and what they refuse, over both areas; how the norm's own levers act on each other."""

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from models.periods import Month
from models.policy.areas import catalogue, merit, protection
from models.policy.areas.catalogue import AREAS
from models.policy.areas.protection import (
    AGED_75,
    APPLIES_FROM,
    BUDGET_YEAR,
    FIRST_PAID,
    FUNERALS,
    LEVERS,
    LOWER_AGE,
    NORM,
    PEOPLE,
    PROVINCIAL,
    VIEW_LEVERS,
)
from models.policy.law.calendar import ALL_MONTHS
from models.policy.levers.levers import (
    ANY_WHOLE,
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
    if lever.kind == "switch":
        return st.sampled_from([0, 1])
    if lever.options:
        values = [value for value, _ in lever.options] + ([UNSET] if lever.may_be_unset else [])
        return st.sampled_from(values)
    step = 1 if lever.kind in ANY_WHOLE else lever.step
    return st.integers(0, (lever.maximum - lever.minimum) // step).map(lambda steps: lever.minimum + steps * step)


@settings(max_examples=examples(30), deadline=None)
@given(st.data())
def test_every_position_is_written_and_read_back(data: st.DataObject) -> None:
    """Of every lever one position an example."""
    for lever in ALL:
        value = data.draw(positions(lever), label=lever.key)
        assert lever.parse(str(value)) == lever.accept(value) == value, lever.key
        assert type(lever.parse(str(value))) is type(value), lever.key


def test_the_ends_of_every_lever_are_written_and_read_back() -> None:
    """Both bounds, every option and preset, its default, and left open if it may be."""
    for lever in ALL:
        ends: list[LeverValue] = [lever.default, *(preset.value for preset in lever.presets)]
        ends += [lever.minimum, lever.maximum] if lever.kind in NUMERIC_KINDS else []
        ends += [value for value, _label in lever.options]
        for value in ends:
            assert lever.parse(str(value)) == value, (lever.key, value)
        assert lever.may_be_unset == (lever.default == UNSET), lever.key


WHOLE = Lever("area.norm", "area-norm", "Mức chuẩn", "amount", 10, minimum=0, maximum=100, step=10)
CHOSEN = Lever("area.year", "area-year", "Năm", "choice", "1", options=(("1", "một"), ("2", "hai")))
WRONG: list[tuple[Lever, dict[str, object], str]] = [
    (WHOLE, {"parameter": "Area-Norm"}, "parameter"),
    (WHOLE, {"parameter": "mức-chuẩn"}, "parameter"),
    (WHOLE, {"label": ""}, "no label"),
    (WHOLE, {"maximum": 0}, "whole number of steps"),
    (WHOLE, {"maximum": 105}, "whole number of steps"),
    (WHOLE, {"step": 0}, "whole number of steps"),
    (WHOLE, {"options": (("1", "một"), ("2", "hai"))}, "a number has no options"),
    (WHOLE, {"kind": "percent", "default": 15}, "default 15"),
    (WHOLE, {"default": 110}, "default 110"),
    (WHOLE, {"default": "10"}, "default '10'"),
    (WHOLE, {"kind": "percent", "presets": (Preset(15, "15", "Nghị định", "text"),)}, "preset 15"),
    (WHOLE, {"presets": (Preset(20, "20", "", "text"),)}, "names no document"),
    (CHOSEN, {"options": (("1", "một"),)}, "fewer than two options"),
    (CHOSEN, {"options": (("1", "một"), ("1", "hai"))}, "alike"),
    (CHOSEN, {"options": (("1", "một"), ("2", "một"))}, "alike"),
    (CHOSEN, {"default": "3"}, "default '3'"),
    (CHOSEN, {"maximum": 9}, "no bounds"),
    (CHOSEN, {"kind": "switch", "default": 0}, "has no options"),
]


@pytest.mark.parametrize(("lever", "changed", "said"), WRONG)
def test_a_lever_that_contradicts_itself_is_not_made(lever: Lever, changed: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        replace(lever, **changed)  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"lever {lever.key}: ")


def test_a_presets_label_begins_with_its_value() -> None:
    for lever in ALL:
        for preset in lever.presets:
            starts = tuple(forms(int(preset.value)))
            assert preset.label.startswith(starts), (lever.key, preset.label)


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
def test_what_is_no_number_or_out_of_range_is_refused(lever: Lever) -> None:
    for text in GARBAGE:
        if text == UNSET and lever.may_be_unset:
            assert lever.parse(text) == UNSET
            continue
        with pytest.raises(LeverValueError) as caught:
            lever.parse(text)
        assert caught.value.reason == "not_a_number", text
    for value in (lever.minimum - lever.step, lever.maximum + lever.step):
        with pytest.raises(LeverValueError) as caught:
            lever.accept(value)
        assert caught.value.reason == "out_of_range", value


@pytest.mark.parametrize(("lever", "value"), [(NORM, 360_001), (NORM, 999_999), (merit.NORM, 2_260_500)])
def test_a_norm_is_any_whole_amount(lever: Lever, value: int) -> None:
    assert lever.accept(value) == value


def test_a_number_that_is_no_amount_stays_on_its_steps() -> None:
    with pytest.raises(LeverValueError) as caught:
        merit.GIFTS[0].high_amount.accept(605_000)
    assert caught.value.reason == "off_step"


@pytest.mark.parametrize(
    ("lever", "text"),
    [
        (APPLIES_FROM, "2022-12"),
        (APPLIES_FROM, "2034-01"),
        (APPLIES_FROM, "07/2024"),
        (APPLIES_FROM, ""),
        (FIRST_PAID, "2024-13"),
        (FIRST_PAID, "tháng 7"),
        (PROVINCIAL, "2"),
        (PROVINCIAL, "yes"),
        (PROVINCIAL, "true"),
        (BUDGET_YEAR, "2022"),
        (BUDGET_YEAR, "2034"),
        (BUDGET_YEAR, ""),
    ],
)
def test_what_is_no_option_is_refused(lever: Lever, text: str) -> None:
    with pytest.raises(LeverValueError) as caught:
        lever.parse(text)
    assert caught.value.reason == "not_an_option"


def test_a_switch_reads_both_ways_of_writing_it() -> None:
    assert [LOWER_AGE.parse(text) for text in ("0", "1", "false", "true")] == [0, 1, 0, 1]


def test_names_are_unique_and_whoever_asks_is_told_the_source() -> None:
    assert len({lever.parameter for lever in ALL}) == len({lever.key for lever in ALL}) == len(ALL)
    assert [lever.key for lever in ALL if not lever.parameter] == []
    assert [lever.key for lever in (*LEVERS, *merit.LEVERS, *SUPPORT) if not lever.legal_source] == []


def test_the_catalogue_has_the_levers_of_all_areas() -> None:
    assert set(catalogue.BY_KEY) == {lever.key for lever in (*LEVERS, *merit.LEVERS, *SUPPORT)}
    looked_at = (*VIEW_LEVERS, *merit.VIEW_LEVERS, *(lever for area in AREAS for lever in area.view_levers))
    views = {lever.key for lever in looked_at}
    assert set(catalogue.INPUT_BY_KEY) == views
    assert not views & set(catalogue.BY_KEY)


def test_tenths_of_a_percent_are_written_with_a_comma() -> None:
    assert tenths_options(-15, 15, 15) == (("-15", "-1,5%"), ("0", "0,0%"), ("15", "1,5%"))
    assert tenths_options(-5, 0, 5) == (("-5", "-0,5%"), ("0", "0,0%"))


def test_months_are_written_for_people_and_kept_for_machines() -> None:
    assert month_options((Month(2024, 7),)) == (("2024-07", "07/2024"),)
    assert APPLIES_FROM.options == FIRST_PAID.options == month_options(ALL_MONTHS)

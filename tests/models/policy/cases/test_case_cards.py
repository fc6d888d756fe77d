"""Case cards against hand-worked cases (golden/truong_hop.csv), the overlap rules, birthdays, and the amounts of a
month."""

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from models.periods import Month
from models.policy.cases.case_cards import (
    CARDS,
    CARER,
    CENTRE,
    KINDS_WITH_ATTENDANT,
    MERIT_OR_SOCIAL,
    PERCENT_FROM,
    PERSON,
    SOCIAL_PENSION,
    SUPPLEMENT,
    WITH_SINGLE_PARENT,
    Case,
    Terms,
    by_payee,
    entitlements,
    merit_amounts,
    next_change,
    priced,
    total,
    with_supplement,
)
from tests.models.seed_frames import Seed, golden, whole
from tests.models.worked import result_of

Found = dict[tuple[str, str], str | int]

MORE = {
    "x-mo-coi-4": Case(4, orphan=True),
    "x-mo-coi-2-nhan-nuoi": Case(2, orphan=True, carer="foster"),
    "x-mo-coi-10-nhan-nuoi": Case(10, orphan=True, carer="foster"),
    "x-hiv-2": Case(2, household="poor", hiv=True),
    "x-hiv-9": Case(9, household="poor", hiv=True),
    "x-don-than-sinh-vien": Case(20, household="poor", orphan=True, studying=True, children=1),
    "x-don-than-hiv-nang": Case(30, household="poor", children=1, hiv=True, disability="extreme"),
    "x-me-hai-con": Case(28, disability="severe", children_under_3=2),
    "x-me-mang-thai": Case(28, disability="severe", children_under_3=1, pregnant=True),
    "x-tre-nang": Case(8, disability="severe"),
    "x-tre-dac-biet-nhan-nuoi": Case(8, disability="extreme", carer="foster"),
    "x-mo-coi-dac-biet-nhan-nuoi": Case(10, orphan=True, disability="extreme", carer="foster"),
    "x-dac-biet-30-nhan-nuoi": Case(30, disability="extreme", carer="foster"),
    "x-gia-co-don-80": Case(80, household="poor", alone=True),
    "x-gia-nhan-nuoi": Case(70, household="poor", alone=True, carer="foster"),
    "x-gia-76-mien-nui": Case(76, household="near_poor", remote=True),
    "x-tre-2-mien-nui": Case(2, household="near_poor", remote=True),
    "x-80-khuyet-tat": Case(80, disability="severe"),
    "x-80-luong-huu": Case(80, pension="pension"),
    "x-79-tuat": Case(79, pension="survivor"),
    "x-don-than-can-ngheo": Case(35, household="near_poor", children=1, disability="severe"),
    "x-don-than-khong-ngheo": Case(35, children=1, disability="severe"),
    "x-gia-can-ngheo": Case(79, household="near_poor", alone=True),
    "x-hiv-can-ngheo": Case(40, household="near_poor", hiv=True),
    "x-mo-coi-17-thoi-hoc": Case(17, orphan=True),
    "x-tre-2-mien-nui-nang": Case(2, household="near_poor", remote=True, disability="severe"),
    "x-gia-co-don-nang": Case(79, household="poor", alone=True, disability="severe"),
    "x-tre-o-co-so": Case(2, orphan=True, in_centre=True),
    "x-70-can-ngheo": Case(70, household="near_poor"),
    "x-thuong-binh-100": Case(70, merit="invalid", percent=100),
    "x-benh-binh-85": Case(70, merit="sick_soldier", percent=85, attendant=True),
    "x-con-chat-doc-70": Case(45, merit="agent_orange_child", percent=70),
    "x-tuat-khuyet-tat": Case(66, merit="survivor_61", disability="extreme"),
    "x-tu-day": Case(75, merit="prisoner"),
    "x-giup-do": Case(75, merit="resistance_helper"),
    "x-hai-liet-si": Case(75, merit="martyr_kin_2"),
    "x-tai-gia": Case(75, merit="martyr_spouse_remarried"),
    **{f"x-benh-binh-{percent}": Case(70, merit="sick_soldier", percent=percent) for percent in (45, 55, 75)},
    **{f"x-chat-doc-{percent}": Case(75, merit="agent_orange", percent=percent) for percent in (30, 50, 70)},
}
CASES = {**{card.key: card.case for card in CARDS}, **MORE}
NORMS = {"12/2023": (360_000, 360_000), "12/2024": (500_000, 500_000), "12/2025": (500_000, 500_000)}
"""Time of a golden row: the community allowance's norm and the national one; "tỉnh 600.000" raises the first alone."""
WHEN = list(dict.fromkeys((row["mã trường hợp"], row["thời điểm"]) for row in golden("truong_hop")))
PERSONAL = ("protection", "protection_carers", "protection_centre", "protection_funeral")
"""Schemes a person is entitled to under Điều 6, 11, 20 and 25; emergency help is no part of a card."""
COEFFICIENTS = sorted({row["mã nhóm"] for row in golden("muc_huong_bao_tro") if row["chương trình"] in PERSONAL})


def terms(time: str, amounts: pl.DataFrame) -> Terms:
    """What counts at the time named in the golden file."""
    start, *more = time.split(", ")
    month, year = start.split("/")
    norm, national = NORMS[start]
    return Terms(
        600_000 if "tỉnh 600.000" in more else norm,
        national,
        merit=with_supplement(merit_amounts(amounts, Month(int(year), int(month)))),
        social_pension=500_000 if year == "2025" else None,
        merit_with_social="hưởng cả hai" in more,
    )


@cache
def wanted(key: str, time: str) -> Mapping[tuple[str, str], str | int]:
    """(payee, group) -> đồng, "không hưởng" or "chưa có", as written in the golden file."""
    rows = [row for row in golden("truong_hop") if (row["mã trường hợp"], row["thời điểm"]) == (key, time)]
    return {
        (row["người nhận"], row["mã nhóm"]): whole(row["đồng"]) if row["đồng"][0].isdigit() else row["đồng"]
        for row in rows
        if row["mã nhóm"]
    }


def found(key: str, time: str, groups: pl.DataFrame, amounts: pl.DataFrame) -> Found:
    lines = entitlements(CASES[key], groups, terms(time, amounts))
    words: Found = {}
    for line in lines:
        amount = "chưa có" if line.amount_vnd is None else line.amount_vnd
        words[line.payee, line.group] = amount if line.kept else "không hưởng"
    return words


@pytest.mark.parametrize(("key", "time"), WHEN)
def test_a_case_is_paid_what_was_worked_by_hand(seed: Seed, key: str, time: str) -> None:
    assert found(key, time, seed.groups, seed.amounts) == wanted(key, time)


def test_every_sum_of_the_file_comes_to_its_figure() -> None:
    checked = 0
    for row in golden("truong_hop"):
        result = result_of(row["phép tính"])
        if result is not None:
            assert result == whole(row["đồng"]), row
            checked += 1
    assert checked > 200


def test_every_card_has_its_lines_in_the_file_before_and_after() -> None:
    for card in CARDS:
        assert {"12/2023", "12/2024"} <= {time for key, time in WHEN if key == card.key}


@pytest.mark.parametrize("group", COEFFICIENTS)
@pytest.mark.parametrize("step", [-1, 1])
def test_a_wrong_coefficient_is_seen_on_somebodys_amount(seed: Seed, group: str, step: int) -> None:
    """All of Điều 6, Điều 20, Điều 25 and the funerals, half a coefficient up and down, at both norms."""
    wrong = seed.groups.with_columns(
        pl.col("half_coefficient") + pl.when(pl.col("group") == group).then(step).otherwise(0)
    )
    for start in ("12/2023", "12/2024"):
        hit = [
            (key, time)
            for key, time in WHEN
            if time == start and any(g == group and isinstance(v, int) for (_, g), v in wanted(key, time).items())
        ]
        assert hit, f"nobody in the golden file is paid {group} in {start}"
        assert any(found(key, time, wrong, seed.amounts) != wanted(key, time) for key, time in hit)


def test_the_file_knows_every_group_the_seed_counts_by_coefficient(seed: Seed) -> None:
    assert sorted(seed.groups.filter(pl.col("scheme").is_in(PERSONAL))["group"]) == COEFFICIENTS
    assert len(COEFFICIENTS) == 17 + 8 + 2 + 2


def test_paid_beside_a_single_parents_allowance_are_the_groups_of_three_clauses(seed: Seed) -> None:
    """Khoản 5, 6 and 8 Điều 5, by the clause each group carries."""
    of_clause = pl.col("clause").str.contains(r"khoản [568] Điều 5;")
    groups = seed.groups.filter((pl.col("scheme") == "protection") & of_clause)["group"]
    assert set(groups) == WITH_SINGLE_PARENT


def merit_codes() -> list[str]:
    codes = {row["mã nhóm"] for row in golden("truong_hop") if row["căn cứ"].startswith("NĐ 75") and row["phép tính"]}
    return sorted((codes - {SUPPLEMENT}) | {"invalid_81_100"})


@pytest.mark.parametrize("code", merit_codes())
def test_a_wrong_merit_amount_is_seen(seed: Seed, code: str) -> None:
    """The group from 81 % stands for the supplement, which is what it has above the mean of its steps."""
    shown = SUPPLEMENT if code == "invalid_81_100" else code
    wrong = seed.amounts.with_columns(pl.col("amount_vnd") + pl.when(pl.col("group") == code).then(1_000).otherwise(0))
    for start in ("12/2023", "12/2024"):
        hit = [(key, time) for key, time in WHEN if time == start and any(g == shown for _, g in wanted(key, time))]
        assert hit
        assert all(found(key, time, seed.groups, wrong) != wanted(key, time) for key, time in hit)


# --- the screen's rows


def test_a_scenario_may_change_one_coefficient_on_one_side_only(seed: Seed) -> None:
    before = Terms(360_000, 360_000)
    after = Terms(360_000, 360_000, halves={"disab_extreme_child_elder": 6})
    rows = priced(CASES["khuyet-tat-62"], seed.groups, before, after)
    assert by_payee(rows) == {PERSON: (900_000, 1_080_000), CARER: (360_000, 360_000)}


def test_an_override_can_move_who_is_the_highest(seed: Seed) -> None:
    """Đ6.2 is applied to what the scenario gives, not to what the law gave."""
    case = Case(10, orphan=True, disability="severe")
    rows = priced(case, seed.groups, Terms(360_000, 360_000), Terms(360_000, 360_000, halves={"orphan_4_16": 5}))
    assert {row.line.group: (row.before_vnd, row.after_vnd) for row in rows if row.line.payee == PERSON} == {
        "orphan_4_16": (0, 900_000),
        "disab_severe_child_elder": (720_000, 0),
    }


def test_a_raise_can_lift_the_allowance_over_the_social_pension(seed: Seed) -> None:
    """1,0 x 400.000 under 500.000, then 1,0 x 600.000 above it; the funeral follows the allowance."""
    sides = [Terms(norm, norm, social_pension=500_000) for norm in (400_000, 600_000)]
    rows = priced(CASES["x-gia-76-mien-nui"], seed.groups, *sides)
    amounts = {row.line.group: (row.before_vnd, row.after_vnd) for row in rows}
    assert amounts == {
        "elderly_75_80_remote": (0, 600_000),
        SOCIAL_PENSION: (500_000, 0),
        "funeral_social_pension": (10_000_000, 0),
        "funeral": (0, 12_000_000),
    }
    assert by_payee(rows) == {PERSON: (500_000, 600_000)}


def test_an_amount_that_is_not_known_is_not_nothing(seed: Seed) -> None:
    """Bệnh binh 85 % has no published amount of its own in the data: the sum is unknown, never 0 or the rest alone."""
    sides = terms("12/2023", seed.amounts), terms("12/2024", seed.amounts)
    paid = by_payee(priced(CASES["x-benh-binh-85"], seed.groups, *sides))
    assert paid[PERSON] == (None, None)
    assert paid["Người phục vụ"] == (2_055_000, 2_789_000)


def test_an_unknown_merit_amount_drops_no_social_allowance(seed: Seed) -> None:
    case = Case(66, merit="invalid", percent=25, disability="extreme")
    assert all(line.kept for line in entitlements(case, seed.groups, Terms(360_000, 360_000)))


def test_a_group_that_has_left_the_law_pays_nothing(seed: Seed) -> None:
    without = seed.groups.filter(pl.col("group") != "disab_severe")
    groups = [line.group for line in entitlements(CASES["don-than"], without, Terms(360_000, 360_000))]
    assert groups == ["single_parent", "funeral"]


def test_whether_both_may_be_held_is_asked_only_where_it_matters(seed: Seed) -> None:
    asked = [
        card.key
        for card in CARDS
        if MERIT_OR_SOCIAL
        in {line.reason for line in entitlements(card.case, seed.groups, terms("12/2024", seed.amounts))}
    ]
    assert asked == ["con-chat-doc", "me-liet-si", "me-liet-si-co-don", "me-vnah", "thuong-binh-khuyet-tat"]


ALTERNATIVES: dict[str, list[Any]] = {
    "age": [2, 10, 30, 65, 78, 85],
    "household": ["poor", "near_poor", "other"],
    "children": [0, 1, 3],
    "children_under_3": [0, 2],
    "disability": ["none", "severe", "extreme"],
    "carer": ["none", "family", "foster"],
    "pension": ["none", "survivor"],
    "percent": [45, 61, 90],
}


@pytest.mark.parametrize(("key", "name"), [(card.key, name) for card in CARDS for name in card.fields])
def test_every_field_of_a_card_changes_something(seed: Seed, key: str, name: str) -> None:
    """An attendant needs 81 %, a carer an extreme disability; the household counts before 75 and a pension after."""
    needs: dict[str, dict[str, Any]] = {
        "attendant": {"percent": 90},
        "carer": {"disability": "extreme"},
        "household": {"age": 72},
        "pension": {"age": 85},
    }
    case = replace(CASES[key], **needs.get(name, {}))
    values = ALTERNATIVES.get(name, [False, True])
    made = {entitlements(replace(case, **{name: v}), seed.groups, terms("12/2025", seed.amounts)) for v in values}
    assert len(made) > 1


def test_cards_have_names_keys_and_known_fields() -> None:
    assert len({card.key for card in CARDS}) == len({card.name for card in CARDS}) == len(CARDS) >= 10
    assert {name for card in CARDS for name in card.fields} <= {field.name for field in fields(Case)}


# --- birthdays

BIRTHDAYS = [
    (Case(1, household="near_poor", remote=True), 3, [], ["child_u3_remote", "funeral"]),
    (Case(3, orphan=True), 4, ["orphan_4_16"], ["orphan_u4"]),
    (Case(8, disability="extreme", carer="family"), 16, ["disab_extreme"], ["disab_extreme_child_elder"]),
    (Case(15, orphan=True, studying=True), 16, ["student_16_22"], ["orphan_4_16"]),
    (Case(15, orphan=True), 16, [], ["orphan_4_16", "funeral"]),
    (Case(17, orphan=True, studying=True), 22, [], ["student_16_22", "funeral"]),
    (Case(35, disability="severe"), 60, ["disab_severe_child_elder"], ["disab_severe"]),
    (Case(79, household="poor", alone=True), 80, ["elderly_poor_80"], ["elderly_poor_60_80"]),
    (Case(76), 80, ["elderly_80_no_pension", "funeral"], []),
    (Case(79, pension="survivor"), 80, ["funeral"], []),
    (Case(62, disability="extreme"), None, [], []),
    (Case(40, disability="extreme", in_centre=True), None, [], []),
]


@pytest.mark.parametrize(("case", "age", "begun", "ended"), BIRTHDAYS)
def test_the_next_birthday_that_changes_something(
    seed: Seed, case: Case, age: int | None, begun: list[str], ended: list[str]
) -> None:
    change = next_change(case, seed.groups, Terms(360_000, 360_000))
    if age is None:
        assert change is None
    else:
        assert change is not None
        groups = ([line.group for line in change.begun], [line.group for line in change.ended])
        assert (change.age, *groups) == (age, begun, ended)


@pytest.mark.parametrize(("household", "age"), [("other", 75), ("near_poor", 70), ("poor", 70)])
def test_the_social_pension_begins_by_household(seed: Seed, household: Any, age: int) -> None:
    change = next_change(Case(65, household=household), seed.groups, Terms(500_000, 500_000, social_pension=500_000))
    assert change is not None
    assert change.age == age
    assert SOCIAL_PENSION in [line.group for line in change.begun]


# --- amounts of a month


def test_merit_amounts_come_from_one_decree(seed: Seed) -> None:
    assert merit_amounts(seed.amounts, Month(2023, 6)) == {}
    assert merit_amounts(seed.amounts, Month(2024, 6))["attendant"] == 2_055_000
    assert merit_amounts(seed.amounts, Month(2024, 7))["attendant"] == 2_789_000
    newest = merit_amounts(seed.amounts, Month(2026, 7))
    assert newest["invalid.100"] == 9_656_000
    assert "attendant" not in newest


def test_the_supplement_follows_from_the_group_and_its_steps(seed: Seed) -> None:
    published = merit_amounts(seed.amounts, Month(2023, 12))
    assert with_supplement(published)[SUPPLEMENT] == 1_031_000
    assert with_supplement({**published, SUPPLEMENT: 2_113_000})[SUPPLEMENT] == 2_113_000
    without_a_step = {code: amount for code, amount in published.items() if code != "invalid.90"}
    assert SUPPLEMENT not in with_supplement(without_a_step)
    assert with_supplement({}) == {}


# --- whoever it is

cases = st.builds(
    Case,
    age=st.integers(0, 100),
    household=st.sampled_from(["poor", "near_poor", "other"]),
    remote=st.booleans(),
    orphan=st.booleans(),
    studying=st.booleans(),
    hiv=st.booleans(),
    children=st.integers(0, 4),
    children_under_3=st.integers(0, 3),
    pregnant=st.booleans(),
    disability=st.sampled_from(["none", "severe", "extreme"]),
    alone=st.booleans(),
    carer=st.sampled_from(["none", "family", "foster"]),
    in_centre=st.booleans(),
    pension=st.sampled_from(["none", "pension", "survivor"]),
    merit=st.sampled_from(["", "martyr_kin_1", "heroic_mother", *PERCENT_FROM]),
    percent=st.integers(0, 100),
    attendant=st.booleans(),
)
norms = st.integers(300_000, 1_000_000)
pensions = st.none() | st.integers(400_000, 900_000)


def draws(count: int) -> settings:
    return settings(max_examples=count, deadline=None)


@given(case=cases, norm=norms, pension=pensions, both=st.booleans())
@draws(200)
def test_nobody_is_paid_two_of_article_6_but_a_single_parent(
    seed: Seed, case: Case, norm: int, pension: int | None, both: bool
) -> None:
    merit = with_supplement(merit_amounts(seed.amounts, Month(2024, 12)))
    at = Terms(norm, norm, merit=merit, social_pension=pension, merit_with_social=both)
    lines = entitlements(case, seed.groups, at)
    of_article_6 = set(seed.groups.filter(pl.col("scheme") == "protection")["group"])
    kept = {line.group for line in lines if line.kept and line.group in of_article_6}
    if len(kept) == 2:
        assert "single_parent" in kept
        assert kept - {"single_parent"} <= WITH_SINGLE_PARENT
    else:
        assert len(kept) <= 1
    paid = {line.group for line in lines if line.kept}
    assert not (kept and SOCIAL_PENSION in paid)
    assert not (case.in_centre and (kept or CARER in {line.payee for line in lines if line.kept}))
    assert (CENTRE in {line.payee for line in lines}) == case.in_centre
    merits = [line for line in lines if line.kept and line.payee == PERSON and line.group in merit]
    unknown = any(line.kept and line.amount_vnd is None for line in lines)  # then nothing is dropped
    assert both or unknown or not (merits and (kept or SOCIAL_PENSION in paid))
    assert len(lines) == len({(line.payee, line.group) for line in lines})
    assert case.merit in KINDS_WITH_ATTENDANT or "attendant" not in paid


@given(case=cases, low=norms, high=norms, pension=pensions, both=st.booleans())
@draws(200)
def test_a_higher_norm_never_lowers_what_a_payee_gets(
    seed: Seed, case: Case, low: int, high: int, pension: int | None, both: bool
) -> None:
    low, high = sorted((low, high))
    merit = with_supplement(merit_amounts(seed.amounts, Month(2024, 12)))
    sides = [Terms(n, n, merit=merit, social_pension=pension, merit_with_social=both) for n in (low, high)]
    for before, after in by_payee(priced(case, seed.groups, *sides)).values():
        assert (before is None) == (after is None)
        assert before is None or after is None or after >= before
    if pension is None and not case.merit:
        for row in priced(case, seed.groups, *sides):
            assert row.before is not None
            assert row.after is not None
            assert row.before.kept == row.after.kept
            assert (row.after.paid_vnd or 0) >= (row.before.paid_vnd or 0)


@given(case=cases, national=norms, rise=st.integers(0, 500_000))
@draws(200)
def test_a_provincial_rise_leaves_carers_centres_and_funerals_alone(
    seed: Seed, case: Case, national: int, rise: int
) -> None:
    fixed = set(seed.groups.filter(pl.col("norm_basis") == "national")["group"])
    sides = [entitlements(case, seed.groups, Terms(norm, national)) for norm in (national, national + rise)]
    before, after = ([line for line in lines if line.group in fixed] for lines in sides)
    assert before == after
    extended = entitlements(case, seed.groups, Terms(national + rise, national + rise))
    assert all(line.base == national + rise for line in extended if line.group in fixed)


@given(case=cases, norm=norms, below=st.integers(1, 200_000))
@draws(50)
def test_a_provincial_norm_below_the_national_one_counts_for_nothing(
    seed: Seed, case: Case, norm: int, below: int
) -> None:
    assert entitlements(case, seed.groups, Terms(norm - below, norm)) == entitlements(
        case, seed.groups, Terms(norm, norm)
    )


def test_a_sum_with_an_unknown_part_is_unknown(seed: Seed) -> None:
    lines = entitlements(CASES["thuong-binh-81"], seed.groups, Terms(1, 1, merit={"invalid.81": 5_335_000}))
    assert total(lines) is None
    assert total(()) == 0

"""What an answer rests on: a norm that all of the bill follows rests on the reported total, what is done for a group on
the assumed mix."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from models.policy.answers.scenario_result import evaluate, from_text, to_text
from models.policy.answers.standing import NAMES, ORDER, REACH_PERCENT, Standing, resized
from models.policy.answers.whatif import MERIT_AREA, PROTECTION_AREA, WhatIf, WhatIfArea, compute
from models.policy.areas.protection import GROUP_LABELS, SLUGS
from models.policy.engine.baseline import Baseline
from models.policy.levers.clock import Clock
from models.policy.levers.levers import LeverValue
from models.policy.schemes import PROTECTION
from tests.examples import examples
from tests.models.seed_frames import DISTRICTS, END_2023, Seed, baseline_of, golden, sent, whole

AREAS = {"btxh": PROTECTION_AREA, "ncc": MERIT_AREA}


def answer(
    seed: Seed, baseline: Baseline, day: date, moved: Mapping[str, LeverValue], area: WhatIfArea = PROTECTION_AREA
) -> WhatIf:
    """The what-if of levers by their name in the address, the others where the clock puts them."""
    clock = Clock(day, seed.law)
    values = {lever.key: moved.get(lever.parameter, clock.position(lever)) for lever in area.all_levers}
    return compute(clock, baseline, values, area)


def read(text: str, area: WhatIfArea) -> dict[str, LeverValue]:
    """ "btxh-muc-chuan=500000" as lever values."""
    asked = dict(pair.split("=") for pair in text.split())
    kinds = {lever.parameter: lever.kind for lever in area.levers}
    return {name: value if kinds[name] == "option" else int(value) for name, value in asked.items()}


@pytest.mark.parametrize("row", golden("can_cu"), ids=lambda row: f"{row['quy định đến']} {row['thông số']}")
def test_an_answer_rests_on_what_its_row_says(seed: Seed, province: Baseline, row: dict[str, str]) -> None:
    area = AREAS[row["trang"]]
    found = answer(seed, province, date.fromisoformat(row["quy định đến"]), read(row["thông số"], area), area)
    assert found.no_change is None
    assert found.main.increase_vnd == whole(row["tăng thêm mỗi tháng"])
    assert found.standing.quality == row["tính chất"]
    groups = [each for each in found.standing.groups if each.name == NAMES.get(row["nhóm giả định"])]
    assert len(groups) == len(found.standing.groups) == bool(row["nhóm giả định"])
    ends = [end for each in groups for end in (each.low_vnd, each.high_vnd)] or [found.main.increase_vnd]
    assert (min(ends), max(ends)) == (whole(row["từ"]), whole(row["đến"]))


SETTINGS: dict[str, Any] = {
    "btxh-muc-chuan": st.sampled_from([360_000, 390_000, 500_000, 750_000]),
    "btxh-so-nguoi": st.integers(-30, 30),
    "btxh-tang-nam": st.sampled_from(["-50", "-5", "0", "25"]),
    "btxh-theo-chuan": st.sampled_from([50, 75, 100]),
    "btxh-lo-trinh": st.sampled_from(["1", "2x6", "3x12"]),
    "btxh-tinh-nang": st.sampled_from(["0", "1"]),
    "btxh-tu-thang": st.sampled_from(["2024-01", "2024-07", "2025-03"]),
}


@settings(max_examples=examples(90), deadline=None)
@given(moved=st.fixed_dictionaries(SETTINGS))
def test_what_all_of_the_bill_follows_never_rests_on_the_mix(
    seed: Seed, districts: Baseline, moved: dict[str, LeverValue]
) -> None:
    assert answer(seed, districts, END_2023, moved).standing == Standing("reported")


@settings(max_examples=examples(90), deadline=None)
@given(moved=st.fixed_dictionaries(SETTINGS), group=st.sampled_from(sorted(GROUP_LABELS)), half=st.integers(1, 12))
def test_a_coefficient_of_its_own_rests_on_how_many_the_group_has(
    seed: Seed, districts: Baseline, moved: dict[str, LeverValue], group: str, half: int
) -> None:
    found = answer(seed, districts, END_2023, moved | {f"btxh-hs-{SLUGS[group]}": str(half)})
    there = group in found.block.groups
    changed = half != found.baseline.half_coefficients.get(group)
    assert found.standing.is_assumed == (there and changed)


@settings(max_examples=examples(60), deadline=None)
@given(group=st.sampled_from(sorted(GROUP_LABELS)), percent=st.integers(0, 200))
def test_another_size_of_a_group_keeps_the_sum_that_was_reported(districts: Baseline, group: str, percent: int) -> None:
    block = districts.block(PROTECTION)
    other = resized(block, group, percent)
    assert other.base_vnd == block.base_vnd
    untouched = [name != group for name in block.groups]
    assert (other.people[: len(block.people)][untouched] == block.people[untouched]).all()
    assert int(other.people.sum()) == int(block.people.sum())


def test_the_widest_group_is_in_the_range_and_named(seed: Seed, province: Baseline) -> None:
    found = answer(seed, province, END_2023, {"btxh-hs-kt-nang": "4", "btxh-hs-kt-dac-biet-nang": "5"})
    first, second = found.standing.groups
    assert first.width > second.width > 0
    assert [each.name for each in found.range.inputs if each.width] == [first.name]
    assert (found.range.low_vnd, found.range.high_vnd) == (first.low_vnd, first.high_vnd)
    assert 100 * (first.high - first.low) // 10_739 in (2 * REACH_PERCENT, 2 * REACH_PERCENT - 1)


def test_what_districts_sent_with_their_groups_is_no_assumption(seed: Seed) -> None:
    groups = [group for group in GROUP_LABELS if group in seed.half_coefficients("protection")]
    rows = [sent(seed.area(code), 100, 60_000_000, group=group) for code in DISTRICTS for group in groups]
    found = answer(seed, baseline_of(seed, rows), END_2023, {"btxh-hs-kt-nang": "4"})
    assert found.standing == Standing("uploaded")


def test_people_without_money_are_priced_by_the_mix(seed: Seed) -> None:
    """A norm rests on the mix too where no sum was sent."""
    rows = [sent(seed.area(code), 1_000) for code in DISTRICTS]
    found = answer(seed, baseline_of(seed, rows), END_2023, {"btxh-muc-chuan": 500_000})
    assert found.standing.is_assumed
    known = [sent(seed.area(code), 1_000, 500_000_000) for code in DISTRICTS]
    assert answer(seed, baseline_of(seed, known), END_2023, {"btxh-muc-chuan": 500_000}).standing == Standing(
        "uploaded"
    )


def test_a_stored_result_keeps_what_it_rested_on(seed: Seed, province: Baseline) -> None:
    found = answer(seed, province, END_2023, {"btxh-hs-kt-nang": "4"})
    result = evaluate(province, seed.law, found.scenario)
    assert {one.scheme: one.assumptions for one in result.schemes} == {
        "protection": ("Khuyết tật nặng",),
        "protection_centre": (),
        "merit": (),
    }
    assert from_text(to_text(result)) == result


SENT = st.sampled_from(["sum", "groups", "people"])
"""What a district sent of its month: people and money, that by group, people alone."""


@settings(max_examples=examples(30), deadline=None)
@given(kinds=st.tuples(*[SENT] * len(DISTRICTS)), of_a_group=st.booleans())
def test_the_weakest_of_what_moves_a_sum_is_the_sums(seed: Seed, kinds: tuple[str, ...], of_a_group: bool) -> None:
    """One district that the answer needs the mix for makes the province's answer assumed; districts whose quality does
    not matter to what is moved do not."""
    groups = [group for group in GROUP_LABELS if group in seed.half_coefficients("protection")]
    rows = []
    for code, kind in zip(DISTRICTS, kinds, strict=True):
        if kind == "groups":
            rows += [sent(seed.area(code), 100, 60_000_000, group=group) for group in groups]
        else:
            rows.append(sent(seed.area(code), 1_000, 500_000_000 if kind == "sum" else None))
    moved: dict[str, LeverValue] = {"btxh-hs-kt-nang": "4"} if of_a_group else {"btxh-muc-chuan": 500_000}
    found = answer(seed, baseline_of(seed, rows), END_2023, moved).standing
    rests_on_the_mix = {"sum": of_a_group, "groups": False, "people": True}
    each = ["assumed" if rests_on_the_mix[kind] else "uploaded" for kind in kinds]
    assert found.quality == max(each, key=ORDER.index)
    assert found.is_assumed == bool(found.groups)

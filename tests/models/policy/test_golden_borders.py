"""Which month and borders the baseline takes (golden/ky_so_lieu.csv), and how their people divide over groups."""

from typing import Any

import pytest

from models.periods import Month
from models.policy.engine.baseline import Block
from models.policy.schemes import OVER_80, PROTECTION
from tests.models.seed_frames import DISTRICTS, Seed, baseline_of, golden, sent, whole

LEVELS = {"tỉnh": "province", "huyện": "district", "xã": "commune"}


def senders(seed: Seed, level: str, month: str) -> list[int]:
    day = Month.parse(month).first_day
    return {
        "tỉnh": [seed.area("35")],
        "huyện": [seed.area(code, min(day, Month(2025, 6).first_day)) for code in DISTRICTS],
        "xã": seed.wards(),
    }[level]


def protection(seed: Seed, rows: list[dict[str, Any]], *, demo: bool = False) -> Block:
    return baseline_of(seed, rows, demo=demo).block(PROTECTION)


def wards(seed: Seed, count: int | None = None, month: str = "2026-10", **more: Any) -> list[dict[str, Any]]:
    return [sent(area, 1000, 800_000_000, month=month, **more) for area in seed.wards()[:count]]


@pytest.mark.parametrize("case", golden("ky_so_lieu"), ids=lambda case: case["Trường hợp"])
def test_the_newest_complete_month_whatever_its_borders(seed: Seed, case: dict[str, str]) -> None:
    month, count = case["Kỳ gửi"], int(case["Số đơn vị gửi"])
    people, vnd = whole(case["Người mỗi đơn vị"]), whole(case["Đồng mỗi đơn vị"])
    areas = senders(seed, case["Đơn vị gửi"], month)[:count]
    block = protection(seed, [sent(area, people, vnd, month=month) for area in areas])
    assert (str(block.as_of), block.level) == (case["Kỳ được dùng"], LEVELS[case["Cấp được dùng"]])
    assert (int(block.people.sum()), block.base_vnd) == (whole(case["Tổng người"]), whole(case["Tổng đồng"]))
    assert block.base_norm == whole(case["Mức chuẩn của kỳ"])
    assert block.uploaded == (case["Kỳ được dùng"] != "2023-12")


def test_of_one_month_the_finest_complete_figures_are_taken(seed: Seed) -> None:
    province = sent(seed.area("35"), 40_000, 30_000_000_000, month="2026-10")
    assert protection(seed, [province, *wards(seed)]).level == "commune"
    assert protection(seed, [province, *wards(seed, 32)]).level == "province"


def test_a_newer_month_of_the_province_beats_an_older_one_of_all_wards(seed: Seed) -> None:
    newer = sent(seed.area("35"), 40_000, 30_000_000_000, month="2026-11")
    assert (protection(seed, [newer, *wards(seed)]).level, protection(seed, wards(seed)).level) == (
        "province",
        "commune",
    )


def test_newer_wards_that_are_not_all_in_leave_the_districts_month(seed: Seed) -> None:
    june = [sent(area, 7000, 5_000_000_000, month="2025-06") for area in senders(seed, "huyện", "2025-06")]
    block = protection(seed, [*june, *wards(seed, 32)])
    assert (block.as_of, block.level) == (Month(2025, 6), "district")


def test_from_7_2025_nobody_is_spread_over_the_group_of_the_social_pension(seed: Seed) -> None:
    june = [sent(area, 7000, 5_000_000_000, month="2025-06") for area in senders(seed, "huyện", "2025-06")]
    assert OVER_80 in protection(seed, june).groups
    for rows in (wards(seed), wards(seed, month="2025-07"), [sent(seed.area("35"), 40_000, month="2026-10")]):
        block = protection(seed, rows)
        assert OVER_80 not in block.groups
        assert int(block.people.sum()) == sum(row["people"] for row in rows)


def test_a_file_that_has_the_group_keeps_it(seed: Seed) -> None:
    first = seed.wards()[0]
    own = [sent(first, 300, group=OVER_80, month="2026-10"), sent(first, 700, group="disab_severe", month="2026-10")]
    block = protection(seed, [*wards(seed), *own])
    cells = zip(block.groups, block.people.tolist(), block.area_ids.tolist(), strict=True)
    mine = {group: people for group, people, area in cells if area == first}
    assert mine == {OVER_80: 300, "disab_severe": 700}


def test_wards_with_every_group_but_that_one_need_no_programme_row(seed: Seed) -> None:
    split = seed.groups.filter((seed.groups["scheme"] == "protection") & seed.groups["split_by_area"])["group"]
    have = [group for group in split if group in protection(seed, []).groups and group != OVER_80]
    rows = [sent(area, 10, 5_000_000, group=group, month="2026-10") for area in seed.wards() for group in have]
    assert protection(seed, rows).as_of == Month(2026, 10)
    assert not protection(seed, rows[:-1]).uploaded


def test_the_first_ward_does_not_silence_districts_that_have_sent_nothing(seed: Seed) -> None:
    assert protection(seed, wards(seed, 1), demo=True).illustrative_areas
    assert not protection(seed, wards(seed), demo=True).illustrative_areas


def test_figures_of_the_wards_are_never_split(seed: Seed) -> None:
    whole_province = [sent(seed.area("35"), 40_000, 30_000_000_000, month="2026-10")]
    block = protection(seed, whole_province, demo=True)
    assert (block.illustrative_areas, set(block.area_ids.tolist())) == (False, {seed.area("35")})

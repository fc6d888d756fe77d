"""The baseline by its rules: which month, which rows, which mix, what is split and what never is."""

import itertools
from typing import Any

import numpy as np
import polars as pl
import pytest

from models.money import share_out
from models.periods import Month
from models.policy.engine.baseline import SMALL_CELL, Block, NoBaselineError, build_baseline
from models.policy.law.law import Law
from models.policy.schemes import CARERS, CENTRE, MERIT, PROTECTION
from tests.models.seed_frames import DISTRICTS, Seed, baseline_of, sent, with_rows

PEOPLE = dict(zip(DISTRICTS, (8000, 7500, 7000, 6500, 7200, 9000), strict=True))
PRICE = 530_000
"""Đồng a person that the districts below say they paid."""


def all_districts(seed: Seed, month: str = "2024-03", **changed: int) -> list[dict[str, Any]]:
    """The programme row of each of the six districts."""
    return [
        sent(seed.area(code), changed.get(f"d{code}", people), PRICE * changed.get(f"d{code}", people), month=month)
        for code, people in PEOPLE.items()
    ]


def of_area(block: Block, area: int) -> dict[str, tuple[int, int]]:
    """People and units of the area by group."""
    return {
        group: (int(block.people[row]), int(block.units[row]))
        for row, group in enumerate(block.groups)
        if block.area_ids[row] == area
    }


def people_by_area(block: Block) -> dict[int, int]:
    return {int(area): int(block.people[block.area_ids == area].sum()) for area in np.unique(block.area_ids)}


def test_without_uploads_the_report_is_the_baseline(seed: Seed) -> None:
    block = baseline_of(seed).block(PROTECTION)
    assert (block.as_of, block.base_norm, block.qualifier) == (Month(2023, 12), 360_000, ">")
    assert (block.uploaded, block.assumed_groups, block.illustrative_areas) == (False, True, False)
    assert (int(block.people.sum()), int(block.units.sum())) == (45_575, 45_995)
    assert block.reconciliation.tolist() == [-12_000_000]
    assert block.base_vnd == 24_000_000_000
    assert set(block.area_ids.tolist()) == {seed.area("35")}


def test_centres_have_no_reported_bill_and_so_nothing_to_reconcile(seed: Seed) -> None:
    block = baseline_of(seed).block(CENTRE)
    assert (block.groups, block.people.tolist()) == (("centre_4plus",), [301])
    assert len(block.reconciliation) == 0
    assert block.base_vnd == 433_440_000
    assert not block.follows_province.any()


def test_a_line_without_a_headcount_has_no_block(seed: Seed) -> None:
    with pytest.raises(KeyError, match="carers"):
        baseline_of(seed).block(CARERS)


def test_figures_of_all_districts_replace_the_report(seed: Seed) -> None:
    block = baseline_of(seed, all_districts(seed)).block(PROTECTION)
    assert (block.uploaded, block.as_of, block.qualifier) == (True, Month(2024, 3), "=")
    assert people_by_area(block) == {seed.area(code): people for code, people in PEOPLE.items()}
    assert block.base_vnd == PRICE * sum(PEOPLE.values())
    assert block.assumed_groups
    assert not block.illustrative_areas


def test_each_district_is_reconciled_with_its_own_bill(seed: Seed) -> None:
    block = baseline_of(seed, all_districts(seed)).block(PROTECTION)
    modelled = block.units * block.half_coefficients * block.base_norm // 2
    for area, rest in zip(block.reconciliation_area_ids.tolist(), block.reconciliation.tolist(), strict=True):
        code = next(code for code in DISTRICTS if seed.area(code) == area)
        assert int(modelled[block.area_ids == area].sum()) + rest == PRICE * PEOPLE[code]
    assert len(block.reconciliation) == 6


def test_a_district_that_sent_people_only_has_nothing_to_reconcile(seed: Seed) -> None:
    rows = all_districts(seed)
    rows[2]["amount_vnd"] = None
    block = baseline_of(seed, rows).block(PROTECTION)
    assert seed.area("350") not in block.reconciliation_area_ids.tolist()
    assert len(block.reconciliation) == 5


def test_the_norm_of_the_figures_is_the_one_their_lists_paid(seed: Seed) -> None:
    """July 2024 was paid at 360.000, August at 500.000."""
    norms = {
        month: baseline_of(seed, all_districts(seed, month)).block(PROTECTION).base_norm
        for month in ("2024-06", "2024-07", "2024-08")
    }
    assert norms == {"2024-06": 360_000, "2024-07": 360_000, "2024-08": 500_000}


def test_the_newest_complete_month_is_taken(seed: Seed) -> None:
    rows = [
        *all_districts(seed, "2024-02", d347=1000),
        *all_districts(seed, "2024-03"),
        *all_districts(seed, "2024-01"),
    ]
    block = baseline_of(seed, rows).block(PROTECTION)
    assert block.as_of == Month(2024, 3)
    assert people_by_area(block)[seed.area("347")] == PEOPLE["347"]


def test_a_partial_month_falls_back_to_the_last_complete_one(seed: Seed) -> None:
    rows = [*all_districts(seed, "2024-03"), *all_districts(seed, "2024-04", d347=1)[:5]]
    block = baseline_of(seed, rows).block(PROTECTION)
    assert block.as_of == Month(2024, 3)
    assert people_by_area(block)[seed.area("347")] == PEOPLE["347"]


def test_a_partial_month_alone_falls_back_to_the_report(seed: Seed) -> None:
    block = baseline_of(seed, all_districts(seed)[:5]).block(PROTECTION)
    assert (block.uploaded, block.as_of, block.base_vnd) == (False, Month(2023, 12), 24_000_000_000)


def test_a_month_may_be_chosen(seed: Seed) -> None:
    rows = [*all_districts(seed, "2024-03", d347=1000), *all_districts(seed, "2024-05")]
    block = baseline_of(seed, rows, month=Month(2024, 3)).block(PROTECTION)
    assert block.as_of == Month(2024, 3)
    assert people_by_area(block)[seed.area("347")] == 1000
    incomplete = baseline_of(seed, rows, month=Month(2024, 4)).block(PROTECTION)
    assert (incomplete.uploaded, incomplete.as_of) == (False, Month(2023, 12))


def test_before_the_first_figure_there_is_no_baseline(seed: Seed) -> None:
    with pytest.raises(NoBaselineError, match="total"):
        baseline_of(seed, month=Month(2023, 11))


def test_without_any_mix_there_is_no_baseline(seed: Seed) -> None:
    bare = seed.caseload.filter(pl.col("group") == "")
    with pytest.raises(NoBaselineError, match="mix"):
        build_baseline(bare, seed.groups, seed.areas, seed.law, seed.amounts, demo=False)


def test_group_rows_set_a_districts_mix(seed: Seed) -> None:
    phu_ly = seed.area("347")
    rows = [
        *all_districts(seed),
        sent(phu_ly, 3000, group="elderly_80_no_pension"),
        sent(phu_ly, 1000, units=1500, group="single_parent"),
    ]
    block = baseline_of(seed, rows).block(PROTECTION)
    assert of_area(block, phu_ly) == {"elderly_80_no_pension": (6000, 6000), "single_parent": (2000, 3000)}
    assert len(of_area(block, seed.area("349"))) == 14
    assert block.assumed_groups


def test_where_every_district_sent_groups_nothing_is_illustrative(seed: Seed) -> None:
    groups = [sent(seed.area(code), people, group="disab_severe") for code, people in PEOPLE.items()]
    block = baseline_of(seed, [*all_districts(seed), *groups]).block(PROTECTION)
    assert not block.assumed_groups
    assert set(block.groups) == {"disab_severe"}


def test_the_mix_is_the_provinces_otherwise_by_largest_remainder(seed: Seed) -> None:
    block = baseline_of(seed, all_districts(seed)).block(PROTECTION)
    reference = {
        group: int(people)
        for group, people in seed.mine(PROTECTION).filter(pl.col("group") != "").select("group", "people").rows()
    }
    for code, people in PEOPLE.items():
        cells = of_area(block, seed.area(code))
        assert sum(count for count, _ in cells.values()) == people
        for group, (count, _) in cells.items():
            assert abs(count - people * reference[group] / 45_575) < 1


def test_a_district_that_sent_all_its_groups_needs_no_programme_row(seed: Seed) -> None:
    """Groups too small to be kept by area are not asked of a district."""
    by_area = seed.groups.filter((pl.col("scheme") == "protection") & pl.col("split_by_area"))["group"].to_list()
    wanted = [group for group in by_area if group in baseline_of(seed).block(PROTECTION).groups]
    rows = [*all_districts(seed)[1:], *(sent(seed.area("347"), 10, 5_000_000, group=group) for group in wanted)]
    block = baseline_of(seed, rows).block(PROTECTION)
    assert block.uploaded
    assert people_by_area(block)[seed.area("347")] == 10 * len(wanted)
    assert not baseline_of(seed, rows[:-1]).block(PROTECTION).uploaded


def commune_rows(seed: Seed, district: str, count: int | None = None) -> list[dict[str, Any]]:
    return [sent(area, 100, 53_000_000) for area in seed.communes(district)[:count]]


def test_communes_replace_their_districts_row_once_all_are_in(seed: Seed) -> None:
    rows = [*all_districts(seed), *commune_rows(seed, "352")]
    block = baseline_of(seed, rows).block(PROTECTION)
    assert len(seed.communes("352")) == 17
    assert people_by_area(block)[seed.area("352")] == 1700
    assert people_by_area(block)[seed.area("353")] == PEOPLE["353"]


def test_some_communes_never_touch_their_districts_row(seed: Seed) -> None:
    rows = [*all_districts(seed), *commune_rows(seed, "352", 16)]
    block = baseline_of(seed, rows).block(PROTECTION)
    assert people_by_area(block)[seed.area("352")] == PEOPLE["352"]


def test_some_communes_without_a_districts_row_are_no_total(seed: Seed) -> None:
    rows = [row for row in all_districts(seed) if row["area_id"] != seed.area("352")]
    assert not baseline_of(seed, [*rows, *commune_rows(seed, "352", 16)]).block(PROTECTION).uploaded
    assert baseline_of(seed, [*rows, *commune_rows(seed, "352")]).block(PROTECTION).uploaded


def test_communes_carry_their_own_mix(seed: Seed) -> None:
    first = seed.communes("352")[0]
    rows = [*all_districts(seed), *commune_rows(seed, "352"), sent(first, 100, group="disab_extreme")]
    assert of_area(baseline_of(seed, rows).block(PROTECTION), seed.area("352")) == {"disab_extreme": (1700, 1700)}


def test_in_2025_kim_bang_is_another_area(seed: Seed) -> None:
    """A code alone is no identity: the town of January 2025 has the code of the district before it."""
    old, new = seed.area("350"), seed.area("350", Month(2025, 1).first_day)
    assert old != new
    rows = [{**row, "area_id": new} if row["area_id"] == old else row for row in all_districts(seed, "2025-02")]
    assert baseline_of(seed, rows).block(PROTECTION).uploaded
    assert not baseline_of(seed, all_districts(seed, "2025-02")).block(PROTECTION).uploaded


def test_the_demo_splits_by_population_and_keeps_every_total(seed: Seed) -> None:
    whole, split = (baseline_of(seed, demo=demo).block(PROTECTION) for demo in (False, True))
    assert split.illustrative_areas
    for group in whole.groups:
        mine = [row for row, name in enumerate(split.groups) if name == group]
        at = whole.groups.index(group)
        assert int(split.people[mine].sum()) == whole.people[at]
        assert int(split.units[mine].sum()) == whole.units[at]
    assert split.reconciliation.tolist() == [-12_000_000]
    assert split.reconciliation_area_ids.tolist() == [seed.area("35")]
    assert split.base_vnd == whole.base_vnd
    share = people_by_area(split)[seed.area("353")] / 45_575
    assert abs(share - 186_337 / 908_335) < 0.001


def test_tiny_groups_are_never_split(seed: Seed) -> None:
    """No district gets a cell so small that a person could be found in it; HIV and foundling groups stay whole."""
    block = baseline_of(seed, demo=True).block(PROTECTION)
    province = of_area(block, seed.area("35"))
    assert province == {
        "orphan_u4": (25, 25),
        "hiv_adult_poor": (110, 110),
        "hiv_child_4_16": (12, 12),
        "elderly_foster": (8, 8),
    }
    cells = [people for code in DISTRICTS for people, _ in of_area(block, seed.area(code)).values()]
    assert len(cells) == 60
    assert min(cells) >= SMALL_CELL


def test_a_group_that_would_leave_a_tiny_cell_stays_whole(seed: Seed) -> None:
    mine = (pl.col("scheme") == "protection") & (pl.col("group") == "student_16_22")
    for people, smallest in ((30, 4), (38, 5)):
        fewer = seed.caseload.with_columns(pl.when(mine).then(people).otherwise(pl.col("people")).alias("people"))
        fewer = fewer.with_columns(pl.when(mine).then(people).otherwise(pl.col("units")).alias("units"))
        block = build_baseline(fewer, seed.groups, seed.areas, seed.law, seed.amounts, demo=True).block(PROTECTION)
        populations = [169_589, 154_016, 145_744, 119_977, 132_672, 186_337]
        assert min(share_out(people, populations)) == smallest
        assert ("student_16_22" in of_area(block, seed.area("347"))) == (smallest >= SMALL_CELL)


@pytest.mark.parametrize("level", ["district", "commune"])
def test_once_any_district_or_commune_sent_figures_the_demo_splits_nothing(seed: Seed, level: str) -> None:
    area = seed.area("347") if level == "district" else seed.communes("347")[0]
    block = baseline_of(seed, [sent(area, 10, 5_300_000)], demo=True).block(PROTECTION)
    assert not block.illustrative_areas
    assert set(block.area_ids.tolist()) == {seed.area("35")}


def test_figures_of_one_scheme_leave_the_demo_of_another_alone(seed: Seed) -> None:
    rows = [sent(seed.area("347"), 10, 5_300_000, scheme=MERIT)]
    assert baseline_of(seed, rows, demo=True).block(PROTECTION).illustrative_areas


def test_a_complete_upload_is_the_same_with_and_without_demo(seed: Seed) -> None:
    blocks = [baseline_of(seed, all_districts(seed), demo=demo).block(PROTECTION) for demo in (False, True)]
    for name in ("area_ids", "people", "units", "half_coefficients", "reconciliation"):
        assert getattr(blocks[0], name).tolist() == getattr(blocks[1], name).tolist()


def test_the_order_of_uploaded_rows_does_not_matter(seed: Seed) -> None:
    rows = [*all_districts(seed), *commune_rows(seed, "352")]
    found = []
    for order in itertools.islice(itertools.permutations(rows, len(rows)), 0, 3, 2):
        block = baseline_of(seed, order).block(PROTECTION)
        found.append((block.base_vnd, people_by_area(block)))
    reverse = baseline_of(seed, rows[::-1]).block(PROTECTION)
    assert [*found, (reverse.base_vnd, people_by_area(reverse))] == [found[0]] * 3


def test_the_baseline_asks_for_a_known_norm(seed: Seed) -> None:
    with pytest.raises(LookupError):
        build_baseline(with_rows(seed.caseload, []), seed.groups, seed.areas, Law.of([]), seed.amounts, demo=False)

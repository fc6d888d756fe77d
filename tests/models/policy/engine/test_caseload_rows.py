"""Reading caseload rows: vintages, mixes, who has sent what."""

from datetime import date

import pytest

from models.periods import Month
from models.policy.engine.baseline import (
    MixEntry,
    groups_by_area,
    ids,
    in_vintage,
    province_total,
    received_areas,
    reference_mix,
    sent_totals,
    units_for,
)
from models.policy.schemes import CENTRE, OVER_80, PROTECTION
from tests.models.seed_frames import DISTRICTS, Seed, sent, with_rows


def split(seed: Seed) -> set[str]:
    return groups_by_area(seed.groups, PROTECTION.code)


@pytest.mark.parametrize(
    ("month", "provinces", "districts", "communes"),
    [
        (Month(2023, 1), ["35"], 6, 109),
        (Month(2024, 12), ["35"], 6, 109),
        (Month(2025, 1), ["35"], 6, 98),
        (Month(2025, 6), ["35"], 6, 98),
        (Month(2025, 7), ["37"], 0, 33),
        (Month(2022, 12), [], 0, 0),
    ],
)
def test_each_month_has_the_areas_of_its_vintage(
    seed: Seed, month: Month, provinces: list[str], districts: int, communes: int
) -> None:
    found = in_vintage(seed.areas, month)
    codes = found.filter(found["level"] == "province")["code"].to_list()
    assert (codes, len(ids(found, "district")), len(ids(found, "commune"))) == (provinces, districts, communes)


def test_areas_of_a_level_come_by_code(seed: Seed) -> None:
    found = ids(in_vintage(seed.areas, Month(2023, 12)), "district").to_list()
    assert found == [seed.area(code) for code in DISTRICTS]


def test_the_reports_mix_is_assumed_and_the_centres_is_not(seed: Seed) -> None:
    community, centre = (reference_mix(seed.mine(scheme), seed.areas) for scheme in (PROTECTION, CENTRE))
    assert (len(community.entries), community.assumed) == (14, True)
    assert (centre.entries, centre.assumed) == ((MixEntry("centre_4plus", 301, 301),), False)


def of_all_groups(seed: Seed, month: str, *, without: str = "") -> list[dict[str, object]]:
    """Seven people of each group, sent for the province."""
    groups = [entry.group for entry in reference_mix(seed.mine(PROTECTION), seed.areas).entries]
    return [sent(seed.area("35"), 7, group=group, month=month) for group in groups if group != without]


def test_a_newer_mix_of_the_province_takes_over_when_it_has_every_group(seed: Seed) -> None:
    rows = of_all_groups(seed, "2024-05")
    mix = reference_mix(with_rows(seed.mine(PROTECTION), rows), seed.areas)
    assert ({entry.people for entry in mix.entries}, len(mix.entries), mix.assumed) == ({7}, 14, False)
    assert reference_mix(with_rows(seed.mine(PROTECTION), rows[1:]), seed.areas).assumed


def test_from_the_social_pension_on_nobody_need_send_the_group_that_left(seed: Seed) -> None:
    for month, illustrative in (("2025-06", True), ("2025-07", False)):
        rows = of_all_groups(seed, month, without=OVER_80)
        assert reference_mix(with_rows(seed.mine(PROTECTION), rows), seed.areas).assumed == illustrative


def test_the_provinces_newest_total_is_taken_up_to_the_asked_month(seed: Seed) -> None:
    rows = [sent(seed.area("35"), 46_000, 25_000_000_000, month="2024-05")]
    mine = with_rows(seed.mine(PROTECTION), rows)
    assert province_total(mine, seed.areas, None).people == 46_000
    assert province_total(mine, seed.areas, Month(2024, 4)).people == 45_575
    total = province_total(mine, seed.areas, Month(2024, 5))
    assert (total.month, total.amount_vnd, total.qualifier, total.mix) == (Month(2024, 5), 25_000_000_000, "=", None)


def test_totals_are_of_the_newest_month_any_district_sent(seed: Seed) -> None:
    rows = [
        sent(seed.area("347"), 100, 53_000_000, month="2024-03"),
        sent(seed.area("349"), 200, 106_000_000, month="2024-03"),
        sent(seed.area("347"), 110, month="2024-04"),
    ]
    found = sent_totals(with_rows(seed.mine(PROTECTION), rows), seed.areas, split(seed))
    assert {area: (total.people, total.amount_vnd) for area, total in found.items()} == {seed.area("347"): (110, None)}
    assert sent_totals(seed.mine(PROTECTION), seed.areas, split(seed)) == {}


def test_a_lone_group_is_no_total(seed: Seed) -> None:
    rows = [sent(seed.area("347"), 100, 53_000_000, group="disab_severe")]
    assert sent_totals(with_rows(seed.mine(PROTECTION), rows), seed.areas, split(seed)) == {}


def test_a_districts_or_a_communes_row_counts_as_received(seed: Seed) -> None:
    rows = [
        sent(seed.area("347"), 100, month="2024-03"),
        sent(seed.communes("349")[3], 5, group="disab_severe", month="2024-03"),
        sent(seed.area("350"), 100, month="2024-02"),
        sent(seed.area("351"), 100, month="2024-03", quality="illustrative"),
    ]
    mine = with_rows(seed.mine(PROTECTION), rows)
    assert received_areas(mine, seed.areas, "2024-03") == [seed.area("347"), seed.area("349")]
    assert received_areas(mine, seed.areas, "2024-02") == [seed.area("350")]
    assert received_areas(mine, seed.areas, "2024-01") == []


def test_a_commune_of_2025_counts_for_its_district_of_2025(seed: Seed) -> None:
    day = date(2025, 2, 1)
    rows = [sent(seed.communes("350", day)[0], 5, month="2025-02")]
    mine = with_rows(seed.mine(PROTECTION), rows)
    assert received_areas(mine, seed.areas, "2025-02") == [seed.area("350", day)]


@pytest.mark.parametrize(
    ("people", "entry", "units"),
    [
        (100, MixEntry("disab_severe", 10_739, 10_739), 100),
        (1670, MixEntry("single_parent", 1670, 2090), 2090),
        (167, MixEntry("single_parent", 1670, 2090), 209),
        (1, MixEntry("single_parent", 2, 3), 2),
        (0, MixEntry("single_parent", 1670, 2090), 0),
        (7, MixEntry("none", 0, 0), 7),
    ],
)
def test_units_follow_people_in_the_proportion_of_the_mix(people: int, entry: MixEntry, units: int) -> None:
    assert units_for(people, entry) == units

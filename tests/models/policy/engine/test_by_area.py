"""A programme by district: what each has sent, an illustrative split where allowed, never 0 for "chưa có"."""

import polars as pl
import pytest

from models.periods import Month
from models.policy.engine.baseline import AreaRow, AreaTable, by_area
from models.policy.schemes import CENTRE, MERIT, PROTECTION
from tests.models.seed_frames import DISTRICTS, Seed, baseline_of, sent, with_rows


def table(seed: Seed, rows: list[dict[str, object]], *, demo: bool = False) -> AreaTable:
    return by_area(PROTECTION, with_rows(seed.caseload, rows), seed.groups, seed.areas, demo=demo)


def five(seed: Seed) -> list[dict[str, object]]:
    """All districts but Lý Nhân."""
    return [sent(seed.area(code), 1000 + place, 530_000_000 + place) for place, code in enumerate(DISTRICTS[:5])]


def test_without_figures_and_demo_no_district_has_any(seed: Seed) -> None:
    found = table(seed, [])
    assert [(row.code, row.people, row.amount_vnd) for row in found.rows] == [(code, None, None) for code in DISTRICTS]
    assert (found.month, found.uploaded, found.illustrative, found.sent) == (Month(2023, 12), False, False, 0)


def test_the_demo_splits_the_reports_total_exactly(seed: Seed) -> None:
    found = table(seed, [], demo=True)
    assert sum(row.people or 0 for row in found.rows) == 45_575
    assert sum(row.amount_vnd or 0 for row in found.rows) == 24_000_000_000
    assert all(row.illustrative for row in found.rows)
    assert (found.uploaded, found.illustrative, found.sent) == (False, True, 0)


def test_the_demo_splits_no_bill_nobody_reported(seed: Seed) -> None:
    found = by_area(CENTRE, seed.caseload, seed.groups, seed.areas, demo=True)
    assert sum(row.people or 0 for row in found.rows) == 301
    assert {row.amount_vnd for row in found.rows} == {None}


@pytest.mark.parametrize("demo", [False, True])
def test_five_of_six_districts_are_shown_and_the_sixth_is_left_open(seed: Seed, demo: bool) -> None:
    found = table(seed, five(seed), demo=demo)
    assert (found.month, found.uploaded, found.illustrative, found.sent) == (Month(2024, 3), True, False, 5)
    assert [row.people for row in found.rows] == [1000, 1001, 1002, 1003, 1004, None]
    assert [row.amount_vnd for row in found.rows][3:] == [530_000_003, 530_000_004, None]


def test_all_six_are_shown_as_sent(seed: Seed) -> None:
    found = table(seed, [*five(seed), sent(seed.area("353"), 9, 4_770_000)], demo=True)
    assert (found.sent, found.uploaded) == (6, True)
    assert (found.rows[5].people, found.rows[5].amount_vnd, found.rows[5].small) == (9, 4_770_000, False)


def test_people_without_money_are_shown_as_such(seed: Seed) -> None:
    found = table(seed, [sent(seed.area("347"), 100)])
    assert (found.rows[0].people, found.rows[0].amount_vnd) == (100, None)


def test_one_schemes_figures_say_nothing_of_another(seed: Seed) -> None:
    caseload = with_rows(seed.caseload, five(seed))
    assert by_area(MERIT, caseload, seed.groups, seed.areas, demo=False).sent == 0
    assert by_area(MERIT, caseload, seed.groups, seed.areas, demo=True).illustrative


def test_the_districts_are_those_of_the_figures_month(seed: Seed) -> None:
    found = table(seed, [sent(seed.area("347"), 100, month="2025-03")])
    kim_bang = next(row for row in found.rows if row.code == "350")
    assert (kim_bang.kind, kim_bang.area_id) == ("Thị xã", seed.area("350", Month(2025, 3).first_day))


@pytest.mark.parametrize(("people", "small"), [(None, False), (0, False), (1, True), (4, True), (5, False)])
def test_fewer_than_five_people_are_small(people: int | None, small: bool) -> None:
    assert AreaRow(1, "347", "Phủ Lý", "Thành phố", people, None, False).small == small


def test_districts_that_sent_all_their_groups_are_shown(seed: Seed) -> None:
    """The map and the baseline agree on what makes a district's total."""
    have = set(baseline_of(seed).block(PROTECTION).groups)
    split = seed.groups.filter((pl.col("scheme") == "protection") & pl.col("split_by_area"))["group"]
    rows = [sent(seed.area(c), 10, 5_000_000, group=g) for c in DISTRICTS for g in split if g in have]
    assert baseline_of(seed, rows).block(PROTECTION).uploaded
    assert table(seed, rows).sent == 6


def test_no_demo_split_once_a_district_sent_anything(seed: Seed) -> None:
    rows = [sent(seed.area("347"), 100, 53_000_000, group="disab_severe")]
    assert not table(seed, rows, demo=True).illustrative

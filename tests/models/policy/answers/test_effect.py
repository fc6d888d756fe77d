"""What a file would do, worked by hand on the seed: the overlay, the bill of the month, districts, saved scenarios."""

from datetime import date
from typing import Any

import polars as pl

from models.frames import CASELOAD
from models.periods import Month
from models.policy.answers.effect import (
    MONTHLY,
    SENT,
    Bill,
    Frames,
    ScenarioEffect,
    SchemeEffect,
    overlay,
    scenario_effects,
    scheme_effects,
    without_effect,
)
from models.policy.engine.baseline import Baseline, build_baseline
from models.policy.schemes import CARERS, MERIT, PROTECTION, Scheme
from tests.models.seed_frames import DISTRICTS, Seed, scenario, sent, with_rows

PEOPLE = dict(zip(DISTRICTS, (8000, 7500, 7000, 6500, 7200, 9000), strict=True))
ELDERLY = "elderly_80_no_pension"
REPORTED = Bill(Month(2023, 12), 45_575, 24_000_000_000, ">", False)


def row(
    area_id: int,
    people: int,
    amount: int | None,
    *,
    group: str = "",
    month: str = "2024-03",
    kind: str = MONTHLY,
    months: int = 1,
    scheme: Scheme = PROTECTION,
) -> dict[str, Any]:
    return {
        "area_id": area_id,
        "scheme": scheme.code,
        "group": group,
        "month": month,
        "kind": kind,
        "months": months,
        "people": people,
        "units": people,
        "amount_vnd": amount,
    }


def file(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SENT)


def all_districts(seed: Seed, price: int = 530_000, **more: Any) -> list[dict[str, Any]]:
    return [row(seed.area(code), people, price * people, **more) for code, people in PEOPLE.items()]


def built(seed: Seed, caseload: pl.DataFrame) -> Baseline:
    return build_baseline(caseload, seed.groups, seed.areas, seed.law, seed.amounts, demo=False)


def effects(seed: Seed, rows: pl.DataFrame, caseload: pl.DataFrame | None = None) -> tuple[SchemeEffect, ...]:
    old = seed.caseload if caseload is None else caseload
    frames = Frames(seed.groups, seed.areas)
    return scheme_effects(old, rows, built(seed, old), built(seed, overlay(old, rows)), frames)


def one(seed: Seed, rows: pl.DataFrame, caseload: pl.DataFrame | None = None) -> SchemeEffect:
    (found,) = effects(seed, rows, caseload)
    return found


# --- the overlay


def test_a_new_row_joins_the_caseload_as_an_uploaded_one(seed: Seed) -> None:
    after = overlay(seed.caseload, file(row(seed.area("347"), 100, 53_000_000)))
    assert after.schema == CASELOAD
    assert after.height == seed.caseload.height + 1
    (added,) = after.filter(pl.col("month") == "2024-03").to_dicts()
    assert added == sent(seed.area("347"), 100, 53_000_000)


def test_a_row_of_the_same_key_gives_way(seed: Seed) -> None:
    area = seed.area("347")
    old = with_rows(seed.caseload, [sent(area, 100, 53_000_000), sent(area, 40, 1, group=ELDERLY)])
    after = overlay(old, file(row(area, 101, 53_530_000)))
    assert after.height == old.height
    of_march = after.filter(pl.col("month") == "2024-03").sort("group")
    assert of_march.select("group", "people", "amount_vnd").rows() == [("", 101, 53_530_000), (ELDERLY, 40, 1)]


def test_a_payment_of_three_months_counts_as_a_third_rounded_half_up(seed: Seed) -> None:
    after = overlay(seed.caseload, file(row(seed.area("347"), 10, 5, months=3), row(seed.area("349"), 10, 3, months=2)))
    assert after.filter(pl.col("month") == "2024-03")["amount_vnd"].to_list() == [2, 2]


def test_only_monthly_payments_count(seed: Seed) -> None:
    rows = file(row(seed.area("347"), 10, 5_000_000, kind="mai táng"))
    assert overlay(seed.caseload, rows).equals(seed.caseload)
    assert effects(seed, rows) == ()


def test_the_same_figures_again_change_nothing_not_even_the_order(seed: Seed) -> None:
    rows = all_districts(seed)
    once = overlay(seed.caseload, file(*rows))
    assert overlay(once, file(*reversed(rows))).equals(once)


def test_people_without_money_stay_without_money(seed: Seed) -> None:
    once = overlay(seed.caseload, file(row(seed.area("347"), 10, None)))
    assert once.filter(pl.col("month") == "2024-03")["amount_vnd"].to_list() == [None]
    assert overlay(once, file(row(seed.area("347"), 10, None))).equals(once)


# --- the month's bill and the districts


def test_all_districts_replace_the_report(seed: Seed) -> None:
    """45.200 people at 530.000 đồng each are 23.956.000.000 đồng a month."""
    found = one(seed, file(*all_districts(seed)))
    assert found.before == REPORTED
    assert found.after == Bill(Month(2024, 3), 45_200, 23_956_000_000, "=", True, "district")
    assert found.moves
    assert (found.sent.standing, found.sent.missing, len(found.sent.received)) == ("taken", (), 6)
    assert [r.people for r in found.areas_before.rows] == [None] * 6
    assert [r.people for r in found.areas_after.rows] == list(PEOPLE.values())
    assert found.areas_after.rows[0].amount_vnd == 8000 * 530_000


def test_five_of_six_move_no_bill_and_the_sixth_is_named(seed: Seed) -> None:
    found = one(seed, file(*all_districts(seed)[:5]))
    assert (found.before, found.after, found.moves) == (REPORTED, REPORTED, False)
    assert (found.sent.standing, found.sent.missing) == ("incomplete", ("Lý Nhân",))
    assert found.areas_after.sent == 5


def test_the_sixth_completes_the_month(seed: Seed) -> None:
    standing = overlay(seed.caseload, file(*all_districts(seed)[:5]))
    found = one(seed, file(all_districts(seed)[5]), standing)
    assert (found.before, found.sent.standing) == (REPORTED, "taken")
    assert found.after == Bill(Month(2024, 3), 45_200, 23_956_000_000, "=", True, "district")


def test_an_older_month_is_kept_but_the_newer_one_still_counts(seed: Seed) -> None:
    standing = overlay(seed.caseload, file(*all_districts(seed)))
    found = one(seed, file(*all_districts(seed, 500_000, month="2024-02")), standing)
    assert found.sent.standing == "older"
    assert found.before == found.after == Bill(Month(2024, 3), 45_200, 23_956_000_000, "=", True, "district")


def test_a_corrected_district_moves_the_bill_by_its_difference(seed: Seed) -> None:
    standing = overlay(seed.caseload, file(*all_districts(seed)))
    found = one(seed, file(row(seed.area("347"), 8010, 8010 * 530_000)), standing)
    assert found.after == Bill(Month(2024, 3), 45_210, 23_956_000_000 + 5_300_000, "=", True, "district")
    assert [r.people for r in found.areas_before.rows][:2] == [8000, 7500]
    assert [r.people for r in found.areas_after.rows][:2] == [8010, 7500]


def test_each_programme_of_the_file_has_its_effect(seed: Seed) -> None:
    merit = [row(seed.area(code), 3000, 7_000_000_000, scheme=MERIT) for code in DISTRICTS]
    found = effects(seed, file(*all_districts(seed), *merit[:1]))
    assert [(effect.scheme, effect.sent.standing) for effect in found] == [(PROTECTION, "taken"), (MERIT, "incomplete")]


def wards(seed: Seed, count: int | None = None, month: str = "2026-10", **more: Any) -> list[dict[str, Any]]:
    """Of the 33 wards and communes of 7/2025, 1.000 people and 800 triệu đồng each."""
    return [row(area, 1000, 800_000_000, month=month, **more) for area in seed.wards()[:count]]


def test_all_wards_and_communes_replace_the_report(seed: Seed) -> None:
    found = one(seed, file(*wards(seed)))
    assert found.after == Bill(Month(2026, 10), 33_000, 26_400_000_000, "=", True, "commune")
    assert (found.sent.standing, len(found.sent.received), found.areas_after.sent) == ("taken", 33, 33)


def test_some_wards_move_nothing_and_the_others_are_named(seed: Seed) -> None:
    found = one(seed, file(*wards(seed, 2)))
    assert (found.moves, found.sent.standing) == (False, "incomplete")
    assert found.sent.received == ("Phủ Lý", "Phù Vân")
    assert len(found.sent.missing) == 31


def test_a_row_of_the_whole_province_is_taken_until_every_ward_has_sent(seed: Seed) -> None:
    whole = row(seed.area("35"), 40_000, 30_000_000_000, month="2026-10")
    found = one(seed, file(whole))
    assert found.after == Bill(Month(2026, 10), 40_000, 30_000_000_000, "=", True)
    assert found.sent.standing == "taken"
    standing = overlay(seed.caseload, file(whole))
    assert one(seed, file(*wards(seed, 5)), standing).sent.standing == "incomplete"
    found = one(seed, file(*wards(seed)), standing)
    assert (found.sent.standing, found.after and found.after.level) == ("taken", "commune")


def test_a_row_of_the_province_beside_all_wards_changes_nothing_and_says_so(seed: Seed) -> None:
    standing = overlay(seed.caseload, file(*wards(seed)))
    found = one(seed, file(row(seed.area("35"), 40_000, 30_000_000_000, month="2026-10")), standing)
    assert (found.moves, found.sent.standing) == (False, "finer")


def test_one_group_of_the_province_is_no_total(seed: Seed) -> None:
    found = one(seed, file(row(seed.area("35"), 11_000, None, group="disab_severe", month="2026-10")))
    assert (found.moves, found.sent.standing) == (False, "groups")


# --- saved scenarios


def scenarios_on(seed: Seed, rows: list[dict[str, Any]], *which: Any) -> tuple[ScenarioEffect, ...]:
    after = built(seed, overlay(seed.caseload, file(*rows)))
    return scenario_effects(which, built(seed, seed.caseload), after, seed.law)


def test_a_scenario_moves_with_the_figures_it_stands_on(seed: Seed) -> None:
    """All of one group with coefficient 1,0: 45.200 x (500.000 - 360.000) = 6.328.000.000 đồng a month, six months in
    2024. On the report's figures the same norm costs 9.333.333.333 đồng more, its 24 tỷ times 140/360."""
    rows = [
        one_row
        for code, people in PEOPLE.items()
        for group in ("", ELDERLY)
        for one_row in [row(seed.area(code), people, 360_000 * people, group=group)]
    ]
    (found,) = scenarios_on(seed, rows, scenario(norm=500_000, applies_from="2024-07"))
    assert found.moves
    ((before, after), *others) = found.pairs
    assert before is not None
    assert after is not None
    assert before.increase_vnd == 9_333_333_333
    assert after.increase_vnd == 6_328_000_000
    assert [bill.increase_vnd for bill in after.years if bill.year == 2024] == [6 * 6_328_000_000]
    assert [other[0].scheme for other in others if other[0] is not None] == ["protection_centre"]


def test_a_scenario_that_moves_nothing_stays_still(seed: Seed) -> None:
    (found,) = scenarios_on(seed, all_districts(seed), scenario())
    assert (found.moves, found.pairs) == (False, ())


def test_a_scenario_without_a_known_norm_has_no_figures(seed: Seed) -> None:
    report = built(seed, seed.caseload)
    (found,) = scenario_effects([scenario(norm=500_000)], report, report, seed.law.known_on(date(1990, 1, 1)))
    assert (found.before, found.after, found.moves, found.pairs) == (None, None, False, ())


def test_a_programme_without_figures_of_the_province_is_named_and_moves_nothing(seed: Seed) -> None:
    rows = file(*all_districts(seed), *all_districts(seed, scheme=CARERS))
    found = effects(seed, rows)
    assert [effect.scheme for effect in found] == [PROTECTION]
    assert without_effect(rows, found) == (CARERS,)
    assert without_effect(file(row(1, 5, 1, kind="truy lĩnh", scheme=CARERS)), ()) == ()

"""Payments by group against the law of their month."""

from typing import Any

import pytest
import sqlalchemy as sa

from data.engine import Database
from tests.data.kept import T, review_of

GROUPS = ("disab_severe", "disab_extreme", "orphan_4_16", "elderly_poor_80")
HALVES = {"disab_severe": 3, "disab_extreme": 4, "orphan_4_16": 3, "elderly_poor_80": 4, "disab_severe_child_elder": 4}


def paid(group: str, amount: int, people: int = 100, period: str = "2024-03", **more: Any) -> dict[str, Any]:
    return {
        "district_code": "347",
        "period": period,
        "group": group,
        "beneficiaries": people,
        "monthly_amount_vnd": amount,
        **more,
    }


def at(norm: int, group: str, period: str = "2024-03", people: int = 100) -> dict[str, Any]:
    return paid(group, HALVES[group] * norm * people // 2, people, period)


def said(database: Database, *rows: dict[str, Any]) -> list[str]:
    return review_of(database, "payments", *rows).get("norm", [])


def test_to_the_dong(database: Database) -> None:
    assert said(database, paid("disab_severe", 54_000_000)) == []
    assert said(database, paid("disab_severe", 54_000_001)) == [
        "Phủ Lý (347), Người khuyết tật nặng, tháng 03/2024: số tiền 54.000.001 đồng, còn hệ số 1,5 × mức chuẩn "
        "360.000 × 100 người là 54.000.000 đồng. Kiểm tra số người, số tháng, số tiền và nhóm; nếu có khoản cộng thêm "
        "thì xác nhận."
    ]


def test_programmes_other_kinds_and_empty_groups_are_not_checked(database: Database) -> None:
    assert said(database, paid("Bảo trợ xã hội", 54_000_001), paid("disab_severe", 1, kind="truy lĩnh")) == []
    assert said(database, paid("disab_severe", 0, people=0)) == []


def test_several_months_and_shares(database: Database) -> None:
    assert said(database, paid("disab_severe", 108_000_000, months=2)) == []
    assert said(database, paid("disab_severe", 54_540_000, shares=101)) == []
    [two] = said(database, paid("disab_severe", 54_000_000, months=2))
    assert "× 100 người × 2 tháng là 108.000.000 đồng" in two
    [shares] = said(database, paid("disab_severe", 54_000_000, shares=101))
    assert "× 101 suất là 54.540.000 đồng" in shares


@pytest.mark.parametrize(("period", "right", "wrong"), [("2024-06", 360_000, 500_000), ("2024-08", 500_000, 360_000)])
def test_the_norm_of_the_month(database: Database, period: str, right: int, wrong: int) -> None:
    rows = [at(right, group, period) for group in GROUPS]
    assert said(database, *rows) == []
    [one] = said(database, *rows[1:], at(wrong, "disab_severe", period))
    assert f"mức chuẩn {right:,}".replace(",", ".") in one


def test_until_the_first_list_after_a_rise_both_norms_are_right(database: Database) -> None:
    """NĐ 76/2024 counts from July; July's list was paid by the old norm."""
    assert said(database, at(360_000, "disab_severe", "2024-07"), at(500_000, "disab_extreme", "2024-07")) == []


def test_a_provincial_norm_that_all_rows_follow(database: Database) -> None:
    rows = [at(380_000, group) for group in GROUPS]
    assert said(database, *rows) == []
    [one] = said(database, *rows, paid("disab_severe_child_elder", 1_000_000))
    assert "hệ số 2,0 × mức chuẩn 380.000 × 100 người là 76.000.000 đồng" in one


@pytest.mark.parametrize("norm", [350_000, 380_500, 3_600_000])
def test_no_norm_below_the_national_one_in_no_thousands_or_in_another_unit(database: Database, norm: int) -> None:
    assert len(said(database, *(at(norm, group) for group in GROUPS))) == len(GROUPS)


def test_norms_that_differ_by_row_are_no_provincial_norm(database: Database) -> None:
    rows = [at(norm, group) for norm, group in zip((370_000, 380_000, 390_000, 400_000), GROUPS, strict=True)]
    assert len(said(database, *rows)) == len(GROUPS)


def test_centres_and_carers_may_follow_either_norm(database: Database) -> None:
    rows = [at(380_000, group) for group in GROUPS]
    assert said(database, *rows, paid("centre_4plus", 4 * 360_000 * 301, 301)) == []
    assert said(database, *rows, paid("caregiver_own_family", 380_000 * 7, 7)) == []


def test_a_benefit_by_child_may_be_of_more_children_than_parents(database: Database) -> None:
    assert said(database, paid("single_parent", 360_000 * 125, 100)) == []
    assert len(said(database, paid("single_parent", 360_000 * 99, 100))) == 1
    assert len(said(database, paid("single_parent", 360_000 * 125 + 1, 100))) == 1


def test_merit_to_a_thousand_a_person(database: Database) -> None:
    """NĐ 77/2024: agent_orange_41_60 is 3.542.000 đồng a person from July 2024."""
    right = 3_542_000 * 100
    assert said(database, paid("agent_orange_41_60", right + 100_000, period="2024-09")) == []
    [one] = said(database, paid("agent_orange_41_60", right + 100_001, period="2024-09"))
    assert "còn mức 3.542.000 một người × 100 người là 354.200.000 đồng" in one
    old = 2_610_000 * 100
    assert said(database, paid("agent_orange_41_60", old, period="2024-07")) == []
    assert len(said(database, paid("agent_orange_41_60", old, period="2024-08"))) == 1


def test_merit_groups_of_several_steps_and_months_without_a_table_are_not_checked(database: Database) -> None:
    assert said(database, paid("invalid_21_40", 123_456_789), paid("agent_orange_41_60", 1, period="2023-06")) == []


def test_a_norm_entered_by_staff_counts(database: Database) -> None:
    t = T["parameter"]
    with database.writer.begin() as connection:
        connection.execute(
            sa.update(t).where(t.c.name == "protection.norm", t.c.value == 360_000).values(value=365_500)
        )
    assert said(database, at(365_500, "disab_severe")) == []
    assert len(said(database, at(360_000, "disab_severe"))) == 1

"""Warnings of an accepted file against what is kept: figures outside their own history."""

import time
from dataclasses import replace
from typing import Any

import pytest

from data.engine import Database
from data.store.warnings import review
from data.vocabulary.problems import CONFIRMED, LISTED_PROBLEMS, Problem, arranged, confirm_groups
from tests.data.kept import area, check, communes, keep, review_of, version

OUTSIDE = "outside_history"
BASE: dict[str, Any] = {"month": "2024-02", "people": 1000, "amount_vnd": 500_000_000}


def paid(
    code: str = "347", period: str = "2024-03", people: int = 1000, amount: int = 500_000_000, **more: Any
) -> dict[str, Any]:
    return {"district_code": code, "period": period, "beneficiaries": people, "monthly_amount_vnd": amount, **more}


def kept(database: Database, **more: Any) -> None:
    keep(database, "payments", [{"area_id": area(database, "347"), **BASE, **more}])


def test_a_new_month_is_compared_with_the_one_before(database: Database) -> None:
    kept(database)
    assert review_of(database, "payments", paid(people=1200, amount=400_000_000)) == {}
    assert review_of(database, "payments", paid(people=1201)) == {
        OUTSIDE: [
            "Phủ Lý (347), Bảo trợ xã hội, tháng 03/2024: số người 1.201, tăng 20,1% so với 1.000 của tháng 02/2024. "
            "Xem lại các số này; nếu đúng thì xác nhận."
        ]
    }
    [both] = review_of(database, "payments", paid(people=700, amount=5_000_000_000))[OUTSIDE]
    assert "số người 700, giảm 30% so với 1.000 của tháng 02/2024; " in both
    assert "số tiền một tháng 5.000.000.000 đồng, tăng 900% so với 500.000.000 đồng của tháng 02/2024" in both


def test_a_replaced_figure_is_compared_with_what_it_replaces(database: Database) -> None:
    kept(database)
    kept(database, month="2024-03", people=2000)
    [said] = review_of(database, "payments", paid(people=1000))[OUTSIDE]
    assert "số người 1.000, giảm 50% so với 2.000 đang có" in said
    assert review_of(database, "payments", paid(people=2000)) == {}


def test_another_area_group_kind_or_month_is_no_history(database: Database) -> None:
    kept(database)
    assert review_of(database, "payments", paid("349", people=9)) == {}
    assert review_of(database, "payments", paid(group="Người có công", people=9)) == {}
    assert review_of(database, "payments", paid(period="2024-04", people=9)) == {}
    kept(database, kind="mai táng", people=30)
    assert review_of(database, "payments", paid(kind="mai táng", people=60)) == {}


def test_months_of_one_file_are_each_others_history(database: Database) -> None:
    months = [paid(period=f"2024-{month:02}", people=people) for month, people in ((3, 1000), (4, 100), (5, 110))]
    [said] = review_of(database, "payments", *months)[OUTSIDE]
    assert said.startswith("Phủ Lý (347), Bảo trợ xã hội, tháng 04/2024: số người 100, giảm 90%")


def test_a_payment_of_two_months_is_compared_by_the_month(database: Database) -> None:
    kept(database)
    assert review_of(database, "payments", paid(amount=1_000_000_000, months=2)) == {}


def test_a_handful_of_people_may_change(database: Database) -> None:
    kept(database, people=5, amount_vnd=2_700_000)
    assert review_of(database, "payments", paid(people=19, amount=10_260_000)) == {}
    [said] = review_of(database, "payments", paid(people=20, amount=2_700_000))[OUTSIDE]
    assert "số người 20, tăng 300% so với 5" in said


def test_from_nothing_there_is_no_percentage(database: Database) -> None:
    kept(database, people=0, amount_vnd=0)
    [said] = review_of(database, "payments", paid(people=30, amount=0))[OUTSIDE]
    assert "số người 30, số của tháng 02/2024 là 0." in said


@pytest.mark.parametrize("dataset", ["indicators", "targets"])
def test_indicators_and_targets_against_the_year_before(database: Database, dataset: str) -> None:
    def row(key: str, value: Any) -> dict[str, Any]:
        return {"district_code": "347", "period": "2024", "indicator": key, "value": value}

    here = area(database, "347")
    keep(
        database,
        dataset,
        [
            {"indicator_key": key, "area_id": here, "period": "2023", "value": value}
            for key, value in (
                ("employment.new_jobs", 5000),
                ("poverty.poor_rate", "2.00"),
                ("poverty.poor_households", 12),
            )
        ],
    )
    rows = [row("employment.new_jobs", 6000), row("poverty.poor_rate", "2.4"), row("poverty.poor_households", 18)]
    assert review_of(database, dataset, *rows) == {}
    rows = [row("employment.new_jobs", 3500), row("poverty.poor_rate", "2.41"), row("poverty.poor_households", 25)]
    assert [said.partition(" Xem")[0] for said in review_of(database, dataset, *rows)[OUTSIDE]] == [
        "Phủ Lý (347), Hộ nghèo, năm 2024: 25 hộ, tăng 108,3% so với 12 hộ của năm 2023.",
        "Phủ Lý (347), Người được giải quyết việc làm mới, năm 2024: 3.500 người, giảm 30% so với 5.000 người của năm "
        "2023.",
        "Phủ Lý (347), Tỷ lệ hộ nghèo, năm 2024: 2,41%, tăng 20,5% so với 2% của năm 2023.",
    ]


def test_sizes_and_budget_lines_against_what_they_replace(database: Database) -> None:
    [said] = review_of(database, "areas", {"district_code": "347", "population": 1_695_890})[OUTSIDE]
    assert "dân số 1.695.890, tăng 900% so với 169.589 đang có" in said
    line = {"area_id": area(database, "347"), "budget_year": 2024, "estimate_vnd": 1_000_000_000}
    keep(database, "budget", [line])
    new = {"district_code": "347", "budget_year": 2024}
    assert review_of(database, "budget", {**new, "estimate_vnd": 1_200_000_000}) == {}
    [said] = review_of(database, "budget", {**new, "estimate_vnd": 1_300_000_000})[OUTSIDE]
    assert "năm 2024: dự toán giao 1.300.000.000 đồng, tăng 30% so với 1.000.000.000 đồng đang có" in said


def test_movements_of_a_poverty_review_differ_from_year_to_year(database: Database) -> None:
    keep(
        database,
        "indicators",
        [
            {"indicator_key": key, "area_id": area(database, "347"), "period": "2023", "value": value}
            for key, value in (("poverty.poor_decrease", 100), ("poverty.poor_households", 900))
        ],
    )
    row = {"district_code": "347", "period": "2024", "opening": 900, "decrease": 300, "increase": 200, "closing": 800}
    assert review_of(database, "households", row) == {}


def test_a_file_wrong_throughout_is_told_by_its_farthest_and_counted(database: Database) -> None:
    ids = communes(database, "347") + communes(database, "349") + communes(database, "350")
    keep(database, "payments", [{"area_id": one, **BASE} for one in ids])
    with database.reading() as connection:
        listed = connection.exec_driver_sql("SELECT id, code FROM area").all()
    codes = dict(listed)
    rows = [
        {
            "commune_code": codes[one],
            "period": "2024-03",
            "beneficiaries": 1300 + place,
            "monthly_amount_vnd": 500_000_000,
        }
        for place, one in enumerate(ids)
    ]
    with database.reading() as connection:
        problems = review(connection, version(database), check("payments", *rows))
    assert len(problems) == LISTED_PROBLEMS
    assert sum(problem.count for problem in problems) == len(ids) == 55
    assert "số người 1.354," in problems[0].message
    assert set(confirm_groups(problems)) == {OUTSIDE} <= CONFIRMED
    assert arranged(problems) == problems


def test_only_accepted_files_of_facts_are_reviewed(database: Database) -> None:
    wrong = Problem("error", "sai", "Sửa.")
    refused = replace(check("payments", paid(people=9)), problems=(wrong,))
    law = replace(check("payments", paid(people=9)), dataset="parameters")
    kept(database)
    with database.reading() as connection:
        assert [review(connection, 2, one) for one in (check("payments"), refused, law)] == [(), (), ()]


def test_a_province_year_is_reviewed_quickly(database: Database) -> None:
    """32.700 rows in the time of a blink; the bound is wide, for the machine is shared."""
    with database.reading() as connection:
        codes = [
            row.code
            for row in connection.exec_driver_sql(
                "SELECT code FROM area WHERE level = 'commune' AND valid_from = '2023-01-01' ORDER BY code"
            )
        ]
        groups = [
            row.code
            for row in connection.exec_driver_sql(
                "SELECT code FROM benefit_group WHERE scheme IN ('merit', 'protection') ORDER BY code LIMIT 25"
            )
        ]
    rows = [
        {
            "commune_code": code,
            "period": f"2024-{month:02}",
            "group": group,
            "beneficiaries": 30,
            "monthly_amount_vnd": 90_000_000,
        }
        for month in range(1, 13)
        for code in codes
        for group in groups
    ]
    file = check("payments", *rows)
    assert file.frame.height == 32_700
    with database.reading() as connection:
        review(connection, 1, file)
        began = time.perf_counter()
        found = review(connection, 1, file)
        taken = time.perf_counter() - began
    print(f"review of 32 700 rows: {taken:.2f} s")
    assert sum(problem.count for problem in found) > 10_000
    assert taken < 3

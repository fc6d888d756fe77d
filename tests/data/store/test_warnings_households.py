"""Poverty reviews against all households and the period before; budget lines against those of other files."""

from typing import Any

from data.engine import Database
from tests.data.kept import area, keep, review_of


def poverty(period: str = "2024", category: str = "poor", **figures: Any) -> dict[str, Any]:
    return {"district_code": "347", "period": period, "category": category, **figures}


def observed(database: Database, key: str, value: int, period: str = "2023") -> None:
    row = {"indicator_key": f"poverty.{key}", "area_id": area(database, "347"), "period": period, "value": value}
    keep(database, "households", [row])


def sized(database: Database, households: int) -> None:
    keep(
        database,
        "areas",
        [{"area_id": area(database, "347"), "households": households, "households_date": "2023-12-31"}],
    )


def test_more_poor_households_than_households(database: Database) -> None:
    rows = [poverty(closing=300), poverty(category="near_poor", closing=250)]
    assert review_of(database, "households", *rows) == {}
    sized(database, 550)
    assert review_of(database, "households", *rows) == {}
    sized(database, 549)
    assert review_of(database, "households", *rows)["above_households"] == [
        "Phủ Lý (347), năm 2024: hộ nghèo và hộ cận nghèo năm 2024 là 550 hộ, nhiều hơn tổng số hộ 549. Xem lại số hộ "
        "nghèo, hộ cận nghèo và tổng số hộ của đơn vị."
    ]


def test_the_other_category_may_be_kept_and_the_households_in_the_file(database: Database) -> None:
    sized(database, 10)
    observed(database, "near_poor_households", 250, "2024")
    total = {"district_code": "347", "period": "2024", "indicator": "poverty.households"}
    poor = {"district_code": "347", "period": "2024", "indicator": "poverty.poor_households", "value": 300}
    assert "above_households" not in review_of(database, "indicators", poor, {**total, "value": 550})
    assert "above_households" in review_of(database, "indicators", poor, {**total, "value": 549})
    assert "above_households" in review_of(database, "households", poverty(closing=300))


def test_new_households_below_the_poor_ones_that_are_kept(database: Database) -> None:
    observed(database, "poor_households", 900, "2022")
    observed(database, "poor_households", 300, "2023")
    observed(database, "near_poor_households", 250, "2023")
    assert "above_households" not in review_of(database, "areas", {"district_code": "347", "households": 550})
    [said] = review_of(database, "areas", {"district_code": "347", "households": 549})["above_households"]
    assert "hộ nghèo và hộ cận nghèo năm 2023 là 550 hộ, nhiều hơn tổng số hộ 549" in said


def test_an_opening_that_is_not_the_closing_before(database: Database) -> None:
    observed(database, "poor_households", 900, "2023")
    assert review_of(database, "households", poverty(opening=900, closing=900)) == {}
    [said] = review_of(database, "households", poverty(opening=901, closing=900))["opening"]
    assert "Phủ Lý (347), Hộ nghèo đầu kỳ, năm 2024: 901, khác số cuối kỳ năm 2023 là 900." in said


def test_the_nearest_closing_counts_also_from_the_same_file(database: Database) -> None:
    observed(database, "poor_households", 900, "2023")
    assert "opening" not in review_of(database, "households", poverty("2024-06", opening=900, closing=880))
    rows = [poverty("2024-05", opening=900, closing=890), poverty("2024-06", opening=900, closing=880)]
    [said] = review_of(database, "households", *rows)["opening"]
    assert "tháng 06/2024: 900, khác số cuối kỳ tháng 05/2024 là 890" in said
    observed(database, "poor_households", 900, "2022-05")
    assert "opening" not in review_of(database, "households", poverty("2023-01", opening=1, closing=1)), "too long ago"


def line(**figures: Any) -> dict[str, Any]:
    return {"district_code": "347", "budget_year": 2024, **figures}


def spent(database: Database, **figures: Any) -> None:
    keep(database, "budget", [{"area_id": area(database, "347"), "budget_year": 2024, **figures}])


def test_a_cumulative_figure_below_that_of_another_file(database: Database) -> None:
    spent(database, month="2024-03", cumulative_vnd=500)
    assert "cumulative" not in review_of(database, "budget", line(month="2024-04", cumulative_vnd=500))
    [said] = review_of(database, "budget", line(month="2024-04", cumulative_vnd=499))["cumulative"]
    assert "tháng 04/2024: lũy kế 499 đồng, thấp hơn lũy kế đến hết tháng 03/2024 là 500 đồng" in said
    assert "cumulative" in review_of(database, "budget", line(month="2024-02", cumulative_vnd=501))
    rows = [line(month="2024-04", cumulative_vnd=600), line(month="2024-05", cumulative_vnd=599)]
    assert "cumulative" not in review_of(database, "budget", *rows)


def test_spending_above_the_estimate_of_another_file(database: Database) -> None:
    spent(database, estimate_vnd=900, supplement_vnd=100)
    assert "over_estimate" not in review_of(database, "budget", line(month="2024-10", cumulative_vnd=1000))
    [said] = review_of(database, "budget", line(month="2024-10", cumulative_vnd=1001))["over_estimate"]
    assert "lũy kế 1.001 đồng, vượt dự toán và bổ sung là 1.000 đồng" in said
    spent(database, month="2024-10", cumulative_vnd=1001)
    assert "over_estimate" in review_of(database, "budget", line(estimate_vnd=890))
    assert "over_estimate" not in review_of(database, "budget", line(month="2024-11", advance_vnd=7, item="371"))

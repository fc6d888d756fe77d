"""Reads of the budget, of targets and of areas' sizes."""

from typing import Any

import polars as pl

from data.engine import Database
from data.store.queries import SPENDING, area_measures, budget_lines, monthly_spending, targets
from models.policy.answers.budget import BUDGET_LINES
from tests.data.kept import area, keep, version


def lines(database: Database, at: int | None = None) -> pl.DataFrame:
    with database.reading() as connection:
        return budget_lines(connection, version(database) if at is None else at)


def spent(database: Database, **figures: int | None) -> dict[str, int | None]:
    """Month ("m03") -> spending, after these cumulative figures of one line."""
    here = area(database, "347")
    rows = [
        {"area_id": here, "budget_year": 2024, "month": f"2024-{name[1:]}", "cumulative_vnd": value}
        for name, value in figures.items()
    ]
    keep(database, "budget", rows)
    frame = monthly_spending(lines(database))
    assert frame.schema == SPENDING
    return {f"m{month[5:]}": value for month, value in frame.select("month", "spent_vnd").iter_rows()}


def test_there_is_no_budget_before_it_has_come(database: Database) -> None:
    assert lines(database).is_empty()
    assert lines(database).schema == BUDGET_LINES


def test_lines_with_their_level_of_area_by_version(database: Database) -> None:
    before = version(database)
    row: dict[str, Any] = {
        "area_id": area(database, "35"),
        "budget_year": 2024,
        "source": "delegated",
        "level": "province",
    }
    keep(database, "budget", [{**row, "estimate_vnd": 3_000_000_000_000}])
    keep(database, "budget", [{**row, "estimate_vnd": 3_100_000_000_000, "supplement_vnd": None}])
    [found] = lines(database).to_dicts()
    assert (found["area_level"], found["estimate_vnd"], found["supplement_vnd"]) == (
        "province",
        3_100_000_000_000,
        None,
    )
    assert lines(database, before + 1)["estimate_vnd"].to_list() == [3_000_000_000_000]
    assert lines(database, before).is_empty()


def test_a_months_spending_is_the_difference_of_cumulative_figures(database: Database) -> None:
    assert spent(database, m01=10, m02=25, m03=25, m04=22) == {"m01": 10, "m02": 15, "m03": 0, "m04": -3}


def test_a_missing_month_leaves_the_next_unknown(database: Database) -> None:
    found = spent(database, m02=25, m03=30, m05=50, m06=None, m07=70, m08=75)
    assert found == {"m02": None, "m03": 5, "m05": None, "m06": None, "m07": None, "m08": 5}


def test_lines_and_years_are_not_mixed(database: Database) -> None:
    here = area(database, "347")
    keep(
        database,
        "budget",
        [
            {"area_id": here, "budget_year": 2023, "month": "2023-12", "cumulative_vnd": 100},
            {"area_id": here, "budget_year": 2024, "month": "2024-01", "cumulative_vnd": 7},
            {"area_id": here, "budget_year": 2024, "month": "2024-01", "cumulative_vnd": 3, "item": "371"},
            {"area_id": here, "budget_year": 2024, "month": "2024-02", "cumulative_vnd": 9},
            {"area_id": here, "budget_year": 2024, "month": "2024-02", "cumulative_vnd": 4, "item": "371"},
            {"area_id": here, "budget_year": 2024, "month": "", "estimate_vnd": 500},
        ],
    )
    frame = monthly_spending(lines(database)).select("month", "item", "spent_vnd")
    assert set(frame.iter_rows()) == {
        ("2023-12", "", None),
        ("2024-01", "", 7),
        ("2024-02", "", 2),
        ("2024-01", "371", 3),
        ("2024-02", "371", 1),
    }


def test_targets_with_their_indicator(database: Database) -> None:
    here = area(database, "347")
    keep(
        database,
        "targets",
        [
            {"indicator_key": "poverty.poor_rate", "area_id": here, "period": "2025", "value": "2.1100"},
            {"indicator_key": "employment.new_jobs", "area_id": here, "period": "2025", "value": 25000},
        ],
    )
    with database.reading() as connection:
        found = targets(connection, version(database)).select("indicator", "name", "unit", "period", "value").rows()
    assert found == [
        ("employment.new_jobs", "Người được giải quyết việc làm mới", "people", "2025", "25000"),
        ("poverty.poor_rate", "Tỷ lệ hộ nghèo", "percent", "2025", "2.11"),
    ]


def test_measures_keep_households_with_date_and_source(database: Database) -> None:
    here = area(database, "347")
    keep(
        database,
        "areas",
        [{"area_id": here, "households": 52_000, "households_date": "2023-12-31", "households_source": "NGTK"}],
    )
    with database.reading() as connection:
        [row] = area_measures(connection, version(database)).filter(area_id=here).to_dicts()
        [seeded] = area_measures(connection, 1).filter(area_id=here).to_dicts()
    assert (row["households"], row["households_date"], row["population"]) == (52_000, "2023-12-31", None)
    assert (seeded["households"], seeded["population"]) == (None, 169_589)

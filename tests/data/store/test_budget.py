"""Reads of the budget, of targets and of areas' sizes."""

from typing import Any

import polars as pl

from data.engine import Database
from data.store.queries import area_measures, budget_lines, targets
from models.policy.answers.funding import BUDGET_LINES
from tests.data.kept import area, keep, version


def lines(database: Database, at: int | None = None) -> pl.DataFrame:
    with database.reading() as connection:
        return budget_lines(connection, version(database) if at is None else at)


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

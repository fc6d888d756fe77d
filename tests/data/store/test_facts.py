"""From a file's rows to rows of tables: the right unit of the right vintage, the right column, nothing made up."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from data.engine import Database
from data.store.facts import Facts, UnknownRowError, facts
from tests.data.conftest import Databases
from tests.data.dataset_files import DATASETS, FIRST, Row, file
from tests.data.kept import area
from tests.data.uploads import apply, version


def facts_of(database: Database, dataset: str, *rows: Row) -> Facts:
    check = file(dataset, *rows).check
    with database.reading() as connection:
        return facts(connection, version(database), dataset, check.frame)


@pytest.fixture
def seeded(databases: Databases) -> Database:
    return databases.seeded("sqlite")


@pytest.mark.parametrize("dataset", DATASETS)
def test_rows_carry_their_area_and_the_line_they_come_from(database: Database, dataset: str) -> None:
    found = facts_of(database, dataset, *FIRST[dataset]).rows
    codes = [row.get("district_code") or "35" for row in FIRST[dataset]]
    assert [codes[index] for index in found["_row"]] == found["area_code"].to_list()
    assert found["area_name"].null_count() == 0
    assert found["_row"].to_list() == sorted(found["_row"].to_list())
    assert set(found["area_id"]) == {area(database, code) for code in codes}


def test_a_programme_is_its_scheme_and_a_group_is_of_its_scheme(seeded: Database) -> None:
    row = {"district_code": "347", "period": "2024-03", "beneficiaries": 5, "monthly_amount_vnd": 7, "months": 2}
    groups = ("Người có công", "disab_severe", "emergency_death")
    found = facts_of(seeded, "payments", *({**row, "group": group} for group in groups)).rows
    assert found.select("scheme", "group_code").rows() == [
        ("merit", ""),
        ("protection", "disab_severe"),
        ("protection_emergency", "emergency_death"),
    ]
    assert set(found.select("people", "units", "amount_vnd", "months", "shares").rows()) == {(5, 5, 7, 2, None)}


def test_each_figure_of_a_poverty_review_is_an_indicator_and_none_is_made_up(seeded: Database) -> None:
    found = facts_of(seeded, "households", *FIRST["households"]).rows
    assert found.select("area_code", "indicator_key", "value").rows() == [
        ("347", "poverty.poor_opening", Decimal(500)),
        ("347", "poverty.poor_decrease", Decimal(60)),
        ("347", "poverty.poor_increase", Decimal(10)),
        ("347", "poverty.poor_households", Decimal(450)),
        ("349", "poverty.poor_households", Decimal(300)),
        ("350", "poverty.near_poor_people", Decimal(200)),
    ]


@pytest.mark.parametrize(
    ("dataset", "row", "unit"),
    [
        ("payments", {"district_code": "350", "period": "2024-12"}, ("350", date(2024, 12, 1))),
        ("payments", {"district_code": "350", "period": "2025-01"}, ("350", date(2025, 1, 1))),
        ("payments", {"district_code": "350", "period": "2022-12"}, ("350", date(2023, 1, 1))),
        ("indicators", {"period": "2022", "indicator": "poverty.poor_rate"}, ("35", date(2023, 1, 1))),
        ("indicators", {"period": "2026", "indicator": "poverty.poor_rate"}, ("37", date(2026, 1, 1))),
        (
            "targets",
            {"district_code": "350", "period": "2025", "indicator": "poverty.poor_rate"},
            ("350", date(2025, 1, 1)),
        ),
        ("indicators", {"period": "2025", "indicator": "poverty.poor_rate"}, ("37", date(2025, 12, 31))),
        ("budget", {"budget_year": 2025}, ("35", date(2025, 1, 1))),
        ("budget", {"budget_year": 2025, "month": "2025-09"}, ("37", date(2025, 9, 1))),
        ("areas", {"measured_on": "2019-04-01", "population": 1}, ("35", date(2023, 1, 1))),
    ],
)
def test_a_row_is_about_the_unit_of_its_period(
    seeded: Database, dataset: str, row: Row, unit: tuple[str, date]
) -> None:
    """A review of 2025 is about the units of its end, a plan or a budget about those it was made for."""
    figures: Row = {"beneficiaries": 1, "monthly_amount_vnd": 1} if dataset == "payments" else {}
    if dataset in ("indicators", "targets"):
        figures = {"value": 1}
    [found] = facts_of(seeded, dataset, {**row, **figures}).rows["area_id"]
    assert found == area(seeded, *unit)


UNKNOWN: list[tuple[str, dict[str, Any], str]] = [
    ("payments", {"district_code": "350", "period": "2025-07", "beneficiaries": 1}, "350"),
    ("payments", {"commune_code": "99999", "period": "2024-03", "beneficiaries": 1}, "99999"),
    (
        "payments",
        {"district_code": "347", "period": "2024-03", "beneficiaries": 1, "group": "Chương trình lạ"},
        "Chương trình lạ",
    ),
    ("indicators", {"period": "2024", "indicator": "poverty.unheard_of", "value": 1}, "poverty.unheard_of"),
    ("targets", {"period": "2024", "indicator": "poverty.unheard_of", "value": 1}, "poverty.unheard_of"),
    ("budget", {"district_code": "999", "budget_year": 2024, "estimate_vnd": 1}, "999"),
]


@pytest.mark.parametrize(("dataset", "row", "words"), UNKNOWN)
def test_what_does_not_exist_is_named(seeded: Database, dataset: str, row: Row, words: str) -> None:
    known = {
        **row,
        "group": "Bảo trợ xã hội",
        "indicator": "poverty.poor_rate",
        "commune_code": None,
        "period": "2024-03",
    }
    if dataset != "payments":
        known["period"] = "2024"
    known["district_code"] = "347"
    with pytest.raises(UnknownRowError) as told:
        facts_of(seeded, dataset, known, row)
    assert str(told.value) == words


def test_the_size_of_an_area_keeps_what_the_file_does_not_say(seeded: Database) -> None:
    before = facts_of(seeded, "areas", {"district_code": "347", "households": 50_000}).rows.row(0, named=True)
    assert (before["population"], before["population_date"]) == (169_589, "2023-12-31")
    assert (before["households"], before["households_date"], before["households_source"]) == (
        50_000,
        "2023-12-31",
        "NGTK",
    )
    assert before["area_m2"] == 87_640_000
    apply(seeded, file("areas", {"district_code": "347", "households": 50_000}))
    row = {"district_code": "347", "population": 171_000, "measured_on": "2024", "source": "x" * 300}
    after = facts_of(seeded, "areas", row).rows.row(0, named=True)
    assert (after["population"], after["population_date"], after["population_source"]) == (171_000, "2024", "x" * 200)
    assert (after["households"], after["households_date"]) == (50_000, "2023-12-31")


def test_a_budget_line_keeps_the_figures_the_file_has_no_column_for(seeded: Database) -> None:
    line = {"budget_year": 2024, "chapter": "424"}
    apply(seeded, file("budget", {**line, "estimate_vnd": 100, "supplement_vnd": 20}))
    estimates = {**line, "district_code": "347", "estimate_vnd": 5}
    found = facts_of(seeded, "budget", {**line, "settlement_vnd": 90, "estimate_vnd": None}, {**estimates}).rows
    figures = found.select("estimate_vnd", "supplement_vnd", "settlement_vnd").rows()
    assert figures == [(None, 20, 90), (5, None, None)]
    [only] = facts_of(seeded, "budget", {**line, "settlement_vnd": 90}).rows.select(pl.col("^.*_vnd$")).rows()
    assert only == (100, 20, None, None, 90)


def test_a_file_without_rows_has_no_facts(seeded: Database) -> None:
    for dataset in DATASETS:
        assert facts_of(seeded, dataset).rows.is_empty()

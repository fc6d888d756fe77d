"""For all frames of a dataset: written out as the app writes them, they read back equal."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from data.ingest.areas import Area, areas_of
from data.ingest.catalogue import DATASETS
from data.ingest.datasets.indicators import LEAST_UNDECLARED
from data.vocabulary.indicators import indicator_units
from data.vocabulary.numbers import WHOLE
from data.vocabulary.periods import VINTAGE_2023, VINTAGE_2025_07
from models.policy.areas.children import PROVINCE_ONLY
from models.tables.facts import BUDGET_LEVELS, BUDGET_SOURCES
from tests.data.ingest.dataset_tables import checked, exported, said
from tests.examples import examples

Row = dict[str, Any]
YEARS = {VINTAGE_2023: (2015, 2024), VINTAGE_2025_07: (2026, 2026)}
PLANNED = [key for key in indicator_units() if not key.endswith(("_plan", "_vs_plan", "_change"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uploads")


def codes(area: Area) -> Row:
    commune = area.code if area.level == "commune" else None
    return {
        "district_code": area.district_code if commune or area.level == "district" else None,
        "commune_code": commune,
    }


@st.composite
def files(draw: st.DrawFn, row: Callable[[st.DrawFn, int], Row], key: tuple[str, ...]) -> list[Row]:
    """Rows about the province and about the districts, or the communes, of one list of areas; one row a key."""
    vintage = draw(st.sampled_from(sorted(YEARS)))
    level = draw(st.sampled_from(["district", "commune"]))
    areas = [area for area in areas_of(vintage) if area.level in ("province", level)]
    year = draw(st.integers(*YEARS[vintage]))
    found = [codes(draw(st.sampled_from(areas))) | row(draw, year) for _number in range(draw(st.integers(1, 8)))]
    for one in found:
        if one.get("indicator") in PROVINCE_ONLY:
            one |= {"district_code": None, "commune_code": None}
    return list({tuple(one[name] for name in ("district_code", "commune_code", *key)): one for one in found}.values())


def period(draw: st.DrawFn, year: int) -> str:
    month = draw(st.none() | st.integers(1, 12))
    return f"{year}" if month is None else f"{year}-{month:02}"


def figure(draw: st.DrawFn, indicator: str) -> Decimal:
    unit = indicator_units()[indicator]
    if unit in WHOLE:
        least = LEAST_UNDECLARED.get(unit, 0)
        return Decimal(draw(st.integers(-(10**6) if indicator.endswith("_change") else least, 10**12)))
    return Decimal(draw(st.integers(0, 10**6))).scaleb(-4)


def indicator_row(draw: st.DrawFn, year: int) -> Row:
    key = draw(st.sampled_from(sorted(indicator_units())))
    qualifier = draw(st.sampled_from("=><~"))
    return {"period": period(draw, year), "indicator": key, "value": figure(draw, key), "qualifier": qualifier}


def target_row(draw: st.DrawFn, year: int) -> Row:
    key = draw(st.sampled_from(PLANNED))
    return {"period": str(year), "indicator": key, "value": figure(draw, key)}


def household_row(draw: st.DrawFn, year: int) -> Row:
    opening, decrease, increase = (draw(st.none() | st.integers(0, 10**5)) for _figure in range(3))
    known = [value is not None for value in (opening, decrease, increase)]
    closing = (opening or 0) - (decrease or 0) + (increase or 0) if all(known) else draw(st.integers(0, 10**5))
    return {
        "period": period(draw, year),
        "category": draw(st.sampled_from(["poor", "near_poor"])),
        "counted": draw(st.sampled_from(["households", "people"])),
        "opening": opening,
        "decrease": decrease if closing >= 0 else 0,
        "increase": increase,
        "closing": closing if closing >= 0 else (opening or 0) + (increase or 0),
    }


def area_row(draw: st.DrawFn, year: int) -> Row:
    homes = draw(st.none() | st.integers(100, 30_000))
    people = (
        draw(st.integers(500, 200_000))
        if homes is None
        else draw(st.none() | st.integers(2 * homes, 6 * homes).filter(lambda number: number >= 500))
    )
    return {"population": people, "households": homes, "measured_on": f"{year}-08-31", "source": "Cục Thống kê"}


def budget_row(draw: st.DrawFn, year: int) -> Row:
    month = draw(st.sampled_from(["", *(f"{year}-{month:02}" for month in range(1, 13))]))
    code = st.sampled_from(["", "024", "370", "398", "424"])
    amount = st.just(0) | st.integers(10**6, 10**12)
    money = st.none() | amount
    through = {name: draw(money) if month else None for name in ("cumulative_vnd", "advance_vnd")}
    given = {
        "estimate_vnd": draw(amount),
        "supplement_vnd": draw(st.none() | amount | st.integers(-(10**12), -(10**6))),
    }
    line = {"chapter": draw(code), "category": draw(code), "item": draw(code)}
    who = {"source": draw(st.sampled_from(BUDGET_SOURCES)), "level": draw(st.sampled_from(BUDGET_LEVELS))}
    return {"budget_year": year, "month": month, **who, **line, **given, **through, "settlement_vnd": draw(money)}


def reads_back(folder: Path, dataset: str, rows: list[Row]) -> None:
    frame = pl.DataFrame(rows, schema=DATASETS[dataset].schema, orient="row")
    outcome = checked(folder, dataset, exported(frame))
    assert outcome.status == "accepted", said(outcome)
    assert outcome.frame.equals(frame)


@settings(max_examples=examples(60), deadline=None)
@given(rows=files(indicator_row, ("period", "indicator")))
def test_indicators_read_back(folder: Path, rows: list[Row]) -> None:
    reads_back(folder, "indicators", rows)


@settings(max_examples=examples(60), deadline=None)
@given(rows=files(target_row, ("period", "indicator")))
def test_targets_read_back(folder: Path, rows: list[Row]) -> None:
    reads_back(folder, "targets", rows)


@settings(max_examples=examples(60), deadline=None)
@given(rows=files(household_row, ("period", "category", "counted")))
def test_households_read_back(folder: Path, rows: list[Row]) -> None:
    reads_back(folder, "households", rows)


@settings(max_examples=examples(60), deadline=None)
@given(rows=files(area_row, ()))
def test_areas_read_back(folder: Path, rows: list[Row]) -> None:
    reads_back(folder, "areas", rows)


@settings(max_examples=examples(60), deadline=None)
@given(rows=files(budget_row, ("budget_year", "month", "source", "level", "chapter", "category", "item")))
def test_budgets_read_back(folder: Path, rows: list[Row]) -> None:
    reads_back(folder, "budget", rows)

"""What the database itself refuses, whatever the code above it does, and that the models survive a hot reload."""

import importlib
import sys
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from data.engine import Database
from models.base import Base

FACTS = [table.name for table in Base.metadata.sorted_tables if "batch_to" in table.c]

REFUSED: list[tuple[str, dict[str, object]]] = [
    ("caseload", {"people": -1}),
    ("caseload", {"units": -1}),
    ("caseload", {"shares": -1}),
    ("caseload", {"months": 0}),
    ("caseload", {"amount_vnd": -1}),
    ("caseload", {"kind": "hằng năm"}),
    ("caseload", {"month": "2023-1"}),
    ("caseload", {"month": "12/2023"}),
    ("caseload", {"quality": "guessed"}),
    ("caseload", {"qualifier": "?"}),
    ("observation", {"quality": "guessed"}),
    ("observation", {"qualifier": "?"}),
    ("observation", {"quality": "derived", "formula": None}),
    ("observation", {"quality": "reported", "phrase": None}),
    ("parameter", {"value": -1}),
    ("parameter", {"evidence": "rumour"}),
    ("benefit_amount", {"amount_vnd": 0}),
    ("benefit_amount", {"evidence": "rumour"}),
    ("benefit_group", {"half_coefficient": 0}),
    ("benefit_group", {"norm_basis": "other"}),
    ("benefit_group", {"unit": "household"}),
    ("starting_assumption", {"basis": "guess"}),
    ("starting_assumption", {"evidence": "rumour"}),
    ("starting_assumption", {"low": None}),
    ("starting_assumption", {"low": 2, "high": 1}),
    ("area_measure", {"population": -1}),
    ("area_measure", {"area_m2": 0}),
    ("target", {"value": -1}),
    ("target", {"period": "24"}),
    ("budget_line", {"source": "other"}),
    ("budget_line", {"level": "ward"}),
    ("budget_line", {"month": "3/2024"}),
    ("area_change", {"weight_ppm": 1_000_001}),
    ("area_change", {"weight_ppm": -1}),
    ("report_passage", {"section": "other"}),
    ("batch", {"kind": "other", "idempotency_key": "k"}),
    ("batch", {"rows_added": -1, "idempotency_key": "k"}),
    ("version_head", {"id": 2}),
    ("version_head", {"version": -1}),
]


UNSEEDED: dict[str, dict[str, object]] = {
    "target": {"indicator_key": "employment.new_jobs", "period": "2024", "value": 16_000, "source": "kế hoạch.csv"},
    "budget_line": {
        "budget_year": 2024,
        "month": "",
        "source": "local",
        "level": "district",
        "chapter": "424",
        "category": "370",
        "item": "371",
        "document": "dự toán.csv",
    },
}
"""A row of each table that the seed leaves empty."""


def copied(connection: sa.Connection, name: str, **changed: object) -> None:
    """Insert a copy of some row of the table with other values."""
    table = Base.metadata.tables[name]
    if name in UNSEEDED:
        area = connection.execute(sa.text("SELECT min(id) FROM area")).scalar_one()
        row = {"area_id": area, "batch_from": 1, "batch_to": None, **UNSEEDED[name]}
    else:
        row = dict(connection.execute(sa.select(table).order_by(*table.primary_key).limit(1)).mappings().one())
        row.pop("id")
    if name in ("batch", "version_head"):
        row["id"] = 99
    connection.execute(sa.insert(table).values(**{**row, **changed}))


@pytest.mark.parametrize(("table", "values"), REFUSED, ids=lambda value: str(value))
def test_a_value_outside_its_bounds_is_refused(database: Database, table: str, values: dict[str, object]) -> None:
    closed = {"batch_to": 1} if table in FACTS else {}
    with pytest.raises(IntegrityError, match=r"(?i)check"), database.writer.begin() as connection:
        copied(connection, table, **closed, **values)


def test_a_payment_back_may_be_negative(database: Database) -> None:
    with database.writer.begin() as connection:
        copied(connection, "caseload", kind="hoàn trả", amount_vnd=-1)


def test_one_current_row_a_key_and_any_number_of_closed_ones(database: Database) -> None:
    for table in FACTS:
        with database.writer.begin() as connection:
            copied(connection, table, batch_to=1)
            copied(connection, table, batch_to=1)
            if table in UNSEEDED:
                copied(connection, table)
        with pytest.raises(IntegrityError, match=r"(?i)unique"), database.writer.begin() as connection:
            copied(connection, table)


def test_facts_point_at_batches_and_areas_that_exist(database: Database) -> None:
    for values in ({"batch_to": 99}, {"area_id": 99_999, "batch_to": 1}):
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"), database.writer.begin() as connection:
            copied(connection, "caseload", **values)


def test_a_batch_is_undone_once_and_a_key_is_used_once(database: Database) -> None:
    with database.writer.begin() as connection:
        copied(connection, "batch", idempotency_key="a", kind="undo", undoes_id=1)
    for values in ({"id": 98, "idempotency_key": "b", "undoes_id": 1}, {"id": 98, "idempotency_key": "a"}):
        with pytest.raises(IntegrityError, match=r"(?i)unique"), database.writer.begin() as connection:
            copied(connection, "batch", **values)


def test_the_models_survive_a_hot_reload(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "models"}
    names = sorted(name for name in before if name.startswith("models.tables"))
    try:
        for _ in range(2):
            for name in before:
                sys.modules.pop(name, None)
            fresh: Any = [importlib.import_module(name) for name in names]
            for module in fresh:
                if module.__name__ == "models.tables":
                    importlib.reload(module)
            again = importlib.import_module("models.base").Base
            assert again is not Base
            assert sorted(again.metadata.tables) == sorted(Base.metadata.tables)
    finally:
        sys.modules.update(before)

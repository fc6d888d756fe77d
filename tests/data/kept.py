"""Facts put straight into a database, as an upload would have left them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.clock import now
from data.engine import Database
from data.ingest import Check
from data.store.version import data_version, lock_version, take_next_version
from data.store.warnings import review
from models.base import Base
from models.frames import AREA_FILE, BUDGET_FILE, HOUSEHOLD_FILE, INDICATOR_FILE, PAYMENTS, TARGET_FILE

T = Base.metadata.tables
TABLES = {
    "payments": "caseload",
    "indicators": "observation",
    "households": "observation",
    "targets": "target",
    "budget": "budget_line",
    "areas": "area_measure",
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "caseload": {
        "group_code": "",
        "scheme": "protection",
        "kind": "hằng tháng",
        "months": 1,
        "quality": "uploaded",
        "qualifier": "=",
        "source": "a.csv",
        "amount_vnd": None,
    },
    "observation": {"quality": "uploaded", "qualifier": "=", "source": "a.csv"},
    "target": {"source": "a.csv"},
    "budget_line": {"month": "", "source": "local", "level": "district", "document": "a.csv"},
    "area_measure": {},
}
SCHEMAS = {
    "payments": PAYMENTS,
    "indicators": INDICATOR_FILE,
    "households": HOUSEHOLD_FILE,
    "targets": TARGET_FILE,
    "areas": AREA_FILE,
    "budget": BUDGET_FILE,
}
FILE_DEFAULTS: dict[str, dict[str, Any]] = {
    "payments": {"kind": "hằng tháng", "months": 1, "group": "Bảo trợ xã hội"},
    "indicators": {"qualifier": "="},
    "households": {"category": "poor", "counted": "households"},
    "areas": {"measured_on": "2023-12-31", "source": "NGTK"},
    "budget": {"month": "", "source": "local", "level": "district", "chapter": "", "category": "", "item": ""},
}


def version(database: Database) -> int:
    with database.reading() as connection:
        return data_version(connection)


def area(database: Database, code: str, day: date = date(2024, 1, 1)) -> int:
    """The id of the area with this code on a day; "35" is the province of 2023."""
    t = T["area"].c
    there = sa.and_(t.code == code, t.valid_from <= day, sa.or_(t.valid_to.is_(None), t.valid_to > day))
    with database.reading() as connection:
        return int(connection.execute(sa.select(t.id).where(there)).scalar_one())


def communes(database: Database, district: str, day: date = date(2024, 1, 1)) -> list[int]:
    """The ids of a district's communes on a day."""
    t = T["area"].c
    below = sa.and_(t.parent_id == area(database, district, day), t.valid_from <= day)
    with database.reading() as connection:
        rows = connection.execute(sa.select(t.id, t.valid_to).where(below, t.level == "commune").order_by(t.code))
        return [row.id for row in rows if row.valid_to is None or row.valid_to > day]


def keep(
    database: Database,
    dataset: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    actor: str = "Chị Lan",
    confirmed: Sequence[str] = (),
    undoes: int | None = None,
) -> int:
    """Write the rows as one batch, closing current rows of the same key; the batch's number."""
    table = T[TABLES[dataset]]
    index = next(index for index in table.indexes if str(index.name).endswith("_current"))
    key = [column.name for column in index.columns]

    def work(connection: sa.Connection) -> int:
        batch = take_next_version(connection, lock_version(connection))
        connection.execute(
            sa.insert(T["batch"]).values(
                id=batch,
                kind="upload" if undoes is None else "undo",
                dataset=dataset,
                actor=actor,
                created_at=now(),
                idempotency_key=uuid.uuid4().hex,
                undoes_id=undoes,
                confirmed=json.dumps(list(confirmed)),
                rows_added=len(rows),
                rows_closed=0,
            )
        )
        for given in rows:
            row = {**DEFAULTS[table.name], **given, "batch_from": batch}
            if table.name == "caseload":
                row.setdefault("units", row["people"])
            row = {
                column.name: row.get(column.name, getattr(column.default, "arg", None))
                for column in table.c
                if column.name not in ("id", "batch_to")
            }
            same = sa.and_(*(table.c[name] == row[name] for name in key), table.c.batch_to.is_(None))
            connection.execute(sa.update(table).where(same).values(batch_to=batch))
            connection.execute(sa.insert(table).values(**row))
        return batch

    return database.transact(work)


def check(dataset: str, *rows: Mapping[str, Any]) -> Check:
    """An accepted check of these rows, as a file without faults gives it; columns left out are empty."""
    schema = SCHEMAS[dataset]
    whole = [{**dict.fromkeys(schema), **FILE_DEFAULTS.get(dataset, {}), **row} for row in rows]
    frame = pl.DataFrame([{**row, **_decimals(row)} for row in whole], schema=schema, orient="row")
    return Check(dataset, "0" * 64, (), frame)


def _decimals(row: Mapping[str, Any]) -> dict[str, Decimal]:
    return {"value": Decimal(str(row["value"]))} if "value" in row else {}


def review_of(database: Database, dataset: str, *rows: Mapping[str, Any]) -> dict[str, list[str]]:
    """Code -> what the review of a file with these rows says."""
    found: dict[str, list[str]] = {}
    with database.reading() as connection:
        for problem in review(connection, data_version(connection), check(dataset, *rows)):
            assert problem.severity == "warning"
            found.setdefault(problem.code, []).append(problem.message)
    return found

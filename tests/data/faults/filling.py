"""Rows for every table there is, made from what the table says of itself: types, references, CHECKs, lengths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from models.base import Base

SINGLE = ("version_head", "audit_head")
"""Tables of one row by their own CHECK."""
GIVEN: dict[tuple[str, str], Any] = {
    ("area", "valid_to"): None,
    ("batch", "dataset"): "payments",
    ("batch", "kind"): "upload",
    ("batch", "undoes_id"): None,
    ("scenario", "role"): None,
    ("one_time_link", "kind"): "password",
    ("repeated_row", "table_name"): "caseload",
    ("batch", "confirmed"): "[]",
    ("draft", "answers"): "{}",
    ("draft", "confirmed"): "[]",
}
_LISTED = re.compile(r"(\w+) IN \(([^)]*)\)")
_PERIOD = re.compile(r"(\w+) LIKE '(____(?:-__)?)'")


def fill(connection: sa.Connection, rows: int) -> dict[str, int]:
    """Add so many rows to every table; table -> rows it holds then."""
    held: dict[str, int] = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in SINGLE:
            made = _rows(connection, table, rows)
            connection.execute(sa.insert(table), made)
        held[table.name] = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
    return held


def _rows(connection: sa.Connection, table: sa.Table, rows: int) -> list[dict[str, Any]]:
    checks = " ; ".join(str(c.sqltext) for c in table.constraints if isinstance(c, sa.CheckConstraint))
    choices = {name: [v.strip(" '") for v in found.split(",")] for name, found in _LISTED.findall(checks)}
    periods = dict(_PERIOD.findall(checks))
    first = 1
    columns = list(table.primary_key.columns)
    if len(columns) == 1 and isinstance(columns[0].type, sa.Integer):
        first = (connection.execute(sa.select(sa.func.max(columns[0]))).scalar() or 0) + 1
    pointed = {c.name: _pointed_at(connection, table, c) for c in table.c if c.foreign_keys}
    return [
        {
            c.name: _value(table, c, first + n, choices, periods, pointed)
            for c in table.c
            if c is not table.autoincrement_column
        }
        for n in range(rows)
    ]


def _pointed_at(connection: sa.Connection, table: sa.Table, column: sa.Column[Any]) -> Sequence[Any]:
    [key] = column.foreign_keys
    if key.column.table is table:
        return ()
    if column.name == "batch_to":
        return (connection.execute(sa.select(sa.func.max(key.column))).scalar_one(),)
    return connection.execute(sa.select(key.column).order_by(key.column).limit(500)).scalars().all()


def _value(
    table: sa.Table,
    column: sa.Column[Any],
    n: int,
    choices: dict[str, list[str]],
    periods: dict[str, str],
    pointed: dict[str, Sequence[Any]],
) -> Any:
    """Facts are written closed (`batch_to`), so that they collide with none in force."""
    name, kind = column.name, column.type
    if (table.name, name) in GIVEN:
        return GIVEN[table.name, name]
    if name in pointed:
        found = pointed[name]
        return found[n % len(found)] if found else None
    if name in choices:
        return choices[name][n % len(choices[name])]
    if name in periods:
        return f"{2000 + n % 90}-{n % 12 + 1:02}"[: len(periods[name])]
    if isinstance(kind, sa.Boolean):
        return bool(n % 2)
    if isinstance(kind, sa.LargeBinary):
        return n.to_bytes(8, "big") * 4
    if isinstance(kind, sa.Integer):
        return n if column.primary_key or not isinstance(kind, sa.BigInteger) else n * 1_000_003
    if isinstance(kind, sa.Float):
        return n * 0.5
    if isinstance(kind, sa.Numeric):
        return Decimal(n)
    if isinstance(kind, sa.Date):
        return date(2000, 1, 1) + timedelta(days=n)
    if isinstance(kind, sa.DateTime) or "DateTime" in type(kind).__name__:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n)
    text = f"{n:x}-{name}"
    return text[: getattr(kind, "length", None) or len(text)]

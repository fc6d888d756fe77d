"""Chains to check: a few real deeds, and an attacker who has the database itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from data.audit.verify import Report, verify
from data.chain import hash_of, record
from data.engine import Database
from models.access.roles import Operator
from models.base import Base
from models.tables.audit import AuditEvent, AuditHead

EVENT, HEAD = Base.metadata.tables["audit_event"], Base.metadata.tables["audit_head"]
CHECKER = Operator("Người kiểm tra")
NO_HEADS: dict[int, str] = {}
DROP = {
    "sqlite": ("DROP TRIGGER audit_event_no_update", "DROP TRIGGER audit_event_no_delete"),
    "postgresql": (
        "DROP TRIGGER audit_event_no_change ON audit_event",
        "DROP TRIGGER audit_event_no_truncate ON audit_event",
    ),
}


def fill(database: Database, count: int) -> None:
    """Events of people who sign in, in one transaction."""

    def work(connection: sa.Connection) -> None:
        for each in range(count):
            record(connection, f"Người {each % 7}", "login", address=f"10.0.0.{each % 250}", by="password")

    database.transact(work)


def events(database: Database) -> list[dict[str, Any]]:
    with database.reading() as connection:
        return [dict(row) for row in connection.execute(sa.select(EVENT).order_by(EVENT.c.sequence)).mappings()]


def checked(database: Database, heads: Mapping[int, str] = NO_HEADS) -> Report:
    return verify(database, heads, actor=CHECKER)


def heads(database: Database) -> dict[int, str]:
    """The present head, as the manifest of a backup keeps it."""
    last = events(database)[-1]
    return {last["sequence"]: last["hash"]}


@contextmanager
def attacker(database: Database) -> Iterator[sa.Connection]:
    """A connection of somebody who owns the database: the guards are gone."""
    with database.writer.begin() as connection:
        for statement in DROP[connection.dialect.name]:
            connection.exec_driver_sql(statement)
        yield connection


def put(connection: sa.Connection, row: dict[str, Any]) -> None:
    connection.execute(sa.insert(AuditEvent).values(**row))


def change(connection: sa.Connection, sequence: int, **values: object) -> None:
    connection.execute(sa.update(AuditEvent).where(EVENT.c.sequence == sequence).values(**values))


def remove(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> None:
    connection.execute(sa.delete(AuditEvent).where(condition))


def set_head(connection: sa.Connection, row: dict[str, Any]) -> None:
    connection.execute(sa.update(AuditHead).values(sequence=row["sequence"], hash=row["hash"]))


def rehashed(row: dict[str, Any], previous: str) -> dict[str, Any]:
    """The row as an attacker who knows how the hash is made would write it."""
    made = {**row, "previous": previous}
    return {**made, "hash": hash_of(made)}

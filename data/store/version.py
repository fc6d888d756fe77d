"""The data version: the newest committed batch, and taking the next number."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa

from models.base import Base
from models.tables.batches import VersionHead

_HEAD = Base.metadata.tables["version_head"]


def data_version(connection: sa.Connection) -> int:
    """The newest committed batch; 0 for an empty database."""
    return connection.execute(sa.select(_HEAD.c.version).where(_HEAD.c.id == 1)).scalar_one_or_none() or 0


def generation(connection: sa.Connection) -> int:
    """The batch that last replaced all figures: the seed, or a restore of a backup (data/backup). Version numbers below
    it may have meant other figures before, so caches use it as part of their key."""
    batch = Base.metadata.tables["batch"]
    return (
        connection.execute(sa.select(sa.func.max(batch.c.id)).where(batch.c.kind == "seed")).scalar_one_or_none() or 0
    )


def lock_version(connection: sa.Connection) -> int:
    """The newest batch, with the head locked until the transaction ends (SQLite's BEGIN IMMEDIATE locks already).

    It must be the first statement of its transaction: LOCK TABLE takes no snapshot, so writers queue on it and then see
    what the one before them wrote, where FOR UPDATE would fail each waiting one. The head of the audit chain is locked
    too, for every batch records an event.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE version_head, audit_head IN EXCLUSIVE MODE"))
    return int(connection.execute(sa.select(_HEAD.c.version).where(_HEAD.c.id == 1)).scalar_one())


def take_next_version(connection: sa.Connection, locked: int) -> int:
    """Number of the batch being written; `locked` is what lock_version gave."""
    connection.execute(sa.update(VersionHead).values(version=locked + 1))
    return locked + 1


def data_hash(connection: sa.Connection, version: int | None = None) -> str:
    """SHA-256 of all facts of a version (default: the newest), without row ids and batch numbers: two versions with
    the same facts have the same hash, on every database."""
    at = data_version(connection) if version is None else version
    digest = hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        if "batch_to" not in table.c:
            continue
        columns = [c for c in table.c if c.name not in ("id", "batch_from", "batch_to")]
        rows = connection.execute(sa.select(*columns).where(current_at(table, at)))
        lines = sorted(json.dumps([_canonical(value) for value in row], ensure_ascii=True) for row in rows)
        digest.update(f"{table.name}:{len(lines)}\n".encode())
        digest.update("\n".join(lines).encode())
    return digest.hexdigest()


def current_at(table: sa.FromClause, version: int) -> sa.ColumnElement[bool]:
    """Condition: the row belongs to the version."""
    return sa.and_(table.c.batch_from <= version, sa.or_(table.c.batch_to.is_(None), table.c.batch_to > version))


def _canonical(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value

"""The base of all tables, and the canonical JSON by which scenarios and files are compared."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Index, MetaData, text
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING_CONVENTION))):
    """Parent of all tables; use `Base.metadata`, never `SQLModel.metadata`."""


HOME_PROVINCE = 35
"""Hà Nam in the list of province codes of the General Statistics Office: the one province this app holds figures of."""


class Versioned(Base):
    """A row that is never changed, only closed: current while `batch_to` is empty.

    Version N of the data is every row with batch_from <= N and (batch_to empty or batch_to > N). `province_id` says
    whose figures the row belongs to; it is filled on insert, so that no caller names it, and is the first column of
    every unique key, so that a table can be divided into one partition for each province.
    """

    province_id: int = Field(default=HOME_PROVINCE, foreign_key="province.id")
    batch_from: int = Field(foreign_key="batch.id", index=True)
    batch_to: int | None = Field(default=None, foreign_key="batch.id", index=True)


def one_current_row(table: str, *key: str) -> Index:
    """Partial unique index: in a province a key has one current row, however many closed ones. Undo finds the key by
    this index."""
    current = text("batch_to IS NULL")
    return Index(
        f"uq_{table}_current", "province_id", *key, unique=True, sqlite_where=current, postgresql_where=current
    )


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets the time zone, PostgreSQL keeps it: both come back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def canonical(value: object) -> str:
    """Compact JSON with sorted keys; Vietnamese letters stay letters."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parse(text: str) -> Any:
    """Strict JSON: ValueError also for a key given twice, NaN, and nesting no sane file has."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unique = dict(pairs)
    if len(unique) != len(pairs):
        raise ValueError("a key stands twice")
    return unique


def _refuse(name: str) -> None:
    raise ValueError(f"not a number: {name}")

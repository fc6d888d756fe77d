"""The law that ships with a version of the app beside what a database has: what is absent is added when the app starts,
as one batch; what an office has written or taken back stays its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data.chain import record
from data.engine import Database
from data.seed_files import SEED_BATCH, Row
from data.seeding.law import shipped_rows
from data.store.batches import insert_batch, standing_batches
from data.store.fact_tables import close_rows
from data.store.version import data_version, lock_version, take_next_version
from models.base import Base
from models.tables.parameters import BenefitAmount, BenefitGroup, Parameter

SHIPPED, WRITER = "shipped", "Phần mềm, khi nâng cấp"
"""Dataset and actor of the batches written here."""
_T = Base.metadata.tables
_TABLES = {
    Parameter: (_T["parameter"], ("name", "applies_from")),
    BenefitGroup: (_T["benefit_group"], ("scheme", "code")),
    BenefitAmount: (_T["benefit_amount"], ("scheme", "group_code", "applies_from")),
}
"""The tables of law, each with the key of which one row is current."""
_BATCH = _T["batch"]


@dataclass(frozen=True)
class ShippedRow:
    """A row that ships, and the `current` one of its key, None where there is none. `kept`: somebody has written the
    key or taken it back, so that what ships does not replace it."""

    table: sa.Table
    row: Row
    current: Mapping[str, Any] | None
    kept: bool

    @property
    def differs(self) -> bool:
        """A row without a first list is paid from the month in which it applies: saying so is no difference."""
        if self.current is None:
            return True
        paid = {"first_paid": self.row.get("applies_from")}
        return any(
            (value or paid.get(name)) != (self.current[name] or paid.get(name)) for name, value in self.row.items()
        )


def add_shipped_law(database: Database) -> int | None:
    """Add the rows that ship and the database lacks, and replace those of an earlier version that nobody has touched,
    as one batch; the number of the batch, None when there is nothing to add. Raises DatabaseUnavailableError."""
    with database.reading() as connection:
        if not any(True for _row in _to_write(connection)):
            return None

    def work(connection: sa.Connection) -> int | None:
        head = lock_version(connection)
        coming = list(_to_write(connection))
        if not coming:
            return None  # another process that started at the same time has written them
        batch = take_next_version(connection, head)
        closed = [(shipped.table, shipped.current["id"]) for shipped in coming if shipped.current is not None]
        key, rows = f"{SHIPPED}-{uuid.uuid4().hex}", len(coming)
        insert_batch(connection, batch, "parameters", SHIPPED, actor=WRITER, key=key, added=rows, closed=len(closed))
        for model, (table, _key) in _TABLES.items():
            close_rows(connection, table, [row_id for of, row_id in closed if of is table], batch)
            added = [{**shipped.row, "batch_from": batch} for shipped in coming if shipped.table is table]
            if added:
                connection.execute(sa.insert(model), added)
        names = sorted({str(shipped.row["name"]) for shipped in coming if shipped.table.name == "parameter"})
        record(
            connection,
            WRITER,
            "law_shipped",
            batch=batch,
            parameters=names or None,
            rows=rows,
            closed=len(closed),
            before=head,
        )
        return batch

    return database.transact(work)


def kept_otherwise(connection: sa.Connection, version: int) -> list[ShippedRow]:
    """The rows that ship and that the office has otherwise, or has taken back, in a version."""
    return [shipped for shipped in _beside(connection, version) if shipped.kept and shipped.differs]


def _to_write(connection: sa.Connection) -> Iterator[ShippedRow]:
    beside = _beside(connection, data_version(connection))
    return (shipped for shipped in beside if not shipped.kept and shipped.differs)


def _beside(connection: sa.Connection, version: int) -> Iterator[ShippedRow]:
    """Every row that ships, beside what the version has. A key is the office's once a batch in force has written it,
    or a batch that shipped it was undone."""
    t = _BATCH.c
    shipped = sa.and_(t.dataset == SHIPPED, t.kind == "parameters")
    own = set(connection.execute(sa.select(t.id).where(sa.or_(t.id == SEED_BATCH, shipped))).scalars())
    undone = set(connection.execute(sa.select(t.id).where(t.kind == "undo")).scalars())
    standing = standing_batches(connection, version)
    for model, rows in shipped_rows().items():
        table, key = _TABLES[model]
        known: dict[tuple[object, ...], list[Mapping[str, Any]]] = {}
        for kept in connection.execute(sa.select(table).where(table.c.batch_from <= version)).mappings():
            known.setdefault(tuple(kept[name] for name in key), []).append(dict(kept))
        for row in rows:
            history = known.get(tuple(row[name] for name in key), [])
            writers = {one["batch_from"] for one in history} - undone
            current = next((one for one in history if one["batch_to"] is None or one["batch_to"] > version), None)
            facts = {name: value for name, value in row.items() if name != "batch_from"}
            yield ShippedRow(table, facts, current, any((writer in own) != (writer in standing) for writer in writers))

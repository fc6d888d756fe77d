"""Writes: each command is one transaction that makes one batch, or nothing.

Belongs here: applying an accepted file and taking a batch back. `actor` is an argument of every command. No streamlit
call, and nothing else that can be interrupted, happens between BEGIN and COMMIT.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data.clock import office_time
from data.engine import Database
from data.ingest import Check
from data.locale import _
from data.store.batches import Applied, ConflictError, by_key, insert_batch, keep_file, standing_batch_of
from data.store.payments import Change, changes
from data.store.undo import close_rows, rewrite, standing_batches, written_by
from data.store.version import lock_version, take_next_version
from models.base import Base
from models.tables.batches import Batch
from models.tables.caseload import Caseload

_BATCH = Base.metadata.tables["batch"]
_CASELOAD = Base.metadata.tables["caseload"]


class NotUndoableError(RuntimeError):
    """The batch cannot be taken back; the message says why."""


@dataclass(frozen=True)
class Undone:
    """`kept` rows were changed again by a later batch and stay as they are."""

    batch: int
    restored: int
    removed: int
    kept: int


def apply_payments(
    database: Database,
    check: Check,
    content: bytes,
    filename: str,
    *,
    actor: str,
    base_version: int,
    idempotency_key: str,
) -> Applied:
    """Apply an accepted `payments` check as one batch. Raises ConflictError, data.store.payments.UnknownRowError and
    DatabaseUnavailableError; ValueError for a refused check. The same key again gives the first answer again."""
    if check.status != "accepted":
        raise ValueError("a refused file cannot be applied")

    def work(connection: sa.Connection) -> Applied:
        head = lock_version(connection)
        done = by_key(connection, idempotency_key)
        if done is not None:
            return Applied(done.id, done.rows_added, done.rows_closed)
        standing = standing_batch_of(connection, check.sha256)
        if standing is not None:
            return Applied(standing.id, 0, 0, already_at=standing.created_at)
        _refuse_if_touched(connection, base_version, check.frame["period"].unique().to_list())
        written = [change for change in changes(connection, head, check.frame) if change.status != "unchanged"]
        if not written:
            return Applied(head, 0, 0)
        closed = [change.old_id for change in written if change.old_id is not None]
        batch = take_next_version(connection, head)
        insert_batch(connection, batch, "upload", check.dataset, actor, idempotency_key, len(written), len(closed),
                     filename=filename[:255], file_sha256=check.sha256)  # fmt: skip
        keep_file(connection, check.sha256, filename, content)
        close_rows(connection, _CASELOAD, closed, batch)
        connection.execute(sa.insert(Caseload), [_row(change, batch, filename) for change in written])
        return Applied(batch, len(written), len(closed))

    return database.transact(work)


def undo_batch(database: Database, batch_id: int, *, actor: str, idempotency_key: str) -> Undone:
    """Take a batch back as a new batch: the facts are as if it had never been applied, later uploads stay.
    An undo can itself be undone. Raises NotUndoableError and DatabaseUnavailableError."""

    def work(connection: sa.Connection) -> Undone:
        head = lock_version(connection)
        done = by_key(connection, idempotency_key)
        if done is not None:
            return Undone(done.id, done.rows_added, done.rows_closed, 0)
        target = connection.execute(sa.select(_BATCH).where(_BATCH.c.id == batch_id)).one_or_none()
        _refuse_undo(connection, target, batch_id)
        assert target is not None
        batch = take_next_version(connection, head)
        insert_batch(connection, batch, "undo", target.dataset, actor, idempotency_key, 0, 0, undoes_id=batch_id)
        upload, standing = written_by(connection, batch_id), standing_batches(connection)
        restored = removed = kept = 0
        for table in Base.metadata.sorted_tables:
            if "batch_to" in table.c:
                counts = rewrite(connection, table, upload, standing, batch)
                restored, removed, kept = restored + counts[0], removed + counts[1], kept + counts[2]
        counted = {"rows_added": restored, "rows_closed": removed}
        connection.execute(sa.update(Batch).where(_BATCH.c.id == batch).values(**counted))
        return Undone(batch, restored, removed, kept)

    return database.transact(work)


def _refuse_if_touched(connection: sa.Connection, base_version: int, periods: list[str]) -> None:
    t = _CASELOAD
    later = sa.or_(t.c.batch_from > base_version, t.c.batch_to > base_version)
    touched = connection.execute(
        sa.select(t.c.batch_from, t.c.batch_to, t.c.month).where(t.c.month.in_(periods), later)
    ).all()
    if not touched:
        return
    newest = max(touched, key=lambda row: max(row.batch_from, row.batch_to or 0))
    batch = connection.execute(
        sa.select(_BATCH).where(_BATCH.c.id == max(newest.batch_from, newest.batch_to or 0))
    ).one()
    year, month = newest.month.split("-")
    raise ConflictError(
        _("Kỳ {month}/{year} đã được {actor} ghi lúc {time}; xem thay đổi rồi ghi lại.").format(
            month=month, year=year, actor=batch.actor, time=office_time(batch.created_at).strftime("%H:%M %d/%m/%Y")
        )
    )


def _refuse_undo(connection: sa.Connection, target: sa.Row[Any] | None, batch_id: int) -> None:
    if target is None:
        raise NotUndoableError(_("Không có lần cập nhật số {number}.").format(number=batch_id))
    if target.kind == "seed":
        raise NotUndoableError(_("Số liệu ban đầu của báo cáo năm 2023 không thu hồi được."))
    if connection.execute(sa.select(_BATCH.c.id).where(_BATCH.c.undoes_id == batch_id)).first() is not None:
        raise NotUndoableError(_("Lần cập nhật số {number} đã được thu hồi trước đó.").format(number=batch_id))


def _row(change: Change, batch: int, filename: str) -> dict[str, object]:
    area_id, scheme, group, month, kind = change.key
    return {
        "area_id": area_id, "scheme": scheme, "group_code": group, "month": month, "kind": kind, "months": change.months,
        "people": change.people, "units": change.people, "shares": change.shares, "amount_vnd": change.amount_vnd,
        "quality": "uploaded", "qualifier": "=", "source": filename[:255], "batch_from": batch,
    }  # fmt: skip

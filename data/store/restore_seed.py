"""Restoring the figures installed with the application: every batch in force is undone, newest first, by new
batches."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from data.accounts.permission import allow, guarded
from data.chain import record
from data.engine import Database
from data.locale import _
from data.store.batches import ConflictError, standing_batches, take_back
from data.store.shipped_law import SHIPPED
from data.store.version import lock_version
from models.access.roles import Action, Actor
from models.base import Base

_BATCH = Base.metadata.tables["batch"]


@dataclass(frozen=True)
class SeedRestored:
    """`batch` is the data version that holds the installed figures again; `taken_back` the numbers of the batches
    undone, newest first, empty when there were none."""

    batch: int
    taken_back: tuple[int, ...]


def batches_since_seed(connection: sa.Connection, version: int) -> list[int]:
    """Numbers of the batches in force in a version besides the installed figures and law, newest first."""
    standing = standing_batches(connection, version)
    own = (_BATCH.c.kind != "seed", _BATCH.c.dataset != SHIPPED)
    rows = connection.execute(sa.select(_BATCH.c.id).where(*own, _BATCH.c.id.in_(standing)))
    return sorted(rows.scalars(), reverse=True)


def restore_seed(database: Database, *, actor: Actor, base_version: int, idempotency_key: str) -> SeedRestored:
    """Undo all batches in force since the installation; `base_version` is the version the list was shown on. The same
    key again returns the first result. Raises NotAllowedError, ConflictError and DatabaseUnavailableError, with nothing
    written."""

    def work(connection: sa.Connection) -> SeedRestored:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.RESTORE)
        done = _done(connection, idempotency_key)
        if done is not None:
            return done
        if head != base_version:
            raise ConflictError(
                _(
                    "Số liệu vừa được cập nhật (bản {newest}, danh sách xem ở bản {shown}); chưa ghi gì. Xem lại danh "
                    "sách rồi làm lại."
                ).format(newest=head, shown=base_version)
            )
        batch, numbers = head, batches_since_seed(connection, head)
        for number in numbers:
            batch, _changes = take_back(
                connection, batch, permit, _last_link(connection, number), f"{idempotency_key}-{number}"
            )
        if numbers:
            record(connection, permit.name, "restore_seed", batch=batch, before=head, batches=len(numbers))
        return SeedRestored(batch, tuple(numbers))

    return guarded(database, work)


def _last_link(connection: sa.Connection, number: int) -> int:
    """The batch to undo so that `number` is no longer in force: itself, or the last undo of an undo of it."""
    by = sa.select(_BATCH.c.id)
    while (later := connection.execute(by.where(_BATCH.c.undoes_id == number)).scalar_one_or_none()) is not None:
        number = later
    return number


def _done(connection: sa.Connection, key: str) -> SeedRestored | None:
    t = _BATCH.c
    own_keys = t.idempotency_key.startswith(f"{key}-", autoescape=True)
    rows = connection.execute(sa.select(t.id, t.idempotency_key).where(own_keys).order_by(t.id)).all()
    if not rows:
        return None
    return SeedRestored(rows[-1].id, tuple(int(row.idempotency_key.rpartition("-")[2]) for row in rows))

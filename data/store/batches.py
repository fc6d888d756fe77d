"""What every command that writes facts needs: its batch, its file, its answer.

Belongs here: rows of `batch` and `stored_file`, the answer to a repeated click, who wrote last. Does not: the facts
themselves (commands.py, parameters.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from data.clock import now, today
from data.store.undo import standing_batches
from models.base import Base
from models.tables.batches import Batch, StoredFile

FILE_KEEPING = timedelta(days=5 * 366)
"""Original files are kept five years."""

_BATCH = Base.metadata.tables["batch"]
_FILE = Base.metadata.tables["stored_file"]


class ConflictError(RuntimeError):
    """Somebody wrote the same facts after the preview; the message says what, who and when."""


@dataclass(frozen=True)
class Applied:
    """`batch` is the data version that holds the rows; `added` 0 = nothing had changed and nothing was written."""

    batch: int
    added: int
    closed: int
    already_at: datetime | None = None


def by_key(connection: sa.Connection, key: str) -> sa.Row[Any] | None:
    """The batch a click with this key has already made."""
    return connection.execute(sa.select(_BATCH).where(_BATCH.c.idempotency_key == key)).one_or_none()


def standing_batch_of(connection: sa.Connection, sha256: str) -> sa.Row[Any] | None:
    """The batch by which a file is in force now; None when it never came or was taken back."""
    statement = sa.select(_BATCH).where(_BATCH.c.file_sha256 == sha256).order_by(_BATCH.c.id.desc())
    standing = standing_batches(connection)
    return next((row for row in connection.execute(statement) if row.id in standing), None)


def insert_batch(
    connection: sa.Connection,
    batch: int,
    kind: str,
    dataset: str,
    actor: str,
    key: str,
    added: int,
    closed: int,
    **more: object,
) -> None:
    connection.execute(
        sa.insert(Batch).values(
            id=batch, kind=kind, dataset=dataset, actor=actor, created_at=now(), idempotency_key=key,
            rows_added=added, rows_closed=closed, **more,
        )
    )  # fmt: skip


def keep_file(connection: sa.Connection, sha256: str, filename: str, content: bytes) -> None:
    """Keep the original bytes, once however often the file comes."""
    kept = connection.execute(sa.select(_FILE.c.sha256).where(_FILE.c.sha256 == sha256)).first()
    if kept is None:
        until = today() + FILE_KEEPING
        values = {"sha256": sha256, "filename": filename[:255], "content": content, "keep_until": until}
        connection.execute(sa.insert(StoredFile).values(**values))

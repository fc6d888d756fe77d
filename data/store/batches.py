"""What every command that writes facts needs: its batch and its answer.

Belongs here: rows of `batch`, the answer to a repeated click, whether a file is in force, who wrote last. Does not: the
facts themselves (commands.py, parameters.py) or the bytes of files (stored_files.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data.clock import now
from data.store.undo import standing_batches
from data.store.version import data_version
from models.base import Base
from models.tables.batches import Batch

_BATCH = Base.metadata.tables["batch"]


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


def standing_batch_of(
    connection: sa.Connection, sha256: str, dataset: str, answers: str | None = None
) -> sa.Row[Any] | None:
    """The batch by which a file, read as a dataset and with these answers (JSON), is in force now; None when it never came
    so or was taken back: another sheet of the same workbook is another file."""
    t = _BATCH.c
    said = t.answers.is_(None) if answers is None else t.answers == answers
    statement = sa.select(_BATCH).where(t.file_sha256 == sha256, t.dataset == dataset, said).order_by(t.id.desc())
    standing = standing_batches(connection, data_version(connection))
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

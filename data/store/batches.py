"""Batches: committing one, listing them, their details."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
    """The result of applying a file: `batch` is the data version that holds its rows; `added` 0 = nothing had changed
    and nothing was written. `already_at`: the time of the earlier batch with the same file."""

    batch: int
    added: int
    closed: int
    already_at: datetime | None = None


def batch_by_key(connection: sa.Connection, key: str) -> sa.Row[Any] | None:
    """The batch already written with this idempotency key."""
    return connection.execute(sa.select(_BATCH).where(_BATCH.c.idempotency_key == key)).one_or_none()


def standing_batch_of(
    connection: sa.Connection, sha256: str, dataset: str, answers: str | None = None
) -> sa.Row[Any] | None:
    """The batch by which a file, read as a dataset and with these answers (JSON), is in force now; None when there is
    none or it was undone. The same workbook with other answers, such as another sheet, is another file."""
    t = _BATCH.c
    same_answers = t.answers.is_(None) if answers is None else t.answers == answers
    statement = (
        sa.select(_BATCH).where(t.file_sha256 == sha256, t.dataset == dataset, same_answers).order_by(t.id.desc())
    )
    standing = standing_batches(connection, data_version(connection))
    return next((row for row in connection.execute(statement) if row.id in standing), None)


def insert_batch(
    connection: sa.Connection,
    batch: int,
    kind: str,
    dataset: str,
    *,
    actor: str,
    key: str,
    added: int,
    closed: int,
    **more: object,
) -> None:
    """The row of a batch being written now; `batch` is its number, `more` other columns of the table."""
    connection.execute(
        sa.insert(Batch).values(
            id=batch,
            kind=kind,
            dataset=dataset,
            actor=actor,
            created_at=now(),
            idempotency_key=key,
            rows_added=added,
            rows_closed=closed,
            **more,
        )
    )


@dataclass(frozen=True)
class Confirmed:
    """A confirmed group of warnings: its code, the sentences shown, and the number of findings."""

    code: str
    messages: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class BatchDetails:
    """`answers` by key as `check_file` takes them."""

    answers: Mapping[str, str]
    confirmed: tuple[Confirmed, ...]


def batch_details(connection: sa.Connection, batch: int) -> BatchDetails:
    """Answers and confirmed warnings of an existing batch; empty for one that was not a file or had none."""
    statement = sa.select(_BATCH.c.answers, _BATCH.c.confirmed).where(_BATCH.c.id == batch)
    answers, confirmed = connection.execute(statement).one()
    groups = json.loads(confirmed) if confirmed else []
    return BatchDetails(
        json.loads(answers) if answers else {},
        tuple(Confirmed(group["code"], tuple(group["messages"]), group["count"]) for group in groups),
    )

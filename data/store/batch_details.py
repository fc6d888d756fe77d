"""What was said while a file was applied: answers given, cells mended, warnings confirmed.

Belongs here: reading it back from the batch. Does not: the list of batches (queries.py) or words for the screen (pages).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from models.base import Base

_BATCH = Base.metadata.tables["batch"]


@dataclass(frozen=True)
class Confirmed:
    """A group of warnings that was confirmed: its code, the sentences shown, and how many findings they stood for."""

    code: str
    messages: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class BatchDetails:
    """`answers` by key as `check_file` takes them."""

    answers: Mapping[str, str]
    confirmed: tuple[Confirmed, ...]


def batch_details(connection: sa.Connection, batch: int) -> BatchDetails:
    """Of a batch that exists; empty for one that was not a file or had nothing to answer."""
    statement = sa.select(_BATCH.c.answers, _BATCH.c.confirmed).where(_BATCH.c.id == batch)
    answers, confirmed = connection.execute(statement).one()
    groups = json.loads(confirmed) if confirmed else []
    return BatchDetails(
        json.loads(answers) if answers else {},
        tuple(Confirmed(group["code"], tuple(group["messages"]), group["count"]) for group in groups),
    )

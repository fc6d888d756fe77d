"""Lists of drafts: one's own, and those that wait for approval.

Belongs here: finding drafts without their content. Does not: saving or changing one (drafts.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from data.accounts.permission import NotAllowedError, allow
from data.engine import Database
from data.store.drafts import MAY
from models.access.actor import Actor
from models.access.roles import Action
from models.base import Base

_DRAFT = Base.metadata.tables["draft"]


@dataclass(frozen=True)
class DraftLine:
    """A draft in a list, without its content; `size` in bytes."""

    id: str
    dataset: str
    filename: str
    updated_at: datetime
    size: int
    actor: str
    submitted_at: datetime | None


def open_of(database: Database, actor: Actor) -> list[DraftLine]:
    """The actor's own drafts that are not handed in, the last touched first; none for who may not have any."""
    return _listed(database, actor, MAY, lambda name: sa.and_(_DRAFT.c.actor == name, _DRAFT.c.submitted_at.is_(None)))


def waiting(database: Database, actor: Actor) -> list[DraftLine]:
    """The drafts that wait for approval, for those who approve, and an actor's own among them."""
    approves = _listed(database, actor, (Action.APPLY,), lambda _name: _DRAFT.c.submitted_at.is_not(None))
    if approves:
        return approves
    return _listed(
        database, actor, MAY, lambda name: sa.and_(_DRAFT.c.actor == name, _DRAFT.c.submitted_at.is_not(None))
    )


def _listed(
    database: Database, actor: Actor, actions: tuple[Action, ...], which: Callable[[str], sa.ColumnElement[bool]]
) -> list[DraftLine]:
    t = _DRAFT.c
    size = sa.func.length(t.content).label("size")
    with database.reading() as connection:
        try:
            permit = allow(connection, actor, *actions)
        except NotAllowedError:
            return []
        columns = (t.id, t.dataset, t.filename, t.updated_at, size, t.actor, t.submitted_at)
        statement = sa.select(*columns).where(which(permit.name)).order_by(t.updated_at.desc(), t.id)
        return [DraftLine(*row) for row in connection.execute(statement)]

"""Who has been here when, and ending somebody's sessions.

Belongs here: what the list of users says besides the accounts. Does not: accounts (accounts.py), the life of a session (sessions.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from data.accounts import sessions
from data.accounts.accounts import existing
from data.accounts.permission import allow, guarded
from data.audit.chain import lock_chain, record
from data.clock import now
from data.engine import Database
from models.access.actor import Actor
from models.access.roles import Action
from models.base import Base

_SESSION = Base.metadata.tables["login_session"]


@dataclass(frozen=True)
class OpenSession:
    """A session that is not over; `address` is where it was begun from, empty when unknown."""

    began: datetime
    idle_until: datetime
    address: str


def last_signed_in(database: Database) -> dict[int, datetime]:
    """By account: when it last signed in, as far back as sessions are kept (sessions.KEPT_AFTER_END)."""
    s = _SESSION.c
    newest = sa.select(s.account_id, sa.func.max(s.created_at, type_=s.created_at.type)).group_by(s.account_id)
    with database.reading() as connection:
        return {account_id: moment for account_id, moment in connection.execute(newest)}


def open_sessions(database: Database, account_id: int) -> list[OpenSession]:
    """The sessions of an account that are not over, newest first."""
    s = _SESSION.c
    mine = sa.select(s.created_at, s.idle_until, s.address).where(s.account_id == account_id, sessions.alive(now()))
    with database.reading() as connection:
        return [OpenSession(*row) for row in connection.execute(mine.order_by(s.created_at.desc()))]


def end_sessions(database: Database, account_id: int, *, actor: Actor) -> int:
    """End every session of an account at once, its password stays; how many were open. Raises AccountRefusedError, NotAllowedError."""

    def work(connection: sa.Connection) -> int:
        lock_chain(connection)
        permit = allow(connection, actor, Action.MANAGE_USERS)
        login = existing(connection, account_id).login
        ended = sessions.end_all(connection, account_id)
        record(connection, permit.name, "sessions_ended", account=login, count=ended)
        return ended

    return guarded(database, work)

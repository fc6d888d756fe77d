"""People for the tests: accounts whose sessions do not end."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from data.accounts import sessions
from data.engine import Database
from models.access.roles import Grant, Person, Role
from models.tables.accounts import Account, LoginSession

TOKEN = "lan" + "0" * 40
"""The cookie of Lan's session in every database made for pages and browser."""
LAN = "Nguyễn Thị Lan (lan)"
"""Lan as batches and scenarios name her."""
EVERY_ROLE = tuple(Grant(role) for role in Role)
COOKIE = {"ansinh": TOKEN}


def enrol(
    database: Database,
    login: str = "lan",
    name: str = "Nguyễn Thị Lan",
    wanted: Iterable[Grant] = EVERY_ROLE,
    *,
    token: str = TOKEN,
) -> int:
    """An account with a session of the given token; its id."""
    now = datetime.now(UTC)
    with database.writer.begin() as connection:
        account = sa.insert(Account).values(login=login, name=name, created_at=now).returning(sa.literal_column("id"))
        account_id = int(connection.execute(account).scalar_one())
        sessions.replace(connection, account_id, wanted)
        connection.execute(
            sa.insert(LoginSession).values(
                id=sessions.session_of(token),
                account_id=account_id,
                created_at=now,
                address="",
                idle_until=now + timedelta(days=365),
                expires_at=now + timedelta(days=365),
            )
        )
    return account_id


def person(database: Database, *grants: Grant, login: str = "tuan", name: str = "Đỗ Tuấn") -> Person:
    """Somebody signed in with these roles."""
    token = uuid.uuid4().hex + "0" * 11
    enrol(database, login, name, grants, token=token)
    return Person(sessions.session_of(token))

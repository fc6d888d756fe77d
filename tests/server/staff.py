"""People in the database of a server under test, each with a session of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from data.accounts.sessions import session_of
from data.engine import Database, open_database
from data.settings import read_settings
from models.access.roles import Grant, Role
from models.base import Base
from tests.accounts import enrol

SESSION = Base.metadata.tables["login_session"]


def token_of(name: str) -> str:
    return (name + "0" * 43)[:43]


@contextmanager
def database_in(folder: Path) -> Iterator[Database]:
    """The server's database, beside it."""
    opened = open_database(read_settings({"ANSINH_DATA_DIR": str(folder)}))
    yield opened
    opened.dispose()


def enrol_one_of_each_role(folder: Path) -> None:
    """An account named after each role, with a session of `token_of(role)`."""
    with database_in(folder) as database:
        for role in Role:
            enrol(database, role.value, role.value.title(), [Grant(role)], token=token_of(role.value))


def enrol_more(folder: Path, count: int, role: Role = Role.UPLOADER) -> list[str]:
    """Tokens of so many people of a role."""
    tokens = [token_of(f"nguoi{number}x") for number in range(count)]
    with database_in(folder) as database:
        for number, token in enumerate(tokens):
            enrol(database, f"nguoi{number}", f"Người {number}", [Grant(role)], token=token)
    return tokens


def idle_out(folder: Path, token: str) -> None:
    """As after half an hour without a click."""
    shift(folder, token, idle_until=datetime.now(UTC) - timedelta(seconds=1))


def grow_old(folder: Path, token: str) -> None:
    """As after twelve hours."""
    shift(folder, token, expires_at=datetime.now(UTC) - timedelta(seconds=1))


def shift(folder: Path, token: str, **values: datetime) -> None:
    """Change the row of a session."""
    with database_in(folder) as database, database.writer.begin() as connection:
        changed = connection.execute(sa.update(SESSION).where(SESSION.c.id == session_of(token)).values(**values))
        assert changed.rowcount == 1


def idle_until(folder: Path, token: str) -> datetime:
    with database_in(folder) as database, database.reading() as connection:
        found = connection.execute(sa.select(SESSION.c.idle_until).where(SESSION.c.id == session_of(token)))
        return found.scalar_one()

"""A clock that the tests move, and one person with a password."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from data.accounts import accounts, login, passwords, sessions
from data.engine import Database
from models.access.roles import Operator

PASSWORD = "bốn từ ghép lại"
OFFICE = Operator("kiểm thử")
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))
NOBODYS = QUICK.hash("a password that nobody has")


class Clock:
    """What the account modules take for now."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def move(self, by: timedelta) -> None:
        self._ahead += by


@pytest.fixture
def office_hashes() -> None:
    """For tests of how strong a password's hash is and how long it takes."""


@pytest.fixture(autouse=True)
def quick_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a hash of the same kind that costs nearly nothing."""
    if "office_hashes" not in request.fixturenames:
        monkeypatch.setattr(passwords, "_HASHER", QUICK)
        monkeypatch.setattr(passwords, "_dummy", lambda: NOBODYS)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for module in (accounts, login, passwords, sessions):
        monkeypatch.setattr(module, "now", clock)
    return clock


@pytest.fixture
def lan(database: Database) -> int:
    """The first account: login `lan`, every role; its id."""
    return accounts.make_first(database, setup_token(database), "lan", "Nguyễn Thị Lan", PASSWORD)


def setup_token(database: Database) -> str:
    token = database.transact(passwords.setup_link)
    assert token is not None
    return token


def events(database: Database) -> list[tuple[str, str, str]]:
    """Actor, action and detail of every event since the seed, in order."""
    with database.reading() as connection:
        rows = connection.execute(sa.text("SELECT actor, action, detail FROM audit_event ORDER BY sequence"))
        return [(row.actor, row.action, row.detail) for row in rows]


def everything_kept(database: Database) -> str:
    """Every value of every row about accounts and events, as one text: what must hold no secret."""
    tables = ("account", "account_grant", "login_session", "one_time_link", "login_failures", "audit_event")
    with database.reading() as connection:
        metadata = sa.MetaData()
        metadata.reflect(connection, only=tables)
        return "\n".join(
            str(tuple(row)) for name in tables for row in connection.execute(sa.select(metadata.tables[name]))
        )

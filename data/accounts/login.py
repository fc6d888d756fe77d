"""Signing in and out.

Belongs here: from a name and a password to a session, and its end. The answer to a wrong name and to a wrong password is the same,
in words and in time.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import sqlalchemy as sa

from data.accounts import attempts, passwords, sessions
from data.accounts.attempts import TooManyTriesError
from data.accounts.permission import name_of
from data.audit.chain import lock_chain, record
from data.engine import Database
from data.locale import _
from models.base import Base

__all__ = ["LoginRefusedError", "TooManyTriesError", "folded", "sign_in", "sign_in_as", "sign_out"]

_ACCOUNT = Base.metadata.tables["account"]
UNKNOWN = "?"
"""What an event says instead of a name that nobody has: people type passwords into the wrong field."""


class LoginRefusedError(RuntimeError):
    """Name and password do not belong together, or the account is disabled."""


def folded(login: str) -> str:
    """A login name as it is kept and compared."""
    return unicodedata.normalize("NFC", login).strip().casefold()


def sign_in(database: Database, login: str, password: str, address: str = "", *, known: str = "") -> str:
    """The token of a new session. `known` is the session, over or not, that the browser brings along: where it is the same
    account's, its tries are counted apart, so that whoever guesses from elsewhere does not shut the person out.
    Raises LoginRefusedError, TooManyTriesError and DatabaseUnavailableError."""
    name = folded(login)
    with database.reading() as connection:
        row = _account(connection, name)
        mine = row is not None and bool(known) and sessions.account_of(connection, known) == row.id
    counted = f"{name}\x01{known}" if mine else name
    try:
        database.transact(lambda connection: attempts.take_turn(connection, counted))
    except TooManyTriesError:
        database.transact(lambda connection: _note(connection, name, "login_blocked", address))
        raise
    right = passwords.matches(password, row.password if row is not None else None)
    if not right or row is None or row.disabled_at is not None:
        database.transact(lambda connection: _note(connection, name, "login_failed", address))
        raise _wrong()

    def work(connection: sa.Connection) -> str:
        lock_chain(connection)
        now_kept = _account(connection, name)
        if now_kept is None or now_kept.password != row.password:  # changed while it was being compared
            raise _wrong()
        attempts.forget(connection, counted)
        return _begun(connection, row.id, address, "password")

    return database.transact(work)


def sign_in_as(database: Database, account_id: int, address: str = "", *, by: str = "link") -> str:
    """The token of a new session for somebody who has proven otherwise who they are (a one-time link, single sign-on)."""

    def work(connection: sa.Connection) -> str:
        lock_chain(connection)
        row = connection.execute(
            sa.select(_ACCOUNT.c.login).where(_ACCOUNT.c.id == account_id, _ACCOUNT.c.disabled_at.is_(None))
        ).one_or_none()
        if row is None:
            raise LoginRefusedError(_("Tài khoản này đã ngừng sử dụng. Liên hệ người quản trị."))
        attempts.forget(connection, row.login)
        return _begun(connection, account_id, address, by)

    return database.transact(work)


def sign_out(database: Database, session: str) -> None:
    """End a session; nothing when it is over already."""

    def work(connection: sa.Connection) -> None:
        lock_chain(connection)
        person = sessions.signed_in(connection, session)
        sessions.end(connection, session)
        if person is not None:
            record(connection, name_of(person), "logout")

    database.transact(work)


def _begun(connection: sa.Connection, account_id: int, address: str, by: str) -> str:
    token = sessions.begin(connection, account_id, address)
    person = sessions.signed_in(connection, sessions.session_of(token))
    if person is None:
        raise _wrong()
    record(connection, name_of(person), "login", address=address, by=by)
    return token


def _account(connection: sa.Connection, login: str) -> sa.Row[Any] | None:
    """The row of a folded login name; none for what no name can be, which PostgreSQL would not even compare."""
    if not login.isprintable():
        return None
    return connection.execute(sa.select(_ACCOUNT).where(_ACCOUNT.c.login == login)).one_or_none()


def _wrong() -> LoginRefusedError:
    return LoginRefusedError(_("Tên đăng nhập hoặc mật khẩu không đúng."))


def _note(connection: sa.Connection, login: str, action: str, address: str) -> None:
    lock_chain(connection)
    known = _account(connection, login) is not None
    record(connection, login if known else UNKNOWN, action, address=address)

"""Signing in with a password, limits on attempts, and changing one's own password."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from data.accounts import links, passwords, sessions
from data.accounts.permission import name_of
from data.audit.chain import lock_chain, record
from data.clock import now
from data.engine import Database
from data.locale import _
from models.base import Base
from models.tables.accounts import LoginFailures

MOST = 10
WINDOW = timedelta(minutes=15)
FREE = 3
"""So many tries before each next one has to wait twice as long as the one before."""
_FAILURES = Base.metadata.tables["login_failures"]
__all__ = ["LoginRefusedError", "TooManyTriesError", "folded", "sign_in", "sign_in_as", "sign_out"]
_ACCOUNT = Base.metadata.tables["account"]
UNKNOWN = "?"
"""What an event says instead of a name that nobody has: people type passwords into the wrong field."""


class TooManyTriesError(RuntimeError):
    """This name has to wait; the message says how long."""


def take_turn(connection: sa.Connection, login: str) -> None:
    """Count a try for a folded login name; TooManyTriesError when it has to wait (a try that waits is not counted)."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE login_failures IN EXCLUSIVE MODE"))
    moment, key, t = now(), _key(login), _FAILURES.c
    connection.execute(sa.delete(_FAILURES).where(t.window_until <= moment))
    # A window that ends later than any can is of a clock that has been set back since.
    connection.execute(sa.delete(_FAILURES).where(t.window_until > moment + WINDOW))
    row = connection.execute(sa.select(_FAILURES).where(t.id == key)).one_or_none()
    if row is None:
        connection.execute(
            sa.insert(LoginFailures).values(id=key, failures=1, window_until=moment + WINDOW, blocked_until=None)
        )
        return
    if row.failures >= MOST:
        raise _wait(row.window_until, moment)
    if row.blocked_until is not None and row.blocked_until > moment:
        raise _wait(row.blocked_until, moment)
    count = row.failures + 1
    blocked = moment + timedelta(seconds=2 ** (count - FREE)) if count >= FREE else None
    connection.execute(sa.update(_FAILURES).where(t.id == key).values(failures=count, blocked_until=blocked))


def forget(connection: sa.Connection, login: str) -> None:
    """The password was right: the name starts anew."""
    connection.execute(sa.delete(_FAILURES).where(_FAILURES.c.id == _key(login)))


class LoginRefusedError(RuntimeError):
    """Name and password do not belong together, or the account is disabled."""


def folded(login: str) -> str:
    """A login name as it is kept and compared."""
    return unicodedata.normalize("NFC", login).strip().casefold()


def sign_in(database: Database, login: str, password: str, address: str = "", *, known: str = "") -> str:
    """The token of a new session. `known` is the session, over or not, that the browser brings along: where it is the
    same account's, its tries are counted apart, so that whoever guesses from elsewhere does not shut the person out.
    Raises LoginRefusedError, TooManyTriesError and DatabaseUnavailableError."""
    name = folded(login)
    with database.reading() as connection:
        row = _account(connection, name)
        mine = row is not None and bool(known) and sessions.account_of(connection, known) == row.id
    counted = f"{name}\x01{known}" if mine else name
    try:
        database.transact(lambda connection: take_turn(connection, counted))
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
        forget(connection, counted)
        return _begun(connection, row.id, address, "password")

    return database.transact(work)


def sign_in_as(database: Database, account_id: int, address: str = "", *, by: str = "link") -> str:
    """The token of a new session for somebody who has proven otherwise who they are (a one-time link, single
    sign-on)."""

    def work(connection: sa.Connection) -> str:
        lock_chain(connection)
        row = connection.execute(
            sa.select(_ACCOUNT.c.login).where(_ACCOUNT.c.id == account_id, _ACCOUNT.c.disabled_at.is_(None))
        ).one_or_none()
        if row is None:
            raise LoginRefusedError(_("Tài khoản này đã ngừng sử dụng. Liên hệ người quản trị."))
        forget(connection, row.login)
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


def set_by_link(database: Database, token: str, password: str) -> int:
    """Set the password of the link's account; its id. Raises LinkGoneError and WeakPasswordError (the link stays
    good)."""
    with database.reading() as connection:
        link = links.opened(connection, token)
    passwords.check(password, link.login, link.name)
    kept = passwords.hashed(password)

    def work(connection: sa.Connection) -> int:
        lock_chain(connection)
        used = links.use(connection, token)
        if used.account_id is None:
            raise links.LinkGoneError(_("Liên kết này dùng để tạo tài khoản đầu tiên."))
        _write(connection, used.account_id, kept)
        sessions.end_all(connection, used.account_id)
        record(connection, f"{used.name} ({used.login})", "password_set")
        return used.account_id

    return database.transact(work)


def change(database: Database, session: str, old: str, new: str) -> None:
    """Change the password of whoever is signed in; their other sessions end. Wrong old passwords are counted like wrong
    logins. Raises LoginRefusedError, TooManyTriesError and WeakPasswordError."""
    person = sessions.who(database, session)
    if person is None:
        raise _over()
    passwords.check(new, person.login, person.name)
    counted = f"{person.login}\x00"  # apart from logins: guessing from outside must not shut the person out of this
    database.transact(lambda connection: take_turn(connection, counted))
    with database.reading() as connection:
        kept = connection.execute(sa.select(_ACCOUNT.c.password).where(_ACCOUNT.c.id == person.account_id)).scalar_one()
    if not passwords.matches(old, kept):
        raise LoginRefusedError(_("Mật khẩu hiện tại không đúng."))
    made = passwords.hashed(new)

    def work(connection: sa.Connection) -> None:
        lock_chain(connection)
        if sessions.signed_in(connection, session) is None:  # ended while the passwords were being looked at
            raise _over()
        forget(connection, counted)
        _write(connection, person.account_id, made)
        sessions.end_all(connection, person.account_id, but=session)
        record(connection, name_of(person), "password_changed")

    database.transact(work)


def _wait(until: datetime, moment: datetime) -> TooManyTriesError:
    seconds = max(1, round((until - moment).total_seconds()))
    length = (
        _("{count} phút").format(count=-(-seconds // 60)) if seconds >= 60 else _("{count} giây").format(count=seconds)
    )
    return TooManyTriesError(_("Đã thử sai nhiều lần; chờ {length} rồi đăng nhập lại.").format(length=length))


def _key(login: str) -> str:
    return hashlib.sha256(login.encode("utf-8", "surrogatepass")).hexdigest()


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


def _over() -> LoginRefusedError:
    return LoginRefusedError(_("Phiên đăng nhập đã hết. Đăng nhập lại rồi đổi mật khẩu."))


def _write(connection: sa.Connection, account_id: int, kept: str) -> None:
    connection.execute(sa.update(_ACCOUNT).where(_ACCOUNT.c.id == account_id).values(password=kept))

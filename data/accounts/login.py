"""Signing in with a password, limits on attempts, and changing one's own password."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from data.accounts import passwords, sessions
from data.accounts.permission import name_of
from data.chain import lock_chain, record
from data.clock import now
from data.engine import Database
from data.locale import _
from models.base import Base
from models.tables.accounts import LoginFailures

MOST = 10
WINDOW = timedelta(minutes=15)
FREE = 3
"""Attempts after which each further one must wait twice as long as the one before."""
_FAILURES = Base.metadata.tables["login_failures"]
__all__ = ["LoginRefusedError", "TooManyTriesError", "folded", "sign_in", "sign_in_as", "sign_out"]
_ACCOUNT = Base.metadata.tables["account"]
UNKNOWN = "?"
"""Name in audit events for a login name without an account: people type passwords into the wrong field."""


class TooManyTriesError(RuntimeError):
    """This login name has to wait; the message says how long."""


def take_turn(connection: sa.Connection, login: str) -> None:
    """Count an attempt for a folded login name. Raises TooManyTriesError when it has to wait (such an attempt is not
    counted)."""
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
    """Reset the count of attempts: the password was right."""
    connection.execute(sa.delete(_FAILURES).where(_FAILURES.c.id == _key(login)))


class LoginRefusedError(RuntimeError):
    """Wrong name or password, or a disabled account."""


def folded(login: str) -> str:
    """A login name as it is stored and compared."""
    return unicodedata.normalize("NFC", login).strip().casefold()


def sign_in(database: Database, login: str, password: str, address: str = "", *, previous_session: str = "") -> str:
    """Begin a session; returns its token. `previous_session` is the session, ended or not, of the same browser: where
    it is the same account's, attempts are counted apart, so that guessing from elsewhere does not lock the person out.
    Raises LoginRefusedError, TooManyTriesError and DatabaseUnavailableError."""
    name = folded(login)
    with database.reading() as connection:
        row = _account(connection, name)
        same_account = (
            row is not None and bool(previous_session) and sessions.account_of(connection, previous_session) == row.id
        )
    counted = f"{name}\x01{previous_session}" if same_account else name
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
    """Begin a session for a person identified otherwise (by a one-time link or single sign-on); returns its token.
    Raises LoginRefusedError for a disabled account."""

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
    """End a session; nothing when it has ended already."""

    def work(connection: sa.Connection) -> None:
        lock_chain(connection)
        person = sessions.signed_in(connection, session)
        sessions.end(connection, session)
        if person is not None:
            record(connection, name_of(person), "logout")

    database.transact(work)


def set_by_link(database: Database, token: str, password: str) -> int:
    """Set the password of the link's account; returns its id. Raises LinkGoneError and WeakPasswordError (the link
    stays valid)."""
    with database.reading() as connection:
        link = passwords.opened(connection, token)
    passwords.check(password, link.login, link.name)
    password_hash = passwords.hashed(password)

    def work(connection: sa.Connection) -> int:
        lock_chain(connection)
        used = passwords.use(connection, token)
        if used.account_id is None:
            raise passwords.LinkGoneError(_("Liên kết này dùng để tạo tài khoản đầu tiên."))
        _write(connection, used.account_id, password_hash)
        sessions.end_all(connection, used.account_id)
        record(connection, f"{used.name} ({used.login})", "password_set")
        return used.account_id

    return database.transact(work)


def change(database: Database, session: str, old: str, new: str) -> None:
    """Change the password of the person signed in; their other sessions end. Wrong old passwords are counted like wrong
    logins. Raises LoginRefusedError, TooManyTriesError and WeakPasswordError."""
    person = sessions.who(database, session)
    if person is None:
        raise _over()
    passwords.check(new, person.login, person.name)
    counted = f"{person.login}\x00"  # apart from logins: guessing from outside must not shut the person out of this
    database.transact(lambda connection: take_turn(connection, counted))
    with database.reading() as connection:
        stored_hash = connection.execute(
            sa.select(_ACCOUNT.c.password).where(_ACCOUNT.c.id == person.account_id)
        ).scalar_one()
    if not passwords.matches(old, stored_hash):
        raise LoginRefusedError(_("Mật khẩu hiện tại không đúng."))
    new_hash = passwords.hashed(new)

    def work(connection: sa.Connection) -> None:
        lock_chain(connection)
        if sessions.signed_in(connection, session) is None:  # ended while the passwords were being looked at
            raise _over()
        forget(connection, counted)
        _write(connection, person.account_id, new_hash)
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
    exists = _account(connection, login) is not None
    record(connection, login if exists else UNKNOWN, action, address=address)


def _over() -> LoginRefusedError:
    return LoginRefusedError(_("Phiên đăng nhập đã hết. Đăng nhập lại rồi đổi mật khẩu."))


def _write(connection: sa.Connection, account_id: int, password_hash: str) -> None:
    connection.execute(sa.update(_ACCOUNT).where(_ACCOUNT.c.id == account_id).values(password=password_hash))

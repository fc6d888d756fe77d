"""Counting wrong passwords: a try is counted before it is looked at, so that many at once are no more than one after another.

Belongs here: rows of login_failures. A name is counted whether or not somebody has it, and by its digest: what people type into the
wrong field is not kept.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa

from data.clock import now
from data.locale import _
from models.base import Base
from models.tables.accounts import LoginFailures

MOST = 10
WINDOW = timedelta(minutes=15)
FREE = 3
"""So many tries before each next one has to wait twice as long as the one before."""
_FAILURES = Base.metadata.tables["login_failures"]


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


def _wait(until: datetime, moment: datetime) -> TooManyTriesError:
    seconds = max(1, round((until - moment).total_seconds()))
    length = (
        _("{count} phút").format(count=-(-seconds // 60)) if seconds >= 60 else _("{count} giây").format(count=seconds)
    )
    return TooManyTriesError(_("Đã thử sai nhiều lần; chờ {length} rồi đăng nhập lại.").format(length=length))


def _key(login: str) -> str:
    return hashlib.sha256(login.encode("utf-8", "surrogatepass")).hexdigest()

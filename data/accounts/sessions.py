"""Login sessions and the grants they carry."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from data.clock import now
from data.engine import Database
from models.access.roles import Grant, Rights, Role, SignedIn
from models.base import Base
from models.tables.accounts import AccountGrant, LoginSession

_GRANT = Base.metadata.tables["account_grant"]
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCH_AFTER = timedelta(minutes=1)
"""Least time between two writes of a session in use."""
KEPT_AFTER_END = timedelta(days=30)
CLOCK_AHEAD = timedelta(days=1)
"""A session that begins further than this in the future comes from a clock that was wrong, and has ended."""
_SESSION, _ACCOUNT = Base.metadata.tables["login_session"], Base.metadata.tables["account"]
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def rights_of(connection: sa.Connection, account_id: int) -> Rights:
    """All grants of an account, in the order of the list of roles."""
    g = _GRANT.c
    rows = connection.execute(sa.select(g.role, g.policy_area, g.area_code).where(g.account_id == account_id))
    grants = {Grant(Role(row.role), row.policy_area or None, row.area_code or None) for row in rows}
    order = list(Role)
    return Rights(
        tuple(sorted(grants, key=lambda text: (order.index(text.role), text.policy_area or "", text.area_code or "")))
    )


def replace(connection: sa.Connection, account_id: int, wanted: Iterable[Grant]) -> None:
    """Set exactly these grants."""
    connection.execute(sa.delete(_GRANT).where(_GRANT.c.account_id == account_id))
    rows = [
        {
            "account_id": account_id,
            "role": grant.role.value,
            "policy_area": grant.policy_area or "",
            "area_code": grant.area_code or "",
        }
        for grant in dict.fromkeys(wanted)
    ]
    if rows:
        connection.execute(sa.insert(AccountGrant), rows)


def words_of(grants: Iterable[Grant]) -> list[str]:
    """The grants as an event keeps them: role[:policy area][@area code]."""
    return [
        grant.role.value
        + (f":{grant.policy_area}" if grant.policy_area else "")
        + (f"@{grant.area_code}" if grant.area_code else "")
        for grant in grants
    ]


class Ended(StrEnum):
    """By itself (too long idle, or twelve hours), or ended: signed out, disabled, password changed."""

    BY_TIME = "time"
    BY_HAND = "hand"


def session_of(token: str) -> str:
    """The name of a token's session; one that no session has for what is no token of ours."""
    return hashlib.sha256(token.encode()).hexdigest() if _TOKEN.fullmatch(token) else ""


def begin(connection: sa.Connection, account_id: int, address: str = "") -> str:
    """Begin a session of an account; returns its token (256 bits), of which only a hash is stored. Old sessions are
    deleted."""
    token, moment = secrets.token_urlsafe(32), now()
    connection.execute(sa.delete(_SESSION).where(_SESSION.c.expires_at < moment - KEPT_AFTER_END))
    connection.execute(
        sa.insert(LoginSession).values(
            id=session_of(token),
            account_id=account_id,
            created_at=moment,
            idle_until=moment + IDLE,
            expires_at=moment + ABSOLUTE,
            address=address[:64],
        )
    )
    return token


def signed_in(connection: sa.Connection, session: str) -> SignedIn | None:
    """The person of a session at this moment; None when there is none, it has ended, or the account is disabled."""
    if not session:
        return None
    s, a, moment = _SESSION.c, _ACCOUNT.c, now()
    row = connection.execute(
        sa.select(a.id, a.login, a.name)
        .join(_ACCOUNT, a.id == s.account_id)
        .where(s.id == session, alive(moment), a.disabled_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return SignedIn(row.id, row.login, row.name, session, rights_of(connection, row.id))


def who(database: Database, session: str) -> SignedIn | None:
    """As `signed_in`, in a reading of its own."""
    if not session:
        return None
    with database.reading() as connection:
        return signed_in(connection, session)


def account_of(connection: sa.Connection, session: str) -> int | None:
    """The account of a session, ended or not; None when the session is not known (any more)."""
    account_id = connection.execute(
        sa.select(_SESSION.c.account_id).where(_SESSION.c.id == session)
    ).scalar_one_or_none()
    return None if account_id is None else int(account_id)


def ended(database: Database, session: str) -> Ended | None:
    """How a session ended (Ended); None for one that never existed."""
    with database.reading() as connection:
        row = connection.execute(sa.select(_SESSION.c.ended_at).where(_SESSION.c.id == session)).one_or_none()
    if row is None:
        return None
    return Ended.BY_TIME if row.ended_at is None else Ended.BY_HAND


def touch(database: Database, session: str) -> None:
    """Restart the idle time of a session. Written at most once in TOUCH_AFTER."""
    moment = now()
    due = moment + IDLE - TOUCH_AFTER
    with database.reading() as connection:
        idle_until = connection.execute(
            sa.select(_SESSION.c.idle_until).where(_SESSION.c.id == session, alive(moment))
        ).scalar_one_or_none()
    if idle_until is None or idle_until > due:
        return
    still_due = sa.and_(_SESSION.c.id == session, alive(moment), _SESSION.c.idle_until <= due)
    database.transact(
        lambda connection: connection.execute(sa.update(_SESSION).where(still_due).values(idle_until=moment + IDLE))
    )


def end(connection: sa.Connection, session: str) -> None:
    """End a session, in every process."""
    open_one = sa.and_(_SESSION.c.id == session, _SESSION.c.ended_at.is_(None))
    connection.execute(sa.update(_SESSION).where(open_one).values(ended_at=now()))


def end_all(connection: sa.Connection, account_id: int, *, but: str = "") -> int:
    """End every session of an account except `but`; returns how many were open."""
    others = sa.and_(_SESSION.c.account_id == account_id, _SESSION.c.ended_at.is_(None), _SESSION.c.id != but)
    return int(connection.execute(sa.update(_SESSION).where(others).values(ended_at=now())).rowcount)


def alive(moment: datetime) -> sa.ColumnElement[bool]:
    """Condition: the session has not ended, whatever the clock did since. A clock set back a day ends no session; no
    session that began under a clock running ahead lasts until then."""
    s = _SESSION.c
    return sa.and_(
        s.ended_at.is_(None), s.idle_until > moment, s.expires_at > moment, s.created_at <= moment + CLOCK_AHEAD
    )

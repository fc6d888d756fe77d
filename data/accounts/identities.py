"""Who an identity of the office's own sign-on is here.

Belongs here: from what the provider has proven to an account, binding at first use. Does not: proving it (pages/server/login/single_sign_on.py),
binding by an admin (accounts.py), the session (login.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data.accounts.login import UNKNOWN, LoginRefusedError, folded
from data.audit.chain import lock_chain, record
from data.engine import Database
from data.locale import _
from models.base import Base

WAY = "oidc"
"""How events call signing in by an identity."""
LONGEST = 255
_ACCOUNT = Base.metadata.tables["account"]


class UnknownIdentityError(LookupError):
    """Nobody's identity here; an admin can bind it to an account."""


@dataclass(frozen=True)
class Identity:
    """`issuer` and `subject` together name one person for ever; `email` is empty unless the provider vouches for it."""

    issuer: str
    subject: str
    email: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether it can be kept and compared."""
        return all(text.isprintable() and 0 < len(text) <= LONGEST for text in (self.issuer, self.subject))


def account_for(database: Database, identity: Identity, address: str = "") -> int:
    """The account that the identity is bound to; its id. An account without an identity whose login is the verified email is bound now.
    Raises UnknownIdentityError, and LoginRefusedError for an account that is shut."""

    def work(connection: sa.Connection) -> sa.Row[Any] | None:
        lock_chain(connection)
        bound = _bound(connection, identity)
        row = bound or _of_email(connection, identity)
        if row is None or row.disabled_at is not None:
            record(connection, row.login if row is not None else UNKNOWN, "login_failed", address=address, by=WAY)
        elif bound is None:
            values = {"issuer": identity.issuer, "subject": identity.subject}
            connection.execute(sa.update(_ACCOUNT).where(_ACCOUNT.c.id == row.id).values(**values))
            record(connection, f"{row.name} ({row.login})", "identity_bound", account=row.login, by=WAY)
        return row

    found = database.transact(work)
    if found is None:
        raise UnknownIdentityError
    if found.disabled_at is not None:
        raise LoginRefusedError(_("Tài khoản này đã ngừng sử dụng. Liên hệ người quản trị."))
    return int(found.id)


def _bound(connection: sa.Connection, identity: Identity) -> sa.Row[Any] | None:
    if not identity.is_usable:
        return None
    a = _ACCOUNT.c
    mine = sa.and_(a.issuer == identity.issuer, a.subject == identity.subject)
    return connection.execute(sa.select(_ACCOUNT).where(mine)).one_or_none()


def _of_email(connection: sa.Connection, identity: Identity) -> sa.Row[Any] | None:
    email = folded(identity.email)
    if not identity.is_usable or not email or not email.isprintable():
        return None
    a = _ACCOUNT.c
    return connection.execute(sa.select(_ACCOUNT).where(a.login == email, a.subject.is_(None))).one_or_none()

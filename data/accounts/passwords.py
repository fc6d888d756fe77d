"""Passwords: which are good enough, their hashes, and one-time links by which one is set."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import sqlalchemy as sa
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from data.clock import now
from data.engine import Database
from data.locale import _
from models.base import Base
from models.tables.accounts import OneTimeLink

SHORTEST, ADVISED, LONGEST = 8, 15, 128
COMMONEST = 10_000
"""Number of the most common passwords that are refused."""
AT_ONCE = 2
_HASHER = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=32 * 1024, parallelism=1),))
_TURNS = threading.BoundedSemaphore(AT_ONCE)


class WeakPasswordError(ValueError):
    """The password is refused; the message says what to do."""


def check(password: str, *names: str) -> None:
    """Raise WeakPasswordError for a password that is too short or long, among the commonest, or one of the person's
    names."""
    text = normal(password)
    if len(text) < SHORTEST:
        raise WeakPasswordError(
            _("Mật khẩu có {length} ký tự; cần ít nhất {shortest}, nên từ {advised} (ví dụ bốn từ ghép lại).").format(
                length=len(text), shortest=SHORTEST, advised=ADVISED
            )
        )
    if len(text) > LONGEST:
        raise WeakPasswordError(
            _("Mật khẩu dài {length} ký tự; tối đa {longest}.").format(length=len(text), longest=LONGEST)
        )
    plain = text.casefold()
    if plain in _common() or plain in {normal(name).casefold() for name in names}:
        raise WeakPasswordError(_("Mật khẩu này quá phổ biến hoặc trùng tên; chọn một cụm từ khác."))


def hashed(password: str) -> str:
    """The PHC string to store."""
    with _TURNS:
        return _HASHER.hash(normal(password))


def matches(password: str, stored_hash: str | None) -> bool:
    """Whether the password is right; takes as long for an account without a password, or none at all."""
    with _TURNS:
        is_right = _HASHER.verify(normal(password)[: 4 * LONGEST], stored_hash or _dummy())
    return is_right and stored_hash is not None


def normal(password: str) -> str:
    """NFC: a password typed on another keyboard or system is the same password."""
    return unicodedata.normalize("NFC", password)


def warm_up() -> None:
    """Make the hash that stands in for unknown accounts, so that the first of them takes no longer than the rest."""
    _dummy()


@cache
def _common() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"][:COMMONEST])


@cache
def _dummy() -> str:
    return _HASHER.hash("a password that nobody has")


SETUP, PASSWORD = "setup", "password"
VALID = timedelta(hours=24)
_LINK, _ACCOUNT = Base.metadata.tables["one_time_link"], Base.metadata.tables["account"]
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class LinkGoneError(LookupError):
    """The link was used, replaced, is too old or never existed; the message says what to do."""


@dataclass(frozen=True)
class Link:
    """The purpose of a link; `account_id`, `login` and `name` are empty for the one that creates the first account."""

    kind: str
    account_id: int | None
    login: str
    name: str


def no_account_yet(connection: sa.Connection) -> bool:
    """Whether there is no account: only then does a setup link work."""
    return connection.execute(sa.select(_ACCOUNT.c.id).limit(1)).first() is None


def new_setup_link(database: Database) -> str | None:
    """As `setup_link`, in its own transaction: for the start of the application."""
    return database.transact(setup_link)


def setup_link(connection: sa.Connection) -> str | None:
    """A new token for creating the first account; earlier ones are deleted. None once there is an account."""
    if not no_account_yet(connection):
        return None
    connection.execute(sa.delete(_LINK).where(_LINK.c.kind == SETUP))
    return _new(connection, SETUP, None)


def password_link(connection: sa.Connection, account_id: int) -> str:
    """A new token by which the account's password is set; earlier ones are deleted."""
    connection.execute(sa.delete(_LINK).where(_LINK.c.account_id == account_id))
    return _new(connection, PASSWORD, account_id)


def opened(connection: sa.Connection, token: str) -> Link:
    """The link of a token, without using it up. Raises LinkGoneError."""
    row = connection.execute(
        sa.select(_LINK.c.kind, _LINK.c.account_id, _ACCOUNT.c.login, _ACCOUNT.c.name)
        .outerjoin(_ACCOUNT, _ACCOUNT.c.id == _LINK.c.account_id)
        .where(
            _LINK.c.id == _named(token),
            _LINK.c.used_at.is_(None),
            _LINK.c.expires_at > now(),
            _ACCOUNT.c.disabled_at.is_(None),
        )
    ).one_or_none()
    if row is None or (row.kind == SETUP and not no_account_yet(connection)):
        raise LinkGoneError(
            _(
                "Liên kết này đã dùng, đã được thay hoặc quá 24 giờ. Xin người quản trị liên kết mới; lần cài đặt "
                "đầu tiên: khởi động lại phần mềm."
            )
        )
    return Link(row.kind, row.account_id, row.login or "", row.name or "")


def use(connection: sa.Connection, token: str) -> Link:
    """As `opened`, and the link is used up."""
    link = opened(connection, token)
    connection.execute(sa.update(_LINK).where(_LINK.c.id == _named(token)).values(used_at=now()))
    return link


def _new(connection: sa.Connection, kind: str, account_id: int | None) -> str:
    token = secrets.token_urlsafe(32)
    row = {"id": _named(token), "kind": kind, "account_id": account_id, "expires_at": now() + VALID}
    connection.execute(sa.insert(OneTimeLink).values(**row))
    return token


def _named(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest() if _TOKEN.fullmatch(token) else ""

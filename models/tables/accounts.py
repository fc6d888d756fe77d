"""People who sign in: accounts, their roles, sessions, one-time links and counted failures."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Base, UtcDateTime

_BOUND = text("subject IS NOT NULL")


class Account(Base, table=True):
    """One person. `login` is folded (NFC, lower case); `password` an Argon2id PHC string, none until the person has set
    one; `issuer` and `subject` bind a single sign-on identity. Accounts are disabled, never deleted."""

    __table_args__ = (
        CheckConstraint("login <> '' AND name <> ''", name="names"),
        Index("uq_account_identity", "issuer", "subject", unique=True, sqlite_where=_BOUND, postgresql_where=_BOUND),
    )

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(max_length=64, unique=True)
    name: str = Field(max_length=100)
    password: str | None = Field(default=None, max_length=255)
    issuer: str | None = Field(default=None, max_length=255)
    subject: str | None = Field(default=None, max_length=255)
    created_at: datetime = Field(sa_type=UtcDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AccountGrant(Base, table=True):
    """A role of a person; `policy_area` and `area_code` limit it, empty = everywhere."""

    __tablename__ = "account_grant"
    __table_args__ = (
        UniqueConstraint("account_id", "role", "policy_area", "area_code"),
        CheckConstraint("role IN ('viewer', 'planner', 'uploader', 'approver', 'admin')", name="role"),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    role: str = Field(max_length=16)
    policy_area: str = Field(default="", max_length=32)
    area_code: str = Field(default="", max_length=16)


class LoginSession(Base, table=True):
    """One sign-in. `id` is the SHA-256 of the cookie's token; over at `idle_until`, `expires_at` or `ended_at`,
    whichever comes first."""

    __tablename__ = "login_session"

    id: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    idle_until: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    address: str = Field(default="", max_length=64)


class OneTimeLink(Base, table=True):
    """A link by which one person sets a password once: `setup` makes the first admin, `password` is for an account
    there is. `id` is the SHA-256 of the token in the link."""

    __tablename__ = "one_time_link"
    __table_args__ = (CheckConstraint("(kind = 'setup') = (account_id IS NULL)", name="kind"),)

    id: str = Field(primary_key=True, max_length=64)
    kind: str = Field(max_length=16)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LoginFailures(Base, table=True):
    """Wrong passwords counted for one login name, known or not, by its digest; the count restarts after
    `window_until`."""

    __tablename__ = "login_failures"
    __table_args__ = (CheckConstraint("failures >= 0", name="failures"),)

    id: str = Field(primary_key=True, max_length=64)
    failures: int
    window_until: datetime = Field(sa_type=UtcDateTime)
    blocked_until: datetime | None = Field(default=None, sa_type=UtcDateTime)

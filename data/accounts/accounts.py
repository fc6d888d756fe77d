"""Accounts: invitation, roles, disabling, identities of single sign-on, sessions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data.accounts import passwords, sessions
from data.accounts.login import UNKNOWN, LoginRefusedError, folded
from data.accounts.permission import Permit, allow, guarded
from data.chain import lock_chain, record
from data.clock import now
from data.engine import Database
from data.locale import _
from models.access.roles import Action, Actor, Grant, Rights, Role
from models.base import Base
from models.tables.accounts import Account
from models.wording.words import one_line

SINGLE_SIGN_ON = "oidc"
"""How audit events name signing in by single sign-on."""
LONGEST = 255
_ACCOUNT = Base.metadata.tables["account"]
LOGIN_LENGTH, NAME_LENGTH = 64, 100
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
_SESSION = Base.metadata.tables["login_session"]


class UnknownIdentityError(LookupError):
    """An identity that belongs to no account; an administrator can bind it to one."""


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
    """The account that the identity is bound to; its id. An account without an identity whose login is the verified
    email is bound now. Raises UnknownIdentityError, and LoginRefusedError for an account that is shut."""

    def work(connection: sa.Connection) -> sa.Row[Any] | None:
        lock_chain(connection)
        bound = _bound(connection, identity)
        row = bound or _of_email(connection, identity)
        if row is None or row.disabled_at is not None:
            record(
                connection,
                row.login if row is not None else UNKNOWN,
                "login_failed",
                address=address,
                by=SINGLE_SIGN_ON,
            )
        elif bound is None:
            values = {"issuer": identity.issuer, "subject": identity.subject}
            connection.execute(sa.update(_ACCOUNT).where(_ACCOUNT.c.id == row.id).values(**values))
            record(connection, f"{row.name} ({row.login})", "identity_bound", account=row.login, by=SINGLE_SIGN_ON)
        return row

    account = database.transact(work)
    if account is None:
        raise UnknownIdentityError
    if account.disabled_at is not None:
        raise LoginRefusedError(_("Tài khoản này đã ngừng sử dụng. Liên hệ người quản trị."))
    return int(account.id)


class AccountRefusedError(ValueError):
    """The change was refused and nothing was written; the message says why and what to do."""


@dataclass(frozen=True)
class AccountLine:
    """An account in the list of users. `has_password` False = invited, or signs in by single sign-on only."""

    id: int
    login: str
    name: str
    rights: Rights
    created_at: datetime
    disabled_at: datetime | None
    has_password: bool
    issuer: str | None
    subject: str | None


def listed(database: Database) -> list[AccountLine]:
    """All accounts, by login name."""
    with database.reading() as connection:
        return [
            AccountLine(
                row.id,
                row.login,
                row.name,
                sessions.rights_of(connection, row.id),
                row.created_at,
                row.disabled_at,
                row.password is not None,
                row.issuer,
                row.subject,
            )
            for row in connection.execute(sa.select(_ACCOUNT).order_by(_ACCOUNT.c.login))
        ]


def make_first(database: Database, token: str, login: str, name: str, password: str) -> int:
    """Create the first account, with every role, by the setup link; returns its id. Raises LinkGoneError,
    AccountRefusedError and WeakPasswordError."""
    clean_login, clean_name = _login(login), _name(name)
    passwords.check(password, clean_login, clean_name)
    password_hash = passwords.hashed(password)

    def work(connection: sa.Connection) -> int:
        lock_chain(connection)
        if passwords.use(connection, token).kind != passwords.SETUP:
            raise passwords.LinkGoneError(_("Liên kết này không dùng để tạo tài khoản đầu tiên."))
        everything = [Grant(role) for role in Role]
        account_id = _inserted(connection, clean_login, clean_name, password_hash)
        sessions.replace(connection, account_id, everything)
        record(connection, f"{clean_name} ({clean_login})", "first_account", roles=sessions.words_of(everything))
        return account_id

    return database.transact(work)


def invite(database: Database, login: str, name: str, wanted: Iterable[Grant], *, actor: Actor) -> str:
    """Create an account with its roles; returns the token of the link by which its person sets a password. Raises
    AccountRefusedError and NotAllowedError."""
    clean_login, clean_name, roles = _login(login), _name(name), _granted(wanted)

    def work(connection: sa.Connection) -> str:
        permit = _managing(connection, actor)
        account_id = _inserted(connection, clean_login, clean_name, None)
        sessions.replace(connection, account_id, roles)
        record(connection, permit.name, "account_made", account=clean_login, roles=sessions.words_of(roles))
        return passwords.password_link(connection, account_id)

    return guarded(database, work)


def change_grants(database: Database, account_id: int, wanted: Iterable[Grant], *, actor: Actor) -> None:
    """Give an account exactly these roles; removed ones are gone at its next click. Raises AccountRefusedError and
    NotAllowedError."""
    roles = _granted(wanted)

    def work(connection: sa.Connection) -> None:
        permit = _managing(connection, actor)
        account = existing(connection, account_id)
        before = sessions.rights_of(connection, account_id)
        if set(before.grants) == set(roles):
            return
        sessions.replace(connection, account_id, roles)
        _keep_an_admin(connection)
        record(
            connection,
            permit.name,
            "roles_changed",
            account=account.login,
            before=sessions.words_of(before.grants),
            after=sessions.words_of(roles),
        )

    guarded(database, work)


def set_disabled(database: Database, account_id: int, disabled: bool, *, actor: Actor) -> None:
    """Disable an account and end its sessions, or enable it again. Raises AccountRefusedError and NotAllowedError."""

    def work(connection: sa.Connection) -> None:
        permit = _managing(connection, actor)
        account = existing(connection, account_id)
        if (account.disabled_at is not None) == disabled:
            return
        values = {"disabled_at": now() if disabled else None}
        connection.execute(sa.update(_ACCOUNT).where(_ACCOUNT.c.id == account_id).values(**values))
        if disabled:
            _keep_an_admin(connection)
            sessions.end_all(connection, account_id)
        record(connection, permit.name, "account_disabled" if disabled else "account_enabled", account=account.login)

    guarded(database, work)


def reset_password(database: Database, account_id: int, *, actor: Actor) -> str:
    """Remove the account's password and end its sessions; returns the token of the link by which its person sets a new
    one. Raises AccountRefusedError and NotAllowedError."""

    def work(connection: sa.Connection) -> str:
        permit = _managing(connection, actor)
        account = existing(connection, account_id)
        connection.execute(sa.update(_ACCOUNT).where(_ACCOUNT.c.id == account_id).values(password=None))
        sessions.end_all(connection, account_id)
        record(connection, permit.name, "password_reset", account=account.login)
        return passwords.password_link(connection, account_id)

    return guarded(database, work)


def bind_identity(database: Database, account_id: int, issuer: str, subject: str, *, actor: Actor) -> None:
    """Bind a single sign-on identity to this account; an empty subject removes it and ends the sessions. Raises
    AccountRefusedError and NotAllowedError."""
    issuer, subject = issuer.strip(), subject.strip()
    if subject and not Identity(issuer, subject).is_usable:
        raise AccountRefusedError(
            _("Danh tính gồm nơi cấp và mã định danh, mỗi ô từ 1 đến 255 ký tự; chép đúng như trang báo.")
        )

    def work(connection: sa.Connection) -> None:
        permit = _managing(connection, actor)
        account = existing(connection, account_id)
        values = {"issuer": issuer if subject else None, "subject": subject or None}
        if subject:
            _refuse_bound(connection, issuer, subject, account_id)
        else:
            sessions.end_all(connection, account_id)
        connection.execute(sa.update(_ACCOUNT).where(_ACCOUNT.c.id == account_id).values(**values))
        record(connection, permit.name, "identity_bound" if subject else "identity_unbound", account=account.login)

    guarded(database, work)


def existing(connection: sa.Connection, account_id: int) -> sa.Row[Any]:
    """The account's row; AccountRefusedError when there is none."""
    row = connection.execute(sa.select(_ACCOUNT).where(_ACCOUNT.c.id == account_id)).one_or_none()
    if row is None:
        raise AccountRefusedError(_("Không có tài khoản này; tải lại trang."))
    return row


@dataclass(frozen=True)
class OpenSession:
    """A session that has not ended; `address` is where it was begun from, empty when unknown."""

    began: datetime
    idle_until: datetime
    address: str


def last_signed_in(database: Database) -> dict[int, datetime]:
    """Time of the last sign-in by account, as far back as sessions are kept (sessions.KEPT_AFTER_END)."""
    s = _SESSION.c
    newest = sa.select(s.account_id, sa.func.max(s.created_at, type_=s.created_at.type)).group_by(s.account_id)
    with database.reading() as connection:
        return {account_id: moment for account_id, moment in connection.execute(newest)}


def open_sessions(database: Database, account_id: int) -> list[OpenSession]:
    """The sessions of an account that have not ended, newest first."""
    s = _SESSION.c
    of_account = sa.select(s.created_at, s.idle_until, s.address).where(
        s.account_id == account_id, sessions.alive(now())
    )
    with database.reading() as connection:
        return [OpenSession(*row) for row in connection.execute(of_account.order_by(s.created_at.desc()))]


def end_sessions(database: Database, account_id: int, *, actor: Actor) -> int:
    """End every session of an account; its password stays. Returns how many were open. Raises AccountRefusedError and
    NotAllowedError."""

    def work(connection: sa.Connection) -> int:
        lock_chain(connection)
        permit = allow(connection, actor, Action.MANAGE_USERS)
        login = existing(connection, account_id).login
        ended = sessions.end_all(connection, account_id)
        record(connection, permit.name, "sessions_ended", account=login, count=ended)
        return ended

    return guarded(database, work)


def _bound(connection: sa.Connection, identity: Identity) -> sa.Row[Any] | None:
    if not identity.is_usable:
        return None
    a = _ACCOUNT.c
    bound = sa.and_(a.issuer == identity.issuer, a.subject == identity.subject)
    return connection.execute(sa.select(_ACCOUNT).where(bound)).one_or_none()


def _of_email(connection: sa.Connection, identity: Identity) -> sa.Row[Any] | None:
    email = folded(identity.email)
    if not identity.is_usable or not email or not email.isprintable():
        return None
    a = _ACCOUNT.c
    return connection.execute(sa.select(_ACCOUNT).where(a.login == email, a.subject.is_(None))).one_or_none()


def _managing(connection: sa.Connection, actor: Actor) -> Permit:
    lock_chain(connection)
    return allow(connection, actor, Action.MANAGE_USERS)


def _inserted(connection: sa.Connection, login: str, name: str, password: str | None) -> int:
    if connection.execute(sa.select(_ACCOUNT.c.id).where(_ACCOUNT.c.login == login)).first() is not None:
        raise AccountRefusedError(_("Đã có tài khoản “{login}”; chọn tên đăng nhập khác.").format(login=login))
    row = {"login": login, "name": name, "password": password, "created_at": now()}
    return int(connection.execute(sa.insert(Account).values(**row).returning(_ACCOUNT.c.id)).scalar_one())


def _keep_an_admin(connection: sa.Connection) -> None:
    g = Base.metadata.tables["account_grant"].c
    left = connection.execute(
        sa.select(_ACCOUNT.c.id)
        .join(Base.metadata.tables["account_grant"], g.account_id == _ACCOUNT.c.id)
        .where(g.role == Role.ADMIN.value, _ACCOUNT.c.disabled_at.is_(None))
    )
    if left.first() is None:
        raise AccountRefusedError(_("Đây là người quản trị cuối cùng; giao vai trò Quản trị cho người khác trước."))


def _refuse_bound(connection: sa.Connection, issuer: str, subject: str, own_id: int) -> None:
    a = _ACCOUNT.c
    other = connection.execute(
        sa.select(a.login).where(a.issuer == issuer, a.subject == subject, a.id != own_id)
    ).scalar_one_or_none()
    if other is not None:
        raise AccountRefusedError(_("Danh tính này đã gắn với tài khoản “{login}”.").format(login=other))


def _granted(wanted: Iterable[Grant]) -> tuple[Grant, ...]:
    roles = tuple(dict.fromkeys(wanted))
    if not roles:
        raise AccountRefusedError(_("Chưa chọn vai trò nào; người chỉ xem cần vai trò Người xem."))
    for grant in roles:
        if grant.role is Role.ADMIN and (grant.policy_area or grant.area_code):
            raise AccountRefusedError(_("Vai trò Quản trị không giới hạn theo lĩnh vực hoặc địa bàn được."))
    return roles


def _login(text: str) -> str:
    login = folded(text)
    if not _LOGIN.fullmatch(login):
        raise AccountRefusedError(
            _("Tên đăng nhập gồm 2 đến 64 chữ cái không dấu, chữ số, dấu chấm, gạch ngang, @; ví dụ: tran.van.a.")
        )
    return login


def _name(text: str) -> str:
    name = one_line(text)
    if not name:
        raise AccountRefusedError(_("Chưa nhập họ tên hoặc chức danh của người dùng."))
    if len(name) > NAME_LENGTH:
        raise AccountRefusedError(
            _("Họ tên dài {length} ký tự; tối đa {limit}.").format(length=len(name), limit=NAME_LENGTH)
        )
    return name

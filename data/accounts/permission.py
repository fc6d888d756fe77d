"""Whether an actor may perform an action, on which policy areas and districts."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import polars as pl
import sqlalchemy as sa

from data.accounts.sessions import signed_in
from data.chain import lock_chain, record
from data.engine import Database
from data.locale import _
from models.access.roles import (
    ACTION_WORDS,
    ROLE_WORDS,
    Action,
    Actor,
    Operator,
    Person,
    Rights,
    Scope,
    SignedIn,
    holders,
)
from models.base import Base
from models.policy.schemes import SCHEMES

NOBODY_WORDS = "khách"
Result = TypeVar("Result")
_T = Base.metadata.tables


def operator_at_console() -> Operator:
    """Who runs a command on the server, by the name of their account there where it has one."""
    try:
        return Operator(_("Dòng lệnh ({user})").format(user=getpass.getuser()))
    except (OSError, KeyError, ImportError):
        return Operator(_("Dòng lệnh"))


class NotAllowedError(RuntimeError):
    """The action is not allowed to this actor; nothing was written. The message says who may do it and what to do."""

    def __init__(self, message: str, actor: str, action: Action) -> None:
        super().__init__(message)
        self.actor, self.action = actor, action


class NotSignedInError(NotAllowedError):
    """Nobody is signed in, or the session has ended; signing in again helps."""


@dataclass(frozen=True)
class Permit:
    """An action allowed to an actor in a transaction; `name` is the one stored in batches and events."""

    name: str
    action: Action
    rights: Rights | None

    @property
    def is_limited(self) -> bool:
        """Whether `require` can refuse anything."""
        return self.rights is not None and bool(self.rights.refused(self.action, [Scope()]))

    def require(self, scopes: Iterable[Scope]) -> None:
        """Raise NotAllowedError unless every scope is covered. `rights` None: an operator, who is not limited."""
        left = self.rights.refused(self.action, scopes) if self.rights is not None else ()
        if left:
            raise NotAllowedError(_outside(self.action, left), self.name, self.action)


def allow(connection: sa.Connection, actor: Actor, action: Action, *others: Action) -> Permit:
    """The permit for `action`, or for the first of `others` that the actor may do. Call it after the command's lock and
    before anything is read. Raises NotSignedInError or NotAllowedError."""
    if isinstance(actor, Operator):
        return Permit(actor.name, action, None)
    person = signed_in(connection, actor.session) if isinstance(actor, Person) else None
    if person is None:
        raise NotSignedInError(
            _("Cần đăng nhập để {deed}; chưa ghi gì. Đăng nhập rồi làm lại.").format(deed=_(ACTION_WORDS[action])),
            NOBODY_WORDS,
            action,
        )
    allowed = next((wanted_action for wanted_action in (action, *others) if person.rights.may(wanted_action)), None)
    if allowed is None:
        raise NotAllowedError(_not_theirs(action), name_of(person), action)
    return Permit(name_of(person), allowed, person.rights)


def guarded(database: Database, work: Callable[[sa.Connection], Result]) -> Result:
    """Database.transact for work that asks for permission: a refusal is written to the audit chain, then raised."""
    try:
        return database.transact(work)
    except NotAllowedError as refused:
        write_refusal(database, refused)
        raise


def write_refusal(database: Database, refused: NotAllowedError) -> None:
    """One event for a refused deed."""

    def work(connection: sa.Connection) -> None:
        lock_chain(connection)
        record(connection, refused.actor, "refused", asked=refused.action.value)

    database.transact(work)


def name_of(person: SignedIn) -> str:
    """The person as batches, scenarios and events name them: two persons of one name are told apart by their login."""
    return f"{person.name} ({person.login})"


def of_rows(connection: sa.Connection, rows: pl.DataFrame) -> list[Scope]:
    """The scopes of rows that have "area_id", and "scheme" or "indicator_key" where their table has a policy area."""
    if "area_id" not in rows.columns:
        return [Scope()] if rows.height else []
    kind = next((name for name in ("scheme", "indicator_key") if name in rows.columns), None)
    chains = _chains(connection)
    policies = _policies(connection) if kind is not None else {}
    pairs = rows.select("area_id", kind or pl.lit("").alias("_none")).unique().iter_rows()
    return list(dict.fromkeys(Scope(policies.get(what, ""), chains.get(area_id, ())) for area_id, what in pairs))


def require(connection: sa.Connection, permit: Permit, *changes: pl.DataFrame) -> None:
    """Raise NotAllowedError when a changed row lies outside the limits of the actor's role."""
    if permit.is_limited:
        permit.require(dict.fromkeys(scope for rows in changes for scope in of_rows(connection, rows)))


def _not_theirs(action: Action) -> str:
    roles = ", ".join(_(ROLE_WORDS[role]) for role in holders(action))
    return _("Tài khoản của bạn không có quyền {deed}; chưa ghi gì. Việc này dành cho vai trò: {roles}.").format(
        deed=_(ACTION_WORDS[action]), roles=roles
    )


def _outside(action: Action, left: tuple[Scope, ...]) -> str:
    if any(scope.area_codes for scope in left):
        codes = sorted({scope.area_codes[0] for scope in left if scope.area_codes})
        listed = ", ".join(codes[:5]) + (" …" if len(codes) > 5 else "")
        return _(
            "Tài khoản của bạn không được {deed} của lĩnh vực hoặc địa bàn này (mã đơn vị: {codes}); chưa ghi gì. "
            "Bỏ các dòng đó, hoặc nhờ người phụ trách lĩnh vực, địa bàn."
        ).format(deed=_(ACTION_WORDS[action]), codes=listed)
    return _(
        "Việc này động đến số liệu chung toàn tỉnh hoặc lĩnh vực khác, ngoài phần được giao cho tài khoản của bạn "
        "({deed}); chưa ghi gì. Nhờ người phụ trách toàn tỉnh."
    ).format(deed=_(ACTION_WORDS[action]))


def _chains(connection: sa.Connection) -> dict[int, tuple[str, ...]]:
    """By area: its code and those of the areas it lies in, the province's last."""
    a = _T["area"].c
    rows = {row.id: row for row in connection.execute(sa.select(a.id, a.code, a.parent_id))}
    chains: dict[int, tuple[str, ...]] = {}
    for area_id in rows:
        codes: list[str] = []
        at: int | None = area_id
        while at is not None:
            codes.append(rows[at].code)
            at = rows[at].parent_id
        chains[area_id] = tuple(codes)
    return chains


def _policies(connection: sa.Connection) -> dict[str, str]:
    """The policy area of every scheme and indicator."""
    i = _T["indicator"].c
    indicators = {row.key: row.policy_area for row in connection.execute(sa.select(i.key, i.policy_area))}
    return {**indicators, **{code: scheme.policy_area for code, scheme in SCHEMES.items()}}

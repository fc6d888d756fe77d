"""Choices of the office that everybody's screen follows: kept in the database, changed on the administration page."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import sqlalchemy as sa

from data.accounts.permission import allow, guarded
from data.chain import lock_chain, record
from data.engine import Database
from data.locale import _
from models.access.roles import Action, Actor
from models.base import Base
from models.tables.audit import OfficeSetting

_SETTING = Base.metadata.tables["office_setting"]
LEAST_DAYS, MOST_DAYS = {"file_days": 365, "draft_days": 1}, {"file_days": 3660, "draft_days": 365}
DEMO_CHOICES = ("auto", "on", "off")


class OfficeRefusedError(ValueError):
    """A value that cannot be set; the message says which and why."""


@dataclass(frozen=True)
class Office:
    """`two_pairs_of_eyes`: who brought a file does not approve it. `file_days`, `draft_days`: how long original files
    and untouched drafts are kept. `demo`: illustrative figures until the first district file (auto), always, or never.
    `training`: this database is to practise on, set by the start with ANSINH_TRAINING=1."""

    two_pairs_of_eyes: bool = False
    file_days: int = 1830
    draft_days: int = 30
    demo: str = "auto"
    training: bool = False


def read(connection: sa.Connection) -> Office:
    """The choices as they stand; what nobody has chosen has its default."""
    kept = {row.name: row.value for row in connection.execute(sa.select(_SETTING.c.name, _SETTING.c.value))}
    values: dict[str, object] = {}
    for each in fields(Office):
        if each.name in kept:
            values[each.name] = _parsed(kept[each.name], getattr(Office(), each.name))
    return replace(Office(), **values)  # type: ignore[arg-type]


def change(database: Database, wanted: Office, *, actor: Actor) -> None:
    """Set the choices. Raises OfficeRefusedError, NotAllowedError and DatabaseUnavailableError; `training` never
    changes here."""
    for name, least in LEAST_DAYS.items():
        if not least <= getattr(wanted, name) <= MOST_DAYS[name]:
            raise OfficeRefusedError(
                _("Thời hạn lưu phải từ {least} đến {most} ngày.").format(least=least, most=MOST_DAYS[name])
            )
    if wanted.demo not in DEMO_CHOICES:
        raise OfficeRefusedError(_("Chế độ minh họa chỉ có: tự động, bật, tắt."))

    def work(connection: sa.Connection) -> None:
        lock_chain(connection)
        permit = allow(connection, actor, Action.MANAGE_OFFICE)
        before = read(connection)
        after = replace(wanted, training=before.training)
        changed = [each.name for each in fields(Office) if getattr(before, each.name) != getattr(after, each.name)]
        for name in changed:
            write(connection, name, getattr(after, name))
        if changed:
            record(
                connection,
                permit.name,
                "office_changed",
                before={name: _text(getattr(before, name)) for name in changed},
                after={name: _text(getattr(after, name)) for name in changed},
            )

    guarded(database, work)


def write(connection: sa.Connection, name: str, value: object) -> None:
    """One choice, without asking who may: for commands that have asked."""
    connection.execute(sa.delete(_SETTING).where(_SETTING.c.name == name))
    connection.execute(sa.insert(OfficeSetting).values(name=name, value=_text(value)))


def _text(value: object) -> str:
    return {True: "1", False: "0"}[value] if isinstance(value, bool) else str(value)


def _parsed(text: str, like: object) -> object:
    if isinstance(like, bool):
        return text == "1"
    return int(text) if isinstance(like, int) else text

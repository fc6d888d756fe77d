"""Drafts and the original files that are kept with them."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from data.accounts import office
from data.accounts.permission import NotAllowedError, allow, guarded
from data.chain import record
from data.clock import now, office_time
from data.engine import Database
from data.locale import _
from data.parsing.limits import MOST_BYTES
from models.access.roles import Action, Actor
from models.base import Base
from models.tables import batches as tables_batches
from models.wording.words import printable

DAYS = 2
"""Days with work after a draft's expiry that are needed before drafts are deleted: a clock that jumps ahead shows one
such day, and would have to stay wrong into a second one."""
_BATCH, _DRAFT = Base.metadata.tables["batch"], Base.metadata.tables["draft"]
MAY = (Action.UPLOAD, Action.APPLY)
"""Actions of those who may have drafts: uploading and approving."""
_ID = re.compile(r"[A-Za-z0-9_-]{22}")


def worked_since(connection: sa.Connection, moment: datetime) -> bool:
    """Whether work was stored on at least DAYS days of the office after the moment."""
    batches = sa.select(_BATCH.c.created_at).where(_BATCH.c.created_at > moment)
    drafts = sa.select(_DRAFT.c.updated_at).where(_DRAFT.c.updated_at > moment)
    moments = [*connection.execute(batches).scalars(), *connection.execute(drafts).scalars()]
    return len({office_time(at).date() for at in moments}) >= DAYS


class DraftGoneError(LookupError):
    """The draft was applied, discarded or swept; the message says what to do."""


class DraftTooLargeError(ValueError):
    """The file is larger than a draft may be; the message says by how much."""


@dataclass(frozen=True)
class OpenDraft:
    """A draft. `answers` are those given to `check_file`, `confirmed` the codes of confirmed groups of warnings,
    `idempotency_key` that of the batch it would become, `base_version` the version its preview was made on."""

    id: str
    dataset: str
    filename: str
    sha256: str
    content: bytes
    answers: dict[str, str]
    confirmed: list[str]
    base_version: int
    idempotency_key: str
    actor: str
    changed_by: str
    submitted_at: datetime | None
    created_at: datetime
    updated_at: datetime


def save(
    database: Database, *, dataset: str, filename: str, content: bytes, actor: Actor, base_version: int
) -> OpenDraft:
    """Keep a new file. Raises NotAllowedError, DraftTooLargeError and DatabaseUnavailableError."""
    moment = now()
    row = {
        "id": secrets.token_urlsafe(16),
        "dataset": dataset,
        **_file(content),
        "filename": _name(filename),
        "answers": "{}",
        "confirmed": "[]",
        "base_version": base_version,
        "idempotency_key": _new_key(),
        "created_at": moment,
        "updated_at": moment,
    }

    def work(connection: sa.Connection) -> OpenDraft:
        _wait(connection)
        permit = allow(connection, actor, *MAY)
        over = moment - timedelta(days=office.read(connection).draft_days)
        if worked_since(connection, over):
            connection.execute(sa.delete(_DRAFT).where(_DRAFT.c.updated_at < over))
        connection.execute(sa.insert(_DRAFT).values(**row, actor=permit.name, changed_by=permit.name))
        draft = _existing(connection, str(row["id"]))
        record(
            connection,
            permit.name,
            "upload",
            dataset=dataset,
            filename=draft.filename,
            sha256=draft.sha256,
            size=len(content),
        )
        return draft

    return guarded(database, work)


def update(
    database: Database,
    draft_id: str,
    *,
    actor: Actor,
    answers: Mapping[str, str] | None = None,
    confirmed: Sequence[str] | None = None,
    content: bytes | None = None,
    filename: str | None = None,
    base_version: int | None = None,
    new_key: bool = False,
) -> OpenDraft:
    """Change what is given and leave the rest; `new_key` makes it another batch than the one it would have become.
    Raises NotAllowedError, DraftGoneError, DraftTooLargeError and DatabaseUnavailableError."""
    changed: dict[str, Any] = {"updated_at": now()}
    if answers is not None:
        changed["answers"] = json.dumps(dict(answers))
    if confirmed is not None:
        changed["confirmed"] = json.dumps(list(confirmed))
    if content is not None:
        changed |= _file(content)
    if filename is not None:
        changed["filename"] = _name(filename)
    if base_version is not None:
        changed["base_version"] = base_version
    if new_key:
        changed["idempotency_key"] = _new_key()

    def work(connection: sa.Connection) -> OpenDraft:
        _wait(connection)
        permit = allow(connection, actor, *MAY)
        if answers is not None or content is not None:
            changed["changed_by"] = permit.name
        connection.execute(sa.update(_DRAFT).where(_DRAFT.c.id == _known(draft_id)).values(**changed))
        draft = _existing(connection, draft_id)
        if content is not None or confirmed:
            record(
                connection,
                permit.name,
                "draft_mended" if content is not None else "confirmation",
                dataset=draft.dataset,
                filename=draft.filename,
                sha256=draft.sha256,
                confirmed=draft.confirmed,
            )
        return draft

    return guarded(database, work)


def submit(database: Database, draft_id: str, *, actor: Actor) -> OpenDraft:
    """Submit a draft for approval; submitting again changes nothing. Raises as `update`."""

    def work(connection: sa.Connection) -> OpenDraft:
        _wait(connection)
        permit = allow(connection, actor, *MAY)
        draft = _existing(connection, draft_id)
        if draft.submitted_at is not None:
            return draft
        moment = now()
        values = {"submitted_at": moment, "updated_at": moment}
        connection.execute(sa.update(_DRAFT).where(_DRAFT.c.id == draft.id).values(**values))
        record(
            connection, permit.name, "submitted", dataset=draft.dataset, filename=draft.filename, sha256=draft.sha256
        )
        return _existing(connection, draft_id)

    return guarded(database, work)


def read(database: Database, draft_id: str, *, actor: Actor) -> OpenDraft | None:
    """The draft of a link, whoever saved it; None when it is gone. Raises NotAllowedError: unlike figures, files not
    yet applied are open only to those who upload or approve."""
    with database.reading() as connection:
        allow(connection, actor, *MAY)
        row = connection.execute(sa.select(_DRAFT).where(_DRAFT.c.id == _known(draft_id))).one_or_none()
    return None if row is None else _opened(row)


def discard(database: Database, draft_id: str, *, actor: Actor) -> None:
    """Delete a draft with its file; nothing when it is already gone. Raises NotAllowedError."""

    def work(connection: sa.Connection) -> None:
        _wait(connection)
        allow(connection, actor, *MAY)
        connection.execute(sa.delete(_DRAFT).where(_DRAFT.c.id == _known(draft_id)))

    guarded(database, work)


@dataclass(frozen=True)
class DraftLine:
    """A draft in a list, without its content; `size` in bytes."""

    id: str
    dataset: str
    filename: str
    updated_at: datetime
    size: int
    actor: str
    submitted_at: datetime | None


def open_of(database: Database, actor: Actor) -> list[DraftLine]:
    """The actor's own drafts that are not submitted, newest first; empty for actors who may not have any."""
    return _listed(database, actor, MAY, lambda name: sa.and_(_DRAFT.c.actor == name, _DRAFT.c.submitted_at.is_(None)))


def waiting(database: Database, actor: Actor) -> list[DraftLine]:
    """Drafts waiting for approval: all of them for those who approve, else the actor's own."""
    approves = _listed(database, actor, (Action.APPLY,), lambda _name: _DRAFT.c.submitted_at.is_not(None))
    if approves:
        return approves
    return _listed(
        database, actor, MAY, lambda name: sa.and_(_DRAFT.c.actor == name, _DRAFT.c.submitted_at.is_not(None))
    )


def _wait(connection: sa.Connection) -> None:
    """Let writers of drafts queue on PostgreSQL, as SQLite's do anyway: a lock taken before the first snapshot waits, a
    later one would fail."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE draft, audit_head IN EXCLUSIVE MODE"))


def _existing(connection: sa.Connection, draft_id: str) -> OpenDraft:
    row = connection.execute(sa.select(_DRAFT).where(_DRAFT.c.id == _known(draft_id))).one_or_none()
    if row is None:
        raise DraftGoneError(_("Bản nháp này đã được nạp, đã bỏ hoặc quá hạn lưu. Chọn lại tệp."))
    return _opened(row)


def _opened(row: sa.Row[Any]) -> OpenDraft:
    values = row._asdict()
    values |= {
        "answers": json.loads(row.answers),
        "confirmed": json.loads(row.confirmed),
        "content": bytes(row.content),
    }
    return OpenDraft(**values)


def _known(draft_id: str) -> str:
    """The id of a link, or one that no draft has: PostgreSQL takes no NUL in a text."""
    return draft_id if _ID.fullmatch(draft_id) else ""


def _file(content: bytes) -> dict[str, object]:
    if len(content) > MOST_BYTES:
        most, size = MOST_BYTES // (1024 * 1024), -(-len(content) // (1024 * 1024))
        raise DraftTooLargeError(
            _("Tệp có {size} MB, lớn hơn giới hạn {most} MB. Chia thành nhiều tệp nhỏ hơn.").format(
                size=size, most=most
            )
        )
    return {"content": content, "sha256": hashlib.sha256(content).hexdigest()}


def _name(filename: str) -> str:
    """The sender's name of the file as every database takes it."""
    return printable(filename, "_")[:255]


def _new_key() -> str:
    return secrets.token_hex(16)


def _listed(
    database: Database, actor: Actor, actions: tuple[Action, ...], which: Callable[[str], sa.ColumnElement[bool]]
) -> list[DraftLine]:
    t = _DRAFT.c
    size = sa.func.length(t.content).label("size")
    with database.reading() as connection:
        try:
            permit = allow(connection, actor, *actions)
        except NotAllowedError:
            return []
        columns = (t.id, t.dataset, t.filename, t.updated_at, size, t.actor, t.submitted_at)
        statement = sa.select(*columns).where(which(permit.name)).order_by(t.updated_at.desc(), t.id)
        return [DraftLine(*row) for row in connection.execute(statement)]


_FILE = Base.metadata.tables["stored_file"]


@dataclass(frozen=True)
class StoredFile:
    """A stored file without its bytes. `size` in bytes; 0 = its period is over and the bytes are deleted."""

    filename: str
    keep_until: date
    size: int

    @property
    def is_kept(self) -> bool:
        return self.size > 0


def about(connection: sa.Connection, sha256: str, on: date) -> StoredFile | None:
    """The stored file as of a day, without its bytes; None when there is none."""
    size = sa.case((_FILE.c.keep_until >= on, sa.func.length(_FILE.c.content)), else_=0)
    statement = sa.select(_FILE.c.filename, _FILE.c.keep_until, size.label("size")).where(_FILE.c.sha256 == sha256)
    row = connection.execute(statement).one_or_none()
    return None if row is None else StoredFile(row.filename, row.keep_until, row.size)


def read_bytes(connection: sa.Connection, sha256: str, on: date) -> bytes | None:
    """The bytes as they were applied; None when they are not kept on the day."""
    statement = sa.select(_FILE.c.content).where(_FILE.c.sha256 == sha256, _FILE.c.keep_until >= on)
    content = connection.execute(statement).scalar_one_or_none()
    return bytes(content) if content else None


def keep(connection: sa.Connection, sha256: str, filename: str, content: bytes, on: date) -> None:
    """Keep the bytes from a day on, once however often the file comes; a file that comes again is kept as long as a new
    one, and gets back bytes that were emptied."""
    until = on + timedelta(days=office.read(connection).file_days)
    size = connection.execute(
        sa.select(sa.func.length(_FILE.c.content)).where(_FILE.c.sha256 == sha256)
    ).scalar_one_or_none()
    if size is None:
        values = {"sha256": sha256, "filename": filename[:255], "content": content, "keep_until": until}
        connection.execute(sa.insert(tables_batches.StoredFile).values(**values))
    else:
        again = {"keep_until": until} if size else {"keep_until": until, "content": content}
        connection.execute(sa.update(_FILE).where(_FILE.c.sha256 == sha256).values(**again))


def purge(connection: sa.Connection, on: date) -> int:
    """Empty every file whose period is over; returns how many. Name and hash stay."""
    over = sa.and_(_FILE.c.keep_until < on, sa.func.length(_FILE.c.content) > 0)
    return int(connection.execute(sa.update(_FILE).where(over).values(content=b"")).rowcount)

"""Commands that write batches, one transaction each: apply a file, undo a batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import polars as pl
import sqlalchemy as sa

from data.accounts import office, permission
from data.accounts.permission import NotAllowedError, Permit, allow, guarded
from data.chain import record
from data.clock import today
from data.engine import Database
from data.ingest import Check
from data.locale import _
from data.store import drafts
from data.store.batches import (
    Applied,
    ConflictError,
    Rewriting,
    batch_by_key,
    insert_batch,
    refusal,
    rewritings,
    standing_batch_of,
)
from data.store.compare import matched
from data.store.fact_tables import AREA_MEASURE, BUDGET_LINE, FactTable, keep_repeats, replace_rows
from data.store.facts import Facts, facts
from data.store.review import review
from data.store.version import lock_version, take_next_version
from data.vocabulary.problems import confirm_groups, words_of
from models.access.actor import Actor
from models.access.roles import Action
from models.base import Base, canonical
from models.wording.numbers import moment
from models.wording.words import keepable

_DRAFT = Base.metadata.tables["draft"]
_BATCH = Base.metadata.tables["batch"]


def refuse_own(connection: sa.Connection, permit: Permit, idempotency_key: str) -> None:
    """Raise NotAllowedError where the office demands two pairs of eyes and the file of this key was brought or changed
    by the actor, or is no draft: then nobody else has seen it."""
    if permit.rights is None or not office.read(connection).two_pairs_of_eyes:
        return
    row = connection.execute(
        sa.select(_DRAFT.c.actor, _DRAFT.c.changed_by).where(_DRAFT.c.idempotency_key == idempotency_key)
    ).one_or_none()
    if row is None or permit.name in (row.actor, row.changed_by):
        raise NotAllowedError(
            _(
                "Cơ quan quy định người nạp tệp không tự duyệt tệp đó; chưa ghi gì. Bấm “Gửi duyệt” để người khác "
                "xem và ghi."
            ),
            permit.name,
            permit.action,
        )


class NotUndoableError(RuntimeError):
    """The batch cannot be undone; the message says why."""


class Warned(Protocol):
    """A warning of any kind of file."""

    @property
    def message(self) -> str: ...

    @property
    def count(self) -> int: ...


class UnconfirmedError(RuntimeError):
    """Groups of warnings not yet confirmed, by code; nothing was written."""

    def __init__(self, groups: Mapping[str, Sequence[Warned]]) -> None:
        names = "; ".join(words_of(code) for code in groups)
        super().__init__(_("Cần xác nhận trước khi ghi: {names}.").format(names=names))
        self.groups = groups


@dataclass(frozen=True)
class Undone:
    """The result of an undo in rows: `restored` to the figures of an earlier batch, `removed` without a successor,
    `kept` because a later batch has the same key."""

    batch: int
    restored: int
    removed: int
    kept: int


def apply_file(
    database: Database,
    check: Check,
    content: bytes,
    filename: str,
    *,
    actor: Actor,
    base_version: int,
    idempotency_key: str,
    answers: Mapping[str, str] | None = None,
    confirmed: Sequence[str] = (),
) -> Applied:
    """Apply an accepted check of any dataset but `parameters` as one batch. `base_version` is the version its preview
    was made on, `confirmed` are codes of groups of warnings. The same key again returns the first result; the same file
    writes nothing. Raises NotAllowedError, ConflictError, UnconfirmedError, UnknownRowError and
    DatabaseUnavailableError; ValueError for a refused check."""
    if check.status != "accepted":
        raise ValueError("a refused file cannot be applied")
    answers_json = canonical(dict(answers)) if answers else None
    filename = keepable(filename)

    def work(connection: sa.Connection) -> Applied:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.APPLY)
        done = batch_by_key(connection, idempotency_key)
        if done is not None:
            if (done.file_sha256, done.dataset, done.answers) != (check.sha256, check.dataset, answers_json):
                raise _conflict(done.filename or filename, done)  # a window that sent another file for the same draft
            return Applied(done.id, done.rows_added, done.rows_closed)
        standing = standing_batch_of(connection, check.sha256, check.dataset, answers_json)
        if standing is not None:
            return Applied(standing.id, 0, 0, already_at=standing.created_at)
        written_facts = facts(connection, head, check.dataset, check.frame)
        _refuse_if_touched(connection, base_version, written_facts)
        rows = matched(connection, head, written_facts)
        written = rows.filter(pl.col("status") != "unchanged")
        if written.is_empty():
            return Applied(head, 0, 0)
        permission.require(connection, permit, written)
        refuse_own(connection, permit, idempotency_key)
        groups = confirm_groups([*check.problems, *review(connection, head, check)])
        if left := {code: group for code, group in groups.items() if code not in confirmed}:
            raise UnconfirmedError(left)
        closed = written["old_id"].drop_nulls()
        batch = take_next_version(connection, head)
        insert_batch(
            connection,
            batch,
            "upload",
            check.dataset,
            actor=permit.name,
            key=idempotency_key,
            added=len(written),
            closed=len(closed),
            filename=filename[:255],
            file_sha256=check.sha256,
            answers=answers_json,
            confirmed=groups_as_json(groups),
        )
        drafts.keep(connection, check.sha256, filename, content, today())
        drafts.purge(connection, today())
        replace_rows(connection, written_facts.table, closed, _to_write(written_facts.kind, written, filename), batch)
        if not written_facts.kind.parts:
            keep_repeats(connection, written_facts.table, rows.filter(pl.col("status") == "unchanged")["old_id"], batch)
        record(
            connection,
            permit.name,
            "apply",
            batch=batch,
            dataset=check.dataset,
            filename=filename,
            sha256=check.sha256,
            rows=len(written),
            closed=len(closed),
            before=head,
            confirmed=sorted(groups) or None,
        )
        return Applied(batch, len(written), len(closed))

    return guarded(database, work)


def undo_batch(database: Database, batch_id: int, *, actor: Actor, idempotency_key: str) -> Undone:
    """Undo a batch by a new batch: the facts are as if it had never been applied, later uploads stay. An undo can
    itself be undone. Raises NotAllowedError, NotUndoableError and DatabaseUnavailableError."""

    def work(connection: sa.Connection) -> Undone:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.UNDO)
        done = batch_by_key(connection, idempotency_key)
        if done is not None:
            return _undone(done.id, rewritings(connection, done.id - 1, batch_id))
        refused = refusal(connection, batch_id)
        if refused is not None:
            raise NotUndoableError(refused)
        return _undone(*take_back(connection, head, permit, batch_id, idempotency_key))

    return guarded(database, work)


def take_back(
    connection: sa.Connection, head: int, permit: Permit, batch_id: int, idempotency_key: str
) -> tuple[int, list[Rewriting]]:
    """Write the batch that undoes `batch_id`, under the lock on `head`. Returns its number and the rows rewritten."""
    changes = list(rewritings(connection, head, batch_id))
    permission.require(connection, permit, *(rows for c in changes for rows in (c.restored, c.removed)))
    dataset = connection.execute(sa.select(_BATCH.c.dataset).where(_BATCH.c.id == batch_id)).scalar_one()
    batch = take_next_version(connection, head)
    added, closed = (sum(map(len, rows)) for rows in ([c.restored for c in changes], [c.closed for c in changes]))
    insert_batch(
        connection,
        batch,
        "undo",
        dataset,
        actor=permit.name,
        key=idempotency_key,
        added=added,
        closed=closed,
        undoes_id=batch_id,
    )
    for change in changes:
        replace_rows(connection, change.table, change.closed, change.coming, batch)
    record(
        connection,
        permit.name,
        "undo",
        batch=batch,
        undoes=batch_id,
        dataset=dataset,
        rows=added,
        closed=closed,
        before=head,
    )
    return batch, changes


def groups_as_json(groups: Mapping[str, Sequence[Warned]]) -> str | None:
    """The confirmed groups as JSON for the batch's row; None without any."""
    listed = [
        {"code": code, "messages": [p.message for p in group], "count": sum(p.count for p in group)}
        for code, group in groups.items()
    ]
    return canonical(listed) if listed else None


def _undone(batch: int, changes: Iterable[Rewriting]) -> Undone:
    counts = [(len(change.restored), len(change.removed), len(change.kept)) for change in changes]
    restored, removed, kept = map(sum, zip(*counts, strict=True)) if counts else (0, 0, 0)
    return Undone(batch, restored, removed, kept)


def _to_write(kind: FactTable, rows: pl.DataFrame, filename: str) -> pl.DataFrame:
    table = kind.table
    own_columns = rows.select(column.name for column in table.c if column.name in rows.columns)
    if kind.named is None:
        return own_columns
    length: int = table.c[kind.named].type.length  # type: ignore[attr-defined]
    return own_columns.with_columns(pl.lit(filename[:length]).alias(kind.named))


def _refuse_if_touched(connection: sa.Connection, base_version: int, facts_written: Facts) -> None:
    t = facts_written.table
    scope = t.c[facts_written.scope]
    later = sa.or_(t.c.batch_from > base_version, t.c.batch_to > base_version)
    newest = sa.select(scope, sa.func.max(t.c.batch_from), sa.func.max(t.c.batch_to))
    touched = connection.execute(newest.where(scope.in_(facts_written.scopes), later).group_by(scope)).all()
    if not touched:
        return
    number, where = max((max(opened, closed or 0), str(where)) for where, opened, closed in touched)
    batch = connection.execute(sa.select(_BATCH).where(_BATCH.c.id == number)).one()
    raise _conflict(_scope_words(facts_written.kind, where), batch)


def _conflict(what: str, batch: sa.Row[Any]) -> ConflictError:
    return ConflictError(
        _("{what} đã được {actor} ghi lúc {time}; xem thay đổi rồi ghi lại.").format(
            what=what, actor=batch.actor, time=moment(batch.created_at)
        )
    )


def _scope_words(kind: FactTable, scope: str) -> str:
    if kind is AREA_MEASURE:
        return _("Số liệu dân số, số hộ")
    if kind is BUDGET_LINE:
        return _("Năm ngân sách {year}").format(year=scope)
    year, _dash, month = scope.partition("-")
    return _("Kỳ {month}/{year}").format(month=month, year=year) if month else _("Kỳ năm {year}").format(year=year)

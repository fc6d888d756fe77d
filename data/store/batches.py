"""Batches: apply a file, undo a batch, list them; one transaction each, numbered under one lock held to commit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import polars as pl
import sqlalchemy as sa

from data.accounts import office, permission
from data.accounts.permission import NotAllowedError, Permit, allow, guarded
from data.chain import record
from data.clock import now, today
from data.engine import Database
from data.ingest import Check
from data.locale import _
from data.store import drafts
from data.store.compare import matched
from data.store.fact_tables import (
    AREA_MEASURE,
    BUDGET_LINE,
    FACT_TABLES,
    FactTable,
    keep_repeats,
    repeated_by,
    repeats_of,
    replace_rows,
    schema_of,
    typed,
)
from data.store.facts import Facts, facts
from data.store.version import data_version, lock_version, take_next_version
from data.store.warnings import review
from data.vocabulary.problems import confirm_groups, words_of
from models.access.roles import Action, Actor
from models.base import Base, canonical
from models.tables.batches import Batch
from models.wording.numbers import moment
from models.wording.words import keepable

_BATCH = Base.metadata.tables["batch"]
_KEEPING = frozenset({"id", "batch_from", "batch_to"})


@dataclass(frozen=True, eq=False)
class Rewriting:
    """The changes of one table by an undo, all with the table's facts. `restored` come back (beside each fact
    "<fact>_now", null where there is no current row), `removed` end without a successor, `kept` stay because a later
    batch contains them. `closed`: ids of the rows that end, also those replaced by another."""

    table: sa.Table
    restored: pl.DataFrame
    removed: pl.DataFrame
    kept: pl.DataFrame
    closed: pl.Series

    @property
    def coming(self) -> pl.DataFrame:
        """The rows to write."""
        return self.restored.select(fact_columns(self.table))


def refusal(connection: sa.Connection, batch_id: int) -> str | None:
    """Why a batch cannot be undone; None where it can."""
    kind = connection.execute(sa.select(_BATCH.c.kind).where(_BATCH.c.id == batch_id)).scalar_one_or_none()
    if kind is None:
        return _("Không có lần cập nhật số {number}.").format(number=batch_id)
    if kind == "seed" and batch_id > 1:
        return _("Lần khôi phục từ bản sao lưu không thu hồi được; hãy khôi phục bản sao lưu ghi ngay trước đó.")
    if kind == "seed":
        return _("Số liệu ban đầu của báo cáo năm 2023 không thu hồi được.")
    if connection.execute(sa.select(_BATCH.c.id).where(_BATCH.c.undoes_id == batch_id)).first() is not None:
        return _("Lần cập nhật số {number} đã được thu hồi trước đó.").format(number=batch_id)
    return None


def standing_batches(connection: sa.Connection, version: int, without: int | None = None) -> frozenset[int]:
    """Numbers of the uploads (and the seed) in force in a version: never undone, or undone by a batch that was itself
    undone. `without`: as if that batch were undone next."""
    standing: set[int] = set()
    taken_back: set[int | None] = {without}
    listed = sa.select(_BATCH.c.id, _BATCH.c.undoes_id).where(_BATCH.c.id <= version).order_by(_BATCH.c.id.desc())
    for number, undoes in connection.execute(listed):
        if number in taken_back:
            continue
        if undoes is None:
            standing.add(number)
        else:
            taken_back.add(undoes)
    return frozenset(standing)


def rewritings(connection: sa.Connection, version: int, batch_id: int) -> Iterator[Rewriting]:
    """The changes that undoing a batch makes to each table, as of a version: each key gets the row of the newest batch
    in force that contains it."""
    upload, standing = _written_by(connection, batch_id), standing_batches(connection, version, without=batch_id)
    for table in Base.metadata.sorted_tables:
        if "batch_to" in table.c:
            rewriting = _rewriting(connection, version, table, upload, standing)
            if rewriting is not None:
                yield rewriting


def fact_columns(table: sa.Table) -> list[str]:
    """The columns of a table without its id and its batches."""
    return [column.name for column in table.c if column.name not in _KEEPING]


def _written_by(connection: sa.Connection, batch_id: int) -> int:
    """The upload that an undo (or an undo of an undo) is about; an upload itself."""
    undoes = {row.id: row.undoes_id for row in connection.execute(sa.select(_BATCH.c.id, _BATCH.c.undoes_id))}
    while (earlier := undoes[batch_id]) is not None:
        batch_id = earlier
    return batch_id


def _rewriting(
    connection: sa.Connection, version: int, table: sa.Table, upload: int, standing: frozenset[int]
) -> Rewriting | None:
    key, facts = _key_columns(table), fact_columns(table)
    written_row = table.alias("own")
    same_key = sa.and_(*(table.c[name] == written_row.c[name] for name in key))
    by_upload = sa.or_(written_row.c.batch_from == upload, written_row.c.id.in_(repeated_by(table, upload)))
    names = ["id", *facts, "batch_from", "batch_to"]
    touched = (
        sa.select(*(table.c[name] for name in names))
        .join(written_row, same_key)
        .where(by_upload, table.c.batch_from <= version)
    )
    rows = typed(connection, touched.order_by(table.c.batch_from), schema_of(table, names))
    if rows.is_empty():
        return None
    repeats = repeats_of(connection, table, sa.select(table.c.id).join(written_row, same_key).where(by_upload))
    statements = pl.concat([rows.with_columns(said_by="batch_from"), rows.join(repeats, on="id")])
    statements = statements.filter(pl.col("said_by").is_in(standing)).sort("said_by", maintain_order=True)
    after = statements.unique(key, keep="last", maintain_order=True)
    for part in FACT_TABLES[table.name].parts if table.name in FACT_TABLES else ():
        after = _with_part(after, rows.filter(_says(key, part)), standing, key, part)
    now = rows.filter(pl.col("batch_to").is_null() | (pl.col("batch_to") > version)).select("id", *facts)
    return _compared(table, now, after.select("said_by", *facts), upload)


def _says(key: list[str], part: tuple[str, ...]) -> pl.Expr:
    """Whether a row, in the order of batches, has another part than the row it replaced; the rest was carried over."""
    replaced = pl.col("batch_to").shift(1).over(key).eq_missing(pl.col("batch_from"))
    return pl.any_horizontal(
        pl.col(name).ne_missing(pl.when(replaced).then(pl.col(name).shift(1).over(key))) for name in part
    )


def _with_part(
    after: pl.DataFrame, statements: pl.DataFrame, standing: frozenset[int], key: list[str], part: tuple[str, ...]
) -> pl.DataFrame:
    """The part of the newest batch in force that contains it; empty where none does."""
    newest = statements.filter(pl.col("batch_from").is_in(standing)).unique(key, keep="last", maintain_order=True)
    return after.drop(part).join(newest.select(*key, *part), on=key, how="left", maintain_order="left")


def _compared(table: sa.Table, now: pl.DataFrame, after: pl.DataFrame, upload: int) -> Rewriting:
    key, facts = _key_columns(table), fact_columns(table)
    figures = [name for name in facts if name not in key]
    both = after.join(now, on=key, how="full", suffix="_now", coalesce=True).sort(key)
    stored, comes = pl.col("id").is_not_null(), pl.col("said_by").is_not_null()
    same = pl.all_horizontal(stored, comes, *(pl.col(name).eq_missing(pl.col(f"{name}_now")) for name in figures))
    ended = both.filter(stored, ~comes)
    return Rewriting(
        table,
        restored=both.filter(comes, ~same),
        removed=ended.select(*key, *(pl.col(f"{name}_now").alias(name) for name in figures)),
        kept=both.filter(same, pl.col("said_by") > upload).select(facts),
        closed=both.filter(stored, ~same)["id"],
    )


def _key_columns(table: sa.Table) -> list[str]:
    index = next(index for index in table.indexes if index.unique and str(index.name).endswith("_current"))
    return [column.name for column in index.columns]


class ConflictError(RuntimeError):
    """Somebody wrote the same facts after the preview; the message says what, who and when."""


@dataclass(frozen=True)
class Applied:
    """The result of applying a file: `batch` is the data version that holds its rows; `added` 0 = nothing had changed
    and nothing was written. `already_at`: the time of the earlier batch with the same file."""

    batch: int
    added: int
    closed: int
    already_at: datetime | None = None


def batch_by_key(connection: sa.Connection, key: str) -> sa.Row[Any] | None:
    """The batch already written with this idempotency key."""
    return connection.execute(sa.select(_BATCH).where(_BATCH.c.idempotency_key == key)).one_or_none()


def standing_batch_of(
    connection: sa.Connection, sha256: str, dataset: str, answers: str | None = None
) -> sa.Row[Any] | None:
    """The batch by which a file, read as a dataset and with these answers (JSON), is in force now; None when there is
    none or it was undone. The same workbook with other answers, such as another sheet, is another file."""
    t = _BATCH.c
    same_answers = t.answers.is_(None) if answers is None else t.answers == answers
    statement = (
        sa.select(_BATCH).where(t.file_sha256 == sha256, t.dataset == dataset, same_answers).order_by(t.id.desc())
    )
    standing = standing_batches(connection, data_version(connection))
    return next((row for row in connection.execute(statement) if row.id in standing), None)


def insert_batch(
    connection: sa.Connection,
    batch: int,
    kind: str,
    dataset: str,
    *,
    actor: str,
    key: str,
    added: int,
    closed: int,
    **more: object,
) -> None:
    """The row of a batch being written now; `batch` is its number, `more` other columns of the table."""
    connection.execute(
        sa.insert(Batch).values(
            id=batch,
            kind=kind,
            dataset=dataset,
            actor=actor,
            created_at=now(),
            idempotency_key=key,
            rows_added=added,
            rows_closed=closed,
            **more,
        )
    )


@dataclass(frozen=True)
class Confirmed:
    """A confirmed group of warnings: its code, the sentences shown, and the number of findings."""

    code: str
    messages: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class BatchDetails:
    """`answers` by key as `check_file` takes them."""

    answers: Mapping[str, str]
    confirmed: tuple[Confirmed, ...]


def batch_details(connection: sa.Connection, batch: int) -> BatchDetails:
    """Answers and confirmed warnings of an existing batch; empty for one that was not a file or had none."""
    statement = sa.select(_BATCH.c.answers, _BATCH.c.confirmed).where(_BATCH.c.id == batch)
    answers, confirmed = connection.execute(statement).one()
    groups = json.loads(confirmed) if confirmed else []
    return BatchDetails(
        json.loads(answers) if answers else {},
        tuple(Confirmed(group["code"], tuple(group["messages"]), group["count"]) for group in groups),
    )


_DRAFT = Base.metadata.tables["draft"]


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
                "Cơ quan quy định người nạp tệp không tự duyệt tệp đó; chưa ghi gì. Bấm “Gửi duyệt” để người khác xem "
                "và ghi."
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

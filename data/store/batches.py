"""Batches: committing one, listing them, undoing one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.clock import now
from data.locale import _
from data.store.fact_tables import FACT_TABLES, repeated_by, repeats_of, schema_of, typed
from data.store.version import data_version
from models.base import Base
from models.tables.batches import Batch

_UNDONE_BATCH = Base.metadata.tables["batch"]
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
    kind = connection.execute(
        sa.select(_UNDONE_BATCH.c.kind).where(_UNDONE_BATCH.c.id == batch_id)
    ).scalar_one_or_none()
    if kind is None:
        return _("Không có lần cập nhật số {number}.").format(number=batch_id)
    if kind == "seed" and batch_id > 1:
        return _("Lần khôi phục từ bản sao lưu không thu hồi được; hãy khôi phục bản sao lưu ghi ngay trước đó.")
    if kind == "seed":
        return _("Số liệu ban đầu của báo cáo năm 2023 không thu hồi được.")
    if (
        connection.execute(sa.select(_UNDONE_BATCH.c.id).where(_UNDONE_BATCH.c.undoes_id == batch_id)).first()
        is not None
    ):
        return _("Lần cập nhật số {number} đã được thu hồi trước đó.").format(number=batch_id)
    return None


def standing_batches(connection: sa.Connection, version: int, without: int | None = None) -> frozenset[int]:
    """Numbers of the uploads (and the seed) in force in a version: never undone, or undone by a batch that was itself
    undone. `without`: as if that batch were undone next."""
    standing: set[int] = set()
    taken_back: set[int | None] = {without}
    listed = (
        sa.select(_UNDONE_BATCH.c.id, _UNDONE_BATCH.c.undoes_id)
        .where(_UNDONE_BATCH.c.id <= version)
        .order_by(_UNDONE_BATCH.c.id.desc())
    )
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
    undoes = {
        row.id: row.undoes_id for row in connection.execute(sa.select(_UNDONE_BATCH.c.id, _UNDONE_BATCH.c.undoes_id))
    }
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


_BATCH = Base.metadata.tables["batch"]


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

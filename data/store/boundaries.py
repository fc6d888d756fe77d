"""Writing new borders: an accepted check of a file becomes one batch, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import sqlalchemy as sa

from data.accounts import permission
from data.accounts.permission import allow, guarded
from data.boundaries.check import Check
from data.boundaries.problems import groups
from data.chain import record
from data.clock import today
from data.engine import Database
from data.locale import _
from data.store import stored_files
from data.store.batches import Applied, ConflictError, batch_by_key, insert_batch, standing_batch_of
from data.store.boundary_rows import BOUNDARY, VALUES, compared
from data.store.commands import UnconfirmedError, groups_as_json
from data.store.fact_tables import keep_repeats, replace_rows
from data.store.version import lock_version, take_next_version
from models.access.actor import Actor
from models.access.roles import Action
from models.base import Base
from models.canonical import canonical
from models.wording.numbers import moment
from models.wording.text import keepable

DATASET = "boundaries"
_BATCH = Base.metadata.tables["batch"]


def apply_boundaries(
    database: Database,
    check: Check,
    content: bytes,
    *,
    actor: Actor,
    base_version: int,
    idempotency_key: str,
    confirmed: Sequence[str] = (),
) -> Applied:
    """Apply an accepted check as one batch; `base_version` is the version its preview was made on, `confirmed` are
    codes of groups of warnings. The same key again gives the first answer again, the same file writes nothing. Raises
    ConflictError, UnconfirmedError, NotAllowedError and DatabaseUnavailableError; ValueError for a refused check."""
    if check.status != "accepted":
        raise ValueError("a refused file cannot be applied")
    said = canonical(
        {"boundary_key": check.key or "", "boundary_level": check.level, "boundary_vintage": check.vintage.isoformat()}
    )
    filename = keepable(check.filename)

    def work(connection: sa.Connection) -> Applied:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.IMPORT_BOUNDARIES)
        done = batch_by_key(connection, idempotency_key)
        if done is not None:
            if (done.file_sha256, done.dataset, done.answers) != (check.sha256, DATASET, said):
                raise _conflict(connection, done.id)
            return Applied(done.id, done.rows_added, done.rows_closed)
        standing = standing_batch_of(connection, check.sha256, DATASET, said)
        if standing is not None:
            return Applied(standing.id, 0, 0, already_at=standing.created_at)
        rows = compared(connection, head, check)
        permission.require(connection, permit, rows.filter("differs").select("area_id"))
        _refuse_if_touched(connection, base_version, rows["area_id"].to_list())
        written = rows.filter("differs")
        if written.is_empty():
            return Applied(head, 0, 0)
        warned = groups(check.problems)
        if left := {code: group for code, group in warned.items() if code not in confirmed}:
            raise UnconfirmedError(left)
        closed = written["old_id"].drop_nulls()
        batch = take_next_version(connection, head)
        insert_batch(
            connection,
            batch,
            "upload",
            DATASET,
            actor=permit.name,
            key=idempotency_key,
            added=len(written),
            closed=len(closed),
            filename=filename[:255],
            file_sha256=check.sha256,
            answers=said,
            confirmed=groups_as_json(warned),
        )
        stored_files.keep(connection, check.sha256, filename, content, today())
        stored_files.purge(connection, today())
        replace_rows(connection, BOUNDARY, closed, written.select("area_id", *VALUES), batch)
        keep_repeats(connection, BOUNDARY, rows.filter(~pl.col("differs"))["old_id"], batch)
        record(
            connection,
            permit.name,
            "boundaries",
            batch=batch,
            filename=filename,
            sha256=check.sha256,
            rows=len(written),
            closed=len(closed),
            before=head,
        )
        return Applied(batch, len(written), len(closed))

    return guarded(database, work)


def _refuse_if_touched(connection: sa.Connection, base_version: int, area_ids: Sequence[int]) -> None:
    t = BOUNDARY.c
    later = sa.or_(t.batch_from > base_version, t.batch_to > base_version)
    newest = sa.select(sa.func.max(t.batch_from), sa.func.max(t.batch_to)).where(t.area_id.in_(area_ids), later)
    opened, closed = connection.execute(newest).one()
    if opened is not None:
        raise _conflict(connection, max(opened, closed or 0))


def _conflict(connection: sa.Connection, number: int) -> ConflictError:
    batch = connection.execute(sa.select(_BATCH).where(_BATCH.c.id == number)).one()
    return ConflictError(
        _("Ranh giới đã được {actor} ghi lúc {time}; xem lại bản đồ rồi ghi lại.").format(
            actor=batch.actor, time=moment(batch.created_at)
        )
    )

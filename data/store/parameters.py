"""New law as data: writing dated rules and marking them as compared with their document.

Belongs here: commands of one transaction each, like those of commands.py, whose undo takes these back too. Does not:
whether a rule looks right (parameter_changes.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from data.accounts.permission import Permit, allow, guarded
from data.audit.chain import record
from data.clock import office_time, today
from data.engine import Database
from data.ingest import Check
from data.locale import _
from data.store import stored_files
from data.store.batches import Applied, ConflictError, by_key, insert_batch, standing_batch_of
from data.store.bulk import close_rows
from data.store.facts import UnknownRowError
from data.store.parameter_changes import AMOUNTS, PARAMETER, RuleChange, name_of, rule_changes
from data.store.version import lock_version, take_next_version
from data.vocabulary.parameter_names import AMOUNT, STEP, name_words
from data.vocabulary.rule import Rule, rules_of
from models.access.actor import Actor
from models.access.roles import Action, Scope
from models.base import Base
from models.policy.schemes import SCHEMES
from models.tables.parameters import BenefitAmount, Parameter
from models.wording.text import keepable

DATASET, VERIFICATION = "parameters", "verification"
_BATCH = Base.metadata.tables["batch"]


def set_parameter(database: Database, *, row: Rule, actor: Actor, base_version: int, idempotency_key: str) -> Applied:
    """Write one rule as one batch: the current row of its name and first day ends, unless it says the same already.
    Raises ConflictError, data.store.facts.UnknownRowError and DatabaseUnavailableError. The same key again gives the
    first answer again."""

    def work(connection: sa.Connection) -> Applied:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.WRITE_LAW)
        return _repeated(connection, idempotency_key) or _write(
            connection, head, [row], permit, base_version, idempotency_key
        )

    return guarded(database, work)


def apply_parameters(
    database: Database,
    check: Check,
    content: bytes,
    filename: str,
    *,
    actor: Actor,
    base_version: int,
    idempotency_key: str,
) -> Applied:
    """Apply an accepted `parameters` check as one batch and keep its file. Raises as set_parameter does, and ValueError
    for a refused check or one of another dataset."""
    if check.status != "accepted" or check.dataset != DATASET:
        raise ValueError("only an accepted file of parameters can be applied")
    filename = keepable(filename)

    def work(connection: sa.Connection) -> Applied:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.WRITE_LAW)
        done = _repeated(connection, idempotency_key)
        if done is not None:
            return done
        standing = standing_batch_of(connection, check.sha256, DATASET)
        if standing is not None:
            return Applied(standing.id, 0, 0, already_at=standing.created_at)
        named = {"filename": filename[:255], "file_sha256": check.sha256}
        applied = _write(connection, head, rules_of(check.frame), permit, base_version, idempotency_key, **named)
        if applied.added:
            stored_files.keep(connection, check.sha256, filename, content, today())
        return applied

    return guarded(database, work)


def verify_parameter(
    database: Database,
    *,
    name: str,
    applies_from: date,
    actor: Actor,
    idempotency_key: str,
    base_version: int | None = None,
) -> Applied:
    """Mark the current row as compared with its document, by whom and today; a row already marked stays as it is.

    `base_version` is the version whose row was looked at: ConflictError when the row has been written since. Raises
    UnknownRowError where there is no such row, and DatabaseUnavailableError."""
    t = PARAMETER

    def work(connection: sa.Connection) -> Applied:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.VERIFY_LAW)
        permit.require([_scope(name)])
        done = _repeated(connection, idempotency_key)
        if done is not None:
            return done
        mine = sa.and_(t.c.name == name, t.c.applies_from == applies_from, t.c.batch_to.is_(None))
        row = connection.execute(sa.select(t).where(mine)).mappings().one_or_none()
        if row is None:
            raise UnknownRowError(name)
        if base_version is not None and row["batch_from"] > base_version:
            raise _conflict(connection, name, row["batch_from"])
        if row["verified_by"] is not None:
            return Applied(head, 0, 0)
        batch = take_next_version(connection, head)
        insert_batch(connection, batch, VERIFICATION, VERIFICATION, permit.name, idempotency_key, 1, 1)
        close_rows(connection, t, [row["id"]], batch)
        facts = {column: value for column, value in row.items() if column not in ("id", "batch_from", "batch_to")}
        marked = {**facts, "verified_by": permit.name, "verified_on": today(), "batch_from": batch}
        connection.execute(sa.insert(Parameter), [marked])
        record(
            connection,
            permit.name,
            "verify",
            batch=batch,
            parameter=name,
            applies_from=applies_from.isoformat(),
            rows=1,
            closed=1,
            before=head,
        )
        return Applied(batch, 1, 1)

    return guarded(database, work)


def _repeated(connection: sa.Connection, key: str) -> Applied | None:
    done = by_key(connection, key)
    return None if done is None else Applied(done.id, done.rows_added, done.rows_closed)


def _write(
    connection: sa.Connection,
    head: int,
    rules: Sequence[Rule],
    permit: Permit,
    base_version: int,
    key: str,
    **named: str,
) -> Applied:
    _refuse_if_touched(connection, base_version, {rule.name for rule in rules})
    written = [change for change in rule_changes(connection, head, rules) if change.status != "unchanged"]
    if not written:
        return Applied(head, 0, 0)
    permit.require(_scope(change.rule.name, change.like.get("scheme")) for change in written)
    closed = sum(bool(change.old) for change in written)
    batch = take_next_version(connection, head)
    insert_batch(connection, batch, DATASET, DATASET, permit.name, key, len(written), closed, **named)
    for table, row_of in ((PARAMETER, _parameter), (AMOUNTS, _amount)):
        mine = [change for change in written if change.table is table]
        close_rows(connection, table, [change.old["id"] for change in mine if change.old], batch)
        rows = [{**row_of(change, named.get("filename", "")), "batch_from": batch} for change in mine]
        if rows:
            connection.execute(sa.insert(Parameter if table is PARAMETER else BenefitAmount), rows)
    record(connection, permit.name, "law", batch=batch, parameters=sorted({change.rule.name for change in written}),
           rows=len(written), closed=closed, before=head, **named)  # fmt: skip
    return Applied(batch, len(written), closed)


def _scope(name: str, scheme: str | None = None) -> Scope:
    """Law holds for the whole province; its policy area is the scheme's, or what its name begins with."""
    return Scope(SCHEMES[scheme].policy_area if scheme in SCHEMES else name.partition(".")[0])


def _parameter(change: RuleChange, _filename: str) -> dict[str, Any]:
    """Nobody has compared a new row yet: the mark of the row it replaces is not its own."""
    rule = change.rule
    return {
        "name": rule.name, "value": rule.value, "unit": change.like["unit"], "issued_on": rule.issued_on,
        "applies_from": rule.applies_from, "in_force_from": rule.in_force_from, "first_paid": rule.first_paid,
        "document": keepable(rule.document), "evidence": rule.evidence, "verified_by": None, "verified_on": None,
    }  # fmt: skip


def _amount(change: RuleChange, filename: str) -> dict[str, Any]:
    rule, document = change.rule, keepable(change.rule.document)
    prefix = STEP if rule.name.startswith(STEP) else AMOUNT
    return {
        "scheme": change.like["scheme"], "group_code": rule.name.removeprefix(prefix), "applies_from": rule.applies_from,
        "amount_vnd": rule.value, "basis": (filename or document)[:200], "document": document,
        "evidence": rule.evidence,
    }  # fmt: skip


def _refuse_if_touched(connection: sa.Connection, base_version: int, names: Iterable[str]) -> None:
    """A row of the same name anywhere in its series: what was shown beside the new one was another row."""
    wanted = set(names)
    newest: tuple[int, str] = (0, "")
    for t in (PARAMETER, AMOUNTS):
        later = sa.or_(t.c.batch_from > base_version, t.c.batch_to > base_version)
        for row in (found._asdict() for found in connection.execute(sa.select(t).where(later))):
            if name_of(t, row) in wanted:
                newest = max(newest, (max(row["batch_from"], row["batch_to"] or 0), name_of(t, row)))
    if newest[0]:
        raise _conflict(connection, newest[1], newest[0])


def _conflict(connection: sa.Connection, name: str, batch_id: int) -> ConflictError:
    batch = connection.execute(sa.select(_BATCH).where(_BATCH.c.id == batch_id)).one()
    return ConflictError(
        _("{name} đã được {actor} ghi lúc {time}; xem thay đổi rồi ghi lại.").format(
            name=name_words(name), actor=batch.actor, time=office_time(batch.created_at).strftime("%H:%M %d/%m/%Y")
        )
    )

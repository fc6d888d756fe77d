"""Batches against their events: each committed change of the data has one event that says what it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data.audit.findings import Finding
from data.chain import clean
from data.engine import Database
from models.base import Base

ON_A_PAGE = 1000
MOST_FINDINGS = 20
_BATCH, _EVENT = Base.metadata.tables["batch"], Base.metadata.tables["audit_event"]
SUMMARY = "restore_seed"
"""Of several batches taken back at once: each has its own event, this one names the last."""
SAME_TRANSACTION = timedelta(hours=1)
"""A batch and its event are written seconds apart; clocks are set."""
_SAYS = {
    "dataset": "dataset",
    "rows": "rows_added",
    "closed": "rows_closed",
    "sha256": "file_sha256",
    "file_sha256": "file_sha256",
    "undoes": "undoes_id",
    "filename": "filename",
}
"""What an event tells -> the batch's column."""
_FIXED = {
    "apply": {"kind": "upload"},
    "undo": {"kind": "undo"},
    "law": {"kind": "parameters", "dataset": "parameters"},
    "verify": {"kind": "verification", "dataset": "verification"},
    "boundaries": {"kind": "upload", "dataset": "boundaries"},
    "shares": {"kind": "parameters", "dataset": "crosswalk"},
    "restore": {"kind": "seed", "dataset": "restore"},
}
"""What an event's action alone says of its batch."""


def check(database: Database) -> list[Finding]:
    """At most so many findings as anybody would read."""
    found: list[Finding] = []
    for finding in (*_orphans(database), *_all(database)):
        found.append(finding)
        if len(found) == MOST_FINDINGS:
            break
    return found


def _orphans(database: Database) -> list[Finding]:
    there = sa.exists().where(_BATCH.c.id == _EVENT.c.batch_id)
    statement = (
        sa.select(_EVENT.c.sequence, _EVENT.c.batch_id)
        .where(_EVENT.c.batch_id.is_not(None), ~there)
        .order_by(_EVENT.c.sequence)
        .limit(MOST_FINDINGS)
    )
    with database.reading() as connection:
        return [Finding("no_batch", row.sequence, row.batch_id) for row in connection.execute(statement)]


def _all(database: Database) -> Iterator[Finding]:
    """Every batch above the seed, with its event."""
    after, before = _seed(database), 0
    columns = [_EVENT.c[name].label(f"event_{name}") for name in ("sequence", "at", "actor", "action", "detail")]
    own = sa.and_(_EVENT.c.batch_id == _BATCH.c.id, _EVENT.c.action != SUMMARY)
    joined = _BATCH.outerjoin(_EVENT, own)
    while True:
        page = sa.select(_BATCH.c.id).where(_BATCH.c.id > after).order_by(_BATCH.c.id).limit(ON_A_PAGE)
        statement = (
            sa.select(_BATCH, *columns)
            .select_from(joined)
            .where(_BATCH.c.id.in_(page))
            .order_by(_BATCH.c.id, _EVENT.c.sequence)
        )
        with database.reading() as connection:
            rows = [row._asdict() for row in connection.execute(statement)]
        if not rows:
            return
        for row in rows:
            if row["id"] == before:
                yield Finding("two_events", row["event_sequence"], row["id"])
            elif row["event_sequence"] is None:
                yield Finding("no_event", batch=row["id"])
            elif differing := _differing(row):
                yield Finding("differs", row["event_sequence"], row["id"], differing)
            before = after = row["id"]


def _seed(database: Database) -> int:
    """The batch that was there before the chain."""
    seed = sa.select(sa.func.min(_BATCH.c.id)).where(_BATCH.c.kind == "seed", _BATCH.c.dataset == "seed")
    with database.reading() as connection:
        return int(connection.execute(seed).scalar_one_or_none() or 0)


def _differing(row: dict[str, Any]) -> tuple[str, ...]:
    told = _told(row["event_detail"])
    expected: dict[str, object] = {**_FIXED.get(row["event_action"], {}), "actor": row["event_actor"]}
    expected |= {column: told[name] for name, column in _SAYS.items() if name in told}
    found = {name for name, value in expected.items() if _as_told(row[name]) != value}
    found |= {
        column
        for column in ("filename", "file_sha256", "undoes_id")
        if row[column] is not None and column not in expected
    }
    if row["event_action"] == "apply" and sorted(_codes(row["confirmed"])) != told.get("confirmed", []):
        found.add("confirmed")
    if abs(row["event_at"] - row["created_at"]) > SAME_TRANSACTION:
        found.add("created_at")
    return tuple(sorted(found))


def _as_told(value: object) -> object:
    """A value of a batch as an event keeps it."""
    return clean(value) if isinstance(value, str) else value


def _told(detail: str) -> dict[str, Any]:
    try:
        told = json.loads(detail)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _codes(confirmed: str | None) -> list[str]:
    try:
        return [str(group["code"]) for group in json.loads(confirmed or "[]")]
    except (ValueError, KeyError, TypeError):
        return []

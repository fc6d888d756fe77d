"""The completeness board: which figures have come from which area for which period, and which are late."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal

import polars as pl
import sqlalchemy as sa

from data.store import queries
from data.store.version import current_at
from models.base import Base
from models.policy.law.reporting_calendar import PROVINCE_OWES, SHOWN, answers, area_day, due, periods
from models.policy.schemes import PROGRAMMES

_T = Base.metadata.tables

Status = Literal["received", "confirmed", "partial", "late", "waiting"]
RECEIVED = pl.Schema(
    {
        "area_id": pl.Int64(),
        "area_code": pl.String(),
        "area_name": pl.String(),
        "area_level": pl.String(),
        "dataset": pl.String(),
        "period": pl.String(),
        "status": pl.String(),
        "communes_sent": pl.Int64(),
        "communes": pl.Int64(),
        "batch": pl.Int64(),
        "at": pl.Datetime("us", "UTC"),
        "actor": pl.String(),
        "due": pl.Date(),
    }
)
"""One row per area, dataset and period asked for; `batch`, `at` and `actor` of the newest figures, null where none
came; `communes_sent` of `communes` have sent their own (null for a commune and for the province)."""

_PROGRAMMES = frozenset(scheme.code for scheme in PROGRAMMES.values())


@dataclass(frozen=True)
class _Batch:
    at: datetime
    actor: str
    confirmed: bool


@dataclass
class _Sent:
    """What one area has sent for one period: its parts (schemes of payments, otherwise one) with their newest batch."""

    parts: dict[str, int] = field(default_factory=dict)

    def add(self, part: str, batch: int) -> None:
        self.parts[part] = max(batch, self.parts.get(part, 0))


def received(connection: sa.Connection, version: int, as_of: date) -> pl.DataFrame:
    """The board on a day, schema RECEIVED, by dataset, period and area code. Areas are the districts that existed,
    communes where there were none (from 7/2025); before them the province, where it has figures of its own to send or
    has sent payments of the whole.

    Status: "received" = the area's own figures are in, or those of all its communes; of payments both programmes, if
    anybody has sent both for the month. "partial" = some of that. "late" = nothing, and the due day is over; "waiting"
    = nothing yet. "confirmed" = received, and the file carried warnings that its sender confirmed by name: worth a
    second look."""
    areas = queries.areas(connection, version)
    batches = _batches(connection)
    sent = _sent(connection, version)
    rows: list[dict[str, Any]] = []
    for dataset in SHOWN:
        for period in periods(dataset, as_of):
            asked = _Asked(dataset, period, sent.get((dataset, period), {}))
            whole = areas.filter(pl.col("level") == "province", pl.col("area_id").is_in([*asked.sent]))
            owing = _owing(areas, area_day(dataset, period), dataset)
            if dataset == "payments":
                owing = [*((area, []) for area in whole.iter_rows(named=True)), *owing]
            for area, communes in owing:
                rows.append(_row(asked, area, communes, batches, as_of))
    return pl.DataFrame(rows, schema=RECEIVED, orient="row")


@dataclass(frozen=True)
class _Asked:
    """One period of a dataset, with what each area sent for it, by area id."""

    dataset: str
    period: str
    sent: Mapping[int, _Sent]

    @cached_property
    def expected(self) -> frozenset[str]:
        """What makes an area's figures whole: the programmes anybody has sent, or whatever there is beside them."""
        parts = frozenset(part for sent in self.sent.values() for part in sent.parts)
        return parts & _PROGRAMMES or parts


def _row(
    asked: _Asked, area: Mapping[str, Any], below: list[int], batches: Mapping[int, _Batch], as_of: date
) -> dict[str, Any]:
    own = asked.sent.get(area["area_id"], _Sent()).parts
    communes = [asked.sent[commune].parts for commune in below if commune in asked.sent]
    whole = below and len(communes) == len(below)
    of_all = frozenset.intersection(*map(frozenset, communes)) if whole else frozenset()
    newest = max((batch for parts in (own, *communes) for batch in parts.values()), default=None)
    batch = None if newest is None else batches[newest]
    deadline = due(asked.dataset, area["level"], asked.period)
    status: Status
    if batch is None:
        status = "late" if deadline is not None and as_of > deadline.on else "waiting"
    elif asked.expected <= own.keys() | of_all:
        status = "confirmed" if batch.confirmed else "received"
    else:
        status = "partial"
    return {
        "area_id": area["area_id"],
        "area_code": area["code"],
        "area_name": area["name"],
        "area_level": area["level"],
        "dataset": asked.dataset,
        "period": asked.period,
        "status": status,
        "communes_sent": len(communes) if below else None,
        "communes": len(below) or None,
        "batch": newest,
        "at": batch and batch.at,
        "actor": batch and batch.actor,
        "due": deadline and deadline.on,
    }


def _owing(areas: pl.DataFrame, day: date, dataset: str) -> list[tuple[dict[str, Any], list[int]]]:
    """The areas that send figures about a day, the province first, then by code, each with the ids of its communes. The
    province without districts (Ninh Bình) is another office."""
    there = areas.filter((pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day)))
    below: dict[int, list[int]] = defaultdict(list)
    for commune, above in there.filter(level="commune").select("area_id", "parent_id").iter_rows():
        below[above].append(commune)
    districts = there.filter(level="district")
    owing = (there.filter(level="commune") if districts.is_empty() else districts).sort("code")
    if dataset in PROVINCE_OWES and not districts.is_empty():
        owing = pl.concat([there.filter(level="province"), owing])
    return [(area, below.get(area["area_id"], [])) for area in owing.iter_rows(named=True)]


def _sent(connection: sa.Connection, version: int) -> dict[tuple[str, str], dict[int, _Sent]]:
    """(dataset, period asked for) -> area id -> what it sent, from the facts of the version."""
    found: dict[tuple[str, str], dict[int, _Sent]] = defaultdict(lambda: defaultdict(_Sent))
    for statement in _statements(version):
        for dataset, area_id, written, part, batch in connection.execute(statement):
            period = answers(dataset, written)
            if period is not None:
                found[dataset, period][area_id].add(part, batch)
    return found


def _statements(version: int) -> list[sa.Select[Any]]:
    """Newest batch by dataset, area, period and part; a row belongs to the dataset of the batch that wrote it."""
    caseload, observation, target, budget = (_T[name] for name in ("caseload", "observation", "target", "budget_line"))
    none, batch = sa.literal(""), _T["batch"]
    # The province's report came with the installation and answers as its indicators.
    dataset = sa.case((batch.c.dataset == "seed", "indicators"), else_=batch.c.dataset).label("dataset")
    sources: list[tuple[sa.Table, Any, Any, list[Any]]] = [
        (
            caseload,
            caseload.c.month,
            caseload.c.scheme,
            [caseload.c.quality == "uploaded", caseload.c.kind == queries.MONTHLY],
        ),
        (observation, observation.c.period, none, [observation.c.quality.in_(("uploaded", "reported"))]),
        (target, target.c.period, none, []),
        (budget, budget.c.month, none, [budget.c.month != "", budget.c.cumulative_vnd.is_not(None)]),
    ]
    return [
        sa.select(dataset, t.c.area_id, written, part.label("part"), sa.func.max(t.c.batch_from))
        .join_from(t, batch, batch.c.id == t.c.batch_from)
        .where(current_at(t, version), *conditions)
        .group_by(batch.c.dataset, t.c.area_id, written, *([] if part is none else [part]))
        for t, written, part, conditions in sources
    ]


def _batches(connection: sa.Connection) -> dict[int, _Batch]:
    """All batches; the undo of an undo brings back a file with the warnings that were confirmed for it."""
    t = _T["batch"].c
    rows = {row.id: row for row in connection.execute(sa.select(t.id, t.created_at, t.actor, t.confirmed, t.undoes_id))}

    def confirmed(number: int) -> bool:
        undone = rows[number].undoes_id
        if undone is None:
            return bool(json.loads(rows[number].confirmed or "[]"))
        again = rows[undone].undoes_id
        return again is not None and confirmed(again)

    return {number: _Batch(row.created_at, row.actor, confirmed(number)) for number, row in rows.items()}

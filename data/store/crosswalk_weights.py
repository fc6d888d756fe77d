"""Entering which share of a split unit went where, with the source that says so.

A batch says every step of its unit, those it leaves as they are too: whichever batches are taken back, what remains was
entered together and never gives away more than the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.accounts.permission import Permit, allow, guarded
from data.chain import record
from data.engine import Database
from data.locale import _
from data.store.batches import Applied, ConflictError, batch_by_key, insert_batch
from data.store.fact_tables import close_rows, keep_repeats
from data.store.queries import AREA_CHANGE, crosswalk
from data.store.version import lock_version, take_next_version
from data.vocabulary.numbers import written_decimal
from models.access.roles import Action, Actor, Scope
from models.base import Base
from models.geo.crosswalk import Crosswalk, Unit
from models.money import PPM
from models.tables.geography import AreaChange
from models.wording.numbers import moment
from models.wording.words import keepable

KIND, DATASET = "parameters", "crosswalk"
PER_PERCENT = PPM // 100
PLACES = 4
"""Decimal places that a share in percent may have."""
LONGEST_SOURCE: int = AREA_CHANGE.c.evidence.type.length  # type: ignore[attr-defined]
CERTAIN = frozenset({"text", "same code", "same code, new name"})
"""Evidence of the seed that nobody need look at again; what it only infers may be corrected."""
_BATCH = Base.metadata.tables["batch"]


class WeightError(ValueError):
    """Shares that cannot be entered; the message says why, a sentence a fault. Nothing was written."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def share_words(weight_ppm: int) -> str:
    """A share as people write it: "62,5%"."""
    return written_decimal(weight_ppm, PLACES) + "%"


def weight_faults(found: Crosswalk, unit_id: int, percents: Mapping[int, Decimal], source: str) -> tuple[str, ...]:
    """Why these shares of a unit, by successor and in percent, cannot be entered; empty when they can."""
    unit = found.units.get(unit_id)
    if unit is None:
        return (_("Không có đơn vị hành chính này."),)
    allowed = successors_of(found, unit_id)
    if not allowed:
        return (_("{unit} không bị chia nên không cần tỷ lệ.").format(unit=unit.full_name),)
    said = []
    if not percents:
        said.append(_("Chưa ghi tỷ lệ nào."))
    if not source.strip():
        said.append(_("Chưa ghi nguồn của tỷ lệ, ví dụ biểu dân số theo thôn và ngày của biểu."))
    elif len(source.strip()) > LONGEST_SOURCE:
        said.append(_("Nguồn dài quá {longest} ký tự.").format(longest=LONGEST_SOURCE))
    strange = [to for to in percents if to not in allowed]
    if strange:
        names = ", ".join(found.units[to].full_name if to in found.units else str(to) for to in strange)
        said.append(_("{unit} không chia về {others}.").format(unit=unit.full_name, others=names))
    said += [fault for to, percent in percents.items() if to in allowed for fault in _bad(found, to, percent)]
    if not said:
        said += _sums(found, unit_id, percents)
    return tuple(said)


def enter_weights(
    database: Database,
    *,
    unit_id: int,
    percents: Mapping[int, Decimal],
    source: str,
    actor: Actor,
    base_version: int,
    idempotency_key: str,
) -> Applied:
    """Write the shares of a unit by successor, in percent, as one batch; a successor not named keeps what it has.
    Raises WeightError, ConflictError when the unit's steps were written after `base_version`, NotAllowedError and
    DatabaseUnavailableError. The same key again gives the first answer again; what stands so already is not written
    again."""
    source = keepable(source)

    def work(connection: sa.Connection) -> Applied:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.ENTER_SHARES)
        permit.require([Scope()])
        done = batch_by_key(connection, idempotency_key)
        if done is not None:
            return Applied(done.id, done.rows_added, done.rows_closed)
        found = crosswalk(connection, head)
        _refuse_if_touched(connection, base_version, found, unit_id)
        faults = weight_faults(found, unit_id, percents, source)
        if faults:
            raise WeightError(faults)
        return _write(connection, head, _Shares(found, unit_id, percents, source.strip()), permit, idempotency_key)

    return guarded(database, work)


def enterable(found: Crosswalk) -> tuple[Unit, ...]:
    """The units whose shares may be entered or corrected, oldest first."""
    units = (unit for unit in found.units.values() if unit.level == "commune" and successors_of(found, unit.id))
    return tuple(sorted(units, key=lambda unit: (unit.valid_from, unit.code)))


def successors_of(found: Crosswalk, unit_id: int) -> tuple[int, ...]:
    """The successors a share may be entered for; none for a unit that law has wholly passed to one other."""
    steps = found.successors(unit_id)
    if len(steps) == 1 and steps[0].weight_ppm == PPM and steps[0].evidence in CERTAIN:
        return ()
    return tuple(dict.fromkeys([*(step.to_id for step in steps), *found.may_have_become(unit_id)]))


def _bad(found: Crosswalk, to: int, percent: Decimal) -> list[str]:
    name = found.units[to].full_name
    if not percent.is_finite() or not 0 <= percent <= 100:
        return [_("Tỷ lệ về {unit} phải từ 0 đến 100%.").format(unit=name)]
    if percent * PER_PERCENT % 1:
        return [_("Tỷ lệ về {unit} có quá {places} chữ số sau dấu phẩy.").format(unit=name, places=PLACES)]
    return []


def _sums(found: Crosswalk, unit_id: int, percents: Mapping[int, Decimal]) -> list[str]:
    after = {step.to_id: step.weight_ppm for step in found.successors(unit_id) if step.weight_ppm is not None}
    after |= _in_ppm(percents)
    whole = sum(after.values())
    if whole > PPM:
        return [_("Cộng các tỷ lệ được {sum}, quá 100%.").format(sum=share_words(whole))]
    if whole < PPM and set(after) >= set(successors_of(found, unit_id)):
        return [_("Cộng các tỷ lệ mới được {sum}, phải đủ 100%.").format(sum=share_words(whole))]
    return []


def _in_ppm(percents: Mapping[int, Decimal]) -> dict[int, int]:
    return {to: int(percent * PER_PERCENT) for to, percent in percents.items()}


def _refuse_if_touched(connection: sa.Connection, base_version: int, found: Crosswalk, unit_id: int) -> None:
    t = AREA_CHANGE.c
    later = sa.or_(t.batch_from > base_version, t.batch_to > base_version)
    newest = sa.select(sa.func.max(t.batch_from), sa.func.max(t.batch_to)).where(t.from_area_id == unit_id, later)
    number = max((n for n in connection.execute(newest).one() if n is not None), default=None)
    if number is None:
        return
    batch = connection.execute(sa.select(_BATCH).where(_BATCH.c.id == number)).one()
    raise ConflictError(
        _("Tỷ lệ của {unit} đã được {actor} ghi lúc {time}; xem thay đổi rồi ghi lại.").format(
            unit=found.units[unit_id].full_name, actor=batch.actor, time=moment(batch.created_at)
        )
    )


@dataclass(frozen=True)
class _Shares:
    """Checked shares of a unit by successor, in percent, with their source."""

    crosswalk: Crosswalk
    unit_id: int
    percents: Mapping[int, Decimal]
    source: str


def _write(connection: sa.Connection, head: int, shares: _Shares, permit: Permit, key: str) -> Applied:
    t = AREA_CHANGE
    mine = sa.and_(t.c.from_area_id == shares.unit_id, t.c.batch_to.is_(None))
    now = {row["to_area_id"]: row for row in connection.execute(sa.select(t).where(mine)).mappings()}
    written = [
        _row(shares, to, weight)
        for to, weight in _in_ppm(shares.percents).items()
        if to not in now or (now[to]["weight_ppm"], now[to]["evidence"]) != (weight, shares.source)
    ]
    if not written:
        return Applied(head, 0, 0)
    coming = {row["to_area_id"] for row in written}
    closed = [row["id"] for to, row in now.items() if to in coming]
    batch = take_next_version(connection, head)
    insert_batch(connection, batch, KIND, DATASET, actor=permit.name, key=key, added=len(written), closed=len(closed))
    close_rows(connection, t, closed, batch)
    connection.execute(sa.insert(AreaChange), [{**row, "batch_from": batch} for row in written])
    kept = [row["id"] for to, row in now.items() if to not in coming]
    keep_repeats(connection, t, pl.Series("id", kept, pl.Int64), batch)
    record(
        connection,
        permit.name,
        "shares",
        batch=batch,
        unit=shares.crosswalk.units[shares.unit_id].full_name,
        source=shares.source,
        rows=len(written),
        closed=len(closed),
        before=head,
    )
    return Applied(batch, len(written), len(closed))


def _row(shares: _Shares, to: int, weight: int) -> dict[str, Any]:
    """The act stays the one by which the lists changed; what is new is the share and who says so."""
    day = shares.crosswalk.units[to].valid_from
    basis = next(step.basis for step in shares.crosswalk.steps if step.changed_on == day)
    return {
        "from_area_id": shares.unit_id,
        "to_area_id": to,
        "changed_on": day,
        "weight_ppm": weight,
        "basis": basis,
        "evidence": shares.source,
    }

"""From the rows of a `payments` file to caseload rows, and what they would change.

Belongs here: areas by vintage, programme and group to scheme, and the comparison with what is kept. Writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl
import sqlalchemy as sa

from data.store.version import current_at
from models.base import Base
from models.frames import PAYMENTS
from models.periods import Month
from models.policy.schemes import PROGRAMMES

_CASELOAD = Base.metadata.tables["caseload"]
Key = tuple[int, str, str, str, str]
"""Area id, scheme, group code, month, kind: one current row each."""
Status = Literal["new", "changed", "unchanged"]


class UnknownRowError(LookupError):
    """A row names an area or group that does not exist in its month; carries the row's words."""


@dataclass(frozen=True)
class Change:
    """One row of the file against the current row of its key; `old_*` None when there is none."""

    key: Key
    area_code: str
    area_name: str
    people: int
    months: int
    shares: int | None
    amount_vnd: int
    old_id: int | None
    old_people: int | None
    old_amount_vnd: int | None
    same: bool

    @property
    def status(self) -> Status:
        if self.old_id is None:
            return "new"
        return "unchanged" if self.same else "changed"


@dataclass(frozen=True)
class _Unit:
    id: int
    name: str
    valid_from: date
    valid_to: date | None


def changes(connection: sa.Connection, version: int, frame: pl.DataFrame) -> tuple[Change, ...]:
    """Every row of a PAYMENTS frame against the version's caseload. Raises UnknownRowError."""
    assert frame.schema == PAYMENTS
    areas = _areas(connection)
    schemes = _schemes(connection, version)
    current = {
        (row.area_id, row.scheme, row.group_code, row.month, row.kind): row
        for row in connection.execute(
            sa.select(_CASELOAD).where(
                current_at(_CASELOAD, version), _CASELOAD.c.month.in_(frame["period"].unique().to_list())
            )
        )
    }
    found = []
    for row in frame.iter_rows(named=True):
        code = row["commune_code"] or row["district_code"]
        level = "commune" if row["commune_code"] else "district"
        unit = _area_in(areas, code, level, Month.parse(row["period"]).first_day)
        if row["group"] not in schemes:
            raise UnknownRowError(row["group"])
        scheme, group = schemes[row["group"]]
        key = (unit.id, scheme, group, row["period"], row["kind"])
        old = current.get(key)
        new = (row["beneficiaries"], row["months"], row["shares"], row["monthly_amount_vnd"])
        found.append(
            Change(
                key=key,
                area_code=code,
                area_name=unit.name,
                people=row["beneficiaries"],
                months=row["months"],
                shares=row["shares"],
                amount_vnd=row["monthly_amount_vnd"],
                old_id=old.id if old else None,
                old_people=old.people if old else None,
                old_amount_vnd=old.amount_vnd if old else None,
                same=old is not None and (old.people, old.months, old.shares, old.amount_vnd) == new,
            )
        )
    return tuple(found)


def _areas(connection: sa.Connection) -> dict[tuple[str, str], list[_Unit]]:
    area = Base.metadata.tables["area"]
    units: dict[tuple[str, str], list[_Unit]] = {}
    listed = sa.select(area.c.code, area.c.level, area.c.id, area.c.name, area.c.valid_from, area.c.valid_to)
    for code, level, *rest in connection.execute(listed):
        units.setdefault((code, level), []).append(_Unit(*rest))
    return units


def _area_in(units: dict[tuple[str, str], list[_Unit]], code: str, level: str, day: date) -> _Unit:
    for unit in units.get((code, level), []):
        if unit.valid_from <= day and (unit.valid_to is None or unit.valid_to > day):
            return unit
    raise UnknownRowError(code)


def _schemes(connection: sa.Connection, version: int) -> dict[str, tuple[str, str]]:
    """Programme name or group code -> (scheme, group code); '' is the whole programme."""
    t = Base.metadata.tables["benefit_group"]
    rows = connection.execute(sa.select(t.c.scheme, t.c.code).where(current_at(t, version)))
    named = {name: (scheme.code, "") for name, scheme in PROGRAMMES.items()}
    return {**named, **{row.code: (row.scheme, row.code) for row in rows}}

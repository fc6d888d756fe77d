"""What a change touches, in the words of limits: policy areas and areas.

Belongs here: from rows of a fact table to scopes, asked only for people whose role is limited. Does not: deciding
(models/access/roles.py).
"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa

from data.accounts.permission import Permit
from models.access.roles import Scope
from models.base import Base
from models.policy.schemes import SCHEMES

_T = Base.metadata.tables


def of_rows(connection: sa.Connection, rows: pl.DataFrame) -> list[Scope]:
    """The scopes of rows that have "area_id", and "scheme" or "indicator_key" where their table has a policy area."""
    if "area_id" not in rows.columns:
        return [Scope()] if rows.height else []
    kind = next((name for name in ("scheme", "indicator_key") if name in rows.columns), None)
    chains = _chains(connection)
    policies = _policies(connection) if kind is not None else {}
    pairs = rows.select("area_id", kind or pl.lit("").alias("_none")).unique().iter_rows()
    return list(dict.fromkeys(Scope(policies.get(what, ""), chains.get(area_id, ())) for area_id, what in pairs))


def require(connection: sa.Connection, permit: Permit, *changes: pl.DataFrame) -> None:
    """Raise NotAllowedError when a changed row lies outside the limits of the actor's role."""
    if permit.is_limited:
        permit.require(dict.fromkeys(scope for rows in changes for scope in of_rows(connection, rows)))


def _chains(connection: sa.Connection) -> dict[int, tuple[str, ...]]:
    """By area: its code and those of the areas it lies in, the province's last."""
    a = _T["area"].c
    rows = {row.id: row for row in connection.execute(sa.select(a.id, a.code, a.parent_id))}
    chains: dict[int, tuple[str, ...]] = {}
    for area_id in rows:
        codes: list[str] = []
        at: int | None = area_id
        while at is not None:
            codes.append(rows[at].code)
            at = rows[at].parent_id
        chains[area_id] = tuple(codes)
    return chains


def _policies(connection: sa.Connection) -> dict[str, str]:
    """The policy area of every scheme and indicator."""
    i = _T["indicator"].c
    indicators = {row.key: row.policy_area for row in connection.execute(sa.select(i.key, i.policy_area))}
    return {**indicators, **{code: scheme.policy_area for code, scheme in SCHEMES.items()}}

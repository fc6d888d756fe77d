"""The roles people hold: reading and replacing the rows of account_grant.

Belongs here: rows to grants and back. Does not: who may change them (accounts.py).
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from models.access.roles import Grant, Rights, Role
from models.base import Base
from models.tables.accounts import AccountGrant

_GRANT = Base.metadata.tables["account_grant"]


def rights_of(connection: sa.Connection, account_id: int) -> Rights:
    """All grants of an account, in the order of the list of roles."""
    g = _GRANT.c
    rows = connection.execute(sa.select(g.role, g.policy_area, g.area_code).where(g.account_id == account_id))
    found = {Grant(Role(row.role), row.policy_area or None, row.area_code or None) for row in rows}
    order = list(Role)
    return Rights(
        tuple(sorted(found, key=lambda one: (order.index(one.role), one.policy_area or "", one.area_code or "")))
    )


def replace(connection: sa.Connection, account_id: int, wanted: Iterable[Grant]) -> None:
    """Give exactly these grants."""
    connection.execute(sa.delete(_GRANT).where(_GRANT.c.account_id == account_id))
    rows = [
        {
            "account_id": account_id, "role": grant.role.value, "policy_area": grant.policy_area or "",
            "area_code": grant.area_code or "",
        }
        for grant in dict.fromkeys(wanted)
    ]  # fmt: skip
    if rows:
        connection.execute(sa.insert(AccountGrant), rows)


def words_of(grants: Iterable[Grant]) -> list[str]:
    """The grants as an event keeps them: role[:policy area][@area code]."""
    return [
        grant.role.value
        + (f":{grant.policy_area}" if grant.policy_area else "")
        + (f"@{grant.area_code}" if grant.area_code else "")
        for grant in grants
    ]

"""Whether a period has really passed, or the machine's clock has only jumped ahead.

Belongs here: the evidence of work done. Does not: what is thrown away when a period is over (drafts.py, stored_files.py).
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from data.clock import office_time
from models.base import Base

DAYS = 2
"""A clock that jumps forty days ahead shows one new day of work; it would have to stay wrong into a second one."""
_BATCH, _DRAFT = Base.metadata.tables["batch"], Base.metadata.tables["draft"]


def worked_since(connection: sa.Connection, moment: datetime) -> bool:
    """Work was kept on several days of the office after the moment."""
    batches = sa.select(_BATCH.c.created_at).where(_BATCH.c.created_at > moment)
    drafts = sa.select(_DRAFT.c.updated_at).where(_DRAFT.c.updated_at > moment)
    found = [*connection.execute(batches).scalars(), *connection.execute(drafts).scalars()]
    return len({office_time(at).date() for at in found}) >= DAYS

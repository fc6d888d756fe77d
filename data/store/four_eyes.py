"""Two pairs of eyes: where the office asks for it, nobody writes a file they brought or changed themselves.

Belongs here: that one refusal. Whether the office asks for it is a setting (data/accounts/office.py).
"""

from __future__ import annotations

import sqlalchemy as sa

from data.accounts import office
from data.accounts.permission import NotAllowedError, Permit
from data.locale import _
from models.base import Base

_DRAFT = Base.metadata.tables["draft"]


def refuse_own(connection: sa.Connection, permit: Permit, idempotency_key: str) -> None:
    """Raise NotAllowedError when the file of this key is the actor's own work, or nobody else's: a file that came past the drafts
    has been seen by one person only."""
    if permit.rights is None or not office.read(connection).two_pairs_of_eyes:
        return
    row = connection.execute(
        sa.select(_DRAFT.c.actor, _DRAFT.c.changed_by).where(_DRAFT.c.idempotency_key == idempotency_key)
    ).one_or_none()
    if row is None or permit.name in (row.actor, row.changed_by):
        raise NotAllowedError(
            _(
                "Cơ quan quy định người nạp tệp không tự duyệt tệp đó; chưa ghi gì. Bấm “Gửi duyệt” để người khác xem và ghi."
            ),
            permit.name,
            permit.action,
        )

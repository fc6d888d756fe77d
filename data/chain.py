"""The audit chain: adding an event, in the transaction of the deed it tells of, and the chain's head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from data.clock import now, office_time
from data.locale import _
from models.base import Base, canonical, digest
from models.tables.audit import AuditEvent, AuditHead
from models.wording.words import printable

_HEAD = Base.metadata.tables["audit_head"]
LONGEST = 200
"""Characters of one value of an event: names of files come from outside."""


@dataclass(frozen=True)
class Head:
    """The end of the chain at a moment; an empty chain has sequence 0 and no hash."""

    at: datetime
    sequence: int
    hash: str

    def printed(self) -> str:
        """For paper: moment with its offset, number of the last event, its hash."""
        return _("Nhật ký An sinh Hà Nam, {moment}: sự kiện số {sequence}, mã {hash}").format(
            moment=office_time(self.at).isoformat(sep=" ", timespec="seconds"),
            sequence=self.sequence,
            hash=self.hash or "–",
        )


def head(connection: sa.Connection) -> Head:
    """The head as the database says it."""
    row = connection.execute(sa.select(_HEAD.c.sequence, _HEAD.c.hash).where(_HEAD.c.id == 1)).one_or_none()
    return Head(now(), 0, "") if row is None else Head(now(), row.sequence, row.hash)


Value = str | int | None | list[str] | dict[str, str]


def lock_chain(connection: sa.Connection) -> None:
    """Hold the head until the transaction ends. Where nothing was locked before it, the first statement of the
    transaction (version.lock_version locks it too): LOCK TABLE takes no snapshot, so writers queue instead of failing
    each other."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE audit_head IN EXCLUSIVE MODE"))


def record(connection: sa.Connection, actor: str, action: str, *, batch: int | None = None, **detail: Value) -> int:
    """Add an event and return its sequence. `actor` is the person's name as batches keep it; `detail` says what was
    done to what, before and after: never a password, a token or what a file says of persons."""
    lock_chain(connection)
    head = connection.execute(sa.select(_HEAD.c.sequence, _HEAD.c.hash).where(_HEAD.c.id == 1)).one()
    row: dict[str, object] = {
        "sequence": head.sequence + 1,
        "at": now(),
        "actor": clean(actor),
        "action": action,
        "batch_id": batch,
        "detail": canonical({name: _clean(value) for name, value in detail.items() if value is not None}),
        "previous": head.hash,
    }
    row["hash"] = hash_of(row)
    connection.execute(sa.insert(AuditEvent).values(**row))
    connection.execute(sa.update(AuditHead).values(sequence=row["sequence"], hash=row["hash"]))
    return int(head.sequence) + 1


def hash_of(row: dict[str, object]) -> str:
    """SHA-256 of the canonical JSON of an event without its own hash; moments in UTC to the microsecond."""
    at = row["at"]
    assert isinstance(at, datetime)
    told = {name: value for name, value in row.items() if name != "hash"} | {
        "at": at.isoformat(timespec="microseconds")
    }
    return digest(canonical(told))


def clean(text: str) -> str:
    """One line without control characters, however it was sent."""
    line = printable(text, "_")
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {clean(name): clean(item) for name, item in value.items()}
    return value

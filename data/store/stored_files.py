"""Original files: stored with their batch for a period, offered for download, and emptied when the period is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from data.accounts import office
from models.base import Base
from models.tables import batches as tables

_FILE = Base.metadata.tables["stored_file"]


@dataclass(frozen=True)
class StoredFile:
    """A stored file without its bytes. `size` in bytes; 0 = its period is over and the bytes are deleted."""

    filename: str
    keep_until: date
    size: int

    @property
    def is_kept(self) -> bool:
        return self.size > 0


def about(connection: sa.Connection, sha256: str, on: date) -> StoredFile | None:
    """The stored file as of a day, without its bytes; None when there is none."""
    size = sa.case((_FILE.c.keep_until >= on, sa.func.length(_FILE.c.content)), else_=0)
    statement = sa.select(_FILE.c.filename, _FILE.c.keep_until, size.label("size")).where(_FILE.c.sha256 == sha256)
    row = connection.execute(statement).one_or_none()
    return None if row is None else StoredFile(row.filename, row.keep_until, row.size)


def read(connection: sa.Connection, sha256: str, on: date) -> bytes | None:
    """The bytes as they were applied; None when they are not kept on the day."""
    statement = sa.select(_FILE.c.content).where(_FILE.c.sha256 == sha256, _FILE.c.keep_until >= on)
    content = connection.execute(statement).scalar_one_or_none()
    return bytes(content) if content else None


def keep(connection: sa.Connection, sha256: str, filename: str, content: bytes, on: date) -> None:
    """Keep the bytes from a day on, once however often the file comes; a file that comes again is kept as long as a new
    one, and gets back bytes that were emptied."""
    until = on + timedelta(days=office.read(connection).file_days)
    size = connection.execute(
        sa.select(sa.func.length(_FILE.c.content)).where(_FILE.c.sha256 == sha256)
    ).scalar_one_or_none()
    if size is None:
        values = {"sha256": sha256, "filename": filename[:255], "content": content, "keep_until": until}
        connection.execute(sa.insert(tables.StoredFile).values(**values))
    else:
        again = {"keep_until": until} if size else {"keep_until": until, "content": content}
        connection.execute(sa.update(_FILE).where(_FILE.c.sha256 == sha256).values(**again))


def purge(connection: sa.Connection, on: date) -> int:
    """Empty every file whose period is over; returns how many. Name and hash stay."""
    over = sa.and_(_FILE.c.keep_until < on, sa.func.length(_FILE.c.content) > 0)
    return int(connection.execute(sa.update(_FILE).where(over).values(content=b"")).rowcount)

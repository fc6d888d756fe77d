"""What each batch wrote, as one hash a batch: finds a value that has changed on the disk, which no structure check
sees."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa

from models.base import Base

if TYPE_CHECKING:
    from hashlib import _Hash


def seals(connection: sa.Connection) -> dict[str, str]:
    """SHA-256 by batch number: the batch itself, the rows it wrote, closed and said again."""
    batch = Base.metadata.tables["batch"]
    digests: dict[str, _Hash] = defaultdict(hashlib.sha256)
    for row in connection.execute(sa.select(batch).order_by(batch.c.id)):
        digests[str(row.id)].update(_line(batch.name, row))
    for table in Base.metadata.sorted_tables:
        if "batch_from" not in table.c:
            continue
        key = list(table.primary_key)
        written = [column for column in table.c if column.name not in ("batch_from", "batch_to")]
        for row in connection.execute(sa.select(table.c.batch_from, *written).order_by(*key)):
            digests[str(row[0])].update(_line(table.name, row))
        if "batch_to" in table.c:
            closed = sa.select(table.c.batch_to, *key).where(table.c.batch_to.is_not(None)).order_by(*key)
            for row in connection.execute(closed):
                digests[str(row[0])].update(_line("-" + table.name, row))
    again = Base.metadata.tables["repeated_row"]
    for row in connection.execute(sa.select(again.c.batch_id, *again.c).order_by(*again.primary_key)):
        digests[str(row[0])].update(_line(again.name, row))
    return {number: digest.hexdigest() for number, digest in digests.items()}


def changed(now: Mapping[str, str], known: Mapping[str, str]) -> list[int]:
    """Batches whose rows are no longer what they were when `known` was made."""
    return sorted(int(number) for number, seal in known.items() if now.get(number) != seal)


def altered_files(connection: sa.Connection) -> list[str]:
    """Names of kept files and drafts whose bytes no longer have their SHA-256; those let go of are empty."""
    found = []
    for name in ("stored_file", "draft"):
        table = Base.metadata.tables[name]
        for row in connection.execute(sa.select(table.c.sha256, table.c.filename, table.c.content)):
            if row.content and hashlib.sha256(row.content).hexdigest() != row.sha256:
                found.append(str(row.filename))
    return found


def _line(table: str, row: Sequence[object]) -> bytes:
    return (json.dumps([table, *map(_plain, row)], ensure_ascii=True) + "\n").encode()


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, (date, datetime)) else value

"""Events as a file for Vietnamese Excel: one event, one line.

Belongs here: the columns. With moments to the microsecond, detail and hashes as they are kept, the file alone can be checked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from data.audit.words import action_words, detail_words
from data.clock import office_time
from data.export.csv_file import csv_bytes
from data.locale import _

LINES_AT_ONCE = 2000


def headings() -> list[str]:
    return [
        _("Số"), _("Lúc"), _("Người"), _("Việc"), _("Bản số liệu"), _("Nội dung"), _("Mã việc"), _("Chi tiết (JSON)"),
        _("Mã sự kiện trước"), _("Mã sự kiện"),
    ]  # fmt: skip


def line(row: sa.Row[Any]) -> list[str | int | None]:
    """The moment is the office's with its offset from UTC."""
    return [
        row.sequence, office_time(row.at).isoformat(timespec="microseconds"), row.actor, action_words(row.action), row.batch_id,
        detail_words(row.detail), row.action, row.detail, row.previous, row.hash,
    ]  # fmt: skip


def parts(rows: Iterable[sa.Row[Any]]) -> Iterator[bytes]:
    """The file piece by piece; the first holds the heading."""
    kept: list[list[str | int | None]] = []
    first = True
    for row in rows:
        kept.append(line(row))
        if len(kept) == LINES_AT_ONCE:
            yield _bytes(kept, first)
            kept, first = [], False
    if kept or first:
        yield _bytes(kept, first)


def _bytes(rows: list[list[str | int | None]], first: bool) -> bytes:
    content = csv_bytes(headings(), rows)
    return content if first else content.split(b"\r\n", 1)[1]

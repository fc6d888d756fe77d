"""Anchored heads: what the end of the chain was, kept outside the database, so that a cut tail is found."""

from __future__ import annotations

import json
import logging
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from data.clock import now, office_time
from data.engine import Database, open_database
from data.errors import DatabaseUnavailableError, error_line
from data.locale import _
from data.settings import Settings
from models.base import Base
from models.canonical import canonical

FILE = "dau-nhat-ky.jsonl"
EVERY_SECONDS = 3600
Reason = Literal["start", "hour", "export", "check", "restore"]
_HEAD = Base.metadata.tables["audit_head"]
_HASH = re.compile(r"[0-9a-f]{64}|")

log = logging.getLogger("ansinh")


@dataclass(frozen=True)
class Head:
    """The end of the chain at a moment; an empty chain has sequence 0 and no hash."""

    at: datetime
    sequence: int
    hash: str

    @property
    def day(self) -> date:
        return office_time(self.at).date()

    def printed(self) -> str:
        """For paper: day, moment with offset, number of the last event, its hash."""
        return _("Nhật ký An sinh Hà Nam, {moment}: sự kiện số {sequence}, mã {hash}").format(
            moment=office_time(self.at).isoformat(sep=" ", timespec="seconds"),
            sequence=self.sequence,
            hash=self.hash or "–",
        )


@dataclass(frozen=True)
class Anchors:
    """Heads that the chain must still have (sequence -> hash), when the last was kept, and lines that cannot be
    read."""

    heads: dict[int, str]
    last: Head | None
    unreadable: tuple[int, ...] = ()


def current(connection: sa.Connection) -> Head:
    """The head as the database says it."""
    row = connection.execute(sa.select(_HEAD.c.sequence, _HEAD.c.hash).where(_HEAD.c.id == 1)).one_or_none()
    return Head(now(), 0, "") if row is None else Head(now(), row.sequence, row.hash)


def path_of(settings: Settings) -> Path:
    return settings.data_dir / FILE


def anchor(database: Database, settings: Settings, reason: Reason) -> Head:
    """Keep the present head as a line of the file and on the disk. Raises DatabaseUnavailableError and OSError."""
    with database.reading() as connection:
        head = current(connection)
    line = canonical(
        {"at": head.at.isoformat(timespec="microseconds"), "hash": head.hash, "sequence": head.sequence, "why": reason}
    )
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    file = os.open(path_of(settings), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # One write: processes that share the folder do not mix their lines. A line cut off by a full disk ends here.
        os.write(file, f"\n{line}\n".encode())
        os.fsync(file)
    finally:
        os.close(file)
    return head


def anchor_quietly(database: Database, settings: Settings, reason: Reason) -> Head | None:
    """As `anchor`, where the deed it belongs to must not fail for it: a fault is a line of the log."""
    try:
        return anchor(database, settings, reason)
    except (DatabaseUnavailableError, OSError) as error:
        log.error("audit head not anchored: %s", error_line(error))
        return None


def read(settings: Settings) -> Anchors:
    """What the file says. A restored backup lets go of what was kept of events it does not have; the restore is a line
    itself."""
    kept: dict[int, str] = {}
    last, unreadable = None, []
    for number, text in _lines(path_of(settings)):
        try:
            head, reason = _parsed(text)
        except (ValueError, KeyError, TypeError):
            unreadable.append(number)
            continue
        if reason == "restore":
            kept = {sequence: hash_ for sequence, hash_ in kept.items() if sequence < head.sequence}
        if head.sequence:
            # A second hash for one number is kept beside by never letting go of the first: the chain can have one only.
            kept.setdefault(head.sequence, head.hash)
        last = head
    return Anchors(kept, last, tuple(unreadable))


def keep_anchoring(settings: Settings) -> threading.Event:
    """A line now, then one an hour when something was recorded, and each day in any case, until the event is set."""
    stop = threading.Event()
    last = _once(settings, "start", None)

    def work() -> None:
        kept = last
        while not stop.wait(EVERY_SECONDS):
            kept = _once(settings, "hour", kept)

    threading.Thread(target=work, name="audit-heads", daemon=True).start()
    return stop


def _once(settings: Settings, reason: Reason, last: Head | None) -> Head | None:
    try:
        database = open_database(settings)
    except DatabaseUnavailableError as error:
        log.error("audit head not anchored: %s", error_line(error))
        return last
    try:
        if last is not None:
            with database.reading() as connection:
                head = current(connection)
            if (head.sequence, head.hash, head.day) == (last.sequence, last.hash, last.day):
                return last
        return anchor_quietly(database, settings, reason) or last
    except DatabaseUnavailableError as error:
        log.error("audit head not anchored: %s", error_line(error))
        return last
    finally:
        database.dispose()


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for number, text in enumerate(file, start=1):
                if text.strip():
                    yield number, text
    except FileNotFoundError:
        return


def _parsed(text: str) -> tuple[Head, str]:
    told = json.loads(text)
    head = Head(datetime.fromisoformat(told["at"]), int(told["sequence"]), str(told["hash"]))
    if (
        head.at.tzinfo is None
        or head.sequence < 0
        or not _HASH.fullmatch(head.hash)
        or bool(head.sequence) != bool(head.hash)
    ):
        raise ValueError("no head")
    return head, str(told["why"])

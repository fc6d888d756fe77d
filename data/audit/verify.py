"""Checking the chain: that nothing recorded has since been changed, taken out, put in or moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from data.accounts.permission import allow
from data.chain import hash_of
from data.engine import Database
from data.locale import _
from models.access.roles import Action, Actor
from models.base import Base
from models.wording.words import N_

ON_A_PAGE = 2000
MOST_FINDINGS = 20
_EVENT, _HEAD = Base.metadata.tables["audit_event"], Base.metadata.tables["audit_head"]
GUARDS = {
    "sqlite": ("audit_event_no_update", "audit_event_no_delete"),
    "postgresql": ("audit_event_no_change", "audit_event_no_truncate"),
}
Progress = Callable[[int, int], None]
_WORDS: dict[str, str] = {
    "edited": N_("Sự kiện số {sequence} đã bị sửa sau khi ghi: nội dung không khớp mã của nó."),
    "gap": N_("Thiếu sự kiện từ số {sequence}: đã bị xóa khỏi nhật ký."),
    "number": N_("Sự kiện số {sequence} thừa hoặc trùng số: đã bị chèn vào nhật ký."),
    "link": N_("Sự kiện số {sequence} không nối với sự kiện đứng trước: đã bị chèn, đổi chỗ hoặc thay."),
    "head": N_("Cuối chuỗi không khớp ở sự kiện số {sequence}: phần cuối bị cắt, hoặc bị ghi thêm ngoài phần mềm."),
    "cut": N_("Mất phần cuối từ sự kiện số {sequence}: một bản sao lưu còn giữ mã chốt của sự kiện sau đó."),
    "rewritten": N_(
        "Sự kiện số {sequence} khác với mã chốt giữ trong bản sao lưu: nhật ký đã bị ghi lại từ đó hoặc trước đó."
    ),
    "unguarded": N_(
        "Cơ sở dữ liệu không còn chặn việc sửa, xóa nhật ký (bộ chặn đã bị gỡ). Khôi phục từ bản sao lưu, hoặc báo nhà "
        "cung cấp."
    ),
}
KINDS = frozenset(_WORDS)


@dataclass(frozen=True)
class Finding:
    """One event at which the chain is broken; `sequence` None: it is about the whole chain."""

    kind: str
    sequence: int | None = None

    @property
    def words(self) -> str:
        return _(_WORDS[self.kind]).format(sequence=self.sequence)


@dataclass(frozen=True)
class Report:
    """`checked` events were read; `sequence` and `hash` are the last one's; `findings` in the order of events, those of
    no event last; `compared` heads of backups were compared with the chain."""

    checked: int
    sequence: int
    hash: str
    findings: tuple[Finding, ...]
    compared: int

    @property
    def ok(self) -> bool:
        return not self.findings

    @property
    def remarks(self) -> list[str]:
        """No break, but to be known."""
        if self.compared:
            return []
        return [_("Chưa có bản sao lưu nào giữ mã chốt, nên chưa phát hiện được nếu phần cuối nhật ký bị cắt.")]


def verify(
    database: Database, heads: Mapping[int, str], *, actor: Actor, progress: Progress = lambda _done, _all: None
) -> Report:
    """Walk the whole chain, a page at a time, each in a reading of its own: writers wait for none of it, and what they
    add meanwhile is walked too. `heads` (sequence -> hash) are those kept in backups (data/backup.py). Raises
    NotAllowedError and DatabaseUnavailableError."""
    with database.reading() as connection:
        allow(connection, actor, Action.READ_AUDIT)
        findings = _unguarded(connection)
    walk = _Walk(heads)
    while walk.page(database):
        progress(walk.checked, walk.total)
    findings = [*walk.findings, *findings]
    progress(walk.checked, walk.checked)
    findings.sort(key=lambda found: (found.sequence is None, found.sequence or 0))
    return Report(walk.checked, walk.sequence, walk.hash, tuple(findings[:MOST_FINDINGS]), len(heads))


class _Walk:
    """Where the walk is: the event before, and what has been found."""

    def __init__(self, heads: Mapping[int, str]) -> None:
        self.sequence, self.hash = 0, ""
        self.after: int | None = None
        self.checked = self.total = 0
        self.findings: list[Finding] = []
        self._heads = heads

    def page(self, database: Database) -> bool:
        """Check the next events; False after the last, when the ends have been compared."""
        with database.reading() as connection:
            head = connection.execute(sa.select(_HEAD.c.sequence, _HEAD.c.hash).where(_HEAD.c.id == 1)).one_or_none()
            rows = connection.execute(_next_events(self.after, database.is_sqlite)).mappings().all()
        self.total = max(self.checked + len(rows), head.sequence if head is not None else 0)
        for row in rows:
            self._event(dict(row))
        if not rows:
            self._ends(head)
        return bool(rows)

    def _event(self, row: dict[str, object]) -> None:
        sequence, own = row["sequence"], row["hash"]
        assert isinstance(sequence, int)
        if sequence != self.sequence + 1:
            self._found("gap" if sequence > self.sequence + 1 else "number", min(sequence, self.sequence + 1))
        elif row["previous"] != self.hash:
            self._found("link", sequence)
        elif own != _recomputed(row):
            self._found("edited", sequence)
        if sequence in self._heads and self._heads[sequence] != own:
            self._found("rewritten", sequence)
        # From here on the chain is held against what stands: one change is one finding, and a second one is found too.
        self.sequence, self.hash, self.after = sequence, str(own), sequence
        self.checked += 1

    def _ends(self, head: sa.Row[Any, Any] | None) -> None:
        if head is None or (head.sequence, head.hash) != (self.sequence, self.hash):
            self._found(
                "head", self.sequence + 1 if head is not None and head.sequence > self.sequence else self.sequence
            )
        if max(self._heads, default=0) > self.sequence:
            self._found("cut", self.sequence + 1)

    def _found(self, kind: str, sequence: int) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(kind, sequence))


def _next_events(after: int | None, sqlite: bool) -> sa.Select[Any]:
    """SQLite gives moments as it keeps them: what somebody has written there need not be a moment."""
    columns = [
        sa.type_coerce(column, sa.String).label("at") if sqlite and column.name == "at" else column
        for column in _EVENT.c
    ]
    statement = sa.select(*columns).order_by(_EVENT.c.sequence).limit(ON_A_PAGE)
    return statement if after is None else statement.where(_EVENT.c.sequence > after)


def _recomputed(row: dict[str, object]) -> str:
    """The hash the row should have; "" where it holds what no event holds."""
    at = row["at"]
    try:
        if isinstance(at, str):
            at = datetime.fromisoformat(at).replace(tzinfo=UTC)
        assert isinstance(at, datetime)
        return hash_of({**row, "at": at.astimezone(UTC)})
    except (AssertionError, TypeError, ValueError, OverflowError):
        return ""


def _unguarded(connection: sa.Connection) -> list[Finding]:
    """Whether the database itself still refuses to change events."""
    if connection.dialect.name == "sqlite":
        statement = sa.text("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_event'")
    else:
        statement = sa.text(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass('audit_event') AND NOT tgisinternal AND "
            "tgenabled = 'O'"
        )
    there = set(connection.execute(statement).scalars())
    return [] if there.issuperset(GUARDS[connection.dialect.name]) else [Finding("unguarded")]

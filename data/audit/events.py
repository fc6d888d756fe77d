"""Reading audit events, and recording what is downloaded."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.accounts.permission import NOBODY_WORDS, NotAllowedError, allow, guarded, name_of, write_refusal
from data.accounts.sessions import signed_in
from data.chain import clean, lock_chain, record
from data.engine import Database
from data.errors import DatabaseUnavailableError, error_line
from models.access.roles import Action, Actor, Operator, Person
from models.base import Base
from models.periods import OFFICE_ZONE

EVENTS = pl.Schema(
    [
        ("sequence", pl.Int64()),
        ("at", pl.Datetime("us", "UTC")),
        ("actor", pl.String()),
        ("action", pl.String()),
        ("batch_id", pl.Int64()),
        ("detail", pl.String()),
        ("previous", pl.String()),
        ("hash", pl.String()),
    ]
)
MOST_COUNTED = 2_500
"""More are counted as "more than": a count of all would read the whole table at every look."""
MOST_SEARCHED = 30_000
"""Events, newest first of those that fit the other filters, in which a text is looked for."""
AT_ONCE = 2000
_EVENT = Base.metadata.tables["audit_event"]
_FEW = sa.text(
    "WITH RECURSIVE found(actor) AS (SELECT min(actor) FROM audit_event UNION ALL SELECT (SELECT min(e.actor) FROM "
    "audit_event AS e WHERE e.actor > found.actor) FROM found WHERE found.actor IS NOT NULL) SELECT actor FROM found "
    "WHERE actor IS NOT NULL LIMIT 500"
)
"""Each actor once, by a step of the index for each instead of reading all of it."""


@dataclass(frozen=True)
class Wanted:
    """Filters that all hold; days are the office's, `last` included; `text` stands in the detail, or in the actor's
    name."""

    actor: str | None = None
    action: str | None = None
    first: date | None = None
    last: date | None = None
    text: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out."""
        return self != Wanted()


@dataclass(frozen=True)
class Found:
    """A page of events, schema EVENTS, newest first, and how many fit: at most MOST_COUNTED are counted."""

    rows: pl.DataFrame
    count: int

    @property
    def is_more(self) -> bool:
        return self.count > MOST_COUNTED


def find(database: Database, wanted: Wanted, *, actor: Actor, page: int = 1, size: int = 25) -> Found:
    """Raises NotAllowedError and DatabaseUnavailableError. Pages past what is counted are empty."""
    with database.reading() as connection:
        allow(connection, actor, Action.READ_AUDIT)
        fitting = _fitting(connection, wanted)
        numbers = list(connection.execute(fitting.limit(MOST_COUNTED + 1)).scalars())
        shown = numbers[:MOST_COUNTED][(page - 1) * size : page * size]
        rows = connection.execute(_whole(shown)).all()
    return Found(frame(rows), len(numbers))


def every(database: Database, wanted: Wanted, *, actor: Actor, most: int | None = None) -> Iterator[sa.Row[Any]]:
    """All that fit, newest first, in readings of AT_ONCE: for files. Raises as `find`, at the first one."""
    after: int | None = None
    given = 0
    while most is None or given < most:
        limit = AT_ONCE if most is None else min(AT_ONCE, most - given)
        with database.reading() as connection:
            allow(connection, actor, Action.READ_AUDIT)
            page = _fitting(connection, wanted, after).limit(limit)
            rows = connection.execute(_whole(list(connection.execute(page).scalars()))).all()
        yield from rows
        if len(rows) < limit:
            return
        given += len(rows)
        after = rows[-1].sequence


def actors(database: Database, *, actor: Actor) -> list[str]:
    """Everybody who stands in the chain, by name. Raises as `find`."""
    with database.reading() as connection:
        allow(connection, actor, Action.READ_AUDIT)
        return [name for name in connection.execute(_FEW).scalars() if name]


def frame(rows: list[sa.Row[Any]] | Any) -> pl.DataFrame:
    """Rows of the table with exactly the columns and types of EVENTS."""
    return pl.DataFrame([tuple(row) for row in rows], schema=EVENTS, orient="row")


def _fitting(connection: sa.Connection, wanted: Wanted, after: int | None = None) -> sa.Select[Any]:
    """The numbers of the events that fit, newest first, below `after`: a walk down one index, which ends as soon as
    enough are found. Days become numbers first, because a walk by day would have to be sorted."""
    e = _EVENT.c
    statement = sa.select(e.sequence).order_by(e.sequence.desc())
    if wanted.actor is not None:
        statement = statement.where(e.actor == clean(wanted.actor))
    if wanted.action is not None:
        statement = statement.where(e.action == clean(wanted.action))
    days = _days(wanted)
    if days:
        ends = sa.select(sa.func.min(e.sequence), sa.func.max(e.sequence)).where(
            *(condition(e.at) for condition in days)
        )
        lowest, highest = connection.execute(ends).one()
        # A clock may have been set meanwhile: within the numbers each moment is asked, past the index of moments.
        moment = sa.func.coalesce(e.at, e.at, type_=e.at.type)
        within = e.sequence.between(lowest or 0, highest or 0)
        statement = statement.where(within, *(condition(moment) for condition in days))
    text = clean(wanted.text.strip())
    if text:
        last = statement.limit(1).offset(MOST_SEARCHED - 1)
        floor = connection.execute(last).scalar_one_or_none()
        statement = statement if floor is None else statement.where(e.sequence >= floor)
        # SQLite's LIKE does not tell capitals of ASCII letters from small ones as it is.
        has = "contains" if connection.dialect.name == "sqlite" else "icontains"
        said = (getattr(column, has)(text, autoescape=True) for column in (e.detail, e.actor))
        statement = statement.where(sa.or_(*said))
    return statement if after is None else statement.where(e.sequence < after)


def _days(wanted: Wanted) -> list[Callable[[sa.ColumnElement[datetime]], sa.ColumnElement[bool]]]:
    conditions: list[Callable[[sa.ColumnElement[datetime]], sa.ColumnElement[bool]]] = []
    if wanted.first is not None:
        begin = _begin(wanted.first)
        conditions.append(lambda moment: moment >= begin)
    if wanted.last is not None:
        end = _begin(wanted.last + timedelta(days=1))
        conditions.append(lambda moment: moment < end)
    return conditions


def _whole(numbers: list[int]) -> sa.Select[Any]:
    return sa.select(_EVENT).where(_EVENT.c.sequence.in_(numbers)).order_by(_EVENT.c.sequence.desc())


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), OFFICE_ZONE)


log = logging.getLogger("ansinh")


@dataclass(frozen=True)
class Export:
    """What is taken: the button's words, the file's name, the page's address, the data version on the screen."""

    what: str
    filename: str
    page: str
    version: int


def export(
    database: Database, wanted: Export, make: Callable[[], bytes], *, actor: Actor, login_required: bool
) -> bytes:
    """The file, recorded. Raises NotAllowedError (recorded too) before anything is made, and whatever `make` raises.

    Reading goes on where the database cannot be written (a full disk): then the file is given, and the server's log has
    the line that the chain could not take."""

    def ask(connection: sa.Connection) -> str:
        return _taker(connection, actor, login_required)

    try:
        with database.reading() as connection:
            ask(connection)
    except NotAllowedError as refused:
        write_refusal(database, refused)
        raise
    content = make()

    def work(connection: sa.Connection) -> None:
        lock_chain(connection)
        record(
            connection,
            ask(connection),
            "export",
            filename=wanted.filename,
            what=wanted.what,
            page=wanted.page,
            version=wanted.version,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )

    try:
        guarded(database, work)
    except DatabaseUnavailableError as error:
        log.error("export without an event: %s %s", _session(actor), error_line(error))
    return content


def _taker(connection: sa.Connection, actor: Actor, login_required: bool) -> str:
    """Who takes it, as events name them; where reading is open, whose session is over is a guest like any other."""
    if login_required or isinstance(actor, Operator):
        return allow(connection, actor, Action.EXPORT).name
    person = signed_in(connection, actor.session) if isinstance(actor, Person) else None
    return name_of(person) if person is not None else NOBODY_WORDS


def _session(actor: Actor) -> str:
    """Enough to find the session's login in the chain; no name in a log."""
    return actor.session[:12] if isinstance(actor, Person) else type(actor).__name__

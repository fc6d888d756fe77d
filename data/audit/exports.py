"""Every file that leaves the app is an event: who took what, of which version.

Belongs here: asking, making the file, recording it. Does not: the buttons (pages/ui/session/downloads.py) or what is in the files
(data/export).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from data.accounts.permission import NOBODY_WORDS, NotAllowedError, allow, guarded, name_of, write_refusal
from data.accounts.sessions import signed_in
from data.audit.chain import lock_chain, record
from data.database_errors import DatabaseUnavailableError
from data.engine import Database
from data.error_line import error_line
from models.access.actor import Actor, Operator, Person
from models.access.roles import Action

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

    Reading goes on where the database cannot be written (a full disk): then the file is given, and the server's log has the line
    that the chain could not take."""

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
        record(connection, ask(connection), "export", filename=wanted.filename, what=wanted.what, page=wanted.page,
               version=wanted.version, size=len(content), sha256=hashlib.sha256(content).hexdigest())  # fmt: skip

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

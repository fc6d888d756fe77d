"""The acting person: an argument of every command."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody with a session; `session` is the digest of their cookie, as the session's row is named."""

    session: str


@dataclass(frozen=True)
class Operator:
    """A person who runs a command at the server itself and could open the database file anyway: start-up, backup,
    restore, accounts from the command line. Never made by a page."""

    name: str


@dataclass(frozen=True)
class Anonymous:
    """Not signed in: reads where reading is open, writes nothing."""


Actor = Person | Operator | Anonymous
NOBODY = Anonymous()

"""What this process has told which session: numbers of Streamlit's own sessions and addresses of files made for downloading.

Belongs here: that memory. It is what makes such a number or address useless in other hands: Streamlit itself asks for nothing more.
Nobody's session is the empty name; what nobody was told, everybody may ask for.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from dataclasses import dataclass

from google.protobuf.message import DecodeError
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MOST_FILES = 20_000
_FILE = re.compile(rb"/media/([0-9a-f]{16,128}(?:\.[A-Za-z0-9]{1,8})?)")
LATER = 5.0
"""Seconds for which a number is known longer than Streamlit keeps its session."""


@dataclass
class _Owner:
    session: str
    left: float | None = None


class Told:
    """One per process, on the event loop."""

    def __init__(self) -> None:
        self._owners: dict[str, _Owner] = {}
        self._files: OrderedDict[str, set[str]] = OrderedDict()

    def note_number(self, number: str, session: str) -> None:
        """A browser of that session is connected under Streamlit's number."""
        self._sweep()
        self._owners[number] = _Owner(session)

    def note_left(self, number: str) -> None:
        if number in self._owners:
            self._owners[number].left = time.monotonic()

    def has_left(self, number: str) -> bool:
        """Whether nobody has come back to it for as long as Streamlit waits."""
        found = self._owners.get(number)
        return found is not None and found.left is not None and found.left <= time.monotonic() - seconds_kept()

    def owner(self, number: str) -> str | None:
        """The session to which the number was told; None for a number that is not known."""
        found = self._owners.get(number)
        return found.session if found is not None else None

    def note_files(self, message: bytes, session: str) -> None:
        """Remember what a message to a browser lets it fetch."""
        if b"/media/" not in message:
            return
        for found in _FILE.findall(message):
            name = found.decode()
            self._files.setdefault(name, set()).add(session)
            self._files.move_to_end(name)
        while len(self._files) > MOST_FILES:
            self._files.popitem(last=False)

    def may_fetch(self, name: str, session: str) -> bool:
        return bool(self._files.get(name, set()) & {session, ""})

    def _sweep(self) -> None:
        gone = time.monotonic() - seconds_kept() - 2 * LATER
        for number in [n for n, one in self._owners.items() if one.left is not None and one.left < gone]:
            del self._owners[number]


def seconds_kept() -> float:
    """For how long Streamlit waits for a page whose line was cut."""
    return float(config.get_option("server.disconnectedSessionTTL"))


def number_in(message: bytes) -> str:
    """Streamlit's number of the session, in the message by which a run begins; empty in any other."""
    try:
        read = ForwardMsg.FromString(message)
    except DecodeError:
        return ""
    return read.new_session.initialize.session_id if read.WhichOneof("type") == "new_session" else ""

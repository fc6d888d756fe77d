"""Messages of the child process: lines of JSON on its standard output.

An array is rows, [line, row, cells] of a text or [row, cells, numeric] of a sheet, `numeric` having bit n set where
cell n is a true number. An object is {"sheet": {name, hidden}} before the rows of a sheet, {"ends": {width, merges,
...}} after them, {"book": {...}} at the end of a file that was read, or {"refusal": {code, ...}} at the end of one that
was not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from data.parsing.limits import MOST_HANDED_BYTES, Refusal

_ROWS_A_LINE = 1_000


class Handover:
    """Writes rows in portions, so that neither side holds a second copy of the file."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._rows: list[list[Any]] = []
        self._characters = 0
        self._handed = 0

    def row(self, row: list[Any], characters: int) -> None:
        self._rows.append(row)
        self._characters += characters
        if len(self._rows) >= _ROWS_A_LINE or self._characters > 1_000_000:
            self.flush()

    def say(self, **message: Any) -> None:
        self.flush()
        self._write(message)

    def flush(self) -> None:
        if self._rows:
            self._write(self._rows)
            self._rows = []
            self._characters = 0

    def refuse(self, refusal: Refusal) -> None:
        """Write the refusal as the last message; rows not yet written are dropped, and the limit of bytes no longer
        applies."""
        self._rows = []
        self._handed = 0
        self._write({"refusal": {"code": refusal.code} | refusal.details})

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn any exception of the block into the refusal of the file."""
        try:
            yield
        except Refusal as refusal:
            self.refuse(refusal)
        except (MemoryError, RecursionError):
            self.refuse(Refusal("heavy"))
        except Exception:
            # Of what a library says, nothing is passed on: it may quote the file.
            self.refuse(Refusal("unreadable"))

    def _write(self, message: object) -> None:
        line = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        self._handed += len(line)
        if self._handed > MOST_HANDED_BYTES:
            raise Refusal("too_much")
        self._out.write(line)
        self._out.write(b"\n")

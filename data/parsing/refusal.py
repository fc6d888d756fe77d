"""Why a file cannot be read, as a code with its place.

Belongs here: the one exception of this room. Does not: words for people, which data/vocabulary/refusal_words.py has.
"""

from __future__ import annotations


class Refusal(Exception):
    """A code of data.ingest.refusal_words.WORDS with what its sentence needs ("line", "row", "sheet", "cell", "name", ...)."""

    def __init__(self, code: str, **details: str | int | list[str]) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def line_at(before: str) -> int:
    """The number of the line on which this text ends, whatever the line endings."""
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1

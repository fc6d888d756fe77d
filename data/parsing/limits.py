"""Limits of a file, and the refusal that the child process raises."""

from __future__ import annotations

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED_BYTES = 40 * 1024 * 1024
MOST_PARTS = 1_000
MOST_SHEETS = 300
# Excel itself lets a workbook have 65.490.
MOST_STYLES = 65_490
# Four to a cell: as many as 40 MB of ordinary cells have.
MOST_TAGS = 5_000_000
# No cell's text is half as long; a tag of a million attributes takes minutes.
LONGEST_TAG_BYTES = 1024 * 1024
MOST_MERGES = 100_000
# Rows that a workbook makes of stray cells far below others: each sheet may be as long as the longest table.
MOST_SPANNED_ROWS = 400_000
LAST_ROW = 1_048_576
MOST_ROWS = 50_000
TITLE_ROWS = 40
MOST_COLUMNS = 64
MOST_CHARACTERS = 32_767
# A text that is mostly line ends is refused before a single line of it is made.
MOST_LINE_ENDS = 8 * MOST_ROWS
LONGEST_LINE = 2_000_000
# One shared string may stand in a million cells: what is handed over is counted, not what was read.
MOST_HANDED_BYTES = 64 * 1024 * 1024

MEMORY_BYTES = 1024 * 1024 * 1024
SECONDS = 30


class Refusal(Exception):
    """A code of data.vocabulary.problems.REFUSAL_WORDS with the values of its sentence ("line", "row", "sheet", "cell",
    "name", ...)."""

    def __init__(self, code: str, **details: str | int | list[str]) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def line_at(before: str) -> int:
    """The number of the line on which this text ends, whatever the line endings."""
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1

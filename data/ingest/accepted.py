"""Whether a column takes a text, before there is a row to hold it.

Belongs here: what a cell of a text or period column is read as. Does not: numbers, or areas.
"""

from __future__ import annotations

from data.clock import today
from data.ingest.contracts import Column
from data.vocabulary.periods import read_period
from data.vocabulary.problems import Fault
from models.periods import Month


def read_text(column: Column, text: str) -> str | Fault:
    """What the column keeps of a cleaned text, or why it cannot."""
    if column.measure == "period":
        period = read_period(text, today().year + 1)
        return str(period) if isinstance(period, Month) else period
    if column.read_by is not None:
        return column.read_by(text, today())
    return text if column.read is None else column.read(text)


def takes(column: Column, text: str) -> bool:
    """Whether the column reads the text without a fault."""
    return isinstance(read_text(column, text), str)

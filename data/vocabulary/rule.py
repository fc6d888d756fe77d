"""One dated rule as entered: what it is about, its value, its four dates, its document and how it is known.

Belongs here: the record, what may never be false of it, and its frame. Does not: reading it from text, or keeping it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date

import polars as pl

from data.vocabulary.parameter_names import EVIDENCE_WORDS
from models.frames import PARAMETER_FILE

MOST_DOCUMENT = 200
"""Characters of a document's name that are kept."""


@dataclass(frozen=True)
class Rule:
    """`name` is a parameter of law or an amount of merit (parameter_names.py), `value` whole đồng or percent; `first_paid` is the
    first day of the month whose list is the first at this value. ValueError where a rule cannot be so."""

    name: str
    value: int
    issued_on: date | None
    applies_from: date
    in_force_from: date | None
    first_paid: date | None
    document: str
    evidence: str

    def __post_init__(self) -> None:
        if self.value <= 0 or self.applies_from.day != 1 or self.evidence not in EVIDENCE_WORDS:
            raise ValueError(f"no such rule: {self}")
        if self.first_paid is not None and (self.first_paid.day != 1 or self.first_paid < self.applies_from):
            raise ValueError(f"paid before it applies: {self}")
        if not 0 < len(self.document) <= MOST_DOCUMENT:
            raise ValueError(f"a rule needs its document: {self}")

    @property
    def key(self) -> tuple[str, date]:
        """What one file may say only once, and of which one row is current."""
        return self.name, self.applies_from


def rules_frame(rules: Iterable[Rule]) -> pl.DataFrame:
    """The frame of models.frames.PARAMETER_FILE, one row a rule, in their order."""
    return pl.DataFrame([astuple(rule) for rule in rules], schema=PARAMETER_FILE, orient="row")


def rules_of(frame: pl.DataFrame) -> tuple[Rule, ...]:
    """The rules of a frame of models.frames.PARAMETER_FILE."""
    return tuple(Rule(*row) for row in frame.iter_rows())

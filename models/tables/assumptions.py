"""Starting assumptions: what a lever is taken to be while neither a file nor the law says so."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Column, Text
from sqlmodel import Field

from models.base import Versioned, one_current_row
from models.tables.parameters import EVIDENCE_CHECK

BASES = ("reported", "statutory", "derived", "national_average", "example")
"""How an assumption was come by."""


class StartingAssumption(Versioned, table=True):
    """The value of a lever, as a link writes it, on days of the clock from `known_from` to `known_until` (empty = no
    end), with the least and the most it may be. `when_given` names levers, divided by spaces: the row holds only where
    one of them is given."""

    __tablename__ = "starting_assumption"
    __table_args__ = (
        CheckConstraint(f"basis IN {BASES}", name="basis"),
        CheckConstraint(EVIDENCE_CHECK, name="evidence"),
        CheckConstraint("(low IS NULL) = (high IS NULL)", name="ends"),
        CheckConstraint("low IS NULL OR low <= high", name="range"),
        CheckConstraint("known_until IS NULL OR known_until >= known_from", name="known_until"),
        one_current_row("starting_assumption", "lever", "known_from", "when_given"),
    )

    id: int | None = Field(default=None, primary_key=True)
    lever: str = Field(max_length=64)
    known_from: date
    known_until: date | None = None
    when_given: str = Field(default="", max_length=200)
    value: str = Field(max_length=16)
    low: int | None = Field(default=None, sa_type=BigInteger)
    high: int | None = Field(default=None, sa_type=BigInteger)
    unit: str = Field(max_length=32)
    basis: str = Field(max_length=16)
    formula: str = Field(sa_column=Column(Text, nullable=False))
    source: str = Field(sa_column=Column(Text, nullable=False))
    evidence: str = Field(max_length=16)
    note: str = Field(default="", sa_column=Column(Text, nullable=False))

"""What the report counts: indicators, their observations, and the report's own words.

Belongs here: one tall table of figures with quality and qualifier. Money the engine works on lives in caseload.py.
"""

from decimal import Decimal

from sqlalchemy import CheckConstraint, Column, Numeric, Text
from sqlmodel import Field

from models.base import Base, Versioned, one_current_row

QUALITY_CHECK = "quality IN ('reported', 'uploaded', 'derived', 'illustrative')"
QUALIFIER_CHECK = "qualifier IN ('=', '>', '<', '~')"


class Indicator(Base, table=True):
    """A thing that is counted: its name on the screen, its policy area and its unit."""

    key: str = Field(primary_key=True, max_length=64)
    policy_area: str = Field(max_length=32, index=True)
    name: str = Field(max_length=200)
    unit: str = Field(max_length=32)
    position: int
    batch_from: int = Field(foreign_key="batch.id")


class Observation(Versioned, table=True):
    """One figure. `phrase` is the source's own words, `formula` how a derived figure was worked out;
    `low` and `high` bound a derived figure that rounding leaves open."""

    __table_args__ = (
        CheckConstraint(QUALITY_CHECK, name="quality"),
        CheckConstraint(QUALIFIER_CHECK, name="qualifier"),
        CheckConstraint("quality <> 'derived' OR formula IS NOT NULL", name="derived_formula"),
        CheckConstraint("quality <> 'reported' OR phrase IS NOT NULL", name="reported_phrase"),
        one_current_row("observation", "indicator_key", "area_id", "period"),
    )

    id: int | None = Field(default=None, primary_key=True)
    indicator_key: str = Field(foreign_key="indicator.key", max_length=64)
    area_id: int = Field(foreign_key="area.id")
    period: str = Field(max_length=7)
    value: Decimal = Field(sa_column=Column(Numeric(20, 4, asdecimal=True), nullable=False))
    low: Decimal | None = Field(default=None, sa_column=Column(Numeric(20, 4, asdecimal=True)))
    high: Decimal | None = Field(default=None, sa_column=Column(Numeric(20, 4, asdecimal=True)))
    qualifier: str = Field(default="=", max_length=1)
    quality: str = Field(max_length=16)
    phrase: str | None = Field(default=None, sa_column=Column(Text))
    formula: str | None = Field(default=None, sa_column=Column(Text))
    source: str = Field(max_length=200)


class ReportPassage(Versioned, table=True):
    """A paragraph of the report, word for word, by section: results by area, difficulties, solutions."""

    __tablename__ = "report_passage"
    __table_args__ = (
        CheckConstraint("section IN ('opening', 'result', 'difficulty', 'solution')", name="section"),
        one_current_row("report_passage", "key"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=64)
    section: str = Field(max_length=16)
    policy_area: str | None = Field(default=None, max_length=32)
    position: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    source: str = Field(max_length=200)

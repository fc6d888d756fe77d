"""Tables of facts: caseload, indicators and observations, targets, budgets. Append-only, versioned by batch."""

from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, Column, Numeric, Text
from sqlmodel import Field

from models.base import Base, Versioned, one_current_row
from models.tables.parameters import EVIDENCE_CHECK

BUDGET_SOURCES = ("central", "delegated", "local", "wage_reform", "contingency", "targeted")
"""Codes of models/policy/answers/funding.py."""
BUDGET_LEVELS = ("province", "district", "commune")


class BudgetLine(Versioned, table=True):
    """One line (chương-loại-khoản) of an area's budget year. `month` '' = a line of the whole year (dự toán, quyết
    toán); otherwise the figures are cumulative to that month's end (lũy kế), so a month's spending is a difference.
    Whole đồng; a figure the file does not have is empty, never 0. '' where a file names no chapter, category or
    item."""

    __tablename__ = "budget_line"
    __table_args__ = (
        CheckConstraint(f"source IN {BUDGET_SOURCES}", name="source"),
        CheckConstraint(f"level IN {BUDGET_LEVELS}", name="level"),
        CheckConstraint("month = '' OR month LIKE '____-__'", name="month"),
        one_current_row(
            "budget_line", "area_id", "budget_year", "month", "source", "level", "chapter", "category", "item"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    area_id: int = Field(foreign_key="area.id")
    budget_year: int
    month: str = Field(default="", max_length=7)
    source: str = Field(max_length=16)
    level: str = Field(max_length=16)
    chapter: str = Field(default="", max_length=8)
    category: str = Field(default="", max_length=8)
    item: str = Field(default="", max_length=8)
    estimate_vnd: int | None = Field(default=None, sa_type=BigInteger)
    supplement_vnd: int | None = Field(default=None, sa_type=BigInteger)
    cumulative_vnd: int | None = Field(default=None, sa_type=BigInteger)
    advance_vnd: int | None = Field(default=None, sa_type=BigInteger)
    settlement_vnd: int | None = Field(default=None, sa_type=BigInteger)
    document: str = Field(max_length=255)


QUALITIES = ("reported", "published", "uploaded", "derived", "assumed", "illustrative")
"""What a figure is, the weakest last: an assumption has a source and a range, an illustration shows how it would
look."""
QUALITY_CHECK = f"quality IN {QUALITIES}"
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
    """One figure. `phrase` is the source's own words, `formula` how a derived figure was worked out or what a published
    one means; `low` and `high` bound a derived figure that rounding leaves open. `evidence` is how well a published
    fact of an area is known, empty for what was reported or sent."""

    __table_args__ = (
        CheckConstraint(QUALITY_CHECK, name="quality"),
        CheckConstraint(QUALIFIER_CHECK, name="qualifier"),
        CheckConstraint(f"evidence IS NULL OR {EVIDENCE_CHECK}", name="evidence"),
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
    evidence: str | None = Field(default=None, max_length=16)


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


class Caseload(Versioned, table=True):
    """One cell. `group_code` '' = the whole programme; `units` is what a coefficient multiplies; money is whole
    đồng."""

    __table_args__ = (
        CheckConstraint("people >= 0 AND units >= 0", name="counts"),
        CheckConstraint("shares IS NULL OR shares >= 0", name="shares"),
        CheckConstraint("months >= 1", name="months"),
        CheckConstraint("amount_vnd IS NULL OR amount_vnd >= 0 OR kind = 'hoàn trả'", name="amount"),
        CheckConstraint("kind IN ('hằng tháng', 'truy lĩnh', 'mai táng', 'một lần', 'hoàn trả')", name="kind"),
        CheckConstraint("month LIKE '____-__'", name="month"),
        CheckConstraint(QUALITY_CHECK, name="quality"),
        CheckConstraint(QUALIFIER_CHECK, name="qualifier"),
        one_current_row("caseload", "area_id", "scheme", "group_code", "month", "kind"),
    )

    id: int | None = Field(default=None, primary_key=True)
    area_id: int = Field(foreign_key="area.id")
    scheme: str = Field(max_length=32)
    group_code: str = Field(default="", max_length=64)
    month: str = Field(max_length=7)
    kind: str = Field(default="hằng tháng", max_length=16)
    months: int = 1
    people: int
    units: int
    shares: int | None = None
    amount_vnd: int | None = Field(default=None, sa_type=BigInteger)
    quality: str = Field(max_length=16)
    qualifier: str = Field(default="=", max_length=1)
    source: str = Field(max_length=255)


class Target(Versioned, table=True):
    """One plan figure (chỉ tiêu kế hoạch) in the unit of its indicator; `period` is a year."""

    __table_args__ = (
        CheckConstraint("period LIKE '____'", name="period"),
        CheckConstraint("value >= 0", name="value"),
        one_current_row("target", "indicator_key", "area_id", "period"),
    )

    id: int | None = Field(default=None, primary_key=True)
    indicator_key: str = Field(foreign_key="indicator.key", max_length=64)
    area_id: int = Field(foreign_key="area.id")
    period: str = Field(max_length=4)
    value: Decimal = Field(sa_column=Column(Numeric(20, 4, asdecimal=True), nullable=False))
    source: str = Field(max_length=255)

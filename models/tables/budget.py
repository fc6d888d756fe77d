"""The budget as given and as spent, by budget line.

Belongs here: estimates, supplements and the Treasury's cumulative figures. What the engine projects lives elsewhere.
"""

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field

from models.base import Versioned, one_current_row

BUDGET_SOURCES = ("central", "delegated", "local", "wage_reform", "contingency", "targeted")
"""Codes of models/policy/answers/funding.py."""
BUDGET_LEVELS = ("province", "district", "commune")


class BudgetLine(Versioned, table=True):
    """One line (chương-loại-khoản) of an area's budget year. `month` '' = a line of the whole year (dự toán, quyết toán);
    otherwise the figures are cumulative to that month's end (lũy kế), so a month's spending is a difference. Whole đồng;
    a figure the file does not have is empty, never 0. '' where a file names no chapter, category or item."""

    __tablename__ = "budget_line"
    __table_args__ = (
        CheckConstraint(
            "source IN ('central', 'delegated', 'local', 'wage_reform', 'contingency', 'targeted')", name="source"
        ),
        CheckConstraint("level IN ('province', 'district', 'commune')", name="level"),
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

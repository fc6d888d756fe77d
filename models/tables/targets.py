"""Plan figures: what an area is to reach in a year.

Belongs here: targets by indicator, area and year. What was reached lives in indicators.py.
"""

from decimal import Decimal

from sqlalchemy import CheckConstraint, Column, Numeric
from sqlmodel import Field

from models.base import Versioned, one_current_row


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

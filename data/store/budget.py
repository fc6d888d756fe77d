"""Reads of the budget: its lines, and what was spent month by month.

Belongs here: budget lines of a version as a frame, and the months between cumulative figures. Does not: adding them up
(models/policy/answers/budget.py).
"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa

from data.store.queries import read
from data.store.version import current_at
from models.base import Base
from models.policy.answers.budget import BUDGET_LINES, LINE

_T = Base.metadata.tables

SPENDING = pl.Schema({**{name: BUDGET_LINES[name] for name in LINE}, "month": pl.String(), "spent_vnd": pl.Int64()})
"""What one line spent in one month, in đồng; null where the month before is not known ("chưa có")."""


def budget_lines(connection: sa.Connection, version: int) -> pl.DataFrame:
    """All budget lines, schema BUDGET_LINES, by year, area and line, the line of the whole year before its months."""
    t, area = _T["budget_line"], _T["area"]
    columns = [area.c.level.label("area_level") if name == "area_level" else t.c[name] for name in BUDGET_LINES]
    statement = (
        sa.select(*columns)
        .join_from(t, area, area.c.id == t.c.area_id)
        .where(current_at(t, version))
        .order_by(t.c.budget_year, t.c.area_id, t.c.source, t.c.level, t.c.chapter, t.c.category, t.c.item, t.c.month)
    )
    return read(connection, statement, BUDGET_LINES)


def monthly_spending(lines: pl.DataFrame) -> pl.DataFrame:
    """Spending by line and month from a frame BUDGET_LINES, schema SPENDING: the cumulative figure less that of the month
    before (Treasury reconciliations are cumulative), January's as it stands; negative where money came back."""
    number = pl.col("month").str.slice(5, 2).cast(pl.Int64)
    before = pl.col("cumulative_vnd").shift(1).over(LINE)
    follows = number.shift(1).over(LINE) == number - 1
    months = lines.filter(pl.col("month") != "").sort(*LINE, "month")
    spent = pl.when(number == 1).then(pl.col("cumulative_vnd")).when(follows).then(pl.col("cumulative_vnd") - before)
    return months.with_columns(spent_vnd=spent).select(SPENDING.names())

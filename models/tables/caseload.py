"""Who receives what in each area and month: the facts the what-if engine stands on.

Belongs here: people, units and money by area, scheme, group and month. Rules and amounts of law live in parameters.py.
"""

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field

from models.base import Versioned, one_current_row
from models.tables.indicators import QUALIFIER_CHECK, QUALITY_CHECK


class Caseload(Versioned, table=True):
    """One cell. `group_code` '' = the whole programme; `units` is what a coefficient multiplies; money is whole đồng."""

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

"""The law as dated rows: norms, benefit groups and published amounts."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field

from models.base import Versioned, one_current_row

EVIDENCE_CHECK = "evidence IN ('text', 'secondary', 'press', 'memory', 'not_found')"
UNVERIFIED_EVIDENCE = frozenset({"press", "memory", "not_found"})
"""Read only in the press, remembered, or looked for and not found: shown as "chưa kiểm chứng" until somebody has
compared the document."""


class Parameter(Versioned, table=True):
    """A dated value of law. Money counts from `applies_from`, law binds from `in_force_from`, the first list at the new
    rate is `first_paid`; `issued_on` empty = not known, and the row counts as known from `in_force_from`.
    `in_force_until` is the last day of the document, empty while it holds or nobody has read of its end."""

    __table_args__ = (
        CheckConstraint("value >= 0", name="value"),
        CheckConstraint(EVIDENCE_CHECK, name="evidence"),
        CheckConstraint("first_paid IS NULL OR first_paid >= applies_from", name="first_paid"),
        CheckConstraint("in_force_until IS NULL OR in_force_until >= applies_from", name="in_force_until"),
        one_current_row("parameter", "name", "applies_from"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=64)
    value: int = Field(sa_type=BigInteger)
    unit: str = Field(max_length=32)
    issued_on: date | None = None
    applies_from: date
    in_force_from: date | None = None
    in_force_until: date | None = None
    first_paid: date | None = None
    document: str = Field(max_length=200)
    evidence: str = Field(max_length=16)
    verified_by: str | None = Field(default=None, max_length=200)
    verified_on: date | None = None


class BenefitGroup(Versioned, table=True):
    """A group of beneficiaries. `half_coefficient` is twice the coefficient (1,5 is 3), empty where amounts are
    published."""

    __tablename__ = "benefit_group"
    __table_args__ = (
        CheckConstraint("half_coefficient IS NULL OR half_coefficient > 0", name="half_coefficient"),
        CheckConstraint("norm_basis IN ('provincial_if_higher', 'national', 'published')", name="norm_basis"),
        CheckConstraint("unit IN ('person', 'child', 'payee', 'case')", name="unit"),
        one_current_row("benefit_group", "scheme", "code"),
    )

    id: int | None = Field(default=None, primary_key=True)
    scheme: str = Field(max_length=32)
    code: str = Field(max_length=64)
    name: str = Field(max_length=200)
    clause: str = Field(max_length=200)
    half_coefficient: int | None = None
    norm_basis: str = Field(max_length=32)
    unit: str = Field(max_length=16)
    split_by_area: bool
    position: int
    note: str | None = Field(default=None, max_length=255)


class BenefitAmount(Versioned, table=True):
    """A published monthly amount of a group from a date on, in đồng a person."""

    __tablename__ = "benefit_amount"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount"),
        CheckConstraint(EVIDENCE_CHECK, name="evidence"),
        one_current_row("benefit_amount", "scheme", "group_code", "applies_from"),
    )

    id: int | None = Field(default=None, primary_key=True)
    scheme: str = Field(max_length=32)
    group_code: str = Field(max_length=64)
    applies_from: date
    amount_vnd: int = Field(sa_type=BigInteger)
    basis: str = Field(max_length=200)
    document: str = Field(max_length=200)
    evidence: str = Field(max_length=16)

"""The audit chain and the office's own settings."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Index, Text
from sqlmodel import Field

from models.base import Base, UtcDateTime


class AuditEvent(Base, table=True):
    """One event. `hash` is the SHA-256 of the canonical JSON of all other columns, `previous` the hash before it;
    `detail` is canonical JSON without personal data, passwords or tokens."""

    __tablename__ = "audit_event"
    __table_args__ = (
        CheckConstraint("sequence >= 1", name="sequence"),
        Index("ix_audit_event_action_sequence", "action", "sequence"),
        Index("ix_audit_event_actor_action_sequence", "actor", "action", "sequence"),
        Index("ix_audit_event_actor_sequence", "actor", "sequence"),
        Index("ix_audit_event_at_sequence", "at", "sequence"),
    )

    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str = Field(max_length=200)
    action: str = Field(max_length=32)
    batch_id: int | None = Field(default=None, foreign_key="batch.id", index=True)
    detail: str = Field(sa_column=Column(Text, nullable=False))
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64, unique=True)


class AuditHead(Base, table=True):
    """A single row with the last event's sequence and hash; locked from taking a number to commit."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: int = Field(default=1, primary_key=True)
    sequence: int = 0
    hash: str = Field(default="", max_length=64)


class OfficeSetting(Base, table=True):
    """A choice of the office, by name; the audit chain says who made it when."""

    __tablename__ = "office_setting"

    name: str = Field(primary_key=True, max_length=64)
    value: str = Field(max_length=255)

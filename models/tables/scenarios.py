"""Saved scenarios, the results computed for them, and what was done with them later."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlmodel import Field

from models.base import Base, UtcDateTime

_IN_USE, _PROPOSED = text("archived_at IS NULL"), text("archived_at IS NULL AND role = 'proposal'")


class SavedScenario(Base, table=True):
    """One scenario. `levers` holds every lever by key, `inputs` what was looked at with it, `assumed` which levers
    nobody had set and where their value is from, all canonical JSON; `parameter_version` is the newest batch that
    touched law at or below `data_version`."""

    __tablename__ = "scenario"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("role IS NULL OR role = 'proposal'", name="role"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="parent"),
        Index("uq_scenario_name_in_use", "name", unique=True, sqlite_where=_IN_USE, postgresql_where=_IN_USE),
        Index("uq_scenario_proposal", "role", unique=True, sqlite_where=_PROPOSED, postgresql_where=_PROPOSED),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=100)
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    role: str | None = Field(default=None, max_length=16)
    created_by: str = Field(max_length=200)
    created_at: datetime = Field(sa_type=UtcDateTime)
    archived_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    parent_id: int | None = Field(default=None, foreign_key="scenario.id", index=True)
    law_as_of: date
    levers: str = Field(sa_column=Column(Text, nullable=False))
    inputs: str = Field(sa_column=Column(Text, nullable=False))
    assumed: str = Field(default="{}", sa_column=Column(Text, nullable=False, server_default="{}"))
    identity: str = Field(max_length=64, index=True)
    data_version: int = Field(foreign_key="batch.id")
    parameter_version: int = Field(foreign_key="batch.id")
    engine_version: str = Field(max_length=16)
    idempotency_key: str = Field(max_length=64, unique=True)


class ScenarioRun(Base, table=True):
    """One computed result of a scenario, kept for good; `sha256` is the digest of `figures`."""

    __tablename__ = "scenario_run"

    id: int | None = Field(default=None, primary_key=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    data_version: int = Field(foreign_key="batch.id")
    parameter_version: int = Field(foreign_key="batch.id")
    engine_version: str = Field(max_length=16)
    computed_at: datetime = Field(sa_type=UtcDateTime)
    computed_by: str = Field(max_length=200)
    figures: str = Field(sa_column=Column(Text, nullable=False))
    sha256: str = Field(max_length=64)
    idempotency_key: str = Field(max_length=64, unique=True)


class ScenarioEvent(Base, table=True):
    """What was done with a scenario after saving: `detail` keeps the name and note from before a change of them."""

    __tablename__ = "scenario_event"
    __table_args__ = (
        CheckConstraint("kind IN ('edited', 'archived', 'restored', 'proposed', 'not_proposed')", name="kind"),
    )

    id: int | None = Field(default=None, primary_key=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    kind: str = Field(max_length=16)
    actor: str = Field(max_length=200)
    at: datetime = Field(sa_type=UtcDateTime)
    detail: str = Field(default="", sa_column=Column(Text, nullable=False))
    idempotency_key: str = Field(max_length=64, unique=True)

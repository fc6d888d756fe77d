"""Saved scenarios as they are read: frozen records, newest first.

Belongs here: every query on scenario, scenario_run and scenario_event. Does not: writes (scenarios.py) or judging what is
read (models/policy).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from models.base import Base
from models.canonical import digest
from models.policy.answers.scenario_result import ScenarioResult
from models.policy.answers.scenario_result import from_text as result_from_text
from models.policy.levers.levers import LeverValue
from models.policy.saved.scenario_file import from_text, identity_of

_T = Base.metadata.tables
_SCENARIO, _RUN, _EVENT = _T["scenario"], _T["scenario_run"], _T["scenario_event"]
LAW_TABLES = ("parameter", "benefit_group", "benefit_amount")


@dataclass(frozen=True)
class Saved:
    """A row of scenario; `levers` and `inputs` are the texts as kept."""

    id: int
    name: str
    note: str
    role: str | None
    created_by: str
    created_at: datetime
    archived_at: datetime | None
    parent_id: int | None
    law_as_of: date
    levers: str
    inputs: str
    identity: str
    data_version: int
    parameter_version: int
    engine_version: str

    @property
    def values(self) -> dict[str, LeverValue]:
        """The levers as saved; ValueError when the text has been damaged."""
        return from_text(self.levers)

    @property
    def input_values(self) -> dict[str, LeverValue]:
        return from_text(self.inputs)

    @property
    def is_intact(self) -> bool:
        """Whether levers and law date are those the identity was made from."""
        try:
            return identity_of(self.law_as_of, self.values) == self.identity
        except ValueError:
            return False


@dataclass(frozen=True)
class Run:
    """A row of scenario_run."""

    id: int
    scenario_id: int
    data_version: int
    parameter_version: int
    engine_version: str
    computed_at: datetime
    computed_by: str
    figures: str
    sha256: str

    @property
    def is_intact(self) -> bool:
        """Whether the figures are those that were stored."""
        return digest(self.figures) == self.sha256

    @property
    def result(self) -> ScenarioResult | None:
        """The figures; None when the text can no longer be read."""
        try:
            return result_from_text(self.figures)
        except ValueError:
            return None


@dataclass(frozen=True)
class Event:
    """A row of scenario_event."""

    id: int
    scenario_id: int
    kind: str
    actor: str
    at: datetime
    detail: str


def listed(connection: sa.Connection, *, archived: bool = False) -> tuple[Saved, ...]:
    """Scenarios in use, or the archived ones, newest first."""
    t = _SCENARIO.c
    mine = t.archived_at.is_not(None) if archived else t.archived_at.is_(None)
    return tuple(_saved(row) for row in connection.execute(_selected().where(mine).order_by(t.id.desc())))


def one(connection: sa.Connection, scenario_id: int) -> Saved | None:
    """The scenario, archived or not."""
    row = connection.execute(_selected().where(_SCENARIO.c.id == scenario_id)).one_or_none()
    return None if row is None else _saved(row)


def runs(connection: sa.Connection, scenario_id: int) -> tuple[Run, ...]:
    """All runs of a scenario, newest first."""
    columns = [_RUN.c[name] for name in Run.__dataclass_fields__]
    statement = sa.select(*columns).where(_RUN.c.scenario_id == scenario_id).order_by(_RUN.c.id.desc())
    return tuple(Run(**row._asdict()) for row in connection.execute(statement))


def newest_runs(connection: sa.Connection) -> dict[int, Run]:
    """The newest run of every scenario, by scenario id."""
    newest = sa.select(sa.func.max(_RUN.c.id)).group_by(_RUN.c.scenario_id)
    columns = [_RUN.c[name] for name in Run.__dataclass_fields__]
    found = (Run(**row._asdict()) for row in connection.execute(sa.select(*columns).where(_RUN.c.id.in_(newest))))
    return {run.scenario_id: run for run in found}


def events(connection: sa.Connection, scenario_id: int) -> tuple[Event, ...]:
    """What was done with a scenario after saving, newest first."""
    columns = [_EVENT.c[name] for name in Event.__dataclass_fields__]
    statement = sa.select(*columns).where(_EVENT.c.scenario_id == scenario_id).order_by(_EVENT.c.id.desc())
    return tuple(Event(**row._asdict()) for row in connection.execute(statement))


def parameter_version(connection: sa.Connection, version: int) -> int:
    """The newest batch at or below `version` that wrote or closed a row of law; 0 when there is none."""
    found = 0
    for name in LAW_TABLES:
        for column in (_T[name].c.batch_from, _T[name].c.batch_to):
            newest = connection.execute(sa.select(sa.func.max(column)).where(column <= version)).scalar_one()
            found = max(found, newest or 0)
    return found


def _selected() -> sa.Select[Any]:
    return sa.select(*[_SCENARIO.c[name] for name in Saved.__dataclass_fields__])


def _saved(row: sa.Row[Any]) -> Saved:
    return Saved(**row._asdict())

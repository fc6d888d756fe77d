"""Saved scenarios: saving, naming, listing, reading."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from data.accounts.permission import allow, guarded
from data.chain import record
from data.clock import now
from data.engine import Database
from data.locale import _
from data.store.version import lock_version
from models.access.roles import Action, Actor
from models.base import Base, canonical, digest
from models.policy.answers.scenario_result import ScenarioResult, from_text as result_from_text, to_text
from models.policy.engine.projection import ENGINE_VERSION
from models.policy.levers.levers import LeverValue, Scenario
from models.policy.saved.scenario_file import NAME_LENGTH, NOTE_LENGTH, as_text, from_text, identity_of
from models.wording.words import keepable, one_line

_T = Base.metadata.tables
_SCENARIO, _RUN, _EVENT = _T["scenario"], _T["scenario_run"], _T["scenario_event"]
LAW_TABLES = ("parameter", "benefit_group", "benefit_amount")


def parameter_version(connection: sa.Connection, version: int) -> int:
    """The newest batch at or below `version` that wrote or closed a row of law; 0 when there is none."""
    version_of_law = 0
    for name in LAW_TABLES:
        for column in (_T[name].c.batch_from, _T[name].c.batch_to):
            newest = connection.execute(sa.select(sa.func.max(column)).where(column <= version)).scalar_one()
            version_of_law = max(version_of_law, newest or 0)
    return version_of_law


@dataclass(frozen=True)
class Saved:
    """A row of scenario; `levers`, `inputs` and `assumed` are its JSON texts."""

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
    assumed: str = "{}"

    @property
    def assumptions(self) -> dict[str, str]:
        """Levers nobody had set -> what their value is from; nothing when the text has been damaged."""
        try:
            return {key: str(row) for key, row in from_text(self.assumed).items()}
        except ValueError:
            return {}

    @property
    def values(self) -> dict[str, LeverValue]:
        """The levers as saved; ValueError when the text has been damaged."""
        return from_text(self.levers)

    @property
    def input_values(self) -> dict[str, LeverValue]:
        return from_text(self.inputs)

    @property
    def is_intact(self) -> bool:
        """Whether levers and law date still have the identity (hash) stored with them."""
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
        """Whether the figures still have the SHA-256 stored with them."""
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
    in_use = t.archived_at.is_not(None) if archived else t.archived_at.is_(None)
    return tuple(_saved(row) for row in connection.execute(_selected().where(in_use).order_by(t.id.desc())))


def scenario_by_id(connection: sa.Connection, scenario_id: int) -> Saved | None:
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
    newest_by_scenario = (
        Run(**row._asdict()) for row in connection.execute(sa.select(*columns).where(_RUN.c.id.in_(newest)))
    )
    return {run.scenario_id: run for run in newest_by_scenario}


def events(connection: sa.Connection, scenario_id: int) -> tuple[Event, ...]:
    """Changes of a scenario after saving, newest first."""
    columns = [_EVENT.c[name] for name in Event.__dataclass_fields__]
    statement = sa.select(*columns).where(_EVENT.c.scenario_id == scenario_id).order_by(_EVENT.c.id.desc())
    return tuple(Event(**row._asdict()) for row in connection.execute(statement))


class ScenarioRefusedError(RuntimeError):
    """The command was refused and nothing was written; the message says why and what to do."""


def clean_name(text: str) -> str:
    """The name as one line; ScenarioRefusedError when it is empty or too long."""
    name = one_line(text)
    if not name:
        raise ScenarioRefusedError(_("Chưa nhập tên phương án."))
    if len(name) > NAME_LENGTH:
        raise ScenarioRefusedError(
            _("Tên phương án dài {length} ký tự; tối đa {limit}.").format(length=len(name), limit=NAME_LENGTH)
        )
    return name


def clean_note(text: str) -> str:
    note = unicodedata.normalize("NFC", keepable(text)).strip()
    if len(note) > NOTE_LENGTH:
        raise ScenarioRefusedError(
            _("Ghi chú dài {length} ký tự; tối đa {limit}.").format(length=len(note), limit=NOTE_LENGTH)
        )
    return note


@dataclass(frozen=True)
class Draft:
    """A scenario to be saved, its result, and the data version the result was computed on."""

    name: str
    scenario: Scenario
    result: ScenarioResult
    data_version: int
    note: str = ""
    inputs: Mapping[str, LeverValue] = field(default_factory=dict)
    assumed: Mapping[str, str] = field(default_factory=dict)


def save(database: Database, draft: Draft, *, actor: Actor, idempotency_key: str) -> int:
    """Save a new scenario with its first run; returns its id. Raises ScenarioRefusedError (name empty, too long or
    taken), NotAllowedError and DatabaseUnavailableError."""
    return _insert(database, draft, None, actor, idempotency_key)


def fork(database: Database, parent_id: int, draft: Draft, *, actor: Actor, idempotency_key: str) -> int:
    """Save a changed copy of a scenario, which stays unchanged; returns the copy's id. Raises as `save`, and for an
    unknown parent."""
    return _insert(database, draft, parent_id, actor, idempotency_key)


def add_run(
    database: Database,
    scenario_id: int,
    result: ScenarioResult,
    data_version: int,
    *,
    actor: Actor,
    idempotency_key: str,
) -> int:
    """Store another result of a scenario ("Tính lại theo số liệu mới"); returns the run's id."""

    def work(connection: sa.Connection) -> int:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.SAVE_SCENARIO)
        done = _by_key(connection, _RUN, idempotency_key)
        if done is not None:
            return done
        _existing(connection, scenario_id)
        record(connection, permit.name, "scenario_run", scenario=scenario_id, version=min(data_version, head))
        return _insert_run(connection, scenario_id, result, min(data_version, head), permit.name, idempotency_key)

    return guarded(database, work)


def edit(database: Database, scenario_id: int, name: str, note: str, *, actor: Actor, idempotency_key: str) -> None:
    """Give a scenario another name and note; the old ones are kept as an event."""
    clean, text = clean_name(name), clean_note(note)

    def work(connection: sa.Connection, saved: Saved) -> dict[str, Any]:
        _refuse_taken(connection, clean, scenario_id)
        return {"name": clean, "note": text}

    _change(database, scenario_id, "edited", work, actor, idempotency_key)


def archive(database: Database, scenario_id: int, *, actor: Actor, idempotency_key: str) -> None:
    """Archive a scenario: nothing is deleted, its name becomes free and it is no longer the proposal."""
    _change(
        database, scenario_id, "archived", lambda *_of: {"archived_at": now(), "role": None}, actor, idempotency_key
    )


def restore(database: Database, scenario_id: int, *, actor: Actor, idempotency_key: str) -> None:
    """Restore a scenario from the archive. Raises ScenarioRefusedError when another one has its name by now."""

    def work(connection: sa.Connection, saved: Saved) -> dict[str, Any]:
        _refuse_taken(connection, saved.name, scenario_id)
        return {"archived_at": None}

    _change(database, scenario_id, "restored", work, actor, idempotency_key)


def propose(database: Database, scenario_id: int, *, proposed: bool = True, actor: Actor, idempotency_key: str) -> None:
    """Mark a scenario as the one proposed (phương án trình), or remove the mark; at most one has it."""

    def work(connection: sa.Connection, saved: Saved) -> dict[str, Any]:
        if proposed and saved.archived_at is not None:
            raise ScenarioRefusedError(_("Phương án “{name}” đang lưu trữ; khôi phục trước.").format(name=saved.name))
        if proposed:
            connection.execute(sa.update(_SCENARIO).where(_SCENARIO.c.role == "proposal").values(role=None))
        return {"role": "proposal" if proposed else None}

    _change(database, scenario_id, "proposed" if proposed else "not_proposed", work, actor, idempotency_key)


def _selected() -> sa.Select[Any]:
    return sa.select(*[_SCENARIO.c[name] for name in Saved.__dataclass_fields__])


def _saved(row: sa.Row[Any]) -> Saved:
    return Saved(**row._asdict())


def _insert(database: Database, draft: Draft, parent_id: int | None, actor: Actor, key: str) -> int:
    name, note = clean_name(draft.name), clean_note(draft.note)

    def work(connection: sa.Connection) -> int:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.SAVE_SCENARIO)
        done = _by_key(connection, _SCENARIO, key)
        if done is not None:
            return done
        if parent_id is not None:
            _existing(connection, parent_id)
        _refuse_taken(connection, name, None)
        version = min(draft.data_version, head)
        row = {
            "name": name,
            "note": note,
            "created_by": permit.name,
            "created_at": now(),
            "parent_id": parent_id,
            "law_as_of": draft.scenario.law_as_of,
            "levers": as_text(draft.scenario.settings),
            "inputs": as_text(draft.inputs.items()),
            "assumed": as_text(draft.assumed.items()),
            "identity": draft.scenario.identity,
            "data_version": version,
            "parameter_version": parameter_version(connection, version),
            "engine_version": ENGINE_VERSION,
            "idempotency_key": key,
        }
        scenario_id = _inserted(connection, _SCENARIO, row)
        _insert_run(connection, scenario_id, draft.result, version, permit.name, key)
        record(
            connection,
            permit.name,
            "scenario_saved",
            scenario=scenario_id,
            name=name,
            version=version,
            parent=parent_id,
        )
        return scenario_id

    return guarded(database, work)


def _insert_run(
    connection: sa.Connection, scenario_id: int, result: ScenarioResult, version: int, name: str, key: str
) -> int:
    figures = to_text(result)
    row = {
        "scenario_id": scenario_id,
        "data_version": version,
        "parameter_version": parameter_version(connection, version),
        "engine_version": ENGINE_VERSION,
        "computed_at": now(),
        "computed_by": name,
        "figures": figures,
        "sha256": digest(figures),
        "idempotency_key": key,
    }
    return _inserted(connection, _RUN, row)


def _change(
    database: Database,
    scenario_id: int,
    kind: str,
    values: Callable[[sa.Connection, Saved], dict[str, Any]],
    actor: Actor,
    key: str,
) -> None:
    """Change a scenario's row and record an event with the name and note before; nothing where nothing changes."""

    def work(connection: sa.Connection) -> None:
        lock_version(connection)
        permit = allow(connection, actor, Action.SAVE_SCENARIO)
        if _by_key(connection, _EVENT, key) is not None:
            return
        saved = _existing(connection, scenario_id)
        changed = values(connection, saved)
        if all(getattr(saved, name) == value for name, value in changed.items()):
            return
        connection.execute(sa.update(_SCENARIO).where(_SCENARIO.c.id == scenario_id).values(**changed))
        before = canonical({"name": saved.name, "note": saved.note}) if kind == "edited" else ""
        event = {
            "scenario_id": scenario_id,
            "kind": kind,
            "actor": permit.name,
            "at": now(),
            "detail": before,
            "idempotency_key": key,
        }
        connection.execute(sa.insert(_EVENT).values(**event))
        record(connection, permit.name, f"scenario_{kind}", scenario=scenario_id, name=saved.name)

    guarded(database, work)


def _existing(connection: sa.Connection, scenario_id: int) -> Saved:
    saved = scenario_by_id(connection, scenario_id)
    if saved is None:
        raise ScenarioRefusedError(_("Không có phương án số {number}; tải lại trang.").format(number=scenario_id))
    return saved


def _refuse_taken(connection: sa.Connection, name: str, own_id: int | None) -> None:
    t = _SCENARIO.c
    taken = connection.execute(sa.select(t.id).where(t.name == name, t.archived_at.is_(None))).scalar_one_or_none()
    if taken is not None and taken != own_id:
        raise ScenarioRefusedError(_("Đã có phương án tên “{name}”; đặt tên khác.").format(name=name))


def _by_key(connection: sa.Connection, table: sa.Table, key: str) -> int | None:
    row_id = connection.execute(sa.select(table.c.id).where(table.c.idempotency_key == key)).scalar_one_or_none()
    return None if row_id is None else int(row_id)


def _inserted(connection: sa.Connection, table: sa.Table, row: Mapping[str, object]) -> int:
    return int(connection.execute(sa.insert(table).values(**row).returning(table.c.id)).scalar_one())

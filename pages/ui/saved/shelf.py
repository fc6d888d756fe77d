"""Saved scenarios of the office as this session sees them, and the options a comparison chooses from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import polars as pl
import sqlalchemy as sa

from data.locale import _
from data.store import scenarios
from data.store.scenarios import Event, Run, Saved
from models.policy.answers.scenario_result import ScenarioResult, evaluate, result_of
from models.policy.areas import catalogue
from models.policy.cube import Role
from models.policy.engine.baseline import Baseline, build_baseline
from models.policy.engine.projection import project_cube
from models.policy.law.calendar import HORIZON
from models.policy.law.changes import LawChange, law_changes
from models.policy.law.law import UnknownParameterError
from models.policy.levers.levers import LeverValue
from models.policy.levers.scenario import Scenario
from models.policy.saved.causes import Steps
from models.policy.saved.comparison import Option
from models.policy.saved.scenario_file import Restored, restore, take_up
from pages.ui.charts.charts import CURRENT, TRIAL
from pages.ui.saved import open as scenario_open
from pages.ui.saved.open import Working
from pages.ui.session import loaders

Found = TypeVar("Found")


@dataclass(frozen=True)
class Kept:
    """`stored` None = its text can no longer be read; `restored` and `now` None = its levers can no longer be read, or
    no norm is known for them."""

    saved: Saved
    run: Run
    stored: ScenarioResult | None
    restored: Restored | None
    now: ScenarioResult | None

    @property
    def inputs(self) -> dict[str, LeverValue]:
        """What was looked at with it (year, estimate); nothing when that can no longer be read."""
        try:
            return take_up(self.saved.input_values, catalogue.INPUT_BY_KEY)[0]
        except ValueError:
            return {}

    @property
    def is_intact(self) -> bool:
        """Figures and levers are what was written when it was saved."""
        return self.run.is_intact and self.saved.is_intact

    @property
    def is_same(self) -> bool:
        return self.stored is not None and self.now is not None and self.stored.same_figures(self.now)


@dataclass(frozen=True)
class Causes:
    """What stands between the stored result and the newest one."""

    steps: Steps
    data_differs: bool
    law: tuple[LawChange, ...]


def shelf(data: loaders.Data, *, archived: bool = False) -> tuple[Kept, ...]:
    """All scenarios in use (or all archived ones), newest first, evaluated on the version the page shows."""
    saved, runs = _read(lambda c: (scenarios.listed(c, archived=archived), scenarios.newest_runs(c)))
    return tuple(_kept(one, runs[one.id], data) for one in saved)


def saved_ones() -> tuple[Saved, ...]:
    """The scenarios in use without their results: cheap enough for every opening of the save popover."""
    return _read(scenarios.listed)


def one(scenario_id: int) -> Saved | None:
    return _read(lambda c: scenarios.scenario_by_id(c, scenario_id))


def runs(scenario_id: int) -> tuple[Run, ...]:
    return _read(lambda c: scenarios.runs(c, scenario_id))


def events(scenario_id: int) -> tuple[Event, ...]:
    return _read(lambda c: scenarios.events(c, scenario_id))


def as_scenario(saved: Saved) -> Scenario | None:
    """The saved levers as a scenario over today's catalogue; None when they can no longer be read."""
    try:
        return restore(saved.law_as_of, saved.values).scenario
    except ValueError:
        return None


def computed(scenario: Scenario, data: loaders.Data) -> ScenarioResult | None:
    """The scenario on a version's figures and law, never on an illustrative split; None when no norm is known for
    it."""
    return _evaluated(loaders.baseline(data.version, False), data, scenario)


def causes(kept: Kept, data: loaders.Data) -> Causes | None:
    """The stored result against the newest, step by step; None where it cannot be computed."""
    if kept.stored is None or kept.restored is None or kept.now is None:
        return None
    scenario, old = kept.restored.scenario, loaders.data(kept.run.data_version)
    recomputed = computed(scenario, old)
    figures_differ = not all(a.equals(b) for a, b in ((old.caseload, data.caseload), (old.areas, data.areas)))
    law = law_changes(_law_frames(old), _law_frames(data))
    new_data: ScenarioResult | None = kept.now
    if law and figures_differ:
        mixed = build_baseline(data.caseload, old.groups, data.areas, old.law, old.amounts, demo=False)
        new_data = _evaluated(mixed, old, scenario)
    elif law:
        new_data = recomputed
    if recomputed is None or new_data is None:
        return None
    return Causes(Steps(kept.stored, recomputed, new_data, kept.now), figures_differ, law)


def _kept(saved: Saved, run: Run, data: loaders.Data) -> Kept:
    try:
        restored = restore(saved.law_as_of, saved.values)
    except ValueError:
        return Kept(saved, run, run.result, None, None)
    return Kept(saved, run, run.result, restored, computed(restored.scenario, data))


def _evaluated(baseline: Baseline, data: loaders.Data, scenario: Scenario) -> ScenarioResult | None:
    try:
        return evaluate(baseline, data.law, scenario)
    except UnknownParameterError:
        return None


def _law_frames(data: loaders.Data) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    return data.parameters, data.groups, data.amounts


def _read(query: Callable[[sa.Connection], Found]) -> Found:
    with loaders.database().reading() as connection:
        return query(connection)


LIMIT = 6
LAW, WORKING = "hien-hanh", "dang-xem-xet"
PROPOSAL_COLOUR = "#1F6FB2"
OTHERS: tuple[tuple[str, list[int]], ...] = (
    ("#332288", [8, 3]), ("#117733", [3, 2]), ("#882255", [10, 3, 2, 3]), ("#7A6C00", [5, 5]), ("#AA4499", [2, 4]),
    ("#1B7F79", [12, 4]),
)  # fmt: skip
"""Hue and dash of saved scenarios without a role; each is told from the others by its dash as well."""


@dataclass(frozen=True, eq=False)
class Column:
    """An option with its name, colour and dash ([] = solid) and the inputs kept beside it."""

    option: Option
    name: str
    colour: str
    dash: list[int]
    inputs: Mapping[str, LeverValue]
    said: str
    """The name inside a sentence."""


def names(shelf: Sequence[Kept], working: Working) -> dict[str, str]:
    """Every option that can be picked: its key and name, roles first. What the session works on is one as long as it
    moves a lever and is not kept already."""
    found = {LAW: _("Hiện hành")}
    kept_already = {one.restored.scenario.identity for one in shelf if one.restored is not None}
    if working.is_moved and working.scenario.identity not in kept_already:
        found[WORKING] = _("Phương án đang xem xét")
    proposed = [one for one in shelf if one.saved.role == "proposal"]
    for one in [*proposed, *(kept for kept in shelf if kept not in proposed)]:
        label = _("{name} (phương án trình)") if one in proposed else "{name}"
        found[str(one.saved.id)] = label.format(name=one.saved.name)
    return found


def columns(picked: Iterable[str], shelf: Sequence[Kept], data: loaders.Data) -> list[Column]:
    """The picked options in their order, on the newest figures; one that cannot be computed is left out."""
    by_key = {str(one.saved.id): one for one in shelf}
    working = scenario_open.working(data)
    labels = {**names(shelf, working), WORKING: _("Phương án đang xem xét")}
    looks = _looks([by_key[key] for key in picked if key in by_key])
    found = []
    for key in picked:
        inputs: Mapping[str, LeverValue] = {}
        role: Role = "scenario"
        if key == LAW:
            scenario, role = (
                Scenario.of(_law_day(picked, by_key, working.scenario, data), catalogue.LEVERS, {}),
                "baseline",
            )
        elif key == WORKING:
            scenario, inputs = working.scenario, working.inputs
        else:
            kept = by_key[key]
            if kept.restored is None:
                continue
            scenario, inputs = kept.restored.scenario, kept.inputs
        option = _option(key, scenario, role, data)
        if option is not None:
            found.append(Column(option, labels[key], *looks[key], inputs, _said(key, by_key)))
    return found


def _said(key: str, by_key: Mapping[str, Kept]) -> str:
    if key == LAW:
        return _("hiện hành")
    if key == WORKING:
        return _("phương án đang xem xét")
    saved = by_key[key].saved
    return (_("phương án trình “{name}”") if saved.role == "proposal" else _("“{name}”")).format(name=saved.name)


def _option(key: str, scenario: Scenario, role: Role, data: loaders.Data) -> Option | None:
    baseline = loaders.baseline(data.version, False)
    try:
        cube = project_cube(baseline, data.law, scenario, HORIZON)
        return Option(key, scenario, cube, result_of(cube, baseline, data.law, scenario), role)
    except UnknownParameterError:
        return None


def _law_day(picked: Iterable[str], by_key: Mapping[str, Kept], working: Scenario, data: loaders.Data) -> date:
    """Current law as known on the day the other options stand on, when it is one; else the day of the figures."""
    days = {by_key[key].saved.law_as_of for key in picked if key in by_key}
    if WORKING in picked:
        days.add(working.law_as_of)
    return days.pop() if len(days) == 1 else scenario_open.default_law_day(data)


def _looks(saved: Sequence[Kept]) -> dict[str, tuple[str, list[int]]]:
    """Roles have their colour; the others one by their number, so that a scenario keeps it whatever is beside it."""
    found: dict[str, tuple[str, list[int]]] = {LAW: (CURRENT, []), WORKING: (TRIAL, [])}
    taken: set[int] = set()
    for one in sorted(saved, key=lambda kept: kept.saved.id):
        if one.saved.role == "proposal":
            found[str(one.saved.id)] = (PROPOSAL_COLOUR, [])
            continue
        place = next(p for p in range(one.saved.id, one.saved.id + len(OTHERS)) if p % len(OTHERS) not in taken) % len(
            OTHERS
        )
        taken.add(place)
        found[str(one.saved.id)] = OTHERS[place]
    return found

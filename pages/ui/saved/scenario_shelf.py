"""The saved scenarios with their newest stored result, and what each would give on the newest figures.

Belongs here: reading the store, evaluating, and computing the steps that tell causes apart. Does not: words or drawing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import polars as pl
import sqlalchemy as sa

from data.store import scenarios
from data.store.scenarios import Event, Run, Saved
from models.policy.answers.scenario_result import ScenarioResult, evaluate
from models.policy.areas import catalogue
from models.policy.engine.baseline import Baseline, build_baseline
from models.policy.law.changes import LawChange, law_changes
from models.policy.law.law import UnknownParameterError
from models.policy.levers.levers import LeverValue
from models.policy.levers.scenario import Scenario
from models.policy.saved.causes import Steps
from models.policy.saved.scenario_file import Restored, restore, take_up
from pages.ui.session import loaders

Found = TypeVar("Found")


@dataclass(frozen=True)
class Kept:
    """`stored` None = its text can no longer be read; `restored` and `now` None = its levers can no longer be read, or no
    norm is known for them."""

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
    return _read(lambda c: scenarios.one(c, scenario_id))


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
    """The scenario on a version's figures and law, never on an illustrative split; None when no norm is known for it."""
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

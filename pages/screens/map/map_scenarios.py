"""What scenarios change in every area each month, for the cards: the saved ones to be proposed, then the one under study.

Belongs here: which scenarios, and their change by area behind the map's gate. Does not: the change itself (models/policy), the table whose
rows sum to the headline (map_budget), cards.
"""

from __future__ import annotations

from collections.abc import Mapping

from models.geo.area_values import AreaValue
from models.geo.comparison import BudgetOption
from models.geo.crosswalk import Crosswalk
from models.policy.answers.headline import headline
from models.policy.engine.projection import project_cube
from models.policy.law.calendar import HORIZON
from models.policy.law.law import UnknownParameterError
from models.policy.levers.scenario import Scenario
from models.policy.schemes import PROTECTION
from pages.screens.map import map_budget, map_drawn, map_figures
from pages.screens.map.map_indicators import CASELOAD
from pages.screens.map.vintage_switch import Vintage
from pages.ui.saved import shelf
from pages.ui.session import loaders, office
from pages.ui.session.loaders import Data

MOST = 3
"""Scenarios to be proposed that a card has room for, the newest."""


def options(data: Data, crosswalk: Crosswalk, trial: Mapping[int, int]) -> list[BudgetOption]:
    """`trial` is what the one under study changes, by area id, in đồng. A saved one that can no longer be read or computed is left out."""
    found: list[BudgetOption] = []
    for saved in shelf.saved_ones():
        if saved.role != "proposal" or len(found) == MOST:
            continue
        scenario = shelf.as_scenario(saved)
        changes = None if scenario is None else _changes(data, scenario)
        if changes is not None:
            found.append(BudgetOption("proposal", _gated(data, crosswalk, changes), saved.name))
    return [*found, BudgetOption("trial", _gated(data, crosswalk, trial))]


def _changes(data: Data, scenario: Scenario) -> Mapping[int, int] | None:
    illustrative = office.is_on(data, PROTECTION.code)

    def make() -> Mapping[int, int] | None:
        try:
            cube = project_cube(loaders.baseline(data.version, illustrative), data.law, scenario, HORIZON)
        except UnknownParameterError:
            return None
        return map_budget.by_area(cube, headline(cube, PROTECTION, data.law, scenario).month, PROTECTION.code)

    name = ("phuong-an-theo-huyen", scenario.identity, str(illustrative))
    return loaders.made(data.version, name, make)


def _gated(data: Data, crosswalk: Crosswalk, changes: Mapping[int, int]) -> Mapping[str, AreaValue]:
    figures = map_figures.read(data, crosswalk, CASELOAD["btxh-tang-them"], "", changes)
    drawn = map_drawn.draw(data, crosswalk, figures, "none", Vintage(figures.first))
    return {value.code: value for value in drawn.values}

"""The columns of a comparison: current law, what the session works on, and saved scenarios, each with its fixed look.

Belongs here: which options there are, evaluating the picked ones on the same figures, colours and dashes by role. Does
not: the table (scenario_compare.py) or the chart (scenario_compare_chart.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.locale import _
from models.policy.answers.scenario_result import result_of
from models.policy.areas import catalogue
from models.policy.cube import Role
from models.policy.engine.projection import project_cube
from models.policy.law.calendar import HORIZON
from models.policy.law.law import UnknownParameterError
from models.policy.levers.levers import LeverValue
from models.policy.levers.scenario import Scenario
from models.policy.saved.comparison import Option
from pages.ui.charts.charts import CURRENT, TRIAL
from pages.ui.saved import open as scenario_open
from pages.ui.saved.open import Working
from pages.ui.saved.scenario_shelf import Kept
from pages.ui.session import loaders

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

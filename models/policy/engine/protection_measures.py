"""What a scenario's levers of social protection come to: changes of norms, of coefficients and of who is entitled.

Belongs here: from levers to the engine's values. Does not: the levers (protection*.py) or arithmetic (projection.py).
"""

from __future__ import annotations

from models.money import PPM
from models.periods import Month
from models.policy.areas import protection_groups as groups
from models.policy.areas.protection import (
    APPLIES_FROM,
    FIRST_PAID,
    GROWTH,
    INDEXED,
    NORM,
    PEOPLE,
    PHASES,
    PROVINCIAL,
    STOPS_AFTER,
)
from models.policy.areas.protection_groups import Extra
from models.policy.areas.protection_lines import PENSION_SUPPLEMENT
from models.policy.engine.norm_change import NormChange, first_paid
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET
from models.policy.levers.scenario import Scenario
from models.policy.schemes import PROTECTION_NORM


def norm_change(scenario: Scenario, law: Law | None = None) -> NormChange:
    """The change of the protection norm. `law` (all parameters) finds the decree that gives the very norm, whose first
    list then is the default month of payment."""
    applies = Month.parse(str(scenario.value(APPLIES_FROM)))
    value = scenario.number(NORM)
    phases, _, gap = str(scenario.value(PHASES)).partition("x")
    stops = scenario.value(STOPS_AFTER)
    return NormChange(
        value=value,
        provincial=scenario.value(PROVINCIAL) == 1,
        applies_from=applies,
        first_paid=first_paid(scenario.value(FIRST_PAID), law, PROTECTION_NORM, value, applies),
        people_ppm=PPM + 10_000 * scenario.number(PEOPLE),
        growth_ppm=1_000 * scenario.number(GROWTH),
        stops_after=None if stops == UNSET else Month.parse(str(stops)),
        phases=int(phases),
        phase_gap=int(gap or 0),
        indexed_percent=scenario.number(INDEXED),
        staged=bool(coefficients(scenario)) or bool(extras(scenario, {})),
    )


def supplement_change(scenario: Scenario, law: Law | None = None) -> NormChange:
    """What the province adds to the social pension, from the same months."""
    norm = norm_change(scenario, law)
    return NormChange(
        scenario.number(PENSION_SUPPLEMENT), True, norm.applies_from, norm.first_paid, mode="supplement",
        stops_after=norm.stops_after, staged=bool(pension_extras(scenario)),
    )  # fmt: skip


def coefficients(scenario: Scenario) -> dict[str, int]:
    """Groups whose coefficient is set, in halves."""
    return scenario.filled(groups.COEFFICIENTS)


def extras(scenario: Scenario, halves: dict[str, int]) -> tuple[Extra, ...]:
    """People added to or taken from the community allowance; `halves` are the law's coefficients by group."""
    changed = coefficients(scenario)
    made = []
    for code, units in scenario.filled(groups.PEOPLE_OF).items():
        by_law = halves.get(code, 0)
        made.append(Extra(code, units, changed.get(code, by_law), by_law))
    new = scenario.number(groups.WIDENED_COEFFICIENT)
    made += [Extra(code, units, new, new) for code, units in scenario.filled(groups.WIDENED).items()]
    if scenario.value(groups.LOWER_AGE) == 1:
        units = scenario.number(groups.AGED_75[level(scenario)])
        if units:
            made.append(Extra(groups.LOWERED_AGE, units, new, new, until_pension=True))
    return tuple(made)


def pension_extras(scenario: Scenario) -> int:
    """People of 70 to under 75 that a lower pension age adds: those without a pension less the poor who have it already."""
    if scenario.value(groups.PENSION_70) != 1:
        return 0
    return max(0, scenario.number(groups.AGED_70[level(scenario)]) - scenario.number(groups.AGED_70_POOR))


def level(scenario: Scenario) -> str:
    """Which of the three assumed numbers is used: low, central or high."""
    return str(scenario.value(groups.ASSUMPTION_LEVEL))

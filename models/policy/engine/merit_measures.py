"""Merit levers as measures: the change of the norm, and suất added by group."""

from __future__ import annotations

from models.money import PPM
from models.periods import Month
from models.policy.areas import merit
from models.policy.areas.protection import Extra
from models.policy.engine.measures import NormChange, first_paid
from models.policy.law.law import Law
from models.policy.levers.scenario import Scenario
from models.policy.schemes import MERIT_NORM


def norm_change(scenario: Scenario, law: Law | None = None) -> NormChange:
    """The change of the merit norm; the decline is a monthly one, kept as twelve months of it a year."""
    applies = Month.parse(str(scenario.value(merit.APPLIES_FROM)))
    value = scenario.number(merit.NORM)
    return NormChange(
        value=value,
        provincial=False,
        applies_from=applies,
        first_paid=first_paid(scenario.value(merit.FIRST_PAID), law, MERIT_NORM, value, applies),
        people_ppm=PPM + 10_000 * scenario.number(merit.PEOPLE),
        growth_ppm=-12_000 * scenario.number(merit.DECLINE),
        staged=bool(extras(scenario)),
    )


def extras(scenario: Scenario) -> tuple[Extra, ...]:
    """Suất added to or taken from a group at the group's own amount; the coefficient is not used."""
    return tuple(Extra(code, units, 0, 0) for code, units in scenario.filled(merit.MERIT_PEOPLE).items())

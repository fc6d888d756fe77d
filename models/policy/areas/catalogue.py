"""All areas and all their levers."""

from __future__ import annotations

from models.policy.areas import (
    children,
    employment,
    gender,
    insurance,
    merit,
    poverty,
    protection,
    social_evils,
    training,
)
from models.policy.areas.support import YEARLY, SupportArea
from models.policy.levers.levers import Lever

AREAS: tuple[SupportArea, ...] = (
    employment.AREA,
    training.AREA,
    insurance.AREA,
    gender.AREA,
    children.AREA,
    social_evils.AREA,
    poverty.AREA,
)
SUPPORT_INPUTS = frozenset(factor.indicator for area in AREAS for factor in area.factors if factor.is_input)
"""Indicators that files bring for the levers: unit costs and counts nobody reports otherwise, of the province alone."""
TAKEN_OVER = frozenset(factor.indicator for area in AREAS for factor in area.factors if factor.indicator)
"""Indicators whose figures a lever may be set to."""
COUNTED_BY_YEAR = frozenset(
    line.count.now.key for area in AREAS for line in area.lines if line.months == YEARLY and not line.standing
)
"""Keys of factors that count a whole year: a figure of some of its months is not the same."""


LEVERS: tuple[Lever, ...] = (*protection.LEVERS, *merit.LEVERS, *(lever for area in AREAS for lever in area.levers))
"""What makes a scenario."""
BY_KEY: dict[str, Lever] = {lever.key: lever for lever in LEVERS}

INPUTS: tuple[Lever, ...] = (
    *protection.VIEW_LEVERS,
    *merit.VIEW_LEVERS,
    *(lever for area in AREAS for lever in area.view_levers),
)
"""What is looked at with it (year, estimate): kept with a scenario, no part of its identity."""
INPUT_BY_KEY: dict[str, Lever] = {lever.key: lever for lever in INPUTS}

RETIRED: dict[str, str] = {}
"""Lever key -> what it was called, for scenarios saved before it went."""

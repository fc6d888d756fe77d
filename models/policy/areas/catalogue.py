"""All levers of all areas in one place: a saved scenario is read against this list, whichever page it came from.

Belongs here: the list, the inputs kept beside a scenario, and levers that are gone with the words said about them.
"""

from __future__ import annotations

from models.policy.areas import merit, protection
from models.policy.areas.support_areas import AREAS
from models.policy.levers.levers import Lever

LEVERS: tuple[Lever, ...] = (*protection.LEVERS, *merit.LEVERS, *(lever for area in AREAS for lever in area.levers))
"""What makes a scenario."""
BY_KEY: dict[str, Lever] = {lever.key: lever for lever in LEVERS}

INPUTS: tuple[Lever, ...] = tuple(
    lever
    for lever in (
        *protection.VIEW_LEVERS,
        *merit.VIEW_LEVERS,
        *(lever for area in AREAS for lever in area.view_levers),
    )
    if lever.kind != "law_date"
)
"""What is looked at with it (year, estimate): kept with a scenario, no part of its identity."""
INPUT_BY_KEY: dict[str, Lever] = {lever.key: lever for lever in INPUTS}

RETIRED: dict[str, str] = {}
"""Lever key -> what it was called, for scenarios saved before it went."""

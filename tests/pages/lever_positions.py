"""Where every lever starts on the report's law, and a place for it that is not where it starts, worked out from its
declaration."""

from __future__ import annotations

from collections.abc import Mapping

from models.policy.answers.whatif import WhatIfArea
from models.policy.areas import merit, protection
from models.policy.levers.levers import NUMERIC_KINDS, UNSET, Lever, LeverValue, address_of

MONTHS = {"applies_from": "2025-03", "first_paid": "2025-06", "stops_after": "2026-11", "actual_to": "2025-02"}
"""Months that must follow one another, by the end of the lever's key."""
ANOTHER_YEAR = "2025"
NORMS_OF_THE_REPORT: dict[str, LeverValue] = {protection.NORM.key: 360_000, merit.NORM.key: 2_055_000}
"""Norms, which are left open, as the report's law has them."""
STEPS_UP, STEPS_DOWN = 26, 7


def start_of(lever: Lever) -> LeverValue:
    """Where the lever starts on the report's law."""
    return NORMS_OF_THE_REPORT.get(lever.key, lever.default)


def other_position(lever: Lever) -> LeverValue:
    """Where the lever stands when "everything is moved": a step inside its bounds, neither start nor default nor
    preset."""
    if lever.kind == "switch":
        return 1 - int(lever.default)
    if lever.kind == "choice" and ANOTHER_YEAR in [value for value, _label in lever.options]:
        return ANOTHER_YEAR
    if lever.kind in NUMERIC_KINDS:
        return _number(lever)
    named = [month for end, month in MONTHS.items() if lever.key.endswith(end)]
    others = [value for value, _label in lever.options if value != lever.default]
    return named[0] if named else others[len(others) // 2]


def _number(lever: Lever) -> int:
    """A little way up from the start (from nought where it may be left open), or down where there is no way up."""
    start = max(0, lever.minimum) if start_of(lever) == UNSET else int(start_of(lever))
    up = min(STEPS_UP, (lever.maximum - start) // lever.step)
    value = start + (up or -STEPS_DOWN) * lever.step
    return value if value not in {preset.value for preset in lever.presets} else value - lever.step


def moved(area: WhatIfArea) -> dict[str, LeverValue]:
    """Every lever of the area away from where it starts, by lever key."""
    return {lever.key: other_position(lever) for lever in area.all_levers}


def untouched(area: WhatIfArea) -> dict[str, LeverValue]:
    return {lever.key: start_of(lever) for lever in area.all_levers}


def as_widgets(area: WhatIfArea, values: Mapping[str, LeverValue]) -> dict[str, object]:
    """The values as the widgets hold them, by parameter."""
    return {lever.parameter: _as_widget(lever, values[lever.key]) for lever in area.all_levers}


def _as_widget(lever: Lever, value: LeverValue) -> object:
    if value == UNSET:
        return None
    return bool(value) if lever.kind == "switch" else value


def as_query(area: WhatIfArea, values: Mapping[str, LeverValue]) -> dict[str, str]:
    """The values as the address bar has them, starts left out; names as `Screen.opened` takes them."""
    return {
        lever.parameter.replace("-", "_"): address_of(lever, values[lever.key])
        for lever in area.all_levers
        if values[lever.key] != start_of(lever)
    }

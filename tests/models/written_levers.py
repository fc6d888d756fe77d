"""Lever settings as a golden row writes them: "protection.norm=600000; protection.norm_provincial=1"."""

from datetime import date

from models.policy.areas import merit, protection
from models.policy.levers.levers import Lever, LeverValue, Scenario

AREAS: dict[str, tuple[Lever, ...]] = {"protection": protection.LEVERS, "merit": merit.LEVERS}
VIEWS: dict[str, tuple[Lever, ...]] = {"protection": protection.VIEW_LEVERS, "merit": merit.VIEW_LEVERS}
BY_KEY = {lever.key: lever for levers in (*AREAS.values(), *VIEWS.values()) for lever in levers}

CLOCKS = {"protection": "moc", "merit": "merit.moc"}
"""What a row calls the clock, which is no lever, where its day is what is moved."""


def area_of(key: str) -> str:
    """The area whose lever it is; view levers of protection have the old names, without a prefix."""
    return "merit" if key.startswith("merit.") else "protection"


def settings_of(text: str) -> dict[str, LeverValue]:
    """Values by lever key; a value no lever takes is refused as it is in a link."""
    pairs = [part.strip().split("=") for part in text.split(";") if part.strip()]
    return {key: value_of(key, value) for key, value in pairs}


def value_of(key: str, text: str) -> LeverValue:
    """A position as written; of the clock its day."""
    return date.fromisoformat(text).isoformat() if key in CLOCKS.values() else BY_KEY[key].parse(text)


def scenario_of(area: str, values: dict[str, LeverValue], law_as_of: str) -> Scenario:
    """The area's levers as a scenario; view levers among the values make no scenario and are left out."""
    known = {lever.key for lever in AREAS[area]}
    kept = {key: value for key, value in values.items() if key in known}
    return Scenario.of(date.fromisoformat(law_as_of), AREAS[area], kept)

"""Levers as they are kept (text) and taken up again against today's catalogue.

Belongs here: what of a saved scenario can still be moved, what cannot and why. Nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.canonical import canonical, parse
from models.policy.areas import catalogue
from models.policy.levers.levers import Lever, LeverValue, LeverValueError
from models.policy.levers.scenario import Scenario


@dataclass(frozen=True)
class Lost:
    """A saved lever that stands at its default now, or nowhere: `reason` is "retired", "unknown", or the reason of a
    LeverValueError when the lever is still there but no longer takes the value."""

    key: str
    value: LeverValue
    reason: str

    @property
    def lever_is_gone(self) -> bool:
        return self.reason in ("retired", "unknown")


@dataclass(frozen=True)
class Restored:
    """`scenario` has every lever of the catalogue; `added` are those that came after saving and stand at their default."""

    scenario: Scenario
    lost: tuple[Lost, ...]
    added: tuple[str, ...]


def restore(law_as_of: date, saved: Mapping[str, LeverValue]) -> Restored:
    """The scenario that saved values make today."""
    kept, lost = take_up(saved, catalogue.BY_KEY)
    added = tuple(sorted(set(catalogue.BY_KEY) - set(saved)))
    return Restored(Scenario.of(law_as_of, catalogue.BY_KEY.values(), kept), lost, added)


def take_up(
    saved: Mapping[str, LeverValue], levers: Mapping[str, Lever]
) -> tuple[dict[str, LeverValue], tuple[Lost, ...]]:
    """Saved values their lever still accepts, and the others."""
    kept: dict[str, LeverValue] = {}
    lost = []
    for key in sorted(saved):
        if key not in levers:
            lost.append(Lost(key, saved[key], "retired" if key in catalogue.RETIRED else "unknown"))
            continue
        try:
            kept[key] = levers[key].accept(saved[key])
        except LeverValueError as error:
            lost.append(Lost(key, saved[key], error.reason))
    return kept, tuple(lost)


def as_text(values: Iterable[tuple[str, LeverValue]]) -> str:
    """Lever values as canonical JSON."""
    return canonical(dict(values))


def from_text(text: str) -> dict[str, LeverValue]:
    """The values back; ValueError when the text holds anything else."""
    return lever_values(parse(text))


def lever_values(found: object) -> dict[str, LeverValue]:
    """A parsed object as lever values: names with whole numbers or texts; ValueError otherwise."""
    if not isinstance(found, dict) or not all(isinstance(value, (int, str)) for value in found.values()):
        raise ValueError("not lever values")
    if any(isinstance(value, bool) for value in found.values()):
        raise ValueError("not lever values")
    return found


def identity_of(law_as_of: date, saved: Mapping[str, LeverValue]) -> str:
    """The identity of the values as they were saved, whatever has become of their levers."""
    return Scenario(law_as_of, tuple((key, saved[key]) for key in sorted(saved))).identity

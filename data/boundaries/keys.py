"""Which property of a file names the units, by code or by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from data.boundaries.process import Listed
from data.ingest.areas import Area, LevelAreas, Name
from data.ingest.base import Level
from data.parsing.folding import fold, toned, words

Role = Literal["code", "name"]
_LONGEST_NAME = 80
_OTHER_WITNESS = 0.5


class Finder:
    """Units of one list by what a property says."""

    def __init__(self, level: Level, units: Sequence[Area]) -> None:
        self.units = tuple(units)
        self.listed = LevelAreas(level, units)
        self.level: Level = level
        self._squeezed: dict[str, list[Area]] = {}
        for unit in units:
            for text in (Name.of(unit.name, level).plain, fold(unit.name)):
                self._squeezed.setdefault(text.replace(" ", ""), []).append(unit)

    def by_code(self, text: str) -> Area | None:
        return self.listed.by_code(text.strip()) if len(text) <= 16 else None

    def by_name(self, text: str) -> list[Area]:
        """All units that the text may name: of its kind where it says one, spaces or none."""
        alike = self.alike(text)
        kind = Name.of(text, self.level).kind if alike else ()
        return [unit for unit in alike if not kind or kind == self.kind(unit.name)]

    def alike(self, text: str) -> list[Area]:
        """As `by_name`, whatever the kind."""
        if len(text) > _LONGEST_NAME or not any(letter.isalpha() for letter in text):
            return []
        plain = Name.of(text, self.level).plain
        return self.listed.like(text) or self._squeezed.get(plain.replace(" ", "")) or []

    def other_tones(self, text: str, unit: Area) -> bool:
        """Whether the text has diacritics and they differ; of a name without spaces, whichever letter a tone is on."""
        if not self.listed.other_tones(text, unit):
            return False
        return _letters(text) not in (_letters(unit.name), _letters(unit.name.removeprefix(unit.name.split()[0])))

    def kind(self, text: str) -> tuple[str, ...]:
        return Name.of(text, self.level).kind


def _letters(text: str) -> list[str]:
    return sorted("".join(toned(word) for word in words(text)))


@dataclass(frozen=True)
class Key:
    """A property read as codes or as names. `units` has the unit of each feature that names one, by the feature's
    number; `shared` the features whose name several units have."""

    name: str
    role: Role
    units: dict[int, Area] = field(default_factory=dict)
    shared: dict[int, list[Area]] = field(default_factory=dict)

    @cached_property
    def matched(self) -> int:
        """How many units it names."""
        return len(set(self.units.values()))


def keys_of(features: Sequence[Listed], finder: Finder) -> list[Key]:
    """Every property that names a unit, the best first: more units, codes before names, in the order of the file."""
    names = list(dict.fromkeys(name for feature in features for name in feature.properties))
    found = [key for name in names for key in (_by_code(name, features, finder), _by_name(name, features, finder))]
    return sorted((key for key in found if key.units or key.shared), key=lambda key: (-key.matched, key.role != "code"))


def chosen(keys: Sequence[Key], wanted: str | None, total: int) -> Key | None:
    """The key to go by: the one wanted; the one that names all units, codes before names; the best. None where several
    say different things and somebody has to choose, or none says anything."""
    if wanted is not None:
        return next((key for key in keys if key.name == wanted), None)
    whole = [key for key in keys if key.matched == total]
    for role in ("code", "name"):
        alike = [key for key in whole if key.role == role]
        if alike:
            return alike[0] if all(key.units == alike[0].units for key in alike) else None
    best = [key for key in keys if key.matched == keys[0].matched and key.role == keys[0].role]
    return best[0] if best and all(key.units == best[0].units for key in best) else None


def witnesses(keys: Sequence[Key], key: Key, total: int) -> list[Key]:
    """The other keys that name so many units that they must mean the feature itself, not what it lies in."""
    return [
        other
        for other in keys
        if (other.name, other.role) != (key.name, key.role) and other.matched >= _OTHER_WITNESS * total
    ]


def _by_code(name: str, features: Sequence[Listed], finder: Finder) -> Key:
    found = {feature.number: finder.by_code(feature.properties.get(name, "")) for feature in features}
    return Key(name, "code", {number: unit for number, unit in found.items() if unit is not None})


def _by_name(name: str, features: Sequence[Listed], finder: Finder) -> Key:
    key = Key(name, "name")
    for feature in features:
        units = finder.by_name(feature.properties.get(name, ""))
        if len(units) == 1:
            key.units[feature.number] = units[0]
        elif units:
            key.shared[feature.number] = units
    return key

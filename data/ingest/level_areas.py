"""The areas of one level in one list, looked up by code or by name.

Belongs here: the look-up alone. Does not: which of several columns and lists counts (matching.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from data.ingest.area_lists import Area, areas_of
from data.ingest.area_names import Name
from data.ingest.contracts import Level


class LevelAreas:
    """Areas of one level; names are compared with tones first, then without."""

    def __init__(self, level: Level, areas: Iterable[Area]) -> None:
        self.level: Level = level
        self.areas = tuple(areas)
        self._by_code = {area.code: area for area in self.areas}
        self._names = {area: Name.of(area.name, level) for area in self.areas}
        self._exact: dict[str, list[Area]] = {}
        self._plain: dict[str, list[Area]] = {}
        for area, name in self._names.items():
            self._exact.setdefault(name.exact, []).append(area)
            self._plain.setdefault(name.plain, []).append(area)

    def by_code(self, code: str) -> Area | None:
        return self._by_code.get(code.lstrip("0")) if code.isascii() and code.isdigit() else None

    def like(self, text: str) -> list[Area]:
        """All areas of this name, whatever their kind."""
        sought = Name.of(text, self.level)
        return self._exact.get(sought.exact) or self._plain.get(sought.plain) or []

    def of_kind(self, text: str) -> list[Area]:
        """The areas of this name and, where the text says one, of its kind."""
        kind = Name.of(text, self.level).kind
        return [area for area in self.like(text) if not kind or self._names[area].kind == kind]

    def knows(self, text: str) -> bool:
        return Name.of(text, self.level).plain in self._plain

    def other_tones(self, text: str, area: Area) -> bool:
        """Whether the text carries diacritics and they differ from the area's name beyond the place of the tone."""
        sought = Name.of(text, self.level)
        return sought.exact not in (self._names[area].exact, sought.plain)

    @property
    def plain_names(self) -> dict[str, str]:
        """Name without kind and diacritics -> full name."""
        return {name.plain: area.name for area, name in self._names.items()}


@lru_cache(maxsize=9)
def level_areas(vintage: date, level: Level) -> LevelAreas:
    return LevelAreas(level, [area for area in areas_of(vintage) if area.level == level])


def province_of(vintage: date) -> Area:
    return next(area for area in areas_of(vintage) if area.level == "province")

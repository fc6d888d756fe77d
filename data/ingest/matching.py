"""Areas by code and name, against the list of a day.

Belongs here: finding the one area that the cells of a row name, which must all agree. Does not: the lists (area_lists.py),
or the words when none is found (area_faults.py). A near name is suggested, never applied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.ingest import area_faults
from data.ingest.area_lists import Area
from data.ingest.area_names import Name
from data.ingest.contracts import Level
from data.ingest.level_areas import LevelAreas, level_areas, province_of
from data.parsing.folding import fold
from data.vocabulary.problems import Fault
from data.vocabulary.vintages import VINTAGE_2023, VINTAGES, vintage_of

_WHOLE = ("", "toan tinh ", "ca tinh ", "tinh ")


@dataclass(frozen=True)
class Located:
    """The area of a row; without one, the faults say why, each with the column it concerns. `remarks` are doubts that do
    not stop it."""

    area: Area | None = None
    faults: tuple[tuple[str, Fault], ...] = ()
    remarks: tuple[tuple[str, Fault], ...] = ()


@dataclass(frozen=True)
class Areas:
    """The province, districts and communes of one list, which counts from the day `vintage`."""

    vintage: date
    province: Area
    districts: LevelAreas
    communes: LevelAreas

    def locate(self, cells: Mapping[str, str], period: str = "") -> Located:
        """The area named by the cells district_code, district, commune_code, commune (cleaned text; absent or empty: no
        such cell). All of them must agree. `period` is the row's, for messages.

        A column of districts may also name the province and, where no cell names a commune, a commune: a column
        "Đơn vị" holds whatever the table is about.
        """
        return _Search(self, cells, period).located()

    def is_area(self, text: str) -> bool:
        """Whether the text alone is the name of a district or commune of any list, with or without its kind."""
        return any(level_areas(vintage, level).knows(text) for vintage in VINTAGES for level in ("district", "commune"))

    def is_province(self, text: str) -> bool:
        """Whether the text alone says the whole province: Toàn tỉnh, Tỉnh Hà Nam."""
        return fold(text) in _province_words(self.vintage)

    def district_of(self, area: Area | None) -> Area | None:
        """The district an area is in."""
        return self.districts.by_code(area.district_code) if area is not None and area.district_code else None


class _Search:
    """The search for the area of one row, and the faults met."""

    def __init__(self, areas: Areas, cells: Mapping[str, str], period: str) -> None:
        self.areas, self.cells, self.period = areas, cells, period
        self.faults: list[tuple[str, Fault]] = []
        self.remarks: list[tuple[str, Fault]] = []
        self.communes_apart = bool(cells.get("commune_code") or cells.get("commune"))

    def located(self) -> Located:
        above = self._named("district", ("province", "district") if self.communes_apart else _ALL, None)
        within = above if above is not None and above.level == "district" else None
        below = self._named("commune", ("province", "commune"), within)
        if within is not None and below is not None and below.district_code != within.code:
            column = "commune_code" if self.cells.get("commune_code") else "commune"
            self.faults.append((column, area_faults.in_another(below, self.areas.district_of(below), within)))
        if self.faults:
            return Located(faults=tuple(self.faults))
        return Located(below or above, remarks=tuple(self.remarks))

    def _named(self, column: str, levels: Sequence[Level], within: Area | None) -> Area | None:
        code, name = self.cells.get(f"{column}_code", ""), self.cells.get(column, "")
        by_code = self._by_code(code, levels) if code else None
        found = by_code if isinstance(by_code, Area) else None
        # A name two communes share is settled by their district: the one given, or that of the code beside it.
        by_name = self._by_name(name, levels, within or self.areas.district_of(found), column) if name else None
        if found is not None and isinstance(by_name, Fault):
            by_name = area_faults.beside_code(by_name, code, found)
        for place, answer in ((f"{column}_code", by_code), (column, by_name)):
            if isinstance(answer, Fault):
                self.faults.append((place, answer))
        if not isinstance(by_name, Area):
            return found
        if by_name.level != "province" and level_areas(self.areas.vintage, by_name.level).other_tones(name, by_name):
            self.remarks.append((column, area_faults.read_as(by_name)))
        if found is not None and found != by_name:
            self.faults.append((column, area_faults.disagree(code, found, by_name)))
        return by_name

    def _by_code(self, code: str, levels: Sequence[Level]) -> Area | Fault:
        for level in levels:
            found = self._listed(level).by_code(code)
            if found is not None:
                return found
        return area_faults.unknown_code(code, self.areas.vintage, levels, self.period)

    def _by_name(self, text: str, levels: Sequence[Level], within: Area | None, column: str) -> Area | Fault:
        """The one area of this name; the kind ("Xã", "TP.") decides only between areas that share the rest."""
        if self.areas.is_province(text) and not (column == "district" and self._also_commune(text)):
            return self.areas.province
        alike = [area for level in levels if level != "province" for area in self._listed(level).like(text)]
        of_kind = [area for area in alike if Name.of(text, area.level).kind == Name.of(area.name, area.level).kind]
        alike = of_kind or alike
        if within is not None and len(alike) > 1:
            alike = [area for area in alike if area.district_code == within.code] or alike
        if len(alike) > 1:
            return area_faults.shared_name(alike)
        if not alike:
            return area_faults.unknown_name(text, self.areas.vintage, levels, self.period)
        former = self._once_another(text, alike[0], column)
        return former if former is not None else alike[0]

    def _once_another(self, text: str, area: Area, column: str) -> Fault | None:
        """Why a name that an area of today has is taken for one of another list: it also names that one's kind, or it
        stands without a kind where it may still mean a district that is no more."""
        kind = Name.of(text, area.level).kind
        if kind and kind != Name.of(area.name, area.level).kind:
            return area_faults.other_kind(text, area, self.areas.vintage, self.period)
        if not kind and column == "district" and area.level == "commune":
            return area_faults.once_larger(text, area, self.areas.vintage)
        return None

    def _listed(self, level: Level) -> LevelAreas:
        return level_areas(self.areas.vintage, level)

    def _also_commune(self, text: str) -> bool:
        return not self.communes_apart and bool(self.areas.communes.like(text))


_ALL: tuple[Level, ...] = ("province", "district", "commune")


def areas_on(day: date) -> Areas:
    """The areas as they were on a day; before 2023 those of 2023."""
    return _areas(vintage_of(day))


def areas_2023() -> Areas:
    """The six districts and 109 communes of 2023."""
    return _areas(VINTAGE_2023)


@lru_cache(maxsize=len(VINTAGES))
def _areas(vintage: date) -> Areas:
    return Areas(vintage, province_of(vintage), level_areas(vintage, "district"), level_areas(vintage, "commune"))


@lru_cache(maxsize=len(VINTAGES))
def _province_words(vintage: date) -> frozenset[str]:
    name = fold(province_of(vintage).name).removeprefix("tinh ")
    return frozenset({lead + name for lead in _WHOLE} | {"toan tinh", "ca tinh"})

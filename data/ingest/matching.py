"""Areas by code and name, against the province's list of 2023.

Belongs here: finding the district and commune a row is about, and saying why it cannot be found. Does not: benefit
groups (groups.py). A near name is suggested, never applied.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from data.ingest.area_names import Name
from data.ingest.problems import Fault, shown
from data.locale import _

SEED = Path(__file__).parent.parent / "seed"
PEOPLE_OF_A_COMMUNE = 50_000
"""Cap where no population of communes is known; the largest commune of the province has under half of it."""


@dataclass(frozen=True)
class Area:
    """A district or commune; `name` is the full name, `people` the most beneficiaries a row of it may have."""

    code: str
    name: str
    district_code: str
    people: int


@dataclass(frozen=True)
class Located:
    """The area of a row; without one, the faults say why, each with the column it concerns."""

    district: Area | None = None
    commune: Area | None = None
    faults: tuple[tuple[str, Fault], ...] = ()
    remarks: tuple[tuple[str, Fault], ...] = ()


class Level:
    """The areas of one level, looked up by code or name."""

    def __init__(self, level: str, areas: Iterable[Area]) -> None:
        self.level = level
        self.areas = tuple(areas)
        self._by_code = {area.code.lstrip("0"): area for area in self.areas}
        self._names = {area: Name.of(area.name, level) for area in self.areas}
        self._plain = frozenset(name.plain for name in self._names.values())

    def by_code(self, code: str) -> Area | Fault:
        found = self._by_code.get(code.lstrip("0")) if code.isascii() and code.isdigit() else None
        if found is not None:
            return found
        return Fault(
            _("không có trong danh mục mã đơn vị năm 2023"),
            _("Ghi đúng mã, ví dụ {code} ({name}), hoặc để trống và ghi tên.").format(
                code=self.areas[0].code, name=self.areas[0].name
            ),
        )

    def by_name(self, text: str, district: Area | None = None) -> Area | Fault:
        """The one area of this name; the kind ("Xã", "TP.") decides only between areas that share the rest."""
        sought = Name.of(text, self.level)
        alike = [area for area, name in self._names.items() if name.exact == sought.exact]
        alike = alike or [area for area, name in self._names.items() if name.plain == sought.plain]
        same_kind = [area for area in alike if sought.kind and self._names[area].kind == sought.kind]
        alike = same_kind or alike
        if district is not None and len(alike) > 1:
            alike = [area for area in alike if area.district_code == district.code] or alike
        if len(alike) == 1:
            return alike[0]
        if alike:
            names = ", ".join(f"{area.name} ({area.code})" for area in alike)
            return Fault(_("trùng tên nhiều đơn vị: {names}").format(names=names), _("Ghi thêm mã hoặc tên huyện."))
        return self._unknown(sought)

    def knows(self, text: str) -> bool:
        return Name.of(text, self.level).plain in self._plain

    def other_tones(self, text: str, area: Area) -> bool:
        """Whether the text carries diacritics and they differ from the area's name beyond the place of the tone."""
        sought = Name.of(text, self.level)
        return sought.exact not in (self._names[area].exact, sought.plain)

    def _unknown(self, sought: Name) -> Fault:
        plain = {name.plain: area.name for area, name in self._names.items()}
        near = difflib.get_close_matches(sought.plain, plain, n=1, cutoff=0.7)
        if not near:
            return Fault(_("không có trong danh mục năm 2023 của tỉnh"), _("Ghi đúng tên đơn vị theo danh mục."))
        name = plain[near[0]]
        return Fault(
            _("không có trong danh mục năm 2023; có phải '{name}'?").format(name=name),
            _("Nếu đúng, sửa ô này thành '{name}'.").format(name=name),
        )


@dataclass
class Areas:
    """Districts and communes together; answers are remembered, for most rows repeat."""

    districts: Level
    communes: Level
    # Of one file only: names come from users and must not pile up.
    _seen: dict[tuple[tuple[str, str], ...], Located] = field(default_factory=dict)

    def locate(self, cells: Mapping[str, str]) -> Located:
        """The area named by the cells district_code, district, commune_code, commune (cleaned text; absent or empty: no
        such cell). All of them must agree."""
        key = tuple(sorted(cells.items()))
        if key not in self._seen:
            self._seen[key] = self._locate(cells)
        return self._seen[key]

    def is_area(self, text: str) -> bool:
        """Whether the text alone is the name of some area, with or without its kind."""
        return self.districts.knows(text) or self.communes.knows(text)

    def _locate(self, cells: Mapping[str, str]) -> Located:
        faults: list[tuple[str, Fault]] = []
        remarks: list[tuple[str, Fault]] = []
        districts = self._named(self.districts, "district", cells, None, faults, remarks)
        district = districts[0] if districts else None
        communes = self._named(self.communes, "commune", cells, district, faults, remarks)
        commune = communes[0] if communes else None
        if district is not None and commune is not None and commune.district_code != district.code:
            column = "commune_code" if cells.get("commune_code") else "commune"
            faults.append((column, self._elsewhere(commune, district)))
        if commune is not None and district is None:
            district = self._district_of(commune)
        if faults:
            return Located(faults=tuple(faults))
        return Located(district, commune, remarks=tuple(remarks))

    def _named(
        self,
        level: Level,
        column: str,
        cells: Mapping[str, str],
        within: Area | None,
        faults: list[tuple[str, Fault]],
        remarks: list[tuple[str, Fault]],
    ) -> list[Area]:
        found: list[Area] = []
        code, name = cells.get(f"{column}_code", ""), cells.get(column, "")
        by_code = level.by_code(code) if code else None
        by_name: Area | Fault | None = None
        if name:
            # A name two communes share is settled by their district: the one given, or that of the code beside it.
            by_name = level.by_name(name, within if within is not None else self._district_of(by_code))
        for place, answer in ((f"{column}_code", by_code), (column, by_name)):
            if isinstance(answer, Fault):
                faults.append((place, answer))
            elif answer is not None:
                found.append(answer)
        if isinstance(by_name, Area) and level.other_tones(name, by_name):
            remarks.append((column, _read_as(by_name)))
        if len(found) == 2 and found[0] != found[1]:
            faults.append((column, _disagree(code, found[0], found[1])))
        return found

    def _district_of(self, answer: Area | Fault | None) -> Area | None:
        if not isinstance(answer, Area):
            return None
        return next(area for area in self.districts.areas if area.code == answer.district_code)

    def _elsewhere(self, commune: Area, district: Area) -> Fault:
        own = self._district_of(commune)
        return Fault(
            _("là {commune} ({code}) thuộc {own}, không thuộc {district}").format(
                commune=commune.name, code=commune.code, own=own.name if own else "", district=district.name
            ),
            _("Sửa cột huyện hoặc cột xã cho khớp nhau."),
        )


def _disagree(code: str, by_code: Area, by_name: Area) -> Fault:
    return Fault(
        _("không khớp với mã {code}: mã này là {name}, còn tên này có mã {other}").format(
            code=shown(code), name=by_code.name, other=by_name.code
        ),
        _("Sửa mã hoặc tên cho khớp nhau."),
    )


def _read_as(area: Area) -> Fault:
    return Fault(
        _("viết dấu khác danh mục, được hiểu là '{name}'").format(name=area.name),
        _("Nếu không phải, sửa ô này trước khi nạp."),
    )


def seed_rows(name: str) -> list[dict[str, str]]:
    """The rows of a seed file, every cell as text."""
    with (SEED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def areas_2023() -> Areas:
    """The six districts and 109 communes of 2023, with nothing remembered yet."""
    return Areas(*_levels_2023())


@lru_cache(maxsize=1)
def _levels_2023() -> tuple[Level, Level]:
    districts = [
        Area(row["code"], f"{row['kind']} {row['name_vi']}", row["code"], int(row["population"]))
        for row in seed_rows("districts_2023.csv")
    ]
    communes = [
        Area(row["code"], row["name"], row["district_code"], PEOPLE_OF_A_COMMUNE)
        for row in seed_rows("communes_2023.csv")
    ]
    return Level("district", districts), Level("commune", communes)

"""Names and codes of areas in a file matched to the list of administrative units that applies to its period (2023,
January 2025, July 2025), and a Fault with a suggestion for those that match none."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from data.ingest.base import Level
from data.locale import _
from data.parsing.folding import bare, fold, toned, words
from data.seed_files import seed_rows
from data.vocabulary.groups import unnumbered
from data.vocabulary.periods import VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07, VINTAGES, vintage_of
from data.vocabulary.problems import Fault, shown

PEOPLE_OF_A_COMMUNE = 50_000
"""Cap where no population of communes is known; the largest commune of the province has under half of it."""
PEOPLE_OF_A_PROVINCE = 10_000_000
_KIM_BANG = "350"
_KINDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "province": (("tinh",),),
    "district": (("thanh", "pho"), ("tp",), ("thi", "xa"), ("tx",), ("huyen",), ("h",), ("quan",), ("q",)),
    "commune": (("thi", "tran"), ("tt",), ("xa",), ("x",), ("phuong",), ("p",)),
}
_LONG_KIND: dict[tuple[str, ...], tuple[str, ...]] = {
    ("tp",): ("thanh", "pho"),
    ("tx",): ("thi", "xa"),
    ("h",): ("huyen",),
    ("q",): ("quan",),
    ("tt",): ("thi", "tran"),
    ("x",): ("xa",),
    ("p",): ("phuong",),
}
_PROVINCES = (("tinh", "ha", "nam"), ("tinh", "ninh", "binh"))
_REMEMBERED = 200
_NEAR = 0.7
# 347.0 and 347,0 are what a column of numbers makes of 347; 13.285 is 13285 with its thousands parted.
_CODE = re.compile(r"'?0*(?P<digits>[0-9]{1,3}[.,][0-9]{3}|[0-9]{1,5})(?:[.,]0{1,4})?")
_WHOLE_PROVINCE = ("", "toan tinh ", "ca tinh ", "tinh ")
_ALL_LEVELS: tuple[Level, ...] = ("province", "district", "commune")


@dataclass(frozen=True)
class Area:
    """A province, district or commune; `name` is the full name, `district_code` that of its district (None from July
    2025, and for the province), `people` the highest number of beneficiaries that a row of it may have."""

    code: str
    name: str
    level: Level
    district_code: str | None
    people: int


@lru_cache(maxsize=len(VINTAGES))
def areas_of(vintage: date) -> tuple[Area, ...]:
    """The province, its districts and its communes in the list that begins on this day."""
    if vintage == VINTAGE_2025_07:
        listed = {(row["code_2025_07"], row["name_2025_07"]) for row in seed_rows("commune_crosswalk_2025-07.csv")}
        province = Area("37", "Tỉnh Ninh Bình", "province", None, PEOPLE_OF_A_PROVINCE)
        return province, *(_commune(code, name, None) for code, name in sorted(listed))
    province = Area("35", "Tỉnh Hà Nam", "province", None, PEOPLE_OF_A_PROVINCE)
    return province, *_districts(vintage), *_communes(vintage)


@lru_cache(maxsize=1)
def successors() -> dict[tuple[date, str], tuple[str, ...]]:
    """(list, code of a commune) -> the full names of the communes of July 2025 that its land is in."""
    names_by_code: dict[tuple[date, str], tuple[str, ...]] = {}
    for row in seed_rows("commune_crosswalk_2025-07.csv"):
        names = [row["name_2025_07"], row["other_part_goes_to"]]
        names_by_code[VINTAGE_2025_01, row["code_2025_01"]] = tuple(name for name in names if name)
    for row in seed_rows("commune_crosswalk_2025-01.csv"):
        names_by_code[VINTAGE_2023, row["code_2023"]] = names_by_code.get((VINTAGE_2025_01, row["code_2025_01"]), ())
    return names_by_code


@dataclass(frozen=True)
class Name:
    """An area name taken apart: its kind (folded, "" if absent), the rest with tones and the rest without."""

    kind: tuple[str, ...]
    exact: str
    plain: str

    @classmethod
    def of(cls, text: str, level: str) -> Name:
        # Names repeat; a cell of 32.767 characters must not stay in memory.
        return _taken_apart(text, level) if len(text) <= _REMEMBERED else cls._of(text, level)

    @classmethod
    def _of(cls, text: str, level: str) -> Name:
        parts = words(unnumbered(text))
        folded = tuple(bare(part) for part in parts)
        if folded[-3:] in _PROVINCES and len(folded) > 3:
            parts, folded = parts[:-3], folded[:-3]
        for kind in _KINDS[level]:
            if folded[: len(kind)] == kind and len(folded) > len(kind):
                rest = parts[len(kind) :]
                return cls(_LONG_KIND.get(kind, kind), _joined(rest, exact=True), _joined(rest, exact=False))
        return cls((), _joined(parts, exact=True), _joined(parts, exact=False))


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
        return self._by_code.get(code_digits(code))

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


def code_digits(text: str) -> str:
    """The digits of a code as files write it, without leading noughts: 347, 00347, 347.0, "347,0"; "" for no code."""
    match = _CODE.fullmatch(text) if text.isascii() else None
    return "" if match is None else match["digits"].replace(".", "").replace(",", "")


@lru_cache(maxsize=9)
def level_areas(vintage: date, level: Level) -> LevelAreas:
    return LevelAreas(level, [area for area in areas_of(vintage) if area.level == level])


def province_of(vintage: date) -> Area:
    return next(area for area in areas_of(vintage) if area.level == "province")


def unknown_code(code: str, vintage: date, levels: Sequence[Level], period: str) -> Fault:
    for other in _other_vintages(vintage):
        for level in levels:
            area = level_areas(other, level).by_code(code)
            if area is not None:
                return _of_another_list(area, other, vintage, period, by_code=True)
    example = next(areas[0] for level in levels if level != "province" and (areas := level_areas(vintage, level).areas))
    return Fault(
        _("không có trong danh mục mã đơn vị {listed}").format(listed=listed(vintage)),
        _("Ghi đúng mã, ví dụ {code} ({name}), hoặc để trống và ghi tên.").format(code=example.code, name=example.name),
    )


def unknown_name(text: str, vintage: date, levels: Sequence[Level], period: str) -> Fault:
    for other in _other_vintages(vintage):
        for level in levels:
            areas = level_areas(other, level).of_kind(text)
            if areas:
                return _of_another_list(areas[0], other, vintage, period)
    plain = {name: full for level in levels for name, full in level_areas(vintage, level).plain_names.items()}
    sought = {Name.of(text, level).plain for level in levels if level != "province"}
    near = max((_nearest(name, plain) for name in sought), key=lambda match: match[0])[1]
    if near is None:
        return Fault(
            _("không có trong danh mục {listed} của tỉnh").format(listed=listed(vintage)),
            _("Ghi đúng tên đơn vị theo danh mục."),
        )
    return Fault(
        _("không có trong danh mục {listed}; có phải '{name}'?").format(listed=listed(vintage), name=near),
        _("Nếu đúng, sửa ô này thành '{name}'.").format(name=near),
    )


def beside_code(fault: Fault, code: str, by_code: Area) -> Fault:
    """The fault of an unknown name whose row also has a known code: the code tells which unit was meant."""
    return Fault(
        _("{reason}; mã {code} cùng dòng là '{name}'").format(
            reason=fault.reason.partition(";")[0], code=shown(code), name=by_code.name
        ),
        _("Nếu đúng là đơn vị đó, sửa ô này thành '{name}'; nếu không, sửa mã.").format(name=by_code.name),
    )


def other_kind(text: str, area: Area, vintage: date, period: str) -> Fault | None:
    """The fault of a name whose kind belongs to a unit of another list ("Thị trấn Tân Thanh" is not Xã Tân Thanh of
    July 2025); None where only the kind has changed, as of a xã that became a phường."""
    for other in _other_vintages(vintage):
        for named in level_areas(other, area.level).of_kind(text):
            same = named.code == area.code and VINTAGE_2025_07 not in (vintage, other)
            if not same:
                return _of_another_list(named, other, vintage, period)
    return None


def once_larger(text: str, area: Area, vintage: date) -> Fault | None:
    """The fault of a name without a kind that was a whole district's until July 2025 ("Kim Bảng" is not simply Phường
    Kim Bảng); else None."""
    name = fold(text)
    for other in _other_vintages(vintage):
        for level in ("province", "district"):
            for named in level_areas(other, level).areas:
                if Name.of(named.name, level).plain in (name, f"tinh {name}"):
                    return Fault(
                        _("có thể là {area} hoặc {former} trước ngày {day}").format(
                            area=area.name, former=named.name, day=written_day(vintage)
                        ),
                        _("Ghi đủ cấp đơn vị, ví dụ '{area}', hoặc ghi mã {code}.").format(
                            area=area.name, code=area.code
                        ),
                    )
    return None


def shared_name(areas: Sequence[Area]) -> Fault:
    names = ", ".join(f"{area.name} ({area.code})" for area in areas)
    return Fault(_("trùng tên nhiều đơn vị: {names}").format(names=names), _("Ghi thêm mã hoặc tên huyện."))


def disagree(code: str, by_code: Area, by_name: Area) -> Fault:
    return Fault(
        _("không khớp với mã {code}: mã này là {name}, còn tên này có mã {other}").format(
            code=shown(code), name=by_code.name, other=by_name.code
        ),
        _("Sửa mã hoặc tên cho khớp nhau."),
    )


def in_another(commune: Area, its_district: Area | None, district: Area) -> Fault:
    return Fault(
        _("là {commune} ({code}) thuộc {own}, không thuộc {district}").format(
            commune=commune.name,
            code=commune.code,
            own=its_district.name if its_district else "",
            district=district.name,
        ),
        _("Sửa cột huyện hoặc cột xã cho khớp nhau."),
    )


def read_as(area: Area) -> Fault:
    return Fault(
        _("viết dấu khác danh mục, được hiểu là '{name}'").format(name=area.name),
        _("Nếu không phải, sửa ô này trước khi nạp."),
    )


def listed(vintage: date) -> str:
    """How messages name a list: "năm 2023", "từ 01/7/2025"."""
    return _("năm 2023") if vintage == VINTAGE_2023 else _("từ {day}").format(day=written_day(vintage))


def written_day(day: date) -> str:
    """A day as official papers write it: 01/7/2025, 31/12/2024."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


@dataclass(frozen=True)
class Located:
    """The area of a row, or the faults, each with its column, that explain why there is none. `remarks` are doubts that
    do not refuse it."""

    area: Area | None = None
    faults: tuple[tuple[str, Fault], ...] = ()
    remarks: tuple[tuple[str, Fault], ...] = ()


@dataclass(frozen=True)
class Areas:
    """The province, districts and communes of the list that applies from the day `vintage`."""

    vintage: date
    province: Area
    districts: LevelAreas
    communes: LevelAreas

    def locate(self, cells: Mapping[str, str], period: str = "") -> Located:
        """The area named by the cells district_code, district, commune_code, commune (cleaned text; absent or empty: no
        such cell). All of them must agree. `period` is the row's, for messages.

        A column of districts may also name the province and, where no cell names a commune, a commune: the heading "Đơn
        vị" stands over whatever the table is about.
        """
        return _Search(self, cells, period).located()

    def is_area(self, text: str) -> bool:
        """Whether the text alone is the name of a district or commune of any list, with or without its kind."""
        return any(level_areas(vintage, level).knows(text) for vintage in VINTAGES for level in ("district", "commune"))

    def is_province(self, text: str) -> bool:
        """Whether the text alone means the whole province: Toàn tỉnh, Tỉnh Hà Nam."""
        return fold(text) in _province_words(self.vintage)

    def district_of(self, area: Area | None) -> Area | None:
        """The district an area is in."""
        return self.districts.by_code(area.district_code) if area is not None and area.district_code else None


class _Search:
    """The search for the area of one row, with the faults met on the way."""

    def __init__(self, areas: Areas, cells: Mapping[str, str], period: str) -> None:
        self.areas, self.cells, self.period = areas, cells, period
        self.faults: list[tuple[str, Fault]] = []
        self.remarks: list[tuple[str, Fault]] = []
        self.communes_apart = bool(cells.get("commune_code") or cells.get("commune"))

    def located(self) -> Located:
        above = self._named("district", ("province", "district") if self.communes_apart else _ALL_LEVELS, None)
        within = above if above is not None and above.level == "district" else None
        below = self._named("commune", ("province", "commune"), within)
        if within is not None and below is not None and below.district_code != within.code:
            column = "commune_code" if self.cells.get("commune_code") else "commune"
            self.faults.append((column, in_another(below, self.areas.district_of(below), within)))
        if self.faults:
            return Located(faults=tuple(self.faults))
        return Located(below or above, remarks=tuple(self.remarks))

    def _named(self, column: str, levels: Sequence[Level], within: Area | None) -> Area | None:
        code, name = self.cells.get(f"{column}_code", ""), self.cells.get(column, "")
        by_code = self._by_code(code, levels) if code else None
        area = by_code if isinstance(by_code, Area) else None
        # A name two communes share is settled by their district: the one given, or that of the code beside it.
        by_name = self._by_name(name, levels, within or self.areas.district_of(area), column) if name else None
        if area is not None and isinstance(by_name, Fault):
            by_name = beside_code(by_name, code, area)
        for field, answer in ((f"{column}_code", by_code), (column, by_name)):
            if isinstance(answer, Fault):
                self.faults.append((field, answer))
        if not isinstance(by_name, Area):
            return area
        if by_name.level != "province" and level_areas(self.areas.vintage, by_name.level).other_tones(name, by_name):
            self.remarks.append((column, read_as(by_name)))
        if area is not None and area != by_name:
            self.faults.append((column, disagree(code, area, by_name)))
        return by_name

    def _by_code(self, code: str, levels: Sequence[Level]) -> Area | Fault:
        for level in levels:
            area = self._listed(level).by_code(code)
            if area is not None:
                return area
        return unknown_code(code, self.areas.vintage, levels, self.period)

    def _by_name(self, text: str, levels: Sequence[Level], within: Area | None, column: str) -> Area | Fault:
        """The one area of this name; the kind ("Xã", "TP.") decides only between areas that share the rest."""
        if self.areas.is_province(text) and not (column == "district" and self._also_commune(text)):
            return self.areas.province
        if code_digits(text):
            # A column of names that holds codes; the province's, 35, may as well be a running number.
            return self._by_code(text, [level for level in levels if level != "province"])
        candidates = [area for level in levels if level != "province" for area in self._listed(level).like(text)]
        of_kind = [area for area in candidates if Name.of(text, area.level).kind == Name.of(area.name, area.level).kind]
        candidates = of_kind or candidates
        if within is not None and len(candidates) > 1:
            candidates = [area for area in candidates if area.district_code == within.code] or candidates
        if len(candidates) > 1:
            return shared_name(candidates)
        if not candidates:
            return unknown_name(text, self.areas.vintage, levels, self.period)
        former = self._once_another(text, candidates[0], column)
        return former if former is not None else candidates[0]

    def _once_another(self, text: str, area: Area, column: str) -> Fault | None:
        """The fault of a name that a unit of another list also has, with its kind, or without a kind where it may mean
        a former district; else None."""
        kind = Name.of(text, area.level).kind
        if kind and kind != Name.of(area.name, area.level).kind:
            return other_kind(text, area, self.areas.vintage, self.period)
        if not kind and column == "district" and area.level == "commune":
            return once_larger(text, area, self.areas.vintage)
        return None

    def _listed(self, level: Level) -> LevelAreas:
        return level_areas(self.areas.vintage, level)

    def _also_commune(self, text: str) -> bool:
        return not self.communes_apart and bool(self.areas.communes.like(text))


def areas_on(day: date) -> Areas:
    """The areas as they were on a day; before 2023 those of 2023."""
    return _areas(vintage_of(day))


def areas_2023() -> Areas:
    """The six districts and 109 communes of 2023."""
    return _areas(VINTAGE_2023)


def _districts(vintage: date) -> list[Area]:
    districts = []
    for row in seed_rows("districts_2023.csv"):
        kind = "Thị xã" if row["code"] == _KIM_BANG and vintage == VINTAGE_2025_01 else row["kind"]
        name = f"{kind} {row['name_vi']}"
        districts.append(Area(row["code"], name, "district", row["code"], int(row["population"])))
    return districts


def _communes(vintage: date) -> list[Area]:
    if vintage == VINTAGE_2023:
        return [_commune(row["code"], row["name"], row["district_code"]) for row in seed_rows("communes_2023.csv")]
    return [
        _commune(row["code_2025_01"], row["name_2025_01"], row["district_code"])
        for row in seed_rows("commune_crosswalk_2025-07.csv")
    ]


def _commune(code: str, name: str, district_code: str | None) -> Area:
    return Area(code, name, "commune", district_code, PEOPLE_OF_A_COMMUNE)


@lru_cache(maxsize=4096)
def _taken_apart(text: str, level: str) -> Name:
    return Name._of(text, level)


def _joined(parts: list[str], *, exact: bool) -> str:
    return " ".join(toned(part) if exact else bare(part) for part in parts)


def _other_vintages(vintage: date) -> list[date]:
    """The other lists, nearest in time first."""
    return sorted((other for other in VINTAGES if other != vintage), key=lambda other: abs(other - vintage))


def _of_another_list(area: Area, other: date, vintage: date, period: str, *, by_code: bool = False) -> Fault:
    if other > vintage:
        span = _("từ {day}").format(day=written_day(other))
    else:
        end = next(first for first in VINTAGES if first > other and first <= vintage) - timedelta(days=1)
        span = _("đến {day}").format(day=written_day(end))
    here = _("kỳ {period}").format(period=period) if period else _("danh mục {listed}").format(listed=listed(vintage))
    clause = _("có trong danh mục {span}, không có ở {here}").format(span=span, here=here)
    reason = _("là mã của {area}, {said}").format(area=area.name, said=clause) if by_code else clause
    later = successors().get((other, area.code), ()) if vintage == VINTAGE_2025_07 and area.level == "commune" else ()
    if later:
        names = _(" và ").join(f"'{name}'" for name in later)
        return Fault(reason, _("Địa bàn này nay thuộc {names}; ghi đơn vị của kỳ này.").format(names=names))
    if area.level == "district" and vintage == VINTAGE_2025_07:
        return Fault(
            reason,
            _(
                "Từ {day} không còn cấp huyện và số của huyện không chia về xã được: ghi số của từng xã, phường, hoặc "
                "sửa kỳ."
            ).format(day=written_day(vintage)),
        )
    return Fault(reason, _("Ghi đơn vị có trong danh mục của kỳ này, hoặc sửa kỳ."))


def _nearest(text: str, names: dict[str, str]) -> tuple[float, str | None]:
    near = difflib.get_close_matches(text[:100], names, n=1, cutoff=_NEAR)
    if not near:
        return 0.0, None
    return difflib.SequenceMatcher(None, near[0], text).ratio(), names[near[0]]


@lru_cache(maxsize=len(VINTAGES))
def _areas(vintage: date) -> Areas:
    return Areas(vintage, province_of(vintage), level_areas(vintage, "district"), level_areas(vintage, "commune"))


@lru_cache(maxsize=len(VINTAGES))
def _province_words(vintage: date) -> frozenset[str]:
    name = fold(province_of(vintage).name).removeprefix("tinh ")
    return frozenset({lead + name for lead in _WHOLE_PROVINCE} | {"toan tinh", "ca tinh"})

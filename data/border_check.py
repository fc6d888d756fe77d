"""A GeoJSON file of borders checked against the areas of a level and list: accepted with an outline for each area, or
refused with the feature or area and the reason, in words. The file is opened in a child process with limits on memory
and time (`data.border_shapes`); nothing is written."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from data.ingest import areas
from data.ingest.areas import Area, LevelAreas, Name, level_areas
from data.ingest.base import Level
from data.locale import _
from data.parsing.folding import fold
from data.parsing.limits import MOST_BYTES, Refusal
from data.parsing.process import child_messages
from data.seed_files import FOLDER, seed_rows
from data.vocabulary.periods import VINTAGE_2025_07, VINTAGES
from data.vocabulary.problems import REFUSAL_WORDS as FILE_WORDS, Fault, shown
from models.wording.numbers import number
from models.wording.words import N_

LISTED = 30
"""So many problems of one kind are listed; the others are counted."""
LEVEL_WORDS: dict[Level, str] = {"district": N_("cấp huyện"), "commune": N_("cấp xã")}
LISTS = tuple((vintage, level) for vintage in VINTAGES for level in LEVEL_WORDS if level_areas(vintage, level).areas)
"""The lists that a file may draw: the day from which a list counts, and a level."""

# Longitude and latitude (west, south, east, north) of the country, and of the province with some 10 km around it.
COUNTRY = (102.0, 6.0, 118.0, 24.0)
PROVINCE = (105.6, 20.25, 106.3, 20.85)
# WGS 84 by its names. All else, VN-2000 in degrees (EPSG:4756) too, lies some 200 m beside it or on a plane.
_WGS_84 = re.compile(r"(?i)(?:^|[:/#])(?:4326|4979|CRS84h?)$|^(?:WGS ?84)$")
# Published areas are rounded and measured otherwise: real polygons differ by up to 2 %.
AREA_DOUBT, AREA_REFUSED = 0.05, 0.15
_WITNESS = 0.5
"""A property that names so large a share of the areas means the feature itself, not what it lies in."""
_LONGEST_NAME = 80
_SCHEMATIC = FOLDER / "boundaries" / "hanam_districts_schematic.geojson"
_CHILD = Path(__file__).with_name("border_shapes.py")
_log = logging.getLogger(__name__)

Finding = Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    """An error refuses the file, a warning is confirmed by its `code` (`words_of`), a note says what was put right.
    `message` says which feature or area, what is wrong and how to mend it; it stands for `count` findings."""

    severity: Literal["error", "warning", "note"]
    code: str
    message: str
    count: int = 1


@dataclass(frozen=True)
class Outline:
    """The new border of an area: GeoJSON geometry as it is kept, a point inside for the name, and the area in square
    metres before anything was simplified."""

    code: str
    name: str
    geometry: str
    label: tuple[float, float]
    m2: int


@dataclass(frozen=True)
class Check:
    """The outcome for one file. `key` is the property by which its features were matched; `outlines` are empty when it
    is refused; `sha256` is of its bytes."""

    filename: str
    sha256: str
    vintage: date
    level: Level
    key: str | None = None
    problems: tuple[Problem, ...] = ()
    outlines: tuple[Outline, ...] = ()

    @property
    def status(self) -> Literal["accepted", "refused"]:
        return "refused" if any(problem.severity == "error" for problem in self.problems) else "accepted"

    @property
    def messages(self) -> list[str]:
        return [problem.message for problem in self.problems]

    @property
    def warned(self) -> dict[str, tuple[Problem, ...]]:
        """The warnings by code: each group is confirmed before the file is written."""
        groups: dict[str, tuple[Problem, ...]] = {}
        for problem in self.problems:
            if problem.severity == "warning":
                groups[problem.code] = (*groups.get(problem.code, ()), problem)
        return groups


@dataclass(frozen=True)
class _Feature:
    """A feature as the child has listed it, without its positions; `number` counts from 1."""

    number: int
    texts: Mapping[str, str]
    extent: tuple[float, float, float, float] | None
    fault: str
    kind: str

    @property
    def name(self) -> str:
        """What to call it: the longest of its texts that is no number, or any."""
        named = [text for text in self.texts.values() if any(letter.isalpha() for letter in text)]
        return max(named, key=len, default=next(iter(self.texts.values()), ""))


def check_borders(raw: bytes, filename: str, vintage: date, level: Level) -> Check:
    """Read the bytes of a GeoJSON file as the borders of all areas of a level in the list that begins on `vintage`.
    Writes nothing. Whatever the bytes are, the outcome is a Check; ValueError for a list that does not exist."""
    if (vintage, level) not in LISTS:
        raise ValueError(f"no areas of level {level!r} in a list that begins on {vintage}")
    check = Check(filename, hashlib.sha256(raw).hexdigest(), vintage, level)
    try:
        if len(raw) > MOST_BYTES:
            raise Refusal("bytes", most=MOST_BYTES // (1024 * 1024))
        with tempfile.TemporaryDirectory(prefix="ansinh-") as folder:
            path = Path(folder) / "ranh-gioi.geojson"
            path.write_bytes(raw)
            return _checked(path, check)
    except Refusal as refusal:
        return replace(check, problems=(_refused(refusal),))
    except Exception as failure:
        # No file may take a page down; what is in it must reach no log.
        _log.error("a file of borders could not be understood: %s", type(failure).__name__)
        return replace(check, problems=(_refused(Refusal("unreadable")),))


def _checked(path: Path, check: Check) -> Check:
    vintage, level = check.vintage, check.level
    listed = _asked(path, {"task": "read"})
    features = [
        _Feature(number, one["texts"], tuple(one["extent"]) if one["extent"] else None, one["fault"], one["kind"])
        for number, one in enumerate(listed["features"], 1)
    ]
    if unplaced := [*_crs_problems(listed["crs"]), *_misplaced(features)]:
        return replace(check, problems=tuple(unplaced))
    names = _names(vintage, level)
    keys = _keys(features, names)
    if not keys:
        return replace(check, problems=(_no_key(features, vintage, level),))
    key = keys[0]
    units: dict[str, list[int]] = {}
    for index, unit in sorted(key.units.items()):
        units.setdefault(unit.code, []).append(index)
    mine = [features[index - 1] for index in sorted(key.units)]
    problems = [*_matching_problems(features, names, keys, vintage), *_faults(mine), *_away(mine)]
    outlines: list[Outline] = []
    if not any(problem.severity == "error" for problem in problems):
        drawn = _asked(path, {"task": "draw", "units": units, "known": _known_outlines(vintage, level)})
        full_names = {unit.code: unit.name for unit in names.units}
        problems += [_finding(finding, full_names, features) for finding in drawn["findings"]]
        problems += _area_problems(drawn["m2"], vintage, level) if drawn["m2"] else []
        outlines = [
            Outline(code, full_names[code], one["geometry"], (one["label"][0], one["label"][1]), drawn["m2"][code])
            for code, one in drawn["outlines"].items()
        ]
    done = replace(check, key=key.name, problems=_arranged(problems))
    return replace(done, outlines=tuple(outlines)) if done.status == "accepted" else done


def _asked(path: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    """What the child answers. Raises Refusal."""
    with closing(child_messages(_CHILD, path, ("shapely", "numpy"), request)) as messages:
        for message in messages:
            if isinstance(message, dict) and "done" in message:
                answer: dict[str, Any] = message["done"]
                return answer
    raise Refusal("crash")


# --- Words


_EXPORT = N_(
    "Trong QGIS: bấm chuột phải vào lớp, chọn Xuất, Lưu đối tượng thành…, định dạng GeoJSON, hệ tọa độ EPSG:4326 - "
    "WGS 84, bảng mã UTF-8, rồi nạp tệp vừa lưu."
)
_AGAIN = N_("Xuất lại lớp từ phần mềm bản đồ hoặc tải lại tệp đầy đủ rồi thử lại.")
_LESS = N_(
    "Chỉ giữ các đơn vị của tỉnh trong lớp, hoặc đơn giản hóa nét vẽ (QGIS: Vector, Công cụ hình học, Đơn giản hóa)."
)
_HEAVY = N_("tệp quá lớn hoặc quá phức tạp nên không xử lý được")
_REFUSALS: dict[str, tuple[str, str]] = {
    "bytes": (N_("tệp lớn hơn giới hạn {most} MB"), _LESS),
    "empty": (N_("tệp trống"), _AGAIN),
    "format": (N_("tệp là tệp nén hoặc XML (có thể là shapefile .zip, KMZ, KML, GML), không phải GeoJSON"), _EXPORT),
    "utf8": (N_("tệp không ở bảng mã UTF-8: byte thứ {place} không đọc được"), _EXPORT),
    "json": (N_("tệp không phải JSON đúng cú pháp: hỏng ở dòng {line}, cột {column}"), _AGAIN),
    "deep": (N_("tệp lồng quá nhiều cấp nên không phải bản đồ"), _AGAIN),
    "nan": (
        N_("có giá trị {name}, không phải số"),
        N_("Xóa đối tượng có tọa độ hỏng trong phần mềm bản đồ rồi xuất lại."),
    ),
    "shape": (N_("tệp là JSON nhưng không phải FeatureCollection của GeoJSON"), _EXPORT),
    "no_features": (N_("tệp không có đối tượng nào"), _AGAIN),
    "features": (N_("tệp có {count} đối tượng, vượt giới hạn {most}"), _LESS),
    "vertices": (N_("nét vẽ có hơn {most} điểm, vượt giới hạn"), _LESS),
    "heavy": (_HEAVY, _LESS),
    "crash": (_HEAVY, _LESS),
    "too_much": (_HEAVY, _LESS),
    "time": (N_("xử lý quá {most} giây chưa xong: nét vẽ quá phức tạp hoặc hỏng"), _LESS),
    "unreadable": (N_("tệp có nét vẽ hỏng mà phần mềm không sửa được"), _AGAIN),
}
"""Why a file was not read and what to do, by the code of the child's Refusal."""

_FAULTS: dict[str, str] = {
    "none": N_("không có hình"),
    "type": N_("là {kind}, không phải Polygon hay MultiPolygon"),
    "coordinates": N_("tọa độ có giá trị không phải số hữu hạn hoặc sai cấu trúc"),
    "ring": N_("có vòng dưới 4 điểm nên không khép được"),
}
"""Why a feature has no outline."""

_REDRAW = N_("Sửa ranh giới chung trong phần mềm bản đồ (QGIS: kiểm tra hình học, kiểm tra tôpô) rồi xuất lại.")
_FINDINGS: dict[str, tuple[Literal["error", "warning", "note"], str, str]] = {
    "collapsed": ("error", N_("các vòng nét vẽ không bao được diện tích nào"),
        N_("Vẽ lại đơn vị này trong phần mềm bản đồ.")),
    "twice": ("error",
        N_("các đối tượng số {numbers} cùng là đơn vị này mà chồng lên nhau {area}, không rõ là đất hay là lỗ"),
        N_("Gộp thành một đối tượng trong phần mềm bản đồ (QGIS: Vector, Công cụ xử lý hình học, Hòa tan).")),
    "elsewhere": ("error",
        N_("chỉ {share}% nằm trong phạm vi đã biết của đơn vị này: có thể nhầm mã, nhầm tên hoặc lệch hệ tọa độ"),
        N_("Kiểm tra mã, tên và hệ tọa độ của lớp rồi xuất lại.")),
    "overlap": ("error", N_("chồng lấn nhau {area} quanh ({x}; {y})"), _REDRAW),
    "gap": ("error", N_("có khoảng trống {area} quanh ({x}; {y}) không thuộc đơn vị nào"),
        N_("Bổ sung phần thiếu vào đơn vị của nó rồi xuất lại.")),
    "border_gap": ("warning", N_("có khoảng trống {area} quanh ({x}; {y}) không thuộc đơn vị nào"),
        N_("Nếu đó là mặt nước hoặc đất chưa phân, xác nhận; nếu không, bổ sung rồi xuất lại.")),
    "moved": ("error", N_("khép các khe hẹp giữa các đơn vị sẽ đổi {share}% diện tích một đơn vị, quá nhiều"),
        _REDRAW),
    "merged": ("note", N_("đã gộp các đối tượng số {numbers} của cùng một đơn vị"), ""),
    "repaired": ("note",
        N_("đã sửa nét vẽ tự cắt hoặc chạm nhau ở đối tượng số {numbers}; chỉ giữ phần có diện tích"), ""),
    "slivers": ("note", N_("đã khép các khe, chồng lấn hẹp dọc ranh giới chung: {count} chỗ, {area}"), ""),
    "simplified": ("note",
        N_("đã đơn giản hóa nét vẽ từ {before} còn {after} điểm (sai số khoảng {metres} m), ranh giới chung vẫn trùng "
        "nhau"), ""),
}  # fmt: skip
"""What was found while drawing."""


def _problem(
    severity: Literal["error", "warning", "note"], code: str, fault: Fault, of: _Feature | str = ""
) -> Problem:
    """`of` is the feature it is about, or the name of an area; "" = the whole file."""
    place = shown(of) if isinstance(of, str) else _("Đối tượng số {number}").format(number=of.number)
    if isinstance(of, _Feature) and of.name:
        place = _("Đối tượng số {number} ({name})").format(number=of.number, name=shown(of.name))
    said = f"{place}: {fault.reason}" if place else f"{fault.reason[0].upper()}{fault.reason[1:]}"
    return Problem(severity, code, f"{said}. {fault.remedy}".strip())


def _refused(refusal: Refusal) -> Problem:
    reason, remedy = _REFUSALS.get(refusal.code) or FILE_WORDS.get(refusal.code) or _REFUSALS["crash"]
    details = {key: shown(value) if isinstance(value, str) else value for key, value in refusal.details.items()}
    return _problem("error", refusal.code, Fault(_(reason).format(**details), _(remedy)))


def _finding(finding: Finding, names: Mapping[str, str], features: Sequence[_Feature]) -> Problem:
    severity, reason, remedy = _FINDINGS[finding["code"]]
    numbers = finding.get("features", [])
    x, y = finding.get("at", (0.0, 0.0))
    said = _(reason).format(
        numbers=", ".join(str(index) for index in numbers[:5]) + (", …" if len(numbers) > 5 else ""),
        area=area_words(finding.get("m2", 0.0)),
        share=number(100 * finding.get("share", 0.0), 1),
        x=number(x, 4),
        y=number(y, 4),
        **{name: number(round(finding.get(name, 0))) for name in ("count", "before", "after", "metres")},
    )
    of: _Feature | str = ", ".join(names[code] for code in finding.get("units", ()))
    if finding["code"] == "collapsed":
        of = features[numbers[0] - 1]
    return _problem(severity, finding["code"], Fault(said, _(remedy) if remedy else ""), of)


def _arranged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors, warnings, notes; of each kind the first LISTED, and how many more there are."""
    order = ("error", "warning", "note")
    kept: list[Problem] = []
    seen: Counter[tuple[Literal["error", "warning", "note"], str]] = Counter()
    for problem in problems:
        seen[problem.severity, problem.code] += 1
        if seen[problem.severity, problem.code] <= LISTED:
            kept.append(problem)
    for (severity, code), count in seen.items():
        if count > LISTED:
            said = _("Còn {count} điều khác cùng loại chưa liệt kê.").format(count=count - LISTED)
            kept.append(Problem(severity, code, said, count - LISTED))
    return tuple(sorted(kept, key=lambda problem: order.index(problem.severity)))


def area_words(m2: float) -> str:
    """ "87,64 km²", "3,2 ha" or "62 m²"."""
    if m2 >= 1_000_000:
        return _("{figure} km²").format(figure=number(m2 / 1_000_000))
    if m2 >= 10_000:
        return _("{figure} ha").format(figure=number(m2 / 10_000))
    return _("{figure} m²").format(figure=number(round(m2)))


# --- Where the features lie


def _crs_problems(crs: str) -> Iterator[Problem]:
    if crs and not _WGS_84.search(crs.strip()):
        reason = _("tệp ghi hệ tọa độ “{name}” (ví dụ VN-2000), không phải kinh độ, vĩ độ WGS 84")
        yield _problem("error", "crs", Fault(reason.format(name=shown(crs)), _(_EXPORT)))


def _misplaced(features: Sequence[_Feature]) -> Iterator[Problem]:
    """Why the numbers of the file as a whole are no longitudes and latitudes of the country."""
    extents = [(feature, feature.extent) for feature in features if feature.extent is not None]
    for feature, (west, south, east, north) in extents:
        if _within((south, west, north, east), COUNTRY):
            code, reason = "swapped", _("tọa độ ({x}; {y}) ghi vĩ độ trước, kinh độ sau; GeoJSON cần kinh độ trước")
            remedy = _("Đổi thứ tự hai tọa độ rồi xuất lại (QGIS: Vector, Công cụ hình học, Hoán đổi tọa độ X và Y).")
        elif not _within((west, south, east, north), (-180, -90, 180, 90)):
            code, remedy = "projected", _(_EXPORT)
            reason = _(
                "tọa độ ({x}; {y}) là tọa độ phẳng tính bằng mét, như VN-2000 hoặc UTM, không phải kinh độ, vĩ độ WGS "
                "84"
            )
        else:
            continue
        yield _problem("error", code, Fault(reason.format(x=_degree(west), y=_degree(south)), remedy), feature)
        return
    if extents and not any(_within(extent, COUNTRY) for _feature, extent in extents):
        yield _problem("error", "abroad", Fault(_("không đối tượng nào nằm ở Việt Nam"), _(_EXPORT)))


def _away(features: Sequence[_Feature]) -> Iterator[Problem]:
    """Features that were matched and do not lie in the province."""
    for feature in features:
        if feature.extent is not None and not _within(feature.extent, PROVINCE):
            west, south, east, north = map(_degree, feature.extent)
            reason = _("nằm ngoài tỉnh: kinh độ {west} đến {east}, vĩ độ {south} đến {north}").format(
                west=west, east=east, south=south, north=north
            )
            remedy = _("Xóa đối tượng trùng tên của tỉnh khác, hoặc kiểm tra hệ tọa độ của lớp rồi xuất lại.")
            yield _problem("error", "away", Fault(reason, remedy), feature)


def _faults(features: Sequence[_Feature]) -> Iterator[Problem]:
    """Features that were matched and have no outline."""
    remedy = _("Vẽ lại hoặc xóa đối tượng này trong phần mềm bản đồ rồi xuất lại.")
    for feature in features:
        if feature.fault:
            reason = _(_FAULTS[feature.fault]).format(kind=shown(feature.kind))
            yield _problem("error", "outline", Fault(reason, remedy), feature)


def _within(extent: Sequence[float], box: Sequence[float]) -> bool:
    return box[0] <= extent[0] and box[1] <= extent[1] and extent[2] <= box[2] and extent[3] <= box[3]


def _degree(value: float) -> str:
    return f"{value:.7g}".replace(".", ",") if abs(value) < 1e12 else f"{value:.3e}"


# --- Which area a feature is


class _Names:
    """The areas of one list by what a property says."""

    def __init__(self, vintage: date, level: Level) -> None:
        self.level, self.listed = level, level_areas(vintage, level)
        self.units = self.listed.areas
        self._squeezed: dict[str, list[Area]] = {}
        for unit in self.units:
            for text in (Name.of(unit.name, level).plain, fold(unit.name)):
                self._squeezed.setdefault(text.replace(" ", ""), []).append(unit)

    def by_code(self, text: str) -> Area | None:
        return self.listed.by_code(text.strip()) if len(text) <= 16 else None

    def alike(self, text: str) -> list[Area]:
        """All areas of the name, whatever its kind and with or without spaces ("HàNam")."""
        if len(text) > _LONGEST_NAME or not any(letter.isalpha() for letter in text):
            return []
        return self.listed.like(text) or self._squeezed.get(Name.of(text, self.level).plain.replace(" ", ""), [])

    def by_name(self, text: str) -> list[Area]:
        """The areas of the name and, where the text says one, of its kind."""
        alike = self.alike(text)
        kind = self.kind(text) if alike else ()
        return [unit for unit in alike if not kind or kind == self.kind(unit.name)]

    def kind(self, text: str) -> tuple[str, ...]:
        return Name.of(text, self.level).kind

    def other_kind(self, text: str, unit: Area) -> bool:
        return self.kind(text) not in ((), self.kind(unit.name))


@lru_cache(maxsize=6)
def _names(vintage: date, level: Level) -> _Names:
    return _Names(vintage, level)


@dataclass(frozen=True)
class _Key:
    """A property read as codes or as names: the area of each feature that names one, by the feature's number."""

    name: str
    role: Literal["code", "name"]
    units: dict[int, Area] = field(default_factory=dict)

    @cached_property
    def matched(self) -> int:
        return len(set(self.units.values()))


def _keys(features: Sequence[_Feature], names: _Names) -> list[_Key]:
    """Every property that names an area; the one to go by first: more areas, codes before names."""
    keys = []
    for name in dict.fromkeys(name for feature in features for name in feature.texts):
        code, called = _Key(name, "code"), _Key(name, "name")
        for feature in features:
            text = feature.texts.get(name, "")
            unit, units = names.by_code(text), names.by_name(text)
            if unit is not None:
                code.units[feature.number] = unit
            if len(units) == 1:
                called.units[feature.number] = units[0]
        keys += [key for key in (code, called) if key.units]
    return sorted(keys, key=lambda key: (-key.matched, key.role != "code"))


def _no_key(features: Sequence[_Feature], vintage: date, level: Level) -> Problem:
    if (other := _other_list(features, vintage, level)) is not None:
        return other
    found = list(dict.fromkeys(name for feature in features for name in feature.texts))
    named = ", ".join(f"“{shown(name)}”" for name in found[:10]) or _("không có trường nào")
    reason = _("không trường nào có mã hoặc tên đơn vị của danh mục {list}; tệp có: {names}").format(
        list=areas.listed(vintage), names=named
    )
    return _problem(
        "error", "key", Fault(reason, _("Chọn lại thời kỳ và cấp, hoặc thêm trường mã đơn vị vào lớp bản đồ."))
    )


def _other_list(features: Sequence[_Feature], vintage: date, level: Level) -> Problem | None:
    """Whether the file has all areas of another list than the one asked for."""
    columns: dict[str, set[str]] = {}
    for feature in features:
        for name, text in feature.texts.items():
            columns.setdefault(name, set()).update((text.strip(), fold(text)))
    for other, other_level in LISTS:
        units = level_areas(other, other_level).areas
        if (other, other_level) != (vintage, level) and any(
            all(unit.code in column or fold(unit.name) in column for unit in units) for column in columns.values()
        ):
            reason = _("tệp có đủ các đơn vị {level} của danh mục {list}, không phải danh mục đang chọn").format(
                level=_(LEVEL_WORDS[other_level]), list=areas.listed(other)
            )
            return _problem("error", "list", Fault(reason, _("Chọn lại thời kỳ và cấp của tệp.")))
    return None


def _matching_problems(
    features: Sequence[_Feature], names: _Names, keys: Sequence[_Key], vintage: date
) -> Iterator[Problem]:
    key = keys[0]
    found = set(key.units.values())
    missing = [unit for unit in names.units if unit not in found]
    if missing and (other := _other_list(features, vintage, names.level)) is not None:
        yield other
    yield from _contradictions(features, names, keys)
    for unit in missing:
        name = _("{name} (mã {code})").format(name=unit.name, code=unit.code)
        fault = Fault(_("không có trong tệp"), _("Bổ sung đơn vị này, hoặc chọn đúng thời kỳ và cấp của tệp."))
        yield _problem("error", "missing", fault, name)
    alone = [feature for feature in features if feature.number not in key.units]
    if missing:
        yield from (_unknown(feature, names, key, vintage) for feature in alone[:LISTED])
        # Of a whole country's layer the others are only counted: finding the nearest name takes time.
        yield from (Problem("error", "unknown", "") for _feature in alone[LISTED:])
    elif alone:
        listed = ", ".join(shown(feature.name) or str(feature.number) for feature in alone[:5])
        reason = _("{count} đối tượng không thuộc danh mục nên không được nạp: {names}").format(
            count=len(alone), names=listed + (", …" if len(alone) > 5 else "")
        )
        fault = Fault(reason, _("Nếu trong đó có đơn vị của tỉnh thì sửa mã, tên rồi xuất lại."))
        yield replace(_problem("warning", "border_extra", fault), count=len(alone))


def _contradictions(features: Sequence[_Feature], names: _Names, keys: Sequence[_Key]) -> Iterator[Problem]:
    """Features whose key means one area and another property another (swapped codes, or codes of another list), and
    names with another kind of unit than the list's."""
    key, total = keys[0], len(names.units)
    witnesses = [other for other in keys[1:] if other.matched >= _WITNESS * total]
    named = _name_property(features, key, names)
    for feature in features:
        unit, text = key.units.get(feature.number), feature.texts.get(named, "")
        if unit is None:
            continue
        against = next((one for one in witnesses if one.units.get(feature.number, unit) != unit), None)
        other = against.name if against else named
        if against or (text and unit not in names.alike(text)):
            reason = _("trường “{key}” chỉ {unit} (mã {code}), còn trường “{other}” ghi “{text}”").format(
                key=shown(key.name),
                unit=unit.name,
                code=unit.code,
                other=shown(other),
                text=shown(feature.texts.get(other, "")),
            )
            remedy = _("Chọn đúng thời kỳ của tệp, hoặc sửa mã, tên trong lớp bản đồ cho khớp nhau rồi xuất lại.")
            yield _problem("error", "disagree", Fault(reason, remedy), feature)
        elif text and names.other_kind(text, unit):
            reason = _("viết khác danh mục, được hiểu là {name} (mã {code})").format(name=unit.name, code=unit.code)
            remedy = _("Nếu tệp thuộc thời kỳ khác thì chọn lại thời kỳ; nếu không, sửa tên trong lớp bản đồ.")
            yield _problem("warning", "border_kind", Fault(reason, remedy), feature)


def _name_property(features: Sequence[_Feature], key: _Key, names: _Names) -> str:
    """The property whose texts are names of areas in any list ("" = none): codes are used again, so that a list of
    another time has the same codes for other areas."""
    lists: list[LevelAreas] = [level_areas(vintage, names.level) for vintage in VINTAGES]
    found: dict[str, set[str]] = {}
    for feature in features:
        for name, text in feature.texts.items() if feature.number in key.units else ():
            if any(letter.isalpha() for letter in text) and any(listed.knows(text) for listed in lists):
                found.setdefault(name, set()).add(text)
    best = max(found, key=lambda name: len(found[name]), default="")
    return best if best and len(found[best]) >= _WITNESS * len(names.units) else ""


def _unknown(feature: _Feature, names: _Names, key: _Key, vintage: date) -> Problem:
    """Why a feature is none of the list's areas, while areas are missing."""
    text = feature.texts.get(key.name, "")
    if not text:
        reason = _("trường “{key}” để trống").format(key=shown(key.name))
    elif key.role == "name" and len(names.by_name(text)) > 1:
        reason = areas.shared_name(names.by_name(text)).reason
    elif key.role == "name" and names.alike(text):
        named = ", ".join(unit.name for unit in names.alike(text))
        reason = _("“{value}” khác loại đơn vị với danh mục ({names})").format(value=shown(text), names=named)
    else:
        find = areas.unknown_code if key.role == "code" else areas.unknown_name
        why = find(text, vintage, (names.level,), "").reason
        reason = _("“{value}” {reason}").format(value=shown(text), reason=why)
    remedy = _("Sửa mã, tên trong lớp bản đồ hoặc xóa đối tượng này, rồi xuất lại.")
    return _problem("error", "unknown", Fault(reason, remedy), feature)


# --- What is known of the areas


@dataclass(frozen=True)
class Published:
    """An official area in square metres, and the areas that make it up together; `name` "" = all of them."""

    name: str
    codes: tuple[str, ...]
    m2: int


@lru_cache(maxsize=6)
def published(vintage: date, level: Level) -> tuple[Published, ...]:
    """Areas of the districts of 2023 (data/seed/districts_2023.csv); of communes by district, or all together."""
    whole = {row["code"]: round(float(row["area_km2"]) * 1_000_000) for row in seed_rows("districts_2023.csv")}
    listed = level_areas(vintage, level).areas
    if vintage == VINTAGE_2025_07:
        return (Published("", tuple(unit.code for unit in listed), sum(whole.values())),)
    return tuple(
        Published(
            district.name,
            tuple(unit.code for unit in listed if unit.district_code == district.code),
            whole[district.code],
        )
        for district in level_areas(vintage, "district").areas
    )


def _area_problems(measured: Mapping[str, int], vintage: date, level: Level) -> Iterator[Problem]:
    """Areas, or groups of them, that are larger or smaller than published."""
    for official in published(vintage, level):
        m2 = sum(measured[code] for code in official.codes)
        share = abs(m2 / official.m2 - 1)
        if share <= AREA_DOUBT:
            continue
        reason = _("diện tích đo được {measured}, khác {share}% so với diện tích công bố {published}").format(
            measured=area_words(m2), share=number(100 * share, 1), published=area_words(official.m2)
        )
        name = official.name or _("Toàn bộ các đơn vị")
        if share > AREA_REFUSED:
            remedy = _("Kiểm tra mã, tên và nét vẽ của đơn vị: khác quá {most}% thì không nạp.")
            fault = Fault(reason, remedy.format(most=number(100 * AREA_REFUSED)))
            yield _problem("error", "area", fault, name)
        else:
            yield _problem(
                "warning", "border_area", Fault(reason, _("So với bảng diện tích; xác nhận nếu đúng.")), name
            )


@lru_cache(maxsize=6)
def _known_outlines(vintage: date, level: Level) -> dict[str, list[Mapping[str, Any]]]:
    """The schematic outlines of the districts that each area is in, by its code; empty where the file is missing."""
    try:
        features = json.loads(_SCHEMATIC.read_text(encoding="utf-8"))["features"]
        drawn = {feature["properties"]["code"]: feature["geometry"] for feature in features}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    within: dict[str, set[str]] = {}
    listed = level_areas(vintage, level).areas
    for unit in listed:
        within[unit.code] = {unit.district_code} if unit.district_code else set()
    if vintage == VINTAGE_2025_07:
        codes = {unit.name: unit.code for unit in listed}
        for row in seed_rows("commune_crosswalk_2025-07.csv"):
            for code in {row["code_2025_07"], codes.get(row["other_part_goes_to"], row["code_2025_07"])}:
                within[code].add(row["district_code"])
    return {
        code: [drawn[one] for one in sorted(districts)]
        for code, districts in within.items()
        if districts and districts <= drawn.keys()
    }

"""The one entrance: a file of borders into a `Check`, accepted or refused, with everything that is wrong said at
once."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from data.boundaries import findings, keys, matching, placing, process, units
from data.boundaries.problems import Problem, arranged, error
from data.boundaries.process import Listed
from data.boundaries.words import refused
from data.ingest import areas
from data.ingest.areas import Area
from data.ingest.base import Level
from data.locale import _
from data.parsing.limits import MOST_BYTES, Refusal
from data.vocabulary.periods import VINTAGES
from data.vocabulary.problems import Fault, shown

LEVELS: tuple[Level, ...] = ("district", "commune")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeyChoice:
    """A property that may name the units: as codes or as names, and how many of them it names."""

    name: str
    role: Literal["code", "name"]
    matched: int
    of: int


@dataclass(frozen=True)
class Outline:
    """The new border of a unit: GeoJSON geometry as it is kept, a point inside for the name, the area measured before
    anything was simplified, and the numbers of the features it comes from."""

    code: str
    name: str
    geometry: str
    label: tuple[float, float]
    m2: int
    features: tuple[int, ...]


@dataclass(frozen=True)
class Check:
    """The outcome for one file. `key` is the property that was gone by; None with `asks` = somebody has to choose among
    `keys`. `outlines` are empty when refused; `sha256` is of the file's bytes."""

    filename: str
    sha256: str
    vintage: date
    level: Level
    key: str | None = None
    problems: tuple[Problem, ...] = ()
    keys: tuple[KeyChoice, ...] = ()
    outlines: tuple[Outline, ...] = ()

    @property
    def status(self) -> Literal["accepted", "refused"]:
        return "refused" if any(problem.severity == "error" for problem in self.problems) else "accepted"

    @property
    def asks(self) -> bool:
        """Whether a key has to be chosen before anything else can be said."""
        return any(problem.code == "key_open" for problem in self.problems)

    @property
    def messages(self) -> list[str]:
        return [problem.message for problem in self.problems]


@dataclass
class _Reading:
    """What has become of a file so far."""

    key: str | None = None
    keys: tuple[KeyChoice, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    outlines: list[Outline] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


def check_boundaries(raw: bytes, filename: str, vintage: date, level: Level, key: str | None = None) -> Check:
    """Read the bytes of a GeoJSON file as the borders of all units of a level in the list that begins on `vintage`.

    `key` is the property that holds their codes or names; None: chosen where only one can be meant. Raises ValueError
    for a list that does not exist; whatever the bytes are, the outcome is a Check."""
    listed = units.units(vintage, level) if vintage in VINTAGES and level in LEVELS else ()
    if not listed:
        raise ValueError(f"no units of level {level!r} in a list that begins on {vintage}")
    reading = _Reading()
    try:
        if len(raw) > MOST_BYTES:
            raise Refusal("bytes", most=MOST_BYTES // (1024 * 1024))
        with tempfile.TemporaryDirectory(prefix="ansinh-") as folder:
            path = Path(folder) / "tep.geojson"
            path.write_bytes(raw)
            _read(path, listed, vintage, level, key, reading)
    except Refusal as refusal:
        reading.problems = [refused(refusal)]
    except Exception as failure:
        # No file may take a page down; what is in it must reach no log.
        _log.error("a file of borders could not be understood: %s", type(failure).__name__)
        reading.problems.append(refused(Refusal("unreadable")))
    outlines = () if reading.failed else tuple(reading.outlines)
    digest = hashlib.sha256(raw).hexdigest()
    return Check(filename, digest, vintage, level, reading.key, arranged(reading.problems), reading.keys, outlines)


def _read(
    path: Path, listed: Sequence[Area], vintage: date, level: Level, wanted: str | None, reading: _Reading
) -> None:
    crs, features = process.listed(path)
    unplaced = placing.crs_problem(crs) or placing.misplaced(features)
    if unplaced is not None:
        reading.problems.append(unplaced)
        return
    finder = keys.Finder(level, listed)
    found = keys.keys_of(features, finder)
    reading.keys = tuple(KeyChoice(one.name, one.role, one.matched, len(listed)) for one in found)
    key = keys.chosen(found, wanted, len(listed))
    if key is None:
        reading.problems.append(_no_key(features, found, wanted, vintage))
        return
    reading.key = key.name
    matched = matching.matched(features, finder, found, key, vintage)
    mine = [features[number - 1] for number in sorted(key.units)]
    called = {feature.number: matching.name_of(feature, key) for feature in features}
    reading.problems += matched.problems
    reading.problems += [_without_outline(feature, called[feature.number]) for feature in mine if feature.fault]
    reading.problems += placing.away(mine, [called[feature.number] for feature in mine])
    if reading.failed:
        return
    _draw(path, listed, vintage, level, matched.units, called, reading)


def _draw(
    path: Path,
    listed: Sequence[Area],
    vintage: date,
    level: Level,
    mine: dict[str, list[int]],
    called: dict[int, str],
    reading: _Reading,
) -> None:
    outlines, found = process.shaped(path, mine, units.references(vintage, level))
    names = {unit.code: unit.name for unit in listed}
    measured: dict[str, int] = {outline["code"]: outline["m2"] for outline in outlines}
    speaker = findings.Findings(names, called.__getitem__, sum(measured.values()))
    reading.problems += speaker.problems(found)
    if outlines:
        reading.problems += findings.area_problems(measured, units.published(vintage, level))
        reading.outlines = [_outline(outline, names, mine) for outline in outlines]


def _outline(told: dict[str, Any], names: dict[str, str], mine: dict[str, list[int]]) -> Outline:
    code, (x, y) = told["code"], told["label"]
    return Outline(code, names[code], told["geometry"], (x, y), told["m2"], tuple(mine[code]))


def _no_key(features: Sequence[Listed], found: Sequence[keys.Key], wanted: str | None, vintage: date) -> Problem:
    names = list(dict.fromkeys(name for feature in features for name in feature.properties))
    listed = ", ".join(f"“{shown(name)}”" for name in names[:10]) or _("không có trường nào")
    if wanted is not None:
        reason = _("trường “{key}” không có mã hoặc tên đơn vị nào của danh mục").format(key=shown(wanted))
        return error("key", Fault(reason, _("Chọn trường khác.")))
    if found:
        reason = _("nhiều trường có thể là mã hoặc tên đơn vị mà chỉ các đơn vị khác nhau")
        return error("key_open", Fault(reason, _("Chọn trường chứa mã hoặc tên đơn vị.")))
    reason = _("không trường nào có mã hoặc tên đơn vị của danh mục {list}; tệp có: {names}").format(
        list=areas.listed(vintage), names=listed
    )
    return error("key", Fault(reason, _("Chọn lại thời kỳ và cấp, hoặc thêm trường mã đơn vị vào lớp bản đồ.")))


def _without_outline(feature: Listed, name: str) -> Problem:
    remedy = _("Vẽ lại hoặc xóa đối tượng này trong phần mềm bản đồ rồi xuất lại.")
    reasons = {
        "none": _("không có hình"),
        "type": _("là {kind}, không phải Polygon hay MultiPolygon").format(kind=shown(feature.kind) or "?"),
        "coordinates": _("tọa độ có giá trị không phải số hữu hạn hoặc sai cấu trúc"),
        "ring": _("có vòng dưới 4 điểm nên không khép được"),
    }
    return error("outline", Fault(reasons[feature.fault], remedy), feature.number, name)

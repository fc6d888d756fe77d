"""Features and units held against each other: who has no partner, and who has the wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.boundaries.keys import Finder, Key, witnesses
from data.boundaries.problems import Problem, error, warning
from data.boundaries.process import Listed
from data.ingest import areas
from data.ingest.areas import LevelAreas, level_areas
from data.ingest.base import Level
from data.locale import _
from data.vocabulary.periods import VINTAGES
from data.vocabulary.problems import Fault, shown
from models.wording.words import N_

_NAMED = 5
LEVEL_WORDS: dict[Level, str] = {"district": N_("cấp huyện"), "commune": N_("cấp xã")}


@dataclass(frozen=True)
class Matching:
    """What each unit's features are, by its code, and what is wrong with that."""

    units: dict[str, list[int]]
    problems: tuple[Problem, ...]


def matched(features: Sequence[Listed], finder: Finder, keys: Sequence[Key], key: Key, vintage: date) -> Matching:
    units: dict[str, list[int]] = {}
    for number, unit in key.units.items():
        units.setdefault(unit.code, []).append(number)
    others = witnesses(keys, key, len(finder.units))
    missing = [unit for unit in finder.units if unit.code not in units]
    named = _name_property([feature for feature in features if feature.number in key.units], finder)
    problems = [*_disagreeing(features, finder, key, others, named), *_spelt(features, finder, key, named)]
    problems += [
        error(
            "missing",
            Fault(_("không có trong tệp"), _("Bổ sung đơn vị này, hoặc chọn đúng thời kỳ và cấp của tệp.")),
            name=_("{name} (mã {code})").format(name=unit.name, code=unit.code),
        )
        for unit in missing
    ]
    if missing:
        problems = [*_of_another_list(features, finder, key, vintage), *problems]
    alone = [feature for feature in features if feature.number not in key.units]
    if missing:
        problems += [_unknown(feature, finder, key, others, vintage) for feature in alone]
    elif shared := [feature for feature in alone if feature.number in key.shared]:
        problems += [_unknown(feature, finder, key, others, vintage) for feature in shared]
    elif alone:
        problems.append(_extra(alone, key))
    return Matching(units, tuple(problems))


def _of_another_list(features: Sequence[Listed], finder: Finder, key: Key, vintage: date) -> Iterator[Problem]:
    """The list whose every unit the file has, where that is not the one asked for."""
    texts = [feature.properties.get(key.name, "") for feature in features]
    for other in VINTAGES:
        for level, words in LEVEL_WORDS.items():
            units = level_areas(other, level).areas
            if not units or (other, level) == (vintage, finder.level):
                continue
            there = Finder(level, units)
            named = {
                unit
                for text in texts
                for unit in ([there.by_code(text)] if key.role == "code" else there.by_name(text))
            }
            if named >= set(units):
                reason = _("tệp có đủ các đơn vị {level} của danh mục {list}, không phải danh mục đang chọn")
                fault = Fault(
                    reason.format(level=_(words), list=areas.listed(other)), _("Chọn lại thời kỳ và cấp của tệp.")
                )
                yield error("list", fault)
                return


def name_of(feature: Listed, key: Key | None) -> str:
    """What to call a feature: the longest of its texts that is no number, or what its key says."""
    words = [text for text in feature.properties.values() if any(letter.isalpha() for letter in text)]
    return max(words, key=len, default=feature.properties.get(key.name, "") if key else "")


def _name_property(mine: Sequence[Listed], finder: Finder) -> str | None:
    """The property whose texts are names of units in any list: a list of another time has the same codes for other
    units."""
    lists = [level_areas(vintage, finder.level) for vintage in VINTAGES]
    found = {
        name: {text for feature in mine if _known(text := feature.properties.get(name, ""), lists)}
        for name in dict.fromkeys(name for feature in mine for name in feature.properties)
    }
    best = max(found, key=lambda name: len(found[name]), default=None)
    return best if best is not None and 2 * len(found[best]) >= len(finder.units) else None


def _known(text: str, lists: Sequence[LevelAreas]) -> bool:
    return any(letter.isalpha() for letter in text) and any(listed.knows(text) for listed in lists)


def _disagreeing(
    features: Sequence[Listed], finder: Finder, key: Key, others: Sequence[Key], named: str | None
) -> Iterator[Problem]:
    """Swapped codes, or codes of another list: one property means one unit, another property another."""
    for feature in features:
        unit = key.units.get(feature.number)
        text = feature.properties.get(named, "") if named is not None else ""
        if unit is not None and text and unit not in finder.alike(text):
            said = _("trường “{key}” chỉ {unit} (mã {code}), còn tên trong tệp là “{text}”")
            fault = Fault(
                said.format(key=shown(key.name), unit=unit.name, code=unit.code, text=shown(text)),
                _("Chọn đúng thời kỳ của tệp, hoặc sửa mã, tên trong lớp bản đồ cho khớp nhau rồi xuất lại."),
            )
            yield error("disagree", fault, feature.number, name_of(feature, key))
            continue
        for other in others:
            also = other.units.get(feature.number)
            if unit is not None and also is not None and also != unit:
                reason = _("trường “{key}” chỉ {unit} (mã {code}), còn trường “{other}” chỉ {also} (mã {also_code})")
                yield error(
                    "disagree",
                    Fault(
                        reason.format(
                            key=shown(key.name),
                            unit=unit.name,
                            code=unit.code,
                            other=shown(other.name),
                            also=also.name,
                            also_code=also.code,
                        ),
                        _("Sửa mã hoặc tên trong lớp bản đồ cho khớp nhau rồi xuất lại."),
                    ),
                    feature.number,
                    name_of(feature, key),
                )
                break


def _spelt(features: Sequence[Listed], finder: Finder, key: Key, named: str | None) -> Iterator[Problem]:
    """Names with another kind or other diacritics than the list's."""
    for feature in features:
        unit = key.units.get(feature.number)
        text = feature.properties.get(named, "") if named is not None else ""
        if unit is None or unit not in finder.alike(text):
            continue
        kind = finder.kind(text)
        other_kind = bool(kind) and kind != finder.kind(unit.name)
        if other_kind or finder.other_tones(text, unit):
            said = _("viết khác danh mục, được hiểu là {name} (mã {code})").format(name=unit.name, code=unit.code)
            remedy = _("Nếu tệp thuộc thời kỳ khác thì chọn lại thời kỳ; nếu không, sửa tên trong lớp bản đồ.")
            yield warning("border_kind", Fault(said, remedy), feature.number, text)


def _unknown(feature: Listed, finder: Finder, key: Key, others: Sequence[Key], vintage: date) -> Problem:
    text = feature.properties.get(key.name, "")
    name = name_of(feature, key)
    shared = key.shared.get(feature.number)
    elsewhere = next((other.units[feature.number] for other in others if feature.number in other.units), None)
    if shared:
        fault = areas.shared_name(shared)
        fault = Fault(fault.reason, _("Thêm trường mã đơn vị vào lớp bản đồ, hoặc ghi đủ loại đơn vị trong tên."))
    elif not text:
        fault = Fault(
            _("trường “{key}” để trống").format(key=shown(key.name)),
            _("Ghi mã hoặc tên đơn vị, hoặc xóa đối tượng này."),
        )
    else:
        find = areas.unknown_code if key.role == "code" else areas.unknown_name
        found = find(text, vintage, (finder.level,), "")
        said = _("“{value}” {reason}").format(value=shown(text), reason=found.reason)
        remedy = _("Sửa mã, tên trong lớp bản đồ hoặc xóa đối tượng này, rồi xuất lại.")
        if key.role == "name" and finder.alike(text):
            named = ", ".join(unit.name for unit in finder.alike(text))
            said = _("“{value}” khác loại đơn vị với danh mục ({names})").format(value=shown(text), names=named)
        fault = Fault(said, remedy)
    if elsewhere is not None:
        remedy = _("Các trường khác cho thấy đây là {name} (mã {code}); nếu đúng, sửa trường “{key}”.")
        fault = Fault(fault.reason, remedy.format(name=elsewhere.name, code=elsewhere.code, key=shown(key.name)))
    return error("unknown", fault, feature.number, name)


def _extra(alone: Sequence[Listed], key: Key) -> Problem:
    named = ", ".join(shown(name_of(feature, key)) or str(feature.number) for feature in alone[:_NAMED])
    more = "" if len(alone) <= _NAMED else ", …"
    reason = _("{count} đối tượng không thuộc danh mục nên không được nạp: {names}").format(
        count=len(alone), names=named + more
    )
    remedy = _("Nếu trong đó có đơn vị của tỉnh thì sửa mã, tên rồi xuất lại.")
    return replace(warning("border_extra", Fault(reason, remedy)), count=len(alone))

"""Step 4a, lines above a table and names of sheets -> values for all its rows: months, years, days, groups, kinds of
payment, areas, sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from data.ingest.areas import areas_of
from data.parsing.folding import bare, clean, fold
from data.seed_files import seed_rows
from data.vocabulary.groups import KINDS, PROGRAMMES
from data.vocabulary.periods import VINTAGES

_YEAR = r"20[0-9]{2}"
_NO_PERIODS = [
    re.compile(pattern)
    for pattern in (
        # 20/2021/NĐ-CP; số 12/2023; mẫu số 01/TT
        rf"\b[0-9]{{1,5}}/{_YEAR}/\S+|\b(?:so|mau|bieu|phu luc)\b[\s:.]*(?:so\b[\s:.]*)?[0-9]{{1,5}}[a-z]?/(?:{_YEAR}\b|\S+)",
        r"\bngay[\s.…]*thang[\s.…]*[0-9]*[\s.…]*nam[\s.…]*[0-9]*",
        # tháng 1 đến tháng 12 năm 2023; 6 tháng đầu năm 2023; quý IV/2023; 2021-2025
        rf"\b(?:thang|thg|t)\s*[0-9]{{1,2}}(?:/{_YEAR})?\s*(?:den|-|–)\s*(?:het\s+)?(?:thang\s*|t)?[0-9]{{1,2}}(?![0-9])"
        rf"(?:\s*(?:/|nam)\s*{_YEAR})?",
        rf"\b[0-9]{{1,2}}\s+thang\b(?:\s+(?:dau|cuoi))?(?:\s+nam)?(?:\s+{_YEAR})?",
        rf"\bquy\s+(?:[1-4]|i{{1,3}}|iv)\b(?:\s*[/,-]?\s*(?:nam\s+)?{_YEAR})?",
        rf"\b{_YEAR}\s*[-–]\s*{_YEAR}\b",
    )
]
_DAY = re.compile(
    r"(?P<lead>\b(?:den|tai|het|thoi diem|so lieu)\s+(?:het\s+)?)?(?:ngay\s+)?"
    rf"\b(?P<day>[0-9]{{1,2}})\s*(?:[/.-]|thang)\s*(?P<month>[0-9]{{1,2}})\s*(?:[/.-]|nam)\s*(?P<year>{_YEAR})\b"
    rf"|\b{_YEAR}-[0-9]{{2}}-[0-9]{{2}}\b"
)
_MONTH = re.compile(
    rf"\b(?:thang|thg|th|t|ky)?[\s.]*0?(?P<month>[0-9]{{1,2}})\s*(?:[/.-]|,?\s*nam)\s*(?P<year>{_YEAR})\b"
    rf"|\b(?:thang|thg|th|t)[\s.]*0?(?P<month2>[0-9]{{1,2}})\s+(?P<year2>{_YEAR})\b"
    rf"|\b(?P<year3>{_YEAR})-(?P<month3>[0-9]{{2}})\b"
)
_MONTH_ALONE = re.compile(r"\b(?:thang|thg|th|t)[\s.]*0?(?P<month>[0-9]{1,2})\b")
_YEAR_ALONE = re.compile(rf"\bnam\s*(?P<year>{_YEAR})\b|^\s*(?P<only>{_YEAR})\s*$")
_YEAR_IN_NAME = re.compile(rf"\b(?P<year>{_YEAR})\b(?P<only>)")

_PHRASES = {
    "nguoi co cong": PROGRAMMES[0],
    "tro cap uu dai": PROGRAMMES[0],
    "uu dai nguoi co cong": PROGRAMMES[0],
    "ncc": PROGRAMMES[0],
    "bao tro xa hoi": PROGRAMMES[1],
    "tro cap xa hoi": PROGRAMMES[1],
    "tro giup xa hoi": PROGRAMMES[1],
    "btxh": PROGRAMMES[1],
}
# A department or a centre of that name has sent the file; that is not what the file is about.
_OFFICES = "".join(
    f"(?<!{word} )" for word in ("phong", "trung tam", "co so", "cuc", "quy", "ban", "nha", "trai", "so")
)
_KIND_PHRASES = {fold(kind): kind for kind in KINDS} | {"mai tang phi": KINDS[2], "hang thang": KINDS[0]}
_SOURCE = re.compile(r"\W*(?:nguồn|nguon)(?:\s+(?:số liệu|so lieu))?\s*[:：]\s*(.+)", re.IGNORECASE)


@dataclass(frozen=True)
class Dates:
    """Periods in a text: "2023-12" of months, numbers of months without a year, "2023" of years, "31/12/2023" of days
    that figures are said to stand for."""

    months: tuple[str, ...] = ()
    bare_months: tuple[int, ...] = ()
    years: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


def dates_in(text: str, *, name: bool = False) -> Dates:
    """The periods of a text. Numbers of decrees, dates of signing, quarters and spans of time are none. `name`: the
    text is a sheet's name, where a year needs no word before it."""
    rest = bare(clean(text)).replace("_", " ")
    days: list[str] = []
    for match in _DAY.finditer(rest):
        if match["lead"] is not None:
            days.append(f"{int(match['day']):02}/{int(match['month']):02}/{match['year']}")
    for pattern in (_NO_PERIODS[0], _DAY, *_NO_PERIODS[1:]):
        rest = pattern.sub(" | ", rest)
    months: list[str] = []
    for match in _MONTH.finditer(rest):
        month = int(match["month"] or match["month2"] or match["month3"])
        if 1 <= month <= 12:
            months.append(f"{match['year'] or match['year2'] or match['year3']}-{month:02}")
    rest = _MONTH.sub(" | ", rest)
    bare_months = [int(match["month"]) for match in _MONTH_ALONE.finditer(rest)]
    years = [match["year"] or match["only"] for match in (_YEAR_IN_NAME if name else _YEAR_ALONE).finditer(rest)]
    distinct = dict.fromkeys
    return Dates(
        tuple(distinct(months)),
        tuple(distinct(month for month in bare_months if 1 <= month <= 12)),
        tuple(distinct(years)),
        tuple(distinct(days)),
    )


def groups_in(text: str) -> list[str]:
    """Programmes and benefit groups a text names, as a group column reads them."""
    pattern, names = _group_phrases()
    return list(dict.fromkeys(names[match[0]] for match in pattern.finditer(fold(text))))


def kinds_in(text: str) -> list[str]:
    """Kinds of payment a text names."""
    folded = fold(text)
    kinds = [kind for phrase, kind in _KIND_PHRASES.items() if re.search(rf"\b{phrase}\b", folded)]
    return list(dict.fromkeys(kinds))


def areas_in(text: str) -> dict[str, list[str]]:
    """Districts and communes a text names with their kind ("UBND xã Nguyễn Úy"), by level."""
    pattern, levels = _area_phrases()
    areas: dict[str, list[str]] = {"district": [], "commune": []}
    for match in pattern.finditer(fold(text)):
        level = levels[match[0]]
        if match[0] not in areas[level]:
            areas[level].append(match[0])
    return areas


def source_in(text: str) -> str | None:
    """The words after "Nguồn:"."""
    match = _SOURCE.fullmatch(clean(text))
    return None if match is None else match[1]


@lru_cache(maxsize=1)
def _group_phrases() -> tuple[re.Pattern[str], Mapping[str, str]]:
    rows = [row for file in ("merit_groups.csv", "protection_groups.csv") for row in seed_rows(file)]
    names = {fold(row["name_vi"]): row["group"] for row in rows} | _PHRASES
    return _longest_first(names, _OFFICES), names


@lru_cache(maxsize=1)
def _area_phrases() -> tuple[re.Pattern[str], Mapping[str, str]]:
    levels = {
        fold(area.name): area.level for vintage in VINTAGES for area in areas_of(vintage) if area.level != "province"
    }
    short = {"thi tran ": "tt ", "thanh pho ": "tp ", "thi xa ": "tx "}
    for name, level in list(levels.items()):
        for kind, letters in short.items():
            if name.startswith(kind):
                levels[letters + name.removeprefix(kind)] = level
    return _longest_first(levels, ""), levels


def _longest_first(names: Mapping[str, str], before: str) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b{before}(?:{alternatives})\b")

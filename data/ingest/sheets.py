"""Which sheets of a book are read, and what their titles say (month, area, unit, group)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.ingest.answers import ALL_SHEETS
from data.ingest.areas import areas_of
from data.ingest.base import Question, Sheet
from data.ingest.header import Layout
from data.locale import _
from data.parsing.folding import bare, clean, fold
from data.seed_files import seed_rows
from data.vocabulary.groups import KINDS, PROGRAMMES
from data.vocabulary.periods import VINTAGES
from data.vocabulary.problems import Fault, Problem, error, shown

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


_COPY = re.compile(r"(?P<name>.+) \([0-9]+\)", re.DOTALL)
_FIGURES_OF_DATA = 2
_FIGURE = re.compile(r"\s*-?[0-9][0-9.,\s]*%?\s*")


@dataclass(frozen=True)
class FoundTable:
    """A sheet that is not empty, its headings (None where none were found) and the problems of the headings."""

    sheet: Sheet
    layout: Layout | None
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        return self.sheet.name

    @property
    def holds_data(self) -> bool:
        return self.layout is not None and any(not row.blank for row in self.sheet.rows[self.layout.first :])

    @property
    def shape(self) -> object:
        """Equal for sheets with the same columns."""
        assert self.layout is not None
        across = {(column.measure, column.subject) for column in self.layout.across}
        return frozenset(self.layout.index_of), frozenset(across)


@dataclass(frozen=True)
class Choice:
    """The tables to read, the names of sheets that hold something and are not read, warnings or refusals, and the
    question where the user must choose."""

    read: tuple[FoundTable, ...] = ()
    not_read: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


def choose(tables: Sequence[FoundTable], answer: str) -> Choice:
    """The sheets to read: the only one with data, or the one the user named, or ("*") all of the shape that most
    have."""
    if not tables:
        return Choice(
            problems=(error(Fault(_("Tệp trống, không có dữ liệu"), _("Chọn tệp có tiêu đề và các dòng số liệu."))),)
        )
    visible = [table for table in tables if not table.sheet.hidden]
    data = [table for table in tables if table.holds_data]
    originals = _originals([table for table in data if not table.sheet.hidden])
    same_shape = _most_common_shape(originals)
    named = [table for table in data if table.name == answer]
    if named:
        read = named
    elif answer == ALL_SHEETS and len(same_shape) > 1:
        read = same_shape
    elif len(originals) > 1:
        return _ask_which(tables, originals, same_shape)
    elif originals:
        read = originals
    elif data:
        return Choice(not_read=tuple(table.name for table in tables), problems=(_all_hidden(data[0]),))
    else:
        headed = [table for table in visible if table.layout is not None]
        read = (headed or visible or list(tables))[:1]
    others = [table for table in tables if table not in read]
    names = {table.name for table in originals}
    warnings = [problem for table in others if (problem := _unread(table, names)) is not None]
    return Choice(tuple(read), tuple(table.name for table in others), tuple(warnings))


def _originals(tables: Sequence[FoundTable]) -> list[FoundTable]:
    """The tables without Excel's own copies of them ("T12 (2)" beside "T12")."""
    names = {table.name for table in tables}
    copies = {table.name for table in tables if (copy := _COPY.fullmatch(table.name)) and copy["name"] in names}
    return [table for table in tables if table.name not in copies]


def _most_common_shape(tables: Sequence[FoundTable]) -> list[FoundTable]:
    """The tables of the shape that most have; where some are named after months, only those."""
    by_shape: dict[object, list[FoundTable]] = {}
    for table in tables:
        by_shape.setdefault(table.shape, []).append(table)
    most = max(by_shape.values(), key=len, default=[])
    monthly = [table for table in most if _month(table)]
    return monthly if len(monthly) > 1 else most


def _month(table: FoundTable) -> bool:
    dates = dates_in(table.name, name=True)
    return bool(dates.months or dates.bare_months)


def _ask_which(
    tables: Sequence[FoundTable], originals: Sequence[FoundTable], same_shape: Sequence[FoundTable]
) -> Choice:
    names = ", ".join(f"'{shown(table.name)}'" for table in originals)
    reason = _("Tệp có {count} trang tính có số liệu: {names}").format(count=len(originals), names=names)
    remedy = _("Chọn trang cần nạp, hoặc chỉ giữ một trang có số liệu trong tệp.")
    choices = [(table.name, _("Trang '{name}'").format(name=shown(table.name))) for table in originals]
    if len(same_shape) > 1:
        label = _("Tất cả {count} trang cùng mẫu ({first} … {last})").format(
            count=len(same_shape), first=shown(same_shape[0].name), last=shown(same_shape[-1].name)
        )
        choices.append((ALL_SHEETS, label))
    question = Question(
        "sheet", _("Tệp có {count} trang tính có số liệu. Nạp trang nào?").format(count=len(originals)), tuple(choices)
    )
    return Choice((), tuple(table.name for table in tables), (error(Fault(reason, remedy), "sheets"),), (question,))


def _all_hidden(table: FoundTable) -> Problem:
    reason = _("Trang tính có số liệu '{name}' đang bị ẩn").format(name=shown(table.name))
    return error(Fault(reason, _("Bỏ ẩn trang đó trong Excel (Unhide) rồi lưu và tải lại tệp.")), "sheets")


def _unread(table: FoundTable, names: set[str]) -> Problem | None:
    """A warning for a sheet that holds figures and is not read; None for guidance and (hidden, all words) lists."""
    name = shown(table.name)
    copy = _COPY.fullmatch(table.name)
    if not table.holds_data and not any(len(row.numeric) >= _FIGURES_OF_DATA for row in table.sheet.rows):
        return None
    if table.sheet.hidden and not any(_FIGURE.fullmatch(cell) for row in table.sheet.rows for cell in row.cells):
        return None
    if table.sheet.hidden:
        reason = _("Trang tính ẩn '{name}' có số liệu nhưng không được đọc").format(name=name)
    elif copy is not None and copy["name"] in names:
        reason = _("Trang tính '{name}' là bản sao của trang '{other}' nên không được đọc").format(
            name=name, other=shown(copy["name"])
        )
    elif table.layout is None:
        reason = _("Trang tính '{name}' không có tiêu đề cột theo mẫu nên không được đọc").format(name=name)
    else:
        reason = _("Trang tính '{name}' không được đọc").format(name=name)
    remedy = _("Nếu cần trang này, để nó thành tệp riêng hoặc xóa các trang khác.")
    return Problem("warning", reason, remedy, code="sheets")

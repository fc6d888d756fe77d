"""What the titles of a file say (month, area, unit, group), and what a person answers where they say nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from data.ingest.areas import areas_of
from data.ingest.base import Column, Dataset, Given, Question, Sheet, letter, read_text
from data.ingest.header import NUMBERS, PERIOD_ONLY_MONTH, Layout
from data.locale import _
from data.parsing.folding import bare, clean, fold
from data.parsing.limits import MOST_COLUMNS
from data.seed_files import seed_rows
from data.vocabulary.groups import CATEGORY_NAMES, KINDS, PROGRAMMES
from data.vocabulary.numbers import UNIT_NAMES
from data.vocabulary.periods import VINTAGES
from data.vocabulary.problems import Fault, Problem, shown

_YEAR = r"20[0-9]{2}"
_NO_PERIODS = [
    re.compile(pattern)
    for pattern in (
        # 20/2021/NĐ-CP; số 12/2023; mẫu số 01/TT
        rf"\b[0-9]{{1,5}}/{_YEAR}/\S+"
        rf"|\b(?:so|mau|bieu|phu luc)\b[\s:.]*(?:so\b[\s:.]*)?[0-9]{{1,5}}[a-z]?/(?:{_YEAR}\b|\S+)",
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
    "bao tro xh": PROGRAMMES[1],
    "tro giup xh": PROGRAMMES[1],
    "tgxh": PROGRAMMES[1],
    "tcxh": PROGRAMMES[1],
}
# A department or a centre of that name has sent the file; that is not what the file is about.
_OFFICES = "".join(
    f"(?<!{word} )" for word in ("phong", "trung tam", "co so", "cuc", "quy", "ban", "nha", "trai", "so")
)
_CATEGORIES = tuple(CATEGORY_NAMES.values())
_PROVINCE_NAMES = {
    "toan tinh": "Toàn tỉnh",
    "ca tinh": "Toàn tỉnh",
    "tinh ha nam": "Tỉnh Hà Nam",
    "tinh ninh binh": "Tỉnh Ninh Bình",
}
_WHOLE_PROVINCE = re.compile(rf"\b(?:{'|'.join(_PROVINCE_NAMES)})\b")
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


def categories_in(text: str) -> list[str]:
    """Categories of households a text names: poor, near-poor."""
    folded = fold(text)
    words = {"poor": r"\bho ngheo\b", "near_poor": r"\bcan ngheo\b"}
    return [CATEGORY_NAMES[code] for code, pattern in words.items() if re.search(pattern, folded)]


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


GIVEN = ("period", "group", "kind", "category", "measured_on", "source", "budget_year", "month", "district", "commune")
"""Columns that may be answered once for a whole file which has no such column."""
ALL_SHEETS = "*"
_MARK, _COLUMN, _CELL = "decimal_mark.", "column.", "cell."
_PLACE = re.compile(r"(?:(?P<sheet>.+)!)?(?P<letter>[A-Z]{1,3})(?P<row>[1-9][0-9]{0,6})", re.DOTALL)
_PERIODS = ("period", "budget_year", "month")
_LAST_ROWS = 10
"""Number of rows at the end of a sheet that are searched for a note such as "Nguồn: …"."""


@dataclass(frozen=True)
class CellFix:
    """A correction of one cell: the sheet ("" = the only one), the Excel row, the column index and the new text."""

    sheet: str
    row: int
    column: int
    text: str


@dataclass(frozen=True)
class Answers:
    """The answers taken apart: `marks` are decimal marks by column, `power` that of the unit of money, `sheet` the
    sheets to read, `mapping` the dataset column ("": none) by column index of the file, `fixes` corrected cells,
    `given` texts for all rows by column."""

    marks: Mapping[str, str] = field(default_factory=dict)
    power: int | None = None
    sheet: str = ""
    mapping: Mapping[int, str] = field(default_factory=dict)
    fixes: tuple[CellFix, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, answers: Mapping[str, str] | None, dataset: Dataset) -> Answers:
        """Raises ValueError for a question or an answer that this dataset cannot have."""
        columns = {column.name: column for column in dataset.columns}
        numbers = {name for name, column in columns.items() if column.measure in NUMBERS}
        powers = {name: power for power, name in UNIT_NAMES.items()}
        marks: dict[str, str] = {}
        mapping: dict[int, str] = {}
        given: dict[str, str] = {}
        fixes: list[CellFix] = []
        power, sheet = None, ""
        for question, answer in (answers or {}).items():
            mark, column = question.removeprefix(_MARK), question.removeprefix(_COLUMN)
            cell = _PLACE.fullmatch(question.removeprefix(_CELL)) if question.startswith(_CELL) else None
            if question.startswith(_MARK) and mark in numbers and answer in (",", "."):
                marks[mark] = answer
            elif question == "amount_unit" and answer in powers and "money" in {columns[n].measure for n in numbers}:
                power = powers[answer]
            elif question == "sheet" and answer:
                sheet = answer
            elif question.startswith(_COLUMN) and _column_index(column) is not None and answer in (*columns, ""):
                mapping[_column_index(column) or 0] = answer
            elif cell is not None and _column_index(cell["letter"]) is not None:
                fixes.append(CellFix(cell["sheet"] or "", int(cell["row"]), _column_index(cell["letter"]) or 0, answer))
            elif question in GIVEN and question in columns and answer.strip():
                given[question] = answer
            else:
                raise ValueError(f"no such answer: {question!r} = {answer!r}")
        if len(set(filter(None, mapping.values()))) < len(list(filter(None, mapping.values()))):
            raise ValueError("two columns of the file cannot be the same column of the dataset")
        return cls(marks, power, sheet, mapping, tuple(fixes), given)


@dataclass(frozen=True)
class Settled:
    """Values for all rows: `given` by column, the columns for which several values were found (`doubtful`), questions,
    problems, and the `year` of months written without one ("" where none or several are named)."""

    given: Mapping[str, Given] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    year: str = ""


@dataclass(frozen=True)
class _Statement:
    text: str
    place: str
    dates: Dates
    name: bool = False


def settle(
    sheet: Sheet,
    layout: Layout,
    dataset: Dataset,
    answers: Mapping[str, str],
    present: Collection[str],
    filename: str = "",
) -> Settled:
    """Values for all rows of a sheet in columns of `dataset` that are not `present` in its table. The file's name is
    only mentioned in a question: files are copied and keep their old names."""
    statements = _statements(sheet, layout)
    years = _years(statements, answers)
    given: dict[str, Given] = {}
    doubtful: set[str] = set()
    questions: list[Question] = []
    problems: list[Problem] = []
    for column in dataset.columns:
        if column.name not in GIVEN or column.name in present or column.name in dataset_areas(dataset):
            continue
        answered = answers.get(column.name)
        candidates = _answered(column, answered) if answered is not None else {}
        if column.name == "category":
            candidates = candidates or _candidates(column, dataset, _over_figures(layout), years)
        candidates = candidates or _candidates(column, dataset, statements, years)
        if len(candidates) == 1:
            given[column.name] = next(iter(candidates.values()))
        elif len(candidates) > 1:
            doubtful.add(column.name)
            problems.append(_several(column, candidates.values()))
        if len(candidates) > 1 or (column.needed and not candidates):
            questions.append(_question(column, candidates, filename))
        if answered is not None and not candidates:
            problems += _unreadable(column, answered)
    if not set(present) & set(dataset_areas(dataset)):
        areas = _areas(dataset, statements, answers) or _province(dataset, statements)
        given |= areas
        if not areas and _for_the_province(dataset):
            questions.append(_which_area())
    bare = any(PERIOD_ONLY_MONTH.fullmatch(text) for across in layout.across for _name, text in across.subject)
    if bare and len(years) != 1:
        questions.append(
            Question("period", _("Các cột tháng không ghi năm. Số liệu này của năm nào?"), _choices(years))
        )
        problems.append(_no_year(layout))
    year = years[0] if len(years) == 1 else ""
    return Settled(given, frozenset(doubtful), tuple(questions), tuple(problems), year)


def dataset_areas(dataset: Dataset) -> tuple[str, ...]:
    """The columns of a dataset that name an area, also where none of them must be there."""
    names = ("district_code", "district", "commune_code", "commune")
    return tuple(column.name for column in dataset.columns if column.name in names)


def value_words(column: Column, text: str) -> str:
    """A given value as people say it: "tháng 12/2023"."""
    if column.name not in _PERIODS:
        return shown(text)
    parts = text.split("-")
    return (
        _("năm {year}").format(year=shown(text))
        if len(parts) == 1
        else _("tháng {month}/{year}").format(month=parts[1], year=parts[0])
    )


def _column_index(letters: str) -> int | None:
    """The column index of Excel's letters, within the columns a file may have; else None."""
    if not re.fullmatch("[A-Z]{1,2}", letters):
        return None
    index = 0
    for sign in letters:
        index = index * 26 + ord(sign) - 64
    return index - 1 if index <= MOST_COLUMNS else None


def _statements(sheet: Sheet, layout: Layout) -> list[_Statement]:
    """Each cell above the headings, each such line as a whole, the sheet's name, and notes under the table."""
    statements: list[_Statement] = []
    above = sheet.rows[: layout.first - len(layout.levels)]
    for row in (*above, *sheet.rows[layout.first :][-_LAST_ROWS:]):
        cells = [cell for cell in row.cells if cell.strip()]
        if row not in above:
            cells = [cell for cell in cells if source_in(cell) is not None]
        where = (
            _("dòng {row} phía trên bảng").format(row=row.row) if row in above else _("dòng {row}").format(row=row.row)
        )
        read = [_Statement(cell, where, dates_in(cell)) for cell in cells]
        if len(cells) > 1 and not any(statement.dates != Dates() for statement in read):
            read.append(_Statement(" ".join(cells), where, dates_in(" ".join(cells))))
        statements += read
    if sheet.name:
        where = _("tên trang tính '{name}'").format(name=shown(sheet.name))
        statements.append(_Statement(sheet.name, where, dates_in(sheet.name, name=True), name=True))
    return statements


def _years(statements: Iterable[_Statement], answers: Mapping[str, str]) -> list[str]:
    """Every year named, once; one the user named is the only one."""
    answered = dates_in(answers.get("period", ""), name=True).years
    if answered:
        return list(answered)
    years = [
        year
        for statement in statements
        for year in (*statement.dates.years, *(month[:4] for month in statement.dates.months))
    ]
    return list(dict.fromkeys(years))


def _answered(column: Column, text: str) -> dict[str, Given]:
    value = read_text(column, clean(text))
    return {value: Given(column.name, clean(text), _("câu trả lời của bạn"))} if isinstance(value, str) else {}


def _candidates(
    column: Column, dataset: Dataset, statements: Sequence[_Statement], years: Sequence[str]
) -> dict[str, Given]:
    """Different values of the column, by what it reads them as."""
    by_value: dict[str, Given] = {}
    for statement in statements:
        for text in _texts(column, dataset, statement, years):
            value = read_text(column, text)
            if isinstance(value, str):
                by_value.setdefault(value, Given(column.name, text, statement.place))
    if column.name == "kind" and set(by_value) <= {KINDS[0]}:
        return {}
    within = {value[:4] for value in by_value if len(value) > 4} if column.name in _PERIODS else set()
    return {value: given for value, given in by_value.items() if value not in within}


def _texts(column: Column, dataset: Dataset, statement: _Statement, years: Sequence[str]) -> list[str]:
    dates = statement.dates
    if column.name in _PERIODS:
        bare = [f"{years[0]}-{month:02}" for month in dates.bare_months] if len(years) == 1 else []
        months = [*dates.months, *bare]
        return (
            [month[:4] for month in months] + [*dates.years]
            if column.name == "budget_year"
            else [*months, *dates.years]
        )
    if column.name == "measured_on":
        return [*dates.days] or [*dates.years]
    if column.name == "group":
        return groups_in(statement.text)
    if column.name == "kind":
        return kinds_in(statement.text)
    if column.name == "category":
        return categories_in(statement.text)
    source = source_in(statement.text) if column.name == "source" and "measured_on" in dataset.schema else None
    return [] if source is None else [source]


def _areas(dataset: Dataset, statements: Sequence[_Statement], answers: Mapping[str, str]) -> dict[str, Given]:
    """The one commune, else the one district, that the title or the sheet's name says with its kind."""
    columns = [name for name in dataset_areas(dataset) if name in ("district", "commune")]
    answered: dict[str, Given] = {
        name: Given(name, answers[name], _("câu trả lời của bạn")) for name in columns if name in answers
    }
    if answered:
        return answered
    candidates: dict[str, dict[str, Given]] = {"commune": {}, "district": {}}
    for statement in statements:
        for level, texts in areas_in(statement.text).items():
            for text in texts:
                candidates[level].setdefault(text, Given(level, text, statement.place))
    chosen: dict[str, Given] = {}
    for level in ("district", "commune"):
        if level in columns and len(candidates[level]) == 1:
            chosen[level] = next(iter(candidates[level].values()))
    return {} if len(candidates["commune"]) > 1 or len(candidates["district"]) > 1 else chosen


def _for_the_province(dataset: Dataset) -> bool:
    """Whether a table that names no area may be about the whole province and must say so."""
    return bool(dataset.area_columns) and "province" in dataset.levels and not dataset.province_is_total


def _province(dataset: Dataset, statements: Sequence[_Statement]) -> dict[str, Given]:
    """The province, where the titles name it and no other area."""
    if not _for_the_province(dataset) or any(any(areas_in(statement.text).values()) for statement in statements):
        return {}
    for statement in statements:
        match = _WHOLE_PROVINCE.search(fold(statement.text))
        if match is not None:
            return {"district": Given("district", _PROVINCE_NAMES[match[0]], statement.place)}
    return {}


def _which_area() -> Question:
    names = [_PROVINCE_NAMES["toan tinh"], *(area.name for area in areas_of(VINTAGES[0]) if area.level == "district")]
    return Question("district", _("Tệp không có cột đơn vị. Số liệu này là của đơn vị nào?"), _choices(names))


def _over_figures(layout: Layout) -> list[_Statement]:
    """The headings over what there is at the beginning and the end of a period, which may name the households."""
    indexes = [layout.index_of[name] for name in ("opening", "closing") if name in layout.index_of]
    return [
        _Statement(layout.headings[index], _("tiêu đề cột {letter}").format(letter=letter(index)), Dates())
        for index in indexes
    ]


def _several(column: Column, candidates: Iterable[Given]) -> Problem:
    listed = "; ".join(
        _("{value} ({place})").format(value=value_words(column, given.text), place=given.place) for given in candidates
    )
    reason = _("Tệp không có cột {column}, còn tiêu đề nêu nhiều giá trị: {values}").format(
        column=column.title, values=listed
    )
    return Problem("error", reason, _("Chọn một giá trị, hoặc thêm cột này vào bảng."), code="given")


def _question(column: Column, candidates: Mapping[str, Given], filename: str) -> Question:
    text = _("Tệp không có cột {column}. Giá trị chung cho mọi dòng là gì?").format(column=_(column.label))
    months = dates_in(filename.rsplit(".", 1)[0], name=True).months if column.name == "period" else ()
    if months and not candidates:
        text = _("{question} Tên tệp nêu {value}.").format(question=text, value=value_words(column, months[0]))
    if candidates:
        choices = tuple((given.text, value_words(column, given.text)) for given in candidates.values())
    elif column.name == "group":
        choices = _groups()
    else:
        choices = _choices(KINDS if column.name == "kind" else _CATEGORIES if column.name == "category" else ())
    return Question(column.name, text, choices)


def _groups() -> tuple[tuple[str, str], ...]:
    rows = [row for file in ("merit_groups.csv", "protection_groups.csv") for row in seed_rows(file)]
    return (*_choices(PROGRAMMES), *((row["group"], clean(row["name_vi"])) for row in rows))


def _choices(values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((value, value) for value in values)


def _unreadable(column: Column, text: str) -> list[Problem]:
    fault = read_text(column, clean(text))
    if not isinstance(fault, Fault) or (column.name == "period" and dates_in(text, name=True).years):
        return []
    reason = _("câu trả lời cho cột {column} {reason}").format(column=_(column.label), reason=fault.reason)
    return [Problem("error", reason, fault.remedy, value=shown(text))]


def _no_year(layout: Layout) -> Problem:
    header = layout.header
    reason = _("các cột tháng không ghi năm, phía trên bảng và tên trang cũng không nêu một năm")
    remedy = _("Ghi năm vào dòng tiêu đề bảng, ví dụ 'Năm 2023', hoặc chọn năm.")
    return Problem("error", reason, remedy, line=header.line, row=header.row, sheet=header.sheet)

"""Step 4b: answers of the user to questions about a file, and the values that its titles and sheet names give for
columns it does not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.ingest.base import Column, Dataset, Given, Question, Sheet, read_text
from data.ingest.header import Layout
from data.ingest.headings import NUMBERS, PERIOD_ONLY_MONTH
from data.ingest.titles import Dates, areas_in, dates_in, groups_in, kinds_in, source_in
from data.locale import _
from data.parsing.folding import clean
from data.parsing.limits import MOST_COLUMNS
from data.seed_files import seed_rows
from data.vocabulary.groups import KINDS, PROGRAMMES
from data.vocabulary.numbers import UNIT_NAMES
from data.vocabulary.problems import Fault, Problem, shown

GIVEN = ("period", "group", "kind", "measured_on", "source", "budget_year", "month", "district", "commune")
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
        given |= _areas(dataset, statements, answers)
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
    for letter in letters:
        index = index * 26 + ord(letter) - 64
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
        choices = _choices(KINDS) if column.name == "kind" else ()
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

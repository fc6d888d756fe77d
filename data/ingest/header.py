"""Step 3b, sheet -> Layout: which rows of a sheet are its headings, which column of the file is which column of the
dataset, the unit of money, and the problems of the headings (missing, repeated or unknown columns)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from data.ingest.areas import areas_2023
from data.ingest.base import IGNORED_SILENTLY, Column, Dataset, Row, Sheet, letter
from data.ingest.headings import AXES, NUMBERS, Across, Headings, Label, Reader, labels
from data.locale import _
from data.parsing.folding import clean, fold
from data.vocabulary.groups import shared_names
from data.vocabulary.numbers import is_unit_row, settle_unit
from data.vocabulary.problems import Fault, Problem, error, shown

_CELLS_OF_DATA = 4
_FIGURES_OF_DATA = 2
SEARCHED_ROWS = 30
_LEVELS = 4
_ENOUGH_HEADINGS = 2
_TOTAL = re.compile(r"(?:tong|cong)\b.*")
_FIGURE = re.compile(r"(?!20[0-9]{2}$)[0-9][0-9.,]*")


def no_headings(dataset: Dataset, searched: int) -> Problem:
    """The refusal of a sheet without a heading line."""
    needed = ", ".join(column.title for column in dataset.columns if column.needed)
    return error(
        Fault(
            _("Không tìm thấy dòng tiêu đề cột trong {rows} dòng đầu").format(rows=searched),
            _("Thêm dòng tiêu đề có các cột: {columns} và cột huyện hoặc xã.").format(columns=needed),
        )
    )


def repeated_column(column: Column, first: int, second: int, row: Row) -> Problem:
    """One column named by two headings."""
    reason = _("tiêu đề bị trùng: cột {first} và cột {second} đều là {name}").format(
        first=letter(first), second=letter(second), name=column.title
    )
    return _at(row, reason, _("Giữ một cột, xóa hoặc đổi tên cột còn lại."))


def repeated_subject(label: Label, first: int, second: int, row: Row) -> Problem:
    """Two columns of a wide table with the same figures of the same subject."""
    reason = _("tiêu đề bị trùng: cột {first} và cột {second} đều là '{heading}'").format(
        first=letter(first), second=letter(second), heading=shown(" / ".join(label))
    )
    return _at(row, reason, _("Giữ một cột, xóa hoặc đổi tên cột còn lại."))


def without_subject(column: Column, index: int, row: Row) -> Problem:
    """A number column without a subject in a table whose other numbers have one."""
    reason = _("cột {letter} là {name} mà không nằm dưới nhóm nào, còn các cột số khác được chia theo nhóm").format(
        letter=letter(index), name=column.title
    )
    return _at(row, reason, _("Nếu là cột cộng, ghi tiêu đề bắt đầu bằng 'Tổng số'; nếu không, bỏ cột này."))


def unknown_subject(reader: Reader, label: Label, column: int, levels: Sequence[Row]) -> Problem | None:
    """The heading over a measure that is no known group, at its own cell."""
    unknown = reader.fault(label)
    if unknown is None:
        return None
    text, fault = unknown
    for row in levels:
        for index in range(column, -1, -1):
            if clean(row.cell(index)) == text:
                return Problem(
                    "error",
                    fault.reason,
                    fault.remedy,
                    line=row.line,
                    row=row.row,
                    column=letter(index),
                    column_name=_("tiêu đề nhóm"),
                    value=shown(text),
                    sheet=row.sheet,
                )
    return None


def figures_above(titles: Sequence[Row]) -> list[Problem]:
    """Lines over the headings that look like data: skipping them as titles would lose figures without a word."""
    problems: list[Problem] = []
    for row in titles:
        cells = [cell.strip() for cell in row.cells if cell.strip()]
        figures = sum(re.fullmatch("[0-9][0-9.,]*", cell) is not None for cell in cells)
        named = figures > 0 and any(areas_2023().is_area(clean(cell)) for cell in cells)
        if named or (len(cells) >= _CELLS_OF_DATA and figures >= _FIGURES_OF_DATA):
            reason = _("có số liệu nằm phía trên dòng tiêu đề cột")
            problems.append(_at(row, reason, _("Để mỗi bảng ở một tệp riêng, tiêu đề cột ở trên các dòng số liệu.")))
    return problems


def missing(dataset: Dataset, present: Collection[str], row: Row, askable: Collection[str] = ()) -> list[Problem]:
    """A problem for each needed column that is not `present`; `askable` are those that a question is asked about."""
    absent = [column for column in dataset.columns if column.needed and column.name not in present]
    problems = [_absent(column.title, row, askable=column.name in askable) for column in absent]
    if dataset.area_columns and not any(name in present for name in dataset.area_columns):
        names = _(" hoặc ").join(dataset.column(name).title for name in dataset.area_columns)
        problems.append(_absent(names, row, askable=False))
    return problems


@dataclass(frozen=True)
class Layout:
    """The columns of a table: `index_of` is the index of each column of the dataset in the file, `headings` the text
    over each column, `header` the first heading row, `first` the index of the first row under the headings.

    `width` is how many cells every row must have, `power` the power of ten of the money unit, `unit_declared` whether
    the file names it, `unknown` the headings that are not the dataset's by index, `silent` the indexes of
    running-number (STT) columns, `across` the columns of figures of a wide table (they are not in `index_of`), `levels`
    the heading rows, `subtotals` the lines that head a section and are therefore totals.
    """

    index_of: Mapping[str, int]
    headings: tuple[str, ...]
    header: Row
    first: int
    width: int
    power: int
    unit_declared: bool
    unknown: Mapping[int, str]
    silent: frozenset[int]
    across: tuple[Across, ...] = ()
    levels: tuple[Row, ...] = ()
    subtotals: frozenset[int] = frozenset()

    @property
    def repeated(self) -> frozenset[tuple[str, ...]]:
        """The heading rows as cells: printed reports repeat them on every page."""
        return frozenset(row.cells for row in self.levels)

    def figures(self, dataset: Dataset) -> list[int]:
        """The indexes of all columns of numbers."""
        indexes = [index for name, index in self.index_of.items() if dataset.column(name).measure in NUMBERS]
        return indexes + [across.index for across in self.across]


class Finder:
    """Finds the headings of one dataset in sheets. `mapping` are columns assigned by the user: index -> column's name,
    "" for one to be left out; `unit` is the power of ten that the user answered for money."""

    def __init__(self, dataset: Dataset, mapping: Mapping[int, str] | None = None, unit: int | None = None) -> None:
        self.dataset = dataset
        self.headings = Headings(dataset)
        self._mapping = mapping or {}
        self._settled = {name: index for index, name in self._mapping.items() if name}
        self._unit = unit
        # Figures of indicators and of rules may be money too; a dataset that only counts has no unit of money.
        self._money = {column.measure for column in dataset.columns} & NUMBERS != {"count"}
        self._any = Reader(self.headings, frozenset(AXES))

    def find(self, sheet: Sheet, *, ragged: bool) -> tuple[Layout | None, list[Problem]]:
        """The layout (None where no heading line is found) and every problem of the headings.

        `ragged`: the rows come from a text file, where a missing or further cell means a broken row.
        """
        rows = sheet.rows
        best = self._best(sheet)
        if best is None or best[0] < _ENOUGH_HEADINGS:
            return None, [no_headings(self.dataset, SEARCHED_ROWS)]
        _score, start, depth = best
        while start + depth < len(rows) and is_unit_row(rows[start + depth].cells):
            depth += 1
        levels = tuple(rows[start : start + depth])
        over = labels(levels, sheet.merges)
        across, problems = self._across(over, levels)
        index_of, unknown, silent, powers = self._columns(over, levels, across, problems)
        problems += figures_above(rows[:start])
        power, declared, faults = settle_unit(
            powers, [row.cells for row in rows[:start]], self._unit, money=self._money
        )
        problems += [error(fault) for fault in faults]
        width = max((index for index, label in enumerate(over) if label), default=-1) + 1
        reach = 0 if ragged else max(len(row.cells) for row in rows)
        unnamed = {index: "" for index in range(len(over), reach) if index not in self._mapping}
        layout = Layout(
            index_of=index_of,
            headings=tuple(shown(" ".join(label)) for label in over) + ("",) * (reach - len(over)),
            header=levels[0],
            first=start + depth,
            width=width if ragged else 0,
            power=power,
            unit_declared=declared,
            unknown=unknown | unnamed,
            silent=silent,
            across=across,
            levels=levels,
        )
        return layout, problems

    def _columns(
        self, over: Sequence[Label], levels: Sequence[Row], across: Sequence[Across], problems: list[Problem]
    ) -> tuple[dict[str, int], dict[int, str], frozenset[int], list[int]]:
        """Places by name, unknown headings by place, silent places and declared units; adds what is wrong to
        `problems`."""
        index_of: dict[str, int] = {}
        unknown: dict[int, str] = {}
        silent: set[int] = set()
        powers = [column.power for column in across if column.power is not None]
        taken = {column.index for column in across}
        for index, label in enumerate(over):
            column, power = self._column(index, label)
            if index in taken:
                continue
            if column is None:
                if self._mapping.get(index) == "" or fold(label[-1] if label else "") in IGNORED_SILENTLY:
                    silent.add(index)
                else:
                    unknown[index] = shown(" ".join(label))
            elif across and column.measure in NUMBERS and index not in self._mapping:
                fault = unknown_subject(self._any, label, index, levels) or without_subject(column, index, levels[-1])
                if self._any.other_figures(label):
                    unknown[index] = shown(" ".join(label))
                else:
                    problems.append(fault)
            elif column.measure in NUMBERS and index not in self._mapping and self._of_others(label):
                unknown[index] = shown(" ".join(label))
            elif column.measure in NUMBERS and (shared := self._shared_group(label, index, levels)) is not None:
                problems.append(shared)
            elif column.name in index_of:
                problems.append(repeated_column(column, index_of[column.name], index, levels[-1]))
            else:
                index_of[column.name] = index
                powers += [] if power is None else [power]
        return index_of, unknown, frozenset(silent), powers

    def _of_others(self, label: Label) -> bool:
        """Whether a number column stands under a word for other figures: "Kế hoạch" over "Số người"."""
        return self._any.other_figures(self.headings.parents(label))

    def _shared_group(self, label: Label, index: int, levels: Sequence[Row]) -> Problem | None:
        """The problem of a name over a number column that several groups share: it is no group, and no mere
        ornament."""
        if not any(fold(cell) in shared_names() for cell in self.headings.parents(label)):
            return None
        return unknown_subject(self._any, label, index, levels)

    def _column(self, index: int, label: Label) -> tuple[Column | None, int | None]:
        """The column at a place: the one the user settled, else the one its label names unless it was settled
        elsewhere."""
        column, power = self.headings.column(label)
        if index in self._mapping:
            name = self._mapping[index]
            return (self.dataset.column(name), power) if name else (None, None)
        if column is not None and column.name in self._settled:
            return None, None
        return column, power

    def _across(self, over: Sequence[Label], levels: Sequence[Row]) -> tuple[tuple[Across, ...], list[Problem]]:
        """The columns of figures whose headings are values, where the table has any; doubled ones are problems."""
        free = [(index, label) for index, label in enumerate(over) if index not in self._mapping]
        stated = {name for name in self._settled if name in AXES}
        for index, label in free:
            column = self._column(index, label)[0]
            reading = self._any.across(label, index)
            if column is not None and column.measure not in NUMBERS and (reading is None or not reading.subject):
                stated.add(column.name)
        reader = Reader(self.headings, frozenset(AXES) - stated)
        read = [found for index, label in free if (found := reader.across(label, index)) is not None]
        if not any(found.subject for found in read):
            return (), []
        taken = {found.index for found in read}
        for index, label in free:
            column, power = self._column(index, label)
            if index in taken or column is None or column.measure not in NUMBERS or reader.other_figures(label):
                continue
            if _TOTAL.fullmatch(fold(label[-1])):
                read.append(Across(index, column.name, (), frozenset(), power, total=True))
        problems: list[Problem] = []
        first: dict[tuple[str, object], Across] = {}
        for found in read:
            key = (found.measure, found.subject or found.cells)
            if first.setdefault(key, found) is not found and not found.total:
                problems.append(repeated_subject(over[found.index], first[key].index, found.index, levels[-1]))
        return tuple(sorted(read, key=lambda found: found.index)), problems

    def _best(self, sheet: Sheet) -> tuple[int, int, int] | None:
        """(columns known, first row, levels) of the best heading rows; fewer levels and earlier rows win ties."""
        rows = sheet.rows
        best: tuple[int, int, int] | None = None
        figures = [
            any(_FIGURE.fullmatch(cell.strip()) for cell in row.cells) for row in rows[: SEARCHED_ROWS + _LEVELS]
        ]
        for depth in range(1, _LEVELS + 1):
            for start in range(min(SEARCHED_ROWS, len(rows) - depth + 1)):
                # A row of figures under headings is data, though its texts may be words that also head columns.
                if depth > 1 and any(figures[start : start + depth]):
                    continue
                score = self._score(labels(rows[start : start + depth], sheet.merges))
                if score and (best is None or score > best[0]):
                    best = (score, start, depth)
        return best

    def _score(self, over: Sequence[Label]) -> int:
        """How many different columns these labels name."""
        named: set[object] = set()
        for index, label in enumerate(over):
            reading = self._any.across(label, index) if label else None
            column = self.headings.column(label)[0]
            if self._mapping.get(index) and label and not _FIGURE.fullmatch(label[-1]):
                named.add(self._mapping[index])
            elif reading is not None and reading.subject:
                named.add((reading.measure, reading.subject))
            elif column is not None:
                named.add(column.name)
        return len(named)


def _absent(name: str, row: Row, *, askable: bool) -> Problem:
    remedy = (
        _("Thêm cột này vào dòng tiêu đề, viết đúng tên như trên, hoặc chọn giá trị chung cho cả tệp.")
        if askable
        else _("Thêm cột này vào dòng tiêu đề, viết đúng tên như trên.")
    )
    return _at(row, _("thiếu cột {name}").format(name=name), remedy)


def _at(row: Row, reason: str, remedy: str) -> Problem:
    return Problem("error", reason, remedy, line=row.line, row=row.row, sheet=row.sheet)

"""Where the headings stand in a file and which column each names.

Belongs here: finding the heading line (also of two or three levels, under title lines), missing and doubled columns,
the unit of money. Does not: rows of data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.ingest.book import Row, letter
from data.ingest.contracts import IGNORED_SILENTLY, Column, Dataset
from data.ingest.problems import Fault, Problem, error, shown
from data.ingest.reading import MOST_COLUMNS
from data.ingest.units import UNIT_NAMES, declared_above, is_unit_row, split_unit
from data.locale import _
from data.parsing.folding import fold

_SEARCHED_ROWS = 30
_LEVELS = 3
_ENOUGH_HEADINGS = 2
_CELLS_OF_DATA = 4


@dataclass(frozen=True)
class Layout:
    """Columns found: name -> place; `first` is the index of the first row under the headings.

    `width` is how many cells every row must have, `power` the power of ten of the money unit, `unit_declared` whether
    the file says so, `unknown` the headings that are not the dataset's by place, `silent` the places of STT columns.
    """

    places: Mapping[str, int]
    headings: tuple[str, ...]
    header: Row
    first: int
    width: int
    power: int
    unit_declared: bool
    unknown: Mapping[int, str]
    silent: frozenset[int]


def known_headings(rows: Sequence[Row], dataset: Dataset) -> int:
    """How many different columns of the dataset the best heading line of these rows names."""
    found = _best(rows, dataset)
    return 0 if found is None else found[0]


def find_layout(rows: Sequence[Row], dataset: Dataset, unit_answer: int | None) -> tuple[Layout | None, list[Problem]]:
    """The layout (None where no heading line is found) and every problem of the headings."""
    found = _best(rows, dataset)
    if found is None or found[0] < _ENOUGH_HEADINGS:
        needed = ", ".join(column.title for column in dataset.columns if column.needed)
        fault = Fault(
            _("Không tìm thấy dòng tiêu đề cột trong {rows} dòng đầu").format(rows=_SEARCHED_ROWS),
            _("Thêm dòng tiêu đề có các cột: {columns} và cột huyện hoặc xã.").format(columns=needed),
        )
        return None, [error(fault)]
    _score, start, depth = found
    while start + depth < len(rows) and is_unit_row(rows[start + depth].cells):
        depth += 1
    levels = rows[start : start + depth]
    labels = _labels(levels)
    places: dict[str, int] = {}
    unknown: dict[int, str] = {}
    powers: list[int] = []
    problems: list[Problem] = []
    silent: set[int] = set()
    for index, label in enumerate(labels):
        column, power = _recognise(label, dataset)
        if column is None:
            if fold(label[-1] if label else "") in IGNORED_SILENTLY:
                silent.add(index)
            else:
                unknown[index] = shown(" ".join(label))
        elif column.name in places:
            problems.append(_doubled(column, places[column.name], index, levels[-1]))
        else:
            places[column.name] = index
            powers += [] if power is None else [power]
    problems += _missing(places, dataset, levels[0]) + _figures_above(rows[:start])
    power, declared, faults = _unit(powers, rows[:start], unit_answer)
    problems += [error(fault) for fault in faults]
    filled = [index for index, label in enumerate(labels) if label]
    layout = Layout(
        places=places,
        headings=tuple(shown(" ".join(label)) for label in labels),
        header=levels[0],
        first=start + depth,
        width=filled[-1] + 1,
        power=power,
        unit_declared=declared,
        unknown=unknown,
        silent=frozenset(silent),
    )
    return layout, problems


def _best(rows: Sequence[Row], dataset: Dataset) -> tuple[int, int, int] | None:
    """(columns known, first row, levels) of the best heading line; fewer levels and earlier rows win ties."""
    best: tuple[int, int, int] | None = None
    for depth in range(1, _LEVELS + 1):
        for start in range(min(_SEARCHED_ROWS, len(rows) - depth + 1)):
            recognised = {_recognise(label, dataset)[0] for label in _labels(rows[start : start + depth])}
            score = len(recognised - {None})
            if score and (best is None or score > best[0]):
                best = (score, start, depth)
    return best


def _labels(levels: Sequence[Row]) -> list[tuple[str, ...]]:
    """For each column its filled heading cells from top to bottom."""
    width = min(MOST_COLUMNS, max((len(row.cells) for row in levels), default=0))
    return [tuple(row.cell(index) for row in levels if row.cell(index).strip()) for index in range(width)]


def _recognise(label: tuple[str, ...], dataset: Dataset) -> tuple[Column | None, int | None]:
    """The column a heading names, by its lowest cell or by all its cells together, and the unit of money it declares."""
    for heading in dict.fromkeys((fold(label[-1]), fold(" ".join(label)))) if label else ():
        stem, power = split_unit(heading)
        people = heading.removesuffix(" nguoi")
        for column in dataset.columns:
            if column.measure == "money" and not column.headings.isdisjoint((heading, stem)):
                return column, power
            if heading in column.headings or (column.measure == "count" and people in column.headings):
                return column, None
    return None, None


def _doubled(column: Column, first: int, second: int, row: Row) -> Problem:
    reason = _("tiêu đề bị trùng: cột {first} và cột {second} đều là {name}").format(
        first=letter(first), second=letter(second), name=column.title
    )
    return Problem("error", reason, _("Giữ một cột, xóa hoặc đổi tên cột còn lại."), line=row.line, row=row.row)


def _missing(places: Mapping[str, int], dataset: Dataset, row: Row) -> list[Problem]:
    absent = [column.title for column in dataset.columns if column.needed and column.name not in places]
    if not any(name in places for name in dataset.area_columns):
        absent.append(_(" hoặc ").join(dataset.column(name).title for name in dataset.area_columns))
    remedy = _("Thêm cột này vào dòng tiêu đề, viết đúng tên như trên.")
    return [
        Problem("error", _("thiếu cột {name}").format(name=name), remedy, line=row.line, row=row.row) for name in absent
    ]


def _figures_above(titles: Sequence[Row]) -> list[Problem]:
    """Lines over the headings that look like data: skipping them as titles would lose figures without a word."""
    problems: list[Problem] = []
    for row in titles:
        cells = [cell.strip() for cell in row.cells if cell.strip()]
        if len(cells) >= _CELLS_OF_DATA and sum(re.fullmatch("[0-9][0-9.,]*", cell) is not None for cell in cells) >= 2:
            reason = _("có số liệu nằm phía trên dòng tiêu đề cột")
            remedy = _("Để mỗi bảng ở một tệp riêng, tiêu đề cột ở trên các dòng số liệu.")
            problems.append(Problem("error", reason, remedy, line=row.line, row=row.row))
    return problems


def _unit(powers: list[int], titles: Sequence[Row], answer: int | None) -> tuple[int, bool, list[Fault]]:
    title = declared_above(row.cells for row in titles)
    in_title = None if title is None else title.power
    faults = [title.fault] if title is not None and title.fault is not None and not powers else []
    if powers and in_title is not None and powers[0] != in_title:
        fault = Fault(
            _("Đơn vị tính không thống nhất: phía trên bảng ghi {above}, tiêu đề cột ghi {heading}").format(
                above=_(UNIT_NAMES[in_title]), heading=_(UNIT_NAMES[powers[0]])
            ),
            _("Sửa cho hai chỗ ghi cùng một đơn vị tính."),
        )
        faults.append(fault)
    if powers:
        return powers[0], True, faults
    if in_title is not None:
        return in_title, True, faults
    return (0, False, faults) if answer is None else (answer, True, faults)

"""The header of a table: which rows it is, what each heading means, headings across several rows, and what is wrong
with them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from data.ingest.areas import areas_2023
from data.ingest.base import IGNORED_SILENTLY, Column, Dataset, Merge, Row, Sheet, letter, read_text, takes
from data.locale import _
from data.parsing.folding import clean, fold
from data.parsing.limits import MOST_COLUMNS
from data.vocabulary.groups import shared_names
from data.vocabulary.numbers import (
    counts_above,
    is_unit_row,
    settle_unit,
    split_count_unit,
    split_unit,
    split_unit_tail,
    unit_of,
)
from data.vocabulary.problems import Fault, Problem, error, shown

Label = tuple[str, ...]
"""The filled heading cells over one column, from top to bottom."""
NUMBERS = frozenset({"count", "money", "decimal"})
_COUNTED = (" nguoi", " ho", " suat", " doi tuong", " nhan khau")
_LONG = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "dvhc": "don vi hanh chinh"}
_SHORT: dict[str, tuple[str, ...]] = {
    "dt": ("doi tuong", "du toan"),
    "kp": ("kinh phi",),
    "sl": ("so luong",),
    "st": ("so tien",),
    "tc": ("tro cap",),
    "qt": ("quyet toan",),
    "lk": ("luy ke",),
    "ns": ("ngan sach",),
    "ct": ("chi tieu",),
}
"""Usual abbreviations in headings, folded, with what they may stand for."""
_DISTRICT, _COMMUNE = "(?:huyen|quan|thanh pho|thi xa|thi)", "(?:xa|phuong|thi tran)"
_AREA = re.compile(
    r"(?:(?P<code>ma(?: so)?)|ten|cac)? ?"
    r"(?P<unit>don vi hanh chinh|don vi|dia phuong|dia ban)? ?(?:cap )?"
    rf"(?P<kinds>{_DISTRICT}(?: {_DISTRICT})*(?: {_COMMUNE})*|(?P<commune>{_COMMUNE}(?: {_COMMUNE})*))?"
)
"""Headings of areas name kinds in any number and order: "Tên huyện, TX, TP", "Xã/phường/thị trấn"."""
AXES = ("district", "group", "kind", "indicator", "category", "counted", "period")
"""Columns of long tables whose values may be headings of a wide one; "district" are areas of any level."""
_FEWEST_AREAS = 2
"""Areas over figures that make a table one of areas across: one alone may stand in a title or in a row of data."""
PERIOD_ONLY_MONTH = re.compile(r"tháng ([0-9]{1,2})")
"""A month without a year, as written in a subject until its year is known."""
_TOTALS = frozenset(
    {"cong", "tong cong", "tong so", "tong", "tong chung", "cong tong", "cong chung", "ca nam", "tong hop"}
)
_PROVINCE = frozenset({"toan tinh", "ca tinh", "tinh ha nam"})
_SAYING_NOTHING = frozenset(
    {"chia ra", "trong do", "gom", "bao gom", "chia theo nhom", "theo nhom", "nhom doi tuong", "doi tuong", "cac nhom"}
    | {"chi tieu", "so lieu", "theo thang", "cac thang", "thang", "ky", "nam", "chuong trinh", "chi tra", "so chi tra"}
)
# Other figures than the ones a file of this dataset is about.
_OTHER_FIGURES = re.compile(
    r"\b(ke hoach|du toan|nam truoc|thang truoc|ky truoc|cung ky|so sanh|so voi|luy ke|chenh lech|ty trong"
    r"|quy (?:[1-4]|i{1,3}|iv)|[0-9] thang)\b"
)
# Movements and what is left, where they stand over or beside the figures themselves.
_OTHER_CELLS = re.compile(
    r"((?:so |tong )?(?:tang|giam|tang giam|bien dong)(?: (?:moi|them|di|trong (?:thang|ky|nam|quy)))?"
    r"|(?:so )?(?:chua|con|da thu hoi|thu hoi|truoc do)\b.*)"
)
_WOMEN = re.compile(r"(?:trong do |rieng |so )*(?:lao dong |so |ty le )?(?:nu|nu gioi|phu nu)(?: gioi)?")
_PEOPLE = frozenset(
    {"nguoi", "so nguoi", "doi tuong", "so doi tuong", "sl", "so luong", "so luong nguoi", "so nguoi huong"}
)
_MONEY = frozenset({"tien", "so tien", "kinh phi", "kp", "thanh tien", "so kinh phi", "muc tien"})
_PLAIN_COUNTS = frozenset({"so ho", "ho", "so nguoi", "nguoi", "so luong", "sl", "tong so"})
"""Words under an indicator that say only that it is counted."""
_MONTH = re.compile(
    r"(?:thang|thg|th|t) ?0?(?P<month>[0-9]{1,2})(?:(?: nam)? (?P<year>[0-9]{4}))?"
    r"|(?P<first>0?[0-9]{1,2}) (?P<then>[0-9]{4})|(?P<iso>[0-9]{4}) (?P<number>[0-9]{2})(?: 01)?"
)
_YEAR = re.compile(r"(?:nam )?(?P<year>20[0-9]{2})")
_LONGEST = 200
_FULL_WORDS = 12
"""Words of the longest heading whose abbreviations are looked at."""


class Headings:
    """The headings of one dataset. Answers are cached, for the search of heading rows asks for the same labels many
    times."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._columns: dict[str, Column] = {}
        for column in dataset.columns:
            for heading in column.headings:
                self._columns.setdefault(heading, column)
        self._seen: dict[Label, tuple[Column | None, int | None, int]] = {}

    @property
    def known(self) -> frozenset[str]:
        """All headings, folded."""
        return frozenset(self._columns)

    def column(self, label: Label) -> tuple[Column | None, int | None]:
        """The column a label names, by its lowest cell or by it and those above it together, and the power of ten of
        the unit of money, or of what is counted, that it declares."""
        return self._found(label)[:2]

    def parents(self, label: Label) -> Label:
        """The cells of a label above those that name its column."""
        return label[: len(label) - self._found(label)[2]]

    def _found(self, label: Label) -> tuple[Column | None, int | None, int]:
        if label not in self._seen:
            self._seen[label] = self._find(label)
        return self._seen[label]

    def _find(self, label: Label) -> tuple[Column | None, int | None, int]:
        """The column, the power of ten, and how many cells name it."""
        for count in range(1, len(label) + 1):
            heading = fold(" ".join(label[-count:]))
            stem, power = split_unit(heading)
            for text in (heading, stem):
                column = self._named(text)
                if column is not None and (text == heading or column.measure == "money"):
                    return column, power if column.measure == "money" else None, count
            for counted in _COUNTED:
                column = self._columns.get(heading.removesuffix(counted))
                if column is not None and column.measure == "count":
                    return column, None, count
            scaled = self._scaled(heading)
            if scaled is not None:
                return *scaled, count
            if count == 1 and len(label) > 1 and heading in _TOTALS:
                column, power, above = self._find(label[:-1])
                if column is not None and column.measure in NUMBERS:
                    return column, power, above + 1
            figure = self._named(fold(split_unit_tail(" ".join(label[-count:]))[0]))
            if figure is not None and figure.measure == "decimal":
                return figure, None, count
        area = None if not label else self._area(fold(label[-1]))
        return (None, None, len(label)) if area is None else (area, None, 1)

    def _scaled(self, heading: str) -> tuple[Column, int] | None:
        """The column of counts that a folded heading names with thousands of what it counts: "Dân số (nghìn người)"."""
        stem, power = split_count_unit(heading)
        if not stem or power is None:
            return None
        stems = [stem, *(stem.removesuffix(counted) for counted in _COUNTED)]
        column = next((column for text in stems if (column := self._named(text)) is not None), None)
        return (column, power) if column is not None and column.measure == "count" else None

    def _named(self, heading: str) -> Column | None:
        """The column of a folded heading, as written or with its abbreviations in full where only one column fits."""
        column = self._columns.get(heading)
        parts = heading.split()
        if column is not None or not any(part in _SHORT for part in parts) or len(parts) > _FULL_WORDS:
            return column
        full = itertools.product(*(_SHORT.get(part, (part,)) for part in parts))
        named = {found.name: found for words in full if (found := self._columns.get(" ".join(words))) is not None}
        return next(iter(named.values())) if len(named) == 1 else None

    def _area(self, heading: str) -> Column | None:
        """The column of areas that a heading means by the kinds it names."""
        if heading in IGNORED_SILENTLY:
            return None
        long = " ".join(_LONG.get(word, word) for word in heading.split())
        match = _AREA.fullmatch(long)
        if match is None or not (match["unit"] or match["kinds"]):
            return None
        name = "commune" if match["commune"] else "district"
        wanted = f"{name}_code" if match["code"] else name
        return next((column for column in self.dataset.columns if column.name == wanted), None)


def labels(levels: Sequence[Row], merges: Sequence[Merge] = ()) -> list[Label]:
    """The label of every column under these heading rows. A parent stands over all columns of its merged range; where
    nothing is merged, over the blank cells after it that have a heading beneath."""
    width = min(MOST_COLUMNS, max((len(row.cells) for row in levels), default=0))
    grid = [[row.cell(index).strip() for index in range(width)] for row in levels]
    level_of_row = {row.row: level for level, row in enumerate(levels)}
    across = [merge for merge in merges if merge.right > merge.left and merge.top in level_of_row]
    for merge in across:
        line = grid[level_of_row[merge.top]]
        for index in range(merge.left + 1, min(merge.right + 1, width)):
            line[index] = line[index] or line[merge.left]
    if not across:
        _spread(grid)
    return [tuple(line[index] for line in grid if line[index]) for index in range(width)]


@dataclass(frozen=True)
class Across:
    """A column of figures of a wide table. `subject` are the values named by its headings, by dataset column ("group",
    "period" …): with them its figures are cells of `measure` in long rows. A total has no subject: it is compared with
    the columns of its measure whose `cells` include all of its own."""

    index: int
    measure: str
    subject: tuple[tuple[str, str], ...]
    cells: frozenset[str]
    power: int | None = None
    total: bool = False

    @property
    def of_area(self) -> bool:
        """Whether an area is among what its headings name."""
        return any(name == "district" for name, _text in self.subject)


class Reader:
    """Reads labels of wide tables as subjects and measures; `axes` are the dataset columns that the table has no column
    of its own for."""

    def __init__(self, headings: Headings, axes: frozenset[str]) -> None:
        self._headings = headings
        numbers = [column for column in headings.dataset.columns if column.measure in NUMBERS]
        needed = [column for column in numbers if column.needed]
        self._axes = [column for column in headings.dataset.columns if column.name in axes and _has_values(column)]
        self._only = needed[0] if len(needed) == 1 else None
        self._of_indicators = any(column.name == "indicator" for column in headings.dataset.columns)
        self._people = next((column for column in needed if column.measure == "count"), None)
        self._money = next((column for column in needed if column.measure == "money"), None)
        self._values: dict[str, tuple[str, str] | None] = {}
        self._seen: dict[Label, Across | None] = {}

    def across(self, label: Label, index: int) -> Across | None:
        """The subject and measure of the label of the column at `index`, or None where it names no measure, or neither
        a subject nor a total."""
        if label not in self._seen:
            self._seen[label] = self._read(label)
        reading = self._seen[label]
        return (
            None
            if reading is None
            else Across(index, reading.measure, reading.subject, reading.cells, reading.power, reading.total)
        )

    def other_figures(self, label: Label) -> bool:
        """Whether the label names figures that files of the dataset are not about: a plan, the year before."""
        folded = [fold(cell) for cell in label]
        phrases = [match[1] for cell in folded for match in _OTHER_FIGURES.finditer(cell)]
        phrases += [match[1] for cell in folded if (match := _OTHER_CELLS.fullmatch(cell)) is not None]
        return any(phrase not in self._headings.known for phrase in phrases)

    def fault(self, label: Label) -> tuple[str, Fault] | None:
        """The heading cell that should be a value of the table's subject and is none, with the Fault; else None."""
        uppers = [clean(cell) for cell in label[:-1] if fold(cell) not in _SAYING_NOTHING]
        if not uppers or not self._axes or self._measure(label[-1:])[0] is None:
            return None
        axes = [column for column in self._axes if column.name != "district"]
        axis = next((column for column in axes if column.name != "period"), axes[0] if axes else self._axes[0])
        answer = read_text(axis, uppers[-1])
        return (uppers[-1], answer) if isinstance(answer, Fault) else None

    def _read(self, label: Label) -> Across | None:
        subject: dict[str, str] = {}
        dates: list[str] = []
        rest: list[str] = []
        scope: set[str] = set()
        total = False
        if self.other_figures(label):
            return None
        for level, raw in enumerate(label):
            cell = clean(raw)
            folded = fold(cell)
            lowest = level == len(label) - 1
            if lowest and len(label) > 1 and self._measure((cell,))[0] is not None:
                rest.append(cell)
                continue
            value = self._value(cell)
            if folded in _TOTALS or (folded in _PROVINCE and value is None):
                total = True
            elif value is not None and value[0] == "period":
                dates.append(folded)
                scope.add(folded)
            elif value is not None:
                if value[0] == "indicator" and "indicator" in subject:
                    # "Hộ nghèo" over "Số hộ" is not the number of all households.
                    rest.append(cell)
                    continue
                subject[value[0]] = value[1]
                scope.add(folded)
            elif folded not in _SAYING_NOTHING or lowest:
                rest.append(cell)
        measure, power = self._measure(tuple(rest))
        if measure is None and rest and not total:
            measure, power, total = self._taken_apart(rest[-1], subject, dates, scope)
        if measure is None and self._only is not None:
            measure = self._implied(subject, rest, total=total)
        if measure is None:
            return None
        items = self._dated(subject, dates)
        if total:
            return Across(0, measure.name, (), frozenset(scope), power, total=True)
        return Across(0, measure.name, items, frozenset(scope), power) if items else None

    def _measure(self, rest: Label) -> tuple[Column | None, int | None]:
        """The number column these cells name, also by the short words that do under a subject."""
        if not rest:
            return None, None
        column, power = self._headings.column(rest)
        if column is not None and column.measure in NUMBERS:
            return column, power
        lowest = fold(rest[-1])
        if lowest in _PEOPLE and self._people is not None:
            return self._people, None
        stem, scale = split_count_unit(lowest)
        if scale is not None and (stem == "" or stem in _PEOPLE) and self._people is not None:
            return self._people, scale
        if self._money is not None and (lowest in _MONEY or unit_of(lowest) is not None):
            return self._money, unit_of(lowest)
        stem, unit = self._money_stem(lowest)
        return (self._money, unit) if stem in _MONEY and self._money is not None else (None, None)

    @staticmethod
    def _money_stem(folded: str) -> tuple[str, int | None]:
        head, _space, tail = folded.partition(" ")
        if head in _MONEY and unit_of(tail) is not None:
            return head, unit_of(tail)
        two = " ".join(folded.split()[:2])
        return (two, unit_of(folded[len(two) + 1 :])) if two in _MONEY else ("", None)

    def _value(self, cell: str) -> tuple[str, str] | None:
        """The column a cell is a value of, and the text to be read again as its cell."""
        if cell not in self._values:
            self._values[cell] = self._find_value(cell)
        return self._values[cell]

    def _find_value(self, cell: str) -> tuple[str, str] | None:
        folded = fold(cell)
        if not folded or len(cell) > _LONGEST:
            return None
        for column in self._axes:
            if column.name == "period":
                if _MONTH.fullmatch(folded) or _YEAR.fullmatch(folded):
                    return "period", folded
            elif column.name == "district":
                if areas_2023().is_area(cell) or (folded in _PROVINCE and not self._headings.dataset.province_is_total):
                    return "district", cell
            elif not folded.isdecimal() and takes(column, cell):
                return column.name, cell
        return None

    def _taken_apart(
        self, cell: str, subject: dict[str, str], dates: list[str], scope: set[str]
    ) -> tuple[Column | None, int | None, bool]:
        """A measure and a subject (or the word of a total) in one cell: "Số người NCC", "Tháng 1 - Kinh phí"."""
        parts = fold(cell).split()
        for cut in range(1, min(len(parts), 20)):
            head, tail = " ".join(parts[:cut]), " ".join(parts[cut:])
            for named, valued in ((head, tail), (tail, head)):
                measure, power = self._measure((named,))
                if measure is not None and valued in _TOTALS:
                    return measure, power, True
                value = None if measure is None else self._value(valued)
                if measure is not None and value is not None:
                    scope.add(valued)
                    if value[0] == "period":
                        dates.append(valued)
                    else:
                        subject[value[0]] = value[1]
                    return measure, power, False
        return None, None, False

    def _implied(self, subject: dict[str, str], rest: list[str], *, total: bool) -> Column | None:
        """The dataset's one number column, which an indicator's name alone stands for."""
        if rest and "indicator" in subject and not total:
            # "Hộ nghèo" over "Tỷ lệ (%)" is another indicator than "Hộ nghèo".
            upper = subject["indicator"]
            if fold(rest[-1]) in _PLAIN_COUNTS:
                return self._only
            for name in (f"{rest[-1]} {upper}", f"{upper} {rest[-1]}", f"{upper} ({rest[-1]})"):
                value = self._value(clean(name))
                if value is not None and value[0] == "indicator":
                    subject["indicator"] = value[1]
                    return self._only
            return None
        if not self._of_indicators and set(subject) == {"district"}:
            # Its rows say which figures they are: see transposed.upright.
            return None
        return self._only if not rest and (subject or not total) else None

    def _dated(self, subject: dict[str, str], dates: list[str]) -> tuple[tuple[str, str], ...]:
        """The subject with its period, put together from a month and a year that may stand in two cells."""
        month = year = ""
        for text in dates:
            match = _MONTH.fullmatch(text)
            if match is not None:
                month = match["month"] or match["first"] or match["number"]
                year = match["year"] or match["then"] or match["iso"] or year
            else:
                year = text.removeprefix("nam ")
        period = next((column for column in self._axes if column.name == "period"), None)
        if month and 1 <= int(month) <= 12:
            subject["period"] = f"{year}-{int(month):02}" if year else f"tháng {int(month)}"
        elif year and period is not None and takes(period, year):
            subject["period"] = year
        return tuple((name, subject[name]) for name in AXES if name in subject)


def _areas_named(across: Sequence[Across]) -> set[str]:
    return {fold(text) for column in across for name, text in column.subject if name == "district"}


def _is_of_women(label: Label) -> bool:
    """Whether a label is that of the women, or the men, among the people of the column before it."""
    return bool(label) and _WOMEN.fullmatch(fold(label[-1])) is not None


def _spread(grid: list[list[str]]) -> None:
    """Write parents over the blank cells after them, each level within the parents above it."""
    width = len(grid[0]) if grid else 0
    filled = [[bool(cell) for cell in line] for line in grid]
    for level, line in enumerate(grid[:-1]):
        parent = ""
        for index in range(width):
            beneath = any(filled[lower][index] for lower in range(level + 1, len(grid)))
            ended = any(filled[upper][index] for upper in range(level))
            if filled[level][index]:
                parent = line[index] if beneath else ""
            elif ended or not beneath:
                parent = ""
            else:
                line[index] = parent


def _has_values(column: Column) -> bool:
    return column.name in ("period", "district") or (
        column.name in AXES and (column.read or column.read_by) is not None
    )


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
        problems.append(_absent(names, row, askable="district" in askable))
    return problems


@dataclass(frozen=True)
class Layout:
    """The columns of a table: `index_of` is the index of each column of the dataset in the file, `headings` the text
    over each column, `header` the first heading row, `first` the index of the first row under the headings.

    `width` is how many cells every row must have, `power` the power of ten of the money unit, `unit_declared` whether
    the file or the user names it, `unit_answered` whether the user did; `scales` are the powers of ten of columns that
    count in thousands, `counts` those that the titles name by what is counted, `value_unit` is the unit over the column
    of decimals; `unknown` the headings that are not the dataset's by index, `silent` the indexes of
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
    unit_answered: bool = False
    scales: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    value_unit: str = ""

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
        self._across_areas = False
        figures = [column for column in dataset.columns if column.measure in NUMBERS]
        self._people = next(
            (column for column in figures if column.counts == "people" or column.measure == "decimal"), None
        )

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
        over = self._of_all(labels(levels, sheet.merges))
        readings = [self._any.across(label, index) for index, label in enumerate(over) if label]
        named = _areas_named([reading for reading in readings if reading is not None])
        self._across_areas = len(named) >= _FEWEST_AREAS
        across, problems = self._across(over, levels)
        index_of, unknown, silent, powers = self._columns(over, levels, across, problems)
        counts = counts_above([row.cells for row in rows[:start]])
        scales, faults = self._scales(over, index_of, across, counts)
        problems += [error(fault) for fault in faults]
        problems += [*self._beside(over, levels), *figures_above(rows[:start])]
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
            unit_answered=self._unit is not None,
            scales=scales,
            counts=counts,
            value_unit=self._value_unit(over, index_of),
        )
        return layout, problems

    def _beside(self, over: Sequence[Label], levels: Sequence[Row]) -> list[Problem]:
        """The refusal of two tables side by side: the same columns stand again after an empty one."""
        named = [None if not label else self.headings.column(label)[0] for label in over]
        for gap in (index for index, label in enumerate(over) if not label and index):
            left = {column.name for column in named[:gap] if column is not None}
            right = {column.name for column in named[gap:] if column is not None}
            if len(left & right) >= _ENOUGH_HEADINGS:
                begin = next(index for index in range(gap, len(over)) if over[index])
                reason = _("hai bảng nằm cạnh nhau: bảng thứ hai bắt đầu ở cột {letter}").format(letter=letter(begin))
                return [_at(levels[-1], reason, _("Chuyển bảng thứ hai sang một trang hoặc một tệp riêng."))]
        return []

    def _of_all(self, over: list[Label]) -> list[Label]:
        """The labels with "Tổng số" read as what stands above it where a part of it, the women, stands beside it: it is
        the figure itself and sums up no columns."""
        for index, label in enumerate(over):
            if index == 0 or not _is_of_women(label):
                continue
            total = over[index - 1]
            if not total or fold(total[-1]) not in _TOTALS or total[:-1] != label[:-1]:
                continue
            above = total[:-1]
            named = above and (self.headings.column(above)[0] is not None or self._any.across(above, 0) is not None)
            people = self._people.label if self._people is not None else ""
            over[index - 1] = above if named else (*above, *([people] if people else []))
        return over

    def _scales(
        self, over: Sequence[Label], index_of: Mapping[str, int], across: Sequence[Across], above: Mapping[str, int]
    ) -> tuple[dict[str, int], list[Fault]]:
        """The power of ten of each column of counts, by its headings or else by the titles, and the faults of what
        cannot be settled."""
        counted = {column.name: column for column in self.dataset.columns if column.measure == "count"}
        stated: dict[str, set[int | None]] = {}
        for name, index in index_of.items():
            if name in counted:
                stated[name] = {self.headings.column(over[index])[1] if index < len(over) else None}
        for column in across:
            if column.measure in counted:
                stated.setdefault(column.measure, set()).add(column.power)
        scales: dict[str, int] = {}
        faults: list[Fault] = []
        used: set[str] = set()
        for name, powers in stated.items():
            kind = counted[name].counts
            in_title = above.get(kind)
            used |= {kind} if in_title is not None else set()
            if len(powers) > 1:
                reason = _("Các cột {column} không ghi cùng một đơn vị: có cột tính bằng nghìn, có cột không")
                faults.append(Fault(reason.format(column=counted[name].title), _unit_of_each()))
            power = next(iter(powers))
            if power is not None or in_title is not None:
                scales[name] = (power if power is not None else in_title) or 0
        if stated and not used.issuperset(above) and not scales.keys() >= stated.keys():
            reason = _("Phía trên bảng ghi đơn vị tính theo nghìn, không rõ là của cột nào")
            faults.append(Fault(reason, _unit_of_each()))
        return scales, faults

    def _value_unit(self, over: Sequence[Label], index_of: Mapping[str, int]) -> str:
        """The unit in brackets over the column of decimals."""
        for column in self.dataset.columns:
            index = index_of.get(column.name) if column.measure == "decimal" else None
            if index is not None and index < len(over):
                return split_unit_tail(" ".join(over[index]))[1]
        return ""

    def _columns(
        self, over: Sequence[Label], levels: Sequence[Row], across: Sequence[Across], problems: list[Problem]
    ) -> tuple[dict[str, int], dict[int, str], frozenset[int], list[int]]:
        """Places by name, unknown headings by place, silent places and declared units; adds what is wrong to
        `problems`."""
        index_of: dict[str, int] = {}
        unknown: dict[int, str] = {}
        silent: set[int] = set()
        money = {column.name for column in self.dataset.columns if column.measure != "count"}
        powers = [column.power for column in across if column.power is not None and column.measure in money]
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
                powers += [] if power is None or column.measure == "count" else [power]
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
        if self._across_areas and column is not None and column.name == "district" and fold(label[-1]) == "don vi":
            # Over a table with its areas across, "Đơn vị" is that of measurement.
            column = next((column for column in self.dataset.columns if column.name == "unit"), column)
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
        areas = set(self.dataset.area_columns)
        apart = frozenset(AXES) - stated - ({"district"} if stated & areas or not areas else set())
        reader = Reader(self.headings, apart)
        read = [found for index, label in free if (found := reader.across(label, index)) is not None]
        if 0 < len(_areas_named(read)) < _FEWEST_AREAS:
            reader = Reader(self.headings, apart - {"district"})
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
        """(columns known, first row, levels) of the best heading rows; those under which no heading is left, fewer
        levels and earlier rows win ties."""
        rows = sheet.rows
        best: tuple[int, int, int] | None = None
        closed = False
        figures = [
            any(_FIGURE.fullmatch(cell.strip()) for cell in row.cells) for row in rows[: SEARCHED_ROWS + _LEVELS]
        ]
        for depth in range(1, _LEVELS + 1):
            for start in range(min(SEARCHED_ROWS, len(rows) - depth + 1)):
                # A row of figures under headings is data, though its texts may be words that also head columns.
                if depth > 1 and any(figures[start : start + depth]):
                    continue
                score = self._score(self._of_all(labels(rows[start : start + depth], sheet.merges)))
                if not score or (best is not None and score < best[0]):
                    continue
                ends = not (start + depth < len(rows) and self._goes_on(sheet, start, depth, figures))
                if best is None or score > best[0] or (ends and not closed and start == best[1]):
                    best, closed = (score, start, depth), ends
        return best

    def _goes_on(self, sheet: Sheet, start: int, depth: int, figures: Sequence[bool]) -> bool:
        """Whether the row under these heading rows is one of them: a heading is merged into it, or stands over several
        of its cells."""
        last, below = sheet.rows[start + depth - 1], sheet.rows[start + depth]
        if start + depth >= len(figures) or figures[start + depth]:
            return False
        texts = [index for index, cell in enumerate(below.cells) if cell.strip()]
        top = sheet.rows[start].row
        for merge in sheet.merges:
            if top <= merge.top <= last.row < merge.bottom and last.cell(merge.left).strip() + "".join(
                row.cell(merge.left) for row in sheet.rows[start : start + depth]
            ):
                return len(texts) >= 2
            over_several = merge.top == merge.bottom == last.row and merge.right > merge.left
            if over_several and sum(merge.left <= index <= merge.right for index in texts) >= 2:
                return True
        # A text file has no merges: the cells under a heading stand where its own line is blank.
        beside = [index for index in texts if index and last.cell(index - 1).strip() and not last.cell(index).strip()]
        return not sheet.merges and bool(beside) and 0 not in texts and len(texts) >= 2

    def _score(self, over: Sequence[Label]) -> int:
        """How many different columns these labels name."""
        named: set[object] = set()
        readings = [self._any.across(label, index) if label else None for index, label in enumerate(over)]
        few = len(_areas_named([reading for reading in readings if reading is not None])) < _FEWEST_AREAS
        for index, (label, reading) in enumerate(zip(over, readings, strict=True)):
            column = self.headings.column(label)[0]
            if self._mapping.get(index) and label and not _FIGURE.fullmatch(label[-1]):
                named.add(self._mapping[index])
            elif reading is not None and reading.subject and not (few and reading.of_area):
                named.add((reading.measure, reading.subject))
            elif column is not None:
                named.add(column.name)
        return len(named)


def _unit_of_each() -> str:
    return _("Ghi đơn vị vào tiêu đề của từng cột, ví dụ 'Số người (nghìn người)' hoặc 'Số hộ (hộ)'.")


def _absent(name: str, row: Row, *, askable: bool) -> Problem:
    remedy = (
        _("Thêm cột này vào dòng tiêu đề, viết đúng tên như trên, hoặc chọn giá trị chung cho cả tệp.")
        if askable
        else _("Thêm cột này vào dòng tiêu đề, viết đúng tên như trên.")
    )
    return _at(row, _("thiếu cột {name}").format(name=name), remedy)


def _at(row: Row, reason: str, remedy: str) -> Problem:
    return Problem("error", reason, remedy, line=row.line, row=row.row, sheet=row.sheet)

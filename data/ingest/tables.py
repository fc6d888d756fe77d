"""Which sheets of a book are read, the tables on them, what stands between them, and columns that are not read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from data.ingest.answers import ALL_SHEETS, Settled, areas_in, categories_in, dates_in, groups_in, kinds_in, settle
from data.ingest.areas import Area, Areas, Name, areas_2023, areas_on, code_digits
from data.ingest.base import Dataset, Given, Grid, Question, Row, Sheet, letter, read_text, takes
from data.ingest.body import Part, Table, at_cell, dated, filled_down, filled_rows, misplaced, total_rows, totals_among
from data.ingest.header import Headings, Layout, missing
from data.ingest.units import without_units
from data.ingest.wide import turned_long
from data.locale import _
from data.parsing.folding import clean
from data.vocabulary.numbers import UNIT_NAMES, names_units, unit_of
from data.vocabulary.problems import Fault, Problem, Severity, error, shown

_NUMBER = re.compile(r"[0-9]{2,}|[0-9]{1,3}(?:[.,][0-9]+)+")
_LEADING = re.compile(r"(?:[IVX]{1,5}|[A-H])(?:[.)/-]|\Z)(?:\s*\D+)?")
_NUMBERED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]?")


def other_tables(
    table: Table, rows: Sequence[Row], given: Mapping[str, Given], sections: Collection[int]
) -> list[Problem]:
    """A problem for each line without figures between the rows that names another month, group, kind or area than the
    table's, or that has a number in a column of names: it begins another table. `rows` are all below the headings,
    `given` the values for all rows, `sections` the lines of rows that head a section."""
    layout = table.layout
    blank = list(Grid(rows).blank(layout.figures(table.dataset)))
    if not blank:
        return []
    empty = set(blank)
    last = next((index for index in range(len(rows) - 1, -1, -1) if index not in empty), 0)
    heading_cells = {row.cells for row in layout.levels}
    problems: list[Problem] = []
    for index in blank:
        row = rows[index]
        if row.blank or row.line in sections or row.cells in heading_cells:
            continue
        filled = [column for column, cell in enumerate(row.cells) if cell.strip()]
        titles = [column for column in filled if index < last and _says_another(table, clean(row.cell(column)), given)]
        if titles:
            reason = _(
                "nằm giữa các dòng số liệu và có vẻ là tiêu đề của một bảng khác: bảng thứ hai bắt đầu từ dòng {line}"
            ).format(line=row.line)
            problems.append(_problem(row, titles[0], reason))
        elif (misplaced := _misplaced(table, row)) is not None:
            problems.append(_problem(row, misplaced, _("là số nằm ngoài các cột số, có vẻ thuộc một bảng khác")))
    return problems


@dataclass(frozen=True)
class Outline:
    """A table with its sections: `rows` carry the value of their section in further cells, `table` has the columns of
    these and the lines of the sections' own rows; a row with too few or too many cells is a problem."""

    table: Table
    rows: Sequence[Row]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Section:
    """A heading inside the table: the rows from index `start` on have `text` in `column`."""

    column: str
    text: str
    start: int


def with_sections(table: Table, rows: Sequence[Row], areas: Areas) -> Outline:
    """The rows below the headings (body.filled_rows) with their sections, where the table has any."""
    led = frozenset(_led(table, rows, areas))
    if led:
        table = Table(table.dataset, replace(table.layout, subtotals=led))
    column = _name_column(table)
    if column is None:
        return Outline(table, rows)
    names = _texts(rows, column)
    districts = _districts(table, rows, names, areas)
    groups = _groups(table, names, areas)
    if not districts and not groups:
        return Outline(table, rows)
    return _extended_by_sections(
        _renamed(table, column) if districts else table, rows, column, [*districts, *groups], areas
    )


def unread_columns(layout: Layout, rows: Sequence[Row]) -> list[Problem]:
    """A warning for each column that is not read, unless it is empty from top to bottom. `rows` are below the
    headings."""
    problems: list[Problem] = []
    for index, heading in layout.unknown.items():
        values = {row.cell(index) for row in rows}
        if names_units(heading) and any(unit_of(value) not in (None, layout.power) for value in values):
            reason = _("Cột {column} ghi đơn vị tính khác đơn vị của cột kinh phí ({unit})").format(
                column=letter(index), unit=_(UNIT_NAMES[layout.power])
            )
            remedy = _("Ghi mọi số tiền theo một đơn vị và nêu đơn vị ở tiêu đề cột kinh phí.")
            problems.append(_about(layout, "error", Fault(reason, remedy), "unit"))
        elif heading:
            reason = _("Cột {column} '{heading}' không có trong mẫu nên không được nạp").format(
                column=letter(index), heading=heading
            )
            problems.append(
                _about(layout, "warning", Fault(reason, _("Nếu cần cột này, đổi tiêu đề theo mẫu.")), "columns")
            )
        elif any(value.strip() for value in values):
            reason = _("Cột {column} không có tiêu đề nên không được nạp").format(column=letter(index))
            problems.append(
                _about(layout, "warning", Fault(reason, _("Nếu cần cột này, ghi tiêu đề theo mẫu.")), "columns")
            )
    return problems


@dataclass(frozen=True)
class ReadyTable:
    """A table ready to be read, the values given for all of its rows, questions and problems so far, and its number of
    data and total rows."""

    part: Part
    given: tuple[Given, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    data_rows: int
    total_rows: int


def ready_table(
    sheet: Sheet, layout: Layout, dataset: Dataset, answers: Mapping[str, str], filename: str = ""
) -> ReadyTable:
    """The table of a sheet under these headings. `answers` are raw texts, by column, for columns that the table does
    not have."""
    table = Table(dataset, replace(layout, first=0))
    below = sheet.rows[layout.first :]
    areas = _areas(table, below, sheet, layout, answers)
    rows, problems = filled_down(table, below, sheet.merges)
    table, rows, unit_problems = without_units(table, rows)
    problems += unit_problems
    layout = replace(table.layout, first=layout.first)
    outline = with_sections(table, filled_rows(table, rows, areas), areas)
    problems += outline.problems
    across = outline.table.layout.across
    present = {*outline.table.layout.index_of, *(name for column in across for name, _text in column.subject)}
    settled = settle(sheet, layout, dataset, answers, present, filename)
    problems += other_tables(table, below, settled.given, outline.table.layout.subtotals)
    question_keys = {question.key for question in settled.questions}
    present |= {column.measure for column in across} | set(settled.given) | settled.doubtful
    problems += missing(dataset, present, layout.header, question_keys) + list(settled.problems)
    if across:
        long_table = turned_long(outline.table, outline.rows, areas, settled.year)
        part = _part(long_table.table, long_table.rows, settled)
        problems += long_table.problems
        data_rows, totals = long_table.data_rows, long_table.total_rows
    else:
        dated_table = dated(outline.table, outline.rows, settled.year)
        part = _part(dated_table.table, tuple(dated_table.rows), settled)
        problems += dated_table.problems
        layout = dated_table.table.layout
        totals = len(totals_among(outline.table, outline.rows, areas))
        data_rows = len(outline.rows) - totals
    problems += unread_columns(layout, below)
    given = tuple(replace(value, sheet=layout.header.sheet) for value in settled.given.values())
    return ReadyTable(part, given, settled.questions, tuple(problems), data_rows, totals)


def _misplaced(table: Table, row: Row) -> int | None:
    """The column index of a number in a column of names that does not accept it; else None."""
    for column in table.dataset.columns:
        if column.measure == "text" and column.name not in table.dataset.area_columns and table.has(column.name):
            text = table.text(row, column.name)
            if _NUMBER.fullmatch(text) and not takes(column, text):
                return table.layout.index_of[column.name]
    return None


def _says_another(table: Table, text: str, given: Mapping[str, Given]) -> bool:
    dates = dates_in(text)
    named = {
        "period": [*dates.months, *(str(month) for month in dates.bare_months), *dates.years],
        "group": groups_in(text),
        "kind": kinds_in(text),
        "category": categories_in(text) if "category" in given else [],
    }
    if not any(table.has(name) for name in table.dataset.area_columns):
        named |= areas_in(text)
    return any(
        not table.has(name)
        and (name in given or name not in ("kind", "group"))
        and _differs(table, name, values, given)
        for name, values in named.items()
    )


def _differs(table: Table, name: str, texts: Sequence[str], given: Mapping[str, Given]) -> bool:
    column = next((column for column in table.dataset.columns if column.name == name), None)
    if column is None or not texts:
        return False
    given_value = read_text(column, given[name].text) if name in given else None
    return any(read_text(column, text) != given_value for text in texts)


def _problem(row: Row, index: int, reason: str) -> Problem:
    remedy = _("Để mỗi bảng ở một trang hoặc một tệp riêng, hoặc thêm cột ghi nội dung này cho từng dòng.")
    return at_cell(row, index, _("dòng chữ"), Fault(reason, remedy))


def _name_column(table: Table) -> int | None:
    index_of = table.layout.index_of
    if "commune_code" in index_of and "commune" not in index_of:
        return index_of.get("district")
    return index_of.get("commune", index_of.get("district"))


def _texts(rows: Sequence[Row], column: int) -> list[str]:
    raw = [row.cell(column) for row in rows]
    cleaned = {text: clean(text) for text in dict.fromkeys(raw)}
    return [cleaned[text] for text in raw]


def _districts(table: Table, rows: Sequence[Row], names: Sequence[str], areas: Areas) -> list[_Section]:
    """Rows of districts that are followed by communes of theirs."""
    # In a table with both columns the row of a district has no commune.
    district_column = table.layout.index_of.get("district") if table.has("commune") else None
    above = names if district_column is None else _texts(rows, district_column)
    districts = {text: _codes(areas.districts.like(text)) for text in dict.fromkeys(above)}
    if not any(districts.values()):
        return []
    communes = {text: _codes(areas.communes.like(text)) for text in dict.fromkeys(names)}
    sections: list[_Section] = []
    waiting: _Section | None = None
    waiting_codes: frozenset[str | None] = frozenset()
    for index, (name, text) in enumerate(zip(names, above, strict=True)):
        if (
            districts[text]
            and (district_column is None or not name)
            and _may_lead(table, rows[index], text, communes.get(text))
        ):
            waiting, waiting_codes = _Section("district", text, index), districts[text]
        elif waiting is not None and communes[name] & waiting_codes:
            sections.append(waiting)
            waiting = None
    return sections


def _codes(areas: Sequence[Area]) -> frozenset[str | None]:
    return frozenset(area.district_code for area in areas)


def _may_lead(table: Table, row: Row, text: str, communes: frozenset[str | None] | None) -> bool:
    """Whether a name that both a district and a commune have means the district: by its kind or a section's
    numbering."""
    return not communes or bool(Name.of(text, "district").kind) or _leads(table, row)


def _groups(table: Table, names: Sequence[str], areas: Areas) -> list[_Section]:
    """Rows that name a group where the table has no column of groups."""
    column = next((column for column in table.dataset.columns if column.name == "group"), None)
    across = {name for across_column in table.layout.across for name, _text in across_column.subject}
    if column is None or table.has("group") or "group" in across or not (column.read or column.read_by):
        return []
    judged = {name: bool(name) and not areas.is_area(name) and takes(column, name) for name in dict.fromkeys(names)}
    return [_Section("group", name, index) for index, name in enumerate(names) if judged[name]]


def _led(table: Table, rows: Sequence[Row], areas: Areas) -> Iterator[int]:
    """The lines of rows that only head the numbered rows below them ("I. Khu vực thành thị"): they name no area, and
    hold no figures or the sum of those rows."""
    layout, dataset = table.layout, table.dataset
    figures = layout.figures(dataset)
    columns = [layout.index_of[name] for name in dataset.area_columns if name in layout.index_of]
    waiting: list[int] = []
    for row in rows:
        if _leads(table, row):
            named = [clean(row.cell(column)) for column in columns]
            own = any(areas.is_area(name) or areas.is_province(name) or code_digits(name) for name in named if name)
            empty = not any(row.cell(index).strip() for index in figures)
            waiting += [row.line] if (empty or columns) and not own else []
        elif any(_NUMBERED.fullmatch(row.cell(column).strip()) for column in layout.silent):
            yield from waiting
            waiting = []


def _leads(table: Table, row: Row) -> bool:
    """Whether the row is numbered like a section: I, II, A."""
    return any(_LEADING.fullmatch(row.cell(column).strip()) for column in table.layout.silent)


def _renamed(table: Table, column: int) -> Table:
    """A column "Đơn vị" that lists communes under their districts is the column of communes."""
    index_of = dict(table.layout.index_of)
    if index_of.get("district") == column:
        index_of["commune"] = index_of.pop("district")
        if "district_code" in index_of and "commune_code" not in index_of:
            index_of["commune_code"] = index_of.pop("district_code")
    return Table(table.dataset, replace(table.layout, index_of=index_of))


def _extended_by_sections(
    table: Table, rows: Sequence[Row], column: int, sections: Sequence[_Section], areas: Areas
) -> Outline:
    layout = table.layout
    further = [
        name
        for name in ("district", "group")
        if name not in layout.index_of and any(s.column == name for s in sections)
    ]
    if "district_code" in layout.index_of and "district" in further:
        further.remove("district")
    width = len(layout.headings)
    starts = {section.start: section for section in sections}
    is_total = total_rows(table, areas)
    latest = dict.fromkeys(further, "")
    written: list[Row] = []
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        wrong = None if row.blank else misplaced(layout, row)
        if wrong is not None:
            problems.append(wrong)
            continue
        section = starts.get(index)
        if section is not None and section.column in latest:
            latest[section.column] = section.text
        # A total at the end may be of the section or of the whole table: it names nothing itself.
        values = ["" if section is None and is_total(row) else latest[name] for name in further]
        cells = (*row.cells[:width], *[""] * (width - len(row.cells)), *values)
        written.append(replace(row, cells=cells, origins=(*range(width), *[column] * len(further))))
    index_of = {**layout.index_of, **{name: width + offset for offset, name in enumerate(further)}}
    extended = replace(
        layout,
        index_of=index_of,
        headings=(*layout.headings, *[""] * len(further)),
        subtotals=layout.subtotals | frozenset(rows[section.start].line for section in sections),
    )
    return Outline(Table(table.dataset, extended), written, tuple(problems))


def _about(layout: Layout, severity: Severity, fault: Fault, code: str) -> Problem:
    return Problem(severity, fault.reason, fault.remedy, code=code, sheet=layout.header.sheet)


def _part(table: Table, rows: tuple[Row, ...], settled: Settled) -> Part:
    return Part(
        table,
        rows,
        {name: given.text for name, given in settled.given.items()},
        {name: given.place for name, given in settled.given.items()},
    )


def _areas(table: Table, rows: tuple[Row, ...], sheet: Sheet, layout: Layout, answers: Mapping[str, str]) -> Areas:
    """The list of administrative units for the table: of the day of its first row, else of the day named above it."""
    dataset = table.dataset
    texts = [text for name in dataset.dated_by for text in _first(table, rows, name)]
    texts += [answers[name] for name in dataset.dated_by if name in answers]
    above = sheet.rows[: layout.first - len(layout.levels)]
    texts += [sheet.name, *(cell for row in above for cell in row.cells)]
    for text in texts:
        dates = dates_in(text, name=True)
        for period in (*dates.months, *dates.years):
            return areas_on(dataset.area_day(period))
    return areas_2023()


def _first(table: Table, rows: tuple[Row, ...], name: str) -> list[str]:
    """The first filled cell of a column, where the table has it."""
    if not table.has(name):
        return []
    return next(([text] for row in rows if (text := table.raw(row, name)).strip()), [])


_COPY = re.compile(r"(?P<name>.+) \([0-9]+\)", re.DOTALL)
_FIGURES_OF_DATA = 2
_HEADINGS_OF_A_TABLE = 2
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


def first_alone(table: FoundTable, known: Sequence[Headings]) -> FoundTable:
    """The table without what follows it on its sheet from the title of a second one on, and the refusal that names
    where that begins. Headings repeated as they are continue the same table. `known` are the headings of all kinds."""
    layout, rows = table.layout, table.sheet.rows
    if layout is None:
        return table
    heading = next(
        (
            index
            for index in range(layout.first, len(rows))
            if _heads_another(rows[index], layout, known) or _titled_again(rows[index - 1], rows[index], layout)
        ),
        None,
    )
    if heading is None:
        return table
    begin = heading
    while begin > layout.first and not rows[begin - 1].blank and not _with_figures(rows[begin - 1]):
        begin -= 1
    reason = _(
        "bảng thứ hai bắt đầu ở đây (tiêu đề cột ở dòng {line}), bên dưới bảng có tiêu đề ở dòng {first}"
    ).format(line=rows[heading].line, first=layout.header.line)
    remedy = _("Mỗi trang chỉ để một bảng: chuyển bảng thứ hai sang một trang hoặc một tệp riêng rồi tải lại.")
    row = rows[begin]
    problem = Problem("error", reason, remedy, line=row.line, row=row.row, code="sheets", sheet=row.sheet)
    sheet = replace(table.sheet, rows=rows[:begin])
    return replace(table, sheet=sheet, problems=(*table.problems, problem))


def _heads_another(row: Row, layout: Layout, known: Sequence[Headings]) -> bool:
    """Whether a row below the headings is one of headings, of another order or another kind of table."""
    texts = [cell.strip() for cell in row.cells if cell.strip()]
    if len(texts) < _HEADINGS_OF_A_TABLE or any(text[0].isdecimal() for text in texts) or _with_figures(row):
        return False
    if row.cells in layout.repeated:
        return False
    return any(
        len({column.name for text in texts if (column := headings.column((text,))[0]) is not None})
        >= _HEADINGS_OF_A_TABLE
        for headings in known
    )


def _titled_again(title: Row, row: Row, layout: Layout) -> bool:
    """Whether a row of a text file is the headings again, under a line of their own title: a line with fewer cells."""
    return row.cells in layout.repeated and not title.blank and len(title.cells) < layout.width


def _with_figures(row: Row) -> bool:
    return any(_FIGURE.fullmatch(cell) for cell in row.cells if cell.strip())


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

"""Step 6, typed columns -> Records -> frame: the rows of all tables of a file together, repeated rows refused, blank
rows left out, totals compared with the sums, the dataset's own checks run, and the frame of an accepted file made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import accumulate, groupby

import polars as pl

from data.ingest.areas import areas_2023, areas_on
from data.ingest.base import Column, Dataset, Grid, Row, letter
from data.ingest.body import Body, Part, Table, sort_rows
from data.ingest.columns import (
    AMBIGUOUS,
    AREA,
    MOST_FAULTY_TEXTS,
    Causes,
    Cells,
    Read,
    by_cause,
    cells_of,
    judge_levels,
    locate_rows,
    read_column,
    reader_of,
)
from data.ingest.header import NUMBERS
from data.locale import _
from data.parsing.folding import clean, fold
from data.vocabulary.numbers import INTERNATIONAL, PLACES, STYLES, Style, read_number, written, written_decimal
from data.vocabulary.periods import VINTAGE_2023
from data.vocabulary.problems import UNIT_NOT_NAMED, Fault, Problem, Severity, error, shown

STOPPED = "stopped"
"""Code of the error of a column in which reading stopped after too many faults."""
_SUBTOTAL_WORDS = ("tong cong", "tong so", "tong", "cong", "toan")


@dataclass
class Records:
    """All data rows of a file, in its order, while they are checked.

    `frame` has the dataset's columns (but those of areas) by their own names: text and months as String, counts and
    money as Int64, decimals as Decimal(20,4), null where a cell is faulty or empty; district_code and commune_code as
    found; and beside them "_part" and "_row" (the row is `bodies[_part].data[_row]`), "_text.<column>" (the cleaned
    text of every column; null where the part has no such column), "_level" ("province", "district", "commune", null),
    "_area" (the full name), "_people" (the most people the area may have) and, for decimals, "_percent.<column>"
    (whether the cell has a percent sign). Checks may replace the frame, but neither add nor drop rows. `styles` are the
    forms of numbers, by part and column; `sound`: no error so far.
    """

    dataset: Dataset
    parts: Sequence[Part]
    bodies: Sequence[Body]
    frame: pl.DataFrame
    today: date
    styles: Mapping[tuple[int, str], tuple[Style, ...]] = field(default_factory=dict)
    sound: bool = True

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(body.data) for body in self.bodies)]

    def part_of(self, index: int) -> int:
        """The index of the part that a row of the frame comes from."""
        return bisect_right(self._starts, index) - 1

    def row(self, index: int) -> Row:
        """The row of the file at an index of the frame."""
        part = self.part_of(index)
        return self.bodies[part].data[index - self._starts[part]]

    def problem(
        self, index: int, column: str | None, fault: Fault, severity: Severity = "error", code: str = "other"
    ) -> Problem:
        """A problem at the cell of a row of the frame, or (column None) of the whole row."""
        row, part = self.row(index), self.parts[self.part_of(index)]
        if column is None:
            return Problem(severity, fault.reason, fault.remedy, line=row.line, row=row.row, code=code, sheet=row.sheet)
        if column not in part.table.layout.index_of and column in part.given:
            return replace(_given(part, column, fault, severity), code=code, sheet=row.sheet)
        return replace(part.table.problem(row, column, fault, severity), code=code, sheet=row.sheet)

    def together(
        self,
        indices: Sequence[int],
        column: str | None,
        fault: Fault,
        severity: Severity = "error",
        code: str = "other",
    ) -> list[Problem]:
        """One cause at many rows of the frame: for each sheet and column a problem at the first row, the others as its
        repeats. Empty for no rows."""
        first: dict[tuple[str, int], Problem] = {}
        repeats: dict[tuple[str, int], list[tuple[int, str | None]]] = {}
        safe: dict[str, str | None] = {"": None}
        indexes = [None if column is None else part.table.layout.index_of.get(column) for part in self.parts]
        for index in indices:
            number = self.part_of(index)
            row = self.bodies[number].data[index - self._starts[number]]
            column_index = indexes[number]
            key = (row.sheet, -1 if column_index is None else row.origin(column_index))
            if key not in first:
                first[key], repeats[key] = self.problem(index, column, fault, severity, code), []
            elif first[key].line is not None:
                value = "" if column_index is None else row.cell(column_index).strip()
                if value not in safe:
                    safe[value] = shown(value)
                repeats[key].append((row.place(column_index)[0], safe[value]))
        return [replace(problem, repeats=tuple(repeats[key])) for key, problem in first.items()]


def read_parts(
    dataset: Dataset, parts: Sequence[Part], marks: Mapping[str, str], today: date
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of a file as a frame of the dataset's schema, in the order of the file, and every problem of theirs.
    Where one is an error the frame is not to be used.

    `marks` are the decimal marks answered by the user, by column. Total rows are checked and left out; rows without any
    figure are left out with a warning.
    """
    sorted_rows = [sort_rows(part.table, part.rows, areas_2023()) for part in parts]
    problems = [problem for _body, row_problems in sorted_rows for problem in row_problems]
    filled = [without_blanks(part.table, body) for part, (body, _found) in zip(parts, sorted_rows, strict=True)]
    problems += [problem for part in parts for problem in without_figures(part.table)] + blank_problems(filled)
    bodies = [table.body for table in filled]
    typed = read_rows(dataset, parts, bodies, marks, today)
    records = Records(dataset, parts, bodies, typed.frame, today, typed.styles)
    for finding in typed.findings:
        problems += _problems(records, finding)
    problems += repeated_rows(records)
    records.sound = not _refused(problems)
    for check in dataset.checks:
        problems += check(records)
        records.sound = not _refused(problems)
    if records.sound:
        problems += check_totals(records)
        for doubt in dataset.doubts:
            problems += doubt(records)
    return _finished(records), sorted(problems, key=lambda problem: (len(problem.column or ""), problem.column or ""))


@dataclass(frozen=True)
class Finding:
    """One cause at rows of the frame; without rows it is about the whole column."""

    column: str
    fault: Fault
    rows: Sequence[int] = ()
    severity: Severity = "error"
    code: str = "other"


@dataclass(eq=False)
class TypedRows:
    """`frame` as Records.frame has it; `styles` are the forms of numbers, by part and column."""

    frame: pl.DataFrame
    styles: dict[tuple[int, str], tuple[Style, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_rows(
    dataset: Dataset, parts: Sequence[Part], bodies: Sequence[Body], marks: Mapping[str, str], today: date
) -> TypedRows:
    """The data rows of all parts, which `bodies` hold."""
    sizes = [len(body.data) for body in bodies]
    typed = TypedRows(_numbered(sizes))
    cells: dict[str, Cells] = {}
    for column in dataset.columns:
        number = column.measure in ("count", "money", "decimal")
        cells[column.name] = cells_of(column.name, parts, bodies, number=number)
        _note(typed, column, by_cause(cells[column.name].hidden))
        if column.name not in AREA:
            _add(typed, column, read_column(column, cells[column.name], parts, sizes, marks, today))
    texts = [cells[column.name].texts.alias(f"_text.{column.name}") for column in dataset.columns]
    typed.frame = typed.frame.with_columns(texts)
    return _with_areas(typed, dataset, cells)


def repeated_rows(records: Records) -> list[Problem]:
    """Errors for rows with the key of an earlier row, even with equal figures: only the sender can say which one
    counts."""
    keys = [column for column in records.dataset.columns if column.key]
    names = ["district_code", "commune_code", *(column.name for column in keys)]
    complete = pl.all_horizontal(
        pl.col("_level").is_not_null(), *(pl.col(column.name).is_not_null() for column in keys)
    )
    rows = records.frame.select([*names, "_level"]).with_row_index("_index").filter(complete)
    again = rows.filter(rows.select(names).is_duplicated())
    if again.is_empty():
        return []
    what = [_("đơn vị"), *(_lowered(_(column.label)) for column in keys)]
    same = _("{most} và {last}").format(most=", ".join(what[:-1]), last=what[-1]) if len(what) > 1 else what[0]
    first: dict[tuple[object, ...], int] = {}
    repeated: dict[int, list[int]] = {}
    for index, *key in again.select("_index", *names).iter_rows():
        earlier = first.setdefault(tuple(key), index)
        if earlier != index:
            repeated.setdefault(earlier, []).append(index)
    problems: list[Problem] = []
    for earlier, indices in repeated.items():
        for location, there in _by_location(records, earlier, indices).items():
            fault = Fault(
                _("trùng với {place}: cùng {same}").format(place=location, same=same),
                _("Giữ lại một dòng đúng, xóa dòng kia."),
            )
            problems += records.together(there, None, fault)
    return problems


@dataclass(frozen=True)
class Filled:
    """The rows of a table with a figure (`body`) and those without (`blank`)."""

    body: Body
    blank: tuple[Row, ...]


def without_blanks(table: Table, body: Body) -> Filled:
    """Splits off rows without a figure. A column with a default is no figure: our templates fill it in beforehand."""
    figure_columns = [
        table.layout.index_of[column.name] for column in _figures(table.dataset) if table.has(column.name)
    ]
    empty = _empty(body, figure_columns) if figure_columns else set()
    if not empty:
        return Filled(body, ())
    data = tuple(row for index, row in enumerate(body.data) if index not in empty)
    kept = list(accumulate((index not in empty for index in range(len(body.data))), initial=0))
    ends = tuple(kept[end] for end in body.ends)
    return Filled(Body(data, body.totals, ends, Grid(data)), tuple(body.data[index] for index in sorted(empty)))


def without_figures(table: Table) -> list[Problem]:
    """The refusal of a table without any column of figures, for datasets that need no particular one."""
    figures = _figures(table.dataset)
    if any(column.needed or table.has(column.name) for column in figures):
        return []
    row = table.layout.header
    names = ", ".join(column.title for column in figures)
    reason = _("không có cột số liệu nào trong các cột {names}").format(names=names)
    remedy = _("Thêm ít nhất một cột số liệu vào dòng tiêu đề, viết đúng tên như trên.")
    return [Problem("error", reason, remedy, line=row.line, row=row.row, sheet=row.sheet)]


def blank_problems(tables: Sequence[Filled]) -> list[Problem]:
    """A warning a sheet for the lines left out; an error for a file in which no line is left."""
    blank = [row for table in tables for row in table.blank]
    if not blank:
        return []
    if not any(table.body.data for table in tables):
        return [
            error(
                Fault(
                    _("Tệp không có số liệu: cả {count} dòng đều để trống các cột số").format(
                        count=written(len(blank))
                    ),
                    _("Điền số liệu vào các dòng rồi tải lại tệp."),
                )
            )
        ]
    problems: list[Problem] = []
    for sheet, rows in groupby(blank, key=lambda row: row.sheet):
        lines = list({row.line: row for row in rows}.values())
        read = len({row.line for table in tables for row in table.body.data if row.sheet == sheet})
        reason = _("để trống hết các cột số nên không được nạp (bỏ qua {blank} trong {all} dòng)").format(
            blank=written(len(lines)), all=written(len(lines) + read)
        )
        fault = Fault(reason, _("Nếu đơn vị có số liệu thì điền vào; nếu chưa có thì xác nhận."))
        problems.append(_at(lines, fault))
    return problems


def check_totals(records: Records) -> list[Problem]:
    """A warning for every number of a total row that equals neither the sum of the rows it names nor of those above it
    since the total before (below it up to a further total, where it heads a section), of all levels or of one."""
    summed = [column for column in records.dataset.columns if column.summed]
    problems: list[Problem] = []
    for number, body in enumerate(records.bodies):
        if not body.totals or not summed:
            continue
        rows = records.frame.filter(pl.col("_part") == number)
        previous = 0
        heads = records.parts[number].table.layout.subtotals
        for row, end in zip(body.totals, body.ends, strict=True):
            blocks, previous = [rows.slice(previous, end - previous)], end
            if row.line in heads:
                blocks += [rows.slice(end, after - end) for after in sorted({*body.ends, rows.height}) if after > end]
            problems += _differing(records, number, row, rows, blocks, summed)
    return problems


def _numbered(sizes: Sequence[int]) -> pl.DataFrame:
    """The number of the part of each row, and of the row within it."""
    schema = {"_part": pl.UInt32, "_row": pl.UInt32}
    parts = (
        pl.select(
            pl.repeat(number, size, dtype=pl.UInt32).alias("_part"), pl.int_range(size, dtype=pl.UInt32).alias("_row")
        )
        for number, size in enumerate(sizes)
    )
    return pl.concat([pl.DataFrame(schema=schema), *parts])


def _add(typed: TypedRows, column: Column, read: Read) -> None:
    typed.frame = typed.frame.with_columns(read.values.alias(column.name))
    if read.percent is not None:
        typed.frame = typed.frame.with_columns(read.percent.alias(f"_percent.{column.name}"))
    typed.styles |= {(part, column.name): styles for part, styles in read.styles.items()}
    _note(typed, column, read.faults)
    _note(typed, column, read.ambiguous, AMBIGUOUS)
    _note(typed, column, read.undeclared, UNIT_NOT_NAMED)
    if read.unread:
        typed.findings.append(Finding(column.name, _stopped(), code=STOPPED))


def _note(typed: TypedRows, column: Column, causes: Mapping[Fault, Sequence[int]], code: str = "other") -> None:
    typed.findings += [Finding(column.name, fault, rows, code=code) for fault, rows in causes.items()]


def _with_areas(typed: TypedRows, dataset: Dataset, cells: Mapping[str, Cells]) -> TypedRows:
    absent = pl.Series([None] * typed.frame.height, dtype=pl.String)
    named = {name: cells[name].texts if name in cells else absent for name in AREA}
    table = pl.DataFrame(named).with_columns(typed.frame.get_column("_part"))
    located = locate_rows(dataset, table, _dates(typed.frame, dataset))
    areas, unfit = judge_levels(dataset, table, located.frame)
    typed.frame = pl.concat([typed.frame, areas], how="horizontal")
    for causes in (located.faults, unfit):
        typed.findings += _findings(causes, "error", "other")
    typed.findings += _findings(located.remarks, "warning", "spelling")
    if located.unread:
        typed.findings.append(Finding(next(column for column, _fault in located.faults), _stopped(), code=STOPPED))
    return typed


def _findings(causes: Causes, severity: Severity, code: str) -> list[Finding]:
    return [Finding(column, fault, rows, severity, code) for (column, fault), rows in causes.items()]


def _dates(frame: pl.DataFrame, dataset: Dataset) -> pl.Series:
    """What dates each row: the first filled one of the columns that do."""
    columns = [pl.col(name).cast(pl.String) for name in dataset.dated_by]
    filled = [pl.when(column != "").then(column) for column in columns]
    return (
        frame.select(pl.coalesce(filled).alias("dates")).to_series()
        if filled
        else pl.Series("dates", [None] * frame.height, dtype=pl.String)
    )


def _stopped() -> Fault:
    return Fault(
        _("có hơn {most} giá trị khác nhau không đọc được, các giá trị sau đó chưa được kiểm tra").format(
            most=MOST_FAULTY_TEXTS
        ),
        _("Sửa các lỗi đã nêu rồi kiểm tra lại."),
    )


def _by_location(records: Records, earlier: int, indices: list[int]) -> dict[str, list[int]]:
    """The later rows by how the earlier one is called from where they stand."""
    by_location: dict[str, list[int]] = {}
    first = records.row(earlier)
    for index in indices:
        row = records.row(index)
        if row.sheet != first.sheet:
            location = _("dòng {line} của trang '{sheet}'").format(line=first.line, sheet=first.sheet)
        elif row.line == first.line:
            location = _("ô khác của cùng dòng")
        else:
            location = _("dòng {line}").format(line=first.line)
        by_location.setdefault(location, []).append(index)
    return by_location


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]


def _at(rows: Sequence[Row], fault: Fault) -> Problem:
    first = rows[0]
    at_first = Problem(
        "warning", fault.reason, fault.remedy, line=first.line, row=first.row, sheet=first.sheet, code="blank"
    )
    return replace(at_first, repeats=tuple((row.line, None) for row in rows[1:]))


def _empty(body: Body, figure_columns: Sequence[int]) -> set[int]:
    columns = [body.grid.column(column) for column in figure_columns]
    if all(all(map(str.isascii, texts)) for texts in columns):
        return set(body.grid.blank(figure_columns))
    # A character without width is no figure.
    return {index for index, texts in enumerate(zip(*columns, strict=True)) if not any(map(clean, texts))}


def _figures(dataset: Dataset) -> list[Column]:
    return [column for column in dataset.columns if column.measure in NUMBERS and column.default is None]


def _differing(
    records: Records,
    number: int,
    row: Row,
    rows: pl.DataFrame,
    blocks: Sequence[pl.DataFrame],
    summed: Iterable[Column],
) -> list[Problem]:
    table = records.parts[number].table
    problems: list[Problem] = []
    covered: pl.DataFrame | None = None
    for column in summed:
        text = table.text(row, column.name)
        if not text:
            continue
        stated = _stated(records, number, row, column, text)
        if any(not stated.isdisjoint(_sums(block, column)) for block in blocks):
            continue
        covered = rows.filter(_covered(records, number, row, rows)) if covered is None else covered
        sums = _sums(blocks[1] if len(blocks) > 1 and covered.height == rows.height else covered, column)
        if stated.isdisjoint(sums):
            problem = table.problem(row, column.name, _differs(column, stated, sums[0]), "warning")
            problems.append(replace(problem, code="totals", sheet=row.sheet))
    return problems


def _stated(records: Records, number: int, row: Row, column: Column, text: str) -> set[int]:
    """The number of a total cell in every form its column may have; decimals in units of 10^-PLACES."""
    table = records.parts[number].table
    power = table.power(column)
    true = table.layout.index_of.get(column.name) in row.numeric
    styles = (INTERNATIONAL,) if true else records.styles.get((number, column.name)) or STYLES
    readings = (read_number(text.removesuffix("%").strip(), style, power) for style in styles)
    return {reading for reading in readings if reading is not None}


def _sums(rows: pl.DataFrame, column: Column) -> list[int]:
    """The sum of all rows, then of those of each level."""
    groups = [rows, *(part for _level, part in rows.group_by("_level", maintain_order=True))]
    return [int((part.get_column(column.name).sum() or 0) * 10 ** _decimal_places(column)) for part in groups]


def _decimal_places(column: Column) -> int:
    return PLACES if column.measure == "decimal" else 0


def _differs(column: Column, stated: set[int], total: int) -> Fault:
    places = _decimal_places(column)
    render = (lambda number: written_decimal(number, places)) if places else written
    numbers = " / ".join(render(number) for number in sorted(stated))
    apart = _(", lệch {difference}").format(difference=render(abs(total - min(stated)))) if len(stated) == 1 else ""
    return Fault(
        _("là số ở dòng tổng{stated}, khác tổng các dòng là {total}{apart}").format(
            stated=f" ({numbers})" if numbers else "", total=render(total), apart=apart
        ),
        _("Phần mềm dùng số của các dòng, dòng tổng không được nạp; kiểm tra lại các dòng hoặc dòng tổng."),
    )


def _covered(records: Records, number: int, row: Row, rows: pl.DataFrame) -> pl.Expr:
    """The rows that share what the total row itself names: its area, month, group, kind."""
    table = records.parts[number].table
    named = pl.lit(True)
    for column in records.dataset.columns:
        text = table.text(row, column.name)
        if text and column.name not in AREA and column.measure in ("text", "period"):
            answer = reader_of(column, records.today)(text)
            if isinstance(answer, str):
                named &= pl.col(column.name) == answer
    texts = {name: table.text(row, name) for name in AREA}
    for name in ("district_code", "commune_code"):
        codes = _codes(records, rows, name, texts)
        if codes:
            named &= pl.col(name).is_in(codes)
    return named


def _codes(records: Records, rows: pl.DataFrame, name: str, texts: dict[str, str]) -> list[str]:
    """Codes of the districts or communes that the cells of a total row name."""
    dates = rows.get_column(records.dataset.dated_by[0]).drop_nulls() if records.dataset.dated_by else pl.Series()
    day = records.dataset.area_day(str(dates[0])) if len(dates) and dates[0] else VINTAGE_2023
    areas = areas_on(day)
    if name == "district_code":
        candidates, cells = areas.districts, [texts["district_code"], texts["district"], texts["commune"]]
    else:
        candidates, cells = areas.communes, [texts["commune_code"], texts["commune"]]
    codes: list[str] = []
    for cell in cells:
        folded = fold(clean(cell))
        for lead in _SUBTOTAL_WORDS:
            folded = folded.removeprefix(lead + " ")
        code = candidates.by_code(cell) or candidates.by_code(folded)
        matches = [code] if code is not None else candidates.of_kind(folded) if folded else []
        codes += [area.code for area in matches]
    return codes


def _problems(records: Records, finding: Finding) -> list[Problem]:
    if finding.rows:
        return records.together(finding.rows, finding.column, finding.fault, finding.severity, finding.code)
    index = records.parts[0].table.layout.index_of.get(finding.column)
    column = None if index is None else letter(index)
    return [Problem(finding.severity, finding.fault.reason, finding.fault.remedy, column=column, code=finding.code)]


def _refused(problems: Sequence[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _finished(records: Records) -> pl.DataFrame:
    """The columns of the dataset's schema; the empty frame where there was an error."""
    schema, finish = records.dataset.schema, records.dataset.finish
    if not records.sound:
        return pl.DataFrame(schema=schema)
    names = [column.name for column in records.dataset.columns if column.name in records.frame.columns]
    kept = dict.fromkeys(["district_code", "commune_code", *names, *(set(schema) & set(records.frame.columns))])
    frame = records.frame.select(list(kept))
    return (frame if finish is None else finish(frame)).select(list(schema)).cast(pl.Schema(schema))


def _given(part: Part, column: str, fault: Fault, severity: Severity) -> Problem:
    """A fault of what the file says once for all rows: it has no row of its own."""
    place = part.given_place.get(column, _("nội dung cho sẵn"))
    reason = _("{place} ('{value}') {reason}").format(
        place=place[:1].upper() + place[1:], value=shown(part.given[column]), reason=fault.reason
    )
    return Problem(severity, reason, fault.remedy)

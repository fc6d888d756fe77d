"""Last step: `check_file` runs all steps on one file and returns the Check with its frame, problems and questions. Also
the reading of the `parameters` file, whose rows are rules and not figures."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import polars as pl

from data.clock import today
from data.ingest.answers import Answers, CellFix, value_words
from data.ingest.areas import areas_2023
from data.ingest.base import Book, Dataset, FileReading, Fix, Given, Question, Row, Sheet, letter
from data.ingest.body import Table, filled_down, is_signature, numbers_the_columns
from data.ingest.catalogue import DATASETS, PARAMETERS
from data.ingest.columns import AMBIGUOUS
from data.ingest.header import NUMBERS, Finder, Headings, Layout, missing
from data.ingest.kinds import of_another_kind
from data.ingest.law_rows import read_rule
from data.ingest.personal import illustrative, personal_data
from data.ingest.reading import read_book
from data.ingest.records import STOPPED, read_parts
from data.ingest.tables import Choice, FoundTable, ReadyTable, choose, first_alone, ready_table, unread_columns
from data.ingest.transposed import upright
from data.locale import _
from data.parsing.folding import clean
from data.parsing.limits import MOST_BYTES
from data.vocabulary.numbers import STYLES, UNIT_NAMES, read_number, written
from data.vocabulary.parameters import Rule, rules_frame
from data.vocabulary.problems import UNIT_NOT_NAMED, Fault, Problem, arranged, error, shown
from models.frames import PAYMENTS
from models.wording.words import N_

MOST_RULES = 1_000
"""A decree's whole table of merit has under 200 amounts."""
FIRST_ROWS = 1_000
"""Rows of a long table that are read before all."""
_STOPPED_COLUMNS = 2
"""Columns with more different unreadable texts than are reported, which make a file wrong throughout."""
_FACTS = tuple(column.name for column in PARAMETERS.columns if column.name not in ("name", "label"))
_FORMATS = {"text": N_("Tệp văn bản (CSV)"), "workbook": N_("Sổ tính Excel")}
_DELIMITERS = {",": N_("dấu phẩy"), ";": N_("dấu chấm phẩy"), "\t": N_("dấu tab"), "|": N_("dấu gạch đứng")}
_PLACES = 30
_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Check:
    """The outcome for one file. `frame` has the dataset's schema (models/frames.py) and is empty when refused;
    `problems` are errors, then warnings; `sha256` is of the file's bytes. `questions` are what was asked and not
    answered: until it is, the file is refused. `reading` is None for a file that could not be opened; `fixes` are
    cells mended by answers."""

    dataset: str
    sha256: str
    problems: tuple[Problem, ...] = ()
    frame: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PAYMENTS))
    questions: tuple[Question, ...] = ()
    reading: FileReading | None = None
    fixes: tuple[Fix, ...] = ()

    @property
    def status(self) -> Literal["accepted", "refused"]:
        return "refused" if any(problem.severity == "error" for problem in self.problems) else "accepted"

    @property
    def messages(self) -> list[str]:
        """The problems as Vietnamese sentences, each with its place and remedy."""
        return [problem.message for problem in self.problems]


@dataclass
class _Progress:
    """The result of the steps done so far."""

    frame: pl.DataFrame
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    reading: FileReading | None = None
    fixes: tuple[Fix, ...] = ()


def check_file(path: str | Path, filename: str, dataset: str, *, answers: Mapping[str, str] | None = None) -> Check:
    """Read the file at `path`, called `filename` by its sender, as a dataset of data/ingest/catalogue.py.

    `answers` settle what a file leaves open: "decimal_mark.<column>" is "," or "."; "amount_unit" is "đồng", "nghìn
    đồng", "triệu đồng" or "tỷ đồng"; "sheet" is a sheet's name or "*" (all of one shape); "column.<letter>" is a column
    of the dataset or "" (not read); "cell.<letter><row>" or "cell.<sheet>!<letter><row>" is the new text of a cell;
    "period", "group", "kind" and the other columns of answers.GIVEN say what holds for all rows of a file without that
    column. Raises ValueError for a dataset or an answer that does not exist and OSError for a path that cannot be read;
    whatever the bytes are, the outcome is a Check."""
    contract = DATASETS.get(dataset)
    if contract is None:
        raise ValueError(f"no such dataset: {dataset!r}")
    settled = Answers.of(answers, contract)
    path = Path(path)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    nothing = pl.DataFrame(schema=contract.schema)
    if path.stat().st_size > MOST_BYTES:
        return Check(dataset, digest, (_too_large(),), nothing)
    progress = _Progress(nothing)
    try:
        _read(path, filename, contract, settled, progress)
    except OSError:
        raise
    except Exception as failure:
        # No file may take a page down; its values must reach no log.
        _log.error("a file of %s could not be understood: %s", dataset, type(failure).__name__)
        progress.problems.append(_not_understood())
    problems = arranged(progress.problems)
    check = Check(
        dataset, digest, problems, progress.frame, tuple(progress.questions), progress.reading, progress.fixes
    )
    return check if check.status == "accepted" else replace(check, frame=nothing)


def _read(path: Path, filename: str, contract: Dataset, answers: Answers, progress: _Progress) -> None:
    finder = Finder(contract, answers.mapping, answers.power)
    book = read_book(path, filename, finder.headings.known)
    if isinstance(book, Problem):
        progress.problems.append(book)
        return
    book, progress.fixes, progress.problems = mended(book, answers.fixes)
    tables = [
        FoundTable(sheet, layout, tuple(problems))
        for sheet in (upright(sheet, finder.headings) for sheet in book.sheets)
        if any(not row.blank for row in sheet.rows)
        for layout, problems in [finder.find(sheet, ragged=book.format == "text")]
    ]
    forbidden = _forbidden(tables, contract)
    if forbidden is not None:
        progress.problems, progress.fixes = [forbidden], ()
        return
    progress.problems += [Problem("warning", remark.reason, remark.remedy, code=remark.code) for remark in book.remarks]
    choice = choose(tables, answers.sheet)
    if contract is not PARAMETERS:
        known = [finder.headings, *(Headings(other) for other in DATASETS.values() if other is not PARAMETERS)]
        choice = replace(choice, read=tuple(first_alone(table, known) for table in choice.read))
    progress.problems += choice.problems
    progress.problems += of_another_kind(choice.read, contract, book.format == "text")
    progress.questions += choice.questions
    progress.reading = file_reading(book, choice, [], contract, answers.marks)
    if contract is PARAMETERS:
        _read_rules(choice.read, progress)
    else:
        _read_tables(book, choice, contract, answers, filename, progress)


def _read_tables(
    book: Book, choice: Choice, contract: Dataset, answers: Answers, filename: str, progress: _Progress
) -> None:
    progress.problems += [problem for table in choice.read for problem in table.problems]
    # A long file that is wrong from its first rows on is refused by them: nothing in the others can save it.
    first = [_beginning(table) for table in choice.read]
    if first != list(choice.read):
        ready, _frame, problems = _rows_of(first, contract, answers, filename)
        if sum(problem.code == STOPPED for problem in problems) >= _STOPPED_COLUMNS:
            progress.problems += [*problems, _only_the_beginning()]
            progress.reading = file_reading(book, choice, ready, contract, answers.marks)
            return
    ready, frame, row_problems = _rows_of(choice.read, contract, answers, filename)
    if not ready:
        return
    progress.frame = frame
    progress.problems += row_problems
    progress.questions += questions_of(contract, ready, row_problems)
    progress.reading = file_reading(book, choice, ready, contract, answers.marks)


def _rows_of(
    tables: Sequence[FoundTable], contract: Dataset, answers: Answers, filename: str
) -> tuple[list[ReadyTable], pl.DataFrame, list[Problem]]:
    """The tables ready to be read, the frame of all their rows, and every problem of theirs."""
    ready = [
        ready_table(table.sheet, table.layout, contract, answers.given, filename)
        for table in tables
        if table.layout is not None
    ]
    if not ready:
        return [], pl.DataFrame(schema=contract.schema), []
    problems = [problem for table in ready for problem in table.problems]
    problems += given_warnings(contract, [given for table in ready for given in table.given])
    frame, row_problems = read_parts(contract, [table.part for table in ready], answers.marks, today())
    return ready, frame, problems + row_problems


def _beginning(table: FoundTable) -> FoundTable:
    """A long table as far as its first rows."""
    end = 0 if table.layout is None else table.layout.first + FIRST_ROWS
    if table.layout is None or len(table.sheet.rows) <= 2 * end:
        return table
    return replace(table, sheet=replace(table.sheet, rows=table.sheet.rows[:end]))


def _only_the_beginning() -> Problem:
    reason = _("Chỉ {count} dòng đầu được kiểm tra vì gần như mọi dòng đều sai").format(count=written(FIRST_ROWS))
    remedy = _("Xem lại tiêu đề cột và cách ghi của các dòng đầu, hoặc dùng biểu mẫu tải từ trang này.")
    return error(Fault(reason, remedy))


def _read_rules(tables: Sequence[FoundTable], progress: _Progress) -> None:
    for table in tables:
        if table.layout is None:
            progress.problems.append(no_headings())
            continue
        rows = table.sheet.rows
        progress.problems += table.problems
        progress.problems += missing(PARAMETERS, table.layout.index_of, table.layout.header)
        progress.problems += unread_columns(table.layout, rows[table.layout.first :])
        above, below = rows[: table.layout.first], rows[table.layout.first :]
        merges = [merge for merge in table.sheet.merges if merge.left != table.layout.index_of.get("value")]
        filled, _numbers = filled_down(Table(PARAMETERS, table.layout), below, merges)
        frame, rule_problems = read_parameters(Table(PARAMETERS, table.layout), [*above, *filled], today().year)
        progress.frame = pl.concat([progress.frame, frame])
        progress.problems += rule_problems


def _forbidden(tables: Sequence[FoundTable], contract: Dataset) -> Problem | None:
    """The refusal of a file that must not be read at all, whichever of its sheets says so, hidden ones too."""
    for table in tables:
        refusal = personal_data(table.sheet, table.layout, contract, areas_2023()) or illustrative(table.sheet.rows)
        if refusal is not None:
            return refusal
    return None


def _too_large() -> Problem:
    reason = _("Tệp lớn hơn giới hạn {most} MB").format(most=MOST_BYTES // (1024 * 1024))
    return error(Fault(reason, _("Chia thành nhiều tệp hoặc bỏ các trang, cột không cần.")))


def _not_understood() -> Problem:
    reason = _("Phần mềm gặp trường hợp chưa lường trước khi đọc tệp này nên không nạp gì")
    return error(Fault(reason, _("Dùng biểu mẫu tải từ trang này, và gửi tệp cho người quản trị phần mềm xem.")))


def read_parameters(table: Table, rows: Sequence[Row], this_year: int) -> tuple[pl.DataFrame, list[Problem]]:
    """All rules of a file as a frame of models.frames.PARAMETER_FILE, and every problem of its rows; the frame counts
    only if none is an error."""
    body = _rules_only(table, rows[table.layout.first :])
    problems = _unit(table) + _size(body)
    rules: dict[tuple[str, object], tuple[Rule, int]] = {}
    for row in body[:MOST_RULES]:
        rule, row_problems = _rule(table, row, this_year)
        problems += row_problems
        if rule is None:
            continue
        if rule.key in rules:
            problems.append(_repeated_rule(row, rules[rule.key][1]))
        else:
            rules[rule.key] = rule, row.line
    if not rules and not any(problem.severity == "error" for problem in problems):
        reason = _("Tệp không có dòng nào đã điền mức dưới tiêu đề")
        problems.append(error(Fault(reason, _("Điền mức, ngày áp dụng, văn bản và nguồn thông tin rồi tải lại tệp."))))
    return rules_frame(rule for rule, _line in rules.values()), problems


def _rules_only(table: Table, rows: Sequence[Row]) -> list[Row]:
    """The rows below the headings without blank ones, repeated headings, the line that numbers the columns, and the
    signatures at the end."""
    body = [row for row in rows if not row.blank and row.cells not in table.layout.repeated]
    if body and numbers_the_columns(body[0]):
        del body[0]
    needed = [column.name for column in PARAMETERS.columns if column.needed]
    while body and any(is_signature(clean(cell)) for cell in body[-1].cells):
        texts = [table.text(body[-1], name) for name in needed]
        if not all(text == "" or is_signature(text) for text in texts):
            break
        del body[-1]
    return body


def no_headings() -> Problem:
    """The refusal of a file in which no line of headings was found."""
    reason = _("Không tìm thấy dòng tiêu đề cột")
    columns = ", ".join(column.title for column in PARAMETERS.columns if column.needed or column.name == "name")
    return error(Fault(reason, _("Thêm dòng tiêu đề có các cột: {columns}.").format(columns=columns)))


def questions_of(dataset: Dataset, tables: Sequence[ReadyTable], problems: Iterable[Problem]) -> list[Question]:
    """Every question once: those of the tables, and those that follow from problems of the rows."""
    questions = {question.key: question for table in tables for question in table.questions}
    titles = {column.title: column for column in dataset.columns}
    for problem in problems:
        column = titles.get(problem.column_name or "")
        if problem.code == AMBIGUOUS and column is not None:
            key = f"decimal_mark.{column.name}"
            text = _("Cột {column} ghi số như '{value}'. Dấu nào là dấu thập phân?").format(
                column=_(column.label), value=problem.value or ""
            )
            choices = ((",", _("Dấu phẩy (dấu chấm ngăn hàng nghìn)")), (".", _("Dấu chấm (dấu phẩy ngăn hàng nghìn)")))
            questions.setdefault(key, Question(key, text, choices))
        elif (
            problem.code == UNIT_NOT_NAMED
            and problem.severity == "error"
            and not all(table.part.table.layout.unit_answered for table in tables)
        ):
            declared = all(table.part.table.layout.unit_declared for table in tables)
            text = (
                _("Số tiền không hợp với đơn vị tính ghi trong tệp. Đơn vị đúng là gì?")
                if declared
                else _("Tệp không ghi đơn vị tính của số tiền. Đơn vị là gì?")
            )
            questions.setdefault(
                "amount_unit", Question("amount_unit", text, tuple((name, _(name)) for name in UNIT_NAMES.values()))
            )
    return list(questions.values())


def given_warnings(dataset: Dataset, given: Iterable[Given]) -> list[Problem]:
    """A warning for each column the file does not have, with the value taken for it and where it was found."""
    by_column: dict[str, list[Given]] = {}
    for entry in given:
        by_column.setdefault(entry.column, []).append(entry)
    problems: list[Problem] = []
    for name, entries in by_column.items():
        column = dataset.column(name)
        values = {entry.text for entry in entries}
        if len(values) == 1:
            reason = _("Tệp không có cột {column}; lấy {value} theo {place}").format(
                column=_(column.label), value=value_words(column, entries[0].text), place=entries[0].place
            )
        else:
            listed = "; ".join(
                _("trang '{sheet}': {value}").format(sheet=shown(entry.sheet), value=value_words(column, entry.text))
                for entry in entries
            )
            reason = _("Tệp không có cột {column}; lấy theo từng trang: {values}").format(
                column=_(column.label), values=listed
            )
        remedy = _("Nếu không đúng, thêm cột này vào bảng.")
        problems.append(Problem("warning", reason, remedy, code="given"))
    return problems


def mended(book: Book, fixes: Iterable[CellFix]) -> tuple[Book, tuple[Fix, ...], list[Problem]]:
    """The book with these cells replaced, the replaced texts, and a problem for each cell that the file does not
    have."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    done: list[Fix] = []
    problems: list[Problem] = []
    for fix in fixes:
        sheet = book.sheets[0] if not fix.sheet and len(book.sheets) == 1 else sheets.get(fix.sheet)
        cell = f"{fix.sheet}!" * bool(fix.sheet) + f"{letter(fix.column)}{fix.row}"
        index = None if sheet is None else next((i for i, row in enumerate(sheet.rows) if row.row == fix.row), None)
        if sheet is None or index is None:
            reason = _("Ô {place} đã sửa trên trang web không có trong tệp").format(place=shown(cell))
            problems.append(error(Fault(reason, _("Bỏ chỗ sửa này rồi kiểm tra lại tệp.")), "fixes"))
            continue
        row = sheets[sheet.name].rows[index]
        done.append(Fix(cell, row.cell(fix.column), fix.text))
        sheets[sheet.name] = _with(sheets[sheet.name], index, _replaced(row, fix))
    return replace(book, sheets=tuple(sheets[sheet.name] for sheet in book.sheets)), tuple(done), problems


def file_reading(
    book: Book, choice: Choice, tables: Sequence[ReadyTable], dataset: Dataset, marks: Mapping[str, str]
) -> FileReading:
    """How the book was read; `tables` are the ready tables of `choice.read`, empty before they are read."""
    layout = next((table.layout for table in choice.read if table.layout is not None), None)
    return FileReading(
        format=_(_FORMATS[book.format]),
        encoding=book.encoding,
        delimiter=_(_DELIMITERS[book.delimiter]) if book.delimiter in _DELIMITERS else book.delimiter,
        sheets=tuple(table.name for table in choice.read if table.name),
        not_read=choice.not_read,
        header_row=0 if layout is None else layout.header.row,
        columns=() if layout is None else _columns(layout),
        unit_power=0 if layout is None else layout.power,
        unit_declared=layout is not None and layout.unit_declared,
        given=tuple(given for table in tables for given in table.given),
        wide=layout is not None and bool(layout.across),
        data_rows=sum(table.data_rows for table in tables),
        total_rows=sum(table.total_rows for table in tables),
        decimal_marks=_decimal_marks(tables, dataset, marks),
    )


def _rule(table: Table, row: Row, this_year: int) -> tuple[Rule | None, list[Problem]]:
    misplaced = _misplaced(table, row)
    if misplaced is not None:
        return None, [misplaced]
    if table.text(row, "name") and not any(table.text(row, column) for column in _FACTS):
        left = Fault(_("chưa điền gì ngoài tên mức nên không nạp dòng này"), _("Điền đủ nếu cần nạp."))
        return None, [Problem("warning", left.reason, left.remedy, line=row.line, row=row.row)]
    texts = {column.name: table.raw(row, column.name) for column in table.dataset.columns}
    reading = read_rule(texts, this_year)
    problems = [table.problem(row, column, fault) for column, fault in reading.faults]
    problems += [table.problem(row, column, fault, "warning") for column, fault in reading.remarks]
    return reading.rule, problems


def _unit(table: Table) -> list[Problem]:
    if table.layout.power == 0:
        return []
    reason = _("Phía trên bảng ghi đơn vị tính là {unit}, còn mức phải ghi bằng đồng").format(
        unit=_(UNIT_NAMES[table.layout.power])
    )
    return [error(Fault(reason, _("Đổi các mức sang đồng và bỏ dòng ghi đơn vị tính.")))]


def _size(body: Sequence[Row]) -> list[Problem]:
    if len(body) <= MOST_RULES:
        return []
    reason = _("Tệp có {count} dòng số liệu, vượt giới hạn {most}").format(count=len(body), most=MOST_RULES)
    return [error(Fault(reason, _("Chia thành nhiều tệp, ví dụ mỗi văn bản một tệp.")))]


def _misplaced(table: Table, row: Row) -> Problem | None:
    layout = table.layout
    beyond = row.cells[len(layout.headings) :]
    if len(row.cells) >= layout.width and not any(cell.strip() for cell in beyond):
        return None
    reason = _("có {found} ô, còn tiêu đề có {width} cột").format(found=len(row.cells), width=layout.width)
    remedy = _("Kiểm tra dấu phân cách trong dòng: thiếu ô thì thêm ô trống, chữ có dấu phẩy thì đặt trong ngoặc kép.")
    return Problem("error", reason, remedy, line=row.line, row=row.row)


def _repeated_rule(row: Row, first: int) -> Problem:
    reason = _("trùng với dòng {line}: cùng mức và cùng ngày áp dụng").format(line=first)
    return Problem("error", reason, _("Giữ lại một dòng đúng, xóa dòng kia."), line=row.line, row=row.row)


def _with(sheet: Sheet, index: int, row: Row) -> Sheet:
    return replace(sheet, rows=(*sheet.rows[:index], row, *sheet.rows[index + 1 :]))


def _replaced(row: Row, fix: CellFix) -> Row:
    cells = [*row.cells, *[""] * (fix.column + 1 - len(row.cells))]
    cells[fix.column] = fix.text
    return replace(row, cells=tuple(cells), numeric=row.numeric - {fix.column})


def _columns(layout: Layout) -> tuple[tuple[str, str, str], ...]:
    """Every column with a heading: its letter, its heading and what it is of the dataset ("" = not read)."""
    names = {index: name for name, index in layout.index_of.items()}
    names |= {across.index: across.measure for across in layout.across if not across.total}
    return tuple(
        (letter(index), heading, names.get(index, ""))
        for index, heading in enumerate(layout.headings)
        if heading or index in names
    )


def _decimal_marks(tables: Sequence[ReadyTable], dataset: Dataset, marks: Mapping[str, str]) -> dict[str, str]:
    """The decimal mark of each number column: the one answered, or the only one in which all its cells are numbers."""
    decided = dict(marks)
    for column in dataset.columns:
        if column.measure not in NUMBERS or column.name in decided:
            continue
        texts: set[str] = set()
        for table in tables:
            index = table.part.table.layout.index_of.get(column.name)
            if index is not None:
                texts.update(
                    row.cells[index] for row in table.part.rows if len(row.cells) > index and index not in row.numeric
                )
        marked = [clean(text) for text in texts if "." in text or "," in text]
        fitting = [style for style in STYLES if all(read_number(text, style, _PLACES) is not None for text in marked)]
        if marked and len(fitting) == 1:
            decided[column.name] = fitting[0].decimal
    return decided

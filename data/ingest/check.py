"""The one entrance: a file into a `Check`, accepted or refused, with everything that is wrong said at once.

Belongs here: the order of the steps and the outcome. Does not: any rule. Writes nothing, needs no database and no
Streamlit.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import polars as pl

from data.clock import today
from data.ingest.answers import Answers
from data.ingest.body import Table
from data.ingest.book import Book
from data.ingest.catalogue import DATASETS, PARAMETERS
from data.ingest.contracts import Dataset
from data.ingest.fixes import mended
from data.ingest.header import Finder
from data.ingest.heading_faults import missing
from data.ingest.matching import areas_2023
from data.ingest.parameters import no_headings, read_parameters
from data.ingest.personal import illustrative, personal_data
from data.ingest.questions import given_warnings, questions_of
from data.ingest.reading import read_book
from data.ingest.records import read_parts
from data.ingest.sheets import Choice, FoundTable, choose
from data.ingest.understanding import understand
from data.ingest.understood import Fix, Question, Understood
from data.ingest.unread_columns import unread_columns
from data.ingest.wording import understood_of
from data.locale import _
from data.parsing.limits import MOST_BYTES
from data.vocabulary.problems import Fault, Problem, arranged, error
from models.frames import PAYMENTS

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Check:
    """The outcome for one file. `frame` has the dataset's schema (models/frames.py) and is empty when refused; `problems`
    are errors, then warnings; `sha256` is of the file's bytes. `questions` are what was asked and not answered: until it
    is, the file is refused. `understood` is None for a file that could not be opened; `fixes` are cells mended by answers."""

    dataset: str
    sha256: str
    problems: tuple[Problem, ...] = ()
    frame: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PAYMENTS))
    questions: tuple[Question, ...] = ()
    understood: Understood | None = None
    fixes: tuple[Fix, ...] = ()

    @property
    def status(self) -> Literal["accepted", "refused"]:
        return "refused" if any(problem.severity == "error" for problem in self.problems) else "accepted"

    @property
    def messages(self) -> list[str]:
        """The problems as Vietnamese sentences, each with its place and remedy."""
        return [problem.message for problem in self.problems]


@dataclass
class _Reading:
    """What has become of a file so far."""

    frame: pl.DataFrame
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    understood: Understood | None = None
    fixes: tuple[Fix, ...] = ()


def check_file(path: str | Path, filename: str, dataset: str, *, answers: Mapping[str, str] | None = None) -> Check:
    """Read the file at `path`, called `filename` by its sender, as a dataset of data/ingest/catalogue.py.

    `answers` settle what a file leaves open: "decimal_mark.<column>" is "," or "."; "amount_unit" is "đồng", "nghìn đồng",
    "triệu đồng" or "tỷ đồng"; "sheet" is a sheet's name or "*" (all of one shape); "column.<letter>" is a column of the
    dataset or "" (not read); "cell.<letter><row>" or "cell.<sheet>!<letter><row>" is the new text of a cell; "period",
    "group", "kind" and the other columns of answers.GIVEN say what holds for all rows of a file without that column.
    Raises ValueError for a dataset or an answer that does not exist and OSError for a path that cannot be read; whatever
    the bytes are, the outcome is a Check.
    """
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
    reading = _Reading(nothing)
    try:
        _read(path, filename, contract, settled, reading)
    except OSError:
        raise
    except Exception as failure:
        # No file may take a page down; its values must reach no log.
        _log.error("a file of %s could not be understood: %s", dataset, type(failure).__name__)
        reading.problems.append(_not_understood())
    problems = arranged(reading.problems)
    check = Check(dataset, digest, problems, reading.frame, tuple(reading.questions), reading.understood, reading.fixes)
    return check if check.status == "accepted" else replace(check, frame=nothing)


def _read(path: Path, filename: str, contract: Dataset, answers: Answers, reading: _Reading) -> None:
    finder = Finder(contract, answers.mapping, answers.power)
    book = read_book(path, filename, finder.headings.known)
    if isinstance(book, Problem):
        reading.problems.append(book)
        return
    book, reading.fixes, reading.problems = mended(book, answers.fixes)
    tables = [
        FoundTable(sheet, layout, tuple(problems))
        for sheet in book.sheets
        if any(not row.blank for row in sheet.rows)
        for layout, problems in [finder.find(sheet, ragged=book.format == "text")]
    ]
    forbidden = _forbidden(tables, contract)
    if forbidden is not None:
        reading.problems, reading.fixes = [forbidden], ()
        return
    reading.problems += [Problem("warning", said.reason, said.remedy, code=said.code) for said in book.remarks]
    choice = choose(tables, answers.sheet)
    reading.problems += choice.problems
    reading.questions += choice.questions
    reading.understood = understood_of(book, choice, [], contract, answers.marks)
    if contract is PARAMETERS:
        _read_rules(choice.read, reading)
    else:
        _read_tables(book, choice, contract, answers, filename, reading)


def _read_tables(
    book: Book, choice: Choice, contract: Dataset, answers: Answers, filename: str, reading: _Reading
) -> None:
    reading.problems += [problem for table in choice.read for problem in table.problems]
    understood = [
        understand(table.sheet, table.layout, contract, answers.given, filename)
        for table in choice.read
        if table.layout is not None
    ]
    if not understood:
        return
    reading.problems += [problem for table in understood for problem in table.problems]
    reading.problems += given_warnings(contract, [given for table in understood for given in table.given])
    reading.frame, found = read_parts(contract, [table.part for table in understood], answers.marks, today())
    reading.problems += found
    reading.questions += questions_of(contract, understood, found)
    reading.understood = understood_of(book, choice, understood, contract, answers.marks)


def _read_rules(tables: Sequence[FoundTable], reading: _Reading) -> None:
    for table in tables:
        if table.layout is None:
            reading.problems.append(no_headings())
            continue
        rows = table.sheet.rows
        reading.problems += table.problems
        reading.problems += missing(PARAMETERS, table.layout.places, table.layout.header)
        reading.problems += unread_columns(table.layout, rows[table.layout.first :])
        frame, found = read_parameters(Table(PARAMETERS, table.layout), rows, today().year)
        reading.frame = pl.concat([reading.frame, frame])
        reading.problems += found


def _forbidden(tables: Sequence[FoundTable], contract: Dataset) -> Problem | None:
    """The refusal of a file that must not be read at all, whichever of its sheets says so, hidden ones too."""
    for table in tables:
        found = personal_data(table.sheet, table.layout, contract, areas_2023()) or illustrative(table.sheet.rows)
        if found is not None:
            return found
    return None


def _too_large() -> Problem:
    reason = _("Tệp lớn hơn giới hạn {most} MB").format(most=MOST_BYTES // (1024 * 1024))
    return error(Fault(reason, _("Chia thành nhiều tệp hoặc bỏ các trang, cột không cần.")))


def _not_understood() -> Problem:
    reason = _("Phần mềm gặp trường hợp chưa lường trước khi đọc tệp này nên không nạp gì")
    return error(Fault(reason, _("Dùng biểu mẫu tải từ trang này, và gửi tệp cho người quản trị phần mềm xem.")))

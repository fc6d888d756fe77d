"""The one entrance: a file into a `Check`, accepted or refused, with everything that is wrong said at once.

Belongs here: the order of the steps and the outcome. Does not: any rule. Writes nothing, needs no database and no
Streamlit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import polars as pl

from data.clock import today
from data.ingest.body import Table
from data.ingest.book import Row, letter
from data.ingest.catalogue import DATASETS, PARAMETERS
from data.ingest.contracts import Dataset
from data.ingest.header import Layout, find_layout, known_headings
from data.ingest.matching import areas_2023
from data.ingest.parameters import no_headings, read_parameters
from data.ingest.payments import read_payments
from data.ingest.personal import illustrative, personal_data
from data.ingest.problems import Fault, Problem, arranged, error, warning
from data.ingest.reading import read_rows
from data.ingest.recognition import decode, extension_remark
from data.ingest.units import UNIT_NAMES, names_units, unit_of
from data.locale import _
from models.frames import PAYMENTS

MOST_BYTES = 20 * 1024 * 1024
_MARK = "decimal_mark."


@dataclass(frozen=True, eq=False)
class Check:
    """The outcome for one file. `frame` has the columns of models.frames.PAYMENTS or PARAMETER_FILE and is empty when
    refused; `problems` are errors, then warnings; `sha256` is of the file's bytes."""

    dataset: str
    sha256: str
    problems: tuple[Problem, ...] = ()
    frame: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PAYMENTS))

    @property
    def status(self) -> Literal["accepted", "refused"]:
        return "refused" if any(problem.severity == "error" for problem in self.problems) else "accepted"

    @property
    def messages(self) -> list[str]:
        """The problems as Vietnamese sentences, each with its place and remedy."""
        return [problem.message for problem in self.problems]


@dataclass(frozen=True)
class _Answers:
    """What the user settled: the decimal mark of a column, the unit of money where the file declares none."""

    marks: Mapping[str, str]
    power: int | None

    @classmethod
    def of(cls, answers: Mapping[str, str] | None, dataset: Dataset) -> _Answers:
        marks: dict[str, str] = {}
        power: int | None = None
        powers = {name: power for power, name in UNIT_NAMES.items()}
        columns = {column.name for column in dataset.columns if column.measure != "text"}
        for question, answer in (answers or {}).items():
            if question.startswith(_MARK) and question.removeprefix(_MARK) in columns and answer in (",", "."):
                marks[question.removeprefix(_MARK)] = answer
            elif question == "amount_unit" and answer in powers and dataset is not PARAMETERS:
                power = powers[answer]
            else:
                raise ValueError(f"no such answer: {question!r} = {answer!r}")
        return cls(marks, power)


def check_file(path: str | Path, filename: str, dataset: str, *, answers: Mapping[str, str] | None = None) -> Check:
    """Read the file at `path`, called `filename` by its sender, as a `dataset` ("payments", "parameters").

    `answers` settles what a payments file leaves open: "decimal_mark.<column>" is "," or ".", "amount_unit" is "đồng",
    "nghìn đồng", "triệu đồng" or "tỷ đồng". Raises ValueError for a dataset or an answer that does not exist and OSError
    for a path that cannot be read; whatever the bytes are, the outcome is a Check.
    """
    contract = DATASETS.get(dataset)
    if contract is None:
        raise ValueError(f"no such dataset: {dataset!r}")
    settled = _Answers.of(answers, contract)
    path = Path(path)
    if path.stat().st_size > MOST_BYTES:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Check(dataset, digest, (_too_large(),), pl.DataFrame(schema=contract.schema))
    raw = path.read_bytes()
    frame, problems = _read(raw, filename, contract, settled)
    check = Check(dataset, hashlib.sha256(raw).hexdigest(), arranged(problems), frame)
    return check if check.status == "accepted" else replace(check, frame=frame.clear())


def _read(raw: bytes, filename: str, contract: Dataset, answers: _Answers) -> tuple[pl.DataFrame, list[Problem]]:
    nothing = pl.DataFrame(schema=contract.schema)
    text = decode(raw)
    if isinstance(text, Problem):
        return nothing, [text]
    if not text.strip("\ufeff \t\r\n,;|"):
        return nothing, [error(Fault(_("Tệp trống, không có dữ liệu"), _("Chọn tệp có tiêu đề và các dòng số liệu.")))]
    rows = read_rows(text, lambda some: known_headings(some, contract))
    if isinstance(rows, Problem):
        return nothing, [rows]
    areas = areas_2023()
    layout, problems = find_layout(rows, contract, answers.power)
    forbidden = personal_data(rows, layout, areas) or illustrative(rows)
    if forbidden is not None:
        return nothing, [forbidden]
    if layout is None:
        return nothing, [no_headings()] if contract is PARAMETERS else problems
    remark = extension_remark(filename)
    problems += _unknown_columns(layout, rows) + ([] if remark is None else [warning(remark)])
    table = Table(contract, layout)
    if contract is PARAMETERS:
        frame, found = read_parameters(table, rows, today().year)
    else:
        frame, found = read_payments(table, rows, areas, answers.marks, today().year + 1)
    return frame, problems + found


def _unknown_columns(layout: Layout, rows: tuple[Row, ...]) -> list[Problem]:
    """A warning naming each column that is not the dataset's, unless it is empty from top to bottom."""
    problems: list[Problem] = []
    for index, heading in layout.unknown.items():
        column = (row.cell(index) for row in rows[layout.first :])
        if names_units(heading) and any(unit_of(value) not in (None, layout.power) for value in column):
            said = _("Cột {column} ghi đơn vị tính khác đơn vị của cột kinh phí ({unit})").format(
                column=letter(index), unit=_(UNIT_NAMES[layout.power])
            )
            problems.append(
                error(Fault(said, _("Ghi mọi số tiền theo một đơn vị và nêu đơn vị ở tiêu đề cột kinh phí.")))
            )
        elif heading:
            said = _("Cột {column} '{heading}' không có trong mẫu nên không được nạp").format(
                column=letter(index), heading=heading
            )
            problems.append(warning(Fault(said, _("Nếu cần cột này, đổi tiêu đề theo mẫu."))))
        elif any(value.strip() for value in column):
            said = _("Cột {column} không có tiêu đề nên không được nạp").format(column=letter(index))
            problems.append(warning(Fault(said, _("Nếu cần cột này, ghi tiêu đề theo mẫu."))))
    return problems


def _too_large() -> Problem:
    reason = _("Tệp lớn hơn giới hạn {most} MB").format(most=MOST_BYTES // (1024 * 1024))
    return error(Fault(reason, _("Chia thành nhiều tệp hoặc bỏ các trang, cột không cần.")))

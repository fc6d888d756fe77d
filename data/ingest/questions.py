"""What the user is asked about a file, and what is said of values that stand for all rows.

Belongs here: questions that come from reading rows (decimal marks, the unit of money) beside those of sheets and titles, and
the warnings "given". Does not: finding the values (given.py) or choosing sheets (sheets.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.ingest.contracts import Dataset
from data.ingest.given import value_words
from data.ingest.number_columns import AMBIGUOUS
from data.ingest.understanding import UnderstoodTable
from data.ingest.understood import Given, Question
from data.locale import _
from data.vocabulary.problems import Problem, shown
from data.vocabulary.units import UNIT_NAMES

UNIT = "unit"
"""Code of the error that an answer "amount_unit" settles."""


def questions_of(dataset: Dataset, tables: Sequence[UnderstoodTable], found: Iterable[Problem]) -> list[Question]:
    """Every question once: those of the tables, and those that problems of the rows ask."""
    asked = {question.key: question for table in tables for question in table.questions}
    titles = {column.title: column for column in dataset.columns}
    for problem in found:
        column = titles.get(problem.column_name or "")
        if problem.code == AMBIGUOUS and column is not None:
            key = f"decimal_mark.{column.name}"
            text = _("Cột {column} ghi số như '{value}'. Dấu nào là dấu thập phân?").format(
                column=_(column.label), value=problem.value or ""
            )
            choices = (
                (",", _("Dấu phẩy (dấu chấm ngăn hàng nghìn)")),
                (".", _("Dấu chấm (dấu phẩy ngăn hàng nghìn)")),
            )
            asked.setdefault(key, Question(key, text, choices))
        elif (
            problem.code == UNIT
            and problem.severity == "error"
            and not all(table.part.table.layout.unit_declared for table in tables)
        ):
            text = _("Tệp không ghi đơn vị tính của số tiền. Đơn vị là gì?")
            asked.setdefault(
                "amount_unit", Question("amount_unit", text, tuple((name, _(name)) for name in UNIT_NAMES.values()))
            )
    return list(asked.values())


def given_warnings(dataset: Dataset, given: Iterable[Given]) -> list[Problem]:
    """A warning for each column the file has not, saying what was taken for it and where it was found."""
    by_column: dict[str, list[Given]] = {}
    for one in given:
        by_column.setdefault(one.column, []).append(one)
    problems: list[Problem] = []
    for name, found in by_column.items():
        column = dataset.column(name)
        values = {one.text for one in found}
        if len(values) == 1:
            reason = _("Tệp không có cột {column}; lấy {value} theo {place}").format(
                column=_(column.label), value=value_words(column, found[0].text), place=found[0].place
            )
        else:
            listed = "; ".join(
                _("trang '{sheet}': {value}").format(sheet=shown(one.sheet), value=value_words(column, one.text))
                for one in found
            )
            reason = _("Tệp không có cột {column}; lấy theo từng trang: {values}").format(
                column=_(column.label), values=listed
            )
        remedy = _("Nếu không đúng, thêm cột này vào bảng.")
        problems.append(Problem("warning", reason, remedy, code="given"))
    return problems

"""The `parameters` dataset: rows of a file into dated rules.

Belongs here: reading every row and gathering all faults of a file. Does not: what a field may hold (rule_reading.py).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from data.ingest.body import Table
from data.ingest.book import Row
from data.ingest.catalogue import PARAMETERS
from data.ingest.rule_reading import read_rule
from data.locale import _
from data.vocabulary.problems import Fault, Problem, error
from data.vocabulary.rule import Rule, rules_frame
from data.vocabulary.units import UNIT_NAMES

MOST_RULES = 1_000
"""A decree's whole table of merit has under 200 amounts."""
_FACTS = ("value", "issued_on", "applies_from", "in_force_from", "first_paid", "document", "evidence")


def read_parameters(table: Table, rows: Sequence[Row], this_year: int) -> tuple[pl.DataFrame, list[Problem]]:
    """All rules of a file as a frame of models.frames.PARAMETER_FILE, and every problem of its rows; the frame counts
    only if none is an error."""
    body = [row for row in rows[table.layout.first :] if not row.blank]
    problems = _unit(table) + _size(body)
    rules: dict[tuple[str, object], tuple[Rule, int]] = {}
    for row in body[:MOST_RULES]:
        rule, found = _rule(table, row, this_year)
        problems += found
        if rule is None:
            continue
        if rule.key in rules:
            problems.append(_doubled(row, rules[rule.key][1]))
        else:
            rules[rule.key] = rule, row.line
    if not rules and not any(problem.severity == "error" for problem in problems):
        reason = _("Tệp không có dòng nào đã điền mức dưới tiêu đề")
        problems.append(error(Fault(reason, _("Điền mức, ngày áp dụng, văn bản và nguồn thông tin rồi tải lại tệp."))))
    return rules_frame(rule for rule, _line in rules.values()), problems


def no_headings() -> Problem:
    """The refusal of a file in which no line of headings was found."""
    reason = _("Không tìm thấy dòng tiêu đề cột")
    columns = ", ".join(column.title for column in PARAMETERS.columns if column.needed or column.name == "name")
    return error(Fault(reason, _("Thêm dòng tiêu đề có các cột: {columns}.").format(columns=columns)))


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


def _doubled(row: Row, first: int) -> Problem:
    reason = _("trùng với dòng {line}: cùng mức và cùng ngày áp dụng").format(line=first)
    return Problem("error", reason, _("Giữ lại một dòng đúng, xóa dòng kia."), line=row.line, row=row.row)

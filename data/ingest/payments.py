"""The `payments` dataset: rows of a file into payments.

Belongs here: reading every cell of a row by its column's rule and gathering all faults of a file. Does not: the rules
themselves (matching, groups, periods, numbers, checks).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from data.ingest.body import Body, Table, sort_rows
from data.ingest.book import Row
from data.ingest.checks import doubled, figure_fault, implausible
from data.ingest.groups import read_group, read_kind
from data.ingest.matching import Areas, Located
from data.ingest.numbers import STYLES, Decision, decide
from data.ingest.payment import Payment, payments_frame
from data.ingest.periods import read_period
from data.ingest.problems import Fault, Problem, error
from data.ingest.totals import check_totals
from data.locale import _
from data.parsing.folding import hidden_character
from models.periods import Month

_AREA_COLUMNS = ("district_code", "district", "commune_code", "commune")
_MOST_FAULTY_ROWS = 500
_NUMBERS = ("months", "beneficiaries", "shares", "monthly_amount_vnd")


@dataclass
class _Reader:
    """The reading of one file: what is known of all its rows, and the problems met so far."""

    table: Table
    areas: Areas
    latest_year: int
    by_commune: bool
    decisions: Mapping[str, Decision]
    problems: list[Problem] = field(default_factory=list)

    def all_payments(self, body: Body) -> list[Payment]:
        """The payments of all sound rows; reading ends early in a file that is wrong throughout."""
        payments: list[Payment] = []
        for index, row in enumerate(body.data):
            payment = self.payment(index, row)
            if payment is not None:
                payments.append(payment)
            elif index + 1 - len(payments) >= _MOST_FAULTY_ROWS and index + 1 < len(body.data):
                reason = _("Đã dừng kiểm tra sau dòng {line} vì có {count} dòng lỗi").format(
                    line=row.line, count=_MOST_FAULTY_ROWS
                )
                self.problems.append(error(Fault(reason, _("Sửa các lỗi dưới đây rồi kiểm tra lại."))))
                break
        return payments

    def payment(self, index: int, row: Row) -> Payment | None:
        """The payment of a row, or None after noting every fault of the row."""
        before = len(self.problems)
        self._hidden(row)
        place = self._area(row)
        period = self._month(row)
        group = self._matched(row, "group")
        kind = self._matched(row, "kind")
        figures = {name: self._figure(index, row, name, place) for name in _NUMBERS}
        people, amount = figures["beneficiaries"], figures["monthly_amount_vnd"]
        if any(problem.severity == "error" for problem in self.problems[before:]):
            return None
        if place.district is None or period is None or people is None or amount is None or not group or not kind:
            return None
        months, shares = figures["months"] or 1, figures["shares"]
        return Payment(row, place.district, place.commune, period, group, kind, months, people, shares, amount)

    def _note(self, row: Row, name: str, fault: Fault) -> None:
        self.problems.append(self.table.problem(row, name, fault))

    def _hidden(self, row: Row) -> None:
        for name in self.table.layout.places:
            character = hidden_character(self.table.raw(row, name))
            if character is not None:
                reason = _("có ký tự điều khiển ẩn {character}").format(character=character)
                self._note(row, name, Fault(reason, _("Gõ lại ô này bằng tay.")))

    def _area(self, row: Row) -> Located:
        cells = {name: self.table.text(row, name) for name in _AREA_COLUMNS if self.table.has(name)}
        if not cells:
            return Located()
        named = {name: text for name, text in cells.items() if text}
        missing = [name for name in cells if name.startswith("commune")] if self.by_commune else list(cells)
        if not any(name in named for name in missing):
            what = (
                Fault(
                    _("để trống trong tệp lập theo xã"),
                    _("Ghi mã hoặc tên xã; số của cả huyện thì để ở một tệp riêng."),
                )
                if self.by_commune
                else Fault(_("để trống"), _("Ghi mã hoặc tên đơn vị, ví dụ 347 hoặc Phủ Lý."))
            )
            self._note(row, missing[-1], what)
            return Located()
        found = self.areas.locate(named)
        for name, fault in found.faults:
            self._note(row, name, fault)
        self.problems += [self.table.problem(row, name, fault, "warning") for name, fault in found.remarks]
        return found

    def _month(self, row: Row) -> str | None:
        if not self.table.has("period"):
            return None
        period = read_period(self.table.text(row, "period"), self.latest_year)
        if isinstance(period, Month):
            return str(period)
        self._note(row, "period", period)
        return None

    def _matched(self, row: Row, name: str) -> str | None:
        if name == "group" and not self.table.has(name):
            return None
        answer = (read_group if name == "group" else read_kind)(self.table.text(row, name))
        if isinstance(answer, str):
            return answer
        self._note(row, name, answer)
        return None

    def _figure(self, index: int, row: Row, name: str, place: Located) -> int | None:
        decision = self.decisions.get(name)
        if decision is None:
            return None
        value = decision.values.get(index)
        area = place.commune or place.district
        fault = decision.faults.get(index) if value is None else figure_fault(name, value, area)
        if fault is not None:
            self._note(row, name, fault)
        return value


def read_payments(
    table: Table, rows: Sequence[Row], areas: Areas, marks: Mapping[str, str], latest_year: int
) -> tuple[pl.DataFrame, list[Problem]]:
    """All payments of a file as a frame, and every problem of its rows; the frame counts only if none is an error.

    `marks` are decimal marks answered by the user, by column.
    """
    body, problems = sort_rows(table, rows, areas)
    decisions = _decisions(table, body, marks)
    by_commune = any(table.text(row, name) for row in body.data for name in ("commune_code", "commune"))
    reader = _Reader(table, areas, latest_year, by_commune, decisions)
    payments = reader.all_payments(body)
    problems += reader.problems + doubled(payments)
    if len(payments) == len(body.data):
        styles = {name: decision.styles or STYLES for name, decision in decisions.items()}
        problems += implausible(table, payments)
        problems += check_totals(table, body, payments, styles, areas, latest_year)
    return payments_frame(payments), problems


def _decisions(table: Table, body: Body, marks: Mapping[str, str]) -> dict[str, Decision]:
    """How each number column is written; empty cells of optional columns are no part of it."""
    decisions: dict[str, Decision] = {}
    for name in _NUMBERS:
        if not table.has(name):
            continue
        needed = table.dataset.column(name).needed
        cells = {index: _number_text(table, row, name) for index, row in enumerate(body.data)}
        cells = {index: text for index, text in cells.items() if text or needed}
        power = table.layout.power if name == "monthly_amount_vnd" else 0
        decisions[name] = decide(cells, power, marks.get(name))
    return decisions


def _number_text(table: Table, row: Row, name: str) -> str:
    raw = table.raw(row, name).strip()
    # A line break would become the space that groups thousands: two numbers in one cell must not become one.
    return raw if any(mark in raw for mark in "\n\r\t") else table.text(row, name)

"""A rule from its eight texts, whether typed into a form or found in a row of a file.

Belongs here: each field's rule, what must hold between them, and the month proposed where none is given. Does not:
places in a file (parameters.py) or comparison with the law that is kept (data/store).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from data.ingest.parameter_cells import read_amount, read_day, read_first_list, read_months, read_percent
from data.locale import _
from data.parsing.folding import clean, hidden_character
from data.vocabulary.parameter_names import MONTHS, PAID_BY_LIST, PARAMETER_NAMES, PERCENTS, read_evidence, read_name
from data.vocabulary.problems import Fault
from data.vocabulary.rule import MOST_DOCUMENT, Rule
from models.periods import Month
from models.policy.law.calendar import first_list_after

Value = TypeVar("Value")

LATEST_YEARS_AHEAD = 5
"""A rule is made known at most so many years before it applies; a later year is a slip of the hand."""


@dataclass
class Reading:
    """The rule, or the faults by field why there is none; `remarks` say what was taken for granted. `proposed` is the
    month of first payment taken where the text gave none."""

    rule: Rule | None = None
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    remarks: list[tuple[str, Fault]] = field(default_factory=list)
    proposed: Month | None = None


def proposed_first_list(name: str, applies_from: date, in_force_from: date | None) -> Month | None:
    """The first list that can pay by the rule; None where no list depends on it or its day in force is not known."""
    if name not in PAID_BY_LIST or in_force_from is None:
        return None
    return max(first_list_after(in_force_from), Month.of(applies_from))


def read_rule(texts: Mapping[str, str], this_year: int) -> Reading:
    """Read the texts name, value, issued_on, applies_from, in_force_from, first_paid, document, evidence (absent is
    empty). `this_year` bounds the years that are believed."""
    cells = {column: clean(text) for column, text in texts.items()}
    reading = Reading()
    for column, text in texts.items():
        character = hidden_character(text)
        if character is not None:
            reason = _("có ký tự điều khiển ẩn {character}").format(character=character)
            reading.faults.append((column, Fault(reason, _("Gõ lại ô này bằng tay."))))
    latest = this_year + LATEST_YEARS_AHEAD

    def taken(column: str, answer: Value | Fault) -> Value | None:
        if not isinstance(answer, Fault):
            return answer
        reading.faults.append((column, answer))
        return None

    def day(column: str) -> date | None:
        text = cells.get(column, "")
        return taken(column, read_day(text, latest)) if text else None

    name = taken("name", read_name(cells.get("name", "")))
    read_value = read_percent if name in PERCENTS else read_months if name in MONTHS else read_amount
    value = taken("value", read_value(cells.get("value", "")))
    issued_on = day("issued_on")
    applies_from = taken("applies_from", _first_of_month(read_day(cells.get("applies_from", ""), latest)))
    in_force_from = day("in_force_from")
    listed = cells.get("first_paid", "")
    first_paid = taken("first_paid", read_first_list(listed, latest)) if listed else None
    document = taken("document", _document(cells.get("document", "")))
    evidence = taken("evidence", read_evidence(cells.get("evidence", "")))
    if issued_on is not None and in_force_from is not None and in_force_from < issued_on:
        reading.faults.append(("in_force_from", _before(_("ngày ban hành"), issued_on)))
    if applies_from is not None and first_paid is not None and first_paid < applies_from:
        reading.faults.append(("first_paid", _before(_("ngày áp dụng"), applies_from)))
    if reading.faults or name is None or value is None or applies_from is None or document is None or evidence is None:
        return reading
    if name not in PARAMETER_NAMES:
        issued_on, in_force_from, first_paid = _without_dates(reading, issued_on, in_force_from, first_paid)
    elif first_paid is None:
        reading.proposed = proposed_first_list(name, applies_from, in_force_from)
        first_paid = None if reading.proposed is None else reading.proposed.first_day
        reading.remarks += _taken_for_granted(name, reading.proposed)
    reading.rule = Rule(name, value, issued_on, applies_from, in_force_from, first_paid, document, evidence)
    return reading


def _first_of_month(answer: date | Fault) -> date | Fault:
    if isinstance(answer, Fault) or answer.day == 1:
        return answer
    return Fault(
        _("không phải ngày đầu tháng; mức hưởng tính tròn tháng"),
        _("Ghi ngày 01 của tháng bắt đầu tính tiền, ví dụ 01/{month:02}/{year}.").format(
            month=answer.month, year=answer.year
        ),
    )


def _document(text: str) -> str | Fault:
    if text == "":
        return Fault(_("để trống"), _("Ghi số, ký hiệu văn bản, ví dụ Nghị định 335/2026/NĐ-CP, Điều 4."))
    if len(text) > MOST_DOCUMENT:
        return Fault(
            _("dài quá {most} ký tự").format(most=MOST_DOCUMENT), _("Chỉ ghi số, ký hiệu và điều khoản của văn bản.")
        )
    return text


def _before(what: str, earlier: date) -> Fault:
    return Fault(
        _("sớm hơn {what} {day}").format(what=what, day=f"{earlier:%d/%m/%Y}"), _("Kiểm tra lại hai ngày này.")
    )


def _without_dates(reading: Reading, *days: date | None) -> tuple[None, None, None]:
    """Amounts of merit keep only the day from which they apply; their decree's other dates are those of its norm."""
    if any(day is not None for day in days):
        fault = Fault(
            _("có ngày ban hành, hiệu lực hoặc tháng chi trả, nhưng mức của từng nhóm chỉ giữ ngày áp dụng"),
            _("Ghi các ngày đó ở dòng {norm} của cùng văn bản.").format(norm=_(PARAMETER_NAMES["merit.norm"])),
        )
        reading.remarks.append(("name", fault))
    return None, None, None


def _taken_for_granted(name: str, proposed: Month | None) -> list[tuple[str, Fault]]:
    if name not in PAID_BY_LIST:
        return []
    if proposed is None:
        fault = Fault(
            _("để trống, không có ngày hiệu lực để suy ra nên coi như chi trả ngay từ tháng áp dụng"),
            _("Ghi tháng chi trả đầu tiên nếu khác."),
        )
    else:
        fault = Fault(
            _("để trống nên lấy {month:02}/{year}, danh sách đầu tiên chốt sau ngày có hiệu lực").format(
                month=proposed.month, year=proposed.year
            ),
            _("Ghi tháng khác nếu thực tế chi khác."),
        )
    return [("first_paid", fault)]

"""A row of law in words: what it is called, what it pays, where it is known from, who has compared it.

Belongs here: sentences about one row. Does not: tables, charts or forms.
"""

from __future__ import annotations

import re
from typing import Any

from data.locale import _
from data.vocabulary.parameters import EVIDENCE_WORDS, PAID_BY_LIST, PARAMETER_NAMES
from models.periods import Month
from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.numbers import day, number, unit_words

_KINDS = {"Nghị định": "NĐ", "Nghị quyết": "NQ", "Quyết định": "QĐ", "Thông tư": "TT", "Luật": "Luật"}
_NUMBERED = re.compile(rf"({'|'.join(_KINDS)}) (?:số )?(\d+/\d{{4}})")


def words(name: str) -> str:
    """The parameter's name on the screen."""
    return _(PARAMETER_NAMES[name])


def amount(row: dict[str, Any]) -> str:
    """ "540.000 đồng/tháng", "50%"."""
    return with_unit(row["value"], row["unit"])


def with_unit(value: int, unit: str) -> str:
    """A value of law in its unit."""
    return f"{number(value)}%" if unit == "percent" else f"{number(value)} {unit_words(unit)}"


def paid_from(row: dict[str, Any]) -> Month | None:
    """The month of the first list at this value; None where no list pays it."""
    return Month.of(row["first_paid"] or row["applies_from"]) if row["name"] in PAID_BY_LIST else None


def unverified(row: dict[str, Any]) -> bool:
    """Known from the press or memory alone, and nobody has compared the document."""
    return row["verified_by"] is None and row["evidence"] in UNVERIFIED_EVIDENCE


def verified(row: dict[str, Any]) -> str:
    """Who has compared the document and when, or from where the row is known."""
    if row["verified_by"] is not None:
        return _("Đã đối chiếu văn bản ({actor}, {day})").format(actor=row["verified_by"], day=day(row["verified_on"]))
    source = _(EVIDENCE_WORDS[row["evidence"]])
    return _("Chưa kiểm chứng ({source})").format(source=source.lower()) if unverified(row) else source


def short_document(text: str) -> str:
    """ "Nghị định 335/2026/NĐ-CP, Điều 4" -> "NĐ 335/2026"; what has another form is cut."""
    match = _NUMBERED.match(text)
    if match is not None:
        return f"{_KINDS[match[1]]} {match[2]}"
    return text if len(text) <= 24 else f"{text[:23]}…"

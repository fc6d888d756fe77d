"""Dataset `parameters`: rows of law read from a file: values, units, dates, documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from data.ingest.base import Column, Dataset
from data.locale import _
from data.parsing.folding import clean, fold, hidden_character
from data.vocabulary.numbers import not_a_number, written
from data.vocabulary.parameters import (
    MONTHS,
    MOST_DOCUMENT,
    MOST_VND,
    NO_END,
    PAID_BY_LIST,
    PARAMETER_NAMES,
    PERCENTS,
    Rule,
    most_of,
    read_evidence,
    read_name,
)
from data.vocabulary.periods import month_out_of_range, read_period
from data.vocabulary.problems import Fault
from models.frames import PARAMETER_FILE
from models.periods import Month
from models.policy.areas.support import LONGEST
from models.policy.law.calendar import first_list_after
from models.wording.words import N_

_AMOUNT = re.compile(
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?P<mark>[., '])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?:[.,]0{1,2})?"
    r"\s*(?:đồng|đ|vnđ|vnd)?(?:\s*/\s*người)?(?:\s*/\s*tháng)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"([0-9]{1,9})(?:[.,]0{1,2})?\s*%?")
_MONTHS = re.compile(r"([0-9]{1,9})(?:[.,]0{1,2})?\s*(?:tháng)?", re.IGNORECASE)
_UNITS = re.compile(r"(?:\b|[0-9])(?:nghin|ngan|trieu|tr|ty|ti|k)\b")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{4})")
_IN_WORDS = re.compile(r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
Value = TypeVar("Value")
LATEST_YEARS_AHEAD = 5
"""A rule is published at most so many years before it applies; a later year is a typing error."""
LONGEST_IN_FORCE = 20
"""A document that names its end does so at most so many years ahead."""
_NO_END = frozenset({"khong", "khong co", "khong thoi han", "con hieu luc"})


def read_amount(text: str, most: int = MOST_VND) -> int | Fault:
    """Whole đồng above 0 of a cleaned cell: 540000, 540.000, 540 000, "540.000 đồng/tháng"."""
    example = _("Ghi đủ số đồng, ví dụ 540.000.")
    if text == "":
        return Fault(_("để trống"), example)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        if _UNITS.search(fold(text)):
            return Fault(_("ghi theo nghìn, triệu hoặc tỷ"), example)
        return Fault(not_a_number(text).reason, example)
    value = int("".join(re.findall("[0-9]+", match["whole"])))
    if value == 0:
        return Fault(_("phải lớn hơn 0"), _("Ghi đủ số đồng, ví dụ 540.000; mức bị bãi bỏ thì không nhập ở đây."))
    if value > most:
        return Fault(_("vượt mức tối đa {most} đồng một tháng").format(most=written(most)), example)
    return value


def read_months(text: str) -> int | Fault:
    """Whole months of a cleaned cell: 24, "24 tháng"."""
    example = _("Ghi số tháng nguyên, ví dụ 24.")
    if text == "":
        return Fault(_("để trống"), example)
    match = _MONTHS.fullmatch(text)
    if match is None:
        return Fault(not_a_number(text).reason, example)
    value = int(match[1])
    if not 1 <= value <= LONGEST:
        return Fault(_("không nằm trong 1 đến {most} tháng").format(most=LONGEST), example)
    return value


def read_percent(text: str, most: int = 100) -> int | Fault:
    """Whole percent from 0 to `most` of a cleaned cell: 50, "50%"."""
    example = _("Ghi số phần trăm nguyên, ví dụ 50.")
    if text == "":
        return Fault(_("để trống"), example)
    match = _PERCENT.fullmatch(text)
    if match is None and _AMOUNT.fullmatch(text) is None:
        return Fault(not_a_number(text).reason, example)
    if match is None or int(match[1]) > most:
        return Fault(_("không nằm trong 0 đến {most}%").format(most=most), example)
    return int(match[1])


def read_day(text: str, latest_year: int) -> date | Fault:
    """The day of a cleaned cell: 05/10/2026, 5-10-2026, 2026-10-05, "ngày 05 tháng 10 năm 2026"; the day comes
    first."""
    remedy = _("Ghi ngày dạng ngày/tháng/năm, ví dụ 05/10/2026.")
    if text == "":
        return Fault(_("để trống"), remedy)
    parts = _parts(text)
    if parts is None:
        return Fault(_not_a_day(text, latest_year), remedy)
    year, month, day = parts
    if reason := month_out_of_range(year, month, latest_year):
        return Fault(reason, remedy)
    try:
        return date(year, month, day)
    except ValueError:
        return Fault(_("không có trong lịch"), remedy)


def read_first_list(text: str, latest_year: int) -> date | Fault:
    """The first day of the month a cell names, as a month (11/2026) or as its first day (01/11/2026)."""
    remedy = _("Ghi tháng, ví dụ 11/2026.")
    if _parts(text) is not None:
        day = read_day(text, latest_year)
        if isinstance(day, date) and day.day != 1:
            return Fault(_("là một ngày, còn danh sách chi trả lập theo tháng"), remedy)
        return day
    month = read_period(text, latest_year)
    return month.first_day if isinstance(month, Month) else Fault(month.reason, remedy)


def read_end(text: str, latest_year: int) -> date | Fault:
    """The last day a rule is in force; NO_END where the cell says that there is none."""
    if fold(text) in _NO_END:
        return NO_END
    day = read_day(text, latest_year)
    if isinstance(day, date):
        return day
    return Fault(day.reason, _("Ghi ngày cuối cùng còn hiệu lực, ví dụ 31/12/2030; bỏ ngày đang ghi thì ghi “không”."))


@dataclass
class Reading:
    """The rule, or the faults by field that explain why there is none; `remarks` name what was assumed. `proposed` is
    the month of first payment where the text gave none."""

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
    """Reads the texts name, value, issued_on, applies_from, in_force_from, in_force_until, first_paid, document,
    evidence (absent is empty). Years later than `this_year` + LATEST_YEARS_AHEAD are faults, but of an end."""
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
    written_value, most = cells.get("value", ""), most_of(name or "")
    if name in MONTHS:
        value = taken("value", read_months(written_value))
    else:
        value = taken("value", (read_percent if name in PERCENTS else read_amount)(written_value, most))
    issued_on = day("issued_on")
    applies_from = taken("applies_from", _first_of_month(read_day(cells.get("applies_from", ""), latest)))
    in_force_from = day("in_force_from")
    ends = cells.get("in_force_until", "")
    in_force_until = taken("in_force_until", read_end(ends, this_year + LONGEST_IN_FORCE)) if ends else None
    listed = cells.get("first_paid", "")
    first_paid = taken("first_paid", read_first_list(listed, latest)) if listed else None
    document = taken("document", _document(cells.get("document", "")))
    evidence = taken("evidence", read_evidence(cells.get("evidence", "")))
    if issued_on is not None and in_force_from is not None and in_force_from < issued_on:
        reading.faults.append(("in_force_from", _before(_("ngày ban hành"), issued_on)))
    if in_force_until is not None and applies_from is not None and in_force_until < applies_from:
        reading.faults.append(("in_force_until", _before(_("ngày áp dụng"), applies_from)))
    elif in_force_until is not None and in_force_from is not None and in_force_until < in_force_from:
        reading.faults.append(("in_force_until", _before(_("ngày có hiệu lực"), in_force_from)))
    if applies_from is not None and first_paid is not None and first_paid < applies_from:
        reading.faults.append(("first_paid", _before(_("ngày áp dụng"), applies_from)))
    if reading.faults or name is None or value is None or applies_from is None or document is None or evidence is None:
        return reading
    if name not in PARAMETER_NAMES:
        _without_dates(reading, issued_on, in_force_from, first_paid, in_force_until)
        issued_on = in_force_from = first_paid = in_force_until = None
    elif first_paid is None:
        reading.proposed = proposed_first_list(name, applies_from, in_force_from)
        first_paid = None if reading.proposed is None else reading.proposed.first_day
        reading.remarks += _taken_for_granted(name, reading.proposed)
    reading.rule = Rule(
        name, value, issued_on, applies_from, in_force_from, first_paid, document, evidence, in_force_until
    )
    return reading


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year, month, day of a written day, whether the calendar has it or not."""
    iso = _ISO.fullmatch(text)
    if iso is not None:
        return int(iso[1]), int(iso[2]), int(iso[3])
    match = _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(fold(text))
    return None if match is None else (int(match[3]), int(match[2]), int(match[1]))


def _not_a_day(text: str, latest_year: int) -> str:
    if isinstance(read_period(text, latest_year), Month):
        return _("là tháng, chưa có ngày")
    if re.fullmatch(r"(?:nam )?[0-9]{4}", fold(text)):
        return _("là năm, chưa có ngày và tháng")
    if re.fullmatch(r"[0-9]{5}(?:[.,]0+)?", text):
        return _("là số ngày của Excel, không phải ngày")
    return _("không phải là một ngày")


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


def _without_dates(reading: Reading, *days: date | None) -> None:
    """Amounts of merit keep only the day from which they apply; their decree's other dates are those of its norm."""
    if any(day is not None for day in days):
        fault = Fault(
            _("có ngày ban hành, hiệu lực hoặc tháng chi trả, nhưng mức của từng nhóm chỉ giữ ngày áp dụng"),
            _("Ghi các ngày đó ở dòng {norm} của cùng văn bản.").format(norm=_(PARAMETER_NAMES["merit.norm"])),
        )
        reading.remarks.append(("name", fault))


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


DATASET = Dataset(
    "parameters",
    N_("Mức chuẩn và văn bản"),
    PARAMETER_FILE,
    (
        Column(
            "name",
            N_("Tên mức"),
            "ten|noi dung|ten muc chuan|loai muc chuan|ten che do|che do|ma muc|ten hoac ma muc|loai muc|parameter|muc "
            "gi",
        ),
        Column("label", N_("Diễn giải"), "ghi ro|dien giai muc"),
        Column(
            "value",
            N_("Mức, đồng/tháng"),
            "muc|gia tri|muc dong|muc tien|muc tien dong|muc chuan dong|muc chuan dong thang|muc tro cap|muc huong"
            "|muc huong dong thang|muc moi|muc chuan|muc dong nguoi thang|so tien|so "
            "dong",
            needed=True,
        ),
        Column("issued_on", N_("Ngày ban hành"), "ban hanh|ban hanh ngay|ngay ky"),
        Column(
            "applies_from",
            N_("Áp dụng từ ngày"),
            "ap dung|ngay ap dung|ap dung tu|thoi diem ap dung|tinh tu ngay|huong tu|huong tu ngay",
            needed=True,
        ),
        Column(
            "in_force_from",
            N_("Có hiệu lực từ ngày"),
            "hieu luc|hieu luc tu|hieu luc tu ngay|ngay co hieu luc|co hieu luc|ngay hieu luc|co hieu luc tu",
        ),
        Column(
            "in_force_until",
            N_("Có hiệu lực đến ngày"),
            "co hieu luc den|het hieu luc|ngay het hieu luc|het hieu luc tu sau ngay|hieu luc den|hieu luc den ngay|ap "
            "dung den|ap dung den ngay|den ngay",
        ),
        Column("first_paid", N_("Chi trả từ tháng"), "chi tra tu|chi tra theo muc moi tu thang|thang chi tra dau tien"),
        Column(
            "document",
            N_("Văn bản"),
            "so van ban|van ban quy dinh|can cu|can cu phap ly|so hieu van ban|so hieu|so ky hieu|so ky hieu van ban"
            "|ten van ban",
            needed=True,
        ),
        Column("evidence", N_("Nguồn thông tin"), "nguon|lay tu dau|tinh chat", needed=True),
    ),
    ("name",),
)
"""Dated rules; `label` says in words what a code is about and is not kept."""

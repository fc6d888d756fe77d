"""Numbers as people write them, in the Vietnamese or the international form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.locale import _
from data.vocabulary.problems import Fault
from models.wording import numbers

LONGEST = 40
"""Characters of the longest text that is read as a number."""
PLACES = 4
"""Decimal places that a decimal figure may have."""


@dataclass(frozen=True)
class Style:
    """How a column writes numbers; `pattern` finds the whole part and the fraction."""

    grouping: str
    decimal: str

    @property
    def pattern(self) -> str:
        group, decimal = re.escape(self.grouping), re.escape(self.decimal)
        integer = rf"[0-9]+|[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+|[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+"
        return rf"({integer})(?:{decimal}([0-9]+))?"


VIETNAMESE = Style(grouping=".", decimal=",")
INTERNATIONAL = Style(grouping=",", decimal=".")
STYLES = (VIETNAMESE, INTERNATIONAL)
_PATTERNS = {style: re.compile(style.pattern) for style in STYLES}


def read_number(text: str, style: Style, power: int = 0) -> int | None:
    """The text times 10^power if it is a number of this style and the result is whole; otherwise None."""
    if len(text) > LONGEST:
        return None
    match = _PATTERNS[style].fullmatch(text.replace("'", " ").replace("’", " "))
    if match is None:
        return None
    fraction = (match[2] or "").rstrip("0")
    if len(fraction) > power:
        return None
    return int("".join(re.findall("[0-9]+", match[1])) + fraction.ljust(power, "0"))


def written(number: int) -> str:
    """A whole number the Vietnamese way, with the hyphen that files have: 20.355, -20.355."""
    return numbers.number(number).replace(numbers.MINUS, "-")


def written_decimal(scaled: int, places: int) -> str:
    """A number given in units of 10^-places, the Vietnamese way: 21100 with 4 places is 2,11."""
    integer, fraction = divmod(abs(scaled), 10**places)
    digits = f"{fraction:0{places}}".rstrip("0") if places else ""
    return ("-" if scaled < 0 else "") + written(integer) + (f",{digits}" if digits else "")


def not_a_number(text: str, power: int = 0, *, decimal: bool = False) -> Fault:
    """Why a text is no number that may stand in a file, and what to write. `decimal`: it need not be whole."""
    example = _("Nhập số từ 0 trở lên, ví dụ 300.")
    if text == "":
        return Fault(_("để trống"), _("Nhập số, ví dụ 300; nếu không có thì ghi 0."))
    if not re.search("[0-9]", text):
        return Fault(_("không phải là số"), example)
    if re.fullmatch(r"[-−–]\s*[0-9][0-9.,\s]*|\([0-9][0-9.,\s]*\)", text):
        return Fault(_("là số âm"), example)
    if re.fullmatch(r"[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+", text):
        return Fault(
            _("là số bị Excel rút gọn nên mất chữ số"), _("Đổi định dạng ô thành Number (Số) rồi lưu lại tệp.")
        )
    if len(text) > LONGEST:
        return Fault(_("dài quá mức của một con số"), example)
    if any(read_number(text, style, 30) is not None for style in STYLES):
        return _too_fine(power, decimal=decimal)
    return Fault(_("không phải là số"), _("Chỉ ghi chữ số trong ô, ví dụ 300 hoặc 1.200."))


def _too_fine(power: int, *, decimal: bool) -> Fault:
    if decimal:
        reason = _("có quá {places} chữ số sau dấu thập phân").format(places=PLACES)
        return Fault(reason, _("Làm tròn đến {places} chữ số sau dấu thập phân.").format(places=PLACES))
    unit = _("có phần lẻ nên không phải số nguyên") if power == 0 else _("có phần lẻ nhỏ hơn một đồng")
    return Fault(unit, _("Ghi số nguyên, không có phần thập phân."))

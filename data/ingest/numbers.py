"""Whole numbers from text in the Vietnamese or the international form, decided for a whole column.

Belongs here: which texts are numbers, exact scaling by a unit, and the choice between "3.912,5" and "3,912.5". Does not:
caps on what a number may be. No float and no rounding anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.ingest.problems import Fault
from data.locale import _
from data.parsing.folding import fold

_LONGEST = 40
_NOTHING = frozenset({"", "nan", "null", "none", "na", "n a", "x", "khong"})


@dataclass(frozen=True)
class Style:
    """How a column writes numbers."""

    grouping: str
    decimal: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return _PATTERNS[self]


VIETNAMESE = Style(grouping=".", decimal=",")
INTERNATIONAL = Style(grouping=",", decimal=".")
STYLES = (VIETNAMESE, INTERNATIONAL)


def _pattern(style: Style) -> re.Pattern[str]:
    group, decimal = re.escape(style.grouping), re.escape(style.decimal)
    whole = rf"[0-9]+|[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+|[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+"
    return re.compile(rf"(?P<whole>{whole})(?:{decimal}(?P<fraction>[0-9]+))?")


_PATTERNS = {style: _pattern(style) for style in STYLES}


@dataclass(frozen=True)
class Decision:
    """What a column says: `values` by row, or `faults` by row; `styles` are the ways of writing still possible."""

    values: Mapping[int, int]
    faults: Mapping[int, Fault]
    styles: tuple[Style, ...]


def read_number(text: str, style: Style, power: int = 0) -> int | None:
    """The text times 10^power if it is a number of this style and the result is whole; otherwise None."""
    if len(text) > _LONGEST:
        return None
    match = style.pattern.fullmatch(text.replace("'", " ").replace("’", " "))
    if match is None:
        return None
    fraction = (match["fraction"] or "").rstrip("0")
    if len(fraction) > power:
        return None
    return int("".join(re.findall("[0-9]+", match["whole"])) + fraction.ljust(power, "0"))


def written(number: int) -> str:
    """A whole number the Vietnamese way: 20.355."""
    return f"{number:,}".replace(",", ".")


def decide(cells: Mapping[int, str], power: int = 0, mark: str | None = None) -> Decision:
    """Read all cells of a column (row -> cleaned text) in the one style that fits them.

    A style fits when every number of the column is whole in it. Where both fit and differ, every cell that differs is
    ambiguous, unless `mark` (the decimal mark, answered by the user) settles it. Cells that fit no style are faulty.
    """
    allowed = STYLES if mark is None else tuple(style for style in STYLES if style.decimal == mark)
    readings = {key: {style: read_number(text, style, power) for style in allowed} for key, text in cells.items()}
    faults = {
        key: not_a_number(cells[key], power) for key, by_style in readings.items() if set(by_style.values()) == {None}
    }
    sound = {key: by_style for key, by_style in readings.items() if key not in faults}
    fitting = tuple(style for style in allowed if all(by_style[style] is not None for by_style in sound.values()))
    if not fitting:
        return Decision({}, faults | _conflicting(sound), ())
    values: dict[int, int] = {}
    for key, by_style in sound.items():
        read = {value for style in fitting if (value := by_style[style]) is not None}
        if len(read) == 1:
            values[key] = read.pop()
        else:
            faults[key] = _ambiguous()
    return Decision(values, faults, fitting)


def not_a_number(text: str, power: int = 0) -> Fault:
    """Why a text is no whole number that may stand in a file, and what to write."""
    example = _("Nhập số từ 0 trở lên, ví dụ 300.")
    if text == "":
        return Fault(_("để trống"), _("Nhập số, ví dụ 300; nếu không có thì ghi 0."))
    if fold(text) in _NOTHING or not re.search("[0-9]", text):
        return Fault(_("không phải là số"), example)
    if re.fullmatch(r"[-−–]\s*[0-9][0-9.,\s]*|\([0-9][0-9.,\s]*\)", text):
        return Fault(_("là số âm"), example)
    if re.fullmatch(r"[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+", text):
        return Fault(
            _("là số bị Excel rút gọn nên mất chữ số"), _("Đổi định dạng ô thành Number (Số) rồi lưu lại tệp.")
        )
    if len(text) > _LONGEST:
        return Fault(_("dài quá mức của một con số"), example)
    if any(read_number(text, style, 30) is not None for style in STYLES):
        unit = _("có phần lẻ nên không phải số nguyên") if power == 0 else _("có phần lẻ nhỏ hơn một đồng")
        return Fault(unit, _("Ghi số nguyên, không có phần thập phân."))
    return Fault(_("không phải là số"), _("Chỉ ghi chữ số trong ô, ví dụ 300 hoặc 1.200."))


def _conflicting(sound: Mapping[int, Mapping[Style, int | None]]) -> dict[int, Fault]:
    fault = Fault(
        _("viết số khác kiểu với các ô khác trong cột (lúc dùng dấu chấm, lúc dùng dấu phẩy để phân cách)"),
        _("Ghi mọi số trong cột theo cùng một kiểu, tốt nhất là không có dấu phân cách, ví dụ 3912."),
    )
    return {key: fault for key, by_style in sound.items() if None in by_style.values()}


def _ambiguous() -> Fault:
    return Fault(
        _("có thể hiểu theo hai cách: dấu phân cách hàng nghìn hoặc dấu thập phân"),
        _("Ghi lại số không có dấu phân cách, ví dụ 3912."),
    )

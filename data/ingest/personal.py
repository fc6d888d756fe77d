"""Refusal of files that must not be read at all: personal data (names, identity numbers, telephone numbers), and
illustrative figures that this application produced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from data.ingest.areas import Areas
from data.ingest.base import Dataset, Row, Sheet, letter
from data.ingest.header import SEARCHED_ROWS, Layout
from data.locale import _
from data.parsing.folding import clean, fold, words
from data.vocabulary.problems import Fault, Problem, error

_HEADING_CHARACTERS = 60
_SAMPLED_VALUES = 500
# Two words are as often a province (Hà Nam, Cao Bằng) as a person.
_NAME_WORDS = 3
_HEADINGS = [
    "ho ten", "ho va ten", "ho dem", "ten nguoi huong", "ten doi tuong huong", "cccd", "so cccd", "can cuoc",
    "so can cuoc", "the can cuoc", "cmnd", "so cmnd", "cmt", "so cmt", "chung minh nhan dan", "so chung minh",
    "so dinh danh", "ma dinh danh", "dinh danh ca nhan", "ngay sinh", "ngay thang nam sinh", "nam sinh", "full name",
    "citizen id", "national id", "date of birth",
]  # fmt: skip
# Also what a letterhead says of the office: only a heading that is nothing else counts.
_WHOLE_HEADINGS = frozenset(
    {
        "so dien thoai",
        "dien thoai",
        "sdt",
        "so dt",
        "dien thoai lien he",
        "so tai khoan",
        "stk",
        "so tai khoan ngan hang",
    }
    | {"ten nguoi nhan", "phone", "so so linh tien", "so so linh tro cap"}
)
_CITIZEN = re.compile(r"(?<![0-9.,])(?<![0-9] )0[0-9]{2}[ .]?[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3}(?![0-9])")
# 12 digits, or 11 where Excel has taken the leading nought; 9 digits of an identity card; telephone numbers.
_TWELVE_DIGITS = re.compile(r"'?[0-9]{11,12}")
_NINE_DIGITS = re.compile(r"'?[0-9]{9}")
_TELEPHONE = re.compile(r"'?(?:\+?84|0)[ .-]?[35789](?:[ .-]?[0-9]){8}")
_MONEY_HEADING = re.compile(
    r".*\b(?:kinh phi|so tien|tien|dong|vnd|du toan|quyet toan|luy ke|tam ung|tong|cong|so lieu|gia tri)\b.*"
)
_ROUND = 100
"""Amounts of money in đồng are whole hundreds far more often than numbers of persons are."""
_SURNAMES = frozenset(
    ["nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong",
        "ly", "dinh", "mai", "trinh", "dao", "doan", "truong", "cao", "lam", "luong", "luu", "ha", "ta", "chu",
        "vuong", "tong", "phung", "quach", "kieu", "khuat", "nghiem", "lai", "bach", "trieu"]
)  # fmt: skip
# "cao tuổi nghèo" begins with a surname: without capitals only these words make a name.
_MIDDLE_NAMES = frozenset({"thi", "van"})
_ILLUSTRATIVE, _ASSUMED = "so lieu minh hoa", ("co cau nhom doi tuong la gia dinh", "dua tren co cau nhom gia dinh")


def personal_data(sheet: Sheet, layout: Layout | None, dataset: Dataset, areas: Areas) -> Problem | None:
    """The first column of a sheet that holds names or numbers of persons; None for an aggregate table."""
    rows = sheet.rows
    top = rows[: layout.first] if layout is not None else rows[:SEARCHED_ROWS]
    titles = 0 if layout is None else layout.first - len(layout.levels)
    for number, row in enumerate(top):
        for index, cell in enumerate(row.cells):
            if _personal_heading(cell, whole_cell=number >= titles):
                return _refused(sheet, index)
    below = rows[layout.first :] if layout is not None else rows
    ours = set() if layout is None else {*layout.index_of.values(), *layout.figures(dataset)}
    for index, column in enumerate(zip_longest(*(row.cells for row in below), fillvalue="")):
        heading = layout.unknown.get(index, "") if layout is not None else ""
        values = Counter(value.strip() for value in column)
        del values[""]
        if _personal_values(
            values, areas, ours=index in ours, money=_MONEY_HEADING.fullmatch(fold(heading)) is not None
        ):
            return _refused(sheet, index)
    return None


def illustrative(rows: Iterable[Row]) -> Problem | None:
    """The refusal of a file that carries the mark of figures the app made for trying out or assumed."""
    seen: set[str] = set()
    for row in rows:
        seen.update(row.cells)
    for cell in seen:
        if len(cell) >= len(_ILLUSTRATIVE) and "minh" in cell.casefold() and _ILLUSTRATIVE in fold(clean(cell)):
            return error(Fault(_("Tệp có số liệu minh họa; hãy thay bằng số thật trước khi nạp"), ""), "illustrative")
        if len(cell) >= len(_ASSUMED[1]) and "giả" in cell.casefold() and any(m in fold(clean(cell)) for m in _ASSUMED):
            return error(Fault(_("Tệp có số giả định; hãy thay bằng số thật trước khi nạp"), ""), "illustrative")
    return None


def _personal_heading(cell: str, *, whole_cell: bool) -> bool:
    if not cell or len(cell) > _HEADING_CHARACTERS:
        return False
    heading = fold(cell)
    if whole_cell and heading in _WHOLE_HEADINGS:
        return True
    return any(heading == listed or heading.startswith(listed + " ") for listed in _HEADINGS)


def _personal_values(values: Counter[str], areas: Areas, *, ours: bool, money: bool) -> bool:
    """Whether the values of a column are names or numbers of persons. `ours`: a column of the dataset, where many
    digits may be an amount; `money`: another column whose heading names an amount."""
    if any(_CITIZEN.search(value) for value in values if len(value) >= 12):
        return True
    sample = values.most_common(_SAMPLED_VALUES)
    sampled = sum(count for _value, count in sample)
    if not ours and not money and _numbers_of_persons([value for value, _count in sample]):
        return True
    names = sum(count for value, count in sample if _person(value, areas))
    return names > 0 and 2 * names >= sampled


def _numbers_of_persons(values: Sequence[str]) -> bool:
    """Whether most different values are numbers of cards or telephones; round ones are rather amounts."""
    if 2 * sum(_TELEPHONE.fullmatch(value) is not None for value in values) > len(values):
        return True
    long = [value for value in values if _TWELVE_DIGITS.fullmatch(value)]
    short = [value for value in values if _NINE_DIGITS.fullmatch(value)]
    return any(
        2 * len(numbers) > len(values)
        and 4 * sum(int(number.strip("'")) % _ROUND == 0 for number in numbers) < len(numbers)
        for numbers in (long, short)
    )


def _person(value: str, areas: Areas) -> bool:
    parts = words(value)
    if not _NAME_WORDS <= len(parts) <= 6 or not all(part.isalpha() for part in parts):
        return False
    folded = fold(value).split()
    written = all(part[0].isupper() for part in parts) or folded[1] in _MIDDLE_NAMES
    return written and folded[0] in _SURNAMES and not areas.is_area(value)


def _refused(sheet: Sheet, index: int) -> Problem:
    return Problem(
        "error",
        _("có họ tên hoặc số định danh cá nhân"),
        _("Phần mềm không nhận dữ liệu cá nhân; hãy dùng bảng tổng hợp."),
        column=letter(index),
        code="personal",
        sheet=sheet.rows[0].sheet,
    )

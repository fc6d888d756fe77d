"""Files that must not be read at all: personal data, and illustrative figures the app itself made.

Belongs here: recognising names of persons, citizen numbers and the illustrative mark. Does not: any message that repeats
a value of such a file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from data.ingest.book import Row, letter
from data.ingest.header import Layout
from data.ingest.matching import Areas
from data.ingest.problems import Fault, Problem, error
from data.locale import _
from data.parsing.folding import clean, fold, words

_SEARCHED_ROWS = 30
_HEADING_CHARACTERS = 60
_SAMPLED_VALUES = 500
# Two words are as often a province (Hà Nam, Cao Bằng) as a person.
_NAME_WORDS = 3
_HEADINGS = [
    "ho ten",
    "ho va ten",
    "ho dem",
    "ten nguoi huong",
    "ten doi tuong huong",
    "cccd",
    "so cccd",
    "can cuoc",
    "so can cuoc",
    "the can cuoc",
    "cmnd",
    "so cmnd",
    "cmt",
    "so cmt",
    "chung minh nhan dan",
    "so chung minh",
    "so dinh danh",
    "ma dinh danh",
    "dinh danh ca nhan",
    "ngay sinh",
    "ngay thang nam sinh",
    "nam sinh",
    "full name",
    "citizen id",
    "national id",
    "date of birth",
]
_CITIZEN = re.compile(r"(?<![0-9.,])(?<![0-9] )0[0-9]{2}[ .]?[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3}(?![0-9])")
_TWELVE_DIGITS = re.compile(r"'?[0-9]{12}")
_SURNAMES = frozenset(
    [
        "nguyen",
        "tran",
        "le",
        "pham",
        "hoang",
        "huynh",
        "phan",
        "vu",
        "vo",
        "dang",
        "bui",
        "do",
        "ho",
        "ngo",
        "duong",
        "ly",
        "dinh",
        "mai",
        "trinh",
        "dao",
        "doan",
        "truong",
        "cao",
        "lam",
        "luong",
        "luu",
        "ha",
        "ta",
        "chu",
        "vuong",
        "tong",
        "phung",
        "quach",
        "kieu",
        "khuat",
        "nghiem",
        "lai",
        "bach",
        "trieu",
    ]
)
_ILLUSTRATIVE = "so lieu minh hoa"


def personal_data(rows: Sequence[Row], layout: Layout | None, areas: Areas) -> Problem | None:
    """The first column that holds names or numbers of persons; None for an aggregate table."""
    top = rows[: layout.first] if layout is not None else rows[:_SEARCHED_ROWS]
    for row in top:
        for index, cell in enumerate(row.cells):
            if _personal_heading(cell):
                return _refused(index)
    below = rows[layout.first :] if layout is not None else rows
    for index in range(max((len(row.cells) for row in rows), default=0)):
        values = Counter(row.cells[index].strip() for row in below if index < len(row.cells))
        del values[""]
        ours = layout is not None and index in layout.places.values()
        if _personal_values(values, areas, ours=ours):
            return _refused(index)
    return None


def illustrative(rows: Iterable[Row]) -> Problem | None:
    """The refusal of a file that carries the mark of figures the app made for trying out."""
    for row in rows:
        for cell in row.cells:
            if len(cell) >= len(_ILLUSTRATIVE) and "minh" in cell.casefold() and _ILLUSTRATIVE in fold(clean(cell)):
                return error(Fault(_("Tệp có số liệu minh họa; hãy thay bằng số thật trước khi nạp"), ""))
    return None


def _personal_heading(cell: str) -> bool:
    if not cell or len(cell) > _HEADING_CHARACTERS:
        return False
    heading = fold(cell)
    return any(heading == known or heading.startswith(known + " ") for known in _HEADINGS)


def _personal_values(values: Counter[str], areas: Areas, *, ours: bool) -> bool:
    """`ours`: a column of the dataset, where twelve digits may be an amount."""
    if any(_CITIZEN.search(value) for value in values if len(value) >= 12):
        return True
    sample = values.most_common(_SAMPLED_VALUES)
    sampled = sum(count for _value, count in sample)
    if not ours and 2 * sum(count for value, count in sample if _TWELVE_DIGITS.fullmatch(value)) > sampled:
        return True
    names = sum(count for value, count in sample if _person(value, areas))
    return names > 0 and 2 * names >= sampled


def _person(value: str, areas: Areas) -> bool:
    parts = words(value)
    if not _NAME_WORDS <= len(parts) <= 6 or not all(part.isalpha() and part[0].isupper() for part in parts):
        return False
    return fold(parts[0]) in _SURNAMES and not areas.is_area(value)


def _refused(index: int) -> Problem:
    return Problem(
        "error",
        _("có họ tên hoặc số định danh cá nhân"),
        _("Phần mềm không nhận dữ liệu cá nhân; hãy dùng bảng tổng hợp."),
        column=letter(index),
    )

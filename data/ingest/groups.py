"""Programmes and benefit groups as files name them.

Belongs here: matching the group cell to a programme's name or a benefit group's code, and the kind of payment. Does not:
what a group is paid (models/policy).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache

from data.ingest.matching import seed_rows
from data.ingest.problems import Fault
from data.locale import _
from data.parsing.folding import clean, fold

PROGRAMMES = ("Người có công", "Bảo trợ xã hội")
"""Stored as written here, whatever language the screen has: they are part of the payments contract."""

KINDS = ("hằng tháng", "truy lĩnh", "mai táng", "một lần", "hoàn trả")

_OTHER_NAMES = (
    ("NCC", PROGRAMMES[0]),
    ("Người có công với cách mạng", PROGRAMMES[0]),
    ("Ưu đãi người có công", PROGRAMMES[0]),
    ("BTXH", PROGRAMMES[1]),
    ("Đối tượng bảo trợ xã hội", PROGRAMMES[1]),
)
_KIND_NAMES = {fold(kind): kind for kind in KINDS} | {"mai tang phi": "mai táng", "ho tro mai tang": "mai táng"}


def read_group(text: str) -> str | Fault:
    """The programme's name or the benefit group's code of a cleaned cell."""
    if text == "":
        return Fault(_("để trống"), _("Ghi tên chương trình, ví dụ {name}.").format(name=PROGRAMMES[0]))
    names = _names()
    found = names.get(fold(text))
    if found is not None:
        return found
    near = difflib.get_close_matches(fold(text)[:100], names, n=1, cutoff=0.75)
    if near:
        return Fault(
            _("không có trong danh mục nhóm đối tượng; có phải '{name}'?").format(name=_written()[names[near[0]]]),
            _("Sửa ô này theo đúng danh mục."),
        )
    return Fault(
        _("không có trong danh mục nhóm đối tượng"),
        _("Ghi '{first}', '{second}', hoặc mã nhóm trong danh mục, ví dụ disab_severe.").format(
            first=PROGRAMMES[0], second=PROGRAMMES[1]
        ),
    )


def read_kind(text: str) -> str | Fault:
    """The kind of payment; an empty cell is the monthly payment."""
    if text == "":
        return KINDS[0]
    found = _KIND_NAMES.get(fold(text))
    if found is not None:
        return found
    return Fault(_("không phải hình thức chi đã biết"), _("Ghi một trong: {kinds}.").format(kinds=", ".join(KINDS)))


@lru_cache(maxsize=1)
def _written() -> dict[str, str]:
    """Value -> how it is written out: a programme as it is, a group by its name in the seed files."""
    files = ("merit_groups.csv", "protection_groups.csv")
    groups = {row["group"]: clean(row["name_vi"]) for file in files for row in seed_rows(file)}
    return {name: name for name in PROGRAMMES} | groups


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return folded_names(
        [(name, value) for value, name in _written().items()]
        + [(value, value) for value in _written()]
        + list(_OTHER_NAMES)
    )


def folded_names(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded name -> value; raises ValueError where two names fold alike but mean different values."""
    names: dict[str, str] = {}
    for name, value in pairs:
        if names.setdefault(fold(name), value) != value:
            raise ValueError(f"two names fold alike: {name!r}")
    return names

"""Programmes, benefit groups and kinds of payment as files name them.

Belongs here: matching a cell to a programme's name or a benefit group's code, and the kind of payment. Does not: the names
(group_names.py) or what a group is paid (models/policy).
"""

from __future__ import annotations

import difflib

from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.group_names import (
    PROGRAMME_SCHEMES,
    folded_names,
    names,
    shared_names,
    without_decree,
    written_names,
)
from data.vocabulary.numbering import unnumbered
from data.vocabulary.problems import Fault

PROGRAMMES = tuple(PROGRAMME_SCHEMES)
KINDS = ("hằng tháng", "truy lĩnh", "mai táng", "một lần", "hoàn trả")
"""Kinds of payment as kept: monthly, back-pay, funeral, one-off, and money paid back to the budget."""
_KINDS = folded_names(
    [(kind, kind) for kind in KINDS]
    + [(name, "hằng tháng") for name in ("Hàng tháng", "Thường xuyên", "Trợ cấp hằng tháng", "Trợ cấp thường xuyên")]
    + [(name, "truy lĩnh") for name in ("Truy lĩnh trợ cấp", "Chi truy lĩnh")]
    + [(name, "mai táng") for name in ("Mai táng phí", "Hỗ trợ mai táng", "Hỗ trợ chi phí mai táng", "MTP")]
    + [(name, "một lần") for name in ("Trợ cấp một lần", "1 lần", "Chi một lần")]
    + [(name, "hoàn trả") for name in ("Thu hồi", "Hoàn trả ngân sách", "Nộp trả ngân sách")]
)
_NAMED = 3


def read_group(text: str) -> str | Fault:
    """The programme's name or the benefit group's code of a cleaned cell."""
    first, second = PROGRAMMES[:2]
    if text == "":
        return Fault(_("để trống"), _("Ghi tên chương trình, ví dụ {name}.").format(name=first))
    folded = without_decree(fold(unnumbered(text)))
    found = names().get(folded)
    if found is not None:
        return found
    shared = shared_names().get(folded)
    if shared is not None:
        return _shared(shared)
    near = difflib.get_close_matches(folded[:100], names(), n=1, cutoff=0.75)
    if near:
        return Fault(
            _("không có trong danh mục nhóm đối tượng; có phải '{name}'?").format(
                name=written_names()[names()[near[0]]]
            ),
            _("Sửa ô này theo đúng danh mục."),
        )
    return Fault(
        _("không có trong danh mục nhóm đối tượng"),
        _("Ghi '{first}', '{second}', hoặc mã nhóm trong danh mục, ví dụ disab_severe.").format(
            first=first, second=second
        ),
    )


def read_kind(text: str) -> str | Fault:
    """The kind of payment; an empty cell is the monthly payment."""
    if text == "":
        return KINDS[0]
    found = _KINDS.get(fold(text))
    if found is not None:
        return found
    return Fault(_("không phải hình thức chi đã biết"), _("Ghi một trong: {kinds}.").format(kinds=", ".join(KINDS)))


def _shared(values: tuple[str, ...]) -> Fault:
    listed = "; ".join(f"'{written_names()[value]}'" for value in values[:_NAMED])
    more = "; …" if len(values) > _NAMED else ""
    return Fault(
        _("gồm {count} nhóm có mức khác nhau: {names}").format(count=len(values), names=listed + more),
        _("Ghi riêng từng nhóm, hoặc ghi tên chương trình nếu là số chung."),
    )

"""What a poverty review counts, as files name it: hộ nghèo or hộ cận nghèo, hộ or nhân khẩu.

Belongs here: words and their codes. Does not: the columns of such a file (datasets/households.py).
"""

from __future__ import annotations

from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.group_names import folded_names
from data.vocabulary.problems import Fault
from models.wording.words import N_

CATEGORY_NAMES = {"poor": N_("Hộ nghèo"), "near_poor": N_("Hộ cận nghèo")}
COUNTED_NAMES = {"households": N_("Hộ"), "people": N_("Nhân khẩu")}

_CATEGORIES = folded_names(
    [(name, code) for code, name in CATEGORY_NAMES.items()]
    + [(code, code) for code in CATEGORY_NAMES]
    + [(name, "poor") for name in ("Nghèo", "Số hộ nghèo", "Diễn biến hộ nghèo", "HN")]
    + [(name, "near_poor") for name in ("Cận nghèo", "Số hộ cận nghèo", "Diễn biến hộ cận nghèo", "HCN", "CN")]
)
_COUNTED = folded_names(
    [(name, code) for code, name in COUNTED_NAMES.items()]
    + [(code, code) for code in COUNTED_NAMES]
    + [(name, "households") for name in ("Số hộ", "Hộ gia đình", "Hộ dân")]
    + [(name, "people") for name in ("Khẩu", "Số khẩu", "Số nhân khẩu", "Người", "Số người")]
)


def read_category(text: str) -> str | Fault:
    """ "poor" or "near_poor" of a cleaned cell."""
    found = _CATEGORIES.get(fold(text))
    remedy = _("Ghi 'Hộ nghèo' hoặc 'Hộ cận nghèo'.")
    if text == "":
        return Fault(_("để trống"), remedy)
    return Fault(_("không phải loại hộ đã biết"), remedy) if found is None else found


def read_counted(text: str) -> str | Fault:
    """ "households" or "people" of a cleaned cell; an empty one counts households."""
    if text == "":
        return "households"
    found = _COUNTED.get(fold(text))
    if found is None:
        return Fault(_("không phải phân tổ đã biết"), _("Ghi 'Hộ' hoặc 'Nhân khẩu'."))
    return found

"""How exact a figure is, in words of a report: trên, gần, khoảng.

Belongs here: words and their signs (= > < ~). Does not: the figure.
"""

from __future__ import annotations

from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.group_names import folded_names
from data.vocabulary.problems import Fault
from models.wording.words import N_

QUALIFIER_WORDS = {"=": N_("Đúng"), ">": N_("Trên"), "<": N_("Gần"), "~": N_("Khoảng")}
_SIGNS = {"=": "=", ">": ">", "<": "<", "~": "~", "≈": "~", "≥": ">", "≤": "<"}
_NAMES = folded_names(
    [(words, sign) for sign, words in QUALIFIER_WORDS.items()]
    + [(words, "=") for words in ("Bằng", "Chính xác", "Số đúng")]
    + [(words, ">") for words in ("Hơn", "Ít nhất", "Tối thiểu", "Từ", "Trở lên")]
    + [(words, "<") for words in ("Dưới", "Chưa đến", "Tối đa", "Không quá")]
    + [(words, "~") for words in ("Xấp xỉ", "Ước", "Ước tính", "Ước đạt", "Chừng")]
)


def read_qualifier(text: str) -> str | Fault:
    """The sign of a cleaned cell; an empty one is "="."""
    # A written "=" has an apostrophe before it, so that no spreadsheet runs it.
    bare = text.lstrip("'")
    found = _SIGNS.get(bare) or _NAMES.get(fold(bare)) or ("=" if bare == "" else None)
    if found is None:
        listed = ", ".join(_(words) for words in QUALIFIER_WORDS.values())
        return Fault(
            _("không phải mức độ đã biết"), _("Ghi một trong: {names}; số đúng thì để trống.").format(names=listed)
        )
    return found

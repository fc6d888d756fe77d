"""Texts of a workbook as its XML keeps them.

Belongs here: the runs of a text put together and its escapes undone. Does not: fonts and their encodings (fonts.py).
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from openpyxl.xml.constants import SHEET_MAIN_NS

_TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("t", "r"))
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff])_")


def string_of(element: Element) -> str:
    """The text of a shared or inline string, all its runs, without the pronunciation that may stand beside it."""
    pieces: list[str] = []
    for part in element:
        if part.tag == _TEXT:
            pieces.append(part.text or "")
        elif part.tag == _RUN:
            pieces.append(part.findtext(_TEXT) or "")
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """Control characters as themselves: the format writes them as _x000D_, and an underscore before such letters as _x005F_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x00" in text else text

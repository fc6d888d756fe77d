"""CSV that Vietnamese Excel opens right: UTF-8 with BOM, semicolons, whole numbers without separators.

Belongs here: writing rows and neutralising text that a spreadsheet would run as a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

_NUMBER = re.compile(r"-[0-9]+(?:[.,][0-9]+)?(?:[eE]-?[0-9]+)?|[+-][0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?")
_FORMULA_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")


def neutral(value: str | int | None) -> str:
    """A cell's text; text that a spreadsheet could run gets an apostrophe before it, numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    return f"'{value}" if value and value[0] in _FORMULA_STARTS and not _is_number(value) else value


def csv_bytes(headers: Sequence[str], rows: Sequence[Sequence[str | int | None]], *, first_line: str = "") -> bytes:
    """The file; `first_line` (a mark that figures are illustrative) stands alone above the header."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    if first_line:
        writer.writerow([neutral(first_line)])
    writer.writerow([neutral(header) for header in headers])
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _is_number(text: str) -> bool:
    """A signed number in international or Vietnamese form: "-1656.5", "+9.333,3"."""
    return _NUMBER.fullmatch(text) is not None

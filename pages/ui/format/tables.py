"""Tables as Markdown: real HTML tables that screen readers, printers and the clipboard understand."""

from __future__ import annotations

import re
from collections.abc import Sequence

HARD = "\N{NO-BREAK SPACE}"
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:])")


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line; hard spaces stay."""
    whole = HARD.join(" ".join(part.split()) for part in text.split(HARD))
    return _SPECIAL.sub(r"\\\1", whole)


def table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], *, numbers_from: int = 1, last_bold: bool = False
) -> str:
    """A Markdown table; columns from `numbers_from` on hold the app's own numbers: right-aligned and not escaped, all
    others are. `last_bold` marks the total row."""
    rule = [":--" if place < numbers_from else "--:" for place in range(len(headers))]
    lines = [_line([escape(header) for header in headers]), _line(rule)]
    for number, row in enumerate(rows):
        cells = [escape(cell) if place < numbers_from else cell for place, cell in enumerate(row)]
        bold = last_bold and number == len(rows) - 1
        lines.append(_line([f"**{cell}**" if bold and cell else cell for cell in cells]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

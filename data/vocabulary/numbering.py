"""Numbers written before a name in its own cell: "1. Phủ Lý", "II. Người có công", "a) Người khuyết tật nặng".

Belongs here: leaving them out. Does not: columns of numbers (header.py), or sections that such numbers head (outline.py).
"""

from __future__ import annotations

import re

# "H.", "P.", "Q." and "X." are short for huyện, phường, quận and xã.
_NUMBER = re.compile(r"\s*(?:[0-9]{1,3}(?:\.[0-9]{1,2})?|(?!X[.)])[IVX]{1,5}|[A-Ga-g])[.)]\s*(?=[^\W\d])")


def unnumbered(text: str) -> str:
    """The text without its leading number."""
    match = _NUMBER.match(text)
    return text if match is None else text[match.end() :]

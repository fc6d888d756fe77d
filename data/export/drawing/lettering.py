"""The letters of drawn maps: the two bundled fonts, how wide a text is in them, where it breaks, what cannot be
written."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from PIL import ImageFont

FOLDER = Path(__file__).parent.parent / "fonts"
TEXT, TITLE = "Source Sans 3", "Be Vietnam Pro"
REGULAR, SEMI_BOLD, BOLD = 400, 600, 700
_FILES = {
    (TEXT, REGULAR): "SourceSans3-Regular.ttf",
    (TEXT, SEMI_BOLD): "SourceSans3-SemiBold.ttf",
    (TITLE, REGULAR): "BeVietnamPro-Regular.ttf",
    (TITLE, BOLD): "BeVietnamPro-Bold.ttf",
}
_MEASURED_AT = 100
_LONGEST = 2_000
# Directions, zero widths, controls and halves of letters: XML refuses some, the others change what is read.
_UNWRITABLE = ("Cc", "Cf", "Cs", "Co", "Cn")


def stack(font: str) -> str:
    """The font as a drawing names it. Quoted: of a name that ends in a digit, unquoted, the whole text vanishes in
    silence."""
    other = TITLE if font == TEXT else TEXT
    return f"'{font}', '{other}', sans-serif"


def clean(text: str) -> str:
    """The text in one line that every format can hold, NFC: the fonts have whole Vietnamese letters, not stacked
    marks."""
    kept = " ".join(text.split())
    return "".join(
        letter for letter in unicodedata.normalize("NFC", kept) if unicodedata.category(letter) not in _UNWRITABLE
    )[:_LONGEST]


def width(text: str, size: float, font: str = TEXT, weight: int = REGULAR) -> float:
    return float(_measure(font, weight).getlength(text)) * size / _MEASURED_AT


def wrapped(text: str, size: float, most: float, font: str = TEXT, weight: int = REGULAR) -> list[str]:
    """Lines no wider than `most`; a word that is wider alone is cut."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split():
        longer = f"{line} {word}".strip()
        if width(longer, size, font, weight) <= most:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, size, font, weight) > most and len(line) > 1:
            fits = _fitting(line, size, most, font, weight)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line else lines


def _fitting(word: str, size: float, most: float, font: str, weight: int) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(word[:middle], size, font, weight) <= most else (low, middle - 1)
    return low


@cache
def _measure(font: str, weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / _FILES[font, weight]), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)

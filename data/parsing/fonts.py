"""Text that is Unicode only by name: the Western letters of something typed in a .Vn or VNI font.

Belongs here: recognising such text, by its font or by its words, and reading it. Does not: bytes (charsets.py) or the
tables of those fonts (legacy_letters.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from data.parsing.evidence import certain, weigh
from data.parsing.legacy_letters import from_tcvn3, from_vni

FONTS: Mapping[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}
ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0323\u1ea0-\u1ef9]")
# One word such as "Dü" is a foreign name more often than a whole file of such a font.
_FEWEST_WORDS = 3
# So much of a word shows that it is none.
LONGEST_WORD = 64
_LETTERS_AND_HIGH = re.compile(r"[A-Za-z\x80-\U0010ffff]*[\x80-\U0010ffff][A-Za-z\x80-\U0010ffff]*")


def font_encoding(text: str) -> str:
    """ "TCVN3" or "VNI" where a Unicode text holds the Western letters of such a font and certainly not its own; else ""."""
    if text.isascii() or ONLY_UNICODE.search(text):
        return ""
    words = " ".join(dict.fromkeys(found[0][:LONGEST_WORD] for found in _LETTERS_AND_HIGH.finditer(text)))
    readings = {"": weigh(words)} | {font: weigh(read(words)) for font, read in FONTS.items()}
    name = certain(readings)
    return name if name and readings[name].right >= _FEWEST_WORDS else ""


def typed_in_font(text: str, font: str, encoding_of_all: str) -> tuple[str, str]:
    """The encoding of a cell's text ("" for Unicode) and the text in Unicode, by the cell's font or that of all texts.

    In the capitals' fonts (.VnTimeH) small letters are shown as capitals, and become such.
    """
    if ONLY_UNICODE.search(text):
        return "", text
    encoding = encoding_of_all or _encoding_of(font)
    if not encoding:
        return "", text
    read = FONTS[encoding](text)
    if read == text or (not encoding_of_all and weigh(text).share > weigh(read).share):
        return "", text
    return encoding, read.upper() if font.startswith(".Vn") and font.endswith("H") else read


def _encoding_of(font: str) -> str:
    if font.startswith(".Vn"):
        return "TCVN3"
    return "VNI" if font.upper().startswith("VNI-") else ""

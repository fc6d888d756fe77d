"""Words and text: `N_` marks a sentence for the catalogue, `_` translates it, and text is cleaned as every database
keeps it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable


def N_(sentence: str) -> str:
    """The sentence unchanged; the extractor finds it by this call."""
    return sentence


_translate: Callable[[str], str] = N_


def install(translate: Callable[[str], str]) -> None:
    """Use a catalogue's lookup from now on; without one every sentence stays Vietnamese, the source language."""
    global _translate
    _translate = translate


def _(sentence: str) -> str:
    """The sentence in the language of the running process."""
    return _translate(sentence)


_UNIT_TYPES = ("Thành phố ", "Thị xã ", "Thị trấn ", "Huyện ", "Quận ", "Phường ", "Xã ", "TP. ", "TX. ", "TT. ", "H. ")


def keepable(text: str) -> str:
    """Without NUL and without halves of signs, which a file of JSON or a raw request can bring."""
    return "".join(sign for sign in text if sign != "\0" and not "\ud800" <= sign <= "\udfff")


def printable(text: str, instead: str) -> str:
    """Every sign that cannot be printed (control characters, line ends, halves of signs) gives way to another."""
    return "".join(sign if sign.isprintable() else instead for sign in text)


def quotable(text: str) -> str:
    """What somebody wrote in a link, fit to stand between backticks in Markdown."""
    return "".join(sign for sign in printable(text, "") if sign not in "`<>")


def one_line(text: str) -> str:
    """One line, NFC, single spaces: two names that look alike are alike."""
    return " ".join(unicodedata.normalize("NFC", printable(text, " ")).split())


def short_name(name: str) -> str:
    """ "Thành phố Phủ Lý" and "TP. Phủ Lý" -> "Phủ Lý"; a name without a unit type is returned unchanged."""
    for unit_type in _UNIT_TYPES:
        if name.startswith(unit_type):
            return name.removeprefix(unit_type)
    return name


_KINDS = {"Nghị định": "NĐ", "Nghị quyết": "NQ", "Quyết định": "QĐ", "Thông tư": "TT", "Luật": "Luật"}
_NUMBERED = re.compile(rf"({'|'.join(_KINDS)}) (?:số )?(\d+/\d{{4}})")


def short_document(text: str) -> str:
    """ "Nghị định 335/2026/NĐ-CP, Điều 4" -> "NĐ 335/2026"; what has another form is cut."""
    match = _NUMBERED.match(text)
    if match is not None:
        return f"{_KINDS[match[1]]} {match[2]}"
    return text if len(text) <= 24 else f"{text[:23]}…"

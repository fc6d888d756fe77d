"""Words and text: `N_` marks a sentence for the catalogue, `_` translates it, and text is cleaned as every database
keeps it."""

from __future__ import annotations

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


def one_line(text: str) -> str:
    """One line, NFC, single spaces: two names that look alike are alike."""
    return " ".join(unicodedata.normalize("NFC", printable(text, " ")).split())


def short_name(name: str) -> str:
    """ "Thành phố Phủ Lý" and "TP. Phủ Lý" -> "Phủ Lý"; a name without a unit type is returned unchanged."""
    for unit_type in _UNIT_TYPES:
        if name.startswith(unit_type):
            return name.removeprefix(unit_type)
    return name

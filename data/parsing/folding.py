"""Normalising Vietnamese text for comparison: cleaning, folding (no case, no diacritics), tones, hidden characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REMEMBERED = 200
_WORD = re.compile(r"\w+")


def clean(cell: str) -> str:
    """NFC, one kind of space, no zero-width characters, trimmed. What `hidden_character` names is left in place."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    text = unicodedata.normalize("NFC", cell)
    if not text.isprintable():
        text = "".join(c for c in text if c in _REORDERING or unicodedata.category(c) != "Cf")
    return " ".join(text.split())


def hidden_character(cell: str) -> str | None:
    """The first character that would reorder or corrupt a line ("U+202E"); None where there is none.

    Zero-width characters are not among them: they carry no reading, so `clean` removes them.
    """
    if cell.isprintable():
        return None
    for character in cell:
        if character in _REORDERING or (unicodedata.category(character) in ("Cc", "Cs") and not character.isspace()):
            return f"U+{ord(character):04X}"
    return None


def fold(text: str) -> str:
    """Lower case, no diacritics, words joined by one space: "Huyện/Thành phố" is "huyen thanh pho"."""
    # Headings and groups repeat and are short; a cell of 32.767 characters must not stay in memory.
    return _fold_short(text) if len(text) <= _REMEMBERED else _fold(text)


def words(text: str) -> list[str]:
    """The words of a text without punctuation, diacritics kept (compatibility forms unified, so ＡＢ is AB)."""
    unified = unicodedata.normalize("NFKC", text.replace("_", " "))
    if not unified.isprintable():
        unified = "".join(c for c in unified if unicodedata.category(c) != "Cf")
    return _WORD.findall(unified)


def bare(word: str) -> str:
    """A word without case and diacritics; đ is d, though Unicode does not decompose it."""
    apart = unicodedata.normalize("NFD", word.casefold()).replace("đ", "d")
    return "".join(c for c in apart if not unicodedata.combining(c))


def toned(word: str) -> str:
    """A word without case, its tone moved to the end: "hòa" and "hoà", "thủy" and "thuỷ" agree, "hóa" differs."""
    apart = unicodedata.normalize("NFD", word.casefold())
    tones = "".join(c for c in apart if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES)) + tones


def _fold(text: str) -> str:
    return " ".join(bare(word) for word in words(text))


@lru_cache(maxsize=4096)
def _fold_short(text: str) -> str:
    return _fold(text)

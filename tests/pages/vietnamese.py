"""Words that no Vietnamese reader would take for Vietnamese: English, codes, names of the programme's own parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from tests.pages.screen import Screen, plain

_ONSETS = "b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|"
_PLAIN_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et i ia ich im in inh ip it iu o oa oac oai oan "
    "oang oanh oat oay oe oen oi om on ong op ot u ua uc ui um un ung up ut uy uych uyt uynh y"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})(?:{'|'.join(sorted(_PLAIN_RIMES.split(), key=len, reverse=True))})")
"""A syllable without any mark: "trong", "theo". With a mark it is taken for Vietnamese."""
_LOOK_VIETNAMESE = {"the", "at", "on", "nan", "not"}
"""English words and signs of a programme that happen to be syllables, and that pages of this kind never need."""
_KNOWN = {"elearning", "ttg"}
"""Other words officials write: "QĐ-TTg"."""
_WORD = re.compile(r"\w+")
_SITE = re.compile(r"\b[a-z]+(?:\.[a-z]+)*\.vn\b")
"""The address of a Vietnamese site, as sources are named."""


def foreign(text: str) -> list[str]:
    """Words that cannot be Vietnamese, in the order they stand; abbreviations in capitals and numbers pass."""
    return [word for word in _WORD.findall(_SITE.sub(" ", text)) if _is_foreign(word)]


def _is_foreign(word: str) -> bool:
    if "_" in word:
        return True
    if word.isdigit() or word.isupper() or not word.isascii():
        return False
    if any(character.isdigit() for character in word):
        return re.fullmatch(r"[a-z]{0,2}\d+[a-z]{0,2}|[0-9a-f]{8}", word) is None
    low = word.lower()
    return low in _LOOK_VIETNAMESE or (low not in _KNOWN and _SYLLABLE.fullmatch(low) is None and len(low) > 1)


def shown(screen: Screen) -> Iterator[str]:
    """Everything a person can read in the main part: texts, labels, helps, placeholders, options, titles of tabs."""
    yield screen.said
    for element in screen.at.main:
        proto = getattr(element, "proto", None)
        for name in ("label", "help", "placeholder", "unit"):
            yield plain(str(getattr(proto, name, "") or ""))
        yield from (plain(_option(option)) for option in getattr(proto, "options", ()))


def _option(option: Any) -> str:
    return option if isinstance(option, str) else str(getattr(option, "content", ""))


def foreign_words(screen: Screen) -> list[str]:
    """Foreign words of the whole screen, each once."""
    found: dict[str, None] = {}
    for text in shown(screen):
        found.update(dict.fromkeys(foreign(unicodedata.normalize("NFC", text))))
    return list(found)

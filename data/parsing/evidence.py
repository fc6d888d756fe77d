"""How sure it is that a text was read in the right encoding: whether its words are Vietnamese.

Belongs here: weighing one reading and choosing between several. Does not: the readings (charsets.py, fonts.py) or the
spelling of one word (syllables.py).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from data.parsing.syllables import well_spelled

# A word of a text read rightly is hardly ever misspelled, one of a text read wrongly mostly is.
_ENOUGH, _RIGHT, _WRONG, _CLEAR = 0.85, math.log(0.98), math.log(0.02), 3.5
_WORD = re.compile(r"[^\W\d_]+")
_SYMBOL_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s]+(?=[^\W\d_])|(?<=[^\W\d_])[^\w\s“”‘’…–—«»•°²³]")


@dataclass(frozen=True)
class Weighed:
    """How many different words of a reading are spelled as Vietnamese ones, and how many are not."""

    right: int
    wrong: int

    @property
    def share(self) -> float:
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def likelihood(self) -> float:
        return self.right * _RIGHT + self.wrong * _WRONG


def weigh(text: str) -> Weighed:
    text = unicodedata.normalize("NFC", text)
    verdicts = [well_spelled(word) for word in _WORD.findall(text) if not word.isascii()]
    return Weighed(verdicts.count(True), verdicts.count(False) + len(_SYMBOL_IN_WORD.findall(text)))


def certain(readings: Mapping[str, Weighed]) -> str | None:
    """The reading in which the words are Vietnamese, if they are clearly less so in every other one."""
    ranked = sorted(readings, key=lambda name: -readings[name].likelihood)
    best = readings[ranked[0]] if ranked else Weighed(0, 0)
    clear = all(best.likelihood - readings[other].likelihood >= _CLEAR for other in ranked[1:])
    return ranked[0] if best.share >= _ENOUGH and clear else None

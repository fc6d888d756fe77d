"""Up to six areas chosen for comparison, each with a colour and a letter that it keeps while it stays chosen."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

LETTERS = "ABCDEF"
LIMIT = len(LETTERS)
_PART = re.compile(r"([0-9A-Z]{1,16})-([a-f])")

SelectionReason = Literal["full", "malformed", "area_twice", "letter_twice", "unknown_area"]


class SelectionError(ValueError):
    """A change of the selection that is refused; `codes` are the areas concerned."""

    def __init__(self, reason: SelectionReason, *codes: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.codes = codes


@dataclass(frozen=True)
class Chosen:
    """`slot` 0 to 5 is the place of the area's colour; its letter says the same without colour."""

    code: str
    slot: int

    @property
    def letter(self) -> str:
        return LETTERS[self.slot]


@dataclass(frozen=True)
class Selection:
    """The chosen areas in the order of choosing."""

    chosen: tuple[Chosen, ...] = ()

    def of(self, code: str) -> Chosen | None:
        return next((one for one in self.chosen if one.code == code), None)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.chosen)

    def add(self, code: str) -> Selection:
        """With the area in the first free slot; unchanged if it is there. Raises SelectionError("full") for a
        seventh."""
        if self.of(code):
            return self
        taken = {one.slot for one in self.chosen}
        free = next((slot for slot in range(LIMIT) if slot not in taken), None)
        if free is None:
            raise SelectionError("full", code)
        return Selection((*self.chosen, Chosen(code, free)))

    def remove(self, code: str) -> Selection:
        """Without the area; the others keep their slots."""
        return Selection(tuple(one for one in self.chosen if one.code != code))

    def toggle(self, code: str) -> Selection:
        """What a click does."""
        return self.remove(code) if self.of(code) else self.add(code)

    @property
    def text(self) -> str:
        """For a link: "347-b.349-c"; empty when nothing is chosen."""
        return ".".join(f"{one.code}-{one.letter.lower()}" for one in self.chosen)

    @classmethod
    def parse(cls, text: str, known: Collection[str]) -> Selection:
        """Read what `text` wrote, nothing else. Raises SelectionError; "unknown_area" for codes not among the
        `known`."""
        if not text:
            return cls()
        matches = [_PART.fullmatch(part) for part in text.split(".", LIMIT + 1)]
        chosen = [Chosen(match[1], LETTERS.index(match[2].upper())) for match in matches if match]
        if len(chosen) != len(matches):
            raise SelectionError("malformed")
        codes = [one.code for one in chosen]
        if len(chosen) > LIMIT:
            raise SelectionError("full", *codes[LIMIT:])
        if len(set(codes)) < len(codes):
            raise SelectionError("area_twice", *(code for code in dict.fromkeys(codes) if codes.count(code) > 1))
        if len({one.slot for one in chosen}) < len(chosen):
            raise SelectionError("letter_twice", *codes)
        strangers = [code for code in codes if code not in known]
        if strangers:
            raise SelectionError("unknown_area", *strangers)
        return cls(tuple(chosen))

"""Names of areas taken apart, so that "TX. Kim Bảng" and "huyện Kim Bảng" can be compared.

Belongs here: the kinds (xã, phường, thị trấn, huyện, thị xã, thành phố) and their short forms. Does not: the list of
areas (matching.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from data.parsing.folding import bare, toned, words
from data.vocabulary.numbering import unnumbered

_KINDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "province": (("tinh",),),
    "district": (("thanh", "pho"), ("tp",), ("thi", "xa"), ("tx",), ("huyen",), ("h",), ("quan",), ("q",)),
    "commune": (("thi", "tran"), ("tt",), ("xa",), ("x",), ("phuong",), ("p",)),
}
_LONG_KIND: dict[tuple[str, ...], tuple[str, ...]] = {
    ("tp",): ("thanh", "pho"),
    ("tx",): ("thi", "xa"),
    ("h",): ("huyen",),
    ("q",): ("quan",),
    ("tt",): ("thi", "tran"),
    ("x",): ("xa",),
    ("p",): ("phuong",),
}

_PROVINCES = (("tinh", "ha", "nam"), ("tinh", "ninh", "binh"))
_REMEMBERED = 200


@dataclass(frozen=True)
class Name:
    """An area name taken apart: its kind (folded, "" if absent), the rest with tones and the rest without."""

    kind: tuple[str, ...]
    exact: str
    plain: str

    @classmethod
    def of(cls, text: str, level: str) -> Name:
        # Names repeat; a cell of 32.767 characters must not stay in memory.
        return _taken_apart(text, level) if len(text) <= _REMEMBERED else cls._of(text, level)

    @classmethod
    def _of(cls, text: str, level: str) -> Name:
        parts = words(unnumbered(text))
        folded = tuple(bare(part) for part in parts)
        if folded[-3:] in _PROVINCES and len(folded) > 3:
            parts, folded = parts[:-3], folded[:-3]
        for kind in _KINDS[level]:
            if folded[: len(kind)] == kind and len(folded) > len(kind):
                rest = parts[len(kind) :]
                return cls(_LONG_KIND.get(kind, kind), _joined(rest, exact=True), _joined(rest, exact=False))
        return cls((), _joined(parts, exact=True), _joined(parts, exact=False))


@lru_cache(maxsize=4096)
def _taken_apart(text: str, level: str) -> Name:
    return Name._of(text, level)


def _joined(parts: list[str], *, exact: bool) -> str:
    return " ".join(toned(part) if exact else bare(part) for part in parts)

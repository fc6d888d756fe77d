"""Levers found by words as people type them, with or without diacritics, and by the numbers of decrees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

SHORT = {"nd": "nghi dinh", "qd": "quyet dinh", "nq": "nghi quyet", "tt": "thong tu", "ttlt": "thong tu lien tich"}
"""Kinds of documents as officials shorten them."""
KINDS = ("nghi dinh", "quyet dinh", "nghi quyet", "thong tu", "lien tich")
"""A number after one of these is a document's: it must follow it in the text too."""
YEAR = 3
"""A number of as many digits directly after another one ("335/2026", "540.000") belongs to it."""


@dataclass(frozen=True)
class Entry:
    """What may be found by `key`. `name` and `text` (what else is said of it: area, heading, unit, documents) are
    folded: lower case, no diacritics, words joined by one space."""

    key: str
    name: str
    text: str

    @cached_property
    def named(self) -> str:
        return f" {_whole(self.name)} "

    @cached_property
    def said(self) -> str:
        return f"{self.named}{_whole(self.text)} "


def search(entries: Iterable[Entry], asked: str) -> list[str]:
    """Keys of the entries that have all that is asked (folded too), those named so first. A word may be begun only; a
    number is whole, unless it is the last word and no entry has it whole."""
    listed, runs = list(entries), _runs(_whole(asked))
    if not runs:
        return []
    found = _ranked(listed, runs, whole=True)
    return found or _ranked(listed, runs, whole=False)


def _ranked(entries: list[Entry], runs: list[str], *, whole: bool) -> list[str]:
    """In the order given among those that fit alike."""
    fits: list[tuple[tuple[bool, bool], str]] = []
    for entry in entries:
        if all(_has(entry.said, run, whole or place < len(runs) - 1) for place, run in enumerate(runs)):
            by_name = [_has(entry.named, run, whole) for run in runs]
            fits.append(((f" {' '.join(runs)}" not in entry.named, not all(by_name)), entry.key))
    return [key for _rank, key in sorted(fits, key=lambda fit: fit[0])]


def _has(text: str, run: str, whole: bool) -> bool:
    return f" {run} " in text if whole and run[-1].isdigit() else f" {run}" in text


def _runs(asked: str) -> list[str]:
    """Words that must each be there; a document's number with its kind or its year is one run."""
    runs: list[str] = []
    for word in asked.split():
        before = runs[-1] if runs else ""
        is_number = word.isdigit() and (before.endswith(KINDS) or (before[-1:].isdigit() and len(word) >= YEAR))
        if is_number or f"{before} {word}" in KINDS:
            runs[-1] = f"{before} {word}"
        else:
            runs.append(word)
    return runs


def _whole(folded: str) -> str:
    """With the kinds of documents written out."""
    return " ".join(SHORT.get(word, word) for word in folded.split())

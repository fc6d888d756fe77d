"""Words that models name: `N_` marks them for the catalogue, `_` translates them when they are shown."""

from __future__ import annotations

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

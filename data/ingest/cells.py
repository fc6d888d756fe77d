"""The cells of a column as clean text.

Belongs here: gathering a column's cells over all parts of a file, cleaning them, and cells that hide a control character.
Does not: what a text means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from data.ingest.body import Body
from data.ingest.part import Part
from data.locale import _
from data.parsing.folding import clean, hidden_character
from data.vocabulary.problems import Fault

_BREAKS = re.compile(r"[\n\r\t]")


@dataclass(frozen=True)
class Cells:
    """One column over all data rows of a file: the text, null where the part has no such column, and whether a workbook
    holds the cell as a true number. `hidden` are the faults of cells with control characters, by place in `texts`."""

    texts: pl.Series
    numeric: pl.Series
    hidden: Mapping[int, Fault]


def cells_of(name: str, parts: Sequence[Part], bodies: Sequence[Body], *, number: bool) -> Cells:
    """The cells of the column `name` in the data rows of all parts."""
    texts: list[pl.Series] = []
    different: dict[str, None] = {}
    numeric: list[pl.Series] = []
    for part, body in zip(parts, bodies, strict=True):
        data = body.data
        place = part.table.layout.places.get(name)
        if place is None:
            texts.append(pl.Series([part.given.get(name)], dtype=pl.String).new_from_index(0, len(data)))
            different |= {part.given[name]: None} if name in part.given else {}
            numeric.append(pl.repeat(False, len(data), eager=True))
        else:
            column = body.grid.column(place)
            texts.append(pl.Series(column, dtype=pl.String))
            different |= dict.fromkeys(column)
            marks = [place in row.numeric for row in data] if body.grid.numbers else [False] * len(data)
            numeric.append(pl.Series(marks, dtype=pl.Boolean))
    raw = pl.concat(texts) if texts else pl.Series(dtype=pl.String)
    odd = [text for text in different if not (text.isascii() and text.isprintable())]
    true = pl.concat(numeric) if numeric else pl.Series(dtype=pl.Boolean)
    return Cells(_cleaned(raw, odd, number=number), true, _hidden(raw, odd))


def _cleaned(raw: pl.Series, odd: list[str], *, number: bool) -> pl.Series:
    """Printable ASCII, which most cells are, is trimmed in one go; every other text is cleaned once."""
    trimmed = raw.str.strip_chars(" ")
    if not odd:
        return trimmed
    return raw.replace_strict(odd, [_clean(text, number=number) for text in odd], default=trimmed)


def _clean(text: str, *, number: bool) -> str:
    # A line break would become the space that groups thousands: two numbers in one cell must not become one.
    if number and _BREAKS.search(text.strip()):
        return text.strip()
    return clean(text)


def _hidden(raw: pl.Series, odd: list[str]) -> dict[int, Fault]:
    faults: dict[str, Fault] = {}
    for text in odd:
        character = hidden_character(text)
        if character is not None:
            reason = _("có ký tự điều khiển ẩn {character}").format(character=character)
            faults[text] = Fault(reason, _("Gõ lại ô này bằng tay."))
    if not faults:
        return {}
    return {index: faults[raw[index]] for index in raw.is_in(list(faults)).fill_null(False).arg_true()}

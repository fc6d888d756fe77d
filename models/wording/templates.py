"""A sentence with places for its figures, which the browser fills while a lever is dragged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from models.periods import Month
from models.wording.numbers import money, month, number, percent, short_month
from models.wording.words import _

COUNTS, MONTHS, SHARE = ("norm_after", "norm_before", "position", "people"), ("first_paid", "month"), "permille"
"""Figures by how they are written; every other one is money, but for NEVER."""
NEVER = ("kind", "over")


def template(text: str, row: Mapping[str, float]) -> str:
    """The sentence with a place for each figure of the position that it names: {increase:m}. The letter says how the
    figure is written: n number, m money (s without đồng), p share, k and t month; lever.js writes them all as
    models/wording does."""
    written: dict[str, str] = {}
    for name in (*COUNTS, *MONTHS, SHARE, *row):
        if name in row and row[name] == row[name]:
            for letter, words in _written(name, int(row[name])):
                written.setdefault(words, f"{{{name}:{letter}}}")
    listed = "|".join(re.escape(words) for words in sorted(written, key=len, reverse=True))
    return re.sub(rf"(?<![\d.,])(?:{listed})(?!\d|[.,]\d)", lambda match: written[match[0]], text)


def _written(name: str, value: int) -> list[tuple[str, str]]:
    if name in COUNTS:
        return [("n", number(value))]
    if name in MONTHS:
        return [("k", month(Month.of_index(value))), ("t", short_month(Month.of_index(value)))]
    if name == SHARE:
        return [("p", percent(Decimal(abs(value)) / 10, 1))]
    whole = money(abs(value))
    return [] if name in NEVER else [("m", whole), ("s", whole.removesuffix(_(" đồng")))]

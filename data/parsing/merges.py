"""Merged ranges of a sheet.

Belongs here: their places, clipped to what the sheet holds. Does not: what merged cells mean (data/ingest/merged.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import range_boundaries

# top, left, bottom, right: Excel rows, places of columns
Merge = tuple[int, int, int, int]


def merge_of(reference: str) -> Merge:
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError("a merge of whole rows or columns")
    return top, left - 1, bottom, right - 1


def clipped(merges: Sequence[Merge], last: int, width: int) -> list[Merge]:
    """The merges as far as they hold cells. Raises ValueError where they lie over one another, as Excel lets none do."""
    inside = [
        (top, left, min(bottom, last), min(right, width - 1))
        for top, left, bottom, right in merges
        if top <= last and left < width
    ]
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in inside) > last * width:
        raise ValueError("merges lie over one another")
    return inside

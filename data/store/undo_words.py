"""Rows that taking a batch back changes, in the columns of its preview.

Belongs here: which column holds what now and what afterwards. Does not: the words of a row (boundary_words, crosswalk_words).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from data.store.undo import Rewriting

WORDS = pl.Schema(dict.fromkeys(("area", "period", "subject", "value_now", "value_after"), pl.String()))

Row = Mapping[str, Any]


def worded(
    change: Rewriting, about: Callable[[Row], dict[str, str]], said: Callable[[Row, str], str]
) -> Iterator[pl.DataFrame]:
    """Frames of WORDS for the rows that come back, go and stay, in this order. `about` gives area, period and subject; `said` the
    value of a row's columns with a suffix."""
    for rows, now, after in ((change.restored, "_now", ""), (change.removed, "", None), (change.kept, "", "")):
        yield pl.DataFrame(
            [
                {**about(row), "value_now": said(row, now), "value_after": "" if after is None else said(row, after)}
                for row in rows.iter_rows(named=True)
            ],
            schema=WORDS,
        )

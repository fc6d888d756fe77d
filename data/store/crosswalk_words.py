"""Steps between vintages in words, for what taking a batch back would do.

Belongs here: rows of the crosswalk as the undo preview lists them. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import sqlalchemy as sa

from data.locale import _
from data.store.crosswalk import crosswalk
from data.store.crosswalk_weights import share_words
from data.store.undo import Rewriting
from data.store.undo_words import Row, worded


def step_words(connection: sa.Connection, version: int, change: Rewriting) -> Iterator[pl.DataFrame]:
    """The columns of `undo_words.WORDS` for the steps that come back, go and stay, in this order."""
    units = crosswalk(connection, version).units

    def about(row: Row) -> dict[str, str]:
        return {
            "area": units[row["from_area_id"]].full_name,
            "period": f"{row['changed_on']:%d/%m/%Y}",
            "subject": _("Tỷ lệ về {unit}").format(unit=units[row["to_area_id"]].full_name),
        }

    return worded(change, about, _said)


def _said(row: Row, suffix: str) -> str:
    """A share with its source; the basis tells a row without a share from no row at all."""
    if row[f"basis{suffix}"] is None:
        return ""
    weight = row[f"weight_ppm{suffix}"]
    if weight is None:
        return _("chưa rõ tỷ lệ")
    return _("{share}, nguồn: {source}").format(share=share_words(weight), source=row[f"evidence{suffix}"])

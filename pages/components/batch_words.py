"""Batches in words, and which of them can be taken back.

Belongs here: the history's vocabulary (glossary: Đã ghi, Đã thu hồi).
"""

from __future__ import annotations

from typing import Any

import polars as pl

from data.locale import _
from pages.components.numbers import moment

KINDS = {
    "seed": _("Số liệu ban đầu"),
    "upload": _("Nạp tệp"),
    "undo": _("Thu hồi"),
    "parameters": _("Ghi mức theo văn bản"),
    "verification": _("Đối chiếu văn bản"),
}


def described(row: dict[str, Any]) -> str:
    if row["undone_by"] is not None:
        return _("Đã thu hồi (bản {number})").format(number=row["undone_by"])
    if row["kind"] == "undo":
        return _("Thu hồi bản {number}").format(number=row["undoes_id"])
    return _("Đã ghi")


def undoable(batches: pl.DataFrame) -> dict[int, str]:
    """Number -> words of every batch that still stands, newest first; the seed never is."""
    standing = batches.filter((pl.col("kind") != "seed") & pl.col("undone_by").is_null())
    return {
        row["id"]: _("Bản {number} · {what} · {time}").format(
            number=row["id"],
            what=_done(row),
            time=moment(row["created_at"]),
        )
        for row in standing.iter_rows(named=True)
    }


def _done(row: dict[str, Any]) -> str:
    if row["filename"]:
        return _("nạp tệp {file}").format(file=row["filename"])
    return described(row).lower() if row["kind"] == "undo" else KINDS[row["kind"]].lower()

"""Batches in words: what was done, with which kind of figures, whether it still stands.

Belongs here: the history's vocabulary (glossary: Đã ghi, Đã thu hồi).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from data.ingest.catalogue import DATASETS
from data.locale import _
from models.wording.numbers import moment
from pages.ui.format.tables import HARD
from pages.ui.records import upload_datasets

KINDS = {
    "seed": _("Số liệu ban đầu"),
    "upload": _("Nạp tệp"),
    "undo": _("Thu hồi"),
    "parameters": _("Ghi mức theo văn bản"),
    "verification": _("Đối chiếu văn bản"),
}
_OTHER_DATASETS = {
    "seed": _("Báo cáo năm 2023"),
    "restore": _("Toàn bộ số liệu"),
    "verification": _("Mức chuẩn và văn bản"),
    "crosswalk": _("Tỷ lệ quy đổi địa giới"),
    "boundaries": _("Ranh giới bản đồ"),
}


def kind_words(row: dict[str, Any]) -> str:
    """What sort of batch it is; a share of the crosswalk is entered as a decree's amount is, and is none."""
    if row["dataset"] == "restore":
        return _("Khôi phục từ bản sao lưu")
    return (
        _("Nhập tỷ lệ quy đổi") if row["dataset"] == "crosswalk" and row["kind"] == "parameters" else KINDS[row["kind"]]
    )


def dataset_words(name: str) -> str:
    """A kind of figures as the upload page calls it."""
    if upload_datasets.known(name):
        return _(upload_datasets.of(name).name)
    return _OTHER_DATASETS.get(name) or (_(DATASETS[name].label) if name in DATASETS else name)


def writer(row: dict[str, Any]) -> str:
    """Who wrote a batch; the figures that came with the installation were written by nobody."""
    return _("khi cài đặt") if row["dataset"] == "seed" else str(row["actor"])


def chains(batches: pl.DataFrame) -> dict[int, tuple[int, ...]]:
    """Of each batch of a frame BATCHES: what took it back, what took that back, and so on. An odd number of them: it is
    taken back; an even one: it stands, or stands again."""
    undone = dict(batches.select("id", "undone_by").iter_rows())

    def chain(batch: int) -> tuple[int, ...]:
        by = undone[batch]
        return () if by is None else (by, *chain(by))

    return {batch: chain(batch) for batch in undone}


def described(chain: Sequence[int]) -> str:
    """Whether a batch still stands."""
    if not chain:
        return _("Đã ghi")
    said = _("Đã thu hồi (bản{hard}{number})") if len(chain) % 2 else _("Đã lấy lại (bản{hard}{number})")
    return said.format(hard=HARD, number=chain[-1])


def deed(row: dict[str, Any]) -> str:
    """What a batch did, as part of a sentence: "nạp tệp thang-12.csv", "thu hồi bản 4"."""
    if row["kind"] == "undo":
        return _("thu hồi bản {number}").format(number=row["undoes_id"])
    if row["dataset"] == "restore":
        return _("khôi phục từ {file}").format(file=row["filename"])
    if row["filename"]:
        return _("nạp tệp {file}").format(file=row["filename"])
    return kind_words(row).lower()


def named(row: dict[str, Any]) -> str:
    """A batch in one line, to choose it by: "Bản 7 · nạp tệp thang-12.csv · 09:15 03/10/2025"."""
    return _("Bản {number} · {what} · {time}").format(number=row["id"], what=deed(row), time=moment(row["created_at"]))

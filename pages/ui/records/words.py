"""Uploaded rows and batches in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from data.ingest.catalogue import DATASETS
from data.locale import _
from data.store.compare import Status
from data.vocabulary.problems import shown
from models.periods import Month
from models.wording.numbers import hedge_words, moment, number, short_month, signed, when
from pages.ui.format.tables import HARD, escape
from pages.ui.records import datasets

STATUS_WORDS: dict[Status, str] = {"new": _("Mới"), "changed": _("Thay đổi"), "unchanged": _("Không đổi")}
MISSING: Status = "missing"
ALL_STATUS_WORDS: dict[Status, str] = {**STATUS_WORDS, MISSING: _("Tệp không có")}
VALUE_WORDS = {
    "people": _("Số người"),
    "months": _("Số tháng"),
    "shares": _("Số suất"),
    "units": _("Số đơn vị hưởng"),
    "amount_vnd": _("Kinh phí (đồng)"),
    "value": _("Giá trị"),
    "qualifier": _("Mức độ"),
    "population": _("Dân số (người)"),
    "population_date": _("Ngày tính dân số"),
    "population_source": _("Nguồn dân số"),
    "households": _("Số hộ"),
    "households_date": _("Ngày tính số hộ"),
    "households_source": _("Nguồn số hộ"),
    "estimate_vnd": _("Dự toán giao (đồng)"),
    "supplement_vnd": _("Bổ sung (đồng)"),
    "cumulative_vnd": _("Lũy kế (đồng)"),
    "advance_vnd": _("Tạm ứng (đồng)"),
    "settlement_vnd": _("Quyết toán (đồng)"),
}
PERIODS_NAMED = 3

Value = int | str | Decimal | None


def literal(text: str) -> str:
    """Text of a file, or its name, as Markdown shows it letter by letter; what is invisible or turns the direction of
    writing is written out."""
    return escape(shown(text))


def value_words(name: str, value: Value) -> str:
    """A value as people write it, text of a file escaped; a missing one is never 0."""
    if value is None:
        return _("chưa có")
    if name.endswith("_date"):
        return when(str(value))
    exact = None if name.endswith("_source") else _exact(value)
    if exact is None:
        return escape(hedge_words(str(value))) if name == "qualifier" else escape(str(value))
    return number(exact, 4)


def difference_words(old: Value, new: Value) -> str:
    """ "+100", "−1.500.000"; nothing where there is no difference to take."""
    before, after = _exact(old), _exact(new)
    return "" if before is None or after is None or before == after else signed(after - before, 4)


def period_words(text: str) -> str:
    """ "2023-12" -> "12/2023", "2023-12-31" -> "31/12/2023", a year as it stands."""
    if len(text) == 7:
        return short_month(Month.parse(text))
    return when(text)


def periods_words(texts: Iterable[str]) -> str:
    """The periods of a file for a button: "12/2023", "01/2023, 02/2023 và 10 kỳ khác"."""
    listed = [period_words(text) for text in sorted(set(texts))]
    if len(listed) <= PERIODS_NAMED:
        return ", ".join(listed)
    return _("{first} và {count} kỳ khác").format(first=", ".join(listed[:2]), count=len(listed) - 2)


def size_words(size: int) -> str:
    """Bytes of a file for a list: "34 KB", "1,2 MB"."""
    if size < 1024 * 1024:
        return _("{size} KB").format(size=number(max(1, -(-size // 1024))))
    return _("{size} MB").format(size=number(Decimal(size) / (1024 * 1024), 1))


def _exact(value: Value) -> Decimal | None:
    """The number a value is; None for what is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    try:
        return Decimal(value)
    except ArithmeticError:
        return None


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
    if datasets.known(name):
        return _(datasets.of(name).name)
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

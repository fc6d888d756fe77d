"""The completeness board in words: statuses with their signs, counts, who is missing.

Belongs here: vocabulary, and statuses on a day later than the one the board was made for. Does not: drawing
(completeness_board.py) or what has come (data/store/completeness.py).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import polars as pl

from data.locale import _
from models.periods import Month
from models.wording.numbers import short_month

WORDS = {
    "received": _("✓ Đã nhận"),
    "confirmed": _("✓* Đã xác nhận"),
    "partial": _("½ Một phần"),
    "late": _("! Quá hạn"),
    "waiting": _("… Chờ"),
}
"""A sign and words: told apart without colour, on paper too."""
MEANINGS = {
    "received": _("có số của đơn vị, hoặc của mọi xã trong huyện"),
    "confirmed": _("đã nhận; người ghi đã xác nhận điều cần xem lại trong tệp"),
    "partial": _("mới có một phần xã hoặc một phần chương trình"),
    "late": _("đã qua hạn, chưa có số nào"),
    "waiting": _("chưa đến hạn, chưa có số nào"),
}
SENT = frozenset({"received", "confirmed"})


def on_day(board: pl.DataFrame, day: date) -> pl.DataFrame:
    """The board with what has become late by `day`; a board of a past year is made for its last day."""
    over = (pl.col("status") == "waiting") & (pl.col("due") < day)
    return board.with_columns(pl.when(over).then(pl.lit("late")).otherwise(pl.col("status")).alias("status"))


def cell(row: dict[str, Any], *, among: int = 1) -> str:
    """ "✓ Đã nhận", "½ Một phần 12/21 xã"; of many periods of a year the sign alone, "✓", "12/21", which the legend explains."""
    words = WORDS[row["status"]]
    if row["status"] == "partial" and row["communes_sent"]:
        part = f"{row['communes_sent']}/{row['communes']}"
        return part if among > MANY else _("{words} {part} xã").format(words=words, part=part)
    return words.split()[0] if among > MANY else words


def heading(period: str, *, among: int = 1) -> str:
    """A period above its column: "06/2023", "2023"; one of many months of a year by its number, so that all fit."""
    if len(period) != 7:
        return period
    month = Month.parse(period)
    return _("T{month}").format(month=month.month) if among > MANY else short_month(month)


def due_day(period: str, due: date | None, *, among: int = 1) -> str:
    """The due day below a period: "20/12", with its year where there is room or it is another one."""
    if due is None:
        return ""
    return f"{due:%d/%m}" if among > MANY and period.startswith(str(due.year)) else f"{due:%d/%m/%Y}"


def name(row: dict[str, Any], levels: Collection[str] = ()) -> str:
    """An area as the board calls it: the province and, beside communes (`levels` of the board), the districts must not be
    taken for communes of the same name."""
    if row["area_level"] == "province":
        return _("Tỉnh {name}").format(name=row["area_name"])
    if row["area_level"] == "district" and "commune" in levels:
        return _("{name} (cấp huyện)").format(name=row["area_name"])
    return str(row["area_name"])


def count(rows: pl.DataFrame) -> str:
    """ "4/6": how many of the areas below the province have sent one period."""
    below = rows.filter(pl.col("area_level") != "province")
    return f"{below['status'].is_in(list(SENT)).sum()}/{below.height}"


def summary(rows: pl.DataFrame) -> str:
    """ "5/6 đơn vị đã gửi; chưa gửi đủ: Bình Lục; số của tỉnh: đã có": of one dataset and period."""
    missing = rows.filter(~pl.col("status").is_in(list(SENT)))
    text = _("{count} đơn vị đã gửi").format(count=count(rows))
    names = missing.filter(pl.col("area_level") != "province")["area_name"].to_list()
    if names:
        listed = ", ".join(names[:NAMED]) + (_(", …") if len(names) > NAMED else "")
        text += _("; chưa gửi đủ: {names}").format(names=listed)
    if "province" in rows["area_level"]:
        own = _("chưa có") if "province" in missing["area_level"] else _("đã có")
        text += _("; số của tỉnh: {own}").format(own=own)
    return text


NAMED = 8
"""So many areas are named; the table has them all."""
MANY = 6
"""More periods than this stand with short headings."""

"""Markdown tables, and how a figure shows its quality and source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.engine.baseline import Block
from models.wording.numbers import figure, number, short_month

HARD = "\N{NO-BREAK SPACE}"
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:])")


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line; hard spaces stay."""
    whole = HARD.join(" ".join(part.split()) for part in text.split(HARD))
    return _SPECIAL.sub(r"\\\1", whole)


def table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], *, numbers_from: int = 1, last_bold: bool = False
) -> str:
    """A Markdown table; columns from `numbers_from` on hold the app's own numbers: right-aligned and not escaped, all
    others are. `last_bold` marks the total row."""
    rule = [":--" if place < numbers_from else "--:" for place in range(len(headers))]
    lines = [_line([escape(header) for header in headers]), _line(rule)]
    for index, row in enumerate(rows):
        cells = [escape(cell) if place < numbers_from else cell for place, cell in enumerate(row)]
        bold = last_bold and index == len(rows) - 1
        lines.append(_line([f"**{cell}**" if bold and cell else cell for cell in cells]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


QUALITY_WORDS = {
    "reported": _("Số báo cáo"),
    "published": _("Số công bố"),
    "uploaded": _("Đơn vị cập nhật"),
    "derived": _("Tính toán từ số báo cáo"),
    "assumed": _("Giả định"),
    "illustrative": _("Minh họa"),
}
AREA_WORDS = {"district": _("Huyện"), "commune": _("Xã, phường")}
AREA_HEADINGS = AREA_WORDS | {"district": _("Huyện, thị xã, thành phố")}
"""By the level of the areas that send in a month: districts until 6/2025, then wards and communes."""
SHOWN = ("reported", "uploaded")
"""Qualities that stand as tiles: what somebody has counted, not what was worked out of it."""


def value_text(row: dict[str, Any]) -> str:
    """The figure with unit and hedge; a range where rounding leaves it open."""
    if row["low"] is not None and row["high"] is not None and row["indicator"] == "poverty.households":
        return _("khoảng {low} - {high} hộ").format(low=number(row["low"]), high=number(row["high"]))
    return figure(row["value"], row["unit"], row["qualifier"])


def provenance(row: dict[str, Any]) -> str:
    """Quality, the report's phrase or the formula, period and source."""
    lines = [
        _("**{quality}**, kỳ {period}.").format(
            quality=QUALITY_WORDS[row["quality"]], period=period_text(row["period"])
        )
    ]
    if row["phrase"]:
        lines.append(_("Nguyên văn: “{phrase}”.").format(phrase=row["phrase"]))
    if row["formula"]:
        lines.append(_("Cách tính: {formula}.").format(formula=row["formula"].replace("*", "x")))
    lines.append(_("Nguồn: {source}.").format(source=row["source"]))
    return "\n\n".join(lines)


def tiles(rows: Sequence[dict[str, Any]], columns: int = 3) -> None:
    """Figures as bordered tiles, the number first; name and unit wrap below it, so that nothing is cut off."""
    for start in range(0, len(rows), columns):
        for place, row in zip(st.columns(columns), rows[start : start + columns], strict=False):
            with place, st.container(border=True, height="stretch", gap="xsmall"):
                st.metric(_(row["name"]), value_text(row).removesuffix(_(" đồng/tháng")), label_visibility="collapsed")
                st.caption(escape(_named(row)), help=provenance(row))


def strip(rows: Sequence[dict[str, Any]], columns: int) -> None:
    """As `tiles` where levers must stay on the first screen: a smaller number that wraps and is never cut off."""
    for start in range(0, len(rows), columns):
        for place, row in zip(st.columns(columns), rows[start : start + columns], strict=False):
            with place, st.container(gap=None):
                st.markdown(f"**{escape(value_text(row))}**")
                st.caption(escape(_named(row)), help=provenance(row))


def _named(row: dict[str, Any]) -> str:
    """The name below the number; a figure that is not the report's says so without hovering."""
    name = _("{name} (đồng/tháng)").format(name=_(row["name"])) if row["unit"] == "VND/month" else _(row["name"])
    if row["quality"] != "uploaded":
        return name
    return _("{name} · {quality}, kỳ {period}").format(
        name=name, quality=QUALITY_WORDS["uploaded"].lower(), period=period_text(row["period"])
    )


def period_text(period: str) -> str:
    """A year or a month as tables write it: "2023", "07/2024"."""
    return short_month(Month.parse(period)) if "-" in period else period


Named = tuple[dict[str, Any], str]
"""A figure with a short name."""


def line(rows: Sequence[Named], places: Sequence[Any]) -> None:
    """Figures with a short name each, in one row, for pages whose levers must stay on the first screen."""
    for place, (row, words) in zip(places, rows, strict=True):
        with place:
            st.markdown(f"**{escape(value_text(row))}** {escape(words)}", help=provenance(row))


def of_block(block: Block, words: str) -> list[Named]:
    """People and money that were sent, in the shape of the report's figures; money that nobody sent is worked out of
    the assumed mix."""
    sources = {"district": _("cộng tệp của các huyện"), "commune": _("cộng tệp của các xã, phường")}
    source = sources.get(block.level, _("tệp của toàn tỉnh"))
    common = {
        "low": None,
        "high": None,
        "qualifier": "=",
        "quality": "uploaded",
        "phrase": None,
        "formula": None,
        "source": source,
    }
    period = short_month(block.as_of)
    people = {**common, "indicator": "", "period": period, "unit": "people", "value": Decimal(int(block.people.sum()))}
    money = {**common, "indicator": "", "period": period, "unit": "VND/month", "value": Decimal(block.base_vnd)}
    if not block.priced_by_the_mix:
        return [(people, words), (money, words)]
    formula = _("số người đã gửi, chia theo cơ cấu nhóm giả định * hệ số * mức chuẩn")
    money |= {"qualifier": "~", "quality": "assumed", "formula": formula}
    return [(people, words), (money, _("{words} (theo cơ cấu nhóm giả định)").format(words=words))]


def listing(rows: Sequence[dict[str, Any]]) -> None:
    """All figures of a page with period, quality and the words they come from, for those who must defend them."""
    body = [
        [
            _(row["name"]),
            period_text(row["period"]),
            value_text(row),
            QUALITY_WORDS[row["quality"]],
            row["phrase"] or row["formula"] or row["source"],
        ]
        for row in rows
    ]
    headers = [_("Chỉ tiêu"), _("Kỳ"), _("Số liệu"), _("Tính chất"), _("Nguyên văn hoặc cách tính")]
    st.markdown(table(headers, body, numbers_from=9))

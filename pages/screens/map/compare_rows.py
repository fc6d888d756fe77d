"""Marks and table rows of the areas compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import streamlit as st

from data.locale import _
from models.geo.area_values import AreaValue, measured_by
from models.geo.comparison import ComparedArea, Comparison, Distance, NoChange, PeerGroup
from models.geo.selection import Selection
from models.wording.numbers import number, signed
from models.wording.words import short_name
from pages.screens.map import compare_words as words
from pages.screens.map.compare_words import MONEY, Subject, peers_name, province_name
from pages.ui.charts.charts import framed
from pages.ui.charts.palettes import CASING, INK, OUTLINE, PAPER, SELECTION

OTHER = "#8A949E"
"""Colour of an area that is not selected."""
DASH = [6, 4]
_LABELS_ABOVE = (-22, -7)
TITLE_OFFSET = 32
"""Pixels of the title above the plot, so that the words of both lines fit between."""


@dataclass(frozen=True)
class AverageMark:
    """A line with its words, and the short ones for a narrow picture; the peers' is dashed."""

    value: Fraction
    words: str
    short: str
    dashed: bool


def colour_of(selection: Selection, code: str) -> str:
    chosen = selection.of(code)
    return SELECTION[chosen.slot] if chosen else OTHER


def letter_of(selection: Selection, code: str) -> str:
    chosen = selection.of(code)
    return chosen.letter if chosen else ""


def label(selection: Selection, row: ComparedArea) -> str:
    """ "A · Phủ Lý", "Kim Bảng"."""
    letter = letter_of(selection, row.code)
    return f"{letter} · {short_name(row.name)}" if letter else short_name(row.name)


def averages(comparison: Comparison, subject: Subject) -> tuple[AverageMark, ...]:
    """The averages of the province and of the peers, where there are any."""
    marks = []
    for reference, dashed in ((comparison.province, False), (comparison.peer_average, True)):
        value = measured_by(reference)
        if reference is not None and value is not None:
            name = peer_average_name(comparison) if dashed else province_name(reference)
            amount, short = subject.amount(value), peers_short() if dashed else province_short()
            marks.append(AverageMark(value, f"{name}: {amount}", f"{short}: {amount}", dashed))
    return tuple(marks)


def peer_average_name(comparison: Comparison) -> str:
    """ "Bình quân các huyện"; "" without a group."""
    if not isinstance(comparison.peers, PeerGroup):
        return ""
    names = {row.code: row.name for row in comparison.rows}
    return _("Bình quân {group}").format(group=peers_name(comparison.peers, names))


def province_short() -> str:
    return _("Bình quân tỉnh")


def peers_short() -> str:
    return _("Bình quân nhóm")


def ink() -> str:
    """Of words in a picture: the charts' theme colours axes alone."""
    return PAPER if st.context.theme.type == "dark" else INK


def average_layers(
    marks: tuple[AverageMark, ...], subject: Subject, x: dict[str, Any], domain: list[float]
) -> list[dict[str, Any]]:
    """Vertical lines at the averages, dark on a wider light one so that they are visible on bars and on both themes,
    with their words above the chart."""
    middle = sum(domain) / 2
    layers = []
    for mark, height in zip(marks, _LABELS_ABOVE, strict=False):
        value = as_number(subject, mark.value)
        dash = {"strokeDash": DASH} if mark.dashed else {}
        at = {"x": {**x, "field": "v"}}
        text = {
            "type": "text",
            "align": "left" if value <= middle else "right",
            "baseline": "bottom",
            "fontSize": 13,
            "color": ink(),
            "dx": -3 if value <= middle else 3,
        }
        layers.append(
            {
                "data": {"values": [{"v": value, "w": mark.short}]},
                "layer": [
                    {"mark": {"type": "rule", "color": CASING, "strokeWidth": 4}, "encoding": at},
                    {"mark": {"type": "rule", "color": OUTLINE, "strokeWidth": 2, **dash}, "encoding": at},
                    {"mark": text, "encoding": {**at, "y": {"value": height}, "text": {"field": "w"}}},
                ],
            }
        )
    return layers


def picture(title: str, height: int, layers: list[dict[str, Any]], *, offset: int = 8) -> dict[str, Any]:
    """A framed Vega-Lite spec with `height` for the plot alone, so that positions in pixels are positions in the
    plot."""
    spec = framed(title, height, layers)
    spec["title"]["offset"] = offset
    return {**spec, "autosize": {"type": "fit-x", "contains": "padding"}}


def as_number(subject: Subject, amount: Fraction) -> float:
    """The number a chart draws: that shown in words, no finer."""
    return float(subject.shown(amount))


@dataclass(frozen=True)
class Cell:
    """`number` is what a table sorts by; None for whatever may not be ranked."""

    words: str
    number: Decimal | None = None


@dataclass(frozen=True)
class Row:
    area: ComparedArea
    letter: str
    colour: str
    cells: tuple[Cell, ...]
    note: str
    """What known figures are; the words in place of one that is not shown as a number."""


def headings(comparison: Comparison, subject: Subject) -> list[str]:
    """Column titles of `Row.cells`."""
    titles = [_("Giá trị ({unit})").format(unit=subject.unit), _("Thứ tự"), _("So với toàn tỉnh")]
    if isinstance(comparison.peers, PeerGroup):
        names = {row.code: row.name for row in comparison.rows}
        titles.append(_("So với {group}").format(group=words.peers_name(comparison.peers, names)))
    titles.append(_("So với năm trước"))
    return titles + [
        _("{option} (triệu đồng)").format(option=words.option_name(option)) for option in comparison.options
    ]


def rows(comparison: Comparison, selection: Selection, subject: Subject) -> list[Row]:
    """The ranked areas by rank, then the others in their order."""
    return [
        Row(
            area,
            letter_of(selection, area.code),
            colour_of(selection, area.code),
            _cells(area, comparison, subject),
            subject.quality if area.rank else subject.value(area.value),
        )
        for area in (*comparison.ranked, *comparison.unranked)
    ]


def _cells(area: ComparedArea, comparison: Comparison, subject: Subject) -> tuple[Cell, ...]:
    rank = Cell(number(area.rank.rank), Decimal(area.rank.rank)) if area.rank else Cell("")
    cells = [_amount(area.value, subject), rank, _distance(area.from_province, subject)]
    if isinstance(comparison.peers, PeerGroup):
        cells.append(_distance(area.from_peers, subject))
    if isinstance(area.change, NoChange):
        cells.append(Cell(words.no_change_words(area.change) if area.rank else ""))
    else:
        cells.append(_distance(area.change, subject))
    return (*cells, *(_amount(value, MONEY) for value in area.budget))


def _amount(value: AreaValue, subject: Subject) -> Cell:
    exact = None if value.known is None else subject.shown(value.known)
    return Cell(subject.value(value), exact)


def _distance(distance: Distance | None, subject: Subject) -> Cell:
    if distance is None:
        return Cell("")
    size = subject.shown(distance.difference)
    return Cell(signed(size, subject.places), size)

"""How areas and averages are marked in every chart of a comparison: one hue and letter an area, one line an average.

Belongs here: marks that bars, strip and trend share. Does not: their specs (compare_bars, compare_strip, compare_trend),
which area has which slot (models/geo/selection.py), the hues themselves (palettes).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import streamlit as st

from data.locale import _
from models.geo.comparison import ComparedArea, Comparison
from models.geo.peers import PeerGroup
from models.geo.rates import measured_by
from models.geo.selection import Selection
from pages.screens.map.compare_words import Subject, peers_name, province_name
from pages.screens.map.marks import short_name
from pages.ui.charts.charts import framed
from pages.ui.charts.palettes import CASING, INK, OUTLINE, PAPER, SELECTION

OTHER = "#8A949E"
"""An area that is not chosen."""
DASH = [6, 4]
_LABELS_ABOVE = (-22, -7)
TITLE_OFFSET = 32
"""The title stands above the words of both lines."""


@dataclass(frozen=True)
class AverageMark:
    """A line with its words, and the short ones for a narrow picture; the peers' is dashed."""

    value: Fraction
    words: str
    short: str
    dashed: bool


def hue(selection: Selection, code: str) -> str:
    chosen = selection.of(code)
    return SELECTION[chosen.slot] if chosen else OTHER


def letter(selection: Selection, code: str) -> str:
    chosen = selection.of(code)
    return chosen.letter if chosen else ""


def label(selection: Selection, row: ComparedArea) -> str:
    """ "A · Phủ Lý", "Kim Bảng"."""
    own = letter(selection, row.code)
    return f"{own} · {short_name(row.name)}" if own else short_name(row.name)


def averages(comparison: Comparison, subject: Subject) -> tuple[AverageMark, ...]:
    """What there is of the province's and the peers' average."""
    found = []
    for reference, dashed in ((comparison.province, False), (comparison.peer_average, True)):
        value = measured_by(reference)
        if reference is not None and value is not None:
            name = peer_average_name(comparison) if dashed else province_name(reference)
            amount, short = subject.amount(value), peers_short() if dashed else province_short()
            found.append(AverageMark(value, f"{name}: {amount}", f"{short}: {amount}", dashed))
    return tuple(found)


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


def across(
    marks: tuple[AverageMark, ...], subject: Subject, x: dict[str, Any], domain: list[float]
) -> list[dict[str, Any]]:
    """Upright lines at the averages, ink on a wider light one so that they stand out on bars and on both themes, with their
    words above the picture."""
    middle = sum(domain) / 2
    layers = []
    for mark, height in zip(marks, _LABELS_ABOVE, strict=False):
        place = as_number(subject, mark.value)
        dash = {"strokeDash": DASH} if mark.dashed else {}
        at = {"x": {**x, "field": "v"}}
        text = {
            "type": "text", "align": "left" if place <= middle else "right", "baseline": "bottom", "fontSize": 13, "color": ink(),
            "dx": -3 if place <= middle else 3,
        }  # fmt: skip
        layers.append(
            {
                "data": {"values": [{"v": place, "w": mark.short}]},
                "layer": [
                    {"mark": {"type": "rule", "color": CASING, "strokeWidth": 4}, "encoding": at},
                    {"mark": {"type": "rule", "color": OUTLINE, "strokeWidth": 2, **dash}, "encoding": at},
                    {"mark": text, "encoding": {**at, "y": {"value": height}, "text": {"field": "w"}}},
                ],
            }
        )
    return layers


def picture(title: str, height: int, layers: list[dict[str, Any]], *, offset: int = 8) -> dict[str, Any]:
    """Framed, with `height` for the plot alone: places in pixels are places in the plot."""
    spec = framed(title, height, layers)
    spec["title"]["offset"] = offset
    return {**spec, "autosize": {"type": "fit-x", "contains": "padding"}}


def as_number(subject: Subject, amount: Fraction) -> float:
    """What a chart draws: what is shown in words, no finer."""
    return float(subject.shown(amount))

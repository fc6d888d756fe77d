"""Colours of maps and charts, measured against WCAG 2.2 contrast and colour blindness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.geo.area_values import State
from models.geo.classes import Scale

INK = "#1B2A3D"
PAPER = "#FFFFFF"
PANEL = "#F4F6F8"
BORDER = "#5B6770"
BLUE = "#1F6FB2"
FALL = "#A65E1A"
NO_DATA = "#E8EBEE"
HATCH = "#7D8893"
ILLUSTRATIVE = "#9A7350"


OUTLINE, CASING = INK, PAPER
SEQUENTIAL: dict[int, tuple[str, ...]] = {
    1: ("#B3D4FB",),
    2: ("#B3D4FB", "#2C78C1"),
    3: ("#B3D4FB", "#2C78C1", "#002B51"),
    4: ("#E3EDFC", "#76A1D3", "#2466A5", "#002B51"),
    5: ("#E8EFFC", "#9BBFEA", "#5C95D3", "#1D65A9", "#002B51"),
}
"""Blues from low to high, by number of classes."""
NO_CHANGE = "#F5F3EF"
RISES: dict[int, tuple[str, ...]] = {1: ("#2C78C1",), 2: ("#2C78C1", "#002B51"), 3: ("#76A1D3", "#2466A5", "#002B51")}
FALLS: dict[int, tuple[str, ...]] = {1: ("#B55D02",), 2: ("#B55D02", "#462000"), 3: ("#EA8429", "#954C02", "#462000")}
"""From zero outwards, by the number of classes on the side that has more of them: one depth is one size on both
sides."""

SELECTION = ("#00A587", "#782DFF", "#C38700", "#B43C3C", "#785A87", "#A587D2")
"""By slot, letters A to F: on map, bar, dot, line and table alike. 3:1 against white and against the dark theme's
ground; none near the slate, blue or orange of the scenarios."""

IN_THE_DARK: dict[int, tuple[str, ...]] = {
    1: ("#2C5F96",),
    2: ("#274B73", "#8FBBEA"),
    3: ("#274B73", "#5790CC", "#CFE3FB"),
    4: ("#22405F", "#3F73AB", "#7FAFE3", "#D6E7FC"),
    5: ("#203A57", "#325F90", "#5487C0", "#8DB8E8", "#DBEAFD"),
}
"""The same on the dark theme's paper: there the highest class is the lightest, the lowest lies near the paper too."""


@dataclass(frozen=True)
class Theme:
    """What a map is drawn with on a light or a dark page: its own ground, the lines on it, and classes by number."""

    panel: str
    outline: str
    casing: str
    no_data: str
    hatch: str
    circle: str
    sequential: dict[int, tuple[str, ...]]


LIGHT = Theme(PANEL, OUTLINE, CASING, NO_DATA, HATCH, BLUE, SEQUENTIAL)
DARK = Theme("#1E2A38", "#C3CFDB", "#0F1722", "#27333F", "#6C7A88", "#6FAAE6", IN_THE_DARK)

Pattern = Literal["plain", "hatch", "dots", "cross", "stripes"]


PATTERNS: dict[State | Literal["between"], Pattern] = {
    "missing": "hatch",
    "small": "dots",
    "withheld": "cross",
    "illustrative": "plain",
    "between": "stripes",
}
"""By state; an illustrative value is a ring on a plain ground, "between" a converted figure of which only a range is
known. The pattern tells the states apart, grey alone would not. A known value has the fill of its class."""


def ground_colour(state: State | Literal["between"], theme: Theme = LIGHT) -> str:
    """What an area without a class is filled with."""
    return theme.no_data if state in ("missing", "withheld") else theme.panel


def class_fills(scale: Scale, theme: Theme = LIGHT) -> tuple[str, ...]:
    """The fill of each of the scale's `classes`, in their order."""
    if not scale.pinned:
        return theme.sequential[len(scale.classes)]
    depth = max(scale.below, scale.above)
    return (*reversed(FALLS[depth][: scale.below]), NO_CHANGE, *RISES[depth][: scale.above])


def text_on(fill: str) -> str:
    """Ink or paper, whichever can be read better."""
    return max((INK, PAPER), key=lambda text: contrast(text, fill))


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

"""Colours and classes of district maps, and the legend that explains them.

Belongs here: half-open class bounds, their labels and colours, the size of circles, the legend's entries. Does not:
geometry or charts (district_map, map_tiles), titles, sources and marks around the map (the page).
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Literal
from urllib.parse import quote

from data.locale import _
from pages.components.map_marks import DistrictMark, Kind
from pages.components.numbers import number

INK = "#1B2A3D"
PAPER = "#FFFFFF"
PANEL = "#F4F6F8"
BORDER = "#5B6770"
BLUE = "#1F6FB2"
FALL = "#A65E1A"
SELECTED = "#C75B00"
NO_DATA = "#E8EBEE"
HATCH = "#98A3AD"
ILLUSTRATIVE = "#9A7350"

_BLUES = {
    1: ("#B5D3EE",),
    2: ("#DCEAF7", "#82B5E0"),
    3: ("#DCEAF7", "#9CC5E8", "#5B9BD3"),
    4: ("#E6F0FA", "#B5D3EE", "#82B5E0", "#5B9BD3"),
    5: ("#E6F0FA", "#B5D3EE", "#82B5E0", "#5B9BD3", BLUE),
}
_ORANGES = {1: ("#F5C99B",), 2: ("#F9DDBF", "#EBA765"), 3: ("#F9DDBF", "#F2BE88", "#E39A52")}
_DARK = {BLUE}
_NICE_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)

Shape = Literal["fill", "circle", "ring", "hatch"]


@dataclass(frozen=True)
class LegendEntry:
    """One line of the legend."""

    label: str
    colour: str
    shape: Shape


def nice_breaks(values: Iterable[float | None], classes: int = 3) -> tuple[float, ...]:
    """Round bounds for 3 to 5 classes of equal width; none when all values are equal.

    >>> nice_breaks([4, 12, 27])
    (10.0, 20.0)
    """
    if not 2 <= classes <= 5:
        raise ValueError("a map has 2 to 5 classes")
    known = [value for value in values if value is not None]
    if not known or max(known) <= min(known):
        return ()
    low, high = min(known), max(known)
    rough = (high - low) / classes
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in _NICE_STEPS if nice * power >= rough * 0.999)
    first = math.floor(low / step) + 1
    bounds = (round((first + i) * step, 10) for i in range(classes - 1))
    return tuple(bound for bound in bounds if bound <= high)


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Classes are half-open: a value equal to a bound belongs to the class above it."""
    return bisect_right(breaks, value)


def class_labels(breaks: Sequence[float], words: Callable[[float], str] = number) -> list[str]:
    """ "Dưới 10", "10 đến dưới 20", "Từ 20 trở lên"."""
    if not breaks:
        return [_("Các huyện cùng một mức")]
    between = [_("{low} đến dưới {high}").format(low=words(low), high=words(high)) for low, high in pairwise(breaks)]
    return [
        _("Dưới {high}").format(high=words(breaks[0])),
        *between,
        _("Từ {low} trở lên").format(low=words(breaks[-1])),
    ]


def class_colours(breaks: Sequence[float]) -> tuple[str, ...]:
    """Sequential blues; when 0 is one of the bounds, oranges below it and blues above it."""
    below = list(breaks).index(0) + 1 if 0 in breaks else 0
    above = len(breaks) + 1 - below
    if above not in _BLUES or below > max(_ORANGES):
        raise ValueError("a map has at most 5 classes, at most 3 of them below 0")
    return tuple(reversed(_ORANGES.get(below, ()))) + _BLUES[above]


def fill_of(mark: DistrictMark, kind: Kind, breaks: Sequence[float]) -> str:
    """The ground colour of a district, as #RRGGBB."""
    if mark.missing:
        return NO_DATA
    if kind == "count" or mark.value is None:
        return PANEL
    return class_colours(breaks)[class_of(mark.value, breaks)]


def text_on(fill: str) -> str:
    return PAPER if fill in _DARK else INK


def circle_colour(mark: DistrictMark) -> str:
    if mark.illustrative:
        return ILLUSTRATIVE
    return FALL if (mark.value or 0) < 0 else BLUE


def radius_share(value: float, largest: float) -> float:
    """The area, not the radius, is proportional to the value; falls are drawn by their size."""
    return math.sqrt(abs(value) / largest) if largest else 0.0


def largest_of(marks: Iterable[DistrictMark], largest: float | None) -> float:
    """The value of a full-size circle: the given one (sizes stay put while figures change) or the greatest shown."""
    if largest is not None:
        return largest
    return max((abs(mark.value) for mark in marks if mark.value is not None), default=0.0)


def legend(
    marks: Iterable[DistrictMark],
    *,
    kind: Kind,
    unit: str,
    breaks: Sequence[float] = (),
    words: Callable[[float], str] = number,
    hatched: bool = True,
) -> list[LegendEntry]:
    """What the map shows, in the order to be drawn; only entries that occur on it, classes always in full.

    marks: of all districts shown (`marks_of`, `tiles_of`), so that missing ones are told. hatched: False for tiles.
    """
    shown = list(marks)
    entries: list[LegendEntry] = []
    if kind == "rate":
        pairs = zip(class_labels(breaks, words), class_colours(breaks), strict=True)
        entries += [LegendEntry(label, colour, "fill") for label, colour in pairs]
    else:
        entries += _circle_entries(shown, unit)
    if any(mark.missing for mark in shown):
        entries.append(LegendEntry(_("Chưa có số liệu"), NO_DATA, "hatch" if hatched else "fill"))
    return entries


def _circle_entries(marks: Sequence[DistrictMark], unit: str) -> list[LegendEntry]:
    entries: list[LegendEntry] = []
    reported = [mark for mark in marks if mark.value is not None and not mark.illustrative]
    if reported:
        entries.append(LegendEntry(_("Diện tích hình tròn theo số liệu ({unit})").format(unit=unit), BLUE, "circle"))
    if any((mark.value or 0) < 0 for mark in reported):
        entries.append(LegendEntry(_("Giảm"), FALL, "circle"))
    if any(mark.illustrative for mark in marks):
        label = _("Số minh họa, chia theo dân số; không phải số liệu thống kê.")
        entries.append(LegendEntry(label, ILLUSTRATIVE, "ring"))
    return entries


def legend_html(entries: Iterable[LegendEntry]) -> str:
    """The legend as small pictures with words, for `st.html`; every word is escaped."""
    # As images: st.html takes inline <svg> out.
    items = "".join(
        f'<span style="white-space:nowrap;margin-right:1.2em"><img alt="" width="24" height="22" '
        f'style="vertical-align:middle" src="{_swatch(entry)}"> {escape(entry.label)}</span> '
        for entry in entries
    )
    return f'<div style="line-height:1.8">{items}</div>'


def _swatch(entry: LegendEntry) -> str:
    colour = entry.colour
    box = f'<rect x="1" y="4" width="22" height="14" fill="{colour}" stroke="{BORDER}"/>'
    drawings = {
        "fill": box,
        "hatch": f'{box}<path d="M2 17L14 5M9 17L21 5M16 17L22 11" stroke="{HATCH}" stroke-width="1.5"/>',
        "circle": f'<circle cx="12" cy="11" r="9" fill="{colour}" fill-opacity="0.4" stroke="{colour}"/>',
        "ring": f'<circle cx="12" cy="11" r="9" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="4 3"/>',
    }
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="22">{drawings[entry.shape]}</svg>'
    return "data:image/svg+xml," + quote(svg)

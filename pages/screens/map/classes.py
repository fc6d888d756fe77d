"""Classes of a choropleth map: fills, patterns, legend."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import quote

from data.locale import _
from models.geo.classes import Classing, ValueClass
from models.wording.numbers import number
from pages.screens.map.words import DistrictMark, Look
from pages.ui.charts.palettes import (
    BETWEEN,
    BLUE,
    BORDER,
    FALL,
    GROUNDS,
    HATCH,
    ILLUSTRATIVE,
    PANEL,
    Pattern,
    class_fills,
)
from pages.ui.format import markup
from pages.ui.format.markup import Markup

Shape = Literal["fill", "circle", "ring", "hatch", "dots", "cross", "stripes"]
Words = Callable[[Decimal], str]
_ENTRY = (
    '<span style="white-space:nowrap;margin-right:1.2em"><img alt="" width="24" height="22" '
    'style="vertical-align:middle" src="{picture}"> {label}</span> '
)
"""With an image: st.html takes inline <svg> out."""


@dataclass(frozen=True)
class LegendEntry:
    """One line of the legend."""

    label: str
    colour: str
    shape: Shape


def class_label(value_class: ValueClass, words: Words) -> str:
    """ "Dưới 10", "10 đến dưới 20", "Từ 20 trở lên"."""
    if value_class.is_zero:
        return _("Không thay đổi")
    if value_class.low is None:
        return (
            _("Các đơn vị cùng một mức")
            if value_class.high is None
            else _("Dưới {high}").format(high=words(value_class.high))
        )
    if value_class.high is None:
        return (_("Trên {low}") if value_class.above_zero else _("Từ {low} trở lên")).format(low=words(value_class.low))
    text = _("Trên {low} đến dưới {high}") if value_class.above_zero else _("{low} đến dưới {high}")
    return text.format(low=words(value_class.low), high=words(value_class.high))


def pattern_of(look: Look) -> Pattern:
    if look == "known":
        return "plain"
    return BETWEEN.pattern if look == "between" else GROUNDS[look].pattern


def fill_of(mark: DistrictMark, classing: Classing | None) -> str:
    """The ground colour of an area, as #RRGGBB; a count (no classing) stands on a plain ground."""
    if mark.look == "between":
        return BETWEEN.colour
    if mark.look != "known":
        return GROUNDS[mark.look].colour
    if classing is None:
        return PANEL
    return class_fills(classing.scale)[classing.place_of[mark.code]]


def fills_of(marks: Iterable[DistrictMark], classing: Classing | None) -> dict[str, str]:
    return {mark.code: fill_of(mark, classing) for mark in marks}


def circle_colour(mark: DistrictMark) -> str:
    if mark.illustrative:
        return ILLUSTRATIVE
    return FALL if (mark.value or 0) < 0 else BLUE


def radius_share(value: float, largest: float) -> float:
    """The area, not the radius, is proportional to the value; falls are drawn by their size."""
    return min(math.sqrt(abs(value) / largest), 1.0) if largest else 0.0


def largest_of(marks: Iterable[DistrictMark], largest: float | None) -> float:
    """The value of a full-size circle: the given one (sizes stay put while figures change) or the greatest shown."""
    if largest is not None:
        return largest
    return max((abs(mark.value) for mark in marks if mark.value is not None), default=0.0)


def legend(
    marks: Sequence[DistrictMark],
    classing: Classing | None,
    unit: str,
    words: Words = number,
    *,
    patterned: bool = True,
) -> list[LegendEntry]:
    """What the map shows, in the order to be drawn; only entries that occur on it. `marks` are those of all areas
    shown; `patterned` is False for tiles, whose grounds are plain."""
    entries = _circle_entries(marks, unit) if classing is None else _class_entries(classing, words)
    return entries + _state_entries(marks, patterned)


def _class_entries(classing: Classing, words: Words) -> list[LegendEntry]:
    fills = class_fills(classing.scale)
    return [LegendEntry(class_label(line.value_class, words), fills[line.place], "fill") for line in classing.legend]


def _circle_entries(marks: Sequence[DistrictMark], unit: str) -> list[LegendEntry]:
    entries: list[LegendEntry] = []
    reported = [mark for mark in marks if mark.look == "known"]
    if reported:
        entries.append(LegendEntry(_("Diện tích hình tròn theo số liệu ({unit})").format(unit=unit), BLUE, "circle"))
    if any((mark.value or 0) < 0 for mark in reported):
        entries.append(LegendEntry(_("Giảm"), FALL, "circle"))
    if any(mark.illustrative for mark in marks):
        label = _("Số minh họa, chia theo dân số; không phải số liệu thống kê.")
        entries.append(LegendEntry(label, ILLUSTRATIVE, "ring"))
    return entries


def _state_entries(marks: Sequence[DistrictMark], patterned: bool) -> list[LegendEntry]:
    """Areas without a figure to be seen, each kind with its count."""
    labels: Mapping[Look, str] = {
        "missing": _("Chưa có số liệu: {count}/{all} đơn vị chưa báo cáo"),
        "small": _("Dưới 5 người (không hiển thị): {count}/{all} đơn vị"),
        "withheld": _("Không hiển thị theo đơn vị: {count}/{all}"),
        "between": _("Quy đổi, chỉ biết khoảng: {count}/{all} đơn vị"),
    }
    entries = []
    for look, label in labels.items():
        count = sum(mark.look == look for mark in marks)
        if count:
            ground = BETWEEN if look == "between" else GROUNDS[look]
            shape: Shape = ground.pattern if patterned and ground.pattern != "plain" else "fill"
            entries.append(LegendEntry(label.format(count=count, all=len(marks)), ground.colour, shape))
    return entries


def legend_html(entries: Iterable[LegendEntry]) -> Markup:
    """The legend as small pictures with words."""
    items = markup.join(markup.fill(_ENTRY, picture=_swatch(entry), label=entry.label) for entry in entries)
    return markup.fill('<div style="line-height:1.8">{items}</div>', items=items)


def _swatch(entry: LegendEntry) -> str:
    colour = entry.colour
    box = f'<rect x="1" y="4" width="22" height="14" fill="{colour}" stroke="{BORDER}"/>'
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="1.3" fill="{HATCH}"/>' for x in (5, 12, 19) for y in (8, 14))
    drawings: dict[Shape, str] = {
        "fill": box,
        "hatch": f'{box}<path d="M2 17L14 5M9 17L21 5M16 17L22 11" stroke="{HATCH}" stroke-width="1.5"/>',
        "cross": f'{box}<path d="M2 17L14 5M9 17L21 5M2 5L14 17M9 5L21 17" stroke="{HATCH}" stroke-width="1.2"/>',
        "stripes": f'{box}<path d="M2 8H22M2 14H22" stroke="{HATCH}" stroke-width="1.5"/>',
        "dots": f"{box}{dots}",
        "circle": f'<circle cx="12" cy="11" r="9" fill="{colour}" fill-opacity="0.4" stroke="{colour}"/>',
        "ring": f'<circle cx="12" cy="11" r="9" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="4 '
        '3"/>',
    }
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="22">{drawings[entry.shape]}</svg>'
    return "data:image/svg+xml," + quote(svg)


SIDE = 32
PATTERNS: tuple[Pattern, ...] = ("hatch", "dots", "cross", "stripes")
ATLAS = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAIAAAAAgCAYAAADaInAlAAABPElEQVR42u2aQQ7DIAwEY/7/Z3pJJRSlEWDKuvVw7qZOxhhsrdVa63EuM7NjcHn1"
    "6vWOfzb2VXrVKkr46pf3xtJqvHppAmSGb+cajand+R69/P29u+Wfjo3ecv7pd1699AjIDr+N52l3PsHz6sMnQIYL4xPEHnhefdgjYDf8uw848r+r"
    "9Fegvc/w6kNVgIytYgtuBp5XHyYBMs8J2nhnYvfq5QnAkGhdnx9p5tGVAMBf0+fP6qWXQOB/p8+PeBcowN/X50esBAX4e/v8aElQgD9enu8gevXS"
    "O0Bm+J7YrwBn9OrvZex8/AAy+PgB8APo+2D8AHvPzcjHBn6AxPB39fn4AYJfGPEDBIGPHyBQBcAPgB8g5ZwAPwBDIvwA2eHjB2A8vH1OIK0AwMcP"
    "AHz8AMAfHRbhB/hR+Nn9AC9zDOAtkdW9rQAAAABJRU5ErkJggg=="
)
"""White on nothing, four squares beside each other: a mask, so that the layer colours it."""


def mapping() -> dict[str, dict[str, Any]]:
    """Position of each pattern in the sprite."""
    return {
        name: {"x": SIDE * index, "y": 0, "width": SIDE, "height": SIDE, "mask": True}
        for index, name in enumerate(PATTERNS)
    }

"""Districts as a grid of equal tiles, for when no boundaries are at hand.

Belongs here: the Vega-Lite specification of the grid and the tile that was clicked. Does not: geometry (district_map),
classes, colours and legend (map_classes), the words of a figure (map_marks).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.locale import _
from pages.components.map_classes import (
    BORDER,
    SELECTED,
    circle_colour,
    fill_of,
    largest_of,
    radius_share,
    text_on,
)
from pages.components.map_marks import DistrictMark, Kind, as_sentence, refuse_illustrative_rates, short_name

TILE_HEIGHT = 150
_CIRCLE_AREA = 13_000.0
_PLACES = {
    "x": {"field": "cot", "type": "ordinal", "axis": None},
    "y": {"field": "hang", "type": "ordinal", "axis": None},
}


def tile_chart(
    marks: Mapping[str, DistrictMark],
    positions: Mapping[str, tuple[int, int]],
    names: Mapping[str, str],
    *,
    kind: Kind,
    selected: str | None = None,
    breaks: Sequence[float] = (),
    largest: float | None = None,
) -> dict[str, Any]:
    """A Vega-Lite specification with inline values; positions are (row, column) and names the units, both by code."""
    shown = tiles_of(marks, positions, names, kind)
    full = largest_of(shown, largest)
    values = [
        _tile(mark, positions[mark.code], kind=kind, breaks=breaks, full=full, selected=selected) for mark in shown
    ]
    layers = [_ground(), *([_circles(False), _circles(True)] if kind == "count" else []), _words(), _click_target()]
    return {
        "data": {"values": values},
        "width": "container",
        "height": TILE_HEIGHT * len({row for row, _column in positions.values()}),
        "layer": layers,
        "config": {
            "font": "Source Sans, sans-serif",
            "view": {"stroke": None},
            "scale": {"bandPaddingInner": 0.04, "bandPaddingOuter": 0.02},
        },
    }


def show_tile_chart(
    marks: Mapping[str, DistrictMark],
    positions: Mapping[str, tuple[int, int]],
    names: Mapping[str, str],
    *,
    key: str,
    title: str,
    unit: str,
    kind: Kind,
    selected: str | None = None,
    breaks: Sequence[float] = (),
    largest: float | None = None,
) -> str | None:
    """Draw the grid and return the code of the clicked district, None when none is (any more)."""
    event = st.vega_lite_chart(
        spec=tile_chart(marks, positions, names, kind=kind, selected=selected, breaks=breaks, largest=largest),
        theme=None,
        key=key,
        on_select="rerun",
        alt=as_sentence(title, unit, tiles_of(marks, positions, names, kind)),
    )
    return clicked_tile(event)


def clicked_tile(event: Mapping[str, Any] | None) -> str | None:
    """The code in a selection; accepts `st.session_state[key]`, so that a page can ask before it draws."""
    clicked = ((event or {}).get("selection") or {}).get("huyen") or []
    return str(clicked[0]["ma"]) if clicked else None


def tiles_of(
    marks: Mapping[str, DistrictMark], positions: Mapping[str, tuple[int, int]], names: Mapping[str, str], kind: Kind
) -> list[DistrictMark]:
    """One mark for each tile; a district without a mark has no figure (never 0)."""
    shown = [marks.get(code) or DistrictMark(code, names.get(code, code), None) for code in positions]
    refuse_illustrative_rates(shown, kind)
    return shown


def _tile(
    mark: DistrictMark,
    place: tuple[int, int],
    *,
    kind: Kind,
    breaks: Sequence[float],
    full: float,
    selected: str | None,
) -> dict[str, Any]:
    ground = fill_of(mark, kind, breaks)
    return {
        "ma": mark.code,
        "ten": short_name(mark.name),
        "hang": place[0],
        "cot": place[1],
        "so_lieu": mark.words(),
        "chu": "\n".join([short_name(mark.name), *mark.lines()]),
        "nen": ground,
        "mau_chu": text_on(ground),
        "vien": SELECTED if mark.code == selected else BORDER,
        "day": 4 if mark.code == selected else 1,
        "dien_tich": round(_CIRCLE_AREA * radius_share(mark.value or 0, full) ** 2),
        "mau": circle_colour(mark),
        "minh_hoa": mark.illustrative,
    }


def _as_is(field: str) -> dict[str, Any]:
    return {"field": field, "type": "nominal", "scale": None}


def _ground() -> dict[str, Any]:
    stroke = {"stroke": _as_is("vien"), "strokeWidth": {"field": "day", "type": "quantitative", "scale": None}}
    return {
        "name": "o-huyen",
        "mark": {"type": "rect", "cornerRadius": 4},
        "encoding": {**_PLACES, "fill": _as_is("nen"), **stroke},
    }


def _circles(illustrative: bool) -> dict[str, Any]:
    look: dict[str, Any] = (
        {"filled": False, "strokeWidth": 2.5, "strokeDash": [5, 4]}
        if illustrative
        else {
            "filled": True,
            "fillOpacity": 0.4,
            "strokeWidth": 1.5,
        }
    )
    size = {"field": "dien_tich", "type": "quantitative", "scale": None, "legend": None}
    fill = {} if illustrative else {"fill": _as_is("mau")}
    return {
        "name": "so-minh-hoa" if illustrative else "so-lieu",
        "transform": [{"filter": f"datum.dien_tich > 0 && datum.minh_hoa === {str(illustrative).lower()}"}],
        "mark": {"type": "point", "shape": "circle", **look},
        "encoding": {**_PLACES, "size": size, "stroke": _as_is("mau"), **fill},
    }


def _words() -> dict[str, Any]:
    mark = {
        "type": "text",
        "lineBreak": "\n",
        "fontSize": 16,
        "fontWeight": 600,
        "lineHeight": 20,
        "align": "center",
        "baseline": "middle",
    }
    # Vega centres the first line only; half the further lines go up.
    lift = {"expr": "-10 * (length(split(datum.chu, '\\n')) - 1)"}
    return {
        "name": "ten-huyen",
        "mark": {**mark, "dy": lift},
        "encoding": {**_PLACES, "text": {"field": "chu", "type": "nominal"}, "color": _as_is("mau_chu")},
    }


def _click_target() -> dict[str, Any]:
    """An invisible tile on top, so that a click on a word or a circle counts as well."""
    tooltip = [
        {"field": "ten", "type": "nominal", "title": _("Đơn vị")},
        {"field": "so_lieu", "type": "nominal", "title": _("Số liệu")},
    ]
    return {
        "name": "bam-chon",
        "mark": {"type": "rect", "opacity": 0},
        "params": [{"name": "huyen", "select": {"type": "point", "fields": ["ma"]}}],
        "encoding": {**_PLACES, "fill": {"value": "#FFFFFF"}, "tooltip": tooltip},
    }

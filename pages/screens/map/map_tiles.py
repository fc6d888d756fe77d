"""Areas as a grid of equal tiles, for machines without WebGL and while no boundaries are at hand.

Belongs here: the Vega-Lite specification of the grid and the tiles that were clicked. Does not: geometry (district_map),
classes, colours and legend (map_classes), the words of a figure (map_marks).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.locale import _
from models.geo.classes import Classing
from pages.screens.map.district_map import Look
from pages.screens.map.map_classes import circle_colour, fills_of, largest_of, radius_share
from pages.screens.map.marks import DistrictMark, Kind, as_sentence, refuse_illustrative_rates, short_name
from pages.ui.charts.palettes import BORDER, SELECTION, text_on

TILE_HEIGHT = 150
FEW_COLUMNS = 3
_CIRCLE_AREA = 13_000.0
_PLACES = {
    "x": {"field": "cot", "type": "ordinal", "axis": None},
    "y": {"field": "hang", "type": "ordinal", "axis": None},
}


def tile_chart(
    marks: Mapping[str, DistrictMark],
    positions: Mapping[str, tuple[int, int]],
    names: Mapping[str, str],
    look: Look | None = None,
) -> dict[str, Any]:
    """A Vega-Lite specification with inline values; positions are (row, column) and names the units, both by code."""
    look = look or Look()
    shown = tiles_of(marks, positions, names, kind_of(look.classing))
    full = largest_of(shown, look.largest)
    grounds = fills_of(shown, look.classing)
    columns = len({column for _row, column in positions.values()})
    values = [_tile(mark, positions[mark.code], grounds[mark.code], full, look, columns) for mark in shown]
    circles = [_circles(False), _circles(True)] if look.classing is None else []
    return {
        "data": {"values": values},
        "width": "container",
        "height": min(TILE_HEIGHT, 4 * TILE_HEIGHT // columns) * len({row for row, _column in positions.values()}),
        "layer": [_ground(), *circles, _words(15 if columns <= FEW_COLUMNS else 11), _click_target()],
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
    look: Look,
    *,
    key: str,
    title: str,
) -> None:
    """Draw the grid; `clicked_tiles` reads what was clicked on it before the next run draws."""
    st.vega_lite_chart(
        spec=tile_chart(marks, positions, names, look),
        theme=None,
        key=key,
        on_select="rerun",
        alt=as_sentence(title, "", tiles_of(marks, positions, names, kind_of(look.classing))),
    )


def clicked_tiles(event: Mapping[str, Any] | None) -> frozenset[str] | None:
    """The codes that the grid holds as clicked, from `st.session_state[key]`; None while there is no grid."""
    if event is None:
        return None
    return frozenset(str(one["ma"]) for one in (event.get("selection") or {}).get("huyen") or [])


def grid(codes: Sequence[str], columns: int = 6) -> dict[str, tuple[int, int]]:
    """Places row by row for areas that have none of their own."""
    return {code: (1 + place // columns, 1 + place % columns) for place, code in enumerate(codes)}


def kind_of(classing: Classing | None) -> Kind:
    return "count" if classing is None else "rate"


def tiles_of(
    marks: Mapping[str, DistrictMark], positions: Mapping[str, tuple[int, int]], names: Mapping[str, str], kind: Kind
) -> list[DistrictMark]:
    """One mark for each tile; a district without a mark has no figure (never 0)."""
    shown = [marks.get(code) or DistrictMark(code, names.get(code, code), None) for code in positions]
    refuse_illustrative_rates(shown, kind)
    return shown


def _tile(
    mark: DistrictMark, place: tuple[int, int], ground: str, full: float, look: Look, columns: int
) -> dict[str, Any]:
    chosen = look.selection.of(mark.code)
    name = short_name(mark.name)
    share = _CIRCLE_AREA * min(1.0, (FEW_COLUMNS / columns) ** 2)
    return {
        "ma": mark.code,
        "ten": name,
        "hang": place[0],
        "cot": place[1],
        "so_lieu": mark.words(),
        "chu": "\n".join([f"{chosen.letter} · {name}" if chosen else name, *mark.lines()]),
        "nen": ground,
        "mau_chu": text_on(ground),
        "vien": SELECTION[chosen.slot] if chosen else BORDER,
        "day": 6 if chosen else 1,
        "dien_tich": round(share * radius_share(mark.value or 0, full) ** 2),
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


def _words(size: int) -> dict[str, Any]:
    mark = {
        "type": "text",
        "lineBreak": "\n",
        "fontSize": size,
        "fontWeight": 600,
        "lineHeight": size + 4,
        "align": "center",
        "baseline": "middle",
    }
    # Vega centres the first line only; half the further lines go up.
    lift = {"expr": f"-{(size + 4) / 2} * (length(split(datum.chu, '\\n')) - 1)"}
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
        "params": [{"name": "huyen", "select": {"type": "point", "fields": ["ma"], "toggle": "true"}}],
        "encoding": {**_PLACES, "fill": {"value": "#FFFFFF"}, "tooltip": tooltip},
    }

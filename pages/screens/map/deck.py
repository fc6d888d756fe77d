"""The map drawn by deck.gl, and as tiles where WebGL is missing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pydeck as pdk
import streamlit as st

from data.locale import _
from models.geo.classes import Classing
from models.geo.comparison import Selection
from models.wording.words import short_name
from pages.screens.map import layers as map_layers
from pages.screens.map.layers import (
    border_layer,
    chosen_layers,
    circle_colour,
    circle_layers,
    fills_of,
    ground_layer,
    label_layer,
    largest_of,
    letter_layer,
    pattern_layer,
    pattern_of,
    radius_share,
)
from pages.screens.map.words import DistrictMark, Kind, as_sentence, marks_of, refuse_illustrative_rates
from pages.ui.charts.geometry import Feature, as_feature, collection, framed, rgb
from pages.ui.charts.geometry import corners as corners_of
from pages.ui.charts.palettes import BORDER, INK, PAPER, SELECTION, text_on
from pages.ui.format import markup

HEIGHT = 400
_TOOLTIP = {
    "text": "{ten}\n{so_lieu}",
    "style": {"backgroundColor": PAPER, "color": INK, "border": f"1px solid {BORDER}", "fontSize": "15px"},
}
# Six districts fit: a still map cannot be lost from sight, and the wheel goes on scrolling the page.
_STILL = ("scrollZoom", "doubleClickZoom", "dragPan", "dragRotate", "touchZoom", "touchRotate", "keyboard")


@dataclass(frozen=True)
class Look:
    """How the map is drawn: a rate has a classing, a count none and `largest`, the value of a full-size circle.
    `address` is where the browser fetches the geometry of a large set; empty = it goes with the map. `corners` frame
    the map where they are known: finding them means to go through all geometry."""

    classing: Classing | None = None
    largest: float | None = None
    selection: Selection = field(default_factory=Selection)
    address: str = ""
    corners: tuple[float, float, float, float] | None = None


class CompactDeck(pdk.Deck):  # type: ignore[misc]
    """pydeck indents its JSON, which makes geometry four times as long."""

    def to_json(self) -> str:
        return json.dumps(json.loads(super().to_json()), ensure_ascii=False, separators=(",", ":"))


def district_deck(features: Sequence[Feature], marks: Mapping[str, DistrictMark], look: Look | None = None) -> pdk.Deck:
    """A deck without any base map, so that no request leaves the machine.

    features: GeoJSON features in WGS 84 with properties code, name and optionally label [lon, lat].
    """
    look = look or Look()
    shown = marks_of(features, marks, "count" if look.classing is None else "rate")
    grounds = fills_of(shown, look.classing)
    large = bool(look.address)
    layers = map_layers.ground(look.address, shown, grounds) if large else _inline(features, shown, grounds)
    corners = look.corners or corners_of(features)
    if look.classing is None:
        metres = map_layers.circle_metres(corners[1], corners[3], len(features)) if large else None
        layers += circle_layers(features, shown, look.largest, metres)
    layers += (
        map_layers.chosen(look.address, shown, look.selection) if large else chosen_layers(features, look.selection)
    )
    if not large or len(features) <= map_layers.MOST_NAMES:
        layers.append(label_layer(features, shown, grounds, crowded=large))
    layers.append(letter_layer(features, look.selection))
    # map_style must stay unset: even None makes the browser ask Carto for a base map.
    return CompactDeck(
        layers=layers,
        views=[pdk.View(type="MapView", controller=large or dict.fromkeys(_STILL, False))],
        initial_view_state=framed(corners, HEIGHT),
        map_provider=None,
        tooltip=map_layers.tooltip(len(features)) | {"style": _TOOLTIP["style"]} if large else _TOOLTIP,
    )


def _inline(features: Sequence[Feature], shown: Sequence[DistrictMark], grounds: Mapping[str, str]) -> list[pdk.Layer]:
    polygons = [
        as_feature(
            feature["geometry"],
            code=mark.code,
            ten=short_name(mark.name),
            so_lieu=mark.words(),
            mau=rgb(grounds[mark.code]),
        )
        for feature, mark in zip(features, shown, strict=True)
    ]
    patterned = [
        as_feature(feature["geometry"], hoa_van=pattern)
        for feature, mark in zip(features, shown, strict=True)
        if (pattern := pattern_of(mark.look)) != "plain"
    ]
    borders = [as_feature(feature["geometry"]) for feature in features]
    return [ground_layer(collection(polygons)), pattern_layer(collection(patterned)), border_layer(collection(borders))]


def show_district_map(
    features: Sequence[Feature], marks: Mapping[str, DistrictMark], look: Look, *, key: str, title: str
) -> None:
    """Draw the map; `clicked` reads what was clicked on it before the next run draws."""
    shown = marks_of(features, marks, "count" if look.classing is None else "rate")
    if look.address and (rules := map_layers.tooltip_rules(shown)):
        markup.show(rules)
    st.pydeck_chart(
        district_deck(features, marks, look),
        key=key,
        height=HEIGHT,
        on_select="rerun",
        selection_mode="multi-object",
        alt=as_sentence(title, "", shown)
        if len(shown) <= map_layers.MOST_NAMES
        else map_layers.in_short(title, len(shown)),
    )


def clicked(event: Mapping[str, Any] | None) -> frozenset[str] | None:
    """The codes that the map holds as clicked, from `st.session_state[key]`; None while there is no map."""
    if event is None:
        return None
    objects = (event.get("selection") or {}).get("objects", {}).get("huyen") or []
    return frozenset(str(one["properties"]["code"]) for one in objects)


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

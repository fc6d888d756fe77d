"""The map of areas: polygons, circles and names as a pydeck deck, and the areas clicked on it.

Belongs here: putting layers together, framing, the click. Does not: classes, colours and legend (map_classes), the words of a
figure (map_marks), the grid of tiles (map_tiles), reading boundaries or figures, titles and sources around the map.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pydeck as pdk
import streamlit as st

from models.geo.classes import Classing
from models.geo.selection import Selection
from pages.screens.map import map_large
from pages.screens.map.map_classes import fills_of, pattern_of
from pages.screens.map.map_layers import (
    as_feature,
    border_layer,
    chosen_layers,
    circle_layers,
    collection,
    ground_layer,
    label_layer,
    letter_layer,
    pattern_layer,
    rgb,
)
from pages.screens.map.marks import DistrictMark, Feature, as_sentence, marks_of, short_name
from pages.ui.charts.palettes import BORDER, INK, PAPER
from pages.ui.format import markup

HEIGHT = 400
# 60 % of a 1366 px screen beside the open sidebar, inside the frame.
_NARROWEST = 490
_MARGIN = 20
_TOOLTIP = {
    "text": "{ten}\n{so_lieu}",
    "style": {"backgroundColor": PAPER, "color": INK, "border": f"1px solid {BORDER}", "fontSize": "15px"},
}
# Six districts fit: a still map cannot be lost from sight, and the wheel goes on scrolling the page.
_STILL = ("scrollZoom", "doubleClickZoom", "dragPan", "dragRotate", "touchZoom", "touchRotate", "keyboard")


@dataclass(frozen=True)
class Look:
    """How the map is drawn: a rate has a classing, a count none and `largest`, the value of a full-size circle. `address` is where
    the browser fetches the geometry of a large set; empty = it goes with the map.
    `corners` frame the map where they are known: finding them means to go through all geometry."""

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
    layers = map_large.ground(look.address, shown, grounds) if large else _inline(features, shown, grounds)
    corners = look.corners or map_large.corners(features)
    if look.classing is None:
        metres = map_large.circle_metres(corners[1], corners[3], len(features)) if large else None
        layers += circle_layers(features, shown, look.largest, metres)
    layers += (
        map_large.chosen(look.address, shown, look.selection) if large else chosen_layers(features, look.selection)
    )
    if not large or len(features) <= map_large.MOST_NAMES:
        layers.append(label_layer(features, shown, grounds, crowded=large))
    layers.append(letter_layer(features, look.selection))
    # map_style must stay unset: even None makes the browser ask Carto for a base map.
    return CompactDeck(
        layers=layers,
        views=[pdk.View(type="MapView", controller=large or dict.fromkeys(_STILL, False))],
        initial_view_state=framed(corners),
        map_provider=None,
        tooltip=map_large.tooltip(len(features)) | {"style": _TOOLTIP["style"]} if large else _TOOLTIP,
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
    if look.address and (rules := map_large.tooltip_rules(shown)):
        markup.show(rules)
    st.pydeck_chart(
        district_deck(features, marks, look),
        key=key,
        height=HEIGHT,
        on_select="rerun",
        selection_mode="multi-object",
        alt=as_sentence(title, "", shown)
        if len(shown) <= map_large.MOST_NAMES
        else map_large.in_short(title, len(shown)),
    )


def clicked(event: Mapping[str, Any] | None) -> frozenset[str] | None:
    """The codes that the map holds as clicked, from `st.session_state[key]`; None while there is no map."""
    if event is None:
        return None
    objects = (event.get("selection") or {}).get("objects", {}).get("huyen") or []
    return frozenset(str(one["properties"]["code"]) for one in objects)


def frame(features: Sequence[Feature], height: int = HEIGHT) -> pdk.ViewState:
    """The view that fits all geometry into the height with a margin; the same for the same geometry."""
    return framed(map_large.corners(features), height)


def framed(corners: tuple[float, float, float, float], height: int = HEIGHT) -> pdk.ViewState:
    west, south, east, north = corners
    if corners == (0.0, 0.0, 0.0, 0.0):
        return pdk.ViewState(longitude=0, latitude=0, zoom=1, min_zoom=1)
    latitude = (south + north) / 2
    tall = (north - south) / math.cos(math.radians(latitude)) / (height - _MARGIN)
    wide = (east - west) / (_NARROWEST - _MARGIN)
    zoom = round(math.log2(360 / (512 * max(tall, wide, 1e-9))), 2)
    return pdk.ViewState(
        longitude=round((west + east) / 2, 4),
        latitude=round(latitude, 4),
        zoom=zoom,
        min_zoom=zoom - 1,
        max_zoom=zoom + 3,
    )

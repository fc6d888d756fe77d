"""The map of districts: polygons, circles and names as a pydeck deck, and the district that was clicked.

Belongs here: layers, framing, the click. Does not: classes, colours and legend (map_classes), the words of a figure
(map_marks), the grid of tiles (map_tiles), reading boundaries or figures, titles and sources around the map.
"""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import pydeck as pdk
import streamlit as st

from pages.components.map_classes import BORDER, INK, PAPER, fill_of
from pages.components.map_layers import (
    as_feature,
    circle_layers,
    ground_layer,
    hatch_layer,
    label_layer,
    outline_layer,
    points,
    rgb,
)
from pages.components.map_marks import DistrictMark, Feature, Kind, as_sentence, marks_of, short_name

HEIGHT = 480
# 60 % of a 1366 px screen beside the open sidebar.
_NARROWEST = 535
_MARGIN = 20
_TOOLTIP = {
    "text": "{ten}\n{so_lieu}",
    "style": {"backgroundColor": PAPER, "color": INK, "border": f"1px solid {BORDER}", "fontSize": "15px"},
}
# Six districts fit: a still map cannot be lost from sight, and the wheel goes on scrolling the page.
_STILL = ("scrollZoom", "doubleClickZoom", "dragPan", "dragRotate", "touchZoom", "touchRotate", "keyboard")


class CompactDeck(pdk.Deck):  # type: ignore[misc]
    """pydeck indents its JSON, which makes geometry four times as long."""

    def to_json(self) -> str:
        return json.dumps(json.loads(super().to_json()), ensure_ascii=False, separators=(",", ":"))


def district_deck(
    features: Sequence[Feature],
    marks: Mapping[str, DistrictMark],
    *,
    kind: Kind,
    selected: str | None = None,
    breaks: Sequence[float] = (),
    largest: float | None = None,
) -> pdk.Deck:
    """A deck without any base map, so that no request leaves the machine.

    features: GeoJSON features in WGS 84 with properties code, name and optionally label [lon, lat].
    breaks: class bounds of a rate. largest: the value drawn as a full-size circle of a count.
    """
    shown = marks_of(features, marks, kind)
    grounds = [fill_of(mark, kind, breaks) for mark in shown]
    polygons = [
        as_feature(
            feature["geometry"],
            code=mark.code,
            ten=short_name(mark.name),
            so_lieu=mark.words(),
            mau=rgb(ground),
        )
        for feature, mark, ground in zip(features, shown, grounds, strict=True)
    ]
    missing = [f for f, mark in zip(features, shown, strict=True) if mark.missing]
    chosen = [f for f in features if str(f["properties"]["code"]) == selected]
    layers = [
        ground_layer(polygons),
        hatch_layer([as_feature(f["geometry"]) for f in missing]),
        *(circle_layers(features, shown, largest) if kind == "count" else ()),
        outline_layer([as_feature(f["geometry"]) for f in chosen]),
        label_layer(features, shown, grounds),
    ]
    # map_style must stay unset: even None makes the browser ask Carto for a base map.
    return CompactDeck(
        layers=layers,
        views=[pdk.View(type="MapView", controller=dict.fromkeys(_STILL, False))],
        initial_view_state=frame(features),
        map_provider=None,
        tooltip=_TOOLTIP,
    )


def show_district_map(
    features: Sequence[Feature],
    marks: Mapping[str, DistrictMark],
    *,
    key: str,
    title: str,
    unit: str,
    kind: Kind,
    selected: str | None = None,
    breaks: Sequence[float] = (),
    largest: float | None = None,
) -> str | None:
    """Draw the map and return the code of the clicked district, None when none is (any more).

    The legend is the page's: `map_classes.legend(marks_of(features, marks, kind), …)`.
    """
    deck = district_deck(features, marks, kind=kind, selected=selected, breaks=breaks, largest=largest)
    event = st.pydeck_chart(
        deck,
        key=key,
        height=HEIGHT,
        on_select="rerun",
        selection_mode="single-object",
        alt=as_sentence(title, unit, marks_of(features, marks, kind)),
    )
    return clicked_district(event)


def clicked_district(event: Mapping[str, Any] | None) -> str | None:
    """The code in a selection; accepts `st.session_state[key]`, so that a page can ask before it draws."""
    clicked = ((event or {}).get("selection") or {}).get("objects", {}).get("huyen") or []
    return str(clicked[0]["properties"]["code"]) if clicked else None


def frame(features: Sequence[Feature], height: int = HEIGHT) -> pdk.ViewState:
    """The view that fits all geometry into the height with a margin; the same for the same geometry."""
    corners = [point for feature in features for point in points(feature["geometry"]["coordinates"])]
    if not corners:
        return pdk.ViewState(longitude=0, latitude=0, zoom=1, min_zoom=1)
    west, east = min(x for x, _y in corners), max(x for x, _y in corners)
    south, north = min(y for _x, y in corners), max(y for _x, y in corners)
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

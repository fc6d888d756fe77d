"""The layers of the district map: ground, hatch, circles, rings, outline and names.

Belongs here: how each layer is drawn, and the small geometry that needs. Does not: which district gets what (district_map),
classes and colours (map_classes), the words of a figure (map_marks).
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import pydeck as pdk

from pages.components.map_classes import (
    BORDER,
    HATCH,
    ILLUSTRATIVE,
    SELECTED,
    circle_colour,
    largest_of,
    radius_share,
    text_on,
)
from pages.components.map_marks import DistrictMark, Feature, short_name

_CIRCLE_METRES = 4_000.0
_LATITUDE_METRES = 111_320.0
_PIXELS = pdk.types.String("pixels")
# 16 x 16 px, diagonal lines every 8 px on transparent ground; a mask, so that HATCH colours it.
_HATCH_PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAAMElEQVR42mNmYGD4z8DAwMvAwLCLATsgJM/Qw4Ab/Cd"
    "CniLNPaOaB4Pm0XQwLDQDAOWbMdpLIcFTAAAAAElFTkSuQmCC"
)


def ground_layer(polygons: list[dict[str, Any]]) -> pdk.Layer:
    """The one layer that can be clicked: circles and names let the click through, so all of a district answers."""
    return pdk.Layer(
        "GeoJsonLayer",
        _collection(polygons),
        id="huyen",
        pickable=True,
        stroked=True,
        filled=True,
        get_line_color=rgb(BORDER),
        line_width_units=_PIXELS,
        get_line_width=1.2,
        # Set here and not as getFillColor, which Streamlit fades for all but the selected: colours would leave the legend.
        **{"_subLayerProps": {"polygons-fill": {"getFillColor": "@@=properties.mau"}}},
    )


def hatch_layer(polygons: list[dict[str, Any]]) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        _collection(polygons),
        id="chua-co-so-lieu",
        pickable=False,
        stroked=False,
        filled=True,
        extensions=[{"@@type": "FillStyleExtension", "pattern": True}],
        fill_pattern_mask=True,
        fill_pattern_atlas=pdk.types.String(_HATCH_PNG),
        fill_pattern_mapping={"h": {"x": 0, "y": 0, "width": 16, "height": 16, "mask": True}},
        get_fill_pattern=pdk.types.String("h"),
        get_fill_pattern_scale=80,
        **{"_subLayerProps": {"polygons-fill": {"getFillColor": rgb(HATCH)}}},
    )


def circle_layers(
    features: Sequence[Feature], marks: Sequence[DistrictMark], largest: float | None
) -> Iterator[pdk.Layer]:
    """Filled circles for figures that were reported, dashed rings for illustrative ones."""
    full = largest_of(marks, largest)
    circles, rings = [], []
    for feature, mark in zip(features, marks, strict=True):
        if not mark.value:
            continue
        centre, metres = _label_point(feature), round(_CIRCLE_METRES * radius_share(mark.value, full))
        if mark.illustrative:
            rings.append(as_feature({"type": "Polygon", "coordinates": [_ring(centre, metres)]}))
        else:
            colour = rgb(circle_colour(mark))
            circles.append({"tam": centre, "ban_kinh": metres, "mau": [*colour, 102], "vien": colour})
    yield pdk.Layer(
        "ScatterplotLayer",
        circles,
        id="so-lieu",
        pickable=False,
        stroked=True,
        get_position="tam",
        get_radius="ban_kinh",
        get_fill_color="mau",
        get_line_color="vien",
        line_width_min_pixels=1.5,
    )
    yield pdk.Layer(
        "GeoJsonLayer",
        _collection(rings),
        id="so-minh-hoa",
        pickable=False,
        filled=False,
        stroked=True,
        get_line_color=rgb(ILLUSTRATIVE),
        line_width_units=_PIXELS,
        get_line_width=2.5,
        extensions=[{"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}],
        get_dash_array=[3, 2],
    )


def outline_layer(polygons: list[dict[str, Any]]) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        _collection(polygons),
        id="dang-chon",
        pickable=False,
        filled=False,
        stroked=True,
        get_line_color=rgb(SELECTED),
        line_width_units=_PIXELS,
        get_line_width=4,
    )


def label_layer(features: Sequence[Feature], marks: Sequence[DistrictMark], grounds: Sequence[str]) -> pdk.Layer:
    labels = [
        {
            "noi_dung": "\n".join([short_name(mark.name), *mark.lines()]),
            "tam": _label_point(feature),
            "mau": rgb(text_on(ground)),
            # A dashed ring is narrower than its words, so it is paled behind them.
            "nen": [*rgb(ground), 140 if mark.illustrative else 0],
        }
        for feature, mark, ground in zip(features, marks, grounds, strict=True)
    ]
    return pdk.Layer(
        "TextLayer",
        labels,
        id="ten-huyen",
        pickable=False,
        get_text="noi_dung",
        get_position="tam",
        get_size=15,
        line_height=1.25,
        # The default set has no Vietnamese letters and drops them in silence.
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String("Source Sans, sans-serif"),
        font_weight=600,
        # Twice the size drawn: from a larger atlas the small letters come out blurred.
        font_settings={"fontSize": 30, "buffer": 6},
        background=True,
        get_background_color="nen",
        background_padding=[3, 1],
        # Not as getColor, which Streamlit fades with the districts that are not selected.
        **{"_subLayerProps": {"characters": {"getColor": "@@=mau"}}},
    )


def _label_point(feature: Feature) -> list[float]:
    label = feature["properties"].get("label")
    if label:
        return [float(label[0]), float(label[1])]
    corners = list(points(feature["geometry"]["coordinates"]))
    lons, lats = [x for x, _y in corners], [y for _x, y in corners]
    return [round((min(lons) + max(lons)) / 2, 4), round((min(lats) + max(lats)) / 2, 4)]


def _ring(centre: list[float], metres: float, corners: int = 40) -> list[list[float]]:
    tall = metres / _LATITUDE_METRES
    wide = tall / math.cos(math.radians(centre[1]))
    turns = (math.tau * (i % corners) / corners for i in range(corners + 1))
    return [[round(centre[0] + wide * math.cos(t), 4), round(centre[1] + tall * math.sin(t), 4)] for t in turns]


def points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from points(part)


def as_feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]

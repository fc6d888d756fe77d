"""The layers of the map: ground, patterns, borders, circles, rings, outlines of what is chosen, names.

Belongs here: how each layer is drawn, and the small geometry that needs. Does not: which area gets what (district_map),
classes and colours (map_classes), the words of a figure (map_marks), geometry that goes by address (map_large).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pydeck as pdk

from models.geo.selection import Selection
from pages.screens.map.map_classes import circle_colour, largest_of, radius_share
from pages.screens.map.map_patterns import ATLAS, mapping
from pages.screens.map.marks import DistrictMark, Feature, short_name
from pages.ui.charts.palettes import CASING, HATCH, ILLUSTRATIVE, OUTLINE, SELECTION, text_on

_CIRCLE_METRES = 4_000.0
_LATITUDE_METRES = 111_320.0
PIXELS = pdk.types.String("pixels")
_FONT = pdk.types.String("Source Sans, sans-serif")


def ground_layer(data: Any, fill: Any = "@@=properties.mau") -> pdk.Layer:
    """The one layer that can be clicked: circles and names let the click through, so all of an area answers. Its own border is
    the wide pale one; the thin dark one lies on it, so that one of the two stands out against any fill."""
    return pdk.Layer(
        "GeoJsonLayer",
        data,
        id="huyen",
        pickable=True,
        stroked=True,
        filled=True,
        get_line_color=rgb(CASING),
        line_width_units=PIXELS,
        get_line_width=3.5,
        # Set here and not as getFillColor, which Streamlit fades for all but the selected: colours would leave the legend.
        **_plainly("polygons-fill", "getFillColor", fill),
    )


def pattern_layer(data: Any, pattern: str = "properties.hoa_van", colour: Any = None) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        data,
        id="chua-co-so-lieu",
        pickable=False,
        stroked=False,
        filled=True,
        extensions=[{"@@type": "FillStyleExtension", "pattern": True}],
        fill_pattern_mask=True,
        fill_pattern_atlas=pdk.types.String(ATLAS),
        fill_pattern_mapping=mapping(),
        get_fill_pattern=pattern,
        get_fill_pattern_scale=45,
        **_plainly("polygons-fill", "getFillColor", colour or rgb(HATCH)),
    )


def border_layer(data: Any) -> pdk.Layer:
    return outline_layer("ranh-gioi", data, rgb(OUTLINE), 1.2)


def circle_layers(
    features: Sequence[Feature], marks: Sequence[DistrictMark], largest: float | None, full_metres: float | None = None
) -> Iterator[pdk.Layer]:
    """Filled circles for figures that were reported, dashed rings for illustrative ones."""
    full = largest_of(marks, largest)
    reach = full_metres or _CIRCLE_METRES
    circles, rings = [], []
    for feature, mark in zip(features, marks, strict=True):
        if not mark.value:
            continue
        centre, metres = label_point(feature), round(reach * radius_share(mark.value, full))
        if mark.illustrative:
            rings.append(as_feature({"type": "Polygon", "coordinates": [_ring(centre, metres)]}))
        else:
            circles.append({"t": centre, "r": metres, "vien": rgb(circle_colour(mark))})
    # One colour is said once: of hundreds of circles it would be most of what a move sends.
    hues = {tuple(circle["vien"]) for circle in circles}
    one = len(hues) == 1
    for circle in circles:
        hue = circle.pop("vien")
        circle.update({} if one else {"mau": [*hue, 102], "vien": hue})
    yield pdk.Layer(
        "ScatterplotLayer",
        circles,
        id="so-lieu",
        pickable=False,
        stroked=True,
        get_position="t",
        get_radius="r",
        get_fill_color=[*min(hues), 102] if one else "mau",
        get_line_color=list(min(hues)) if one else "vien",
        line_width_min_pixels=1.5,
    )
    yield pdk.Layer(
        "GeoJsonLayer",
        collection(rings),
        id="so-minh-hoa",
        pickable=False,
        filled=False,
        stroked=True,
        get_line_color=rgb(ILLUSTRATIVE),
        line_width_units=PIXELS,
        get_line_width=2.5,
        extensions=[{"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}],
        get_dash_array=[3, 2],
    )


def chosen_layers(features: Sequence[Feature], selection: Selection) -> Iterator[pdk.Layer]:
    """The chosen areas' borders in their hues on a pale ground."""
    found = []
    for feature in features:
        one = selection.of(str(feature["properties"]["code"]))
        if one is not None:
            found.append(as_feature(feature["geometry"], vien=rgb(SELECTION[one.slot])))
    yield outline_layer("dang-chon-nen", collection(found), rgb(CASING), 9)
    yield outline_layer("dang-chon", collection(found), "properties.vien", 5)


def outline_layer(name: str, data: Any, colour: Any, width: float) -> pdk.Layer:
    """Streamlit leaves colours of lines alone."""
    return pdk.Layer(
        "GeoJsonLayer",
        data,
        id=name,
        pickable=False,
        filled=False,
        stroked=True,
        line_width_units=PIXELS,
        get_line_width=width,
        get_line_color=colour,
    )


def letter_layer(features: Sequence[Feature], selection: Selection) -> pdk.Layer:
    """Each chosen area's letter, above its name, on its hue."""
    letters = []
    for feature in features:
        one = selection.of(str(feature["properties"]["code"]))
        if one is not None:
            hue = SELECTION[one.slot]
            letters.append({"chu": one.letter, "tam": label_point(feature), "nen": rgb(hue), "mau": rgb(text_on(hue))})
    return pdk.Layer(
        "TextLayer",
        letters,
        id="chu-cai",
        pickable=False,
        get_text="chu",
        get_position="tam",
        get_pixel_offset=[0, -40],
        get_size=15,
        font_family=_FONT,
        font_weight=700,
        background=True,
        get_background_color="nen",
        background_padding=[6, 2],
        **_plainly("characters", "getColor", "@@=mau"),
    )


def label_layer(
    features: Sequence[Feature], marks: Sequence[DistrictMark], grounds: Mapping[str, str], *, crowded: bool = False
) -> pdk.Layer:
    """Names with figures; where many areas share the map, names alone."""
    labels = [
        {
            "noi_dung": "\n".join([short_name(mark.name), *(() if crowded else mark.lines())]),
            "tam": label_point(feature),
            "mau": rgb(text_on(grounds[mark.code])),
            # A dashed ring and a pattern are narrower than the words on them, so they are paled behind these.
            "nen": [*rgb(grounds[mark.code]), 0 if mark.look == "known" else 140 if mark.illustrative else 200],
        }
        for feature, mark in zip(features, marks, strict=True)
    ]
    return pdk.Layer(
        "TextLayer",
        labels,
        id="ten-huyen",
        pickable=False,
        get_text="noi_dung",
        get_position="tam",
        get_size=11 if crowded else 15,
        line_height=1.25,
        # The default set has no Vietnamese letters and drops them in silence.
        character_set=pdk.types.String("auto"),
        font_family=_FONT,
        font_weight=600,
        # Twice the size drawn: from a larger atlas the small letters come out blurred.
        font_settings={"fontSize": 30, "buffer": 6},
        background=True,
        get_background_color="nen",
        background_padding=[3, 1],
        **_plainly("characters", "getColor", "@@=mau"),
    )


def _plainly(part: str, name: str, value: Any) -> dict[str, Any]:
    """A colour set below the layer, where Streamlit does not fade it with the areas that are not selected."""
    return {"_subLayerProps": {part: {name: value}}}


def label_point(feature: Feature) -> list[float]:
    label = feature["properties"].get("label")
    if label:
        return [round(float(label[0]), 5), round(float(label[1]), 5)]
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


def collection(features: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]

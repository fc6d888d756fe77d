"""deck.gl layers: inline for a few areas, by address for a large boundary set."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

import pydeck as pdk

from data.locale import _
from models.geo.selection import Selection
from models.wording.words import short_name
from pages.screens.map.classes import ATLAS, circle_colour, largest_of, mapping, pattern_of, radius_share
from pages.screens.map.words import DistrictMark
from pages.ui.charts.geometry import Feature, as_feature, collection, label_point, rgb
from pages.ui.charts.palettes import CASING, HATCH, ILLUSTRATIVE, OUTLINE, SELECTION, text_on
from pages.ui.format import markup
from pages.ui.format.markup import Markup

_CIRCLE_METRES = 4_000.0
_LATITUDE_METRES = 111_320.0
PIXELS = pdk.types.String("pixels")
_FONT = pdk.types.String("Source Sans, sans-serif")


def ground_layer(data: Any, fill: Any = "@@=properties.mau") -> pdk.Layer:
    """The one layer that can be clicked: circles and names let the click through, so all of an area answers. Its own
    border is the wide pale one; the thin dark one lies on it, so that one of the two stands out against any fill."""
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
        # Set here and not as getFillColor, which Streamlit fades for all but the selected: colours would leave the
        # legend.
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
    circles: list[dict[str, Any]] = []
    rings: list[dict[str, Any]] = []
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


def _ring(centre: list[float], metres: float, corners: int = 40) -> list[list[float]]:
    tall = metres / _LATITUDE_METRES
    wide = tall / math.cos(math.radians(centre[1]))
    turns = (math.tau * (i % corners) / corners for i in range(corners + 1))
    return [[round(centre[0] + wide * math.cos(t), 4), round(centre[1] + tall * math.sin(t), 4)] for t in turns]


INLINE = 12
"""Sets of more areas go by address."""
PATH = "/ranh-gioi/{version}/{vintage}/{level}.geojson"
MOST_NAMES = 120
_TOOLTIP_RULE = '.bando-so-{place}::before{{white-space:pre;content:"{name}\\a {words}"}}'
_CLEAR = "[0,0,0,0]"


def address(version: int, vintage: str, level: str) -> str:
    """Where pages/server/boundary_sets.py gives a set; a version never changes, so neither does what is there."""
    return PATH.format(version=version, vintage=vintage, level=level)


def tooltip(areas: int) -> dict[str, str]:
    """The browser fills a tooltip from the geometry's properties, which must not change with the figures. So it gets a
    class by the polygon's number, and `tooltip_rules` the words; of very many areas that would be long at every move:
    there a click tells."""
    if areas > MOST_NAMES:
        return {"text": _("{name}\nBấm để xem số liệu").format(name="{ten}")}
    return {"html": '<div class="bando-so-{i}"></div>'}


def tooltip_rules(marks: Sequence[DistrictMark]) -> Markup:
    """Name and figure of each polygon, as the content of its class; "" where tooltips have no figures."""
    if len(marks) > MOST_NAMES:
        return markup.fill("")
    rules = (
        markup.fill_style(_TOOLTIP_RULE, place=i, name=short_name(mark.name), words=mark.words())
        for i, mark in enumerate(marks)
    )
    return markup.fill("<style>{rules}</style>", rules=markup.join(rules))


def in_short(title: str, areas: int) -> str:
    """For those who hear the page: hundreds of figures in one sentence tell nothing, and would be sent at every
    move."""
    return _("{title}. {count} đơn vị; số của từng đơn vị ở cách xem Bảng.").format(title=title, count=areas)


def ground(url: str, marks: Sequence[DistrictMark], grounds: dict[str, str]) -> list[pdk.Layer]:
    fills = [_list(rgb(grounds[mark.code])) for mark in marks]
    patterns = [pattern_of(mark.look) for mark in marks]
    named = [f"'{'hatch' if pattern == 'plain' else pattern}'" for pattern in patterns]
    inked = [_CLEAR if pattern == "plain" else _list([*rgb(HATCH), 255]) for pattern in patterns]
    return [
        _redrawn(ground_layer(url, condition(fills)), "polygons-fill", "getFillColor", fills),
        _redrawn(
            pattern_layer(url, condition(named).removeprefix("@@="), condition(inked)),
            "polygons-fill",
            "getFillColor",
            inked,
        ),
        border_layer(url),
    ]


def chosen(url: str, marks: Sequence[DistrictMark], selection: Selection) -> list[pdk.Layer]:
    """Outlines as conditions too: all polygons are there, those not chosen have no colour."""
    slots = [one.slot if (one := selection.of(mark.code)) else None for mark in marks]
    pale = [_CLEAR if slot is None else _list([*rgb(CASING), 255]) for slot in slots]
    hues = [_CLEAR if slot is None else _list([*rgb(SELECTION[slot]), 255]) for slot in slots]
    return [_outline("dang-chon-nen", url, pale, 8), _outline("dang-chon", url, hues, 4)]


def _outline(name: str, url: str, colours: Sequence[str], width: float) -> pdk.Layer:
    layer = outline_layer(name, url, condition(colours).removeprefix("@@="), width)
    layer.update_triggers = {"getLineColor": _trigger(colours)}
    return layer


def condition(values: Sequence[str], name: str = "properties.i") -> str:
    """A balanced chain of conditions on a polygon's number; equal neighbours are one branch.

    >>> condition(["1", "1", "2"])
    '@@=properties.i<2?1:2'
    """
    runs: list[tuple[int, str]] = []
    for place, value in enumerate(values):
        if not runs or runs[-1][1] != value:
            runs.append((place, value))
    return "@@=" + (_branches(runs, name) if runs else _CLEAR)


def _branches(runs: Sequence[tuple[int, str]], name: str) -> str:
    if len(runs) == 1:
        return runs[0][1]
    middle = len(runs) // 2
    low, high = _branches(runs[:middle], name), _branches(runs[middle:], name)
    low = f"({low})" if middle > 1 else low
    return f"{name}<{runs[middle][0]}?{low}:{high}"


def circle_metres(south: float, north: float, areas: int) -> float:
    """The full circle's radius where many areas share the map."""
    return float(111_320 * (north - south) / (2.5 * max(areas, 1) ** 0.5))


def _redrawn(layer: pdk.Layer, part: str, name: str, values: Sequence[str]) -> pdk.Layer:
    """deck.gl compares no functions: without a trigger that changes with the colours it would keep the old ones."""
    layer._subLayerProps[part]["updateTriggers"] = {name: _trigger(values)}
    return layer


def _trigger(values: Sequence[str]) -> int:
    return crc32("".join(values).encode())


def _list(numbers: Sequence[int]) -> str:
    return f"[{','.join(map(str, numbers))}]"

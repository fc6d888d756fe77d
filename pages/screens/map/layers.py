"""Classes of the map with their fills, patterns and legend, and the deck.gl layers that draw them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import quote
from zlib import crc32

import pydeck as pdk

from data.locale import _
from models.geo.classes import Classing, ValueClass
from models.geo.comparison import Selection
from models.wording.numbers import number
from models.wording.words import short_name
from pages.screens.map.words import DistrictMark, Look
from pages.ui.charts.geometry import METRES, Feature, as_feature, clearance, collection, label_point, rgb
from pages.ui.charts.palettes import (
    BORDER,
    FALL,
    HATCH,
    ILLUSTRATIVE,
    LIGHT,
    PATTERNS,
    SELECTION,
    Pattern,
    Theme,
    class_fills,
    ground_colour,
    text_on,
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
    return "plain" if look == "known" else PATTERNS[look]


def fill_of(mark: DistrictMark, classing: Classing | None, theme: Theme = LIGHT) -> str:
    """The ground colour of an area, as #RRGGBB; a count (no classing) stands on a plain ground."""
    if mark.look != "known":
        return ground_colour(mark.look, theme)
    if classing is None:
        return theme.panel
    return class_fills(classing.scale, theme)[classing.place_of[mark.code]]


def fills_of(marks: Iterable[DistrictMark], classing: Classing | None, theme: Theme = LIGHT) -> dict[str, str]:
    return {mark.code: fill_of(mark, classing, theme) for mark in marks}


def circle_colour(mark: DistrictMark, theme: Theme = LIGHT) -> str:
    if mark.illustrative:
        return ILLUSTRATIVE
    return FALL if (mark.value or 0) < 0 else theme.circle


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
    theme: Theme = LIGHT,
) -> list[LegendEntry]:
    """What the map shows, in the order to be drawn; only entries that occur on it. `marks` are those of all areas
    shown; `patterned` is False for tiles, whose grounds are plain."""
    entries = _circle_entries(marks, unit, theme) if classing is None else _class_entries(classing, words, theme)
    return entries + _state_entries(marks, patterned, theme)


def _class_entries(classing: Classing, words: Words, theme: Theme) -> list[LegendEntry]:
    fills = class_fills(classing.scale, theme)
    return [LegendEntry(class_label(line.value_class, words), fills[line.place], "fill") for line in classing.legend]


def _circle_entries(marks: Sequence[DistrictMark], unit: str, theme: Theme) -> list[LegendEntry]:
    entries: list[LegendEntry] = []
    reported = [mark for mark in marks if mark.look == "known"]
    if reported:
        entries.append(
            LegendEntry(_("Diện tích hình tròn theo số liệu ({unit})").format(unit=unit), theme.circle, "circle")
        )
    if any((mark.value or 0) < 0 for mark in reported):
        entries.append(LegendEntry(_("Giảm"), FALL, "circle"))
    if any(mark.illustrative for mark in marks):
        label = _("Số minh họa, chia theo dân số; không phải số liệu thống kê.")
        entries.append(LegendEntry(label, ILLUSTRATIVE, "ring"))
    return entries


def _state_entries(marks: Sequence[DistrictMark], patterned: bool, theme: Theme) -> list[LegendEntry]:
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
            pattern = pattern_of(look)
            shape: Shape = pattern if patterned and pattern != "plain" else "fill"
            entries.append(LegendEntry(label.format(count=count, all=len(marks)), ground_colour(look, theme), shape))
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
SPRITE: tuple[Pattern, ...] = ("hatch", "dots", "cross", "stripes")
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
        for index, name in enumerate(SPRITE)
    }


PIXELS = pdk.types.String("pixels")
_FONT = pdk.types.String("Source Sans, sans-serif")


def ground_layer(data: Any, fill: Any = "@@=properties.mau", theme: Theme = LIGHT) -> pdk.Layer:
    """The one layer that can be clicked: circles and names let the click through, so all of an area answers. Its own
    border is the one of the paper's colour; the thin line lies on it, so that one of the two stands out against any
    fill."""
    return pdk.Layer(
        "GeoJsonLayer",
        data,
        id="huyen",
        pickable=True,
        stroked=True,
        filled=True,
        get_line_color=rgb(theme.casing),
        line_width_units=PIXELS,
        get_line_width=2.5,
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


def border_layer(data: Any, theme: Theme = LIGHT, width: float = 1) -> pdk.Layer:
    return outline_layer("ranh-gioi", data, rgb(theme.outline), width)


def former_layer(url: str, theme: Theme) -> pdk.Layer:
    """The six districts as they were, over the wards and communes that stand in their place."""
    return outline_layer("huyen-cu", url, rgb(theme.outline), 2.2)


def circle_layers(
    features: Sequence[Feature],
    marks: Sequence[DistrictMark],
    largest: float | None,
    reach: float,
    theme: Theme = LIGHT,
    places: str = "",
) -> Iterator[pdk.Layer]:
    """Filled circles for figures that were reported, dashed rings for illustrative ones; `reach` are the metres of the
    radius of a full one, `places` where the browser fetches the circles' places of a large set."""
    full = largest_of(marks, largest)
    radii = [round(reach * radius_share(mark.value or 0, full)) for mark in marks]
    is_circle = [bool(mark.value) and not mark.illustrative for mark in marks]
    data: Any = places
    if places:
        looks = _circles_by_number(marks, radii, is_circle, theme)
    else:
        shown = [one for one in zip(features, marks, radii, is_circle, strict=True) if one[-1]]
        hues = [rgb(circle_colour(mark, theme)) for _feature, mark, _metres, _is in shown]
        data = [
            {"t": label_point(feature), "r": metres, "mau": [*hue, 102], "vien": hue}
            for (feature, _mark, metres, _is), hue in zip(shown, hues, strict=True)
        ]
        looks = {"get_radius": "r", "get_fill_color": "mau", "get_line_color": "vien"}
    yield pdk.Layer(
        "ScatterplotLayer",
        data,
        id="so-lieu",
        pickable=False,
        stroked=True,
        get_position="t",
        line_width_min_pixels=1.5,
        **looks,
    )
    rings = [
        as_feature({"type": "Polygon", "coordinates": [_ring(label_point(feature), metres)]})
        for feature, mark, metres in zip(features, marks, radii, strict=True)
        if mark.illustrative and mark.value
    ]
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


def _circles_by_number(
    marks: Sequence[DistrictMark], radii: Sequence[int], is_circle: Sequence[bool], theme: Theme
) -> dict[str, Any]:
    """Sizes and colours by the number of the place; where there is no circle it has no colour."""
    sizes = f"([{','.join(map(str, radii))}])[i]"
    hues = [rgb(circle_colour(mark, theme)) for mark in marks]
    fills, lines = (
        [_list([*hue, alpha]) if circle else _CLEAR for hue, circle in zip(hues, is_circle, strict=True)]
        for alpha in (102, 255)
    )
    return {
        "get_radius": sizes,
        "get_fill_color": by_number(fills, "i").removeprefix("@@="),
        "get_line_color": by_number(lines, "i").removeprefix("@@="),
        "update_triggers": {
            "getRadius": _trigger([sizes]),
            "getFillColor": _trigger(fills),
            "getLineColor": _trigger(lines),
        },
    }


def chosen_layers(features: Sequence[Feature], selection: Selection, theme: Theme = LIGHT) -> Iterator[pdk.Layer]:
    """The chosen areas' borders in their hues on a pale ground."""
    found = []
    for feature in features:
        one = selection.of(str(feature["properties"]["code"]))
        if one is not None:
            found.append(as_feature(feature["geometry"], vien=rgb(SELECTION[one.slot])))
    yield outline_layer("dang-chon-nen", collection(found), rgb(theme.casing), 9)
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
    features: Sequence[Feature],
    marks: Sequence[DistrictMark],
    grounds: Mapping[str, str],
    *,
    crowded: bool = False,
    zoom: float = 0,
) -> pdk.Layer:
    """Names with figures; where many areas share the map, names alone, and at the `zoom` only those that cover none of
    a larger area's: the others come as the map is drawn nearer."""
    named = [(feature, mark, short_name(mark.name)) for feature, mark in zip(features, marks, strict=True)]
    if crowded:
        named = _apart(named, zoom)
    labels = [
        {
            "noi_dung": "\n".join([name, *(() if crowded else mark.lines())]),
            "tam": label_point(feature),
            "mau": rgb(text_on(grounds[mark.code])),
            # A dashed ring and a pattern are narrower than the words on them, so they are paled behind these.
            "nen": [*rgb(grounds[mark.code]), 0 if mark.look == "known" else 140 if mark.illustrative else 200],
        }
        for feature, mark, name in named
    ]
    return pdk.Layer(
        "TextLayer",
        labels,
        id="ten-huyen",
        pickable=False,
        get_text="noi_dung",
        get_position="tam",
        get_size=SMALL if crowded else 15,
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


SMALL, LETTER, ROOM = 12, 0.6, 1.5
"""Pixels of names on a crowded map, a letter's width in its height, and by how much a name may be longer than the
largest circle in its area is wide."""
Named = tuple[Feature, DistrictMark, str]


def _apart(named: Sequence[Named], zoom: float) -> list[Named]:
    """The names that cover no other, those of areas with more room before the others."""
    pixels = 512 * 2**zoom / 360
    taken: list[tuple[float, float, float]] = []
    kept: set[str] = set()
    roomy = sorted(((clearance(one[0]), one) for one in named), key=lambda pair: -pair[0])
    for metres, (feature, mark, name) in roomy:
        east, north = label_point(feature)
        x, y = east * pixels, north * pixels / math.cos(math.radians(north))
        half = SMALL * LETTER * len(name) / 2
        room = ROOM * metres * pixels / METRES / math.cos(math.radians(north))
        if half <= room and all(
            abs(x - other) > half + width + 2 or abs(y - at) > SMALL * 1.3 for other, at, width in taken
        ):
            taken.append((x, y, half))
            kept.add(mark.code)
    return [one for one in named if one[1].code in kept]


SCALES = (1, 2, 5, 10, 20, 50, 100)
"""Kilometres a scale bar may be long: the longest one within a quarter of the map's width."""


def scale_layers(corners: tuple[float, float, float, float], theme: Theme) -> Iterator[pdk.Layer]:
    """A bar of so many kilometres at the foot on the left and where north is, as things that lie on the map: drawn
    nearer, the bar grows with it."""
    west, south, east, north = corners
    across = METRES * math.cos(math.radians(south)) / 1_000
    length = max((one for one in SCALES if one <= (east - west) * across / 4), default=SCALES[0])
    end, tick = round(west + length / across, 4), round((north - south) / 80, 4)
    foot = round(south - tick, 4)
    bar = [[west, south], [west, foot], [end, foot], [end, south]]
    yield pdk.Layer(
        "PathLayer",
        [{"duong": bar}],
        id="thuoc",
        pickable=False,
        get_path="duong",
        get_color=rgb(theme.outline),
        width_units=PIXELS,
        get_width=1.5,
    )
    words = [
        {"chu": _("{length} km").format(length=length), "tam": [end, foot], "len": [24, -2]},
        {"chu": _("↑ Bắc"), "tam": [west, north], "len": [-24, 2]},
    ]
    yield pdk.Layer(
        "TextLayer",
        words,
        id="thuoc-chu",
        pickable=False,
        get_text="chu",
        get_position="tam",
        get_pixel_offset="len",
        get_size=12,
        character_set=pdk.types.String("auto"),
        font_family=_FONT,
        **_plainly("characters", "getColor", rgb(theme.outline)),
    )


def _plainly(part: str, name: str, value: Any) -> dict[str, Any]:
    """A colour set below the layer, where Streamlit does not fade it with the areas that are not selected."""
    return {"_subLayerProps": {part: {name: value}}}


def _ring(centre: list[float], metres: float, corners: int = 40) -> list[list[float]]:
    tall = metres / METRES
    wide = tall / math.cos(math.radians(centre[1]))
    turns = (math.tau * (i % corners) / corners for i in range(corners + 1))
    return [[round(centre[0] + wide * math.cos(t), 4), round(centre[1] + tall * math.sin(t), 4)] for t in turns]


INLINE = 12
"""Sets of more areas go by address."""
PATH, PLACES = "/ranh-gioi/{version}/{vintage}/{level}.geojson", "tam-"
"""Where outlines are fetched; with this before the level, the places of the areas' labels."""
MOST_NAMES = 120
_TOOLTIP_RULE = '.bando-so-{place}::before{{white-space:pre;content:"{words}"}}'
_CLEAR = "[0,0,0,0]"


def address(version: int, vintage: str, level: str) -> str:
    """Where pages/server/boundary_sets.py gives a set; a version never changes, so neither does what is there."""
    return PATH.format(version=version, vintage=vintage, level=level)


def places(of_outlines: str) -> str:
    """Where the labels' places are fetched of a set whose outlines are fetched there."""
    folder, _slash, name = of_outlines.rpartition("/")
    return f"{folder}/{PLACES}{name}"


def tooltip(areas: int) -> dict[str, str]:
    """The browser fills a tooltip from the geometry's properties, which must not change with the figures. So it gets a
    class by the polygon's number, and `tooltip_rules` the words; of very many areas that would be long at every move:
    there a click tells."""
    if areas > MOST_NAMES:
        return {"text": _("{name}\nBấm để xem số liệu").format(name="{ten}")}
    return {"html": '<div class="bando-so-{i}"></div>'}


def tooltip_rules(marks: Sequence[DistrictMark], more: Mapping[str, str]) -> Markup:
    """Name, figure and what `more` is said (by code) of each polygon, as the content of its class; "" where tooltips
    have no figures."""
    if len(marks) > MOST_NAMES:
        return markup.fill("")
    lines = ((short_name(mark.name), mark.words(), more.get(mark.code)) for mark in marks)
    rules = (
        markup.fill_style(_TOOLTIP_RULE, place=i, words="\n".join(filter(None, said))) for i, said in enumerate(lines)
    )
    return markup.fill("<style>{rules}</style>", rules=markup.join(rules))


def in_short(title: str, areas: int) -> str:
    """For those who hear the page: hundreds of figures in one sentence tell nothing, and would be sent at every
    move."""
    return _("{title}. {count} đơn vị; số của từng đơn vị ở cách xem Bảng.").format(title=title, count=areas)


def ground(
    url: str, marks: Sequence[DistrictMark], grounds: Mapping[str, str], theme: Theme = LIGHT
) -> list[pdk.Layer]:
    fills = [_list(rgb(grounds[mark.code])) for mark in marks]
    patterns = [pattern_of(mark.look) for mark in marks]
    named = [f"'{'hatch' if pattern == 'plain' else pattern}'" for pattern in patterns]
    inked = [_CLEAR if pattern == "plain" else _list([*rgb(theme.hatch), 255]) for pattern in patterns]
    return [
        _redrawn(ground_layer(url, by_number(fills), theme), "polygons-fill", "getFillColor", fills),
        _redrawn(
            pattern_layer(url, by_number(named).removeprefix("@@="), by_number(inked)),
            "polygons-fill",
            "getFillColor",
            inked,
        ),
        border_layer(url, theme, 0.7),
    ]


def chosen(url: str, marks: Sequence[DistrictMark], selection: Selection, theme: Theme = LIGHT) -> list[pdk.Layer]:
    """Outlines as conditions too: all polygons are there, those not chosen have no colour."""
    slots = [one.slot if (one := selection.of(mark.code)) else None for mark in marks]
    pale = [_CLEAR if slot is None else _list([*rgb(theme.casing), 255]) for slot in slots]
    hues = [_CLEAR if slot is None else _list([*rgb(SELECTION[slot]), 255]) for slot in slots]
    return [_outline("dang-chon-nen", url, pale, 8), _outline("dang-chon", url, hues, 4)]


def _outline(name: str, url: str, colours: Sequence[str], width: float) -> pdk.Layer:
    layer = outline_layer(name, url, by_number(colours).removeprefix("@@="), width)
    layer.update_triggers = {"getLineColor": _trigger(colours)}
    return layer


FEW = 10
"""Values that a single digit tells apart."""


def by_number(values: Sequence[str], name: str = "properties.i") -> str:
    """What each polygon has, by its number, as an expression that deck.gl works out itself: a digit for each polygon
    and what that stands for or, where a digit is too little, a balanced chain of conditions.

    >>> by_number(["[1]", "[1]", "[2]"])
    '@@=([[1],[2]])[("001")[properties.i]]'
    """
    kinds = list(dict.fromkeys(values))
    if len(kinds) < 2:
        return "@@=" + (kinds[0] if kinds else _CLEAR)
    if len(kinds) > FEW:
        return condition(values, name)
    digits = {kind: str(place) for place, kind in enumerate(kinds)}
    # In brackets: the browser's reader of expressions takes no index behind a list or a text as such.
    return f'@@=([{",".join(kinds)}])[("{"".join(digits[value] for value in values)}")[{name}]]'


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
    return float(METRES * (north - south) / (2.5 * max(areas, 1) ** 0.5))


def _redrawn(layer: pdk.Layer, part: str, name: str, values: Sequence[str]) -> pdk.Layer:
    """deck.gl compares no functions: without a trigger that changes with the colours it would keep the old ones."""
    layer._subLayerProps[part]["updateTriggers"] = {name: _trigger(values)}
    return layer


def _trigger(values: Sequence[str]) -> int:
    return crc32("".join(values).encode())


def _list(numbers: Sequence[int]) -> str:
    return f"[{','.join(map(str, numbers))}]"

"""A map of many areas, whose geometry the browser fetches once by its address and keeps.

Belongs here: colours, patterns and outlines as conditions on each polygon's number, so that a change of them sends no geometry; which
sets go by address. Does not: serving them (pages/server/boundary_sets.py), the small map (district_map).
"""

from collections.abc import Sequence
from zlib import crc32

import pydeck as pdk

from data.locale import _
from models.geo.selection import Selection
from pages.screens.map.map_classes import pattern_of
from pages.screens.map.map_layers import border_layer, ground_layer, outline_layer, pattern_layer, points, rgb
from pages.screens.map.marks import DistrictMark, Feature, short_name
from pages.ui.charts.palettes import CASING, HATCH, SELECTION
from pages.ui.format import markup
from pages.ui.format.markup import Markup

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
    """The browser fills a tooltip from the geometry's properties, which must not change with the figures. So it gets a class by the
    polygon's number, and `tooltip_rules` the words; of very many areas that would be long at every move: there a click tells."""
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
    """For those who hear the page: hundreds of figures in one sentence tell nothing, and would be sent at every move."""
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


def corners(features: Sequence[Feature]) -> tuple[float, float, float, float]:
    """West, south, east and north of all geometry."""
    found = [point for feature in features for point in points(feature["geometry"]["coordinates"])]
    lons, lats = [x for x, _y in found], [y for _x, y in found]
    return (min(lons), min(lats), max(lons), max(lats)) if found else (0.0, 0.0, 0.0, 0.0)


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

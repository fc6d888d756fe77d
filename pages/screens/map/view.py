"""The map with its selection: drawn by deck.gl, as tiles where WebGL is missing, clicks, words for screen readers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import pydeck as pdk
import streamlit as st

from data.locale import _
from data.vocabulary.periods import VINTAGE_2025_01, VINTAGE_2025_07
from models.geo.classes import Classing
from models.geo.comparison import LIMIT, Selection, SelectionError
from models.geo.crosswalk import Crosswalk, Unit
from models.wording.words import short_name
from pages.screens.map import layers, vintages, words as map_words
from pages.screens.map.compare_rows import Subject
from pages.screens.map.layers import (
    LegendEntry,
    border_layer,
    chosen_layers,
    circle_colour,
    circle_layers,
    fills_of,
    ground_layer,
    label_layer,
    largest_of,
    legend,
    legend_html,
    letter_layer,
    pattern_layer,
    pattern_of,
    radius_share,
)
from pages.screens.map.state import Drawn
from pages.screens.map.vintages import Vintage
from pages.screens.map.words import DistrictMark, Kind, as_sentence, marks_of, refuse_illustrative_rates
from pages.ui.charts.geometry import (
    Feature,
    as_feature,
    clearance,
    collection,
    corners as corners_of,
    framed,
    label_point,
    rgb,
)
from pages.ui.charts.palettes import BORDER, DARK, INK, LIGHT, PAPER, SELECTION, Theme, text_on
from pages.ui.format import markup
from pages.ui.format.tables import AREA_WORDS, escape
from pages.ui.records import area_history
from pages.ui.session import choices, loaders
from pages.ui.session.loaders import Data

HEIGHT = 400
_TOOLTIP = {
    "text": "{ten}\n{so_lieu}{them}",
    "style": {"backgroundColor": PAPER, "color": INK, "border": f"1px solid {BORDER}", "fontSize": "15px"},
}
_HAND = {
    "dragPan": True,
    "doubleClickZoom": False,
    "touchZoom": True,
    "keyboard": True,
    "scrollZoom": False,
    "dragRotate": False,
    "touchRotate": False,
}
"""What a hand may do on the map itself. The wheel goes on scrolling the page, north stays on top, and no click waits
whether a second one follows."""


@dataclass(frozen=True)
class Near:
    """By the buttons beside the map: steps nearer than all of it, and how often it was asked for, which alone makes the
    browser leave where a hand has moved the map to."""

    steps: int = 0
    asked: int = 0


@dataclass(frozen=True)
class Look:
    """How the map is drawn: a rate has a classing, a count none and `largest`, the value of a full-size circle.
    `address` is where the browser fetches the geometry of a large set; empty = it goes with the map. `corners` frame
    the map where they are known: finding them means to go through all geometry. `former` is where the districts' old
    outlines are fetched, where they are drawn over what stands in their place; `near` how near the map is drawn;
    `hover` what is said of an area beside its figure where it is pointed at, by code."""

    classing: Classing | None = None
    largest: float | None = None
    selection: Selection = field(default_factory=Selection)
    address: str = ""
    corners: tuple[float, float, float, float] | None = None
    former: str = ""
    theme: Theme = LIGHT
    near: Near = field(default_factory=lambda: Near())
    hover: Mapping[str, str] = field(default_factory=dict)


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
    grounds = fills_of(shown, look.classing, look.theme)
    large = bool(look.address)
    if large:
        stack = layers.ground(look.address, shown, grounds, look.theme)
    else:
        stack = _inline(features, shown, grounds, look)
    corners = look.corners or corners_of(features)
    view = _view(features, corners, look)
    if look.former:
        stack.append(layers.former_layer(look.former, look.theme))
    if look.classing is None:
        places = layers.places(look.address) if large else ""
        stack += circle_layers(features, shown, look.largest, _reach(features, corners), look.theme, places)
    if large:
        stack += layers.chosen(look.address, shown, look.selection, look.theme)
    else:
        stack += chosen_layers(features, look.selection, look.theme)
    if not large or len(features) <= layers.MOST_NAMES:
        stack.append(label_layer(features, shown, grounds, crowded=large, zoom=view.zoom))
    stack.append(letter_layer(features, look.selection))
    stack += layers.scale_layers(corners, look.theme)
    # map_style must stay unset: even None makes the browser ask Carto for a base map.
    return CompactDeck(
        layers=stack,
        views=[pdk.View(type="MapView", controller=_HAND)],
        initial_view_state=view,
        map_provider=None,
        tooltip=layers.tooltip(len(features)) | {"style": _TOOLTIP["style"]} if large else _TOOLTIP,
    )


def _reach(features: Sequence[Feature], corners: tuple[float, float, float, float]) -> float:
    """Metres of the radius of a full circle, the same for all periods: the most that stays inside every area; of very
    many areas a measure of how much room one has."""
    if len(features) > layers.MOST_NAMES:
        return layers.circle_metres(corners[1], corners[3], len(features))
    return min((clearance(feature) for feature in features), default=0)


def _view(features: Sequence[Feature], corners: tuple[float, float, float, float], look: Look) -> pdk.ViewState:
    """All of it or, some steps nearer, what is around the area chosen last."""
    view = framed(corners, HEIGHT)
    view.zoom = round(view.zoom + STEP * look.near.steps, 2)
    chosen = look.selection.codes[-1] if look.near.steps and look.selection.codes else ""
    for feature in features:
        if feature["properties"]["code"] == chosen:
            view.longitude, view.latitude = label_point(feature)
    # A tenth of a metre, so that the browser takes the view anew also where it is the one it was given before.
    view.latitude = round(view.latitude + look.near.asked % 2 * 1e-6, 6)
    return view


STEP, NEAREST, NEAR = 0.8, 4, "_bando-gan"
"""Of the map's scale a step of the buttons, how many there are, and in the session: where they stand."""


def _drawn_nearer(step: int) -> None:
    now = st.session_state.get(NEAR, Near())
    st.session_state[NEAR] = Near(max(0, min(NEAREST, now.steps + step)) if step else 0, now.asked + 1)


def near_buttons() -> None:
    """Nearer, further away, all of it: in a row that the caller opens."""
    now = st.session_state.get(NEAR, Near())
    for name, told, step, off in (
        (_("+"), _("Phóng to"), 1, now.steps == NEAREST),
        (_("−"), _("Thu nhỏ"), -1, now.steps == 0),
        (_("Toàn tỉnh"), _("Về toàn tỉnh"), 0, False),
    ):
        key = f"bando-gan-{step}"
        st.button(name, key=key, help=told, disabled=off, type="tertiary", on_click=_drawn_nearer, args=(step,))


def _inline(
    features: Sequence[Feature], shown: Sequence[DistrictMark], grounds: Mapping[str, str], look: Look
) -> list[pdk.Layer]:
    theme = look.theme
    polygons = [
        as_feature(
            feature["geometry"],
            code=mark.code,
            ten=short_name(mark.name),
            so_lieu=mark.words(),
            them=f"\n{look.hover[mark.code]}" if mark.code in look.hover else "",
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
    return [
        ground_layer(collection(polygons), theme=theme),
        pattern_layer(collection(patterned), colour=rgb(theme.hatch)),
        border_layer(collection(borders), theme),
    ]


def show_district_map(
    features: Sequence[Feature], marks: Mapping[str, DistrictMark], look: Look, *, key: str, title: str
) -> None:
    """Draw the map; `clicked` reads what was clicked on it before the next run draws."""
    shown = marks_of(features, marks, "count" if look.classing is None else "rate")
    if look.address and (rules := layers.tooltip_rules(shown, look.hover)):
        markup.show(rules)
    st.pydeck_chart(
        district_deck(features, marks, look),
        key=key,
        height=HEIGHT,
        on_select="rerun",
        selection_mode="multi-object",
        alt=as_sentence(title, "", shown) if len(shown) <= layers.MOST_NAMES else layers.in_short(title, len(shown)),
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
    grounds = fills_of(shown, look.classing, look.theme)
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
        else {"filled": True, "fillOpacity": 0.4, "strokeOpacity": 0.4, "strokeWidth": 1}
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


MAP, TILES, CHOSEN, LINK = "bando-ban-do", "bando-luoi", "bando-huyen", "bando-chon"
_HELD, _REFUSED, _SHOWN = "_bando-da-bam", "_bando-tu-choi", "_bando-dang-hien"
_READ: Mapping[str, Callable[[Mapping[str, Any] | None], frozenset[str] | None]] = {MAP: clicked, TILES: clicked_tiles}


def kept(crosswalk: Crosswalk) -> Selection:
    """All that is chosen, on whatever borders; the first run takes it from the link."""
    every = {unit.code for unit in crosswalk.units.values()}
    choices.arrive(LINK, lambda asked: asked if _parsed(asked, every) is not None else None)
    selection = _parsed(st.session_state.get(LINK, ""), every) or Selection()
    choices.write(LINK, selection.text)
    return selection


def follow_clicks(crosswalk: Crosswalk) -> None:
    """At the start of a run: an area clicked on is chosen, one clicked on again is left. What the map holds as clicked
    is not the selection (the box changes that too): only what came or went since the run before counts. A browser that
    comes back to a new session still holds what it held: its link says what was chosen of that."""
    before: Mapping[str, frozenset[str]] | None = st.session_state.get(_HELD)
    held = {key: read(st.session_state.get(key)) for key, read in _READ.items()}
    st.session_state[_HELD] = {key: now or frozenset() for key, now in held.items()}
    for code in [] if before is None else _moved(before, held):
        _change(kept(crosswalk).toggle, code)


def _moved(before: Mapping[str, frozenset[str]], held: Mapping[str, frozenset[str] | None]) -> list[str]:
    """What came or went on map or tiles. A map that is gone, and a click beside all areas, empty the set: that is no
    click on each."""
    found: list[str] = []
    for key, now in held.items():
        was = before.get(key, frozenset())
        if now is not None and (now or len(was) <= 1):
            found += sorted(now ^ was)
    return found


def box(units: Sequence[Unit], crosswalk: Crosswalk) -> Selection:
    """The box with the chosen areas of the list shown; returns these, each in its slot."""
    names = {unit.code: unit.full_name for unit in units}
    selection = kept(crosswalk)
    here = Selection(tuple(one for one in selection.chosen if one.code in names))
    st.session_state[CHOSEN] = list(here.codes)
    st.session_state[_SHOWN] = frozenset(here.codes)
    st.multiselect(
        _("Đơn vị so sánh (tối đa {limit})").format(limit=LIMIT),
        list(names),
        format_func=lambda code: names.get(code, code),
        key=CHOSEN,
        on_change=_typed,
        args=(crosswalk,),
        placeholder=_("gõ tên đơn vị"),
    )
    refused = st.session_state.pop(_REFUSED, "")
    if refused:
        st.warning(
            _("Đã chọn đủ {limit} đơn vị nên chưa thêm {name}. Bỏ bớt một đơn vị rồi chọn lại.").format(
                limit=LIMIT, name=names.get(refused, refused)
            )
        )
    return here


def say_what_became(crosswalk: Crosswalk, units: Sequence[Unit], day: date) -> None:
    """Of chosen areas that are not on the list of the day, with the way to their heirs; of heirs while older borders
    are shown."""
    drawn = {unit.code: unit for unit in units}
    for one in kept(crosswalk).chosen:
        unit = drawn.get(one.code) or _newest(crosswalk, one.code)
        if unit.exists_on(day):
            continue
        if unit.valid_to is not None and unit.valid_to <= day:
            vintages.show(crosswalk, unit.id, open_area=partial(_open, crosswalk), key=f"bando-ke-thua-{unit.id}")
        elif said := area_history.came_from(crosswalk, unit.id):
            st.info(escape(said))


def _newest(crosswalk: Crosswalk, code: str) -> Unit:
    return max((unit for unit in crosswalk.units.values() if unit.code == code), key=lambda unit: unit.valid_from)


def _open(crosswalk: Crosswalk, area_id: int) -> None:
    """For callbacks: an heir takes the place of what ended."""
    heir = crosswalk.units[area_id]
    _change(kept(crosswalk).add, heir.code)
    st.session_state["bando-dia-gioi"] = "2025-07" if heir.level == "commune" else "2025-01"


def _typed(crosswalk: Crosswalk) -> None:
    """For the box's callback. A click sent before the browser has drawn the box anew sends the box as it was: that is
    nobody's typing."""
    if _moved(st.session_state.get(_HELD, {}), {key: read(st.session_state.get(key)) for key, read in _READ.items()}):
        return
    wanted, shown = st.session_state[CHOSEN], st.session_state.get(_SHOWN, frozenset())
    for code in shown - set(wanted):
        _change(kept(crosswalk).remove, code)
    for code in wanted:
        _change(kept(crosswalk).add, code)


def picked(crosswalk: Crosswalk, code: str) -> None:
    """For the callback of a map that tells of each click by itself."""
    _change(kept(crosswalk).toggle, code)


def _change(act: Callable[[str], Selection], code: str) -> None:
    try:
        st.session_state[LINK] = act(code).text
    except SelectionError:
        st.session_state[_REFUSED] = code


def _parsed(text: str, known: set[str]) -> Selection | None:
    try:
        return Selection.parse(text, known)
    except SelectionError:
        return None


VIEW = "bando-cach-xem"
AS_MAP, AS_TILES, AS_TABLE, AS_MONTHS = "ban-do", "o-vuong", "bang", "cac-thang"


@dataclass(frozen=True)
class Picture:
    """All that is drawn and written of one figure, for the screen and for files. `features` are empty where borders
    lack an area. `address` and `former` are where the geometry of a large set is fetched, and that of the districts as
    they were."""

    drawn: Drawn
    about: Subject
    marks: Mapping[str, DistrictMark]
    classing: Classing | None
    largest: float | None
    features: Sequence[Feature]
    selection: Selection
    shown: Vintage
    address: str = ""
    former: str = ""

    @property
    def title(self) -> str:
        return self.about.title

    def fills(self) -> Mapping[str, str]:
        """The areas' colours by code; none of a count, which has circles."""
        return {} if self.classing is None else fills_of(self.marks.values(), self.classing, theme_now())

    @property
    def schematic(self) -> bool:
        return any(feature["properties"].get("schematic") for feature in self.features)

    def words(self, bound: Decimal) -> str:
        """A class's bound as the figure is written."""
        exact = Fraction(bound) / self.about.divisor
        return map_words.bound_words(exact)

    def legend(self, *, patterned: bool, theme: Theme = LIGHT) -> list[LegendEntry]:
        unit = map_words.rate_unit(self.drawn.indicator, self.drawn.basis)
        return legend(list(self.marks.values()), self.classing, unit, self.words, patterned=patterned, theme=theme)


def features_of(data: Data, drawn: Drawn) -> list[Feature]:
    """Outlines of all units in their order; none if one lacks its own, since a map without one of its areas would hide
    it."""
    outlines: dict[int, Feature] = {feature["properties"]["area_id"]: feature for feature in data.boundaries}
    found = [outlines[unit.id] for unit in drawn.units if unit.id in outlines]
    return found if len(found) == len(drawn.units) else []


def address_of(data: Data, drawn: Drawn, shown: Vintage) -> str:
    """Where the geometry of a large set is fetched."""
    if len(drawn.units) <= layers.INLINE:
        return ""
    return layers.address(data.version, shown.key, drawn.units[0].level)


def former_of(data: Data, drawn: Drawn) -> str:
    """Where the districts' outlines are fetched, to be drawn over wards and communes without districts."""
    if drawn.units and drawn.units[0].level == "commune" and drawn.units[0].valid_from >= VINTAGE_2025_07:
        return layers.address(data.version, Vintage(VINTAGE_2025_01).key, "district")
    return ""


def switch(*, months: bool, nearer: bool) -> str:
    """Map, tiles, table, and months where there are several; `nearer`: whether the map can be drawn nearer."""
    names = {AS_MAP: _("Bản đồ"), AS_TILES: _("Ô vuông"), AS_TABLE: _("Bảng")}
    if months:
        names[AS_MONTHS] = _("Các tháng")
    choices.arrive(VIEW, lambda asked: asked if asked in names else None)
    choices.keep_possible(VIEW, names, AS_MAP)
    chosen = st.segmented_control(
        _("Cách xem"),
        list(names),
        format_func=lambda name: names.get(name, name),
        required=True,
        key=VIEW,
        persist_state="session",
        label_visibility="collapsed",
    )
    view = chosen if chosen in names else AS_MAP
    if view == AS_MAP and nearer:
        near_buttons()
    choices.write(VIEW, "" if view == AS_MAP else str(view))
    return str(view)


def show(
    picture: Picture,
    view: str,
    crosswalk: Crosswalk,
    places: Mapping[str, tuple[int, int]],
    of_classes: str,
    hover: Mapping[str, str],
    instead: Callable[[Look], None] | None = None,
) -> None:
    """Map or tiles with the legend and what is said of its classes, in one frame; `instead` draws the map where deck.gl
    does not."""
    corners = None
    if picture.address:
        corners = loaders.made(0, ("khung", picture.address), lambda: corners_of(picture.features))
    look = Look(
        picture.classing,
        picture.largest,
        picture.selection,
        picture.address,
        corners,
        picture.former,
        theme_now(),
        st.session_state.get(NEAR, Near()),
        hover,
    )
    with_map = view == AS_MAP and bool(picture.features)
    without = ""
    if with_map and instead is not None:
        instead(look)
    elif with_map:
        show_district_map(picture.features, picture.marks, look, key=MAP, title=picture.title)
    else:
        if view == AS_MAP:
            level = picture.drawn.units[0].level
            words = _(
                "Chưa có ranh giới {areas} nên hiện lưới ô; bảng và thẻ {areas} vẫn đầy đủ. Quản trị viên nạp {file} "
                "ranh giới để có bản đồ."
            )
            # Those of districts ship and have been lost; those of communes an office brings when it has them.
            file = _("lại tệp") if level == "district" else _("tệp")
            without = words.format(areas=AREA_WORDS[level].lower(), file=file)
            if level == "district":
                st.warning(without)
                without = ""
        names = {unit.code: unit.full_name for unit in picture.drawn.units}
        show_tile_chart(picture.marks, places or grid(list(names)), names, look, key=TILES, title=picture.title)
    markup.show(legend_html(picture.legend(patterned=with_map, theme=look.theme)))
    hint = [_("Không thấy bản đồ? Chọn Ô vuông hoặc Bảng: cùng số liệu.")] if with_map and not instead else []
    say([one for one in (of_classes, *notes(picture, crosswalk), without, *hint) if one])


def theme_now() -> Theme:
    return DARK if st.context.theme.type == "dark" else LIGHT


def say(lines: Sequence[str]) -> None:
    """In small type, a line each."""
    st.caption("  \n".join(map(escape, lines)))


def notes(picture: Picture, crosswalk: Crosswalk, source: str = "") -> list[str]:
    """Source, borders and conversion: the same below the map and in files. `source` where it is not the picture's
    own."""
    drawn = picture.drawn
    counted = Vintage(drawn.figures.first)
    said = [
        _("Nguồn: {source}").format(source=source or picture.about.source),
        vintages.border_words(picture.shown, crosswalk),
    ]
    if drawn.moved:
        said.append(vintages.converted_words(counted, picture.shown))
    if picture.schematic:
        said.append(_("Ranh giới sơ đồ, không có giá trị pháp lý."))
    if drawn.hidden:
        said.append(
            _(
                "Có đơn vị dưới 5 người nên ẩn thêm một đơn vị kế tiếp: lấy tổng trừ đi các đơn vị còn lại không tìm "
                "ra số bị ẩn."
            )
        )
    return [one for one in said if one]


def marks_of_page(picture: Picture) -> list[str]:
    """What a file must not leave out."""
    found = [choices.page_mark()] if picture.drawn.illustrative else []
    found += [picture.about.rests] if picture.about.rests else []
    if picture.drawn.converted or picture.drawn.between:
        found.append(_("Số quy đổi theo địa giới mới, ước tính."))
    if picture.schematic:
        found.append(_("Ranh giới sơ đồ, không có giá trị pháp lý."))
    return found

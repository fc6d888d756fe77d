"""The map with its selection: clicks, legend, words for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import streamlit as st

from data.locale import _
from models.geo.classes import Classing
from models.geo.comparison import LIMIT, Selection, SelectionError
from models.geo.crosswalk import Crosswalk, Unit
from pages.screens.map import layers, vintages
from pages.screens.map import words as map_words
from pages.screens.map.compare_rows import Subject
from pages.screens.map.deck import Look, clicked, clicked_tiles, grid, show_district_map, show_tile_chart
from pages.screens.map.layers import LegendEntry, legend, legend_html
from pages.screens.map.state import Drawn
from pages.screens.map.vintages import Vintage
from pages.screens.map.words import DistrictMark
from pages.ui.charts.geometry import Feature
from pages.ui.charts.geometry import corners as corners_of
from pages.ui.format import markup
from pages.ui.format.tables import escape
from pages.ui.records import area_history
from pages.ui.session import choices, loaders
from pages.ui.session.loaders import Data

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
    lack an area."""

    drawn: Drawn
    about: Subject
    marks: Mapping[str, DistrictMark]
    classing: Classing | None
    largest: float | None
    features: Sequence[Feature]
    selection: Selection
    shown: Vintage
    address: str = ""

    @property
    def title(self) -> str:
        return self.about.title

    @property
    def schematic(self) -> bool:
        return any(feature["properties"].get("schematic") for feature in self.features)

    def words(self, bound: Decimal) -> str:
        """A class's bound as the figure is written."""
        exact = Fraction(bound) / self.about.divisor
        return map_words.bound_words(exact)

    def legend(self, *, patterned: bool) -> list[LegendEntry]:
        unit = map_words.rate_unit(self.drawn.indicator, self.drawn.basis)
        return legend(list(self.marks.values()), self.classing, unit, self.words, patterned=patterned)


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


def switch(*, months: bool) -> str:
    """Map, tiles, table, and months where there are several."""
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
    choices.write(VIEW, "" if view == AS_MAP else str(view))
    return str(view)


def show(
    picture: Picture, view: str, crosswalk: Crosswalk, places: Mapping[str, tuple[int, int]], of_classes: str = ""
) -> None:
    """Map or tiles with the legend and what is said of its classes, in one frame."""
    corners = None
    if picture.address:
        corners = loaders.made(0, ("khung", picture.address), lambda: corners_of(picture.features))
    look = Look(picture.classing, picture.largest, picture.selection, picture.address, corners)
    with_map = view == AS_MAP and bool(picture.features)
    if with_map:
        show_district_map(picture.features, picture.marks, look, key=MAP, title=picture.title)
    else:
        if view == AS_MAP:
            st.warning(
                _(
                    "Chưa có ranh giới huyện nên hiện lưới ô; bảng và thẻ huyện vẫn đầy đủ. Quản trị viên nạp lại tệp "
                    "ranh giới để có bản đồ."
                )
            )
        names = {unit.code: unit.full_name for unit in picture.drawn.units}
        show_tile_chart(picture.marks, places or grid(list(names)), names, look, key=TILES, title=picture.title)
    markup.show(legend_html(picture.legend(patterned=with_map)))
    hint = [_("Không thấy bản đồ? Chọn Ô vuông hoặc Bảng: cùng số liệu.")] if with_map else []
    say([*([of_classes] if of_classes else []), *notes(picture, crosswalk), *hint])


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
    if picture.drawn.converted or picture.drawn.between:
        found.append(_("Số quy đổi theo địa giới mới, ước tính."))
    if picture.schematic:
        found.append(_("Ranh giới sơ đồ, không có giá trị pháp lý."))
    return found

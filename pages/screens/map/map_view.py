"""The picture in its frame: map, tiles, or months beside each other, with title, legend and what must be said below.

Belongs here: which way of seeing is drawn and the frame around it. Does not: controls, values (map_drawn), layers and tiles themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import streamlit as st

from data.locale import _
from models.geo.classes import Classing
from models.geo.crosswalk import Crosswalk
from models.geo.selection import Selection
from pages.screens.map import map_large, vintage_switch
from pages.screens.map import words as map_words
from pages.screens.map.compare_words import Subject
from pages.screens.map.district_map import Look, show_district_map
from pages.screens.map.map_classes import LegendEntry, legend, legend_html
from pages.screens.map.map_drawn import Drawn
from pages.screens.map.map_selection import MAP, TILES
from pages.screens.map.map_tiles import grid, show_tile_chart
from pages.screens.map.marks import DistrictMark, Feature
from pages.screens.map.vintage_switch import Vintage
from pages.ui.format import markup
from pages.ui.format.tables import escape
from pages.ui.session import address as session_address
from pages.ui.session import loaders, office
from pages.ui.session.loaders import Data

VIEW = "bando-cach-xem"
AS_MAP, AS_TILES, AS_TABLE, AS_MONTHS = "ban-do", "o-vuong", "bang", "cac-thang"


@dataclass(frozen=True)
class Picture:
    """All that is drawn and written of one figure, for the screen and for files. `features` are empty where borders lack an area."""

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
    """Outlines of all units in their order; none if one lacks its own, since a map without one of its areas would hide it."""
    outlines: dict[int, Feature] = {feature["properties"]["area_id"]: feature for feature in data.boundaries}
    found = [outlines[unit.id] for unit in drawn.units if unit.id in outlines]
    return found if len(found) == len(drawn.units) else []


def address_of(data: Data, drawn: Drawn, shown: Vintage) -> str:
    """Where the geometry of a large set is fetched."""
    if len(drawn.units) <= map_large.INLINE:
        return ""
    return map_large.address(data.version, shown.key, drawn.units[0].level)


def switch(*, months: bool) -> str:
    """Map, tiles, table, and months where there are several."""
    names = {AS_MAP: _("Bản đồ"), AS_TILES: _("Ô vuông"), AS_TABLE: _("Bảng")}
    if months:
        names[AS_MONTHS] = _("Các tháng")
    session_address.arrive(VIEW, lambda asked: asked if asked in names else None)
    session_address.keep_possible(VIEW, names, AS_MAP)
    chosen = st.segmented_control(
        _("Cách xem"), list(names), format_func=lambda name: names.get(name, name), required=True, key=VIEW,
        persist_state="session", label_visibility="collapsed",
    )  # fmt: skip
    view = chosen if chosen in names else AS_MAP
    session_address.write(VIEW, "" if view == AS_MAP else str(view))
    return str(view)


def show(
    picture: Picture, view: str, crosswalk: Crosswalk, places: Mapping[str, tuple[int, int]], of_classes: str = ""
) -> None:
    """Map or tiles with the legend and what is said of its classes, in one frame."""
    corners = None
    if picture.address:
        corners = loaders.made(0, ("khung", picture.address), lambda: map_large.corners(picture.features))
    look = Look(picture.classing, picture.largest, picture.selection, picture.address, corners)
    with_map = view == AS_MAP and bool(picture.features)
    if with_map:
        show_district_map(picture.features, picture.marks, look, key=MAP, title=picture.title)
    else:
        if view == AS_MAP:
            st.warning(
                _(
                    "Chưa có ranh giới huyện nên hiện lưới ô; bảng và thẻ huyện vẫn đầy đủ. Quản trị viên nạp lại tệp ranh giới để có bản đồ."
                )
            )
        names = {unit.code: unit.full_name for unit in picture.drawn.units}
        show_tile_chart(
            picture.marks, places or grid(list(names)), names, look, key=TILES, title=picture.title
        )  # fmt: skip
    markup.show(legend_html(picture.legend(patterned=with_map)))
    hint = [_("Không thấy bản đồ? Chọn Ô vuông hoặc Bảng: cùng số liệu.")] if with_map else []
    say([*([of_classes] if of_classes else []), *notes(picture, crosswalk), *hint])


def say(lines: Sequence[str]) -> None:
    """In small type, a line each."""
    st.caption("  \n".join(map(escape, lines)))


def notes(picture: Picture, crosswalk: Crosswalk, source: str = "") -> list[str]:
    """Source, borders and conversion: the same below the map and in files. `source` where it is not the picture's own."""
    drawn = picture.drawn
    counted = Vintage(drawn.figures.first)
    said = [
        _("Nguồn: {source}").format(source=source or picture.about.source),
        vintage_switch.words(picture.shown, crosswalk),
    ]
    if drawn.moved:
        said.append(vintage_switch.converted_words(counted, picture.shown))
    if picture.schematic:
        said.append(_("Ranh giới sơ đồ, không có giá trị pháp lý."))
    if drawn.hidden:
        said.append(
            _(
                "Có đơn vị dưới 5 người nên ẩn thêm một đơn vị kế tiếp: lấy tổng trừ đi các đơn vị còn lại không tìm ra số bị ẩn."
            )
        )
    return [one for one in said if one]


def marks_of_page(picture: Picture) -> list[str]:
    """What a file must not leave out."""
    found = [office.page_mark()] if picture.drawn.illustrative else []
    if picture.drawn.converted or picture.drawn.between:
        found.append(_("Số quy đổi theo địa giới mới, ước tính."))
    if picture.schematic:
        found.append(_("Ranh giới sơ đồ, không có giá trị pháp lý."))
    return found

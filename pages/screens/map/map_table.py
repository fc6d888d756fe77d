"""The programme's three figures by district as a table: the map's content for whoever reads it as text.

Belongs here: the table, who has sent figures, the file. Does not: the figure on the map and its comparison (compare_table).
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.export.tables import csv_bytes
from data.locale import _
from models.geo.crosswalk import ConvertedArea, Crosswalk
from models.policy.engine.by_area import DistrictTable
from models.policy.schemes import Scheme
from pages.screens.map import map_drawn, map_figures, vintage_switch, vintage_table, words
from pages.screens.map.map_drawn import Drawn
from pages.screens.map.map_indicators import CASELOAD, Measure
from pages.screens.map.marks import DistrictMark
from pages.ui.format.tables import table
from pages.ui.session import downloads, loaders, office
from pages.ui.session.loaders import Data

_MEASURES: tuple[Measure, ...] = ("people", "amount", "increase")


def show(data: Data, crosswalk: Crosswalk, scheme: Scheme, period: str, changes: Mapping[int, int]) -> None:
    """All districts on the borders of their figures' month, with the same marks as on the map; and the file."""
    figures = loaders.district_table(data.version, scheme, office.is_on(data, scheme.code), period)
    headers = [
        _("Huyện, thị xã, thành phố"),
        _("Số người"),
        _("Kinh phí (triệu đồng/tháng)"),
        _("Tăng thêm theo phương án (triệu đồng/tháng)"),
    ]
    columns = [_marks(data, crosswalk, scheme, measure, period, changes) for measure in _MEASURES]
    rows = [[row.name, *(_cell(column.get(row.code)) for column in columns)] for row in figures.rows]
    st.markdown(table(headers, rows))
    _said(figures)
    quality = _("Đơn vị cập nhật") if figures.uploaded else _("Chưa có số liệu")
    quality = office.export_mark() if figures.illustrative else quality

    def make() -> bytes:
        body = [[*cells, quality] for cells in rows]
        first = office.export_mark() if figures.illustrative else ""
        return csv_bytes([*headers, _("Tính chất số liệu")], body, first_line=first)

    downloads.button(_("Tải bảng này (CSV)"), "ban-do-theo-huyen.csv", make, key="bando-tai-ve")


def converted(drawn: Drawn, marks: Mapping[str, DistrictMark]) -> None:
    """The figures on other borders, each with what it comes from: counts, whose total stands, whatever is divided on the map."""
    assert drawn.moved is not None
    indicator = drawn.indicator
    unit = _("đồng/tháng") if indicator.counted == "money" else indicator.unit
    heading = _("{name} ({unit})").format(name=indicator.name, unit=unit)

    def cell(row: ConvertedArea) -> str:
        mark = marks[row.target.code]
        hidden = mark.look in ("small", "withheld")
        return mark.words() if hidden else vintage_table.figure(row)

    vintage_table.show(drawn.moved.counts, heading, cell)


def _marks(
    data: Data, crosswalk: Crosswalk, scheme: Scheme, measure: Measure, period: str, changes: Mapping[int, int]
) -> Mapping[str, DistrictMark]:
    """Through the map's own gate, so that no table says what the map hides; nothing of what the scenario does not touch."""
    for indicator in CASELOAD.values():
        if (indicator.measure, indicator.scheme) == (measure, scheme):
            found = map_figures.read(data, crosswalk, indicator, period, changes)
            drawn = map_drawn.draw(data, crosswalk, found, "none", vintage_switch.Vintage(found.first))
            return words.marks(drawn, words.subject(drawn))
    return {}


def _said(figures: DistrictTable) -> None:
    if figures.illustrative:
        st.caption(_("Số minh họa, chia theo dân số; không phải số liệu thống kê."))
    if figures.uploaded:
        missing = [row.name for row in figures.rows if row.people is None]
        text = _("{sent}/{all} đơn vị đã gửi số liệu").format(sent=figures.sent, all=len(figures.rows))
        st.caption(text + (_("; {names} chưa gửi.").format(names=", ".join(missing)) if missing else "."))
    elif not figures.illustrative:
        st.caption(_("Chưa có số liệu theo huyện. Tải tệp ở trang Cập nhật số liệu."))


def _cell(found: DistrictMark | None) -> str:
    """The figure alone: the unit stands in the header, the mark of illustration in the caption and the file."""
    if found is None or found.missing:
        return _("Chưa có số liệu")
    if found.value is None or not found.brief:
        return found.words()
    return found.brief if not found.illustrative or found.brief == found.text else f"≈ {found.brief}"

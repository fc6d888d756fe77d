"""Bản đồ theo huyện: choose a figure, see it by district, click or name a district for its card, read it all as a table."""

from collections.abc import Mapping

import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.by_district import by_district
from models.policy.schemes import MERIT, PROTECTION
from pages._registry import page
from pages.components import demo, district_card, loaders, page_frame, scenario_state, whatif, whatif_words
from pages.components.district_map import clicked_district, show_district_map
from pages.components.map_classes import legend, legend_html
from pages.components.map_indicators import INDICATORS, mark
from pages.components.map_marks import DistrictMark
from pages.components.map_tiles import clicked_tile, show_tile_chart
from pages.components.numbers import short_month

MAP, TILES, CHOSEN, LAST_CLICK = "bando-ban-do", "bando-luoi", "bando-huyen", "_bando-lan-bam"

data = loaders.data()
tables = [by_district(scheme, data.caseload, data.groups, data.areas, demo=False) for scheme in (PROTECTION, MERIT)]
page_frame.top(page("district_map.py"), data, as_of=max((t.month for t in tables if t.uploaded), default=None))


@st.fragment
def map_and_card() -> None:
    """The pickers, the map and the card: a click reruns only this."""
    _follow_click()
    first, second = st.columns([3, 2], gap="medium")
    with first:
        key = st.selectbox(
            _("Chỉ tiêu"), list(INDICATORS), format_func=lambda k: INDICATORS[k].name, key="bando-chi-tieu", persist_state="session"
        )  # fmt: skip
    indicator = INDICATORS[key]
    illustrative = demo.is_on(data, indicator.scheme.code)
    figures = by_district(indicator.scheme, data.caseload, data.groups, data.areas, demo=illustrative)
    names = {row.code: f"{row.kind} {row.name}" for row in figures.rows}
    with second:
        chosen = st.selectbox(
            _("Huyện, thị xã, thành phố"), list(names), index=None, format_func=names.get, key=CHOSEN, persist_state="session",
            placeholder=_("bấm trên bản đồ hoặc chọn ở đây"),
        )  # fmt: skip
    baseline = loaders.baseline(data.version, demo.is_on(data, PROTECTION.code))
    found = whatif.compute(data.law, baseline, scenario_state.values())
    increases = district_card.increases(found)
    marks = {row.code: mark(indicator, row, increases) for row in figures.rows}
    title = _("{name}, kỳ {month} ({unit})").format(
        name=indicator.name, month=short_month(figures.month), unit=indicator.unit
    )
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.markdown(f"**{title}**")
        if indicator.measure == "increase":
            st.caption(whatif_words.headline(found))
        _draw(title, indicator.unit, marks, figures.month, chosen)
    with right:
        if indicator.scheme.code not in data.sent_schemes:
            demo.switch(data)
        if figures.illustrative:
            st.warning(demo.page_mark())
        district_card.card(data, figures, chosen)
    district_card.listing(figures, found)


def _follow_click() -> None:
    """A click on the map chooses the district as the box does; the box then says so."""
    click = clicked_district(st.session_state.get(MAP)) or clicked_tile(st.session_state.get(TILES))
    if click != st.session_state.get(LAST_CLICK):
        st.session_state[LAST_CLICK] = click
        if click is not None:
            st.session_state[CHOSEN] = click


def _draw(title: str, unit: str, marks: Mapping[str, DistrictMark], month: Month, chosen: str | None) -> None:
    districts = data.districts(month)
    ids = set(districts["area_id"].to_list())
    features = [feature for feature in data.boundaries if feature["properties"]["area_id"] in ids]
    # A map without one of its districts would hide it: then all are tiles.
    drawn = {feature["properties"]["area_id"] for feature in features} == ids
    if drawn:
        show_district_map(features, marks, key=MAP, title=title, unit="", kind="count", selected=chosen)
    else:
        st.warning(
            _(
                "Chưa có ranh giới huyện nên hiện lưới ô; bảng và thẻ huyện vẫn đầy đủ. Quản trị viên nạp lại tệp ranh giới để có bản đồ."
            )
        )
        places = {row["code"]: (row["tile_row"], row["tile_column"]) for row in districts.iter_rows(named=True)}
        names = dict(districts.select("code", "name").iter_rows())
        show_tile_chart(marks, places, names, key=TILES, title=title, unit="", kind="count", selected=chosen)
    st.html(legend_html(legend(marks.values(), kind="count", unit=unit, hatched=drawn)))
    st.caption(
        _(
            "Ranh giới sơ đồ, không có giá trị pháp lý. Địa giới hành chính năm 2023 (cấp huyện kết thúc hoạt động từ 01/7/2025)."
        )
    )


map_and_card()

"""Step 3: the new borders over the ones in use, and each unit's area beside the published one."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pydeck as pdk
import streamlit as st

from data.boundaries import units
from data.boundaries.check import Check
from data.boundaries.findings import area_words
from data.locale import _
from models.wording.numbers import percent
from pages.ui.charts.geometry import as_feature, frame, rgb
from pages.ui.charts.palettes import BORDER, MARKED
from pages.ui.format.tables import table
from pages.ui.session import loaders

HEIGHT = 480
_NEW_FILL, _OLD_FILL = [33, 102, 172, 40], [120, 120, 120, 60]


def show(data: loaders.Data, check: Check) -> None:
    """The map with its legend, then the table."""
    st.markdown(_("**3. Xem ranh giới mới chồng lên ranh giới đang dùng**"))
    old, new = old_features(data, check), new_features(check)
    words = _("Ranh giới mới của {count} đơn vị; ranh giới đang dùng có {old} đơn vị.").format(
        count=len(new), old=len(old)
    )
    st.pydeck_chart(deck(old, new), height=HEIGHT, key="ranh-gioi-ban-do", alt=words)
    st.caption(
        _("Nét đậm: ranh giới mới. Nền xám, nét mảnh: ranh giới đang dùng. Bản đồ không dùng cho mục đích pháp lý.")
    )
    with st.expander(_("Diện tích đo trên ranh giới mới")):
        st.markdown(table([_("Đơn vị"), _("Đo được"), _("Công bố"), _("Chênh lệch")], area_rows(check), numbers_from=1))


def deck(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> pdk.Deck:
    """Both outlines over each other."""
    return pdk.Deck(
        layers=[
            _outlines("dang-dung", old, rgb(BORDER), 1, _OLD_FILL),
            _outlines("moi", new, rgb(MARKED), 2, _NEW_FILL),
        ],
        initial_view_state=frame(new, HEIGHT),
        map_provider=None,
        tooltip={"text": "{ten}"},
    )


def old_features(data: loaders.Data, check: Check) -> list[dict[str, Any]]:
    """The borders in use of the list that the file draws."""
    listed = data.areas.filter(
        pl.col("level") == check.level,
        pl.col("valid_from") <= check.vintage,
        pl.col("valid_to").is_null() | (pl.col("valid_to") > check.vintage),
    )
    ids = set(listed["area_id"].to_list())
    return [
        as_feature(feature["geometry"], ten=feature["properties"]["name"])
        for feature in data.boundaries
        if feature["properties"]["area_id"] in ids
    ]


def new_features(check: Check) -> list[dict[str, Any]]:
    return [as_feature(json.loads(outline.geometry), ten=outline.name) for outline in check.outlines]


def area_rows(check: Check) -> list[list[str]]:
    """A line a unit; where areas are published for several together, a line of their sum."""
    measured = {outline.code: outline for outline in check.outlines}
    published = units.published(check.vintage, check.level)
    alone = {known.codes[0]: known.m2 for known in published if len(known.codes) == 1}
    rows = [_row(outline.name, outline.m2, alone.get(code)) for code, outline in measured.items()]
    return rows + [
        _row(known.name or _("Toàn bộ các đơn vị"), sum(measured[code].m2 for code in known.codes), known.m2)
        for known in published
        if len(known.codes) > 1
    ]


def _row(name: str, m2: int, official: int | None) -> list[str]:
    if official is None:
        return [name, area_words(m2), _("chưa có"), ""]
    return [name, area_words(m2), area_words(official), percent(100 * (m2 / official - 1), 1)]


def _outlines(key: str, features: list[dict[str, Any]], line: list[int], width: int, fill: list[int]) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": features},
        id=key,
        pickable=True,
        stroked=True,
        filled=True,
        get_fill_color=fill,
        get_line_color=line,
        line_width_units=pdk.types.String("pixels"),
        get_line_width=width,
    )

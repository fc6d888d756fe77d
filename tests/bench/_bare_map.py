"""The least a map can be: the same polygons by the same address, and what was clicked on it, in a fragment."""

import json

import pydeck as pdk
import streamlit as st

from pages.screens.map import layers
from pages.screens.map.view import clicked
from pages.ui.session import loaders
from tests.bench.map_areas import VINTAGE

KEY = "ban-do-trong"


@st.fragment
def bare() -> None:
    """One layer in one colour."""
    layer = pdk.Layer(
        "GeoJsonLayer",
        layers.address(loaders.version(), VINTAGE, "commune"),
        id="huyen",
        pickable=True,
        get_fill_color=[200, 220, 240],
    )
    view = pdk.ViewState(longitude=105.97, latitude=20.56, zoom=9.3)
    # As the product's small map: with a controller, the first press waits for a second one.
    views = [pdk.View(type="MapView", controller=False)]
    deck = pdk.Deck([layer], views=views, initial_view_state=view, map_provider=None)
    st.pydeck_chart(deck, key=KEY, height=480, on_select="rerun", selection_mode="multi-object")
    st.text("đã bấm " + json.dumps(sorted(clicked(st.session_state[KEY]) or ())))


st.title("Bản đồ trống")
bare()

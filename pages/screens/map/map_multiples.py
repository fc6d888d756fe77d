"""Several months of one map beside each other, on one scale and with one legend.

Belongs here: the picture on the screen, drawn by the browser as SVG: maps of this size would each take one of the few WebGL canvases
a page has. Does not: the sheet, or its files (map_export), which show the very same picture.
"""

from __future__ import annotations

import streamlit as st

from data.export.drawing.layout import screen_picture
from data.export.drawing.paper import picture_in_words
from data.export.drawing.sheet import MapSheet

WIDE = 1_000


def show(sheet: MapSheet, *, key: str, width: int = WIDE) -> None:
    """The months of the sheet in rows of three; the page gives title, source and marks around them."""
    said = picture_in_words(sheet)
    st.vega_lite_chart(screen_picture(sheet, width).spec(said), width="content", theme=None, key=key, alt=said)

"""Quản trị ranh giới: importing exact borders and entering shares of split units.

Belongs here: the two forms below the map until there is a page of administration. Does not: the forms.
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from pages.components import boundary_import, loaders, vintage_weights
from pages.components.loaders import Data

OPEN, PART = "bando-quan-tri", "bando-quan-tri-muc"


def show(data: Data) -> None:
    """Drawn only when asked for: nobody but an administrator needs it. A switch, since the forms fold parts of their own."""
    st.divider()
    if not st.checkbox(
        _("Quản trị ranh giới"), key=OPEN, help=_("Nạp tệp ranh giới chính xác; ghi tỷ lệ của đơn vị bị chia.")
    ):
        return
    names = {"ranh-gioi": _("Nạp ranh giới chính xác"), "ty-le": _("Tỷ lệ quy đổi của đơn vị bị chia")}
    chosen = st.segmented_control(
        _("Ranh giới và quy đổi"), list(names), format_func=lambda name: names.get(name, name), default="ranh-gioi",
        required=True, key=PART,
    )  # fmt: skip
    if chosen == "ty-le":
        vintage_weights.show(loaders.crosswalk(data.version))
    else:
        boundary_import.show(data)

"""The tab "Ranh giới": importing exact borders and entering shares of split units.

Belongs here: which of the two a person may use. Does not: the forms (boundary_import.py, vintage_weights.py).
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.access.roles import Action
from pages.screens.admin import boundary_import, vintage_weights
from pages.ui.session import actor, loaders
from pages.ui.session.loaders import Data

PART = "quan-tri-ranh-gioi"


def show(data: Data) -> None:
    names = {
        name: words
        for name, words, action in (
            ("ranh-gioi", _("Nạp ranh giới chính xác"), Action.IMPORT_BOUNDARIES),
            ("ty-le", _("Tỷ lệ quy đổi của đơn vị bị chia"), Action.ENTER_SHARES),
        )
        if actor.may(action)
    }
    chosen = next(iter(names))
    if len(names) > 1:
        chosen = st.segmented_control(
            _("Ranh giới và quy đổi"), list(names), format_func=lambda name: names.get(name, name), default=chosen, required=True,
            key=PART,
        )  # fmt: skip
    if chosen == "ty-le":
        vintage_weights.show(loaders.crosswalk(data.version))
    else:
        boundary_import.show(data)

"""What a what-if page is made of: figures and assumptions on top, then levers and answer side by side, then tables.

Belongs here: the order of the parts, the same for every area that pays monthly. Does not: their content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.policy.answers import whatif
from models.policy.answers.whatif import WhatIfArea
from models.policy.engine.baseline import Block
from models.policy.levers.levers import LeverValue
from pages.screens.whatif import whatif_answer, whatif_panel
from pages.ui.answers import actions, words
from pages.ui.format import figures
from pages.ui.levers import history
from pages.ui.levers.widgets import standing
from pages.ui.saved import save
from pages.ui.session import loaders, office
from pages.ui.session.loaders import Data

BODY, ANSWER, BUTTONS, FOUND = "than", "tra-loi", "nut", "ket-qua"


def top(area: WhatIfArea, block: Block, shown: Sequence[tuple[dict[str, Any], str]]) -> dict[str, LeverValue]:
    """The figures in a line, below it the levers set once; returns the values of those."""
    figures.line(shown, st.columns(len(shown)))
    return whatif_panel.assumptions(area, block.as_of)


def body(area: WhatIfArea, data: Data, assumed: Mapping[str, LeverValue]) -> None:
    """Levers and what they change, then tables: a move reruns only this, on the version the page shows."""
    st.fragment(_body, key=area.prefix + BODY)(area, data, assumed)


def _body(area: WhatIfArea, data: Data, assumed: Mapping[str, LeverValue]) -> None:
    left, right = st.columns([1, 1.72], gap="medium")
    below = st.container()
    with left:
        whatif_panel.panel(area, data.law, partial(_moved, area))
        told = st.container()
    with right:
        st.fragment(_answer, key=area.prefix + ANSWER)(area, data, assumed, told, below)
    with left:
        st.fragment(_buttons, key=area.prefix + BUTTONS)(area, data)


def _moved(area: WhatIfArea, *fragments: str, everything: bool = False) -> None:
    """After a lever's move (callback): the answer, the fragments named, and the buttons when a way opens or closes."""
    if everything:
        st.rerun(area.prefix + BODY)
    buttons = [area.prefix + BUTTONS] if actions.buttons_after_a_move(area, area.all_levers) else []
    st.rerun([*fragments, area.prefix + ANSWER, *buttons])


def _answer(
    area: WhatIfArea, data: Data, assumed: Mapping[str, LeverValue], told: DeltaGenerator, below: DeltaGenerator
) -> None:
    values = {lever.key: assumed[lever.key] if lever.key in assumed else standing(lever) for lever in area.all_levers}
    history.record(area.prefix, values)
    found = whatif.compute(data.law, loaders.baseline(data.version, office.is_on(data, area.scheme.code)), values, area)
    sentence = words.headline(found)
    head = sentence.partition(":")[0] if found.no_change is None else ""
    st.session_state[area.prefix + FOUND] = values, found.scenario.law_as_of, head
    whatif_answer.show(found, sentence)
    with told:
        whatif_panel.told(area, values, found.idle)
    with below:
        whatif_answer.tables(found, data)


def _buttons(area: WhatIfArea, data: Data) -> None:
    history.settle(area.prefix)
    values, law_as_of, head = st.session_state[area.prefix + FOUND]
    with st.container(horizontal=True):
        actions.buttons(area, values)
        save.show(values, law_as_of, data, head=head)

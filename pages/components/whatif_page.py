"""What a what-if page is made of: figures and assumptions on top, then levers and answer side by side, then tables.

Belongs here: the order of the parts, the same for every area that pays monthly. Does not: their content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from models.policy.baseline import Block
from models.policy.levers import LeverValue
from pages.components import demo, figures, loaders, scenario_save, whatif, whatif_answer, whatif_panel, whatif_words
from pages.components.loaders import Data
from pages.components.whatif_area import WhatIfArea


def top(area: WhatIfArea, block: Block, shown: Sequence[tuple[dict[str, Any], str]]) -> dict[str, LeverValue]:
    """The figures in a line, below it the levers set once; returns the values of those."""
    figures.line(shown, st.columns(len(shown)))
    return whatif_panel.assumptions(area, block.as_of)


@st.fragment
def body(area: WhatIfArea, data: Data, assumed: Mapping[str, LeverValue]) -> None:
    """Levers and what they change, then tables: a move reruns only this, on the version the page shows."""
    baseline = loaders.baseline(data.version, demo.is_on(data, area.scheme.code))
    left, right = st.columns([1, 1.72], gap="medium")
    with left:
        values = whatif_panel.panel(area, assumed, data.law)
    found = whatif.compute(data.law, baseline, values, area)
    with left:
        whatif_panel.actions(area, values, found.idle)
        sentence = whatif_words.headline(found)
        head = sentence.partition(":")[0] if found.no_change is None else ""
        scenario_save.show(values, found.scenario.law_as_of, data, head=head)
    with right:
        whatif_answer.show(found, sentence)
    whatif_answer.tables(found, data)

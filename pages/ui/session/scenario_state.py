"""The scenario a session is working on, for pages that show its effect but not its levers.

Belongs here: reading an area's levers from the session, where their widgets persist.
"""

from __future__ import annotations

import streamlit as st

from models.policy.answers.whatif import PROTECTION_AREA, WhatIfArea
from models.policy.levers.levers import UNSET, LeverValue, LeverValueError


def values(area: WhatIfArea = PROTECTION_AREA) -> dict[str, LeverValue]:
    """Lever values by lever key; levers never touched stand at their default."""
    found: dict[str, LeverValue] = {}
    for lever in area.all_levers:
        state = st.session_state.get(lever.parameter, lever.default)
        try:
            found[lever.key] = lever.accept(
                UNSET if state is None else int(state) if isinstance(state, bool) else state
            )
        except LeverValueError:
            found[lever.key] = lever.default
    return found

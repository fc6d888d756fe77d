"""The areas chosen for comparison: by clicks on map or tiles, by typing, from a link; up to six.

Belongs here: keeping the selection, the box, refusing a seventh, what became of a chosen area on other borders. Does not: letters and
their order (models/geo/selection.py), hues (palettes).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from data.locale import _
from models.geo.crosswalk import Crosswalk, Unit
from models.geo.selection import LIMIT, Selection, SelectionError
from pages.screens.map import vintage_notice
from pages.screens.map.district_map import clicked
from pages.screens.map.map_tiles import clicked_tiles
from pages.ui.format.tables import escape
from pages.ui.session import address

MAP, TILES, CHOSEN, LINK = "bando-ban-do", "bando-luoi", "bando-huyen", "bando-chon"
_HELD, _REFUSED, _SHOWN = "_bando-da-bam", "_bando-tu-choi", "_bando-dang-hien"
_READ: Mapping[str, Callable[[Mapping[str, Any] | None], frozenset[str] | None]] = {MAP: clicked, TILES: clicked_tiles}


def kept(crosswalk: Crosswalk) -> Selection:
    """All that is chosen, on whatever borders; the first run takes it from the link."""
    every = {unit.code for unit in crosswalk.units.values()}
    address.arrive(LINK, lambda asked: asked if _parsed(asked, every) is not None else None)
    selection = _parsed(st.session_state.get(LINK, ""), every) or Selection()
    address.write(LINK, selection.text)
    return selection


def follow_clicks(crosswalk: Crosswalk) -> None:
    """At the start of a run: an area clicked on is chosen, one clicked on again is left. What the map holds as clicked is not the
    selection (the box changes that too): only what came or went since the run before counts. A browser that comes back to a new session
    still holds what it held: its link says what was chosen of that."""
    before: Mapping[str, frozenset[str]] | None = st.session_state.get(_HELD)
    held = {key: read(st.session_state.get(key)) for key, read in _READ.items()}
    st.session_state[_HELD] = {key: now or frozenset() for key, now in held.items()}
    for code in [] if before is None else _moved(before, held):
        _change(kept(crosswalk).toggle, code)


def _moved(before: Mapping[str, frozenset[str]], held: Mapping[str, frozenset[str] | None]) -> list[str]:
    """What came or went on map or tiles. A map that is gone, and a click beside all areas, empty the set: that is no click on each."""
    found: list[str] = []
    for key, now in held.items():
        was = before.get(key, frozenset())
        if now is not None and (now or len(was) <= 1):
            found += sorted(now ^ was)
    return found


def box(units: Sequence[Unit], crosswalk: Crosswalk) -> Selection:
    """The box with the chosen areas of the list shown; returns these, each in its slot."""
    names = {unit.code: unit.full_name for unit in units}
    selection = kept(crosswalk)
    here = Selection(tuple(one for one in selection.chosen if one.code in names))
    st.session_state[CHOSEN] = list(here.codes)
    st.session_state[_SHOWN] = frozenset(here.codes)
    st.multiselect(
        _("Đơn vị so sánh (tối đa {limit})").format(limit=LIMIT),
        list(names),
        format_func=lambda code: names.get(code, code),
        key=CHOSEN,
        on_change=_typed,
        args=(crosswalk,),
        placeholder=_("gõ tên đơn vị"),
    )
    refused = st.session_state.pop(_REFUSED, "")
    if refused:
        st.warning(
            _("Đã chọn đủ {limit} đơn vị nên chưa thêm {name}. Bỏ bớt một đơn vị rồi chọn lại.").format(
                limit=LIMIT, name=names.get(refused, refused)
            )
        )
    return here


def say_what_became(crosswalk: Crosswalk, units: Sequence[Unit], day: date) -> None:
    """Of chosen areas that are not on the list of the day, with the way to their heirs; of heirs while older borders are shown."""
    drawn = {unit.code: unit for unit in units}
    for one in kept(crosswalk).chosen:
        unit = drawn.get(one.code) or _newest(crosswalk, one.code)
        if unit.exists_on(day):
            continue
        if unit.valid_to is not None and unit.valid_to <= day:
            vintage_notice.show(crosswalk, unit.id, open_area=partial(_open, crosswalk), key=f"bando-ke-thua-{unit.id}")
        elif said := vintage_notice.came_from(crosswalk, unit.id):
            st.info(escape(said))


def _newest(crosswalk: Crosswalk, code: str) -> Unit:
    return max((unit for unit in crosswalk.units.values() if unit.code == code), key=lambda unit: unit.valid_from)


def _open(crosswalk: Crosswalk, area_id: int) -> None:
    """For callbacks: an heir takes the place of what ended."""
    heir = crosswalk.units[area_id]
    _change(kept(crosswalk).add, heir.code)
    st.session_state["bando-dia-gioi"] = "2025-07" if heir.level == "commune" else "2025-01"


def _typed(crosswalk: Crosswalk) -> None:
    """For the box's callback. A click sent before the browser has drawn the box anew sends the box as it was: that is nobody's typing."""
    if _moved(st.session_state.get(_HELD, {}), {key: read(st.session_state.get(key)) for key, read in _READ.items()}):
        return
    wanted, shown = st.session_state[CHOSEN], st.session_state.get(_SHOWN, frozenset())
    for code in shown - set(wanted):
        _change(kept(crosswalk).remove, code)
    for code in wanted:
        _change(kept(crosswalk).add, code)


def _change(act: Callable[[str], Selection], code: str) -> None:
    try:
        st.session_state[LINK] = act(code).text
    except SelectionError:
        st.session_state[_REFUSED] = code


def _parsed(text: str, known: set[str]) -> Selection | None:
    try:
        return Selection.parse(text, known)
    except SelectionError:
        return None

"""The map page's fragment: controls, the picture, the comparison beside and below it, files.

Belongs here: the order of the parts and what passes between them. Does not: any of the parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.locale import _
from models.geo.classes import Classing
from models.geo.crosswalk import Crosswalk
from models.geo.selection import Selection
from models.policy.answers import whatif
from models.policy.answers.whatif import WhatIf
from pages.screens.map import (
    compare_view,
    map_beside,
    map_budget,
    map_colouring,
    map_controls,
    map_drawn,
    map_export,
    map_figures,
    map_indicators,
    map_multiples,
    map_selection,
    map_sheet,
    map_table,
    map_time,
    map_view,
    vintage_switch,
    words,
)
from pages.screens.map.map_asked import Asked
from pages.screens.map.map_drawn import Drawn
from pages.screens.map.map_figures import Basis
from pages.screens.map.map_view import AS_MONTHS, AS_TABLE, Picture
from pages.screens.map.vintage_switch import Vintage
from pages.ui.answers import words as answers_words
from pages.ui.format.tables import escape
from pages.ui.session import address, loaders, office
from pages.ui.session.loaders import Data

VINTAGE = "bando-dia-gioi"
MOST_MONTHS = 12


def show(data: Data, link: str) -> None:
    """All of it: a click reruns only this. `link` is the page's address."""
    crosswalk = loaders.crosswalk(data.version)
    map_selection.follow_clicks(crosswalk)
    found = _scenario(data)
    changes = map_budget.increases(found)
    first, second, third, fourth = st.columns([25, 20, 22, 20], gap="small")
    with first:
        indicator = map_controls.indicator(data)
    with second:
        basis = map_controls.basis(indicator)
    with third:
        shown = vintage_switch.choose(crosswalk, key=VINTAGE)
    notices = st.container()
    left, right = st.columns([3, 2], gap="small")
    periods = map_indicators.periods(data, indicator)
    said_elsewhere = not periods and indicator.measure != "increase"
    with right:
        period = map_time.choose(periods, map_controls.why_no_time(indicator, periods), said_elsewhere=said_elsewhere)
    asked = Asked(data, crosswalk, indicator, basis, shown, changes)
    drawn = asked.draw(period)
    with right:
        selection = map_selection.box(drawn.units, crosswalk)
    with notices:
        _explain(drawn, basis)
        map_selection.say_what_became(crosswalk, drawn.units, shown.first)
    _body(asked, drawn, selection, periods, found, link, left, right, fourth)


def _scenario(data: Data) -> WhatIf:
    baseline = loaders.baseline(data.version, office.is_on(data, "protection"))
    return whatif.compute(data.law, baseline, address.values())


def _explain(drawn: Drawn, basis: Basis) -> None:
    if drawn.refusal:
        st.warning(drawn.refusal)
    if drawn.no_rate is not None:
        st.info(escape(words.no_rate(drawn.no_rate, drawn, basis)))


def _body(
    asked: Asked, drawn: Drawn, selection: Selection, periods: Sequence[str], found: WhatIf, link: str,
    left: DeltaGenerator, right: DeltaGenerator, corner: DeltaGenerator,
) -> None:  # fmt: skip
    data, crosswalk = asked.data, asked.crosswalk
    about = words.subject(drawn, periods)
    shown = asked.borders_of(drawn)
    frame = left.container(border=True, key="bando-khung", gap="xsmall")
    with frame:
        st.markdown(f"**{escape(about.title)}**")
        if asked.indicator.measure == "increase":
            st.caption(answers_words.headline(found))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            view = map_view.switch(months=len(periods) > 1)
            classing, of_classes = _classing(asked, drawn)
        picture = Picture(
            drawn, about, words.marks(drawn, about), classing, _largest(asked, drawn, periods),
            map_view.features_of(data, drawn), selection, shown, map_view.address_of(data, drawn, shown),
        )  # fmt: skip
        if view == AS_MONTHS:
            _months(asked, picture, periods, crosswalk)
        elif view != AS_TABLE:
            map_view.show(picture, view, crosswalk, _places(data, drawn), of_classes)
    with right:
        compared = map_beside.show(asked, drawn, selection, periods, about, corner)
    if view == AS_TABLE:
        with frame:
            compare_view.listing(compared, selection, about, key="bando-so-sanh", file_name="ban-do-so-sanh")
            map_view.say(map_view.notes(picture, crosswalk))
    with left:
        compare_view.cards(compared, selection, about)
    if picture.features:
        make = partial(map_sheet.sheet, [picture], crosswalk, data.version, _address(link))
        map_export.show(make, "ban-do-" + asked.indicator.key, key="bando-tai")
    if asked.indicator.measure == "increase":
        whole = map_figures.read(data, crosswalk, asked.indicator, "", asked.changes)
        map_budget.show(
            data, map_drawn.draw(data, crosswalk, whole, "none", Vintage(whole.first)), found, asked.changes
        )
    if drawn.moved is not None:
        map_table.converted(drawn, picture.marks)
    elif asked.indicator.scheme is not None:
        map_table.show(data, crosswalk, asked.indicator.scheme, drawn.period if periods else "", asked.changes)


def _classing(asked: Asked, drawn: Drawn) -> tuple[Classing | None, str]:
    if not drawn.is_rate:
        map_colouring.leave()
        return None, ""
    about = (asked.indicator.key, drawn.basis)
    return map_colouring.choose(drawn.values, about, signed=asked.indicator.measure == "increase")


def _largest(asked: Asked, drawn: Drawn, periods: Sequence[str]) -> float | None:
    """One full circle for all periods, so that sizes can be compared while time runs."""
    if drawn.is_rate or len(periods) < 2:
        return None
    amounts = [value.amount for one in periods[-MOST_MONTHS:] for value in asked.draw(one).values if value.amount]
    about = words.subject(drawn)
    return max((float(abs(about.shown(amount))) for amount in amounts), default=None)


def _months(asked: Asked, picture: Picture, periods: Sequence[str], crosswalk: Crosswalk) -> None:
    """The newest periods beside each other on the scale of the one chosen."""
    pictures = []
    for period in periods[-MOST_MONTHS:]:
        drawn = asked.draw(period)
        about = words.subject(drawn, periods)
        held = None if picture.classing is None else map_colouring.same(drawn.values, picture.classing)
        pictures.append(
            Picture(drawn, about, words.marks(drawn, about), held, picture.largest, picture.features,
                    picture.selection, picture.shown)
        )  # fmt: skip
    if not picture.features:
        st.info(_("Chưa có ranh giới nên chưa vẽ được các tháng cạnh nhau; xem Ô vuông hoặc Bảng."))
        return
    map_multiples.show(map_sheet.sheet(pictures, crosswalk, asked.data.version, ""), key="bando-cac-thang", width=500)
    said = [_("Các kỳ dùng chung một thang màu và một cỡ hình tròn.")]
    map_view.say([*said, *map_view.notes(picture, crosswalk, picture.about.source_over)])


def _places(data: Data, drawn: Drawn) -> Mapping[str, tuple[int, int]]:
    rows = data.areas.select("area_id", "tile_row", "tile_column").iter_rows()
    known = {area: (row, column) for area, row, column in rows if row is not None}
    return {unit.code: known[unit.id] for unit in drawn.units} if all(u.id in known for u in drawn.units) else {}


def _address(link: str) -> str:
    """The link of what is drawn, as the address bar has it."""
    query = {name: st.query_params[name] for name in st.query_params}
    return f"{link}?{urlencode(query)}" if query else link

"""The map page, read top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.locale import _
from models.access.roles import Action
from models.geo.classes import Classing
from models.geo.comparison import Comparison, NoPeers, PeerGroup, Selection
from models.geo.crosswalk import Crosswalk
from models.policy.answers import whatif
from models.policy.answers.whatif import PROTECTION_AREA, WhatIf
from models.policy.levers.levers import LeverValue
from pages._registry import page
from pages.screens.map import compare, compare_rows, controls, increase, state, table, view as map_view, vintages, words
from pages.screens.map.compare_rows import Subject
from pages.screens.map.increase import Trial
from pages.screens.map.state import Asked, Basis, Drawn
from pages.screens.map.view import AS_MAP, AS_MONTHS, AS_TABLE, Look, Picture
from pages.screens.map.vintages import Vintage
from pages.ui.format.tables import escape
from pages.ui.levers.widgets import all_standing
from pages.ui.saved import scenarios
from pages.ui.session import actor, choices, clock, loaders
from pages.ui.session.loaders import Data

PEERS = "bando-nhom"


@dataclass(frozen=True)
class Answer:
    """What was asked for, what is drawn for the period, the areas selected, and all periods that have figures."""

    asked: Asked
    drawn: Drawn
    selection: Selection
    periods: Sequence[str]


@dataclass(frozen=True)
class Places:
    """Where the map, the comparison and the control of peers stand."""

    map: DeltaGenerator
    comparison: DeltaGenerator
    peers: DeltaGenerator


def show_beside(
    answer: Answer, about: Subject, corner: DeltaGenerator, fills: Callable[[], Mapping[str, str]]
) -> Comparison:
    """The control of peers stands in `corner`, beside the others; `fills` gives the areas' colours on the map. While
    nobody has sent a figure: in one place what is missing and what brings it."""
    asked, drawn, selection = answer.asked, answer.drawn, answer.selection
    data, crosswalk = asked.data, asked.crosswalk
    scheme = asked.indicator.scheme
    if scheme is not None and not drawn.figures.sent and scheme.code not in data.sent_schemes:
        choices.switch(data)
    peers: PeerGroup | NoPeers = NoPeers("nobody")
    if drawn.is_empty:
        _say_what_is_missing(drawn)
    else:
        said_in = st.container()
        with corner:
            peers = compare.choose(
                compare.areas(data, drawn),
                {unit.code: unit.full_name for unit in drawn.units},
                key=PEERS,
                around=selection.codes[0] if selection.codes else None,
                said_in=said_in,
            )
    same_borders = asked.shown.first == drawn.figures.first
    options = compare.options(data, crosswalk, asked.changes) if same_borders and selection.chosen else []
    compared = compare.gather(drawn, peers, answer.periods, asked.draw, options, lines=bool(selection.chosen))
    if not drawn.is_empty:
        compare.pictures(compared, selection, about, key="bando-so-sanh", fills=fills())
    return compared


def _say_what_is_missing(drawn: Drawn) -> None:
    if drawn.illustrative:
        st.warning(choices.page_mark())
        st.caption(_("Số minh họa không xếp thứ và không so sánh nên không có biểu đồ và thanh thời gian."))
        return
    st.info(
        _(
            "Chưa có đơn vị nào gửi số liệu của chỉ tiêu này: bản đồ chưa có số, chưa có xếp thứ, phân bố, diễn biến "
            "và thanh thời gian. Tải tệp số liệu của các xã, phường (đến 6/2025: của các huyện) để có tất cả."
        )
    )
    st.page_link(scenarios.entry(page("upload.py")), label=_("Mở trang Cập nhật số liệu"), icon=":material/upload:")


VINTAGE = "bando-dia-gioi"
MOST_MONTHS = 12
WIDTH = 720
"""Of the months beside each other, in pixels: what the frame has at 1366."""


def show(data: Data, link: str) -> None:
    """All of it: a click reruns only this. `link` is the page's address."""
    crosswalk = loaders.crosswalk(data.version)
    map_view.follow_clicks(crosswalk)
    values = all_standing(PROTECTION_AREA.all_levers)
    found = _scenario(data, values)
    changes = increase.increases(data, found)
    asking = st.container()
    first, second, third, fourth = st.columns([25, 20, 22, 20], gap="small")
    with first:
        indicator = controls.indicator(data)
    with asking:
        controls.questions(indicator)
    notices = st.container()
    left, right = st.columns([3, 2], gap="small")
    periods = state.periods(data, indicator)
    said_elsewhere = not periods and indicator.measure not in ("increase", "sent")
    with right:
        period = controls.choose_time(periods, controls.why_no_time(indicator, periods), said_elsewhere=said_elsewhere)
    figures = state.read(data, crosswalk, indicator, period, changes)
    with second:
        basis = controls.basis(indicator, state.default_basis(data, figures))
    with third:
        counted = Vintage(figures.first)
        shown = vintages.choose_borders(crosswalk, key=VINTAGE, counted=counted)
    asked = Asked(data, crosswalk, indicator, basis, shown, changes)
    drawn = asked.draw(period)
    with right:
        selection = map_view.box(drawn.units, crosswalk)
    with notices:
        _explain(drawn, basis)
        map_view.say_what_became(crosswalk, drawn.units, shown.first)
    trial = None
    if indicator.measure == "increase":
        whole = state.read(data, crosswalk, indicator, "", changes)
        trial = Trial(data, found, values, state.draw(data, crosswalk, whole, "none", Vintage(whole.first)))
    _body(Answer(asked, drawn, selection, periods), trial, link, Places(left, right, fourth))
    controls.write_indicator(indicator)


def _scenario(data: Data, values: Mapping[str, LeverValue]) -> WhatIf:
    baseline = loaders.baseline(data.version, choices.is_on(data, "protection"))
    return whatif.compute(clock.standing(), baseline, values)


def _explain(drawn: Drawn, basis: Basis) -> None:
    if drawn.refusal:
        st.warning(drawn.refusal)
    if drawn.no_rate is not None:
        st.info(escape(words.no_rate(drawn.no_rate, drawn, basis)))


def _body(answer: Answer, trial: Trial | None, link: str, places: Places) -> None:
    """`trial` where the figure is the increase, which moves with the norm."""
    asked, drawn, selection, periods = answer.asked, answer.drawn, answer.selection, answer.periods
    data, crosswalk = asked.data, asked.crosswalk
    about = words.subject(drawn, periods)
    shown = asked.borders_of(drawn)
    frame = places.map.container(border=True, key="bando-khung", gap="xsmall")
    with frame:
        _title(drawn, about)
        features, above = map_view.features_of(data, drawn), st.container()
        is_dragged = trial is not None and increase.is_dragged(trial, drawn, features)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            view = map_view.switch(months=len(periods) > 1, nearer=not is_dragged)
            classing, of_classes = _classing(asked, drawn, trial)
        beside = is_dragged and view == AS_MAP
        if trial is not None:
            with nullcontext() if beside else above:
                canvas = increase.show(trial, asked.changes, with_map=beside, is_converted=drawn.moved is not None)
        picture = Picture(
            drawn,
            about,
            words.marks(drawn, about),
            classing,
            trial.largest(about) if trial is not None else _largest(asked, drawn, periods),
            features,
            selection,
            shown,
            map_view.address_of(data, drawn, shown),
            map_view.former_of(data, drawn),
        )
        with places.comparison:
            compared = show_beside(answer, about, places.peers, picture.fills)
        if view == AS_MONTHS:
            _months(asked, picture, periods, crosswalk)
        elif view != AS_TABLE:
            hover = compare_rows.hover_words(compared, about)

            def draw(look: Look) -> None:
                if trial is not None:
                    with canvas:
                        increase.areas(trial, crosswalk, picture, look)

            instead = draw if beside else None
            map_view.show(picture, view, crosswalk, _places(data, drawn), of_classes, hover, instead)
    if view == AS_TABLE:
        with frame:
            compare.listing(compared, selection, about, key="bando-so-sanh", file_name="ban-do-so-sanh")
            map_view.say(map_view.notes(picture, crosswalk))
    with places.map:
        compare.cards(compared, selection, about)
    if picture.features:
        make = partial(table.sheet, [picture], crosswalk, data.version, _address(link))
        table.show_files(make, "ban-do-" + asked.indicator.key, key="bando-tai")
    if trial is not None:
        increase.show_table(data, trial.own, trial.found, asked.changes)
    if drawn.moved is not None:
        table.converted(drawn, picture.marks, picture.about.rests)
    elif asked.indicator.scheme is not None:
        table.show(data, crosswalk, asked.indicator.scheme, drawn.period if periods else "", asked.changes)


def _title(drawn: Drawn, about: Subject) -> None:
    """The finding where the figures have one, then what is shown; of published facts also what they are, where they
    come from and, asked for, what they mean."""
    found, published = words.finding(drawn, about), drawn.figures.published
    st.markdown(f"**{escape(found or about.title)}**")
    said = [about.title if found else ""]
    if published is not None:
        said += [published.standing, _("Nguồn: {source}").format(source=drawn.figures.source)]
    if line := ". ".join(filter(None, said)):
        st.caption(escape(line), help=escape(published.meaning) if published else None)


def _classing(asked: Asked, drawn: Drawn, trial: Trial | None) -> tuple[Classing | None, str]:
    if not drawn.is_rate:
        controls.leave()
        return None, ""
    about = (asked.indicator.key, drawn.basis)
    fine = drawn.figures.published is not None
    ends = None if trial is None else trial.scale_ends(drawn)
    return controls.choose(drawn.values, about, signed=trial is not None, fine=fine, ends=ends)


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
        held = None if picture.classing is None else controls.same(drawn.values, picture.classing)
        pictures.append(
            Picture(
                drawn,
                about,
                words.marks(drawn, about),
                held,
                picture.largest,
                picture.features,
                picture.selection,
                picture.shown,
            )
        )
    if not picture.features:
        st.info(_("Chưa có ranh giới nên chưa vẽ được các tháng cạnh nhau; xem Ô vuông hoặc Bảng."))
        return
    table.show_multiples(table.sheet(pictures, crosswalk, asked.data.version, ""), key="bando-cac-thang", width=WIDTH)
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


def show_link() -> None:
    if actor.may(Action.IMPORT_BOUNDARIES, Action.ENTER_SHARES):
        st.page_link(
            scenarios.entry(page("admin.py")),
            label=_("Nạp ranh giới chính xác, tỷ lệ của đơn vị bị chia: trang Quản trị"),
            icon=":material/settings:",
        )

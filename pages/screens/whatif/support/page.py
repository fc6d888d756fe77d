"""The page of a support area: headline levers and their answer, the other levers folded by part, details."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.answers.figures import Offer, offer
from models.policy.answers.filled import StandIn, fill
from models.policy.answers.standing import Quality
from models.policy.answers.support_result import SupportResult, support_result
from models.policy.areas.bounds import beyond
from models.policy.areas.support import Dial, Factor, Part, SupportArea
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.wording.numbers import money, number
from pages._registry import page
from pages.screens.whatif.support import answer, assumed, tabs
from pages.screens.whatif.support.words import (
    Extra,
    Values,
    lacking as lacking_of,
    line_name,
    names,
    sentence as words_of,
)
from pages.ui.answers import actions
from pages.ui.answers.words import beyond as beyond_words
from pages.ui.format.tables import QUALITY_WORDS, SHOWN, escape, period_text
from pages.ui.frame import page_frame, template
from pages.ui.frame.template import Places
from pages.ui.levers import widgets
from pages.ui.levers.widgets import BARE_WIDTH, draw, draw_bare, full_name, is_set, preset_chips, standing
from pages.ui.saved import scenarios
from pages.ui.session import clock, loaders, starting
from pages.ui.session.loaders import Data

Moved = Callable[[str], None]


_LONG = 10_000


def panel(area: SupportArea, data: Data, extras: Sequence[Extra], places: Places, moved: Moved) -> None:
    """Draws all levers of the area. `moved` follows a factor's move."""
    with places.levers:
        start = Month.parse(str(draw(area.applies_from)))
    stand_ins = _stand_ins(area, data)
    shown = _Panel(data, clock.standing().known, start, stand_ins, moved)
    for place, dial in enumerate(area.dials):
        with places.levers if place else places.lever.container(border=True, gap="xsmall"):
            st.fragment(headline_lever, key=_fragment(dial.factor))(dial, shown, is_first=not place)
    with places.groups:
        _folded(area, extras, shown)


def headline_lever(dial: Dial, shown: _Panel, *, is_first: bool) -> None:
    """A slider over what is tried, and for the first one its value in large digits; its boxes below take any number.
    Of its own, so that its move draws no other lever again."""
    factor = dial.factor
    assert factor.tried is not None
    widgets.settle_slide(factor.tried)
    by_law, stand_in = factor.by_law(shown.known, shown.start), shown.stand_ins.get(factor.now.key)
    before, after = standing(factor.now), standing(factor.tried)
    unset = by_law if stand_in is None else int(stand_in.value)
    now = factor.stands(shown.known, shown.start, unset if before == UNSET else int(before))
    value = now if after == UNSET else int(after)
    moved = partial(shown.moved, _fragment(factor))
    _factor(
        factor,
        _named(factor, shown.data),
        _offered(factor, shown.data),
        shown,
        moved,
        slider=partial(_slider, dial, value, moved, is_first=is_first),
    )


def _slider(dial: Dial, value: int | None, moved: Callable[[], None], *, is_first: bool) -> None:
    tried = dial.factor.tried
    assert tried is not None
    if is_first:
        with st.container(key=f"{tried.parameter}-gia-tri"):
            # What stands at nothing by itself is no figure.
            is_figure = value is not None and (value or standing(tried) != UNSET)
            said = _("chưa có")
            if is_figure:
                unit = escape(_(dial.factor.unit))
                said = _("{value} :small[{unit}]").format(value=number(int(value or 0)), unit=unit)
            st.markdown(f"## {said}", anchors=False)
    slider, place = f"{tried.parameter}-keo", dial.minimum if value is None else value
    widgets.slide_of(tried).stands(place)
    if st.session_state.get(slider) != place:
        # What the browser has said already is not said back to it: it may have moved on.
        st.session_state[slider] = place
    st.slider(
        _(dial.factor.label),
        min(dial.minimum, place),
        max(dial.maximum, place),
        step=dial.step,
        key=slider,
        format="localized",
        label_visibility="collapsed",
        on_change=_from_slider,
        args=(tried, slider, moved),
    )


def _from_slider(lever: Lever, slider: str, moved: Callable[[], None]) -> None:
    value = int(st.session_state[slider])
    widgets.slide_of(lever).moves(value)
    widgets.put(lever, value)
    moved()


def _folded(area: SupportArea, extras: Sequence[Extra], shown: _Panel) -> None:
    """The other factors by part, what the area has beside its lines, the estimate: each closed until asked for."""
    folds = [(part, _fold(part.heading, f"{area.prefix}phan-{part.key}", part.levers)) for part in area.parts]
    drawn: dict[Factor, None] = dict.fromkeys(dial.factor for dial in area.dials)
    # A factor that two parts share stands in the open one.
    for part, fold in sorted(folds, key=lambda pair: not pair[1].open):
        factors = [factor for factor in _factors(part) if factor not in drawn]
        if _is_needed(fold.open, (lever for factor in factors for lever in factor.levers)):
            drawn.update(dict.fromkeys(factors))
            with fold:
                _part(part, factors, shown)
    for place, extra in enumerate(extras):
        _rest(area, extra.levers, extra.heading, f"khac-{place}", shown.stand_ins)
    told = {lever for extra in extras for lever in extra.levers}
    others = tuple(lever for lever in area.others if lever not in told)
    _rest(area, others, _("Chỉ tiêu, số liệu khác"), "khac", shown.stand_ins)
    _rest(area, area.budget.levers, _("Dự toán năm"), "du-toan", {})


@dataclass(frozen=True)
class _Panel:
    """What every factor is drawn by; `stand_ins` by lever key are what stands for those nobody has set."""

    data: Data
    known: Law
    start: Month
    stand_ins: Mapping[str, StandIn]
    moved: Moved


def _stand_ins(area: SupportArea, data: Data) -> Mapping[str, StandIn]:
    """As the levers stand now: before the answer is made."""
    typed = area.scenario(clock.day(), {lever.key: standing(lever) for lever in area.levers})
    return fill(area, typed, data.law, starting.figures(data)).stand_ins


def _rest(
    area: SupportArea, levers: tuple[Lever, ...], heading: str, key: str, stand_ins: Mapping[str, StandIn]
) -> None:
    """Levers that are no factors, under a heading of their own."""
    if not levers:
        return
    fold = _fold(heading, f"{area.prefix}phan-{key}", levers)
    if _is_needed(fold.open, levers):
        with fold:
            if area.budget.estimate in levers:
                st.caption(_("Dự toán của ngân sách địa phương; nguồn khác không so với số này."))
            for lever in levers:
                unset = "" if lever.kind == "optional_amount" else _("không có")
                draw(lever, when_unset=assumed.placeholder(lever, stand_ins.get(lever.key)) or unset)


def _fold(heading: str, key: str, levers: Iterable[Lever]) -> Any:
    return st.expander(_(heading), key=widgets.fold(key, levers), on_change="rerun", type="compact")


def _is_needed(is_open: bool | None, levers: Iterable[Lever]) -> bool:
    """Whether a folded section is drawn: each widget a session knows makes every other one slower."""
    return bool(is_open) or any(is_set(lever) for lever in levers)


def _factors(part: Part) -> list[Factor]:
    return list(dict.fromkeys(factor for line in part.lines for factor in line.asked))


def _part(part: Part, factors: list[Factor], panel: _Panel) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        st.markdown(_("**Hiện nay**"), width=BARE_WIDTH, help=_("Khoản hiện chưa có: nhập số 0."))
        st.markdown(_("**Phương án**"), width=BARE_WIDTH, help=_("Để trống: như hiện nay."))
    for factor in factors:
        key = _fragment(factor)
        # Of its own, so that its move draws none of the other boxes again.
        named, offered = _named(factor, panel.data), _offered(factor, panel.data)
        st.fragment(_factor, key=key)(factor, named, offered, panel, partial(_after, factor, key, panel.moved))
    if part.note:
        st.caption(_(part.note))


def _fragment(factor: Factor) -> str:
    """The key of the factor's fragment, and in the session of whether it says more than its boxes."""
    return f"{factor.now.parameter}-o"


def _after(factor: Factor, key: str, moved: Moved) -> None:
    """After a move (callback): a factor without chips and long figures looks as before, the box shows its number by
    itself."""
    is_same = not st.session_state.get(key) and not _is_long(*(standing(lever) for lever in factor.levers))
    moved("" if is_same else key)


def _factor(
    factor: Factor,
    named: dict[LeverValue, str],
    offered: Offer | None,
    panel: _Panel,
    moved: Callable[[], None],
    *,
    slider: Callable[[], None] | None = None,
) -> None:
    """What it is; below it the slider of a headline factor, now, tried, and the decrees' amounts."""
    by_law = factor.by_law(panel.known, panel.start)
    stand_in = panel.stand_ins.get(factor.now.key)
    with st.container(gap="xsmall"):
        head = st.empty()
        if slider is not None:
            slider()
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            unset = _("chưa nhập") if by_law is None else number(by_law)
            unset = assumed.placeholder(factor.now, stand_in) or unset
            before = draw_bare(factor.now, full_name(factor.now), unset, moved)
            after: LeverValue = UNSET
            if factor.tried is not None:
                after = draw_bare(factor.tried, full_name(factor.tried), _("như hiện nay"), moved)
            if named:
                preset_chips(factor.now, factor.tried, named, moved, by_law=(by_law, stand_in) != (None, None))
        # Words that say more than the boxes go out of date with them.
        st.session_state[_fragment(factor)] = bool(named) or _is_long(before, after)
        untouched = by_law if stand_in is None else stand_in.value
        mark = stand_in if before == UNSET else None
        said = _head(factor, untouched if before == UNSET else before, after)
        head.markdown(said, help=_help(factor, offered, mark))


def _named(factor: Factor, data: Data) -> dict[LeverValue, str]:
    """Amounts of decrees, and the newest figure that was reported of what the factor counts: to take over with a
    click."""
    found = {preset.value: _(preset.label) for preset in factor.now.presets}
    offered = _offered(factor, data)
    if offered is not None:
        found.setdefault(
            offered.value,
            _("{value} ({quality}, kỳ {period})").format(
                value=("≈ " if offered.is_rounded else "") + number(offered.value),
                quality=QUALITY_WORDS[offered.quality].lower(),
                period=period_text(offered.period),
            ),
        )
    return found


def _offered(factor: Factor, data: Data) -> Offer | None:
    return offer(factor, data.figures(), SHOWN) if factor.indicator else None


def _head(factor: Factor, before: LeverValue | None, after: LeverValue) -> str:
    """The factor's name and, where its figures are long, what they are in words."""
    name = _("{label} ({unit})").format(label=_(factor.label), unit=_(factor.unit))
    said = [_amount(factor, value) for value in (before, after) if value not in (None, UNSET)]
    return escape(name) + (f": **{escape(' → '.join(said))}**" if said and _is_long(before, after) else "")


def _is_long(*values: LeverValue | None) -> bool:
    """Five digits and more are said beside the name too: a narrow box cuts them off."""
    return any(value not in (None, UNSET) and int(value or 0) >= _LONG for value in values)


def _amount(factor: Factor, value: LeverValue | None) -> str:
    return money(int(value or 0)) if factor.kind == "money" else number(int(value or 0))


def _help(factor: Factor, offered: Offer | None, mark: StandIn | None) -> str:
    """What stands for an open box takes the place of what it means to leave it open."""
    source = _("Căn cứ: {source}.").format(source=_(factor.now.legal_source)) if factor.now.legal_source else ""
    reported = ""
    if offered is not None:
        reported = _("Số {value}, kỳ {period}: {source}.").format(
            value=number(offered.exact), period=period_text(offered.period), source=escape(offered.source)
        )
    said = assumed.help_words(factor.now, mark) or _(factor.now.help)
    return "  \n".join(words for words in (said, source, reported) if words)


def lacking(found: SupportResult) -> None:
    """Lines of which something has been typed that still lack something: what is typed does nothing yet. Beside
    assumptions what is only tried is no reason: the caption names what is not reckoned."""
    listed = [
        _("“{line}” thiếu {missing}").format(line=line_name(bill.line), missing=names(lacks))
        for bill in found.lines
        if (lacks := lacking_of(bill))
        and any(
            found.typed.value(lever) != UNSET
            for factor in bill.line.asked
            for lever in ((factor.now,) if found.stand_ins else factor.levers)
        )
    ]
    if listed:
        st.warning(_("Chưa tính, cần nhập đủ cột Hiện nay: {listed}.").format(listed="; ".join(listed)))


ANSWER, BUTTONS = "tra-loi", "nut"
NAMED = 3
"""Moved levers written out: an area has many, and the answer must stay in sight."""


def show(area: SupportArea, file: str, *, notes: Sequence[str] = (), extras: Sequence[Extra] = ()) -> None:
    """`notes` warn against misreading the figures; `extras` are what the area has beside its lines."""
    spec = page(file)
    data = loaders.data()
    head = page_frame.top(spec, data)
    places = template.lay_out(head)
    with places.lever:
        st.fragment(_body)(area, spec.title, data, tuple(extras), places)

    def rests_on() -> None:
        rows = page_frame.area_top(data, area.policy_area, notes)
        page_frame.words(data, area.policy_area, spec, rows)

    template.origin(area.prefix, rests_on)


@dataclass(frozen=True)
class _Page:
    """An area's page with the data it shows; `province` is the id of the whole province."""

    area: SupportArea
    title: str
    data: Data
    province: int
    extras: tuple[Extra, ...]


def _body(area: SupportArea, title: str, data: Data, extras: tuple[Extra, ...], places: Places) -> None:
    """Panel and answer. A factor's move draws the answer again and of the panel only what looks otherwise (_moved), on
    the version the page shows; any other move draws all of this."""
    shown = _Page(area, title, data, loaders.baseline(data.version, False).province_id, extras)
    places = places.anew()
    panel(area, data, extras, places, partial(_moved, area))
    with places.number:
        st.fragment(_answer, key=area.prefix + ANSWER)(shown, places)
    with places.head, st.container(horizontal=True, wrap=False, gap="xsmall"):
        st.fragment(_buttons, key=area.prefix + BUTTONS)(area, title, data)
        _take_away(shown)


def _moved(area: SupportArea, factor: str) -> None:
    """After a factor's move (callback); `factor` names its fragment, "" where it looks as before."""
    buttons = area.prefix + BUTTONS if actions.buttons_after_a_move(area, _levers(area)) else ""
    st.rerun([part for part in (factor, area.prefix + ANSWER, buttons) if part])


def _answer(shown: _Page, places: Places) -> None:
    area, data, extras = shown.area, shown.data, shown.extras
    values = {lever.key: standing(lever) for lever in _levers(area)}
    widgets.record(area.prefix, values)
    found = compute(area, data, values, shown.province)
    actions.answered(area).update(values=values, found=found)
    beside = "\n\n".join(words for extra in extras if (words := extra.sentence(found, values, data)))
    answer.number_and_sentence(found, shown.title, values, beside)
    with places.options, st.container(horizontal=True, vertical_alignment="center", gap="small"):
        draw(area.budget_year, moved=partial(_moved, area, ""), is_named=False)
        purse = None if found.is_empty else answer.choose(found)
        assumed.offer(found)
    if purse is None:
        with places.picture:
            answer.missing(area, data, int(values[area.budget_year.key]))
        # A fragment may fill later only what it has written to on arrival.
        places.notes.empty()
        places.outcome.empty()
    else:
        with places.picture:
            heroes = [one for extra in extras if extra.hero and (one := extra.hero(found, values, data))]
            answer.picture(found, purse, heroes)
        with places.notes:
            answer.notes(found, values)
        with places.outcome:
            answer.outcome(found, purse, values)
    with places.told:
        lacking(found)
        if said := beyond_words(beyond(area.levers, values)):
            st.warning(said)
        actions.told(area, values, {}, named=NAMED)
    with places.details:
        title = _("Chi tiết: từng khoản, năm, nguồn, chỉ tiêu, cách tính, trường hợp cụ thể")
        template.details(area.prefix, title, partial(tabs.show, found, data, values, extras))


def _buttons(area: SupportArea, title: str, data: Data) -> None:
    widgets.settle(area.prefix)
    values, found = actions.answered(area)["values"], actions.answered(area)["found"]
    with st.container(horizontal=True, wrap=False, gap="xsmall"):
        actions.buttons(area, values)
        scenarios.show(values, found.scenario.law_as_of, data, head=answer.head(found, title))


def _take_away(shown: _Page) -> None:
    area, data, kept = shown.area, shown.data, actions.answered(shown.area)

    def make(address: str) -> bytes:
        values, found = kept["values"], kept["found"]
        sentence = _("Chưa tính được kinh phí: chưa có số để tính.")
        if not found.is_empty:
            sentence = words_of(found, shown.title, int(values[area.budget_year.key]))
        return tabs.file(found, data, sentence, address)

    actions.take_away(area, make)


def _levers(area: SupportArea) -> tuple[Lever, ...]:
    """Asked for at every move, and slow to put together."""
    found = _LEVERS.get(area.prefix)
    if found is None:
        found = _LEVERS[area.prefix] = area.all_levers
    return found


_LEVERS: dict[str, tuple[Lever, ...]] = {}


def compute(area: SupportArea, data: Data, values: Values, province: int) -> SupportResult:
    """From lever values by lever key (scenario and view levers together)."""
    scenario, year = area.scenario(clock.day(), values), int(values[area.budget_year.key])
    taken: dict[str, Quality] = {}
    for factor in {factor for line in area.lines for factor in line.factors if factor.indicator}:
        offered = _offered(factor, data) if values[factor.now.key] != UNSET else None
        if offered is not None and values[factor.now.key] == offered.value:
            taken[factor.now.key] = "uploaded" if offered.quality == "uploaded" else "reported"
    figures = starting.figures(data)
    return support_result(area, scenario, data.law, province, year=year, taken=taken, figures=figures)

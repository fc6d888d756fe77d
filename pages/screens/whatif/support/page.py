"""The page of a support area: headline levers and their answer, the other levers folded by part, details."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.answers.figures import Offer, offer
from models.policy.answers.filled import StandIn, fill
from models.policy.answers.ladder import dial_positions, support_ladder, support_rungs
from models.policy.answers.standing import Quality
from models.policy.answers.support_result import SupportResult, support_result
from models.policy.areas.bounds import beyond
from models.policy.areas.support import Dial, Factor, Part, SupportArea
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.wording.numbers import money, number
from pages._registry import BY_PREFIX
from pages.screens.whatif.page import ANSWER, AreaPage, Values, example, told
from pages.screens.whatif.support import answer, assumed, tabs
from pages.screens.whatif.support.words import (
    Extra,
    head as head_of,
    lacking as lacking_of,
    line_name,
    lower_first,
    names,
    quoted,
    sentence as words_of,
)
from pages.ui.answers.words import beyond as beyond_words
from pages.ui.format.tables import QUALITY_WORDS, SHOWN, escape, period_text
from pages.ui.frame import page_frame, template
from pages.ui.frame.template import Places
from pages.ui.levers import mailbox, widgets
from pages.ui.levers.ladder import ladder
from pages.ui.levers.ladder.ladder import Dragged
from pages.ui.levers.mailbox import Answered
from pages.ui.levers.widgets import BARE_WIDTH, all_standing, draw, draw_bare, full_name, is_set, preset_chips, standing
from pages.ui.session import clock, loaders, starting
from pages.ui.session.loaders import Data

_LONG = 10_000
NAMED = 3
"""Moved levers written out: an area has many, and the answer must stay in sight."""


@dataclass(frozen=True)
class SupportPage(AreaPage[SupportResult]):
    """Of a support area; `province` is the id of the whole province, `extras` are what the area has beside its
    lines."""

    area: SupportArea
    title: str
    province: int
    extras: tuple[Extra, ...]

    @property
    def headline(self) -> list[Lever]:
        return [_tried(dial) for dial in self.area.dials]

    @property
    def beside(self) -> tuple[object, ...]:
        return clock.day(), starting.is_off()

    def compute(self, values: Values) -> SupportResult:
        return compute(self.area, self.data, values, self.province)

    def head(self, found: SupportResult) -> str:
        return head_of(found, self.title)

    def says(self, values: Values, found: SupportResult) -> dict[str, str]:
        if found.is_empty:
            return {}
        said = answer.says(found, self.title, self.year(values))
        if not found.moves:
            asked = (extra.number(values, self.data) for extra in self.extras if extra.number is not None)
            if first := next(filter(None, asked), ""):
                facts = " · ".join([_("kinh phí chưa đổi"), lower_first(said["answer"]), said["facts"]])
                said |= {"answer": first, "facts": facts}
        return said

    def year(self, values: Values) -> int:
        return int(values[self.area.budget_year.key])

    def _factor_of(self, tried: Lever) -> Factor:
        return next(dial.factor for dial in self.area.dials if dial.factor.tried == tried)

    def named(self, lever: Lever) -> dict[int, str]:
        offered = _offered(self._factor_of(lever), self.data)
        return {int(value): words for value, words in _named(self._factor_of(lever), offered).items()}

    def rungs(
        self, lever: Lever, values: Values, places: Sequence[int]
    ) -> tuple[pl.DataFrame, Sequence[SupportResult]]:
        found = self.found(values)
        if found.is_empty:
            return pl.DataFrame({"position": places}), ()
        made = support_rungs(found, self.data.law, self.province, lever, places)
        figures = support_ladder(places, made, quoted(found).name).select(pl.exclude("^due_.*$"))
        now = found.scenario.value(self._factor_of(lever).now)
        return figures if now == UNSET else figures.with_columns(norm_before=pl.lit(float(now))), made

    def file(self) -> Callable[[Answered, str], bytes]:
        def make(kept: Answered, address: str) -> bytes:
            found = kept.found
            assert isinstance(found, SupportResult)
            sentence = _("Chưa tính được kinh phí: chưa có số để tính.")
            if not found.is_empty:
                sentence = words_of(found, self.title, self.year(kept.values))
            return tabs.file(found, self.data, sentence, address)

        return make

    def draw(self, places: Places) -> None:
        area = self.area
        with places.levers:
            start = Month.parse(str(draw(area.applies_from)))
        shown = _Panel(self, clock.standing().known, start, _stand_ins(area, self.data))
        for place, dial in enumerate(area.dials):
            key = f"{_tried(dial).parameter}{ladder.STATE}"
            with places.levers if place else places.lever.container(border=True, gap="xsmall", key=key):
                st.fragment(headline_lever, key=_fragment(dial.factor))(dial, shown, is_first=not place)
        with places.groups:
            _folded(shown)
        with places.number:
            self.answer(places)

    def show(self, values: Values, found: SupportResult, sentence: str, places: Places) -> None:
        area, data, extras = self.area, self.data, self.extras
        beside = "\n\n".join(words for extra in extras if (words := extra.sentence(found, values, data)))
        answer.sentence(found, sentence, beside, example(area))
        with places.options, st.container(horizontal=True, vertical_alignment="center", gap="small"):
            draw(area.budget_year, moved=partial(self.redraw, self.part(ANSWER)), is_named=False)
            purse = None if found.is_empty else answer.choose(found)
            assumed.offer(found)
        if purse is None:
            with places.picture:
                answer.missing(area, data, self.year(values))
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
            told(area, values, {}, named=NAMED)
        with places.details:
            title = _("Chi tiết: từng khoản, năm, nguồn, chỉ tiêu, cách tính, trường hợp cụ thể")
            template.details(area.prefix, title, partial(tabs.show, found, data, values, extras))


def _tried(dial: Dial) -> Lever:
    assert dial.factor.tried is not None
    return dial.factor.tried


def headline_lever(dial: Dial, shown: _Panel, *, is_first: bool) -> None:
    """A slider over what is tried, and for the first one its value in large digits; its boxes below take any number.
    Of its own, so that its move draws no other lever again."""
    factor, tried = dial.factor, _tried(dial)
    values, now = shown.page.values(), _now(dial, shown)
    value = now if values[tried.key] == UNSET else int(values[tried.key])
    dragged = shown.page.dragged(tried, values)
    moved = partial(shown.page.redraw, _fragment(factor), shown.page.part(ANSWER))
    _factor(factor, shown, moved, slider=partial(_slider, dial, dragged, now, value, moved, is_first=is_first))
    shown.page.send(dragged)


def _now(dial: Dial, shown: _Panel) -> int | None:
    """Where the factor stands before anything is tried."""
    factor, before = dial.factor, standing(dial.factor.now)
    by_law, stand_in = factor.by_law(shown.known, shown.start), shown.stand_ins.get(factor.now.key)
    unset = by_law if stand_in is None else int(stand_in.value)
    return factor.stands(shown.known, shown.start, unset if before == UNSET else int(before))


def _slider(
    dial: Dial, dragged: Dragged, now: int | None, value: int | None, moved: Callable[[], None], *, is_first: bool
) -> None:
    """The one that answers while it is dragged; the native one until the browser shows that, and where nothing is known
    to stand at."""
    tried, name = _tried(dial), _(dial.factor.label)
    if value is not None and ladder.is_served():
        with st.container(key=None if is_first else f"{tried.parameter}{ladder.STATE}", gap="xsmall"):
            ladder.handle(
                dragged,
                value,
                positions=partial(dial_positions, dial, value, now, *dragged.named),
                told={"name": name, "label": name * is_first, "unit": _(dial.factor.unit), "large": is_first},
                fragment=_fragment(dial.factor),
                released=lambda _is_known: moved(),
            )
        if ladder.is_on(dragged.page):
            return
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
    widgets.put(lever, int(st.session_state[slider]), by=slider)
    moved()


def _folded(shown: _Panel) -> None:
    """The other factors by part, what the area has beside its lines, the estimate: each closed until asked for."""
    area, extras = shown.page.area, shown.page.extras
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

    page: SupportPage
    known: Law
    start: Month
    stand_ins: Mapping[str, StandIn]


def _stand_ins(area: SupportArea, data: Data) -> Mapping[str, StandIn]:
    """As the levers stand now: before the answer is made."""
    typed = area.scenario(clock.day(), all_standing(area.levers))
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
    return st.expander(_(heading), key=widgets.fold(key, levers), on_change=widgets.drawn_again, type="compact")


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
        # Of its own, so that its move draws none of the other boxes again.
        st.fragment(_factor, key=_fragment(factor))(factor, panel, partial(_after, panel, factor))
    if part.note:
        st.caption(_(part.note))


def _fragment(factor: Factor) -> str:
    """The key of the factor's fragment."""
    return f"{factor.now.parameter}-o"


def _after(panel: _Panel, factor: Factor) -> None:
    """After a move (callback): a factor without chips and long figures looks as before, the box shows its number by
    itself."""
    key, wordy = _fragment(factor), mailbox.of(panel.page.area.prefix).wordy
    is_same = key not in wordy and not _is_long(*(standing(lever) for lever in factor.levers))
    panel.page.redraw("" if is_same else key, panel.page.part(ANSWER))


def _factor(
    factor: Factor, panel: _Panel, moved: Callable[[], None], *, slider: Callable[[], None] | None = None
) -> None:
    """What it is; below it the slider of a headline factor, now, tried, and the decrees' amounts."""
    by_law, offered = factor.by_law(panel.known, panel.start), _offered(factor, panel.page.data)
    named = _named(factor, offered)
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
        wordy = mailbox.of(panel.page.area.prefix).wordy
        (wordy.add if named or _is_long(before, after) else wordy.discard)(_fragment(factor))
        untouched = by_law if stand_in is None else stand_in.value
        mark = stand_in if before == UNSET else None
        said = _head(factor, untouched if before == UNSET else before, after)
        head.markdown(said, help=_help(factor, offered, mark))


def _named(factor: Factor, offered: Offer | None) -> dict[LeverValue, str]:
    """Amounts of decrees, and the newest figure that was reported of what the factor counts: to take over with a
    click."""
    found = {preset.value: _(preset.label) for preset in factor.now.presets}
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


def show(area: SupportArea, *, notes: Sequence[str] = (), extras: Sequence[Extra] = ()) -> None:
    """`notes` warn against misreading the figures; `extras` are what the area has beside its lines."""
    spec, data = BY_PREFIX[area.prefix], loaders.data()
    head = page_frame.top(spec, data)
    province = loaders.baseline(data.version, False).province_id
    SupportPage(area, data, spec.title, province, tuple(extras)).body(template.lay_out(head))

    def rests_on() -> None:
        rows = page_frame.area_top(data, area.policy_area, notes)
        page_frame.words(data, area.policy_area, spec, rows)

    template.origin(area.prefix, rests_on)


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

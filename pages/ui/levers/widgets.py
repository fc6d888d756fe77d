"""Lever widgets, the sections they stand in, their names in the address, undo and redo of their moves."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

import streamlit as st

from data.locale import _
from models.money import raised
from models.policy.answers.link import AS_NAMED, ASSUMING, BARE, CLOCK, PAGES as AREA_PAGES
from models.policy.answers.openings import opening
from models.policy.answers.support_result import FORMS
from models.policy.answers.whatif import AREAS, WhatIfArea
from models.policy.areas import merit, protection
from models.policy.areas.merit import CONVALESCENCE_CENTRE, CONVALESCENCE_HOME, FEE, GIFTS, MERIT_PEOPLE
from models.policy.law.law import Law
from models.policy.levers.clock import Clock, code_of
from models.policy.levers.levers import (
    NUMERIC_KINDS,
    UNSET,
    Lever,
    LeverValue,
    LeverValueError,
    address_of,
    label_of,
    labels,
    parse_address,
)
from models.policy.schemes import MERIT
from models.wording.numbers import number
from models.wording.words import short_document
from pages._registry import PAGES, PageSpec
from pages.ui.levers import mailbox
from pages.ui.session import clock, loaders, starting

Option = TypeVar("Option", bound="LeverValue")


def shown(lever: Lever, value: LeverValue) -> str:
    """The value in a sentence: amounts with separators, a switch as words."""
    if lever.kind == "switch":
        return _("có") if value else _("không")
    if lever.kind in NUMERIC_KINDS and value != UNSET:
        return number(int(value)) + (lever.unit if lever.unit == "%" else "")
    return label_of(lever, value)


YEARS = 5
"""Budget years offered side by side."""
START_OF = {area.norm.key: area.applies_from for area in AREAS}
"""The month each norm starts from, by the norm's key."""


def position(lever: Lever, on: Clock | None = None, values: Mapping[str, LeverValue] | None = None) -> LeverValue:
    """Where the clock puts the lever until it is moved: a norm at the law's value in the month it starts from, as that
    stands among `values`, else in the session."""
    if not lever.follows:
        return lever.default
    start = None
    if lever.follows == "norm":
        month = START_OF[lever.key]
        start = standing(month) if values is None else values[month.key]
    return (clock.standing() if on is None else on).position(lever, start)


def link(
    base: str, levers: Iterable[Lever], values: Mapping[str, LeverValue], on: Clock, bare: bool | None = None
) -> str:
    """The address that reproduces the values on another machine, on another day: with the day of the law; values that
    stand where that puts them are left out, but for the start where none is moved: a link without any lever opens on a
    change. `bare`: without starting assumptions (None = as the session)."""
    listed = list(levers)
    moved = {
        lever.parameter: address_of(lever, values[lever.key])
        for lever in listed
        if values[lever.key] != position(lever, on, values)
    }
    if starting.is_off() if bare is None else bare:
        moved[ASSUMING] = BARE
    elif not moved:
        moved |= {lever.parameter: address_of(lever, values[lever.key]) for lever in listed if lever.follows == "start"}
    moved[CLOCK] = code_of(on.day)
    return f"{base.partition('?')[0]}?{urlencode(moved)}"


BARE_WIDTH, BOX_WIDTH = 104, 150
"""Pixels: nine digits, and no stepping buttons, which need 105; with them."""
BOUND: dict[str, Any] = {"bind": "query-params", "persist_state": "session"}


def drawn_again() -> None:
    """For what has nothing else to do when it is changed (callback): without any callback it would stay as it was where
    another one, heard at the same moment, names the parts to be drawn. It is a vote for the whole page alone: within a
    part of it, what must be drawn even then has to name its part."""


def draw(
    lever: Lever,
    *,
    when_unset: str = "",
    presets: Mapping[int, str] | None = None,
    moved: Callable[[], None] | None = None,
    chosen: Callable[[int], None] | None = None,
    is_named: bool = True,
) -> LeverValue:
    """The lever's widget; returns its value. `when_unset` is shown in an open lever: what holds while nothing is
    chosen. `presets` are amounts with the words on their chips, `chosen` what a chip does; `moved` is what happens
    when an amount or a choice is moved, where that is less than drawing its fragment again; what is not `is_named` is
    drawn without its name, an amount without its large digits."""
    _before_drawing(lever)
    kinds = {"switch": _switch, "count": _count}
    if lever.kind == "amount":
        return _amount(lever, presets or {}, moved, chosen, is_named)
    if lever.kind == "optional_amount":
        return _optional_amount(lever, when_unset)
    if lever.kind == "percent":
        return _percent(lever, moved)
    if lever.kind in kinds:
        return kinds[lever.kind](lever)
    if lever.kind == "choice" and not lever.may_be_unset:
        return _choice(lever, moved, is_named)
    return _select(lever, when_unset)


def _before_drawing(lever: Lever) -> None:
    """Notes where it stands. Streamlit lets the address of the last message win over what code has set, once a callback
    has asked for parts of the page and a button was pressed: what the browser does not know yet is set again."""
    value, trail = standing(lever), mailbox.trail(lever.parameter)
    if trail.is_ahead(lever.parameter) and lever.parameter in st.session_state:
        _stand(lever, value)
    trail.drawn(value)


def draw_bare(lever: Lever, name: str, when_unset: str, moved: Callable[[], None]) -> LeverValue:
    """An open number without a label of its own, for a table of levers; `name` is what it is called to who cannot see
    the table, `moved` what happens when it is moved."""
    _before_drawing(lever)
    value = st.number_input(
        name,
        lever.minimum,
        lever.maximum,
        None,
        lever.step,
        key=lever.parameter,
        placeholder=when_unset,
        label_visibility="collapsed",
        width=BARE_WIDTH,
        on_change=heard,
        args=(lever, moved),
        **BOUND,
    )
    return UNSET if value is None else int(value)


def preset_chips(
    now: Lever, tried: Lever | None, named: Mapping[LeverValue, str], moved: Callable[[], None], *, by_law: bool
) -> None:
    """Amounts with their words for a pair of open levers: a chip fills the present one while it is empty and the law
    does not stand in for it, else the one that is tried; then `moved`."""
    chips = f"{now.parameter}-goi-y"
    standing = [st.session_state.get(lever.parameter) for lever in (tried, now) if lever is not None]
    st.session_state[chips] = next((value for value in standing if value in named), None)
    st.pills(
        _("Mức theo văn bản"),
        list(named),
        key=chips,
        on_change=_from_pair_chips,
        args=(now, tried, by_law, chips, moved),
        format_func=lambda value: named[value],
        label_visibility="collapsed",
        wrap=True,
    )


RISES = (10, 20)
"""Percent over the law's norm, offered beside the decrees'."""


def presets(area: WhatIfArea, law: Law) -> dict[int, str]:
    """Amounts named by their document (the lever's own, and those of decrees entered since), and rises of a tenth and
    a fifth over what the law gives."""
    lever = area.norm
    named = {int(preset.value): _(preset.label) for preset in lever.presets}
    for row in law.rows(area.scheme.norm):
        if lever.slides_from <= row.value <= lever.maximum and row.value not in named:
            named[row.value] = f"{number(row.value)} ({short_document(row.document)})"
    now = int(clock.standing().position(lever, standing(area.applies_from)))
    for percent in RISES:
        risen = raised(now, percent)
        if risen <= lever.maximum:
            named.setdefault(risen, f"{number(risen)} (+{percent}%)")
    return {value: _YEAR.sub(")", words) for value, words in sorted(named.items())}


_YEAR = re.compile(r"[/ ]\d{4}\)$")
"""Of a document's number on a chip, which has no room for it."""


def _from_pair_chips(now: Lever, tried: Lever | None, by_law: bool, chips: str, moved: Callable[[], None]) -> None:
    chosen = st.session_state[chips]
    empty = st.session_state.get(now.parameter) is None and not by_law
    lever = now if empty or tried is None else tried
    if chosen is not None and not mailbox.trail(lever.parameter).repeats(chosen, chips):
        put(lever, chosen, by=chips)
    moved()


def standing(lever: Lever) -> LeverValue:
    """Where the lever stands, drawn in this run or not, or not yet: then as the address asks."""
    return _standing(lever, st.session_state, st.query_params)


def all_standing(levers: Iterable[Lever]) -> dict[str, LeverValue]:
    """Where each of them stands, by key. The address is read once, the session asked for levers alone that were drawn
    or moved in it: both are slow to ask for what they do not have, and most levers of a page are not drawn."""
    state, address = st.session_state, st.query_params.to_dict()
    met = state.get(mailbox.TRAILS, ())
    names = (lever.parameter for lever in levers if lever.parameter in met)
    kept = {name: state[name] for name in names if name in state}
    return {lever.key: _standing(lever, kept, address) for lever in levers}


def _standing(lever: Lever, kept: Mapping[Any, Any], address: Mapping[Any, str]) -> LeverValue:
    if lever.parameter not in kept:
        if lever.parameter in address:
            with contextlib.suppress(LeverValueError):  # named on arrival
                return parse_address(lever, address[lever.parameter])
        return position(lever)
    value = kept[lever.parameter]
    if lever.kind == "switch":
        return int(bool(value))
    return UNSET if value is None else value


LOOKED_AT, _WANTED = "thong-so", "_thong-so-can-xem"
"""In a link: the parameter of the lever to look at; in the session: until its folded part has been opened."""


def look(asked: str) -> None:
    """On arriving at a page: what its link asks to look at, "" = no lever."""
    st.session_state[_WANTED] = asked


def is_looked_at(levers: Iterable[Lever]) -> bool:
    """Whether the page was opened for one of these."""
    asked = st.query_params.get(LOOKED_AT)
    return asked is not None and any(lever.parameter == asked for lever in levers)


def fold(key: str, levers: Iterable[Lever]) -> str:
    """The key of a folded part, open on arrival where the link asks to look at one of its levers."""
    wanted = st.session_state.get(_WANTED)
    if wanted and any(lever.parameter == wanted for lever in levers):
        st.session_state[key] = True
        look("")
    return key


def is_set(lever: Lever) -> bool:
    """Whether a link, an undo or an opened scenario has moved the lever, drawn or not."""
    if lever.parameter in st.query_params:
        return True
    standing = st.session_state.get(lever.parameter)
    return standing is not None and standing != position(lever)


def reset(levers: Iterable[Lever]) -> None:
    """Back to where the clock puts them (callback of "Về mức hiện hành"), months before the norms that follow them."""
    for lever in sorted(levers, key=lambda lever: lever.follows == "norm"):
        put(lever, position(lever))


def stand_on_address(levers: Iterable[Lever]) -> None:
    """After a step back or forward in the browser, before anything is drawn: levers stand where the address has them,
    and so does what is drawn before their widgets take that from it."""
    for lever in sorted(levers, key=lambda lever: lever.follows == "norm"):
        if lever.parameter not in st.session_state:
            continue
        value = position(lever)
        if lever.parameter in st.query_params:
            with contextlib.suppress(LeverValueError):  # named on arrival
                value = parse_address(lever, st.query_params[lever.parameter])
        _stand(lever, value)
        mailbox.forget(lever.parameter)


def put(lever: Lever, value: LeverValue, *, by: str = "") -> None:
    """Move a lever from code, before its widget is drawn; `by` is the key of another widget that moves it."""
    mailbox.trail(lever.parameter).moves(value, by)
    _stand(lever, value)


def _stand(lever: Lever, value: LeverValue) -> None:
    st.session_state[lever.parameter] = bool(value) if lever.kind == "switch" else None if value == UNSET else value


def _amount(
    lever: Lever,
    presets: Mapping[int, str],
    moved: Callable[[], None] | None,
    chosen: Callable[[int], None] | None,
    is_named: bool,
) -> LeverValue:
    """The amount in large digits, a box for any whole đồng, the slider, and presets named by their document; each moves
    the others."""
    box, chips = f"{lever.parameter}-so", f"{lever.parameter}-goi-y"
    label = f"{_(lever.label)} ({_(lever.unit)})"
    value = int(standing(lever))
    st.session_state[box] = value
    if is_named:
        st.markdown(label, help=_(lever.legal_source) or None)
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            key=f"{lever.parameter}-gia-tri",
        ):
            st.markdown(f"## {number(value)}", anchors=False, width="content")
            _box(lever, box, moved)
    else:
        _box(lever, box, moved)
    value = st.slider(
        label,
        _slides_from(lever),
        lever.maximum,
        int(position(lever)),
        lever.step,
        key=lever.parameter,
        format="localized",
        label_visibility="collapsed",
        on_change=heard,
        args=(lever, moved),
        **BOUND,
    )
    if presets:
        st.session_state[chips] = value if value in presets else None
        st.pills(
            _("Mức theo văn bản"),
            list(presets),
            key=chips,
            on_change=_from_chips,
            args=(lever, chips, moved, chosen),
            format_func=lambda value: presets[value],
            label_visibility="collapsed",
            wrap=True,
        )
    return int(value)


def _box(lever: Lever, key: str, moved: Callable[[], None] | None) -> None:
    st.number_input(
        _("Nhập mức chính xác"),
        lever.minimum,
        lever.maximum,
        step=lever.step,
        label_visibility="collapsed",
        key=key,
        width=BOX_WIDTH,
        on_change=_from_box,
        args=(lever, key, moved),
    )


def _slides_from(lever: Lever) -> int:
    """Where the slider begins; at the lever's least while something below its usual range is asked. Another beginning
    makes another slider, which stands where the last one did."""
    asked = standing(lever)
    lowest = lever.slides_from if int(asked) >= lever.slides_from else lever.minimum
    kept = f"{lever.parameter}-tu"
    if lever.parameter in st.session_state and st.session_state.get(kept, lowest) != lowest:
        put(lever, asked)
    st.session_state[kept] = lowest
    return lowest


def heard(lever: Lever, then: Callable[[], None] | None = None) -> None:
    """The browser says that the lever's own widget stands elsewhere (callback)."""
    said, trail = standing(lever), mailbox.trail(lever.parameter)
    if trail.repeats(said, lever.parameter):
        _stand(lever, trail.stood[-1])
    else:
        trail.moves(said, lever.parameter)
    (then or drawn_again)()


def _from_box(lever: Lever, box: str, moved: Callable[[], None] | None) -> None:
    said = st.session_state[box]
    if said is not None and not mailbox.trail(lever.parameter).repeats(said, box):
        put(lever, said, by=box)
    if moved is not None:
        moved()


def _from_chips(
    lever: Lever, chips: str, moved: Callable[[], None] | None, chosen: Callable[[int], None] | None
) -> None:
    """A chip moves the slider, or does what `chosen` says; pressed again it leaves it."""
    value, trail = st.session_state[chips], mailbox.trail(lever.parameter)
    if trail.repeats(value, chips):
        pass
    elif chosen is not None:
        # Pressing the chip that is marked takes the mark away: the amount it stands for is meant all the same.
        chosen(int(standing(lever)) if value is None else value)
        trail.by = chips
    elif value is not None:
        put(lever, value, by=chips)
    if moved is not None:
        moved()


def _percent(lever: Lever, moved: Callable[[], None] | None) -> LeverValue:
    return int(
        st.slider(
            f"{_(lever.label)} ({lever.unit})",
            lever.minimum,
            lever.maximum,
            int(lever.default),
            lever.step,
            key=lever.parameter,
            on_change=heard,
            args=(lever, moved),
            help=_(lever.help),
            **BOUND,
        )
    )


def _switch(lever: Lever) -> LeverValue:
    return int(
        st.toggle(
            _(lever.label),
            bool(lever.default),
            key=lever.parameter,
            on_change=heard,
            args=(lever,),
            help=_(lever.help),
            **BOUND,
        )
    )


def _optional_amount(lever: Lever, when_unset: str) -> LeverValue:
    value = st.number_input(
        f"{_(lever.label)} ({_(lever.unit)})",
        lever.minimum,
        lever.maximum,
        None,
        lever.step,
        key=lever.parameter,
        on_change=heard,
        args=(lever,),
        help=_(lever.help),
        placeholder=when_unset or _("chưa nhập"),
        **BOUND,
    )
    return UNSET if value is None else int(value)


def _count(lever: Lever) -> LeverValue:
    return int(
        st.number_input(
            f"{_(lever.label)} ({_(lever.unit)})",
            lever.minimum,
            lever.maximum,
            int(lever.default),
            lever.step,
            key=lever.parameter,
            on_change=heard,
            args=(lever,),
            help=_(lever.help) or None,
            **BOUND,
        )
    )


def _choice(lever: Lever, moved: Callable[[], None] | None, is_named: bool) -> LeverValue:
    options = [str(value) for value, _label in lever.options]
    if lever.follows == "year":
        options = _within(options, lever)
    return str(
        st.segmented_control(
            _(lever.label),
            options,
            default=str(position(lever)),
            required=True,
            key=lever.parameter,
            on_change=heard,
            args=(lever, moved),
            label_visibility="visible" if is_named else "collapsed",
            **BOUND,
        )
    )


def _select(lever: Lever, when_unset: str) -> LeverValue:
    """Months and options. An open lever shows in grey what holds while nothing is chosen."""
    options = [value for value, _label in lever.options]
    if lever.kind == "month":
        options = _within(options, lever)
    named = labels(lever)
    chosen = st.selectbox(
        _(lever.label),
        options,
        index=None if lever.may_be_unset else options.index(position(lever)),
        format_func=lambda value: named[value],
        key=lever.parameter,
        on_change=heard,
        args=(lever,),
        placeholder=when_unset,
        help=_(lever.help) or None,
        **BOUND,
    )
    return UNSET if chosen is None else chosen


def _within(options: list[Option], lever: Lever) -> list[Option]:
    """Months of the clock's horizon, of years the last five, and as far as the lever stands or the clock puts it."""
    last = max(str(clock.standing().horizon[-1].year), str(standing(lever))[:4])
    within = [option for option in options if str(option)[:4] <= last]
    kept = (str(standing(lever)), str(position(lever)))
    first = min(str(within[-YEARS]), *kept) if lever.follows == "year" else ""
    return [option for option in within if str(option) >= first]


def stand_on(code: str) -> None:
    """Stand on another day (callback): levers that stood where the old clock put them stand where the new one does."""
    before = clock.standing()
    untouched = [lever for lever in _followers() if _is_untouched(lever, before)]
    opened = at_their_opening()
    after = clock.choose(code)
    for lever in untouched:
        put(lever, position(lever, after))
    _open_again(opened)


def open_on(spec: PageSpec) -> dict[str, str]:
    """What a page opens on, as the address writes it, and remembered; nothing where a lever is named or moved, where
    the address says that none is, where the session has been there, or on the bare page."""
    area = AREA_PAGES.get(spec.url_path)
    if area is None or starting.is_off() or mailbox.of(spec.prefix).opened is not None:
        return {}
    if starting.is_as_named() or any(is_set(lever) for lever in area.levers):
        return {}
    found = _opening(spec)
    moved = {lever.parameter: address_of(lever, found[lever.key]) for lever in area.all_levers if lever.key in found}
    return {**moved, ASSUMING: AS_NAMED}


def has_opened(spec: PageSpec) -> None:
    """The page stands: from now on its address says where, also once no lever is moved, and the session comes back to
    where it left it."""
    starting.name()
    here = mailbox.of(spec.prefix)
    if not starting.is_off() and here.opened is None:
        here.opened = {}


def _opening(spec: PageSpec) -> dict[str, LeverValue]:
    """What the page opens on by now, remembered."""
    found = opening(AREA_PAGES[spec.url_path], clock.standing(), starting.figures(loaders.data()))
    mailbox.of(spec.prefix).opened = found
    return found


def assume(off: bool) -> None:
    """Use starting assumptions or not (callback): a page that still stands at its opening goes back to the law, or to
    where it opens."""
    opened = at_their_opening()
    starting.choose(off)
    _open_again(opened)


def at_their_opening() -> list[PageSpec]:
    """Pages on which nobody has moved a lever since they opened; what has moved by the clock alone does not count."""
    return [spec for spec in PAGES if spec.prefix and is_at_opening(spec)]


def is_at_opening(spec: PageSpec) -> bool:
    """Whether the page shows the change it opened on."""
    kept = mailbox.of(spec.prefix).opened or {}
    return bool(kept) and all(
        standing(lever) == kept.get(lever.key, lever.default)
        for lever in spec.levers
        if lever.key in kept or not lever.follows
    )


def _open_again(specs: Iterable[PageSpec]) -> None:
    """Each of the pages as it opens by now."""
    for spec in specs:
        here = mailbox.of(spec.prefix)
        kept, here.opened = here.opened or {}, None
        found = {} if starting.is_off() else _opening(spec)
        for lever in spec.levers:
            if lever.key in found or lever.key in kept:
                put(lever, found.get(lever.key, position(lever)))


def _followers() -> Iterable[Lever]:
    """Months and years first: a norm's own position depends on its month."""
    found = {lever.key: lever for spec in PAGES for lever in spec.levers if lever.follows}
    return sorted(found.values(), key=lambda lever: lever.follows == "norm")


def _is_untouched(lever: Lever, before: Clock) -> bool:
    return lever.parameter in st.session_state and standing(lever) == position(lever, before)


KEPT = 50
UNDO_KEYS, REDO_KEYS = "ctrl+z", "ctrl+y"


def record(prefix: str, values: Mapping[str, LeverValue]) -> None:
    """Note where the levers and the clock stand; a position other than the last one is a new step and ends what could
    be redone."""
    settle(prefix)
    history = mailbox.of(prefix).history
    positions = tuple(sorted({**values, CLOCK: clock.code()}.items()))
    if history.now is not None and positions != history.now:
        history.done = [*history.done, history.now][-KEPT:]
        history.undone = []
    history.now = positions


def settle(prefix: str) -> None:
    """Whatever runs first after code has moved levers: what stands elsewhere on the page still shows the old ones, so
    the whole page is drawn before anything is noted."""
    history = mailbox.of(prefix).history
    if history.held:
        history.held = False
        st.rerun()


def ways(prefix: str) -> tuple[bool, bool]:
    """Whether there is a step to go back to, and one to go forward to."""
    history = mailbox.of(prefix).history
    return bool(history.done), bool(history.undone)


def buttons(prefix: str, levers: Sequence[Lever]) -> None:
    """Step back and forward; disabled where there is nothing to step to."""
    back, again = ways(prefix)
    st.button(
        _("Lùi lại"),
        on_click=_step,
        args=(prefix, levers, True),
        disabled=not back,
        key=f"{prefix}lui",
        shortcut=UNDO_KEYS,
    )
    st.button(
        _("Làm lại"),
        on_click=_step,
        args=(prefix, levers, False),
        disabled=not again,
        key=f"{prefix}lam-lai",
        shortcut=REDO_KEYS,
    )


def hold(prefix: str) -> None:
    """From a callback that moves levers outside the fragment: the run it starts sees them as they stood before, so the
    whole page is drawn again before anything is noted."""
    mailbox.of(prefix).history.held = True


def _step(prefix: str, levers: Sequence[Lever], back: bool) -> None:
    history = mailbox.of(prefix).history
    source, target = (history.done, history.undone) if back else (history.undone, history.done)
    if not source or history.now is None:
        return
    history.held = True
    target.append(history.now)
    history.now = source.pop()
    known = {lever.key: lever for lever in levers}
    stand_on(str(dict(history.now)[CLOCK]))
    for key, value in history.now:
        if key in known:
            put(known[key], value)


@dataclass(frozen=True)
class Part:
    """Levers under one heading; a heading folds them away, and then they
    have a `key` of their own. `note` says once what holds for all of them."""

    heading: str
    levers: tuple[Lever, ...]
    note: str = ""
    key: str = ""


@dataclass(frozen=True)
class Section:
    """One button: its levers at hand (heading "") and folded parts."""

    key: str
    title: str
    parts: tuple[Part, ...]

    @property
    def levers(self) -> tuple[Lever, ...]:
        return tuple(lever for part in self.parts for lever in part.levers)


_ADDED = _(
    "Số người thêm vào (âm là bớt đi) từ tháng áp dụng; huyện nào thì chưa biết, nên tính vào “chưa phân huyện”."
)
_ASSUMED = _("Báo cáo không có các số này. Để trống khi chưa có số: khoản đó không tính, không coi là 0.")
PROTECTION_SECTIONS = (
    Section("doi-tuong", _("Ai thuộc diện"), (Part(_("Hệ số theo nhóm"), tuple(protection.COEFFICIENTS.values()),
        _("Để trống: theo Nghị định 20/2021/NĐ-CP. Hệ số mới được chi trả cùng lúc với mức chuẩn mới."), key="he-so"),
        Part(_("Thêm, bớt người theo nhóm"), tuple(protection.PEOPLE_OF.values()), _ADDED, key="nguoi-theo-nhom"),
        Part(_("Nhóm thêm và hạ tuổi"), protection.ELIGIBILITY_LEVERS,
        _("Nhóm thêm do HĐND tỉnh quyết định, ngân sách địa phương bảo đảm: hưởng từ tháng áp dụng, chi trả từ danh "
        "sách đầu tiên như mức mới, các tháng trước đó được truy lĩnh. Số người là giả định."),
        key="nhom-them"))),
    Section("khoan-khac", _("Khoản đi kèm"), (Part("", (protection.CARDS, protection.CENTRE_U4)),
        Part(_("Hỗ trợ chăm sóc, nuôi dưỡng"), tuple(protection.CARERS_PEOPLE.values()), _ASSUMED, key="cham-soc"),
        Part(_("Mai táng, trợ giúp khẩn cấp"), (protection.FUNERALS, protection.FUNERALS_CENTRE, protection.INJURED,
        protection.DISASTER_DEATHS), _ASSUMED, key="mai-tang"), Part(_("Mức của tỉnh áp dụng cho khoản nào"),
        protection.EXTENSIONS, key="muc-cua-tinh"), Part(_("Trợ cấp hưu trí xã hội"), (protection.PENSIONERS,
        protection.PENSION_SUPPLEMENT), _ASSUMED, key="huu-tri"), Part(_("San bằng mức của ba tỉnh sau hợp nhất"),
        tuple(lever for pair in protection.NEIGHBOURS.values() for lever in pair),
        _("Từ 7/2025, hai tỉnh cũ được nâng lên mức cao nhất của ba tỉnh. Cần kinh phí hằng tháng của tỉnh " "đó."),
        key="ba-tinh"))),
    Section("nguon", _("Nguồn, dự toán"), (Part("", protection.FUNDING.levers),
        Part(_("Dự toán và thực hiện của năm"), protection.BUDGET.levers, key="du-toan"))),
    Section("gia-dinh", _("Giả định nâng cao"), (Part("", (protection.PHASES, protection.STOPS_AFTER,
        protection.GROWTH, protection.INDEXED, protection.PAID_TOGETHER)),)),
)  # fmt: skip
MERIT_SECTIONS = (
    Section("doi-tuong", _("Số đối tượng, số suất"), (Part("", (merit.DECLINE,)),
        Part(_("Thêm, bớt suất theo nhóm"), tuple(MERIT_PEOPLE.values()),
        _("Một người có thể hưởng hai chế độ: đây là số suất, không phải số người."), key="suat-theo-nhom"))),
    Section("khoan-khac", _("Quà, điều dưỡng, phí"), (Part("", (CONVALESCENCE_HOME, CONVALESCENCE_CENTRE, FEE),
        _ASSUMED), *(Part(_("Quà: {occasion}").format(occasion=_(gift.name)), gift.levers, _ASSUMED,
        key=gift.code) for gift in GIFTS))),
    Section("nguon", _("Dự toán NSTW"), (Part("", merit.BUDGET.levers),)),
    Section("gia-dinh", _("Giả định nâng cao"), (Part("", (merit.PAID_TOGETHER,)),)),
)  # fmt: skip


def full_name(lever: Lever) -> str:
    """The lever's name where it stands alone: with its part's heading, because groups have a coefficient and people; of
    a factor's two levers, with which one it is."""
    if lever.key in FORMS:
        return _(FORMS[lever.key]).format(name=_(lever.label))
    return _NAMES.get(lever.key, _(lever.label))


_NAMES = {
    lever.key: _("{heading}, {lever}").format(heading=part.heading, lever=_(lever.label))
    for listed in (PROTECTION_SECTIONS, MERIT_SECTIONS)
    for section in listed
    for part in section.parts
    if part.heading
    for lever in part.levers
}


def sections(area: WhatIfArea) -> tuple[Section, ...]:
    """The area's buttons in order."""
    return MERIT_SECTIONS if area.scheme == MERIT else PROTECTION_SECTIONS

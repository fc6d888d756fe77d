"""Levers as widgets: each kind of lever drawn from its declaration, bound to the address bar."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from data.clock import today
from data.locale import _
from models.policy.levers.levers import UNSET, Lever, LeverValue, LeverValueError
from models.wording.numbers import number
from pages.ui.levers.address import label_of_day, labels, parse_address

BARE_WIDTH = 118
"""Pixels: nine digits, and no stepping buttons, which need 120."""
BOUND: dict[str, Any] = {"bind": "query-params", "persist_state": "session"}
_LAW_DAYS = (date(2023, 6, 30), date(2023, 12, 31), date(2024, 12, 31), date(2025, 12, 31))
"""Year ends, and the day before the reported year's rise of the merit norm."""


def draw(
    lever: Lever,
    *,
    when_unset: str = "",
    presets: Mapping[int, str] | None = None,
    moved: Callable[[], None] | None = None,
) -> LeverValue:
    """The lever's widget; returns its value. `when_unset` is shown in an open lever: what holds while nothing is
    chosen. `presets` are amounts with the words on their chips; `moved` is what happens when an amount or a choice is
    moved, where that is less than drawing its fragment again."""
    kinds = {
        "percent": _percent,
        "switch": _switch,
        "optional_amount": _optional_amount,
        "count": _count,
    }
    if lever.kind == "amount":
        return _amount(lever, presets or {}, moved)
    if lever.kind in kinds:
        return kinds[lever.kind](lever)
    if lever.kind == "choice" and not lever.may_be_unset:
        return _choice(lever, moved)
    return _select(lever, when_unset)


def draw_bare(lever: Lever, name: str, when_unset: str, moved: Callable[[], None]) -> LeverValue:
    """An open number without a label of its own, for a table of levers; `name` is what it is called to who cannot see
    the table, `moved` what happens when it is moved."""
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
        on_change=moved,
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


def _from_pair_chips(now: Lever, tried: Lever | None, by_law: bool, chips: str, moved: Callable[[], None]) -> None:
    chosen = st.session_state[chips]
    empty = st.session_state.get(now.parameter) is None and not by_law
    if chosen is not None:
        put(now if empty or tried is None else tried, chosen)
    moved()


def standing(lever: Lever) -> LeverValue:
    """Where the lever stands, drawn in this run or not, or not yet: then as the address asks."""
    if lever.parameter not in st.session_state:
        if lever.parameter in st.query_params:
            with contextlib.suppress(LeverValueError):  # named on arrival
                return parse_address(lever, st.query_params[lever.parameter])
        return lever.start
    value = st.session_state[lever.parameter]
    if lever.kind == "switch":
        return int(bool(value))
    if lever.kind == "amount":
        return _on_a_step(lever, value)
    return UNSET if value is None else value


def _on_a_step(lever: Lever, value: LeverValue) -> LeverValue:
    """A written link may stand between two steps; the arrival check has named it, the slider goes to its default."""
    try:
        return lever.accept(value)
    except LeverValueError:
        return lever.start


def is_set(lever: Lever) -> bool:
    """Whether a link, an undo or an opened scenario has moved the lever, drawn or not."""
    if lever.parameter in st.query_params:
        return True
    standing = st.session_state.get(lever.parameter)
    return standing is not None and standing != lever.start


def reset(levers: Iterable[Lever]) -> None:
    """Back to the defaults (callback of "Về mức hiện hành")."""
    for lever in levers:
        put(lever, lever.start)


def put(lever: Lever, value: LeverValue) -> None:
    """Move a lever from code, before its widget is drawn."""
    st.session_state[lever.parameter] = bool(value) if lever.kind == "switch" else None if value == UNSET else value


def _amount(lever: Lever, presets: Mapping[int, str], moved: Callable[[], None] | None) -> LeverValue:
    """Slider, box for the exact value, and presets named by their document; each moves the others."""
    box, chips = f"{lever.parameter}-so", f"{lever.parameter}-goi-y"
    label = f"{_(lever.label)} ({_(lever.unit)})"
    value = st.slider(
        label,
        lever.minimum,
        lever.maximum,
        int(lever.start),
        lever.step,
        key=lever.parameter,
        format="%d",
        help=_(lever.legal_source) or None,
        on_change=moved,
        **BOUND,
    )
    value = int(_on_a_step(lever, value))
    st.session_state[box] = value
    st.number_input(
        _("Nhập mức chính xác"),
        lever.minimum,
        lever.maximum,
        step=lever.step,
        label_visibility="collapsed",
        key=box,
        on_change=_from_box,
        args=(lever, box, moved),
    )
    st.session_state[chips] = value if value in presets else None
    st.pills(
        _("Mức theo văn bản"),
        list(presets),
        key=chips,
        on_change=_from_chips,
        args=(lever, chips, moved),
        format_func=lambda value: presets[value],
        label_visibility="collapsed",
        wrap=True,
    )
    refused = st.session_state.pop(f"{box}-tu-choi", None)
    if refused is not None:
        text = _("{value} không phải bội số của {step}; giữ mức cũ.")
        st.warning(text.format(value=number(refused), step=number(lever.step)))
    return int(value)


def _from_box(lever: Lever, box: str, moved: Callable[[], None] | None) -> None:
    try:
        put(lever, lever.accept(st.session_state[box]))
    except LeverValueError:
        st.session_state[f"{box}-tu-choi"] = st.session_state[box]
        return
    if moved is not None:
        moved()


def _from_chips(lever: Lever, chips: str, moved: Callable[[], None] | None) -> None:
    if st.session_state[chips] is not None:
        put(lever, st.session_state[chips])
    if moved is not None:
        moved()


def _percent(lever: Lever) -> LeverValue:
    return int(
        st.slider(
            f"{_(lever.label)} ({lever.unit})",
            lever.minimum,
            lever.maximum,
            int(lever.default),
            lever.step,
            key=lever.parameter,
            help=_(lever.help),
            **BOUND,
        )
    )


def _switch(lever: Lever) -> LeverValue:
    return int(st.toggle(_(lever.label), bool(lever.default), key=lever.parameter, help=_(lever.help), **BOUND))


def _optional_amount(lever: Lever) -> LeverValue:
    value = st.number_input(
        f"{_(lever.label)} ({_(lever.unit)})",
        lever.minimum,
        lever.maximum,
        None,
        lever.step,
        key=lever.parameter,
        help=_(lever.help),
        placeholder=_("chưa nhập"),
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
            help=_(lever.help) or None,
            **BOUND,
        )
    )


def _choice(lever: Lever, moved: Callable[[], None] | None) -> LeverValue:
    options = [str(value) for value, _label in lever.options]
    return str(
        st.segmented_control(
            _(lever.label),
            options,
            default=str(lever.default),
            required=True,
            key=lever.parameter,
            on_change=moved,
            **BOUND,
        )
    )


def _select(lever: Lever, when_unset: str) -> LeverValue:
    """Months and law dates. An open lever shows in grey what holds while nothing is chosen."""
    options = _law_dates(lever) if lever.kind == "law_date" else [value for value, _label in lever.options]
    named = labels(lever)
    chosen = st.selectbox(
        _(lever.label),
        options,
        index=None if lever.may_be_unset else options.index(lever.default),
        format_func=label_of_day if lever.kind == "law_date" else lambda value: named[value],
        key=lever.parameter,
        placeholder=when_unset,
        help=_(lever.help) or None,
        **BOUND,
    )
    return UNSET if chosen is None else chosen


def _law_dates(lever: Lever) -> list[LeverValue]:
    """The days above, today, and the day a link or an earlier choice asks for."""
    days: set[LeverValue] = {day.isoformat() for day in (*_LAW_DAYS, today())}
    asked = st.session_state.get(lever.parameter) or st.query_params.get(lever.parameter)
    if asked:
        with contextlib.suppress(LeverValueError):  # what is no day has been named on arrival
            days.add(parse_address(lever, str(asked)))
    return sorted(days, key=str)

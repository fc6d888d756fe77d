"""A link arrives: its values are checked against the levers before any widget sees them.

Belongs here: naming what a link asks for and the page cannot give (Streamlit drops it in silence), and turning the codes of
a written link (2024-07) into the labels widgets keep in the address bar (07/2024).
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.locale import _
from models.policy.levers.levers import LAW_DATES, Lever, LeverValueError
from models.wording.numbers import day, number
from pages._registry import PageSpec
from pages.ui.levers.address import address_of, parse_address

_STATE = "_link-ignored"
_SEEN = "_link-seen"


@dataclass(frozen=True)
class Ignored:
    """A parameter of the link that was left out, and why, in words."""

    parameter: str
    value: str
    reason: str


def read(spec: PageSpec, entry: st.Page) -> None:
    """On arriving at a page: remember what its levers ignore; go on with a mended address when codes were used."""
    mending = _SEEN in st.session_state and st.session_state[_SEEN] is None
    if st.session_state.get(_SEEN) == spec.url_path:
        return
    st.session_state[_SEEN] = spec.url_path
    if not spec.prefix:
        return
    asked = {name: st.query_params[name] for name in st.query_params}
    ignored, mended = check(spec, asked)
    page, kept = st.session_state.get(_STATE, ("", []))
    # The mended address no longer holds what was ignored: it is remembered from the address before.
    st.session_state[_STATE] = (spec.url_path, ignored or (kept if mending and page == spec.url_path else []))
    if mended != asked:
        st.session_state[_SEEN] = None
        st.switch_page(entry, query_params=mended)


def check(spec: PageSpec, asked: dict[str, str]) -> tuple[list[Ignored], dict[str, str]]:
    """What is left out of the asked parameters, and the parameters as widgets write them."""
    ignored: list[Ignored] = []
    mended: dict[str, str] = {}
    levers = {lever.parameter: lever for lever in spec.levers}
    for name, text in asked.items():
        if name in levers:
            value = _lever_address(levers[name], text, ignored)
        elif name.startswith(spec.prefix):
            value = None
            reason = _("thông số này không còn dùng") if name in spec.retired else _("trang không có thông số này")
            ignored.append(Ignored(name, text, reason))
        else:
            value = text
        if value is not None:
            mended[name] = value
    return ignored, mended


def show_ignored(spec: PageSpec) -> None:
    """Name, at the top of the page, what the link asked for in vain."""
    page, ignored = st.session_state.get(_STATE, ("", []))
    if page == spec.url_path and ignored:
        listed = "; ".join(f"`{_short(item.parameter)}={_short(item.value)}` ({item.reason})" for item in ignored)
        st.warning(
            _("Liên kết có thông số không dùng được, đã bỏ qua và lấy giá trị mặc định: {listed}.").format(
                listed=listed
            )
        )


def _lever_address(lever: Lever, text: str, ignored: list[Ignored]) -> str | None:
    try:
        return address_of(lever, parse_address(lever, text))
    except LeverValueError as error:
        ignored.append(Ignored(lever.parameter, text, _reason(lever, error.reason)))
        return None


def _reason(lever: Lever, reason: str) -> str:
    words = {
        "not_a_number": _("không phải là số"),
        "out_of_range": _("ngoài khoảng {low} - {high}"),
        "off_step": _("không phải bội số của bước {step}"),
        "not_a_date": _("không phải là ngày"),
        "not_an_option": _("giá trị không có trong danh sách"),
    }
    if lever.kind == "law_date":
        return words[reason].format(low=day(LAW_DATES[0]), high=day(LAW_DATES[1]), step="")
    return words[reason].format(low=number(lever.minimum), high=number(lever.maximum), step=number(lever.step))


def _short(text: str) -> str:
    printable = "".join(character for character in text if character.isprintable() and character not in "`<>")
    return printable if len(printable) <= 40 else f"{printable[:40]}…"

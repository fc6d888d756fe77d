"""The template of a policy page: the headline lever beside number and sentence, the other levers beside the picture,
details closed, the outcome pinned below, what the page rests on at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.locale import _
from pages.ui.levers.widgets import drawn_again

LEVERS_TO_ANSWER = (1, 2.3)
NUMBER, SENTENCE, PICTURE, LONG, STOPGAP = "tra-loi-so", "tra-loi-cau", "tra-loi-hinh", "-dai", "-tam"
"""Behind the page's prefix: rooms whose size the frame's style knows, so that a move shifts nothing."""
DETAILS, ORIGIN, OUTCOME = "chi-tiet", "nguon-goc", "trang-ket-qua-chinh"


@dataclass(frozen=True)
class Places:
    """What the parts of a page are drawn into, wherever they are drawn from."""

    lever: DeltaGenerator
    number: DeltaGenerator
    levers: DeltaGenerator
    groups: DeltaGenerator
    told: DeltaGenerator
    picture: DeltaGenerator
    options: DeltaGenerator
    details: DeltaGenerator
    notes: DeltaGenerator
    head: DeltaGenerator
    outcome: DeltaGenerator

    def anew(self) -> Places:
        """Of the fragment that asks: one within it can write into what it has made, and not further out."""
        return Places(*(getattr(self, place.name).container(gap="xsmall") for place in fields(self)))


def lay_out(head: DeltaGenerator) -> Places:
    """Levers in one column, the answer in the other; on a telephone the frame's style puts the headline lever and the
    answer before the rest of either."""
    left, right = st.columns(LEVERS_TO_ANSWER, gap="medium")
    with left, st.container(gap="xsmall", key="cot-thong-so"):
        lever = st.container(gap="xsmall", key="cho-thong-so-chinh")
        with st.container(gap="xsmall", key="cho-thong-so"):
            with st.container(border=True, gap="xsmall"):
                levers, groups = st.container(gap="xsmall"), st.container(gap="xsmall")
            told = st.container(gap="xsmall")
    with right, st.container(gap="xsmall", key="cot-tra-loi"):
        number = st.container(gap="xsmall", key="cho-tra-loi")
        with st.container(gap="xsmall", key="cho-hinh"):
            picture, options, details, notes = (st.container(gap="xsmall") for _place in range(4))
    with st.bottom:
        outcome = st.container()
    return Places(lever, number, levers, groups, told, picture, options, details, notes, head, outcome)


def number(prefix: str, answer: str, with_it: str) -> None:
    """The answer in large digits, and one line of what comes with it."""
    with st.container(key=prefix + NUMBER):
        st.markdown(f"## {answer}\n\n{with_it}", anchors=False)


def sentence(prefix: str, *, is_long: bool = False) -> DeltaGenerator:
    """The room of the sentence that is read aloud and of its marks; a long one leaves the picture less."""
    return st.container(key=prefix + SENTENCE + LONG * is_long, gap="xsmall")


def picture(prefix: str, *, side_by_side: bool = False, is_stopgap: bool = False) -> DeltaGenerator:
    """The room of the page's chart, which grows with the screen; two charts share its width. A stopgap comes to sight
    only where the browser has not drawn another one in its place soon after the page has opened."""
    return st.container(key=prefix + PICTURE + STOPGAP * is_stopgap, horizontal=side_by_side, gap="medium")


def details(prefix: str, title: str, show: Callable[[], None]) -> None:
    """Closed until somebody asks."""
    part = st.expander(title, key=prefix + DETAILS, on_change=drawn_again, type="compact")
    if part.open:
        with part:
            show()


def origin(prefix: str, show: Callable[[], None]) -> None:
    """What the page rests on, drawn when asked for."""
    title = _("Số liệu, văn bản mà trang này dựa vào")
    part = st.expander(title, key=prefix + ORIGIN, on_change=drawn_again, type="compact")
    if part.open:
        with part:
            show()


def outcome() -> DeltaGenerator:
    """The row pinned below the page."""
    return st.container(horizontal=True, key=OUTCOME)

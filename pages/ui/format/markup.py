"""HTML and styles that the app draws itself: a template that stands in the code, filled with escaped values."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

_LEAVES_A_STRING = frozenset('"\\<>&')


class Markup(str):
    """HTML in which every value has been escaped; made here alone."""


def fill(template: str, /, **values: object) -> Markup:
    """`template` is a constant of the caller's module; what is no Markup yet is escaped."""
    inside = {name: one if isinstance(one, Markup) else escape(str(one)) for name, one in values.items()}
    return Markup(template.format_map(inside))


def fill_style(template: str, /, **values: object) -> Markup:
    """As `fill`, for a style sheet, whose values stand within double quotes."""
    return Markup(template.format_map({name: _quoted(str(one)) for name, one in values.items()}))


def join(parts: Iterable[Markup]) -> Markup:
    return Markup("".join(parts))


def show(markup: Markup) -> None:
    st.html(markup)


def _quoted(text: str) -> str:
    """The space ends the number of a sign."""
    return "".join(f"\\{ord(sign):x} " if sign in _LEAVES_A_STRING or ord(sign) < 32 else sign for sign in text)

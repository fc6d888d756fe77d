"""The four steps of bringing a file in: which one is shown, and going to another.

Belongs here: the line of steps and the step in the address (`buoc`). Does not: what a step shows, or whether one may be
reached.
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.wording.words import N_
from pages.ui.format import markup

PARAMETER = "buoc"
CHOOSE, CHECK, CHANGES, CONFIRM = 1, 2, 3, 4
STEPS = (N_("Chọn tệp"), N_("Kiểm tra"), N_("Xem thay đổi"), N_("Xác nhận"))
_LINE = '<ol style="display:flex;flex-wrap:wrap;gap:.5rem;margin:0;padding:0;list-style:none;font-family:inherit">{items}</ol>'
_ITEM = '<li aria-current="{current}" style="flex:1;padding:.3rem .2rem;border-bottom:4px solid {colour};font-weight:{weight}">{words}</li>'


def current(last: int) -> int:
    """The step the address asks for, between the check and the `last` that the file allows."""
    asked = st.query_params.get(PARAMETER, "")
    step = int(asked) if asked in ("2", "3", "4") else CHECK
    return min(step, last)


def show(step: int) -> None:
    """All steps in a line; the one that is shown is marked for the eye and for screen readers."""
    items = []
    for number, name in enumerate(STEPS, start=1):
        words = f"{number}. {_(name)}"
        if number < step:
            words = _("{step} (xong)").format(step=words)
        here = number == step
        items.append(
            markup.fill(
                _ITEM, current="step" if here else "false", colour="#1F6FB2" if here else "#AEB8C2",
                weight=700 if here else 400, words=words,
            )
        )  # fmt: skip
    markup.show(markup.fill(_LINE, items=markup.join(items)))
    st.caption(_("Bước {step} trong {all}: {name}").format(step=step, all=len(STEPS), name=_(STEPS[step - 1])))


def go(step: int) -> None:
    """To another step; for callbacks."""
    st.query_params[PARAMETER] = str(step)


def leave() -> None:
    """No step in the address: no file is open."""
    st.query_params.pop(PARAMETER, None)


def button(label: str, step: int, *, key: str, primary: bool = False, disabled: bool = False) -> None:
    st.button(label, on_click=go, args=(step,), key=key, type="primary" if primary else "secondary", disabled=disabled)

"""A lever that answers while it is dragged: every answer was computed before and lies in the browser (lever.js), which
looks it up and computes nothing. The bound widget stays the truth: a release moves it, and the page answers."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import streamlit as st

from data.locale import _
from models.base import digest
from models.policy.answers.ladder import PATHS
from models.policy.levers.levers import Lever, LeverValue, LeverValueError
from models.wording.templates import template
from pages.ui.levers import mailbox
from pages.ui.levers.mailbox import Known
from pages.ui.levers.widgets import put
from pages.ui.session import loaders

FOLDER, COMPONENT, STYLE, SCRIPT = Path(__file__).parent, "ansinh.lever", "lever.css", "lever.js"
STATE, LEVER, TABLE = "-thang", "-tay-keo", "-thang-bac"
"""Behind a lever's parameter: the room it stands in, and the keys of its two parts."""
ANSWER, CHART, AREAS = "doc", "hinh", "vung"
"""Behind a page's prefix: the keys of the parts that its levers share."""
MOST_TEXTS = 40
"""Of what is written in more ways than these the browser is told nothing ahead: it dims it while a lever is held."""
Table = tuple[pl.DataFrame, Mapping[str, Sequence[str]]]
"""Figures by position, one row each, and by name of a text what is said there."""

_served: list[Callable[..., Any]] = []  # the component, once its files are offered; without it all is native


def serve() -> None:
    """The server offers the files of FOLDER: its own origin, which the content policy lets in."""
    _served[:] = [st.components.v2.component(COMPONENT, css=STYLE, js=SCRIPT, isolate_styles=False)]


def is_served() -> bool:
    return bool(_served)


def is_on(page: str) -> bool:
    """Whether the browser shows the parts: until it has said so, the page draws its native ones."""
    return is_served() and mailbox.of(page).works


def is_offered(page: str) -> bool:
    """Whether number, sentence and chart are drawn the ladder's way: also when the page opens, before its native ones,
    which stay in sight until the browser has drawn these."""
    return is_served() and (mailbox.of(page).works or not mailbox.of(page).is_answered)


@dataclass(frozen=True, eq=False)
class Dragged:
    """A lever of a page among all of the page's, which stand at `values` (by key). `answer` is the key of the fragment
    that shows the page's answer. `named` are positions with the words of their documents; `others` is what else than
    levers the answers are of, on that `version` of the data."""

    page: str
    answer: str
    lever: Lever
    values: Mapping[str, LeverValue]
    named: Mapping[int, str]
    version: int
    others: tuple[object, ...]

    @cached_property
    def base(self) -> str:
        """How the stamp of its table begins: all that the table is of, which the lever's own place is not."""
        stand = sorted((key, value) for key, value in self.values.items() if key != self.lever.key)
        return digest(repr((self.lever.key, self.version, self.others, stand, self.named)))[:12]


def handle(
    dragged: Dragged,
    value: int,
    *,
    positions: Callable[[], tuple[int, ...]],
    told: Mapping[str, Any],
    fragment: str,
    released: Callable[[bool], None],
) -> None:
    """The lever itself, by the fragment that shows what a release moves; `fragment` is the key of its own. `told` are
    its label, help and unit, whether its digits are large, its name where it has no label. `released` follows a release
    once the bound widget has been moved, told whether the browser has the answer already (callback)."""
    page, lever = dragged.page, dragged.lever
    here = mailbox.of(page)
    known = here.levers.setdefault(lever.parameter, Known(fragment))
    if known.at != value:
        known.at = known.sent = value
        known.token += 1
    if not known.wanted.startswith(dragged.base) or value not in known.positions:
        known.positions = positions()
        known.wanted = dragged.base + digest(repr(known.positions))[:12]
    (component,) = _served
    spot = [known.positions.index(value), len(known.positions)]
    where = {"stamp": known.wanted, "value": known.sent, "spot": spot, "token": known.token, "works": here.works}
    tick = dragged.named.get(value, "")
    component(
        key=lever.parameter + LEVER,
        data={"page": page, "lever": lever.parameter, "part": "lever", "tick": tick, **where, **told},
        on_value_change=functools.partial(_released, page, lever, released),
        on_asked_change=functools.partial(_asked, page, dragged.answer, lever),
    )


def answer(page: str, now: Mapping[str, str], levers: Iterable[Dragged]) -> None:
    """Number and sentence: `now` are "answer", "facts", "sentence", "title" as the page says them. The bases of its
    `levers` say which tables hold: what is drawn here has been moved by anything, a lever hears of its own part
    alone."""
    (component,) = _served
    bases = {dragged.lever.parameter: dragged.base for dragged in levers}
    component(key=page + ANSWER, data={"page": page, "part": "answer", "now": now, "bases": bases})


def picture(page: str, shown: Mapping[str, Any]) -> None:
    """The chart by month, as lever.js draws it."""
    (component,) = _served
    component(key=page + CHART, data={"page": page, "part": "chart", **shown})


def areas(page: str, shown: Mapping[str, Any], picked: Callable[[str], None]) -> None:
    """The map, as lever.js draws it; `picked` hears the code of an area that was clicked on (callback)."""
    (component,), key = _served, page + AREAS
    data = {"page": page, "part": "map", **shown}
    component(key=key, data=data, on_area_change=lambda: picked(st.session_state[key]["area"]))


def send(dragged: Dragged, make: Callable[[Sequence[int]], Table]) -> None:
    """The table of all positions, once the browser has asked for it, in the fragment of its lever: nothing that is
    seen. The browser keeps it until it asks for another. Nothing for a lever that is not drawn where it stands."""
    known = mailbox.of(dragged.page).levers.get(dragged.lever.parameter)
    if known is None or not known.asked:
        return
    known.asked, at, (component,) = False, known.positions, _served
    if not known.wanted.startswith(dragged.base):
        return
    of = ("ladder", known.wanted)
    table = loaders.made(dragged.version, of, lambda: _packed(at, dragged.named, *make(at)))
    part = {"page": dragged.page, "lever": dragged.lever.parameter, "part": "table", "stamp": known.wanted}
    component(key=dragged.lever.parameter + TABLE, data={**part, **table})


def _released(page: str, lever: Lever, released: Callable[[bool], None]) -> None:
    """The browser says where the lever was let go: [count, position, stamp of its table]; the count makes the same
    position news."""
    _count, position, stamp = st.session_state[lever.parameter + LEVER]["value"]
    known = mailbox.of(page).levers[lever.parameter]
    try:
        value = int(lever.accept(position))
    except LeverValueError:
        return
    if value != known.at:
        known.at = value
        put(lever, value, by=lever.parameter + LEVER)
        released(stamp == known.wanted)


def _asked(page: str, answer: str, lever: Lever) -> None:
    """The lever is about to be moved and its table is one of other levers: [count, stamp]. Or the browser shows the
    first of a page's levers: then all get their tables, and the answer is drawn the ladder's way from now on."""
    here = mailbox.of(page)
    asked, drawn = ([here.levers[lever.parameter]], []) if here.works else ([*here.levers.values()], [answer])
    here.works = True
    for known in asked:
        known.asked = True
    st.rerun([*drawn, *(known.fragment for known in asked)])


def _packed(
    positions: Sequence[int], named: Mapping[int, str], figures: pl.DataFrame, said: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """All that lies in the browser until another lever is moved: what is the same at every position is said once, the
    rest is one long column, figure after figure."""
    fixed = {name: figures[name][0] for name in figures.columns if figures[name].n_unique() == 1}
    moving = [name for name in figures.columns if name not in fixed]
    paths = tuple(f"{name}_" for name in PATHS)
    rows = list(figures.select(name for name in moving if not name.startswith(paths)).iter_rows(named=True))
    columns = [figures[name].to_numpy() for name in moving]
    texts: dict[str, list[str]] = {}
    for name, words in said.items():
        made = [template(text, row) for text, row in zip(words, rows, strict=True)]
        ways = [*dict.fromkeys(made)]
        if len(ways) <= MOST_TEXTS:
            texts[name] = ways
            columns.append(np.array([ways.index(each) for each in made], dtype=np.float64))
    return {
        "ladder": pl.DataFrame({"v": np.concatenate(columns)}),
        "names": [*moving, *(f"text_{name}" for name in texts)],
        "count": len(positions),
        "fixed": {name: vnd for name, vnd in fixed.items() if vnd == vnd},
        "texts": texts,
        "ticks": [[positions.index(value), words] for value, words in named.items() if value in positions],
        "over": _("Vượt dự toán"),
    }

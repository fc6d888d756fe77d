"""Finding a lever among those of all pages, by words or by a document's number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from data.locale import _
from data.parsing.folding import fold
from models.policy.answers.filled import fill
from models.policy.answers.link import PAGES as AREA_PAGES
from models.policy.answers.whatif import WhatIfArea
from models.policy.areas.support import Factor, SupportArea
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.policy.levers.search import Entry, search
from models.wording.numbers import number
from pages._registry import PAGES, PageSpec
from pages.ui.format.tables import escape
from pages.ui.levers import widgets
from pages.ui.session import clock, loaders, starting
from pages.ui.session.loaders import Data

KEY, ASKED, FOUND = "tim-thong-so", "tim-thong-so-chu", "tim-thong-so-thay"
SIGN = "o-tim"
"""Behind the page's prefix: the button whose words the frame's style hides."""
_FILES = Path(__file__).parents[2]
LONGEST = 100
"""Letters that are looked at."""
MOST = 7
"""Levers listed; with more, a further word is asked for."""


@dataclass(frozen=True)
class Place:
    """A lever and where it stands: under a heading of a page; `factor` where it is one's present value."""

    spec: PageSpec
    lever: Lever
    name: str
    heading: str
    factor: Factor | None = None


@st.fragment
def show(data: Data, here: PageSpec | None = None) -> None:
    """Behind a button, so that nothing of the page moves, and drawn when it is opened. On a page of levers (`here`) the
    frame's style leaves the button its sign alone."""
    told = None if here is None else _("Tìm thông số của cả chín lĩnh vực.")
    button = st.popover(_("Tìm thông số"), icon=":material/search:", key=_key(here), on_change="rerun", help=told)
    if button.open:
        with button:
            _find(data, here)


def _key(here: PageSpec | None) -> str:
    return KEY if here is None else here.prefix + SIGN


def _find(data: Data, here: PageSpec | None) -> None:
    places, entries = loaders.made(data.version, (KEY,), lambda: _listed(data.law))
    asked = st.text_input(
        _("Tên thông số hoặc số văn bản, có dấu hay không dấu"),
        key=ASKED,
        placeholder=_("ví dụ: khuyết tật nặng; NĐ 335/2026"),
        type="search",
        live=True,
    )
    if not asked or not asked.strip():
        st.caption(_("{count} thông số của chín lĩnh vực.").format(count=len(entries)))
        return
    found = search(entries, fold(asked[:LONGEST]))
    for key in found[:MOST]:
        _show(places[key], data, here)
    if not found:
        st.caption(_("Không có thông số nào như vậy; thử ít chữ hơn."))
    elif len(found) > MOST:
        st.caption(_("Còn {count} thông số khác: gõ thêm chữ.").format(count=len(found) - MOST))


def _show(place: Place, data: Data, here: PageSpec | None) -> None:
    spec, name, icon = place.spec, escape(place.name), ":material/tune:"
    with st.container(gap=None):
        if spec == here:
            key = f"{FOUND}-{place.lever.parameter}"
            st.button(name, key=key, type="tertiary", icon=icon, on_click=_look, args=(place.lever, here))
        else:
            st.page_link(
                st.Page(_FILES / spec.file, url_path=spec.url_path),
                label=name,
                icon=icon,
                query_params={widgets.LOOKED_AT: place.lever.parameter},
            )
        where = [_(spec.menu or spec.title), place.heading, _stands(place, data)]
        st.caption(escape(" · ".join(filter(None, where))))


def _look(lever: Lever, here: PageSpec) -> None:
    """On this page (callback): open where the lever stands, and leave everything else as it is."""
    widgets.look(lever.parameter)
    st.query_params[widgets.LOOKED_AT] = lever.parameter
    st.session_state[_key(here)] = False
    st.rerun()


def _listed(law: Law) -> tuple[dict[str, Place], tuple[Entry, ...]]:
    """Every lever of every page once, a factor's two together, and what each is found by."""
    places = {place.lever.key: place for spec in PAGES if spec.levers for place in _of_page(spec)}
    return places, tuple(
        Entry(key, fold(place.name), fold(" ".join(_said(place, law)))) for key, place in places.items()
    )


def _of_page(spec: PageSpec) -> Iterator[Place]:
    area = AREA_PAGES[spec.url_path]
    if isinstance(area, WhatIfArea):
        headings = {lever.key: section.title for section in widgets.sections(area) for lever in section.levers}
        for lever in spec.levers:
            yield Place(spec, lever, widgets.full_name(lever), headings.get(lever.key, ""))
        return
    factors = {lever.key: factor for factor in area.factors for lever in factor.levers}
    headings = {lever.key: _(part.heading) for part in reversed(area.parts) for lever in part.levers}
    for lever in spec.levers:
        factor = factors.get(lever.key)
        if factor is None or lever == factor.now:
            yield Place(spec, lever, _(lever.label), headings.get(lever.key, ""), factor)


def _said(place: Place, law: Law) -> Iterator[str]:
    """Where it stands and what it is by law: documents of its own, of its amounts, of the law it follows."""
    lever, factor = place.lever, place.factor
    yield from (_(place.spec.title), _(place.spec.menu), place.heading, _(lever.unit), _(lever.legal_source))
    for preset in lever.presets:
        yield from (_(preset.label), _(preset.document))
    parameter = lever.key if factor is None else factor.parameter
    if parameter and law.has(parameter):
        yield from (row.document for row in law.rows(parameter))
    yield from (lever.parameter.replace("-", " "), _(lever.help))


def _stands(place: Place, data: Data) -> str:
    """Where the lever stands now: as moved, else by what stands for it, else by law."""
    lever, value = place.lever, widgets.standing(place.lever)
    if place.factor is None or value != UNSET:
        said = _("để trống") if value == UNSET else widgets.shown(lever, value)
        return _with_unit(lever, said)
    area = AREA_PAGES[place.spec.url_path]
    assert isinstance(area, SupportArea)
    values: Mapping[str, LeverValue] = {each.key: widgets.standing(each) for each in area.levers}
    typed, on = area.scenario(clock.day(), values), clock.standing()
    stand_in = fill(area, typed, data.law, starting.figures(data)).stand_ins.get(lever.key)
    by_law = place.factor.by_law(on.known, area.start(typed))
    if stand_in is not None:
        said = _with_unit(lever, number(int(stand_in.value)))
        return _("{value} (giả định khởi điểm)").format(value=said) if stand_in.quality == "assumed" else said
    return (
        _("chưa nhập")
        if by_law is None
        else _("{value}, theo quy định").format(value=_with_unit(lever, number(by_law)))
    )


def _with_unit(lever: Lever, said: str) -> str:
    return said if not lever.unit or not said[:1].isdigit() or said.endswith("%") else f"{said} {_(lever.unit)}"

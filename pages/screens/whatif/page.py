"""The what-if page of protection and merit: panel of levers beside the answer, group mix and norm history below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.clock import today
from data.locale import _
from models.periods import Month
from models.policy.answers import whatif
from models.policy.answers.whatif import WhatIfArea
from models.policy.areas.protection import PROVINCIAL
from models.policy.engine.baseline import Block
from models.policy.engine.measures import first_paid_by_rule
from models.policy.law.law import DatedValue, Law
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.policy.schemes import PROTECTION
from models.wording.numbers import day, number, short_month
from pages.screens.whatif import answer
from pages.ui.answers import actions, words
from pages.ui.charts.charts import CURRENT, VIETNAMESE
from pages.ui.format import tables
from pages.ui.format.tables import table
from pages.ui.levers import widgets
from pages.ui.levers.widgets import Part, Section, draw, is_set, put, sections, standing
from pages.ui.records.parameters import short_document
from pages.ui.saved import scenarios
from pages.ui.session import choices, loaders
from pages.ui.session.loaders import Data

WARNED, NORM, BY_RULE = "khong-tac-dung", "o-muc-chuan", "thang-chi-theo-quy-dinh"


class Moved(Protocol):
    """Draws again, after a lever's move, what follows from it and the fragments named, or everything."""

    def __call__(self, *fragments: str, everything: bool = False) -> None: ...


MANY = 10
"""More levers than this in one part stand in two columns."""


def assumptions(area: WhatIfArea, as_of: Month) -> dict[str, LeverValue]:
    """Levers set once for a question, behind buttons by subject. They stand outside the fragment, so that a move of the
    norm does not draw them again. `as_of` is the figures' month."""
    values: dict[str, LeverValue] = {}
    listed = sections(area)
    for place, section in zip(st.columns(len(listed), gap="small"), listed, strict=True):
        with place, st.popover(section.title, width="stretch"):
            _section(area, section, as_of, values)
    return values


def _section(area: WhatIfArea, section: Section, as_of: Month, values: dict[str, LeverValue]) -> None:
    for part in section.parts:
        if not part.heading:
            _part(area, part, as_of, values)
            continue
        folded = st.expander(part.heading, key=f"{area.prefix}{section.key}-{part.key}", on_change="rerun")
        if folded.open or any(is_set(lever) for lever in part.levers):
            with folded:
                _part(area, part, as_of, values)
        else:
            # Not drawn: each widget a session knows makes every other one slower.
            values.update({lever.key: lever.start for lever in part.levers})
    if area.law_as_of in section.levers:
        st.button(_("Theo quy định đến hôm nay"), on_click=_law_of_today, args=(area,), key=f"{area.prefix}den-hom-nay")


def _part(area: WhatIfArea, part: Part, as_of: Month, values: dict[str, LeverValue]) -> None:
    if part.note:
        st.caption(part.note)
    reasons = st.session_state.get(area.prefix + WARNED, {})
    across = 2 if len(part.levers) > MANY else 1
    for first in range(0, len(part.levers), across):
        places = st.columns(across, vertical_alignment="bottom") if across > 1 else (st.container(),)
        for place, lever in zip(places, part.levers[first : first + across], strict=False):
            with place:
                values[lever.key] = draw(lever, when_unset=_when_unset(area, lever, as_of))
                if lever.key in reasons:
                    st.caption(_("Lưu ý: {reason}").format(reason=_(reasons[lever.key])))


def _when_unset(area: WhatIfArea, lever: Lever, as_of: Month) -> str:
    if lever is area.law_as_of:
        return day(as_of.last_day)
    if lever.kind == "option":
        return _("theo quy định")
    return _("không có") if lever.kind == "month" else ""


def panel(area: WhatIfArea, law: Law, moved: Moved) -> None:
    """The levers moved all the time. `moved` follows a move of the norm, told its fragment, or of the year; after the
    others all of it is drawn again."""
    st.fragment(_norm, key=area.prefix + NORM)(area, law, moved)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        draw(area.applies_from)
        by_rule = _paid_by_rule(area, law)
        st.session_state[area.prefix + BY_RULE] = by_rule
        draw(area.first_paid, when_unset=short_month(by_rule))
    if area.scheme == PROTECTION:
        draw(PROVINCIAL)
    _paid_before_applied(area)
    draw(area.budget_year, moved=moved)


def _norm(area: WhatIfArea, law: Law, moved: Moved) -> None:
    """Of its own, so that its move draws no other lever again but the month of first payment, when the rule gives
    another."""

    def after() -> None:
        is_same = st.session_state.get(area.prefix + BY_RULE) == _paid_by_rule(area, law)
        moved(*([area.prefix + NORM] if is_same else []), everything=not is_same)

    draw(area.norm, presets=presets(area, law), moved=after)


def _paid_by_rule(area: WhatIfArea, law: Law) -> Month:
    start = Month.parse(str(standing(area.applies_from)))
    return first_paid_by_rule(law, area.scheme.norm, int(standing(area.norm)), start)


def panel_told(area: WhatIfArea, values: Mapping[str, LeverValue], idle: Mapping[str, str]) -> None:
    """What has been moved so far, levers that cannot act."""
    actions.told(area, values, idle)
    _show_on_levers(area, idle)


def _show_on_levers(area: WhatIfArea, idle: Mapping[str, str]) -> None:
    """A reason stands on its lever too; those outside the fragment are drawn again when the reasons have changed."""
    outside = {lever.key for section in sections(area) for lever in section.levers}
    reasons = {key: words for key, words in idle.items() if key in outside}
    if st.session_state.get(area.prefix + WARNED, {}) != reasons:
        st.session_state[area.prefix + WARNED] = reasons
        st.rerun()


def presets(area: WhatIfArea, law: Law) -> dict[int, str]:
    """Amounts named by their document: the lever's own, and those of later decrees that have been entered since."""
    lever = area.norm
    named = {int(preset.value): _(preset.label) for preset in lever.presets}
    for row in law.rows(area.scheme.norm):
        fits = lever.minimum <= row.value <= lever.maximum and (row.value - lever.minimum) % lever.step == 0
        if fits and row.value not in named:
            named[row.value] = f"{number(row.value)} ({short_document(row.document)})"
    return dict(sorted(named.items()))


def _paid_before_applied(area: WhatIfArea) -> None:
    paid, applies = standing(area.first_paid), standing(area.applies_from)
    if paid != UNSET and str(paid) < str(applies):
        text = _("Tháng chi trả {paid} trước tháng áp dụng {applies}: lấy {applies}.")
        words = (short_month(Month.parse(str(month))) for month in (paid, applies))
        st.warning(text.format(**dict(zip(("paid", "applies"), words, strict=True))))


def _law_of_today(area: WhatIfArea) -> None:
    put(area.law_as_of, today().isoformat())


BODY, ANSWER, BUTTONS, FOUND = "than", "tra-loi", "nut", "ket-qua"


def top(area: WhatIfArea, block: Block, shown: Sequence[tuple[dict[str, Any], str]]) -> dict[str, LeverValue]:
    """The figures in a line, below it the levers set once; returns the values of those."""
    tables.line(shown, st.columns(len(shown)))
    return assumptions(area, block.as_of)


def body(area: WhatIfArea, data: Data, assumed: Mapping[str, LeverValue]) -> None:
    """Levers and what they change, then tables: a move reruns only this, on the version the page shows."""
    st.fragment(_body, key=area.prefix + BODY)(area, data, assumed)


def _body(area: WhatIfArea, data: Data, assumed: Mapping[str, LeverValue]) -> None:
    left, right = st.columns([1, 1.72], gap="medium")
    below = st.container()
    with left:
        panel(area, data.law, partial(_moved, area))
        told = st.container()
    with right:
        st.fragment(_answer, key=area.prefix + ANSWER)(area, data, assumed, told, below)
    with left:
        st.fragment(_buttons, key=area.prefix + BUTTONS)(area, data)


def _moved(area: WhatIfArea, *fragments: str, everything: bool = False) -> None:
    """After a lever's move (callback): the answer, the fragments named, and the buttons when a way opens or closes."""
    if everything:
        st.rerun(area.prefix + BODY)
    buttons = [area.prefix + BUTTONS] if actions.buttons_after_a_move(area, area.all_levers) else []
    st.rerun([*fragments, area.prefix + ANSWER, *buttons])


def _answer(
    area: WhatIfArea, data: Data, assumed: Mapping[str, LeverValue], told: DeltaGenerator, below: DeltaGenerator
) -> None:
    values = {lever.key: assumed[lever.key] if lever.key in assumed else standing(lever) for lever in area.all_levers}
    widgets.record(area.prefix, values)
    found = whatif.compute(
        data.law, loaders.baseline(data.version, choices.is_on(data, area.scheme.code)), values, area
    )
    sentence = words.headline(found)
    head = sentence.partition(":")[0] if found.no_change is None else ""
    st.session_state[area.prefix + FOUND] = values, found.scenario.law_as_of, head
    answer.show(found, sentence)
    with told:
        panel_told(area, values, found.idle)
    with below:
        answer.answer_tables(found, data)


def _buttons(area: WhatIfArea, data: Data) -> None:
    widgets.settle(area.prefix)
    values, law_as_of, head = st.session_state[area.prefix + FOUND]
    with st.container(horizontal=True):
        actions.buttons(area, values)
        scenarios.show(values, law_as_of, data, head=head)


ROOM = 112
"""Percent of the longest bar that the axis is long: the longest bar's own number needs a place."""


def show(block: Block, data: Data) -> None:
    """People by group over all areas, largest first."""
    people: dict[str, int] = {}
    for group, count in zip(block.groups, block.people.tolist(), strict=True):
        people[group] = people.get(group, 0) + count
    names = data.group_names()
    rows = [{"nhom": names[g], "nguoi": n, "chu": number(n)} for g, n in people.items() if n]
    title = _("Cơ cấu đối tượng theo nhóm, kỳ {month} (người)").format(month=short_month(block.as_of))
    st.subheader(title, anchor=False)
    x = {
        "field": "nguoi",
        "type": "quantitative",
        "title": None,
        "axis": {"format": ",.0f"},
        "scale": {"domainMax": ROOM * max(people.values()) // 100, "nice": False},
    }
    y = {
        "field": "nhom",
        "type": "nominal",
        "sort": "-x",
        "title": None,
        "axis": {"labelLimit": 420, "labelFontSize": 13},
    }
    spec = {
        "config": {"locale": VIETNAMESE},
        "height": 26 * len(rows),
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "bar", "color": CURRENT}, "encoding": {"x": x, "y": y}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 13},
                "encoding": {"x": x, "y": y, "text": {"field": "chu", "type": "nominal"}},
            },
        ],
    }
    st.vega_lite_chart(spec, width="stretch")
    if block.illustrative_groups:
        st.caption(choices.group_mark())


def show_norm_history(law: Law, norm: str, title: str, until: date) -> None:
    """The series of parameter `norm` from its first known step to `until`."""
    rows = law.rows(norm)
    st.subheader(title, anchor=False)
    left, right = st.columns([1, 2], gap="medium")
    with left:
        st.vega_lite_chart(_steps(rows, until), width="stretch")
    with right:
        headers = [
            _("Mức (đồng/tháng)"),
            _("Áp dụng từ"),
            _("Hiệu lực"),
            _("Chi trả từ"),
            _("Văn bản"),
            _("Kiểm chứng"),
        ]
        st.markdown(table(headers, [_cells(row) for row in rows], numbers_from=9))


def _steps(rows: tuple[DatedValue, ...], until: date) -> dict[str, Any]:
    """A Vega-Lite spec: each value from the day it applies, the last one up to `until`."""
    points = [{"ngay": row.applies_from.isoformat(), "muc": row.value} for row in rows]
    points.append({"ngay": until.isoformat(), "muc": rows[-1].value})
    amount = {"field": "muc", "type": "quantitative"}
    return {
        "config": {"locale": VIETNAMESE},
        "height": 220,
        "data": {"values": points},
        "mark": {"type": "line", "interpolate": "step-after", "color": CURRENT, "strokeWidth": 2.5, "point": False},
        "encoding": {
            "x": {
                "field": "ngay",
                "type": "temporal",
                "title": None,
                "axis": {"format": "%Y", "tickCount": "year", "labelOverlap": True},
            },
            "y": {**amount, "title": _("đồng/tháng"), "axis": {"format": ",.0f"}},
            "tooltip": [{**amount, "title": _("Mức (đồng/tháng)"), "format": ",.0f"}],
        },
    }


def _cells(row: DatedValue) -> list[str]:
    unknown = _("chưa rõ")
    return [
        number(row.value),
        day(row.applies_from),
        day(row.in_force_from) if row.in_force_from else unknown,
        short_month(row.paid_month),
        row.document,
        _("đã đọc văn bản")
        if row.evidence == "text"
        else _("nguồn thứ cấp")
        if row.is_verified
        else _("chưa kiểm chứng"),
    ]

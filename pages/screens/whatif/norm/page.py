"""The what-if page of protection and merit: levers beside the answer, what it is made of behind one button, below it
what the page rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Literal, Protocol

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.locale import _
from models.money import raised
from models.periods import Month
from models.policy.answers import whatif
from models.policy.answers.whatif import WhatIfArea
from models.policy.areas.bounds import beyond
from models.policy.areas.protection import PROVINCIAL, WITH_PENSION
from models.policy.engine.baseline import Block
from models.policy.engine.measures import first_paid_by_rule, provincial_by_rule
from models.policy.law.law import DatedValue, Law
from models.policy.levers.clock import Clock
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.policy.schemes import PROTECTION
from models.wording.numbers import day, number, short_month
from models.wording.words import short_document
from pages.screens.whatif.norm import answer
from pages.ui.answers import actions, tables, words
from pages.ui.answers.tables import counted
from pages.ui.charts import charts
from pages.ui.charts.charts import CONFIG, CURRENT
from pages.ui.format.tables import table
from pages.ui.frame import template
from pages.ui.frame.template import Places
from pages.ui.levers import widgets
from pages.ui.levers.widgets import Part, Section, draw, is_set, position, put, sections, standing
from pages.ui.saved import scenarios
from pages.ui.session import choices, clock, loaders
from pages.ui.session.loaders import Data

WARNED, NORM, BY_RULE, START = "khong-tac-dung", "o-muc-chuan", "thang-chi-theo-quy-dinh", "thang-bat-dau"


class Moved(Protocol):
    """Draws again, after a lever's move, what follows from it and the fragments named, or everything."""

    def __call__(self, *fragments: str, everything: bool = False) -> None: ...


RISES = (10, 20)
"""Percent over the law's norm, offered beside the decrees'."""
MANY = 10
"""More levers than this in one part stand in two columns."""


def assumptions(area: WhatIfArea) -> dict[str, LeverValue]:
    """Levers set once for a question, behind buttons by subject. They stand outside the fragment, so that a move of the
    norm does not draw them again."""
    values: dict[str, LeverValue] = {}
    listed = sections(area)
    for first in range(0, len(listed), 2):
        for place, section in zip(st.columns(2, gap="xsmall"), listed[first : first + 2], strict=False):
            kind: Literal["primary", "secondary"] = "primary" if widgets.is_looked_at(section.levers) else "secondary"
            with place, st.popover(section.title, type=kind, width="stretch"):
                _section(area, section, values)
    return values


def _section(area: WhatIfArea, section: Section, values: dict[str, LeverValue]) -> None:
    for part in section.parts:
        if not part.heading:
            _part(area, part, values)
            continue
        key = widgets.fold(f"{area.prefix}{section.key}-{part.key}", part.levers)
        folded = st.expander(part.heading, key=key, on_change="rerun")
        if folded.open or any(is_set(lever) for lever in part.levers):
            with folded:
                _part(area, part, values)
        else:
            # Not drawn: each widget a session knows makes every other one slower.
            values.update({lever.key: position(lever) for lever in part.levers})


def _part(area: WhatIfArea, part: Part, values: dict[str, LeverValue]) -> None:
    if part.note:
        st.caption(part.note)
    reasons = st.session_state.get(area.prefix + WARNED, {})
    across = 2 if len(part.levers) > MANY else 1
    for first in range(0, len(part.levers), across):
        places = st.columns(across, vertical_alignment="bottom") if across > 1 else (st.container(),)
        for place, lever in zip(places, part.levers[first : first + across], strict=False):
            with place:
                values[lever.key] = draw(lever, when_unset=_when_unset(lever))
                if lever.key in reasons:
                    st.caption(_("Lưu ý: {reason}").format(reason=_(reasons[lever.key])))


def _when_unset(lever: Lever) -> str:
    if lever.kind == "option":
        return _("theo quy định")
    return _("không có") if lever.kind == "month" else ""


def beside_the_norm(area: WhatIfArea, law: Law, moved: Moved) -> None:
    """From when, for how many, who decides. Left open, a lever shows in grey what holds by rule. `moved` follows a move
    of the year; after the others all of it is drawn again."""
    by_rule = _paid_by_rule(area, law)
    st.session_state[area.prefix + BY_RULE] = by_rule
    provincial = provincial_by_rule(
        clock.day(), law, int(standing(area.norm)), Month.parse(str(standing(area.applies_from)))
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        draw(area.applies_from)
        if area.scheme == PROTECTION:
            draw(PROVINCIAL, when_unset=_(PROVINCIAL.options[provincial][1]))
        else:
            draw(area.first_paid, when_unset=short_month(by_rule))
    _paid_before_applied(area)
    draw(area.people)
    with st.popover(_("Tháng chi, năm ngân sách"), width="stretch"):
        if area.scheme == PROTECTION:
            draw(area.first_paid, when_unset=short_month(by_rule))
            decided = standing(PROVINCIAL)
            excluded = provincial if decided == UNSET else decided == "1"
            draw(WITH_PENSION, when_unset=_(WITH_PENSION.options[not excluded][1]))
        draw(area.budget_year, moved=moved)


def _follow_the_start(area: WhatIfArea) -> None:
    """A norm nobody has moved stands at the law's value in the month it starts from, also when that is moved. Another
    clock has moved what nobody had moved on its day."""
    on, now = clock.standing(), standing(area.applies_from)
    day, before = st.session_state.get(area.prefix + START, (on.day, now))
    st.session_state[area.prefix + START] = on.day, now
    if day == on.day and before != now and standing(area.norm) == on.position(area.norm, before):
        put(area.norm, on.position(area.norm, now))


def headline_lever(area: WhatIfArea, law: Law, moved: Moved) -> None:
    """The norm. Of its own, so that its move draws no other lever again but the month of first payment, when the rule
    gives another."""

    def after() -> None:
        is_same = st.session_state.get(area.prefix + BY_RULE) == _paid_by_rule(area, law)
        moved(*([area.prefix + NORM] if is_same else []), everything=not is_same)

    draw(area.norm, presets=presets(area, law), moved=after, chosen=partial(_preset, area, law))


def _preset(area: WhatIfArea, law: Law, value: int) -> None:
    """An amount picked by its document (callback): a decree's is shown as its own effect."""
    row = next((row for row in law.rows(area.scheme.norm) if row.value == value), None)
    if row is None or row.applies_month not in area_months(area):
        put(area.norm, value)
        return
    answer.effect_of(area, row)
    st.rerun()


def area_months(area: WhatIfArea) -> set[Month]:
    """Months the area's changes may start from."""
    return {Month.parse(str(value)) for value, _label in area.applies_from.options}


def _paid_by_rule(area: WhatIfArea, law: Law) -> Month:
    start = Month.parse(str(standing(area.applies_from)))
    return first_paid_by_rule(law, area.scheme.norm, int(standing(area.norm)), start)


def panel_told(area: WhatIfArea, values: Mapping[str, LeverValue], found: whatif.WhatIf) -> None:
    """What has been moved so far with its own share, levers that cannot act, counts beyond what is known."""
    idle = found.idle
    actions.told(area, values, idle, found.shares)
    if said := words.beyond(beyond(area.levers, values, found.baseline.people)):
        st.warning(said)
    _show_on_levers(area, idle)


def _show_on_levers(area: WhatIfArea, idle: Mapping[str, str]) -> None:
    """A reason stands on its lever too; those outside the fragment are drawn again when the reasons have changed."""
    outside = {lever.key for section in sections(area) for lever in section.levers}
    reasons = {key: words for key, words in idle.items() if key in outside}
    if st.session_state.get(area.prefix + WARNED, {}) != reasons:
        st.session_state[area.prefix + WARNED] = reasons
        st.rerun()


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


def _paid_before_applied(area: WhatIfArea) -> None:
    paid, applies = standing(area.first_paid), standing(area.applies_from)
    if paid != UNSET and str(paid) < str(applies):
        text = _("Tháng chi trả {paid} trước tháng áp dụng {applies}: lấy {applies}.")
        words = (short_month(Month.parse(str(month))) for month in (paid, applies))
        st.warning(text.format(**dict(zip(("paid", "applies"), words, strict=True))))


BODY, ANSWER, BUTTONS = "than", "tra-loi", "nut"


def body(area: WhatIfArea, data: Data, head: DeltaGenerator) -> None:
    """A move reruns only this, on the version the page shows."""
    places = template.lay_out(head)
    with places.groups:
        assumed = assumptions(area)
    with places.lever:
        st.fragment(_body, key=area.prefix + BODY)(area, data, assumed, places)


def _body(area: WhatIfArea, data: Data, assumed: Mapping[str, LeverValue], places: Places) -> None:
    moved = partial(_moved, area)
    _follow_the_start(area)
    places = places.anew()
    with places.lever, st.container(border=True, gap="xsmall"):
        st.fragment(headline_lever, key=area.prefix + NORM)(area, data.law, moved)
    with places.levers:
        beside_the_norm(area, data.law, moved)
    with places.number:
        st.fragment(_answer, key=area.prefix + ANSWER)(area, data, assumed, places)
    with places.head, st.container(horizontal=True, wrap=False, gap="xsmall"):
        st.fragment(_buttons, key=area.prefix + BUTTONS)(area, data)
        _take_away(area, data)


def _moved(area: WhatIfArea, *fragments: str, everything: bool = False) -> None:
    """After a lever's move (callback): the answer, the fragments named, and the buttons when a way opens or closes."""
    if everything:
        st.rerun(area.prefix + BODY)
    buttons = [area.prefix + BUTTONS] if actions.buttons_after_a_move(area, area.all_levers) else []
    st.rerun([*fragments, area.prefix + ANSWER, *buttons])


def _answer(area: WhatIfArea, data: Data, assumed: Mapping[str, LeverValue], places: Places) -> None:
    values = {lever.key: assumed[lever.key] if lever.key in assumed else standing(lever) for lever in area.all_levers}
    widgets.record(area.prefix, values)
    baseline = loaders.baseline(data.version, choices.is_on(data, area.scheme.code))
    found = whatif.compute(clock.standing(), baseline, values, area)
    sentence = words.headline(found)
    head = sentence.partition(":")[0] if found.no_change is None else ""
    actions.answered(area).update(values=values, law_as_of=found.scenario.law_as_of, head=head)
    answer.number_and_sentence(found, sentence)
    with places.picture:
        answer.picture(found)
    with places.options:
        answer.options(found, data)
    with places.notes:
        answer.notes(found)
    with places.told:
        panel_told(area, values, found)
    with places.details:
        answer.details(found, data)
    with places.outcome:
        answer.outcome(found)


def _buttons(area: WhatIfArea, data: Data) -> None:
    widgets.settle(area.prefix)
    kept = actions.answered(area)
    with st.container(horizontal=True, wrap=False, gap="xsmall"):
        actions.buttons(area, kept["values"])
        scenarios.show(kept["values"], kept["law_as_of"], data, head=kept["head"])


def _take_away(area: WhatIfArea, data: Data) -> None:
    kept, on, baseline = actions.answered(area), clock.standing(), loaders.baseline(data.version, False)
    actions.take_away(area, lambda address: tables.file(whatif.compute(on, baseline, kept["values"], area), address))


ROOM = 112
"""Percent of the longest bar that the axis is long: the longest bar's own number needs a place."""


def show(block: Block, data: Data) -> None:
    """People by group over all areas, largest first."""
    people: dict[str, int] = {}
    for group, count in zip(block.groups, block.people.tolist(), strict=True):
        people[group] = people.get(group, 0) + count
    names = data.group_names()
    rows = [{"nhom": names[g], "nguoi": n, "chu": counted(block, n)} for g, n in people.items() if n]
    title = _("Cơ cấu đối tượng theo nhóm, kỳ {month} (người)")
    if block.assumed_groups:
        title = _("Cơ cấu nhóm giả định (người), chỉ khớp tổng số của kỳ {month}")
    title = title.format(month=short_month(block.as_of))
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
        "config": CONFIG,
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
    mark = choices.group_mark() if block.assumed_groups else ""
    st.vega_lite_chart(charts.under(mark, spec), width="stretch", alt=" ".join([f"{title}.", mark]).strip())


def show_norm_history(norm: str, title: str, on: Clock) -> None:
    """The series of parameter `norm` as known on the clock's day, from its first step to the horizon's end."""
    rows, until = on.known.rows(norm), on.horizon[-1].last_day
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
        "config": CONFIG,
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

"""The what-if page of protection and merit: levers beside the answer, what it is made of behind one button, below it
what the page rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Literal

import polars as pl
import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.answers import whatif
from models.policy.answers.ladder import ladder as figures_of, positions, rungs
from models.policy.answers.whatif import WhatIf, WhatIfArea
from models.policy.areas.bounds import beyond
from models.policy.areas.protection import PROVINCIAL, WITH_PENSION
from models.policy.engine.baseline import Block
from models.policy.engine.measures import first_paid_by_rule, provincial_by_rule
from models.policy.law.law import DatedValue, Law
from models.policy.levers.clock import Clock
from models.policy.levers.levers import UNSET, Lever
from models.policy.schemes import PROTECTION
from models.wording.numbers import day, number, short_month
from pages._registry import BY_PREFIX
from pages.screens.whatif.norm import answer
from pages.screens.whatif.page import ANSWER, BODY, AreaPage, Values, example, told
from pages.ui.answers import tables, words
from pages.ui.answers.tables import counted
from pages.ui.charts import charts
from pages.ui.charts.charts import CONFIG, CURRENT, shade
from pages.ui.format import tables as format_tables
from pages.ui.format.tables import table
from pages.ui.frame import page_frame, template, validation
from pages.ui.frame.template import Places
from pages.ui.levers import mailbox, widgets
from pages.ui.levers.ladder import ladder
from pages.ui.levers.ladder.ladder import Dragged
from pages.ui.levers.mailbox import Answered
from pages.ui.levers.widgets import Part, Section, draw, is_set, put, sections, standing
from pages.ui.session import choices, clock, downloads, loaders
from pages.ui.session.loaders import Data

NORM, PEOPLE = "o-muc-chuan", "so-nguoi"
"""Parts beside the kit's."""
MANY = 10
"""More levers than this in one part stand in two columns."""


def assumptions(area: WhatIfArea) -> None:
    """Levers set once for a question, behind buttons by subject. They stand outside the fragment, so that a move of the
    norm does not draw them again."""
    listed = sections(area)
    for first in range(0, len(listed), 2):
        for place, section in zip(st.columns(2, gap="xsmall"), listed[first : first + 2], strict=False):
            kind: Literal["primary", "secondary"] = "primary" if widgets.is_looked_at(section.levers) else "secondary"
            with place, st.popover(section.title, type=kind, width="stretch"):
                for part in section.parts:
                    _part(area, section, part)


def _part(area: WhatIfArea, section: Section, part: Part) -> None:
    place: AbstractContextManager[object] = nullcontext()
    if part.heading:
        key = widgets.fold(f"{area.prefix}{section.key}-{part.key}", part.levers)
        place = folded = st.expander(part.heading, key=key, on_change=widgets.drawn_again)
        # Else not drawn: each widget a session knows makes every other one slower.
        if not folded.open and not any(is_set(lever) for lever in part.levers):
            return
    reasons = mailbox.of(area.prefix).warned
    across = 2 if len(part.levers) > MANY else 1
    with place:
        if part.note:
            st.caption(part.note)
        for first in range(0, len(part.levers), across):
            places = st.columns(across, vertical_alignment="bottom") if across > 1 else (st.container(),)
            for column, lever in zip(places, part.levers[first : first + across], strict=False):
                with column:
                    draw(lever, when_unset=_when_unset(lever))
                    if lever.key in reasons:
                        st.caption(_("Lưu ý: {reason}").format(reason=_(reasons[lever.key])))


def _when_unset(lever: Lever) -> str:
    if lever.kind == "option":
        return _("theo quy định")
    return _("không có") if lever.kind == "month" else ""


@dataclass(frozen=True)
class NormPage(AreaPage[WhatIf]):
    """Of protection and merit."""

    area: WhatIfArea

    @property
    def headline(self) -> tuple[Lever, ...]:
        return self.area.norm, self.area.people

    @property
    def beside(self) -> tuple[object, ...]:
        return clock.day(), choices.is_on(self.data, self.area.scheme.code)

    def compute(self, values: Values) -> WhatIf:
        baseline = loaders.baseline(self.data.version, choices.is_on(self.data, self.area.scheme.code))
        return whatif.compute(clock.standing(), baseline, values, self.area)

    def head(self, found: WhatIf) -> str:
        return words.headline(found).partition(":")[0] if found.no_change is None else ""

    def says(self, _values: Values, found: WhatIf) -> dict[str, str]:
        return {name: say(found) for name, say in answer.SAYS.items()}

    def named(self, lever: Lever) -> Mapping[int, str]:
        return widgets.presets(self.area, self.data.law) if lever == self.area.norm else {}

    def rungs(self, lever: Lever, values: Values, places: Sequence[int]) -> tuple[pl.DataFrame, Sequence[WhatIf]]:
        made = rungs(self.found(values), values, lever, places)
        return figures_of(places, made), made

    def file(self) -> Callable[[Answered, str], bytes]:
        area, on, baseline = self.area, clock.standing(), loaders.baseline(self.data.version, False)
        return lambda kept, address: tables.file(whatif.compute(on, baseline, kept.values, area), address)

    def draw(self, places: Places) -> None:
        area = self.area
        _follow_the_start(area)
        with places.levers:
            self._beside_the_norm()
        with places.number:
            number = st.container(gap="xsmall")
            with template.sentence(area.prefix):
                sentence, marks = st.container(gap="xsmall"), st.container(gap="xsmall")
        with number:
            self.answer(replace(places, number=sentence))
        with places.outcome:
            moves = replace(places, number=marks, outcome=template.outcome())
        with places.lever.container(border=True, gap="xsmall", key=area.norm.parameter + ladder.STATE):
            st.fragment(self._norm, key=self.part(NORM))(moves)

    def _beside_the_norm(self) -> None:
        """From when, for how many, who decides. Left open, a lever shows in grey what holds by rule. After any move but
        the year's all of it is drawn again."""
        area, law = self.area, self.data.law
        by_rule = mailbox.of(area.prefix).paid_by_rule = _paid_by_rule(area, law)
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
        st.fragment(self._people, key=self.part(PEOPLE))()
        with st.popover(_("Tháng chi, năm ngân sách"), width="stretch"):
            if area.scheme == PROTECTION:
                draw(area.first_paid, when_unset=short_month(by_rule))
                decided = standing(PROVINCIAL)
                excluded = provincial if decided == UNSET else decided == "1"
                draw(WITH_PENSION, when_unset=_(WITH_PENSION.options[not excluded][1]))
            draw(area.budget_year, moved=self._moved)

    def _people(self) -> None:
        """More people or fewer; after a move all of it is drawn again."""

        def moved(_is_known: bool = False) -> None:
            st.rerun(self.part(BODY))

        people = self.area.people
        dragged = self.dragged(people, self.values())
        with st.container(key=people.parameter + ladder.STATE):
            self._handle(dragged, PEOPLE, moved)
            draw(people, moved=moved)
            self.send(dragged)

    def _norm(self, places: Places) -> None:
        """The norm, and what moves with it wherever the lever stands. Of its own, so that its move draws no other lever
        again but the month of first payment, when the rule gives another."""
        area, law = self.area, self.data.law
        values, found = self.noted()
        dragged = self.dragged(area.norm, values)
        self._handle(dragged, NORM, self._released)
        draw(
            area.norm,
            presets=dragged.named,
            moved=self._moved,
            chosen=partial(_preset, area, law),
            is_named=not ladder.is_on(area.prefix),
        )
        self.send(dragged)
        with places.number:
            answer.marks(found)
        with places.notes:
            answer.notes(found)
        with places.told:
            panel_told(area, values, found)
        with places.outcome:
            answer.outcome(found)
        mailbox.of(area.prefix).answered.found = None

    def _handle(self, dragged: Dragged, part: str, released: Callable[[bool], None]) -> None:
        if not ladder.is_served():
            return
        lever, value = dragged.lever, dragged.values[dragged.lever.key]
        ladder.handle(
            dragged,
            int(value),
            positions=lambda: positions(lever, clock.standing(), value, UNSET, dragged.named),
            told={"label": _(lever.label), "help": _(lever.legal_source), "unit": _(lever.unit), "large": part == NORM},
            fragment=self.part(part),
            released=released,
        )

    def show(self, _values: Values, found: WhatIf, sentence: str, places: Places) -> None:
        mailbox.of(self.area.prefix).offered = answer.offers(found)
        with places.number:
            answer.sentence(found, sentence)
        with places.picture:
            answer.picture(found)
        with places.options:
            answer.options(found, self.data)
        with places.details:
            answer.details(found, self.data)

    def _moved(self) -> None:
        if not _is_paid_as_shown(self.area, self.data.law):
            st.rerun(self.part(BODY))
        self.redraw(self.part(ANSWER), self.part(NORM))

    def _released(self, is_known: bool) -> None:
        """After the norm was let go (callback): the browser has number, sentence and picture already where its table is
        of the levers as they stand (`is_known`). Nothing more is drawn than the lever with what moves with it, unless
        something else is another."""
        if is_known and _is_paid_as_shown(self.area, self.data.law):
            offered = answer.offers(self.found(self.values()))
            if not answer.is_open(self.area) and mailbox.of(self.area.prefix).offered == offered:
                if self.buttons_moved():
                    self.redraw(self.part(NORM))
                return
        self._moved()


def _follow_the_start(area: WhatIfArea) -> None:
    """A norm nobody has moved stands at the law's value in the month it starts from, also when that is moved. Another
    clock has moved what nobody had moved on its day."""
    on, now = clock.standing(), standing(area.applies_from)
    here = mailbox.of(area.prefix)
    day, before = here.started or (on.day, now)
    here.started = on.day, now
    if day == on.day and before != now and standing(area.norm) == on.position(area.norm, before):
        put(area.norm, on.position(area.norm, now))


def _is_paid_as_shown(area: WhatIfArea, law: Law) -> bool:
    return mailbox.of(area.prefix).paid_by_rule == _paid_by_rule(area, law)


def _preset(area: WhatIfArea, law: Law, value: int) -> None:
    """An amount picked by its document (callback): a decree's is shown as its own effect."""
    row = next((row for row in law.rows(area.scheme.norm) if row.value == value), None)
    months = {Month.parse(str(value)) for value, _label in area.applies_from.options}
    if row is None or row.applies_month not in months:
        put(area.norm, value)
        return
    answer.effect_of(area, row)
    st.rerun()


def _paid_by_rule(area: WhatIfArea, law: Law) -> Month:
    start = Month.parse(str(standing(area.applies_from)))
    return first_paid_by_rule(law, area.scheme.norm, int(standing(area.norm)), start)


def panel_told(area: WhatIfArea, values: Values, found: WhatIf) -> None:
    """What has been moved so far with its own share, levers that cannot act, counts beyond what is known."""
    here, idle = mailbox.of(area.prefix), found.idle
    if opened := example(area):
        st.markdown(opened)
    told(area, values, idle, found.shares)
    if said := words.beyond(beyond(area.levers, values, found.baseline.people)):
        st.warning(said)
    # A reason stands on its lever too; those outside the fragment are drawn again when the reasons have changed.
    outside = {lever.key for section in sections(area) for lever in section.levers}
    reasons = {key: words for key, words in idle.items() if key in outside}
    if here.warned != reasons:
        here.warned = reasons
        st.rerun()


def _paid_before_applied(area: WhatIfArea) -> None:
    paid, applies = standing(area.first_paid), standing(area.applies_from)
    if paid != UNSET and str(paid) < str(applies):
        text = _("Tháng chi trả {paid} trước tháng áp dụng {applies}: lấy {applies}.")
        words = (short_month(Month.parse(str(month))) for month in (paid, applies))
        st.warning(text.format(**dict(zip(("paid", "applies"), words, strict=True))))


def show(
    area: WhatIfArea, shown: Callable[[Data, Block], Sequence[format_tables.Named]], history: str, *, figures: str = ""
) -> None:
    """`shown` are figures at the head of what the page rests on, `history` is the title of the norm's; `figures` names
    a file of all of them."""
    data = loaders.data()
    block = loaders.baseline(data.version, False).block(area.scheme)
    head = page_frame.top(BY_PREFIX[area.prefix], data, as_of=block.as_of if block.uploaded else None)
    validation.show_banner(data)
    places = template.lay_out(head)
    with places.groups:
        assumptions(area)
    NormPage(area, data).body(places)

    def rests_on() -> None:
        listed, rows = shown(data, block), data.figures(area.scheme.policy_area)
        format_tables.line(listed, st.columns(len(listed)))
        _show_groups(block, data)
        _show_norm_history(area.scheme.norm, history, clock.standing())
        page_frame.show(data, area.scheme.policy_area)
        st.subheader(_("Nguồn và cách tính của từng số"), anchor=False)
        format_tables.listing(rows)
        if figures:
            downloads.figures(rows, figures)

    template.origin(area.prefix, rests_on)


ROOM = 112
"""Percent of the longest bar that the axis is long: the longest bar's own number needs a place."""


def _show_groups(block: Block, data: Data) -> None:
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
            {"mark": {"type": "bar", "color": shade(CURRENT)}, "encoding": {"x": x, "y": y}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 13},
                "encoding": {"x": x, "y": y, "text": {"field": "chu", "type": "nominal"}},
            },
        ],
    }
    mark = choices.group_mark() if block.assumed_groups else ""
    st.vega_lite_chart(charts.under(mark, spec), width="stretch", alt=" ".join([f"{title}.", mark]).strip())


def _show_norm_history(norm: str, title: str, on: Clock) -> None:
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
        "mark": {
            "type": "line",
            "interpolate": "step-after",
            "color": shade(CURRENT),
            "strokeWidth": 2.5,
            "point": False,
        },
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

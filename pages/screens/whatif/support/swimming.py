"""Children: coverage of the swimming programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from data.locale import _
from data.store.queries import national_targets
from models.policy.answers.filled import StandIn
from models.policy.answers.support_result import SupportResult
from models.policy.areas import children
from models.policy.areas.children import (
    ABLE,
    ABLE_TO,
    CHILDREN,
    GOAL,
    GOAL_DUE,
    SwimmingCoverage,
    YearEnd,
    swimming_coverage,
)
from models.policy.areas.national_targets import OWNER_WORDS, goal_of, target_lines
from models.policy.cube import ROLES
from models.policy.levers.levers import UNSET, Lever, LeverValue, LeverValueError, Scenario
from models.wording.numbers import number, percent, signed
from pages.screens.whatif.support import files, words as support_words
from pages.screens.whatif.support.words import Extra, Hero, Told, Values
from pages.ui.answers.tables import Table
from pages.ui.charts.charts import CURRENT, TRIAL
from pages.ui.charts.pictures import Goal, Line, by_year
from pages.ui.format.tables import SHOWN
from pages.ui.session.loaders import Data

AREA = children.AREA
ALL, CAN, SHARE = "children.children_6_16", "children.swim_safely", "children.swim_safely_share"
"""Indicators of files that stand in for levers nobody has typed; the last is the target's."""


@dataclass(frozen=True)
class Way:
    """Both roles, with the target (percent, year; None = neither typed nor known) and where it is from."""

    now: SwimmingCoverage
    tried: SwimmingCoverage
    goal: int | None
    due: int | None
    goal_words: str

    @property
    def year(self) -> int:
        """The year looked at: the target's, as far as years are reckoned."""
        years = [end.year for end in self.now.ends]
        return self.due if self.due in years and self.due is not None else years[-1]


def way_of(found: SupportResult, data: Data) -> Way | None:
    """None while children, those who can swim or those taught are not given."""
    scenario, goal_words = _completed(found.typed, data, found.stand_ins)
    now, tried = (swimming_coverage(scenario, role, found.known, children.LAST_GOAL) for role in ROLES)
    if now is None or tried is None or not now.ends:
        return None
    goal, due = scenario.value(GOAL), scenario.value(GOAL_DUE)
    whole = UNSET not in (goal, due)
    return Way(now, tried, int(goal) if whole else None, int(due) if whole else None, goal_words)


def _completed(scenario: Scenario, data: Data, stand_ins: Mapping[str, StandIn]) -> tuple[Scenario, str]:
    """The scenario with figures of files where nobody has typed, then with what stands for the rest, and the target's
    origin in words."""
    counted = data.newest_figure(ALL, SHOWN)
    if counted is not None:
        scenario = _filled(scenario, {CHILDREN: int(counted["value"])})
    able = data.newest_figure(CAN, SHOWN)
    if able is not None and scenario.value(ABLE) == UNSET:
        to = able["period"] if "-" in able["period"] else f"{able['period']}-12"
        scenario = _filled(scenario, {ABLE: int(able["value"]), ABLE_TO: to})
    assumed = {lever: stand_ins[lever.key].value for lever in (CHILDREN, ABLE, ABLE_TO) if lever.key in stand_ins}
    scenario = _filled(scenario, assumed)
    taught = stand_ins.get(children.TAUGHT.now.key)
    if taught is not None:
        scenario = scenario.with_value(children.TAUGHT.now.key, taught.value)
    if scenario.value(GOAL) != UNSET:
        return scenario, _("giả định, do người dùng nhập")
    own = [
        (int(row["period"]), row["value"], row["source"])
        for row in data.planned(AREA.policy_area)
        if row["indicator"] == SHARE
    ]
    if not own and GOAL.key in stand_ins and GOAL_DUE.key in stand_ins:
        row = stand_ins[GOAL.key].source
        return _filled(scenario, {lever: stand_ins[lever.key].value for lever in (GOAL, GOAL_DUE)}), _(
            "giả định khởi điểm, {source}"
        ).format(source=row)
    goal = goal_of(target_lines(SHARE, national_targets(), own), 0)
    if goal is None or goal.value != int(goal.value):
        return scenario, ""
    words = _("{owner}, {document}").format(owner=_(OWNER_WORDS[goal.owner]).lower(), document=goal.document)
    return _filled(scenario, {GOAL: int(goal.value), GOAL_DUE: str(goal.year)}), words


def _filled(scenario: Scenario, values: dict[Lever, LeverValue]) -> Scenario:
    """What is open, filled; nothing that the lever could not be."""
    for lever, value in values.items():
        if scenario.value(lever) == UNSET:
            try:
                scenario = scenario.with_value(lever.key, lever.accept(value))
            except LeverValueError:
                return scenario
    return scenario


def sentence(found: SupportResult, _values: Values, data: Data) -> str:
    way = way_of(found, data)
    return "" if way is None else _("**Biết bơi an toàn:** ") + said(way)


def said(way: Way) -> str:
    """What the year of the target ends with, what is lacking, and how many a year reach it in time."""
    before, after = (_at(each, way.year) for each in (way.now, way.tried))
    text = _("hết năm {year} theo hiện nay {before}").format(year=way.year, before=_share(before))
    if after.share_ppm != before.share_ppm:
        text += _(", theo phương án {after}").format(after=_share(after))
    if way.goal is None or way.due is None:
        return text + _("; chưa so với mục tiêu nào.")
    text += _("; mục tiêu {goal}% đến hết năm {due} ({words})").format(goal=way.goal, due=way.due, words=way.goal_words)
    lacking = way.goal - _percent(after)
    if way.tried.reached_in is not None and way.tried.reached_in <= way.due:
        return text + _(": đạt vào năm {year}.").format(year=way.tried.reached_in)
    if lacking > 0:
        text += _(": còn thiếu {points} điểm phần trăm").format(points=number(lacking, 1))
    if way.tried.a_year_needed:
        text += _(", muốn kịp phải dạy ít nhất {count} trẻ em mỗi năm").format(count=number(way.tried.a_year_needed))
    return text + "."


def _at(coverage: SwimmingCoverage, year: int) -> YearEnd:
    return next(end for end in coverage.ends if end.year == year)


def _percent(end: YearEnd) -> Decimal:
    return Decimal(end.share_ppm) / 10_000


def _share(end: YearEnd) -> str:
    return percent(_percent(end), 1)


def show(found: SupportResult, values: Values, data: Data) -> Told | None:
    """The years; what is missing while there is no share."""
    way = way_of(found, data)
    if way is None:
        st.info(
            _(
                "Chưa tính được tỷ lệ biết bơi: cần số trẻ em từ 6 đến dưới 16 tuổi, số đã biết bơi an toàn và tháng "
                "của số đó, số trẻ em được dạy bơi một năm. Nhập ở “{heading}” và “{part}”, hoặc nạp tệp."
            ).format(heading=HEADING, part=_(AREA.parts[0].heading))
        )
        if not found.is_empty:
            year = int(values[AREA.budget_year.key])
            files.show(AREA, data, year, "indicators", "targets", place="biet-boi")
        return None
    text = said(way)
    st.markdown(text[0].upper() + text[1:])
    st.caption(
        _("Coi như không có trẻ em nào đến tuổi 16 hoặc thêm vào nhóm tuổi: phần mềm chưa có số biến động theo tuổi.")
    )
    return Told(table_of(way), _("Giả định: số do người dùng nhập hoặc đơn vị cập nhật"), _source(way))


_NEAR = 6
"""Ends nearer than these points would be named one over the other."""


def _draw(title: tuple[str, list[str]], way: Way, goals: dict[int, int]) -> dict[str, Any]:
    """From the count on: as now dashed, the scenario solid, targets as points."""
    shown = [
        (end.year, float(_percent(end)), float(_percent(_at(way.tried, end.year))))
        for end in way.now.ends
        if end.year <= children.LAST_GOAL
    ]
    _year, now, tried = shown[-1]
    lift = 8 if abs(tried - now) < _NEAR else 0
    lines = [Line([(y, now) for y, now, _tried in shown], _end(_("Hiện nay"), now), CURRENT, True, -lift)]
    if any(now != tried for _y, now, tried in shown):
        lines.append(Line([(y, tried) for y, _now, tried in shown], _end(_("Phương án"), tried), TRIAL, False, lift))
    points = [
        Goal(year, goal, _("Mục tiêu {year}: {goal}%").format(year=year, goal=goal))
        for year, goal in sorted(goals.items())
    ]
    return by_year(title, lines, points, 100)


def _end(name: str, value: float) -> str:
    return f"{name} {percent(value, 1)}"


def _goals(way: Way) -> dict[int, int]:
    """Year -> percent: the country's, in its year the one that holds here."""
    found = {
        line.year: int(line.value)
        for line in target_lines(SHARE, national_targets())
        if way.now.ends[0].year <= line.year
    }
    return found if way.goal is None or way.due is None else {**found, way.due: way.goal}


def _source(way: Way) -> str:
    head = _("số trẻ em, số biết bơi, số được dạy như đã nhập hoặc nạp")
    return head if way.goal is None else _("{head}; mục tiêu: {words}").format(head=head, words=way.goal_words)


def table_of(way: Way) -> Table:
    """Every year: children and share in both roles, and how far the scenario is from the target."""
    rows = []
    for before in way.now.ends:
        after = _at(way.tried, before.year)
        against = "" if way.goal is None else signed(_percent(after) - way.goal, 1)
        rows.append(
            [str(before.year), number(before.reached), _share(before), number(after.reached), _share(after), against]
        )
    headers = [
        _("Hết năm"),
        _("Hiện nay (trẻ em)"),
        _("Hiện nay (%)"),
        _("Phương án (trẻ em)"),
        _("Phương án (%)"),
        _("So với mục tiêu (điểm %)"),
    ]
    return Table(_("Trẻ em biết bơi an toàn theo năm"), headers, rows, last_bold=False)


HEADING = _("Biết bơi an toàn: số trẻ em và mục tiêu")


def hero(found: SupportResult, _values: Values, data: Data) -> Hero | None:
    """The rate by year beside the answer."""
    way = way_of(found, data)
    if way is None:
        return None
    before, after = (_at(each, way.year) for each in (way.now, way.tried))
    title = _("Hết {year} có {after} biết bơi, giữ như nay {before}").format(
        year=way.year, after=_share(after), before=_share(before)
    )
    below = [
        _("Trẻ em từ 6 đến dưới 16 tuổi biết bơi an toàn, cuối năm, %, toàn tỉnh."),
        _("{quality}.").format(quality=support_words.quality(found)),
    ]
    return " ".join([f"{title}.", *below]), _draw((title, below), way, _goals(way))


EXTRA = Extra(HEADING, children.SWIMMING, _("Biết bơi an toàn"), "biet-boi", sentence, show, hero)

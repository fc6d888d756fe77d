"""The way to a target rate: what is reached, what is lacking, and the change it takes each year, in points of percentage.

Belongs here: the tab and its sentence, for any area with a target of one rate. Does not: the arithmetic (target_path.py) or
which rate it is (the area's module).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import streamlit as st

from data.locale import _
from models.policy.answers.support_result import SupportResult
from models.policy.areas.targets import RateGoal, TargetDueError, TargetPath
from models.policy.levers.levers import UNSET
from models.policy.levers.scenario import Scenario
from models.wording.numbers import number, percent, signed
from pages.screens.support import files
from pages.screens.support.support_extra import Extra, Told, Values
from pages.ui.answers.tables import Table
from pages.ui.format.figures import QUALITY_WORDS, SHOWN, provenance
from pages.ui.format.tables import escape
from pages.ui.session.loaders import Data


def goal_extra(goal: RateGoal) -> Extra:
    """From the newest year's figure of the goal's rate to what its levers say, or the file of plan figures."""
    indicator, target, due = goal.indicator, goal.target, goal.due

    def sentence(found: SupportResult, _values: Values, data: Data) -> str:
        figure = _figure(indicator, data)
        way = None if figure is None else _path(found, data, figure)
        return "" if way is None or figure is None else _said(_(figure["name"]), way)

    def _path(found: SupportResult, data: Data, figure: dict[str, Any]) -> TargetPath | None:
        try:
            return goal.path(figure["value"], int(figure["period"]), _with_plan(found.scenario, data, figure))
        except TargetDueError:
            return None

    def _with_plan(scenario: Scenario, data: Data, figure: dict[str, Any]) -> Scenario:
        """The scenario, with the next plan figure of a file where nobody has typed a target; nothing the levers cannot be."""
        if (scenario.value(target), scenario.value(due)) != (UNSET, UNSET):
            return scenario
        for row in data.planned(_area(indicator)):
            tenths = str(int(row["value"] * 10))
            fits = row["value"] * 10 == int(row["value"] * 10) and tenths in {
                str(value) for value, _label in target.options
            }
            later = row["period"] > figure["period"] and row["period"] in {str(value) for value, _label in due.options}
            if row["indicator"] == indicator and fits and later:
                return scenario.with_value(target.key, tenths).with_value(due.key, row["period"])
        return scenario

    def show(found: SupportResult, values: Values, data: Data) -> Told | None:
        figure = _figure(indicator, data)
        year = int(values[found.area.budget_year.key])
        if figure is None:
            st.info(_("Chưa có số đã thực hiện của chỉ tiêu này: nạp tệp Chỉ tiêu báo cáo."))
            if not found.is_empty:
                files.show(found.area, data, year, "indicators", place="lo-trinh")
            return None
        way = _path(found, data, figure)
        if way is None:
            typed = UNSET not in (found.scenario.value(target), found.scenario.value(due))
            st.info(
                _("Năm đạt chỉ tiêu phải sau năm {year} của số liệu.").format(year=figure["period"])
                if typed
                else _(
                    "Chưa có chỉ tiêu: nhập chỉ tiêu và năm đạt ở “{heading}”, hoặc nạp tệp Chỉ tiêu kế hoạch."
                ).format(heading=HEADING)
            )
            if not found.is_empty:
                files.show(found.area, data, year, "targets", place="lo-trinh")
            return None
        st.markdown(_said(_(figure["name"]), way), help=provenance(figure))
        rows = [[str(each.year), percent(each.value), signed(each.change)] for each in way.years]
        headers = [_("Hết năm"), _("Tỷ lệ"), _("Thay đổi trong năm (điểm phần trăm)")]
        title = _("{name}: lộ trình chia đều đến chỉ tiêu").format(name=_(figure["name"]))
        source = _("{source}, kỳ {period} ({quality}); chỉ tiêu nhập hoặc theo tệp kế hoạch").format(
            source=figure["source"], period=figure["period"], quality=QUALITY_WORDS[figure["quality"]].lower()
        )
        return Told(Table(title, headers, rows, last_bold=False), _("Tính toán: chia đều đến chỉ tiêu"), source)

    return Extra(HEADING, (target, due), _("Lộ trình đến chỉ tiêu"), "lo-trinh", sentence, show)


HEADING = _("Chỉ tiêu và năm đạt")


def _area(indicator: str) -> str:
    """The policy area an indicator belongs to: its key begins with it."""
    return indicator.partition(".")[0]


def _figure(indicator: str, data: Data) -> dict[str, Any] | None:
    """The newest whole year's figure that somebody has counted."""
    mine = [
        row
        for row in data.figures(_area(indicator))
        if row["indicator"] == indicator and row["quality"] in SHOWN and "-" not in row["period"]
    ]
    return max(mine, key=lambda row: str(row["period"]), default=None)


def _said(name: str, way: TargetPath) -> str:
    head = _("**{name}:** {figure} năm {year}, chỉ tiêu {target} đến hết năm {due}").format(
        name=escape(name), figure=percent(way.figure), year=way.year, target=percent(way.target), due=way.due
    )
    if way.reached:
        return head + _("; đã đạt.")
    mean = Decimal(way.mean.numerator) / way.mean.denominator
    return head + _("; {change} điểm phần trăm trong {years} năm, bình quân {mean} điểm phần trăm mỗi năm.").format(
        change=signed(way.change), years=number(way.due - way.year), mean=signed(mean)
    )

"""Employment: the pace at which the yearly plan is met."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.answers.support_result import SupportResult
from models.policy.areas import employment
from models.policy.areas.employment import PlanPace
from models.policy.levers.levers import UNSET, LeverValue
from models.wording.numbers import month, number, percent
from pages.screens.whatif.support import files
from pages.screens.whatif.support.words import Extra, Values
from pages.ui.charts.charts import CURRENT, TRIAL, framed, legend, shade
from pages.ui.format.tables import SHOWN
from pages.ui.session.loaders import Data

HEIGHT = 300


def spec(title: str, pace: PlanPace) -> dict[str, Any]:
    """Cumulative lines over the months of the year, from 0 at its beginning."""
    names = {"p": _("Kế hoạch chia đều"), "d": _("Đã đạt"), "e": _("Theo nhịp đến nay")}
    values = [
        {"m": 0, "v": 0, "r": "p"},
        {"m": 12, "v": pace.plan, "r": "p"},
        {"m": 0, "v": 0, "r": "d"},
        {"m": pace.to.month, "v": pace.done, "r": "d"},
    ]
    if pace.months_left:
        values += [{"m": pace.to.month, "v": pace.done, "r": "e"}, {"m": 12, "v": pace.expected, "r": "e"}]
    x = {
        "field": "m",
        "type": "quantitative",
        "title": _("hết tháng"),
        "scale": {"domain": [0, 12], "nice": False},
        "axis": {"values": list(range(1, 13)), "grid": False},
    }
    y = {"field": "v", "type": "quantitative", "title": _("người"), "axis": {"format": ",.0f"}}
    domain = list(names)
    colour = {
        "field": "r",
        "type": "nominal",
        "title": None,
        "legend": legend(names),
        "scale": {"domain": domain, "range": [shade(CURRENT), shade(TRIAL), shade(TRIAL)]},
    }
    dash = {
        "field": "r",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": domain, "range": [[4, 4], [1, 0], [6, 3]]},
    }
    tooltip = [
        {"field": "m", "type": "quantitative", "title": _("Hết tháng")},
        {"field": "v", "type": "quantitative", "format": ",.0f", "title": _("Cộng dồn (người)")},
    ]
    encoding = {"x": x, "y": y, "color": colour, "strokeDash": dash}
    return framed(
        title,
        HEIGHT,
        [
            {
                "data": {"values": values},
                "layer": [
                    {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": encoding},
                    {
                        "transform": [{"filter": "datum.m > 0"}],
                        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                        "encoding": {"x": x, "y": y, "color": {**colour, "legend": None}, "tooltip": tooltip},
                    },
                ],
            }
        ],
    )


INDICATOR, ABROAD = "employment.new_jobs", "employment.overseas_workers"
ASSUMED = _("giả định khởi điểm")


@dataclass(frozen=True)
class Source:
    """A count and where it is from, in words."""

    count: int
    words: str


def sentence(found: SupportResult, values: Values, data: Data) -> str:
    """A line under the answer for each plan; "" while plan or count is missing."""
    pace = pace_of(found, values, data)
    jobs = "" if pace is None else _("**Kế hoạch việc làm mới {year}:** ").format(year=pace.to.year) + _said(pace)
    return "  \n".join(filter(None, (jobs, _abroad(found, data))))


def _abroad(found: SupportResult, data: Data) -> str:
    """How many workers abroad of the newest year against the plan."""
    plan, went = found.scenario.value(employment.ABROAD_PLAN), data.newest_figure(ABROAD, SHOWN)
    if plan == UNSET or went is None:
        return ""
    reached = employment.reached_abroad(int(plan), int(went["value"]))
    return _("**Đi làm việc ở nước ngoài {year}:** {done}/{plan} người, đạt {share} kế hoạch.").format(
        year=went["period"],
        done=number(int(went["value"])),
        plan=number(int(plan)),
        share=percent(Decimal(reached) / 10, 1),
    )


def show(found: SupportResult, values: Values, data: Data) -> None:
    """Numbers, picture and where they come from; what is missing while there is no pace."""
    year = _year(values)
    plan, done = _given(found, values, data)
    pace = pace_of(found, values, data)
    if pace is None:
        _missing(plan, done, year, data, is_told=found.is_empty)
        return
    with st.container(horizontal=True):
        st.metric(_("Đạt so với kế hoạch"), percent(Decimal(pace.reached_tenths) / 10, 1), width="stretch")
        st.metric(_("Còn phải làm (người)"), number(pace.left), width="stretch")
        st.metric(_("Cần mỗi tháng (người)"), _needed(pace), width="stretch")
        st.metric(_("Nhịp đến nay (người/tháng)"), number(pace.pace), width="stretch")
    st.markdown(_said(pace))
    title = _("Việc làm mới năm {year}, cộng dồn theo tháng (người)").format(year=pace.to.year)
    st.vega_lite_chart(spec(title, pace), key=f"{employment.AREA.prefix}bieu-do-tien-do", width="stretch", alt=title)
    assert plan is not None
    assert done is not None
    st.caption(
        _(
            "Kế hoạch: {plan}. Đã đạt: {done}. Chỉ tính việc làm mới; không cộng việc làm thêm, xuất khẩu lao động."
        ).format(plan=plan.words, done=done[0].words)
    )


def _given(found: SupportResult, values: Values, data: Data) -> tuple[Source | None, tuple[Source, Month] | None]:
    """Plan and count of one year: as typed or by file, else the starting assumptions."""
    year = _year(values)
    done = done_of(values, data, year)
    count, to = (found.stand_ins.get(lever.key) for lever in (employment.DONE, employment.DONE_TO))
    if done is None and count is not None and to is not None:
        done = Source(int(count.value), ASSUMED), Month.parse(str(to.value))
        year = done[1].year
    plan, standing = plan_of(values, data, year), found.stand_ins.get(employment.PLAN.key)
    if plan is None and standing is not None:
        plan = Source(int(standing.value), ASSUMED)
    return plan, done


def pace_of(found: SupportResult, values: Values, data: Data) -> PlanPace | None:
    plan, done = _given(found, values, data)
    if plan is None or done is None:
        return None
    given: tuple[LeverValue, ...] = (plan.count, done[0].count, str(done[1]))
    return employment.pace({lever.key: value for lever, value in zip(employment.PACE, given, strict=True)})


def plan_of(values: Values, data: Data, year: int) -> Source | None:
    """As typed, else as the file of plan figures has it for the year."""
    typed = values[employment.PLAN.key]
    if typed != UNSET:
        return Source(int(typed), _("giả định, do người dùng nhập"))
    for row in data.planned(employment.AREA.policy_area):
        if row["indicator"] == INDICATOR and row["period"] == str(year) and row["value"] >= 1:
            return Source(int(row["value"]), _("chỉ tiêu năm {year}, {source}").format(year=year, source=row["source"]))
    return None


def done_of(values: Values, data: Data, year: int) -> tuple[Source, Month] | None:
    """As typed with its month, else the newest monthly figure of the year that a file gave."""
    typed, to = values[employment.DONE.key], values[employment.DONE_TO.key]
    if typed != UNSET and to != UNSET:
        return Source(int(typed), _("giả định, do người dùng nhập")), Month.parse(str(to))
    found = [
        row
        for row in data.figures(employment.AREA.policy_area)
        if row["indicator"] == INDICATOR and row["period"].startswith(f"{year}-") and row["quality"] == "uploaded"
    ]
    if not found:
        return None
    newest = max(found, key=lambda row: str(row["period"]))
    to_month = Month.parse(newest["period"])
    words = _("đơn vị cập nhật, cộng dồn đến hết {month}").format(month=month(to_month))
    return Source(int(newest["value"]), words), to_month


def _year(values: Values) -> int:
    to = values[employment.DONE_TO.key]
    if to != UNSET and values[employment.DONE.key] != UNSET:
        return Month.parse(str(to)).year
    return int(values[employment.AREA.budget_year.key])


def _said(pace: PlanPace) -> str:
    text = _("{done}/{plan} người, đạt {share} đến hết {month}").format(
        done=number(pace.done),
        plan=number(pace.plan),
        share=percent(Decimal(pace.reached_tenths) / 10, 1),
        month=month(pace.to),
    )
    if pace.done >= pace.plan:
        return text + _("; đã đạt kế hoạch năm.")
    if pace.needed is None:
        return text + _("; hết năm còn thiếu {left} người.").format(left=number(pace.left))
    text += _("; còn {left} người, mỗi tháng cần {needed} (nhịp đến nay {pace})").format(
        left=number(pace.left), needed=number(pace.needed), pace=number(pace.pace)
    )
    if pace.reached_in is not None and pace.is_on_time:
        return text + _("; theo nhịp này đạt kế hoạch vào {month}.").format(month=month(pace.reached_in))
    return text + _("; theo nhịp này cả năm được {expected} người, không đạt kế hoạch.").format(
        expected=number(pace.expected)
    )


def _needed(pace: PlanPace) -> str:
    return _("hết năm") if pace.needed is None else number(pace.needed)


def _missing(plan: Source | None, done: tuple[Source, Month] | None, year: int, data: Data, *, is_told: bool) -> None:
    """`is_told`: how files come in stands above, for the page has no figures at all."""
    if plan is None:
        st.info(
            _(
                "Chưa có kế hoạch việc làm mới năm {year}: nạp tệp Chỉ tiêu kế hoạch, hoặc nhập ở “Kế hoạch việc làm "
                "mới của năm”."
            ).format(year=year)
        )
    if done is None:
        st.info(
            _(
                "Chưa có số việc làm mới đã đạt theo tháng của năm {year}: nạp tệp Chỉ tiêu báo cáo (kỳ là tháng, số "
                "cộng dồn từ đầu năm), hoặc nhập số và tháng."
            ).format(year=year)
        )
    if is_told:
        return
    datasets = [*(["targets"] if plan is None else []), *(["indicators"] if done is None else [])]
    files.show(employment.AREA, data, year, *datasets, place="tien-do")


EXTRA = Extra(
    _("Kế hoạch việc làm mới của năm"),
    (*employment.PACE, employment.ABROAD_PLAN),
    _("Tiến độ kế hoạch"),
    "tien-do",
    sentence,
    show,
)

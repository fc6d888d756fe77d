"""Poverty and training: reaching a goal rate, and what a higher poverty line adds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.answers.support_result import SupportResult
from models.policy.areas import poverty
from models.policy.areas.poverty import (
    NEW_LINE,
    NOT_POORER,
    POOR,
    RURAL_LINE,
    TOTAL,
    URBAN_LINE,
    Households,
    fewer_poor,
    reclassified,
)
from models.policy.areas.support import SupportLine, amount_of, begun, missing
from models.policy.areas.targets import RateGoal, TargetDueError, TargetPath
from models.policy.law.law import UnknownParameterError
from models.policy.levers.levers import UNSET, LeverValue, Scenario
from models.wording.numbers import day, millions, money, number, percent, short_money, short_month, signed
from pages.screens.whatif.support import files, tabs, words as support_words
from pages.screens.whatif.support.words import Extra, Hero, Told, Values
from pages.ui.answers.tables import Table
from pages.ui.charts.charts import CURRENT, TRIAL
from pages.ui.charts.pictures import Goal, Line, by_year
from pages.ui.format.tables import QUALITY_WORDS, SHOWN, escape, provenance
from pages.ui.records.offices import held_by
from pages.ui.session import clock
from pages.ui.session.loaders import Data


def goal_extra(goal: RateGoal, name: str, *, by_answer: bool = False, counted: str = "") -> Extra:
    """From the newest year's figure of the goal's rate to what its levers say, or the file of plan figures; `name` is
    the rate in two words, `counted` the indicator of how many households it is of. Its picture stands in the tab, or
    `by_answer`."""
    indicator, target, due = goal.indicator, goal.target, goal.due

    def sentence(found: SupportResult, _values: Values, data: Data) -> str:
        figure = _figure(indicator, data)
        if figure is None:
            return ""
        way, fewer = _path(found, data, figure), _fewer(_with_plan(found, data, figure), data)
        if way is None:
            tried = found.scenario.value(target)
            if not fewer:
                return ""
            return _("**{name}:** {figure} năm {year}, xuống {target}. {fewer} Chọn năm đạt để có lộ trình.").format(
                name=escape(_(figure["name"])),
                figure=percent(figure["value"]),
                year=figure["period"],
                target=percent(Decimal(int(tried)) / 10),
                fewer=fewer,
            )
        return " ".join(filter(None, [_said(_(figure["name"]), way), fewer]))

    def _fewer(scenario: Scenario, data: Data) -> str:
        """How many households fewer are poor at the target, and how many still are; "" where that is not known."""
        found = _left_poor(scenario.value(target), data)
        if found is None:
            return ""
        text = _("Bớt khoảng {fewer} hộ, còn {left}, nếu tổng số hộ không đổi.")
        return text.format(fewer=number(found[0]), left=_counted(found[1]))

    def _left_poor(tried: LeverValue, data: Data) -> tuple[int, Households] | None:
        if not counted or tried == UNSET:
            return None
        total = data.newest_figure(TOTAL, (*SHOWN, "derived"))
        found = fewer_poor(int(tried), data.newest_figure(POOR, SHOWN), total)
        return None if found is None or found[0] < 0 else found

    def number_of(values: Values, data: Data) -> str:
        households = _left_poor(values[target.key], data)
        return "" if households is None else _("Bớt khoảng {fewer} hộ nghèo").format(fewer=number(households[0]))

    def _path(found: SupportResult, data: Data, figure: dict[str, Any]) -> TargetPath | None:
        try:
            return goal.path(figure["value"], int(figure["period"]), _with_plan(found, data, figure))
        except TargetDueError:
            return None

    def _with_plan(found: SupportResult, data: Data, figure: dict[str, Any]) -> Scenario:
        """The scenario, with the next plan figure of a file where nobody has typed a target; nothing the levers cannot
        be."""
        scenario = found.scenario
        if (found.typed.value(target), found.typed.value(due)) != (UNSET, UNSET):
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
        if not by_answer:
            alt, spec = _rate(found, data, way)
            st.vega_lite_chart(spec, key=f"{found.area.prefix}bieu-do-lo-trinh", width="stretch", alt=alt)
        rows = [[str(each.year), percent(each.value), signed(each.change)] for each in way.years]
        headers = [_("Hết năm"), _("Tỷ lệ"), _("Thay đổi trong năm (điểm phần trăm)")]
        title = _("{name}: lộ trình chia đều đến chỉ tiêu").format(name=_(figure["name"]))
        source = _("{source}, kỳ {period} ({quality}); chỉ tiêu nhập hoặc theo tệp kế hoạch").format(
            source=figure["source"], period=figure["period"], quality=QUALITY_WORDS[figure["quality"]].lower()
        )
        return Told(Table(title, headers, rows, last_bold=False), _("Tính toán: chia đều đến chỉ tiêu"), source)

    def hero(found: SupportResult, _values: Values, data: Data) -> Hero | None:
        figure = _figure(indicator, data)
        return None if figure is None else _rate(found, data, _path(found, data, figure))

    def _rate(found: SupportResult, data: Data, way: TargetPath | None) -> Hero:
        """Counted years solid, the way to the target dashed."""
        counted = _counted_years(indicator, data)
        year, last = max(counted.items())
        title = _("{name} năm {year} còn {rate}, chưa có chỉ tiêu")
        tried = found.scenario.value(target)
        if tried != UNSET:
            title = _("{name} từ {rate} năm {year} xuống {target}")
        lines, goals = [Line(sorted(counted.items()), percent(last), CURRENT, False, 15)], []
        below = [_("Cuối năm, %, toàn tỉnh."), _("{quality}.").format(quality=support_words.quality(found))]
        if way is not None:
            title = _("{name} từ {rate} đến {target} vào năm {due}")
            path = [(year, last), *((each.year, float(each.value)) for each in way.years)]
            lines.append(Line(path, "", TRIAL, True))
            words = _("Chỉ tiêu {due}: {target}").format(due=way.due, target=percent(way.target))
            goals.append(Goal(way.due, float(way.target), words))
        text = title.format(
            name=name,
            year=year,
            rate=percent(last),
            target=""
            if tried == UNSET and way is None
            else percent(Decimal(int(tried)) / 10 if way is None else way.target),
            due="" if way is None else way.due,
        )
        return " ".join([f"{text}.", *below]), by_year((text, below), lines, goals)

    tab = _("Lộ trình đến chỉ tiêu")
    hero_of = hero if by_answer else None
    return Extra(HEADING, (target, due), tab, "lo-trinh", sentence, show, hero_of, number=number_of)


HEADING = _("Chỉ tiêu và năm đạt")


def _area(indicator: str) -> str:
    """The policy area an indicator belongs to: its key begins with it."""
    return indicator.partition(".")[0]


def _figure(indicator: str, data: Data) -> dict[str, Any] | None:
    """The newest whole year's figure that somebody has counted."""
    return max(_yearly(indicator, data, SHOWN), key=lambda row: str(row["period"]), default=None)


def _yearly(indicator: str, data: Data, qualities: Sequence[str]) -> list[dict[str, Any]]:
    return [
        row
        for row in data.figures(_area(indicator))
        if row["indicator"] == indicator and row["quality"] in qualities and "-" not in row["period"]
    ]


def _counted_years(indicator: str, data: Data) -> dict[int, float]:
    """Year -> rate, of every year up to the newest that somebody has counted or that follows from a count."""
    rows = [*_yearly(indicator, data, ("derived",)), *_yearly(indicator, data, SHOWN)]
    return {int(row["period"]): float(row["value"]) for row in rows}


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


START = Month.of(NEW_LINE.day)


def sentence(found: SupportResult, _values: Values, data: Data) -> str:
    """One line under the answer once the households are given and the law of the day has the line."""
    households = _households(found, data)
    if households is None or not _is_law(found):
        return ""
    return _("**Chuẩn nghèo 2027:** {households} được xếp lại theo chuẩn mới, không phải tăng nghèo.").format(
        households=_counted(households)
    )


def show(found: SupportResult, _values: Values, data: Data) -> Told | None:
    """What it means, how many households, then every consequence with its sum or with what it lacks."""
    st.info(_(NOT_POORER))
    if not _is_law(found):
        st.markdown(
            _(
                "Quy định tính đến {day} chưa có chuẩn nghèo 2027 nên chưa tính gì. Chọn “Mốc quy định” ở đầu trang từ "
                "ngày ban hành Nghị định 351/2025/NĐ-CP trở đi."
            ).format(day=day(found.scenario.law_as_of))
        )
        return None
    st.markdown(escape(_lines(found)))
    households = _households(found, data)
    if households is None:
        st.markdown(
            _(
                "**Hộ được xếp lại:** chưa tính được, cần tổng số hộ và số hộ ở giữa hai chuẩn trên 1.000 hộ; nhập ở "
                "mục “{part}”. Nơi giữ số: {held_by}."
            ).format(part=_(poverty.PART.heading), held_by=held_by(poverty.PART, found.area.policy_area, clock.day()))
        )
    else:
        st.markdown(
            _("**Hộ được xếp lại:** {households}. Số này không cộng vào số hộ nghèo theo chuẩn cũ.").format(
                households=_counted(households)
            )
        )
        if households.low != households.high:
            st.caption(
                _(
                    "Tổng số hộ không có trong báo cáo: suy từ hai tỷ lệ, chỉ biết trong khoảng nên số hộ xếp lại cũng "
                    "vậy."
                )
            )
    return Told(table_of(found), support_words.quality(found), support_words.source(found))


def _is_law(found: SupportResult) -> bool:
    return begun(poverty.PART.lines[0], found.known, START)


def _lines(found: SupportResult) -> str:
    """Both lines before and after, with the document of the later."""
    parts = []
    for name, words in ((RURAL_LINE, _("nông thôn")), (URBAN_LINE, _("thành thị"))):
        try:
            before, after = (found.known.applying_in(name, month) for month in (START.plus(-1), START))
        except UnknownParameterError:
            continue
        text = _("{where} từ {before} lên {after}/người/tháng")
        parts.append(text.format(where=words, before=short_money(before.value), after=money(after.value)))
    document = found.known.applying_in(RURAL_LINE, START).document
    return _("Chuẩn thu nhập từ {month}: {parts} ({document}).").format(
        month=short_month(START), parts="; ".join(parts), document=document
    )


def _households(found: SupportResult, data: Data) -> Households | None:
    total = data.newest_figure(TOTAL, ("derived",))
    ends = None
    if total is not None and isinstance(total["low"], Decimal) and isinstance(total["high"], Decimal):
        ends = int(total["low"]), int(total["high"])
    return reclassified(found.scenario, ends)


def _counted(households: Households) -> str:
    """ "khoảng 4.207 hộ (từ 4.199 đến 4.215)"; one number where the total is exact."""
    if households.low == households.high:
        return _("khoảng {count} hộ").format(count=number(households.central))
    return _("khoảng {count} hộ (từ {low} đến {high})").format(
        count=number(households.central), low=number(households.low), high=number(households.high)
    )


def table_of(found: SupportResult) -> Table:
    """Each consequence in the first month of the new line, at the present figures."""
    rows = [_row(found, line) for line in poverty.PART.lines]
    headers = [_("Kéo theo"), _("Số lượng"), _("Phép tính"), _("Nguồn"), _("Triệu đồng/tháng")]
    title = _("Kéo theo từ {month}, theo quy định, chưa có phương án nào").format(month=short_month(START))
    return Table(title, headers, rows, last_bold=False, numbers_from=4)


def _row(found: SupportResult, line: SupportLine) -> list[str]:
    payer = _(line.scheme.payer)
    lacking = missing(line, found.scenario, found.known, START)
    if lacking:
        words = _("chưa tính: thiếu {names}").format(names=support_words.names(lacking))
        return [_(line.name), "", words, payer, ""]
    values = [found.value(factor, "baseline", START) or 0 for factor in line.factors]
    vnd = amount_of(line, values)
    count = _("{count} {unit}").format(count=number(support_words.count_of(line, values)), unit=_(line.count_unit))
    return [_(line.name), count, tabs.formula(line, values, vnd), payer, millions(vnd)]


EXTRA = Extra("", (), _("Chuẩn nghèo 2027"), "chuan-ngheo-2027", sentence, show)

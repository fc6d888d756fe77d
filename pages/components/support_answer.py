"""The answer of a support area beside its levers: sentence, numbers, picture, source of money, budget line.

Belongs here: drawing, and what stands there while nothing can be reckoned. Does not: words (support_words.py) or tabs.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.locale import _
from models.policy.levers import LeverValue
from models.policy.roles import ROLES
from models.policy.series_breaks import breaks_in
from models.policy.support_lines import SupportArea
from models.policy.support_result import Purse, SupportResult
from pages.components import charts, support_words, upload_links, whatif_money_words
from pages.components.numbers import day, money, share, short_month
from pages.components.tables import escape
from pages.components.whatif import budget_typed
from pages.components.whatif_words import change_words

SOURCE = "nguon-xem"


def head(found: SupportResult, title: str) -> str:
    return support_words.head(found, title)


def show(found: SupportResult, title: str, values: Mapping[str, LeverValue]) -> None:
    """Everything beside the levers; what is missing and who has it while no line has all it needs."""
    if found.is_empty:
        _missing(found.area)
        return
    year = int(values[found.area.budget_year.key])
    st.markdown(f"#### {escape(support_words.sentence(found, title, year))}")
    notes = [
        _("{quality}, quy định tính đến {day}.").format(
            quality=support_words.QUALITY, day=day(found.scenario.law_as_of)
        ),
        support_words.unreckoned(found),
    ]
    st.caption(" ".join(note for note in notes if note))
    purse = _chosen(found)
    _numbers(purse, year)
    _chart(found, purse, year)
    st.markdown(support_words.who_pays(found) + _budget(found, values, year))


def _chosen(found: SupportResult) -> Purse:
    """One source at a time: sources are never one sum."""
    names = [purse.name for purse in found.purses]
    if len(names) == 1:
        return found.purses[0]
    words = {
        purse.name: _(purse.name) if purse.in_budget else _("{purse} (ngoài ngân sách)").format(purse=_(purse.name))
        for purse in found.purses
    }
    chosen = st.segmented_control(
        _("Nguồn"), names, default=names[0], required=True, key=f"{found.area.prefix}{SOURCE}",
        format_func=lambda name: words.get(name, str(name)), label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return next((purse for purse in found.purses if purse.name == chosen), found.purses[0])


def _numbers(purse: Purse, year: int) -> None:
    bill = purse.year(year)
    month = short_month(purse.month)
    with st.container(horizontal=True):
        st.metric(_("Hiện nay, {month}").format(month=month), _short(purse.baseline_vnd), width="stretch")
        st.metric(_("Phương án, {month}").format(month=month), _short(purse.scenario_vnd), width="stretch")
        more = share(purse.increase_vnd, purse.baseline_vnd) if purse.baseline_vnd else None
        st.metric(_("Tăng mỗi tháng"), _plus(purse.increase_vnd), help=more, width="stretch")
        said = _("{before} → {after}").format(before=money(bill.baseline_vnd), after=money(bill.scenario_vnd))
        words = _("Cả năm {year}").format(year=year)
        st.metric(words, _plus(bill.increase_vnd), help=f"{said}: {change_words(bill.increase_vnd)}", width="stretch")


def _short(vnd: int) -> str:
    return money(vnd).removesuffix(_(" đồng"))


def _plus(vnd: int) -> str:
    return "0" if vnd == 0 else ("+" if vnd > 0 else "−") + _short(abs(vnd))


def _chart(found: SupportResult, purse: Purse, year: int) -> None:
    places = [place for place, month in enumerate(found.cube.months) if year <= month.year < year + 2]
    months = [found.cube.months[place] for place in places]
    current, trial = ([int(purse.paths[role][place]) for place in places] for role in ROLES)
    title = _("{purse}, {first} - {last} (triệu đồng/tháng)").format(
        purse=_(purse.name), first=short_month(months[0]), last=short_month(months[-1])
    )
    breaks = [(place, _(each.mark)) for place, each in breaks_in(found.area.policy_area, months)]
    spec = charts.monthly_paths(title, months, current, trial, [0] * len(months), breaks=breaks)
    st.vega_lite_chart(spec, key=f"{found.area.prefix}bieu-do", width="stretch", alt=title)


def _budget(found: SupportResult, values: Mapping[str, LeverValue], year: int) -> str:
    """What the estimate of the area's lines covers: of the first purse of the budget alone."""
    purse = next((purse for purse in found.purses if purse.in_budget), None)
    if purse is None:
        return ""
    line = budget_typed(found.area.budget, found.cube.months, purse.paths["scenario"], year, values)
    return "  \n" + whatif_money_words.budget(line, year)


def _missing(area: SupportArea) -> None:
    """Which figures are missing, who has them, how they come in."""
    st.markdown("#### " + _("Chưa tính được kinh phí: chưa có số để tính"))
    st.markdown(
        _(
            "Báo cáo năm 2023 không có các số dưới đây; phần mềm không tự đặt số. Nhập thử ở bên trái (ghi là giả định), hoặc xin số ở nơi giữ:"
        )
    )
    for part in area.parts:
        factors = dict.fromkeys(factor for line in part.lines for factor in line.factors if not factor.parameter)
        said = _("**{part}:** {factors}.").format(part=_(part.heading), factors=support_words.names(list(factors)))
        if part.held_by:
            said += "  \n" + _("Nơi giữ số: {held_by}.").format(held_by=_(part.held_by))
        st.markdown(said)
    st.markdown(
        _("Số đã thực hiện và số kế hoạch của lĩnh vực nạp bằng tệp; số đã nạp hiện thành nút bấm cạnh ô nhập:")
    )
    upload_links.show("indicators", "targets")

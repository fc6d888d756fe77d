"""The choice of the clock in the head of every page, and a decree's own effect against the day before it."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from data.clock import today
from data.locale import _
from models.policy.answers.whatif import WhatIfArea
from models.policy.areas.protection import PROVINCIAL, WITH_PENSION
from models.policy.law.law import DatedValue
from models.policy.levers.clock import CLOCK_DAYS, REPORT, TODAY
from models.policy.levers.levers import UNSET
from models.wording.numbers import day
from pages.ui.levers import widgets
from pages.ui.session import clock

_CHOICE, _DAY = "moc-chon", "moc-ngay"


def show() -> None:
    """Its button says the day; inside, the three ways to stand. Kept out of the row of navigation, which takes no
    widgets."""
    on = clock.day()
    named = {TODAY: _("hôm nay"), REPORT: _("như báo cáo")}
    with st.popover(
        _("Quy định: {day}").format(day=named.get(clock.code(), day(on))),
        icon=":material/event:",
        key="moc",
        help=_HELP,
        width="stretch",
    ):
        options = {TODAY: _("Hôm nay"), REPORT: _("Như báo cáo (31/12/2023)"), clock.DATE: _("Ngày khác")}
        code = clock.code()
        st.session_state[_CHOICE] = code if code in options else clock.DATE
        st.radio(
            _("Mốc quy định"), list(options), key=_CHOICE, format_func=lambda option: options[option], on_change=_chosen
        )
        if st.session_state[_CHOICE] == clock.DATE:
            st.session_state[_DAY] = on
            st.date_input(
                _("Tính theo văn bản đã ban hành đến ngày"),
                min_value=CLOCK_DAYS[0],
                max_value=CLOCK_DAYS[1],
                key=_DAY,
                format="DD/MM/YYYY",
                on_change=_dated,
            )
        st.caption(_("Đang tính theo quy định {day}.").format(day=clock.words(on)) + " " + _HELP)


_HELP = _(
    "Một mốc cho mọi trang: mức chuẩn, lương cơ sở, tỷ lệ, chuẩn nghèo. Văn bản ban hành sau mốc coi như chưa có. "
    "Thông số chưa đổi tay (tháng, năm, mức) đi theo mốc."
)


def _chosen() -> None:
    chosen = st.session_state[_CHOICE]
    widgets.stand_on(today().isoformat() if chosen == clock.DATE else str(chosen))


def _dated() -> None:
    if st.session_state[_DAY] is not None:
        widgets.stand_on(st.session_state[_DAY].isoformat())


def effect_of(area: WhatIfArea, row: DatedValue) -> None:
    """A decree's own effect (callback): its norm, month and first list, on the law known the day before it was
    issued."""
    widgets.stand_on(max(row.known_on - timedelta(days=1), CLOCK_DAYS[0]).isoformat())
    widgets.put(area.applies_from, str(row.applies_month))
    widgets.put(area.first_paid, str(row.paid_month))
    widgets.put(area.norm, row.value)
    for lever in (PROVINCIAL, WITH_PENSION):
        if lever in area.levers:
            widgets.put(lever, UNSET)
    widgets.put(area.budget_year, str(row.applies_month.year))

"""The panel of levers, generated from their declarations, in the order leaders asked for.

Belongs here: laying the levers out, the reset, what differs from current law, the link. Does not: the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data.clock import today
from data.locale import _
from models.periods import Month
from models.policy.levers import Lever, LeverValue
from models.policy.protection import (
    APPLIES_FROM,
    BUDGET_YEAR,
    ESTIMATE,
    FIRST_PAID,
    LAW_AS_OF,
    LEVERS,
    NORM,
    PEOPLE,
    PROVINCIAL,
    VIEW_LEVERS,
)
from pages.components.lever_address import link, shown
from pages.components.lever_widgets import draw, reset
from pages.components.numbers import day, short_month


def assumptions(as_of: Month) -> dict[str, LeverValue]:
    """Levers set once for a question, behind one button: who is entitled, the estimate, the law one stands on. They stand
    outside the fragment, so that a move of the norm does not draw them again. `as_of` is the figures' month."""
    values: dict[str, LeverValue] = {}
    with st.popover(_("Ai thuộc diện, dự toán, quy định"), width="stretch"):
        values[PEOPLE.key] = draw(PEOPLE)
        values[ESTIMATE.key] = draw(ESTIMATE)
        values[LAW_AS_OF.key] = draw(LAW_AS_OF, when_unset=day(as_of.last_day))
        st.button(_("Theo quy định đến hôm nay"), on_click=_law_of_today, key="btxh-den-hom-nay")
    return values


def panel(assumed: Mapping[str, LeverValue]) -> dict[str, LeverValue]:
    """The levers moved all the time, what has been moved so far, the way back and the link; returns all values by lever
    key, the assumed ones included."""
    values = dict(assumed)
    values[NORM.key] = draw(NORM)
    applies, paid = st.columns(2, vertical_alignment="bottom")
    with applies:
        values[APPLIES_FROM.key] = draw(APPLIES_FROM)
    with paid:
        by_rule = Month.parse(str(values[APPLIES_FROM.key])).plus(1)
        values[FIRST_PAID.key] = draw(FIRST_PAID, when_unset=short_month(by_rule))
    values[PROVINCIAL.key] = draw(PROVINCIAL)
    _paid_before_applied(values)
    values[BUDGET_YEAR.key] = draw(BUDGET_YEAR)
    _changed(values)
    return values


def _paid_before_applied(values: dict[str, LeverValue]) -> None:
    paid = values[FIRST_PAID.key]
    if paid and str(paid) < str(values[APPLIES_FROM.key]):
        text = _("Tháng chi trả {paid} trước tháng áp dụng {applies}: lấy {applies}.")
        applies = short_month(Month.parse(str(values[APPLIES_FROM.key])))
        st.warning(text.format(paid=short_month(Month.parse(str(paid))), applies=applies))


def _law_of_today() -> None:
    st.session_state[LAW_AS_OF.parameter] = today().isoformat()


def _changed(values: dict[str, LeverValue]) -> None:
    """What differs from current law, always in sight, and the way back."""
    moved = moved_levers((*LEVERS, *VIEW_LEVERS), values)
    listed = "; ".join(f"{_(lever.label).lower()}: {shown(lever, values[lever.key])}" for lever in moved)
    st.caption(
        _("Đã đổi so với mặc định: {listed}.").format(listed=listed) if moved else _("Chưa đổi gì so với mặc định.")
    )
    with st.container(horizontal=True):
        if st.button(
            _("Về mức hiện hành"), on_click=reset, args=((*LEVERS, *VIEW_LEVERS),), disabled=not moved,
            key="btxh-ve-hien-hanh",
        ):  # fmt: skip
            st.rerun()
        sharing = st.popover(_("Sao chép liên kết"), key="btxh-lien-ket", on_change="rerun")
        if sharing.open:
            with sharing:
                st.caption(_("Mở liên kết này trên máy khác có cùng bản số liệu để xem đúng phương án."))
                st.code(link(st.context.url or "", (*LEVERS, *VIEW_LEVERS), values), language=None, wrap_lines=True)


def moved_levers(levers: Sequence[Lever], values: dict[str, LeverValue]) -> list[Lever]:
    """Levers that do not stand at their default."""
    return [lever for lever in levers if values[lever.key] != lever.default]

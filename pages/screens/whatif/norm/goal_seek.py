"""Goal seek on the screen: a ceiling in, the highest norm, coefficient or headcount out, and one step more beside
it."""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.policy.answers.goal_seek import GoalSeek, Per, highest
from models.policy.answers.standing import standing
from models.policy.answers.whatif import WhatIf
from models.policy.areas import protection
from models.policy.areas.merit import MERIT_PEOPLE
from models.policy.engine.projection import project_cube
from models.policy.levers.levers import Lever, LeverValue
from models.policy.schemes import MERIT
from models.wording.numbers import MILLION, coefficient, money, month, number
from pages.ui.answers import words as answer_words
from pages.ui.answers.tables import group_names
from pages.ui.levers import mailbox, widgets
from pages.ui.levers.widgets import put
from pages.ui.session.loaders import Data

CEILING, PER, WHAT, GROUP = "tran", "tran-theo", "tran-muc", "tran-nhom"
OFFERED, DEFAULT_CEILING = "muc-tran", 5_000


def show(found: WhatIf, data: Data) -> None:
    """Ask for the ceiling and what may rise; answer in a sentence; offer to set the lever."""
    prefix = found.area.prefix
    words = {"month": _("mỗi tháng"), "year": _("cả năm ngân sách {year}").format(year=found.change.applies_from.year)}
    left, middle, right = st.columns([1.2, 1, 1.2], vertical_alignment="bottom")
    with left:
        millions = st.number_input(
            _("Mức kinh phí tăng thêm tối đa (triệu đồng)"),
            0,
            10_000_000,
            DEFAULT_CEILING,
            500,
            key=prefix + CEILING,
            persist_state="session",
        )
    with middle:
        per = st.segmented_control(
            _("Tính cho"),
            list(words),
            default="month",
            required=True,
            key=prefix + PER,
            format_func=lambda period: words[period],
            persist_state="session",
        )
    with right:
        lever = _what(found, data)
    asked: Per = "year" if per == "year" else "month"
    answer = highest(
        found.baseline,
        found.all_law,
        found.scenario,
        found.area.scheme,
        lever,
        months=found.cube.months,
        ceiling_vnd=int(millions) * MILLION,
        per=asked,
    )
    st.markdown("#### " + _sentence(answer, found, lever, words[asked]))
    if answer.value is not None:
        asked_for = found.scenario.with_value(lever.key, answer.value)
        cube = project_cube(found.baseline, found.all_law, asked_for, found.cube.months)
        rests = standing(found.baseline, found.all_law, asked_for, found.area.scheme, cube, found.main.month)
        if mark := answer_words.rests_on(rests):
            st.caption(mark)
    st.caption(
        _(
            "Các thông số khác giữ như đang đặt; tính trên kinh phí của kỳ số liệu, làm tròn xuống bậc {step} chi trả "
            "được."
        ).format(step=_step(lever))
    )
    if answer.value is not None:
        st.button(
            _("Đặt {value}").format(value=_words(lever, answer.value)),
            on_click=_put,
            args=(prefix, lever, answer.value),
            key=f"{prefix}dat-muc",
        )


def offer(found: WhatIf, data: Data) -> None:
    """One click to the highest norm within the ceiling asked for last. It is sought anew only when what it depends on
    has moved, which the norm itself is not."""
    prefix, norm = found.area.prefix, found.area.norm
    millions = int(st.session_state.get(prefix + CEILING) or DEFAULT_CEILING)
    others = found.scenario.with_value(norm.key, norm.default)
    asked = (millions, others, data.version, found.block.base_vnd)
    here = mailbox.of(prefix)
    if here.sought is None or here.sought[0] != asked:
        sought = highest(
            found.baseline,
            found.all_law,
            others,
            found.area.scheme,
            norm,
            months=found.cube.months,
            ceiling_vnd=millions * MILLION,
            per="month",
        )
        here.sought = asked, sought
    answer = here.sought[1]
    if answer.value is not None:
        st.button(
            _("Tối đa thêm {ceiling} mỗi tháng → {norm}").format(
                ceiling=money(answer.ceiling_vnd), norm=number(int(answer.value))
            ),
            on_click=_put,
            args=(prefix, norm, answer.value),
            key=prefix + OFFERED + "-dat",
        )


def _put(prefix: str, lever: Lever, value: LeverValue) -> None:
    widgets.hold(prefix)
    put(lever, value)


def _what(found: WhatIf, data: Data) -> Lever:
    """The lever to raise: the norm, one group's coefficient, or one group's people."""
    prefix = found.area.prefix
    kinds = {"norm": _("Mức chuẩn"), "coefficient": _("Hệ số của một nhóm"), "people": _("Số người của một nhóm")}
    people = protection.PEOPLE_OF
    if found.area.scheme == MERIT:
        kinds = {"norm": _("Mức chuẩn"), "people": _("Số suất của một nhóm")}
        people = MERIT_PEOPLE
    kind = st.segmented_control(
        _("Tìm mức cao nhất của"),
        list(kinds),
        default="norm",
        required=True,
        key=prefix + WHAT,
        format_func=lambda kind: kinds[kind],
        persist_state="session",
        wrap=True,
    )
    if kind == "norm":
        return found.area.norm
    levers = protection.COEFFICIENTS if kind == "coefficient" else people
    names = group_names(found, data)
    present = [code for code in levers if code in found.block.groups] or list(levers)
    code = st.selectbox(
        _("Nhóm"), present, format_func=lambda code: names.get(code, code), key=prefix + GROUP, persist_state="session"
    )
    return levers[code]


def _step(lever: Lever) -> str:
    if lever.kind == "amount":
        return _("{step} đồng").format(step=number(lever.step))
    return _("0,5") if lever.kind == "option" else _("1 người")


def _words(lever: Lever, value: LeverValue) -> str:
    if lever.kind == "amount":
        return _("mức chuẩn {norm} đồng").format(norm=number(int(value)))
    if lever.kind == "option":
        return _("hệ số {times}").format(times=coefficient(int(value)))
    return _("thêm {count} {unit}").format(count=number(int(value)), unit=_(lever.unit))


def _sentence(answer: GoalSeek, found: WhatIf, lever: Lever, words: str) -> str:
    start = month(found.change.applies_from)
    ceiling = money(answer.ceiling_vnd)
    if answer.value is None:
        text = _("Thêm {ceiling} {per} chưa đủ nâng một bậc từ {start}").format(ceiling=ceiling, per=words, start=start)
    elif lever.kind == "amount":
        text = _("Thêm {ceiling} {per} thì từ {start} nâng được tới {norm} đồng/tháng (tăng khoảng {increase})").format(
            ceiling=ceiling, per=words, start=start, norm=number(int(answer.value)), increase=money(answer.increase_vnd)
        )
    else:
        text = _("Thêm {ceiling} {per} thì từ {start} được tới {value}: {name} (tăng khoảng {increase})").format(
            ceiling=ceiling,
            per=words,
            start=start,
            value=_words(lever, answer.value),
            name=_(lever.label),
            increase=money(answer.increase_vnd),
        )
    if answer.next_value is None:
        return text + _("; đây là mức cao nhất của thanh kéo.")
    if lever.kind == "amount":
        return text + _("; {norm} đồng thì tăng khoảng {increase}.").format(
            norm=number(int(answer.next_value)), increase=money(answer.next_increase_vnd)
        )
    return text + _("; {value} thì tăng khoảng {increase}.").format(
        value=_words(lever, answer.next_value), increase=money(answer.next_increase_vnd)
    )

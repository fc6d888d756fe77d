"""The poverty line of 2027 on the page: households counted anew, told as what it is, and what follows from it.

Belongs here: the tab and its sentence. Does not: the arithmetic (models/policy/areas/poverty.py).
"""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.answers.support_result import SupportResult
from models.policy.areas import poverty
from models.policy.areas.poverty import NEW_LINE, NOT_POORER, RURAL_LINE, URBAN_LINE, Reclassified, reclassified
from models.policy.areas.support import SupportLine, amount_of, begun, missing
from models.policy.law.law import UnknownParameterError
from models.wording.numbers import day, millions, money, number, short_month
from pages.screens.support import support_arithmetic
from pages.screens.support import words as support_words
from pages.screens.support.support_extra import Extra, Told, Values
from pages.ui.answers.tables import Table
from pages.ui.format.tables import escape
from pages.ui.session.loaders import Data

START = Month.of(NEW_LINE.day)
TOTAL = "poverty.households"
"""Indicator of all households, which the report leaves open between two ends."""


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
                "Quy định tính đến {day} chưa có chuẩn nghèo 2027 nên chưa tính gì. Chọn “Quy định tính đến ngày” từ ngày ban hành Nghị định 351/2025/NĐ-CP trở đi, ở mục “Dự toán năm, ngày của quy định”."
            ).format(day=day(found.scenario.law_as_of))
        )
        return None
    st.markdown(escape(_lines(found)))
    households = _households(found, data)
    if households is None:
        st.markdown(
            _(
                "**Hộ được xếp lại:** chưa tính được, cần tổng số hộ và số hộ ở giữa hai chuẩn trên 1.000 hộ; nhập ở mục “{part}”. Nơi giữ số: {held_by}."
            ).format(part=_(poverty.PART.heading), held_by=_(poverty.PART.held_by))
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
                    "Tổng số hộ không có trong báo cáo: suy từ hai tỷ lệ, chỉ biết trong khoảng nên số hộ xếp lại cũng vậy."
                )
            )
    return Told(table_of(found), support_words.QUALITY, support_words.SOURCE)


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
        parts.append(text.format(where=words, before=_short(before.value), after=money(after.value)))
    document = found.known.applying_in(RURAL_LINE, START).document
    return _("Chuẩn thu nhập từ {month}: {parts} ({document}).").format(
        month=short_month(START), parts="; ".join(parts), document=document
    )


def _short(vnd: int) -> str:
    return money(vnd).removesuffix(_(" đồng"))


def _households(found: SupportResult, data: Data) -> Reclassified | None:
    total = data.newest_figure(TOTAL, ("derived",))
    ends = None
    if total is not None and isinstance(total["low"], Decimal) and isinstance(total["high"], Decimal):
        ends = int(total["low"]), int(total["high"])
    return reclassified(found.scenario, ends)


def _counted(households: Reclassified) -> str:
    """ "khoảng 4.207 hộ (4.199 - 4.215)"; one number where the total is exact."""
    if households.low == households.high:
        return _("khoảng {count} hộ").format(count=number(households.central))
    return _("khoảng {count} hộ ({low} - {high})").format(
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
    return [_(line.name), count, support_arithmetic.formula(line, values, vnd), payer, millions(vnd)]


EXTRA = Extra("", (), _("Chuẩn nghèo 2027"), "chuan-ngheo-2027", sentence, show)

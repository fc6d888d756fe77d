"""A support area without figures of its own: what is to be reached and by when, what the law fixes, what is missing, who has it.

Belongs here: what stands beside the levers while nothing can be reckoned. Does not: the answer (support_answer.py).
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.policy.answers.support_result import SupportResult, amount_each
from models.policy.areas.support import Factor, SupportArea
from models.wording.numbers import day, dong, short_month
from pages.screens.support import files, support_targets, words
from pages.ui.format.tables import escape, table
from pages.ui.session.loaders import Data

NAMED = 4
"""Missing figures of a part written out: the panel has them all."""


def say(found: SupportResult) -> None:
    """That nothing is reckoned, and amounts of law for one person."""
    st.markdown("#### " + _("Chưa tính được kinh phí: chưa có số để tính"))
    known = _by_law(found)
    if known:
        st.markdown(known)


def _by_law(found: SupportResult) -> str:
    """By part, what the law gives for one of those counted; "" where every line needs an amount typed."""
    said = []
    for part in found.area.parts:
        each = {line: vnd for line in part.lines if (vnd := amount_each(found, line))}
        if not each:
            continue
        listed = [
            _("{line} {amount}").format(line=words.lower_first(_(line.name)), amount=dong(vnd))
            for line, vnd in each.items()
        ]
        laws = "; ".join(dict.fromkeys(_(line.scheme.legal_source) for line in each))
        said.append(
            _(
                "**{part}, mỗi người một tháng theo quy định {month}:** {listed}. {laws}; quy định tính đến {day}."
            ).format(
                part=_(part.heading),
                month=short_month(found.start),
                listed="; ".join(listed),
                laws=laws,
                day=day(found.scenario.law_as_of),
            )
        )
    return "\n\n".join(said)


def missing(area: SupportArea, data: Data, year: int) -> None:
    """What is to be reached by when; which figures are missing and who has them; how figures come in. Said here and nowhere else
    on the page."""
    goals = support_targets.brief(data, area.policy_area)
    if goals is not None:
        st.markdown(table(goals.headers, goals.rows, numbers_from=goals.numbers_from))
        documents = "; ".join(support_targets.documents(data, area.policy_area))
        st.caption(escape(_("Nguồn chỉ tiêu: {documents}.").format(documents=documents)))
    listed, told = (
        [_("**Còn thiếu** (nhập thử ở bên trái, ghi là giả định; hoặc xin số ở nơi giữ):"), ""],
        set[Factor](),
    )
    for part in area.parts:
        needed = dict.fromkeys(factor for line in part.lines for factor in line.factors if not factor.parameter)
        factors = [factor for factor in needed if factor not in told]
        told |= set(factors)
        names = words.names(factors[:NAMED])
        if len(factors) > NAMED:
            names += _(" và {count} số khác ở bên trái").format(count=len(factors) - NAMED)
        said = _("- **{part}:** {factors}.").format(part=_(part.heading), factors=names)
        if part.held_by:
            said += " " + _("Nơi giữ số: {held_by}.").format(held_by=_(part.held_by))
        listed.append(said)
    listed += ["", _("Số đã thực hiện, số kế hoạch nạp bằng tệp; số đã nạp hiện thành nút bấm cạnh ô nhập:")]
    st.markdown("\n".join(listed))
    files.show(area, data, year, "indicators", "targets", place="thieu-so")

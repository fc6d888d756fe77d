"""Case cards on the screen: an example person, what is paid a month before and after, the sums and rules written out.

Belongs here: the answer and its words. Does not: the form (case_card_fields.py) or the rules (models/policy/case_*.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.cases.case_cards import (
    KINDS_WITH_ATTENDANT,
    MERIT_OR_SOCIAL,
    PERSON,
    SPECIAL_FROM,
    Area,
    Card,
    Case,
    Entitlement,
    Lines,
    Row,
    Terms,
    by_payee,
    merit_amounts,
    next_change,
    priced,
    with_supplement,
)
from models.wording.numbers import coefficient, dong, number, signed
from models.wording.numbers import month as month_words
from pages.screens.whatif import case_card_fields
from pages.ui.format.tables import escape, table

TIMES = "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}"


def show(
    *,
    groups: pl.DataFrame,
    amounts: pl.DataFrame,
    norm_before: int,
    norm_after: int,
    national_after: int,
    overrides: Mapping[str, int],
    area: Area,
    merit_before: Mapping[str, int] | None = None,
    merit_after: Mapping[str, int] | None = None,
    month: Month,
    social_pension: int | None,
    pension_begins: tuple[Month, int] | None = None,
    extended: frozenset[str] = frozenset(),
    merit_kinds: tuple[str, str] = ("published", "published"),
) -> None:
    """One card. `national_after` is the norm of carers, centres and funerals; `overrides` are coefficients in halves by group;
    merit maps hold amounts by group and by step ("invalid.81"), None = as published for `month` (before) or as before (after);
    `social_pension` is None where there is none in `month`, and `pension_begins` then says from when and how much;
    schemes in `extended` follow the province's norm; `merit_kinds` say how merit amounts came about, before and after."""
    merit = with_supplement(merit_amounts(amounts, month) if merit_before is None else merit_before)
    changed = merit if merit_after is None else with_supplement(merit_after)
    before = Terms(norm_before, norm_before, merit=merit, social_pension=social_pension, merit_kind=merit_kinds[0])
    after = Terms(
        norm_after, national_after, overrides, changed, social_pension, extended=extended, merit_kind=merit_kinds[1]
    )
    left, right = st.columns([1, 2.2], gap="medium")
    with left:
        card = case_card_fields.pick(area)
        case = case_card_fields.edit(card)
        if _unsettled(priced(case, groups, before, after)):
            both = case_card_fields.hold_both(card)
            before, after = (replace(terms, merit_with_social=both) for terms in (before, after))
        case_card_fields.reset(card)
    with right:
        rows = priced(case, groups, before, after)
        st.markdown("#### " + _sentence(by_payee(rows)))
        if rows:
            st.markdown(_table(rows))
        _birthday(case, groups, before, after)
        if social_pension is None and pension_begins is not None:
            _pension_begins(case, groups, before, after, pension_begins)
        _notes(card, case, rows, month, social_pension)


def _unsettled(rows: tuple[Row, ...]) -> bool:
    """Whether the person falls under merit and social rules, so that the open question matters."""
    return any(side is not None and side.reason == MERIT_OR_SOCIAL for row in rows for side in (row.before, row.after))


def _sentence(paid: Mapping[str, tuple[int | None, int | None]]) -> str:
    """ "Nhận 900.000 đồng/tháng, sau phương án 1.250.000 đồng/tháng (tăng 350.000 đồng).", then every other payee."""
    others = [(_(payee), _receives(*amounts)) for payee, amounts in paid.items() if payee != PERSON]
    words = [
        _receives(*paid[PERSON]) if PERSON in paid else _("Người này không nhận trợ cấp hằng tháng."),
        *(_("{payee}: {receives}").format(payee=who, receives=what[0].lower() + what[1:]) for who, what in others),
    ]
    return " ".join(words)


def _receives(before: int | None, after: int | None) -> str:
    if before is None or after is None:
        return _("Chưa có số liệu về mức hưởng.")
    if before == after:
        return _("Nhận {amount}/tháng, không thay đổi theo phương án.").format(amount=dong(before))
    change = _("tăng {amount}") if after > before else _("giảm {amount}")
    return _("Nhận {before}/tháng, sau phương án {after}/tháng ({change}).").format(
        before=dong(before), after=dong(after), change=change.format(amount=dong(abs(after - before)))
    )


def _table(rows: tuple[Row, ...]) -> str:
    headers = [_("Người nhận"), _("Khoản hưởng, căn cứ"), _("Phép tính (đồng)"), _("Trước"), _("Sau"), _("Tăng")]
    return table(headers, [_cells(row) for row in rows], numbers_from=2)


def _cells(row: Row) -> list[str]:
    line, before, after = row.line, row.before_vnd, row.after_vnd
    sums = dict.fromkeys(_sum(side) for side in (row.before, row.after) if side is not None and side.kept)
    known = row.kept and before is not None and after is not None
    return [
        _(line.payee),
        _("{name}. Căn cứ: {clause}").format(name=_name(line), clause=_(line.clause)),
        " → ".join(sums),
        _amount(row.before),
        _amount(row.after),
        signed((after or 0) - (before or 0)) if known else "",
    ]


def _name(line: Entitlement) -> str:
    name = _(line.name).replace("{percent}", str(line.percent))
    return _("{name} (một lần)").format(name=name) if line.once else name


def _amount(line: Entitlement | None) -> str:
    if line is None or not line.kept:
        return _("không hưởng")
    return _("Chưa có số liệu") if line.amount_vnd is None else number(line.amount_vnd)


def _sum(line: Entitlement) -> str:
    """ "2 × 1,0 × 360.000" in one piece, "20 × 360.000" for what is paid once; a published amount has no sum."""
    if line.base is None:
        return _("chưa có số liệu")
    if line.half_coefficient is None:
        words = {"scaled": _("ước tính theo tỷ lệ mức chuẩn"), "chained": _("ước tính ±1.000 đồng")}
        return words.get(line.kind, _("mức công bố"))
    times = coefficient(line.half_coefficient)
    parts = [times.removesuffix(",0") if line.once else times, number(line.base)]
    return TIMES.join([number(line.units), *parts] if line.units != 1 else parts)


def _birthday(case: Case, groups: pl.DataFrame, before: Terms, after: Terms) -> None:
    """The next birthday that changes something, with what is paid on its other side."""
    found = next_change(case, groups, after)
    if found is None:
        return
    paid = by_payee(priced(replace(case, age=found.age), groups, before, after))
    if found.begun:
        text = _("**Từ tháng tròn {age} tuổi:** {lines}. {receives}")
        lines = "; ".join(_rate(line) for line in _monthly_first(found.begun))
    else:
        text = _("**Sau tháng tròn {age} tuổi:** thôi hưởng {lines}. {receives}")
        lines = "; ".join(escape(_name(line)) for line in _monthly_first(found.ended))
    st.markdown(text.format(age=found.age, lines=lines, receives=_sentence(paid)))


def _pension_begins(case: Case, groups: pl.DataFrame, before: Terms, after: Terms, begins: tuple[Month, int]) -> None:
    """The other side of the month in which the social pension begins, for whom it changes anything."""
    month, amount = begins
    then = [replace(terms, social_pension=amount) for terms in (before, after)]
    paid = by_payee(priced(case, groups, *then))
    if paid != by_payee(priced(case, groups, before, after)):
        text = _("**Từ {month}, khi có trợ cấp hưu trí xã hội:** {receives}")
        st.markdown(text.format(month=month_words(month), receives=_sentence(paid)))


def _monthly_first(lines: Lines) -> Lines:
    """What is paid by month, or what is paid once when there is nothing else."""
    return tuple(line for line in lines if not line.once) or lines


def _rate(line: Entitlement) -> str:
    name = escape(_name(line))
    if line.half_coefficient is None or line.once:
        return name
    return _("hệ số {rate} ({name})").format(rate=coefficient(line.half_coefficient), name=name)


def _notes(card: Card, case: Case, rows: tuple[Row, ...], month: Month, social_pension: int | None) -> None:
    """Why a line is not paid, the rule of overlaps, what the amounts stand on."""
    sides = [side for row in rows for side in (row.before, row.after) if side is not None and not side.kept]
    for name, reason in dict.fromkeys((_name(side), side.reason) for side in sides):
        st.caption(_("Không hưởng “{name}”: {reason}.").format(name=escape(name), reason=_(reason)))
    notes = [_("Tính theo mức của {month}.").format(month=month_words(month))]
    if card.area == "protection":
        notes.append(
            _(
                "Mỗi người chỉ hưởng một mức cao nhất của Điều 6; riêng người đơn thân nghèo nuôi con mà cao tuổi, khuyết "
                "tật hoặc nhiễm HIV/AIDS thì hưởng cả hai. Người chăm sóc là khoản riêng, trả cho người nhận khác."
            )
        )
        if social_pension is None and case.age >= 70:
            notes.append(_("Tháng này chưa có trợ cấp hưu trí xã hội."))
    if case.merit in KINDS_WITH_ATTENDANT and case.percent >= SPECIAL_FROM:
        notes.append(_("Chưa gồm mức của vết thương, bệnh tật đặc biệt nặng: chưa có số liệu."))
    st.caption(" ".join(notes))

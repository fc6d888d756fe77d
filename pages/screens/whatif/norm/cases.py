"""Case cards of protection and merit on the what-if page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from data.locale import _
from models.periods import Month
from models.policy.answers.whatif import WhatIf
from models.policy.cases import case_cards
from models.policy.cases.case_cards import (
    CARDS,
    KINDS_WITH_ATTENDANT,
    MERIT_OR_SOCIAL,
    PERCENT_FROM,
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
from models.policy.engine.measures import EXTENSION, coefficients
from models.policy.law.law import PublishedAmounts, UnknownParameterError
from models.policy.schemes import MERIT, SOCIAL_PENSION_AMOUNT
from models.wording.numbers import coefficient, dong, month as month_words, number, signed
from pages.ui.format.tables import escape, table
from pages.ui.session.loaders import Data

PICK, RESET, BOTH = "th-the", "th-ve-mau", "th-ca-hai"
_KEPT: dict[str, Any] = {"persist_state": "session"}

_NUMBERS = {
    "age": (_("Tuổi"), 0, 110),
    "children": (_("Số con đang nuôi (dưới 16 tuổi, hoặc 16 đến 22 tuổi đang học)"), 0, 10),
    "children_under_3": (_("Số con dưới 36 tháng"), 0, 4),
    "percent": (_("Tỷ lệ tổn thương cơ thể (%)"), 21, 100),
}
_SWITCHES = {
    "orphan": _("Không có nguồn nuôi dưỡng (khoản 1 Điều 5)"),
    "studying": _("Đang đi học"),
    "hiv": _("Nhiễm HIV/AIDS"),
    "pregnant": _("Đang mang thai"),
    "alone": _("Không có người phụng dưỡng"),
    "in_centre": _("Đang ở cơ sở trợ giúp xã hội"),
    "attendant": _("Có người phục vụ"),
}
_CHOICES = {
    "household": (_("Hộ"), {"poor": _("Hộ nghèo"), "near_poor": _("Hộ cận nghèo"), "other": _("Hộ khác")}),
    "disability": (
        _("Mức độ khuyết tật"),
        {"none": _("Không"), "severe": _("Khuyết tật nặng"), "extreme": _("Khuyết tật đặc biệt nặng")},
    ),
    "carer": (
        _("Người chăm sóc tại nhà"),
        {"none": _("Không"), "family": _("Gia đình"), "foster": _("Người khác nhận nuôi dưỡng")},
    ),
    "pension": (
        _("Lương hưu, trợ cấp bảo hiểm xã hội"),
        {
            "none": _("Không có"),
            "pension": _("Có lương hưu, trợ cấp hằng tháng"),
            "survivor": _("Hưởng tuất hằng tháng"),
        },
    ),
}


def pick(area: Area) -> Card:
    cards = {card.key: card for card in CARDS if card.area == area}
    key = st.selectbox(
        _("Trường hợp cụ thể"),
        list(cards),
        format_func=lambda key: _(cards[key].name),
        key=f"{PICK}-{area}",
        **_KEPT,
        help=_("Người trong thẻ là ví dụ, không phải người có thật."),
    )
    return cards[key]


def key_of(card: Card, name: str) -> str:
    return f"th-{card.key}-{name}"


def edit(card: Card) -> Case:
    """The person with the features as edited, in the card's order: a feature may matter only after another one."""
    case = card.case
    for name in card.fields:
        if _matters(name, case):
            case = replace(case, **{name: _field(card, name)})
    return case


def _matters(name: str, case: Case) -> bool:
    """An attendant needs 81 %; a carer is paid only for some of the persons cared for."""
    if name == "attendant":
        return case.percent >= SPECIAL_FROM
    return name != "carer" or any(case_cards.rules_carers(replace(case, carer="foster")))


def _field(card: Card, name: str) -> Any:
    key = key_of(card, name)
    st.session_state.setdefault(key, getattr(card.case, name))
    if name in _NUMBERS:
        label, lowest, highest = _NUMBERS[name]
        lowest = PERCENT_FROM[card.case.merit] if name == "percent" else lowest
        return int(st.number_input(label, lowest, highest, step=1, key=key, **_KEPT))
    if name in _SWITCHES:
        return bool(st.toggle(_SWITCHES[name], key=key, **_KEPT))
    label, options = _CHOICES[name]
    return st.selectbox(label, list(options), format_func=options.__getitem__, key=key, **_KEPT)


def hold_both(card: Card) -> bool:
    """The switch of a question the law leaves open."""
    return bool(
        st.toggle(
            _("Hưởng cả trợ cấp ưu đãi và trợ cấp xã hội (hỏi đơn vị)"),
            key=f"{BOTH}-{card.key}",
            **_KEPT,
            help=_("Quy định về hưởng đồng thời chưa thống nhất. Tắt: chỉ tính khoản cao hơn."),
        )
    )


def reset(card: Card) -> None:
    """Back to the example as it is written."""
    st.button(_("Về mẫu"), on_click=_reset, args=(card,), key=RESET)


def _reset(card: Card) -> None:
    for name in card.fields:
        st.session_state[key_of(card, name)] = getattr(card.case, name)
    st.session_state[f"{BOTH}-{card.key}"] = False


TIMES = "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}"


def show_case_cards(
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
    """One card. `national_after` is the norm of carers, centres and funerals; `overrides` are coefficients in halves by
    group; merit maps hold amounts by group and by step ("invalid.81"), None = as published for `month` (before) or as
    before (after); `social_pension` is None where there is none in `month`, and `pension_begins` then says from when
    and how much; schemes in `extended` follow the province's norm; `merit_kinds` say how merit amounts came about,
    before and after."""
    merit = with_supplement(merit_amounts(amounts, month) if merit_before is None else merit_before)
    changed = merit if merit_after is None else with_supplement(merit_after)
    before = Terms(norm_before, norm_before, merit=merit, social_pension=social_pension, merit_kind=merit_kinds[0])
    after = Terms(
        norm_after, national_after, overrides, changed, social_pension, extended=extended, merit_kind=merit_kinds[1]
    )
    left, right = st.columns([1, 2.2], gap="medium")
    with left:
        card = pick(area)
        case = edit(card)
        if _unsettled(priced(case, groups, before, after)):
            both = hold_both(card)
            before, after = (replace(terms, merit_with_social=both) for terms in (before, after))
        reset(card)
    with right:
        rows = priced(case, groups, before, after)
        st.markdown("#### " + _sentence(by_payee(rows)))
        if rows:
            st.markdown(_table(rows))
        _birthday(case, groups, before, after)
        if social_pension is None and pension_begins is not None:
            _pension_begins_with(case, groups, before, after, pension_begins)
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


def _pension_begins_with(
    case: Case, groups: pl.DataFrame, before: Terms, after: Terms, begins: tuple[Month, int]
) -> None:
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
                "Mỗi người chỉ hưởng một mức cao nhất của Điều 6; riêng người đơn thân nghèo nuôi con mà cao tuổi, "
                "khuyết tật hoặc nhiễm HIV/AIDS thì hưởng cả hai. Người chăm sóc là khoản riêng, trả cho người nhận "
                "khác."
            )
        )
        if social_pension is None and case.age >= 70:
            notes.append(_("Tháng này chưa có trợ cấp hưu trí xã hội."))
    if case.merit in KINDS_WITH_ATTENDANT and case.percent >= SPECIAL_FROM:
        notes.append(_("Chưa gồm mức của vết thương, bệnh tật đặc biệt nặng: chưa có số liệu."))
    st.caption(" ".join(notes))


STEPS = "merit_step"


def show(found: WhatIf, data: Data) -> None:
    """Cards of the area in the month of the headline."""
    h, month = found.main, found.main.month
    merit_before = merit_after = None
    if found.area.scheme == MERIT:
        merit_before, merit_after = (case_merit_amounts(found, data, norm) for norm in (h.norm_before, h.norm_after))
    show_case_cards(
        groups=data.groups,
        amounts=data.amounts,
        norm_before=_protection_norm(found, month, h.norm_before),
        norm_after=_protection_norm(found, month, h.norm_after),
        national_after=_protection_norm(found, month, h.norm_before if found.change.provincial else h.norm_after),
        overrides=coefficients(found.scenario),
        area="merit" if found.area.scheme == MERIT else "protection",
        merit_before=merit_before,
        merit_after=merit_after,
        month=month,
        social_pension=_social_pension(found, month),
        pension_begins=_pension_begins(found),
        extended=_extended(found),
        merit_kinds=_merit_kinds(found),
    )


def case_merit_amounts(found: WhatIf, data: Data, norm: int) -> dict[str, int]:
    """Amounts by group and by step of injury at a norm: published, chained or scaled."""
    scheme = found.area.scheme
    steps = data.amounts.filter(data.amounts["scheme"] == STEPS)["group"].unique(maintain_order=True).to_list()
    by_step = PublishedAmounts.of(data.amounts, STEPS, scheme.norm, found.all_law, steps)
    assert found.block.published is not None
    return found.block.published.amounts(norm) | by_step.amounts(norm)


def _protection_norm(found: WhatIf, month: Month, norm: int) -> int:
    """On the merit page the social allowance stays what the law gives."""
    if found.area.scheme != MERIT:
        return norm
    return found.law.applying_in("protection.norm", month).value


def _extended(found: WhatIf) -> frozenset[str]:
    """Lines that the scenario's resolution pays by the province's norm."""
    if not found.change.provincial:
        return frozenset()
    return frozenset(scheme.code for scheme, lever in EXTENSION.items() if found.scenario.value(lever) == 1)


def _merit_kinds(found: WhatIf) -> tuple[str, str]:
    published, h = found.block.published, found.main
    if published is None:
        return "published", "published"
    return published.kind(h.norm_before), published.kind(h.norm_after)


def _pension_begins(found: WhatIf) -> tuple[Month, int] | None:
    """Month and amount the social pension begins with, as all decrees kept here have it."""
    if not found.all_law.has(SOCIAL_PENSION_AMOUNT):
        return None
    first = found.all_law.rows(SOCIAL_PENSION_AMOUNT)[0]
    return first.applies_month, first.value


def _social_pension(found: WhatIf, month: Month) -> int | None:
    try:
        return found.law.applying_in(SOCIAL_PENSION_AMOUNT, month).value
    except UnknownParameterError:
        return None

"""The example person of a case card as a small form: which card, and the few features that matter to it.

Belongs here: widgets and their words. Does not: what the person is paid (case_cards_tab.py).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from data.locale import _
from models.policy.cases import case_cards
from models.policy.cases.case_cards import CARDS, PERCENT_FROM, SPECIAL_FROM, Area, Card, Case

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
        _("Trường hợp cụ thể"), list(cards), format_func=lambda key: _(cards[key].name), key=f"{PICK}-{area}", **_KEPT,
        help=_("Người trong thẻ là ví dụ, không phải người có thật."),
    )  # fmt: skip
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
            _("Hưởng cả trợ cấp ưu đãi và trợ cấp xã hội (hỏi đơn vị)"), key=f"{BOTH}-{card.key}", **_KEPT,
            help=_("Quy định về hưởng đồng thời chưa thống nhất. Tắt: chỉ tính khoản cao hơn."),
        )
    )  # fmt: skip


def reset(card: Card) -> None:
    """Back to the example as it is written."""
    st.button(_("Về mẫu"), on_click=_reset, args=(card,), key=RESET)


def _reset(card: Card) -> None:
    for name in card.fields:
        st.session_state[key_of(card, name)] = getattr(card.case, name)
    st.session_state[f"{BOTH}-{card.key}"] = False

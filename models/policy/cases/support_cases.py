"""Example cases of the areas beside protection and merit: a household's health card, a learner, a worker going abroad, a worker
without work, a payer of voluntary insurance.

Belongs here: the cards and the two sides of each. Does not: the sums (support_case_work.py, support_case_insurance.py), words and
formats (pages).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.periods import Month
from models.policy.cases.support_case_insurance import (
    CARD_TOP_UP,
    CARDS_HELD,
    INCOME,
    MINIMUM_WAGE,
    PAID,
    PROVINCE_SHARE,
    SECTOR,
    STATUS,
    WAGE,
    health_card_lines,
    unemployed_lines,
    voluntary_lines,
)
from models.policy.cases.support_case_lines import CaseLine, Pair, Side, joined
from models.policy.cases.support_case_work import (
    ABROAD,
    ABROAD_DAYS,
    ABROAD_MEAL,
    COURSE,
    DAYS,
    FAR,
    GROUP,
    MEAL,
    TRAVEL,
    abroad_lines,
    learner_lines,
)
from models.policy.levers.levers import Lever
from models.wording.words import N_


@dataclass(frozen=True)
class SupportCard:
    """`fields` can be edited on the screen; those in `moved` may stand elsewhere after the scenario. `months` are what the card
    compares to begin with. `note` says a limit that no sum shows."""

    key: str
    area: str
    name: str
    fields: tuple[Lever, ...]
    moved: tuple[Lever, ...]
    lines: Callable[[Side], tuple[CaseLine, ...]]
    months: tuple[Month, Month] = (Month(2024, 6), Month(2024, 7))
    note: str = ""

    def compared(self, before: Side, after: Side) -> tuple[Pair, ...]:
        return joined(self.lines(before), self.lines(after))


CARDS = (
    SupportCard(
        "the-bhyt-can-ngheo", "poverty", N_("Hộ cận nghèo: thẻ bảo hiểm y tế"), (CARDS_HELD, CARD_TOP_UP), (CARD_TOP_UP,),
        health_card_lines,
    ),
    SupportCard(
        "hoc-nghe", "training", N_("Phụ nữ nông thôn học nghề dưới 3 tháng"), (GROUP, COURSE, DAYS, MEAL, FAR, TRAVEL),
        (COURSE, MEAL, TRAVEL), learner_lines, note=N_("Mỗi người được hỗ trợ một lần."),
    ),
    SupportCard(
        "di-nuoc-ngoai", "employment", N_("Người đi làm việc ở nước ngoài"), (*ABROAD.values(), ABROAD_DAYS, ABROAD_MEAL),
        (*ABROAD.values(), ABROAD_MEAL), abroad_lines,
    ),
    SupportCard(
        "that-nghiep", "insurance", N_("Người hưởng trợ cấp thất nghiệp"), (PAID, WAGE, SECTOR, MINIMUM_WAGE), (),
        unemployed_lines,
        note=N_("Từ 01/01/2026 theo Luật Việc làm 74/2025/QH15: mức trần cần đối chiếu văn bản."),
    ),
    SupportCard(
        "bhxh-tu-nguyen", "insurance", N_("Người hộ nghèo đóng BHXH tự nguyện"), (STATUS, INCOME, PROVINCE_SHARE),
        (PROVINCE_SHARE,), voluntary_lines, (Month(2025, 6), Month(2025, 7)),
        N_("Mỗi người được hỗ trợ tối đa 10 năm (120 tháng)."),
    ),
)  # fmt: skip

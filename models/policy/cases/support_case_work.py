"""What a learner in a short course and a worker going abroad are supported by.

Belongs here: the fields and sums of cases of training and employment. Does not: the cards (support_cases.py), terms and amounts
(support_case_lines.py).
"""

from __future__ import annotations

from models.policy.areas import employment, training
from models.policy.cases.support_case_lines import STATE, CaseLine, Side, decreed_field, line, open_field, or_decree
from models.policy.levers.levers import Lever
from models.policy.schemes import OVERSEAS_SUPPORT
from models.wording.words import N_

# --- a learner in a short course

GROUP = Lever(
    "group", "", N_("Nhóm"), "choice", "rural", options=tuple((group.key, group.name) for group in training.GROUPS)
)
COURSE = open_field("cost", N_("Mức hỗ trợ một khóa"), N_("đồng/khóa"), 12_000_000, 50_000)
DAYS = open_field("days", N_("Số ngày thực học"), N_("ngày"), 365)
MEAL = decreed_field("meal", training.MEAL.now)
FAR = Lever("far", "", N_("Học xa nơi ở, được hỗ trợ đi lại"), "switch", 0)
TRAVEL = open_field("travel", N_("Tiền đi lại"), N_("đồng/khóa"), 600_000, 10_000)


def learner_lines(side: Side) -> tuple[CaseLine, ...]:
    group = str(side.value(GROUP))
    travel = training.TRAVEL_DISABLED if group == "disabled" else training.TRAVEL
    course = or_decree(side, COURSE, training.COSTS[group].now)
    found = [
        line("cost", N_("Chi phí đào tạo, tối đa"), "support", "once", STATE, (course,), training.DECISION_46),
        line("meals", N_("Tiền ăn"), "support", "once", STATE, (side.told(DAYS, "days"), side.told(MEAL, "money")), training.DECISION_46),
    ]  # fmt: skip
    if side.value(FAR) == 1:
        fare = or_decree(side, TRAVEL, travel.now)
        found.append(line("travel", N_("Tiền đi lại"), "support", "once", STATE, (fare,), training.DECISION_46))
    return tuple(found)


# --- a worker going abroad

_ABROAD = {each.group: each for each in employment.AREA.lines if each.scheme == OVERSEAS_SUPPORT}
ABROAD = {
    code: decreed_field(code, _ABROAD[code].factors[-1].now) for code in ("language", "orientation", "health_check")
}
ABROAD_DAYS = open_field("days", N_("Số ngày học được hỗ trợ tiền ăn"), N_("ngày"), 365)
ABROAD_MEAL = decreed_field("meal", employment.MEAL.now)


def abroad_lines(side: Side) -> tuple[CaseLine, ...]:
    source = OVERSEAS_SUPPORT.legal_source
    costs = [
        line(code, _ABROAD[code].name, "support", "once", STATE, (side.told(field, "money"),), source)
        for code, field in ABROAD.items()
    ]
    meals = (side.told(ABROAD_DAYS, "days"), side.told(ABROAD_MEAL, "money"))
    return (*costs, line("meals", _ABROAD["meals"].name, "support", "once", STATE, meals, source))

"""Notes on an answer: levers that cannot act and why, and breaks in the series it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.periods import Month
from models.policy.areas import merit, protection
from models.policy.areas.merit import GIFTS
from models.policy.engine.baseline import Baseline
from models.policy.engine.measures import NormChange, pension_extras
from models.policy.engine.projection import norm_changes
from models.policy.law.calendar import PENSION_ERA
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, Lever, Scenario
from models.policy.schemes import MERIT_NORM, OVER_80, PROTECTION_NORM, SOCIAL_PENSION_AMOUNT
from models.wording.words import N_

_AFTER_ERA = N_("Không có tác dụng: từ 7/2025 người từ 75 tuổi hưởng trợ cấp hưu trí xã hội.")
_NO_PENSION = N_("Không có tác dụng: quy định tính đến ngày đã chọn chưa có trợ cấp hưu trí xã hội (từ 7/2025).")
_HAS_PENSION = N_("Không có tác dụng: từ 7/2025 nhóm từ đủ 80 tuổi hưởng trợ cấp hưu trí xã hội, không theo hệ số.")
_ENDS_EARLY = N_("Không có tác dụng: phương án kết thúc trước khi có trợ cấp hưu trí xã hội (từ 7/2025).")
_NOTHING_LATE = N_(
    "Không có tác dụng một mình: mức chuẩn, hệ số và diện hưởng đang theo quy định; chỉ có tác dụng cùng một thay đổi."
)
_NOBODY_LEFT = N_("Không có tác dụng: trừ người nghèo, cận nghèo đã được hưởng thì không còn ai được thêm.")
_NOT_CHOSEN = N_("Không dùng: đang tính theo mức giả định khác; chỉ hiện ở khoảng thấp - cao.")
_TOO_MANY_TAKEN = N_("Nhóm không có nhiều người như vậy: chỉ bớt đến hết nhóm.")
_NEEDS_RISE = N_('Chưa có tác dụng: cần "Tỉnh nâng riêng" và mức của tỉnh cao hơn mức của Trung ương.')
_NEEDS_PEOPLE = N_("Chưa có tác dụng: chưa nhập số người.")
_NEEDS_COUNT = N_("Chưa có tác dụng: chưa nhập số suất.")
_NEEDS_AMOUNT = N_("Chưa có tác dụng: chưa nhập mức quà.")
_NEEDS_SWITCH = N_("Chưa có tác dụng: công tắc hạ tuổi chưa bật.")
_NO_ADDED = N_("Chưa có tác dụng: chưa thêm nhóm nào.")
_NO_MOVE = N_("Chưa có tác dụng: mức chuẩn đang bằng mức hiện hành.")
_NO_RISE = N_("Chưa có tác dụng: mức chuẩn chưa cao hơn mức hiện hành.")
_NO_BILL = N_("Chưa có tác dụng: chưa nhập kinh phí hằng tháng của tỉnh này.")
_BEFORE_START = N_("Không có tác dụng: tháng kết thúc trước tháng áp dụng.")
_NOTHING_TO_PAY = N_("Không có tác dụng: nhóm này chưa có người nào trong số liệu.")


class _Reasons(dict[str, str]):
    """Reasons by lever key; the first reason for a lever is kept."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self.scenario = scenario

    def add(self, levers: Iterable[Lever], holds: bool, reason: str) -> None:
        for lever in levers:
            if holds and self.scenario.value(lever) != lever.default:
                self.setdefault(lever.key, reason)


def protection_idle(scenario: Scenario, law: Law, baseline: Baseline) -> dict[str, str]:
    """Reason by lever key, for levers that are not at their default and have no effect."""
    known = law.known_on(scenario.law_as_of)
    change = norm_changes(PROTECTION_NORM, scenario, law)
    by_law = known.applying_in(protection.NORM.key, change.applies_from).value
    rises = change.value > by_law
    moves = rises or change.lowers
    reasons = _Reasons(scenario)
    reasons.add(
        (protection.STOPS_AFTER,),
        change.stops_after is not None and change.stops_after < change.applies_from,
        _BEFORE_START,
    )
    of_the_norm = (protection.NORM, protection.INDEXED, protection.WITH_PENSION)
    reasons.add(of_the_norm, not moves, _NO_RISE if change.provincial else _NO_MOVE)
    reasons.add((protection.PROVINCIAL,), change.value in (0, by_law), _NO_MOVE)
    reasons.add((protection.PHASES,), not rises, _NO_RISE)
    lowered = scenario.value(protection.LOWER_AGE) == 1 and change.applies_from < PENSION_ERA
    added = _any(scenario, protection.WIDENED) or lowered
    late = moves or added or _any(scenario, protection.COEFFICIENTS) or scenario.number(protection.PENSION_SUPPLEMENT)
    reasons.add((protection.FIRST_PAID,), not late, _NOTHING_LATE)
    _lines(reasons, scenario, change.provincial and moves)
    _lowered_age(reasons, scenario, change)
    _pension(reasons, scenario, known, change, baseline)
    reasons.add((protection.WIDENED_COEFFICIENT,), not added, _NO_ADDED)
    if scenario.filled(protection.COEFFICIENTS) or scenario.filled(protection.PEOPLE_OF):
        _groups(reasons, scenario, baseline)
    for bill, norm in protection.NEIGHBOURS.values():
        reasons.add((norm,), scenario.value(bill) == UNSET, _NO_BILL)
    return dict(reasons)


def _groups(reasons: _Reasons, scenario: Scenario, baseline: Baseline) -> None:
    """A coefficient of a group without people, and more people taken than the group has."""
    people: dict[str, int] = {}
    for block in baseline.blocks:
        for group, units in zip(block.groups, block.units.tolist(), strict=True):
            people[group] = people.get(group, 0) + units
    for code, lever in protection.COEFFICIENTS.items():
        reasons.add((lever,), people.get(code, 0) + scenario.number(protection.PEOPLE_OF[code]) <= 0, _NOTHING_TO_PAY)
    for code, lever in protection.PEOPLE_OF.items():
        reasons.add((lever,), -scenario.number(lever) > people.get(code, 0), _TOO_MANY_TAKEN)


def _lines(reasons: _Reasons, scenario: Scenario, province_rises: bool) -> None:
    reasons.add(protection.EXTENSIONS, not province_rises, _NEEDS_RISE)
    needs = (
        (protection.EXTENDED_CARERS, protection.CARERS_PEOPLE),
        (protection.EXTENDED_FUNERAL, {"a": protection.FUNERALS, "b": protection.FUNERALS_CENTRE}),
        (protection.EXTENDED_EMERGENCY, {"a": protection.INJURED, "b": protection.DISASTER_DEATHS}),
    )
    for lever, counts in needs:
        reasons.add((lever,), not _any(scenario, counts), _NEEDS_PEOPLE)


def _lowered_age(reasons: _Reasons, scenario: Scenario, change: NormChange) -> None:
    """80 -> 75: only until the social pension takes over."""
    is_lowered = scenario.value(protection.LOWER_AGE) == 1
    late = change.applies_from >= PENSION_ERA
    reasons.add((protection.LOWER_AGE,), late, _AFTER_ERA)
    reasons.add(protection.AGED_75.values(), not is_lowered, _NEEDS_SWITCH)
    reasons.add(protection.AGED_75.values(), late, _AFTER_ERA)
    acts = (is_lowered and not late) or scenario.value(protection.PENSION_70) == 1
    reasons.add((protection.ASSUMPTION_LEVEL,), not acts, _AFTER_ERA if is_lowered and late else _NEEDS_SWITCH)


def _pension(reasons: _Reasons, scenario: Scenario, known: Law, change: NormChange, baseline: Baseline) -> None:
    """75 -> 70, the norm with the social pension and the province's supplement: only where the law of the day knows
    it and the scenario still holds then."""
    of_70 = (*protection.AGED_70.values(), protection.AGED_70_POOR)
    tried = (protection.PENSION_70, protection.PENSION_SUPPLEMENT, protection.WITH_PENSION, *of_70)
    if known.has(SOCIAL_PENSION_AMOUNT):
        begins = known.rows(SOCIAL_PENSION_AMOUNT)[0].applies_month
        amount = known.applying_in(SOCIAL_PENSION_AMOUNT, max(begins, change.applies_from)).value
        reasons.add(tried, change.stops_after is not None and change.stops_after < begins, _ENDS_EARLY)
        reasons.add((protection.WITH_PENSION,), change.value <= amount and not change.lowers, _NO_RISE)
        reasons.add((protection.COEFFICIENTS[OVER_80],), change.applies_from >= begins, _HAS_PENSION)
    else:
        reasons.add((*tried, protection.PENSIONERS), True, _NO_PENSION)
    level = str(scenario.value(protection.ASSUMPTION_LEVEL))
    count = scenario.number(protection.AGED_70[level])
    reasons.add((protection.PENSION_70,), not count, _NEEDS_PEOPLE)
    reasons.add((protection.PENSION_70,), count <= scenario.number(protection.AGED_70_POOR), _NOBODY_LEFT)
    reasons.add(of_70, scenario.value(protection.PENSION_70) != 1, _NEEDS_SWITCH)
    others = [lever for name, lever in protection.AGED_70.items() if name != level]
    reasons.add(others, True, _NOT_CHOSEN)
    of_80 = sum(
        int(block.units[place])
        for block in baseline.blocks
        for place, group in enumerate(block.groups)
        if group == OVER_80
    )
    of_80 += scenario.number(protection.PEOPLE_OF[OVER_80])
    nobody = of_80 <= 0 and not scenario.number(protection.PENSIONERS) and not pension_extras(scenario)
    reasons.add((protection.PENSION_SUPPLEMENT, protection.WITH_PENSION), nobody, _NEEDS_PEOPLE)


def merit_idle(scenario: Scenario, law: Law) -> dict[str, str]:
    """Reason by lever key: a norm the law already gives; a gift needs both its number of suất and its amount."""
    reasons = _Reasons(scenario)
    change = norm_changes(MERIT_NORM, scenario, law)
    by_law = law.known_on(scenario.law_as_of).applying_in(merit.NORM.key, change.applies_from).value
    reasons.add((merit.NORM, merit.FIRST_PAID), change.value == by_law, _NO_MOVE)
    reasons.add((merit.FIRST_PAID,), not change.value, _NOTHING_LATE)
    for gift in GIFTS:
        for count, amount in ((gift.high_count, gift.high_amount), (gift.low_count, gift.low_amount)):
            reasons.add((amount,), not scenario.number(count), _NEEDS_COUNT)
        amounts = (gift.province_now, gift.province_amount)
        reasons.add(amounts, not scenario.number(gift.province_count), _NEEDS_COUNT)
        reasons.add((gift.province_count,), all(scenario.value(lever) == UNSET for lever in amounts), _NEEDS_AMOUNT)
    return dict(reasons)


def _any(scenario: Scenario, levers: Mapping[str, Lever]) -> bool:
    return bool(scenario.filled(levers))


@dataclass(frozen=True)
class SeriesBreak:
    """From `month` on the areas' figures are counted by another rule: `mark` labels it on a chart, `reason`
    explains it."""

    month: Month
    policy_areas: frozenset[str]
    mark: str
    reason: str
    document: str


BREAKS: tuple[SeriesBreak, ...] = (
    SeriesBreak(
        Month(2022, 1),
        frozenset({"poverty"}),
        N_("chuẩn nghèo 2022"),
        N_("Từ 2022 hộ nghèo tính theo chuẩn đa chiều 1,5 / 2,0 triệu đồng: không so thẳng với các năm trước."),
        N_("Nghị định 07/2021/NĐ-CP"),
    ),
    SeriesBreak(
        PENSION_ERA,
        frozenset({"protection"}),
        N_("hưu trí xã hội"),
        N_(
            "Từ 7/2025 người cao tuổi không lương hưu chuyển sang trợ cấp hưu trí xã hội: số hưởng trợ cấp xã hội giảm "
            "vì chuyển diện."
        ),
        N_("Luật Bảo hiểm xã hội 2024"),
    ),
    SeriesBreak(
        Month(2027, 1),
        frozenset({"poverty"}),
        N_("chuẩn nghèo 2027"),
        N_("Từ 2027 chuẩn nghèo là 2,2 / 2,8 triệu đồng: số hộ tăng vì xếp lại theo chuẩn mới, không phải tăng nghèo."),
        N_("Nghị định 351/2025/NĐ-CP"),
    ),
)
"""Oldest first."""


def breaks_in(policy_area: str, months: Sequence[Month]) -> list[tuple[int, SeriesBreak]]:
    """Breaks between the first and the last of `months` (in order, gaps allowed), each with the index of the first
    month counted by the new rule."""
    return [
        (index, series_break)
        for series_break in BREAKS
        if policy_area in series_break.policy_areas
        for index in range(1, len(months))
        if months[index - 1] < series_break.month <= months[index]
    ]

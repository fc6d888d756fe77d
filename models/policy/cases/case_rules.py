"""Which groups of the law one person falls in.

Belongs here: Điều 5, 11, 20 and 25 of NĐ 20/2021, the age of the social pension and the merit kinds as rules on a person, by
group code. Does not: coefficients, amounts and what is paid together (case_entitlements.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BIRTHDAYS = (3, 4, 16, 22, 60, 70, 75, 80)
"""Ages at which a person may change groups."""
SUPPLEMENT = "supplement_81"
"""Code of the supplement for a rate of injury of 81 % and more, which is published beside the amounts."""
SPECIAL_FROM = 81
"""Rate of injury from which there are a supplement and an attendant."""
KINDS_WITH_ATTENDANT = ("invalid", "invalid_b", "sick_soldier", "agent_orange")
OVER_80 = "elderly_80_no_pension"
"""Điểm c khoản 5 Điều 5, which the social pension replaced."""
PERCENT_FROM = {"invalid": 21, "invalid_b": 21, "sick_soldier": 41, "agent_orange": 21, "agent_orange_child": 61}
"""Merit kinds that depend on the rate of injury, and the lowest rate that gives a monthly allowance."""
WITH_SINGLE_PARENT = frozenset(
    (
        "elderly_poor_60_80", "elderly_poor_80", "elderly_75_80_remote", OVER_80, "elderly_foster",
        "disab_extreme", "disab_extreme_child_elder", "disab_severe", "disab_severe_child_elder", "hiv_adult_poor",
    )
)  # fmt: skip
"""Groups of khoản 5, 6 and 8 Điều 5: paid on top of a poor single parent's allowance, the one exception of Đ6.2."""
_BANDS = {
    "sick_soldier": ((91, "91_100"), (81, "81_90"), (71, "71_80"), (61, "61_70"), (51, "51_60"), (41, "41_50")),
    "agent_orange": ((81, "81"), (61, "61_80"), (41, "41_60"), (21, "21_40")),
    "agent_orange_child": ((81, "81"), (61, "61_80")),
}


@dataclass(frozen=True)
class Case:
    """One person as the law looks at him or her. `children` are those a single parent raises (under 16, or 16-22 and
    studying); `carer` is who looks after the person at home (own family, or another household that took the person in);
    `alone` = nobody is bound to support the person; `percent` is the rate of injury of a `merit` kind that has one."""

    age: int
    household: Literal["poor", "near_poor", "other"] = "other"
    remote: bool = False
    orphan: bool = False
    studying: bool = False
    hiv: bool = False
    children: int = 0
    children_under_3: int = 0
    pregnant: bool = False
    disability: Literal["none", "severe", "extreme"] = "none"
    alone: bool = False
    carer: Literal["none", "family", "foster"] = "none"
    in_centre: bool = False
    pension: Literal["none", "pension", "survivor"] = "none"
    merit: str = ""
    percent: int = 0
    attendant: bool = False

    @property
    def is_child(self) -> bool:
        return self.age < 16

    @property
    def is_elderly(self) -> bool:
        return self.age >= 60

    @property
    def without_support(self) -> bool:
        """Điểm a khoản 5 Điều 5: elderly, poor, nobody bound to support."""
        return self.is_elderly and self.household == "poor" and self.alone

    @property
    def is_disabled(self) -> bool:
        return self.disability != "none"


def community(case: Case) -> Iterator[str]:
    """Groups of Điều 5 the person belongs to, in the decree's order."""
    poor, near = case.household == "poor", case.household != "other"
    if case.orphan and case.is_child:
        yield "orphan_u4" if case.age < 4 else "orphan_4_16"
    if case.orphan and case.studying and 16 <= case.age < 22:
        yield "student_16_22"
    if case.hiv and poor and case.is_child:
        yield "hiv_child_u4" if case.age < 4 else "hiv_child_4_16"
    if near and case.children and not case.is_child:
        yield "single_parent"
    yield from _elderly(case)
    if case.is_disabled:
        yield f"disab_{case.disability}" + ("_child_elder" if case.is_child or case.is_elderly else "")
    if case.remote and near and case.age < 3 and not (case.orphan or case.is_disabled or (case.hiv and poor)):
        yield "child_u3_remote"
    if case.hiv and poor and not case.is_child:
        yield "hiv_adult_poor"


def _elderly(case: Case) -> Iterator[str]:
    """Khoản 5 Điều 5; điểm b and c are for those outside điểm a."""
    if case.without_support:
        yield "elderly_poor_60_80" if case.age < 80 else "elderly_poor_80"
        if case.carer == "foster":
            yield "elderly_foster"
        return
    if case.remote and case.household != "other" and 75 <= case.age < 80:
        yield "elderly_75_80_remote"
    if case.age >= 80 and case.pension == "none":
        yield OVER_80


def carers(case: Case) -> Iterator[str]:
    """Điều 20: paid to who cares for the person, beside the person's own allowance."""
    if case.disability == "extreme" and case.carer == "family":
        yield "caregiver_own_family"
    if case.carer == "foster":
        if case.disability == "extreme":
            yield "caregiver_disab_extreme_child" if case.is_child else "caregiver_disab_extreme"
        if case.orphan and case.is_child:
            yield "foster_child_u4" if case.age < 4 else "foster_child_4_16"
        if case.without_support:
            yield "foster_elder"


def disabled_parent(case: Case) -> Iterator[str]:
    """Khoản 2 Điều 20: paid to the disabled parent, on top of the own allowance."""
    if case.is_disabled and not case.is_child and (case.pregnant or case.children_under_3):
        yield "disab_parent_2" if case.pregnant + case.children_under_3 >= 2 else "disab_parent_1"


def centre(case: Case) -> Iterator[str]:
    if case.in_centre:
        yield "centre_u4" if case.age < 4 else "centre_4plus"


def funeral(case: Case, *, on_community: bool) -> Iterator[str]:
    """`on_community` = the person is paid an allowance of Điều 6."""
    if case.in_centre:
        yield "funeral_centre"
    elif on_community or (case.age >= 80 and case.pension == "survivor"):
        yield "funeral"


def of_social_pension_age(case: Case) -> bool:
    """75, or 70 in poor and near-poor households."""
    return case.age >= (75 if case.household == "other" else 70)


def merit(case: Case) -> Iterator[str]:
    """Codes of published amounts: the step, the band or the kind, and the supplement where it is not inside the amount."""
    if not case.merit or case.percent < PERCENT_FROM.get(case.merit, 0):
        return
    if case.merit in ("invalid", "invalid_b"):
        yield f"{case.merit}.{case.percent}"
    elif case.merit in _BANDS:
        yield f"{case.merit}_" + next(band for first, band in _BANDS[case.merit] if case.percent >= first)
    else:
        yield case.merit
    if case.percent >= SPECIAL_FROM and case.merit in ("invalid", "invalid_b", "sick_soldier"):
        yield SUPPLEMENT


def attendant(case: Case) -> Iterator[str]:
    if case.attendant and case.merit in KINDS_WITH_ATTENDANT and case.percent >= SPECIAL_FROM:
        yield "attendant"

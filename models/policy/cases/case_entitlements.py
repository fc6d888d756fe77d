"""What one person is paid: the lines of all groups the person falls in, with the overlap rules applied.

Belongs here: coefficient x norm or published amount, a line a payee, and why a line is not paid. Does not: who falls in which
group (case_rules.py), example persons, before and after (case_cards.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from models.money import divide_half_up
from models.policy.cases import case_rules
from models.policy.cases.case_rules import OVER_80, SUPPLEMENT, WITH_SINGLE_PARENT, Case
from models.wording.words import N_

PERSON, CARER, ATTENDANT = N_("Người hưởng"), N_("Hộ, người chăm sóc"), N_("Người phục vụ")
CENTRE, BURIAL = N_("Cơ sở trợ giúp xã hội"), N_("Người lo mai táng")

ONE_HIGHEST = N_("chỉ hưởng một mức cao nhất (khoản 2 Điều 6 Nghị định 20/2021/NĐ-CP)")
ONE_CARER_RATE = N_("mỗi người được chăm sóc chỉ tính một hệ số cao nhất (Điều 20 Nghị định 20/2021/NĐ-CP)")
IN_CENTRE = N_("đang nuôi dưỡng tại cơ sở thì không hưởng khoản tại cộng đồng (Điều 25 Nghị định 20/2021/NĐ-CP)")
ASK_IN_CENTRE = N_("đang nuôi dưỡng tại cơ sở: chưa rõ có được hưởng, hỏi đơn vị")
HAS_PENSION = N_("đang có lương hưu, trợ cấp bảo hiểm xã hội hoặc tuất hằng tháng")
PENSION_HIGHER = N_("trợ cấp hưu trí xã hội bằng hoặc cao hơn, chỉ hưởng một khoản (Nghị định 176/2025/NĐ-CP)")
REPLACED = N_("từ tháng 7/2025 nhóm này chuyển sang trợ cấp hưu trí xã hội (Nghị định 176/2025/NĐ-CP)")
SOCIAL_HIGHER = N_("trợ cấp xã hội cao hơn, chỉ hưởng một khoản (Nghị định 176/2025/NĐ-CP)")
MERIT_OR_SOCIAL = N_("chỉ tính khoản cao hơn giữa trợ cấp ưu đãi và trợ cấp xã hội (chưa thống nhất, hỏi đơn vị)")

SOCIAL_PENSION, PENSION_FUNERAL = "social_pension", "funeral_social_pension"
_PENSION_NAME = N_("Trợ cấp hưu trí xã hội")
_PENSION_CLAUSE = N_("Luật Bảo hiểm xã hội số 41/2024/QH15, Điều 21; Nghị định 176/2025/NĐ-CP")
_PENSION_FUNERAL_NAME = N_("Hỗ trợ chi phí mai táng (trợ cấp hưu trí xã hội)")
_PENSION_FUNERAL_HALVES = 2 * 20
_MERIT_WORDS = {
    "invalid": (N_("Thương binh, tỷ lệ tổn thương cơ thể {percent}%"), N_("Nghị định 75/2021/NĐ-CP, Phụ lục II")),
    "invalid_b": (
        N_("Thương binh loại B, tỷ lệ tổn thương cơ thể {percent}%"),
        N_("Nghị định 75/2021/NĐ-CP, Phụ lục III"),
    ),
    "sick_soldier": (N_("Bệnh binh, tỷ lệ tổn thương cơ thể {percent}%"), N_("Nghị định 75/2021/NĐ-CP, Phụ lục I")),
    SUPPLEMENT: (N_("Phụ cấp tỷ lệ tổn thương cơ thể từ 81%"), N_("Nghị định 75/2021/NĐ-CP, Phụ lục I")),
}
"""Words of lines that are no benefit group of their own: steps, bands without a group, the supplement."""


@dataclass(frozen=True)
class Terms:
    """What amounts are counted by. `halves` overrides coefficients by group; `merit` holds published amounts by group and
    by step ("invalid.81"); `social_pension` is None while there is none; `merit_with_social` = both may be held;
    `extended` are schemes that a resolution pays by the province's norm; `merit_kind` is how the merit amounts came about."""

    norm: int
    national_norm: int
    halves: Mapping[str, int] = field(default_factory=dict)
    merit: Mapping[str, int] = field(default_factory=dict)
    social_pension: int | None = None
    merit_with_social: bool = False
    extended: frozenset[str] = frozenset()
    merit_kind: str = "published"


@dataclass(frozen=True)
class Entitlement:
    """A line: `units` x `half_coefficient` / 2 x `base`; without a coefficient `base` is the published amount itself.
    `base` None = the amount is not known; `once` = paid once, not by month; `reason` says why a line is not paid."""

    group: str
    name: str
    clause: str
    payee: str
    half_coefficient: int | None
    base: int | None
    units: int = 1
    once: bool = False
    percent: int = 0
    reason: str = ""
    kind: str = "published"

    @property
    def kept(self) -> bool:
        return self.reason == ""

    @property
    def amount_vnd(self) -> int | None:
        """What the line comes to by itself, paid or not; rounded once, half up."""
        if self.base is None or self.half_coefficient is None:
            return self.base
        return divide_half_up(self.units * self.half_coefficient * self.base, 2)

    @property
    def paid_vnd(self) -> int | None:
        return self.amount_vnd if self.kept else 0


Lines = tuple[Entitlement, ...]


def total(lines: Iterable[Entitlement]) -> int | None:
    """What lines pay together; None as soon as one of them is not known."""
    paid = [line.paid_vnd for line in lines]
    known = [amount for amount in paid if amount is not None]
    return sum(known) if len(known) == len(paid) else None


def entitlements(case: Case, groups: pl.DataFrame, terms: Terms) -> Lines:
    """All lines the person falls under, paid or with the reason why not. `groups` has schema models.frames.GROUPS; a group
    that is no longer in it gives nothing."""
    rules = {str(row["group"]): row for row in groups.iter_rows(named=True)}

    def lines(codes: Iterable[str], payee: str) -> Lines:
        return tuple(_line(rules[code], case, terms, payee) for code in codes if code in rules)

    community = lines(case_rules.community(case), PERSON)
    carers, parent = lines(case_rules.carers(case), CARER), lines(case_rules.disabled_parent(case), PERSON)
    pension = _social_pension(case, terms)
    if case.in_centre:
        community, carers, parent = (_refused(some, IN_CENTRE) for some in (community, carers, parent))
    else:
        community, carers = _one_highest(_replaced(community, pension)), _highest(carers)
    community, pension = _one_programme(community, pension)
    merit = tuple(_published(code, case, rules, terms, PERSON) for code in case_rules.merit(case))
    attendant = tuple(_published(code, case, rules, terms, ATTENDANT) for code in case_rules.attendant(case))
    if not terms.merit_with_social:
        merit, community, pension = _merit_or_social(merit, community, pension)
    funeral = lines(case_rules.funeral(case, on_community=any(line.kept for line in community)), BURIAL)
    if case.age >= 80 and case.pension != "none" and not case.without_support:
        community += _refused(lines([OVER_80], PERSON), HAS_PENSION)
    centre = lines(case_rules.centre(case), CENTRE)
    return (
        *merit,
        *community,
        *parent,
        *pension,
        *centre,
        *carers,
        *attendant,
        *(funeral or _pension_funeral(pension)),
    )


def _line(rule: Mapping[str, Any], case: Case, terms: Terms, payee: str) -> Entitlement:
    """The allowance of Điều 6 follows the higher of the two norms, all else the national one."""
    follows_province = rule["norm_basis"] == "provincial_if_higher"
    return Entitlement(
        rule["group"], rule["name"], rule["clause"], payee,
        terms.halves.get(rule["group"], rule["half_coefficient"]),
        max(terms.norm, terms.national_norm)
        if follows_province or rule["scheme"] in terms.extended
        else terms.national_norm,
        units=case.children if rule["unit"] == "child" else 1, once=rule["unit"] == "case",
    )  # fmt: skip


def _published(code: str, case: Case, rules: Mapping[str, Any], terms: Terms, payee: str) -> Entitlement:
    name, clause = _MERIT_WORDS.get(code, _MERIT_WORDS.get(case.merit, (code, "")))
    if code in rules:
        name, clause = rules[code]["name"], rules[code]["clause"]
    return Entitlement(
        code, name, clause, payee, None, terms.merit.get(code), percent=case.percent, kind=terms.merit_kind
    )


def _social_pension(case: Case, terms: Terms) -> Lines:
    if terms.social_pension is None or not case_rules.of_social_pension_age(case):
        return ()
    reason = HAS_PENSION if case.pension != "none" else ASK_IN_CENTRE if case.in_centre else ""
    return (
        Entitlement(
            SOCIAL_PENSION, _PENSION_NAME, _PENSION_CLAUSE, PERSON, None, terms.social_pension, reason=reason
        ),
    )  # fmt: skip


def _pension_funeral(pension: Lines) -> Lines:
    """At least 20 times the social pension, for who holds it."""
    return tuple(
        Entitlement(
            PENSION_FUNERAL, _PENSION_FUNERAL_NAME, line.clause, BURIAL, _PENSION_FUNERAL_HALVES, line.base, once=True
        )
        for line in pension
        if line.kept
    )  # fmt: skip


def _refused(lines: Lines, reason: str) -> Lines:
    """The lines not paid; what was not paid before keeps its own reason."""
    return tuple(replace(line, reason=reason) if line.kept else line for line in lines)


def _worth(lines: Iterable[Entitlement]) -> int:
    return sum(line.paid_vnd or 0 for line in lines)


def _replaced(community: Lines, pension: Lines) -> Lines:
    """Who may hold the social pension no longer falls under điểm c khoản 5 Điều 5, whatever the norm is."""
    if not any(line.kept for line in pension):
        return community
    return tuple(replace(line, reason=REPLACED) if line.group == OVER_80 else line for line in community)


def _one_highest(community: Lines) -> Lines:
    """Đ6.2: the highest one alone, or a poor single parent's together with one of khoản 5, 6 and 8."""
    open_ = [line for line in community if line.kept]
    choices: list[Lines] = [(line,) for line in open_]
    for parent in [line for line in open_ if line.group == "single_parent"]:
        choices += [(parent, line) for line in open_ if line.group in WITH_SINGLE_PARENT]
    best = max(choices, key=_worth, default=())
    return tuple(replace(line, reason=ONE_HIGHEST) if line.kept and line not in best else line for line in community)


def _highest(carers: Lines) -> Lines:
    best = max(carers, key=lambda line: _worth([line]), default=None)
    return tuple(line if line is best else replace(line, reason=ONE_CARER_RATE) for line in carers)


def _one_programme(community: Lines, pension: Lines) -> tuple[Lines, Lines]:
    """The higher of the social pension and the allowance of Điều 6; at a tie the social pension."""
    social, retired = _worth(community), _worth(pension)
    if not social or not retired:
        return community, pension
    if social > retired:
        return community, _refused(pension, SOCIAL_HIGHER)
    return _refused(community, PENSION_HIGHER), pension


def _merit_or_social(merit: Lines, community: Lines, pension: Lines) -> tuple[Lines, Lines, Lines]:
    """The higher of the person's merit and social allowances; nothing is dropped while a merit amount is not known."""
    deserved, social = total(merit), _worth([*community, *pension])
    if not deserved or not social:
        return merit, community, pension
    if deserved >= social:
        return merit, _refused(community, MERIT_OR_SOCIAL), _refused(pension, MERIT_OR_SOCIAL)
    return _refused(merit, MERIT_OR_SOCIAL), community, pension

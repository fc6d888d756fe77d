"""Case cards of protection and merit: what one person is entitled to, by rule and article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import polars as pl

from models.money import divide_half_up
from models.periods import Month
from models.policy.schemes import OVER_80
from models.wording.words import N_

BIRTHDAYS = (3, 4, 16, 22, 60, 70, 75, 80)
"""Ages at which a person may change groups."""
SUPPLEMENT = "supplement_81"
"""Code of the supplement for a rate of injury of 81 % and more, which is published beside the amounts."""
SPECIAL_FROM = 81
"""Rate of injury from which there are a supplement and an attendant."""
KINDS_WITH_ATTENDANT = ("invalid", "invalid_b", "sick_soldier", "agent_orange")
PERCENT_FROM = {"invalid": 21, "invalid_b": 21, "sick_soldier": 41, "agent_orange": 21, "agent_orange_child": 61}
"""Merit kinds that depend on the rate of injury, and the lowest rate that gives a monthly allowance."""
WITH_SINGLE_PARENT = frozenset(
    (
        "elderly_poor_60_80",
        "elderly_poor_80",
        "elderly_75_80_remote",
        OVER_80,
        "elderly_foster",
        "disab_extreme",
        "disab_extreme_child_elder",
        "disab_severe",
        "disab_severe_child_elder",
        "hiv_adult_poor",
    )
)
"""Groups of khoản 5, 6 and 8 Điều 5: paid on top of a poor single parent's allowance, the one exception of Đ6.2."""
_BANDS = {
    "sick_soldier": ((91, "91_100"), (81, "81_90"), (71, "71_80"), (61, "61_70"), (51, "51_60"), (41, "41_50")),
    "agent_orange": ((81, "81"), (61, "61_80"), (41, "41_60"), (21, "21_40")),
    "agent_orange_child": ((81, "81"), (61, "61_80")),
}


@dataclass(frozen=True)
class Case:
    """One person with the features the law asks for. `children` are those a single parent raises (under 16, or
    16-22 and studying); `carer` is who cares for the person at home (own family, or another household that took the
    person in); `alone`: nobody is obliged to support the person; `percent` is the injury rate of a `merit` kind
    that has one."""

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


def rules_community(case: Case) -> Iterator[str]:
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


def rules_carers(case: Case) -> Iterator[str]:
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


def rules_centre(case: Case) -> Iterator[str]:
    if case.in_centre:
        yield "centre_u4" if case.age < 4 else "centre_4plus"


def rules_funeral(case: Case, *, on_community: bool) -> Iterator[str]:
    """`on_community` = the person is paid an allowance of Điều 6."""
    if case.in_centre:
        yield "funeral_centre"
    elif on_community or (case.age >= 80 and case.pension == "survivor"):
        yield "funeral"


def of_social_pension_age(case: Case) -> bool:
    """75, or 70 in poor and near-poor households."""
    return case.age >= (75 if case.household == "other" else 70)


def rules_merit(case: Case) -> Iterator[str]:
    """Codes of published amounts: the step, the band or the kind, and the supplement where it is not inside the
    amount."""
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


def rules_attendant(case: Case) -> Iterator[str]:
    if case.attendant and case.merit in KINDS_WITH_ATTENDANT and case.percent >= SPECIAL_FROM:
        yield "attendant"


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
    """Basis of the amounts. `halves` overrides coefficients by group; `merit` holds published amounts by group and
    by step ("invalid.81"); `social_pension` is None while there is none; `merit_with_social`: both may be received;
    `extended` are schemes that a resolution pays by the province's norm; `merit_kind` is how the merit amounts were
    obtained (published, chained, scaled)."""

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
        """Amount of the line alone, paid or not; rounded once, half up."""
        if self.base is None or self.half_coefficient is None:
            return self.base
        return divide_half_up(self.units * self.half_coefficient * self.base, 2)

    @property
    def paid_vnd(self) -> int | None:
        return self.amount_vnd if self.kept else 0


Lines = tuple[Entitlement, ...]


def total(lines: Iterable[Entitlement]) -> int | None:
    """Sum of the lines; None as soon as one of them is not known."""
    paid = [line.paid_vnd for line in lines]
    known = [amount for amount in paid if amount is not None]
    return sum(known) if len(known) == len(paid) else None


def entitlements(case: Case, groups: pl.DataFrame, terms: Terms) -> Lines:
    """All lines the person qualifies for, paid or with the reason why not. `groups` has schema
    models.frames.GROUPS; a group no longer in it gives nothing."""
    rules = {str(row["group"]): row for row in groups.iter_rows(named=True)}

    def lines(codes: Iterable[str], payee: str) -> Lines:
        return tuple(_line(rules[code], case, terms, payee) for code in codes if code in rules)

    community = lines(rules_community(case), PERSON)
    carers, parent = lines(rules_carers(case), CARER), lines(disabled_parent(case), PERSON)
    pension = _social_pension(case, terms)
    if case.in_centre:
        community, carers, parent = (_refused(some, IN_CENTRE) for some in (community, carers, parent))
    else:
        community, carers = _one_highest(_replaced(community, pension)), _highest(carers)
    community, pension = _one_programme(community, pension)
    merit = tuple(_published(code, case, rules, terms, PERSON) for code in rules_merit(case))
    attendant = tuple(_published(code, case, rules, terms, ATTENDANT) for code in rules_attendant(case))
    if not terms.merit_with_social:
        merit, community, pension = _merit_or_social(merit, community, pension)
    funeral = lines(rules_funeral(case, on_community=any(line.kept for line in community)), BURIAL)
    if case.age >= 80 and case.pension != "none" and not case.without_support:
        community += _refused(lines([OVER_80], PERSON), HAS_PENSION)
    centre = lines(rules_centre(case), CENTRE)
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
        rule["group"],
        rule["name"],
        rule["clause"],
        payee,
        terms.halves.get(rule["group"], rule["half_coefficient"]),
        max(terms.norm, terms.national_norm)
        if follows_province or rule["scheme"] in terms.extended
        else terms.national_norm,
        units=case.children if rule["unit"] == "child" else 1,
        once=rule["unit"] == "case",
    )


def _published(code: str, case: Case, rules: Mapping[str, Any], terms: Terms, payee: str) -> Entitlement:
    name, clause = _MERIT_WORDS.get(code, _MERIT_WORDS.get(case.merit, (code, "")))
    if code in rules:
        name, clause = rules[code]["name"], rules[code]["clause"]
    return Entitlement(
        code, name, clause, payee, None, terms.merit.get(code), percent=case.percent, kind=terms.merit_kind
    )


def _social_pension(case: Case, terms: Terms) -> Lines:
    if terms.social_pension is None or not of_social_pension_age(case):
        return ()
    reason = HAS_PENSION if case.pension != "none" else ASK_IN_CENTRE if case.in_centre else ""
    return (
        Entitlement(SOCIAL_PENSION, _PENSION_NAME, _PENSION_CLAUSE, PERSON, None, terms.social_pension, reason=reason),
    )


def _pension_funeral(pension: Lines) -> Lines:
    """At least 20 times the social pension, for a person who receives it."""
    return tuple(
        Entitlement(
            PENSION_FUNERAL, _PENSION_FUNERAL_NAME, line.clause, BURIAL, _PENSION_FUNERAL_HALVES, line.base, once=True
        )
        for line in pension
        if line.kept
    )


def _refused(lines: Lines, reason: str) -> Lines:
    """The lines not paid; a line refused before keeps its own reason."""
    return tuple(replace(line, reason=reason) if line.kept else line for line in lines)


def _worth(lines: Iterable[Entitlement]) -> int:
    return sum(line.paid_vnd or 0 for line in lines)


def _replaced(community: Lines, pension: Lines) -> Lines:
    """A person entitled to the social pension is no longer covered by điểm c khoản 5 Điều 5, whatever the norm is."""
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


Area = Literal["protection", "merit"]


@dataclass(frozen=True)
class Card:
    """`fields` are the features of the person that can be edited on the screen, by name in Case."""

    key: str
    area: Area
    name: str
    case: Case
    fields: tuple[str, ...]


def _social(key: str, name: str, case: Case, *fields: str) -> Card:
    return Card(key, "protection", name, case, fields)


def _merit(key: str, name: str, case: Case, *fields: str) -> Card:
    return Card(key, "merit", name, case, fields)


CARDS = (
    _social(
        "khuyet-tat-nang", N_("Người lớn khuyết tật nặng, 40 tuổi"), Case(40, disability="severe"),
        "age", "disability",
    ),
    _social(
        "mo-coi", N_("Trẻ mồ côi sắp tròn 4 tuổi"), Case(3, orphan=True), "age", "disability", "carer", "in_centre"
    ),
    _social("mo-coi-di-hoc", N_("Học sinh mồ côi 17 tuổi"), Case(17, orphan=True, studying=True), "age", "studying"),
    _social(
        "don-than", N_("Đơn thân nghèo nuôi hai con, khuyết tật nặng"),
        Case(35, household="poor", children=2, disability="severe"),
        "age", "household", "children", "disability", "hiv",
    ),
    _social(
        "me-khuyet-tat", N_("Mẹ khuyết tật nặng nuôi một con dưới 36 tháng"),
        Case(28, disability="severe", children_under_3=1), "disability", "carer", "children_under_3", "pregnant",
    ),
    _social(
        "tre-khuyet-tat", N_("Trẻ 8 tuổi khuyết tật đặc biệt nặng, gia đình chăm sóc"),
        Case(8, disability="extreme", carer="family"), "age", "disability", "carer",
    ),
    _social(
        "khuyet-tat-62", N_("Khuyết tật đặc biệt nặng, 62 tuổi, gia đình chăm sóc"),
        Case(62, disability="extreme", carer="family"), "age", "disability", "carer", "in_centre",
    ),
    _social(
        "gia-co-don", N_("Người cao tuổi nghèo, cô đơn, 79 tuổi"), Case(79, household="poor", alone=True),
        "age", "household", "alone", "disability", "carer",
    ),
    _social(
        "khong-luong-huu", N_("Người 76 tuổi không có lương hưu"), Case(76), "age", "household", "pension", "disability"
    ),
    _social("tren-80", N_("Người 80 tuổi không có lương hưu"), Case(80), "age", "pension", "disability"),
    _social("tuat-80", N_("Người 80 tuổi hưởng tuất hằng tháng"), Case(80, pension="survivor"), "age", "pension"),
    _social(
        "hiv-ngheo", N_("Nhiễm HIV/AIDS, hộ nghèo, không có thu nhập"), Case(40, household="poor", hiv=True),
        "age", "household", "children",
    ),
    _social(
        "trong-co-so", N_("Khuyết tật đặc biệt nặng, ở cơ sở trợ giúp xã hội"),
        Case(40, disability="extreme", in_centre=True), "age", "disability", "in_centre",
    ),
    _merit(
        "thuong-binh-81", N_("Thương binh 81%, có người phục vụ"),
        Case(76, merit="invalid", percent=81, attendant=True), "percent", "attendant",
    ),
    _merit("thuong-binh-45", N_("Thương binh 45%"), Case(70, merit="invalid", percent=45), "percent", "attendant"),
    _merit("thuong-binh-b", N_("Thương binh loại B 35%"), Case(68, merit="invalid_b", percent=35), "percent"),
    _merit("benh-binh-65", N_("Bệnh binh 65%"), Case(72, merit="sick_soldier", percent=65), "percent"),
    _merit(
        "chat-doc-81", N_("Người nhiễm chất độc hóa học từ 81%"),
        Case(75, merit="agent_orange", percent=81), "percent", "attendant",
    ),
    _merit(
        "con-chat-doc", N_("Con đẻ của người nhiễm chất độc hóa học, từ 81%"),
        Case(45, merit="agent_orange_child", percent=81, disability="extreme", carer="family"),
        "percent", "disability", "carer",
    ),
    _merit("me-liet-si", N_("Mẹ của một liệt sĩ"), Case(90, merit="martyr_kin_1"), "age", "pension"),
    _merit(
        "me-liet-si-co-don", N_("Mẹ của một liệt sĩ, sống cô đơn"),
        Case(92, merit="martyr_kin_nurture"), "age", "pension"
    ),
    _merit("me-vnah", N_("Bà mẹ Việt Nam anh hùng"), Case(95, merit="heroic_mother"), "age", "pension"),
    _merit(
        "tuat-61", N_("Vợ hoặc chồng hưởng tuất của thương binh từ "
                      "61%"), Case(72, merit="survivor_61"), "age", "pension"
    ),
    _merit(
        "thuong-binh-khuyet-tat", N_("Thương binh 25%, 66 tuổi, khuyết tật đặc biệt nặng"),
        Case(66, merit="invalid", percent=25, disability="extreme", carer="family"),
        "percent", "disability", "carer",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line before and after; None on a side where the person does not qualify for it."""

    before: Entitlement | None
    after: Entitlement | None

    @property
    def line(self) -> Entitlement:
        """Whose words are shown."""
        line = self.before if self.before is not None and (self.before.kept or self.after is None) else self.after
        assert line is not None
        return line

    @property
    def kept(self) -> bool:
        return any(side is not None and side.kept for side in (self.before, self.after))

    @property
    def before_vnd(self) -> int | None:
        return 0 if self.before is None else self.before.paid_vnd

    @property
    def after_vnd(self) -> int | None:
        return 0 if self.after is None else self.after.paid_vnd


def priced(case: Case, groups: pl.DataFrame, before: Terms, after: Terms) -> tuple[Row, ...]:
    """The person's lines under both terms, joined by payee and group. Which line is paid may differ: a raised norm can
    lift an allowance over the social pension."""
    sides = [
        {(line.payee, line.group): line for line in entitlements(case, groups, terms)} for terms in (before, after)
    ]
    return tuple(Row(sides[0].get(key), sides[1].get(key)) for key in dict.fromkeys([*sides[0], *sides[1]]))


def by_payee(rows: tuple[Row, ...]) -> dict[str, tuple[int | None, int | None]]:
    """Amount of each payee a month before and after, in order of the lines; None where an amount is not known."""
    sums: dict[str, tuple[int | None, int | None]] = {}
    for row in rows:
        if row.kept and not row.line.once:
            before, after = sums.get(row.line.payee, (0, 0))
            sums[row.line.payee] = (_plus(before, row.before_vnd), _plus(after, row.after_vnd))
    return sums


def _plus(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


@dataclass(frozen=True)
class Birthday:
    """A birthday that changes what is paid: the lines that begin there and those that end."""

    age: int
    begun: Lines
    ended: Lines


def next_change(case: Case, groups: pl.DataFrame, terms: Terms) -> Birthday | None:
    """The next birthday that changes the lines paid under the terms; None when no birthday does."""
    now = _paid(case, groups, terms)
    for age in BIRTHDAYS:
        if age > case.age:
            then = _paid(replace(case, age=age), groups, terms)
            if then.keys() != now.keys():
                begun = tuple(line for key, line in then.items() if key not in now)
                return Birthday(age, begun, tuple(line for key, line in now.items() if key not in then))
    return None


def _paid(case: Case, groups: pl.DataFrame, terms: Terms) -> dict[tuple[str, str], Entitlement]:
    return {(line.payee, line.group): line for line in entitlements(case, groups, terms) if line.kept}


def merit_amounts(amounts: pl.DataFrame, month: Month) -> dict[str, int]:
    """Published amounts by group and by step for entitlement in a month, all from one decree: an amount the newest
    decree does not list is not known and is never taken from an earlier one. Frame: scheme, group, applies_from,
    amount_vnd, document."""
    published = amounts.filter(
        pl.col("scheme").is_in(["merit", "merit_step"]) & (pl.col("applies_from") <= month.first_day)
    )
    newest = published.filter(pl.col("applies_from") == pl.col("applies_from").max())
    return dict(newest.select("group", "amount_vnd").iter_rows())


def with_supplement(merit: Mapping[str, int]) -> dict[str, int]:
    """The amounts with the supplement for 81 % and more, where it can be derived: the group's mean amount includes
    it, the steps do not. In whole thousands, as decrees publish; an amount listed under its own code is kept."""
    values = dict(merit)
    steps = [merit[code] for code in (f"invalid.{percent}" for percent in range(81, 101)) if code in merit]
    if SUPPLEMENT not in merit and "invalid_81_100" in merit and len(steps) == 20:
        values[SUPPLEMENT] = 1_000 * divide_half_up(20 * merit["invalid_81_100"] - sum(steps), 20 * 1_000)
    return values

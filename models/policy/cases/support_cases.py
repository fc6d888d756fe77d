"""Case cards of the support areas: what one person or household receives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import prod
from typing import Literal

from models.money import divide_half_up
from models.periods import Month
from models.policy.areas import employment, insurance, training
from models.policy.areas.poverty import CARD_RATE, NEAR_POOR_SHARE
from models.policy.areas.support import BY_LAW, Factor
from models.policy.law.law import Law, UnknownParameterError
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.policy.schemes import BASE_SALARY, OVERSEAS_SUPPORT, UNEMPLOYMENT_FUND
from models.wording.words import N_

TermKind = Literal["money", "percent", "per_thousand", "count", "months", "days"]
Part = Literal["whole", "support", "own"]
Period = Literal["month", "year", "once"]
STATE = N_("Nhà nước")
DIVISORS: dict[TermKind, int] = {"percent": 100, "per_thousand": 1_000}
EVIDENCES = ("not_found", "memory", "press", "secondary", "text")
"""Weakest first: a sum is known no better than the weakest of its terms."""


@dataclass(frozen=True)
class Term:
    """One written factor: `value` is None while it is not entered and the law has none; `label` is its name. A term
    based on a document names it with its evidence."""

    value: int | None
    kind: TermKind
    label: str
    document: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class CaseLine:
    """An amount of one case on one side: product of `terms`, at most the product of `cap`, less the lines `less`.
    `part` "whole" is the sum that other lines are parts of and is in no total; `own` is what the person pays."""

    key: str
    name: str
    part: Part
    period: Period
    payer: str
    terms: tuple[Term, ...]
    legal_source: str
    vnd: int | None
    cap: tuple[Term, ...] = ()
    less: tuple[CaseLine, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Labels of the terms that must be entered before the line can be computed."""
        labels = [term.label for term in self.terms if term.value is None]
        return tuple(dict.fromkeys([*labels, *(label for line in self.less for label in line.missing)]))

    @property
    def capped(self) -> bool:
        """Whether the ceiling decided the amount."""
        limit, product = product_of(self.cap), product_of(self.terms)
        return bool(self.cap) and limit is not None and product is not None and limit < product

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(term.document for term in (*self.terms, *self.cap) if term.document))

    @property
    def evidence(self) -> str:
        """Evidence of the line's law: that of its weakest document; "" where it has none of its own."""
        evidences = {term.evidence for term in (*self.terms, *self.cap) if term.evidence}
        return min(evidences, key=EVIDENCES.index, default="")


def product_of(terms: Sequence[Term]) -> int | None:
    """Whole đồng of a product, rounded once; None while a term is not known."""
    values = [term.value for term in terms]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return divide_half_up(prod(known), prod(DIVISORS.get(term.kind, 1) for term in terms))


def line(
    key: str,
    name: str,
    part: Part,
    period: Period,
    payer: str,
    terms: Sequence[Term],
    *,
    legal_source: str,
    cap: Sequence[Term] = (),
    less: Sequence[CaseLine] = (),
) -> CaseLine:
    """The line with its amount; a ceiling that is not known does not limit it."""
    vnd, limit = product_of(terms), product_of(cap) if cap else None
    if vnd is not None and limit is not None:
        vnd = min(vnd, limit)
    others = [each.vnd for each in less]
    if vnd is not None:
        vnd = None if None in others else vnd - sum(other or 0 for other in others)
    return CaseLine(key, name, part, period, payer, tuple(terms), legal_source, vnd, tuple(cap), tuple(less))


@dataclass(frozen=True)
class Side:
    """One side of a comparison: the month, the law known, and the case's fields by key (missing: the card's initial
    value)."""

    month: Month
    law: Law
    values: Mapping[str, LeverValue]

    def value(self, field: Lever) -> LeverValue:
        return self.values.get(field.key, field.default)

    def number(self, field: Lever) -> int | None:
        """A numeric field, None while it is open."""
        value = self.value(field)
        return None if value == UNSET else int(value)

    def norm(self, name: str, kind: TermKind, label: str) -> Term:
        """A parameter of the month's law as a term."""
        try:
            row = self.law.applying_in(name, self.month)
        except UnknownParameterError:
            return Term(None, kind, label)
        evidence = "text" if row.verified_by is not None else row.evidence
        return Term(row.value, kind, label, row.document, evidence)

    def covers(self, name: str, day: date) -> bool:
        """Whether the month's law of a parameter is of that day or later."""
        row = self.law.applying_in(name, self.month) if self.law.has(name) else None
        return row is not None and row.applies_from >= day

    def entered(self, field: Lever, kind: TermKind, parameter: str = "") -> Term:
        """A field as a term: the value entered or, while it is empty, the `parameter` of the month's law."""
        number = self.number(field)
        return self.norm(parameter, kind, field.label) if number is None else Term(number, kind, field.label)


@dataclass(frozen=True)
class Pair:
    """One line before and after; None on a side without the line."""

    before: CaseLine | None
    after: CaseLine | None

    @property
    def line(self) -> CaseLine:
        """The side whose words are shown."""
        shown = self.after if self.before is None else self.before
        assert shown is not None
        return shown


def joined(before: Sequence[CaseLine], after: Sequence[CaseLine]) -> tuple[Pair, ...]:
    """Both sides, joined by key, in order."""
    sides = [{each.key: each for each in lines} for lines in (before, after)]
    return tuple(Pair(sides[0].get(key), sides[1].get(key)) for key in dict.fromkeys([*sides[0], *sides[1]]))


def supported(lines: Sequence[CaseLine]) -> int | None:
    """Total support of the case; None while a part of it is not known."""
    amounts = [each.vnd for each in lines if each.part == "support"]
    return None if None in amounts else sum(amount or 0 for amount in amounts)


def open_field(key: str, label: str, unit: str, maximum: int, step: int = 1, words: str = "") -> Lever:
    """A number of a case that starts empty."""
    return Lever(key, "", label, "optional_amount", UNSET, unit=unit, maximum=maximum, step=step, help=words)


def decreed_field(key: str, label: str, unit: str, maximum: int, step: int = 1) -> Lever:
    """A number that is the law's while the field is empty."""
    return open_field(key, label, unit, maximum, step, BY_LAW)


def like(key: str, factor: Factor) -> Lever:
    """The field of a factor that the law gives."""
    return decreed_field(key, factor.label, factor.unit, factor.now.maximum)


PROVINCE, PERSON, HOUSEHOLD = N_("Tỉnh, nguồn khác"), N_("Người tham gia"), N_("Hộ gia đình")
CARD_LAW = N_("Luật Bảo hiểm y tế; Nghị định 146/2018/NĐ-CP, Điều 8; từ 7/2025: Nghị định 188/2025/NĐ-CP, Điều 6")
ONE_CEILING = date(2026, 1, 1)
"""From here on unemployment benefit has one ceiling, by the regional minimum wage; before, the state sector had one by
the base salary."""


# --- health card of a near-poor household

CARDS_HELD = Lever("cards", "", N_("Số thẻ của hộ"), "count", 1, unit=N_("thẻ"), minimum=1, maximum=20)
CARD_TOP_UP = open_field("top_up", N_("Tỉnh, nguồn khác hỗ trợ thêm"), "%", 100)


def _with_top_up(side: Side, field: Lever, share: Term, parameter: str = "") -> Term | None:
    """The province's share, entered or (where it gives any) by its resolution, and at most what the State leaves."""
    term = side.entered(field, "percent", parameter)
    if term.value is None or share.value is None or (side.number(field) is None and not term.value):
        return None
    return replace(term, value=min(term.value, 100 - share.value))


def health_card_lines(side: Side) -> tuple[CaseLine, ...]:
    premium = (
        side.norm(BASE_SALARY, "money", N_("lương cơ sở")),
        side.norm(CARD_RATE, "per_thousand", N_("mức đóng")),
        Term(12, "months", N_("tháng")),
        Term(side.number(CARDS_HELD), "count", CARDS_HELD.label),
    )
    share = side.norm(NEAR_POOR_SHARE, "percent", N_("phần Nhà nước hỗ trợ"))
    state = line(
        "state", N_("Nhà nước hỗ trợ, tối thiểu"), "support", "year", STATE, (*premium, share), legal_source=CARD_LAW
    )
    given = [state]
    top_up = _with_top_up(side, CARD_TOP_UP, share)
    if top_up is not None:
        given.append(
            line(
                "top_up",
                N_("Hỗ trợ thêm"),
                "support",
                "year",
                PROVINCE,
                (*premium, top_up),
                legal_source=insurance.TOP_UP_SOURCE,
            )
        )
    return (
        line("premium", N_("Mức đóng một năm"), "whole", "year", "", premium, legal_source=CARD_LAW),
        *given,
        line("own", N_("Hộ tự đóng, tối đa"), "own", "year", HOUSEHOLD, premium, legal_source=CARD_LAW, less=given),
    )


# --- a payer of voluntary insurance

STATUS = Lever(
    "status",
    "",
    N_("Diện"),
    "choice",
    "poor",
    options=tuple((status.key, status.name) for status in insurance.STATUSES),
)
INCOME = open_field("income", N_("Thu nhập chọn để đóng"), N_("đồng/tháng"), 50_000_000, 50_000)
PROVINCE_SHARE = decreed_field("top_up", N_("Tỉnh hỗ trợ thêm"), "%", 100)


def voluntary_lines(side: Side) -> tuple[CaseLine, ...]:
    [status] = [each for each in insurance.STATUSES if each.key == side.value(STATUS)]
    floor = side.norm(insurance.BASE_PARAMETER, "money", N_("chuẩn hộ nghèo nông thôn"))
    rate = side.norm(insurance.RATE_PARAMETER, "percent", N_("mức đóng"))
    share = side.norm(status.parameter, "percent", N_("phần Nhà nước hỗ trợ"))
    chosen = side.number(INCOME)
    above = chosen is not None and floor.value is not None and chosen > floor.value
    income = side.entered(INCOME, "money") if above else floor
    state = line(
        "state", N_("Nhà nước hỗ trợ"), "support", "month", STATE, (floor, rate, share), legal_source=insurance.DECREES
    )
    given = [state]
    top_up = _with_top_up(side, PROVINCE_SHARE, share, status.top_up_parameter)
    if top_up is not None:
        source = insurance.TOP_UP_SOURCE
        given.append(
            line(
                "top_up",
                N_("Tỉnh hỗ trợ thêm"),
                "support",
                "month",
                PROVINCE,
                (floor, rate, top_up),
                legal_source=source,
            )
        )
    law = insurance.CONTRIBUTION
    return (
        line("contribution", N_("Mức đóng một tháng"), "whole", "month", "", (income, rate), legal_source=law),
        *given,
        line("own", N_("Tự đóng"), "own", "month", PERSON, (income, rate), legal_source=law, less=given),
    )


# --- a worker on unemployment benefit

PAID = Lever("paid", "", N_("Số tháng đã đóng BHTN"), "count", 36, unit=N_("tháng"), maximum=480)
WAGE = open_field("wage", N_("Tiền lương đóng bảo hiểm bình quân 6 tháng"), N_("đồng/tháng"), 200_000_000, 10_000)
SECTOR = Lever(
    "sector",
    "",
    N_("Nơi làm việc"),
    "choice",
    "business",
    options=(("business", N_("Doanh nghiệp")), ("state", N_("Khu vực nhà nước"))),
)
ZONE = Lever(
    "zone",
    "",
    N_("Vùng của nơi làm việc"),
    "choice",
    insurance.MINIMUM_WAGES[0],
    options=((insurance.MINIMUM_WAGES[0], N_("Vùng III (16 phường)")), (insurance.MINIMUM_WAGES[1], N_("Vùng IV"))),
)
MINIMUM_WAGE = decreed_field("minimum_wage", N_("Lương tối thiểu vùng"), N_("đồng/tháng"), 20_000_000, 10_000)


def unemployed_lines(side: Side) -> tuple[CaseLine, ...]:
    share = side.norm(insurance.BENEFIT_PARAMETER, "percent", N_("mức hưởng"))
    base = (
        side.norm(BASE_SALARY, "money", N_("lương cơ sở"))
        if side.value(SECTOR) == "state" and not side.covers(insurance.BENEFIT_PARAMETER, ONE_CEILING)
        else side.entered(MINIMUM_WAGE, "money", str(side.value(ZONE)))
    )
    cap = (Term(insurance.CEILING.times, "count", N_("lần")), base)
    law = insurance.UNEMPLOYMENT_LAW
    wage = side.entered(WAGE, "money")
    monthly = line(
        "monthly",
        N_("Trợ cấp một tháng"),
        "support",
        "month",
        UNEMPLOYMENT_FUND,
        (wage, share),
        legal_source=law,
        cap=cap,
    )
    months = insurance.months_of_benefit(side.number(PAID) or 0)
    terms = (Term(months, "months", N_("số tháng hưởng")), Term(monthly.vnd, "money", N_("trợ cấp một tháng")))
    return (
        monthly,
        line("total", N_("Cả thời gian hưởng"), "whole", "once", UNEMPLOYMENT_FUND, terms, legal_source=law),
    )


# --- a learner in a short course

GROUP = Lever(
    "group", "", N_("Nhóm"), "choice", "rural", options=tuple((group.key, group.name) for group in training.GROUPS)
)
COURSE = decreed_field("cost", N_("Mức hỗ trợ một khóa"), N_("đồng/khóa"), 12_000_000, 50_000)
DAYS = open_field("days", N_("Số ngày thực học"), N_("ngày"), 365)
MEAL = like("meal", training.MEAL)
FAR = Lever("far", "", N_("Học xa nơi ở, được hỗ trợ đi lại"), "switch", 0)
TRAVEL = decreed_field("travel", N_("Tiền đi lại"), N_("đồng/khóa"), 600_000, 10_000)


def learner_lines(side: Side) -> tuple[CaseLine, ...]:
    group = str(side.value(GROUP))
    travel = training.TRAVEL_DISABLED if group == "disabled" else training.TRAVEL
    course = side.entered(COURSE, "money", training.COSTS[group].parameter)
    lines = [
        line(
            "cost", N_("Chi phí đào tạo, tối đa"), "support", "once", STATE, (course,), legal_source=training.COURSE_LAW
        ),
        line(
            "meals",
            N_("Tiền ăn"),
            "support",
            "once",
            STATE,
            (side.entered(DAYS, "days"), side.entered(MEAL, "money", training.MEAL.parameter)),
            legal_source=training.COURSE_LAW,
        ),
    ]
    if side.value(FAR) == 1:
        fare = side.entered(TRAVEL, "money", travel.parameter)
        lines.append(
            line("travel", N_("Tiền đi lại"), "support", "once", STATE, (fare,), legal_source=training.COURSE_LAW)
        )
    return tuple(lines)


# --- a worker going abroad

_ABROAD = {each.group: each for each in employment.AREA.lines if each.scheme == OVERSEAS_SUPPORT}
ABROAD = {code: like(code, _ABROAD[code].factors[-1]) for code in ("language", "orientation", "health_check")}
ABROAD_DAYS = open_field("days", N_("Số ngày học được hỗ trợ tiền ăn"), N_("ngày"), 365)
ABROAD_MEAL = like("meal", employment.MEAL)
LODGING_MONTHS = Lever("months", "", N_("Số tháng được hỗ trợ tiền ở"), "count", 0, unit=N_("tháng"), maximum=12)


def abroad_lines(side: Side) -> tuple[CaseLine, ...]:
    source = OVERSEAS_SUPPORT.legal_source
    terms: dict[str, tuple[Term, ...]] = {
        code: (side.entered(field, "money", f"abroad.{code}"),) for code, field in ABROAD.items()
    }
    terms["meals"] = (side.entered(ABROAD_DAYS, "days"), side.entered(ABROAD_MEAL, "money", employment.MEAL.parameter))
    lodging = side.norm(employment.LODGING.parameter, "money", employment.LODGING.label)
    if lodging.value is not None and side.number(LODGING_MONTHS):
        terms["lodging"] = (side.entered(LODGING_MONTHS, "months"), lodging)
    return tuple(
        line(code, _ABROAD[code].name, "support", "once", STATE, each, legal_source=source)
        for code, each in terms.items()
    )


@dataclass(frozen=True)
class SupportCard:
    """`fields` can be edited on the screen; those in `moved` may have another value after the scenario. `months`
    are the months compared at first. `note` states a limit that no amount shows."""

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


NEW_YEAR = Month(2025, 12), Month(2026, 1)
"""The law of employment and training changes between these two."""
CARDS = (
    SupportCard("the-bhyt-can-ngheo", "poverty", N_("Hộ cận nghèo: thẻ bảo hiểm y tế"), (CARDS_HELD, CARD_TOP_UP),
        (CARD_TOP_UP,), health_card_lines),
    SupportCard("hoc-nghe", "training", N_("Phụ nữ nông thôn học nghề dưới 3 tháng"), (GROUP, COURSE, DAYS, MEAL, FAR,
        TRAVEL), (COURSE, MEAL, TRAVEL), learner_lines, NEW_YEAR, N_("Mỗi người được hỗ trợ một lần.")),
    SupportCard("di-nuoc-ngoai", "employment", N_("Người đi làm việc ở nước ngoài"), (*ABROAD.values(), ABROAD_DAYS,
        ABROAD_MEAL, LODGING_MONTHS), (*ABROAD.values(), ABROAD_MEAL), abroad_lines, NEW_YEAR),
    SupportCard("that-nghiep", "insurance", N_("Người hưởng trợ cấp thất nghiệp"), (PAID, WAGE, SECTOR, ZONE,
        MINIMUM_WAGE), (), unemployed_lines, NEW_YEAR,
        N_("Từ 01/01/2026 một mức trần cho mọi khu vực: 5 lần lương tối thiểu vùng (Luật Việc làm 74/2025/QH15).")),
    SupportCard("bhxh-tu-nguyen", "insurance", N_("Người hộ nghèo đóng BHXH tự nguyện"), (STATUS, INCOME,
        PROVINCE_SHARE), (PROVINCE_SHARE,), voluntary_lines, (Month(2025, 6), Month(2025, 7)),
        N_("Mỗi người được hỗ trợ tối đa 10 năm (120 tháng).")),
)  # fmt: skip

"""What a near-poor household, a payer of voluntary insurance and a worker without work come to under a month's law.

Belongs here: the fields and sums of cases of insurance. Does not: the cards (support_cases.py), terms and amounts
(support_case_lines.py).
"""

from __future__ import annotations

from models.policy.areas import insurance
from models.policy.areas.health_card import CONTRIBUTION, NEAR_POOR_SHARE
from models.policy.cases.support_case_lines import STATE, CaseLine, Side, Term, line, open_field
from models.policy.levers.levers import Lever
from models.policy.schemes import BASE_SALARY, UNEMPLOYMENT_FUND
from models.wording.words import N_

PROVINCE, PERSON, HOUSEHOLD = N_("Tỉnh, nguồn khác"), N_("Người tham gia"), N_("Hộ gia đình")
CARD_LAW = N_("Luật Bảo hiểm y tế; Nghị định 146/2018/NĐ-CP, Điều 8")
CAP_TIMES = 5
"""Unemployment benefit is no more than so many times the base salary (state sector) or the regional minimum wage."""


# --- health card of a near-poor household

CARDS_HELD = Lever("cards", "", N_("Số thẻ của hộ"), "count", 1, unit=N_("thẻ"), minimum=1, maximum=20)
CARD_TOP_UP = open_field("top_up", N_("Tỉnh, nguồn khác hỗ trợ thêm"), "%", 100)


def _with_top_up(side: Side, field: Lever, share: Term) -> Term | None:
    """The province's share: only where it is told, and never beyond what the State leaves."""
    told = side.number(field)
    if told is None or share.value is None:
        return None
    return Term(min(told, 100 - share.value), "percent", field.label)


def health_card_lines(side: Side) -> tuple[CaseLine, ...]:
    premium = (
        side.norm(BASE_SALARY, "money", N_("lương cơ sở")),
        Term(CONTRIBUTION, "per_thousand", N_("mức đóng"), CARD_LAW, "secondary"),
        Term(12, "months", N_("tháng")),
        Term(side.number(CARDS_HELD), "count", CARDS_HELD.label),
    )
    share = side.norm(NEAR_POOR_SHARE, "percent", N_("phần Nhà nước hỗ trợ"))
    state = line("state", N_("Nhà nước hỗ trợ, tối thiểu"), "support", "year", STATE, (*premium, share), CARD_LAW)
    given = [state]
    top_up = _with_top_up(side, CARD_TOP_UP, share)
    if top_up is not None:
        given.append(
            line("top_up", N_("Hỗ trợ thêm"), "support", "year", PROVINCE, (*premium, top_up), insurance.TOP_UP_SOURCE)
        )
    return (
        line("premium", N_("Mức đóng một năm"), "whole", "year", "", premium, CARD_LAW),
        *given,
        line("own", N_("Hộ tự đóng, tối đa"), "own", "year", HOUSEHOLD, premium, CARD_LAW, less=given),
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
PROVINCE_SHARE = open_field("top_up", N_("Tỉnh hỗ trợ thêm"), "%", 100)


def voluntary_lines(side: Side) -> tuple[CaseLine, ...]:
    [status] = [each for each in insurance.STATUSES if each.key == side.value(STATUS)]
    floor = side.norm(insurance.BASE_PARAMETER, "money", N_("chuẩn hộ nghèo nông thôn"))
    rate = side.norm(insurance.RATE_PARAMETER, "percent", N_("mức đóng"))
    share = side.norm(status.parameter, "percent", N_("phần Nhà nước hỗ trợ"))
    chosen = side.number(INCOME)
    above = chosen is not None and floor.value is not None and chosen > floor.value
    income = side.told(INCOME, "money") if above else floor
    state = line("state", N_("Nhà nước hỗ trợ"), "support", "month", STATE, (floor, rate, share), insurance.DECREES)
    given = [state]
    top_up = _with_top_up(side, PROVINCE_SHARE, share)
    if top_up is not None:
        source = insurance.TOP_UP_SOURCE
        given.append(
            line("top_up", N_("Tỉnh hỗ trợ thêm"), "support", "month", PROVINCE, (floor, rate, top_up), source)
        )
    law = insurance.CONTRIBUTION
    return (
        line("contribution", N_("Mức đóng một tháng"), "whole", "month", "", (income, rate), law),
        *given,
        line("own", N_("Tự đóng"), "own", "month", PERSON, (income, rate), law, less=given),
    )


# --- a worker on unemployment benefit

PAID = Lever("paid", "", N_("Số tháng đã đóng BHTN"), "count", 36, unit=N_("tháng"), maximum=480)
WAGE = open_field("wage", N_("Tiền lương đóng bảo hiểm bình quân 6 tháng"), N_("đồng/tháng"), 200_000_000, 10_000)
SECTOR = Lever(
    "sector", "", N_("Nơi làm việc"), "choice", "business",
    options=(("business", N_("Doanh nghiệp")), ("state", N_("Khu vực nhà nước"))),
)  # fmt: skip
MINIMUM_WAGE = open_field("minimum_wage", N_("Lương tối thiểu vùng"), N_("đồng/tháng"), 20_000_000, 10_000)


def unemployed_lines(side: Side) -> tuple[CaseLine, ...]:
    share = side.norm(insurance.BENEFIT_PARAMETER, "percent", N_("mức hưởng"))
    base = (
        side.norm(BASE_SALARY, "money", N_("lương cơ sở"))
        if side.value(SECTOR) == "state"
        else side.told(MINIMUM_WAGE, "money")
    )
    cap = (Term(CAP_TIMES, "count", N_("lần")), base)
    law = insurance.UNEMPLOYMENT_LAW
    wage = side.told(WAGE, "money")
    monthly = line(
        "monthly", N_("Trợ cấp một tháng"), "support", "month", UNEMPLOYMENT_FUND, (wage, share), law, cap=cap
    )
    months = insurance.months_of_benefit(side.number(PAID) or 0)
    terms = (Term(months, "months", N_("số tháng hưởng")), Term(monthly.vnd, "money", N_("trợ cấp một tháng")))
    return (monthly, line("total", N_("Cả thời gian hưởng"), "whole", "once", UNEMPLOYMENT_FUND, terms, law))

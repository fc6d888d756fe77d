"""Tie-outs of the money: what the model and the law hold against the report's recipients and budgets."""

from __future__ import annotations

from fractions import Fraction

from models.money import divide_half_up
from models.policy.schemes import CENTRE, MERIT, PROTECTION, Scheme
from models.policy.tie_outs.report_evidence import Evidence, Work, known
from models.policy.tie_outs.validation import Amount, Check, Found, Span, Subject
from models.wording.words import N_

HEDGED = Fraction(1, 1000)
"""Of a total given as "trên" or "gần": the mix is fitted to the round figure, not to what stands behind the hedge."""
HEDGE_REACH_VND = 990_000_000
""" "trên 24 tỷ" is still said of 24,99 tỷ."""
MONTHLY_TOTAL_VND = 72_100_000_000
"""The month's bill as it is quoted ("khoảng 72,1 tỷ đồng/tháng"): its parts may not come to less."""
PEOPLE, MONEY, MONEY_A_PERSON = N_("người"), N_("đồng/tháng"), N_("đồng/người/tháng")
PROGRAMME = N_("dòng toàn tỉnh tháng 12/2023 mà phương án giả định tính trên đó")
Pair = tuple[Check, Work]


def people_by_group(subject: Subject, name: str, key: str, scheme: Scheme) -> Pair:
    """Groups of the scheme sum to the report's people, to the person."""

    def work(e: Evidence) -> Found:
        return Found(Span.at(e.value(key)), Span.at(known(e.groups, scheme.code).people))

    formula = N_("cộng số người của các nhóm (cơ cấu minh họa)")
    return Check(f"{subject}.people_by_group", subject, name, PEOPLE, formula), work


def budget_by_group(subject: Subject, name: str, formula: str, key: str, scheme: Scheme) -> Pair:
    """Groups of the scheme at the report month's amounts sum to the report's budget, within its hedge."""

    def work(e: Evidence) -> Found:
        reported, norm = e.figure(key), e.norm(scheme.norm)
        return Found(
            Span.at(reported.value),
            Span.at(known(e.groups, scheme.code).amount_vnd),
            abs(reported.value) * HEDGED,
            {"norm": Amount(Fraction(norm.value)), "since": norm.applies_from},
            reported.qualifier,
        )

    return Check(f"{subject}.budget_by_group", subject, name, MONEY, formula), work


def programme_people(code: str, subject: Subject, name: str, key: str, scheme: Scheme) -> Pair:
    """The people a what-if stands on are the report's."""

    def work(e: Evidence) -> Found:
        return Found(Span.at(e.value(key)), Span.at(known(e.people, scheme.code)))

    return Check(code, subject, name, PEOPLE, PROGRAMME), work


def programme_money(subject: Subject, name: str, key: str, scheme: Scheme) -> Pair:
    """The money a what-if stands on is the report's."""

    def work(e: Evidence) -> Found:
        reported = e.figure(key)
        return Found(Span.at(reported.value), Span.at(known(e.money, scheme.code)), qualifier=reported.qualifier)

    return Check(f"{subject}.programme_money", subject, name, MONEY, PROGRAMME), work


def mean(subject: Subject, name: str, budget: str, people: str) -> Pair:
    """The mean kept with the figures is the budget over the people, rounded half up."""

    def work(e: Evidence) -> Found:
        kept = e.figure(f"{subject}.mean_monthly_amount")
        values = {"budget": e.amount(budget), "people": e.amount(people)}
        return Found(
            Span.at(kept.value),
            Span.at(_half_up(e.value(budget) / e.value(people))),
            values=values,
            qualifier=kept.qualifier,
        )

    return Check(f"{subject}.mean", subject, name, MONEY_A_PERSON, N_("{budget} đồng : {people} người")), work


def merit_mean_in_tables(e: Evidence) -> Found:
    budget = e.figure("merit.monthly_budget")
    lowest, highest = known(e.published, MERIT.code)
    return Found(
        Span.at(budget.value / e.value("merit.monthly_recipients")),
        Span(Fraction(lowest), Fraction(highest)),
        values={"since": e.norm(MERIT.norm).applies_from},
        qualifier=budget.qualifier,
    )


def mean_coefficient(e: Evidence) -> Found:
    budget, people = e.figure("protection.monthly_budget"), e.figure("protection.community_recipients")
    reach = budget.value + (HEDGE_REACH_VND if budget.qualifier == ">" else 0)
    norm, ends = Fraction(e.norm(PROTECTION.norm).value), known(e.coefficients, PROTECTION.code)
    return Found(
        Span(budget.value / people.value / norm, reach / people.value / norm),
        Span(Fraction(ends[0], 2), Fraction(ends[1], 2)),
        values={"budget": Amount(budget.value), "reach": Amount(reach), "people": people.amount, "norm": Amount(norm)},
    )


def floor_of_budget(e: Evidence) -> Found:
    budget, people = e.figure("protection.monthly_budget"), e.figure("protection.community_recipients")
    norm, lowest = Fraction(e.norm(PROTECTION.norm).value), known(e.coefficients, PROTECTION.code)[0]
    values = {"people": people.amount, "lowest": coefficient(lowest), "norm": Amount(norm)}
    least = people.value * norm * lowest / 2
    return Found(Span.at(budget.value), Span(least, None), values=values, qualifier=budget.qualifier)


def centre_cost(e: Evidence) -> Found:
    kept, people = e.figure("protection.centre_monthly_cost"), e.figure("protection.centre_residents")
    norm, lowest = Fraction(e.norm(CENTRE.norm).value), known(e.coefficients, CENTRE.code)[0]
    values = {"people": people.amount, "coefficient": coefficient(lowest), "norm": Amount(norm)}
    return Found(
        Span.at(kept.value), Span.at(people.value * norm * lowest / 2), values=values, qualifier=kept.qualifier
    )


def centre_outside(e: Evidence) -> Found:
    budget, cost = e.figure("protection.monthly_budget"), e.figure("protection.centre_monthly_cost")
    rest = budget.value - known(e.groups, PROTECTION.code).amount_vnd
    values = {"budget": budget.amount, "cost": cost.amount}
    return Found(Span.at(rest), Span(None, cost.value - abs(budget.value) * HEDGED), values=values)


def monthly_total(e: Evidence) -> Found:
    keys = ("merit.monthly_budget", "protection.monthly_budget", "protection.centre_monthly_cost")
    merit, community, centre = (e.figure(key) for key in keys)
    values = {"merit": merit.amount, "community": community.amount, "centre": centre.amount}
    total = merit.value + community.value + centre.value
    return Found(Span.at(total), Span(Fraction(MONTHLY_TOTAL_VND), None), values=values, qualifier="~")


def coefficient(halves: int) -> Amount:
    return Amount(Fraction(halves, 2), decimals=1, is_coefficient=True)


def _half_up(value: Fraction) -> int:
    return divide_half_up(value.numerator, value.denominator)


_MERIT_PEOPLE, _MERIT_MONEY = "merit.monthly_recipients", "merit.monthly_budget"
_PEOPLE, _MONEY = "protection.community_recipients", "protection.monthly_budget"

MODEL_CHECKS: tuple[Pair, ...] = (
    people_by_group("merit", N_("Người có công hưởng hằng tháng: cộng các nhóm"), _MERIT_PEOPLE, MERIT),
    budget_by_group(
        "merit", N_("Kinh phí trợ cấp người có công: cộng các nhóm"),
        N_("cộng số người từng nhóm × mức công bố áp dụng từ {since}"), _MERIT_MONEY, MERIT,
    ),
    programme_people(
        "merit.programme_people", "merit", N_("Người có công hưởng hằng tháng: số nền của mô "
                                              "hình"), _MERIT_PEOPLE, MERIT
    ),
    programme_money("merit", N_("Kinh phí trợ cấp người có công: số nền của mô hình"), _MERIT_MONEY, MERIT),
    mean("merit", N_("Mức trợ cấp bình quân người có công"), _MERIT_MONEY, _MERIT_PEOPLE),
    (
        Check(
            "merit.mean_in_tables", "merit", N_("Mức bình quân người có công nằm trong bảng mức hưởng"), MONEY_A_PERSON,
            N_("từ mức công bố thấp nhất đến mức cao nhất, bảng áp dụng từ {since}"), "within",
        ),
        merit_mean_in_tables,
    ),
    people_by_group("protection", N_("Đối tượng trợ cấp tại cộng đồng: cộng các nhóm"), _PEOPLE, PROTECTION),
    budget_by_group(
        "protection", N_("Kinh phí trợ cấp tại cộng đồng: cộng các nhóm"),
        N_("cộng số suất từng nhóm × hệ số × {norm} đồng"), _MONEY, PROTECTION,
    ),
    programme_people(
        "protection.programme_people", "protection", N_("Đối tượng trợ cấp tại cộng đồng: số nền của mô "
                                                        "hình"), _PEOPLE, PROTECTION,
    ),
    programme_money("protection", N_("Kinh phí trợ cấp tại cộng đồng: số nền của mô hình"), _MONEY, PROTECTION),
    programme_people(
        "protection.centre_people", "protection", N_("Đối tượng nuôi dưỡng tại cơ sở: số nền của mô "
                                                     "hình"), "protection.centre_residents", CENTRE,
    ),
    mean("protection", N_("Mức trợ cấp bình quân tại cộng đồng"), _MONEY, _PEOPLE),
    (
        Check(
            "protection.mean_coefficient", "protection", N_("Hệ số bình quân nằm trong khung hệ số của Nghị định "
                                                            "20/2021"),
            N_("lần mức chuẩn"), N_("từ {budget} đến {reach} đồng : {people} người : {norm} đồng"), "within", 3,
        ),
        mean_coefficient,
    ),
    (
        Check(
            "protection.floor", "protection", N_("Kinh phí tại cộng đồng không thấp hơn mức sàn"), MONEY,
            N_("{people} người × hệ số thấp nhất {lowest} × {norm} đồng"), "within",
        ),
        floor_of_budget,
    ),
    (
        Check(
            "protection.centre_cost", "protection", N_("Kinh phí nuôi dưỡng tại cơ sở (tối thiểu)"), MONEY,
            N_("{people} người × hệ số {coefficient} × {norm} đồng"),
        ),
        centre_cost,
    ),
    (
        Check(
            "protection.centre_outside", "protection", N_("Kinh phí nuôi dưỡng tại cơ sở không nằm trong kinh phí "
                                                          "tại cộng đồng"), MONEY,
            N_("{budget} đồng − cộng các nhóm; phần còn lại không chứa nổi {cost} đồng của cơ sở"), "within",
        ),
        centre_outside,
    ),
    (
        Check(
            "all.monthly_total", "all", N_("Tổng chi trả hằng tháng không thấp hơn số đã nêu"), MONEY,
            N_("người có công {merit} + cộng đồng {community} + cơ sở {centre}"), "within",
        ),
        monthly_total,
    ),
)  # fmt: skip
"""In the order of the table."""

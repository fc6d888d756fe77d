"""Tie-outs of the report against itself: sums, implied plans, parts inside their whole, rates and the households behind
them."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from models.money import divide_half_up
from models.policy.tie_outs.model_checks import MODEL_CHECKS, Pair
from models.policy.tie_outs.report_evidence import HALF_RATE, Evidence, MissingEvidenceError, households
from models.policy.tie_outs.report_remarks import remarks
from models.policy.tie_outs.validation import Amount, Check, Found, Missing, Span, Subject, TieOut, Validation
from models.wording.words import N_

HALF_PERCENT = Fraction(1, 2)
"""Half the last digit of "114%"."""
PEOPLE, HOUSEHOLDS = N_("người"), N_("hộ")
LEVELS = ("college", "intermediate", "elementary", "short")


def validate(evidence: Evidence) -> Validation:
    """Every check of the report on one version."""
    found: list[TieOut] = []
    missing: list[Missing] = []
    for check, work in (*MODEL_CHECKS, *REPORT_CHECKS):
        try:
            found.append(TieOut(check, work(evidence)))
        except (MissingEvidenceError, ZeroDivisionError) as lacking:
            missing.append(Missing(check, str(lacking)))
    return Validation(tuple(found), tuple(missing), remarks(evidence))


def plan(code: str, name: str, done: str, percent: str, planned: str) -> Pair:
    """What was done over the plan kept with the figures comes to the report's percent, within its rounding."""

    def work(e: Evidence) -> Found:
        reported, made, goal = e.figure(percent), e.figure(done), e.figure(planned)
        ends = (made.value * 100 / (reported.value + half) for half in (HALF_PERCENT, -HALF_PERCENT))
        low, high = ceil(next(ends)), floor(next(ends))
        values = {
            "done": made.amount,
            "plan": Amount(goal.value),
            "low": Amount(Fraction(low)),
            "high": Amount(Fraction(high)),
        }
        return Found(Span.at(reported.value), Span.at(made.value * 100 / goal.value), HALF_PERCENT, values)

    formula = N_("{done} : {plan} × 100; báo cáo làm tròn nên kế hoạch trong khoảng {low} - {high} người")
    return Check(code, "employment", name, "%", formula, decimals=2), work


def inside(code: str, subject: Subject, name: str, unit: str, part: str, whole: str) -> Pair:
    """A part of a count is not more than the count."""

    def work(e: Evidence) -> Found:
        a, b = e.figure(part), e.figure(whole)
        return Found(
            Span.at(a.value),
            Span(Fraction(0), b.value),
            values={"part": a.amount, "whole": b.amount},
            qualifier=a.qualifier,
        )

    return Check(code, subject, name, unit, N_("{part} nằm trong {whole}"), "within"), work


def levels(e: Evidence) -> Found:
    parts = {level: e.figure(f"training.enrolled_{level}") for level in LEVELS}
    total = sum((part.value for part in parts.values()), Fraction(0))
    values = {level: part.amount for level, part in parts.items()}
    return Found(Span.at(e.value("training.enrolled")), Span.at(total), values=values)


def households_meet(before: bool) -> Pair:
    """Two rates of the same households: what each leaves open must meet what the other does."""

    def work(e: Evidence) -> Found:
        return Found(households(e, "poor", before), households(e, "near_poor", before))

    if before:
        code, name = "poverty.households_2022_meet", N_("Tổng số hộ năm 2022: suy từ hộ nghèo và từ hộ cận nghèo")
        formula = N_("(số hộ + số giảm) : (tỷ lệ + điểm giảm), hai lần làm tròn; hai khoảng phải giao nhau")
    else:
        code, name = "poverty.households_meet", N_("Tổng số hộ: suy từ hộ nghèo và từ hộ cận nghèo")
        formula = N_("số hộ : tỷ lệ đã làm tròn; hai khoảng phải giao nhau")
    return Check(code, "poverty", name, HOUSEHOLDS, formula, "meet"), work


def households_kept(e: Evidence) -> Found:
    kept, both = e.figure("poverty.households"), households(e, "poor").and_also(households(e, "near_poor"))
    if kept.low is None or kept.high is None:
        raise MissingEvidenceError("poverty.households low, high")
    return Found(Span(kept.low, kept.high), Span(_half_up(both.low), _half_up(both.high)))


def households_hold_the_poor(e: Evidence) -> Found:
    poor, near, all_ = (e.figure(f"poverty.{key}") for key in ("poor_households", "near_poor_households", "households"))
    least = all_.value if all_.low is None else all_.low
    values = {"poor": poor.amount, "near": near.amount, "least": Amount(least)}
    return Found(Span.at(poor.value + near.value), Span(Fraction(0), least), values=values)


def rate(kind: str, name: str) -> Pair:
    """The report's rate is what its count makes of the households kept with the figures."""

    def work(e: Evidence) -> Found:
        count, all_ = e.figure(f"poverty.{kind}_households"), e.figure("poverty.households")
        least, most = all_.low or all_.value, all_.high or all_.value
        values = {"count": count.amount, "least": Amount(least), "most": Amount(most)}
        between = Span(count.value * 100 / most, count.value * 100 / least)
        return Found(Span.at(e.value(f"poverty.{kind}_rate")), between, HALF_RATE, values)

    formula = N_("{count} hộ : tổng số hộ trong khoảng {least} - {most}")
    return Check(f"poverty.{kind}_rate", "poverty", name, "%", formula, "within", 3), work


def back_cast(kind: str, what: str, name: str, unit: str, change: str) -> Pair:
    """Last year's figure kept with the figures is this year's less the change."""

    def work(e: Evidence) -> Found:
        now, moved = e.figure(f"poverty.{kind}_{what}"), e.figure(f"poverty.{kind}_{change}")
        values = {"now": now.amount, "moved": Amount(-moved.value)}
        return Found(
            Span.at(e.value(f"poverty.{kind}_{what}", "2022")), Span.at(now.value - moved.value), values=values
        )

    formula = N_("{now} + {moved}") if unit == HOUSEHOLDS else N_("{now}% + {moved} điểm phần trăm")
    return Check(f"poverty.{kind}_{what}_2022", "poverty", name, unit, formula, decimals=2), work


def _half_up(value: Fraction | None) -> Fraction | None:
    return None if value is None else Fraction(divide_half_up(value.numerator, value.denominator))


REPORT_CHECKS: tuple[Pair, ...] = (
    plan(
        "employment.new_jobs_plan", N_("Việc làm mới so với kế hoạch tính ngược"), "employment.new_jobs",
        "employment.new_jobs_vs_plan", "employment.new_jobs_plan",
    ),
    plan(
        "employment.overseas_plan", N_("Xuất khẩu lao động so với kế hoạch tính ngược"), "employment.overseas_workers",
        "employment.overseas_vs_plan", "employment.overseas_plan",
    ),
    inside(
        "employment.overseas_inside", "employment", N_("Xuất khẩu lao động nằm trong việc làm mới"), PEOPLE,
        "employment.overseas_workers", "employment.new_jobs",
    ),
    (
        Check(
            "training.levels", "training", N_("Tuyển sinh đào tạo nghề: cộng các trình độ"), PEOPLE,
            N_("cao đẳng {college} + trung cấp {intermediate} + sơ cấp {elementary} + dưới 3 tháng {short}"),
        ),
        levels,
    ),
    households_meet(before=False),
    (
        Check(
            "poverty.households", "poverty", N_("Tổng số hộ ghi trong số liệu"), HOUSEHOLDS, N_("giao của hai khoảng "
                                                                                                "suy từ tỷ lệ hộ "
                                                                                                "nghèo và hộ cận "
                                                                                                "nghèo"),
        ),
        households_kept,
    ),
    (
        Check(
            "poverty.inside_households", "poverty", N_("Hộ nghèo và hộ cận nghèo nằm trong tổng số hộ"), HOUSEHOLDS,
            N_("{poor} + {near} không vượt {least}"), "within",
        ),
        households_hold_the_poor,
    ),
    rate("poor", N_("Tỷ lệ hộ nghèo")),
    rate("near_poor", N_("Tỷ lệ hộ cận nghèo")),
    back_cast("poor", "households", N_("Hộ nghèo năm 2022"), HOUSEHOLDS, "change"),
    back_cast("near_poor", "households", N_("Hộ cận nghèo năm 2022"), HOUSEHOLDS, "change"),
    back_cast("poor", "rate", N_("Tỷ lệ hộ nghèo năm 2022"), "%", "rate_change"),
    back_cast("near_poor", "rate", N_("Tỷ lệ hộ cận nghèo năm 2022"), "%", "rate_change"),
    households_meet(before=True),
)  # fmt: skip
"""In the order of the table."""

"""Tie-outs: the report against itself, the model against the report, against golden/doi_chieu.csv worked by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from data.seed_files import seed_rows
from data.store.queries import tie_out_rows
from models.money import divide_half_up
from models.policy.law.law import Law
from models.policy.schemes import CENTRE, MERIT, PROTECTION
from models.policy.tie_outs import tie_outs
from models.policy.tie_outs.tie_outs import (
    Amount,
    Evidence,
    ExpressionError,
    Figure,
    MissingFigureError,
    ModelTotals,
    Relation,
    Span,
    TieOut,
    TieOutRow,
    Validation,
    evaluate,
)
from tests.models.seed_frames import Seed, golden, sent, with_rows
from tests.models.worked import result_of

SUBJECTS = {
    "merit": "người có công",
    "protection": "bảo trợ xã hội",
    "employment": "việc làm",
    "training": "đào tạo",
    "poverty": "giảm nghèo",
    "all": "chung",
}
ROWS = golden("doi_chieu")
CODES = [row["mã"] for row in ROWS]


def evidence_of(seed: Seed, **frames: pl.DataFrame) -> Evidence:
    """The seed's evidence, with some frames replaced."""
    observations = frames.get("observations", seed.figures)
    return Evidence.of(
        observations.to_dicts(),
        caseload=frames.get("caseload", seed.caseload),
        groups=frames.get("groups", seed.groups),
        areas=seed.areas,
        amounts=frames.get("amounts", seed.amounts),
        law=Law.from_frame(frames.get("parameters", seed.parameters)),
    )


def validate(evidence: Evidence) -> Validation:
    return tie_outs.validate(evidence, tie_out_rows())


@pytest.fixture
def evidence(seed: Seed) -> Evidence:
    return evidence_of(seed)


def broken(evidence: Evidence) -> set[str]:
    return {out.check.code for out in validate(evidence).broken}


def absent(evidence: Evidence) -> set[str]:
    return {lacking.check.code for lacking in validate(evidence).missing}


def with_figure(evidence: Evidence, key: str, **changes: object) -> Evidence:
    """One figure changed; `key` is an indicator of 2023, or "indicator 2022"."""
    indicator, _, period = key.partition(" ")
    place = (indicator, period or "2023")
    exact = {name: Fraction(str(v)) if name in ("value", "low", "high") else v for name, v in changes.items()}
    return replace(evidence, figures={**evidence.figures, place: replace(evidence.figures[place], **exact)})


# --- As the report stands


def ends(text: str) -> list[Fraction | None]:
    """ "279.669 - 280.998", "từ 5", "đến 7", "114": the two ends."""
    if text.startswith("từ "):
        return [number(text[3:]), None]
    if text.startswith("đến "):
        return [None, number(text[4:])]
    parts = text.split(" - ")
    return [number(parts[0]), number(parts[-1])]


def number(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))


def rounded(value: Fraction | None, decimals: int) -> Fraction | None:
    if value is None:
        return None
    return Fraction(divide_half_up(value.numerator * 10**decimals, value.denominator), 10**decimals)


def test_the_golden_file_lists_every_check_in_the_order_of_the_table(evidence: Evidence) -> None:
    checked = validate(evidence)
    assert [out.check.code for out in checked.tie_outs] == CODES
    assert checked.missing == ()
    assert len(set(CODES)) == len(CODES) == 31


@pytest.mark.parametrize("row", ROWS, ids=CODES)
def test_a_check_finds_what_was_worked_out_by_hand(evidence: Evidence, row: dict[str, str]) -> None:
    (out,) = [out for out in validate(evidence).tie_outs if out.check.code == row["mã"]]
    check = out.check
    assert (SUBJECTS[check.subject], check.name, check.unit) == (row["lĩnh vực"], row["phép đối chiếu"], row["đơn vị"])
    for side, column in ((out.reported, "báo cáo"), (out.modelled, "mô hình")):
        assert [rounded(end, check.decimals) for end in (side.low, side.high)] == ends(row[column])
    assert rounded(out.difference, 3) == number(row["chênh lệch"])
    assert out.tolerance == number(row["dung sai"])
    assert out.holds == (row["kết quả"] == "khớp")


def test_every_sum_written_for_an_official_comes_to_the_figure_beside_it() -> None:
    checked = 0
    for row in ROWS:
        for column in ("báo cáo", "mô hình"):
            sums = row[f"phép tính bên {column}"].split("; ")
            figures = [end for end in ends(row[column]) if end is not None]
            for figure, text in zip(figures, sums, strict=False):  # one sum for both ends of a point
                left, _, right = text.partition(" = ")
                places = 10 ** len(right.partition(",")[2])
                if right:
                    assert result_of(f"{places} x ({left})") == number(right) * places, text
                    assert rounded(number(right), 2) == figure or number(right) == figure, text
                    checked += 1
    assert checked == 34


def test_nothing_is_a_float(evidence: Evidence) -> None:
    for out in validate(evidence).tie_outs:
        numbers = [out.reported.low, out.reported.high, out.modelled.low, out.modelled.high]
        assert {type(value) for value in numbers if value is not None} == {Fraction}
        assert type(out.tolerance) is type(out.difference) is Fraction


def test_every_formula_and_remark_has_its_numbers(evidence: Evidence) -> None:
    checked = validate(evidence)
    for text, values in [(out.check.sentence, out.values) for out in checked.tie_outs] + [
        (remark.text, remark.values) for remark in checked.remarks
    ]:
        assert "{" not in text.format(**dict.fromkeys(values, "số")), text


# --- Broken by one figure

POOR_2022, NEAR_2022 = "poverty.poor_households_2022", "poverty.near_poor_households_2022"
FIGURES: list[tuple[str, object, set[str]]] = [
    ("merit.monthly_recipients", 20_356, {"merit.people_by_group", "merit.programme_people", "merit.mean"}),
    ("merit.monthly_budget", 47_702_000_000, {"merit.programme_money", "merit.mean"}),
    (
        "merit.monthly_budget",
        47_650_000_000,
        {"merit.budget_by_group", "merit.programme_money", "merit.mean", "all.monthly_total"},
    ),
    (
        "merit.monthly_budget",
        163_000_000_000,
        {"merit.budget_by_group", "merit.programme_money", "merit.mean", "merit.mean_in_tables"},
    ),
    ("merit.mean_monthly_amount", 2_343_453, {"merit.mean"}),
    (
        "protection.community_recipients",
        45_576,
        {"protection.people_by_group", "protection.programme_people", "protection.mean"},
    ),
    (
        "protection.monthly_budget",
        16_000_000_000,
        {
            "protection.budget_by_group",
            "protection.programme_money",
            "protection.mean",
            "protection.mean_coefficient",
            "protection.floor",
            "all.monthly_total",
        },
    ),
    (
        "protection.monthly_budget",
        24_445_440_000,
        {"protection.budget_by_group", "protection.programme_money", "protection.mean", "protection.centre_outside"},
    ),
    ("protection.mean_monthly_amount", 526_605, {"protection.mean"}),
    ("protection.centre_residents", 302, {"protection.centre_people", "protection.centre_cost"}),
    ("protection.centre_monthly_cost", 433_440_001, {"protection.centre_cost"}),
    ("protection.centre_monthly_cost", 398_999_999, {"protection.centre_cost", "all.monthly_total"}),
    ("employment.new_jobs", 28_370, {"employment.new_jobs_plan"}),
    ("employment.new_jobs", 1_300, {"employment.new_jobs_plan", "employment.overseas_inside"}),
    ("employment.new_jobs_vs_plan", 113, {"employment.new_jobs_plan"}),
    ("employment.new_jobs_plan", 25_150, {"employment.new_jobs_plan"}),
    ("employment.overseas_workers", 1_306, {"employment.overseas_plan"}),
    ("employment.overseas_vs_plan", 131, {"employment.overseas_plan"}),
    ("employment.overseas_plan", 1_010, {"employment.overseas_plan"}),
    *(
        (f"training.enrolled{level}", value, {"training.levels"})
        for level, value in (
            ("", 20_801),
            ("_college", 473),
            ("_intermediate", 3_573),
            ("_elementary", 2_827),
            ("_short", 13_927),
        )
    ),
    ("poverty.poor_households", 5_916, {POOR_2022, "poverty.households"}),
    ("poverty.near_poor_households", 6_201, {NEAR_2022, "poverty.households"}),
    ("poverty.poor_change", -1_657, {POOR_2022}),
    ("poverty.near_poor_change", 1_328, {NEAR_2022, "poverty.households_2022_meet"}),
    (
        "poverty.poor_rate",
        "2.12",
        {"poverty.households_meet", "poverty.households", "poverty.poor_rate", "poverty.poor_rate_2022"},
    ),
    (
        "poverty.near_poor_rate",
        "2.2",
        {"poverty.households_meet", "poverty.households", "poverty.near_poor_rate", "poverty.near_poor_rate_2022"},
    ),
    ("poverty.poor_rate_change", "-0.6", {"poverty.poor_rate_2022", "poverty.households_2022_meet"}),
    ("poverty.near_poor_rate_change", "-0.47", {"poverty.near_poor_rate_2022"}),
    ("poverty.poor_households 2022", 7_570, {POOR_2022}),
    ("poverty.near_poor_households 2022", 7_529, {NEAR_2022}),
    ("poverty.poor_rate 2022", "2.7", {"poverty.poor_rate_2022"}),
    ("poverty.near_poor_rate 2022", "2.66", {"poverty.near_poor_rate_2022"}),
]


@pytest.mark.parametrize(("key", "value", "codes"), FIGURES, ids=[f"{key} {value}" for key, value, _ in FIGURES])
def test_one_changed_figure_breaks_its_checks_and_no_other(
    evidence: Evidence, key: str, value: object, codes: set[str]
) -> None:
    assert broken(with_figure(evidence, key, value=value)) == codes


@pytest.mark.parametrize(
    ("low", "high", "codes"),
    [
        (279_911, 280_998, {"poverty.households"}),
        (279_910, 280_997, {"poverty.households"}),
        (12_000, 280_998, {"poverty.households", "poverty.inside_households"}),
        (290_000, 291_000, {"poverty.households", "poverty.poor_rate", "poverty.near_poor_rate"}),
    ],
)
def test_the_kept_range_of_households_must_be_what_the_rates_leave(
    evidence: Evidence, low: int, high: int, codes: set[str]
) -> None:
    assert broken(with_figure(evidence, "poverty.households", low=low, high=high)) == codes


MODEL: list[tuple[str, dict[str, object], set[str]]] = [
    ("groups", {MERIT.code: ModelTotals(20_356, 47_700_048_650)}, {"merit.people_by_group"}),
    ("groups", {MERIT.code: ModelTotals(20_355, 47_748_701_001)}, {"merit.budget_by_group"}),
    ("groups", {PROTECTION.code: ModelTotals(45_574, 24_012_000_000)}, {"protection.people_by_group"}),
    ("groups", {PROTECTION.code: ModelTotals(45_575, 23_975_999_999)}, {"protection.budget_by_group"}),
    ("people", {MERIT.code: 20_354}, {"merit.programme_people"}),
    ("people", {PROTECTION.code: 45_574}, {"protection.programme_people"}),
    ("people", {CENTRE.code: 300}, {"protection.centre_people"}),
    ("money", {MERIT.code: 47_701_000_001}, {"merit.programme_money"}),
    ("money", {PROTECTION.code: 23_999_999_999}, {"protection.programme_money"}),
    ("coefficients", {PROTECTION.code: (3, 6)}, {"protection.mean_coefficient", "protection.floor"}),
    ("coefficients", {PROTECTION.code: (2, 3)}, {"protection.mean_coefficient"}),
    ("coefficients", {CENTRE.code: (10, 10)}, {"protection.centre_cost"}),
    ("published", {MERIT.code: (2_343_454, 7_887_000)}, {"merit.mean_in_tables"}),
    ("published", {MERIT.code: (1_144_000, 2_343_453)}, {"merit.mean_in_tables"}),
]


@pytest.mark.parametrize(("part", "changed", "codes"), MODEL, ids=[f"{part} {changed}" for part, changed, _ in MODEL])
def test_a_change_on_the_models_side_is_seen(
    evidence: Evidence, part: str, changed: dict[str, object], codes: set[str]
) -> None:
    assert broken(replace(evidence, **{part: {**getattr(evidence, part), **changed}})) == codes


def test_another_norm_in_the_reports_month_is_seen(seed: Seed) -> None:
    raised = pl.when(pl.col("value") == 360_000).then(380_000).otherwise(pl.col("value")).alias("value")
    found = broken(evidence_of(seed, parameters=seed.parameters.with_columns(raised)))
    assert found == {"protection.budget_by_group", "protection.centre_cost"}


def test_every_check_is_broken_by_some_case() -> None:
    seen = set().union(
        *(codes for *_, codes in FIGURES), *(codes for *_, codes in MODEL), {"poverty.inside_households"}
    )
    assert seen == set(CODES)


@pytest.mark.parametrize(("qualifier", "high"), [(">", Fraction(2499, 100)), ("=", Fraction(24)), ("<", Fraction(24))])
def test_only_more_than_reaches_up_to_the_next_billion(evidence: Evidence, qualifier: str, high: Fraction) -> None:
    changed = with_figure(evidence, "protection.monthly_budget", qualifier=qualifier)
    (out,) = [out for out in validate(changed).tie_outs if out.check.code == "protection.mean_coefficient"]
    assert out.reported == Span(Fraction(24 * 10**9, 45_575 * 360_000), high * 10**9 / 45_575 / 360_000)


@pytest.mark.parametrize("area", ["new_jobs", "overseas"])
def test_the_range_of_a_plan_is_the_one_kept_with_the_figures(evidence: Evidence, area: str) -> None:
    (out,) = [out for out in validate(evidence).tie_outs if out.check.code == f"employment.{area}_plan"]
    kept = evidence.figure(f"employment.{area}_plan")
    low, high = (out.values[name] for name in ("low", "high"))
    assert (low, high) == (Amount(kept.low or Fraction(0)), Amount(kept.high or Fraction(0)))


FROM_POOR = "indicator:poverty.poor_households * 100 / (indicator:poverty.poor_rate ± 0.005)"


def test_a_rate_that_rounds_to_nothing_leaves_the_households_open_above(evidence: Evidence) -> None:
    tiny = with_figure(evidence, "poverty.poor_rate", value="0.005")
    assert evaluate(FROM_POOR, tiny.named) == Span(Fraction(59_150_000), None)
    assert broken(tiny) >= {"poverty.households_meet", "poverty.poor_rate"}


# --- Missing


@pytest.mark.parametrize(
    "key", [("merit.monthly_budget", "2023"), ("poverty.poor_rate", "2023"), ("poverty.poor_rate", "2022")]
)
def test_a_missing_figure_leaves_its_checks_out_by_name(evidence: Evidence, key: tuple[str, str]) -> None:
    wanted = {
        ("merit.monthly_budget", "2023"): {
            "merit.budget_by_group",
            "merit.programme_money",
            "merit.mean",
            "merit.mean_in_tables",
            "all.monthly_total",
        },
        ("poverty.poor_rate", "2023"): {
            "poverty.households_meet",
            "poverty.households",
            "poverty.poor_rate",
            "poverty.poor_rate_2022",
            "poverty.households_2022_meet",
        },
        ("poverty.poor_rate", "2022"): {"poverty.poor_rate_2022"},
    }
    without = replace(evidence, figures={k: f for k, f in evidence.figures.items() if k != key})
    assert absent(without) == wanted[key]
    assert all(lacking.key == " ".join(key) for lacking in validate(without).missing)


def test_whatever_figure_is_missing_or_nought_every_check_is_held_broken_or_named(evidence: Evidence) -> None:
    def codes(checked: Validation) -> list[str]:
        return sorted(
            [out.check.code for out in checked.tie_outs] + [lacking.check.code for lacking in checked.missing]
        )

    for key, figure in evidence.figures.items():
        without = validate(replace(evidence, figures={k: f for k, f in evidence.figures.items() if k != key}))
        assert without.broken == ()
        nought = Figure(Fraction(0), figure.qualifier, figure.low and Fraction(0), figure.high and Fraction(0))
        zero = validate(replace(evidence, figures={**evidence.figures, key: nought}))
        assert codes(without) == codes(zero) == sorted(CODES)


def test_nothing_reported_nothing_checked(evidence: Evidence) -> None:
    checked = validate(replace(evidence, figures={}))
    assert checked.tie_outs == ()
    assert {lacking.check.code for lacking in checked.missing} == set(CODES)
    assert [remark.code for remark in checked.remarks] == ["all.undated"]


def test_a_group_without_a_price_or_a_norm_without_a_row_is_missing_not_a_crash(seed: Seed) -> None:
    unpriced = evidence_of(seed, amounts=seed.amounts.filter(pl.col("group") != "attendant"))
    assert absent(unpriced) == {"merit.people_by_group", "merit.budget_by_group"}
    lawless = evidence_of(seed, parameters=seed.parameters.filter(pl.col("name") == "base_salary"))
    assert absent(lawless) >= {"protection.floor", "merit.mean_in_tables", "protection.centre_cost"}
    assert broken(lawless) == set()
    empty = evidence_of(seed, caseload=seed.caseload.clear())
    assert {"merit.people_by_group", "protection.programme_money", "protection.centre_people"} <= absent(empty)


# --- What is read


def test_what_districts_upload_does_not_touch_the_reports_tie_outs(seed: Seed) -> None:
    rows = [
        sent(seed.area("347"), 9_000, 5_000_000_000, month="2023-12"),
        sent(seed.area("35"), 50_000, 26_000_000_000),
    ]
    assert broken(evidence_of(seed, caseload=with_rows(seed.caseload, rows))) == set()


@pytest.mark.parametrize(
    ("column", "value", "codes"),
    [
        ("quality", "uploaded", {"training.levels"}),
        ("quality", "illustrative", set()),
        ("area_id", 2, set()),
        ("period", "2024", set()),
    ],
)
def test_only_the_provinces_figures_of_the_year_count_whoever_wrote_them(
    seed: Seed, column: str, value: object, codes: set[str]
) -> None:
    """A corrected figure of the province is read like the reported one; one of a district, another year, a mix is
    not."""
    mine = pl.col("indicator") == "training.enrolled_short"
    changed = pl.when(mine).then(pl.lit(value)).otherwise(pl.col(column)).alias(column)
    wrong = pl.when(mine).then(pl.lit("13927")).otherwise(pl.col("value")).alias("value")
    assert broken(evidence_of(seed, observations=seed.figures.with_columns(changed, wrong))) == codes


def test_figures_may_come_as_decimals_too(seed: Seed, evidence: Evidence) -> None:
    rows = [{**row, "value": Decimal(row["value"])} for row in seed.figures.to_dicts()]
    frames = {"caseload": seed.caseload, "groups": seed.groups, "areas": seed.areas, "amounts": seed.amounts}
    again = Evidence.of(rows, **frames, law=seed.law)
    assert again.figures == evidence.figures


# --- The verdict


def test_a_difference_is_the_models_less_the_reports_at_the_worse_end() -> None:
    cases: list[tuple[Relation, Span, Span, int]] = [
        ("same", span(10, 10), span(12, 12), 2),
        ("same", span(10, 20), span(11, 17), -3),
        ("within", span(12, 13), span(10, 20), 0),
        ("within", span(10, 20), span(10, 20), 0),
        ("within", span(7, 13), span(10, 20), 3),
        ("within", span(12, 24), span(10, 20), -4),
        ("within", span(5, 5), Span(Fraction(9), None), 4),
        ("within", span(5, 5), Span(None, Fraction(3)), -2),
        ("within", span(5, 5), Span(None, Fraction(5)), 0),
        ("meet", span(10, 20), span(20, 30), 0),
        ("meet", span(10, 20), span(23, 30), 3),
        ("meet", span(23, 30), span(10, 20), -3),
        ("meet", span(10, 20), Span(Fraction(15), None), 0),
    ]
    for relation, reported, modelled, difference in cases:
        assert tie_out(relation, reported, modelled).difference == difference, (relation, reported, modelled)


@pytest.mark.parametrize(("modelled", "holds"), [(1000, True), (1010, True), (990, True), (1011, False), (989, False)])
def test_a_check_holds_up_to_its_tolerance(modelled: int, holds: bool) -> None:
    assert tie_out("same", span(1000, 1000), span(modelled, modelled), tolerance=10).holds == holds


def span(low: int, high: int) -> Span:
    return Span(Fraction(low), Fraction(high))


def tie_out(relation: Relation, reported: Span, modelled: Span, tolerance: int = 0) -> TieOut:
    return TieOut(TieOutRow("", "tie-out", "all", relation=relation), reported, modelled, Fraction(tolerance))


# --- Remarks


def remark_values(evidence: Evidence, code: str) -> dict[str, object]:
    (remark,) = [remark for remark in validate(evidence).remarks if remark.code == code]
    return {
        name: value if not hasattr(value, "value") else rounded(value.value, value.decimals)
        for name, value in remark.values.items()
    }


def test_remarks_say_what_must_not_be_read_out_of_the_figures(evidence: Evidence) -> None:
    norm = remark_values(evidence, "merit.norm_behind")
    assert (norm["mean"], norm["times"], norm["old_times"]) == (2_343_454, Fraction(1140, 1000), Fraction(1443, 1000))
    assert (norm["norm"], norm["old"], str(norm["since"])) == (2_055_000, 1_624_000, "2023-07-01")
    assert remark_values(evidence, "employment.not_added") == {"new": 28_494, "more": 25_040}
    assert remark_values(evidence, "employment.overseas_share")["share"] == Fraction(46, 10)
    assert remark_values(evidence, "training.cohorts")["share"] == Fraction(889, 10)
    assert remark_values(evidence, "training.short_courses")["share"] == 67
    points = remark_values(evidence, "poverty.points")
    assert (points["poor"], points["near"]) == (Fraction(219, 10), Fraction(176, 10))
    assert (points["points"], points["near_points"]) == (Fraction(58, 100), Fraction(46, 100))


def test_households_of_two_years_overlap_so_that_no_trend_is_claimed(evidence: Evidence) -> None:
    values = remark_values(evidence, "poverty.households_trend")
    assert values == {"low": 279_910, "high": 280_998, "before_low": 280_896, "before_high": 282_500}
    (remark,) = [remark for remark in validate(evidence).remarks if remark.code == "poverty.households_trend"]
    assert "chồng nhau nên chưa kết luận" in remark.text
    fell = with_figure(evidence, "poverty.poor_change", value=-2_035)
    fell = with_figure(fell, "poverty.near_poor_change", value=-1_704)
    (remark,) = [remark for remark in validate(fell).remarks if remark.code == "poverty.households_trend"]
    assert "không chồng nhau" in remark.text
    apart = validate(with_figure(evidence, "poverty.poor_rate", value="2.12"))
    assert "poverty.households_trend" not in [remark.code for remark in apart.remarks]


# --- The file


IDENTITIES = {
    "merit.programme_people",
    "merit.programme_money",
    "merit.mean",
    "protection.programme_people",
    "protection.programme_money",
    "protection.centre_people",
    "protection.mean",
    "protection.centre_cost",
    "all.monthly_total",
    "employment.new_jobs_plan",
    "employment.overseas_plan",
    "poverty.households",
    "poverty.poor_rate",
    "poverty.near_poor_rate",
    "poverty.poor_households_2022",
    "poverty.near_poor_households_2022",
    "poverty.poor_rate_2022",
    "poverty.near_poor_rate_2022",
}
"""One side was made from the other: by data/seed/derived_figures.csv, or as the caseload's row of the programme."""
FITTED = {
    "merit.people_by_group",
    "merit.budget_by_group",
    "protection.people_by_group",
    "protection.budget_by_group",
    "protection.centre_outside",
}
"""A side is a mix by group that was chosen to meet the report."""


def test_a_mix_that_was_sent_is_held_against_the_report_and_counted(seed: Seed) -> None:
    known = seed.caseload.with_columns(pl.col("quality").replace("assumed", "uploaded"))
    checked = validate(evidence_of(seed, caseload=known))
    assert {out.check.code for out in checked.counted} >= FITTED


def test_a_figure_that_was_computed_is_not_one_of_the_report(evidence: Evidence) -> None:
    found = {out.check.code: out.is_reported for out in validate(evidence).tie_outs}
    assert found["merit.people_by_group"]
    assert found["poverty.poor_rate"]
    computed = {code for code, reported in found.items() if not reported}
    assert computed == {
        "merit.mean",
        "merit.mean_in_tables",
        "protection.mean",
        "protection.mean_coefficient",
        "protection.centre_cost",
        "protection.centre_outside",
        "all.monthly_total",
        "poverty.households_meet",
        "poverty.households",
        "poverty.inside_households",
        "poverty.poor_households_2022",
        "poverty.near_poor_households_2022",
        "poverty.poor_rate_2022",
        "poverty.near_poor_rate_2022",
        "poverty.households_2022_meet",
    }


def test_what_is_the_same_figure_twice_is_compared_but_not_counted(evidence: Evidence) -> None:
    checked = validate(evidence)
    assert {out.check.code for out in checked.tie_outs if not out.check.is_counted} == IDENTITIES
    assert {out.check.code for out in checked.tie_outs if out.is_fitted} == FITTED
    assert len(checked.counted) == len(CODES) - len(IDENTITIES) - len(FITTED) == 8
    edited = validate(with_figure(evidence, "merit.mean_monthly_amount", value=2_343_453))
    assert [out.check.code for out in edited.broken] == ["merit.mean"]


def test_every_identity_has_a_derived_figure_or_a_programme_row_on_one_side() -> None:
    derived = {
        f"{row['indicator']}{'' if row['period'] == '2023' else '@' + row['period']}"
        for row in seed_rows("derived_figures.csv")
    }
    for row in tie_out_rows():
        if row.kind == "identity":
            sides = f"{row.left} {row.right}".replace("(", " ").replace(")", " ").split()
            sources, keys = zip(*(word.split(":") for word in sides if ":" in word), strict=True)
            assert {"people", "money"} & set(sources) or derived & set(keys), row.code


def test_every_row_names_the_passage_of_the_report_it_is_from() -> None:
    passages = {row["key"] for row in seed_rows("report_passages.csv")}
    for row in seed_rows("tie_outs.csv"):
        assert row["source"], row["code"]
        assert set(row["source"].split()) <= passages, row["code"]


@pytest.mark.parametrize(("column", "word"), [("kind", "check"), ("subject", "gender"), ("relation", "equal")])
def test_a_row_with_a_word_outside_its_list_is_refused(column: str, word: str) -> None:
    row = next(row for row in seed_rows("tie_outs.csv") if row["kind"] == "tie-out")
    assert TieOutRow.of(row).code == row["code"]
    with pytest.raises(ValueError, match=word):
        TieOutRow.of({**row, column: word})


# --- Expressions


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1 + 2 * 3", 7, 7),
        ("(1 + 2) * 3", 9, 9),
        ("7 - 2 - 1", 4, 4),
        ("12 / 3 / 2", 2, 2),
        ("-2 * 3", -6, -6),
        ("0.25 * 4", 1, 1),
        ("1 ..", 1, None),
        (".. 2", None, 2),
        ("1 + 1 .. 2 * 3", 2, 6),
        ("10 ± 2", 8, 12),
        ("10 - (3 ± 1)", 6, 8),
        ("2 * (3 ± 1)", 4, 8),
        ("-2 * (3 ± 1)", -8, -4),
        ("12 / (3 ± 1)", 3, 6),
        ("12 / (1 ± 1)", 6, None),
        ("(1 .. 5) & (3 .. 9)", 3, 5),
        ("(1 .. 2) & (3 .. 9)", 3, 2),
        ("low(10 ± 2)", 8, 8),
        ("high(10 ± 2)", 12, 12),
        ("round(5 / 2)", 3, 3),
        ("ceil(5 / 2) .. floor(7 / 2)", 3, 3),
        ("law:protection.norm", 360_000, 360_000),
        ("law_before:merit.norm", 1_624_000, 1_624_000),
        ("coefficient:protection", 1, 3),
        ("indicator:poverty.poor_households@2022", 7_571, 7_571),
        ("range:poverty.poor_households", 5_915, 5_915),
        ("range:poverty.households", 279_910, 280_998),
    ],
)
def test_an_expression_is_a_range_of_exact_numbers(
    evidence: Evidence, text: str, low: int | None, high: int | None
) -> None:
    assert evaluate(text, evidence.named) == Span(*(None if end is None else Fraction(end) for end in (low, high)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "(1",
        "1)",
        "1 2",
        "sqrt(4)",
        "low 4",
        "2 ** 3",
        "__import__",
        "figure:a.b",
        "term:none",
        "1 = 1",
        "1;2",
    ],
)
def test_what_is_no_expression_is_refused(evidence: Evidence, text: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(text, evidence.named)


@pytest.mark.parametrize("text", ["low(1 ..)", "(2 .. 1) + 1", "bounds:poverty.poor_households", "people:none"])
def test_what_has_no_number_is_missing(evidence: Evidence, text: str) -> None:
    with pytest.raises(MissingFigureError):
        evaluate(text, evidence.named)


def test_nothing_divides_by_nought(evidence: Evidence) -> None:
    with pytest.raises(ZeroDivisionError):
        evaluate("1 / 0", evidence.named)

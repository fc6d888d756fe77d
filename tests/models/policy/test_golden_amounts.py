"""What one person of each group gets, against the decrees: golden/muc_*.csv, nguoi_co_cong.csv,
ty_le_thuong_tat.csv."""

from fractions import Fraction

import polars as pl
import pytest

from models.periods import Month
from models.policy.areas.protection import (
    CARERS_PEOPLE,
    DISASTER_DEATHS,
    FUNERALS,
    FUNERALS_CENTRE,
    INJURED,
    LEVERS,
    NORM,
)
from models.policy.engine.baseline import Baseline, build_baseline
from models.policy.engine.projection import project_cube
from models.policy.law.law import Law
from models.policy.levers.levers import Scenario
from models.policy.schemes import CARERS, CENTRE, EMERGENCY, FUNERAL, MERIT, PROTECTION, Scheme
from models.policy.tie_outs.tie_outs import group_totals
from tests.models.seed_frames import END_2023, HORIZON, Seed, golden, scenario, sent, whole, with_rows

PERSON = "đồng mỗi người mỗi tháng"
DECEMBER_2024 = HORIZON.index(Month(2024, 12))


def one_of_each(seed: Seed) -> pl.DataFrame:
    """A province with exactly one person in every group of the two schemes the engine projects."""
    province = seed.area("35")
    rows = []
    for scheme in (PROTECTION, CENTRE):
        codes = list(seed.half_coefficients(scheme.code))
        rows.append(sent(province, len(codes), month="2023-12", scheme=scheme, quality="reported"))
        rows += [sent(province, 1, group=code, month="2023-12", scheme=scheme, quality="reported") for code in codes]
    return with_rows(seed.caseload.clear(), rows)


@pytest.mark.parametrize("norm", [360_000, 500_000, 540_000])
@pytest.mark.parametrize("scheme", [PROTECTION, CENTRE], ids=lambda scheme: scheme.code)
def test_one_person_of_each_group_costs_what_the_decree_gives(seed: Seed, scheme: Scheme, norm: int) -> None:
    baseline = build_baseline(one_of_each(seed), seed.groups, seed.areas, seed.law, seed.amounts, demo=False)
    cube = project_cube(baseline, seed.law, scenario(norm=norm), HORIZON)
    by_group = cube.by("group", "scenario", "entitled", scheme.code)
    found = {str(group): int(amounts[DECEMBER_2024]) for group, amounts in by_group.items()}
    wanted = {
        row["mã nhóm"]: whole(row[PERSON])
        for row in golden("muc_huong_bao_tro")
        if row["chương trình"] == scheme.code and whole(row["mức chuẩn"]) == norm
    }
    assert found == wanted


@pytest.mark.parametrize("norm", [360_000, 500_000, 540_000])
def test_one_of_each_line_whose_number_the_user_gives_costs_what_the_decree_gives(
    seed: Seed, province: Baseline, norm: int
) -> None:
    """One carer of each kind; twelve cases a year of the rest, so that a month holds one."""
    counts = {lever.key: 1 for lever in CARERS_PEOPLE.values()}
    counts |= {lever.key: 12 for lever in (FUNERALS, FUNERALS_CENTRE, INJURED, DISASTER_DEATHS)}
    chosen = Scenario.of(END_2023, LEVERS, {**counts, NORM.key: norm})
    cube = project_cube(province, seed.law, chosen, HORIZON)
    for scheme in (CARERS, FUNERAL, EMERGENCY):
        by_group = cube.by("group", "scenario", "entitled", scheme.code)
        wanted = {
            row["mã nhóm"]: whole(row[PERSON])
            for row in golden("muc_huong_bao_tro")
            if row["chương trình"] == scheme.code and whole(row["mức chuẩn"]) == norm
        }
        assert {str(group): int(amounts[DECEMBER_2024]) for group, amounts in by_group.items()} == wanted


def test_every_coefficient_of_the_seed_is_the_decrees(seed: Seed) -> None:
    rows = seed.groups.filter(pl.col("half_coefficient").is_not_null())
    found = {(scheme, group): half for scheme, group, half in rows.select("scheme", "group", "half_coefficient").rows()}
    wanted = {
        (row["chương trình"], row["mã nhóm"]): int(2 * Fraction(row["hệ số"].replace(",", ".")))
        for row in golden("muc_huong_bao_tro")
    }
    assert found == wanted
    for row in golden("muc_huong_bao_tro"):
        assert found[row["chương trình"], row["mã nhóm"]] * whole(row["mức chuẩn"]) == 2 * whole(row[PERSON])


def test_only_the_community_allowance_follows_a_provincial_norm(seed: Seed) -> None:
    follows = seed.groups.filter(pl.col("norm_basis") == "provincial_if_higher")["scheme"].unique().to_list()
    assert follows == ["protection"]
    protection = seed.groups.filter(pl.col("scheme") == "protection")
    assert protection["norm_basis"].unique().to_list() == ["provincial_if_higher"]


def test_only_the_single_parents_allowance_is_counted_by_child(seed: Seed) -> None:
    assert seed.groups.filter(pl.col("unit") == "child")["group"].to_list() == ["single_parent"]


def test_every_norm_of_the_seed_has_the_value_and_months_of_its_decree(seed: Seed) -> None:
    found = {
        (name, row.value, str(row.applies_month), str(row.paid_month), str(row.known_on))
        for name, rows in seed.law.series
        for row in rows
    }
    wanted = {
        (row["tham số"], whole(row["mức"]), row["áp dụng từ"], row["chi theo mức mới từ"], row["biết từ ngày"])
        for row in golden("muc_chuan")
    }
    assert found == wanted


def test_every_norm_of_the_seed_names_its_decree(seed: Seed) -> None:
    for row in golden("muc_chuan"):
        rows = seed.law.rows(row["tham số"])
        documents = [known.document for known in rows if str(known.applies_month) == row["áp dụng từ"]]
        assert len(documents) == 1
        assert documents[0].startswith(row["văn bản"])


def test_a_rate_read_in_the_press_is_unverified_until_somebody_verifies_it(seed: Seed) -> None:
    unverified = {row.value for row in seed.law.rows("protection.norm") if not row.is_verified}
    assert unverified == {540_000}
    checked = Law.from_frame(seed.parameters.with_columns(pl.lit("Phòng Bảo trợ xã hội").alias("verified_by")))
    assert all(row.is_verified for row in checked.rows("protection.norm"))


@pytest.mark.parametrize(("start", "column"), [("2023-07-01", "đồng từ 7/2023"), ("2024-07-01", "đồng từ 7/2024")])
def test_the_merit_amount_of_each_group_is_the_published_one(seed: Seed, start: str, column: str) -> None:
    rows = seed.amounts.filter((pl.col("scheme") == "merit") & (pl.col("applies_from") == pl.lit(start).str.to_date()))
    wanted = {row["mã nhóm"]: whole(row[column]) for row in golden("nguoi_co_cong")[:-1]}
    assert dict(rows.select("group", "amount_vnd").iter_rows()) == wanted


@pytest.mark.parametrize(("start", "column"), [("2023-07-01", "đồng từ 7/2023"), ("2024-07-01", "đồng từ 7/2024")])
def test_the_steps_of_the_invalidity_tables_are_the_published_ones(seed: Seed, start: str, column: str) -> None:
    steps = merit_steps(seed, start)
    for row in golden("ty_le_thuong_tat"):
        if row[column]:
            assert steps[f"{row['loại']}.{row['tỷ lệ, %']}"] == whole(row[column])


@pytest.mark.parametrize(("start", "supplement"), [("2023-07-01", 1_031_000), ("2024-07-01", 1_399_000)])
def test_the_amount_of_an_invalidity_group_is_the_mean_of_its_steps(seed: Seed, start: str, supplement: int) -> None:
    steps = merit_steps(seed, start)
    rows = seed.amounts.filter((pl.col("scheme") == "merit") & (pl.col("applies_from") == pl.lit(start).str.to_date()))
    amounts = dict(rows.select("group", "amount_vnd").iter_rows())

    def mean(kind: str, first: int, last: int) -> Fraction:
        percents = range(first, last + 1)
        return Fraction(sum(steps[f"{kind}.{percent}"] for percent in percents), len(percents))

    assert amounts["invalid_21_40"] == mean("invalid", 21, 40)
    assert amounts["invalid_41_60"] == mean("invalid", 41, 60)
    assert amounts["invalid_61_80"] == mean("invalid", 61, 80)
    assert amounts["invalid_81_100"] == mean("invalid", 81, 100) + supplement
    assert amounts["invalid_b"] == mean("invalid_b", 21, 60)


def merit_steps(seed: Seed, start: str) -> dict[str, int]:
    dated = pl.col("applies_from") == pl.lit(start).str.to_date()
    rows = seed.amounts.filter((pl.col("scheme") == "merit_step") & dated)
    return dict(rows.select("group", "amount_vnd").iter_rows())


def test_merit_amounts_times_people_come_to_the_reports_bill(seed: Seed) -> None:
    dated = pl.col("applies_from") == pl.lit("2023-07-01").str.to_date()
    amounts = dict(seed.amounts.filter((pl.col("scheme") == "merit") & dated).select("group", "amount_vnd").iter_rows())
    rows = seed.mine(MERIT).filter(pl.col("group") != "")
    people = {row["mã nhóm"]: whole(row["số người minh họa"]) for row in golden("nguoi_co_cong")}
    total = people.pop("tổng")
    assert dict(rows.select("group", "people").iter_rows()) == people
    found = group_totals(rows, amounts)
    assert (found.people, found.amount_vnd) == (total, 47_700_048_650)
    assert whole(golden("nguoi_co_cong")[-1]["đồng mỗi tháng"]) == found.amount_vnd

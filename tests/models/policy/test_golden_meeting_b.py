"""Reference meeting B, merit, to the đồng: golden/hop_b*.csv and bang_muc_uu_dai.csv. All of it is delegated central
money."""

from datetime import date

import pytest

from models.periods import Month
from models.policy.answers.funding import DELEGATED, increment_plan
from models.policy.answers.whatif import headline, year_bills
from models.policy.areas import merit
from models.policy.cube import Cube
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.law.law import UnknownParameterError
from models.policy.levers.levers import Scenario
from models.policy.schemes import MERIT
from tests.models.seed_frames import END_2023, HORIZON, Seed, golden, whole

BEFORE_THE_DECREE = date(2023, 6, 30)
TABLES = {"2.055.000": 2_055_000, "2.789.000": 2_789_000, "3.012.000": 3_012_000}
REST = "chênh lệch chưa phân bổ"


def meeting(first_paid: str = "") -> Scenario:
    values = {"merit.norm": 2_055_000, "merit.norm_applies_from": "2023-07", "merit.norm_first_paid": first_paid}
    return Scenario.of(BEFORE_THE_DECREE, merit.LEVERS, values)


def cube_of(seed: Seed, baseline: Baseline, chosen: Scenario) -> Cube:
    return project_cube(baseline.of_area("merit"), seed.law, chosen, HORIZON)


WANTED = {row["chỉ tiêu"]: whole(row["đồng"]) for row in golden("hop_b")}


@pytest.mark.parametrize(("chosen", "paid"), [("", Month(2023, 10)), ("2023-09", Month(2023, 9))])
def test_meeting_b_headline_and_year(seed: Seed, province: Baseline, chosen: str, paid: Month) -> None:
    cube = cube_of(seed, province, meeting(chosen))
    found = headline(cube, MERIT, seed.law, meeting(chosen))
    assert (found.month, found.first_paid) == (Month(2023, 7), paid)
    assert (found.norm_before, found.norm_after) == (1_624_000, 2_055_000)
    assert (found.baseline_people, found.scenario_people) == (20_355, 20_355)
    assert found.baseline_vnd == WANTED["hiện hành một tháng"]
    assert found.scenario_vnd == WANTED["phương án một tháng"]
    assert found.increase_vnd == WANTED["tăng mỗi tháng"]
    assert found.back_pay_vnd == WANTED[f"truy lĩnh, chi từ {paid.month}/2023"]
    listed = int(cube.total("scenario", "paid", MERIT.code)[cube.month_index[paid]])
    assert listed == WANTED[f"chi tháng {paid.month}/2023, chi từ {paid.month}/2023"]
    for view in ("entitled", "paid"):
        year = year_bills(cube, MERIT, view)[0]
        assert (year.scenario_vnd, year.baseline_vnd) == (WANTED["năm 2023"], WANTED["hiện hành năm 2023"])
        assert year.increase_vnd == WANTED["tăng năm 2023"]


def test_meeting_b_over_districts_differs_by_the_rounding_of_cells_alone(
    seed: Seed, province: Baseline, districts: Baseline
) -> None:
    """The old norm has no table: it scales the cells, and six times as many are rounded."""
    cubes = [cube_of(seed, baseline, meeting()) for baseline in (province, districts)]
    for view in ("entitled", "paid"):
        whole_province, split = (cube.total("scenario", view, MERIT.code) for cube in cubes)  # type: ignore[arg-type]
        assert abs(whole_province - split).max() <= len(cubes[1].groups)
        assert whole_province[-1] == split[-1] == WANTED["phương án một tháng"]


def test_meeting_b_is_wholly_delegated_central_money(seed: Seed, province: Baseline) -> None:
    plan = increment_plan(cube_of(seed, province, meeting()), MERIT, seed.law, meeting(), Month(2023, 7))
    assert [(share.source, share.vnd) for share in plan.shares] == [(DELEGATED, WANTED["tăng mỗi tháng"])]
    assert not plan.central_support_unknown


def test_meeting_b_month_by_month_in_both_views(seed: Seed, province: Baseline) -> None:
    by_rule, earlier = (cube_of(seed, province, meeting(chosen)) for chosen in ("", "2023-09"))
    rows = golden("hop_b_theo_thang")
    assert [row["tháng"] for row in rows] == [f"2023-{month:02d}" for month in range(1, 13)]
    for row in rows:
        place = by_rule.month_index[Month.parse(row["tháng"])]
        found = {
            "hiện hành": by_rule.total("baseline", "entitled", MERIT.code),
            "phương án theo tháng hưởng": by_rule.total("scenario", "entitled", MERIT.code),
            "phương án theo tháng chi, từ 10/2023": by_rule.total("scenario", "paid", MERIT.code),
            "phương án theo tháng chi, từ 9/2023": earlier.total("scenario", "paid", MERIT.code),
        }
        assert {name: int(amounts[place]) for name, amounts in found.items()} == {
            name: whole(row[name]) for name in found
        }
        assert by_rule.total("baseline", "paid", MERIT.code)[place] == whole(row["hiện hành"])
        assert earlier.total("scenario", "entitled", MERIT.code)[place] == whole(row["phương án theo tháng hưởng"])


def test_meeting_b_group_by_group_at_the_old_norm(seed: Seed, province: Baseline) -> None:
    cube = cube_of(seed, province, meeting())
    found = cube.by("group", "baseline", "entitled", MERIT.code)
    rows = golden("hop_b_theo_nhom")
    assert {REST if group == "reconciliation" else group: int(amounts[0]) for group, amounts in found.items()} == {
        row["mã nhóm"]: whole(row["đồng mỗi tháng"]) for row in rows[:-1]
    }


@pytest.mark.parametrize("norm", list(TABLES))
@pytest.mark.parametrize("split", ["province", "districts"])
def test_the_bill_of_each_group_at_a_published_norm(
    seed: Seed, split: str, norm: str, request: pytest.FixtureRequest
) -> None:
    chosen = Scenario.of(END_2023, merit.LEVERS, {"merit.norm": TABLES[norm]})
    cube = cube_of(seed, request.getfixturevalue(split), chosen)
    place = cube.month_index[Month(2024, 7)]
    found = cube.by("group", "scenario", "entitled", MERIT.code)
    rows = golden("bang_muc_uu_dai")
    column = f"đồng mỗi tháng, {norm}"
    assert {REST if group == "reconciliation" else group: int(amounts[place]) for group, amounts in found.items()} == {
        row["mã nhóm"]: whole(row[column]) for row in rows[:-1]
    }
    assert cube.total("scenario", "entitled", MERIT.code)[place] == whole(rows[-1][column])
    assert cube.people_by_group("scenario", MERIT.code, place).pop(rows[0]["mã nhóm"]) == whole(rows[0]["số suất"])


@pytest.mark.parametrize("norm", list(TABLES))
def test_one_more_share_costs_the_published_amount(seed: Seed, province: Baseline, norm: str) -> None:
    place = HORIZON.index(Month(2024, 7))
    for row in golden("bang_muc_uu_dai")[:-2]:
        group = row["mã nhóm"]
        values = {"merit.norm": TABLES[norm], f"merit.people.{group}": 1}
        bills = [
            cube_of(seed, province, Scenario.of(END_2023, merit.LEVERS, chosen)).total(
                "scenario", "entitled", MERIT.code
            )
            for chosen in ({"merit.norm": TABLES[norm]}, values)
        ]
        assert int(bills[1][place] - bills[0][place]) == whole(row[f"một suất, {norm}"]), group


def test_merit_has_no_norm_before_any_decree(seed: Seed, province: Baseline) -> None:
    with pytest.raises(UnknownParameterError):
        cube_of(seed, province, Scenario.of(date(2021, 7, 1), merit.LEVERS, {}))

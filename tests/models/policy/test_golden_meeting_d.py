"""Reference meeting D beyond the norm, to the đồng: golden/hop_d.csv: steps, centres, funerals and health cards."""

import pytest

from models.periods import Month
from models.policy.answers.whatif import headline
from models.policy.areas import protection
from models.policy.cube import Cube
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.levers import LeverValue, Scenario
from models.policy.schemes import CENTRE, FUNERAL, HEALTH_CARDS, PROTECTION
from tests.models.seed_frames import HORIZON, NOVEMBER_2026, Seed, golden, whole

WANTED = {row["chỉ tiêu"]: whole(row["đồng"]) for row in golden("hop_d")}
D: dict[str, LeverValue] = {
    "protection.norm": 600_000,
    "protection.norm_applies_from": "2027-01",
    "protection.norm_provincial": "1",
    "protection.with_social_pension": "1",
}
"""As the meeting has it: the resolution takes in those who have had the social pension since 7/2025."""


def meeting(**more: LeverValue) -> Scenario:
    values = {**D, **{f"protection.{key.replace('__', '.')}": value for key, value in more.items()}}
    return Scenario.of(NOVEMBER_2026, protection.LEVERS, values)


def cube_of(seed: Seed, baseline: Baseline, chosen: Scenario) -> Cube:
    return project_cube(baseline, seed.law, chosen, HORIZON)


@pytest.mark.parametrize("split", ["province", "districts"])
def test_a_rise_in_two_steps_costs_36_billion_in_its_first_year(
    seed: Seed, split: str, request: pytest.FixtureRequest
) -> None:
    chosen = meeting(norm_phases="2x6")
    cube = cube_of(seed, request.getfixturevalue(split), chosen)
    bill = cube.total("scenario", "entitled", PROTECTION.code)
    assert [int(bill[cube.month_index[Month(2027, m)]]) for m in (1, 6)] == [
        WANTED["lộ trình, phương án một tháng, bước 1"]
    ] * 2
    assert [int(bill[cube.month_index[Month(2027, m)]]) for m in (7, 12)] == [
        WANTED["lộ trình, phương án một tháng, bước 2"]
    ] * 2
    found = headline(cube, PROTECTION, seed.law, chosen)
    assert (found.month, found.norm_before, found.norm_after) == (Month(2027, 7), 540_000, 600_000)
    assert [year.increase_vnd for year in found.years] == [0, 0, 0, 0, WANTED["lộ trình, phần tỉnh nâng thêm năm 2027"]]
    assert WANTED["lộ trình, phần tỉnh nâng thêm năm 2027"] == 36_000_000_000


def test_the_first_step_is_570_000(seed: Seed, province: Baseline) -> None:
    one_step = Scenario.of(NOVEMBER_2026, protection.LEVERS, {**D, "protection.norm": WANTED["lộ trình, mức bước 1"]})
    phased = meeting(norm_phases="2x6")
    bills = [
        cube_of(seed, province, chosen).total("scenario", "entitled", PROTECTION.code) for chosen in (one_step, phased)
    ]
    place = HORIZON.index(Month(2027, 1))
    assert bills[0][place] == bills[1][place]


@pytest.mark.parametrize(("extended", "figure"), [(0, "cơ sở, sau"), (1, "cơ sở, sau, nghị quyết áp dụng cho cơ sở")])
@pytest.mark.parametrize("split", ["province", "districts"])
def test_centres_follow_only_a_resolution_that_names_them(
    seed: Seed, split: str, extended: int, figure: str, request: pytest.FixtureRequest
) -> None:
    cube = cube_of(seed, request.getfixturevalue(split), meeting(extended__centre=extended))
    place = cube.month_index[Month(2027, 1)]
    assert cube.total("baseline", "entitled", CENTRE.code)[place] == WANTED["cơ sở, trước"]
    assert cube.total("scenario", "entitled", CENTRE.code)[place] == WANTED[figure]


@pytest.mark.parametrize(
    ("extended", "figure"),
    [(0, "một ca mai táng mỗi tháng, sau"), (1, "một ca mai táng mỗi tháng, sau, nghị quyết áp dụng cho mai táng")],
)
def test_a_funeral_follows_only_a_resolution_that_names_it(
    seed: Seed, province: Baseline, extended: int, figure: str
) -> None:
    cube = cube_of(seed, province, meeting(funerals=12, extended__funeral=extended))
    place = cube.month_index[Month(2027, 1)]
    assert cube.total("baseline", "entitled", FUNERAL.code)[place] == WANTED["một ca mai táng mỗi tháng, trước"]
    assert cube.total("scenario", "entitled", FUNERAL.code)[place] == WANTED[figure]


@pytest.mark.parametrize(
    ("month", "salary"), [(Month(2023, 12), "1.800.000"), (Month(2024, 7), "2.340.000"), (Month(2026, 7), "2.530.000")]
)
def test_health_cards_follow_the_base_salary_and_never_the_norm(
    seed: Seed, province: Baseline, month: Month, salary: str
) -> None:
    cube = cube_of(seed, province, meeting(health_cards=1))
    place = cube.month_index[month]
    for role in ("baseline", "scenario"):
        found = cube.total(role, "entitled", HEALTH_CARDS.code)  # type: ignore[arg-type]
        assert found[place] == WANTED[f"thẻ bảo hiểm y tế một tháng, lương cơ sở {salary}"]
    assert (cube.vnd["baseline", "paid"] == cube.vnd["scenario", "paid"])[cube.schemes == HEALTH_CARDS.code].all()

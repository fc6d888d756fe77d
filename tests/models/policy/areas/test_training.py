"""Training: support of learners by group and by level, linear in every factor, and the way to a target trained
share."""

from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from models.policy.areas import training
from models.policy.areas.support import Factor, SupportLine, amount_of, missing, support_cube, support_rows
from models.policy.areas.targets import TargetDueError
from models.policy.law.law import Law
from models.policy.levers.levers import LeverValue, Scenario
from tests.models.seed_frames import END_2023, HORIZON

NO_LAW = Law(())
LINES = {line.group: line for line in training.AREA.lines}
RURAL: dict[str, LeverValue] = {
    "training.learners.rural": 1_200,
    "training.eligible": 60,
    "training.cost.rural": 2_000_000,
}


def scenario(values: dict[str, LeverValue]) -> Scenario:
    return Scenario.of(END_2023, training.AREA.levers, values)


def monthly(values: dict[str, LeverValue]) -> int:
    """What a month comes to today."""
    cube = support_cube(training.AREA, scenario(values), NO_LAW, HORIZON, 1)
    return int(cube.vnd["baseline", "entitled"][:, 0].sum())


def test_nothing_is_reckoned_from_nothing() -> None:
    assert support_rows((training.AREA,), scenario({}), NO_LAW, HORIZON) == []
    assert missing(LINES["cost_rural"], scenario({}), NO_LAW, HORIZON[0]) == LINES["cost_rural"].factors


def test_the_decree_s_amounts_are_offered_and_never_taken_for_granted() -> None:
    """QĐ 46/2015: 6; 4; 3; 2,5; 2 triệu một khóa, ăn 30.000 một ngày, đi lại 200.000 hoặc 300.000 một khóa."""
    offered = {key: factor.now.presets[0].value for key, factor in training.COSTS.items()}
    assert offered == {
        "disabled": 6_000_000,
        "ethnic_poor": 4_000_000,
        "poor": 3_000_000,
        "near_poor": 2_500_000,
        "rural": 2_000_000,
    }
    others = [f.now.presets[0].value for f in (training.MEAL, training.TRAVEL, training.TRAVEL_DISABLED)]
    assert others == [30_000, 200_000, 300_000]
    for lever in training.AREA.levers:
        assert lever.default == "" or lever is training.AREA.applies_from
        assert all(lever.accept(preset.value) == preset.value and preset.document for preset in lever.presets)


def test_those_counted_are_the_supported_not_all_learners() -> None:
    """1.200 x 60% : 12 = 60 người một tháng, 120 triệu."""
    [row] = support_rows((training.AREA,), scenario(RURAL), NO_LAW, HORIZON)
    assert row.people["baseline"][0] == 60
    assert row.vnd["baseline", "entitled"][0] == 120_000_000


def test_a_scenario_begins_in_its_month() -> None:
    values = {**RURAL, "training.eligible.tried": 75, "training.applies_from": "2024-07"}
    [row] = support_rows((training.AREA,), scenario(values), NO_LAW, HORIZON)
    by_month = dict(zip(map(str, HORIZON), row.vnd["scenario", "entitled"].tolist(), strict=True))
    assert (by_month["2024-06"], by_month["2024-07"]) == (120_000_000, 150_000_000)
    assert set(row.vnd["baseline", "entitled"].tolist()) == {120_000_000}


@pytest.mark.parametrize("line", training.AREA.lines, ids=lambda line: line.group)
@settings(deadline=None)
@given(data=st.data())
def test_money_is_linear_in_every_factor(line: SupportLine, data: st.DataObject) -> None:
    """Twelve times any one factor is twelve times the year, and none of any one is nothing."""
    drawn = [data.draw(st.integers(1, max(1, factor.now.maximum // 12))) for factor in line.factors]
    whole = amount_of(line, [drawn[0] * line.divisor, *drawn[1:]])
    for place in range(len(drawn)):
        times = [value * (12 if at == place else 1) for at, value in enumerate(drawn)]
        assert amount_of(line, [times[0] * line.divisor, *times[1:]]) == 12 * whole
        assert amount_of(line, [0 if at == place else value for at, value in enumerate(drawn)]) == 0


def test_no_two_levers_share_a_name() -> None:
    names = [lever.parameter for lever in training.AREA.all_levers]
    assert len(set(names)) == len(names)
    assert all(name.startswith(training.AREA.prefix) for name in names)


def test_levels_and_groups_share_the_part_supported() -> None:
    """13.928 x 10% x 30 ngày x 30.000 : 12 = 104.460.000, thêm vào 120 triệu chi phí khóa học với 60% thì gấp 6."""
    meals: dict[str, LeverValue] = {
        "training.learners.short": 13_928,
        "training.days.short": 30,
        "training.meal": 30_000,
    }
    assert monthly({**meals, "training.eligible": 10}) == 104_460_000
    assert monthly({**RURAL, **meals}) == 120_000_000 + 6 * 104_460_000


def test_learners_of_the_report_are_offered_with_the_report_as_source() -> None:
    found = [factor.now.presets[0] for factor in (training.ELEMENTARY, training.SHORT)]
    assert [(preset.value, preset.document) for preset in found] == [
        (2_826, training.REPORT_2023),
        (13_928, training.REPORT_2023),
    ]


def test_the_way_to_a_target_share() -> None:
    """74% năm 2023 đến 77,5% năm 2025: 1,75 điểm phần trăm mỗi năm."""
    values: dict[str, LeverValue] = {"training.target": "775", "training.target_year": "2025"}
    path = training.GOAL.path(Decimal(74), 2023, scenario(values))
    assert path is not None
    assert [each.change for each in path.years] == [Decimal("1.75")] * 2


@pytest.mark.parametrize("one", ["training.target", "training.target_year"])
def test_half_a_target_is_none(one: str) -> None:
    values: dict[str, LeverValue] = {"training.target": "775", "training.target_year": "2025", one: ""}
    assert training.GOAL.path(Decimal(74), 2023, scenario(values)) is None


def test_a_target_before_the_figure_is_refused() -> None:
    values: dict[str, LeverValue] = {"training.target": "775", "training.target_year": "2024"}
    with pytest.raises(TargetDueError):
        training.GOAL.path(Decimal(76), 2024, scenario(values))


def test_a_target_moves_no_money() -> None:
    goal: dict[str, LeverValue] = {"training.target": "900", "training.target_year": "2030"}
    assert monthly({**RURAL, **goal}) == monthly(RURAL)
    factors: set[Factor] = {factor for line in training.AREA.lines for factor in line.factors}
    assert not {factor.now for factor in factors} & set(training.GOAL.levers)

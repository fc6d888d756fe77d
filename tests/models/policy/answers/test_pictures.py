"""Figures of the support pages' pictures: those worked by hand, and what must hold at every place of a curve."""

from dataclasses import replace

import pytest

from models.policy.answers.pictures import SERIES, bridge, by_group, by_item, cost_curve, residents
from models.policy.answers.support_result import SupportResult
from models.policy.areas import employment, gender, social_evils, training
from models.policy.areas.support import Factor
from models.policy.engine.baseline import Baseline
from tests.models.openings import OPENINGS
from tests.models.policy.test_golden_openings import TODAY, found
from tests.models.seed_frames import Seed

REPORT, NOW = "bao-cao", str(TODAY)


def opened(slug: str, moc: str, seed: Seed, province: Baseline) -> tuple[SupportResult, int]:
    [row] = [row for row in OPENINGS if (row.slug, row.moc) == (slug, moc)]
    answer = found(row, seed, province)
    assert isinstance(answer, SupportResult)
    return answer, row.year


@pytest.mark.parametrize(
    ("slug", "moc", "factor", "last", "now", "tried"),
    [
        # 130 and 1.301 x 6.920.000; the twelve months are rounded each.
        ("viec-lam", REPORT, employment.ABROAD, 3_500, (130, 899_600_004), (1_301, 9_002_919_996)),
        # 130 and 1.301 x 8.580.000.
        ("viec-lam", NOW, employment.ABROAD, 3_500, (130, 1_115_400_000), (1_301, 11_162_580_000)),
        # 6, 109 and 33 x 3.600.000.
        ("binh-dang-gioi", REPORT, gender.MODELS, 109, (6, 21_600_000), (109, 392_400_000)),
        ("binh-dang-gioi", NOW, gender.MODELS, 33, (6, 21_600_000), (33, 118_800_000)),
        # 400 x 1.518.000 : 5 and : 3 x 12.
        ("phong-chong-te-nan", NOW, social_evils.PER_HELPER, 10, (5, 1_457_280_000), (3, 2_428_800_000)),
    ],
)
def test_cost_by_count_goes_through_the_worked_answers(
    slug: str,
    moc: str,
    factor: Factor,
    last: int,
    now: tuple[int, int],
    tried: tuple[int, int],
    seed: Seed,
    province: Baseline,
) -> None:
    answer, year = opened(slug, moc, seed, province)
    curve = cost_curve(answer, factor, year, 1_000 if factor is employment.ABROAD else "")
    assert curve is not None
    assert [(at.count, at.vnd) for at in (curve.now, curve.tried)] == [now, tried]
    assert {curve.now, curve.tried} <= set(curve.points)
    assert curve.points[-1].count == last
    assert curve.payers == ("NSĐP",)
    [purse] = [purse for purse in answer.purses if purse.in_budget]
    assert curve.increase_vnd == purse.year(year).increase_vnd
    assert factor.tried is not None
    for point in curve.points[::7]:
        typed = replace(answer, scenario=answer.scenario.with_value(factor.tried.key, point.count))
        again = cost_curve(typed, factor, year)
        assert again is not None
        assert again.tried == point


def test_people_per_helper_is_no_straight_line(seed: Seed, province: Baseline) -> None:
    answer, year = opened("phong-chong-te-nan", NOW, seed, province)
    curve = cost_curve(answer, social_evils.PER_HELPER, year)
    assert curve is not None
    costs = {at.count: at.vnd for at in curve.points}
    assert (costs[1], costs[2], costs[10]) == (7_286_400_000, 3_643_200_000, 728_640_000)


def test_the_year_of_training_is_told_by_cause(seed: Seed, province: Baseline) -> None:
    answer, year = opened("giao-duc-nghe-nghiep", REPORT, seed, province)
    steps = bridge(answer, year)
    assert steps is not None
    assert (steps.before_vnd, steps.after_vnd) == (7_225_400_004, 10_314_600_000)
    [(line, vnd)] = steps.steps
    assert (line, vnd) == (training.AREA.lines[4], 3_089_199_996)
    tried = training.ELIGIBLE.tried
    assert tried is not None
    both = replace(answer, scenario=answer.scenario.with_value(tried.key, 30))
    steps = bridge(both, year)
    assert steps is not None
    # 15.446 x 30 : 100 x 1.000.000 comes on top of a half more of everything, whichever is moved first.
    assert [cause for cause, _vnd in steps.steps] == [training.ELIGIBLE, training.COSTS["rural"]]
    assert steps.before_vnd + sum(vnd for _cause, vnd in steps.steps) == steps.after_vnd
    assert steps.steps[1][1] == pytest.approx(4_633_800_000, abs=12)
    held = answer.scenario.with_value("training.cost.rural.tried", "")
    assert bridge(replace(answer, scenario=held), year) is None


def test_small_causes_are_one_and_the_bars_still_add_up(seed: Seed, province: Baseline) -> None:
    answer, year = opened("giao-duc-nghe-nghiep", NOW, seed, province)
    steps = bridge(answer, year)
    assert steps is not None
    assert len(steps.steps) == SERIES - 2
    assert steps.steps[-1][0] is None
    assert sum(vnd for _cause, vnd in steps.steps) == steps.increase_vnd == 6_774_800_004


def test_insurance_by_group(seed: Seed, province: Baseline) -> None:
    """330.000 x people x share: the province the same again; 0,78 tỷ a year for the poor and the near-poor alone."""
    answer, _year = opened("bao-hiem", REPORT, seed, province)
    bills = {one.status.key: (one.people, one.state_vnd, one.before_vnd, one.after_vnd) for one in by_group(answer)}
    assert bills == {
        "other": (15_800, 521_400_000, 0, 521_400_000),
        "poor": (350, 34_650_000, 0, 34_650_000),
        "near_poor": (370, 30_525_000, 0, 30_525_000),
        "ethnic": (80, 2_640_000, 0, 2_640_000),
    }
    assert 12 * (34_650_000 + 30_525_000) == 782_100_000
    answer, _year = opened("bao-hiem", NOW, seed, province)
    told = {one.status.key: (one.before_vnd, one.after_vnd) for one in by_group(answer)}
    assert told["near_poor"] == (370 * 484_000 * 20 // 100, 370 * 484_000 * 25 // 100)


def test_poverty_by_item(seed: Seed, province: Baseline) -> None:
    answer, year = opened("giam-ngheo", REPORT, seed, province)
    items = by_item(answer, year)
    assert len(items) == SERIES
    assert sum(item.before_vnd for item in items) == 42_080_220_000
    assert sum(item.after_vnd for item in items) == 47_052_000_000
    [moved] = [item for item in items if item.before_vnd != item.after_vnd]
    assert (moved.before_vnd, moved.after_vnd) == (0, 4_971_780_000)


def test_residents_rise_as_those_who_came_in_later_stay_longer(seed: Seed, province: Baseline) -> None:
    """250, and 140 x 9 : 12 + 60 x 21 : 12 = 210 more at full effect; by the law of today alone just so."""
    answer, _year = opened("phong-chong-te-nan", REPORT, seed, province)
    people = residents(answer)
    assert people is not None
    assert set(people.current) == {250}
    assert (people.trial[0], people.trial[-1]) == (250, 460)
    answer, _year = opened("phong-chong-te-nan", NOW, seed, province)
    people = residents(answer)
    assert people is not None
    assert people.current == people.trial
    assert (people.trial[0], people.trial[-1]) == (250, 460)

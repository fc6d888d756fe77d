"""The mix of levels: exact totals whatever is tried, and what cannot be."""

import pytest
from hypothesis import given, strategies as st

from models.policy.areas import training
from models.policy.areas.training import LEVELS, MIX, SHARES, TOTAL, MixOverError, above_short_tenths, level_mix
from models.policy.levers.levers import UNSET, LeverValue, Scenario
from tests.models.seed_frames import END_2023

REPORT = dict(zip(LEVELS, (472, 3_574, 2_826, 13_928), strict=True))


def scenario(**shares: LeverValue) -> Scenario:
    return Scenario.of(
        END_2023, training.AREA.levers, {f"training.mix.{name}": value for name, value in shares.items()}
    )


def test_without_levers_the_mix_is_the_report_s_own() -> None:
    mix = level_mix(REPORT, scenario())
    assert mix.after == mix.before == REPORT
    assert not mix.is_moved
    assert above_short_tenths(REPORT) == 330


def test_levels_in_percent_of_all_leave_the_rest_to_short_courses() -> None:
    """20% of 20.800 = 4.160; 20.800 - 472 - 3.574 - 4.160 = 12.594."""
    mix = level_mix(REPORT, scenario(elementary=20))
    assert mix.after == {**REPORT, "elementary": 4_160, "short": 12_594}
    assert mix.is_moved
    assert above_short_tenths(mix.after) == 395


def test_more_than_everybody_is_refused_and_exactly_everybody_is_not() -> None:
    assert level_mix(REPORT, scenario(college=20, intermediate=30, elementary=50)).after["short"] == 0
    with pytest.raises(MixOverError):
        level_mix(REPORT, scenario(college=20, intermediate=31, elementary=50))


@given(
    counts=st.tuples(*[st.integers(0, 50_000)] * 3, st.integers(1, 50_000)),
    total=st.just(UNSET) | st.integers(1, 200_000),
    shares=st.tuples(*[st.just(UNSET) | st.integers(0, 100)] * 3),
)
def test_the_levels_always_make_the_total(
    counts: tuple[int, ...], total: LeverValue, shares: tuple[LeverValue, ...]
) -> None:
    enrolled = dict(zip(LEVELS, counts, strict=True))
    tried = Scenario.of(
        END_2023,
        training.AREA.levers,
        {TOTAL.key: total, **{lever.key: share for lever, share in zip(SHARES.values(), shares, strict=True)}},
    )
    everybody = sum(counts) if total == UNSET else int(total)
    try:
        after = level_mix(enrolled, tried).after
    except MixOverError:
        return
    assert sum(after.values()) == everybody
    assert min(after.values()) >= 0
    for level, share in zip(SHARES, shares, strict=True):
        if share != UNSET:
            assert abs(100 * after[level] - everybody * int(share)) <= 50


def test_it_moves_no_money() -> None:
    moving = {lever for part in training.AREA.parts for lever in part.levers}
    assert moving.isdisjoint(MIX)
    assert set(MIX) <= set(training.AREA.others)

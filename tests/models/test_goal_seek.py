"""Goal seek: the answer costs no more than the ceiling, one step more costs more, on the report's own base."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.policy.goal_seek import highest_norm
from models.policy.projection import project_cube
from models.policy.protection import HORIZON, LEVERS, NORM
from models.policy.scenario import Scenario
from models.policy.schemes import PROTECTION
from tests.models.seed_frames import Seed, baseline_of

LAW_OF_2023 = date(2023, 12, 31)


def scenario(**values: int | str) -> Scenario:
    keys = {lever.key.removeprefix("protection."): lever.key for lever in LEVERS}
    return Scenario.of(LAW_OF_2023, LEVERS, {keys[name]: value for name, value in values.items()})


def cost(seed: Seed, norm: int, per: str, asked: Scenario) -> int:
    cube = project_cube(baseline_of(seed), seed.law, asked.with_value(NORM.key, norm), HORIZON)
    change = cube.total("scenario", "entitled", PROTECTION.code) - cube.total("baseline", "entitled", PROTECTION.code)
    months = [p for m, p in cube.places.items() if (str(m) == "2024-07" if per == "month" else m.year == 2024)]
    return int(change[months].sum())


def test_five_billion_a_month_reaches_430_000_on_the_reported_24_billion(seed: Seed) -> None:
    """24.000 triệu x 430 : 360 - 24.000 = 4.666,7 triệu; at 440.000 it is 5.333,3."""
    found = highest_norm(baseline_of(seed), seed.law, scenario(), HORIZON, 5_000_000_000, "month")
    assert (found.norm, found.increase_vnd) == (430_000, 4_666_666_667)
    assert (found.next_norm, found.next_increase_vnd) == (440_000, 5_333_333_333)


def test_a_ceiling_below_one_step_reaches_nothing(seed: Seed) -> None:
    found = highest_norm(baseline_of(seed), seed.law, scenario(), HORIZON, 666_666_665, "month")
    assert found.norm is None
    assert found.next_norm == 370_000


def test_a_ceiling_above_the_lever_reaches_its_end(seed: Seed) -> None:
    found = highest_norm(baseline_of(seed), seed.law, scenario(), HORIZON, 10**12, "month")
    assert (found.norm, found.next_norm) == (NORM.maximum, None)


@settings(max_examples=15, deadline=None)
@given(
    ceiling=st.integers(0, 60_000_000_000), per=st.sampled_from(["month", "year"]), provincial=st.sampled_from([0, 1])
)
def test_the_answer_fits_and_one_step_more_does_not(seed: Seed, ceiling: int, per: str, provincial: int) -> None:
    asked = scenario(norm_provincial=provincial)
    found = highest_norm(baseline_of(seed), seed.law, asked, HORIZON, ceiling, per)  # type: ignore[arg-type]
    if found.norm is not None:
        assert cost(seed, found.norm, per, asked) == found.increase_vnd <= ceiling
    if found.next_norm is not None:
        assert cost(seed, found.next_norm, per, asked) == found.next_increase_vnd > ceiling


def test_a_scenario_without_the_lever_is_refused() -> None:
    with pytest.raises(KeyError):
        Scenario(LAW_OF_2023).with_value(NORM.key, 400_000)

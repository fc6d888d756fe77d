"""Gender equality: what is counted by year and what is there all year."""

from models.periods import Month
from models.policy.areas import gender
from models.policy.areas.support import support_cube
from models.policy.levers.levers import Scenario
from tests.models.seed_frames import END_2023, Seed


def test_victims_are_a_twelfth_a_month_and_models_stand_all_year(seed: Seed) -> None:
    given = {"gender.victims": 120, "gender.support": 3_000_000, "gender.models": 12, "gender.model_cost": 60_000_000}
    chosen = Scenario.of(END_2023, gender.AREA.levers, given)
    cube = support_cube(gender.AREA, chosen, seed.law, (Month(2024, 3),), 1)
    assert cube.groups.tolist() == ["victims", "models"]
    assert cube.people["baseline"][:, 0].tolist() == [10, 12]
    assert cube.vnd["baseline", "entitled"][:, 0].tolist() == [30_000_000, 60_000_000]


def test_nothing_typed_is_nothing_reckoned(seed: Seed) -> None:
    cube = support_cube(gender.AREA, Scenario.of(END_2023, gender.AREA.levers, {}), seed.law, (Month(2024, 3),), 1)
    assert cube.groups.tolist() == []

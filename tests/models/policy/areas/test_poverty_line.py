"""The line of 2027: re-classified households and what follows, only where the law known has the line and only from
2027."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from models.money import divide_half_up
from models.periods import Month
from models.policy.areas import poverty
from models.policy.areas.poverty import Households, fewer_poor, reclassified
from models.policy.areas.support import begun, support_cube
from models.policy.levers.levers import LeverValue, Scenario
from tests.models.seed_frames import END_2023, HORIZON, NOVEMBER_2026, Seed

GIVEN: dict[str, LeverValue] = {
    "poverty.households": 280_454,
    "poverty.between": 15,
    "poverty.card_rate": 45,
    "poverty.line_card_people": 320,
    "poverty.line_card_share": 70,
    "poverty.line_children": 20,
    "poverty.line_pensioners": 15,
}
ISSUED = date(2025, 12, 30)


def scenario(law_as_of: date, **values: LeverValue) -> Scenario:
    changed = {f"poverty.{key}": value for key, value in values.items()}
    return Scenario.of(law_as_of, poverty.AREA.levers, {**GIVEN, **changed})


def test_households_between_the_lines_keep_the_interval_of_their_total() -> None:
    """15 of 1.000: 4.199 - 4.215 around 4.207."""
    assert reclassified(scenario(NOVEMBER_2026), (279_910, 280_998)) == Households(4_199, 4_207, 4_215)
    assert reclassified(scenario(NOVEMBER_2026, households=300_000), (279_910, 280_998)) == Households(
        4_500, 4_500, 4_500
    )
    assert reclassified(scenario(NOVEMBER_2026, between="")) is None


def test_everything_follows_from_january_2027_and_nothing_before(seed: Seed) -> None:
    cube = support_cube(poverty.AREA, scenario(NOVEMBER_2026), seed.law, HORIZON, 1)
    assert sorted(cube.groups.tolist()) == ["cards", "pension_70", "single_parents"]
    total = cube.total("baseline", "entitled", "poverty_line_2027")
    assert set(total[: HORIZON.index(Month(2027, 1))].tolist()) == {0}
    each = 1_072_837_513 + 454_335_480 + 340_751_610
    assert total[HORIZON.index(Month(2027, 1)) :].tolist() == [each] * 12
    assert cube.total("scenario", "entitled", "poverty_line_2027").tolist() == total.tolist()


def test_those_counted_are_people_of_the_households_not_the_households(seed: Seed) -> None:
    """4.206,81 households: 320, 20 and 15 people on 100 of them."""
    cube = support_cube(poverty.AREA, scenario(NOVEMBER_2026), seed.law, (Month(2027, 3),), 1)
    people = dict(zip(cube.groups.tolist(), cube.people["baseline"][:, 0].tolist(), strict=True))
    assert people == {"cards": 13_462, "single_parents": 841, "pension_70": 631}
    assert {line.count_unit for line in poverty.PART.lines} == {"người", "trẻ em"}


@pytest.mark.parametrize(
    ("law_as_of", "there"), [(END_2023, False), (date(2025, 12, 29), False), (ISSUED, True)], ids=str
)
def test_it_stands_on_the_day_the_decree_was_issued(seed: Seed, law_as_of: date, there: bool) -> None:
    cube = support_cube(poverty.AREA, scenario(law_as_of), seed.law, HORIZON, 1)
    assert bool(cube.total("baseline", "entitled", "poverty_line_2027").any()) is there
    known = seed.law.known_on(law_as_of)
    assert all(begun(line, known, Month(2027, 1)) is there for line in poverty.PART.lines)
    assert not any(begun(line, known, Month(2026, 12)) for line in poverty.PART.lines)


def test_a_people_share_that_is_open_leaves_its_line_alone_out(seed: Seed) -> None:
    cube = support_cube(poverty.AREA, scenario(NOVEMBER_2026, line_children=""), seed.law, HORIZON, 1)
    assert sorted(cube.groups.tolist()) == ["cards", "pension_70"]


def test_it_is_said_to_be_no_growth_of_poverty() -> None:
    assert poverty.PART.note == poverty.NOT_POORER
    assert "không phải tăng nghèo" in poverty.NOT_POORER


@given(households=st.integers(0, 2_000_000), share=st.integers(0, 1_000), per=st.integers(0, 1_000))
def test_money_is_rounded_once_at_the_end(seed: Seed, households: int, share: int, per: int) -> None:
    chosen = scenario(NOVEMBER_2026, households=households, between=share, line_pensioners=per)
    cube = support_cube(poverty.AREA, chosen, seed.law, (Month(2027, 3),), 1)
    line = cube.groups.tolist().index("pension_70")
    assert cube.vnd["baseline", "entitled"][line, 0] == divide_half_up(households * share * per * 540_000, 100_000)
    assert cube.people["baseline"][line, 0] == divide_half_up(households * share * per, 100_000)


def test_a_rate_of_one_and_a_half_percent_is_so_many_households_fewer() -> None:
    """The report's 5.915 households; of all households only 279.910 to 280.998 are known: 1,5 % of these."""
    poor = {"value": Decimal(5_915)}
    total = {"value": Decimal(280_454), "low": Decimal(279_910), "high": Decimal(280_998)}
    assert fewer_poor(15, poor, total) == (1_708, Households(4_199, 4_207, 4_215))
    exact = {"value": Decimal(280_000), "low": None, "high": None}
    assert fewer_poor(15, poor, exact) == (1_715, Households(4_200, 4_200, 4_200))
    assert fewer_poor(15, None, total) is None
    assert fewer_poor(15, poor, None) is None

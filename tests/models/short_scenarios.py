"""Scenarios written short, and a scheme's bill of one month: for tests of single corners."""

from datetime import date

from models.periods import Month
from models.policy.areas import merit, protection
from models.policy.cube import Cube, Role, View
from models.policy.levers.levers import LeverValue, Scenario
from tests.models.seed_frames import END_2023

JULY_2024 = Month(2024, 7)


def of_protection(day: date = END_2023, **levers: LeverValue) -> Scenario:
    values = {f"protection.{key.replace('__', '.')}": value for key, value in levers.items()}
    return Scenario.of(day, protection.LEVERS, values)


def of_merit(day: date = END_2023, **levers: LeverValue) -> Scenario:
    return Scenario.of(day, merit.LEVERS, {f"merit.{key.replace('__', '.')}": value for key, value in levers.items()})


def bill(cube: Cube, scheme: str, role: Role, month: Month = JULY_2024, view: View = "entitled") -> int:
    return int(cube.total(role, view, scheme)[cube.month_index[month]])

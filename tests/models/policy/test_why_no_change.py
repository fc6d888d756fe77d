"""The norm's own levers on each other, and what is said when a whole scenario changes nothing."""

from collections.abc import Callable

import pytest

from models.periods import Month
from models.policy.answers.whatif import why_no_change
from models.policy.cube import Cube
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.levers import LeverValue
from models.policy.schemes import PENSION_80, PROTECTION
from tests.models.seed_frames import END_2023, HORIZON, NOVEMBER_2026, Seed, scenario

MOVED: dict[str, LeverValue] = {
    "norm": 500_000,
    "applies_from": "2025-01",
    "first_paid": "2024-10",
    "provincial": "1",
    "people_change": 5,
}


def cube_of(seed: Seed, baseline: Baseline, **levers: LeverValue) -> Cube:
    return project_cube(baseline, seed.law, scenario(**levers), HORIZON)


def moves_something(cube: Cube) -> bool:
    return any((cube.vnd["baseline", view] != cube.vnd["scenario", view]).any() for view in ("entitled", "paid"))


@pytest.mark.parametrize("name", list(MOVED))
def test_a_lever_moved_alone_acts_or_says_why_not(seed: Seed, province: Baseline, name: str) -> None:
    chosen = scenario(**{name: MOVED[name]})
    cube = project_cube(province, seed.law, chosen, HORIZON)
    why = why_no_change(cube, PROTECTION, seed.law, chosen)
    assert (why is None) == moves_something(cube)
    assert (why is None) == (name in ("norm", "people_change"))
    if why is not None:
        assert (why.kind, why.row.value, why.row.document) == (
            "payment_month_alone" if name == "first_paid" else "at_current",
            360_000,
            "Nghị định 20/2021/NĐ-CP, Điều 4.2",
        )


def entitled(cube: Cube) -> list[int]:
    return cube.vnd["scenario", "entitled"].sum(axis=0).tolist()


def paid(cube: Cube) -> list[int]:
    return cube.vnd["scenario", "paid"].sum(axis=0).tolist()


@pytest.mark.parametrize(
    ("name", "seen"),
    [("applies_from", entitled), ("first_paid", paid), ("provincial", entitled), ("people_change", entitled)],
)
def test_beside_a_raised_norm_every_other_lever_acts(
    seed: Seed, province: Baseline, name: str, seen: Callable[[Cube], list[int]]
) -> None:
    still = cube_of(seed, province, norm=500_000)
    assert seen(cube_of(seed, province, norm=500_000, **{name: MOVED[name]})) != seen(still)


def test_the_payment_month_moves_payments_alone(seed: Seed, province: Baseline) -> None:
    still, later = cube_of(seed, province, norm=500_000), cube_of(seed, province, norm=500_000, first_paid="2024-10")
    assert entitled(still) == entitled(later)
    assert sum(paid(still)) == sum(paid(later))
    places = [place for place, pair in enumerate(zip(paid(still), paid(later), strict=True)) if pair[0] != pair[1]]
    assert [str(HORIZON[place]) for place in places] == ["2024-08", "2024-09", "2024-10"]


@pytest.mark.parametrize(
    ("levers", "kind"),
    [
        ({}, "at_current"),
        ({"norm": 500_000, "first_paid": "2024-07"}, "only_payment_month"),
        ({"norm": 500_000, "first_paid": "2024-12"}, "payment_month_alone"),
        ({"norm": 500_000, "applies_from": "2025-01"}, "equals_law"),
        ({"norm": 400_000, "stops_after": "2024-07"}, "ends_before_paid"),
        ({"first_paid": "2026-12"}, "payment_month_alone"),
    ],
)
def test_on_the_law_of_2026_what_changes_nothing_says_why(
    seed: Seed, province: Baseline, levers: dict[str, LeverValue], kind: str
) -> None:
    chosen = scenario(NOVEMBER_2026, **levers)
    cube = project_cube(province, seed.law, chosen, HORIZON)
    why = why_no_change(cube, PROTECTION, seed.law, chosen)
    assert why is not None
    assert why.kind == kind
    assert why.row == seed.law.applying_in(PROTECTION.norm, why.month)


def test_the_day_of_law_acts_on_what_is_current(seed: Seed, province: Baseline) -> None:
    """Month by month the bill is another from 7/2024 on, and those of 80 and over are a line of their own in 7/2025."""
    then, now = (project_cube(province, seed.law, scenario(day), HORIZON) for day in (END_2023, NOVEMBER_2026))
    bills = [cube.total("baseline", "entitled", PROTECTION.code) for cube in (then, now)]
    assert [month for month, before, after in zip(HORIZON, *bills, strict=True) if before != after] == [
        month for month in HORIZON if month >= Month(2024, 7)
    ]
    assert PENSION_80 not in then.groups
    here = now.groups == PENSION_80
    people = now.people["baseline"][here].sum(axis=0)
    assert people.tolist() == [18_581 if month >= Month(2025, 7) else 0 for month in HORIZON]

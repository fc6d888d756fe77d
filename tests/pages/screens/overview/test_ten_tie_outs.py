"""The ten tie-outs of the report stand on Tổng quan, each by its name and within its tolerance."""

from collections.abc import Callable

import pytest

from data.store.queries import tie_out_rows
from tests.pages.screen import Screen

Show = Callable[..., Screen]
NAMES = {row.code: row.name for row in tie_out_rows() if row.kind in ("tie-out", "identity")}
TEN = {
    "472 + 3.574 + 2.826 + 13.928 = 20.800": ("training.levels",),
    "28.494 : 114% gives the plan of 25.000": ("employment.new_jobs_plan",),
    "1.301 : 130% gives the plan of 1.000, inside 28.494": ("employment.overseas_plan", "employment.overseas_inside"),
    "5.915 : 2,11% and 6.200 : 2,21% are of the same households": (
        "poverty.households_meet", "poverty.households", "poverty.inside_households", "poverty.poor_rate",
        "poverty.near_poor_rate",
    ),
    "households of 2022 back from the changes": (
        "poverty.poor_households_2022", "poverty.near_poor_households_2022", "poverty.households_2022_meet",
    ),
    "0,58 and 0,46 are points of percentage": ("poverty.poor_rate_2022", "poverty.near_poor_rate_2022"),
    "47.701 triệu : 20.355 = 2.343.453": ("merit.mean", "merit.mean_in_tables"),
    "24 tỷ : 45.575 = 526.604, 1,463 x 360.000": ("protection.mean", "protection.mean_coefficient", "protection.floor"),
    "301 x 4,0 x 360.000, not in the 24 tỷ": ("protection.centre_cost", "protection.centre_outside"),
    "47,7 + 24 + 0,43 = 72,1 tỷ a month": ("all.monthly_total",),
}  # fmt: skip


@pytest.fixture
def overview(show: Show) -> Screen:
    return show("overview.py")


def test_all_ten_stand_on_the_first_page_and_hold(overview: Screen) -> None:
    assert len(TEN) == 10
    lacking = {what: code for what, codes in TEN.items() for code in codes if NAMES[code] not in overview.said}
    assert lacking == {}
    assert "Cả 8 phép đối chiếu trong dung sai." in overview.of("caption")

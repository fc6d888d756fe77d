"""The pace towards a year's plan, case by case: golden/tien_do_ke_hoach.csv."""

import pytest
from hypothesis import given, strategies as st

from models.periods import Month
from models.policy.areas.employment import PlanPace
from tests.models.seed_frames import golden


def optional(text: str) -> int | None:
    return int(text) if text else None


@pytest.mark.parametrize("row", golden("tien_do_ke_hoach"), ids=lambda row: row["cách tính"][:40])
def test_a_case_worked_by_hand(row: dict[str, str]) -> None:
    pace = PlanPace(int(row["kế hoạch"]), int(row["đã đạt"]), Month.parse(row["đến hết tháng"]))
    assert pace.reached_tenths == int(row["đạt phần nghìn"])
    assert pace.left == int(row["còn lại"])
    assert pace.needed == optional(row["cần mỗi tháng"])
    assert pace.pace == int(row["nhịp mỗi tháng"])
    assert pace.expected == int(row["ước cả năm"])
    assert pace.reached_in == (Month.parse(row["đạt kế hoạch vào"]) if row["đạt kế hoạch vào"] else None)


@given(st.integers(1, 200_000), st.integers(0, 200_000), st.integers(1, 12))
def test_what_is_needed_is_enough_and_no_more(plan: int, done: int, month: int) -> None:
    pace = PlanPace(plan, done, Month(2024, month))
    if pace.needed is None:
        assert month == 12
        return
    assert done + pace.needed * pace.months_left >= plan
    assert pace.needed == 0 or done + (pace.needed - 1) * pace.months_left < plan


@given(st.integers(1, 200_000), st.integers(1, 200_000), st.integers(1, 12))
def test_the_month_named_is_the_first_in_which_the_plan_is_reached(plan: int, done: int, month: int) -> None:
    pace = PlanPace(plan, done, Month(2024, month))
    assert pace.reached_in is not None
    months = pace.reached_in.index - Month(2024, 1).index + 1
    assert done * months >= plan * month
    assert months == 1 or done * (months - 1) < plan * month
    assert pace.is_on_time == (months <= 12)
    assert (done >= plan) == (months <= month)

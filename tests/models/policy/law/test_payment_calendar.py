"""The first list that can pay by a new rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from models.periods import Month
from models.policy.law.calendar import first_list_after
from tests.models.seed_frames import golden


@pytest.mark.parametrize("row", golden("danh_sach_dau_tien"), ids=lambda row: row["văn bản"] + row["có hiệu lực"])
def test_the_first_list_is_the_next_that_has_not_closed(row: dict[str, str]) -> None:
    in_force = date.fromisoformat(row["có hiệu lực"])
    assert first_list_after(in_force) == Month.parse(row["danh sách đầu tiên theo mức mới"])


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_its_list_was_open_on_that_day_and_the_list_before_was_not(in_force: date) -> None:
    def last_open_day(month: Month) -> date:
        return month.plus(-1).first_day.replace(day=24)

    first = first_list_after(in_force)
    assert last_open_day(first) >= in_force > last_open_day(first.plus(-1))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_later_day_never_has_an_earlier_list(in_force: date) -> None:
    assert first_list_after(in_force + timedelta(days=1)) >= first_list_after(in_force)

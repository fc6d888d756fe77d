"""Moments are kept in UTC and shown in Vietnam's time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from data import clock


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2023, 12, 31, 16, 59, 59, tzinfo=UTC), "2023-12-31 23:59:59"),
        (datetime(2023, 12, 31, 17, 0, 0, tzinfo=UTC), "2024-01-01 00:00:00"),
        (datetime(2024, 7, 1, 0, 0, tzinfo=UTC), "2024-07-01 07:00:00"),
        (datetime(2024, 7, 1, 0, 0, tzinfo=timezone(timedelta(hours=-8))), "2024-07-01 15:00:00"),
    ],
)
def test_the_office_is_seven_hours_ahead_of_utc_all_year(moment: datetime, shown: str) -> None:
    wall = clock.office_time(moment)
    assert wall.strftime("%Y-%m-%d %H:%M:%S") == shown
    assert wall == moment


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_today_is_the_office_s_day() -> None:
    assert clock.today() in {clock.office_time(clock.now() + timedelta(seconds=s)).date() for s in (-5, 0)}

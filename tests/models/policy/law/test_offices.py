"""Which office answers for an area on a day: the departments changed on 01/3/2025, the province on 01/7/2025."""

from datetime import date

import pytest

from data.store.queries import offices
from models.policy.law.offices import office_of

AREAS = {"merit", "protection", "employment", "training", "insurance", "gender", "children", "social_evils", "poverty"}


@pytest.mark.parametrize(
    ("area", "day", "name", "inferred"),
    [
        ("children", date(2022, 1, 1), "Sở Lao động - Thương binh và Xã hội tỉnh Hà Nam", False),
        ("children", date(2025, 2, 28), "Sở Lao động - Thương binh và Xã hội tỉnh Hà Nam", False),
        ("children", date(2025, 3, 1), "Sở Y tế tỉnh Hà Nam", True),
        ("employment", date(2025, 6, 30), "Sở Nội vụ tỉnh Hà Nam", True),
        ("employment", date(2025, 7, 1), "Sở Nội vụ tỉnh Ninh Bình", True),
        ("social_evils", date(2026, 11, 30), "Công an tỉnh Ninh Bình", True),
    ],
)
def test_an_area_is_the_office_of_the_day(area: str, day: date, name: str, inferred: bool) -> None:
    found = office_of(offices(), area, day)
    assert (found.name, found.inferred) == (name, inferred)


def test_every_area_has_an_office_from_the_report_on_and_each_row_its_source() -> None:
    assert {office.policy_area for office in offices()} == AREAS
    for area in AREAS:
        days = [office.since for office in offices() if office.policy_area == area]
        assert days == [date(2023, 1, 1), date(2025, 3, 1), date(2025, 7, 1)]
    assert all(office.source for office in offices())

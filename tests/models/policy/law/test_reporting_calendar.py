"""The reporting calendar: who owes what when."""

from datetime import date

import pytest

from models.policy.law.reporting_calendar import RULES, SHOWN, Level, answers, area_day, due, periods


@pytest.mark.parametrize(
    ("dataset", "level", "period", "on"),
    [
        ("payments", "district", "2024-03", date(2024, 3, 20)),
        ("payments", "commune", "2025-12", date(2025, 12, 20)),
        ("indicators", "commune", "2024-06", date(2024, 6, 15)),
        ("indicators", "district", "2024-06", date(2024, 6, 30)),
        ("indicators", "province", "2024-06", date(2024, 7, 15)),
        ("indicators", "district", "2024-12", date(2024, 12, 31)),
        ("indicators", "province", "2024-12", date(2025, 1, 15)),
        ("households", "district", "2024", date(2024, 12, 14)),
        ("households", "province", "2024", date(2025, 1, 15)),
        ("households", "district", "2024-06", date(2024, 6, 30)),
        ("targets", "province", "2025", date(2024, 12, 31)),
        ("budget", "district", "2024-12", date(2025, 1, 10)),
        ("budget", "province", "2024", date(2023, 12, 31)),
    ],
)
def test_days(dataset: str, level: Level, period: str, on: date) -> None:
    found = due(dataset, level, period)
    assert found is not None
    assert found.on == on
    assert found.source


@pytest.mark.parametrize(
    ("dataset", "level", "period"),
    [
        ("areas", "district", "2024"),
        ("payments", "province", "2024-03"),
        ("payments", "district", "2024"),
        ("indicators", "district", "2024-05"),
        ("targets", "district", "2024-05"),
    ],
)
def test_what_the_calendar_does_not_ask(dataset: str, level: Level, period: str) -> None:
    assert due(dataset, level, period) is None


def test_rules_from_memory_say_so() -> None:
    verified = {(rule.dataset, rule.every): due_of(rule.dataset, rule.every) for rule in RULES}
    assert verified == {
        ("payments", "month"): True,
        ("indicators", "half_year"): True,
        ("households", "half_year"): True,
        ("households", "year"): False,
        ("targets", "year"): False,
        ("budget", "month"): False,
        ("budget", "year"): False,
    }


def due_of(dataset: str, every: str) -> bool:
    found = due(dataset, "district", "2024" if every == "year" else "2024-06")
    assert found is not None
    return found.is_verified


def test_the_periods_asked_for() -> None:
    day = date(2024, 3, 5)
    assert periods("payments", day)[0] == "2023-04"
    assert periods("payments", day)[-1] == "2024-03"
    assert len(periods("budget", day)) == 12
    assert periods("indicators", day) == ("2022-12", "2023-06", "2023-12", "2024-06")
    assert periods("indicators", date(2024, 7, 1)) == ("2023-06", "2023-12", "2024-06", "2024-12")
    assert periods("households", day) == ("2023", "2024")
    assert periods("targets", day) == ("2024", "2025")
    assert periods("areas", day) == ()


def test_every_period_asked_for_has_a_day() -> None:
    for dataset in SHOWN:
        for period in periods(dataset, date(2025, 11, 24)):
            assert due(dataset, "district", period) is not None
            assert answers(dataset, period) == period


@pytest.mark.parametrize(
    ("dataset", "written", "asked"),
    [
        ("payments", "2024-03", "2024-03"),
        ("indicators", "2024", "2024-12"),
        ("indicators", "2024-06", "2024-06"),
        ("indicators", "2024-07", "2024-12"),
        ("indicators", "2024-01", "2024-06"),
        ("households", "2024", "2024"),
        ("households", "2024-12", "2024"),
        ("households", "2024-06", None),
        ("targets", "2024", "2024"),
        ("budget", "2024-03", "2024-03"),
        ("budget", "2024", None),
        ("areas", "2024", None),
    ],
)
def test_what_a_written_period_answers(dataset: str, written: str, asked: str | None) -> None:
    assert answers(dataset, written) == asked


def test_the_list_of_areas_that_owes_a_period() -> None:
    assert area_day("payments", "2025-06") == date(2025, 6, 30)
    assert area_day("households", "2025") == date(2025, 12, 31)
    assert area_day("targets", "2025") == date(2025, 1, 1)

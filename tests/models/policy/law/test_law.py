"""Law in time: which row is known, counts and is paid, by its four dates."""

from datetime import date

import pytest

from models.periods import Month
from models.policy.areas.support import by_law
from models.policy.law.law import DatedValue, Law, UnknownParameterError
from tests.models.seed_frames import END_2023, NOVEMBER_2026, Seed

NORM = "protection.norm"


def values(law: Law, name: str = NORM) -> list[int]:
    return [row.value for row in law.rows(name)]


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        (date(2021, 3, 14), [270_000]),
        (date(2021, 3, 15), [270_000, 360_000]),
        (END_2023, [270_000, 360_000]),
        (date(2024, 6, 30), [270_000, 360_000]),
        (date(2024, 7, 1), [270_000, 360_000, 500_000]),
        (date(2026, 8, 20), [270_000, 360_000, 500_000]),
        (date(2026, 8, 21), [270_000, 360_000, 500_000, 540_000]),
    ],
)
def test_a_rule_is_known_from_the_day_of_its_issue(seed: Seed, as_of: date, known: list[int]) -> None:
    assert values(seed.law.known_on(as_of)) == known


def test_a_rule_without_a_day_of_issue_is_known_when_it_binds(seed: Seed) -> None:
    """The day of issue of NQ 21/2025 of Ninh Bình was not found: it binds from 01/01/2026."""
    assert values(seed.law.known_on(date(2025, 12, 31)), "provincial_top_up.poor") == [0]
    assert values(seed.law.known_on(date(2026, 1, 1)), "provincial_top_up.poor") == [0, 30]


def test_merit_of_2026_is_known_from_its_issue(seed: Seed) -> None:
    assert 3_012_000 not in values(seed.law.known_on(date(2026, 8, 14)), "merit.norm")
    assert 3_012_000 in values(seed.law.known_on(date(2026, 8, 15)), "merit.norm")


def test_only_the_newest_value_ends(seed: Seed) -> None:
    """NQ 21/2025 runs out on 31/12/2030; a decree that is replaced holds until the next one is known to begin."""
    name = "provincial_top_up.poor"
    assert seed.law.applying_in(name, Month(2030, 12)).value == 30
    with pytest.raises(UnknownParameterError):
        seed.law.applying_in(name, Month(2031, 1))
    before = seed.law.known_on(END_2023)
    assert [row.ends_on for row in before.rows(NORM)] == [None, None]
    assert before.applying_in(NORM, Month(2027, 12)).value == 360_000
    steps = dict(by_law(name, seed.law))
    assert (steps[Month(2026, 1).index], steps[Month(2031, 1).index]) == (30, None)


def test_a_rule_without_any_other_day_is_known_when_it_applies() -> None:
    row = DatedValue(1, date(2024, 7, 15), "", "text")
    assert row.known_on == date(2024, 7, 15)
    assert (row.applies_month, row.paid_month) == (Month(2024, 7), Month(2024, 7))


def test_a_parameter_nobody_knew_yet_is_no_parameter(seed: Seed) -> None:
    with pytest.raises(UnknownParameterError, match=NORM):
        seed.law.known_on(date(2010, 1, 1)).rows(NORM)


@pytest.mark.parametrize(
    ("month", "list_month", "norm"),
    [
        ("2024-06", None, 360_000),
        ("2024-07", None, 500_000),
        ("2024-07", "2024-07", 360_000),
        ("2024-07", "2024-08", 500_000),
        ("2024-06", "2024-08", 360_000),
        ("2026-09", None, 540_000),
        ("2026-09", "2026-10", 500_000),
        ("2026-09", "2026-11", 540_000),
    ],
)
def test_a_list_pays_at_the_rate_it_knew(seed: Seed, month: str, list_month: str | None, norm: int) -> None:
    known = None if list_month is None else Month.parse(list_month)
    assert seed.law.visible(NORM, Month.parse(month), known).value == norm


def test_what_counts_in_a_month_does_not_ask_for_its_list(seed: Seed) -> None:
    assert seed.law.applying_in(NORM, Month(2024, 7)).document == "Nghị định 76/2024/NĐ-CP"
    assert seed.law.known_on(NOVEMBER_2026).applying_in(NORM, Month(2027, 12)).value == 540_000


def test_before_the_first_rule_there_is_no_rate(seed: Seed) -> None:
    with pytest.raises(UnknownParameterError, match="2014-12"):
        seed.law.visible(NORM, Month(2014, 12), None)


def test_rows_are_ordered_whatever_order_they_come_in() -> None:
    late, early = DatedValue(2, date(2024, 7, 1), "", "text"), DatedValue(1, date(2021, 7, 1), "", "text")
    law = Law.of([("b", late), ("a", late), ("b", early)])
    assert law == Law.of([("a", late), ("b", early), ("b", late)])
    assert values(law, "b") == [1, 2]
    with pytest.raises(UnknownParameterError):
        law.rows("c")


def test_the_frame_and_its_law_hold_the_same_rows(seed: Seed) -> None:
    assert seed.parameters.height == sum(len(rows) for _, rows in seed.law.series) == 102
    row = seed.law.rows(NORM)[-1]
    assert (row.issued_on, row.applies_from) == (date(2026, 8, 21), date(2026, 7, 1))
    assert (row.in_force_from, row.first_paid) == (date(2026, 10, 5), date(2026, 11, 1))
    assert (row.evidence, row.verified_by) == ("press", None)

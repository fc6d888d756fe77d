"""Length of stay: a person-level count agrees, and the new length takes hold month by month."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from models.periods import Month, month_range
from models.policy.rehab_stay import LONGEST, cohorts, lasting, presence

JULY_2026 = Month(2026, 7)


def from_july_2026(before: int, after: int) -> Callable[[int], int]:
    return lambda came: after if came >= JULY_2026.index else before


def test_present_is_entrants_a_year_times_months_over_12() -> None:
    assert (lasting(120, 12), lasting(120, 24), lasting(60, 36), lasting(7, 18)) == (120, 240, 180, 11)


def test_from_12_to_24_months_nothing_moves_for_a_year_and_all_has_moved_after_two() -> None:
    found = presence(120, 12, from_july_2026(12, 24), [Month(2026, 6), Month(2027, 6), Month(2027, 7), Month(2027, 12), Month(2028, 6), Month(2030, 1)])  # fmt: skip
    assert [each.before for each in found] == [120] * 6
    assert [each.after for each in found] == [120, 120, 130, 180, 240, 240]


def test_a_shorter_stay_empties_only_after_the_old_intakes_have_left() -> None:
    stay = from_july_2026(24, 12)
    assert [cohorts(stay, JULY_2026.plus(n)) for n in (0, 11, 12, 18, 23, 24)] == [24, 24, 23, 17, 12, 12]


@given(before=st.integers(1, LONGEST), after=st.integers(1, LONGEST), gone=st.integers(0, 130))
def test_it_is_what_counting_single_people_comes_to(before: int, after: int, gone: int) -> None:
    """One person a month since long ago: who is there?"""
    month, stay = JULY_2026.plus(gone), from_july_2026(before, after)
    people = month_range(Month(2016, 1), month.index - Month(2016, 1).index + 1)
    there = [came for came in people if came.plus(stay(came.index)) > month]
    assert cohorts(stay, month) == len(there)
    assert min(before, after) <= cohorts(stay, month) <= max(before, after)

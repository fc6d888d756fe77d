"""Length of stay: a person-level count agrees, and the new length takes hold month by month."""

from hypothesis import given, strategies as st

from models.periods import Month
from models.policy.areas.support import EVER, LONGEST, Steps, always, at, cohorts, from_on, lasting, presence

JULY_2026 = Month(2026, 7)


def from_july_2026(before: int, after: int) -> Steps:
    return from_on(always(before), JULY_2026.index, after)


def test_present_is_entrants_a_year_times_months_over_12() -> None:
    assert (lasting(120, 12), lasting(120, 24), lasting(60, 36), lasting(7, 18)) == (120, 240, 180, 11)


def test_from_12_to_24_months_nothing_moves_for_a_year_and_all_has_moved_after_two() -> None:
    found = presence(
        120,
        12,
        from_july_2026(12, 24),
        [Month(2026, 6), Month(2027, 6), Month(2027, 7), Month(2027, 12), Month(2028, 6), Month(2030, 1)],
    )
    assert [each.before for each in found] == [120] * 6
    assert [each.after for each in found] == [120, 120, 130, 180, 240, 240]


def test_a_shorter_stay_empties_only_after_the_old_intakes_have_left() -> None:
    present = cohorts(from_july_2026(24, 12))
    assert [at(present, JULY_2026.index + n) for n in (0, 11, 12, 18, 23, 24)] == [24, 24, 23, 17, 12, 12]


def test_a_length_that_does_not_change_has_one_step() -> None:
    assert cohorts(always(18)) == cohorts(from_july_2026(18, 18)) == ((EVER, 18),)


@given(
    lengths=st.lists(st.integers(1, LONGEST), min_size=1, max_size=4),
    apart=st.lists(st.integers(1, 40), min_size=3, max_size=3),
    gone=st.integers(-10, 200),
)
def test_it_is_what_counting_single_people_comes_to(lengths: list[int], apart: list[int], gone: int) -> None:
    """One person a month since long ago, the length changing up to three times while others are there: who is there?"""
    stays, begins = always(lengths[0]), JULY_2026.index
    for length, months in zip(lengths[1:], apart, strict=False):
        stays, begins = from_on(stays, begins, length), begins + months
    month = JULY_2026.index + gone
    there = [came for came in range(month - 2 * LONGEST, month + 1) if came + (at(stays, came) or 0) > month]
    assert at(cohorts(stays), month) == len(there)
    assert min(lengths) <= len(there) <= max(lengths)

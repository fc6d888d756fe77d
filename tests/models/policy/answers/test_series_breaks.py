"""Series breaks: declared once, found between the months of a chart, with gaps or without."""

from models.periods import Month, month_range
from models.policy.answers.notes import BREAKS, breaks_in
from tests.models.seed_frames import HORIZON


def test_the_three_known_breaks_stand_in_order() -> None:
    assert [str(each.month) for each in BREAKS] == ["2022-01", "2025-07", "2027-01"]
    assert "không phải tăng nghèo" in BREAKS[2].reason


def test_a_break_stands_at_the_first_month_of_the_new_rule() -> None:
    [(place, found)] = breaks_in("protection", HORIZON)
    assert (HORIZON[place], found.mark) == (Month(2025, 7), "hưu trí xã hội")
    [(place, found)] = breaks_in("poverty", HORIZON)
    assert (HORIZON[place], found.mark) == (Month(2027, 1), "chuẩn nghèo 2027")
    assert breaks_in("merit", HORIZON) == []


def test_year_ends_with_gaps_find_it_too_and_a_series_that_starts_with_it_has_none() -> None:
    ends = [Month(year, 12) for year in (2020, 2021, 2023, 2026, 2027)]
    assert [place for place, _found in breaks_in("poverty", ends)] == [2, 4]
    assert breaks_in("protection", month_range(Month(2025, 7), 6)) == []
    assert breaks_in("protection", []) == []

"""The monthly bill of today when districts have sent figures; the report's own stands in test_golden_meetings.py."""

from models.periods import Month
from models.policy.engine.baseline import BillLine, monthly_bill
from models.policy.schemes import MERIT, PROTECTION
from tests.models.seed_frames import DISTRICTS, Seed, baseline_of, sent, with_rows


def bill(seed: Seed, rows: list[dict[str, object]]) -> dict[str, BillLine]:
    caseload = with_rows(seed.caseload, rows)
    lines = monthly_bill(caseload, seed.groups, seed.areas, baseline_of(seed, rows))
    return {line.scheme.code: line for line in lines}


def test_merit_of_all_districts_replaces_the_reports(seed: Seed) -> None:
    rows = [sent(seed.area(code), 3000, 7_000_000_000, scheme=MERIT) for code in DISTRICTS]
    line = bill(seed, rows)["merit"]
    assert (line.people, line.vnd, line.qualifier) == (18_000, 42_000_000_000, "=")
    assert (line.uploaded, line.as_of) == (True, Month(2024, 3))


def test_merit_of_five_districts_changes_nothing(seed: Seed) -> None:
    rows = [sent(seed.area(code), 3000, 7_000_000_000, scheme=MERIT) for code in DISTRICTS[:5]]
    line = bill(seed, rows)["merit"]
    assert (line.people, line.vnd, line.qualifier) == (20_355, 47_701_000_000, "<")
    assert (line.uploaded, line.as_of) == (False, Month(2023, 12))


def test_merit_people_without_money_are_no_bill(seed: Seed) -> None:
    rows = [sent(seed.area(code), 3000, None if code == "350" else 7_000_000_000, scheme=MERIT) for code in DISTRICTS]
    line = bill(seed, rows)["merit"]
    assert (line.vnd, line.uploaded) == (47_701_000_000, False)


def test_community_allowances_are_what_the_districts_paid(seed: Seed) -> None:
    rows = [sent(seed.area(code), 7000, 3_700_000_001, scheme=PROTECTION) for code in DISTRICTS]
    lines = bill(seed, rows)
    line = lines["protection"]
    assert (line.people, line.vnd, line.uploaded, line.as_of) == (42_000, 22_200_000_006, True, Month(2024, 3))
    assert lines["merit"].vnd == 47_701_000_000
    assert (lines["protection_centre"].vnd, lines["protection_centre"].people) == (433_440_000, 301)

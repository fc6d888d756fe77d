"""Each step of the law of the support areas on the screen: the arithmetic of a page has the old value in the month
before it and by the law known before it, the new one in its month; expected values are those of the seed's rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from data.seed_files import seed_rows
from models.periods import Month
from models.policy.areas import insurance, social_evils
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import Factor, SupportArea, SupportLine
from models.wording.numbers import number as figure
from pages.screens.whatif.support.words import line_name
from pages.ui.frame import page_frame
from pages.ui.session import clock
from tests.pages import seed_law, shared
from tests.pages.screen import Screen, plain
from tests.pages.support_pages import file_of

Show = Callable[..., Screen]
data_folder = shared.data_folder
TODAY = date(2026, 12, 1)
FIRST = Month(2023, 1)
MANY = 100_000_000
"""A wage above every ceiling."""
OLD_STAY = 12
"""Months of stay under the law before 7/2026, which leaves 12 to 24 open."""


@pytest.fixture(autouse=True)
def first_of_december(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (clock, page_frame):
        monkeypatch.setattr(module, "today", lambda: TODAY)


@dataclass(frozen=True)
class Change:
    """A month in which the law of an area changes, and the day that became known."""

    area: SupportArea
    month: Month
    known: date

    def __str__(self) -> str:
        return f"{self.area.slug} {self.month}"


def parameters(area: SupportArea) -> set[str]:
    """All that the area's lines take from the law."""
    of_factors = {factor.parameter for factor in area.factors}
    of_lines = {rule.parameter for line in area.lines for rule in (line.since, line.limit) if rule is not None}
    return (of_factors | of_lines) - {""}


def changes() -> list[Change]:
    found = {
        (area, step.month, step.known) for area in AREAS for name in parameters(area) for step in seed_law.steps(name)
    }
    listed = [Change(*one) for one in found if one[1] > FIRST]
    return sorted(listed, key=lambda change: (str(change), change.known))


def rows(show: Show, area: SupportArea, day: date, month: Month) -> dict[str, str]:
    """The arithmetic of every line that is reckoned, with one of everything that the law does not give."""
    typed = {one.now.parameter: 1 for one in area.factors if not one.parameter}
    typed |= {one.now.parameter: OLD_STAY for one in area.factors if one.kind == "longer_stay"}
    if area is insurance.AREA:
        typed[insurance.WAGE.now.parameter] = MANY
    asked = {name.replace("-", "_"): str(number) for name, number in typed.items()}
    start = {area.applies_from.parameter.replace("-", "_"): str(month)}
    screen = show(file_of(area), moc=day.isoformat(), **start, **asked)
    screen.open_tab(f"{area.prefix}bang", "Cách tính")
    return {row[0]: row[2] for row in screen.table("Khoản") if row[1] == "hiện nay"}


def expected(line: SupportLine, factor: Factor, day: date, month: Month) -> int | None:
    """What stands at the factor's place: one where it is typed, None where the law gives nothing yet."""
    if line.limit is insurance.CEILING and factor in line.factors[-2:]:
        most = seed_law.value(line.limit.parameter, day, month)
        return 100 if factor.parameter else None if most is None else line.limit.times * most
    return seed_law.value(factor.parameter, day, month) if factor.parameter else 1


def check(area: SupportArea, told: dict[str, str], day: date, month: Month) -> dict[str, list[int | None]]:
    """That each line is told where the law has begun, with the law's values; these, but for lengths of stay."""
    lines: dict[str, list[int | None]] = {}
    for line in area.lines:
        is_begun = line.since is None or seed_law.begun(line.since.parameter, line.since.day, day, month)
        steady = [one for one in line.factors if one.kind != "longer_stay"]
        wanted = [expected(line, one, day, month) for one in steady]
        name = plain(line_name(line))
        assert (name in told) == (is_begun and None not in wanted), f"{name} by the law of {day} in {month}"
        if name in told:
            lines[name] = wanted
            terms = told[name].split(" = ")[0].split(" × ")
            shown = [number(term) for one, term in zip(line.factors, terms, strict=True) if one in steady]
            assert shown == wanted, f"{name} by the law of {day} in {month}"
    return lines


def number(term: str) -> int:
    found = re.match(r"[\d.]+", term)
    assert found is not None, term
    return int(found.group().replace(".", ""))


@pytest.mark.parametrize("change", changes(), ids=str)
def test_a_step_of_law_is_seen_in_its_month_and_not_before(show: Show, change: Change) -> None:
    area, month, known = change.area, change.month, change.known
    moments = ((known, month), (known, month.plus(-1)), (known - timedelta(days=1), month))
    told = [rows(show, area, *moment) for moment in moments]
    wanted = [check(area, one, *moment) for moment, one in zip(moments, told, strict=True)]
    for earlier in (1, 2):
        assert (told[0] != told[earlier]) == (wanted[0] != wanted[earlier])


@pytest.mark.parametrize(
    ("day", "month", "longer"),
    [
        ("2025-12-09", "2028-07", 0),
        ("2025-12-10", "2027-06", 0),
        ("2025-12-10", "2027-07", 1),
        ("2025-12-10", "2027-12", 6),
        ("2025-12-10", "2028-12", 12),
    ],
)
def test_who_comes_in_from_july_2026_on_stays_24_months(show: Show, day: str, month: str, longer: int) -> None:
    """12 months before: the first to stay longer are those of 7/2026, seen from 7/2027 on, all of them a year later."""
    told = rows(show, social_evils.AREA, date.fromisoformat(day), Month.parse(month))
    (line,) = [line for line in social_evils.AREA.lines if line.group == "longer_first"]
    assert number(told[plain(line_name(line))].split(" × ")[1]) == longer


ASSUMED = seed_rows("assumptions.csv")
FIRST_DAY = date(2023, 1, 15)


def assumed_changes() -> list[tuple[SupportArea, str, date, str, str]]:
    """Levers whose starting assumption is another from a day on: the last row before and the first of that day."""
    found = []
    for area in AREAS:
        levers = {factor.now.key: factor.now for factor in area.factors if not factor.parameter}
        for key, lever in levers.items():
            rows = [row for row in ASSUMED if row["lever"] == key and not row["when_given"]]
            days = [date.fromisoformat(row["known_from"]) for row in rows]
            for before, after, day in zip(rows, rows[1:], days[1:], strict=False):
                if day > FIRST_DAY and before["value"] != after["value"]:
                    found.append((area, lever.parameter, day, before["value"], after["value"]))
    return found


@pytest.mark.parametrize(
    ("area", "box", "day", "before", "after"),
    assumed_changes(),
    ids=lambda part: part.slug if isinstance(part, SupportArea) else str(part),
)
def test_an_assumption_that_follows_the_law_changes_on_its_day(
    show: Show, area: SupportArea, box: str, day: date, before: str, after: str
) -> None:
    for moc, wanted in ((day, after), (day - timedelta(days=1), before)):
        screen = show(file_of(area), moc=moc.isoformat(), gia_dinh="")
        assert screen.unfold().control(box).proto.placeholder == f"≈ {figure(int(wanted))} giả định"


@pytest.mark.parametrize(("day", "goal"), [("2025-12-31", "50"), ("2026-01-01", "60")])
def test_the_goal_of_2030_follows_that_of_2025(show: Show, day: str, goal: str) -> None:
    """Quyết định 1248/QĐ-TTg: half of the children by the end of 2025, 60% by that of 2030."""
    screen = show("children.py", moc=day, gia_dinh="").unfold()
    assert screen.control("te-muc-tieu-boi").proto.placeholder == f"≈ {goal} giả định"


@pytest.mark.parametrize(("day", "first", "again"), [("2025-03-01", 15, 15), ("2026-12-01", 24, 36)])
def test_lengths_of_stay_stand_where_the_law_of_the_start_puts_them(
    show: Show, day: str, first: int, again: int
) -> None:
    """The length of those who came in before is an assumption; from 7/2026 on the new law's is no longer open."""
    screen = show("social_evils.py", moc=day, gia_dinh="", tn_nguoi_moi_nguoi_giup_pa="4")
    sliders = [screen.control(f"tn-thoi-gian-{name}-pa-keo").value for name in ("lan-dau", "lan-sau")]
    assert sliders == [first, again]
    assert screen.control("tn-thoi-gian-lan-dau").proto.placeholder == "≈ 15 giả định"

"""The one clock: the day whose law every page stands on, and where levers stand until somebody moves them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from models.periods import Month
from models.policy.law.calendar import ALL_MONTHS, REPORT_DAY, horizon
from models.policy.law.law import DatedValue, Law, UnknownParameterError
from models.policy.levers.levers import Lever, LeverValue
from models.wording.numbers import day as day_words
from models.wording.words import _, quotable

CLOCK_DAYS = (date(2021, 7, 24), date(2030, 12, 31))
"""Days the clock may stand on: from the oldest norm the app keeps; the horizon reaches three years past the last."""
TODAY, REPORT = "hom-nay", "bao-cao"
"""Codes of the clock in a link beside a day such as 2026-08-20."""
APPLIES = "_applies_from"
REPORT_START = Month(2024, 7)
"""On the report's day a change starts where the next decree did, so that a half and a whole year are seen."""


def code_of(day: date) -> str:
    """A day as links carry it."""
    return REPORT if day == REPORT_DAY else day.isoformat()


def day_of(code: str, today: date) -> date | None:
    """The day of a code in a link or of an old label (31/12/2025); None when it names none the clock can stand on."""
    if code in (TODAY, REPORT):
        return today if code == TODAY else REPORT_DAY
    try:
        found = date.fromisoformat("-".join(reversed(code.split("/"))))
    except ValueError:
        return None
    return found if CLOCK_DAYS[0] <= found <= CLOCK_DAYS[1] else None


def eve_of(rule: DatedValue) -> date:
    """The day before a rule became known, as far as the clock goes: what it changed is seen on the law of that day."""
    return max(rule.known_on - timedelta(days=1), CLOCK_DAYS[0])


def code_words(code: str) -> str:
    """Why a code is not taken, and what is."""
    return _(
        "`moc={text}`: mốc quy định là `hom-nay`, `bao-cao` hoặc một ngày từ {first} đến {last} như `2026-08-20`"
    ).format(text=quotable(code)[:20], first=day_words(CLOCK_DAYS[0]), last=day_words(CLOCK_DAYS[1]))


def _month_after(day: date) -> Month:
    """The month after a day, as far as levers may name it."""
    return max(ALL_MONTHS[0], min(Month.of(day).plus(1), ALL_MONTHS[-1]))


def default_on(lever: Lever, day: date) -> LeverValue:
    """Where the lever changes nothing by the law known on a day: its default; of a lever of months, the month after
    the day (on the report's day the lever's own month)."""
    if day == REPORT_DAY or lever.follows not in ("start", "year"):
        return lever.default
    start = _month_after(day)
    return str(start) if lever.follows == "start" else str(start.year)


@dataclass(frozen=True, eq=False)
class Clock:
    """The law as known on `day`; `law` holds all parameters, later ones too."""

    day: date
    law: Law

    @property
    def is_report(self) -> bool:
        return self.day == REPORT_DAY

    @cached_property
    def known(self) -> Law:
        return self.law.known_on(self.day)

    @property
    def horizon(self) -> tuple[Month, ...]:
        return horizon(self.day)

    def position(self, lever: Lever, start: LeverValue | None = None) -> LeverValue:
        """Where the lever stands while nobody has moved it: a norm at what the law known on the day gives in `start`,
        the month it applies from (None = the clock's own), a month at the one after the day."""
        if not lever.follows:
            return lever.default
        key = (lever.key, start)
        if key not in self._positions:
            self._positions[key] = self._norm(lever, start) if lever.follows == "norm" else default_on(lever, self.day)
        return self._positions[key]

    @cached_property
    def _positions(self) -> dict[tuple[str, LeverValue | None], LeverValue]:
        return {}

    def _norm(self, lever: Lever, start: LeverValue | None) -> LeverValue:
        month = self.start if start is None else Month.parse(str(start))
        try:
            value = self.known.applying_in(lever.key, month).value
        except UnknownParameterError:
            return lever.slides_from
        return min(max(value, lever.minimum), lever.maximum)

    @property
    def start(self) -> Month:
        """The first month a change of a norm would apply from."""
        return REPORT_START if self.is_report else _month_after(self.day)

    def later(self, norm: str, until: Month) -> tuple[DatedValue, ...]:
        """Rows of a parameter that became known after the day and apply by a month: what an answer by the law of the
        day leaves out."""
        rows = self.law.rows(norm) if self.law.has(norm) else ()
        return tuple(row for row in rows if row.known_on > self.day and row.applies_month <= until)


def values_on(
    clock: Clock, levers: Iterable[Lever], given: Mapping[str, LeverValue] | None = None
) -> dict[str, LeverValue]:
    """Every lever by key: as given, else where the clock puts it, months before the norms that depend on them."""
    taken, found = given or {}, dict[str, LeverValue]()
    for lever in sorted(levers, key=lambda each: each.follows == "norm"):
        start = found[lever.key + APPLIES] if lever.follows == "norm" else None
        found[lever.key] = taken.get(lever.key, clock.position(lever, start))
    return found


def settled(levers: Iterable[Lever], values: Mapping[str, LeverValue], clock: Clock) -> dict[str, LeverValue]:
    """The values, with norms that stand where the clock puts them set to the default, so that they follow the law. A
    norm's lever has the key of its parameter."""
    settings = dict(values)
    for lever in levers:
        if lever.follows == "norm" and settings.get(lever.key) == clock.position(lever, settings[lever.key + APPLIES]):
            settings[lever.key] = lever.default
    return settings

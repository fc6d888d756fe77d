"""The law of the monthly allowance written down a second time, and what a scenario changes in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.periods import Month
from models.policy.levers.levers import Scenario


@dataclass(frozen=True)
class Norm:
    """A norm, the day it became known, the first month money counts by it and the first month whose list pays it."""

    value: int
    known: date
    applies: Month
    paid: Month


NORMS = (
    Norm(270_000, date(2013, 10, 21), Month(2015, 1), Month(2015, 1)),
    Norm(360_000, date(2021, 3, 15), Month(2021, 7), Month(2021, 7)),
    Norm(500_000, date(2024, 7, 1), Month(2024, 7), Month(2024, 8)),
    Norm(540_000, date(2026, 8, 21), Month(2026, 7), Month(2026, 11)),
)
"""NĐ 136/2013, NĐ 20/2021 (Điều 4), NĐ 76/2024, NĐ 335/2026, oldest first."""
PENSIONS = (
    Norm(500_000, date(2025, 6, 30), Month(2025, 7), Month(2025, 7)),
    Norm(540_000, date(2026, 8, 21), Month(2026, 7), Month(2026, 11)),
)
"""The social pension (Luật BHXH 2024): NĐ 176/2025, NĐ 335/2026. It takes over the group of 80 and over."""
AT_80, PENSION_AT_80 = "elderly_80_no_pension", "elderly_80_pension"
"""The group in the community, and the same people with the social pension: a share each, by no coefficient."""
REPORTED = date(2023, 12, 31)
"""The last day of the year the report is on. Whatever is tried by a later law is the province's own, unless it is a
decree's very norm and month."""
COEFFICIENTS = {
    code: Fraction(written)
    for code, written in {
        "orphan_u4": "2.5",
        "orphan_4_16": "1.5",
        "student_16_22": "1.5",
        "hiv_child_u4": "2.5",
        "hiv_child_4_16": "2.0",
        "single_parent": "1.0",
        "elderly_poor_60_80": "1.5",
        "elderly_poor_80": "2.0",
        "elderly_75_80_remote": "1.0",
        "elderly_80_no_pension": "1.0",
        "elderly_foster": "3.0",
        "disab_extreme": "2.0",
        "disab_extreme_child_elder": "2.5",
        "disab_severe": "1.5",
        "disab_severe_child_elder": "2.0",
        "child_u3_remote": "1.5",
        "hiv_adult_poor": "1.5",
    }.items()
}
"""NĐ 20/2021, khoản 1 Điều 6, for the groups of Điều 5; a single parent's is that of each child."""


@dataclass(frozen=True)
class Law:
    """The norms and the social pensions of the decrees known on a day, oldest first."""

    norms: tuple[Norm, ...]
    pensions: tuple[Norm, ...]

    @classmethod
    def known(cls, as_of: date) -> Law:
        norms, pensions = (tuple(norm for norm in series if norm.known <= as_of) for series in (NORMS, PENSIONS))
        return cls(norms, pensions)

    def has_left(self, group: str, month: Month) -> bool:
        """Whether the group has the social pension instead of the allowance."""
        return group == AT_80 and any(pension.applies <= month for pension in self.pensions)


@dataclass(frozen=True)
class Change:
    """What a scenario does to the allowance: a norm (0 = the decree's) and other coefficients, both from `applies_from`
    to `stops_after` and first paid by the list of `first_paid`. What is less than the decrees give counts from that
    list on: nothing is paid back. `pension` is what the social pension is set to at the same time, 0 = nothing;
    `lowers`: the country sets less than the decree gives at the start."""

    norm: int
    pension: int
    coefficients: Mapping[str, Fraction]
    applies_from: Month
    first_paid: Month
    stops_after: Month | None = None
    lowers: bool = False

    @classmethod
    def of(cls, scenario: Scenario) -> Change:
        """Read from the scenario's settings. Where it names no month of payment: the first list of the decree that
        gives this very norm from this month, otherwise the month after."""
        told = dict(scenario.settings)
        applies = Month.parse(str(told["protection.norm_applies_from"]))
        paid, stops = str(told["protection.norm_first_paid"]), str(told["protection.norm_stops_after"])
        norm = int(told["protection.norm"] or 0)
        at_start = [known.value for known in Law.known(scenario.law_as_of).norms if known.applies <= applies][-1]
        decreed = [known.paid for known in NORMS if (known.value, known.applies) == (norm, applies)]
        decides, told_of_pension = told["protection.norm_provincial"], told["protection.with_social_pension"]
        is_lower = 0 < norm < at_start
        by_rule = scenario.law_as_of > REPORTED and not decreed and not is_lower
        alone = by_rule if decides == "" else decides == "1"
        pension = not alone if told_of_pension == "" else told_of_pension == "1"
        halves = {code: told[f"protection.coefficient.{code}"] for code in COEFFICIENTS}
        return cls(
            norm,
            norm if pension else 0,
            {code: Fraction(int(half), 2) for code, half in halves.items() if half != ""},
            applies,
            max(applies, Month.parse(paid)) if paid else [*decreed, applies.plus(1)][0],
            Month.parse(stops) if stops else None,
            is_lower and not alone,
        )

    def covers(self, month: Month) -> bool:
        """Whether money for the month counts by the change."""
        return self.applies_from <= month and (self.stops_after is None or month <= self.stops_after)

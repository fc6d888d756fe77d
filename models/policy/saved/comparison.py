"""Several scenarios side by side on the same figures: the same months and years for all, any one of them as the
base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.periods import Month
from models.policy.answers.funding import FundingPlan, increment_plan
from models.policy.answers.scenario_result import ScenarioResult
from models.policy.cube import Amounts, Cube, Role
from models.policy.law.law import Law, UnknownParameterError
from models.policy.levers.levers import Scenario
from models.policy.schemes import SCHEMES

_ROLES: tuple[Role, Role] = ("scenario", "baseline")


@dataclass(frozen=True, eq=False)
class Option:
    """One column of the comparison. `role` says which side of the cube it is: "baseline" = current law, "scenario" =
    with the levers."""

    key: str
    scenario: Scenario
    cube: Cube
    result: ScenarioResult
    role: Role = "scenario"

    def path(self, scheme: str, *, paid: bool = False) -> Amounts:
        """The scheme's bill of every month, by entitlement or by payment."""
        return self.cube.total(self.role, "paid" if paid else "entitled", scheme)

    def bill(self, scheme: str, month: Month) -> int:
        """The scheme's bill of a month by entitlement."""
        return int(self.path(scheme)[self.cube.month_index[month]])

    def increase(self, scheme: str, month: Month) -> int:
        """What the levers add to the scheme's bill of a month over current law as known on the option's own day."""
        return int(self.added(scheme)[self.cube.month_index[month]])

    def added(self, scheme: str) -> Amounts:
        """What the levers add to the scheme's bill of every month by entitlement."""
        after, before = (self.cube.total(role, "entitled", scheme) for role in _ROLES)
        return after - before

    def people_of_area(self, scheme: str, area_id: int, month: Month) -> int:
        of_area = (self.cube.schemes == scheme) & (self.cube.area_ids == area_id)
        return int(self.cube.people[self.role][of_area, self.cube.month_index[month]].sum())

    def people(self, scheme: str, month: Month) -> int:
        totals = self.result.of(scheme)
        if self.role == "scenario" and totals is not None and month >= totals.month:
            return totals.scenario_people
        of_scheme = self.cube.schemes == scheme
        return int(self.cube.people[self.role][of_scheme, self.cube.month_index[month]].sum())

    def year(self, scheme: str, year: int, *, paid: bool = False) -> int:
        """The bill of a budget year the cube covers whole."""
        return self.cube.years(self.role, "paid" if paid else "entitled", scheme)[year]

    def by_area(self, scheme: str, month: Month) -> dict[int, int]:
        """The month's bill by area id; the values sum to the month's bill."""
        money = self.cube.by("area", self.role, "entitled", scheme)
        return {int(area): int(path[self.cube.month_index[month]]) for area, path in money.items()}

    def plan(self, scheme: str, month: Month, law: Law) -> FundingPlan | None:
        """Who pays what the option adds to the month; None where its norm is not known."""
        try:
            return increment_plan(self.cube, SCHEMES[scheme], law, self.scenario, month)
        except UnknownParameterError:
            return None

    def back_pay(self, scheme: str) -> int:
        totals = self.result.of(scheme)
        return totals.back_pay_vnd if totals is not None and self.role == "scenario" else 0


def common_month(options: Sequence[Option], scheme: str) -> Month:
    """The first month in which every option has its full change, so that all are quoted for the same month."""
    results = [option.result.of(scheme) for option in options]
    moving = [result.month for result in results if result is not None and result.moves]
    if moving:
        return max(moving)
    return max(result.month for result in results if result is not None)


def differing_schemes(options: Sequence[Option]) -> tuple[str, ...]:
    """Schemes with figures of which any two options pay another sum in any month, by either view."""
    first, *others = options
    names = [scheme.scheme for scheme in first.result.schemes if not scheme.assumed]
    return tuple(
        name
        for name in names
        if any(
            not np.array_equal(first.path(name, paid=paid), other.path(name, paid=paid))
            for other in others
            for paid in (False, True)
        )
    )


def assumed_lines(options: Sequence[Option]) -> tuple[str, ...]:
    """Schemes whose headcount is a scenario's input. Current law has no bill for them, so each is compared with its
    own headcount under current law, never with nothing."""
    schemes = (one.scheme for option in options for one in option.result.schemes if one.assumed)
    return tuple(dict.fromkeys(schemes))


def differing_levers(options: Sequence[Option]) -> tuple[str, ...]:
    """Keys of the levers that differ between options, in the catalogue's order of keys. Current law counts as all
    levers at their default."""
    keys = [key for key, _value in options[0].scenario.settings]
    return tuple(key for key in keys if len({option.scenario[key] for option in options}) > 1)


def differing_years(options: Sequence[Option], scheme: str) -> tuple[int, ...]:
    """Budget years whose bill differs between any two options, by either view."""
    first = options[0]
    return tuple(
        year
        for year in first.cube.years(first.role, "entitled", scheme)
        if any(len({option.year(scheme, year, paid=paid) for option in options}) > 1 for paid in (False, True))
    )


def differing_months(options: Sequence[Option], scheme: str) -> list[int]:
    """Indexes of the cube's months of whole years: from the first in which any two options pay another sum, by either
    view, to the one after all have changed."""
    months = options[0].cube.months
    bills = np.array([option.path(scheme, paid=paid) for option in options for paid in (False, True)])
    differing = np.flatnonzero(
        (bills[::2].max(axis=0) != bills[::2].min(axis=0)) | (bills[1::2].max(axis=0) != bills[1::2].min(axis=0))
    )
    first = months[int(differing[0])].year if len(differing) else months[0].year
    results = [option.result.of(scheme) for option in options]
    last = max([first, *(one.month.year for one in results if one is not None and one.moves)]) + 1
    return [index for index, month in enumerate(months) if first <= month.year <= last]


def adding_months(options: Sequence[Option], scheme: str) -> list[int]:
    """Indexes of the cube's months of whole years: from the first in which an option adds something to the one after
    all add what they quote. At least one adds something."""
    months = options[0].cube.months
    moving = np.flatnonzero(np.any([option.added(scheme) != 0 for option in options], axis=0))
    quoted = [one.month for option in options if (one := option.result.of(scheme)) is not None and one.moves]
    first, last = months[int(moving[0])].year, max(quoted).year + 1
    return [index for index, month in enumerate(months) if first <= month.year <= last]


def against(values: Sequence[int], base: int) -> tuple[int, ...]:
    """Each value less the value at index `base`."""
    return tuple(value - values[base] for value in values)

"""The what-if of social protection as one value: from lever values to everything the page says.

Belongs here: putting scenario, cube and headlines together. Does not: drawing (whatif_*.py) or arithmetic (models/policy).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.policy import protection
from models.policy.baseline import Baseline
from models.policy.budget_line import BudgetLine, budget_line
from models.policy.funding import Funding, funding
from models.policy.headline import Headline, NoChange, headline, why_no_change
from models.policy.law import Law
from models.policy.levers import UNSET, LeverValue
from models.policy.projection import Cube, project_cube
from models.policy.protection import NormChange
from models.policy.scenario import Scenario
from models.policy.schemes import CENTRE, PROTECTION
from pages.components.numbers import MILLION


@dataclass(frozen=True, eq=False)
class WhatIf:
    """`community` and `centre` are the headlines of the two schemes; `year` is the budget year looked at."""

    baseline: Baseline
    law: Law
    scenario: Scenario
    change: NormChange
    cube: Cube
    community: Headline
    centre: Headline
    no_change: NoChange | None
    year: int
    funding: Funding
    estimate: BudgetLine | None

    @property
    def qualifier(self) -> str:
        return self.baseline.block(PROTECTION).qualifier

    def year_places(self, years: int = 1) -> list[int]:
        """Places in the cube of the months of the chosen budget year and the next ones, as far as it goes."""
        return [p for p, month in enumerate(self.cube.months) if self.year <= month.year < self.year + years]


def compute(law: Law, baseline: Baseline, values: Mapping[str, LeverValue]) -> WhatIf:
    """From lever values by lever key (scenario and view levers together)."""
    as_of = law_date(baseline, values)
    chosen = {lever.key: values[lever.key] for lever in protection.LEVERS}
    scenario = Scenario.of(as_of, protection.LEVERS, chosen)
    cube = project_cube(baseline, law, scenario, protection.HORIZON)
    community = headline(cube, PROTECTION, law, scenario)
    change = NormChange.of(scenario)
    year = int(values[protection.BUDGET_YEAR.key])
    return WhatIf(
        baseline=baseline,
        law=law.known_on(as_of),
        scenario=scenario,
        change=change,
        cube=cube,
        community=community,
        centre=headline(cube, CENTRE, law, scenario),
        no_change=why_no_change(cube, PROTECTION, law, scenario, int(protection.NORM.default)),
        year=year,
        funding=funding(PROTECTION, community.increase_vnd, provincial_rise=change.provincial),
        estimate=_estimate(cube, year, values[protection.ESTIMATE.key]),
    )


def law_date(baseline: Baseline, values: Mapping[str, LeverValue]) -> date:
    """The chosen day, else the last day of the figures' month."""
    chosen = values[protection.LAW_AS_OF.key]
    return baseline.block(PROTECTION).as_of.last_day if chosen == UNSET else date.fromisoformat(str(chosen))


def _estimate(cube: Cube, year: int, millions: LeverValue) -> BudgetLine | None:
    if millions == UNSET:
        return None
    places = [place for place, month in enumerate(cube.months) if month.year == year]
    paid = cube.total("scenario", "paid", PROTECTION.code)
    return budget_line(int(millions) * MILLION, [cube.months[p] for p in places], [int(paid[p]) for p in places])

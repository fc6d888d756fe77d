"""A what-if of protection or merit as one value: from lever values to every figure the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models.periods import Month
from models.policy.answers.funding import BudgetLine, FundingPlan, budget_line, increment_plan
from models.policy.answers.headline import Bar, Headline, NoChange, headline, waterfall, why_no_change
from models.policy.answers.idle_levers import merit_idle, protection_idle
from models.policy.answers.uncertainty import Range, increase_range
from models.policy.areas import merit, protection
from models.policy.cube import Amounts, Cube
from models.policy.engine.baseline import Baseline, Block
from models.policy.engine.measures import NormChange
from models.policy.engine.projection import norm_changes, project_cube
from models.policy.law.calendar import HORIZON
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, BudgetLevers, Lever, LeverValue
from models.policy.levers.scenario import Scenario, settled
from models.policy.schemes import CENTRE, MERIT, PROTECTION, Scheme
from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.numbers import MILLION
from models.wording.words import N_


@dataclass(frozen=True)
class WhatIfArea:
    """`prefix` begins every address-bar name and widget key of the page; `slug` begins its files' names."""

    scheme: Scheme
    side_scheme: Scheme | None
    prefix: str
    slug: str
    norm: Lever
    applies_from: Lever
    first_paid: Lever
    people: Lever
    law_as_of: Lever
    budget_year: Lever
    budget: BudgetLevers
    levers: tuple[Lever, ...]
    view_levers: tuple[Lever, ...]
    norm_words: str
    bill_words: str

    @property
    def all_levers(self) -> tuple[Lever, ...]:
        return (*self.levers, *self.view_levers)


PROTECTION_AREA = WhatIfArea(
    scheme=PROTECTION,
    side_scheme=CENTRE,
    prefix="btxh-",
    slug="bao-tro-xa-hoi",
    norm=protection.NORM,
    applies_from=protection.APPLIES_FROM,
    first_paid=protection.FIRST_PAID,
    people=protection.PEOPLE,
    law_as_of=protection.LAW_AS_OF,
    budget_year=protection.BUDGET_YEAR,
    budget=protection.BUDGET,
    levers=protection.LEVERS,
    view_levers=protection.VIEW_LEVERS,
    norm_words=N_("mức chuẩn"),
    bill_words=N_("trợ cấp tại cộng đồng"),
)
MERIT_AREA = WhatIfArea(
    scheme=MERIT,
    side_scheme=None,
    prefix="ncc-",
    slug="nguoi-co-cong",
    norm=merit.NORM,
    applies_from=merit.APPLIES_FROM,
    first_paid=merit.FIRST_PAID,
    people=merit.PEOPLE,
    law_as_of=merit.MERIT_LAW_AS_OF,
    budget_year=merit.MERIT_YEAR,
    budget=merit.BUDGET,
    levers=merit.LEVERS,
    view_levers=merit.VIEW_LEVERS,
    norm_words=N_("mức chuẩn ưu đãi"),
    bill_words=N_("trợ cấp ưu đãi"),
)
AREAS = (PROTECTION_AREA, MERIT_AREA)


@dataclass(frozen=True, eq=False)
class WhatIf:
    """`main` is the headline of the area's scheme, `side` of the scheme shown beside it (care in centres); `all_law`
    holds every parameter, `law` what was known on the scenario's day; `year` is the budget year looked at."""

    area: WhatIfArea
    baseline: Baseline
    all_law: Law
    law: Law
    scenario: Scenario
    change: NormChange
    cube: Cube
    main: Headline
    side: Headline | None
    no_change: NoChange | None
    year: int
    funding: FundingPlan
    budget: BudgetLine | None

    @property
    def scheme_code(self) -> str:
        return self.area.scheme.code

    @property
    def block(self) -> Block:
        return self.baseline.block(self.area.scheme)

    @property
    def qualifier(self) -> str:
        return self.block.qualifier

    @property
    def is_verified(self) -> bool:
        """Whether the law stood on and the norm chosen have been read in a text or a reliable source, or compared
        since."""
        norm = self.area.scheme.norm
        row = self.law.applying_in(norm, self.main.month)
        known = [each for each in self.all_law.rows(norm) if each.value == self.change.value]
        if known:
            return row.is_verified and known[0].is_verified
        chosen = next((preset for preset in self.area.norm.presets if preset.value == self.change.value), None)
        return row.is_verified and (chosen is None or chosen.evidence not in UNVERIFIED_EVIDENCE)

    @cached_property
    def range(self) -> Range:
        """The increase with hedged inputs and assumptions at their ends."""
        return increase_range(
            self.baseline,
            self.all_law,
            self.scenario,
            self.area.scheme,
            months=self.cube.months,
            month=self.main.month,
            central_vnd=self.main.increase_vnd,
        )

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """What each measure adds alone, and their interaction."""
        return waterfall(
            self.baseline, self.all_law, self.scenario, self.area.scheme, self.cube.months, self.main.month
        )

    @cached_property
    def idle(self) -> dict[str, str]:
        """Moved levers that cannot act, with the reason, by lever key."""
        return idle_levers(self.area, self.scenario, self.all_law, self.baseline)

    def year_places(self, years: int = 1) -> list[int]:
        """Indices in the cube of the months of the chosen budget year and the next ones, as far as the cube goes."""
        return [p for p, month in enumerate(self.cube.months) if self.year <= month.year < self.year + years]


def compute(
    law: Law, baseline: Baseline, values: Mapping[str, LeverValue], area: WhatIfArea = PROTECTION_AREA
) -> WhatIf:
    """A what-if from lever values by lever key (scenario and view levers together)."""
    scenario = scenario_of(area, baseline, law, values)
    baseline = baseline.of_area(area.scheme.policy_area)
    cube = project_cube(baseline, law, scenario, HORIZON)
    main = headline(cube, area.scheme, law, scenario)
    year = int(values[area.budget_year.key])
    return WhatIf(
        area=area,
        baseline=baseline,
        all_law=law,
        law=law.known_on(scenario.law_as_of),
        scenario=scenario,
        change=norm_changes(area.scheme.norm, scenario, law),
        cube=cube,
        main=main,
        side=None if area.side_scheme is None else headline(cube, area.side_scheme, law, scenario),
        no_change=why_no_change(cube, area.scheme, law, scenario, int(area.norm.default)),
        year=year,
        funding=increment_plan(cube, area.scheme, law, scenario, main.month),
        budget=budget_of(area, cube, year, values),
    )


def scenario_of(area: WhatIfArea, baseline: Baseline, law: Law, values: Mapping[str, LeverValue]) -> Scenario:
    """The area's levers as a scenario on the law of the chosen day."""
    as_of = law_date(area, baseline, values)
    chosen = settled(area.levers, {lever.key: values[lever.key] for lever in area.levers}, law, as_of)
    return Scenario.of(as_of, area.levers, chosen)


def law_date(area: WhatIfArea, baseline: Baseline, values: Mapping[str, LeverValue]) -> date:
    """The chosen day, else the last day of the figures' month."""
    chosen = values[area.law_as_of.key]
    return baseline.block(area.scheme).as_of.last_day if chosen == UNSET else date.fromisoformat(str(chosen))


def idle_levers(area: WhatIfArea, scenario: Scenario, law: Law, baseline: Baseline) -> dict[str, str]:
    """Moved levers that cannot act, with the reason, by lever key."""
    return merit_idle(scenario, law) if area.scheme == MERIT else protection_idle(scenario, law, baseline)


def budget_of(area: WhatIfArea, cube: Cube, year: int, values: Mapping[str, LeverValue]) -> BudgetLine | None:
    """The year's budget line; None while no estimate has been entered."""
    return budget_typed(area.budget, cube.months, cube.total("scenario", "paid", area.scheme.code), year, values)


def budget_typed(
    b: BudgetLevers, months: Sequence[Month], paid: Amounts, year: int, values: Mapping[str, LeverValue]
) -> BudgetLine | None:
    """The line of the figures typed in, against what is paid month by month; None while no estimate has been
    entered."""
    if values[b.estimate.key] == UNSET:
        return None

    def millions(value: LeverValue) -> int | None:
        return None if value == UNSET else int(value) * MILLION

    indices = [index for index, month in enumerate(months) if month.year == year]
    of_year = [months[p] for p in indices]
    to = next((month for month in of_year if str(month) == values[b.actual_to.key]), None)
    actual = millions(values[b.actual.key])
    both = actual is not None and to is not None
    return budget_line(
        int(values[b.estimate.key]) * MILLION,
        of_year,
        [int(paid[p]) for p in indices],
        supplement_vnd=millions(values[b.supplement.key]) or 0,
        actual_vnd=actual if both else None,
        actual_to=to if both else None,
        settlement_vnd=millions(values[b.settlement.key]),
    )

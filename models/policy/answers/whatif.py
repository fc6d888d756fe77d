"""A what-if as one value: from lever values to the headline month, its budget years, the steps it is made of, and every
figure the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from models.money import PPM, divide_half_up
from models.periods import Month
from models.policy.answers.funding import BudgetLine, FundingPlan, budget_line, increment_plan
from models.policy.answers.notes import merit_idle, protection_idle
from models.policy.answers.standing import Standing, standing
from models.policy.answers.uncertainty import Range, increase_range
from models.policy.areas import merit, protection
from models.policy.areas.merit import MERIT_PEOPLE
from models.policy.cube import ROLES, Amounts, Cube, View
from models.policy.engine.baseline import Baseline, Block
from models.policy.engine.measures import NormChange, follows_province
from models.policy.engine.projection import norm_changes, norms_in, project_cube
from models.policy.law.law import DatedValue, Law
from models.policy.levers.clock import Clock, settled
from models.policy.levers.levers import UNSET, BudgetLevers, Lever, LeverValue, Scenario
from models.policy.schemes import CENTRE, MERIT, PROTECTION, Scheme
from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.numbers import MILLION, day as day_words, number
from models.wording.words import N_, _, short_document


@dataclass(frozen=True)
class YearBill:
    """A budget year (1 January - 31 December) in đồng, by one view."""

    year: int
    baseline_vnd: int
    scenario_vnd: int

    @property
    def increase_vnd(self) -> int:
        return self.scenario_vnd - self.baseline_vnd


@dataclass(frozen=True)
class Headline:
    """`month` is the first with the full change: the month the norm's last step applies from, of what is lowered the
    month of the first list. Amounts are of that month, by entitlement; `back_pay_vnd` is what the first list at the new
    norm pays for the months before it, beyond what the law's own does: never less than nothing."""

    month: Month
    norm_before: int
    norm_after: int
    baseline_vnd: int
    scenario_vnd: int
    baseline_people: int
    scenario_people: int
    first_paid: Month
    back_pay_vnd: int
    years: tuple[YearBill, ...]

    @property
    def increase_vnd(self) -> int:
        return self.scenario_vnd - self.baseline_vnd


def year_bills(cube: Cube, scheme: Scheme, view: View) -> tuple[YearBill, ...]:
    """Every budget year the cube covers whole, oldest first."""
    before, after = (cube.years(role, view, scheme.code) for role in ROLES)
    return tuple(YearBill(year, vnd, after[year]) for year, vnd in before.items())


def headline(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario) -> Headline:
    """Figures of one scheme; the month must lie in the cube (KeyError otherwise)."""
    change = norm_changes(scheme.norm, scenario, law)
    known = law.known_on(scenario.law_as_of)
    if change.applies_from not in cube.month_index:
        raise KeyError(str(change.applies_from))
    at_start = known.applying_in(scheme.norm, change.applies_from).value
    lowered_from = cube.lowered_from if scheme == PROTECTION else None
    month = full_change(change, at_start, cube.months[-1], lowered_from)
    month_index = cube.month_index[month]
    national, in_force = norms_in(scheme.norm, scenario, law, month)
    before, after = cube.bills(scheme.code, month)
    of_scheme = cube.schemes == scheme.code
    follows = not change.provincial or follows_province(scheme, scenario)
    return Headline(
        month=month,
        norm_before=national,
        norm_after=in_force if follows else national,
        baseline_vnd=before,
        scenario_vnd=after,
        baseline_people=int(cube.people["baseline"][of_scheme, month_index].sum()),
        scenario_people=_scenario_people(cube, scheme, change, month_index),
        first_paid=change.first_paid,
        back_pay_vnd=_back_pay(cube, scheme, change),
        years=year_bills(cube, scheme, "entitled"),
    )


def full_change(change: NormChange, at_start: int, last: Month, lowered_from: Month | None = None) -> Month:
    """The month in which the last step of a phase-in within the scenario and the horizon applies, and coefficients
    below the law's count (`lowered_from`); `at_start` is the law's norm when it begins."""
    end = last if change.stops_after is None else min(last, change.stops_after)
    within = [applies for _, applies, _ in change.steps(at_start) if applies <= end.index]
    month = Month.of_index(max(within)) if within else change.applies_from
    return max(month, lowered_from) if lowered_from is not None and lowered_from <= end else month


def _scenario_people(cube: Cube, scheme: Scheme, change: NormChange, month_index: int) -> int:
    """People of the scheme, from the total instead of a sum over cells, so that the headcount does not depend on
    how finely it is split. People added by the scenario are whole numbers and are added to it."""
    of_scheme = cube.schemes == scheme.code
    before, after = (cube.people[role][of_scheme, month_index] for role in ROLES)
    if not scheme.allowance:
        return int(after.sum())
    added = int(after[before == 0].sum())
    return divide_half_up(int(before.sum()) * change.people_in(cube.months[month_index].index), PPM) + added


def _back_pay(cube: Cube, scheme: Scheme, change: NormChange) -> int:
    """What the scenario's first list pays above its own month's bill, less what the law's list does."""
    month_index = cube.month_index.get(change.first_paid)
    if month_index is None or change.first_paid == change.applies_from:
        return 0
    after, before = (int(cube.late(role, scheme.code)[month_index]) for role in ("scenario", "baseline"))
    return max(0, after - before)


NoChangeKind = Literal[
    "at_current",
    "equals_law",
    "below_law",
    "payment_month_alone",
    "only_payment_month",
    "ends_before_start",
    "ends_before_paid",
    "not_indexed",
]


@dataclass(frozen=True)
class NoChange:
    """Why the levers change nothing: the law row that already gives as much, or levers at their default."""

    kind: NoChangeKind
    value: int
    month: Month
    law_as_of: date
    row: DatedValue


def why_no_change(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario) -> NoChange | None:
    """None when the scenario moves the scheme's money in any month of entitlement.

    A first payment moved by itself changes nothing: a decree that the law of the day knows is paid by its own first
    list in both roles. To ask what a later list of the decree itself does, the scenario stands on the law before it
    (what the page's button does), and there the month moves the payments."""
    of_scheme = cube.schemes == scheme.code

    def moves(view: View) -> bool:
        return bool((cube.vnd["baseline", view][of_scheme] != cube.vnd["scenario", view][of_scheme]).any())

    if moves("entitled"):
        return None
    change = norm_changes(scheme.norm, scenario, law)
    row = law.known_on(scenario.law_as_of).applying_in(scheme.norm, change.applies_from)
    kind: NoChangeKind
    if moves("paid"):
        kind = "only_payment_month"
    elif change.stops_after is not None and change.stops_after < change.applies_from:
        kind = "ends_before_start"
    elif change.lowers and not change.holds_in(change.first_paid):
        kind = "ends_before_paid"
    elif change.indexed_percent == 0 and change.value not in (0, row.value):
        kind = "not_indexed"
    elif change.provincial and 0 < change.value < row.value:
        kind = "below_law"
    elif scenario.value(merit.FIRST_PAID if scheme == MERIT else protection.FIRST_PAID) != UNSET:
        kind = "payment_month_alone"
    else:
        kind = "equals_law" if change.value else "at_current"
    return NoChange(kind, change.value, change.applies_from, scenario.law_as_of, row)


@dataclass(frozen=True)
class Measure:
    """Levers that form one measure. Timing levers belong to all measures and are left as set."""

    code: str
    name: str
    levers: tuple[Lever, ...]


PROTECTION_MEASURES = (
    Measure(
        "norm", N_("Mức chuẩn"),
        (
            protection.NORM, protection.PROVINCIAL, protection.WITH_PENSION, protection.PHASES, protection.INDEXED,
            protection.PENSION_SUPPLEMENT,
        ),
    ),
    Measure("coefficients", N_("Hệ số"), tuple(protection.COEFFICIENTS.values())),
    Measure("people", N_("Số người theo nhóm"), tuple(protection.PEOPLE_OF.values())),
    Measure("eligibility", N_("Mở rộng diện hưởng"), (*protection.WIDENED.values(), protection.LOWER_AGE)),
    Measure("growth", N_("Tăng, giảm đối tượng"), (protection.PEOPLE, protection.GROWTH)),
)  # fmt: skip
MERIT_MEASURES = (
    Measure("norm", N_("Mức chuẩn"), (merit.NORM,)),
    Measure("people", N_("Số suất theo nhóm"), tuple(MERIT_PEOPLE.values())),
    Measure("growth", N_("Tăng, giảm đối tượng"), (merit.PEOPLE, merit.DECLINE)),
)


@dataclass(frozen=True)
class Bar:
    """One measure's own increase in đồng; `code` "interaction" closes the row."""

    code: str
    name: str
    vnd: int


def measures_of(scheme: Scheme) -> tuple[Measure, ...]:
    """The measures of the scheme's area in the stated order."""
    return MERIT_MEASURES if scheme == MERIT else PROTECTION_MEASURES


def waterfall(
    baseline: Baseline,
    law: Law,
    scenario: Scenario,
    scheme: Scheme,
    months: tuple[Month, ...],
    month: Month,
    increase_vnd: int | None = None,
) -> tuple[Bar, ...]:
    """Bars of the measures that are moved, then the interaction; their sum is the scheme's increase in `month`, which a
    caller that has projected it may give. Empty when nothing is moved; a single measure has no interaction bar."""
    measures = measures_of(scheme)
    moved = [m for m in measures if any(scenario.value(lever) != lever.default for lever in m.levers)]

    def increase(of: Scenario) -> int:
        before, after = project_cube(baseline, law, of, months).bills(scheme.code, month)
        return after - before

    bars = []
    for measure in moved:
        alone = scenario
        for other in measures:
            if other is not measure:
                for lever in other.levers:
                    if alone.value(lever) != lever.default:
                        alone = alone.with_value(lever.key, lever.default)
        bars.append(Bar(measure.code, measure.name, increase(alone)))
    if len(bars) > 1:
        whole = increase(scenario) if increase_vnd is None else increase_vnd
        bars.append(Bar("interaction", N_("Tác động kết hợp"), whole - sum(bar.vnd for bar in bars)))
    return tuple(bars)


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
    budget_year: Lever
    budget: BudgetLevers
    levers: tuple[Lever, ...]
    view_levers: tuple[Lever, ...]
    norm_words: str
    bill_words: str

    @cached_property
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
    budget_year=merit.MERIT_YEAR,
    budget=merit.BUDGET,
    levers=merit.LEVERS,
    view_levers=merit.VIEW_LEVERS,
    norm_words=N_("mức chuẩn ưu đãi"),
    bill_words=N_("trợ cấp ưu đãi"),
)
AREAS = (PROTECTION_AREA, MERIT_AREA)


MONTHS_BEFORE, MONTHS_AFTER = 6, 18


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
            groups=self.standing.groups,
        )

    @cached_property
    def standing(self) -> Standing:
        """What the answer rests on."""
        scheme, month = self.area.scheme, self.main.month
        return standing(self.baseline, self.all_law, self.scenario, scheme, self.cube, month)

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """What each measure adds alone, and their interaction."""
        main = self.main
        return waterfall(
            self.baseline,
            self.all_law,
            self.scenario,
            self.area.scheme,
            self.cube.months,
            main.month,
            main.increase_vnd,
        )

    @cached_property
    def shares(self) -> dict[str, int]:
        """What a moved lever adds alone, by lever key: of levers that form one measure with no other moved one."""
        moved = {measure.code: self._moved(measure) for measure in measures_of(self.area.scheme)}
        alone = {code: levers[0] for code, levers in moved.items() if len(levers) == 1}
        if sum(map(bool, moved.values())) == 1:  # all of the increase is its own, and no other projection is needed
            return {lever.key: self.main.increase_vnd for lever in alone.values()}
        return {alone[bar.code].key: bar.vnd for bar in self.bars if bar.code in alone} if alone else {}

    def _moved(self, measure: Measure) -> list[Lever]:
        return [lever for lever in measure.levers if self.scenario.value(lever) != lever.default]

    @cached_property
    def idle(self) -> dict[str, str]:
        """Moved levers that cannot act, with the reason, by lever key."""
        return idle_levers(self.area, self.scenario, self.all_law, self.baseline)

    @property
    def base(self) -> str:
        """What the answer is compared with: "540.000 đồng (NĐ 335/2026; quy định đến 30/11/2026)"."""
        row = self.law.applying_in(self.area.scheme.norm, self.main.month)
        return _("{norm} đồng ({document}; quy định đến {day})").format(
            norm=number(self.main.norm_before),
            document=short_document(row.document),
            day=day_words(self.scenario.law_as_of),
        )

    @property
    def window(self) -> list[int]:
        """Indices in the cube of the months a chart shows: half a year before the change to a year and a half after."""
        start = self.cube.month_index[self.change.applies_from]
        return list(range(max(0, start - MONTHS_BEFORE), min(len(self.cube.months), start + MONTHS_AFTER + 1)))

    def year_places(self, years: int = 1) -> list[int]:
        """Indices in the cube of the months of the chosen budget year and the next ones, as far as the cube goes."""
        return [p for p, month in enumerate(self.cube.months) if self.year <= month.year < self.year + years]


def compute(
    clock: Clock, baseline: Baseline, values: Mapping[str, LeverValue], area: WhatIfArea = PROTECTION_AREA
) -> WhatIf:
    """A what-if from lever values by lever key (scenario and view levers together), by the law of the clock."""
    scenario, law = scenario_of(area, clock, values), clock.law
    baseline = baseline.of_area(area.scheme.policy_area)
    year = int(values[area.budget_year.key])
    cube = project_cube(baseline, law, scenario, scenario.months_to(year))
    main = headline(cube, area.scheme, law, scenario)
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
        no_change=why_no_change(cube, area.scheme, law, scenario),
        year=year,
        funding=increment_plan(cube, area.scheme, law, scenario, main.month),
        budget=budget_of(area, cube, year, values),
    )


def decreed(area: WhatIfArea, rule: DatedValue) -> dict[str, LeverValue]:
    """By lever key, what asks for a decree's own effect: its norm, months and year, decided as its law has it. The
    clock stands on the rule's eve (clock.eve_of)."""
    by_law = (lever.key for lever in (protection.PROVINCIAL, protection.WITH_PENSION) if lever in area.levers)
    return {
        area.applies_from.key: str(rule.applies_month),
        area.first_paid.key: str(rule.paid_month),
        area.norm.key: rule.value,
        area.budget_year.key: str(rule.applies_month.year),
        **dict.fromkeys(by_law, UNSET),
    }


def scenario_of(area: WhatIfArea, clock: Clock, values: Mapping[str, LeverValue]) -> Scenario:
    """The area's levers as a scenario on the law of the clock."""
    chosen = settled(area.levers, {lever.key: values[lever.key] for lever in area.levers}, clock)
    return Scenario.of(clock.day, area.levers, chosen)


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

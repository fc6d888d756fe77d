"""Lever values of protection and merit turned into measures: the change of the norm in steps and months, people,
coefficients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from models.money import PPM, divide_half_up, share_out
from models.periods import Month
from models.policy.areas import merit, protection
from models.policy.areas.protection import (
    APPLIES_FROM,
    CENTRE_U4,
    EXTENDED_CARERS,
    EXTENDED_CENTRE,
    EXTENDED_EMERGENCY,
    EXTENDED_FUNERAL,
    FIRST_PAID,
    GROWTH,
    INDEXED,
    NORM,
    PENSION_SUPPLEMENT,
    PEOPLE,
    PHASES,
    PROVINCIAL,
    STOPS_AFTER,
    WITH_PENSION,
    Extra,
)
from models.policy.engine.baseline import Baseline, Block
from models.policy.law.calendar import PENSION_ERA, REPORT_DAY
from models.policy.law.law import Law, UnknownParameterError
from models.policy.levers.levers import UNSET, LeverValue, Scenario
from models.policy.schemes import (
    CARERS,
    CENTRE,
    EMERGENCY,
    FUNERAL,
    MERIT,
    MERIT_NORM,
    OVER_80,
    PENSION_80,
    PENSION_OF_80,
    PROTECTION,
    PROTECTION_NORM,
    RECONCILIATION,
    Scheme,
)

EVER = 12 * 1_000
STEP_ROUNDING = 1_000
"""Intermediate norms of a phase-in are whole thousands of đồng, as decrees write them."""

Step = tuple[int, int, int]
"""A norm, the month it applies from and the month it is first paid (both `Month.index`)."""


@dataclass(frozen=True)
class NormChange:
    """A change of a norm. A month's norm is the higher of the law's and the scenario's (the lower where it `lowers` the
    law's, as the country alone may), and `supplement` on top. A rise counts from `applies_from` and is paid late; what
    is lowered counts from `first_paid` on: nobody pays back what a list has paid. People change at once in
    `applies_from`, grow by `growth_ppm` a year (linear by month) and are rounded by cell. `staged`: further measures
    (coefficients, added people) begin in the same month. `rises_from`: the norm that the steps of a phase-in start from
    where that is another one's."""

    value: int
    provincial: bool
    applies_from: Month
    first_paid: Month
    people_ppm: int = PPM
    growth_ppm: int = 0
    stops_after: Month | None = None
    phases: int = 1
    phase_gap: int = 0
    indexed_percent: int = 100
    staged: bool = False
    supplement: int = 0
    rises_from: int | None = None
    lowers: bool = False

    def steps(self, current: int) -> tuple[Step, ...]:
        """From the law's norm at the start to the target, newest first; only the first step is paid late. Below a
        lowered norm stands the law's own (0) until it is paid."""
        first = (self.applies_from.index, self.first_paid.index)
        if self.lowers and first[0] < first[1]:
            return ((self.value, first[1], first[1]), (0, *first))
        current = current if self.rises_from is None else self.rises_from
        if self.phases == 1 or self.value <= current:
            return ((self.value, *first),)
        made = []
        for step in range(1, self.phases + 1):
            rise = (self.value - current) * step
            norm = current + STEP_ROUNDING * divide_half_up(rise, self.phases * STEP_ROUNDING)
            start = first[0] + (step - 1) * self.phase_gap
            made.append((self.value if step == self.phases else min(norm, self.value), start, max(start, first[1])))
        return tuple(reversed(made))

    def in_force(self, national: int, law_norm: int, month: Month) -> int:
        """The norm in the province by entitlement in a month; `law_norm` is what the law gave at the start, `national`
        what it gives in the month."""
        if not self.holds_in(month):
            return national
        return self.local(national, self.steps(law_norm), month.index, month.index + EVER)

    def local(self, national: int, steps: tuple[Step, ...], month: int, paid_by: int) -> int:
        """The norm in the province for entitlement in `month` as the lists up to `paid_by` knew it."""
        for value, applies, paid in steps:
            if applies <= month and paid <= paid_by:
                norm = min(national, value) if self.lowers and value else max(national, value)
                return norm + self.supplement if national else 0
        return national

    def holds_in(self, month: Month) -> bool:
        """Whether the month lies between the start and the end of the scenario."""
        return self.applies_from <= month and (self.stops_after is None or month <= self.stops_after)

    def people_in(self, month: int) -> int:
        """People in parts per million of the figures' headcount, in a month from the start on."""
        if not self.growth_ppm:
            return self.people_ppm
        grown = PPM + divide_half_up(self.growth_ppm * (month - self.applies_from.index), 12)
        return divide_half_up(self.people_ppm * max(0, grown), PPM)

    @property
    def is_idle(self) -> bool:
        """Whether it leaves every month as the law has it."""
        moves = self.value or self.supplement or self.growth_ppm or self.staged
        return not moves and self.people_ppm == PPM and self.indexed_percent == 100

    def for_people_only(self) -> NormChange:
        """The same people and dates, with the norm unchanged."""
        return replace(self, value=0, phases=1, indexed_percent=100, lowers=False)


def is_below_law(law_as_of: date, law: Law | None, norm: str, value: int, applies: Month) -> bool:
    """Whether a norm (0 = left open) is less than the law known on a day gives in the month."""
    known = None if law is None else law.known_on(law_as_of)
    if not value or known is None or not known.has(norm):
        return False
    try:
        return value < known.applying_in(norm, applies).value
    except UnknownParameterError:
        return False


def first_paid(chosen: LeverValue, law: Law | None, norm: str, value: int, applies: Month) -> Month:
    """The month a lever names, or the one by rule while it is left open; never before the norm applies."""
    by_rule = chosen == UNSET
    return max(applies, first_paid_by_rule(law, norm, value, applies) if by_rule else Month.parse(str(chosen)))


def first_paid_by_rule(law: Law | None, norm: str, value: int, applies: Month) -> Month:
    """Where a decree gives this very norm from this month: the month of its first list. Otherwise the month after."""
    for row in law.rows(norm) if law is not None and law.has(norm) else ():
        if row.value == value and row.applies_month == applies:
            return row.paid_month
    return applies.plus(1)


State = tuple[int, int, int, int, int]
"""Norm of lines that do not follow the province, norm in force in the province, people in parts per million, stage, and
the law's own norm (0 inside a scenario all of whose bill follows its norm): all a cell's cost depends on."""
STARTED, NEW_COEFFICIENTS, PENSION, LEFT, LOWERED = 1, 2, 4, 8, 16
"""Bits of the stage: people added to groups count; the list pays by raised coefficients and to added groups; the era of
the social pension; by the law known on the day the group of 80 has left for it; lowered coefficients count."""


@dataclass(frozen=True, eq=False)
class PaymentPath:
    """`entitled[m]` is the state of month m; `weights[k, m]` how many months of state k are paid in month m (negative
    where an earlier payment at that state is set off against back-pay); `late` are the months that pay another sum
    than their own entitlement."""

    states: tuple[State, ...]
    entitled: npt.NDArray[np.int64]
    weights: npt.NDArray[np.int64]
    late: npt.NDArray[np.int64]

    def beside(self, other: PaymentPath) -> PaymentPath:
        """Both paths joined into one of twice as many months, this one first, so that numpy is called once instead
        of twice."""
        rows, columns = self.weights.shape
        weights = np.zeros((rows + len(other.states), columns + len(other.entitled)), dtype=np.int64)
        weights[:rows, :columns], weights[rows:, columns:] = self.weights, other.weights
        return PaymentPath(
            self.states + other.states,
            np.concatenate([self.entitled, other.entitled + rows]),
            weights,
            np.concatenate([self.late, other.late + columns]),
        )


def payment_path(
    law: Law,
    norm: str,
    change: NormChange | None,
    months: tuple[Month, ...],
    *,
    may_start_later: bool = False,
    leaves: Month | None = None,
) -> PaymentPath:
    """The path of parameter `norm` under the law and, if given, a change of it; `months` are consecutive. With
    `may_start_later` the norm is 0 before its first row (a benefit that did not exist yet); otherwise
    UnknownParameterError is raised. From `leaves` on the group of 80 has the social pension."""
    rates = _Rates.of(law, norm, change, may_start_later, ALL_LISTS if leaves is None else leaves.index)
    lags = [(applies, paid) for _, applies, paid in rates.rows if paid > applies]
    lags += [(applies, paid) for _, applies, paid in rates.steps if paid > applies]
    first, last = months[0].index, months[-1].index
    known: dict[State, int] = {}

    def state(month: int, paid_by: int) -> int:
        return known.setdefault(rates.state(month, paid_by), len(known))

    entitled = np.empty(len(months), dtype=np.int64)
    for start in rates.starts_within(first, last):
        entitled[start - first :] = state(start, ALL_LISTS)
    listed = entitled.copy()
    back_pay: list[tuple[int, int, int]] = []
    for month in sorted({month for applies, paid in lags for month in range(applies, paid)}):
        before = state(month, month)
        if first <= month <= last:
            listed[month - first] = before
        for paid in sorted({paid for applies, paid in lags if applies <= month < paid}):
            after = state(month, paid)
            if first <= paid <= last and before != after:
                back_pay += [(after, paid - first, 1), (before, paid - first, -1)]
            before = after
    weights = np.zeros((len(known), len(months)), dtype=np.int64)
    weights[listed, np.arange(len(months))] = 1
    for k, month_index, count in back_pay:
        weights[k, month_index] += count
    late = {month_index for _, month_index, _ in back_pay} | set(np.flatnonzero(listed != entitled).tolist())
    return PaymentPath(tuple(known), entitled, weights, np.array(sorted(late), dtype=np.int64))


ALL_LISTS = 12 * 10_000
"""A list later than any: what it knows is the entitlement itself. Months here are `Month.index`, for speed."""


@dataclass(frozen=True)
class _Rates:
    """The norm's rows newest first as (value, applies from, first paid), the change of it and its steps."""

    norm: str
    rows: tuple[Step, ...]
    change: NormChange | None
    steps: tuple[Step, ...]
    may_start_later: bool
    change_applies: int
    change_paid: int
    change_ends: int
    leaves: int

    @classmethod
    def of(cls, law: Law, norm: str, change: NormChange | None, may_start_later: bool, leaves: int) -> _Rates:
        rows = tuple((row.value, row.applies_month.index, row.paid_month.index) for row in reversed(law.rows(norm)))
        if change is None:
            return cls(norm, rows, None, (), may_start_later, 0, 0, ALL_LISTS, leaves)
        start = change.applies_from.index
        ends = ALL_LISTS if change.stops_after is None else change.stops_after.index
        current = next((value for value, applies, _ in rows if applies <= start), 0)
        steps, paid = change.steps(current), change.first_paid.index
        return cls(norm, rows, change, steps, may_start_later, start, paid, ends, leaves)

    def starts_within(self, first: int, last: int) -> list[int]:
        """The first month and every later one in which the entitlement may change, oldest first."""
        if self.change is not None and self.change.growth_ppm:
            return [*range(first, last + 1)]
        starts = {applies for _, applies, _ in (*self.rows, *self.steps)} | {self.change_applies, self.change_ends + 1}
        starts.add(self.leaves)
        if self.change is not None and self.change.staged:
            starts |= {PENSION_ERA.index, self.change_paid}
        return [first, *sorted(start for start in starts if first < start <= last)]

    def national(self, month: int, paid_by: int) -> int:
        """The norm for entitlement in `month` as the lists up to `paid_by` knew it (see Law.visible)."""
        for value, applies, paid in self.rows:
            if applies <= month and paid <= paid_by:
                return value
        if self.may_start_later:
            return 0
        raise UnknownParameterError(f"{self.norm} in {month // 12:04d}-{month % 12 + 1:02d}")

    def state(self, month: int, paid_by: int) -> State:
        national = self.national(month, paid_by)
        change = self.change
        stage = LEFT if month >= self.leaves else 0
        if change is None or not self.change_applies <= month <= self.change_ends:
            return national, national, PPM, stage, national
        if change.staged:
            stage |= STARTED | (NEW_COEFFICIENTS if paid_by >= self.change_paid else 0)
            stage |= PENSION if month >= PENSION_ERA.index else 0
            stage |= LOWERED if month >= self.change_paid else 0
        local = change.local(national, self.steps, month, paid_by)
        own = national if self.keeps_law_norm else 0
        return (national if change.provincial else local), local, change.people_in(month), stage, own

    @property
    def keeps_law_norm(self) -> bool:
        return self.change is not None and self.change.indexed_percent != 100


def norm_change(scenario: Scenario, law: Law | None = None) -> NormChange:
    """The scenario's change of the protection norm. `law` (all parameters) finds the decree with exactly this norm;
    the month of its first list is then the default month of payment."""
    applies = Month.parse(str(scenario.value(APPLIES_FROM)))
    value = scenario.number(NORM)
    phases, _, gap = str(scenario.value(PHASES)).partition("x")
    stops = scenario.value(STOPS_AFTER)
    provincial = is_provincial(scenario, law, value, applies)
    return NormChange(
        value=value,
        provincial=provincial,
        applies_from=applies,
        first_paid=first_paid(scenario.value(FIRST_PAID), law, PROTECTION_NORM, value, applies),
        people_ppm=PPM + 10_000 * scenario.number(PEOPLE),
        growth_ppm=1_000 * scenario.number(GROWTH),
        stops_after=None if stops == UNSET else Month.parse(str(stops)),
        phases=int(phases),
        phase_gap=int(gap or 0),
        indexed_percent=scenario.number(INDEXED),
        staged=bool(coefficients(scenario)) or bool(protection_measures_extras(scenario, {})),
        lowers=not provincial and is_below_law(scenario.law_as_of, law, PROTECTION_NORM, value, applies),
    )


def is_provincial(scenario: Scenario, law: Law | None, value: int, applies: Month) -> bool:
    """Whether the province raises the norm by itself."""
    chosen = scenario.value(PROVINCIAL)
    return chosen == "1" if chosen != UNSET else provincial_by_rule(scenario.law_as_of, law, value, applies)


def provincial_by_rule(law_as_of: date, law: Law | None, value: int, applies: Month) -> bool:
    """Who decides a norm while nobody has said: a decree's very norm and month are the country's, and so are a norm
    below the law's, which no province may set (Decree 20/2021, Article 4), and one tried beside the report's figures
    on the law of their time; any other is the province's."""
    rows = law.rows(PROTECTION_NORM) if law is not None and law.has(PROTECTION_NORM) else ()
    decreed = any((row.value, row.applies_month) == (value, applies) for row in rows)
    return law_as_of > REPORT_DAY and not decreed and not is_below_law(law_as_of, law, PROTECTION_NORM, value, applies)


def with_pension(scenario: Scenario, change: NormChange) -> bool:
    """Whether the social pension is raised to the scenario's norm too: as national decrees do and a province's
    resolution only where it says so."""
    chosen = scenario.value(WITH_PENSION)
    return not change.provincial if chosen == UNSET else chosen == "1"


def pension_change(scenario: Scenario, law: Law | None = None) -> NormChange:
    """The change of the social pension's amount in the norm's months: to the norm where the scenario includes it, by
    the norm's own steps, and the province's supplement on top; no part of it is a fixed sum. People move with those of
    the community allowance."""
    norm = norm_change(scenario, law)
    included = with_pension(scenario, norm)
    known = None if law is None else law.known_on(scenario.law_as_of)
    return replace(
        norm,
        rises_from=known.applying_in(PROTECTION_NORM, norm.applies_from).value if known and norm.phases > 1 else None,
        value=norm.value if included else 0,
        lowers=norm.lowers and included,
        supplement=scenario.number(PENSION_SUPPLEMENT),
        provincial=norm.provincial or not included,
        phases=norm.phases if included else 1,
        indexed_percent=100,
        staged=bool(pension_extras(scenario)) or norm.staged,
    )


def coefficients(scenario: Scenario) -> dict[str, int]:
    """Groups whose coefficient is set, in halves."""
    return scenario.filled(protection.COEFFICIENTS)


def lowered_coefficients(scenario: Scenario, halves: Mapping[str, int]) -> list[str]:
    """Groups whose coefficient is set below the law's; `halves` are those by group."""
    return [group for group, half in coefficients(scenario).items() if half < halves.get(group, 0)]


def protection_measures_extras(scenario: Scenario, halves: dict[str, int]) -> tuple[Extra, ...]:
    """People added to or taken from the community allowance; `halves` are the law's coefficients by group. Who joins
    or leaves a group of the decree is on the next list; a group that the province adds is entitled from the start, but
    on no list before the scenario's first, as NĐ 20/2021 has every new rule: the months before are back-pay."""
    changed = coefficients(scenario)
    made = []
    for code, units in scenario.filled(protection.PEOPLE_OF).items():
        by_law = halves.get(code, 0)
        made.append(Extra(code, units, changed.get(code, by_law), by_law))
    new = scenario.number(protection.WIDENED_COEFFICIENT)
    made += [Extra(code, units, new, 0) for code, units in scenario.filled(protection.WIDENED).items()]
    if scenario.value(protection.LOWER_AGE) == 1:
        units = scenario.number(protection.AGED_75[level(scenario)])
        if units:
            made.append(Extra(protection.LOWERED_AGE, units, new, 0, until_pension=True))
    return tuple(made)


def pension_extras(scenario: Scenario) -> int:
    """People of 70 to under 75 that a lower pension age adds: those without a pension less the poor who have it
    already."""
    if scenario.value(protection.PENSION_70) != 1:
        return 0
    return max(0, scenario.number(protection.AGED_70[level(scenario)]) - scenario.number(protection.AGED_70_POOR))


def level(scenario: Scenario) -> str:
    """Which of the three assumed numbers is used: low, central or high."""
    return str(scenario.value(protection.ASSUMPTION_LEVEL))


EXTENSION = {CENTRE: EXTENDED_CENTRE, CARERS: EXTENDED_CARERS, FUNERAL: EXTENDED_FUNERAL, EMERGENCY: EXTENDED_EMERGENCY}
"""Lines the province's resolution may extend its norm to (NĐ 20/2021, khoản 2 Điều 4)."""


@dataclass(frozen=True, eq=False)
class MeasuredBlock:
    """`new_halves` are the cells' coefficients once the scenario is paid (None = the law's); `extras` rows stand in the
    province between the cells and the reconciliation rows; `follows` is the norm it is paid by where that is not its
    scheme's."""

    block: Block
    new_halves: npt.NDArray[np.int64] | None
    extras: tuple[Extra, ...]
    province_id: int
    follows: str = ""

    @property
    def norm(self) -> str:
        return self.follows or self.block.scheme.norm

    @property
    def leaving(self) -> npt.NDArray[np.bool_] | None:
        """Cells of the group that the social pension takes over; None where there are none."""
        return None if self.follows else self.block.over_80

    @property
    def area_ids(self) -> npt.NDArray[np.int64]:
        if not self.extras:
            return self.block.all_area_ids
        added = np.full(len(self.extras), self.province_id, dtype=np.int64)
        return np.concatenate([self.block.area_ids, added, self.block.reconciliation_area_ids])

    @property
    def groups(self) -> npt.NDArray[np.str_]:
        if not self.extras:
            return self.block.all_groups
        rest = [RECONCILIATION] * len(self.block.reconciliation)
        return np.array([*self.block.groups, *[extra.group for extra in self.extras], *rest], dtype=np.str_)

    @property
    def schemes(self) -> npt.NDArray[np.str_]:
        if not self.extras:
            return self.block.all_schemes
        return np.array([self.block.scheme.code] * len(self.area_ids), dtype=np.str_)


def measured(block: Block, baseline: Baseline, scenario: Scenario, change: NormChange, last: Month) -> MeasuredBlock:
    """The block with the scenario's measures applied; `change` is the change of the block's norm, `last` the last month
    looked at."""
    if block.scheme == PROTECTION:
        changed = coefficients(scenario)
        halves = None
        if changed:
            listed = zip(block.groups, block.half_coefficients.tolist(), strict=True)
            halves = np.array([changed.get(group, half) for group, half in listed], dtype=np.int64)
        extras = protection_measures_extras(scenario, dict(baseline.half_coefficients))
        return MeasuredBlock(block, halves, clipped(extras, block, change, last), baseline.province_id)
    if block.scheme == MERIT:
        extras = merit_extras(scenario)
        return MeasuredBlock(block, None, clipped(extras, block, change, last), baseline.province_id)
    if block.scheme == CENTRE:
        block = _with_small_children(block, baseline, scenario)
    return MeasuredBlock(extended(block, scenario), None, (), baseline.province_id)


def pension_of_80(measured: MeasuredBlock) -> MeasuredBlock | None:
    """The people of the community block who have the social pension once it exists, as a block of their own."""
    extras = tuple(
        replace(extra, group=PENSION_80, half_coefficient=2, law_half=2)
        for extra in measured.extras
        if extra.group == OVER_80
    )
    if measured.leaving is None and not extras:
        return None
    return MeasuredBlock(measured.block.pension_80, None, extras, measured.province_id, PENSION_OF_80)


def clipped(extras: tuple[Extra, ...], block: Block, change: NormChange, last: Month) -> tuple[Extra, ...]:
    """Extras limited so that no more people are taken from a group than it has in its smallest month while the scenario
    runs, whatever its split over areas. Where units are not persons, persons follow the group's own proportion."""
    if not extras:
        return extras
    end = last if change.stops_after is None else min(last, change.stops_after)
    months = (change.applies_from.index, max(change.applies_from.index, end.index))
    least = min(PPM, *(change.people_in(month) for month in months))
    groups = np.array(block.groups)
    made = []
    for extra in extras:
        of_group = groups == extra.group
        units, people = int(block.units[of_group].sum()), int(block.people[of_group].sum())
        taken = max(extra.units, -(units * least // PPM))
        persons = None if units == people else divide_half_up(taken * people, units)
        made.append(replace(extra, units=taken, people=persons))
    return tuple(made)


def follows_province(scheme: Scheme, scenario: Scenario) -> bool:
    """Whether the scheme is paid by the province's norm where that is the higher one."""
    lever = EXTENSION.get(scheme)
    return scheme.allowance or (lever is not None and scenario.value(lever) == 1)


def extended(block: Block, scenario: Scenario) -> Block:
    """The line with the province's norm where the scenario's resolution extends the norm to it."""
    lever = EXTENSION.get(block.scheme)
    if lever is None or scenario.value(lever) != 1:
        return block
    return replace(block, follows_province=np.ones_like(block.follows_province))


def _with_small_children(block: Block, baseline: Baseline, scenario: Scenario) -> Block:
    """Centre residents with those under 4 at their own coefficient; the report does not separate them."""
    young = scenario.number(CENTRE_U4)
    if not young or not len(block.units) or "centre_u4" not in baseline.half_coefficients:
        return block
    young = min(young, int(block.units.sum()))
    parts = np.array(share_out(young, block.units.tolist()), dtype=np.int64)
    here = parts > 0
    count = int(here.sum())
    units = np.concatenate([block.units - parts, parts[here]])
    return replace(
        block,
        area_ids=np.concatenate([block.area_ids, block.area_ids[here]]),
        groups=(*block.groups, *["centre_u4"] * count),
        people=units,
        units=units,
        half_coefficients=np.concatenate(
            [block.half_coefficients, np.full(count, baseline.half_coefficients["centre_u4"], dtype=np.int64)]
        ),
        follows_province=np.concatenate([block.follows_province, block.follows_province[here]]),
    )


def merit_norm_change(scenario: Scenario, law: Law | None = None) -> NormChange:
    """The change of the merit norm; the decline is a monthly one, kept as twelve months of it a year."""
    applies = Month.parse(str(scenario.value(merit.APPLIES_FROM)))
    value = scenario.number(merit.NORM)
    return NormChange(
        value=value,
        provincial=False,
        applies_from=applies,
        first_paid=first_paid(scenario.value(merit.FIRST_PAID), law, MERIT_NORM, value, applies),
        people_ppm=PPM + 10_000 * scenario.number(merit.PEOPLE),
        growth_ppm=-12_000 * scenario.number(merit.DECLINE),
        staged=bool(merit_extras(scenario)),
        lowers=is_below_law(scenario.law_as_of, law, MERIT_NORM, value, applies),
    )


def merit_extras(scenario: Scenario) -> tuple[Extra, ...]:
    """Suất added to or taken from a group at the group's own amount; the coefficient is not used."""
    return tuple(Extra(code, units, 0, 0) for code, units in scenario.filled(merit.MERIT_PEOPLE).items())

"""The projection: scenario and baseline to the cube of monthly amounts. Raise ENGINE_VERSION when the arithmetic
changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypedDict

import numpy as np
import numpy.typing as npt
import polars as pl

from models.money import PPM, divide_half_up, rounded, scaled
from models.periods import Month
from models.policy.areas.catalogue import AREAS
from models.policy.areas.merit import (
    CONVALESCENCE_CENTRE,
    CONVALESCENCE_HOME,
    CURRENT_GIFT_AMOUNTS,
    FEE,
    GIFTS,
    PAID_TOGETHER as MERIT_PAID_TOGETHER,
    Gift,
)
from models.policy.areas.poverty import CARD_RATE
from models.policy.areas.protection import (
    CARDS,
    CARERS_PEOPLE,
    DISASTER_DEATHS,
    FUNERALS,
    FUNERALS_CENTRE,
    INJURED,
    NEIGHBOURS,
    PAID_TOGETHER,
    PENSIONERS,
    Extra,
)
from models.policy.areas.support import LineRow, support_rows, with_lines
from models.policy.cube import ROLES, VIEWS, Amounts, Cube, Role, View
from models.policy.engine import measures
from models.policy.engine.baseline import Baseline, Block
from models.policy.engine.measures import (
    LEFT,
    LOWERED,
    NEW_COEFFICIENTS,
    PENSION,
    STARTED,
    MeasuredBlock,
    NormChange,
    PaymentPath,
    State,
    clipped,
    extended,
    measured,
    payment_path,
)
from models.policy.law.calendar import PENSION_ERA
from models.policy.law.law import DatedValue, Law
from models.policy.levers.levers import UNSET, Lever, Scenario
from models.policy.schemes import (
    BASE_SALARY,
    CARERS,
    CONVALESCENCE,
    EMERGENCY,
    FUNERAL,
    GIFTS_CENTRAL,
    GIFTS_PROVINCE,
    HEALTH_CARDS,
    LEVELLING,
    MANAGEMENT,
    MERIT,
    MERIT_NORM,
    OVER_80,
    PENSION_OF_80,
    PROTECTION,
    PROTECTION_NORM,
    SCHEMES,
    SOCIAL_PENSION,
    SOCIAL_PENSION_AMOUNT,
    Scheme,
)


def project_block(measured: MeasuredBlock, path: PaymentPath, indexed: int) -> tuple[Amounts, Amounts, Amounts]:
    """People, money by entitlement and money by payment of every row and month of the path. `indexed` is the percentage
    of the bill that follows the scenario's norm."""
    states = np.array(path.states, dtype=np.int64).T
    cost = _cost(measured, states, indexed)
    due = cost.take(path.entitled, axis=1)
    cash = due.copy()
    cash[:, path.late] = cost @ path.weights[:, path.late]
    return _people(measured, states).take(path.entitled, axis=1), due, cash


def _cost(measured: MeasuredBlock, states: Amounts, indexed: int) -> Amounts:
    block = measured.block
    numerators, denominators = _rates(measured, states, indexed)
    cells = block.units[:, None] * numerators
    shares = states[2]
    if block.scheme.allowance and (shares != PPM).any():
        money = scaled(cells, shares[None, :], denominators * PPM)
    else:
        money = rounded(cells, denominators)
    rows = [money]
    if measured.extras:
        rows.append(_extra_cost(measured, states, indexed))
    if len(block.reconciliation):
        follows = block.scheme.allowance or bool(block.follows_province.all())
        norm, per = _norm(states, states[1] if follows else states[0], indexed)
        rows.append(scaled(block.reconciliation[:, None], norm[None, :], block.base_norm * per))
    return np.concatenate(rows) if len(rows) > 1 else money


def _norm(states: Amounts, norm: Amounts, indexed: int) -> tuple[Amounts, int]:
    """The norm that money follows, over a denominator: the law's own for the part that does not follow the
    scenario's."""
    if indexed == 100:
        return norm, 1
    return states[4] * (100 - indexed) + norm * indexed, 100


def _rates(measured: MeasuredBlock, states: Amounts, indexed: int) -> tuple[Amounts, int | Amounts]:
    """Amount of a unit by cell and state as numerators, and their denominator, or one a state."""
    block = measured.block
    national, local, _, stage, _ = states
    if block.published is not None:
        numerators, denominators = _published(block, local)
        return numerators[block.group_indices], denominators
    # Most blocks follow one norm in all their cells: no matrix of norms is needed then.
    follows = block.follows_province
    norm, per = _norm(states, local, indexed)
    norms = norm[None, :]
    if not follows.all():
        other, _ = _norm(states, national, indexed)
        norms = np.where(follows[:, None], norms, other[None, :]) if follows.any() else other[None, :]
    halves = block.half_coefficients[:, None]
    if measured.new_halves is not None:
        halves = _halves(halves, measured.new_halves[:, None], stage)
    if measured.leaving is not None and (stage & LEFT).any():
        halves = np.where(_gone(measured.leaving, stage), 0, halves)
    return halves * norms, 2 * block.per * per


def _published(block: Block, norms: Amounts) -> tuple[Amounts, int | Amounts]:
    assert block.published is not None
    columns = [block.published.fraction(norm) for norm in norms.tolist()]
    denominators = [d for _, d in columns]
    whole = denominators[0] if len(set(denominators)) == 1 else np.array(denominators, dtype=np.int64)
    return np.stack([amounts for amounts, _ in columns], axis=1), whole


def _extra_cost(measured: MeasuredBlock, states: Amounts, indexed: int) -> Amounts:
    """Added people, present from the start on and, where so declared, until the social pension takes over."""
    block, extras = measured.block, measured.extras
    units = np.array([extra.units for extra in extras], dtype=np.int64)[:, None]
    if block.published is not None:
        numerators, denominators = _published(block, states[1])
        group_indices = [block.published.groups.index(extra.group) for extra in extras]
        money = rounded(units * numerators[group_indices], denominators)
    else:
        norm, per = _norm(states, states[1], indexed)
        by_law, new = (
            np.array(row, dtype=np.int64)[:, None]
            for row in zip(*((e.law_half, e.half_coefficient) for e in extras), strict=True)
        )
        halves = _halves(by_law, new, states[3])
        money = rounded(units * halves * norm[None, :], 2 * block.per * per)
    return money * _present(measured, states)


def _halves(by_law: Amounts, new: Amounts, stage: Amounts) -> Amounts:
    """Coefficients by row and state: a rise as soon as the list knows it, a fall from the first list on."""
    known, counts = ((stage & bit)[None, :] > 0 for bit in (NEW_COEFFICIENTS, LOWERED))
    halves: Amounts = np.where(counts, new, np.where(known, np.maximum(new, by_law), by_law))
    return halves


def _gone(leaving: npt.NDArray[np.bool_], stage: Amounts) -> npt.NDArray[np.bool_]:
    """Where a row's people have left for the social pension, by row and state."""
    gone: npt.NDArray[np.bool_] = leaving[:, None] & ((stage & LEFT) > 0)[None, :]
    return gone


def _present(measured: MeasuredBlock, states: Amounts) -> Amounts:
    ends = np.array([extra.until_pension for extra in measured.extras])[:, None]
    leaving = np.array([extra.group == OVER_80 for extra in measured.extras])
    stage = states[3][None, :]
    there = ((stage & STARTED) > 0) & ~(ends & ((stage & PENSION) > 0)) & ~_gone(leaving, states[3])
    present: Amounts = there.astype(np.int64)
    return present


def _people(measured: MeasuredBlock, states: Amounts) -> Amounts:
    """People of every row in every state, half up; reconciliation rows have no people."""
    block = measured.block
    counted = np.zeros((len(measured.area_ids), states.shape[1]), dtype=np.int64)
    cells = len(block.people)
    counted[:cells] = block.people[:, None]
    if block.scheme.allowance and (states[2] != PPM).any():
        counted[:cells] = rounded(counted[:cells] * states[2], PPM)
    counted[:cells] *= states[1] > 0  # nobody has a benefit before it exists
    if measured.leaving is not None:
        counted[:cells] *= ~_gone(measured.leaving, states[3])
    if measured.extras:
        persons = np.array([extra.persons for extra in measured.extras], dtype=np.int64)[:, None]
        counted[cells : cells + len(measured.extras)] = persons * _present(measured, states) * (states[1] > 0)
    return counted


LINES: tuple[tuple[Scheme, dict[str, Lever], int], ...] = (
    (CARERS, CARERS_PEOPLE, 1),
    (FUNERAL, {"funeral": FUNERALS, "funeral_centre": FUNERALS_CENTRE}, 12),
    (EMERGENCY, {"emergency_injured": INJURED, "emergency_death": DISASTER_DEATHS}, 12),
)
"""Scheme, its groups' levers, and months the count is spread over: cases of a year cost a twelfth a month."""
CARD_PER = 1_000
"""What a health card's rate is a part of."""
PENSION_GROUP, PENSION_70_GROUP = "pension_75", "pension_70"


def assumed_blocks(
    baseline: Baseline, scenario: Scenario, known: Law, change: NormChange, last: Month
) -> list[MeasuredBlock]:
    """One block for each line that has a headcount and whose norm exists in the law known on the scenario's day.
    `change` is the change of the protection norm, `last` the last month looked at."""
    if all(block.scheme.policy_area != PROTECTION.policy_area for block in baseline.blocks):
        return []
    blocks = []
    for scheme, levers, per in LINES:
        counts = {g: n for g, n in scenario.filled(levers).items() if g in baseline.half_coefficients}
        if counts:
            halves = {group: baseline.half_coefficients[group] for group in counts}
            block = extended(_block(baseline, scheme, counts, halves, per), scenario)
            blocks.append(MeasuredBlock(block, None, (), baseline.province_id))
    if scenario.value(CARDS) == 1 and known.has(HEALTH_CARDS.norm) and known.has(CARD_RATE):
        people = int(baseline.block(PROTECTION).people.sum())
        # One rate, that of the start, kept in halves like every coefficient.
        rate = 2 * known.applying_in(CARD_RATE, change.applies_from).value
        block = _block(baseline, HEALTH_CARDS, {"health_card": people}, {"health_card": rate}, CARD_PER)
        # Whoever a scenario adds to the allowance has a card as well; who is taken off loses it.
        added_cards = tuple(
            Extra("health_card", extra.persons, rate, rate, extra.until_pension)
            for extra in clipped(
                measures.protection_measures_extras(scenario, {}), baseline.block(PROTECTION), change, last
            )
        )
        blocks.append(MeasuredBlock(block, None, added_cards, baseline.province_id))
    pensioners, added = scenario.number(PENSIONERS), measures.pension_extras(scenario)
    if (pensioners or added) and known.has(SOCIAL_PENSION.norm):
        block = _block(baseline, SOCIAL_PENSION, {PENSION_GROUP: pensioners}, {PENSION_GROUP: 2}, 1)
        extras = (Extra(PENSION_70_GROUP, added, 2, 2),) if added else ()
        blocks.append(MeasuredBlock(block, None, extras, baseline.province_id))
    return blocks


def _block(baseline: Baseline, scheme: Scheme, counts: dict[str, int], halves: dict[str, int], per: int) -> Block:
    units = np.array(list(counts.values()), dtype=np.int64)
    return Block(
        scheme=scheme,
        as_of=baseline.block(PROTECTION).as_of,
        base_norm=1,
        area_ids=np.full(len(units), baseline.province_id, dtype=np.int64),
        groups=tuple(counts),
        people=units,
        units=units,
        half_coefficients=np.array([halves[group] for group in counts], dtype=np.int64),
        follows_province=np.full(len(units), scheme.allowance, dtype=np.bool_),
        reconciliation_area_ids=np.empty(0, dtype=np.int64),
        reconciliation=np.empty(0, dtype=np.int64),
        qualifier="=",
        uploaded=False,
        illustrative_areas=False,
        per=per,
    )


MILLION = 1_000_000
FEE_PER_MILLE = 17
HOME_TENTHS, CENTRE_TENTHS = 9, 18
"""Convalescence in tenths of the norm: 0,9 at home, 1,8 in a centre."""


LATER_RATES = {date(2023, 7, 1): date(2024, 1, 1)}
"""NĐ 55/2023 raised the norm from 01/7/2023 but its convalescence rates from 01/01/2024 only."""


def direct_lines(
    scenario: Scenario, cube: Cube, paths: Mapping[str, PaymentPath], changes: Mapping[str, NormChange], known: Law
) -> list[LineRow]:
    """All lines of the areas whose norms have a path and a change and whose inputs are complete; `known` is the law
    known on the scenario's day."""
    lines: list[LineRow] = []
    if PROTECTION_NORM in paths:
        lines += _levelling(scenario, cube.months, paths[PROTECTION_NORM])
    if MERIT_NORM in paths:
        lines += [line for gift in GIFTS for line in _gifts(gift, scenario, cube.months)]
        lines += _convalescence(scenario, cube.months, known, changes[MERIT_NORM])
        if scenario.value(FEE) == 1:
            lines.append(_fee(cube, lines))
    return lines


def _local(path: PaymentPath, count: int) -> tuple[Amounts, Amounts]:
    """The norm in force in the province by month of entitlement, in both roles."""
    norms = np.array([state[1] for state in path.states], dtype=np.int64)[path.entitled]
    return norms[:count], norms[count:]


def _both(count: Amounts) -> dict[Role, Amounts]:
    """The same people in both roles: the scenario changes amounts only."""
    return dict.fromkeys(ROLES, count)


def _line(scheme: Scheme, group: str, count: Amounts, before: Amounts, after: Amounts) -> LineRow:
    vnd: dict[tuple[Role, View], Amounts] = {}
    for view in VIEWS:
        vnd["baseline", view], vnd["scenario", view] = before, after
    return LineRow(scheme, group, _both(count), vnd)


def _levelling(scenario: Scenario, months: tuple[Month, ...], path: PaymentPath) -> list[LineRow]:
    """Each old province's bill at its own norm, raised to the highest norm of the new one from 7/2025 on."""
    own = {code: scenario.number(norm) for code, (bill, norm) in NEIGHBOURS.items() if scenario.value(bill) != UNSET}
    if not own:
        return []
    before, after = _local(path, len(months))
    change = measures.norm_change(scenario)
    ends = months[-1] if change.stops_after is None else change.stops_after
    merged = np.array([max(change.applies_from, PENSION_ERA) <= month <= ends for month in months])
    era = np.array([month >= PENSION_ERA for month in months])
    lines = []
    for code, norm in own.items():
        bill = MILLION * scenario.number(NEIGHBOURS[code][0])
        # The law's norm holds in the other provinces too; the scenario levels them to the highest of the three.
        current = np.maximum(norm, before)
        level = np.maximum(np.maximum(current, after), max(own.values()))
        money = [np.where(era, rounded(bill * rate, norm), 0) for rate in (current, np.where(merged, level, current))]
        lines.append(_line(LEVELLING, code, np.zeros(len(months), dtype=np.int64), *money))
    return lines


def _gifts(gift: Gift, scenario: Scenario, months: tuple[Month, ...]) -> list[LineRow]:
    if not any(scenario.number(count) for count in (gift.high_count, gift.low_count, gift.province_count)):
        return []
    start = measures.merit_norm_change(scenario).applies_from
    given = np.array([gift.month_in(month.year) == month.month for month in months], dtype=np.int64)
    started = np.array([month >= start for month in months])
    lines = []

    def add(scheme: Scheme, group: str, count: int, now: int, then: int) -> None:
        after = np.where(started, count * then, count * now) * given
        lines.append(_line(scheme, group, count * given, count * now * given, after))

    levels = ((gift.high_count, gift.high_amount, "high"), (gift.low_count, gift.low_amount, "low"))
    for (count, amount, name), now in zip(levels, CURRENT_GIFT_AMOUNTS, strict=True):
        if scenario.number(count):
            add(GIFTS_CENTRAL, f"{gift.code}_{name}", scenario.number(count), now, scenario.number(amount))
    current, proposed = scenario.value(gift.province_now), scenario.value(gift.province_amount)
    if scenario.number(gift.province_count) and (current, proposed) != (UNSET, UNSET):
        known = scenario.number(gift.province_now)
        tried = known if proposed == UNSET else scenario.number(gift.province_amount)
        add(GIFTS_PROVINCE, f"{gift.code}_province", scenario.number(gift.province_count), known, tried)
    return lines


def _convalescence(scenario: Scenario, months: tuple[Month, ...], known: Law, change: NormChange) -> list[LineRow]:
    """Yearly cases, a twelfth of them a month, at a multiple of the norm. Lists pay the norm known to them; the
    difference is paid later."""
    counts = {
        group: (cases, tenths)
        for lever, tenths, group in (
            (CONVALESCENCE_HOME, HOME_TENTHS, "home"),
            (CONVALESCENCE_CENTRE, CENTRE_TENTHS, "centre"),
        )
        if (cases := scenario.number(lever))
    }
    if not counts:
        return []
    law = Law.of((MERIT_NORM, _later(row)) for row in known.rows(MERIT_NORM))
    path = payment_path(law, MERIT_NORM, None, months).beside(payment_path(law, MERIT_NORM, change, months))
    norms = np.array([state[1] for state in path.states], dtype=np.int64)
    half = len(months)
    lines = []
    for group, (cases, tenths) in counts.items():
        cost = rounded(cases * tenths * norms, 120)
        due, cash = cost[path.entitled], cost @ path.weights
        vnd: dict[tuple[Role, View], Amounts] = {
            ("baseline", "entitled"): due[:half],
            ("scenario", "entitled"): due[half:],
            ("baseline", "paid"): cash[:half],
            ("scenario", "paid"): cash[half:],
        }
        lines.append(
            LineRow(CONVALESCENCE, group, _both(np.full(half, divide_half_up(cases, 12), dtype=np.int64)), vnd)
        )
    return lines


def _later(row: DatedValue) -> DatedValue:
    """The norm as the convalescence rates follow it."""
    begins = LATER_RATES.get(row.applies_from)
    if begins is None:
        return row
    return replace(row, applies_from=begins, first_paid=max(begins, row.first_paid or begins))


def _fee(cube: Cube, lines: list[LineRow]) -> LineRow:
    """1,7 % of what the central budget pays for merit in the month, by both views."""
    vnd: dict[tuple[Role, View], Amounts] = {}
    for role in ROLES:
        for view in VIEWS:
            base = cube.total(role, view, MERIT.code)
            for line in lines:
                if line.scheme in (GIFTS_CENTRAL, CONVALESCENCE):
                    base = base + line.vnd[role, view]
            # Rounded on what has been paid so far, so that both views come to the same sum in the end.
            so_far = rounded(FEE_PER_MILLE * np.cumsum(base), 1_000)
            vnd[role, view] = np.diff(so_far, prepend=0)
    return LineRow(MANAGEMENT, "fee", _both(np.zeros(len(cube.months), dtype=np.int64)), vnd)


def project_cube(baseline: Baseline, law: Law, scenario: Scenario, months: tuple[Month, ...]) -> Cube:
    """Both roles of every cell and month, and of every support line with complete inputs. `law` holds all
    parameters and is cut to what was known on `scenario.law_as_of`. Raises UnknownParameterError where no norm is
    known for a month."""
    known = law.known_on(scenario.law_as_of)
    blocks = [
        measured(block, baseline, scenario, norm_changes(block.scheme.norm, scenario, law), months[-1])
        for block in baseline.blocks
    ]
    if known.has(SOCIAL_PENSION_AMOUNT):
        blocks += [moved for each in blocks if (moved := measures.pension_of_80(each)) is not None]
    blocks += assumed_blocks(baseline, scenario, known, norm_changes(PROTECTION_NORM, scenario, law), months[-1])
    changes = {norm: norm_changes(norm, scenario, law) for norm in sorted({each.norm for each in blocks})}
    paths = {norm: _path(known, norm, change, months) for norm, change in changes.items()}
    cells = [project_block(each, paths[each.norm], changes[each.norm].indexed_percent) for each in blocks]
    cube = _lowered(_cube(blocks, cells, months), baseline, law, scenario)
    lines = direct_lines(scenario, cube, paths, changes, known) + support_rows(AREAS, scenario, known, months)
    return _paid_together(with_lines(cube, lines, baseline.province_id), scenario)


@dataclass(frozen=True, eq=False)
class _Priced:
    """A block at every state of its norm that any of several scenarios has: each state is computed once."""

    measured: MeasuredBlock
    indexed: int
    columns: dict[State, int] = field(default_factory=dict)

    def take_up(self, path: PaymentPath) -> None:
        for state in path.states:
            self.columns.setdefault(state, len(self.columns))

    @cached_property
    def _states(self) -> Amounts:
        return np.array(list(self.columns), dtype=np.int64).T

    @cached_property
    def cost(self) -> Amounts:
        return _cost(self.measured, self._states, self.indexed)

    @cached_property
    def people(self) -> Amounts:
        return _people(self.measured, self._states)

    def along(self, path: PaymentPath) -> tuple[Amounts, Amounts, Amounts]:
        """As `project_block`, of one role; every path has been taken up before the first is asked for."""
        columns = np.array([self.columns[state] for state in path.states], dtype=np.int64)
        months = columns[path.entitled]
        due = self.cost.take(months, axis=1)
        cash = due.copy()
        cash[:, path.late] = self.cost.take(columns, axis=1) @ path.weights[:, path.late]
        return self.people.take(months, axis=1), due, cash


def project_scheme(
    baseline: Baseline, law: Law, scenarios: Sequence[Scenario], months: tuple[Month, ...], scheme: Scheme
) -> list[Cube]:
    """Of each scenario's cube the rows of one paid scheme alone, to the đồng: for many scenarios on one day of law that
    differ in few levers."""
    known, block = law.known_on(scenarios[0].law_as_of), baseline.block(scheme)
    priced: dict[tuple[object, ...], _Priced] = {}
    listed: list[list[tuple[_Priced, PaymentPath]]] = []
    for scenario in scenarios:
        own = [measured(block, baseline, scenario, norm_changes(scheme.norm, scenario, law), months[-1])]
        if known.has(SOCIAL_PENSION_AMOUNT) and (moved := measures.pension_of_80(own[0])) is not None:
            own.append(moved)
        paths = []
        for each in own:
            change, halves = norm_changes(each.norm, scenario, law), each.new_halves
            key = (id(each.block), each.norm, each.extras, halves is None or halves.tobytes(), change.indexed_percent)
            one = priced.setdefault(key, _Priced(each, change.indexed_percent))
            path = _changed(known, each.norm, change, months)
            one.take_up(_current(known, each.norm, months))
            one.take_up(path)
            paths.append((one, path))
        listed.append(paths)
    current = {id(one): one.along(_current(known, one.measured.norm, months)) for one in priced.values()}
    cubes = []
    for scenario, paths in zip(scenarios, listed, strict=True):
        cells = []
        for one, path in paths:
            (people, due, cash), (people_now, due_now, cash_now) = one.along(path), current[id(one)]
            both = ((people_now, people), (due_now, due), (cash_now, cash))
            cells.append(tuple(np.concatenate(pair, axis=1) for pair in both))
        cube = _lowered(_cube([one.measured for one, _path in paths], cells, months), baseline, law, scenario)
        cubes.append(_paid_together(cube, scenario))
    return cubes


def norm_changes(norm: str, scenario: Scenario, law: Law) -> NormChange:
    """The scenario's change of one of the norms that schemes are paid by; computed once for a scenario and a law."""
    known = scenario.derived.get(norm)
    if known is None or known[0] is not law:
        known = scenario.derived[norm] = (law, _norm_change(norm, scenario, law))
    change: NormChange = known[1]
    return change


def norms_in(norm: str, scenario: Scenario, law: Law, month: Month) -> tuple[int, int]:
    """The norm by the law known on the scenario's day, and the one in force under the scenario, for entitlement in a
    month. Raises UnknownParameterError where the law has none for the month or for the scenario's start."""
    change, known = norm_changes(norm, scenario, law), law.known_on(scenario.law_as_of)
    parameter = SOCIAL_PENSION_AMOUNT if norm == PENSION_OF_80 else norm
    national = known.applying_in(parameter, month).value
    at_start = known.applying_in(
        parameter, max(change.applies_from, PENSION_ERA) if norm == PENSION_OF_80 else change.applies_from
    )
    return national, change.in_force(national, at_start.value, month)


def _norm_change(norm: str, scenario: Scenario, law: Law) -> NormChange:
    if norm == MERIT_NORM:
        return measures.merit_norm_change(scenario, law)
    if norm in (SOCIAL_PENSION_AMOUNT, PENSION_OF_80):
        change = measures.pension_change(scenario, law)
        return change if norm == PENSION_OF_80 else replace(change, people_ppm=PPM, growth_ppm=0)
    change = measures.norm_change(scenario, law)
    return change if norm == PROTECTION_NORM else change.for_people_only()


def project(baseline: Baseline, parameters: Law, scenario: Scenario, months: tuple[Month, ...]) -> pl.DataFrame:
    """The projection in long form, schema models.frames.PROJECTION: the contract for other programs."""
    return project_cube(baseline, parameters, scenario, months).to_frame()


def _path(known: Law, norm: str, change: NormChange, months: tuple[Month, ...]) -> PaymentPath:
    return _current(known, norm, months).beside(_changed(known, norm, change, months))


def _current(known: Law, norm: str, months: tuple[Month, ...]) -> PaymentPath:
    """The path under the law alone, kept with it."""
    parameter, key = _parameter(norm), (_parameter(norm), months[0], len(months))
    if key not in known.derived:
        known.derived[key] = payment_path(known, parameter, None, months, **_conditions(known, norm))
    path: PaymentPath = known.derived[key]
    return path


def _changed(known: Law, norm: str, change: NormChange, months: tuple[Month, ...]) -> PaymentPath:
    if change.is_idle:
        return _current(known, norm, months)
    return payment_path(known, _parameter(norm), change, months, **_conditions(known, norm))


def _parameter(norm: str) -> str:
    return SOCIAL_PENSION_AMOUNT if norm == PENSION_OF_80 else norm


def _conditions(known: Law, norm: str) -> _Conditions:
    return {
        "may_start_later": _parameter(norm) in (SOCIAL_PENSION_AMOUNT, BASE_SALARY),
        "leaves": _pension_begins(known) if norm == PROTECTION_NORM else None,
    }


class _Conditions(TypedDict):
    may_start_later: bool
    leaves: Month | None


def _pension_begins(known: Law) -> Month | None:
    """The month from which the group of 80 has the social pension by the law known on a day; None = not yet."""
    return known.rows(SOCIAL_PENSION_AMOUNT)[0].applies_month if known.has(SOCIAL_PENSION_AMOUNT) else None


def _cube(blocks: list[MeasuredBlock], cells: Sequence[tuple[Amounts, ...]], months: tuple[Month, ...]) -> Cube:
    people, due, cash = (np.concatenate(rows) for rows in zip(*cells, strict=True))
    count = len(months)
    return Cube(
        months,
        np.concatenate([each.area_ids for each in blocks]),
        np.concatenate([each.schemes for each in blocks]),
        np.concatenate([each.groups for each in blocks]),
        {"baseline": people[:, :count], "scenario": people[:, count:]},
        {
            ("baseline", "entitled"): due[:, :count],
            ("baseline", "paid"): cash[:, :count],
            ("scenario", "entitled"): due[:, count:],
            ("scenario", "paid"): cash[:, count:],
        },
    )


def _lowered(cube: Cube, baseline: Baseline, law: Law, scenario: Scenario) -> Cube:
    """With the month from which coefficients below the law's count."""
    if not measures.lowered_coefficients(scenario, baseline.half_coefficients):
        return cube
    return replace(cube, lowered_from=norm_changes(PROTECTION_NORM, scenario, law).first_paid)


def _paid_together(cube: Cube, scenario: Scenario) -> Cube:
    """February's payment moved into January, in both roles, where the area pays two months together near Tết."""
    switched = {"protection": scenario.value(PAID_TOGETHER) == 1, "merit": scenario.value(MERIT_PAID_TOGETHER) == 1}
    if not any(switched.values()):
        return cube
    moved = np.array([switched.get(SCHEMES[code].policy_area, False) for code in cube.schemes.tolist()])
    vnd = dict(cube.vnd)
    together: dict[Role, Amounts] = {}
    for role in ROLES:
        cash = vnd[role, "paid"].copy()
        for month, month_index in cube.month_index.items():
            if month.month == 1 and month.plus(1) in cube.month_index:
                cash[moved, month_index] += cash[moved, month_index + 1]
                cash[moved, month_index + 1] = 0
        together[role] = cash - vnd[role, "paid"]
        vnd[role, "paid"] = cash
    return replace(cube, vnd=vnd, together=together)


ENGINE_VERSION = "5.0"

"""Lines whose months follow from other lines or from occasions: levelling up, gifts, convalescence, the management fee.

Belongs here: rows of money by month. Amounts a user has not given leave their line out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from models.money import divide_half_up, rounded
from models.periods import Month
from models.policy.areas.line_rows import LineRow
from models.policy.areas.merit_lines import (
    CONVALESCENCE_CENTRE,
    CONVALESCENCE_HOME,
    CURRENT_GIFT_AMOUNTS,
    FEE,
    GIFTS,
    Gift,
)
from models.policy.areas.protection_lines import NEIGHBOURS
from models.policy.cube import Cube
from models.policy.engine import merit_measures, protection_measures
from models.policy.engine.norm_change import NormChange
from models.policy.engine.payment_path import PaymentPath, payment_path
from models.policy.law.horizon import PENSION_ERA
from models.policy.law.law import DatedValue, Law
from models.policy.levers.levers import UNSET
from models.policy.levers.scenario import Scenario
from models.policy.roles import ROLES, VIEWS, Amounts, Role, View
from models.policy.schemes import (
    CONVALESCENCE,
    GIFTS_CENTRAL,
    GIFTS_PROVINCE,
    LEVELLING,
    MANAGEMENT,
    MERIT,
    MERIT_NORM,
    PROTECTION_NORM,
    Scheme,
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
    """All lines of the areas whose norms have a path and a change, where they have what they need; `known` is the law of
    the scenario's day."""
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
    """The same people before and after: the scenario moves amounts alone."""
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
    change = protection_measures.norm_change(scenario)
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
    start = merit_measures.norm_change(scenario).applies_from
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
    """Cases of a year, a twelfth of them a month, at a multiple of the norm; lists pay what they knew, back-pay later."""
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
            ("baseline", "entitled"): due[:half], ("scenario", "entitled"): due[half:],
            ("baseline", "paid"): cash[:half], ("scenario", "paid"): cash[half:],
        }  # fmt: skip
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

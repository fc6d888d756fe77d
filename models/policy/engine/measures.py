"""Lever values of protection and merit as measures that the engine applies to cells."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from models.money import PPM, divide_half_up, share_out
from models.periods import Month
from models.policy.areas import protection as groups
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
    Extra,
)
from models.policy.engine import merit_measures
from models.policy.engine.baseline import Baseline, Block
from models.policy.engine.norm_change import NormChange, first_paid
from models.policy.law.calendar import HORIZON
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET
from models.policy.levers.scenario import Scenario
from models.policy.schemes import (
    CARERS,
    CENTRE,
    EMERGENCY,
    FUNERAL,
    MERIT,
    PROTECTION,
    PROTECTION_NORM,
    RECONCILIATION,
    Scheme,
)


def norm_change(scenario: Scenario, law: Law | None = None) -> NormChange:
    """The scenario's change of the protection norm. `law` (all parameters) finds the decree with exactly this norm;
    the month of its first list is then the default month of payment."""
    applies = Month.parse(str(scenario.value(APPLIES_FROM)))
    value = scenario.number(NORM)
    phases, _, gap = str(scenario.value(PHASES)).partition("x")
    stops = scenario.value(STOPS_AFTER)
    return NormChange(
        value=value,
        provincial=scenario.value(PROVINCIAL) == 1,
        applies_from=applies,
        first_paid=first_paid(scenario.value(FIRST_PAID), law, PROTECTION_NORM, value, applies),
        people_ppm=PPM + 10_000 * scenario.number(PEOPLE),
        growth_ppm=1_000 * scenario.number(GROWTH),
        stops_after=None if stops == UNSET else Month.parse(str(stops)),
        phases=int(phases),
        phase_gap=int(gap or 0),
        indexed_percent=scenario.number(INDEXED),
        staged=bool(coefficients(scenario)) or bool(protection_measures_extras(scenario, {})),
    )


def supplement_change(scenario: Scenario, law: Law | None = None) -> NormChange:
    """The province's supplement to the social pension, in the same months."""
    norm = norm_change(scenario, law)
    return NormChange(
        scenario.number(PENSION_SUPPLEMENT),
        True,
        norm.applies_from,
        norm.first_paid,
        mode="supplement",
        stops_after=norm.stops_after,
        staged=bool(pension_extras(scenario)),
    )


def coefficients(scenario: Scenario) -> dict[str, int]:
    """Groups whose coefficient is set, in halves."""
    return scenario.filled(groups.COEFFICIENTS)


def protection_measures_extras(scenario: Scenario, halves: dict[str, int]) -> tuple[Extra, ...]:
    """People added to or taken from the community allowance; `halves` are the law's coefficients by group."""
    changed = coefficients(scenario)
    made = []
    for code, units in scenario.filled(groups.PEOPLE_OF).items():
        by_law = halves.get(code, 0)
        made.append(Extra(code, units, changed.get(code, by_law), by_law))
    new = scenario.number(groups.WIDENED_COEFFICIENT)
    made += [Extra(code, units, new, new) for code, units in scenario.filled(groups.WIDENED).items()]
    if scenario.value(groups.LOWER_AGE) == 1:
        units = scenario.number(groups.AGED_75[level(scenario)])
        if units:
            made.append(Extra(groups.LOWERED_AGE, units, new, new, until_pension=True))
    return tuple(made)


def pension_extras(scenario: Scenario) -> int:
    """People of 70 to under 75 that a lower pension age adds: those without a pension less the poor who have it
    already."""
    if scenario.value(groups.PENSION_70) != 1:
        return 0
    return max(0, scenario.number(groups.AGED_70[level(scenario)]) - scenario.number(groups.AGED_70_POOR))


def level(scenario: Scenario) -> str:
    """Which of the three assumed numbers is used: low, central or high."""
    return str(scenario.value(groups.ASSUMPTION_LEVEL))


EXTENSION = {CENTRE: EXTENDED_CENTRE, CARERS: EXTENDED_CARERS, FUNERAL: EXTENDED_FUNERAL, EMERGENCY: EXTENDED_EMERGENCY}
"""Lines the province's resolution may extend its norm to (NĐ 20/2021, khoản 2 Điều 4)."""


@dataclass(frozen=True, eq=False)
class MeasuredBlock:
    """`new_halves` are the cells' coefficients once the scenario is paid (None = the law's); `extras` rows stand in the
    province between the cells and the reconciliation rows."""

    block: Block
    new_halves: npt.NDArray[np.int64] | None
    extras: tuple[Extra, ...]
    province_id: int

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


def measured(block: Block, baseline: Baseline, scenario: Scenario, change: NormChange) -> MeasuredBlock:
    """The block with the scenario's measures applied; `change` is the change of the block's norm."""
    if block.scheme == PROTECTION:
        changed = coefficients(scenario)
        halves = None
        if changed:
            listed = zip(block.groups, block.half_coefficients.tolist(), strict=True)
            halves = np.array([changed.get(group, half) for group, half in listed], dtype=np.int64)
        extras = protection_measures_extras(scenario, dict(baseline.half_coefficients))
        return MeasuredBlock(block, halves, clipped(extras, block, change), baseline.province_id)
    if block.scheme == MERIT:
        extras = merit_measures.extras(scenario)
        return MeasuredBlock(block, None, clipped(extras, block, change), baseline.province_id)
    if block.scheme == CENTRE:
        block = _with_small_children(block, baseline, scenario)
    return MeasuredBlock(extended(block, scenario), None, (), baseline.province_id)


def clipped(extras: tuple[Extra, ...], block: Block, change: NormChange) -> tuple[Extra, ...]:
    """Extras limited so that no more people are taken from a group than it has in its smallest month, whatever its
    split over areas. Where units are not persons, persons follow the group's own proportion."""
    if not extras:
        return extras
    months = (change.applies_from.index, HORIZON[-1].index)
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

"""What an answer rests on: the weakest quality among what moves it, and the assumptions behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from models.money import rounded
from models.periods import Month
from models.policy.answers.uncertainty import Uncertain
from models.policy.areas import merit, protection
from models.policy.areas.protection import Extra
from models.policy.cube import ROLES, Amounts, Cube
from models.policy.engine.baseline import Baseline, Block
from models.policy.engine.measures import clipped, coefficients
from models.policy.engine.projection import norm_changes, project_cube
from models.policy.law.law import Law
from models.policy.levers.levers import Scenario
from models.policy.schemes import MERIT, OVER_80, PROTECTION, RECONCILIATION, SOCIAL_PENSION_AMOUNT, Scheme
from models.wording.words import N_

Quality = Literal["reported", "uploaded", "derived", "entered", "assumed"]
ORDER: tuple[Quality, ...] = get_args(Quality)
"""The weakest last; `entered` = typed by whoever asks. An illustrative split by district moves no sum of the
province: the tables that show one say so themselves."""
REACH_PERCENT = 20
"""By how much each assumed group may be off, as the source of its rows says."""
MATTERS_VND = 10_000
"""A month's sum that differs by less differs by the rounding of its cells."""
NAMES = protection.GROUP_LABELS | merit.MERIT_LABELS
LOWERED_AGE, LOWERED_TO_70 = N_("Số người 75 - dưới 80 tuổi được thêm"), N_("Số người 70 - dưới 75 tuổi được thêm")


@dataclass(frozen=True)
class Standing:
    """`groups` of the assumed mix that move the answer, each alone from its low to its high end, the widest first;
    `others` names further assumptions."""

    quality: Quality
    groups: tuple[Uncertain, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def assumptions(self) -> tuple[str, ...]:
        """Their names."""
        return (*(group.name for group in self.groups), *self.others)

    @property
    def is_assumed(self) -> bool:
        return self.quality == "assumed"


def standing(baseline: Baseline, law: Law, scenario: Scenario, scheme: Scheme, cube: Cube, month: Month) -> Standing:
    """Of the scheme's sums in the whole cube; ends are of the increase in `month`. A norm that all of the bill follows
    rests on the total alone: each group is tried at both ends, and named where any month's sum moves."""
    block = baseline.block(scheme)
    suspects = _suspects(block, scenario, law, cube.months[-1])
    tried = [_alone(baseline, law, scenario, block, group, cube, month) for group in suspects]
    groups = tuple(sorted((one for one in tried if one), key=lambda one: (-one.width, one.name)))
    lowered = (cube.schemes == scheme.code) & (cube.groups == protection.LOWERED_AGE)
    others = (LOWERED_AGE,) if cube.vnd["scenario", "entitled"][lowered].any() else ()
    if groups or others:
        return Standing("assumed", groups, others)
    if block.areas_without_a_sum:
        return Standing("derived")
    return Standing("uploaded" if block.uploaded else "reported")


def _suspects(block: Block, scenario: Scenario, law: Law, last: Month) -> list[str]:
    """Assumed groups whose size may move the answer: those with a coefficient of their own, those that may have fewer
    people than are taken off, those of 80 where the social pension pays them, and all where no sum of an area is
    known. `last` is the last month looked at."""
    listed = zip(block.area_ids.tolist(), block.groups, block.units.tolist(), strict=True)
    counted = sorted({group for area, group, units in listed if units and area in block.assumed_areas})
    if block.priced_by_the_mix:
        return counted
    change = norm_changes(block.scheme.norm, scenario, law)
    levers = merit.MERIT_PEOPLE if block.scheme == MERIT else protection.PEOPLE_OF
    asked = [Extra(group, units, 0, 0) for group, units in scenario.filled(levers).items() if units < 0]
    moved = {
        extra.group
        for extra in asked
        if clipped((extra,), resized(block, extra.group, 100 - REACH_PERCENT), change, last)[0].units != extra.units
    }
    if block.scheme == PROTECTION:
        moved |= set(coefficients(scenario))
        if law.known_on(scenario.law_as_of).has(SOCIAL_PENSION_AMOUNT):
            moved.add(OVER_80)
    return [group for group in counted if group in moved]


def _alone(
    baseline: Baseline, law: Law, scenario: Scenario, block: Block, group: str, cube: Cube, month: Month
) -> Uncertain | None:
    """The increase with the group alone at its ends; None where no month's sum moves."""
    code, ends, sizes, moves = block.scheme.code, [], [], False
    for percent in (100 - REACH_PERCENT, 100 + REACH_PERCENT):
        other = resized(block, group, percent)
        own = Baseline((other,), baseline.half_coefficients, baseline.province_id)
        moved = project_cube(own, law, scenario, cube.months)
        sums = zip(_sums(cube, code), _sums(moved, code), strict=True)
        moves = moves or any(int(np.abs(there - here).max()) >= MATTERS_VND for here, there in sums)
        before, after = moved.bills(code, month)
        ends.append(after - before)
        if not moves:  # fewer people are what clips; more of them move nothing that fewer do not
            return None
        sizes.append(int(other.people[np.array(other.groups) == group].sum()))
    return Uncertain("group", NAMES.get(group, group), N_("người"), sizes[0], sizes[1], *ends) if moves else None


def _sums(cube: Cube, code: str) -> tuple[Amounts, ...]:
    """Both roles by month of entitlement, and the increase by month of payment."""
    before, after = (cube.total(role, "paid", code) for role in ROLES)
    return (*(cube.total(role, "entitled", code) for role in ROLES), after - before)


def resized(block: Block, group: str, percent: int) -> Block:
    """The block with the assumed part of a group at so many percent. Sums of areas stay: what the group is more, the
    others are less, as people of no group at the law's own rate, whom every lever but the group's own moves alike."""
    here = (np.array(block.groups) == group) & np.isin(block.area_ids, list(block.assumed_areas))
    people, units = (np.where(here, rounded(counts * percent, 100), counts) for counts in (block.people, block.units))
    other = replace(block, people=people, units=units)
    if block.published is not None:  # a person's rate is the group's own: the rest of the sum gives way
        less = block.modelled - other.modelled
        summed = block.reconciliation_area_ids.tolist()
        rows = [int((less if block.illustrative_areas else less[block.area_ids == area]).sum()) for area in summed]
        return replace(other, reconciliation=block.reconciliation + np.array(rows, dtype=np.int64))
    here &= ~np.isin(block.area_ids, list(block.areas_without_a_sum))
    rest = (block.people - people)[here], (block.units - units)[here] * block.half_coefficients[here]
    return replace(
        other,
        area_ids=np.concatenate([block.area_ids, block.area_ids[here]]),
        groups=(*block.groups, *[RECONCILIATION] * len(rest[0])),
        people=np.concatenate([people, rest[0]]),
        units=np.concatenate([units, rest[1]]),
        half_coefficients=np.concatenate([block.half_coefficients, np.ones(len(rest[0]), dtype=np.int64)]),
        follows_province=np.concatenate([block.follows_province, block.follows_province[here]]),
    )

"""Lines whose headcount the user gives, because no report has it: as blocks in the whole province, in both roles.

Belongs here: from levers to blocks. Coefficients are the law's rows; a line without headcount has no block.
"""

from __future__ import annotations

import numpy as np

from models.policy.areas.health_card import CONTRIBUTION
from models.policy.areas.protection_groups import Extra
from models.policy.areas.protection_lines import (
    CARDS,
    CARERS_PEOPLE,
    DISASTER_DEATHS,
    FUNERALS,
    FUNERALS_CENTRE,
    INJURED,
    PENSIONERS,
)
from models.policy.engine import protection_measures as measures
from models.policy.engine.baseline import Baseline, Block
from models.policy.engine.measures import MeasuredBlock, clipped, extended
from models.policy.engine.norm_change import NormChange
from models.policy.law.law import Law
from models.policy.levers.levers import Lever
from models.policy.levers.scenario import Scenario
from models.policy.schemes import CARERS, EMERGENCY, FUNERAL, HEALTH_CARDS, PROTECTION, SOCIAL_PENSION, Scheme

LINES: tuple[tuple[Scheme, dict[str, Lever], int], ...] = (
    (CARERS, CARERS_PEOPLE, 1),
    (FUNERAL, {"funeral": FUNERALS, "funeral_centre": FUNERALS_CENTRE}, 12),
    (EMERGENCY, {"emergency_injured": INJURED, "emergency_death": DISASTER_DEATHS}, 12),
)
"""Scheme, its groups' levers, and months the count is spread over: cases of a year cost a twelfth a month."""
CARD_HALVES, CARD_PER = 2 * CONTRIBUTION, 1_000
"""Of a thousand of the base salary, kept in halves like every coefficient."""
PENSION_GROUP, PENSION_70_GROUP = "pension_75", "pension_70"


def assumed_blocks(baseline: Baseline, scenario: Scenario, known: Law, change: NormChange) -> list[MeasuredBlock]:
    """One block for each line that has a headcount, where the law known has the norm it is paid by. `change` is that of the
    protection norm."""
    if all(block.scheme.policy_area != PROTECTION.policy_area for block in baseline.blocks):
        return []
    blocks = []
    for scheme, levers, per in LINES:
        counts = {g: n for g, n in scenario.filled(levers).items() if g in baseline.half_coefficients}
        if counts:
            halves = {group: baseline.half_coefficients[group] for group in counts}
            block = extended(_block(baseline, scheme, counts, halves, per), scenario)
            blocks.append(MeasuredBlock(block, None, (), baseline.province_id))
    if scenario.value(CARDS) == 1 and known.has(HEALTH_CARDS.norm):
        people = int(baseline.block(PROTECTION).people.sum())
        block = _block(baseline, HEALTH_CARDS, {"health_card": people}, {"health_card": CARD_HALVES}, CARD_PER)
        # Whoever a scenario adds to the allowance has a card as well; who is taken off loses it.
        added_cards = tuple(
            Extra("health_card", extra.persons, CARD_HALVES, CARD_HALVES, extra.until_pension)
            for extra in clipped(measures.extras(scenario, {}), baseline.block(PROTECTION), change)
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
        illustrative_groups=False,
        illustrative_areas=False,
        per=per,
    )

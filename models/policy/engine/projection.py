"""The projection: cells x law x scenario, month by month, in whole đồng.

Belongs here: which blocks stand beside each other in one cube (cube.py). Does not: a block's arithmetic (block_cost.py),
how the baseline came about (baseline.py) or what is said about the result (headline.py). The same code
serves 6 districts and 705; a person-level run in the tests is its oracle.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from models.periods import Month
from models.policy.areas.line_rows import with_lines
from models.policy.areas.merit import PAID_TOGETHER as MERIT_PAID_TOGETHER
from models.policy.areas.protection import PAID_TOGETHER
from models.policy.areas.support_areas import AREAS
from models.policy.areas.support_rows import support_rows
from models.policy.cube import Cube
from models.policy.engine import merit_measures, protection_measures
from models.policy.engine.assumed_lines import assumed_blocks
from models.policy.engine.baseline import Baseline
from models.policy.engine.block_cost import project_block
from models.policy.engine.direct_lines import direct_lines
from models.policy.engine.measures import MeasuredBlock, measured
from models.policy.engine.norm_change import NormChange
from models.policy.engine.payment_path import PaymentPath, payment_path
from models.policy.law.law import Law
from models.policy.levers.scenario import Scenario
from models.policy.roles import ROLES, Amounts, Role
from models.policy.schemes import BASE_SALARY, MERIT_NORM, PROTECTION_NORM, SCHEMES, SOCIAL_PENSION_AMOUNT


def project_cube(baseline: Baseline, law: Law, scenario: Scenario, months: tuple[Month, ...]) -> Cube:
    """Both roles of every cell and month, and of every support line the scenario has what it needs for. `law` holds all parameters; what is known of it follows `scenario.law_as_of`.
    Raises UnknownParameterError where no norm is known for a month."""
    known = law.known_on(scenario.law_as_of)
    blocks = [
        measured(block, baseline, scenario, norm_changes(block.scheme.norm, scenario, law)) for block in baseline.blocks
    ]
    blocks += assumed_blocks(baseline, scenario, known, norm_changes(PROTECTION_NORM, scenario, law))
    changes = {norm: norm_changes(norm, scenario, law) for norm in sorted({each.block.scheme.norm for each in blocks})}
    paths = {norm: _path(known, norm, change, months) for norm, change in changes.items()}
    cells = [
        project_block(each, paths[each.block.scheme.norm], changes[each.block.scheme.norm].indexed_percent)
        for each in blocks
    ]
    cube = _cube(blocks, cells, months)
    lines = direct_lines(scenario, cube, paths, changes, known) + support_rows(AREAS, scenario, known, months)
    return _paid_together(with_lines(cube, lines, baseline.province_id), scenario)


def norm_changes(norm: str, scenario: Scenario, law: Law) -> NormChange:
    """What the scenario does to one of the norms schemes are paid by; worked out once for a scenario and a law."""
    known = scenario.derived.get(norm)
    if known is None or known[0] is not law:
        known = scenario.derived[norm] = (law, _norm_change(norm, scenario, law))
    change: NormChange = known[1]
    return change


def norms_in(norm: str, scenario: Scenario, law: Law, month: Month) -> tuple[int, int]:
    """The norm by the law known on the scenario's day, and the one in force under the scenario, for entitlement in a month.
    Raises UnknownParameterError where the law has none for the month or for the scenario's start."""
    change, known = norm_changes(norm, scenario, law), law.known_on(scenario.law_as_of)
    national = known.applying_in(norm, month).value
    return national, change.in_force(national, known.applying_in(norm, change.applies_from).value, month)


def _norm_change(norm: str, scenario: Scenario, law: Law) -> NormChange:
    if norm == MERIT_NORM:
        return merit_measures.norm_change(scenario, law)
    if norm == SOCIAL_PENSION_AMOUNT:
        return protection_measures.supplement_change(scenario, law)
    change = protection_measures.norm_change(scenario, law)
    return change if norm == PROTECTION_NORM else change.for_people_only()


def project(baseline: Baseline, parameters: Law, scenario: Scenario, months: tuple[Month, ...]) -> pl.DataFrame:
    """The projection in long form, schema models.frames.PROJECTION (design contract)."""
    return project_cube(baseline, parameters, scenario, months).to_frame()


def _path(known: Law, norm: str, change: NormChange, months: tuple[Month, ...]) -> PaymentPath:
    later = norm in (SOCIAL_PENSION_AMOUNT, BASE_SALARY)
    key = (norm, months[0], len(months))
    if key not in known.derived:
        known.derived[key] = payment_path(known, norm, None, months, may_start_later=later)
    current: PaymentPath = known.derived[key]
    return current.beside(payment_path(known, norm, change, months, may_start_later=later))


def _cube(
    blocks: list[MeasuredBlock], cells: list[tuple[Amounts, Amounts, Amounts]], months: tuple[Month, ...]
) -> Cube:
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
        for month, place in cube.places.items():
            if month.month == 1 and month.plus(1) in cube.places:
                cash[moved, place] += cash[moved, place + 1]
                cash[moved, place + 1] = 0
        together[role] = cash - vnd[role, "paid"]
        vnd[role, "paid"] = cash
    return Cube(cube.months, cube.area_ids, cube.schemes, cube.groups, cube.people, vnd, together)

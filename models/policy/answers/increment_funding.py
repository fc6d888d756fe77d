"""Who pays what a scenario adds: the plan of sources for the increase of one scheme's month.

Belongs here: how much of an increase the province decides by itself, from the cube. The rule of sources is funding.py.
"""

from __future__ import annotations

import numpy as np

from models.money import scaled
from models.periods import Month
from models.policy.answers.funding import FundingPlan, funding_plan
from models.policy.areas import protection
from models.policy.areas.protection_groups import EXTRA_LABELS
from models.policy.cube import Cube
from models.policy.engine.measures import follows_province
from models.policy.engine.projection import norm_changes, norms_in
from models.policy.law.law import Law
from models.policy.levers.scenario import Scenario
from models.policy.schemes import Scheme


def increment_plan(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario, month: Month) -> FundingPlan:
    """Sources of the scheme's increase in `month`, theo tháng hưởng."""
    place = cube.places[month]
    after, before = (int(cube.total(role, "entitled", scheme.code)[place]) for role in ("scenario", "baseline"))
    levers = protection.FUNDING if scheme.policy_area == "protection" else None
    alone = _local_alone(cube, scheme, law, scenario, place)
    return funding_plan(scheme, after - before, alone, month, scenario, levers)


def _local_alone(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario, place: int) -> int:
    """What the norm in force costs above the national one, and the groups the province adds at the national one."""
    if scheme.payer == "NSTW" or not follows_province(scheme, scenario):
        return 0
    change, month = norm_changes(scheme.norm, scenario, law), cube.months[place]
    national, local = norms_in(scheme.norm, scenario, law, month)
    mine = cube.schemes == scheme.code
    bills = cube.vnd["scenario", "entitled"][mine, place]
    at_national = bills
    if change.provincial and local > national:
        indexed = change.indexed_percent
        paid = national * (100 - indexed) + local * indexed
        at_national = scaled(bills, np.array(100 * national), paid)
    added = np.isin(cube.groups[mine], list(EXTRA_LABELS))
    return int((bills - at_national).sum() + at_national[added].sum())

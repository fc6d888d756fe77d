"""The monthly bill of today: what each programme pays, to how many, from which source.

Belongs here: the first screen's lines. Central money for merit is delegated and never summed into the province's budget;
the total is cash through the department's hands, told apart by source.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from models.periods import Month
from models.policy.engine.baseline import Baseline
from models.policy.engine.caseload import (
    AreaTotal,
    groups_by_area,
    newest_complete_month,
    province_total,
    reference_mix,
)
from models.policy.schemes import CENTRE, MERIT, PROTECTION, Scheme


@dataclass(frozen=True)
class BillLine:
    """One programme's month: đồng, people, hedge, and whether the districts' own figures stand behind it."""

    scheme: Scheme
    vnd: int
    people: int
    qualifier: str
    uploaded: bool
    as_of: Month


def monthly_bill(
    caseload: pl.DataFrame, groups: pl.DataFrame, areas: pl.DataFrame, baseline: Baseline
) -> tuple[BillLine, ...]:
    """Merit, community allowances, care in centres, in this order. Frames CASELOAD, GROUPS and AREAS."""
    return (_merit(caseload, groups, areas), *(_from_block(baseline, scheme) for scheme in (PROTECTION, CENTRE)))


def _merit(caseload: pl.DataFrame, groups: pl.DataFrame, areas: pl.DataFrame) -> BillLine:
    mine = caseload.filter(pl.col("scheme") == MERIT.code)
    split = groups_by_area(groups, MERIT.code)
    complete = newest_complete_month(mine, areas, reference_mix(mine, areas), split, None)
    known = [total for total in complete if total.amount_vnd is not None]
    totals: list[AreaTotal] = known if known and len(known) == len(complete) else [province_total(mine, areas, None)]
    return BillLine(
        MERIT,
        sum(total.amount_vnd or 0 for total in totals),
        sum(total.people for total in totals),
        totals[0].qualifier,
        totals is known,
        totals[0].month,
    )


def _from_block(baseline: Baseline, scheme: Scheme) -> BillLine:
    block = baseline.block(scheme)
    return BillLine(scheme, block.base_vnd, int(block.people.sum()), block.qualifier, block.uploaded, block.as_of)

"""The monthly bill of the baseline, whole and by area."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from models.money import share_out
from models.periods import Month
from models.policy.engine.baseline import SMALL_CELL, Baseline
from models.policy.engine.caseload import (
    AreaTotal,
    any_district,
    groups_by_area,
    in_vintage,
    newest_complete_month,
    province_total,
    reference_mix,
    sent_totals,
)
from models.policy.schemes import CENTRE, MERIT, PROTECTION, Scheme


@dataclass(frozen=True)
class DistrictFigure:
    """`people` and `amount_vnd` None = no figure; `small` = fewer people than may be shown."""

    area_id: int
    code: str
    name: str
    kind: str
    people: int | None
    amount_vnd: int | None
    illustrative: bool

    @property
    def small(self) -> bool:
        return self.people is not None and 0 < self.people < SMALL_CELL


@dataclass(frozen=True)
class DistrictTable:
    """All districts of the month's vintage by code; `uploaded` = at least one has sent its total."""

    month: Month
    rows: tuple[DistrictFigure, ...]
    uploaded: bool

    @property
    def illustrative(self) -> bool:
        return any(row.illustrative for row in self.rows)

    @property
    def sent(self) -> int:
        return sum(row.people is not None and not row.illustrative for row in self.rows)


def by_district(
    scheme: Scheme, caseload: pl.DataFrame, groups: pl.DataFrame, areas: pl.DataFrame, *, demo: bool
) -> DistrictTable:
    """From frames CASELOAD, GROUPS and AREAS (all vintages). The newest month in which any district sent its total;
    without one, the province's total split by population if `demo`, else no figures."""
    own = caseload.filter(pl.col("scheme") == scheme.code)
    sent = sent_totals(own, areas, groups_by_area(groups, scheme.code))
    province = province_total(own, areas, None)
    month = next(iter(sent.values())).month if sent else province.month
    districts = in_vintage(areas, month).filter(pl.col("level") == "district").sort("code")
    weights = districts["population"].fill_null(0).to_list()
    split = demo and not any_district(own, areas)
    people = share_out(province.people, weights) if split else [None] * len(weights)
    amounts = (
        share_out(province.amount_vnd, weights) if split and province.amount_vnd is not None else [None] * len(weights)
    )
    rows = []
    for index, district in enumerate(districts.iter_rows(named=True)):
        total = sent.get(district["area_id"])
        rows.append(
            DistrictFigure(
                district["area_id"],
                district["code"],
                district["name"],
                district["kind"],
                total.people if total else people[index],
                total.amount_vnd if total else amounts[index],
                split,
            )
        )
    return DistrictTable(month, tuple(rows), bool(sent))


@dataclass(frozen=True)
class BillLine:
    """One programme's month: đồng, people, the report's hedge, and whether the figures are the districts' own."""

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
    rows = caseload.filter(pl.col("scheme") == MERIT.code)
    split = groups_by_area(groups, MERIT.code)
    complete = newest_complete_month(rows, areas, reference_mix(rows, areas), split, None)
    known = [total for total in complete if total.amount_vnd is not None]
    totals: list[AreaTotal] = known if known and len(known) == len(complete) else [province_total(rows, areas, None)]
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

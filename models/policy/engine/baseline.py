"""The baseline: what is paid today, built by rule from what the province reported or its districts sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from models.money import rounded, share_out
from models.periods import Month
from models.policy.engine.caseload import (
    AreaTotal,
    Mix,
    any_district,
    groups_by_area,
    in_vintage,
    newest_complete_month,
    province_total,
    reference_mix,
    units_for,
)
from models.policy.law.law import Law
from models.policy.law.published import PublishedAmounts
from models.policy.schemes import CENTRE, MERIT, MERIT_NORM, PROTECTION, RECONCILIATION, Scheme

SMALL_CELL = 5
"""Fewer people than this are never shown, and never invented, for a single area."""


@dataclass(frozen=True, eq=False)
class Block:
    """One scheme's cells as parallel arrays, and its reconciliation rows: total minus model at `base_norm`, by area.

    A cell's month is units x half_coefficients x norm : (2 x per); `per` is 12 for cases counted by the year. With
    `published` the amounts are a decree's tables by norm instead, and `half_coefficients` say nothing."""

    scheme: Scheme
    as_of: Month
    base_norm: int
    area_ids: npt.NDArray[np.int64]
    groups: tuple[str, ...]
    people: npt.NDArray[np.int64]
    units: npt.NDArray[np.int64]
    half_coefficients: npt.NDArray[np.int64]
    follows_province: npt.NDArray[np.bool_]
    reconciliation_area_ids: npt.NDArray[np.int64]
    reconciliation: npt.NDArray[np.int64]
    qualifier: str
    uploaded: bool
    illustrative_groups: bool
    illustrative_areas: bool
    published: PublishedAmounts | None = None
    per: int = 1

    @property
    def base_vnd(self) -> int:
        """The month's bill as reported or sent: the cells at the norm of the time and the reconciliation rows."""
        return int(self.modelled.sum() + self.reconciliation.sum())

    @cached_property
    def modelled(self) -> npt.NDArray[np.int64]:
        """The cells' month at the norm of the figures' time, half up."""
        return modelled_at(self.base_norm, self.groups, self.units, self.half_coefficients, self.published, self.per)

    @cached_property
    def group_indices(self) -> npt.NDArray[np.int64]:
        """Index of each cell's group in the published tables."""
        assert self.published is not None
        order = {group: index for index, group in enumerate(self.published.groups)}
        return np.array([order[group] for group in self.groups], dtype=np.int64)

    @cached_property
    def all_area_ids(self) -> npt.NDArray[np.int64]:
        return np.concatenate([self.area_ids, self.reconciliation_area_ids])

    @cached_property
    def all_groups(self) -> npt.NDArray[np.str_]:
        return np.array([*self.groups, *[RECONCILIATION] * len(self.reconciliation)], dtype=np.str_)

    @cached_property
    def all_schemes(self) -> npt.NDArray[np.str_]:
        return np.array([self.scheme.code] * len(self.all_area_ids), dtype=np.str_)


@dataclass(frozen=True, eq=False)
class Baseline:
    """The blocks of all schemes that the engine projects; `half_coefficients` are the law's, by group of every
    scheme."""

    blocks: tuple[Block, ...]
    half_coefficients: Mapping[str, int] = field(default_factory=dict)
    province_id: int = 0

    def of_area(self, policy_area: str) -> Baseline:
        """The blocks of one policy area: a page projects only the schemes it shows."""
        kept = tuple(block for block in self.blocks if block.scheme.policy_area == policy_area)
        return Baseline(kept, self.half_coefficients, self.province_id)

    def block(self, scheme: Scheme) -> Block:
        """The scheme's block; KeyError when it has none."""
        for block in self.blocks:
            if block.scheme is scheme or block.scheme.code == scheme.code:
                return block
        raise KeyError(scheme.code)


def build_baseline(
    caseload: pl.DataFrame,
    groups: pl.DataFrame,
    areas: pl.DataFrame,
    law: Law,
    amounts: pl.DataFrame,
    *,
    demo: bool,
    month: Month | None = None,
) -> Baseline:
    """From frames CASELOAD (monthly rows only), GROUPS, AREAS (all vintages) and published amounts. `demo` allows the
    illustrative split of a province total over districts by population; it never touches a scheme whose districts have
    sent figures. A scheme without any row has no block."""
    known = set(caseload["scheme"].to_list())
    schemes = [scheme for scheme in (PROTECTION, CENTRE, MERIT) if scheme.code in known]
    halves = groups.filter(pl.col("half_coefficient").is_not_null()).select("group", "half_coefficient")
    return Baseline(
        tuple(_block(s, caseload, groups, areas, law=law, amounts=amounts, demo=demo, month=month) for s in schemes),
        dict(halves.iter_rows()),
        int(areas.filter(pl.col("level") == "province")["area_id"][0]),
    )


def _block(
    scheme: Scheme,
    caseload: pl.DataFrame,
    groups: pl.DataFrame,
    areas: pl.DataFrame,
    *,
    law: Law,
    amounts: pl.DataFrame,
    demo: bool,
    month: Month | None,
) -> Block:
    rows = caseload.filter(pl.col("scheme") == scheme.code)
    rules = {row["group"]: row for row in groups.filter(pl.col("scheme") == scheme.code).iter_rows(named=True)}
    reference = reference_mix(rows, areas)
    complete = newest_complete_month(rows, areas, reference, groups_by_area(groups, scheme.code), month)
    totals = complete if complete else [province_total(rows, areas, month)]
    cells = [cell for total in totals for cell in _cells(total, total.mix or reference)]
    split = demo and not complete and not any_district(rows, areas)
    if split:
        cells = [
            part
            for cell in cells
            for part in _split(cell, bool(rules[cell[1]]["split_by_area"]), in_vintage(areas, totals[0].month))
        ]
    published = None
    if scheme.norm == MERIT_NORM:
        published = PublishedAmounts.of(amounts, scheme.code, scheme.norm, law, list(rules))
    halves = np.array([rules[group]["half_coefficient"] or 0 for _, group, _, _ in cells], dtype=np.int64)
    units = np.array([cell[3] for cell in cells], dtype=np.int64)
    area_ids = np.array([cell[0] for cell in cells], dtype=np.int64)
    base_norm = law.visible(scheme.norm, totals[0].month, totals[0].month).value
    modelled = modelled_at(base_norm, tuple(cell[1] for cell in cells), units, halves, published, 1)
    rest = [
        (total.area_id, total.amount_vnd - int(modelled.sum() if split else modelled[area_ids == total.area_id].sum()))
        for total in totals
        if total.amount_vnd is not None
    ]
    return Block(
        scheme=scheme,
        as_of=totals[0].month,
        base_norm=base_norm,
        area_ids=area_ids,
        groups=tuple(cell[1] for cell in cells),
        people=np.array([cell[2] for cell in cells], dtype=np.int64),
        units=units,
        half_coefficients=halves,
        follows_province=np.array(
            [rules[cell[1]]["norm_basis"] == "provincial_if_higher" for cell in cells], dtype=np.bool_
        ),
        reconciliation_area_ids=np.array([area for area, _ in rest], dtype=np.int64),
        reconciliation=np.array([amount for _, amount in rest], dtype=np.int64),
        qualifier=totals[0].qualifier,
        uploaded=bool(complete),
        illustrative_groups=any(total.mix is None for total in totals) and reference.illustrative,
        illustrative_areas=split,
        published=published,
    )


def modelled_at(
    norm: int,
    groups: tuple[str, ...],
    units: npt.NDArray[np.int64],
    half_coefficients: npt.NDArray[np.int64],
    published: PublishedAmounts | None,
    per: int,
) -> npt.NDArray[np.int64]:
    """A month of every cell at a norm, in đồng, each rounded once, half up."""
    if published is None:
        return rounded(units * half_coefficients * norm, 2 * per)
    amounts, denominator = published.fraction(norm)
    order = {group: index for index, group in enumerate(published.groups)}
    return rounded(units * amounts[[order[group] for group in groups]], denominator)


Cell = tuple[int, str, int, int]
"""Area id, group code, people, units."""


def _cells(total: AreaTotal, mix: Mix) -> list[Cell]:
    people = share_out(total.people, [entry.people for entry in mix.entries])
    return [
        (total.area_id, entry.group, count, units_for(count, entry))
        for entry, count in zip(mix.entries, people, strict=True)
    ]


def _split(cell: Cell, splittable: bool, areas: pl.DataFrame) -> list[Cell]:
    """Cells split over districts by population; very small groups and cells are kept with the province ("chưa phân
    huyện")."""
    districts = areas.filter(pl.col("level") == "district").sort("code")
    weights = districts["population"].fill_null(0).to_list()
    _, group, people, units = cell
    parts = share_out(people, weights)
    if not splittable or min(parts) < SMALL_CELL:
        return [cell]
    shares = parts if units == people else share_out(units, weights)
    return [(area, group, n, u) for area, n, u in zip(districts["area_id"].to_list(), parts, shares, strict=True)]

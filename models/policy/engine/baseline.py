"""The baseline: caseload rows made complete by rule, its cells, and its monthly bill by area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from models.money import divide_half_up, rounded, share_out
from models.periods import Month
from models.policy.law.law import Law, PublishedAmounts
from models.policy.schemes import CENTRE, MERIT, MERIT_NORM, PROTECTION, RECONCILIATION, Scheme

UPLOADED, ASSUMED = "uploaded", "assumed"


class NoBaselineError(LookupError):
    """The scheme has neither a reported province total nor a complete month from the districts."""


@dataclass(frozen=True)
class MixEntry:
    """One group's weight; `units` differs from `people` where a benefit is paid per child."""

    group: str
    people: int
    units: int


@dataclass(frozen=True)
class Mix:
    entries: tuple[MixEntry, ...]
    assumed: bool


@dataclass(frozen=True)
class AreaTotal:
    """A programme's total in an area; `amount_vnd` None = only people are known, `mix` None = no group rows of its
    own."""

    area_id: int
    month: Month
    people: int
    amount_vnd: int | None
    qualifier: str
    mix: Mix | None


def in_vintage(areas: pl.DataFrame, month: Month) -> pl.DataFrame:
    """The areas that exist on the first day of the month."""
    day = month.first_day
    return areas.filter((pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day)))


def reference_mix(caseload: pl.DataFrame, areas: pl.DataFrame) -> Mix:
    """The province's newest mix by group, reported or assumed."""
    rows = caseload.filter(pl.col("area_id").is_in(ids(areas, "province").implode()) & (pl.col("group") != ""))
    rows = rows.filter(pl.col("month") == pl.col("month").max())
    if rows.is_empty():
        raise NoBaselineError("no mix by group")
    return _mix(rows)


def province_total(caseload: pl.DataFrame, areas: pl.DataFrame, month: Month | None) -> AreaTotal:
    """The newest (or the chosen month's) reported programme total of the province."""
    rows = caseload.filter(pl.col("area_id").is_in(ids(areas, "province").implode()) & (pl.col("group") == ""))
    if month is not None:
        rows = rows.filter(pl.col("month") <= str(month))
    if rows.is_empty():
        raise NoBaselineError("no province total")
    row = rows.sort("month").row(-1, named=True)
    return AreaTotal(
        row["area_id"], Month.parse(row["month"]), row["people"], row["amount_vnd"], row["qualifier"], None
    )


def newest_complete_month(
    caseload: pl.DataFrame, areas: pl.DataFrame, reference: Mix, split_groups: set[str], month: Month | None
) -> list[AreaTotal]:
    """Totals of every district in the newest month for which all have sent theirs; empty when there is none.

    A district's total is its programme row; or all its groups when it sent every group that is kept by area; or the
    sum of its communes when every one of them has a total. Commune rows are never added to their district's row."""
    uploaded = caseload.filter(pl.col("quality") == UPLOADED)
    for text in sorted(uploaded["month"].unique().to_list(), reverse=True):
        if month is not None and text != str(month):
            continue
        rows = uploaded.filter(pl.col("month") == text)
        vintage = in_vintage(areas, Month.parse(text))
        needed = _needed(reference, split_groups)
        totals = [
            _district_total(rows, vintage, district, Month.parse(text), needed) for district in ids(vintage, "district")
        ]
        if totals and all(total is not None for total in totals):
            return [total for total in totals if total is not None]
    return []


def groups_by_area(groups: pl.DataFrame, scheme: str) -> set[str]:
    """Groups of a GROUPS frame that are kept by area; tiny ones stay with the province."""
    return set(groups.filter((pl.col("scheme") == scheme) & pl.col("split_by_area"))["group"].to_list())


def sent_totals(caseload: pl.DataFrame, areas: pl.DataFrame, split_groups: set[str]) -> dict[int, AreaTotal]:
    """Totals by district in the newest month for which any district has sent one; empty when none ever did. What makes
    a total is the rule of `newest_complete_month`."""
    uploaded = caseload.filter(pl.col("quality") == UPLOADED)
    for text in sorted(uploaded["month"].unique().to_list(), reverse=True):
        rows, month = uploaded.filter(pl.col("month") == text), Month.parse(text)
        vintage = in_vintage(areas, month)
        needed = _needed(reference_mix(caseload, areas), split_groups)
        by_area = {area: _district_total(rows, vintage, area, month, needed) for area in ids(vintage, "district")}
        totals = {area: total for area, total in by_area.items() if total is not None}
        if totals:
            return totals
    return {}


def commune_totals(
    caseload: pl.DataFrame, areas: pl.DataFrame, split_groups: set[str], month: Month
) -> dict[int, AreaTotal]:
    """Totals of the communes that sent one of their own in the month."""
    rows = caseload.filter((pl.col("quality") == UPLOADED) & (pl.col("month") == str(month)))
    communes = set(ids(in_vintage(areas, month), "commune").to_list()) & set(rows["area_id"].to_list())
    if not communes:
        return {}
    needed = _needed(reference_mix(caseload, areas), split_groups)
    totals = {area: _own_total(rows, area, month, needed) for area in sorted(communes)}
    return {area: total for area, total in totals.items() if total is not None}


def any_area(caseload: pl.DataFrame, areas: pl.DataFrame) -> bool:
    """Whether any area below the province has rows; if so, no illustrative split is shown."""
    return not caseload.filter(~pl.col("area_id").is_in(ids(areas, "province").implode())).is_empty()


def _needed(reference: Mix, split_groups: set[str]) -> set[str]:
    return {entry.group for entry in reference.entries if entry.people and entry.group in split_groups}


def received_areas(caseload: pl.DataFrame, areas: pl.DataFrame, month: str) -> list[int]:
    """Districts with any uploaded row of their own or of a commune in the month, for "5/6 đơn vị đã gửi số liệu"."""
    areas = in_vintage(areas, Month.parse(month))
    sent = set(caseload.filter((pl.col("quality") == UPLOADED) & (pl.col("month") == month))["area_id"].to_list())
    parents = dict(areas.select("area_id", "parent_id").iter_rows())
    return [d for d in ids(areas, "district") if d in sent or any(parents.get(area) == d for area in sent)]


def _district_total(
    rows: pl.DataFrame, areas: pl.DataFrame, district: int, month: Month, needed: set[str]
) -> AreaTotal | None:
    communes = areas.filter((pl.col("level") == "commune") & (pl.col("parent_id") == district))["area_id"]
    from_communes = [_own_total(rows, area, month, needed) for area in communes]
    totals = [total for total in from_communes if total is not None]
    if totals and len(totals) == len(from_communes):
        amounts = [total.amount_vnd for total in totals]
        known = [amount for amount in amounts if amount is not None]
        return AreaTotal(
            district,
            month,
            sum(total.people for total in totals),
            sum(known) if len(known) == len(amounts) else None,
            "=",
            _mix_of(rows, communes.to_list()),
        )
    return _own_total(rows, district, month, needed)


def _own_total(rows: pl.DataFrame, area: int, month: Month, needed: set[str]) -> AreaTotal | None:
    own = rows.filter(pl.col("area_id") == area)
    programme = own.filter(pl.col("group") == "")
    groups = own.filter(pl.col("group") != "")
    chosen = programme if not programme.is_empty() else groups
    if programme.is_empty() and (groups.is_empty() or not needed <= set(groups["group"].to_list())):
        return None
    amount = None if chosen["amount_vnd"].null_count() else int(chosen["amount_vnd"].sum())
    return AreaTotal(area, month, int(chosen["people"].sum()), amount, "=", _mix_of(rows, [area]))


def _mix_of(rows: pl.DataFrame, area_ids: list[int]) -> Mix | None:
    groups = rows.filter(pl.col("area_id").is_in(area_ids) & (pl.col("group") != "") & (pl.col("people") > 0))
    return None if groups.is_empty() else _mix(groups)


def _mix(rows: pl.DataFrame) -> Mix:
    summed = rows.group_by("group", maintain_order=True).agg(pl.col("people").sum(), pl.col("units").sum())
    entries = tuple(MixEntry(group, people, units) for group, people, units in summed.iter_rows())
    return Mix(entries, bool((rows["quality"] == ASSUMED).any()))


def ids(areas: pl.DataFrame, level: str) -> pl.Series:
    """Area ids of one level, by code."""
    return areas.filter(pl.col("level") == level).sort("code")["area_id"]


def units_for(people: int, entry: MixEntry) -> int:
    """Units of `people` in the proportion of the mix, half up: children of single parents, otherwise the people."""
    return people if entry.units == entry.people else divide_half_up(people * entry.units, entry.people)


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
    illustrative_areas: bool
    published: PublishedAmounts | None = None
    per: int = 1
    assumed_areas: frozenset[int] = frozenset()
    """Areas whose split into groups is the assumed one."""

    @property
    def assumed_groups(self) -> bool:
        return bool(self.assumed_areas)

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
    split = demo and not complete and not any_area(rows, areas)
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
    guessed = [total.area_id for total in totals if total.mix is None] if reference.assumed else []
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
        illustrative_areas=split,
        published=published,
        assumed_areas=frozenset(area_ids.tolist() if guessed and split else guessed),
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


@dataclass(frozen=True)
class AreaRow:
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
class AreaTable:
    """All districts of the month's vintage by code; `uploaded` = at least one has sent its total."""

    month: Month
    rows: tuple[AreaRow, ...]
    uploaded: bool

    @property
    def illustrative(self) -> bool:
        return any(row.illustrative for row in self.rows)

    @property
    def sent(self) -> int:
        return sum(row.people is not None and not row.illustrative for row in self.rows)


def by_area(
    scheme: Scheme, caseload: pl.DataFrame, groups: pl.DataFrame, areas: pl.DataFrame, *, demo: bool
) -> AreaTable:
    """From frames CASELOAD, GROUPS and AREAS (all vintages). The newest month in which any district sent its total;
    without one, the province's total split by population if `demo`, else no figures."""
    own = caseload.filter(pl.col("scheme") == scheme.code)
    sent = sent_totals(own, areas, groups_by_area(groups, scheme.code))
    province = province_total(own, areas, None)
    month = next(iter(sent.values())).month if sent else province.month
    districts = in_vintage(areas, month).filter(pl.col("level") == "district").sort("code")
    weights = districts["population"].fill_null(0).to_list()
    split = demo and not any_area(own, areas)
    people = share_out(province.people, weights) if split else [None] * len(weights)
    amounts = (
        share_out(province.amount_vnd, weights) if split and province.amount_vnd is not None else [None] * len(weights)
    )
    rows = []
    for index, district in enumerate(districts.iter_rows(named=True)):
        total = sent.get(district["area_id"])
        rows.append(
            AreaRow(
                district["area_id"],
                district["code"],
                district["name"],
                district["kind"],
                total.people if total else people[index],
                total.amount_vnd if total else amounts[index],
                split,
            )
        )
    return AreaTable(month, tuple(rows), bool(sent))


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

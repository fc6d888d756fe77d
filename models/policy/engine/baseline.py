"""The baseline: caseload rows made complete by rule, its cells, and its monthly bill by area."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from models.money import divide_half_up, rounded, share_out
from models.periods import Month
from models.policy.law.calendar import PENSION_ERA
from models.policy.law.law import Law, PublishedAmounts
from models.policy.schemes import CENTRE, MERIT, MERIT_NORM, OVER_80, PENSION_80, PROTECTION, RECONCILIATION, Scheme

UPLOADED, ASSUMED = "uploaded", "assumed"


class NoBaselineError(LookupError):
    """The scheme has neither a reported province total nor a complete month from its areas."""


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


def sending_areas(areas: pl.DataFrame, month: Month) -> pl.DataFrame:
    """The areas whose totals make the province's, by code: its districts, from 7/2025 the wards and communes of its
    land. Areas of other provinces are not kept."""
    there = in_vintage(areas, month)
    districts = there.filter(pl.col("level") == "district")
    return (there.filter(pl.col("level") == "commune") if districts.is_empty() else districts).sort("code")


def reference_mix(caseload: pl.DataFrame, areas: pl.DataFrame) -> Mix:
    """The province's newest mix by group, reported or assumed. Rows sent for the province are one when they have every
    group of the mix before them (but those of the social pension)."""
    rows = caseload.filter(pl.col("area_id").is_in(ids(areas, "province").implode()) & (pl.col("group") != ""))
    own = rows.filter(pl.col("quality") != UPLOADED)
    if rows.is_empty():
        raise NoBaselineError("no mix by group")
    known = rows if own.is_empty() else own
    mix = _mix(known.filter(pl.col("month") == pl.col("month").max()))
    for text in [] if own.is_empty() else rows.filter(pl.col("quality") == UPLOADED)["month"].unique().sort().to_list():
        sent = _mix(rows.filter(pl.col("month") == text))
        if _groups(mix_in(mix, Month.parse(text), ())) <= {entry.group for entry in sent.entries}:
            mix = sent
    return mix


def mix_in(mix: Mix, month: Month, sent: Collection[str]) -> Mix:
    """The mix for areas without groups of their own in a month: from 7/2025 without those who then moved to the social
    pension, unless the group is among the `sent` ones."""
    if month < PENSION_ERA or OVER_80 in sent:
        return mix
    return replace(mix, entries=tuple(entry for entry in mix.entries if entry.group != OVER_80))


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
    """Totals of the newest month that is complete, whatever its borders: those of all areas that send in it, else the
    one sent for the whole province; empty when there is none.

    An area's total is its programme row; or all its groups when it sent every group that is kept by area (the province:
    every group); or, of a district, the sum of its communes when every one of them has a total. Commune rows are never
    added to their district's row, nor any to the province's."""
    uploaded = caseload.filter(pl.col("quality") == UPLOADED)
    for text in sorted(uploaded["month"].unique().to_list(), reverse=True):
        when = Month.parse(text)
        if month is not None and when != month:
            continue
        rows = uploaded.filter(pl.col("month") == text)
        totals = _area_totals(rows, areas, when, reference, split_groups)
        if totals and len(totals) == sending_areas(areas, when).height:
            return list(totals.values())
        groups = _groups(_mix_for(rows, reference, when))
        whole = _own_total(rows, _home(areas), when, groups, whole_mix=True)
        if whole is not None:
            return [whole]
    return []


def groups_by_area(groups: pl.DataFrame, scheme: str) -> set[str]:
    """Groups of a GROUPS frame that are kept by area; tiny ones stay with the province."""
    return set(groups.filter((pl.col("scheme") == scheme) & pl.col("split_by_area"))["group"].to_list())


def sent_totals(caseload: pl.DataFrame, areas: pl.DataFrame, split_groups: set[str]) -> dict[int, AreaTotal]:
    """Totals by area in the newest month for which any area that sends has sent one; empty when none ever did. What
    makes a total is the rule of `newest_complete_month`."""
    uploaded = caseload.filter(pl.col("quality") == UPLOADED)
    for text in sorted(uploaded["month"].unique().to_list(), reverse=True):
        rows, month = uploaded.filter(pl.col("month") == text), Month.parse(text)
        totals = _area_totals(rows, areas, month, reference_mix(caseload, areas), split_groups)
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
    needed = _groups(_mix_for(rows, reference_mix(caseload, areas), month)) & split_groups
    totals = {area: _own_total(rows, area, month, needed) for area in sorted(communes)}
    return {area: total for area, total in totals.items() if total is not None}


def any_area(caseload: pl.DataFrame, areas: pl.DataFrame, month: Month) -> bool:
    """Whether an area below the province has rows for a month with the kind of borders that `month` has (districts, or
    communes alone); if so, no illustrative split is shown on them."""
    ends = areas.filter(pl.col("level") == "district")["valid_to"]
    end = "9999" if ends.null_count() or ends.is_empty() else str(Month.of(max(ends.to_list())))
    below = ~pl.col("area_id").is_in(ids(areas, "province").implode())
    return not caseload.filter(below & ((pl.col("month") < end) == (str(month) < end))).is_empty()


def level_of(areas: pl.DataFrame, area_id: int) -> str:
    return str(areas.filter(pl.col("area_id") == area_id)["level"].item())


def _home(areas: pl.DataFrame) -> int:
    """The province the figures are about: the one before 7/2025."""
    return int(areas.filter(pl.col("level") == "province").sort("valid_from")["area_id"][0])


def _groups(mix: Mix) -> set[str]:
    return {entry.group for entry in mix.entries if entry.people}


def _mix_for(rows: pl.DataFrame, reference: Mix, month: Month) -> Mix:
    """`rows` are what was sent for the month."""
    return mix_in(reference, month, set(rows.filter(pl.col("people") > 0)["group"].to_list()))


def received_areas(caseload: pl.DataFrame, areas: pl.DataFrame, month: str) -> list[int]:
    """Areas that send in the month, with any uploaded row of their own or of a commune, for "5/6 đơn vị đã gửi số
    liệu"."""
    sent = set(caseload.filter((pl.col("quality") == UPLOADED) & (pl.col("month") == month))["area_id"].to_list())
    parents = dict(areas.select("area_id", "parent_id").iter_rows())
    above = {parents.get(area) for area in sent}
    return [area for area in sending_areas(areas, Month.parse(month))["area_id"] if area in sent | above]


def _area_totals(
    rows: pl.DataFrame, areas: pl.DataFrame, month: Month, reference: Mix, split_groups: set[str]
) -> dict[int, AreaTotal]:
    """Totals of the areas that have one, of the rows sent for the month, by code."""
    vintage, needed = in_vintage(areas, month), _groups(_mix_for(rows, reference, month)) & split_groups
    totals = {area: _area_total(rows, vintage, area, month, needed) for area in sending_areas(areas, month)["area_id"]}
    return {area: total for area, total in totals.items() if total is not None}


def _area_total(
    rows: pl.DataFrame, areas: pl.DataFrame, area_id: int, month: Month, needed: set[str]
) -> AreaTotal | None:
    communes = areas.filter((pl.col("level") == "commune") & (pl.col("parent_id") == area_id))["area_id"]
    from_communes = [_own_total(rows, area, month, needed) for area in communes]
    totals = [total for total in from_communes if total is not None]
    if totals and len(totals) == len(from_communes):
        amounts = [total.amount_vnd for total in totals]
        known = [amount for amount in amounts if amount is not None]
        return AreaTotal(
            area_id,
            month,
            sum(total.people for total in totals),
            sum(known) if len(known) == len(amounts) else None,
            "=",
            _mix_of(rows, communes.to_list()),
        )
    return _own_total(rows, area_id, month, needed)


def _own_total(
    rows: pl.DataFrame, area: int, month: Month, needed: set[str], *, whole_mix: bool = False
) -> AreaTotal | None:
    """With `whole_mix` its groups are a mix only when all that are needed are there."""
    own = rows.filter(pl.col("area_id") == area)
    programme = own.filter(pl.col("group") == "")
    groups = own.filter(pl.col("group") != "")
    chosen = programme if not programme.is_empty() else groups
    whole = not groups.is_empty() and needed <= set(groups["group"].to_list())
    if programme.is_empty() and not whole:
        return None
    amount = None if chosen["amount_vnd"].null_count() else int(chosen["amount_vnd"].sum())
    mix = _mix_of(rows, [area]) if whole or not whole_mix else None
    return AreaTotal(area, month, int(chosen["people"].sum()), amount, "=", mix)


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
    level: str = "province"
    """Of the areas whose totals the block is made of."""

    @property
    def assumed_groups(self) -> bool:
        return bool(self.assumed_areas)

    @cached_property
    def areas_without_a_sum(self) -> frozenset[int]:
        """Areas of which only people are known: their bill is worked out of the groups."""
        summed = frozenset(self.reconciliation_area_ids.tolist())
        if self.illustrative_areas and summed:
            return frozenset()
        return frozenset(self.area_ids.tolist()) - summed

    @property
    def priced_by_the_mix(self) -> bool:
        """Whether money of some area rests on its assumed split into groups."""
        return bool(self.areas_without_a_sum & self.assumed_areas)

    @cached_property
    def over_80(self) -> npt.NDArray[np.bool_] | None:
        """Cells of the group that the social pension takes over; None where there are none."""
        cells = np.array([group == OVER_80 for group in self.groups], dtype=np.bool_)
        return cells if self.scheme.code == PROTECTION.code and cells.any() else None

    @cached_property
    def pension_80(self) -> Block:
        """Those people with the social pension: a share each, at its amount. Kept, because every projection asks."""
        here = np.zeros(len(self.units), dtype=np.bool_) if self.over_80 is None else self.over_80
        count = int(here.sum())
        nothing = np.empty(0, dtype=np.int64)
        return replace(
            self,
            area_ids=self.area_ids[here],
            groups=(PENSION_80,) * count,
            people=self.people[here],
            units=self.units[here],
            half_coefficients=np.full(count, 2, dtype=np.int64),
            follows_province=np.ones(count, dtype=np.bool_),
            reconciliation_area_ids=nothing,
            reconciliation=nothing,
        )

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

    @cached_property
    def people(self) -> dict[tuple[str, str], int]:
        """People of all areas by scheme and group."""
        found: dict[tuple[str, str], int] = {}
        for block in self.blocks:
            for group, count in zip(block.groups, block.people.tolist(), strict=True):
                key = block.scheme.code, group
                found[key] = found.get(key, 0) + count
        return found

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
    illustrative split of the reported total over districts by population; it never touches a scheme whose districts
    have sent figures. A scheme without any row has no block."""
    known = set(caseload["scheme"].to_list())
    schemes = [scheme for scheme in (PROTECTION, CENTRE, MERIT) if scheme.code in known]
    halves = groups.filter(pl.col("half_coefficient").is_not_null()).select("group", "half_coefficient")
    return Baseline(
        tuple(_block(s, caseload, groups, areas, law=law, amounts=amounts, demo=demo, month=month) for s in schemes),
        dict(halves.iter_rows()),
        _home(areas),
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
    as_of = totals[0].month
    filling = _mix_for(rows.filter((pl.col("quality") == UPLOADED) & (pl.col("month") == str(as_of))), reference, as_of)
    cells = [cell for total in totals for cell in _cells(total, total.mix or filling)]
    districts = in_vintage(areas, as_of).filter(pl.col("level") == "district").sort("code")
    split = demo and not complete and not districts.is_empty() and not any_area(rows, areas, as_of)
    if split:
        cells = [part for cell in cells for part in _split(cell, bool(rules[cell[1]]["split_by_area"]), districts)]
    published = None
    if scheme.norm == MERIT_NORM:
        published = PublishedAmounts.of(amounts, scheme.code, scheme.norm, law, list(rules))
    halves = np.array([rules[group]["half_coefficient"] or 0 for _, group, _, _ in cells], dtype=np.int64)
    units = np.array([cell[3] for cell in cells], dtype=np.int64)
    area_ids = np.array([cell[0] for cell in cells], dtype=np.int64)
    base_norm = law.visible(scheme.norm, as_of, as_of).value
    modelled = modelled_at(base_norm, tuple(cell[1] for cell in cells), units, halves, published, 1)
    rest = [
        (total.area_id, total.amount_vnd - int(modelled.sum() if split else modelled[area_ids == total.area_id].sum()))
        for total in totals
        if total.amount_vnd is not None
    ]
    guessed = [total.area_id for total in totals if total.mix is None] if reference.assumed else []
    return Block(
        scheme=scheme,
        as_of=as_of,
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
        level=level_of(areas, totals[0].area_id),
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


def _split(cell: Cell, splittable: bool, districts: pl.DataFrame) -> list[Cell]:
    """Cells split over districts by population; very small groups and cells are kept with the province ("chưa phân
    huyện")."""
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
    """All areas that send in the month, by code; `uploaded` = at least one has sent its total."""

    month: Month
    rows: tuple[AreaRow, ...]
    uploaded: bool
    level: str

    @property
    def illustrative(self) -> bool:
        return any(row.illustrative for row in self.rows)

    @property
    def sent(self) -> int:
        return sum(row.people is not None and not row.illustrative for row in self.rows)


def by_population(total: int, areas: pl.DataFrame, month: Month) -> dict[int, int]:
    """The illustrative split of a total of the province, the same wherever one is shown: area that sends figures in the
    month -> its part; empty where no sizes are known."""
    listed = sending_areas(areas, month)
    weights = listed["population"].fill_null(0).to_list()
    if not any(weights):
        return {}
    return dict(zip(listed["area_id"].to_list(), share_out(total, weights), strict=True))


def by_area(
    scheme: Scheme, caseload: pl.DataFrame, groups: pl.DataFrame, areas: pl.DataFrame, *, demo: bool
) -> AreaTable:
    """From frames CASELOAD, GROUPS and AREAS (all vintages). The newest month in which any area sent its total; without
    one, the province's total split by population if `demo`, else no figures."""
    own = caseload.filter(pl.col("scheme") == scheme.code)
    sent = sent_totals(own, areas, groups_by_area(groups, scheme.code))
    province = province_total(own, areas, None)
    month = next(iter(sent.values())).month if sent else province.month
    listed = sending_areas(areas, month)
    weights = listed["population"].fill_null(0).to_list()
    split = demo and any(weights) and not sent and not any_area(own, areas, month)
    people, amounts = (
        by_population(total, areas, month) if split and total is not None else {}
        for total in (province.people, province.amount_vnd)
    )
    rows = []
    for area in listed.iter_rows(named=True):
        total = sent.get(area["area_id"])
        rows.append(
            AreaRow(
                area["area_id"],
                area["code"],
                area["name"],
                area["kind"],
                total.people if total else people.get(area["area_id"]),
                total.amount_vnd if total else amounts.get(area["area_id"]),
                split,
            )
        )
    return AreaTable(month, tuple(rows), bool(sent), listed["level"][0] if rows else "district")


@dataclass(frozen=True)
class BillLine:
    """One programme's month: đồng, people, the report's hedge, whether the figures were sent, by how many areas of
    which level, and whether the money rests on the assumed mix."""

    scheme: Scheme
    vnd: int
    people: int
    qualifier: str
    uploaded: bool
    as_of: Month
    level: str
    areas: int
    is_assumed: bool = False


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
        level_of(areas, totals[0].area_id),
        len(totals),
    )


def _from_block(baseline: Baseline, scheme: Scheme) -> BillLine:
    block = baseline.block(scheme)
    people, areas = int(block.people.sum()), len(np.unique(block.area_ids))
    return BillLine(
        scheme,
        block.base_vnd,
        people,
        block.qualifier,
        block.uploaded,
        block.as_of,
        block.level,
        areas,
        block.priced_by_the_mix,
    )

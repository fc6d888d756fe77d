"""Reading caseload rows as the baseline needs them: totals by area, mixes of groups, and which month is complete."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from models.money import divide_half_up
from models.periods import Month

UPLOADED = "uploaded"


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
    illustrative: bool


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
    """The province's newest mix by group, reported or illustrative."""
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
        by_district = {area: _district_total(rows, vintage, area, month, needed) for area in ids(vintage, "district")}
        totals = {area: total for area, total in by_district.items() if total is not None}
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


def any_district(caseload: pl.DataFrame, areas: pl.DataFrame) -> bool:
    """Whether any area below the province has rows; if so, no illustrative split is shown."""
    return not caseload.filter(~pl.col("area_id").is_in(ids(areas, "province").implode())).is_empty()


def _needed(reference: Mix, split_groups: set[str]) -> set[str]:
    return {entry.group for entry in reference.entries if entry.people and entry.group in split_groups}


def received_districts(caseload: pl.DataFrame, areas: pl.DataFrame, month: str) -> list[int]:
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
    return Mix(entries, bool((rows["quality"] == "illustrative").any()))


def ids(areas: pl.DataFrame, level: str) -> pl.Series:
    """Area ids of one level, by code."""
    return areas.filter(pl.col("level") == level).sort("code")["area_id"]


def units_for(people: int, entry: MixEntry) -> int:
    """Units of `people` in the proportion of the mix, half up: children of single parents, otherwise the people."""
    return people if entry.units == entry.people else divide_half_up(people * entry.units, entry.people)

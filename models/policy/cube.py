"""The cube of monthly amounts by area, scheme, group and scenario role."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from models.frames import PROJECTION
from models.periods import Month

Role = Literal["baseline", "scenario"]
View = Literal["entitled", "paid"]
"""Theo tháng hưởng, theo tháng chi."""
ROLES: tuple[Role, Role] = ("baseline", "scenario")
VIEWS: tuple[View, View] = ("entitled", "paid")
Amounts = npt.NDArray[np.int64]
"""Whole đồng, or people; rows by months unless said otherwise."""


@dataclass(frozen=True, eq=False)
class Cube:
    """Money by row and month for both roles and both views; rows are each block's cells, then the people a scenario
    adds, then one reconciliation row per area that has one. All arrays are int64 of shape [rows, months]. `together` is
    what paying two months at once adds to a month's payment, by role; empty where nothing is. `lowered_from` is the
    month in which coefficients below the law's begin to count; None where there are none."""

    months: tuple[Month, ...]
    area_ids: Amounts
    schemes: npt.NDArray[np.str_]
    groups: npt.NDArray[np.str_]
    people: dict[Role, Amounts]
    vnd: dict[tuple[Role, View], Amounts]
    together: dict[Role, Amounts] = field(default_factory=dict)
    lowered_from: Month | None = None

    def late(self, role: Role, scheme: str) -> Amounts:
        """What each month's list pays above its own entitlement (truy lĩnh; below 0 where it pays less), whatever
        months are paid together."""
        late = self.total(role, "paid", scheme) - self.total(role, "entitled", scheme)
        if not self.together:
            return late
        moved: Amounts = self.together[role][self._rows_of(scheme)].sum(axis=0)
        return late - moved

    def total(self, role: Role, view: View, scheme: str) -> Amounts:
        """The scheme's bill of each month: all cells and the reconciliation row. Kept, and shared: do not write into
        it."""
        key = (role, view, scheme)
        if key not in self._totals:
            self._totals[key] = self.vnd[role, view][self._rows_of(scheme)].sum(axis=0)
        return self._totals[key]

    def bills(self, scheme: str, month: Month) -> tuple[int, int]:
        """The scheme's bill of a month by entitlement: under the law as it is, and with the scenario."""
        index = self.month_index[month]
        before, after = (int(self.total(role, "entitled", scheme)[index]) for role in ROLES)
        return before, after

    @cached_property
    def _totals(self) -> dict[tuple[Role, View, str], Amounts]:
        return {}

    def years(self, role: Role, view: View, scheme: str) -> dict[int, int]:
        """The scheme's bill of every budget year the cube covers whole, oldest first. Kept, and shared like `total`."""
        key = (role, view, scheme)
        if key not in self._years:
            first, last = self.months[0], self.months[-1]
            whole = range(first.year + (first.month > 1), last.year + (last.month == 12))
            start = 12 * whole.start - first.index
            months = self.total(role, view, scheme)[start : start + 12 * len(whole)]
            self._years[key] = dict(zip(whole, months.reshape(-1, 12).sum(axis=1).tolist(), strict=True))
        return self._years[key]

    @cached_property
    def _years(self) -> dict[tuple[Role, View, str], dict[int, int]]:
        return {}

    def _rows_of(self, scheme: str) -> npt.NDArray[np.bool_]:
        if scheme not in self._masks:
            self._masks[scheme] = self.schemes == scheme
        return self._masks[scheme]

    @cached_property
    def _masks(self) -> dict[str, npt.NDArray[np.bool_]]:
        return {}

    def by(self, axis: Literal["area", "group"], role: Role, view: View, scheme: str) -> dict[str | int, Amounts]:
        """The scheme's monthly bill by area id or by group code; the values sum to `total`."""
        labels = self.area_ids if axis == "area" else self.groups
        kept = self._rows_of(scheme)
        keys, indices = np.unique(labels[kept], return_inverse=True)
        sums = np.zeros((len(keys), len(self.months)), dtype=np.int64)
        np.add.at(sums, indices, self.vnd[role, view][kept])
        return dict(zip(keys.tolist(), sums, strict=True))

    def people_by_group(self, role: Role, scheme: str, month_index: int) -> dict[str, int]:
        """People of each group in the month at `month_index`."""
        kept = self.schemes == scheme
        keys, indices = np.unique(self.groups[kept], return_inverse=True)
        sums = np.zeros(len(keys), dtype=np.int64)
        np.add.at(sums, indices, self.people[role][kept, month_index])
        return dict(zip(keys.tolist(), sums.tolist(), strict=True))

    def has(self, scheme: str) -> bool:
        """Whether the scheme has any row: a line without a headcount has none."""
        return bool(self._rows_of(scheme).any())

    @cached_property
    def month_index(self) -> dict[Month, int]:
        return {month: index for index, month in enumerate(self.months)}

    def to_frame(self) -> pl.DataFrame:
        """Long form, schema models.frames.PROJECTION: one row per area, scheme, group and month, added people with
        their group's."""
        count = len(self.months)
        return (
            pl.DataFrame(
                {
                    "area_id": np.repeat(self.area_ids, count),
                    "scheme": np.repeat(self.schemes, count),
                    "group": np.repeat(self.groups, count),
                    "month": [str(month) for month in self.months] * len(self.area_ids),
                    "baseline_people": self.people["baseline"].ravel(),
                    "scenario_people": self.people["scenario"].ravel(),
                    "baseline_vnd": self.vnd["baseline", "entitled"].ravel(),
                    "scenario_vnd": self.vnd["scenario", "entitled"].ravel(),
                    "baseline_cash_vnd": self.vnd["baseline", "paid"].ravel(),
                    "scenario_cash_vnd": self.vnd["scenario", "paid"].ravel(),
                },
                schema=PROJECTION,
            )
            .group_by("area_id", "scheme", "group", "month", maintain_order=True)
            .sum()
        )

"""The projection: cells x law x scenario, month by month, in whole đồng.

Belongs here: the arithmetic of the cube and its sums. Does not: how the baseline came about (baseline.py) or what is said
about the result (headline.py). The same code serves 6 districts and 705; a person-level run in the tests is its oracle.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from models.frames import PROJECTION
from models.money import PPM
from models.periods import Month
from models.policy.baseline import Baseline, Block
from models.policy.law import Law
from models.policy.payment_path import PaymentPath, payment_path
from models.policy.protection import NormChange
from models.policy.scenario import Scenario

View = Literal["entitled", "paid"]
"""Theo tháng hưởng, theo tháng chi."""
Role = Literal["baseline", "scenario"]
Amounts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Cube:
    """Money by row and month for both roles and both views; rows are the baseline's cells, then one reconciliation row
    per area that has one. All arrays are int64 of shape [rows, months]."""

    months: tuple[Month, ...]
    area_ids: Amounts
    schemes: npt.NDArray[np.str_]
    groups: npt.NDArray[np.str_]
    people: dict[Role, Amounts]
    vnd: dict[tuple[Role, View], Amounts]

    def total(self, role: Role, view: View, scheme: str) -> Amounts:
        """The scheme's bill of each month: all cells and the reconciliation row."""
        total: Amounts = self.vnd[role, view][self.schemes == scheme].sum(axis=0)
        return total

    def by(self, axis: Literal["area", "group"], role: Role, view: View, scheme: str) -> dict[str | int, Amounts]:
        """The scheme's monthly bill by area id or by group code; the values sum to `total`."""
        labels = self.area_ids if axis == "area" else self.groups
        kept = self.schemes == scheme
        keys, places = np.unique(labels[kept], return_inverse=True)
        sums = np.zeros((len(keys), len(self.months)), dtype=np.int64)
        np.add.at(sums, places, self.vnd[role, view][kept])
        return dict(zip(keys.tolist(), sums, strict=True))

    def people_by_group(self, role: Role, scheme: str, place: int) -> dict[str, int]:
        """People of each group in the month at `place`."""
        kept = self.schemes == scheme
        keys, places = np.unique(self.groups[kept], return_inverse=True)
        sums = np.zeros(len(keys), dtype=np.int64)
        np.add.at(sums, places, self.people[role][kept, place])
        return dict(zip(keys.tolist(), sums.tolist(), strict=True))

    @cached_property
    def places(self) -> dict[Month, int]:
        return {month: place for place, month in enumerate(self.months)}

    def to_frame(self) -> pl.DataFrame:
        """Long form, schema models.frames.PROJECTION: one row per area, scheme, group and month."""
        count = len(self.months)
        return pl.DataFrame(
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


def project_cube(baseline: Baseline, law: Law, scenario: Scenario, months: tuple[Month, ...]) -> Cube:
    """Both roles of every cell and month. `law` holds all parameters; what is known of it follows `scenario.law_as_of`.
    Raises UnknownParameterError where no norm is known for a month."""
    known = law.known_on(scenario.law_as_of)
    change = NormChange.of(scenario)
    norms = {block.scheme.norm for block in baseline.blocks}
    paths = {
        norm: payment_path(known, norm, None, months).beside(payment_path(known, norm, change, months))
        for norm in norms
    }
    blocks = [_project_block(block, paths[block.scheme.norm]) for block in baseline.blocks]
    people, due, cash = (np.concatenate(rows) for rows in zip(*blocks, strict=True))
    count = len(months)
    return Cube(
        months,
        np.concatenate([block.all_area_ids for block in baseline.blocks]),
        np.concatenate([block.all_schemes for block in baseline.blocks]),
        np.concatenate([block.all_groups for block in baseline.blocks]),
        {"baseline": people[:, :count], "scenario": people[:, count:]},
        {
            ("baseline", "entitled"): due[:, :count],
            ("baseline", "paid"): cash[:, :count],
            ("scenario", "entitled"): due[:, count:],
            ("scenario", "paid"): cash[:, count:],
        },
    )


def project(baseline: Baseline, parameters: Law, scenario: Scenario, months: tuple[Month, ...]) -> pl.DataFrame:
    """The projection in long form, schema models.frames.PROJECTION (design contract)."""
    return project_cube(baseline, parameters, scenario, months).to_frame()


def _project_block(block: Block, path: PaymentPath) -> tuple[Amounts, Amounts, Amounts]:
    """People, money by entitlement and money by payment of every row and month of the path."""
    states = np.array(path.states, dtype=np.int64).T
    cost = _cost(block, states)
    due = cost.take(path.entitled, axis=1)
    cash = due.copy()
    cash[:, path.late] = cost @ path.weights[:, path.late]
    return _people(block, states).take(path.entitled, axis=1), due, cash


def _cost(block: Block, states: Amounts) -> Amounts:
    """Monthly bill of every row in every state: units x coefficient x norm x people share, rounded once, half up."""
    national, local, shares = states
    norms = np.where(block.follows_province[:, None], local, national)
    halves = (block.units * block.half_coefficients)[:, None] * norms
    cells: Amounts
    if block.scheme.allowance and (shares != PPM).any():
        cells = (halves * shares + PPM) // (2 * PPM)
    else:
        cells = (halves + 1) // 2
    if not len(block.reconciliation):
        return cells
    norm = local if block.scheme.allowance else national
    doubled = 2 * np.abs(block.reconciliation)[:, None] * norm + block.base_norm
    rest = np.sign(block.reconciliation)[:, None] * (doubled // (2 * block.base_norm))
    return np.concatenate([cells, rest])


def _people(block: Block, states: Amounts) -> Amounts:
    """People of every row in every state, half up; nobody stands behind the reconciliation rows."""
    counted = np.zeros((len(block.people) + len(block.reconciliation), states.shape[1]), dtype=np.int64)
    counted[: len(block.people)] = block.people[:, None]
    if block.scheme.allowance and (states[2] != PPM).any():
        counted = (2 * counted * states[2] + PPM) // (2 * PPM)
    return counted

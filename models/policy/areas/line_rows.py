"""Rows of the province whose months are known as amounts, beside the cells of a cube.

Belongs here: the row and putting rows into a cube. Does not: how the amounts come about (direct_lines.py, support_rows.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.periods import Month
from models.policy.cube import Cube
from models.policy.roles import ROLES, VIEWS, Amounts, Role, View
from models.policy.schemes import Scheme


@dataclass(frozen=True, eq=False)
class LineRow:
    """One row of the province; arrays of shape [months]. `people` is what is counted (suất, cases, households)."""

    scheme: Scheme
    group: str
    people: dict[Role, Amounts]
    vnd: dict[tuple[Role, View], Amounts]


def empty_cube(months: tuple[Month, ...]) -> Cube:
    """A cube without rows, for areas that have no cells of their own."""
    nothing = np.zeros((0, len(months)), dtype=np.int64)
    text = np.array([], dtype=np.str_)
    return Cube(
        months,
        np.array([], dtype=np.int64),
        text,
        text,
        dict.fromkeys(ROLES, nothing),
        {(role, view): nothing for role in ROLES for view in VIEWS},
    )


def with_lines(cube: Cube, lines: Sequence[LineRow], province: int) -> Cube:
    """The cube and these rows below its own."""
    if not lines:
        return cube
    return Cube(
        cube.months,
        np.concatenate([cube.area_ids, np.full(len(lines), province, dtype=np.int64)]),
        np.concatenate([cube.schemes, np.array([line.scheme.code for line in lines], dtype=np.str_)]),
        np.concatenate([cube.groups, np.array([line.group for line in lines], dtype=np.str_)]),
        {role: _below(cube.people[role], [line.people[role] for line in lines]) for role in ROLES},
        {
            (role, view): _below(cube.vnd[role, view], [line.vnd[role, view] for line in lines])
            for role in ROLES
            for view in VIEWS
        },
    )


def _below(rows: Amounts, lines: list[Amounts]) -> Amounts:
    """The lines as rows below these."""
    above, months = rows.shape
    found = np.empty((above + len(lines), months), dtype=np.int64)
    found[:above] = rows
    np.concatenate(lines, out=found[above:].reshape(-1))
    return found

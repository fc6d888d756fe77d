"""The ladder of a lever: the answer at every position it may be dragged to, computed before anybody drags it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import get_args

import polars as pl

from models.money import divide_half_up
from models.policy.answers.funding import increment_plan
from models.policy.answers.support_result import SupportResult, support_result
from models.policy.answers.whatif import (
    MONTHS_AFTER,
    MONTHS_BEFORE,
    NoChangeKind,
    WhatIf,
    budget_of,
    headline,
    scenario_of,
    why_no_change,
)
from models.policy.areas.support import Dial
from models.policy.cube import View
from models.policy.engine.projection import norm_changes, project_scheme
from models.policy.law.law import Law
from models.policy.levers.clock import Clock
from models.policy.levers.levers import NUMERIC_KINDS, UNSET, Lever, LeverValue

MOST, COLUMNS = 400, 80
"""Positions of a ladder, and figures of a position."""
HABITS = (1, 2, 5)
"""A slider goes by 1, 2 or 5 times a power of ten of the lever's own steps."""
YEARS = 4
"""Budget years from that of the start on: as many as the longest phase-in touches, and the one after it."""
KINDS: tuple[str, ...] = ("changes", *get_args(NoChangeKind))
"""The figure "kind" is a place in this list: the answer changes something, or why it does not."""
PATHS: dict[str, View] = {"due": "entitled", "paid": "paid"}
UNKNOWN = math.nan
"""A source that is not decided, a share of nothing, the balance of a budget nobody has entered: never 0."""


def positions(
    lever: Lever, clock: Clock, current: LeverValue, opening: LeverValue = UNSET, named: Iterable[int] = ()
) -> tuple[int, ...]:
    """Where a numeric lever may be dragged to, lowest first: its grid from where its slider begins, the steps of
    decrees, where it stands, where the page opens, and what else is `named`; at most MOST."""
    if lever.kind not in NUMERIC_KINDS:
        raise ValueError(f"lever {lever.key} has no scale")
    rows = clock.law.rows(lever.key) if clock.law.has(lever.key) else ()
    wanted = [int(value) for value in (current, opening, *(p.value for p in lever.presets)) if value != UNSET]
    lowest = lever.minimum
    if lever.kind == "amount" and current != UNSET and int(current) >= lever.slides_from:
        lowest = lever.slides_from
    wanted += [*named, *(row.value for row in rows), lowest, lever.maximum]
    kept = {value for value in wanted if lowest <= value <= lever.maximum}
    habit = habit_of(lever, MOST - len(kept))
    first = -(-lowest // habit) * habit
    return tuple(sorted(kept | set(range(first, lever.maximum + 1, habit))))


def dial_positions(dial: Dial, *others: int | None) -> tuple[int, ...]:
    """Where a support area's slider may be dragged to, lowest first: its own grid, where it stands (the first of
    `others`) even beyond it, and the others within."""
    value, *named = others
    ends = [dial.minimum, dial.maximum] if value is None else sorted((dial.minimum, value, dial.maximum))
    within = {other for other in named if other is not None and ends[0] <= other <= ends[-1]}
    return tuple(sorted({*range(dial.minimum, dial.maximum + 1, dial.step), *ends, *within}))


def habit_of(lever: Lever, most: int = MOST) -> int:
    """The step of the slider: whole steps of the lever, round, and no more than `most` positions."""
    times = (lever.step * habit * int(10**power) for power in range(12) for habit in HABITS)
    return next(step for step in times if (lever.maximum - lever.minimum) // step < most)


def rungs(found: WhatIf, values: Mapping[str, LeverValue], lever: Lever, places: Sequence[int]) -> tuple[WhatIf, ...]:
    """What the page would answer at each position, all other levers as in `values`, which `found` was computed from:
    the cubes hold the headline's scheme alone, and nothing is said of the scheme beside it."""
    area, law, clock = found.area, found.all_law, Clock(found.scenario.law_as_of, found.all_law)
    scenarios = [scenario_of(area, clock, {**values, lever.key: place}) for place in places]
    made = []
    for scenario, cube in zip(
        scenarios, project_scheme(found.baseline, law, scenarios, found.cube.months, area.scheme), strict=True
    ):
        main = headline(cube, area.scheme, law, scenario)
        made.append(
            replace(
                found,
                scenario=scenario,
                change=norm_changes(area.scheme.norm, scenario, law),
                cube=cube,
                main=main,
                side=None,
                no_change=why_no_change(cube, area.scheme, law, scenario),
                funding=increment_plan(cube, area.scheme, law, scenario, main.month),
                budget=budget_of(area, cube, found.year, values),
            )
        )
    return tuple(made)


def ladder(places: Sequence[int], rungs: Sequence[WhatIf]) -> pl.DataFrame:
    """One row a position, whole đồng as float64. "due_0" is the first month of the chart's window by month of
    entitlement, "paid_0" by month of payment; months are `Month.index`; "year_2027" is the increase of the budget year,
    "source_local" that source's part of the monthly increase."""
    return _framed([_figures(place, rung) for place, rung in zip(places, rungs, strict=True)], 0)


def _framed(rows: Sequence[Mapping[str, float]], absent: float) -> pl.DataFrame:
    names = dict.fromkeys(name for row in rows for name in row)
    return pl.DataFrame(
        {name: [row.get(name, absent) for row in rows] for name in names},
        schema=dict.fromkeys(names, pl.Float64()),
        strict=False,
    )


def _figures(place: int, rung: WhatIf) -> dict[str, float]:
    main, first_year = rung.main, rung.change.applies_from.year
    figures: dict[str, float] = {
        "position": place,
        "kind": 0 if rung.no_change is None else KINDS.index(rung.no_change.kind),
        "norm_before": main.norm_before,
        "norm_after": main.norm_after,
        "month": main.month.index,
        "before": main.baseline_vnd,
        "after": main.scenario_vnd,
        "increase": main.increase_vnd,
        "permille": divide_half_up(1_000 * main.increase_vnd, main.baseline_vnd) if main.baseline_vnd else UNKNOWN,
        "people": main.scenario_people,
        "first_paid": main.first_paid.index,
        "back_pay": main.back_pay_vnd,
        "balance": UNKNOWN if rung.budget is None else rung.budget.balance_vnd,
        "over": int(rung.budget is not None and rung.budget.balance_vnd < 0),
    }
    for share in rung.funding.shares:
        figures[f"source_{share.source.code}"] = UNKNOWN if share.vnd is None else share.vnd
    for bill in main.years:
        if first_year <= bill.year < first_year + YEARS:
            figures[f"year_{bill.year}"] = bill.increase_vnd
    for name, view in PATHS.items():
        path = rung.cube.total("scenario", view, rung.scheme_code)[rung.window]
        figures |= {f"{name}_{month}": vnd for month, vnd in enumerate(path.tolist())}
    return figures


def support_rungs(
    found: SupportResult, law: Law, province: int, lever: Lever, places: Sequence[int]
) -> tuple[SupportResult, ...]:
    """As `rungs`, of a support area; `law` holds all parameters."""
    area, year = found.area, found.cube.months[-1].year
    now = found.scenario.value(lever)
    taken = {key: quality for key, quality in found.taken.items() if key != lever.key}
    return tuple(
        support_result(
            area,
            found.scenario.with_value(lever.key, place),
            law,
            province,
            year=year,
            taken=found.taken if place == now else taken,
        )
        for place in places
    )


def support_ladder(places: Sequence[int], rungs: Sequence[SupportResult], purse: str) -> pl.DataFrame:
    """As `ladder`, of one source of a support area's money: sources are never one sum. What is due is paid in its
    month."""
    return _framed([_of_purse(place, rung, purse) for place, rung in zip(places, rungs, strict=True)], UNKNOWN)


def _of_purse(place: int, rung: SupportResult, name: str) -> dict[str, float]:
    figures: dict[str, float] = {"position": place, "month": rung.month.index}
    purse = next((each for each in rung.purses if each.name == name), None)
    if purse is None:
        return figures
    before, after = purse.baseline_vnd, purse.scenario_vnd
    figures |= {
        "before": before,
        "after": after,
        "increase": purse.increase_vnd,
        "permille": divide_half_up(1_000 * purse.increase_vnd, before) if before else UNKNOWN,
    }
    for bill in purse.years:
        if rung.start.year <= bill.year < rung.start.year + YEARS:
            figures[f"year_{bill.year}"] = bill.increase_vnd
    start = rung.cube.month_index[rung.start]
    path = purse.paths["scenario"][max(0, start - MONTHS_BEFORE) : start + MONTHS_AFTER + 1]
    return figures | {f"due_{month}": vnd for month, vnd in enumerate(path.tolist())}

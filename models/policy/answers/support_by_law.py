"""What law alone does to an area's bill in a year: which purse, from which month, by how much, and what in the law moves.

Belongs here: steps of the present bill, whatever the scenario is. Does not: the scenario's own change (support_result.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from models.periods import Month
from models.policy.answers.support_result import SupportResult, purse_of
from models.policy.areas.support_lines import Part, SupportLine
from models.policy.areas.support_rows import amount_of, begun, value_of

Cause = tuple[str, ...]


@dataclass(frozen=True)
class LawStep:
    """From `first` on, in steps up to `last` (the same month where it is one), the present bill of a purse changes by `vnd` a
    month in all. `causes` name what moves it."""

    purse: str
    first: Month
    last: Month
    vnd: int
    causes: Cause


def law_steps(found: SupportResult, year: int) -> tuple[LawStep, ...]:
    """Steps within a year, by purse and cause; a change on 1 January is one of the year it begins."""
    gathered: dict[tuple[str, Cause], list[tuple[Month, int]]] = {}
    cube = found.cube
    for part in found.area.parts:
        for line in part.lines:
            mine = (cube.schemes == line.scheme.code) & (cube.groups == line.group)
            path = cube.vnd["baseline", "paid"][mine].sum(axis=0).tolist()
            for place in range(1, len(cube.months)):
                change = path[place] - path[place - 1]
                if change and cube.months[place].year == year:
                    cause = _cause(found, part, line, cube.months[place])
                    gathered.setdefault((purse_of(line.scheme), cause), []).append((cube.months[place], change))
    steps = [
        LawStep(purse, min(changes)[0], max(changes)[0], sum(vnd for _month, vnd in changes), cause)
        for (purse, cause), changes in gathered.items()
    ]
    return tuple(sorted((step for step in steps if step.vnd), key=lambda step: step.first))


def _cause(found: SupportResult, part: Part, line: SupportLine, month: Month) -> Cause:
    """A rule that begins or a length of stay has a part of the page to itself; else the amounts of law that are others now."""
    before = month.plus(-1)
    lengths = any(factor.kind == "longer_stay" for factor in line.factors)
    if lengths or begun(line, found.known, before) != begun(line, found.known, month):
        return (part.heading,)
    return tuple(
        factor.label
        for factor in line.factors
        if found.value(factor, "baseline", before) != found.value(factor, "baseline", month)
    )


def amount_each(found: SupportResult, line: SupportLine) -> int | None:
    """A month's đồng for one of those counted, where the law gives all the rest; None where something must be typed."""
    given = line.factors[1:]
    if line.counted != 1 or not given or not all(factor.parameter for factor in given):
        return None
    values = [1]
    for factor in given:
        value = value_of(factor, "baseline", found.start, found.scenario, found.known, found.start)
        if value is None:
            return None
        values.append(value)
    return amount_of(line, values)

"""A value over the months as steps: from a month on this, from a later one that.

Belongs here: how steps are made, read and kept beside the law. Does not: whose value it is (support_rows.py) or what a length
of stay comes to (rehab_stay.py). Between two steps all months are alike, so that a line is reckoned once for each step and not
once for each month.
"""

from __future__ import annotations

from datetime import date

from models.policy.law.law import Law

Steps = tuple[tuple[int, int | None], ...]
"""(index of the month it begins, value), oldest first; the first has held for EVER. None = nobody has given it."""
EVER = 0
NOBODY: Steps = ((EVER, None),)


def always(value: int) -> Steps:
    return ((EVER, value),)


def from_on(steps: Steps, start: int, value: int) -> Steps:
    """The same up to a month, from then on the value."""
    return (*(step for step in steps if step[0] < start), (start, value))


def at(steps: Steps, month: int) -> int | None:
    """The value in a month, given by its index."""
    for begins, value in reversed(steps):
        if begins <= month:
            return value
    return None


def by_law(parameter: str, known: Law) -> Steps:
    """A parameter by month of entitlement; `known` is the law of the scenario's day."""
    key = ("steps", parameter)
    if key not in known.derived:
        rows = known.rows(parameter) if parameter and known.has(parameter) else ()
        # Of two rows that apply from the same month the later one counts.
        begun = {row.applies_month.index: row.value for row in rows}
        known.derived[key] = (*NOBODY, *begun.items())
    steps: Steps = known.derived[key]
    return steps


def since(parameter: str, day: date, known: Law) -> Steps:
    """1 from the month on to which the parameter's row of that day or a later one applies, None before."""
    key = ("since", parameter, day)
    if key not in known.derived:
        rows = known.rows(parameter) if known.has(parameter) else ()
        begun = [row.applies_month.index for row in rows if row.applies_from >= day]
        known.derived[key] = (*NOBODY, *((month, 1) for month in begun[:1]))
    steps: Steps = known.derived[key]
    return steps

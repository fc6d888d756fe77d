"""What else is hidden beside figures of too few people, so that a total and what is left standing do not give them away.

Belongs here: which areas lose their figure besides those under five. Does not: the figures under five themselves (area_value.py).

A total of the province is public. With one small area hidden, it is the total less all others: so the next smallest area is hidden
too. Two hidden small areas are enough, unless their sum has one solution only (all of them 1, or all of them 4). An area that sent
nothing leaves the remainder open by itself. The residual is not hidden instead: the sum to the headline is what a budget is read for.
"""

from __future__ import annotations

from collections.abc import Mapping

from models.policy.engine.baseline import SMALL_CELL


def also_hidden(heads: Mapping[str, int | None]) -> frozenset[str]:
    """Codes hidden besides the small ones; `heads` are the persons or households behind each area's figure, None = not sent.

    >>> sorted(also_hidden({"347": 3, "349": 40, "350": 9, "351": 0}))
    ['350']
    """
    small = [count for count in heads.values() if count is not None and 0 < count < SMALL_CELL]
    if not small or None in heads.values():
        return frozenset()
    if len(small) > 1 and len(small) < sum(small) < (SMALL_CELL - 1) * len(small):
        return frozenset()
    others = [(count, code) for code, count in heads.items() if count is not None and count >= SMALL_CELL]
    return frozenset([min(others)[1]]) if others else frozenset()

"""A norm nobody has moved: where its slider stands is what the law gives anyway, so it counts as the lever's default.

Belongs here: that rule alone. It keeps a page that was merely looked at from making a scenario of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from models.periods import Month
from models.policy.law.law import Law, UnknownParameterError
from models.policy.levers.levers import Lever, LeverValue

APPLIES = "_applies_from"


def settled(levers: Iterable[Lever], values: Mapping[str, LeverValue], law: Law, as_of: date) -> dict[str, LeverValue]:
    """The values, with norms at their slider's first position set to the default where the law known on the day gives at
    least as much from the month they apply from. A norm's lever has the key of its parameter."""
    found = dict(values)
    for lever in levers:
        if lever.initial is None or found.get(lever.key) != lever.initial:
            continue
        try:
            norm = law.known_on(as_of).applying_in(lever.key, Month.parse(str(found[lever.key + APPLIES])))
        except UnknownParameterError:
            continue
        if norm.value >= int(lever.initial):
            found[lever.key] = lever.default
    return found

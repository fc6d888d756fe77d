"""When the lists of monthly payment close, and so which list is the first to pay by a new rule.

Belongs here: the office's calendar as a rule. Does not: what a list pays, or the back-pay in it (payment_path.py).
"""

from __future__ import annotations

from datetime import date

from models.periods import Month

LISTS_CLOSE_BEFORE = 25
"""The list of a month reaches the payer before the 25th of the month before."""


def first_list_after(in_force: date) -> Month:
    """The first month whose list closes on or after the day a rule is in force: the first that can pay by it.

    In force 05/9/2023 -> October 2023; in force 25/9/2023, when October's list is closed -> November 2023."""
    return Month.of(in_force).plus(1 if in_force.day < LISTS_CLOSE_BEFORE else 2)

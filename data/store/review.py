"""Warnings that need the database: an accepted file against what is kept and the law of its months.

Belongs here: which rules there are, in the order they are shown. Does not: any rule (review_*.py). Writes nothing.
"""

from __future__ import annotations

import sqlalchemy as sa

from data.ingest import Check
from data.store.facts import facts
from data.store.review_budget import falling, over_estimate
from data.store.review_history import outside_history
from data.store.review_households import above_households, opening_differs
from data.store.review_norms import norm_differs
from data.store.review_sums import province_differs
from data.store.warnings import Reviewed
from data.vocabulary.problems import Problem, arranged

RULES = (
    above_households, opening_differs, norm_differs, province_differs, falling, over_estimate, outside_history,
)  # fmt: skip


def review(connection: sa.Connection, version: int, check: Check) -> tuple[Problem, ...]:
    """Warnings (never errors) about an accepted file of any dataset but `parameters`, which has its own remarks: at most 50,
    of every group some, the rest counted. Raises UnknownRowError as compare does."""
    if check.dataset == "parameters" or check.status != "accepted" or check.frame.is_empty():
        return ()
    reviewed = Reviewed(connection, version, check.dataset, facts(connection, version, check.dataset, check.frame))
    return arranged(problem for rule in RULES for problem in rule(reviewed))

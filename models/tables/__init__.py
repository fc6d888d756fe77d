"""All tables, imported once so that `Base.metadata` is complete."""

from models.tables import (
    accounts,
    audit,
    batches,
    budget,
    caseload,
    drafts,
    geography,
    indicators,
    parameters,
    repeats,
    scenarios,
    targets,
)

__all__ = [
    "accounts", "audit", "batches", "budget", "caseload", "drafts", "geography", "indicators", "parameters", "repeats", "scenarios", "targets",
]  # fmt: skip

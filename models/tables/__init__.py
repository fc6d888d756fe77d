"""All tables, imported once so that `Base.metadata` is complete."""

from models.tables import (
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
    "batches", "budget", "caseload", "drafts", "geography", "indicators", "parameters", "repeats", "scenarios", "targets",
]  # fmt: skip

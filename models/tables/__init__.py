"""All tables, imported once so that `Base.metadata` is complete."""

from models.tables import batches, budget, caseload, drafts, geography, indicators, parameters, scenarios, targets

__all__ = ["batches", "budget", "caseload", "drafts", "geography", "indicators", "parameters", "scenarios", "targets"]

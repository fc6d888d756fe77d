"""All tables, imported once so that `Base.metadata` is complete."""

from models.tables import batches, caseload, geography, indicators, parameters, scenarios

__all__ = ["batches", "caseload", "geography", "indicators", "parameters", "scenarios"]

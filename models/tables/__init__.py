"""All tables, imported once so that `Base.metadata` is complete."""

from models.tables import accounts, audit, batches, facts, geography, parameters, scenarios

__all__ = ["accounts", "audit", "batches", "facts", "geography", "parameters", "scenarios"]

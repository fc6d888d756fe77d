"""All tables, imported once so that `Base.metadata` is complete."""

from models.tables import accounts, assumptions, audit, batches, facts, geography, parameters, scenarios

__all__ = ["accounts", "assumptions", "audit", "batches", "facts", "geography", "parameters", "scenarios"]

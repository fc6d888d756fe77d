"""Filling an empty database from data/seed: batch 1, every row with its source."""

from data.seeding.run import SEED_ACTOR, seed_empty_database

__all__ = ["SEED_ACTOR", "seed_empty_database"]

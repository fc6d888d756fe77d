"""Filling an empty database from data/seed: batch 1, every row with its source.

Belongs here: reading the seed files into rows, one module per subject. Does not: later uploads (data/store/commands.py).
"""

from data.seeding.run import SEED_ACTOR, seed_empty_database

__all__ = ["SEED_ACTOR", "seed_empty_database"]

"""Uploaded files: read, matched and checked into a frame, or refused in words.

Belongs here: the one entrance `check_file`, which writes nothing and needs no database. Does not: storing what was
checked, or how a check looks on the screen.
"""

from data.ingest.check import Check, check_file
from data.vocabulary.problems import Problem

__all__ = ["Check", "Problem", "check_file"]

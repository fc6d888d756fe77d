"""Uploaded files: read, matched and checked into a frame, or refused in words."""

from data.ingest.check import Check, check_file
from data.vocabulary.problems import Problem

__all__ = ["Check", "Problem", "check_file"]

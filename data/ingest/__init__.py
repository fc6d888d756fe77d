"""Reading of an uploaded file into a frame of records, or its refusal in Vietnamese sentences.

The steps, each in its own module: bytes -> text cells in a child process (`data.parsing`) -> Book of sheets (`reading`)
-> which sheets are read (`sheets`) -> heading rows and columns (`headings`, `header`) -> tables with sections, given
values and their rows in order (`tables`, with `titles`, `answers`, `body`, `wide`) -> typed columns (`columns`,
`areas`, `rules`) -> records of all tables, checked together (`records`, `datasets/*`) -> frame (`check`).

To add a column to a dataset, add a Column to its DATASET in `datasets/` and to its schema in models/frames.py. To
change how a heading is recognised, change the column's `written` headings there or `headings.Headings`; how rows of
headings are found is `header.Finder`.
"""

from data.ingest.check import Check, check_file
from data.vocabulary.problems import Problem

__all__ = ["Check", "Problem", "check_file"]

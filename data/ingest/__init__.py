"""Reading of an uploaded file into a frame of records, or its refusal in Vietnamese sentences.

The steps, each in its own module: bytes -> text cells in a child process (`data.parsing`) -> book of sheets
(`reading`) -> heading rows and columns (`header`), tables on their side turned upright (`transposed`) -> tables with
sections, given values and their rows in order (`tables`, with `answers`, `body`, `wide`) -> units taken out of cells
(`units`), typed columns (`columns`, `areas`) -> records of all tables, checked together (`records`, `datasets/*`),
doubts about the areas (`coverage`), another kind of file than was said (`kinds`) -> frame (`check`).

To add a column to a dataset, add a Column to its DATASET in `datasets/` and to its schema in models/frames.py. To
change how a heading is recognised, change the column's `written` headings there; how rows of headings are found is
`header.Finder`.
"""

from data.ingest.check import Check, check_file
from data.vocabulary.problems import Problem

__all__ = ["Check", "Problem", "check_file"]

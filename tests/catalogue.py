"""Babel's extractor for sentences that are rows of a file of data/seed (`make words`, mapping in
data/locale/babel.cfg)."""

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO

COLUMNS = ("name", "unit", "sentence")


def sentences_of_rows(
    file: IO[bytes], _keywords: object, _comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Every text with letters in the columns that are shown, as Babel's extractors give them."""
    for line, row in enumerate(csv.DictReader(TextIOWrapper(file, encoding="utf-8", newline="")), start=2):
        for column in COLUMNS:
            if any(letter.isalpha() for letter in row[column]):
                yield line, "N_", row[column], []

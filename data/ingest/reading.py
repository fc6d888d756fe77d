"""A file into a `Book`: every cell as text, or why the file cannot be read.

Belongs here: the entrance to the process that opens files, and its rows made into a Book. Does not: opening a file itself,
which is done in a process with limits of its own (data/parsing), or what a column means.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from data.ingest.book import Book, Merge, Row, Sheet
from data.ingest.recognition import extension_remark, refused, remark
from data.parsing.process import messages
from data.parsing.refusal import Refusal
from data.vocabulary.problems import Problem


def read_book(path: Path, filename: str, headings: frozenset[str]) -> Book | Problem:
    """Read the file at `path`, called `filename` by its sender, by its content.

    `headings` are the folded headings of the dataset: the delimiter of a text is the one that makes most of them known.
    Raises OSError for a path that cannot be read; whatever the bytes are, the outcome is a Book or a Problem.
    """
    path.stat()
    try:
        with closing(messages(path, headings)) as said:
            return _book(said, filename)
    except Refusal as refusal:
        return refused(refusal)


def limits_enforced() -> bool:
    """Whether the system bounds the memory and time of the process that opens files (Windows and macOS do not)."""
    return find_spec("resource") is not None and sys.platform != "darwin"


def _book(said: Iterable[Any], filename: str) -> Book:
    read: list[tuple[dict[str, Any], list[list[Any]], dict[str, Any]]] = []
    sheet: dict[str, Any] = {}
    rows: list[list[Any]] = []
    for message in said:
        if isinstance(message, list):
            rows += message
        elif "sheet" in message:
            sheet, rows = message["sheet"], []
        elif "ends" in message:
            read.append((sheet, [] if message["ends"].get("unread") else rows, message["ends"]))
        else:
            return _whole(message["book"], read, filename)
    raise Refusal("crash")


def _whole(
    book: dict[str, Any], read: list[tuple[dict[str, Any], list[list[Any]], dict[str, Any]]], filename: str
) -> Book:
    kind = book["format"]
    if kind == "text":
        sheets = tuple(
            Sheet("", tuple(Row(line, row, tuple(cells)) for line, row, cells in rows)) for _, rows, _ in read
        )
    else:
        several = sum(bool(rows) for _, rows, _ in read) > 1
        sheets = tuple(_sheet(sheet, rows, ends, several) for sheet, rows, ends in read)
    remarks = [remark(code, details) for code, details in book["remarks"].items()]
    misnamed = extension_remark(filename, kind)
    if misnamed is not None:
        remarks.append(misnamed)
    return Book(kind, sheets, book["encoding"], book["delimiter"], tuple(remarks))


def _sheet(sheet: dict[str, Any], rows: Sequence[list[Any]], ends: dict[str, Any], several: bool) -> Sheet:
    """The rows of a sheet, the empty ones between them too, all of one width as Excel shows them."""
    name, hidden = sheet["name"], sheet["hidden"]
    if ends.get("unread"):
        return Sheet(name, (), hidden)
    width, said = ends["width"], name if several else ""
    blank = ("",) * width
    whole: list[Row] = []
    for number, cells, numeric in rows:
        whole.extend(Row(empty, empty, blank, sheet=said) for empty in range(len(whole) + 1, number))
        filled = (*cells, *blank[len(cells) :])
        whole.append(Row(number, number, filled, _places(numeric), said))
    return Sheet(name, tuple(whole), hidden, tuple(Merge(*merge) for merge in ends["merges"]))


@lru_cache(maxsize=1024)
def _places(numeric: int) -> frozenset[int]:
    """The bits that are set."""
    return frozenset(place for place in range(numeric.bit_length()) if numeric >> place & 1)

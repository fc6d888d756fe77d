"""What headings mean to a dataset.

Belongs here: the cells that stand over a column (also under merged parents) and the dataset's column they name. Does not:
finding the heading rows (header.py) or headings that are themselves values (across.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.ingest.book import Merge, Row
from data.ingest.contracts import IGNORED_SILENTLY, Column, Dataset
from data.parsing.folding import fold
from data.parsing.limits import MOST_COLUMNS
from data.vocabulary.units import split_unit

Label = tuple[str, ...]
"""The filled heading cells over one column, from top to bottom."""
NUMBERS = frozenset({"count", "money", "decimal"})
_COUNTED = (" nguoi", " ho", " suat", " doi tuong", " nhan khau")
_LONG = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "dvhc": "don vi hanh chinh"}
_DISTRICT, _COMMUNE = "(?:huyen|quan|thanh pho|thi xa|thi)", "(?:xa|phuong|thi tran)"
_AREA = re.compile(
    r"(?:(?P<code>ma(?: so)?)|ten|cac)? ?"
    r"(?P<unit>don vi hanh chinh|don vi|dia phuong|dia ban)? ?(?:cap )?"
    rf"(?P<kinds>{_DISTRICT}(?: {_DISTRICT})*(?: {_COMMUNE})*|(?P<commune>{_COMMUNE}(?: {_COMMUNE})*))?"
)
"""Headings of areas name kinds in any number and order: "Tên huyện, TX, TP", "Xã/phường/thị trấn"."""


class Headings:
    """The headings of one dataset; answers are remembered, for the search asks the same many times."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._columns: dict[str, Column] = {}
        for column in dataset.columns:
            for heading in column.headings:
                self._columns.setdefault(heading, column)
        self._seen: dict[Label, tuple[Column | None, int | None, int]] = {}

    @property
    def known(self) -> frozenset[str]:
        """All headings, folded."""
        return frozenset(self._columns)

    def column(self, label: Label) -> tuple[Column | None, int | None]:
        """The column a label names, by its lowest cell or by it and those above it together, and the power of ten of the
        unit of money it declares."""
        return self._found(label)[:2]

    def parents(self, label: Label) -> Label:
        """The cells of a label above those that name its column."""
        return label[: len(label) - self._found(label)[2]]

    def _found(self, label: Label) -> tuple[Column | None, int | None, int]:
        if label not in self._seen:
            self._seen[label] = self._find(label)
        return self._seen[label]

    def _find(self, label: Label) -> tuple[Column | None, int | None, int]:
        """The column, the power of ten, and how many cells name it."""
        for count in range(1, len(label) + 1):
            heading = fold(" ".join(label[-count:]))
            stem, power = split_unit(heading)
            for said in (heading, stem):
                column = self._columns.get(said)
                if column is not None and (said == heading or column.measure == "money"):
                    return column, power if column.measure == "money" else None, count
            for counted in _COUNTED:
                column = self._columns.get(heading.removesuffix(counted))
                if column is not None and column.measure == "count":
                    return column, None, count
        area = None if not label else self._area(fold(label[-1]))
        return (None, None, len(label)) if area is None else (area, None, 1)

    def _area(self, heading: str) -> Column | None:
        """The column of areas that a heading means by the kinds it names."""
        if heading in IGNORED_SILENTLY:
            return None
        long = " ".join(_LONG.get(word, word) for word in heading.split())
        match = _AREA.fullmatch(long)
        if match is None or not (match["unit"] or match["kinds"]):
            return None
        name = "commune" if match["commune"] else "district"
        wanted = f"{name}_code" if match["code"] else name
        return next((column for column in self.dataset.columns if column.name == wanted), None)


def labels(levels: Sequence[Row], merges: Sequence[Merge] = ()) -> list[Label]:
    """The label of every column under these heading rows. A parent stands over all columns of its merged range; where
    nothing is merged, over the blank cells after it that have a heading beneath."""
    width = min(MOST_COLUMNS, max((len(row.cells) for row in levels), default=0))
    grid = [[row.cell(index).strip() for index in range(width)] for row in levels]
    places = {row.row: level for level, row in enumerate(levels)}
    across = [merge for merge in merges if merge.right > merge.left and merge.top in places]
    for merge in across:
        line = grid[places[merge.top]]
        for index in range(merge.left + 1, min(merge.right + 1, width)):
            line[index] = line[index] or line[merge.left]
    if not across:
        _spread(grid)
    return [tuple(line[index] for line in grid if line[index]) for index in range(width)]


def _spread(grid: list[list[str]]) -> None:
    """Write parents over the blank cells after them, each level within the parents above it."""
    width = len(grid[0]) if grid else 0
    filled = [[bool(cell) for cell in line] for line in grid]
    for level, line in enumerate(grid[:-1]):
        parent = ""
        for index in range(width):
            beneath = any(filled[lower][index] for lower in range(level + 1, len(grid)))
            ended = any(filled[upper][index] for upper in range(level))
            if filled[level][index]:
                parent = line[index] if beneath else ""
            elif ended or not beneath:
                parent = ""
            else:
                line[index] = parent

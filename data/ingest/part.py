"""One table of one sheet in long shape, with what its title, its sheet's name or an answer says about all of its rows.

Belongs here: what understanding hands to the reading of records. Does not: how a table is found (header.py, sheets.py,
wide.py) or what its cells mean (records.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.ingest.body import Table
from data.ingest.book import Row


@dataclass(frozen=True)
class Part:
    """A table over its rows: the data and all that stands below the headings, for body.sort_rows to sort.

    `table.layout.places` are the places of the dataset's columns in Row.cells, `table.layout.first` is 0 when the rows are
    already below the headings. `given` are the columns the file has not, as raw text ("2023-12", "Bảo trợ xã hội");
    `given_place` says for each in words where it was found, for problems: "tên trang tính 'T3'".
    """

    table: Table
    rows: tuple[Row, ...]
    given: Mapping[str, str] = field(default_factory=dict)
    given_place: Mapping[str, str] = field(default_factory=dict)

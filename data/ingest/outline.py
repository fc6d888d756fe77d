"""The outline of a table: rows of a district over those of its communes, rows of a group over those of its areas.

Belongs here: finding such rows (they are totals, and say what the rows below them are about). Does not: totals that say so
in words (body.py) or checking their sums (totals.py, wide_totals.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.ingest.accepted import takes
from data.ingest.area_lists import Area
from data.ingest.area_names import Name
from data.ingest.body import Table, misplaced, total_rows
from data.ingest.book import Row
from data.ingest.matching import Areas
from data.parsing.folding import clean
from data.vocabulary.problems import Problem

_LEADING = re.compile(r"[IVX]{1,5}\.?|[A-H]\.?")


@dataclass(frozen=True)
class Outline:
    """A table whose sections are known: `rows` carry what their section says in further cells, `table` has their columns
    and the lines of the sections' own rows; a row that does not stand under the headings is a problem."""

    table: Table
    rows: Sequence[Row]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Section:
    """What the rows from `start` on are about: a value of a column, in the cell at `place` of its first row."""

    column: str
    text: str
    start: int


def outlined(table: Table, rows: Sequence[Row], areas: Areas) -> Outline:
    """The rows below the headings (body.filled_rows) with their sections, where the table has any."""
    place = _name_place(table)
    if place is None:
        return Outline(table, rows)
    names = _texts(rows, place)
    districts = _districts(table, rows, names, areas)
    groups = _groups(table, names, areas)
    if not districts and not groups:
        return Outline(table, rows)
    return _written(_renamed(table, place) if districts else table, rows, place, [*districts, *groups], areas)


def _name_place(table: Table) -> int | None:
    places = table.layout.places
    if "commune_code" in places and "commune" not in places:
        return places.get("district")
    return places.get("commune", places.get("district"))


def _texts(rows: Sequence[Row], place: int) -> list[str]:
    raw = [row.cell(place) for row in rows]
    cleaned = {text: clean(text) for text in dict.fromkeys(raw)}
    return [cleaned[text] for text in raw]


def _districts(table: Table, rows: Sequence[Row], names: Sequence[str], areas: Areas) -> list[_Section]:
    """Rows of districts that are followed by communes of theirs."""
    # In a table with both columns the row of a district has no commune.
    apart = table.layout.places.get("district") if table.has("commune") else None
    above = names if apart is None else _texts(rows, apart)
    districts = {text: _codes(areas.districts.like(text)) for text in dict.fromkeys(above)}
    if not any(districts.values()):
        return []
    communes = {text: _codes(areas.communes.like(text)) for text in dict.fromkeys(names)}
    found: list[_Section] = []
    waiting: _Section | None = None
    own: frozenset[str | None] = frozenset()
    for index, (name, text) in enumerate(zip(names, above, strict=True)):
        if districts[text] and (apart is None or not name) and _may_lead(table, rows[index], text, communes.get(text)):
            waiting, own = _Section("district", text, index), districts[text]
        elif waiting is not None and communes[name] & own:
            found.append(waiting)
            waiting = None
    return found


def _codes(areas: Sequence[Area]) -> frozenset[str | None]:
    return frozenset(area.district_code for area in areas)


def _may_lead(table: Table, row: Row, text: str, communes: frozenset[str | None] | None) -> bool:
    """Whether a name that is a district's means the district: some are names of communes too."""
    return not communes or bool(Name.of(text, "district").kind) or _leads(table, row)


def _groups(table: Table, names: Sequence[str], areas: Areas) -> list[_Section]:
    """Rows that name a group where the table has no column of groups."""
    column = next((column for column in table.dataset.columns if column.name == "group"), None)
    across = {name for found in table.layout.across for name, _text in found.subject}
    if column is None or table.has("group") or "group" in across or not (column.read or column.read_by):
        return []
    judged = {name: bool(name) and not areas.is_area(name) and takes(column, name) for name in dict.fromkeys(names)}
    return [_Section("group", name, index) for index, name in enumerate(names) if judged[name]]


def _leads(table: Table, row: Row) -> bool:
    """Whether the row is numbered like a section: I, II, A."""
    return any(_LEADING.fullmatch(row.cell(place).strip()) for place in table.layout.silent)


def _renamed(table: Table, place: int) -> Table:
    """A column "Đơn vị" that lists communes under their districts is the column of communes."""
    places = dict(table.layout.places)
    if places.get("district") == place:
        places["commune"] = places.pop("district")
        if "district_code" in places and "commune_code" not in places:
            places["commune_code"] = places.pop("district_code")
    return Table(table.dataset, replace(table.layout, places=places))


def _written(table: Table, rows: Sequence[Row], place: int, sections: Sequence[_Section], areas: Areas) -> Outline:
    layout = table.layout
    further = [
        name for name in ("district", "group") if name not in layout.places and any(s.column == name for s in sections)
    ]
    if "district_code" in layout.places and "district" in further:
        further.remove("district")
    width = len(layout.headings)
    starts = {section.start: section for section in sections}
    is_total = total_rows(table, areas)
    said = dict.fromkeys(further, "")
    written: list[Row] = []
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        wrong = None if row.blank else misplaced(layout, row)
        if wrong is not None:
            problems.append(wrong)
            continue
        section = starts.get(index)
        if section is not None and section.column in said:
            said[section.column] = section.text
        # A total at the end may be of the section or of the whole table: it names nothing itself.
        values = ["" if section is None and is_total(row) else said[name] for name in further]
        cells = (*row.cells[:width], *[""] * (width - len(row.cells)), *values)
        written.append(replace(row, cells=cells, origins=(*range(width), *[place] * len(further))))
    places = {**layout.places, **{name: width + offset for offset, name in enumerate(further)}}
    whole = replace(
        layout,
        places=places,
        headings=(*layout.headings, *[""] * len(further)),
        subtotals=frozenset(rows[section.start].line for section in sections),
    )
    return Outline(Table(table.dataset, whole), written, tuple(problems))

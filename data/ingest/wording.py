"""What was understood of a file, put together for the screen.

Belongs here: filling `Understood` from what the steps found. Does not: the steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.ingest.book import Book, letter
from data.ingest.contracts import Dataset
from data.ingest.header import Layout
from data.ingest.headings import NUMBERS
from data.ingest.sheets import Choice
from data.ingest.understanding import UnderstoodTable
from data.ingest.understood import Understood
from data.locale import _
from data.parsing.folding import clean
from data.vocabulary.numbers import STYLES, read_number
from models.wording.words import N_

_FORMATS = {"text": N_("Tệp văn bản (CSV)"), "workbook": N_("Sổ tính Excel")}
_DELIMITERS = {",": N_("dấu phẩy"), ";": N_("dấu chấm phẩy"), "\t": N_("dấu tab"), "|": N_("dấu gạch đứng")}
_PLACES = 30


def understood_of(
    book: Book, choice: Choice, tables: Sequence[UnderstoodTable], dataset: Dataset, marks: Mapping[str, str]
) -> Understood:
    """The reading of a book of which `choice.read` became `tables`."""
    layout = next((table.layout for table in choice.read if table.layout is not None), None)
    return Understood(
        format=_(_FORMATS[book.format]),
        encoding=book.encoding,
        delimiter=_(_DELIMITERS[book.delimiter]) if book.delimiter in _DELIMITERS else book.delimiter,
        sheets=tuple(table.name for table in choice.read if table.name),
        not_read=choice.not_read,
        header_row=0 if layout is None else layout.header.row,
        columns=() if layout is None else _columns(layout),
        unit_power=0 if layout is None else layout.power,
        unit_declared=layout is not None and layout.unit_declared,
        given=tuple(given for table in tables for given in table.given),
        wide=layout is not None and bool(layout.across),
        data_rows=sum(table.data_rows for table in tables),
        total_rows=sum(table.total_rows for table in tables),
        decimal_marks=_decimal_marks(tables, dataset, marks),
    )


def _columns(layout: Layout) -> tuple[tuple[str, str, str], ...]:
    """Every column with a heading: its letter, its heading and what it is of the dataset ("" = not read)."""
    names = {place: name for name, place in layout.places.items()}
    names |= {across.place: across.measure for across in layout.across if not across.total}
    return tuple(
        (letter(place), heading, names.get(place, ""))
        for place, heading in enumerate(layout.headings)
        if heading or place in names
    )


def _decimal_marks(tables: Sequence[UnderstoodTable], dataset: Dataset, marks: Mapping[str, str]) -> dict[str, str]:
    """The decimal mark of each number column: the one answered, or the only one in which all its cells are numbers."""
    found = dict(marks)
    for column in dataset.columns:
        if column.measure not in NUMBERS or column.name in found:
            continue
        texts: set[str] = set()
        for table in tables:
            place = table.part.table.layout.places.get(column.name)
            if place is not None:
                texts.update(
                    row.cells[place] for row in table.part.rows if len(row.cells) > place and place not in row.numeric
                )
        written = [clean(text) for text in texts if "." in text or "," in text]
        fitting = [style for style in STYLES if all(read_number(text, style, _PLACES) is not None for text in written)]
        if written and len(fitting) == 1:
            found[column.name] = fitting[0].decimal
    return found

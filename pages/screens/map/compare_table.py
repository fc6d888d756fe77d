"""All areas as a table that sorts and can be searched: numbers sort as numbers and read the Vietnamese way. The browser offers the cells
as CSV as they are, so text that a spreadsheet could run is neutralised before it is sent.

Belongs here: showing the rows. Does not: their words (compare_rows), files (compare_file).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.export.tables import neutral
from data.locale import _
from models.geo.comparison import Comparison
from models.geo.selection import Selection
from pages.screens.map import compare_rows
from pages.screens.map.compare_rows import Cell, Row
from pages.screens.map.compare_words import Subject
from pages.ui.charts.palettes import text_on

MANY = 12
"""From here on a box finds areas by name; fewer are seen at once."""
_ROW, _TALLEST = 35, 560


def show(comparison: Comparison, selection: Selection, subject: Subject, *, key: str) -> None:
    """The table, its title above it and, for many areas, the box to search by name."""
    st.markdown(_("**Bảng so sánh**"))
    rows = compare_rows.rows(comparison, selection, subject)
    if len(rows) > MANY:
        asked = st.text_input(_("Tìm đơn vị"), key=f"{key}-tim", placeholder=_("gõ tên, có dấu hoặc không dấu"))
        rows = matching(rows, asked)
        if not rows:
            st.info(_("Không có đơn vị nào có tên như vậy."))
            return
    value, *figures = (neutral(heading) for heading in compare_rows.headings(comparison, subject))
    name, letter, note = _("Đơn vị"), _("Chọn"), _("Ghi chú")
    st.dataframe(
        styled(rows, [name, letter, value, note, *figures]),
        hide_index=True,
        height=min(_ROW * (len(rows) + 1) + 3, _TALLEST),
        column_config={
            name: st.column_config.TextColumn(pinned=True),
            letter: st.column_config.TextColumn(width=60),
        },
        placeholder=_("–"),
        key=key,
        alt=subject.title,
    )
    said = [_("Bấm tên cột để sắp xếp; biểu tượng kính lúp ở góc bảng để tìm.")]
    if comparison.options:
        said.append(_("Cột phương án: kinh phí thay đổi mỗi tháng."))
    st.caption(" ".join(said))


def matching(rows: Sequence[Row], asked: str) -> list[Row]:
    """Rows whose name has the text, whatever its accents and case."""
    wanted = _folded(asked)
    return [row for row in rows if wanted in _folded(row.area.name)]


def styled(rows: Sequence[Row], headings: Sequence[str]) -> pd.io.formats.style.Styler:
    """Numbers behind the words: a column sorts by the one and shows the other. A cell without a number is empty: its words
    stand in the note."""
    name, letter, value, note, *figures = headings
    numbers = {heading: [row.cells[place] for row in rows] for place, heading in enumerate((value, *figures))}
    frame = pd.DataFrame(
        {
            name: [neutral(row.area.name) for row in rows],
            letter: [row.letter for row in rows],
            value: _column(numbers[value]),
            note: [neutral(row.said) for row in rows],
            **{heading: _column(numbers[heading]) for heading in figures},
        }
    )
    said = {heading: {_behind(cell): cell.words for cell in cells}.get for heading, cells in numbers.items()}
    painted = [_painted(row) for row in rows]
    # A name of its own at every run would send an unchanged table again.
    return frame.style.set_uuid("so-sanh").format(said, na_rep="").apply(lambda _cells: painted, subset=[letter])


def _column(cells: Sequence[Cell]) -> pd.api.extensions.ExtensionArray:
    return pd.array([_behind(cell) for cell in cells], dtype="Float64")


def _behind(cell: Cell) -> float | None:
    return None if cell.number is None else float(str(cell.number))


def _painted(row: Row) -> str:
    return f"background-color: {row.colour}; color: {text_on(row.colour)}" if row.letter else ""


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).strip()

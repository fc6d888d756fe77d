"""A table as one printed A4 page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from data.export.map_drawing import (
    A4,
    BOLD,
    BORDER,
    MARK,
    MARK_GROUND,
    PANEL,
    SEMI_BOLD,
    TITLE,
    Drawing,
    made,
    specification,
    wrapped,
)

_LEAST = 5.0
_GAP = 0.7


@dataclass(frozen=True)
class Column:
    """`width` is its part of the page's; numbers stand to the right."""

    heading: str
    width: float
    is_number: bool = False


@dataclass(frozen=True)
class PrintedTable:
    """`mark` must not be missed; `foot` are the lines below the table."""

    title: str
    mark: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]
    foot: tuple[str, ...]


class TooLongError(ValueError):
    """The rows do not fit one page in letters that can be read."""


def page(table: PrintedTable) -> dict[str, Any]:
    """The page's specification; where there is more to say than usual, all letters are smaller. Raises TooLongError."""
    letter = A4.letter
    while not _fits(drawing := Drawing(letter), table):
        letter *= 0.96
        if letter < _LEAST:
            raise TooLongError(f"{len(table.rows)} rows")
    return {"description": table.title} | specification(drawing, A4.width, A4.height)


def printed(table: PrintedTable) -> bytes:
    """The page as a PDF. Raises NotDrawn."""
    return made(page(table), "pdf")


def _fits(drawing: Drawing, table: PrintedTable) -> bool:
    letter, margin = drawing.letter, A4.letter * 2
    inner = A4.width - 2 * margin
    lines = wrapped(table.title, inner, letter * 1.5, TITLE, BOLD)
    y = drawing.write(margin, margin, lines, letter * 1.5, font=TITLE, weight=BOLD) + letter * 0.3
    lines = wrapped(table.mark, inner - letter * 1.4, letter, weight=SEMI_BOLD)
    box = shapely.box(margin, y, margin + inner, y + letter * (0.9 + 1.3 * len(lines)))
    drawing.area(box, MARK_GROUND, stroke=MARK)
    y = drawing.write(margin + letter * 0.7, y + letter * 0.3, lines, letter, weight=SEMI_BOLD) + letter
    scale = inner / sum(column.width for column in table.columns)
    y = _row(drawing, table.columns, [column.heading for column in table.columns], y, scale, weight=SEMI_BOLD)
    for place, row in enumerate(table.rows):
        y = _row(drawing, table.columns, row, y, scale, ground="" if place % 2 else PANEL)
    for line in table.foot:
        y = drawing.write(margin, y + letter * 0.3, wrapped(line, inner, letter * 0.9), letter * 0.9, fill=BORDER)
    return y <= A4.height - margin


def _row(
    drawing: Drawing,
    columns: Sequence[Column],
    cells: Sequence[str],
    y: float,
    scale: float,
    *,
    ground: str = "",
    weight: int = 400,
) -> float:
    """The top of the next one."""
    letter, left, tall = drawing.letter, A4.letter * 2, 0
    gap = letter * _GAP
    placed = []
    for column, cell in zip(columns, cells, strict=True):
        wide = column.width * scale
        lines = wrapped(cell, wide - gap, letter, weight=weight)
        x, align = (left + wide - gap / 2, "right") if column.is_number else (left + gap / 2, "left")
        placed.append((x, align, lines))
        left, tall = left + wide, max(tall, len(lines))
    foot = y + letter * (1.3 * tall + 0.5)
    if ground:
        drawing.area(shapely.box(A4.letter * 2, y, left, foot), ground, stroke=ground)
    for x, align, lines in placed:
        drawing.write(x, y + letter * 0.1, lines, letter, weight=weight, align=align)
    return foot

"""The rows of a comparison as a table has them: what is shown in words, and the number behind it where there is one.

Belongs here: columns and cells, the same for screen and file. Does not: showing them (compare_table), files (compare_file).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from data.locale import _
from models.geo.area_values import AreaValue
from models.geo.comparison import ComparedArea, Comparison
from models.geo.peers import PeerGroup
from models.geo.ranking import Distance, NoChange
from models.geo.selection import Selection
from models.wording.numbers import number, signed
from pages.screens.map import compare_marks as marks
from pages.screens.map import compare_words as words
from pages.screens.map.compare_words import MONEY, Subject


@dataclass(frozen=True)
class Cell:
    """`number` is what a table sorts by; None for whatever may not be ranked."""

    words: str
    number: Decimal | None = None


@dataclass(frozen=True)
class Row:
    area: ComparedArea
    letter: str
    colour: str
    cells: tuple[Cell, ...]
    said: str
    """What known figures are; the words in place of one that is not shown as a number."""


def headings(comparison: Comparison, subject: Subject) -> list[str]:
    """Of `Row.cells`."""
    found = [_("Giá trị ({unit})").format(unit=subject.unit), _("Thứ tự"), _("So với toàn tỉnh")]
    if isinstance(comparison.peers, PeerGroup):
        names = {row.code: row.name for row in comparison.rows}
        found.append(_("So với {group}").format(group=words.peers_name(comparison.peers, names)))
    found.append(_("So với năm trước"))
    return found + [
        _("{option} (triệu đồng)").format(option=words.option_name(option)) for option in comparison.options
    ]


def rows(comparison: Comparison, selection: Selection, subject: Subject) -> list[Row]:
    """The ranked areas by rank, then the others in their order."""
    return [
        Row(
            area,
            marks.letter(selection, area.code),
            marks.hue(selection, area.code),
            _cells(area, comparison, subject),
            subject.quality if area.rank else subject.value(area.value),
        )
        for area in (*comparison.ranked, *comparison.unranked)
    ]


def _cells(area: ComparedArea, comparison: Comparison, subject: Subject) -> tuple[Cell, ...]:
    rank = Cell(number(area.rank.rank), Decimal(area.rank.rank)) if area.rank else Cell("")
    found = [_amount(area.value, subject), rank, _distance(area.from_province, subject)]
    if isinstance(comparison.peers, PeerGroup):
        found.append(_distance(area.from_peers, subject))
    if isinstance(area.change, NoChange):
        found.append(Cell(words.no_change_words(area.change) if area.rank else ""))
    else:
        found.append(_distance(area.change, subject))
    return (*found, *(_amount(value, MONEY) for value in area.budget))


def _amount(value: AreaValue, subject: Subject) -> Cell:
    exact = None if value.known is None else subject.shown(value.known)
    return Cell(subject.value(value), exact)


def _distance(found: Distance | None, subject: Subject) -> Cell:
    if found is None:
        return Cell("")
    size = subject.shown(found.difference)
    return Cell(signed(size, subject.places), size)

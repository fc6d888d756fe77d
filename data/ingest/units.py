"""Units that stand inside the cells of figures ("9.168,25 triệu đồng", "3.912 người"), taken from them before they are
read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from data.ingest.base import Row
from data.ingest.body import Table, at_cell
from data.locale import _
from data.parsing.folding import clean
from data.vocabulary.numbers import (
    STYLES,
    UNIT_NAMES,
    counts_in_cell,
    money_in_cell,
    read_number,
    unit_in_cell,
    unit_written,
)
from data.vocabulary.problems import UNIT_NOT_NAMED, Fault, Problem

_NOTHING = frozenset({"", "-", "–", "—", "0"})


@dataclass(frozen=True)
class _Amount:
    """A cell of money: its row's index among the rows, its column, the figure, and the power of ten of the unit beside
    it (None: no unit)."""

    row: int
    column: int
    figure: str
    power: int | None


def without_units(table: Table, rows: Sequence[Row]) -> tuple[Table, list[Row], list[Problem]]:
    """The table with the unit that its cells of money name, the rows with bare figures, and a problem for each cell
    whose unit is another than the table's, or that has none where others have one.

    Cells of one unit are in it; those of several become đồng, where their figures can be read in one way only.
    """
    measures = _measures(table)
    texts = {cell for row in rows for index in measures if (cell := row.cell(index)) and not cell[-1:].isdecimal()}
    parted = {text: apart for text in texts if (apart := unit_in_cell(clean(text)))[1]}
    if not parted:
        return table, list(rows), []
    changed = dict(_counted(table, rows, measures, parted))
    amounts = list(_amounts(rows, measures, parted))
    problems: list[Problem] = []
    powers = {amount.power for amount in amounts if amount.power is not None}
    if powers:
        table, money, problems = _settled(table, rows, amounts, powers)
        changed |= money
    return table, [_with(row, index, changed) for index, row in enumerate(rows)], problems


def _measures(table: Table) -> dict[int, str]:
    """The measure of each column of figures, by its index."""
    layout, dataset = table.layout, table.dataset
    named = {index: dataset.column(name).measure for name, index in layout.index_of.items()}
    figures = set(layout.figures(dataset))
    across = {column.index: dataset.column(column.measure).measure for column in layout.across}
    return {index: measure for index, measure in (named | across).items() if index in figures}


def _counted(
    table: Table, rows: Sequence[Row], measures: Mapping[int, str], parted: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The bare figures of cells that say what they count, by row and column; of decimals only where the unit is the
    one of the row."""
    for number, row in enumerate(rows):
        for index, measure in measures.items():
            figure, unit = parted.get(row.cell(index), ("", ""))
            same = measure == "decimal" and unit_written(unit) == unit_written(table.text(row, "unit"))
            if unit and ((measure == "count" and counts_in_cell(unit)) or (same and unit_written(unit) is not None)):
                yield (number, index), figure


def _amounts(
    rows: Sequence[Row], measures: Mapping[int, str], parted: Mapping[str, tuple[str, str]]
) -> Iterator[_Amount]:
    money = [index for index, measure in measures.items() if measure == "money"]
    for number, row in enumerate(rows):
        for index in money:
            cell = row.cell(index)
            figure, unit = parted.get(cell, (clean(cell), ""))
            power = money_in_cell(unit) if unit else None
            if figure not in _NOTHING and any(sign.isdecimal() for sign in figure) and (power is not None or not unit):
                yield _Amount(number, index, figure, power)


def _settled(
    table: Table, rows: Sequence[Row], amounts: Sequence[_Amount], powers: set[int]
) -> tuple[Table, dict[tuple[int, int], str], list[Problem]]:
    layout = table.layout
    if layout.unit_declared:
        others = [amount for amount in amounts if amount.power not in (None, layout.power)]
        fault = Fault(
            _("ghi đơn vị khác đơn vị của cột ({unit})").format(unit=_(UNIT_NAMES[layout.power])),
            _("Ghi mọi số tiền theo một đơn vị, nêu ở tiêu đề cột."),
        )
        return table, _bare(amounts), _at(table, rows, others, fault)
    bare = [amount for amount in amounts if amount.power is None]
    if bare:
        named = ", ".join(_(UNIT_NAMES[power]) for power in sorted(powers))
        fault = Fault(
            _("không ghi đơn vị tính, trong khi ô khác ghi {unit}").format(unit=named),
            _("Ghi đơn vị ở mọi ô, hoặc chỉ ghi một lần ở tiêu đề cột."),
        )
        return table, _bare(amounts), _at(table, rows, bare, fault, UNIT_NOT_NAMED)
    if len(powers) == 1:
        declared = replace(layout, power=next(iter(powers)), unit_declared=True)
        return replace(table, layout=declared), _bare(amounts), []
    readings = [[read_number(amount.figure, style, amount.power or 0) for amount in amounts] for style in STYLES]
    whole = [reading for reading in readings if None not in reading]
    if len(whole) == 0 or (len(whole) == 2 and whole[0] != whole[1]):
        fault = Fault(
            _("ghi đơn vị khác các ô khác của cột, và số có thể hiểu theo hai cách"),
            _("Ghi mọi số tiền theo một đơn vị, nêu ở tiêu đề cột."),
        )
        usual = max(powers, key=lambda power: sum(amount.power == power for amount in amounts))
        return table, {}, _at(table, rows, [amount for amount in amounts if amount.power != usual], fault)
    in_dong = {(amount.row, amount.column): str(value) for amount, value in zip(amounts, whole[0], strict=True)}
    return replace(table, layout=replace(layout, power=0, unit_declared=True)), in_dong, []


def _bare(amounts: Sequence[_Amount]) -> dict[tuple[int, int], str]:
    return {(amount.row, amount.column): amount.figure for amount in amounts if amount.power is not None}


def _at(
    table: Table, rows: Sequence[Row], amounts: Sequence[_Amount], fault: Fault, code: str = "other"
) -> list[Problem]:
    headings = table.layout.headings
    return [at_cell(rows[amount.row], amount.column, headings[amount.column], fault, code=code) for amount in amounts]


def _with(row: Row, number: int, changed: Mapping[tuple[int, int], str]) -> Row:
    cells = tuple(changed.get((number, index), cell) for index, cell in enumerate(row.cells))
    return row if cells == row.cells else replace(row, cells=cells)

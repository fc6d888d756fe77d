"""Which kind of file a table is, where it was sent as another: results as plan figures, poverty as payments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.ingest.answers import GIVEN
from data.ingest.base import Dataset, Sheet
from data.ingest.catalogue import DATASETS, PARAMETERS
from data.ingest.header import NUMBERS, Finder, Layout, missing
from data.ingest.tables import FoundTable
from data.ingest.transposed import upright
from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.problems import Fault, Problem, error

_PLANS = re.compile(r"\b(?:ke hoach|kh|giao|muc tieu|phan dau|du kien|target|plan)\b")
_RESULTS = re.compile(
    r"\b(?:ket qua|thuc hien|ra soat|dien bien|uoc dat|(?:dau|cuoi) (?:ky|nam)|(?:giam|tang) trong (?:ky|nam))\b"
)
_LEFT_UNREAD = 2
"""Columns that the kind chosen leaves and another reads, which show that the file is of the other."""
_GENERAL = ("indicators", "targets")
"""Kinds that read a figure of anything, so that their own columns prove little."""


def of_another_kind(tables: Sequence[FoundTable], contract: Dataset, text: bool) -> list[Problem]:
    """The error that says which kind of file these tables are, where they are not of the kind chosen. `text`: they come
    from a text file."""
    if contract is PARAMETERS:
        return []
    for table in tables:
        if table.layout is None:
            other = _fitting(table.sheet, contract, frozenset(), text)
        elif contract.name == "targets" and _no_plan(table.sheet, table.layout):
            other = _fitting(table.sheet, contract, frozenset(), text)
            return [_results(other)]
        elif _lacking(table.layout, contract):
            other = _fitting(table.sheet, contract, frozenset(), text)
        elif len(table.layout.unknown) >= _LEFT_UNREAD:
            other = _fitting(table.sheet, contract, frozenset(table.layout.unknown), text, _named_by(table.layout))
        else:
            other = None
        if other is not None:
            return [_named(other)]
    return []


def _fitting(sheet: Sheet, contract: Dataset, unread: frozenset[int], text: bool, least: int = 0) -> Dataset | None:
    """The kind with the most columns in this sheet, more than `least`, of those that lack none and read some of
    `unread`."""
    best: tuple[int, Dataset] | None = None
    for dataset in DATASETS.values():
        if dataset is contract or dataset is PARAMETERS or (dataset.name in _GENERAL and unread):
            continue
        finder = Finder(dataset)
        layout, problems = finder.find(upright(sheet, finder.headings), ragged=text)
        if layout is None or problems or _lacking(layout, dataset) or not layout.figures(dataset):
            continue
        read = {*layout.index_of.values(), *(column.index for column in layout.across)}
        named = _named_by(layout)
        if named > least and len(unread & read) >= min(_LEFT_UNREAD, len(unread)) and (best is None or named > best[0]):
            best = named, dataset
    return None if best is None else best[1]


def _named_by(layout: Layout) -> int:
    """How many columns of its kind a layout has."""
    return len(layout.index_of) + len({(column.measure, column.subject) for column in layout.across})


def _lacking(layout: Layout, dataset: Dataset) -> bool:
    """Whether a column is missing that no title and no answer can give for all rows."""
    present = {*layout.index_of, *GIVEN}
    present |= {name for column in layout.across for name in (column.measure, *dict(column.subject))}
    needs = any(dataset.column(name).measure in NUMBERS for name in present & {c.name for c in dataset.columns})
    return bool(missing(dataset, present, layout.header)) or not needs


def _no_plan(sheet: Sheet, layout: Layout) -> bool:
    """Whether a table sent as plan figures says that they are results, or nowhere that they are planned."""
    value = layout.index_of.get("value")
    heading = "" if value is None else fold(layout.headings[value])
    if heading == "value" or _PLANS.search(heading):
        return False
    above = sheet.rows[: layout.first - len(layout.levels)]
    said = [sheet.name, *layout.headings, *(cell for row in above for cell in row.cells)]
    folded = [fold(text) for text in said if text.strip()]
    planned = any(_PLANS.search(text) for text in folded)
    return any(_RESULTS.search(text) for text in folded) or (value is None and bool(layout.across) and not planned)


def _named(other: Dataset) -> Problem:
    reason = _("Tệp có vẻ thuộc loại '{kind}', không phải loại đã chọn").format(kind=_(other.label))
    remedy = _("Chọn loại dữ liệu '{kind}' rồi tải lại tệp này.").format(kind=_(other.label))
    return error(Fault(reason, remedy), "kind")


def _results(other: Dataset | None) -> Problem:
    kind = _((other or DATASETS["indicators"]).label)
    reason = _("Tệp có vẻ là số thực hiện thuộc loại '{kind}', không chỗ nào ghi là số kế hoạch").format(kind=kind)
    remedy = _(
        "Nếu là kết quả, chọn loại dữ liệu '{kind}' rồi tải lại; nếu đúng là số kế hoạch, ghi 'Kế hoạch năm' vào tiêu "
        "đề cột."
    )
    return error(Fault(reason, remedy.format(kind=kind)), "kind")

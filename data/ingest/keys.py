"""What one file may say only once.

Belongs here: rows that repeat the key of an earlier row. Does not: what the key of a dataset is (its contract).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from data.locale import _
from data.vocabulary.problems import Fault, Problem

if TYPE_CHECKING:
    from data.ingest.records import Records


def doubled(records: Records) -> list[Problem]:
    """Rows that say again what an earlier row said, even with equal figures: which one counts is not ours to choose."""
    keys = [column for column in records.dataset.columns if column.key]
    names = ["district_code", "commune_code", *(column.name for column in keys)]
    complete = pl.all_horizontal(
        pl.col("_level").is_not_null(), *(pl.col(column.name).is_not_null() for column in keys)
    )
    rows = records.frame.select([*names, "_level"]).with_row_index("_index").filter(complete)
    again = rows.filter(rows.select(names).is_duplicated())
    if again.is_empty():
        return []
    what = [_("đơn vị"), *(_lowered(_(column.label)) for column in keys)]
    same = _("{most} và {last}").format(most=", ".join(what[:-1]), last=what[-1]) if len(what) > 1 else what[0]
    first: dict[tuple[object, ...], int] = {}
    found: dict[int, list[int]] = {}
    for index, *key in again.select("_index", *names).iter_rows():
        earlier = first.setdefault(tuple(key), index)
        if earlier != index:
            found.setdefault(earlier, []).append(index)
    problems: list[Problem] = []
    for earlier, indices in found.items():
        for place, there in _by_place(records, earlier, indices).items():
            fault = Fault(
                _("trùng với {place}: cùng {same}").format(place=place, same=same),
                _("Giữ lại một dòng đúng, xóa dòng kia."),
            )
            problems += records.together(there, None, fault)
    return problems


def _by_place(records: Records, earlier: int, indices: list[int]) -> dict[str, list[int]]:
    """The later rows by how the earlier one is called from where they stand."""
    found: dict[str, list[int]] = {}
    first = records.row(earlier)
    for index in indices:
        row = records.row(index)
        if row.sheet != first.sheet:
            place = _("dòng {line} của trang '{sheet}'").format(line=first.line, sheet=first.sheet)
        elif row.line == first.line:
            place = _("ô khác của cùng dòng")
        else:
            place = _("dòng {line}").format(line=first.line)
        found.setdefault(place, []).append(index)
    return found


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]

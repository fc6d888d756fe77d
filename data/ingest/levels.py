"""Which areas the rows of a file may be about.

Belongs here: rows that name none, the levels a dataset has, and rows of a district among rows of communes. Does not: finding
an area (places.py).
"""

from __future__ import annotations

import polars as pl

from data.ingest.contracts import Dataset, Level
from data.ingest.places import AREA, Causes
from data.locale import _
from data.vocabulary.problems import Fault
from models.wording.words import N_

LEVELS: tuple[Level, ...] = ("province", "district", "commune")
_WORDS: dict[Level, str] = {"province": N_("cả tỉnh"), "district": N_("cấp huyện"), "commune": N_("cấp xã")}
_COMMUNE = AREA[2:]


def judge_levels(dataset: Dataset, cells: pl.DataFrame, found: pl.DataFrame) -> tuple[pl.DataFrame, Causes]:
    """`cells` are the area columns (null: no such column) and "_part", `found` what places.py found; returns it without the
    areas of faulty rows and with the province for rows of a table that has no column of areas, and the faults."""
    there = {name: pl.col(name).is_not_null() for name in AREA}
    filled = {name: (pl.col(name) != "").fill_null(False) for name in AREA}
    level = pl.col("_level").fill_null("")
    names_commune = pl.any_horizontal(filled[name] for name in _COMMUNE)
    by_commune = names_commune.any().over("_part")
    # Where there are no districts any more, communes do not stand for one.
    any_commune = ((level == "commune") & pl.col("found_code").is_not_null()).any().over("_part")
    judged = pl.concat([cells, found.select("_level", found_code="district_code")], how="horizontal").select(
        nowhere=~pl.any_horizontal(there.values()),
        empty=~pl.any_horizontal(filled.values()),
        no_commune=by_commune & ~names_commune & (level != "province"),
        mixed=any_commune & ~by_commune & (level == "district") & pl.lit("province" not in dataset.levels),
        beyond=(level != "") & ~level.is_in(sorted(dataset.levels)),
    )
    causes: Causes = {}
    for index, (nowhere, empty, no_commune, mixed, beyond) in _faulty(judged):
        named = dict(zip(AREA, cells.select(AREA).row(index), strict=True))
        columns = [name for name, text in named.items() if text is not None]
        said = next((name for name, text in reversed(named.items()) if text), "")
        if nowhere:
            continue
        if no_commune:
            cause = [name for name in columns if name in _COMMUNE][-1], _without_commune()
        elif empty:
            cause = columns[-1], _empty(dataset)
        elif mixed:
            cause = said, _district_among_communes()
        elif beyond:
            cause = said, _not_of(dataset, found["_level"][index])
        causes.setdefault(cause, []).append(index)
    wrong = pl.any_horizontal("no_commune", "empty", "mixed", "beyond")
    whole = pl.lit("province" in dataset.levels) & judged["nowhere"]
    cleared = found.with_columns(pl.when(~judged.select(wrong).to_series()).then(pl.all()))
    return cleared.with_columns(pl.when(whole).then(pl.lit("province")).otherwise("_level").alias("_level")), causes


def _faulty(judged: pl.DataFrame) -> list[tuple[int, tuple[bool, ...]]]:
    rows = judged.select(pl.any_horizontal(pl.all()).arg_true()).to_series()
    return [(index, judged.row(index)) for index in rows]


def _without_commune() -> Fault:
    return Fault(_("để trống trong tệp lập theo xã"), _("Ghi mã hoặc tên xã; số của cả huyện thì để ở một tệp riêng."))


def _district_among_communes() -> Fault:
    return Fault(_("là cấp huyện trong tệp lập theo xã"), _("Bỏ dòng này; số của cả huyện thì để ở một tệp riêng."))


def _empty(dataset: Dataset) -> Fault:
    if "province" in dataset.levels:
        return Fault(
            _("để trống"), _("Ghi mã hoặc tên đơn vị, ví dụ 347 hoặc Phủ Lý; số của cả tỉnh thì ghi Toàn tỉnh.")
        )
    return Fault(_("để trống"), _("Ghi mã hoặc tên đơn vị, ví dụ 347 hoặc Phủ Lý."))


def _not_of(dataset: Dataset, level: Level) -> Fault:
    allowed = _(" hoặc ").join(_(_WORDS[other]) for other in LEVELS if other in dataset.levels)
    return Fault(
        _("là {level}, còn tệp này chỉ nhận số liệu {allowed}").format(level=_(_WORDS[level]), allowed=allowed),
        _("Bỏ dòng này hoặc ghi đúng đơn vị."),
    )

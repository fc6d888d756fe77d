"""Files to fill in, per dataset and period, with the current figures in them: filled or not, they can be read back.

Belongs here: which lines such a file has, its pick-lists and the words that guide its user. Does not: the columns
(dataset_file.py) or the figures (data/store/current.py).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import polars as pl
import sqlalchemy as sa

from data.export.csv_file import csv_bytes
from data.export.dataset_file import Words, columns_of, headings, rows
from data.export.file_words import file_words
from data.export.workbook import Value, WorkSheet, workbook_bytes
from data.ingest.catalogue import DATASETS
from data.locale import _
from data.store.current import current
from data.store.version import current_at
from models.base import Base
from models.frames import CATEGORIES, COUNTED, FIGURES, household_key
from models.periods import Month
from models.policy.areas.catalogue import SUPPORT_INPUTS, TAKEN_OVER
from models.policy.areas.children import PROVINCE_ONLY
from models.policy.schemes import PROGRAMMES

Format = Literal["csv", "xlsx"]
_AREAS = ("district", "commune")
_ROWS_FILLED = 10_000


def template(
    connection: sa.Connection,
    version: int,
    dataset: str,
    period: str,
    kind: Format,
    *,
    communes: bool = False,
    policy_area: str = "",
) -> bytes:
    """The file for one period: a month "YYYY-MM" (payments), a year (indicators, households, targets, budget) or the date
    of the figures (areas: "YYYY-MM-DD" or "YYYY"). `communes`: one line a commune, not a district; from 01/7/2025 there
    are communes alone. `policy_area`: the indicators of that area alone. Raises KeyError for a dataset without files and
    ValueError for another kind of period."""
    day = first_day(period)
    words = file_words(connection, version, dataset, day)
    by_commune = communes or not words.districts
    kept = current(connection, version, dataset, period).drop("area_id")
    asked = _asked(connection, version, dataset, words)
    if policy_area:
        asked = [key for key in asked if key.startswith(f"{policy_area}.")]
        kept = kept.filter(pl.col("indicator").str.starts_with(f"{policy_area}."))
    frame = _with_empty_lines(kept, dataset, list(_lines(dataset, period, words, asked, by_commune)))
    columns = _columns(dataset, frame, words)
    titles, cells = headings(dataset, columns), rows(frame, columns, words)
    if kind == "csv":
        return csv_bytes(titles, [[_text(value) for value in row] for row in cells])
    lists = [(name, _choices(name, words, asked)) for name in columns if name in _AREAS or name in words.values]
    places = {columns.index(name): (_("Danh mục"), place, len(found)) for place, (name, found) in enumerate(lists)}
    longest = [list(line) for line in itertools.zip_longest(*(found for _name, found in lists))]
    return workbook_bytes(
        [
            WorkSheet(_("Số liệu"), [titles, *cells], lists=places),
            WorkSheet(_("Hướng dẫn"), [[line] for line in _guidance(dataset)], heading=0),
            WorkSheet(_("Danh mục"), longest, heading=0, hidden=True),
        ]
    )


def export(connection: sa.Connection, version: int, dataset: str, period: str, kind: Format) -> bytes:
    """The figures that are kept and nothing else, as a file that changes nothing when it comes back."""
    words = file_words(connection, version, dataset, first_day(period))
    frame = current(connection, version, dataset, period).drop("area_id")
    columns = _columns(dataset, frame, words)
    titles, cells = headings(dataset, columns), rows(frame, columns, words)
    if kind == "csv":
        return csv_bytes(titles, [[_text(value) for value in row] for row in cells])
    return workbook_bytes([WorkSheet(_("Số liệu"), [titles, *cells])])


def first_day(period: str) -> date:
    """The first day a period is about; raises ValueError."""
    if len(period) == 4:
        return date(int(period), 1, 1)
    return Month.parse(period).first_day if len(period) == 7 else date.fromisoformat(period)


def _columns(dataset: str, frame: pl.DataFrame, words: Words) -> list[str]:
    by_commune = not words.districts or bool(frame["commune_code"].is_not_null().any())
    return columns_of(dataset, communes=by_commune, districts=bool(words.districts))


def _asked(connection: sa.Connection, version: int, dataset: str, words: Words) -> list[str]:
    """The indicators a file of the dataset is asked for: not those the app alone works out and no lever takes, nor those of
    the households' files, nor (of plans) changes, rates and unit costs that no plan has."""
    if dataset not in ("indicators", "targets"):
        return []
    t = Base.metadata.tables["observation"]
    kinds = sa.select(t.c.indicator_key, t.c.quality == "derived").where(current_at(t, version)).distinct()
    found = [(key, bool(derived)) for key, derived in connection.execute(kinds)]
    left_out = {key for key, _derived in found} - {key for key, derived in found if not derived} - TAKEN_OVER
    left_out |= {
        household_key(category, counted, figure)
        for category, counted, figure in itertools.product(CATEGORIES, COUNTED, FIGURES)
        if (counted, figure) != ("households", "closing")
    }
    left_out |= SUPPORT_INPUTS if dataset == "targets" else set()
    read = DATASETS[dataset].column("indicator").read
    return [
        key
        for key, name in words.values["indicator"].items()
        if key not in left_out and (read is None or read(name) == key)
    ]


def _with_empty_lines(kept: pl.DataFrame, dataset: str, lines: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The kept figures, then a line without figures for everything of the period that has none yet."""
    keys = [column.name for column in DATASETS[dataset].columns if column.key and column.name in kept.columns]
    key = ["district_code", "commune_code", *keys]
    wanted = pl.DataFrame(lines, schema_overrides=dict(kept.schema))
    if wanted.is_empty():
        return kept
    empty = wanted.join(kept, on=[name for name in key if name in wanted.columns], how="anti", nulls_equal=True)
    return pl.concat([kept, empty.head(_ROWS_FILLED)], how="diagonal")


def _lines(dataset: str, period: str, words: Words, asked: Sequence[str], communes: bool) -> Iterable[dict[str, Any]]:
    areas: list[dict[str, str | None]] = [
        {"district_code": words.district_of.get(code), "commune_code": code} for code in words.communes
    ]
    if not communes:
        areas = [{"district_code": code, "commune_code": None} for code in words.districts]
    province: dict[str, str | None] = {"district_code": None, "commune_code": None}
    if dataset == "payments":
        fixed: dict[str, Any] = {"period": period, "kind": "hằng tháng", "months": 1}
        return ({**area, **fixed, "group": name} for area in areas for name in PROGRAMMES)
    if dataset == "households":
        fixed = {"period": period, "counted": "households"}
        return ({**area, **fixed, "category": name} for area in areas for name in CATEGORIES)
    if dataset in ("indicators", "targets"):
        fixed = {"period": period, **({"qualifier": "="} if dataset == "indicators" else {})}
        each = ((area, name) for area in [province, *areas] for name in asked)
        apart = PROVINCE_ONLY | SUPPORT_INPUTS
        return ({**a, **fixed, "indicator": name} for a, name in each if a is province or name not in apart)
    if dataset == "areas":
        return ({**area, "measured_on": period} for area in [province, *areas])
    fixed = {"budget_year": int(period), "month": "", "level": "province", "chapter": "", "category": "", "item": ""}
    return ({**province, **fixed, "source": name} for name in words.values["source"])


def _choices(name: str, words: Words, asked: Sequence[str]) -> list[Value]:
    if name == "district":
        return [words.province, *words.districts.values()]
    if name == "indicator":
        return [words.values[name][key] for key in asked]
    return list(words.communes.values()) if name == "commune" else list(words.values[name].values())


def _text(value: Value) -> str | int | None:
    """Decimals the Vietnamese way, as Excel with Vietnamese settings reads them."""
    return value if value is None or isinstance(value, (str, int)) else f"{value:f}".replace(".", ",")


def _guidance(dataset: str) -> Sequence[str]:
    contract = DATASETS[dataset]
    needed = [_(column.label) for column in contract.columns if column.needed]
    return [
        _(contract.label),
        _("Điền vào trang “Số liệu”, không đổi dòng tiêu đề. Mỗi dòng một đơn vị."),
        _("Cột phải có: {columns}.").format(columns=", ".join(needed)),
        _("Dòng để trống hết các cột số được bỏ qua khi nạp. Chưa có số thì để trống, không ghi 0."),
        _("Tiền ghi bằng đồng, số nguyên. Không đưa họ tên, số định danh cá nhân vào tệp."),
        _("Dòng tổng cộng được so với tổng các dòng và không được nạp."),
    ]

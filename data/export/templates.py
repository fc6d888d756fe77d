"""Templates of the datasets and files of their current rows, as they may be sent back in."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import polars as pl
import sqlalchemy as sa

from data.export.tables import Formula, Value, WorkSheet, csv_bytes, workbook_bytes
from data.ingest.base import Column
from data.ingest.catalogue import DATASETS
from data.locale import _
from data.store import queries
from data.store.facts import figures_of_period
from data.store.version import current_at
from data.vocabulary.groups import (
    CATEGORY_NAMES,
    COUNTED_NAMES,
    KINDS,
    LEVEL_NAMES,
    PROGRAMME_SCHEMES,
    QUALIFIER_WORDS,
    SOURCE_NAMES,
)
from models.base import Base
from models.frames import CATEGORIES, COUNTED, FIGURES, household_key
from models.periods import Month
from models.policy.areas.catalogue import SUPPORT_INPUTS, TAKEN_OVER
from models.policy.areas.children import PROVINCE_ONLY
from models.policy.engine.baseline import in_vintage
from models.policy.schemes import PROGRAMMES

AREA_COLUMNS = ("district_code", "district", "commune_code", "commune")


@dataclass(frozen=True)
class Words:
    """How a dataset's codes are written: names of areas by level and code, then by column what stands for each code (of
    groups, indicators, sources of a budget…). `district_of` is the district's code of each commune that has one."""

    districts: Mapping[str, str]
    communes: Mapping[str, str]
    district_of: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    province: str


def headings(dataset: str, columns: Sequence[str]) -> list[str]:
    """The heading of each column in Vietnamese; money says đồng."""
    contract = DATASETS[dataset]
    return [_heading(contract.column(name)) for name in columns]


def rows(frame: pl.DataFrame, columns: Sequence[str], words: Words) -> list[list[Value]]:
    """The frame (a dataset's schema) as cells of `columns`, which may name areas beside their codes."""
    return [[_cell(row, name, words) for name in columns] for row in frame.iter_rows(named=True)]


def columns_of(dataset: str, *, communes: bool, districts: bool = True) -> list[str]:
    """The columns a file of the dataset is written with, areas first; without `districts` there are communes alone."""
    contract = DATASETS[dataset]
    areas = AREA_COLUMNS[0 if districts else 2 : 4 if communes else 2]
    return [*areas, *(name for name in contract.schema.names() if name not in AREA_COLUMNS)]


def _heading(column: Column) -> str:
    if column.measure == "money":
        return _("{label} (đồng)").format(label=_(column.label))
    return _(column.label)


def _cell(row: Mapping[str, Any], name: str, words: Words) -> Value:
    if name == "district":
        if row["district_code"] is None and row["commune_code"] is None:
            return words.province
        return words.districts.get(row["district_code"] or "", "")
    if name == "commune":
        if row["commune_code"] is None and not words.districts:
            return words.province
        return words.communes.get(row["commune_code"] or "", "")
    value = row[name]
    if isinstance(value, str):
        return words.values.get(name, {}).get(value, value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"no way to write {value!r}")


_INDICATOR = Base.metadata.tables["indicator"]


def file_words(connection: sa.Connection, version: int, dataset: str, day: date) -> Words:
    """The words for a file of the dataset about `day`: names of areas are those of its vintage; what is older than the
    first vintage counts as of it."""
    listed = queries.areas(connection, version)
    first = listed.select(pl.col("valid_from").min()).item()
    areas = in_vintage(listed, Month.of(max(day, first)))
    provinces = in_vintage(listed, Month.of(first)) if DATASETS[dataset].province_is_total else areas
    return Words(
        districts=_names(areas, "district"),
        communes=_names(areas, "commune"),
        district_of=_district_of(areas),
        values=_values(connection, version, dataset),
        province=_names(provinces, "province").popitem()[1],
    )


def _values(connection: sa.Connection, version: int, dataset: str) -> dict[str, dict[str, str]]:
    """By column: two datasets may call different things by one name."""
    if dataset == "payments":
        groups = queries.groups(connection, version).select("group", "name")
        return {
            "group": {name: name for name in PROGRAMME_SCHEMES} | dict(groups.iter_rows()),
            "kind": {name: name for name in KINDS},
        }
    if dataset == "households":
        return {"category": _translated(CATEGORY_NAMES), "counted": _translated(COUNTED_NAMES)}
    if dataset == "budget":
        return {"source": _translated(SOURCE_NAMES), "level": _translated(LEVEL_NAMES)}
    if dataset == "areas":
        return {}
    indicators = {
        row.key: row.name for row in connection.execute(sa.select(_INDICATOR).order_by(_INDICATOR.c.position))
    }
    return {"indicator": indicators, "qualifier": _translated(QUALIFIER_WORDS)}


def _district_of(areas: pl.DataFrame) -> dict[str, str]:
    """Commune code -> district code, of the communes that have one."""
    districts = areas.filter(pl.col("level") == "district").select(parent_id="area_id", district="code")
    communes = areas.filter(pl.col("level") == "commune").select("parent_id", "code")
    return dict(communes.join(districts, on="parent_id").select("code", "district").iter_rows())


def _names(areas: pl.DataFrame, level: str) -> dict[str, str]:
    found = areas.filter(pl.col("level") == level)
    return {row["code"]: f"{row['kind']} {row['name']}" for row in found.iter_rows(named=True)}


def _translated(names: dict[str, str]) -> dict[str, str]:
    return {code: _(name) for code, name in names.items()}


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
    """The file for one period: a month "YYYY-MM" (payments), a year (indicators, households, targets, budget) or the
    date of the figures (areas: "YYYY-MM-DD" or "YYYY"). `communes`: one line a commune, not a district; from 01/7/2025
    there are communes alone. `policy_area`: the indicators of that area alone. Raises KeyError for a dataset without
    files and ValueError for another kind of period."""
    day = first_day(period)
    words = file_words(connection, version, dataset, day)
    by_commune = communes or not words.districts
    kept = figures_of_period(connection, version, dataset, period).drop("area_id")
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
    frame = figures_of_period(connection, version, dataset, period).drop("area_id")
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
    """The indicators a file of the dataset is asked for: not those the app alone works out or knows from publications
    and no lever takes, nor those of the households' files, nor (of plans) changes, rates and unit costs that no plan
    has."""
    if dataset not in ("indicators", "targets"):
        return []
    t = Base.metadata.tables["observation"]
    known = t.c.quality.in_(("derived", "published"))
    kinds = sa.select(t.c.indicator_key, known).where(current_at(t, version)).distinct()
    found = [(key, bool(own)) for key, own in connection.execute(kinds)]
    left_out = {key for key, _own in found} - {key for key, own in found if not own} - TAKEN_OVER
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


_LIST_ROWS = 5_000
_AREAS_AND_GROUPS = 400


def personal_template(
    areas: Sequence[tuple[str, str]], groups: Sequence[str], period: str, *, level: str = "district"
) -> bytes:
    """The workbook for some areas (code, name) of a level and groups in a month "YYYY-MM": each area x group is one
    line of the sheet of sums, empty where the list names nobody. Raises ValueError beyond 400 lines, which Excel adds
    up too slowly."""
    if len(areas) * len(groups) > _AREAS_AND_GROUPS:
        raise ValueError("too many areas x groups for one workbook")
    people = _("Danh sách (giữ lại máy)")
    return workbook_bytes(
        [
            WorkSheet(_("Hướng dẫn"), [[line] for line in _personal_template_guidance(people)], heading=0),
            WorkSheet(people, [_list_headings()], lists=_lists(len(areas), len(groups))),
            WorkSheet(_("Tổng hợp"), [_sum_headings(level), *_sums(areas, groups, period, people)]),
            WorkSheet(_lists_name(), _list_values(areas, groups), heading=0, hidden=True),
        ]
    )


def _personal_template_guidance(people: str) -> list[str]:
    return [
        _("Cộng danh sách chi trả theo đơn vị và nhóm đối tượng, ngay trên máy này"),
        _("1. Dán danh sách vào trang “{sheet}”: mỗi người một dòng, chọn đơn vị và nhóm trong danh mục.").format(
            sheet=people
        ),
        _("2. Mở trang “Tổng hợp”: số người và số tiền đã được cộng sẵn."),
        _("3. Chọn Tệp, Lưu thành, CSV UTF-8 khi đang mở trang “Tổng hợp”, rồi nạp tệp CSV đó vào phần mềm."),
        _("Không nạp và không gửi cả sổ tính này: trang danh sách có dữ liệu cá nhân (Luật số 91/2025/QH15)."),
    ]


def _list_headings() -> list[Value]:
    return [_("Họ và tên"), _("Đơn vị"), _("Nhóm đối tượng"), _("Số tiền (đồng)")]


def _sum_headings(level: str) -> list[Value]:
    areas = [DATASETS["payments"].column(name).title for name in (f"{level}_code", level)]
    return [*areas, _("Kỳ"), _("Nhóm đối tượng"), _("Số đối tượng"), _("Kinh phí hằng tháng (đồng)")]


def _lists_name() -> str:
    return _("Danh mục")


def _lists(areas: int, groups: int) -> dict[int, tuple[str, int, int]]:
    return {1: (_lists_name(), 0, areas), 2: (_lists_name(), 1, groups)}


def _list_values(areas: Sequence[tuple[str, str]], groups: Sequence[str]) -> list[list[Value]]:
    names = [name for _code, name in areas]
    return [
        [names[place] if place < len(names) else None, groups[place] if place < len(groups) else None]
        for place in range(max(len(names), len(groups)))
    ]


def _sums(
    areas: Sequence[tuple[str, str]], groups: Sequence[str], period: str, people: str
) -> list[list[Value | Formula]]:
    """Lines of formulas over the list; an area and group of nobody stays empty, for an empty line is no figure."""
    sheet = "'" + people.replace("'", "''") + "'"
    rows: list[list[Value | Formula]] = []
    for code, name in areas:
        for group in groups:
            line = len(rows) + 2
            where = f"{sheet}!$B$2:$B${_LIST_ROWS},$B{line},{sheet}!$C$2:$C${_LIST_ROWS},$D{line}"
            count = Formula(f'=IF(COUNTIFS({where})=0,"",COUNTIFS({where}))')
            amount = Formula(f'=IF(COUNTIFS({where})=0,"",SUMIFS({sheet}!$D$2:$D${_LIST_ROWS},{where}))')
            rows.append([code, name, period, group, count, amount])
    return rows

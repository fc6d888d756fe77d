"""The area of every row, each different combination of cells looked up once.

Belongs here: which list of areas a row's date chooses, and the faults of the look-up in the words of its period. Does not:
the look-up itself (matching.py) or which areas a row may be about (levels.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data.ingest.columns import MOST_FAULTY_TEXTS
from data.ingest.contracts import Dataset
from data.ingest.matching import Located, areas_on
from data.vocabulary.problems import Fault
from data.vocabulary.vintages import VINTAGE_2023, VINTAGES, vintage_of

AREA = ("district_code", "district", "commune_code", "commune")
FOUND = pl.Schema(
    {
        "district_code": pl.String,
        "commune_code": pl.String,
        "_level": pl.String,
        "_area": pl.String,
        "_people": pl.Int64,
    }
)
Causes = dict[tuple[str, Fault], list[int]]
"""Rows by column and cause."""


@dataclass
class Places:
    """`frame` has the columns of FOUND for every row, null where no area was found (district_code and commune_code also for
    the province). `unread`: rows that were not looked up any more."""

    frame: pl.DataFrame
    faults: Causes = field(default_factory=dict)
    remarks: Causes = field(default_factory=dict)
    unread: int = 0


def find_places(dataset: Dataset, cells: pl.DataFrame, dates: pl.Series) -> Places:
    """The areas of all rows: `cells` are the cleaned area columns (AREA; null: no such column), `dates` what dates each row
    ("2023-12"; null: unknown)."""
    rows = cells.select(AREA).with_columns(
        pl.all().fill_null(""), _vintages(dataset, dates).alias("_vintage"), dates.is_null().alias("_undated")
    )
    unique = rows.unique(maintain_order=True).with_row_index("_id")
    ids = rows.join(unique, on=rows.columns, how="left", maintain_order="left").get_column("_id")
    located = _located(unique)
    each = pl.DataFrame([_columns(place) for place in located], schema=FOUND, orient="row")
    places = Places(each.select(pl.all().gather(ids)))
    _note(places, unique, located, ids, dates)
    return places


def written_period(period: str) -> str:
    """A period as people say it: "2023-12" is 12/2023, "2023-12-31" is 31/12/2023."""
    return "/".join(reversed(period.split("-")))


def _vintages(dataset: Dataset, dates: pl.Series) -> pl.Series:
    """The list that counts for each row; for an undated row that of most others."""
    known = dates.unique().drop_nulls().to_list()
    days = [vintage_of(dataset.area_day(text)) for text in known]
    vintages = dates.replace_strict(known, days, default=None, return_dtype=pl.Date)
    usual = vintages.drop_nulls().mode().sort()
    return vintages.fill_null(usual[0] if len(usual) else VINTAGE_2023)


def _located(unique: pl.DataFrame) -> list[Located | None]:
    """The area of each combination; None for those left when too many were faulty."""
    found: list[Located | None] = []
    faulty = 0
    for row in unique.iter_rows(named=True):
        place = _locate(row) if faulty < MOST_FAULTY_TEXTS else None
        faulty += place is not None and bool(place.faults)
        found.append(place)
    return found


def _locate(row: Mapping[str, object], period: str = "") -> Located:
    cells = {name: str(row[name]) for name in AREA if row[name]}
    vintage = row["_vintage"]
    assert isinstance(vintage, date)
    found = areas_on(vintage).locate(cells, period)
    if found.faults and row["_undated"] and any(areas_on(other).locate(cells).area for other in VINTAGES):
        # Its period is the fault; which list would count cannot be known.
        return Located()
    return found


def _columns(place: Located | None) -> tuple[str | None, str | None, str | None, str | None, int | None]:
    area = None if place is None else place.area
    if area is None:
        return None, None, None, None, None
    return area.district_code, area.code if area.level == "commune" else None, area.level, area.name, area.people


def _note(
    places: Places, unique: pl.DataFrame, located: Sequence[Located | None], ids: pl.Series, dates: pl.Series
) -> None:
    """The words of a fault name the period, so each combination of cells and period has its own."""
    doubtful = [number for number, place in enumerate(located) if place is None or place.faults or place.remarks]
    told: dict[tuple[int, str | None], Located] = {}
    for index in ids.is_in(pl.Series(doubtful, dtype=ids.dtype).implode()).arg_true() if doubtful else ():
        number, period = ids[index], dates[index]
        if (number, period) not in told:
            if located[number] is None or len(told) >= MOST_FAULTY_TEXTS:
                places.unread += 1
                continue
            told[number, period] = _locate(unique.row(number, named=True), written_period(period or ""))
        for column, fault in told[number, period].faults:
            places.faults.setdefault((column, fault), []).append(index)
        for column, fault in told[number, period].remarks:
            places.remarks.setdefault((column, fault), []).append(index)

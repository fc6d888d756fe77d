"""How the codes of a dataset's file are written out for people, in words that are read back as the same codes.

Belongs here: the words of one day's areas, of groups, indicators and the fixed lists. Does not: laying out a file
(dataset_file.py).
"""

from __future__ import annotations

from datetime import date

import polars as pl
import sqlalchemy as sa

from data.export.dataset_file import Words
from data.locale import _
from data.store import queries
from data.vocabulary.budget_names import LEVEL_NAMES, SOURCE_NAMES
from data.vocabulary.group_names import PROGRAMME_SCHEMES
from data.vocabulary.groups import KINDS
from data.vocabulary.household_names import CATEGORY_NAMES, COUNTED_NAMES
from data.vocabulary.qualifiers import QUALIFIER_WORDS
from models.base import Base
from models.periods import Month
from models.policy.engine.caseload import in_vintage

_INDICATOR = Base.metadata.tables["indicator"]


def file_words(connection: sa.Connection, version: int, dataset: str, day: date) -> Words:
    """The words for a file of the dataset about `day`: names of areas are those of its vintage; what is older than the first vintage
    counts as of it."""
    listed = queries.areas(connection, version)
    first = listed.select(pl.col("valid_from").min()).item()
    areas = in_vintage(listed, Month.of(max(day, first)))
    return Words(
        districts=_names(areas, "district"),
        communes=_names(areas, "commune"),
        district_of=_district_of(areas),
        values=_values(connection, version, dataset),
        province=_names(areas, "province").popitem()[1],
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

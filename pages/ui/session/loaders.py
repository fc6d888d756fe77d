"""Cached frames of the database, keyed by data version: the only module that caches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

import polars as pl
import sqlalchemy as sa
import streamlit as st

from data.engine import Database, open_database
from data.settings import Settings, read_settings
from data.startup import prepare
from data.store import queries
from data.store.queries import area_measures, budget_lines, targets
from data.store.version import data_version, generation
from models.geo.crosswalk import Crosswalk
from models.periods import Month
from models.policy.answers.figures import REPORT_PERIOD, newer_than_report, province_figures, recency
from models.policy.answers.filled import Figures
from models.policy.engine.baseline import UPLOADED, AreaTable, Baseline, any_area, build_baseline, by_area, in_vintage
from models.policy.law.law import Law
from models.policy.levers.assumptions import Assumption, from_frame
from models.policy.schemes import Scheme
from models.policy.tie_outs.tie_outs import Evidence, Validation, validate

_seen: dict[str, tuple[int, int]] = {}
"""By database: the newest version seen, and its generation."""


def newest_version(url: str, connection: sa.Connection) -> int:
    """The newest version. A restore moves the number on, so that its generation is asked only when the number has
    changed."""
    number = data_version(connection)
    if number != _seen.get(url, (-1, 0))[0]:
        _seen[url] = (number, generation(connection))
    return number


def kept_by(url: str) -> str:
    """What figures are kept by besides their version. Every run has asked for `newest_version` before."""
    return f"{url} {_seen.get(url, (0, 0))[1]}"


VERSIONS_KEPT = 6
Made = TypeVar("Made")
CHOSEN = "_ban-dang-xem"
"""Session: the number of the earlier version that is looked at."""


def settings() -> Settings:
    return read_settings()


@st.cache_resource(show_spinner=False)
def _database(url: str) -> Database:
    opened = open_database(settings())
    prepare(opened, settings())
    return opened


def database() -> Database:
    """The process's database, ready for use; DatabaseUnavailableError when it is not to be had."""
    return _database(settings().database_url)


def newest() -> int:
    """The newest data version: what writers start from; asked on every run, so that an upload elsewhere is seen."""
    with database().reading() as connection:
        return newest_version(settings().database_url, connection)


def chosen() -> int | None:
    """The earlier version that this session looks at (as_of_version.py); None while it looks at the newest."""
    number: int | None = st.session_state.get(CHOSEN)
    return number


def version() -> int:
    """The version every page of this session computes on."""
    standing, earlier = newest(), chosen()
    return standing if earlier is None else earlier


@dataclass(frozen=True, eq=False)
class Data:
    """All frames of one version."""

    version: int
    areas: pl.DataFrame
    caseload: pl.DataFrame
    groups: pl.DataFrame
    amounts: pl.DataFrame
    observations: pl.DataFrame
    passages: pl.DataFrame
    boundaries: list[dict[str, Any]]
    law: Law
    parameters: pl.DataFrame
    measures: pl.DataFrame
    budget: pl.DataFrame
    targets: pl.DataFrame
    assumptions: tuple[Assumption, ...]
    district_file_ever_applied: bool

    def figures(self, policy_area: str | None = None) -> list[dict[str, Any]]:
        """The province's observations of all periods as dicts with Decimal values, in the report's order; what
        districts and communes have sent is never among them."""
        return [row for row in self._own_figures if policy_area in (None, row["policy_area"])]

    @cached_property
    def standing_in(self) -> Figures:
        """What may stand for levers nobody has set."""
        return Figures(self.assumptions, self._own_figures)

    def newer_figures(self, policy_area: str) -> list[dict[str, Any]]:
        """As `figures`: each indicator's newest figure that a file gave for another period than the report's year."""
        return _exact(newer_than_report(self._own.filter(pl.col("policy_area") == policy_area)))

    def figure(self, indicator: str, period: str = REPORT_PERIOD) -> dict[str, Any]:
        """One observation of the province; KeyError when the version has none."""
        for row in self._own_figures:
            if (row["indicator"], row["period"]) == (indicator, period):
                return row
        raise KeyError(indicator)

    def planned(self, policy_area: str) -> list[dict[str, Any]]:
        """The province's plan figures of an area with Decimal values, in the order of the indicators, by year."""
        return [row for row in self._own_plans if row["policy_area"] == policy_area]

    def newest_figure(self, indicator: str, qualities: Sequence[str]) -> dict[str, Any] | None:
        """The province's newest observation of these qualities; a whole year is newer than its months."""
        found = [row for row in self._own_figures if row["indicator"] == indicator and row["quality"] in qualities]
        return max(found, key=lambda row: recency(row["period"]), default=None)

    @cached_property
    def _own(self) -> pl.DataFrame:
        return province_figures(self.observations, self.areas)

    @cached_property
    def _own_figures(self) -> list[dict[str, Any]]:
        """Kept, like what follows, because pages read them at every move."""
        return _exact(self._own)

    @cached_property
    def _own_plans(self) -> list[dict[str, Any]]:
        provinces = self.areas.filter(pl.col("level") == "province")["area_id"]
        mine = self.targets.filter(pl.col("area_id").is_in(provinces.implode()))
        return [{**row, "value": Decimal(row["value"])} for row in mine.iter_rows(named=True)]

    @cached_property
    def rules(self) -> dict[str, list[dict[str, Any]]]:
        """Benefit groups as rows by scheme, in the decree's order; kept, because tables read them at every move."""
        return {str(key[0]): rows.to_dicts() for key, rows in self.groups.group_by("scheme", maintain_order=True)}

    @cached_property
    def sent_schemes(self) -> frozenset[str]:
        """Schemes of which any district, or a commune of one, has sent figures in this version: the report's total is
        no longer split over districts. What wards and communes send from 7/2025 says nothing of districts."""
        report, schemes = Month.parse(f"{REPORT_PERIOD}-12"), set(self.caseload["scheme"].to_list())
        rows = {code: self.caseload.filter(pl.col("scheme") == code) for code in schemes}
        return frozenset(code for code in schemes if any_area(rows[code], self.areas, report))

    @cached_property
    def sent_figures(self) -> pl.DataFrame:
        """What areas below the province have sent as indicators, with "level" and "code"; the map shows them."""
        below = self.areas.filter(pl.col("level") != "province").select("area_id", "level", "code")
        return self.observations.filter(pl.col("quality") == UPLOADED).join(below, on="area_id", how="inner")

    @cached_property
    def area_facts(self) -> pl.DataFrame:
        """Published facts of areas below the province, with their evidence, and what an office has sent in their
        place."""
        below = self.areas.filter(pl.col("level") != "province").select("area_id")
        known = self.observations.filter(pl.col("evidence").is_not_null())["indicator"].unique()
        facts = self.observations.filter(pl.col("indicator").is_in(known.implode()))
        return facts.join(below, on="area_id", how="semi")

    @cached_property
    def validation(self) -> Validation:
        """The report's tie-outs on this version; a banner reads them on every what-if page."""
        evidence = Evidence.of(
            self.figures(),
            caseload=self.caseload,
            groups=self.groups,
            areas=self.areas,
            amounts=self.amounts,
            law=self.law,
        )
        return validate(evidence, queries.tie_out_rows())

    def group_names(self) -> dict[str, str]:
        return dict(self.groups.select("group", "name").iter_rows())

    def districts(self, month: Month) -> pl.DataFrame:
        """The districts that exist in a month, by code."""
        return in_vintage(self.areas, month).filter(pl.col("level") == "district").sort("code")

    def level(self, month: Month) -> str:
        """Of the areas that send in a month: "district", from 7/2025 "commune"."""
        return "commune" if self.districts(month).is_empty() else "district"


def _exact(rows: pl.DataFrame) -> list[dict[str, Any]]:
    decimals = ("value", "low", "high")
    return [
        {**row, **{name: None if row[name] is None else Decimal(row[name]) for name in decimals}}
        for row in rows.iter_rows(named=True)
    ]


@st.cache_resource(show_spinner=False, max_entries=VERSIONS_KEPT)
def _data(source: str, at: int) -> Data:
    with database().reading() as connection:
        parameters = queries.parameters(connection, at)
        return Data(
            version=at,
            areas=queries.areas(connection, at),
            caseload=queries.caseload(connection, at),
            groups=queries.groups(connection, at),
            amounts=queries.amounts(connection, at),
            observations=queries.observations(connection, at),
            passages=queries.passages(connection, at),
            boundaries=queries.boundaries(connection, at),
            law=Law.from_frame(parameters),
            parameters=parameters,
            measures=area_measures(connection, at),
            budget=budget_lines(connection, at),
            targets=targets(connection, at),
            assumptions=from_frame(queries.assumptions(connection, at)),
            district_file_ever_applied=queries.district_file_ever_applied(connection, at),
        )


def data(at: int | None = None) -> Data:
    """All frames of a version (default: the one the session looks at)."""
    number = version() if at is None else at
    return _data(kept_by(settings().database_url), number)


@st.cache_resource(show_spinner=False, max_entries=2 * VERSIONS_KEPT)
def _baseline(source: str, at: int, demo: bool) -> Baseline:
    frames = data(at)
    return build_baseline(frames.caseload, frames.groups, frames.areas, frames.law, frames.amounts, demo=demo)


def baseline(at: int, demo: bool) -> Baseline:
    return _baseline(kept_by(settings().database_url), at, demo)


@st.cache_resource(show_spinner=False, max_entries=VERSIONS_KEPT)
def _crosswalk(source: str, at: int) -> Crosswalk:
    with database().reading() as connection:
        return queries.crosswalk(connection, at)


def crosswalk(at: int) -> Crosswalk:
    return _crosswalk(kept_by(settings().database_url), at)


@st.cache_resource(show_spinner=False, max_entries=40 * VERSIONS_KEPT)
def _area_table(source: str, at: int, _scheme: Scheme, code: str, demo: bool, month: str) -> AreaTable:
    frames, kept = data(at), (pl.col("quality") != UPLOADED) | (pl.col("month") == month)
    caseload = frames.caseload.filter(kept) if month else frames.caseload
    return by_area(_scheme, caseload, frames.groups, frames.areas, demo=demo)


def area_table(at: int, scheme: Scheme, demo: bool, month: str = "") -> AreaTable:
    """A scheme's figures by area in a month, by default the newest that any area sent."""
    return _area_table(kept_by(settings().database_url), at, scheme, scheme.code, demo, month)


@st.cache_resource(show_spinner=False, max_entries=50 * VERSIONS_KEPT)
def _made(source: str, at: int, name: tuple[str, ...], _make: Callable[[], Any]) -> Any:
    return _make()


def made(at: int, name: tuple[str, ...], make: Callable[[], Made]) -> Made:
    """What `make` gives of a version, made once for all who ask for it by this name."""
    kept: Made = _made(kept_by(settings().database_url), at, name, make)
    return kept


def batches() -> pl.DataFrame:
    """All batches, newest first; not cached, it is small and must be fresh."""
    with database().reading() as connection:
        return queries.batches(connection)

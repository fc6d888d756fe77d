"""Effect of a payments file before it is written: the caseload with its rows, and the figures before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import polars as pl

from models.frames import CASELOAD
from models.periods import Month
from models.policy.answers.scenario_result import ScenarioResult, SchemeResult, evaluate
from models.policy.engine.baseline import (
    AreaTable,
    Baseline,
    NoBaselineError,
    by_area,
    groups_by_area,
    level_of,
    sending_areas,
    sent_totals,
)
from models.policy.law.law import Law, UnknownParameterError
from models.policy.levers.levers import Scenario
from models.policy.schemes import SCHEMES, Scheme

MONTHLY = "hằng tháng"
SENT = pl.Schema(
    {
        "area_id": pl.Int64,
        "scheme": pl.String,
        "group": pl.String,
        "month": pl.String,
        "kind": pl.String,
        "months": pl.Int64,
        "people": pl.Int64,
        "units": pl.Int64,
        "amount_vnd": pl.Int64,
    }
)
"""Rows as a file would write them; `months` are paid together in `amount_vnd`."""
_KEY = ("area_id", "scheme", "group", "month")
_FIGURES = ("people", "units", "amount_vnd")

Standing = Literal["taken", "older", "incomplete", "groups", "finer"]
"""Whether what was sent for a month is what the baseline takes, and if not why: a newer month is complete; not all
areas have sent; the province was sent without all its groups; the file has the whole province, of which all areas
have sent the same month."""


def overlay(caseload: pl.DataFrame, sent: pl.DataFrame) -> pl.DataFrame:
    """A CASELOAD frame after the monthly rows of a SENT frame have been written: a row with the same key is
    replaced, one with the same figures is kept, and a payment for several months counts as its monthly part, half
    up."""
    monthly = (2 * pl.col("amount_vnd") + pl.col("months")) // (2 * pl.col("months"))
    rows = sent.filter(pl.col("kind") == MONTHLY).with_columns(
        monthly.alias("amount_vnd"), pl.lit("uploaded").alias("quality"), pl.lit("=").alias("qualifier")
    )
    written = rows.select(CASELOAD.names()).cast(CASELOAD)
    written = written.join(caseload, on=[*_KEY, *_FIGURES], how="anti", nulls_equal=True)
    kept = caseload.join(written, on=_KEY, how="anti")
    return pl.concat([kept, written]).sort("month", "area_id", "scheme", maintain_order=True)


@dataclass(frozen=True)
class Bill:
    """A programme's month as the baseline has it; `uploaded` = areas of this level sent it, else the report did."""

    as_of: Month
    people: int
    amount_vnd: int
    qualifier: str
    uploaded: bool
    level: str = "province"


@dataclass(frozen=True)
class SentMonth:
    """The newest month of a file for one programme: which of the areas that send in it have sent a total by then, and
    how the month is used."""

    month: Month
    standing: Standing
    received: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class SchemeEffect:
    """One programme that the file contains; tables have one row an area, without the illustrative split."""

    scheme: Scheme
    before: Bill | None
    after: Bill | None
    sent: SentMonth
    areas_before: AreaTable
    areas_after: AreaTable

    @property
    def moves(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, eq=False)
class Frames:
    """The other frames of a version: GROUPS and AREAS of all vintages."""

    groups: pl.DataFrame
    areas: pl.DataFrame


def scheme_effects(
    caseload: pl.DataFrame, sent: pl.DataFrame, before: Baseline, after: Baseline, frames: Frames
) -> tuple[SchemeEffect, ...]:
    """Every programme of the SENT rows that has province figures to compare with. `caseload` and `before` are the
    current state, `after` is the baseline of the overlay."""
    monthly = sent.filter(pl.col("kind") == MONTHLY)
    changed = overlay(caseload, sent)
    effects = []
    for code in [code for code in SCHEMES if code in set(monthly["scheme"].to_list())]:
        scheme = SCHEMES[code]
        month = Month.parse(str(monthly.filter(pl.col("scheme") == code)["month"].max()))
        old, new = _bill(before, scheme), _bill(after, scheme)
        try:
            of_scheme = monthly.filter((pl.col("scheme") == code) & (pl.col("month") == str(month)))
            sent_month = _sent_month(scheme, month, changed, frames, new, set(of_scheme["area_id"].to_list()))
            tables = [by_area(scheme, rows, frames.groups, frames.areas, demo=False) for rows in (caseload, changed)]
        except NoBaselineError:
            continue
        effects.append(SchemeEffect(scheme, old, new, sent_month, *tables))
    return tuple(effects)


def without_effect(sent: pl.DataFrame, effects: Iterable[SchemeEffect]) -> tuple[Scheme, ...]:
    """Programmes with monthly rows in a SENT frame that are stored but change no figure, because the report has no
    figure for them."""
    moved = {effect.scheme.code for effect in effects}
    named = set(sent.filter(pl.col("kind") == MONTHLY)["scheme"].to_list()) - moved
    return tuple(scheme for code, scheme in SCHEMES.items() if code in named)


def _bill(baseline: Baseline, scheme: Scheme) -> Bill | None:
    try:
        block = baseline.block(scheme)
    except KeyError:
        return None
    return Bill(block.as_of, int(block.people.sum()), block.base_vnd, block.qualifier, block.uploaded, block.level)


def _sent_month(
    scheme: Scheme, month: Month, caseload: pl.DataFrame, frames: Frames, after: Bill | None, sent: set[int]
) -> SentMonth:
    """`sent` are the areas of the file's rows of the month."""
    rows = caseload.filter(pl.col("scheme") == scheme.code)
    of_month = rows.filter((pl.col("month") == str(month)) | (pl.col("quality") != "uploaded"))
    totals = sent_totals(of_month, frames.areas, groups_by_area(frames.groups, scheme.code))
    names = dict(sending_areas(frames.areas, month).select("area_id", "name").iter_rows())
    received = tuple(name for area, name in names.items() if area in totals)
    missing = tuple(name for area, name in names.items() if area not in totals)
    whole = all(level_of(frames.areas, area) == "province" for area in sent)
    return SentMonth(month, _standing(month, whole, after), received, missing)


def _standing(month: Month, whole: bool, after: Bill | None) -> Standing:
    """`whole`: the file has the province alone."""
    if after is None or not after.uploaded or after.as_of < month:
        return "groups" if whole else "incomplete"
    if after.as_of > month:
        return "older"
    if whole == (after.level == "province"):
        return "taken"
    return "finer" if whole else "incomplete"


@dataclass(frozen=True)
class ScenarioEffect:
    """A saved scenario on the figures before and after; None where no norm is known for it."""

    before: ScenarioResult | None
    after: ScenarioResult | None

    @property
    def moves(self) -> bool:
        if self.before is None or self.after is None:
            return self.before is not self.after
        return not self.before.same_figures(self.after)

    @property
    def pairs(self) -> tuple[tuple[SchemeResult | None, SchemeResult | None], ...]:
        """Results of every scheme the scenario moves before or after, the largest monthly change first."""
        both = (self.before, self.after)
        codes = dict.fromkeys(one.scheme for result in both if result is not None for one in result.schemes)
        pairs = [(_of(self.before, code), _of(self.after, code)) for code in codes]
        moving = [pair for pair in pairs if any(one is not None and one.moves for one in pair)]
        return tuple(sorted(moving, key=lambda pair: -max(abs(one.increase_vnd) for one in pair if one is not None)))


def scenario_effects(
    scenarios: Iterable[Scenario], before: Baseline, after: Baseline, law: Law
) -> tuple[ScenarioEffect, ...]:
    """Each scenario evaluated on both baselines, in its order."""
    return tuple(
        ScenarioEffect(_evaluated(before, law, scenario), _evaluated(after, law, scenario)) for scenario in scenarios
    )


def _evaluated(baseline: Baseline, law: Law, scenario: Scenario) -> ScenarioResult | None:
    try:
        return evaluate(baseline, law, scenario)
    except UnknownParameterError:
        return None


def _of(result: ScenarioResult | None, code: str) -> SchemeResult | None:
    return None if result is None else result.of(code)

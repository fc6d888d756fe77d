"""What the tests of models stand on: the seed's frames, frames with uploaded rows added, small baselines made by
hand."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from models.frames import CASELOAD
from models.periods import Month
from models.policy.answers.filled import Figures
from models.policy.areas import protection
from models.policy.engine.baseline import Baseline, Block, build_baseline
from models.policy.law.calendar import horizon
from models.policy.law.law import DatedValue, Law
from models.policy.levers.assumptions import Assumption
from models.policy.levers.levers import LeverValue, Scenario
from models.policy.schemes import PROTECTION, Scheme

GOLDEN = Path(__file__).parent / "golden"
END_2023, NOVEMBER_2026 = date(2023, 12, 31), date(2026, 11, 24)
"""Days of the law: beside the report's figures, and on the day the app was made."""
HORIZON = horizon(END_2023)
"""The months beside the report's figures, 2023 to 2027; a later day of the law looks further."""
DISTRICTS = ("347", "349", "350", "351", "352", "353")


@dataclass(frozen=True, eq=False, repr=False)
class Seed:
    """Batch 1 as frames of models.frames, and the law in it."""

    areas: pl.DataFrame
    caseload: pl.DataFrame
    groups: pl.DataFrame
    parameters: pl.DataFrame
    law: Law
    amounts: pl.DataFrame
    figures: pl.DataFrame
    assumptions: tuple[Assumption, ...] = ()

    @property
    def stand_ins(self) -> Figures:
        """What stands for levers left open: the province's figures, which are all there are, and the assumptions."""
        return Figures(self.assumptions, self.figures.to_dicts())

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Hypothesis writes out whatever a failing test was given; the seed is always the same."""
        printer.text("seed")

    def area(self, code: str, on: date = date(2023, 12, 1)) -> int:
        """The id of the area that has the code on a day."""
        alive = (pl.col("valid_from") <= on) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > on))
        return int(self.areas.filter((pl.col("code") == code) & alive)["area_id"].item())

    def communes(self, district: str, on: date = date(2023, 12, 1)) -> list[int]:
        """Ids of the district's communes on a day."""
        alive = (pl.col("valid_from") <= on) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > on))
        inside = (pl.col("level") == "commune") & (pl.col("parent_id") == self.area(district, on))
        return self.areas.filter(inside & alive).sort("code")["area_id"].to_list()

    def wards(self) -> list[int]:
        """Ids of the wards and communes of 7/2025, by code."""
        there = (pl.col("level") == "commune") & pl.col("valid_to").is_null()
        return self.areas.filter(there).sort("code")["area_id"].to_list()

    def mine(self, scheme: Scheme) -> pl.DataFrame:
        """The scheme's caseload rows."""
        return self.caseload.filter(pl.col("scheme") == scheme.code)

    def half_coefficients(self, scheme: str) -> dict[str, int]:
        return dict(self.groups.filter(pl.col("scheme") == scheme).select("group", "half_coefficient").iter_rows())


def golden(name: str) -> list[dict[str, str]]:
    """All rows of golden/<name>.csv; the headers are Vietnamese, for an official to read."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def whole(text: str) -> int:
    """A written amount: "33.333.333.333" or "-12.000.000"."""
    return int(text.replace(".", ""))


def sent(
    area_id: int,
    people: int,
    amount: int | None = None,
    *,
    group: str = "",
    month: str = "2024-03",
    units: int | None = None,
    scheme: Scheme = PROTECTION,
    quality: str = "uploaded",
) -> dict[str, Any]:
    """One caseload row as a district or commune sends it; group "" = the whole programme."""
    return {
        "area_id": area_id,
        "scheme": scheme.code,
        "group": group,
        "month": month,
        "people": people,
        "units": people if units is None else units,
        "amount_vnd": amount,
        "quality": quality,
        "qualifier": "=",
    }


def with_rows(caseload: pl.DataFrame, rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """The caseload after an upload."""
    return pl.concat([caseload, pl.DataFrame(list(rows), schema=CASELOAD)])


def baseline_of(
    seed: Seed, rows: Sequence[dict[str, Any]] = (), *, demo: bool = False, month: Month | None = None
) -> Baseline:
    """The seed's baseline, after an upload of `rows`."""
    caseload = with_rows(seed.caseload, rows)
    return build_baseline(caseload, seed.groups, seed.areas, seed.law, seed.amounts, demo=demo, month=month)


def scenario(law_as_of: date = END_2023, **levers: LeverValue) -> Scenario:
    """Levers by their short name, such as norm or stops_after."""
    names = {
        "norm": protection.NORM,
        "applies_from": protection.APPLIES_FROM,
        "first_paid": protection.FIRST_PAID,
        "provincial": protection.PROVINCIAL,
        "with_pension": protection.WITH_PENSION,
        "people_change": protection.PEOPLE,
        "stops_after": protection.STOPS_AFTER,
    }
    return Scenario.of(law_as_of, protection.LEVERS, {names[name].key: value for name, value in levers.items()})


@dataclass(frozen=True)
class CellCount:
    """One cell of a small baseline: an area, a group's coefficient in halves, and how many of it."""

    area_id: int
    group: str
    half_coefficient: int
    units: int


def block_of(
    cells: Sequence[CellCount],
    *,
    scheme: Scheme = PROTECTION,
    base_norm: int = 360_000,
    reconciliation: Sequence[tuple[int, int]] = (),
) -> Block:
    """A block straight from cells, one person a unit; `reconciliation` is (area id, đồng) rows."""
    units = np.array([cell.units for cell in cells], dtype=np.int64)
    return Block(
        scheme=scheme,
        as_of=Month(2023, 12),
        base_norm=base_norm,
        area_ids=np.array([cell.area_id for cell in cells], dtype=np.int64),
        groups=tuple(cell.group for cell in cells),
        people=units,
        units=units,
        half_coefficients=np.array([cell.half_coefficient for cell in cells], dtype=np.int64),
        follows_province=np.full(len(cells), scheme.allowance, dtype=np.bool_),
        reconciliation_area_ids=np.array([area for area, _ in reconciliation], dtype=np.int64),
        reconciliation=np.array([amount for _, amount in reconciliation], dtype=np.int64),
        qualifier="=",
        uploaded=False,
        illustrative_areas=False,
    )


def small_law(*steps: tuple[int, Month, Month], name: str = PROTECTION.norm) -> Law:
    """A law of one norm: (value, applies from, first paid), each step known from the day it applies."""
    return Law.of(
        (name, DatedValue(value, applies.first_day, f"văn bản {value}", "text", first_paid=paid.first_day))
        for value, applies, paid in steps
    )

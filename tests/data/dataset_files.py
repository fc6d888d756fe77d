"""A file and its correction for each dataset, as Checks that stand for read files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.data.kept import check
from tests.data.uploads import Upload

Row = Mapping[str, Any]


def _payment(code: str, people: int, **more: Any) -> Row:
    row = {"district_code": code, "period": "2024-03", "beneficiaries": people, "monthly_amount_vnd": people * 500_000}
    return {**row, **more}


def _budget(code: str, **figures: Any) -> Row:
    codes = {"chapter": "424", "category": "370", "item": "398"}
    return {"district_code": code, "budget_year": 2024, **codes, **figures}


FIRST: dict[str, tuple[Row, ...]] = {
    "payments": (_payment("347", 1000), _payment("349", 2000), _payment("350", 3000)),
    "indicators": (
        {"period": "2023", "indicator": "poverty.poor_rate", "value": "2.25"},
        {"district_code": "347", "period": "2024", "indicator": "employment.new_jobs", "value": 4000},
        {"district_code": "349", "period": "2024", "indicator": "employment.new_jobs", "value": 3000},
        {"district_code": "350", "period": "2024", "indicator": "employment.new_jobs", "value": 2000},
    ),
    "households": (
        {"district_code": "347", "period": "2023", "opening": 500, "decrease": 60, "increase": 10, "closing": 450},
        {"district_code": "349", "period": "2023", "closing": 300},
        {"district_code": "350", "period": "2023", "closing": 200, "counted": "people", "category": "near_poor"},
    ),
    "targets": (
        {"period": "2024", "indicator": "employment.new_jobs", "value": 16_500},
        {"district_code": "347", "period": "2024", "indicator": "poverty.poor_rate", "value": "1.5"},
        {"district_code": "349", "period": "2024", "indicator": "poverty.poor_rate", "value": "1.25"},
    ),
    "areas": (
        {"district_code": "347", "population": 170_000, "households": 50_000},
        {"district_code": "349", "population": 155_000, "households": 45_000},
    ),
    "budget": (
        _budget("347", estimate_vnd=10_000_000_000, settlement_vnd=9_000_000_000),
        _budget("349", estimate_vnd=8_000_000_000, settlement_vnd=8_000_000_000),
        _budget("350", estimate_vnd=7_000_000_000),
    ),
}
"""All but the first indicator are new to the seeded database, and the sizes of areas."""
SECOND: dict[str, tuple[Row, ...]] = {
    "payments": (_payment("347", 1100), _payment("349", 2000), _payment("351", 500)),
    "indicators": (
        {"district_code": "347", "period": "2024", "indicator": "employment.new_jobs", "value": "4000.5"},
        {"district_code": "349", "period": "2024", "indicator": "employment.new_jobs", "value": 3000},
        {"district_code": "351", "period": "2024", "indicator": "employment.new_jobs", "value": 1000},
    ),
    "households": (
        {"district_code": "347", "period": "2023", "opening": 500, "decrease": 70, "increase": 10, "closing": 440},
        {"district_code": "349", "period": "2023", "closing": 300},
        {"district_code": "351", "period": "2023", "closing": 100},
    ),
    "targets": (
        {"district_code": "347", "period": "2024", "indicator": "poverty.poor_rate", "value": "1.4"},
        {"district_code": "351", "period": "2024", "indicator": "poverty.poor_rate", "value": "2"},
    ),
    "areas": (
        {"district_code": "347", "population": 171_000, "households": 50_000},
        {"district_code": "351", "population": 130_000},
    ),
    "budget": (
        _budget("347", estimate_vnd=11_000_000_000, settlement_vnd=9_000_000_000),
        _budget("349", estimate_vnd=8_000_000_000, settlement_vnd=8_000_000_000),
        _budget("351", estimate_vnd=5_000_000_000),
    ),
}
"""Of the first rows of each some are changed, some as they were and some left out; one is new."""
LATER: dict[str, Row] = {
    "payments": {"beneficiaries": 1200},
    "indicators": {"value": 7},
    "households": {"closing": 430},
    "targets": {"value": 1},
    "areas": {"population": 172_000},
    "budget": {"estimate_vnd": 12_000_000_000},
}
"""What the third file of each says otherwise than the first row of the second."""
PERIODS = {
    "payments": "2024-03",
    "indicators": "2024",
    "households": "2023",
    "targets": "2024",
    "areas": "2023-12-31",
    "budget": "2024",
}
"""The period that most rows of the files are about."""
DATASETS = tuple(FIRST)


_CODES = ("347", "349", "350", "351", "352", "353")
_MONTHS = tuple(f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13))


def _edition(dataset: str, code: str, period: str, n: int) -> Row:
    place = {"district_code": code, "period": period}
    if dataset == "payments":
        return _payment(code, 1000 + n, period=period)
    if dataset == "budget":
        return _budget(code, budget_year=int(period[:4]), month=period, cumulative_vnd=1_000_000 + n)
    if dataset == "areas":
        return {"district_code": code, "population": 100_000 + n}
    if dataset == "households":
        return {**place, "opening": 500, "closing": 400 + n}
    return {**place, "indicator": "employment.new_jobs", "value": 4000 + n}


def edition(dataset: str, n: int) -> Upload:
    """A file of a row for each district and month of two years (each year of a plan, once for areas); every figure
    tells edition `n` from the others."""
    periods = {"targets": ("2023", "2024"), "areas": ("2023",)}.get(dataset, _MONTHS)
    rows = [_edition(dataset, code, period, n) for period in periods for code in _CODES]
    return file(dataset, *rows, name=f"bản {n}.xlsx")


def file(dataset: str, *rows: Row, name: str = "tệp.xlsx") -> Upload:
    """An accepted file with these rows."""
    content = repr((dataset, rows)).encode()
    accepted = replace(check(dataset, *rows), sha256=hashlib.sha256(content).hexdigest())
    return Upload(accepted, content, name)


def first(dataset: str) -> Upload:
    return file(dataset, *FIRST[dataset])


def second(dataset: str) -> Upload:
    return file(dataset, *SECOND[dataset], name="đính chính.xlsx")


def later(dataset: str) -> Upload:
    return file(dataset, {**SECOND[dataset][0], **LATER[dataset]}, name="lần ba.xlsx")

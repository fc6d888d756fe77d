"""The report: its figures word for word, what follows from them, its paragraphs, and the caseload they start."""

from __future__ import annotations

from decimal import Decimal

import sqlalchemy as sa

from data.seed_files import REPORT, SEED_BATCH, Row, seed_rows
from models.base import Base
from models.tables.facts import Caseload, Indicator, Observation, ReportPassage

FIGURES_MONTH = "2023-12"
"""The report says "hiện nay" without a date; December 2023 is supposed, and said so on the screen."""
CENTRE_SOURCE = "Toàn bộ 301 người tính hệ số 4,0 (từ đủ 4 tuổi); báo cáo không nêu độ tuổi."


def insert_figures(connection: sa.Connection, province: int) -> None:
    add_indicators(connection)
    observations = [_reported(row, province) for row in seed_rows("reported_figures.csv")]
    observations += [_derived(row, province) for row in seed_rows("derived_figures.csv")]
    connection.execute(sa.insert(Observation), observations)
    connection.execute(sa.insert(ReportPassage), [_passage(row) for row in seed_rows("report_passages.csv")])
    connection.execute(sa.insert(Caseload), _caseload(province))


def add_indicators(connection: sa.Connection) -> None:
    """Those the database does not know yet."""
    there = set(connection.execute(sa.select(Base.metadata.tables["indicator"].c.key)).scalars())
    missing = [_indicator(row) for row in seed_rows("indicators.csv") if row["key"] not in there]
    if missing:
        connection.execute(sa.insert(Indicator), missing)


def _indicator(row: dict[str, str]) -> Row:
    return {**row, "position": int(row["position"]), "batch_from": SEED_BATCH}


def _observation(row: dict[str, str], province: int, quality: str) -> Row:
    return {
        "indicator_key": row["indicator"],
        "area_id": province,
        "period": row["period"],
        "value": Decimal(row["value"]),
        "low": None,
        "high": None,
        "qualifier": row["qualifier"],
        "quality": quality,
        "phrase": None,
        "formula": None,
        "source": REPORT,
        "batch_from": SEED_BATCH,
    }


def _reported(row: dict[str, str], province: int) -> Row:
    return {**_observation(row, province, "reported"), "phrase": row["phrase"]}


def _derived(row: dict[str, str], province: int) -> Row:
    bounds = {name: Decimal(row[name]) if row[name] else None for name in ("low", "high")}
    return {**_observation(row, province, "derived"), **bounds, "formula": row["formula"]}


def _passage(row: dict[str, str]) -> Row:
    return {
        **row,
        "position": int(row["position"]),
        "policy_area": row["policy_area"] or None,
        "source": REPORT,
        "batch_from": SEED_BATCH,
    }


def _caseload(province: int) -> list[Row]:
    reported = {row["indicator"]: row for row in seed_rows("reported_figures.csv")}

    def cell(
        scheme: str,
        group: str,
        people: int,
        units: int,
        *,
        quality: str,
        source: str,
        amount: int | None = None,
        qualifier: str = "=",
    ) -> Row:
        return {
            "area_id": province,
            "scheme": scheme,
            "group_code": group,
            "month": FIGURES_MONTH,
            "kind": "hằng tháng",
            "months": 1,
            "people": people,
            "units": units,
            "shares": None,
            "amount_vnd": amount,
            "quality": quality,
            "qualifier": qualifier,
            "source": source,
            "batch_from": SEED_BATCH,
        }

    def total(scheme: str, people_key: str, amount_key: str | None) -> Row:
        people = int(reported[people_key]["value"])
        amount = int(reported[amount_key]["value"]) if amount_key else None
        qualifier = reported[amount_key]["qualifier"] if amount_key else "="
        return cell(scheme, "", people, people, quality="reported", source=REPORT, amount=amount, qualifier=qualifier)

    rows = [
        total("protection", "protection.community_recipients", "protection.monthly_budget"),
        total("protection_centre", "protection.centre_residents", None),
        total("merit", "merit.monthly_recipients", "merit.monthly_budget"),
    ]
    residents = int(reported["protection.centre_residents"]["value"])
    rows.append(
        cell("protection_centre", "centre_4plus", residents, residents, quality="derived", source=CENTRE_SOURCE)
    )
    for row in seed_rows("mix_protection_assumed.csv"):
        people, units = int(row["people"]), int(row["units"])
        rows.append(cell("protection", row["group"], people, units, quality="assumed", source=row["source"]))
    for row in seed_rows("merit_groups.csv"):
        people = int(row["assumed_people"])
        rows.append(cell("merit", row["group"], people, people, quality="assumed", source=row["people_source"]))
    return rows

"""Dated norms, benefit groups and published amounts."""

from __future__ import annotations

import re
from datetime import date

import sqlalchemy as sa

from data.seed_files import SEED_BATCH, Row, day, seed_rows
from models.tables.parameters import BenefitAmount, BenefitGroup, Parameter

_COLUMN = re.compile(r"amount_(?P<year>\d{4})_(?P<month>\d{2})(?P<estimate>_estimate)?")
"""A column of amounts names the month from which they apply: that of the decree in norms.csv."""
ESTIMATE = " (ước tính: mức năm 2024 x 1,08)"
Decree = tuple[date, str, str]


def insert_law(connection: sa.Connection) -> None:
    for model, rows in shipped_rows().items():
        connection.execute(sa.insert(model), rows)


def shipped_rows() -> dict[type[Parameter | BenefitGroup | BenefitAmount], list[Row]]:
    """The law that ships, as rows of the seed's batch."""
    return {
        Parameter: [_parameter(row) for row in seed_rows("norms.csv")],
        BenefitGroup: [*_protection_groups(), *_merit_groups()],
        BenefitAmount: [*_merit_amounts(), *_invalidity_steps()],
    }


def _parameter(row: dict[str, str]) -> Row:
    return {
        "name": row["parameter"],
        "value": int(row["value"]),
        "unit": row["unit"],
        "issued_on": day(row["issued_on"]),
        "applies_from": day(row["applies_from"]),
        "in_force_from": day(row["in_force_from"]),
        "in_force_until": day(row["in_force_until"]),
        "first_paid": day(row["first_paid_default"]),
        "document": row["document"],
        "evidence": row["evidence"],
        "batch_from": SEED_BATCH,
    }


def _protection_groups() -> list[Row]:
    return [
        {
            "scheme": row["scheme"],
            "code": row["group"],
            "name": row["name_vi"],
            "clause": row["clause"],
            "half_coefficient": _halves(row["coefficient"]),
            "norm_basis": row["norm_basis"],
            "unit": row["unit"],
            "split_by_area": row["split_by_area"] == "yes",
            "position": position,
            "note": row["note"] or None,
            "batch_from": SEED_BATCH,
        }
        for position, row in enumerate(seed_rows("protection_groups.csv"), 1)
    ]


def _halves(coefficient: str) -> int:
    whole, _, part = coefficient.partition(".")
    if part not in ("", "0", "5"):
        raise ValueError(f"coefficient {coefficient} is no whole number of halves")
    return 2 * int(whole) + (part == "5")


def _merit_groups() -> list[Row]:
    return [
        {
            "scheme": "merit",
            "code": row["group"],
            "name": row["name_vi"],
            "clause": "Nghị định 75/2021/NĐ-CP, Phụ lục I, II, III",
            "half_coefficient": None,
            "norm_basis": "published",
            "unit": "person",
            "split_by_area": True,
            "position": position,
            "note": row["basis"],
            "batch_from": SEED_BATCH,
        }
        for position, row in enumerate(seed_rows("merit_groups.csv"), 1)
    ]


def _merit_amounts() -> list[Row]:
    return [
        _amount("merit", row["group"], decree, row[column], row["basis"])
        for rows in [seed_rows("merit_groups.csv")]
        for column, decree in _decrees(rows[0]).items()
        for row in rows
    ]


def _invalidity_steps() -> list[Row]:
    return [
        _amount(
            "merit_step", f"{row['kind']}.{row['percent']}", decree, row[column], "từng mức tỷ lệ tổn thương cơ thể"
        )
        for rows in [seed_rows("merit_invalid_rates.csv")]
        for column, decree in _decrees(rows[0]).items()
        for row in rows
    ]


def _decrees(row: dict[str, str]) -> dict[str, Decree]:
    """Columns of published amounts and their decrees; the tables of an estimate nobody has found."""
    norms = {row["applies_from"]: row for row in map(_parameter, seed_rows("norms.csv")) if row["name"] == "merit.norm"}
    found: dict[str, Decree] = {}
    for column in row:
        if (match := _COLUMN.fullmatch(column)) is not None:
            begins = date(int(match["year"]), int(match["month"]), 1)
            document = str(norms[begins]["document"]).partition(",")[0]
            is_estimate = match["estimate"] is not None
            found[column] = (begins, document + ESTIMATE, "not_found") if is_estimate else (begins, document, "text")
    return found


def _amount(scheme: str, group: str, decree: Decree, amount: str, basis: str) -> Row:
    return {
        "scheme": scheme,
        "group_code": group,
        "applies_from": decree[0],
        "amount_vnd": int(amount),
        "basis": basis,
        "document": decree[1],
        "evidence": decree[2],
        "batch_from": SEED_BATCH,
    }

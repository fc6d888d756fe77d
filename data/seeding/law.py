"""Dated norms, benefit groups and published amounts."""

from __future__ import annotations

import sqlalchemy as sa

from data.seed_files import SEED_BATCH, Row, day, seed_rows
from models.tables.parameters import BenefitAmount, BenefitGroup, Parameter

DECREE_2023 = ("2023-07-01", "Nghị định 55/2023/NĐ-CP", "text")
DECREE_2024 = ("2024-07-01", "Nghị định 77/2024/NĐ-CP", "text")
DECREE_2026 = ("2026-07-01", "Nghị định 321/2026/NĐ-CP (ước tính: mức năm 2024 x 1,08)", "press")


def insert_law(connection: sa.Connection) -> None:
    connection.execute(sa.insert(Parameter), [_parameter(row) for row in seed_rows("norms.csv")])
    connection.execute(sa.insert(BenefitGroup), [*_protection_groups(), *_merit_groups()])
    connection.execute(sa.insert(BenefitAmount), [*_merit_amounts(), *_invalidity_steps()])


def _parameter(row: dict[str, str]) -> Row:
    return {
        "name": row["parameter"],
        "value": int(row["value"]),
        "unit": row["unit"],
        "issued_on": day(row["issued_on"]),
        "applies_from": day(row["applies_from"]),
        "in_force_from": day(row["in_force_from"]),
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
        for row in seed_rows("merit_groups.csv")
        for decree, column in ((DECREE_2023, "amount_2023_07"), (DECREE_2024, "amount_2024_07"))
    ]


def _invalidity_steps() -> list[Row]:
    columns = (
        (DECREE_2023, "amount_2023_07"),
        (DECREE_2024, "amount_2024_07"),
        (DECREE_2026, "amount_2026_07_estimate"),
    )
    return [
        _amount(
            "merit_step", f"{row['kind']}.{row['percent']}", decree, row[column], "từng mức tỷ lệ tổn thương cơ thể"
        )
        for row in seed_rows("merit_invalid_rates.csv")
        for decree, column in columns
    ]


def _amount(scheme: str, group: str, decree: tuple[str, str, str], amount: str, basis: str) -> Row:
    return {
        "scheme": scheme,
        "group_code": group,
        "applies_from": day(decree[0]),
        "amount_vnd": int(amount),
        "basis": basis,
        "document": decree[1],
        "evidence": decree[2],
        "batch_from": SEED_BATCH,
    }

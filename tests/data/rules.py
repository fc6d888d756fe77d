"""Rules of law, entered as the form and the file do it."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from typing import Any

from data.engine import Database
from data.ingest import Check, check_file
from data.store import queries
from data.store.batches import Applied
from data.store.parameters import apply_parameters, set_parameter, verify_parameter
from data.vocabulary.parameters import Rule
from models.access.roles import Operator
from tests.data.uploads import version

HEADER = "name;label;value;issued_on;applies_from;in_force_from;first_paid;document;evidence"
NORM = "protection.norm"


def rule(name: str = NORM, value: int = 580_000, applies_from: date = date(2028, 7, 1), **more: Any) -> Rule:
    """A rise of the norm by a decree yet to come, unless told otherwise."""
    facts: dict[str, Any] = {
        "issued_on": date(2028, 8, 1),
        "in_force_from": date(2028, 9, 1),
        "first_paid": date(2028, 10, 1),
        "document": "Nghị định 9/2028/NĐ-CP",
        "evidence": "press",
    }
    return Rule(name=name, value=value, applies_from=applies_from, **{**facts, **more})


def write(
    database: Database, row: Rule, *, base: int | None = None, key: str | None = None, actor: str = "Chị Lan"
) -> Applied:
    """Write with the newest version as base and a new key unless told otherwise."""
    return set_parameter(
        database,
        row=row,
        actor=Operator(actor),
        base_version=version(database) if base is None else base,
        idempotency_key=key or uuid.uuid4().hex,
    )


def verify(
    database: Database,
    name: str = NORM,
    applies_from: date = date(2026, 7, 1),
    *,
    key: str | None = None,
    base: int | None = None,
    actor: str = "Anh Minh",
) -> Applied:
    """Mark the seed's row of 540.000, read in the press, unless told otherwise."""
    return verify_parameter(
        database,
        name=name,
        applies_from=applies_from,
        actor=Operator(actor),
        idempotency_key=key or uuid.uuid4().hex,
        base_version=base,
    )


def rules_file(folder: Path, *lines: str, header: str = HEADER, name: str = "muc-moi.csv") -> tuple[Check, bytes, str]:
    """A checked file of rules; it may be refused."""
    content = "\n".join([header, *lines, ""]).encode("utf-8-sig")
    path = folder / f"{uuid.uuid4().hex}.csv"
    path.write_bytes(content)
    return check_file(path, name, "parameters"), content, name


def apply_rules(
    database: Database, file: tuple[Check, bytes, str], *, base: int | None = None, key: str | None = None
) -> Applied:
    check, content, name = file
    return apply_parameters(
        database,
        check,
        content,
        name,
        actor=Operator("Chị Lan"),
        base_version=version(database) if base is None else base,
        idempotency_key=key or uuid.uuid4().hex,
    )


def series(database: Database, name: str = NORM, at: int | None = None) -> dict[date, dict[str, Any]]:
    """First day -> row of a parameter with its batch."""
    with database.reading() as connection:
        frame = queries.parameter_rows(connection, version(database) if at is None else at)
    return {row["applies_from"]: row for row in frame.filter(name=name).iter_rows(named=True)}

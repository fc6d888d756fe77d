"""Small payment files, checked and applied as the upload page does it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from data.engine import Database
from data.ingest import Check, check_file
from data.ingest.areas import areas_of
from data.store.batches import Applied, Undone, apply_file, undo_batch
from data.store.version import data_hash, data_version
from data.vocabulary.periods import VINTAGE_2025_07
from data.vocabulary.problems import CONFIRMED
from models.access.roles import Operator

HEADER = "district_code,district,period,group,beneficiaries,monthly_amount_vnd"
NAMES = {
    "347": "Phủ Lý",
    "349": "Duy Tiên",
    "350": "Kim Bảng",
    "351": "Thanh Liêm",
    "352": "Bình Lục",
    "353": "Lý Nhân",
}


WARDS_HEADER = HEADER.replace("district", "commune")
WARDS = {area.code: area.name for area in areas_of(VINTAGE_2025_07) if area.level == "commune"}
"""The 33 of the former province."""


def ward_lines(
    month: str = "2026-10", people: int = 1000, amount: int = 800_000_000, programme: str = "Bảo trợ xã hội"
) -> list[str]:
    """The row of each ward and commune, by code."""
    return [f"{code},{name},{month},{programme},{people},{amount}" for code, name in WARDS.items()]


@dataclass(frozen=True)
class Upload:
    check: Check
    content: bytes
    name: str


def line(code: str = "347", period: str = "2024-03", people: int = 1000, amount: int = 500_000_000) -> str:
    """A row of social protection."""
    return f"{code},{NAMES[code]},{period},Bảo trợ xã hội,{people},{amount}"


def upload(folder: Path, *lines: str, header: str = HEADER, name: str = "chi-tra.csv") -> Upload:
    """A checked file; it may be refused."""
    content = "\n".join([header, *lines, ""]).encode()
    path = folder / f"{uuid.uuid4().hex}.csv"
    path.write_bytes(content)
    return Upload(check_file(path, name, "payments"), content, name)


def apply(
    database: Database,
    file: Upload,
    *,
    base: int | None = None,
    key: str | None = None,
    actor: str = "Chị Lan",
    answers: Mapping[str, str] | None = None,
    confirmed: Collection[str] = CONFIRMED,
) -> Applied:
    """Apply with the newest version as base, a new key and every warning confirmed unless told otherwise."""
    return apply_file(
        database,
        file.check,
        file.content,
        file.name,
        actor=Operator(actor),
        base_version=version(database) if base is None else base,
        idempotency_key=key or uuid.uuid4().hex,
        answers=answers,
        confirmed=sorted(confirmed),
    )


def undo(database: Database, batch: int, *, key: str | None = None) -> Undone:
    return undo_batch(database, batch, actor=Operator("Anh Minh"), idempotency_key=key or uuid.uuid4().hex)


def version(database: Database) -> int:
    with database.reading() as connection:
        return data_version(connection)


def facts(database: Database, at: int | None = None) -> str:
    """The hash of the facts of a version, the newest unless told otherwise."""
    with database.reading() as connection:
        return data_hash(connection, at)


def count(database: Database, table: str) -> int:
    with database.reading() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar_one())

"""Damage in SQLite's file: what the database itself finds, and a start that refuses to show figures from it."""

from __future__ import annotations

import sqlite3

from data.engine import Database
from data.errors import DatabaseUnavailableError
from data.locale import _

MOST = 10
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


def faults(connection: sqlite3.Connection, *, quick: bool = False) -> list[str]:
    """In SQLite's own words; empty when nothing is wrong. Quick does not hold indexes against rows, nor references."""
    check = "quick_check" if quick else "integrity_check"
    try:
        found = [str(row[0]) for row in connection.execute(f"PRAGMA {check}({MOST})") if row[0] != "ok"]
        if not quick and not found:
            found = [f"{row[0]} -> {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith(DAMAGED):
            return [str(error)]
        raise
    return found[:MOST]


def refuse_damaged(database: Database) -> None:
    """Before the first page: DatabaseUnavailableError when SQLite's quick check finds anything; PostgreSQL answers for
    its own."""
    if not database.is_sqlite:
        return
    with database.reader.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        found = faults(raw, quick=True)
    if found:
        raise DatabaseUnavailableError(damage_words(found))


def damage_words(found: list[str]) -> str:
    """One line for a console."""
    return _(
        "Tệp cơ sở dữ liệu bị hỏng ({reason}); không thay đổi gì. Khôi phục từ bản sao lưu: python -m data.backup "
        "khoi-phuc TỆP"
    ).format(reason=" ".join(found[0].split())[:120])

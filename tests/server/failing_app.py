"""An app with the product's handler of errors and one page that fails (failing_page.py), for test_errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import sqlalchemy as sa
import streamlit as st

from data.engine import open_database
from data.errors import DatabaseUnavailableError
from data.settings import read_settings
from models.tables.batches import VersionHead
from pages.server.errors import keep_logs_to_one_line, log_script_error

PERSON = "Nguyễn Thị Canary 035193001234"


def _statement() -> None:
    with open_database(read_settings()).reading() as connection:
        connection.execute(sa.text("SELECT canary FROM no_such_table WHERE name = :name"), {"name": PERSON})


def _constraint() -> None:
    def work(connection: sa.Connection) -> None:
        connection.execute(sa.insert(VersionHead).values(id=2, version=1))

    open_database(read_settings()).transact(work)


def _file() -> None:
    Path(f"/srv/canary/{PERSON}.xlsx").read_bytes()


def _chain() -> None:
    try:
        int(PERSON)
    except ValueError as error:
        raise RuntimeError(f"dòng 12: {PERSON}") from error


def _raise(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def _endless() -> None:
    _endless()


WAYS: dict[str, Callable[[], object]] = {
    "khoa": lambda: {}[PERSON],  # type: ignore[index]
    "so": lambda: int(PERSON),
    "tep": _file,
    "cau-lenh": _statement,
    "rang-buoc": _constraint,
    "cot": lambda: pl.DataFrame({"a": [1]}).select(PERSON),
    "chu": lambda: PERSON.encode("utf-16").decode("ascii"),
    "chia": lambda: 1 // 0,
    "chuoi": _chain,
    "vo-tan": _endless,
    "cu-phap": lambda: compile(f"x = {PERSON}", f"/srv/canary/{PERSON}.py", "exec"),
    "bo-nho": _raise(MemoryError(PERSON)),
    "mat-ket-noi": _raise(DatabaseUnavailableError("Mất kết nối cơ sở dữ liệu nên chưa đọc được số liệu.")),
}

keep_logs_to_one_line()
app = st.App(Path(__file__).with_name("failing_page.py"), on_script_error=log_script_error)

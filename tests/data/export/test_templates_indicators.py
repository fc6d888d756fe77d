"""The template of indicators asks every area for what it may send: all lines there, tiny groups of the province alone."""

import csv
import io

import pytest

from data.engine import Database
from data.export.templates import template
from data.ingest.indicator_names import indicator_names
from models.policy.children import PROVINCE_ONLY

TINY = {indicator_names()[key] for key in PROVINCE_ONLY}


@pytest.mark.parametrize(("communes", "areas"), [(False, 6), (True, 109)], ids=["districts", "communes"])
def test_tiny_groups_are_asked_of_the_province_and_everything_else_of_everybody(
    database: Database, communes: bool, areas: int
) -> None:
    with database.reading() as connection:
        content = template(connection, 1, "indicators", "2024", "csv", communes=communes)
    asked: dict[str, set[str]] = {}
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"):
        where = row.get("Mã xã") or row["Mã huyện"]
        asked.setdefault(where, set()).add(row["Chỉ tiêu"])
    whole = asked.pop("")
    assert whole >= TINY
    assert "Trẻ em mồ côi cả cha và mẹ" in whole - TINY
    assert len(asked) == areas
    assert all(each == whole - TINY for each in asked.values())

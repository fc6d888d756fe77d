"""The template of indicators asks every area for what it may send: all lines there, tiny groups and lever inputs of the
province alone."""

import csv
import io

import pytest

from data.engine import Database
from data.export.templates import template
from data.vocabulary.indicators import indicator_names
from models.policy.areas.catalogue import SUPPORT_INPUTS
from models.policy.areas.children import PROVINCE_ONLY

TINY = {indicator_names()[key] for key in PROVINCE_ONLY}
INPUT = {indicator_names()[key] for key in SUPPORT_INPUTS}


@pytest.mark.parametrize(("communes", "areas"), [(False, 6), (True, 109)], ids=["districts", "communes"])
def test_tiny_groups_and_inputs_are_asked_of_the_province_and_everything_else_of_everybody(
    database: Database, communes: bool, areas: int
) -> None:
    with database.reading() as connection:
        content = template(connection, 1, "indicators", "2024", "csv", communes=communes)
    asked: dict[str, set[str]] = {}
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"):
        where = row.get("Mã xã") or row["Mã huyện"]
        asked.setdefault(where, set()).add(row["Chỉ tiêu"])
    whole = asked.pop("")
    assert whole >= TINY | INPUT
    assert "Trẻ em mồ côi cả cha và mẹ" in whole - TINY - INPUT
    assert len(asked) == areas
    assert all(each == whole - TINY - INPUT for each in asked.values())


def test_a_plan_is_not_asked_for_unit_costs(database: Database) -> None:
    with database.reading() as connection:
        content = template(connection, 1, "targets", "2024", "csv")
    asked = {row["Chỉ tiêu"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")}
    assert "Người được giải quyết việc làm mới" in asked
    assert asked.isdisjoint(INPUT)

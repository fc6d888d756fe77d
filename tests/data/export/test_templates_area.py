"""A template of one policy area asks for its indicators alone, and what is kept of others stays out of it."""

import csv
import io

import pytest

from data.engine import Database
from data.export.templates import template
from data.vocabulary.indicators import indicator_names

NAMES = {name: key for key, name in indicator_names().items()}


def asked(database: Database, dataset: str, period: str, area: str) -> set[str]:
    with database.reading() as connection:
        content = template(connection, 1, dataset, period, "csv", policy_area=area)
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return {NAMES[row["Chỉ tiêu"]] for row in rows}


@pytest.mark.parametrize("dataset", ["indicators", "targets"])
def test_one_area_is_asked_for_alone(database: Database, dataset: str) -> None:
    every = asked(database, dataset, "2024", "")
    for area in ("gender", "poverty", "insurance"):
        own = asked(database, dataset, "2024", area)
        assert own == {key for key in every if key.startswith(f"{area}.")}
        assert own


def test_figures_kept_of_other_areas_are_not_carried_along(database: Database) -> None:
    """The year 2023 has the report's figures of five areas."""
    assert "employment.new_jobs" in asked(database, "indicators", "2023", "")
    own = asked(database, "indicators", "2023", "training")
    assert "training.enrolled" in own
    assert {key.partition(".")[0] for key in own} == {"training"}

"""What goes out comes in again without a change: exports and templates of every dataset, as CSV and as a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.engine import Database
from data.export.templates import Format, export, template
from data.ingest import Check, check_file
from data.store.compare import Comparison, compare
from tests.data.conftest import Databases
from tests.data.dataset_files import DATASETS, first
from tests.data.uploads import apply, version

PERIODS = {
    "payments": "2024-03",
    "indicators": "2024",
    "households": "2023",
    "targets": "2024",
    "areas": "2023-12-31",
    "budget": "2024",
}
FORMATS: tuple[Format, ...] = ("csv", "xlsx")


@pytest.fixture
def seeded(databases: Databases) -> Database:
    return databases.seeded("sqlite")


def came_back(database: Database, folder: Path, content: bytes, dataset: str, kind: Format) -> tuple[Check, Comparison]:
    path = folder / f"tep.{kind}"
    path.write_bytes(content)
    check = check_file(path, path.name, dataset)
    assert check.status == "accepted", check.messages
    with database.reading() as connection:
        return check, compare(connection, version(database), check)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("dataset", DATASETS)
def test_an_export_comes_back_without_a_change(seeded: Database, tmp_path: Path, dataset: str, kind: Format) -> None:
    file = first(dataset)
    apply(seeded, file)
    with seeded.reading() as connection:
        content = export(connection, version(seeded), dataset, PERIODS[dataset], kind)
    check, found = came_back(seeded, tmp_path, content, dataset, kind)
    assert check.messages == []
    assert found.counts["new"] == found.counts["changed"] == 0
    assert found.counts["unchanged"] >= 2


@pytest.mark.parametrize("kind", FORMATS)
def test_an_export_of_the_report_comes_back_too(seeded: Database, tmp_path: Path, kind: Format) -> None:
    """Hedges and negative changes included; what the app worked out is not exported."""
    with seeded.reading() as connection:
        content = export(connection, version(seeded), "indicators", "2023", kind)
    check, found = came_back(seeded, tmp_path, content, "indicators", kind)
    assert check.messages == []
    assert found.counts["new"] == found.counts["changed"] == 0
    assert found.counts["unchanged"] > 20


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("dataset", DATASETS)
def test_a_template_comes_back_without_a_change(seeded: Database, tmp_path: Path, dataset: str, kind: Format) -> None:
    apply(seeded, first(dataset))
    with seeded.reading() as connection:
        content = template(connection, version(seeded), dataset, PERIODS[dataset], kind)
    check, found = came_back(seeded, tmp_path, content, dataset, kind)
    assert {problem.code for problem in check.problems} <= {"blank"}
    assert found.counts["new"] == found.counts["changed"] == 0
    assert found.counts["unchanged"] >= 2

"""Six districts, two years of months: an exported file read in again gives the same figures, one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.export.templates import Format, export
from data.ingest import check_file
from data.store.compare import compare
from models.base import canonical
from tests.data.conftest import Databases
from tests.data.dataset_files import edition
from tests.data.uploads import Upload, apply, facts, version

MONTHS = tuple(f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13))


@pytest.mark.parametrize("kind", ["csv", pytest.param("xlsx", marks=pytest.mark.long)])
def test_144_of_144_come_back(databases: Databases, tmp_path: Path, kind: Format) -> None:
    database = databases.seeded("sqlite")
    sent = edition("payments", 7)
    apply(database, sent)
    stood, before = facts(database), version(database)
    columns = ("district_code", "period", "group", "kind", "beneficiaries", "monthly_amount_vnd")
    rows, unchanged = [], 0
    for month in MONTHS:
        with database.reading() as connection:
            content = export(connection, before, "payments", month, kind)
        path = tmp_path / f"{month}.{kind}"
        path.write_bytes(content)
        check = check_file(path, path.name, "payments")
        assert (check.status, check.messages) == ("accepted", [])
        with database.reading() as connection:
            found = compare(connection, before, check)
        assert found.counts["new"] == found.counts["changed"] == 0
        unchanged += found.counts["unchanged"]
        rows += check.frame.select(columns).rows()
        assert apply(database, Upload(check, content, path.name)).added == 0
    assert unchanged == len(rows) == 144
    assert canonical(sorted(rows)) == canonical(sorted(sent.check.frame.select(columns).rows()))
    assert facts(database) == stood

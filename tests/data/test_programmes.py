"""Every programme a payments file may name can be kept, shown and given out again."""

import pytest

from data.engine import Database
from data.store.compare import compare
from data.store.facts import figures_of_period
from data.vocabulary.groups import PROGRAMME_SCHEMES
from tests.data.dataset_files import file
from tests.data.uploads import apply, version


def rows(programme: str) -> list[dict[str, object]]:
    return [
        {
            "district_code": code,
            "period": "2024-03",
            "group": programme,
            "beneficiaries": 10,
            "monthly_amount_vnd": 9_000_000,
        }
        for code in ("347", "349", "350", "351", "352", "353")
    ]


@pytest.mark.parametrize("programme", PROGRAMME_SCHEMES)
def test_a_programme_is_compared_kept_and_read_back(database: Database, programme: str) -> None:
    upload = file("payments", *rows(programme))
    with database.reading() as connection:
        found = compare(connection, version(database), upload.check)
    assert found.counts["new"] == 6
    assert set(found.frame["subject"]) == {found.frame["subject"][0]}
    apply(database, upload)
    with database.reading() as connection:
        kept = figures_of_period(connection, version(database), "payments", "2024-03")
    assert kept.filter(kept["group"] == programme)["beneficiaries"].to_list() == [10] * 6

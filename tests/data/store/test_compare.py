"""A file against what is kept: old beside new, and what the file leaves out; the same on both databases."""

import polars as pl
import pytest

from data.engine import Database
from data.store.compare import STATUSES, Comparison, compare
from data.store.facts import SUBJECT_COLUMNS
from tests.data.conftest import KINDS, Databases
from tests.data.dataset_files import DATASETS, Row, file, first, second
from tests.data.uploads import Upload, apply, facts, undo, version

EXPECTED: dict[str, list[tuple[str, str, str]]] = {
    "payments": [
        ("changed", "347", "2024-03"),
        ("unchanged", "349", "2024-03"),
        ("new", "351", "2024-03"),
        ("missing", "350", "2024-03"),
    ],
    "indicators": [
        ("changed", "347", "2024"),
        ("unchanged", "349", "2024"),
        ("new", "351", "2024"),
        ("missing", "350", "2024"),
    ],
    "households": [
        ("unchanged", "347", "2023"),
        ("changed", "347", "2023"),
        ("unchanged", "347", "2023"),
        ("changed", "347", "2023"),
        ("unchanged", "349", "2023"),
        ("new", "351", "2023"),
    ],
    "targets": [("changed", "347", "2024"), ("new", "351", "2024"), ("missing", "349", "2024")],
    "areas": [("changed", "347", "2023-12-31"), ("changed", "351", "2023-12-31")],
    "budget": [
        ("changed", "347", "2024"),
        ("unchanged", "349", "2024"),
        ("new", "351", "2024"),
        ("missing", "350", "2024"),
    ],
}
"""The second file of each dataset after the first."""


def compared(database: Database, upload: Upload, at: int | None = None) -> Comparison:
    with database.reading() as connection:
        return compare(connection, version(database) if at is None else at, upload.check)


@pytest.fixture
def seeded(databases: Databases) -> Database:
    return databases.seeded("sqlite")


@pytest.mark.parametrize("dataset", DATASETS)
def test_each_row_is_new_changed_unchanged_or_missing(database: Database, dataset: str) -> None:
    apply(database, first(dataset))
    before = facts(database)
    found = compared(database, second(dataset))
    rows = found.frame.select("status", "area_code", "period").rows()
    listed = EXPECTED[dataset]
    assert rows[: len(listed)] == listed
    assert {status for status, *_about in rows[len(listed) :]} <= {"missing"}
    assert found.counts == {status: sum(row[0] == status for row in rows) for status in STATUSES}
    assert facts(database) == before


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_comparison_has_one_shape(databases: Databases, dataset: str) -> None:
    frames = []
    for kind in KINDS:
        database = databases.seeded(kind)
        apply(database, first(dataset))
        found = compared(database, second(dataset))
        figures = [f"{value}_{when}" for value in found.values for when in ("old", "new")]
        assert found.frame.columns == ["status", *SUBJECT_COLUMNS, *figures, "old_id"]
        for value in found.values:
            assert found.frame[f"{value}_old"].dtype == found.frame[f"{value}_new"].dtype in (pl.Int64, pl.String)
        assert found.frame.select(SUBJECT_COLUMNS).drop("district_code").null_count().sum_horizontal()[0] == 0
        frames.append(found.frame.drop("area_id", "old_id"))
    assert frames[0].equals(frames[1])


@pytest.mark.parametrize("dataset", DATASETS)
def test_what_has_just_been_applied_is_unchanged(database: Database, dataset: str) -> None:
    apply(database, first(dataset))
    found = compared(database, first(dataset))
    assert found.counts["new"] == found.counts["changed"] == 0
    assert found.counts["unchanged"] > 0


def test_old_stands_beside_new(seeded: Database) -> None:
    apply(seeded, first("payments"))
    changed, _unchanged, new, missing = compared(seeded, second("payments")).frame.rows(named=True)
    assert (changed["people_old"], changed["people_new"]) == (1000, 1100)
    assert (changed["amount_vnd_old"], changed["amount_vnd_new"]) == (500_000_000, 550_000_000)
    assert changed["old_id"] is not None
    assert (new["people_old"], new["people_new"], new["old_id"]) == (None, 500, None)
    assert (missing["people_old"], missing["people_new"], missing["area_name"]) == (3000, None, "Kim Bảng")
    assert (changed["area_name"], changed["level"], changed["district_code"]) == ("Phủ Lý", "district", "347")
    assert (changed["subject"], changed["subject_code"]) == ("Bảo trợ xã hội", "protection")


def test_decimals_are_text_without_idle_zeros(seeded: Database) -> None:
    apply(seeded, first("indicators"))
    [row] = compared(seeded, second("indicators")).frame.filter(status="changed").rows(named=True)
    assert (row["value_old"], row["value_new"], row["qualifier_new"]) == ("4000", "4000.5", "=")
    assert row["subject"] == "Người được giải quyết việc làm mới"


@pytest.mark.parametrize("value", ["0", "0.0001", "2.11", "47701000000", "99999999999.9999", "100"])
def test_a_decimal_comes_back_as_it_was_written(database: Database, value: str) -> None:
    sent = file("indicators", {"period": "2024", "indicator": "poverty.poor_rate", "value": value})
    apply(database, sent)
    again = file("indicators", {"period": "2024", "indicator": "poverty.poor_rate", "value": value}, name="khác.csv")
    [row] = compared(database, again).frame.rows(named=True)
    assert (row["status"], row["value_old"], row["value_new"]) == ("unchanged", value, value)


def test_a_qualifier_alone_is_a_change(seeded: Database) -> None:
    row = {"period": "2024", "indicator": "poverty.poor_rate", "value": 2}
    apply(seeded, file("indicators", row))
    assert compared(seeded, file("indicators", {**row, "qualifier": "~"})).counts["changed"] == 1


def payment(code: str, **more: object) -> Row:
    return {"district_code": code, "period": "2024-03", "beneficiaries": 10, "monthly_amount_vnd": 5_000_000, **more}


@pytest.mark.parametrize(
    "other",
    [
        payment("349", period="2024-04"),
        payment("349", group="Người có công"),
        payment("349", group="disab_severe"),
        payment("349", kind="truy lĩnh"),
        payment("347", commune_code="13303"),
    ],
)
def test_rows_of_another_kind_are_not_missed(seeded: Database, other: Row) -> None:
    """Another month, programme, detail, kind of payment or level of area is another file's business."""
    apply(seeded, file("payments", other))
    assert compared(seeded, file("payments", payment("347"))).counts["missing"] == 0


def test_a_unit_of_another_vintage_is_not_missed(seeded: Database) -> None:
    """The town of Kim Bảng (2025) has a size too; a file about 2023 is about the district."""
    codes = ("347", "349", "350", "351", "352", "353")
    found = compared(seeded, file("areas", *({"district_code": code, "population": 1000} for code in codes)))
    assert found.counts["missing"] == 0
    found = compared(seeded, file("areas", {"district_code": "347", "population": 1000}))
    assert found.frame.filter(status="missing")["area_code"].sort().to_list() == ["349", "350", "351", "352", "353"]


def test_a_budget_line_is_named(seeded: Database) -> None:
    [row] = compared(
        seeded,
        file(
            "budget",
            {
                "budget_year": 2024,
                "month": "2024-05",
                "level": "province",
                "chapter": "424",
                "category": "370",
                "item": "398",
                "cumulative_vnd": 5,
            },
        ),
    ).frame.rows(named=True)
    assert row["subject"] == "Ngân sách địa phương (NSĐP), cân đối, cấp tỉnh, 424-370-398"
    assert (row["period"], row["level"], row["area_code"], row["district_code"]) == ("2024-05", "province", "35", None)


def test_an_earlier_version_is_compared_as_it_was(database: Database) -> None:
    apply(database, first("payments"))
    apply(database, second("payments"))
    undo(database, 3)
    assert compared(database, second("payments"), at=1).counts["new"] == 3
    assert compared(database, second("payments"), at=2).counts["changed"] == 1
    assert compared(database, second("payments"), at=3).counts["unchanged"] == 3
    assert compared(database, second("payments"), at=4).counts["changed"] == 1

"""The completeness board: who has sent what, and what is late."""

from datetime import date
from typing import Any

from data.engine import Database
from data.store.completeness import RECEIVED, received
from tests.data.kept import area, communes, keep, version

DAY = date(2024, 4, 25)
SIX = ("347", "349", "350", "351", "352", "353")


def board(database: Database, as_of: date = DAY, at: int | None = None, **only: str) -> list[dict[str, Any]]:
    with database.reading() as connection:
        frame = received(connection, version(database) if at is None else at, as_of)
    assert frame.schema == RECEIVED
    return frame.filter(**only).to_dicts()


def cell(database: Database, code: str = "347", as_of: date = DAY, **only: str) -> dict[str, Any]:
    (found,) = board(database, as_of, area_code=code, **only)
    return found


def paid(database: Database, *codes: str, month: str = "2024-03", scheme: str = "protection", **more: Any) -> int:
    rows = [{"area_id": area(database, code), "month": month, "people": 9, "scheme": scheme} for code in codes]
    return keep(database, "payments", rows, **more)


def test_before_anything_has_come_the_board_shows_what_is_owed(database: Database) -> None:
    march = board(database, dataset="payments", period="2024-03")
    assert [(row["area_code"], row["status"], row["due"]) for row in march] == [
        (code, "late", date(2024, 3, 20)) for code in SIX
    ]
    assert {(row["batch"], row["at"], row["actor"]) for row in march} == {(None, None, None)}
    assert cell(database, dataset="payments", period="2024-04", as_of=date(2024, 4, 20))["status"] == "waiting"
    assert cell(database, dataset="payments", period="2024-04", as_of=date(2024, 4, 21))["status"] == "late"
    assert {row["dataset"] for row in board(database)} == {"payments", "budget", "indicators", "households", "targets"}
    assert len(board(database, dataset="payments")) == 12 * 6


def test_what_has_come_says_when_and_from_whom(database: Database) -> None:
    batch = paid(database, "347", "349", actor="Chị Lan")
    again = paid(database, "349", actor="Anh Minh")
    first, second = (cell(database, code, dataset="payments", period="2024-03") for code in ("347", "349"))
    assert (first["status"], first["batch"], first["actor"]) == ("received", batch, "Chị Lan")
    assert (second["status"], second["batch"], second["actor"]) == ("received", again, "Anh Minh")
    assert first["at"] <= second["at"]
    assert cell(database, "350", dataset="payments", period="2024-03")["status"] == "late"
    assert cell(database, dataset="payments", period="2024-02")["status"] == "late"


def test_one_programme_is_part_of_it_once_anybody_has_sent_both(database: Database) -> None:
    paid(database, "347", "349")
    paid(database, "347", scheme="merit")
    assert cell(database, "347", dataset="payments", period="2024-03")["status"] == "received"
    assert cell(database, "349", dataset="payments", period="2024-03")["status"] == "partial"


def test_communes_count_for_their_district_when_all_are_in(database: Database) -> None:
    ids = communes(database, "351")
    rows = [{"area_id": commune, "month": "2024-03", "people": 9} for commune in ids]
    keep(database, "payments", rows[:-1])
    found = cell(database, "351", dataset="payments", period="2024-03")
    assert (found["status"], found["communes_sent"], found["communes"]) == ("partial", 15, 16)
    keep(database, "payments", rows[-1:])
    found = cell(database, "351", dataset="payments", period="2024-03")
    assert (found["status"], found["communes_sent"]) == ("received", 16)


def test_confirmed_warnings_are_shown_as_such_also_after_undo_and_undo_of_the_undo(database: Database) -> None:
    row = {"area_id": area(database, "347"), "month": "2024-03", "people": 9}
    batch = keep(database, "payments", [row], confirmed=["outside_history"])
    assert cell(database, dataset="payments", period="2024-03")["status"] == "confirmed"
    undo = keep(database, "payments", [{**row, "people": 8}], undoes=batch)
    assert cell(database, dataset="payments", period="2024-03")["status"] == "received"
    keep(database, "payments", [row], undoes=undo)
    assert cell(database, dataset="payments", period="2024-03")["status"] == "confirmed"


def test_other_kinds_of_payment_are_no_monthly_list(database: Database) -> None:
    row = {"area_id": area(database, "347"), "month": "2024-03", "people": 2, "kind": "mai táng"}
    keep(database, "payments", [row])
    assert cell(database, dataset="payments", period="2024-03")["status"] == "late"


def test_an_earlier_version_knows_nothing_of_later_files(database: Database) -> None:
    before = version(database)
    paid(database, "347")
    (found,) = board(database, at=before, area_code="347", dataset="payments", period="2024-03")
    assert found["status"] == "late"


def test_datasets_by_half_year_and_year(database: Database) -> None:
    here, day = area(database, "352"), date(2024, 11, 24)
    keep(
        database,
        "indicators",
        [{"indicator_key": "employment.new_jobs", "area_id": here, "period": "2024-05", "value": 5}],
    )
    keep(
        database,
        "households",
        [{"indicator_key": "poverty.poor_households", "area_id": here, "period": "2024", "value": 5}],
    )
    keep(database, "targets", [{"indicator_key": "employment.new_jobs", "area_id": here, "period": "2025", "value": 5}])
    keep(
        database,
        "budget",
        [
            {"area_id": here, "budget_year": 2024, "month": "2024-10", "cumulative_vnd": 7},
            {"area_id": here, "budget_year": 2024, "month": "", "estimate_vnd": 7},
            {"area_id": here, "budget_year": 2024, "month": "2024-11", "estimate_vnd": 7},
        ],
    )
    status = {
        (row["dataset"], row["period"]): row["status"]
        for row in board(database, day, area_code="352")
        if row["dataset"] != "payments"
    }
    assert {key for key, found in status.items() if found == "received"} == {
        ("indicators", "2024-06"),
        ("households", "2024"),
        ("targets", "2025"),
        ("budget", "2024-10"),
    }
    assert status["indicators", "2024-12"] == "waiting"
    assert status["households", "2023"] == "late"
    assert status["targets", "2024"] == "late"
    assert status["budget", "2024-11"] == "waiting"
    assert ("indicators", "2023-06") in status


def test_without_districts_the_communes_owe_the_figures(database: Database) -> None:
    day = date(2025, 8, 1)
    rows = board(database, day, dataset="payments")
    assert len([row for row in rows if row["period"] == "2025-06"]) == 6
    july = [row for row in rows if row["period"] == "2025-07"]
    assert len(july) == 33
    assert {row["communes"] for row in july} == {None}
    code = july[0]["area_code"]
    keep(database, "payments", [{"area_id": area(database, code, day), "month": "2025-07", "people": 3}])
    assert cell(database, code, day, dataset="payments", period="2025-07")["status"] == "received"
    assert len(board(database, day, dataset="households", period="2025")) == 33
    assert len(board(database, day, dataset="targets", period="2025", area_level="district")) == 6


def test_the_province_owes_its_own_figures_before_its_districts(database: Database) -> None:
    march = board(database, dataset="budget", period="2024-03")
    assert [row["area_code"] for row in march] == ["35", *SIX]
    assert (march[0]["area_level"], march[0]["status"], march[0]["communes"]) == ("province", "late", None)
    line = {"area_id": area(database, "35"), "budget_year": 2024, "month": "2024-03", "cumulative_vnd": 7}
    batch = keep(database, "budget", [line])
    found = cell(database, "35", dataset="budget", period="2024-03")
    assert (found["status"], found["batch"]) == ("received", batch)
    assert {row["status"] for row in board(database, dataset="budget", period="2024-03", area_level="district")} == {
        "late"
    }


def test_what_is_the_sum_of_the_areas_is_not_asked_of_the_province(database: Database) -> None:
    asked = {row["dataset"] for row in board(database, area_level="province")}
    assert asked == {"budget", "indicators", "targets"}


def test_without_districts_the_province_is_another_office(database: Database) -> None:
    assert board(database, date(2025, 11, 30), area_level="province", dataset="budget", period="2025-07") == []

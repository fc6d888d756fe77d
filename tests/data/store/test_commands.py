"""Applying an accepted file: one batch or nothing."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

from data import clock
from data.accounts.office import Office
from data.engine import Database
from data.store import queries
from data.store.batches import ConflictError
from data.store.facts import UnknownRowError
from tests.data.uploads import HEADER, apply, count, facts, line, undo, upload, version


def rows(database: Database, month: str, at: int | None = None) -> list[tuple[int, int]]:
    """(people, đồng) of a month, in the order of the areas."""
    with database.reading() as connection:
        frame = queries.caseload(connection, version(database) if at is None else at)
    return frame.filter(month=month).select("people", "amount_vnd").rows()


def test_an_applied_file_is_one_batch_with_its_rows_and_its_sender(database: Database, tmp_path: Path) -> None:
    file = upload(tmp_path, line("347", people=1000), line("349", people=2000))
    before = datetime.now(UTC)
    applied = apply(database, file, actor="Chị Lan")
    assert (applied.batch, applied.added, applied.closed, applied.already_at) == (2, 2, 0, None)
    with database.reading() as connection:
        [batch] = queries.batches(connection).filter(id=2).rows(named=True)
    assert (batch["kind"], batch["dataset"], batch["actor"]) == ("upload", "payments", "Chị Lan")
    assert (batch["filename"], batch["file_sha256"]) == ("chi-tra.csv", hashlib.sha256(file.content).hexdigest())
    assert (batch["rows_added"], batch["rows_closed"]) == (2, 0)
    assert before <= batch["created_at"] <= datetime.now(UTC)
    assert rows(database, "2024-03") == [(1000, 500_000_000), (2000, 500_000_000)]


def test_uploaded_rows_say_they_are_uploaded_and_from_which_file(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line(), name="tháng ba.csv"))
    with database.reading() as connection:
        row = connection.execute(sa.text("SELECT * FROM caseload WHERE month = '2024-03'")).mappings().one()
    assert (row["quality"], row["qualifier"], row["source"]) == ("uploaded", "=", "tháng ba.csv")
    assert (row["scheme"], row["group_code"], row["kind"], row["months"]) == ("protection", "", "hằng tháng", 1)
    assert (row["people"], row["units"], row["amount_vnd"]) == (1000, 1000, 500_000_000)


def test_a_correction_closes_the_old_row_and_both_versions_stay_readable(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line(people=1000), line("349", people=5)))
    corrected = apply(database, upload(tmp_path, line(people=1100), line("349", people=5)))
    assert (corrected.batch, corrected.added, corrected.closed) == (3, 1, 1)
    assert [row[0] for row in rows(database, "2024-03")] == [1100, 5]
    assert [row[0] for row in rows(database, "2024-03", at=2)] == [1000, 5]
    assert rows(database, "2024-03", at=1) == []


def test_versions_follow_each_other_without_a_gap(database: Database, tmp_path: Path) -> None:
    for n in range(2, 7):
        assert apply(database, upload(tmp_path, line(people=n))).batch == n == version(database)


def test_the_same_file_again_writes_nothing_and_says_when_it_came(database: Database, tmp_path: Path) -> None:
    first, file = datetime.now(UTC), upload(tmp_path, line())
    apply(database, file)
    before = facts(database), count(database, "batch")
    again = apply(database, upload(tmp_path, line(), name="bản sao.csv"))
    assert (again.batch, again.added, again.closed) == (2, 0, 0)
    assert again.already_at is not None
    assert first <= again.already_at <= datetime.now(UTC)
    assert (facts(database), count(database, "batch")) == before


def test_the_same_content_in_another_file_makes_no_batch(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line("347"), line("349")))
    again = apply(database, upload(tmp_path, line("349"), line("347")))
    assert (again.batch, again.added, again.closed, again.already_at) == (2, 0, 0, None)
    assert version(database) == 2
    assert count(database, "stored_file") == 1


def test_a_file_taken_back_can_be_applied_again(database: Database, tmp_path: Path) -> None:
    file = upload(tmp_path, line())
    apply(database, file)
    after = facts(database)
    undo(database, 2)
    again = apply(database, file)
    assert (again.batch, again.added, again.already_at) == (4, 1, None)
    assert facts(database) == after


def test_a_double_click_is_one_batch_with_one_answer(database: Database, tmp_path: Path) -> None:
    file = upload(tmp_path, line("347"), line("349"))
    answers = {apply(database, file, base=1, key="clicked") for _ in range(5)}
    assert [(answer.batch, answer.added, answer.already_at) for answer in answers] == [(2, 2, None)]
    assert version(database) == 2


def test_of_two_previews_at_one_version_the_second_is_told_who_wrote_when(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line(people=1000)), base=1, actor="Chị Lan")
    before = facts(database)
    with pytest.raises(ConflictError) as told:
        apply(database, upload(tmp_path, line(people=900)), base=1, actor="Anh Minh")
    with database.reading() as connection:
        written = queries.batches(connection)["created_at"][0]
    said = str(told.value)
    assert "03/2024" in said
    assert "Chị Lan" in said
    assert clock.office_time(written).strftime("%H:%M %d/%m/%Y") in said
    assert "\n" not in said
    assert (facts(database), version(database)) == (before, 2)
    assert apply(database, upload(tmp_path, line(people=900)), base=2, actor="Anh Minh").batch == 3


def test_a_conflict_is_also_what_somebody_took_back_meanwhile(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line(people=1000)))
    undo(database, 2)
    with pytest.raises(ConflictError, match="Anh Minh"):
        apply(database, upload(tmp_path, line(people=900)), base=2)


def test_another_month_is_no_conflict(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line(period="2024-03")), base=1)
    assert apply(database, upload(tmp_path, line(period="2024-04")), base=1).batch == 3


def test_a_refused_file_cannot_be_applied(database: Database, tmp_path: Path) -> None:
    file = upload(tmp_path, "347,Phủ Lý,2024-13,Bảo trợ xã hội,1,1")
    assert file.check.status == "refused"
    with pytest.raises(ValueError, match="refused"):
        apply(database, file)
    assert version(database) == 1


def test_the_file_is_kept_by_its_hash_for_five_years(database: Database, tmp_path: Path) -> None:
    file = upload(tmp_path, line())
    apply(database, file)
    undo(database, 2)
    apply(database, file)
    with database.reading() as connection:
        [kept] = connection.execute(sa.text("SELECT sha256, content, filename, keep_until FROM stored_file")).all()
    assert kept.sha256 == hashlib.sha256(file.content).hexdigest() == file.check.sha256
    assert (bytes(kept.content), kept.filename) == (file.content, "chi-tra.csv")
    until = kept.keep_until if isinstance(kept.keep_until, date) else date.fromisoformat(kept.keep_until)
    assert abs(until - (clock.today() + timedelta(days=Office().file_days))) <= timedelta(days=1)


def test_a_long_file_name_is_kept_as_far_as_it_fits(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line(), name="ă" * 300 + ".csv"))
    with database.reading() as connection:
        assert queries.batches(connection)["filename"][0] == "ă" * 255


def area_of(database: Database, month: str) -> tuple[str, str]:
    with database.reading() as connection:
        [row] = queries.caseload(connection, version(database)).filter(month=month).rows(named=True)
        [area] = queries.areas(connection, 1).filter(area_id=row["area_id"]).rows(named=True)
    return area["kind"], area["name"]


@pytest.mark.parametrize(
    ("month", "kind"),
    [("2022-12", "Huyện"), ("2024-06", "Huyện"), ("2024-12", "Huyện"), ("2025-01", "Thị xã"), ("2025-03", "Thị xã")],
)
def test_kim_bảng_is_the_unit_it_was_in_that_month(database: Database, tmp_path: Path, month: str, kind: str) -> None:
    apply(database, upload(tmp_path, line("350", month)))
    assert area_of(database, month) == (kind, "Kim Bảng")


def test_a_unit_this_database_does_not_have_is_refused_whole(database: Database, tmp_path: Path) -> None:
    """A check needs no database; what it accepted must still be about the units that are kept."""
    file = upload(tmp_path, line("347"), line("350"))
    assert file.check.status == "accepted"
    with database.writer.begin() as connection:
        connection.execute(sa.text("UPDATE area SET code = '399' WHERE code = '350'"))
    before = facts(database)
    with pytest.raises(UnknownRowError, match="350"):
        apply(database, file)
    assert (facts(database), version(database), count(database, "stored_file")) == (before, 1, 0)


def test_a_commune_is_found_by_its_own_code(database: Database, tmp_path: Path) -> None:
    header = "commune_code,commune,district_code,period,group,beneficiaries,monthly_amount_vnd"
    file = upload(tmp_path, "13303,Phường Lam Hạ,347,2024-03,Người có công,50,110000000", header=header)
    apply(database, file)
    assert area_of(database, "2024-03") == ("Phường", "Lam Hạ")


def test_a_payment_of_two_months_counts_as_its_monthly_half(database: Database, tmp_path: Path) -> None:
    header = f"{HEADER},months"
    lines = [f"{line(amount=1_000_000_001)},2", f"{line('349', amount=600_000_000)},1"]
    apply(database, upload(tmp_path, *lines, header=header))
    assert rows(database, "2024-03") == [(1000, 500_000_001), (1000, 600_000_000)]


def test_other_kinds_of_payment_are_kept_and_are_no_monthly_caseload(database: Database, tmp_path: Path) -> None:
    header = f"{HEADER},kind"
    lines = [
        f"{line()},hằng tháng",
        f"{line(people=3, amount=12_000_000)},truy lĩnh",
        f"{line(people=2, amount=7_200_000)},mai táng",
    ]
    assert apply(database, upload(tmp_path, *lines, header=header)).added == 3
    assert rows(database, "2024-03") == [(1000, 500_000_000)]


def test_a_benefit_group_goes_to_its_scheme(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, "347,Phủ Lý,2024-03,disab_severe,100,54000000"))
    with database.reading() as connection:
        frame = queries.caseload(connection, 2).filter(pl.col("month") == "2024-03")
    assert frame.select("scheme", "group").rows() == [("protection", "disab_severe")]

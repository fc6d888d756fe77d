"""New law as a batch: written once or not at all, shown with who wrote it, taken back whole."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from data.clock import today
from data.engine import Database
from data.store import queries
from data.store.batches import ConflictError, NotUndoableError
from data.store.facts import UnknownRowError
from data.store.parameters import rule_changes
from data.vocabulary.parameters import NO_END, Rule
from models.periods import Month
from models.policy.law.law import Law, UnknownParameterError
from tests.data.rules import HEADER, NORM, apply_rules, rule, rules_file, series, verify, write
from tests.data.uploads import apply, count, facts, line, undo, upload, version

JULY_2026, JULY_2028 = date(2026, 7, 1), date(2028, 7, 1)
SEED_2026: dict[str, Any] = {
    "value": 540_000,
    "applies_from": JULY_2026,
    "issued_on": date(2026, 8, 21),
    "in_force_from": date(2026, 10, 5),
    "first_paid": date(2026, 11, 1),
    "document": "Nghị định 335/2026/NĐ-CP, Điều 4",
    "evidence": "press",
}
"""The newest norm of the seed, word for word."""


def batch_of(database: Database, number: int) -> dict[str, Any]:
    with database.reading() as connection:
        [row] = queries.batches(connection).filter(id=number).rows(named=True)
    return row


def amounts(database: Database, scheme: str, group: str) -> dict[date, int]:
    with database.reading() as connection:
        found = queries.amounts(connection, version(database)).filter(scheme=scheme, group=group)
    return dict(found.select("applies_from", "amount_vnd").iter_rows())


def test_a_new_rule_is_one_batch_with_its_dates_and_its_writer(database: Database) -> None:
    applied = write(database, rule())
    assert (applied.batch, applied.added, applied.closed, applied.already_at) == (2, 1, 0, None)
    row = series(database)[JULY_2028]
    assert (row["value"], row["unit"], row["document"]) == (580_000, "VND/month", "Nghị định 9/2028/NĐ-CP")
    assert (row["issued_on"], row["in_force_from"]) == (date(2028, 8, 1), date(2028, 9, 1))
    assert (row["first_paid"], row["evidence"]) == (date(2028, 10, 1), "press")
    assert (row["verified_by"], row["verified_on"]) == (None, None)
    assert (row["batch"], row["batch_kind"], row["actor"]) == (2, "parameters", "Chị Lan")
    batch = batch_of(database, 2)
    assert (batch["kind"], batch["dataset"], batch["filename"]) == ("parameters", "parameters", None)
    assert (batch["rows_added"], batch["rows_closed"]) == (1, 0)
    assert row["created_at"] == batch["created_at"]


def test_the_other_rows_stay_as_they_were(database: Database) -> None:
    before = series(database)
    write(database, rule())
    after = series(database)
    assert {day: row for day, row in after.items() if day != JULY_2028} == before
    assert len(before) == 4


def test_a_unit_is_that_of_the_parameter(database: Database) -> None:
    write(database, rule("poverty_line.rural", 2_500_000))
    assert series(database, "poverty_line.rural")[JULY_2028]["unit"] == "VND/person/month"


def test_a_correction_closes_the_row_and_both_versions_stay_readable(database: Database) -> None:
    corrected = write(database, rule(value=550_000, applies_from=JULY_2026, document="NĐ 335/2026", first_paid=None))
    assert (corrected.batch, corrected.added, corrected.closed) == (2, 1, 1)
    assert series(database)[JULY_2026]["value"] == 550_000
    assert series(database, at=1)[JULY_2026]["value"] == 540_000
    assert len(series(database)) == len(series(database, at=1)) == 4


def test_the_same_rule_again_writes_nothing(database: Database) -> None:
    before = facts(database), count(database, "batch"), count(database, "parameter")
    again = write(database, rule(**SEED_2026))
    assert (again.batch, again.added, again.closed) == (1, 0, 0)
    assert (facts(database), count(database, "batch"), count(database, "parameter")) == before


@pytest.mark.parametrize(
    "change",
    [
        {"value": 541_000},
        {"issued_on": None},
        {"in_force_from": date(2026, 10, 6)},
        {"first_paid": date(2026, 12, 1)},
        {"document": "Nghị định 335/2026/NĐ-CP"},
        {"evidence": "text"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_difference_in_any_fact_is_written(database: Database, change: dict[str, Any]) -> None:
    applied = write(database, rule(**{**SEED_2026, **change}))
    assert (applied.added, applied.closed) == (1, 1)
    [(name, value)] = change.items()
    assert series(database)[JULY_2026][name] == value


def test_saying_that_a_list_of_its_first_month_pays_is_no_change(database: Database) -> None:
    """360.000 has no first list in the seed: it is paid from July 2021, and a file may say so."""
    same = {
        "value": 360_000,
        "applies_from": date(2021, 7, 1),
        "issued_on": date(2021, 3, 15),
        "evidence": "text",
        "in_force_from": date(2021, 7, 1),
        "document": "Nghị định 20/2021/NĐ-CP, Điều 4.2",
    }
    assert write(database, rule(**same, first_paid=date(2021, 7, 1))).added == 0
    assert write(database, rule(**same, first_paid=date(2021, 8, 1))).added == 1


def test_a_double_click_is_one_batch_with_one_answer(database: Database) -> None:
    answers = {write(database, rule(), base=1, key="clicked") for _ in range(4)}
    assert [(answer.batch, answer.added) for answer in answers] == [(2, 1)]
    assert version(database) == 2


def test_who_wrote_the_same_parameter_meanwhile_is_named(database: Database) -> None:
    write(database, rule(), base=1, actor="Chị Lan")
    before = facts(database)
    with pytest.raises(
        ConflictError,
        match=r"^Mức chuẩn trợ giúp xã hội đã được Chị Lan ghi lúc "
        r"\d\d:\d\d \d\d/\d\d/\d{4}; xem thay đổi rồi ghi lại\.$",
    ):
        write(database, rule(value=600_000), base=1, actor="Anh Minh")
    with pytest.raises(ConflictError):
        write(database, rule(value=600_000, applies_from=date(2029, 1, 1), issued_on=None, first_paid=None), base=1)
    assert (facts(database), version(database)) == (before, 2)
    assert write(database, rule(value=600_000), base=2).batch == 3


def test_what_was_taken_back_meanwhile_is_a_conflict_too(database: Database) -> None:
    write(database, rule())
    undo(database, 2)
    with pytest.raises(ConflictError, match="Anh Minh"):
        write(database, rule(value=600_000), base=2)


def test_another_parameter_and_payments_are_no_conflict(database: Database, tmp_path: Path) -> None:
    write(database, rule())
    apply(database, upload(tmp_path, line()))
    assert write(database, rule("merit.norm", 3_500_000), base=1).batch == 4


def test_law_that_a_database_has_no_row_of_yet_can_be_written(database: Database) -> None:
    """An office that began before the parameter was known: its unit is the seed's."""
    with database.reading() as connection:
        (change,) = rule_changes(connection, 0, [rule("abroad.meal", 60_000)])
    assert (change.status, change.like, change.remarks) == ("new", {"unit": "VND/day"}, ())


def test_a_name_the_database_does_not_know_is_refused(database: Database) -> None:
    with pytest.raises(UnknownRowError, match=r"protection\.other"):
        write(database, rule("protection.other"))
    assert version(database) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"value": 0},
        {"value": -1},
        {"applies_from": date(2028, 7, 2)},
        {"first_paid": date(2028, 6, 1)},
        {"first_paid": date(2028, 10, 5)},
        {"document": ""},
        {"document": "x" * 201},
        {"evidence": "rumour"},
    ],
    ids=str,
)
def test_a_rule_that_cannot_be_is_no_rule(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"rule|applies"):
        rule(**change)


# --- files


def test_a_file_is_one_batch_and_is_kept(database: Database, tmp_path: Path) -> None:
    file = rules_file(
        tmp_path,
        "protection.norm;;580.000;01/08/2028;01/07/2028;01/09/2028;;Nghị định 9/2028/NĐ-CP;Báo chí",
        "merit.amount.heroic_mother;;12.000.000;;01/07/2028;;;Nghị định 8/2028/NĐ-CP;Đã đọc văn bản",
        "merit_step.invalid.21;;2.100.000;;01/07/2028;;;Nghị định 8/2028/NĐ-CP;Đã đọc văn bản",
    )
    assert file[0].status == "accepted"
    applied = apply_rules(database, file)
    assert (applied.batch, applied.added, applied.closed) == (2, 3, 0)
    assert series(database)[JULY_2028]["first_paid"] == date(2028, 10, 1)
    assert amounts(database, "merit", "heroic_mother")[JULY_2028] == 12_000_000
    assert amounts(database, "merit_step", "invalid.21")[JULY_2028] == 2_100_000
    batch = batch_of(database, 2)
    assert (batch["kind"], batch["dataset"], batch["filename"]) == ("parameters", "parameters", "muc-moi.csv")
    assert batch["file_sha256"] == hashlib.sha256(file[1]).hexdigest()
    with database.reading() as connection:
        [kept] = connection.execute(sa.text("SELECT sha256, content FROM stored_file")).all()
    assert (kept.sha256, bytes(kept.content)) == (batch["file_sha256"], file[1])


def test_an_amount_is_corrected_with_its_own_document(database: Database, tmp_path: Path) -> None:
    said = "merit_step.invalid.21;;2.000.000;;01/07/2026;;;Nghị định 321/2026/NĐ-CP;Đã đọc văn bản"
    assert apply_rules(database, rules_file(tmp_path, said)).closed == 1
    assert amounts(database, "merit_step", "invalid.21")[JULY_2026] == 2_000_000
    again = apply_rules(
        database,
        rules_file(
            tmp_path,
            said + ";",
            header="name;label;value;issued_on;applies_from;in_force_from;first_paid;document;evidence;x",
        ),
    )
    assert again.added == 0
    with database.reading() as connection:
        tables = queries.amount_tables(connection, version(database))
    newest = tables.filter(scheme="merit_step", applies_from=JULY_2026)
    assert sorted(newest.select("evidence", "amounts").iter_rows()) == [("not_found", 159), ("text", 1)]


TOP_UP, OF_2026 = "provincial_top_up.poor", date(2026, 1, 1)


def end_of(database: Database, name: str = TOP_UP, day: date = OF_2026) -> date | None:
    with database.reading() as connection:
        found = queries.parameters(connection, version(database)).filter(name=name, applies_from=day)
    return found["in_force_until"].item()


def test_a_corrected_row_keeps_the_end_of_its_document_until_another_is_said(database: Database) -> None:
    write(database, rule(TOP_UP, 35, OF_2026, first_paid=None))
    assert end_of(database) == date(2030, 12, 31)
    batch = write(database, rule(TOP_UP, 35, OF_2026, first_paid=None, in_force_until=date(2028, 12, 31))).batch
    assert end_of(database) == date(2028, 12, 31)
    with database.reading() as connection:
        law = Law.from_frame(queries.parameters(connection, version(database)))
    assert law.applying_in(TOP_UP, Month(2028, 12)).value == 35
    with pytest.raises(UnknownParameterError):
        law.applying_in(TOP_UP, Month(2029, 1))
    before = facts(database)
    assert write(database, rule(TOP_UP, 35, OF_2026, first_paid=None, in_force_until=date(2028, 12, 31))).added == 0
    open_ended = write(database, rule(TOP_UP, 35, OF_2026, first_paid=None, in_force_until=NO_END)).batch
    assert end_of(database) is None
    undo(database, open_ended)
    assert facts(database) == before
    undo(database, batch)
    assert end_of(database) == date(2030, 12, 31)


def test_ends_of_a_file_are_written_and_an_old_file_keeps_them(database: Database, tmp_path: Path) -> None:
    ending = HEADER.replace("first_paid", "Hết hiệu lực;first_paid")
    line = f"{TOP_UP};;{{}};;01/01/2026;01/01/2026;{{}};Nghị quyết 21/2025/NQ-HĐND;press"
    apply_rules(database, rules_file(tmp_path, line.format(30, "30/06/2029;"), header=ending))
    assert end_of(database) == date(2029, 6, 30)
    apply_rules(database, rules_file(tmp_path, line.format(40, "")))
    assert end_of(database) == date(2029, 6, 30)
    apply_rules(database, rules_file(tmp_path, line.format(40, "không;"), header=ending))
    assert end_of(database) is None


def test_an_end_that_meets_the_next_rule_otherwise_is_asked_about(database: Database) -> None:
    """The norm of 2024 ends on 30/6/2026; that of 2026 applies from 1/7 and is in force from 5/10/2026."""
    norm = rule(value=500_000, applies_from=date(2024, 7, 1), first_paid=None, issued_on=None, in_force_from=None)
    for end, said in (
        (date(2026, 6, 30), None),
        (date(2026, 10, 4), None),
        (date(2026, 10, 5), "có hiệu lực đến 05/10/2026, sau ngày mức kế tiếp bắt đầu (05/10/2026)"),
        (date(2026, 5, 31), "có hiệu lực đến 31/05/2026, mức kế tiếp bắt đầu 01/07/2026; những ngày ở giữa"),
        (NO_END, None),
    ):
        [found] = remarks(database, replace(norm, in_force_until=end))
        assert [said in remark for remark in found] == [True] if said else found == (), end
    later = rule(TOP_UP, 35, date(2029, 1, 1), issued_on=None, in_force_from=None, first_paid=None)
    [[said]] = remarks(database, later)
    assert "từ 01/01/2026: có hiệu lực đến 31/12/2030, sau ngày mức kế tiếp bắt đầu (01/01/2029)" in said


def test_the_same_file_again_says_when_it_came(database: Database, tmp_path: Path) -> None:
    file = rules_file(tmp_path, "base_salary;;2.700.000;;01/07/2028;;;NĐ 7/2028;press")
    apply_rules(database, file)
    before = facts(database), count(database, "batch")
    again = apply_rules(database, file)
    assert (again.batch, again.added, again.already_at is not None) == (2, 0, True)
    undo(database, 2)
    assert apply_rules(database, file).batch == 4
    assert facts(database) == before[0]


def test_a_file_of_known_law_makes_no_batch_and_is_not_kept(database: Database, tmp_path: Path) -> None:
    file = rules_file(
        tmp_path,
        "base_salary;;2.530.000;15/05/2026;01/07/2026;01/07/2026;;Nghị định 161/2026/NĐ-CP, Điều 3 khoản 2;text",
    )
    assert apply_rules(database, file).added == 0
    assert (version(database), count(database, "stored_file")) == (1, 0)


def test_one_parameter_touched_refuses_the_whole_file(database: Database, tmp_path: Path) -> None:
    file = rules_file(
        tmp_path,
        "base_salary;;2.700.000;;01/07/2028;;;NĐ 7/2028;press",
        "merit_step.invalid.21;;2.100.000;;01/07/2028;;;NĐ 8/2028;press",
    )
    apply_rules(database, rules_file(tmp_path, "merit_step.invalid.21;;2.200.000;;01/07/2029;;;NĐ 8/2029;press"))
    before = facts(database)
    with pytest.raises(ConflictError, match="Thương binh, tỷ lệ 21% đã được Chị Lan"):
        apply_rules(database, file, base=1)
    assert (facts(database), version(database)) == (before, 2)


def test_a_refused_file_and_one_of_payments_cannot_be_applied(database: Database, tmp_path: Path) -> None:
    payments = upload(tmp_path, line())
    for file in (rules_file(tmp_path, "base_salary;;x;;;;;;"), (payments.check, payments.content, payments.name)):
        with pytest.raises(ValueError, match="parameters"):
            apply_rules(database, file)
    assert version(database) == 1


def test_new_law_does_not_end_the_demo(database: Database, tmp_path: Path) -> None:
    apply_rules(database, rules_file(tmp_path, "base_salary;;2.700.000;;01/07/2028;;;NĐ 7/2028;press"))
    verify(database)
    with database.reading() as connection:
        assert not queries.district_file_ever_applied(connection, 3)
    with database.writer.begin() as connection:
        # A file of another dataset, as later versions and a database taken down to 0001 have them.
        connection.execute(sa.text("UPDATE batch SET kind = 'upload' WHERE id = 2"))
        assert not queries.district_file_ever_applied(connection, 3)
    apply(database, upload(tmp_path, line()))
    with database.reading() as connection:
        assert queries.district_file_ever_applied(connection, 4)
        assert not queries.district_file_ever_applied(connection, 3)


# --- remarks


def remarks(database: Database, *rules: Rule) -> list[tuple[str, ...]]:
    with database.reading() as connection:
        return [change.remarks for change in rule_changes(connection, version(database), rules)]


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (540_000, None),
        (539_999, "thấp hơn mức trước đó"),
        (180_000, "thấp hơn mức trước đó"),
        (179_999, "chưa bằng 1/3 mức trước đó"),
        (1_620_000, None),
        (1_620_001, "gấp hơn 3 lần mức trước đó"),
    ],
)
def test_a_value_is_held_against_the_one_before(database: Database, value: int, word: str | None) -> None:
    [said] = remarks(database, rule(value=value))
    assert len(said) == (word is not None)
    if word is not None:
        assert f"{word} (540.000 đồng từ 01/07/2026)" in said[0]
        assert said[0].startswith("Mức chuẩn trợ giúp xã hội từ 01/07/2028: ")


def test_a_value_is_held_against_the_rows_of_its_own_file(database: Database) -> None:
    rising = rule(value=600_000), rule(value=610_000, applies_from=date(2028, 9, 1), first_paid=None, issued_on=None)
    assert remarks(database, *rising) == [(), ()]
    falling = rule(value=600_000), rule(value=590_000, applies_from=date(2028, 9, 1), first_paid=None, issued_on=None)
    [first, second] = remarks(database, *falling)
    assert "cao hơn mức sau đó (590.000 đồng từ 01/09/2028)" in first[0]
    assert "thấp hơn mức trước đó (600.000 đồng từ 01/07/2028)" in second[0]


def test_the_first_row_of_a_series_is_held_against_itself(database: Database) -> None:
    first = {"applies_from": date(2015, 1, 1), "issued_on": None, "in_force_from": None, "first_paid": None}
    assert remarks(database, rule(value=200_000, **first)) == [()]
    [[said]] = remarks(database, rule(value=27_000, **first))
    assert "chưa bằng 1/3 mức đang ghi (270.000 đồng từ 01/01/2015)" in said


def test_a_first_list_more_than_a_year_late_is_asked_about(database: Database) -> None:
    assert remarks(database, rule(first_paid=date(2029, 7, 1))) == [()]
    [[said]] = remarks(database, rule(first_paid=date(2029, 8, 1)))
    assert "sau 13 tháng" in said


# --- marks


def test_a_mark_says_who_and_when_and_changes_nothing_else(database: Database) -> None:
    before = series(database)[JULY_2026]
    marked = verify(database)
    assert (marked.batch, marked.added, marked.closed) == (2, 1, 1)
    row = series(database)[JULY_2026]
    assert row["verified_by"] == "Anh Minh"
    assert abs((today() - row["verified_on"]).days) <= 1
    changed = {name for name in row if row[name] != before[name]}
    assert changed == {"verified_by", "verified_on", "batch", "batch_kind", "actor", "created_at"}
    batch = batch_of(database, 2)
    assert (batch["kind"], batch["actor"], batch["rows_added"], batch["rows_closed"]) == (
        "verification",
        "Anh Minh",
        1,
        1,
    )


def test_a_mark_is_set_once(database: Database) -> None:
    assert verify(database, key="clicked") == verify(database, key="clicked")
    again = verify(database, actor="Chị Lan")
    assert (again.batch, again.added) == (2, 0)
    assert series(database)[JULY_2026]["verified_by"] == "Anh Minh"
    assert version(database) == 2


def test_a_row_written_after_it_was_looked_at_is_not_marked(database: Database) -> None:
    write(database, rule(value=550_000, applies_from=JULY_2026, first_paid=None))
    with pytest.raises(ConflictError, match="Chị Lan"):
        verify(database, base=1)
    assert series(database)[JULY_2026]["verified_by"] is None
    assert verify(database, base=2).added == 1


def test_there_is_no_mark_without_its_row(database: Database) -> None:
    for name, day in ((NORM, date(2026, 8, 1)), ("protection.other", JULY_2026)):
        with pytest.raises(UnknownRowError):
            verify(database, name, day)
    assert version(database) == 1


def test_a_corrected_row_is_unverified_again(database: Database) -> None:
    verify(database)
    write(database, rule(value=550_000, applies_from=JULY_2026, first_paid=None))
    assert series(database)[JULY_2026]["verified_by"] is None


def test_the_same_rule_again_keeps_its_mark(database: Database) -> None:
    verify(database)
    assert write(database, rule(**SEED_2026)).added == 0
    assert series(database)[JULY_2026]["verified_by"] == "Anh Minh"


# --- taking back


def test_undo_gives_back_the_facts_from_before(database: Database, tmp_path: Path) -> None:
    file = rules_file(
        tmp_path,
        "protection.norm;;550.000;;01/07/2026;05/10/2026;;NĐ 335/2026;Đã đọc văn bản",
        "merit.amount.heroic_mother;;12.000.000;;01/07/2028;;;NĐ 8/2028;Báo chí",
        "merit_step.invalid.21;;2.000.000;;01/07/2026;;;NĐ 321/2026;Đã đọc văn bản",
    )
    steps = (
        lambda: write(database, rule()),
        lambda: write(database, rule(value=550_000, applies_from=JULY_2026, first_paid=None)),
        lambda: apply_rules(database, file),
        lambda: verify(database, "merit.norm"),
    )
    for step in steps:
        before = facts(database)
        batch = step().batch
        after = facts(database)
        assert after != before
        undone = undo(database, batch)
        assert facts(database) == before
        undo(database, undone.batch)
        assert facts(database) == after


def test_batches_of_law_and_of_payments_are_taken_back_one_after_the_other(database: Database, tmp_path: Path) -> None:
    states = [facts(database)]
    for step in (
        lambda: write(database, rule()),
        lambda: apply(database, upload(tmp_path, line())),
        lambda: verify(database, applies_from=JULY_2028),
        lambda: write(database, rule(value=600_000)),
    ):
        step()
        states.append(facts(database))
    for batch in (5, 4, 3, 2):
        states.pop()
        undo(database, batch)
        assert facts(database) == states[-1]
    with pytest.raises(NotUndoableError):
        undo(database, 2)


def test_a_rule_that_was_marked_since_stays_until_its_mark_is_taken_back(database: Database) -> None:
    before = facts(database)
    write(database, rule())
    verify(database, applies_from=JULY_2028)
    undone = undo(database, 2)
    assert (undone.removed, undone.kept) == (0, 1)
    assert series(database)[JULY_2028]["verified_by"] == "Anh Minh"
    undo(database, 3)
    assert facts(database) == before

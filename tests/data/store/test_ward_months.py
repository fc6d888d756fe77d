"""Payments of months without districts, on both databases: from the file to the figures, and back."""

from datetime import date
from pathlib import Path

import pytest

from data.engine import Database
from data.export.templates import export
from data.parsing.folding import fold
from data.store import queries
from data.store.batches import UnconfirmedError
from data.store.completeness import received
from data.store.undo_preview import undo_preview
from models.periods import Month
from models.policy.engine.baseline import Baseline, build_baseline
from models.policy.law.law import Law
from models.policy.schemes import MERIT, PROTECTION
from tests.data.uploads import (
    HEADER,
    NAMES,
    WARDS,
    WARDS_HEADER,
    Upload,
    apply,
    facts,
    line,
    undo,
    upload,
    version,
    ward_lines,
)


def baseline(database: Database, at: int | None = None) -> Baseline:
    """What every page computes on, of a version."""
    number = version(database) if at is None else at
    with database.reading() as connection:
        law = Law.from_frame(queries.parameters(connection, number))
        frames = [read(connection, number) for read in (queries.caseload, queries.groups, queries.areas)]
        return build_baseline(*frames, law, queries.amounts(connection, number), demo=False)


def of_wards(folder: Path, count: int = 33, month: str = "2026-10") -> Upload:
    merit = ward_lines(month, 600, 1_500_000_000, "Người có công")
    return upload(folder, *ward_lines(month)[:count], *merit[:count], header=WARDS_HEADER)


def of_province(folder: Path) -> Upload:
    line = ",Tỉnh Hà Nam,2026-10,Bảo trợ xã hội,40000,30000000000"
    return upload(folder, line, header=WARDS_HEADER)


def test_all_wards_move_the_baseline_and_the_undo_gives_the_old_hash(database: Database, tmp_path: Path) -> None:
    before, old = facts(database), baseline(database)
    applied = apply(database, of_wards(tmp_path))
    assert applied.added == 66
    new = baseline(database)
    block, merit = new.block(PROTECTION), new.block(MERIT)
    assert (block.as_of, block.level, block.base_norm) == (Month(2026, 10), "commune", 500_000)
    assert (int(block.people.sum()), block.base_vnd) == (33_000, 26_400_000_000)
    assert (merit.as_of, merit.base_norm, merit.base_vnd) == (Month(2026, 10), 2_789_000, 49_500_000_000)
    undo(database, applied.batch)
    assert facts(database) == before
    again = baseline(database).block(PROTECTION)
    assert (again.as_of, again.base_vnd) == (old.block(PROTECTION).as_of, old.block(PROTECTION).base_vnd)
    as_of = baseline(database, applied.batch).block(PROTECTION)
    assert (as_of.as_of, as_of.base_vnd) == (Month(2026, 10), 26_400_000_000)


def test_some_wards_move_nothing(database: Database, tmp_path: Path) -> None:
    apply(database, of_wards(tmp_path, 32))
    assert baseline(database).block(PROTECTION).as_of == Month(2023, 12)


def test_a_row_of_the_whole_province_is_that_of_the_former_one(database: Database, tmp_path: Path) -> None:
    applied = apply(database, of_province(tmp_path))
    block = baseline(database).block(PROTECTION)
    assert (block.as_of, block.level, block.base_vnd) == (Month(2026, 10), "province", 30_000_000_000)
    with database.reading() as connection:
        areas = queries.areas(connection, applied.batch)
        kept = export(connection, applied.batch, "payments", "2026-10", "csv").decode("utf-8-sig")
    assert areas.filter(code="35")["area_id"].to_list() == [int(block.area_ids[0])]
    assert "Tỉnh Hà Nam" in kept
    assert "Ninh Bình" not in kept


def test_a_row_of_the_province_below_all_wards_is_their_total(database: Database, tmp_path: Path) -> None:
    total = ",Toàn tỉnh,2026-10,Bảo trợ xã hội,33000,26400000000"
    file = upload(tmp_path, *ward_lines(), total, header=WARDS_HEADER)
    assert (file.check.status, file.check.messages) == ("accepted", [])
    assert apply(database, file).added == 33


def test_the_board_has_the_wards_and_what_came_for_the_whole(database: Database, tmp_path: Path) -> None:
    apply(database, of_wards(tmp_path, 5))
    apply(database, of_province(tmp_path))
    with database.reading() as connection:
        board = received(connection, version(database), date(2026, 11, 30))
    rows = board.filter(dataset="payments", period="2026-10")
    assert rows["area_level"].to_list() == ["province", *["commune"] * 33]
    assert rows.filter(status="received")["area_level"].to_list() == ["commune"] * 5
    assert board.filter(dataset="payments", period="2026-09").height == 33


def test_a_correction_of_one_ward_moves_the_bill_by_its_difference(database: Database, tmp_path: Path) -> None:
    apply(database, of_wards(tmp_path))
    first = ward_lines(people=1010, amount=808_000_000)[0]
    applied = apply(database, upload(tmp_path, first, header=WARDS_HEADER))
    assert baseline(database).block(PROTECTION).base_vnd == 26_408_000_000
    with database.reading() as connection:
        shown = undo_preview(connection, version(database), applied.batch)
    assert shown.restored.select("area", "value_now", "value_after").rows() == [
        ("Phủ Lý", "1.010 người; 808.000.000 đồng", "1.000 người; 800.000.000 đồng")
    ]
    undo(database, applied.batch)
    assert baseline(database).block(PROTECTION).base_vnd == 26_400_000_000


def test_two_files_make_a_month_and_either_undo_takes_it_back(database: Database, tmp_path: Path) -> None:
    lines = ward_lines("2025-07")
    first = apply(database, upload(tmp_path, *lines[:17], header=WARDS_HEADER))
    assert baseline(database).block(PROTECTION).as_of == Month(2023, 12)
    # The second file says a ward of the first once more: that is no second ward.
    second = apply(database, upload(tmp_path, *lines[16:], header=WARDS_HEADER, name="hai.csv"))
    assert (first.added, second.added) == (17, 16)
    whole = facts(database)
    assert baseline(database).block(PROTECTION).base_vnd == 26_400_000_000
    undo(database, first.batch)
    assert baseline(database).block(PROTECTION).as_of == Month(2023, 12)
    undo(database, version(database))
    assert facts(database) == whole
    assert baseline(database).block(PROTECTION).as_of == Month(2025, 7)


def test_the_province_first_then_wards_that_add_up_otherwise(database: Database, tmp_path: Path) -> None:
    """Both figures are named before anything is written; the wards count once they are all in."""
    apply(database, of_province(tmp_path))
    file = upload(tmp_path, *ward_lines(), header=WARDS_HEADER)
    with pytest.raises(UnconfirmedError) as asked:
        apply(database, file, confirmed=())
    [said] = [problem.message for problem in asked.value.groups["province_differs"]]
    assert "tổng 33 xã, phường, thị trấn là 33.000 người, khác số của tỉnh là 40.000 người, thấp hơn 7.000" in said
    applied = apply(database, file)
    block = baseline(database).block(PROTECTION)
    assert (block.level, block.base_vnd) == ("commune", 26_400_000_000)
    undo(database, applied.batch)
    block = baseline(database).block(PROTECTION)
    assert (block.level, block.base_vnd) == ("province", 30_000_000_000)


def test_a_total_row_that_differs_is_named_confirmed_and_not_kept(database: Database, tmp_path: Path) -> None:
    total = ",Toàn tỉnh,2026-10,Bảo trợ xã hội,34000,26400000000"
    file = upload(tmp_path, total, *ward_lines(), header=WARDS_HEADER)
    [said] = file.check.messages
    assert "(34.000), khác tổng các dòng là 33.000, lệch 1.000. Phần mềm dùng số của các dòng" in said
    with pytest.raises(UnconfirmedError):
        apply(database, file, confirmed=())
    assert apply(database, file).added == 33
    assert baseline(database).block(PROTECTION).level == "commune"


@pytest.mark.parametrize("lead", [{"Phường": "P.", "Xã": "X."}, {"Phường": "p. ", "Xã": "xã "}, {}])
def test_names_without_accents_or_with_short_kinds_are_the_same_wards(
    database: Database, tmp_path: Path, lead: dict[str, str]
) -> None:
    header = '"Xã, phường",Tháng,Nhóm,Số đối tượng,Kinh phí hằng tháng (đồng)'
    named = []
    for name in WARDS.values():
        kind, _space, rest = name.partition(" ")
        written = f"{lead[kind]}{rest}" if lead else fold(name).upper()
        named.append(f"{written},10/2026,Bảo trợ xã hội,1000,800000000")
    file = upload(tmp_path, *named, header=header)
    assert (file.check.status, file.check.frame.height) == ("accepted", 33)
    apply(database, file)
    by_name = facts(database)
    undo(database, version(database))
    apply(database, upload(tmp_path, *ward_lines(), header=WARDS_HEADER))
    codes = baseline(database).block(PROTECTION)
    assert (codes.level, codes.base_vnd) == ("commune", 26_400_000_000)
    assert facts(database) == by_name


def test_districts_and_former_communes_after_july_2025_are_refused_with_a_way_out(tmp_path: Path) -> None:
    districts = upload(tmp_path, *(line(code, "2025-08") for code in NAMES), header=HEADER)
    assert districts.check.status == "refused"
    assert "Từ 01/7/2025 không còn cấp huyện" in districts.check.messages[0]
    header = "commune,period,group,beneficiaries,monthly_amount_vnd"
    former = [f"{name},2026-10,Bảo trợ xã hội,9,9000000" for name in ("Phường Hai Bà Trưng", "TT. Quế")]
    refused = upload(tmp_path, *former, header=header)
    assert refused.check.status == "refused"
    assert "nay thuộc 'Phường Phủ Lý'" in " ".join(refused.check.messages)
    assert "nay thuộc 'Phường Kim Bảng'" in " ".join(refused.check.messages)

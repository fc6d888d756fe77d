"""Cells mended in the browser: read instead of what the file says, which is kept beside them."""

from pathlib import Path

from data.ingest.base import Fix
from tests.data.ingest.tables import ROWS, CheckText, facts, said, table
from tests.data.ingest.workbooks import check_sheets

BAD = "347,Phủ Lý,2023-12,Người có công,391x,9168250000"


def test_a_mended_cell_is_read_and_its_old_text_kept(check: CheckText) -> None:
    assert check(table(BAD)).status == "refused"
    outcome = check(table(BAD), answers={"cell.E2": "3912"})
    assert facts(outcome) == [("347", "2023-12", "Người có công", 3912, 9168250000)]
    assert outcome.fixes == (Fix("E2", "391x", "3912"),)


def test_a_mended_cell_is_judged_like_any_other(check: CheckText) -> None:
    outcome = check(table(ROWS[0]), answers={"cell.E2": "-1"})
    assert "Ô E2 (dòng 2), Số đối tượng: '-1' là số âm" in said(outcome)
    named = check(table(*ROWS), answers={"cell.B2": "Nguyễn Văn An", "cell.A2": "035099001234"})
    assert named.status == "refused"
    assert named.fixes == ()
    assert "035099001234" not in said(named)


def test_a_cell_the_file_has_not_is_said(check: CheckText) -> None:
    outcome = check(table(ROWS[0]), answers={"cell.E99": "1"})
    assert outcome.status == "refused"
    assert "Ô E99 đã sửa trên trang web không có trong tệp" in said(outcome)


def test_a_cell_of_a_named_sheet(tmp_path: Path) -> None:
    headings = ("Huyện", "Tháng", "Nhóm", "Số người", "Số tiền (đồng)")
    sheets = {"T12": [headings, ("Phủ Lý", "12/2023", "NCC", "x", 9168250000)], "Hướng dẫn": [("Điền vào trang T12",)]}
    outcome = check_sheets(tmp_path, sheets, answers={"cell.T12!D2": "3912"})
    assert facts(outcome) == [("347", "2023-12", "Người có công", 3912, 9168250000)]
    assert outcome.fixes == (Fix("T12!D2", "x", "3912"),)

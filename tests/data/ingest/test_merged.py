"""Cells merged over rows: names stand for all of them, a number for none."""

from pathlib import Path

from tests.data.ingest.tables import facts, said
from tests.data.ingest.workbooks import check_rows

HEADINGS = ("Huyện", "Tháng", "Nhóm", "Số người", "Số tiền (đồng)")
FIRST = ("Phủ Lý", "12/2023", "Người có công", 3912, 9168250000)
SECOND = (None, None, "Bảo trợ xã hội", 500, 300000000)
FACTS = [("347", "2023-12", "Người có công", 3912, 9168250000), ("347", "2023-12", "Bảo trợ xã hội", 500, 300000000)]


def test_a_district_and_a_month_over_its_groups(tmp_path: Path) -> None:
    outcome = check_rows(tmp_path, HEADINGS, FIRST, SECOND, merges=["A2:A3", "B2:B3"])
    assert facts(outcome) == FACTS
    assert outcome.messages == []


def test_blank_cells_that_are_not_merged_are_never_filled(tmp_path: Path) -> None:
    outcome = check_rows(tmp_path, HEADINGS, FIRST, SECOND)
    assert outcome.status == "refused"
    assert "Ô B3 (dòng 3), Kỳ: để trống" in said(outcome)


def test_one_number_over_two_rows_is_refused_at_its_cell(tmp_path: Path) -> None:
    outcome = check_rows(tmp_path, HEADINGS, FIRST, ("Phủ Lý", "12/2023", "BTXH", None, 300000000), merges=["D2:D3"])
    assert outcome.status == "refused"
    assert "Ô D2 (dòng 2)" in said(outcome)
    assert "'3912' là một số trong ô gộp của 2 dòng (hàng 2 đến 3). Bỏ gộp ô và ghi số riêng" in said(outcome)

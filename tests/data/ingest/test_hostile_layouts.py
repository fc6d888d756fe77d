"""Layouts that would lose or mistake figures without a word: each is read right or refused at its place."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.data.ingest.tables import facts, said
from tests.data.ingest.workbooks import check_rows

MERIT = "Người có công"
FACT = ("347", "2024-03", MERIT, 3912, 9168250000)
HEADINGS = ["Huyện", "Tháng", "Nhóm", "Số người", "Số tiền (đồng)"]
ROW = ["Phủ Lý", "3/2024", MERIT, 3912, 9168250000]
COMMUNES = ["STT", "Xã", "Số người", "Số tiền (đồng)"]
FIRST, SECOND = [1, "Phường Quang Trung", 100, 60000000], [1, "Xã Liêm Chung", 50, 30000000]


@pytest.mark.parametrize(
    "parent",
    [
        "Kế hoạch",
        "Dự toán",
        "Năm trước",
        "Tháng trước",
        "Lũy kế",
        "Tăng trong tháng",
        "Giảm",
        "Chưa chi trả",
        "Còn lại",
        "Chênh lệch so với tháng trước",
    ],
)
def test_figures_under_a_word_for_others_are_not_taken_for_what_was_paid(tmp_path: Path, parent: str) -> None:
    under = [None, None, None, "Số người", "Số tiền (đồng)", "Số người", "Số tiền (đồng)"]
    merges = ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1")
    alone = check_rows(tmp_path, [*HEADINGS[:3], parent, None], under[:5], ROW, merges=merges[:4])
    assert "thiếu cột Số đối tượng" in said(alone)
    over = [*HEADINGS[:3], parent, None, "Thực hiện tháng này", None]
    beside = check_rows(tmp_path, over, under, [*ROW[:3], 1, 2000000, *ROW[3:]], merges=merges)
    assert facts(beside) == [FACT]
    assert f"Cột D '{parent} Số người' không có trong mẫu nên không được nạp" in said(beside)


def test_a_kind_of_payment_over_the_figures_is_their_kind(tmp_path: Path) -> None:
    outcome = check_rows(
        tmp_path,
        [*HEADINGS[:3], "Hằng tháng", None, "Truy lĩnh", None],
        [None, None, None, *["Số người", "Số tiền (đồng)"] * 2],
        [*ROW, 3, 9000000],
        merges=("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"),
    )
    assert facts(outcome) == [FACT, ("347", "2024-03", MERIT, 3, 9000000)]
    assert outcome.frame["kind"].to_list() == ["hằng tháng", "truy lĩnh"]


def test_a_name_of_several_groups_over_the_figures_is_no_ornament(tmp_path: Path) -> None:
    outcome = check_rows(
        tmp_path,
        ["BẢO TRỢ XÃ HỘI THÁNG 3/2024; ĐVT: 1.000 đồng"],
        ["TT", "Đơn vị", "Người khuyết tật", None],
        [None, None, "Người", "Tiền"],
        [1, "Phủ Lý", 10, 5400],
        merges=("A2:A3", "B2:B3", "C2:D2"),
    )
    assert "Ô C2 (dòng 2), tiêu đề nhóm: 'Người khuyết tật' gồm" in said(outcome)


@pytest.mark.parametrize(
    ("second", "place"),
    [
        ("BTXH tháng 4/2024", 0),
        ("BTXH tháng 4/2024", 1),
        ("Tháng 4", 0),
        ("II. NGƯỜI CÓ CÔNG", 0),
        ("Chi mai táng phí tháng 4/2024", 1),
    ],
)
def test_a_second_table_below_with_its_own_title(tmp_path: Path, second: str, place: int) -> None:
    title = [None, None]
    title[place] = second  # type: ignore[call-overload]
    rows = (["BTXH tháng 3/2024"], COMMUNES, FIRST, [], title, COMMUNES, SECOND)
    outcome = check_rows(tmp_path, *rows)
    assert f"Ô {'AB'[place]}5 (dòng 5), dòng chữ: '{second}' nằm giữa các dòng số liệu" in said(outcome)


def test_a_second_table_of_other_columns_is_not_dropped_as_blank_lines(tmp_path: Path) -> None:
    outcome = check_rows(
        tmp_path, HEADINGS, ROW, [], ["Biểu 2"], ["STT", "Chỉ tiêu", "Giá trị"], [1, "Hộ nghèo", 5000], [2, "x", 60]
    )
    assert outcome.status == "refused"
    assert "Dòng 4: bảng thứ hai bắt đầu ở đây (tiêu đề cột ở dòng 5)" in said(outcome)


def test_two_tables_side_by_side_are_refused(tmp_path: Path) -> None:
    outcome = check_rows(tmp_path, [*HEADINGS, None, *HEADINGS], [*ROW, None, *ROW[:1], "4/2024", *ROW[2:]])
    assert "tiêu đề bị trùng: cột D và cột J" in said(outcome)
    assert "Dòng 1: hai bảng nằm cạnh nhau: bảng thứ hai bắt đầu ở cột G" in said(outcome)


def test_headings_titles_and_numbering_repeated_on_every_page(tmp_path: Path) -> None:
    page: Sequence[Sequence[Any]] = (COMMUNES, ["A", "B", "1", "2"])
    outcome = check_rows(tmp_path, ["BTXH THÁNG 3/2024"], *page, FIRST, ["Trang 1"], *page, SECOND, ["Trang 2"])
    assert [row[0] for row in facts(outcome)] == ["13285", "13312"]


def test_figures_above_the_headings_of_a_narrow_table(tmp_path: Path) -> None:
    head = ["Huyện", "Số người", "Số tiền (đồng)"]
    outcome = check_rows(tmp_path, ["NCC tháng 3/2024"], ["Phủ Lý", 3912, 9168250000], head, ["Duy Tiên", 1, 2000000])
    assert "Dòng 2: có số liệu nằm phía trên dòng tiêu đề cột" in said(outcome)
    district = check_rows(tmp_path, ["Phủ Lý", None, "Biểu 01"], ["NCC tháng 3/2024"], head, ["Duy Tiên", 1, 2000000])
    assert len(facts(district)) == 1


def test_a_report_as_the_department_prints_it(tmp_path: Path) -> None:
    outcome = check_rows(
        tmp_path,
        ["UBND TỈNH HÀ NAM", None, None, None, "Mẫu số 01"],
        ["SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"],
        [],
        ["TỔNG HỢP CHI TRẢ TRỢ CẤP NGƯỜI CÓ CÔNG THÁNG 3 NĂM 2024"],
        [None] * 12 + ["Đơn vị tính: Triệu đồng; người"],
        ["STT", "Tên huyện, TP", "Số người", "Số tiền", "Ghi chú"],
        [1, "Phủ Lý", 3912, 9168.25, None],
        [],
        [2, "TX. Duy Tiên", 3467, 8124.9, None],
        ["Cộng", None, 7379, 17293.15, None],
        [None, None, None, "Hà Nam, ngày 05 tháng 4 năm 2024"],
        ["Người lập biểu", None, None, "GIÁM ĐỐC"],
    )
    assert facts(outcome) == [FACT, ("349", "2024-03", MERIT, 3467, 8124900000)]
    assert {problem.code for problem in outcome.problems} == {"given", "columns"}

"""Rows of districts over their communes, rows of groups over their areas: totals that say what is below them."""

from pathlib import Path

from tests.data.ingest.tables import facts, said
from tests.data.ingest.workbooks import check_rows

TITLE = ["CHI TRẢ TRỢ GIÚP XÃ HỘI THÁNG 03/2024"]
HEADINGS = ["STT", "Đơn vị", "Số người", "Số tiền (đồng)"]
ROWS = (
    ["I", "Thành phố Phủ Lý", 300, 180000000],
    [1, "Phường Quang Trung", 100, 60000000],
    [2, "Trần Hưng Đạo", 200, 120000000],
    ["II", "Huyện Lý Nhân", 100, 60000000],
    [1, "Trần Hưng Đạo", 100, 60000000],
    [None, "Tổng cộng", 400, 240000000],
)
FACTS = [
    ("13285", "2024-03", "Bảo trợ xã hội", 100, 60000000),
    ("13300", "2024-03", "Bảo trợ xã hội", 200, 120000000),
    ("13594", "2024-03", "Bảo trợ xã hội", 100, 60000000),
]


def test_communes_of_one_name_are_told_apart_by_the_district_above_them(tmp_path: Path) -> None:
    outcome = check_rows(tmp_path, TITLE, HEADINGS, *ROWS)
    assert facts(outcome) == FACTS
    assert [problem.code for problem in outcome.problems] == ["given", "given"]


def test_a_district_that_is_not_the_sum_of_its_communes_is_said(tmp_path: Path) -> None:
    wrong = [[*ROWS[0][:2], 301, ROWS[0][3]], *ROWS[1:]]
    outcome = check_rows(tmp_path, TITLE, HEADINGS, *wrong)
    assert facts(outcome) == FACTS
    assert "Ô C3 (dòng 3), Số đối tượng: '301' là số ở dòng tổng" in said(outcome)
    assert "totals" in {problem.code for problem in outcome.problems}


def test_a_commune_under_the_wrong_district_is_refused(tmp_path: Path) -> None:
    outcome = check_rows(tmp_path, TITLE, HEADINGS, *ROWS[:2], [2, "Xã Hợp Lý", 1, 600000], *ROWS[3:5])
    assert outcome.status == "refused"
    assert "Ô B5 (dòng 5)" in said(outcome)
    assert "không thuộc Thành phố Phủ Lý" in said(outcome)


def test_a_line_of_which_is_not_taken_for_an_area(tmp_path: Path) -> None:
    outcome = check_rows(tmp_path, TITLE, HEADINGS, ROWS[1], [None, "Trong đó: Nữ", 40, 24000000])
    assert outcome.status == "refused"
    assert "Ô B4 (dòng 4)" in said(outcome)
    assert "'Trong đó: Nữ' không có trong danh mục" in said(outcome)


def test_groups_over_their_districts(tmp_path: Path) -> None:
    outcome = check_rows(
        tmp_path,
        ["THÁNG 3/2024"],
        HEADINGS,
        ["A", "Người có công", 30, 70000000],
        [1, "Phủ Lý", 10, 23000000],
        [2, "Duy Tiên", 20, 47000000],
        ["B", "Bảo trợ xã hội", 100, 60000000],
        [1, "Phủ Lý", 100, 60000000],
    )
    assert facts(outcome) == [
        ("347", "2024-03", "Người có công", 10, 23000000),
        ("349", "2024-03", "Người có công", 20, 47000000),
        ("347", "2024-03", "Bảo trợ xã hội", 100, 60000000),
    ]

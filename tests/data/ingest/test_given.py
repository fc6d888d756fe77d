"""Columns a table has not: from its title, its sheet's name or an answer, always said, never chosen among several."""

from pathlib import Path

from tests.data.ingest.tables import CheckText, facts, said
from tests.data.ingest.workbooks import check_sheets

HEADINGS = ["Huyện", "Nhóm", "Số người", "Số tiền (đồng)"]
ROW = ["Phủ Lý", "NCC", 3912, 9168250000]
FACT = ("347", "2023-12", "Người có công", 3912, 9168250000)


def test_the_month_of_the_title_is_taken_and_said_with_its_line(tmp_path: Path) -> None:
    outcome = check_sheets(tmp_path, {"Sheet1": [["UBND TỈNH HÀ NAM"], ["THÁNG 12 NĂM 2023"], HEADINGS, ROW]})
    assert facts(outcome) == [FACT]
    assert said(outcome).startswith("Tệp không có cột Kỳ; lấy tháng 12/2023 theo dòng 2 phía trên bảng.")
    assert [problem.code for problem in outcome.problems] == ["given"]


def test_the_month_of_the_sheets_name_with_its_own_year_or_that_of_the_title(tmp_path: Path) -> None:
    whole = check_sheets(tmp_path, {"T12-2023": [HEADINGS, ROW]})
    assert facts(whole) == [FACT]
    assert "theo tên trang tính 'T12-2023'" in said(whole)
    assert facts(check_sheets(tmp_path, {"T12": [["Năm 2023"], HEADINGS, ROW]})) == [FACT]
    assert check_sheets(tmp_path, {"T12": [HEADINGS, ROW]}).questions[0].key == "period"


def test_a_title_and_a_sheets_name_that_disagree_are_asked_about(tmp_path: Path) -> None:
    outcome = check_sheets(tmp_path, {"T11-2023": [["THÁNG 12 NĂM 2023"], HEADINGS, ROW]})
    assert outcome.status == "refused"
    assert "tiêu đề nêu nhiều giá trị" in said(outcome)
    assert [value for value, _label in outcome.questions[0].choices] == ["2023-12", "2023-11"]


def test_quarters_spans_and_days_of_signing_are_no_month(check: CheckText) -> None:
    for title in ("QUÝ IV NĂM 2023", "6 THÁNG CUỐI NĂM 2023", "Hà Nam, ngày 05 tháng 12 năm 2023", "NĂM 2023"):
        outcome = check(f'"{title}",,,\n{",".join(HEADINGS)}\nPhủ Lý,NCC,3912,9168250000\n')
        assert outcome.status == "refused", title
        assert "thiếu cột Kỳ" in said(outcome)
        assert [question.key for question in outcome.questions] == ["period"]


def test_a_year_above_months_without_year_is_taken_and_said(check: CheckText) -> None:
    table = "Huyện,Tháng,Nhóm,Số người,Số tiền (đồng)\nPhủ Lý,12,NCC,3912,9168250000\n"
    outcome = check("Năm 2023,,,,\n" + table)
    assert facts(outcome) == [FACT]
    assert "Cột Kỳ chỉ ghi tháng; lấy năm 2023 theo tiêu đề" in said(outcome)
    assert facts(check("Năm 2023,,,,\n" + table.replace(",12,", ",Tháng 12,"))) == [FACT]
    assert "Ô B2 (dòng 2), Kỳ: '12' không phải là một tháng" in said(check(table))
    two = check("Năm 2022 và năm 2023,,,,\n" + table)
    assert two.status == "refused"


def test_a_column_of_years_beside_the_months(check: CheckText) -> None:
    head = "Huyện,Tháng,Năm,Nhóm,Số người,Số tiền (đồng)\n"
    outcome = check(head + "Phủ Lý,12,2023,NCC,3912,9168250000\nPhủ Lý,1,2024,NCC,3912,9168250000\n")
    assert [row[1] for row in facts(outcome)] == ["2023-12", "2024-01"]
    assert outcome.messages == []
    lacking = check(head + "Phủ Lý,12,2023,NCC,3912,9168250000\nPhủ Lý,1,,NCC,3912,9168250000\n")
    assert "Ô B3 (dòng 3), Kỳ: '1' không phải là một tháng" in said(lacking)
    whole = check(head + "Phủ Lý,12/2023,2024,NCC,3912,9168250000\n")
    assert facts(whole) == [FACT]
    assert "Cột C 'Năm' không có trong mẫu nên không được nạp" in said(whole)


def test_the_one_commune_of_the_title(check: CheckText) -> None:
    body = "Tháng,Nhóm,Số người,Số tiền (đồng)\n12/2023,BTXH,100,60000000\n"
    outcome = check("UBND XÃ LIÊM CHUNG,,,\n" + body)
    assert facts(outcome)[0][0] == "13312"
    assert "lấy xa liem chung theo dòng 1" in said(outcome)
    two = check("UBND XÃ LIÊM CHUNG và XÃ PHÙ VÂN,,,\n" + body)
    assert two.status == "refused"
    assert "thiếu cột Mã huyện hoặc" in said(two)

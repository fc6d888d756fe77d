"""Lines with names and no figure, as in our own templates: left out with a warning; a line with some figures must be
mended."""

from pathlib import Path

import pytest

from data.ingest import Check
from data.vocabulary.problems import CONFIRMED
from tests.data.ingest.dataset_tables import checked, errors
from tests.data.ingest.tables import HEADER, ROWS, CheckText, facts, table

# A heading, a filled line, the same line of another area with its names alone; a file of each dataset.
FILES = {
    "payments": (
        "Mã huyện;Kỳ;Nhóm;Hình thức chi;Số tháng;Số người;Suất;Kinh phí (đồng)",
        "347;2023-12;NCC;hằng tháng;1;10;;25000000",
        "349;2023-12;NCC;hằng tháng;1;;;",
        "349;2023-12;NCC;hằng tháng;1;10;;",
    ),
    "indicators": (
        "Huyện;Năm;Chỉ tiêu;Đơn vị tính;Giá trị;Mức độ",
        "Phủ Lý;2023;Tỷ lệ hộ nghèo;%;2,11;=",
        "Duy Tiên;2023;Tỷ lệ hộ nghèo;%;;=",
        "Duy Tiên;2023;Tỷ lệ hộ nghèo;%;-;=",
    ),
    "households": (
        "Đơn vị;Năm;Loại hộ;Đầu kỳ;Giảm;Vượt chuẩn;Tăng;Cuối kỳ",
        "Phủ Lý;2023;Hộ nghèo;1100;300;300;90;890",
        "Duy Tiên;2023;Hộ nghèo;;;;;",
        "Duy Tiên;2023;Hộ nghèo;;;300;;",
    ),
    "targets": (
        "Huyện;Năm;Chỉ tiêu;Kế hoạch năm",
        "Phủ Lý;2023;Tỷ lệ hộ nghèo;2,11",
        "Duy Tiên;2023;Tỷ lệ hộ nghèo;",
        "Duy Tiên;2023;Tỷ lệ hộ nghèo;?",
    ),
    "areas": (
        "Huyện;Dân số;Số hộ;Ngày số liệu;Nguồn số liệu",
        "Phủ Lý;169589;52310;2023;Cục Thống kê",
        "Duy Tiên;;;2023;Cục Thống kê",
        "Duy Tiên;;chưa có;2023;Cục Thống kê",
    ),
    "budget": (
        "Huyện;Năm;Tháng;Nguồn;Cấp;Dự toán giao (đồng);Bổ sung;Lũy kế;Tạm ứng;Quyết toán",
        "Phủ Lý;2024;;NSĐP;huyện;5000000;;;;",
        "Duy Tiên;2024;;NSĐP;huyện;;;;;",
        "Duy Tiên;2024;;NSĐP;huyện;;;7000000;;",
    ),
}


def of(folder: Path, dataset: str, *lines: str) -> Check:
    return checked(folder, dataset, "\n".join((FILES[dataset][0], *lines, "")))


@pytest.mark.parametrize("dataset", FILES)
def test_a_line_without_figures_is_left_out_with_a_warning_to_confirm(tmp_path: Path, dataset: str) -> None:
    _heading, filled, blank, _half = FILES[dataset]
    alone = of(tmp_path, dataset, filled)
    check = of(tmp_path, dataset, blank, filled, blank.replace("Duy Tiên", "Kim Bảng").replace("349", "350"))
    assert alone.messages == []
    assert check.status == "accepted"
    assert check.frame.equals(alone.frame)
    (problem,) = check.problems
    assert (problem.severity, problem.code, problem.line, problem.count) == ("warning", "blank", 2, 2)
    assert problem.code in CONFIRMED
    assert problem.message.startswith("Dòng 2: để trống hết các cột số nên không được nạp (bỏ qua 2 trong 3 dòng).")
    assert problem.message.endswith("Cũng gặp ở dòng 4 (thêm 1 dòng).")


@pytest.mark.parametrize("dataset", FILES)
def test_a_file_of_such_lines_alone_is_refused(tmp_path: Path, dataset: str) -> None:
    blank = FILES[dataset][2]
    (message,) = errors(of(tmp_path, dataset, blank, blank.replace("Duy Tiên", "Kim Bảng").replace("349", "350")))
    assert "không có số liệu: cả 2 dòng" in message


@pytest.mark.parametrize("dataset", FILES)
def test_a_line_with_something_among_its_figures_must_be_mended(tmp_path: Path, dataset: str) -> None:
    _heading, filled, _blank, half = FILES[dataset]
    check = of(tmp_path, dataset, filled, half)
    (message,) = errors(check)
    assert "(dòng 3)" in message
    assert "blank" not in {problem.code for problem in check.problems}


@pytest.mark.parametrize("dataset", ["areas", "budget"])
def test_a_table_without_a_column_of_figures_is_refused_at_its_headings(tmp_path: Path, dataset: str) -> None:
    heading, filled, _blank, _half = (line.split(";") for line in FILES[dataset])
    names = [
        place
        for place, title in enumerate(heading)
        if not title.startswith(("Dân", "Số hộ", "Dự", "Bổ", "Lũy", "Tạm", "Quyết"))
    ]
    text = "\n".join(";".join(line[place] for place in names) for line in (heading, filled))
    (message,) = errors(checked(tmp_path, dataset, text))
    assert message.startswith("Dòng 1: không có cột số liệu nào")


def test_doubled_and_misspelt_lines_without_figures_are_no_fault(check: CheckText) -> None:
    blank = "347,Phủ Lý,2023-12,Người có công,,"
    outcome = check(table(ROWS[0], blank, blank, "999,Không có,,Không có,,"))
    assert [fact[0] for fact in facts(outcome)] == ["347"]
    assert [(problem.code, problem.line, problem.count) for problem in outcome.problems] == [("blank", 3, 3)]


def test_totals_cover_the_lines_that_are_left(check: CheckText) -> None:
    blank = "353,Lý Nhân,2023-12,Người có công,,"
    rows = (
        blank,
        ROWS[0],
        blank,
        ROWS[1],
        ",Cộng,,,7379,17293150000",
        ROWS[2],
        blank,
        ",Cộng,,,3218,7541300000",
        ROWS[3],
    )
    outcome = check(table(*rows))
    assert [problem.code for problem in outcome.problems] == ["coverage", "blank"]
    wrong = check(table(*rows, ",Cộng,,,1,7133650000"))
    assert sorted(problem.code for problem in wrong.problems) == ["blank", "coverage", "totals"]


def test_blanks_and_invisible_characters_are_no_figures(check: CheckText) -> None:
    outcome = check(table(*ROWS[:2], "350,Kim Bảng,2023-12,Người có công,\u00a0 ,\u200b"))
    assert outcome.status == "accepted"
    assert [(problem.code, problem.line) for problem in outcome.problems] == [("blank", 4)]


def test_a_number_in_the_months_alone_is_no_figure(check: CheckText) -> None:
    outcome = check(table(ROWS[0] + ",1", "349,Duy Tiên,2023-12,Người có công,,,1", header=HEADER + ",months"))
    assert [problem.code for problem in outcome.problems] == ["blank"]


WIDE = """\
Xã;Kỳ;NCC;;BTXH;
;;Số người;Kinh phí (đồng);Số người;Kinh phí (đồng)
Phường Hai Bà Trưng;2023-12;10;25000000;;
Phường Lương Khánh Thiện;2023-12;;;;
"""


def test_a_line_of_a_wide_table_without_figures_is_named_too(check: CheckText) -> None:
    outcome = check(WIDE)
    assert [fact[0] for fact in facts(outcome)] == ["13297"]
    assert [(problem.code, problem.line, problem.count) for problem in outcome.problems] == [("blank", 4, 1)]
    nothing = check(WIDE.replace("10;25000000", ";"))
    assert nothing.status == "refused"
    assert "cả 2 dòng" in nothing.messages[0]

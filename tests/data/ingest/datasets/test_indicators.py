"""The `indicators` dataset: figures of the report by area, period and indicator."""

from pathlib import Path

import pytest

from models.frames import INDICATOR_FILE
from tests.data.ingest.dataset_tables import checked, errors, rows, said

REPORT = """\
STT;Đơn vị;Kỳ;Chỉ tiêu;Đơn vị tính;Thực hiện;Mức độ
1;Tỉnh Hà Nam;Năm 2023;Lao động được giải quyết việc làm;người;28.494;
2;Tỉnh Hà Nam;Năm 2023;Tỷ lệ hộ nghèo (%);%;2,11;
3;Tỉnh Hà Nam;Năm 2023;Kinh phí trợ cấp tại cộng đồng;triệu đồng/tháng;24.000;trên
4;Tỉnh Hà Nam;Năm 2023;Quản lý hồ sơ người có công;nghìn người;135;trên
5;Huyện Kim Bảng;12/2023;Hộ nghèo;hộ;1.021;
6;Xã Thanh Hải;12/2023;Hộ cận nghèo;;57;khoảng
"""


def one(figure: str, *, indicator: str = "Hộ nghèo", unit: str = "", area: str = "Phủ Lý") -> str:
    """A file of one figure."""
    return f"Đơn vị;Năm;Chỉ tiêu;Đơn vị tính;Giá trị\n{area};2023;{indicator};{unit};{figure}\n"


def test_a_report_becomes_figures_in_the_units_of_their_indicators(tmp_path: Path) -> None:
    check = checked(tmp_path, "indicators", REPORT)
    assert check.frame.schema == INDICATOR_FILE
    assert rows(check) == [
        (None, None, "2023", "employment.new_jobs", "28494", "="),
        (None, None, "2023", "poverty.poor_rate", "2.11", "="),
        (None, None, "2023", "protection.monthly_budget", "24000000000", ">"),
        (None, None, "2023", "merit.people_managed", "135000", ">"),
        ("350", None, "2023-12", "poverty.poor_households", "1021", "="),
        ("351", "13498", "2023-12", "poverty.near_poor_households", "57", "~"),
    ]


@pytest.mark.parametrize(
    ("text", "reason", "remedy"),
    [
        (one("12,5"), "có phần lẻ, trong khi chỉ tiêu tính bằng hộ", "Ghi số nguyên"),
        (one("12%"), "có dấu %, trong khi chỉ tiêu tính bằng hộ", "không ghi tỷ lệ"),
        (one("-3"), "là số âm", "từ 0 trở lên"),
        (one("300", unit="người"), "khác đơn vị của chỉ tiêu 'Hộ nghèo' (hộ)", "sửa đơn vị tính"),
        (one("300", unit="cái"), "không phải đơn vị tính đã biết", "Ghi một trong"),
        (one("300", indicator="Hộ nghèo (người)"), "khác đơn vị của chỉ tiêu 'Hộ nghèo' (hộ)", "sửa đơn vị tính"),
        (one("211", indicator="Tỷ lệ hộ nghèo"), "lớn hơn 100%", "Kiểm tra lại"),
        (one("24000", indicator="Kinh phí trợ cấp tại cộng đồng"), "không ghi đơn vị tính", "triệu đồng/tháng"),
        (one("300", indicator="Hộ giàu"), "không có trong danh mục chỉ tiêu", "danh mục"),
        (one("300", area="Kim Bang 2"), "không có trong danh mục năm 2023", "Huyện Kim Bảng"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_with_its_cell_and_remedy(
    tmp_path: Path, text: str, reason: str, remedy: str
) -> None:
    (message,) = errors(checked(tmp_path, "indicators", text))
    assert message.startswith("Ô ")
    assert "(dòng 2)" in message
    assert reason in message
    assert remedy in message


def test_changes_since_last_year_may_be_negative(tmp_path: Path) -> None:
    text = one("-0,58", indicator="Tỷ lệ hộ nghèo tăng, giảm", unit="điểm %", area="Toàn tỉnh")
    assert rows(checked(tmp_path, "indicators", text), "indicator", "value") == [("poverty.poor_rate_change", "-0.58")]


def test_one_indicator_of_an_area_and_period_stands_once(tmp_path: Path) -> None:
    (message,) = errors(checked(tmp_path, "indicators", one("300") + "TP. Phủ Lý;2023;Số hộ nghèo;;301\n"))
    assert message.startswith("Dòng 3: trùng với dòng 2")


def test_money_is_scaled_by_the_unit_above_the_table(tmp_path: Path) -> None:
    table = "Đơn vị;Năm;Chỉ tiêu;Giá trị\nPhủ Lý;2023;Kinh phí trợ cấp tại cộng đồng;4.512,5\n"
    check = checked(tmp_path, "indicators", "Đơn vị tính: triệu đồng;;;\n" + table)
    assert rows(check, "value") == [("4512500000",)]
    assert "không ghi đơn vị tính" in said(checked(tmp_path, "indicators", table))


def test_total_rows_are_compared_in_the_unit_of_the_indicator_and_rates_are_not_added(tmp_path: Path) -> None:
    text = """\
Đơn vị;Năm;Chỉ tiêu;Đơn vị tính;Giá trị
Phủ Lý;2023;Hộ nghèo;hộ;300
Kim Bảng;2023;Hộ nghèo;hộ;500
Phủ Lý;2023;Tỷ lệ hộ nghèo;%;1,1
Kim Bảng;2023;Tỷ lệ hộ nghèo;%;2,1
Phủ Lý;2023;Kinh phí trợ cấp tại cộng đồng;triệu đồng;1,5
Kim Bảng;2023;Kinh phí trợ cấp tại cộng đồng;triệu đồng;2,5
Tổng cộng;2023;Hộ nghèo;hộ;800
Tổng cộng;2023;Tỷ lệ hộ nghèo;%;1,7
Tổng cộng;2023;Kinh phí trợ cấp tại cộng đồng;triệu đồng;4,5
"""
    check = checked(tmp_path, "indicators", text)
    assert len(rows(check)) == 6
    (problem,) = check.problems
    assert (problem.severity, problem.code, problem.line) == ("warning", "totals", 10)
    assert "4.000.000" in problem.message

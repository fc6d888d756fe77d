"""Layouts of offices that are read: sections, totals beside groups, women among people, areas across, two rows of
headings, provincial reports without a column of areas."""

from pathlib import Path
from typing import Any

from data.ingest import Check, check_file
from tests.data.ingest.dataset_tables import checked, errors, rows
from tests.data.ingest.tables import facts, said
from tests.data.ingest.workbooks import check_rows, workbook

MERIT, PROTECTION = "Người có công", "Bảo trợ xã hội"
NORTH, SOUTH = ["Duy Tiên", "Kim Bảng"], ["Bình Lục", "Lý Nhân"]


def sheet_of(folder: Path, dataset: str, *lines: list[Any], merges: tuple[str, ...] = (), **more: Any) -> Check:
    path = folder / "upload.xlsx"
    path.write_bytes(workbook({"Biểu 3": lines}, merges=merges))
    return check_file(path, "bieu.xlsx", dataset, **more)


def line(number: object, name: str, people: int) -> list[Any]:
    return [number, name, people, people * 2_300_000]


def test_sections_without_figures_or_with_their_sums_are_no_rows(tmp_path: Path) -> None:
    title, head = ["CHI TRẢ NCC THÁNG 5/2023"], ["TT", "Tên đơn vị", "Số người", "Kinh phí (đồng)"]
    north = [line(number, name, 10 * number) for number, name in enumerate(NORTH, 1)]
    south = [line(number, name, 10 * number) for number, name in enumerate(SOUTH, 3)]
    bare = [["A", "Các huyện phía Bắc", None, None], *north, ["B", "Các huyện phía Nam", None, None], *south]
    summed = [line("I", "Khu vực 1", 30), *north, line("II.", "Khu vực 2", 70), *south, line(None, "Cộng", 100)]
    expected = [("349", 10), ("350", 20), ("352", 30), ("353", 40)]
    for body in (bare, summed):
        outcome = check_rows(tmp_path, title, head, *body)
        assert [(fact[0], fact[3]) for fact in facts(outcome)] == expected, said(outcome)
        assert {problem.code for problem in outcome.problems} == {"given", "coverage"}


def test_a_section_that_is_not_the_sum_of_its_rows_is_said(tmp_path: Path) -> None:
    outcome = check_rows(
        tmp_path,
        ["CHI TRẢ NCC THÁNG 5/2023"],
        ["TT", "Tên đơn vị", "Số người", "Kinh phí (đồng)"],
        line("I", "Khu vực 1", 31),
        *(line(number, name, 10 * number) for number, name in enumerate(NORTH, 1)),
    )
    assert len(facts(outcome)) == 2
    assert "Ô C3 (dòng 3), Số đối tượng: '31' là số ở dòng tổng (31), khác tổng các dòng là 30" in said(outcome)


def test_a_numbering_in_roman_is_no_section_and_a_misspelt_area_is_no_heading(tmp_path: Path) -> None:
    head = ["TT", "Tên đơn vị", "Số người", "Kinh phí (đồng)"]
    roman = check_rows(tmp_path, ["NCC THÁNG 5/2023"], head, line("I", "Bình Lục", 3), line("II", "Lý Nhân", 4))
    assert [fact[0] for fact in facts(roman)] == ["352", "353"]
    wrong = check_rows(tmp_path, ["NCC THÁNG 5/2023"], head, line("I", "Bình Lụcc", 3), line("II", "Lý Nhân", 4))
    assert "Ô B3 (dòng 3), Huyện, thành phố: 'Bình Lụcc' không có trong danh mục" in said(wrong)


def test_sections_of_an_indicator_report(tmp_path: Path) -> None:
    outcome = sheet_of(
        tmp_path,
        "indicators",
        ["Năm 2022"],
        ["STT", "Chỉ tiêu", "Đơn vị", "Kết quả"],
        ["I", "GIẢM NGHÈO", None, None],
        [1, "Tỷ lệ hộ nghèo", "Toàn tỉnh", 2.5],
        ["II", "LAO ĐỘNG, VIỆC LÀM", None, None],
        [2, "Việc làm mới", "Toàn tỉnh", 18000],
        ["III", "Hộ nghèo", "Toàn tỉnh", 6000],
    )
    assert rows(outcome, "indicator", "value") == [
        ("poverty.poor_rate", "2.5"), ("employment.new_jobs", "18000"), ("poverty.poor_households", "6000"),
    ]  # fmt: skip


def test_women_among_people_are_left_out_by_name(tmp_path: Path) -> None:
    two = check_rows(
        tmp_path,
        ["NCC THÁNG 5/2023"],
        ["TT", "Đơn vị", "Số đối tượng", None, "Kinh phí (đồng)"],
        [None, None, "Tổng số", "Trong đó: Nữ", None],
        [1, "Bình Lục", 30, 11, 69_000_000],
        merges=("A2:A3", "B2:B3", "C2:D2", "E2:E3"),
    )
    assert [fact[3] for fact in facts(two)] == [30]
    assert "Cột D 'Số đối tượng Trong đó: Nữ' không có trong mẫu nên không được nạp" in said(two)
    groups = check_rows(
        tmp_path,
        ["THÁNG 5/2023"],
        ["Đơn vị", MERIT, None, None, PROTECTION, None, None],
        [None, *["Tổng số", "Nữ", "Số tiền (đồng)"] * 2],
        ["Bình Lục", 30, 11, 69_000_000, 50, 20, 27_000_000],
        merges=("A2:A3", "B2:D2", "E2:G2"),
    )
    assert [fact[2:4] for fact in facts(groups)] == [(MERIT, 30), (PROTECTION, 50)]
    indicators = sheet_of(
        tmp_path,
        "indicators",
        ["Đơn vị", "Năm", "Việc làm mới", None],
        [None, None, "Tổng số", "Trong đó: nữ"],
        ["Bình Lục", 2022, 900, 400],
        merges=("A1:A2", "B1:B2", "C1:D1"),
    )
    assert rows(indicators, "value") == [("900",)]
    areas = sheet_of(
        tmp_path, "areas", ["Đơn vị", "Tổng số", "Trong đó: nữ", "Ngày số liệu", "Nguồn"],
        ["Bình Lục", 133_900, 67_000, 2022, "Cục Thống kê"],
    )  # fmt: skip
    assert rows(areas, "population") == [(133_900,)]


def test_a_total_column_beside_groups_is_compared(tmp_path: Path) -> None:
    lines: list[list[Any]] = [
        ["THÁNG 5/2023 (ĐVT: triệu đồng)"],
        ["Đơn vị", "Tổng số người", "NCC với CM - Số người", "NCC với CM - Số tiền", "TGXH - Số người",
         "TGXH - Số tiền", "Tổng số tiền"],
        ["Bình Lục", 80, 30, 69, 50, 27, 96],
    ]  # fmt: skip
    right = check_rows(tmp_path, *lines)
    assert [fact[2:] for fact in facts(right)] == [(MERIT, 30, 69_000_000), (PROTECTION, 50, 27_000_000)]
    assert {problem.code for problem in right.problems} == {"given"}
    wrong = check_rows(tmp_path, *lines[:2], [*lines[2][:6], 95])
    assert "'95' là số cộng, khác tổng các số thành phần là 96" in said(wrong)


def test_areas_across(tmp_path: Path) -> None:
    indicators = sheet_of(
        tmp_path,
        "indicators",
        ["CHỈ TIÊU CHỦ YẾU NĂM 2022"],
        ["TT", "Nội dung", "Đơn vị", *NORTH, *SOUTH, "Toàn tỉnh"],
        [1, "Hộ nghèo", "hộ", 10, 20, 30, 40, 130],
        [2, "Tỷ lệ hộ nghèo", "%", 1.5, 2, None, 2.5, 2.1],
    )
    assert rows(indicators, "district_code", "indicator", "value") == [
        ("349", "poverty.poor_households", "10"), ("350", "poverty.poor_households", "20"),
        ("352", "poverty.poor_households", "30"), ("353", "poverty.poor_households", "40"),
        (None, "poverty.poor_households", "130"), ("349", "poverty.poor_rate", "1.5"),
        ("350", "poverty.poor_rate", "2"), ("353", "poverty.poor_rate", "2.5"), (None, "poverty.poor_rate", "2.1"),
    ]  # fmt: skip
    pairs = check_rows(
        tmp_path,
        ["THÁNG 5/2023 (triệu đồng)"],
        ["Nhóm đối tượng", "Huyện Duy Tiên", None, "Huyện Kim Bảng", None],
        [None, *["Số người", "Kinh phí (triệu đồng)"] * 2],
        ["Người có công", 10, 23, 20, 46],
        ["Bảo trợ XH", 30, 18, 40, 24],
        merges=("A2:A3", "B2:C2", "D2:E2"),
    )
    assert [fact[:1] + fact[2:4] for fact in facts(pairs)] == [
        ("349", MERIT, 10), ("350", MERIT, 20), ("349", PROTECTION, 30), ("350", PROTECTION, 40),
    ]  # fmt: skip


def test_a_table_on_its_side(tmp_path: Path) -> None:
    head: list[Any] = ["Chỉ tiêu", *NORTH, *SOUTH, "Cộng"]
    people, money = ["Số người", 1, 2, 3, 4, 10], ["Số tiền (triệu đồng)", 2.3, 4.6, 6.9, 9.2, 23]
    outcome = check_rows(tmp_path, ["NGƯỜI CÓ CÔNG THÁNG 5/2023"], head, people, money, ["Người lập biểu"])
    assert [(fact[0], fact[3], fact[4]) for fact in facts(outcome)] == [
        ("349", 1, 2_300_000), ("350", 2, 4_600_000), ("352", 3, 6_900_000), ("353", 4, 9_200_000),
    ]  # fmt: skip
    wrong = check_rows(tmp_path, ["NGƯỜI CÓ CÔNG THÁNG 5/2023"], head, [*people[:3], "ba", *people[4:]], money)
    assert "Ô D3 (dòng 3), Số đối tượng: 'ba' không phải là số" in said(wrong)
    homes = sheet_of(
        tmp_path, "households", ["DIỄN BIẾN HỘ NGHÈO NĂM 2022"], ["TT", "Nội dung", *NORTH],
        [1, "Số hộ nghèo đầu năm", 100, 200], [2, "Số hộ nghèo giảm trong năm", 30, 40],
        [3, "Số hộ nghèo tăng trong năm", 5, 6], [4, "Số hộ nghèo cuối năm", 75, 166],
    )  # fmt: skip
    assert rows(homes, "district_code", "category", "opening", "decrease", "increase", "closing") == [
        ("349", "poor", 100, 30, 5, 75), ("350", "poor", 200, 40, 6, 166),
    ]  # fmt: skip
    part = sheet_of(tmp_path, "households", ["HỘ NGHÈO NĂM 2022"], ["Nội dung", *NORTH], ["Hộ nghèo đầu năm", 1, 2])
    assert part.status == "refused"


def test_the_form_of_movements_with_two_rows_of_headings(tmp_path: Path) -> None:
    outcome = sheet_of(
        tmp_path,
        "households",
        ["BIỂU TỔNG HỢP DIỄN BIẾN HỘ NGHÈO TRONG NĂM 2022"],
        [
            "TT",
            "Địa bàn",
            "Số hộ nghèo đầu năm",
            "Giảm trong năm",
            None,
            "Tăng trong năm",
            None,
            "Số hộ nghèo cuối năm",
        ],
        [None, None, None, "Thành hộ cận nghèo", "Vượt chuẩn", "Tái nghèo", "Phát sinh mới", None],
        ["A", "B", 1, 2, 3, 4, 5, "6=1-2-3+4+5"],
        [1, "Bình Lục", 500, 60, 40, 3, 7, 410],
        [2, "Lý Nhân", 700, 90, 10, 0, 20, 620],
        merges=("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3"),
    )
    assert rows(outcome, "district_code", "category", "opening", "decrease", "increase", "closing") == [
        ("352", "poor", 500, 100, 10, 410), ("353", "poor", 700, 100, 20, 620),
    ]  # fmt: skip
    assert "lấy Hộ nghèo theo tiêu đề cột" in said(outcome)


RESULT = [
    ["TT", "Huyện, TP", "Tổng số hộ dân cư", "Hộ nghèo", None, "Hộ cận nghèo", None],
    [None, None, None, "Số hộ", "Tỷ lệ (%)", "Số hộ", "Tỷ lệ (%)"],
    [1, "Bình Lục", 45_000, 450, 1.0, 900, 2.0],
]
MERGES = ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2")


def test_the_form_of_results_is_read_as_households_and_as_indicators(tmp_path: Path) -> None:
    title = ["KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2022"]
    homes = sheet_of(tmp_path, "households", title, *RESULT, merges=MERGES)
    assert rows(homes, "category", "counted", "closing") == [
        ("poor", "households", 450), ("near_poor", "households", 900),
    ]  # fmt: skip
    indicators = sheet_of(tmp_path, "indicators", title, *RESULT, merges=MERGES)
    assert rows(indicators, "indicator", "value") == [
        ("poverty.households", "45000"), ("poverty.poor_households", "450"), ("poverty.poor_rate", "1"),
        ("poverty.near_poor_households", "900"), ("poverty.near_poor_rate", "2"),
    ]  # fmt: skip
    text = "\n".join(";".join("" if cell is None else str(cell).replace(".", ",") for cell in row) for row in RESULT)
    plain = checked(tmp_path, "households", f"KẾT QUẢ RÀ SOÁT NĂM 2022;;;;;;\n{text}\n")
    assert rows(plain, "category", "closing") == [("poor", 450), ("near_poor", 900)]


def test_households_of_both_categories_ask_which(tmp_path: Path) -> None:
    lines = [["HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2022"], ["Đơn vị", "Đầu kỳ", "Cuối kỳ"], ["Bình Lục", 500, 450]]
    asked = sheet_of(tmp_path, "households", *lines)
    assert asked.status == "refused"
    [question] = asked.questions
    assert question.key == "category"
    answered = sheet_of(tmp_path, "households", *lines, answers={"category": "Hộ cận nghèo"})
    assert rows(answered, "category", "closing") == [("near_poor", 450)]


def test_a_provincial_report_without_a_column_of_areas(tmp_path: Path) -> None:
    body: list[list[Any]] = [["TT", "Chỉ tiêu", "ĐVT", "Thực hiện"], [1, "Việc làm mới", "người", 21_000]]
    named = sheet_of(tmp_path, "indicators", ["BÁO CÁO CHỈ TIÊU TOÀN TỈNH NĂM 2022"], *body)
    assert rows(named, "district_code", "commune_code", "value") == [(None, None, "21000")]
    assert "lấy Toàn tỉnh theo dòng 1 phía trên bảng" in said(named)
    asked = sheet_of(tmp_path, "indicators", ["BÁO CÁO CHỈ TIÊU NĂM 2022"], *body)
    assert "hoặc chọn giá trị chung cho cả tệp" in errors(asked)[0]
    [question] = asked.questions
    assert question.key == "district"
    assert question.choices[0][0] == "Toàn tỉnh"
    answers = {"district": "Toàn tỉnh"}
    answered = sheet_of(tmp_path, "indicators", ["BÁO CÁO CHỈ TIÊU NĂM 2022"], *body, answers=answers)
    assert rows(answered, "district_code", "value") == [(None, "21000")]
    district = sheet_of(tmp_path, "indicators", ["UBND TỈNH HÀ NAM"], ["HUYỆN BÌNH LỤC NĂM 2022"], *body)
    assert rows(district, "district_code") == [("352",)]
    other = sheet_of(tmp_path, "indicators", ["CHỈ TIÊU TỈNH NINH BÌNH NĂM 2022"], *body)
    assert other.status == "refused"


def test_a_law_table_as_an_office_keeps_it(tmp_path: Path) -> None:
    outcome = sheet_of(
        tmp_path,
        "parameters",
        ["BẢNG MỨC CHUẨN, MỨC TRỢ CẤP"],
        ["STT", "Nội dung", "Mức tiền (đồng)", "Thời điểm", None, "Văn bản quy định", "Nguồn thông tin"],
        [None, None, None, "Áp dụng từ", "Hiệu lực từ ngày", None, None],
        ["A", "B", 1, 2, 3, 4, 5],
        [1, "Mức chuẩn trợ giúp xã hội", "540.000 đồng", "01/7/2026", "05/10/2026", "NĐ 335/2026/NĐ-CP", "Báo chí"],
        [2, "Trợ cấp hưu trí xã hội", 540000, "01/7/2026", "05/10/2026", None, "Báo chí"],
        [],
        ["Người lập biểu", None, None, None, None, "GIÁM ĐỐC"],
        merges=("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:G3", "F5:F6"),
    )
    assert rows(outcome, "name", "value", "document") == [
        ("protection.norm", 540_000, "NĐ 335/2026/NĐ-CP"), ("social_pension.amount", 540_000, "NĐ 335/2026/NĐ-CP"),
    ]  # fmt: skip


def test_a_last_rule_by_a_chairman_is_no_signature(tmp_path: Path) -> None:
    outcome = sheet_of(
        tmp_path, "parameters", ["Tên mức", "Mức", "Ngày áp dụng", "Căn cứ", "Nguồn"],
        ["Thờ cúng liệt sĩ", "1.400.000", "01/7/2024", "Quyết định của Chủ tịch UBND tỉnh", "Báo chí"],
    )  # fmt: skip
    assert rows(outcome, "name", "value") == [("merit.worship", 1_400_000)]

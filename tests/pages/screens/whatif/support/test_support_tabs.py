"""What areas have beside their lines: the poverty line of 2027, swimming against its target, the year's law in words,
files."""

import csv
import io
from collections.abc import Callable

import pytest

from models.policy.areas.children import AREA as CHILDREN
from models.policy.areas.poverty import AREA as POVERTY
from models.policy.areas.social_evils import AREA as SOCIAL_EVILS
from models.policy.areas.support import SupportArea
from models.policy.levers.levers import LeverValue
from tests.pages import shared
from tests.pages.screen import Screen
from tests.pages.support_pages import ON_LATE_2026, query

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]
data_folder = shared.data_folder
LINE_TAB, SWIM_TAB = "Chuẩn nghèo 2027", "Biết bơi an toàn"
LINE: dict[str, LeverValue] = {
    "poverty.households": 280_454,
    "poverty.between": 15,
    "poverty.line_children": 20,
    "poverty.budget_year": "2027",
}
SWIM: dict[str, LeverValue] = {
    "children.taught": 6_000,
    "children.course": 600_000,
    "children.taught.tried": 9_000,
    "children.children": 110_000,
    "children.able": 30_000,
    "children.able_to": "2023-12",
}
REHAB: dict[str, LeverValue] = {
    "social_evils.residents": 300,
    "social_evils.cost": 3_000_000,
    "social_evils.first": 120,
    "social_evils.first_stay": 12,
}


def opened(show: Show, file: str, area: SupportArea, values: dict[str, LeverValue], tab: str, **clock: str) -> Screen:
    return show(file, **query(values, area), **clock).open_tab(f"{area.prefix}bang", tab)


def test_the_line_of_2027_is_told_as_households_counted_anew(show: Show) -> None:
    screen = opened(show, "poverty.py", POVERTY, LINE, LINE_TAB, **ON_LATE_2026)
    assert "không phải tăng nghèo" in screen.of("info")[0]
    assert "nông thôn từ 1,5 triệu lên 2,2 triệu đồng/người/tháng" in screen.said
    assert "thành thị từ 2 triệu lên 2,8 triệu đồng/người/tháng (Nghị định 351/2025/NĐ-CP" in screen.said
    assert "khoảng 4.207 hộ (từ 4.199 đến 4.215). Số này không cộng vào số hộ nghèo" in screen.said
    rows = screen.table("Kéo theo")
    assert rows[0][2].startswith("chưa tính: thiếu ")
    assert rows[1][1:] == [
        "841 trẻ em",
        "280.454 hộ × 15 : 1.000 × 20 : 100 × 540.000 đồng/tháng = 454.335.480 đồng/tháng",
        "NSĐP",
        "454,3",
    ]
    assert "10.122" not in screen.said, "households by the old line and by the new one added up (5.915 + 4.207)"


def test_law_alone_is_said_as_such_and_is_no_change_of_the_scenario(show: Show) -> None:
    screen = show("poverty.py", **query(LINE, POVERTY), **ON_LATE_2026)
    assert "Kinh phí chưa đổi so với hiện nay" in screen.headline
    assert (
        "Theo quy định, dù không có phương án: từ 01/2027 ngân sách địa phương tăng khoảng 454,34 triệu đồng/tháng, do "
        "chuẩn nghèo từ 2027" in screen.said
    )
    other = show("poverty.py", **query({**LINE, "poverty.budget_year": "2026"}, POVERTY), **ON_LATE_2026)
    assert "dù không có phương án" not in other.said


def test_before_the_decree_is_known_the_tab_says_which_day_to_choose(show: Show) -> None:
    screen = opened(show, "poverty.py", POVERTY, LINE, LINE_TAB)
    assert "Quy định tính đến 31/12/2023 chưa có chuẩn nghèo 2027" in screen.said
    assert "được xếp lại theo chuẩn mới" not in screen.said


def test_swimming_stands_against_the_countrys_target_until_another_is_typed(show: Show) -> None:
    """30.000 + 2 x 6.000 of 110.000 are 38,2% by 2025, 48.000 are 43,6%; 55.000 are 50%: 12.500 a year."""
    screen = opened(show, "children.py", CHILDREN, SWIM, SWIM_TAB)
    said = (
        "hết năm 2025 theo hiện nay 38,2%, theo phương án 43,6%; mục tiêu 50% đến hết năm 2025 (mục tiêu quốc gia, "
        "Quyết định 1248/QĐ-TTg năm 2021): còn thiếu 6,4 điểm phần trăm, muốn kịp phải dạy ít nhất 12.500 trẻ em mỗi "
        "năm."
    )
    assert said in screen.said
    assert screen.row("Hết năm", "2025") == ["2025", "42.000", "38,2%", "48.000", "43,6%", "−6,4"]
    typed = opened(show, "children.py", CHILDREN, {**SWIM, "children.goal": 40, "children.goal_due": "2026"}, SWIM_TAB)
    assert "mục tiêu 40% đến hết năm 2026 (giả định, do người dùng nhập): đạt vào năm 2025." in typed.said


def test_without_the_counts_the_tab_says_what_swimming_lacks(show: Show) -> None:
    screen = opened(show, "children.py", CHILDREN, {}, SWIM_TAB)
    assert "Chưa tính được tỷ lệ biết bơi" in screen.of("info")[0]


def test_a_shorter_stay_is_people_fewer_and_said_so(show: Show) -> None:
    """6 months in place of 12 from 1/2024: in 7/2024 the first leave earlier, ten a month."""
    values: dict[str, LeverValue] = {**REHAB, "social_evils.first_stay.tried": 6}
    screen = show("social_evils.py", **query(values, SOCIAL_EVILS))
    assert screen.headline.startswith("Từ 07/2024")
    assert "giảm khoảng 30 triệu đồng/tháng" in screen.headline
    row = screen.row("Khoản", "Có mặt thêm, bớt do thời gian cai lần đầu thay đổi")
    assert "ngắn hơn 1 tháng" in row[2]
    screen.open_tab(f"{SOCIAL_EVILS.prefix}bang", "Cách tính")
    assert any("120 người × (−1) tháng" in cell[2] for cell in screen.table("Khoản"))


@pytest.mark.parametrize(
    ("file", "name", "area", "other"),
    [
        ("gender.py", "bieu-mau-chi-tieu-binh-dang-gioi-2024.xlsx", "Tỷ lệ nữ giám đốc", "Tuyển sinh"),
        ("children.py", "bieu-mau-ke-hoach-tre-em-2024.xlsx", "Trẻ em", "Hộ nghèo"),
    ],
)
def test_a_page_without_figures_gives_the_template_of_its_own_area(
    show: Show, files: Files, file: str, name: str, area: str, other: str
) -> None:
    import openpyxl

    show(file)
    book = openpyxl.load_workbook(io.BytesIO(files[name]()))
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    asked = {str(row[header.index("Chỉ tiêu")]) for row in rows}
    assert any(one.startswith(area) for one in asked)
    assert not any(one.startswith(other) for one in asked)


def test_the_files_of_the_tabs_name_their_source_and_day(show: Show, files: Files) -> None:
    opened(show, "poverty.py", POVERTY, LINE, LINE_TAB, **ON_LATE_2026)
    opened(show, "children.py", CHILDREN, SWIM, SWIM_TAB)
    for name in ("giam-ngheo-chuan-ngheo-2027.csv", "tre-em-biet-boi.csv"):
        ((title,), header, *rows) = csv.reader(io.StringIO(files[name]().decode("utf-8-sig")), delimiter=";")
        assert "Nguồn: " in title
        assert "Quy định tính đến " in title
        assert header[-1] == "Tính chất số liệu"
        assert rows
        assert all(row[-1].startswith("Giả định: ") for row in rows)

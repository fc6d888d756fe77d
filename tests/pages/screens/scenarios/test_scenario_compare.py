"""Scenarios compared: one month for all, any base, fixed colours, districts by their own figures."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.engine import Database
from data.export.tables import csv_bytes
from data.store import scenarios
from models.access.roles import Operator
from models.policy.areas import catalogue
from pages.screens.scenarios import actions, compare
from pages.ui.saved import scenarios as saved_scenarios
from tests.pages.saved_scenarios import Show, ids, row, save, send
from tests.pages.screen import Screen


@pytest.fixture
def compared(show: Show, database: Database) -> Screen:
    save(database, "A", norm=500_000)
    save(database, "B", norm=750_000, estimate=300_000, budget_year="2024")
    return show("scenarios.py")


def test_all_are_held_against_current_law_in_one_month(compared: Screen) -> None:
    assert compared.tables[0][0] == ["Nội dung", "Hiện hành", "B", "A"]
    assert compared.headline == (
        "Trợ cấp xã hội hằng tháng tại cộng đồng, từ tháng 7/2024, so với hiện hành: “B” tăng khoảng 26 tỷ đồng/tháng "
        "(+108,3%); “A” tăng khoảng 9,33 tỷ đồng/tháng (+38,9%)."
    )
    assert row(compared, "Mức chuẩn trợ giúp xã hội") == ["theo quy định", "750.000", "500.000"]
    assert row(compared, "Số người") == ["45.575"] * 3
    assert row(compared, "Kinh phí tháng") == ["trên 24.000", "trên 50.000", "trên 33.333,3"]
    assert row(compared, "So với hiện hành") == ["mốc so sánh", "+26.000 (+108,3%)", "+9.333,3 (+38,9%)"]
    assert row(compared, "Năm ngân sách 2024") == ["288.000", "444.000 (+156.000)", "344.000 (+56.000)"]
    assert row(compared, "Năm ngân sách 2025") == ["288.000", "600.000 (+312.000)", "400.000 (+112.000)"]
    assert row(compared, "So với dự toán") == ["chưa nhập", "năm 2024 thiếu 144.000", "chưa nhập"]
    assert row(compared, "Nguồn kinh phí")[0] == "NSĐP"
    assert "NSTW hỗ trợ: chưa xác định" in row(compared, "Nguồn kinh phí")[1]
    assert row(compared, "Nuôi dưỡng tại cơ sở trợ giúp xã hội, tháng 07/2024") == [
        "433,4",
        "903 (+469,6)",
        "602 (+168,6)",
    ]
    assert "Chưa có số liệu theo huyện, xã, phường." in compared.of("caption")


def test_another_base_flips_the_signs(compared: Screen) -> None:
    a, b = (str(number) for number in sorted(ids(compared)))
    compared.set(compare.BASE, a)
    assert row(compared, "So với “A”") == ["−9.333,3 (−28%)", "+16.666,7 (+50%)", "mốc so sánh"]
    compared.set(compare.BASE, b)
    assert row(compared, "So với “B”") == ["−26.000 (−52%)", "mốc so sánh", "−16.666,7 (−33,3%)"]
    assert row(compared, "Năm ngân sách 2024") == ["288.000 (−156.000)", "444.000", "344.000 (−100.000)"]
    assert "so với “B”: hiện hành giảm khoảng 26 tỷ đồng/tháng (−52%)" in compared.headline


def test_scenarios_of_days_with_horizons_of_their_own_are_compared_over_the_same_months(
    show: Show, database: Database
) -> None:
    """By the law of the report to 2027, by that of 2028 to 2031."""
    save(database, "A", norm=500_000)
    save(database, "B", date(2028, 3, 15), norm=600_000, norm_applies_from="2028-07", norm_provincial="0")
    screen = show("scenarios.py")
    assert screen.tables[0][0] == ["Nội dung", "Hiện hành", "B", "A"]
    assert row(screen, "Quy định tính đến ngày") == ["31/12/2023", "15/3/2028", "31/12/2023"]
    assert any("dựa trên quy định tính đến những ngày khác nhau" in said for said in screen.of("warning"))
    assert row(screen, "Kinh phí tháng") == ["trên 24.000", "trên 40.000", "trên 33.333,3"]
    assert row(screen, "Năm ngân sách 2027") == ["288.000", "432.000 (+144.000)", "400.000 (+112.000)"]
    assert row(screen, "Năm ngân sách 2031") == ["288.000", "480.000 (+192.000)", "400.000 (+112.000)"]


def test_roles_have_their_fixed_colours(show: Show, database: Database) -> None:
    save(database, "A", norm=500_000)
    number = save(database, "B", norm=750_000)
    scenarios.propose(database, number, actor=Operator("x"), idempotency_key="p")
    screen = show("protection.py", btxh_muc_chuan="620000").go("scenarios.py")
    assert screen.tables[0][0] == ["Nội dung", "Hiện hành", "Phương án đang xem xét", "B (phương án trình)", "A"]
    lines = screen.chart()["layer"][0]["layer"][0]["encoding"]
    colours = lines["color"]["scale"]["range"]
    assert colours[:3] == ["#5B6770", "#C75B00", "#1F6FB2"]
    assert colours[3] not in colours[:3]
    dashes = lines["strokeDash"]["scale"]["range"]
    assert dashes[:3] == [[1, 0]] * 3
    assert dashes[3] != [1, 0]


def test_six_others_have_six_looks_that_stay_whatever_is_beside_them(show: Show, database: Database) -> None:
    numbers = [save(database, f"S{n}", norm=400_000 + 10_000 * n) for n in range(8)]
    show("scenarios.py")
    shelf = {one.saved.id: one for one in saved_scenarios.shelf(actions.loaders.data())}
    looks = saved_scenarios._looks([shelf[number] for number in numbers[:6]])
    assert len({colour for colour, _dash in looks.values()}) == 8
    alone = saved_scenarios._looks([shelf[numbers[3]]])
    assert alone[str(numbers[3])] == looks[str(numbers[3])]


def test_options_of_two_areas_name_the_page_of_each_lever(show: Show, database: Database) -> None:
    save(database, "A", norm=500_000, norm_applies_from="2025-01")
    screen = show("merit.py", ncc_muc_chuan="2789000").press(saved_scenarios.OPEN)
    screen.control(saved_scenarios.NAME).set_value("M")
    screen.press(saved_scenarios.SAVE).go("scenarios.py")
    assert row(screen, "Mức chuẩn trợ giúp xã hội (Bảo trợ xã hội)")[1:] == ["không đổi", "500.000"]
    assert row(screen, "Mức chuẩn trợ cấp ưu đãi (Người có công)")[1:] == ["2.789.000", "không đổi"]
    assert row(screen, "So với hiện hành")[1:] == ["không đổi", "+9.333,3 (+38,9%)"]
    assert "“M” không đổi; “A” tăng khoảng 9,33 tỷ đồng/tháng" in screen.headline
    screen.set(compare.SCHEME, "merit")
    assert row(screen, "Nguồn kinh phí")[0] == "NSTW, kinh phí ủy quyền"
    assert row(screen, "Nguồn kinh phí")[1].startswith("NSTW, kinh phí ủy quyền: +")


def test_what_one_works_on_is_an_option_until_it_is_saved(show: Show, database: Database) -> None:
    save(database, "A", norm=500_000)
    screen = show("protection.py", btxh_muc_chuan="500000").go("scenarios.py")
    assert screen.tables[0][0] == ["Nội dung", "Hiện hành", "A"]
    screen.go("protection.py").set("btxh-muc-chuan", 510_000).go("scenarios.py")
    assert screen.tables[0][0] == ["Nội dung", "Hiện hành", "A", "Phương án đang xem xét"]


def test_no_more_than_six_and_no_fewer_than_two(show: Show, database: Database) -> None:
    for n in range(7):
        save(database, f"S{n}", norm=400_000 + 10_000 * n)
    screen = show("scenarios.py")
    assert len(screen.tables[0][0]) == 1 + compare.FIRST_PICKS
    picks = screen.control(compare.PICKED)
    assert picks.proto.max_selections == 6
    screen.set(compare.PICKED, ["hien-hanh"])
    assert screen.of("info") == ["Chọn ít nhất hai phương án để so sánh."]


def test_scenarios_on_different_law_are_warned_about(show: Show, database: Database) -> None:
    save(database, "A", norm=600_000)
    save(database, "B", date(2024, 12, 31), norm=600_000)
    screen = show("scenarios.py")
    assert any("những ngày khác nhau (31/12/2023, 31/12/2024)" in text for text in screen.of("warning"))
    assert row(screen, "Quy định tính đến ngày") == ["31/12/2023", "31/12/2024", "31/12/2023"]


def test_current_law_is_the_law_of_the_day_the_scenarios_stand_on(show: Show, database: Database) -> None:
    save(database, "B", date(2024, 12, 31), norm=600_000, norm_applies_from="2025-01")
    screen = show("scenarios.py")
    assert row(screen, "Kinh phí tháng") == ["trên 33.333,3", "trên 40.000"]
    assert row(screen, "So với hiện hành")[1] == "+6.666,7 (+20%)"
    assert screen.of("warning") == []


def test_districts_are_compared_on_their_own_figures(show: Show, database: Database, tmp_path: Path) -> None:
    save(database, "A", norm=500_000)
    send(database, tmp_path)
    screen = show("scenarios.py")
    (table,) = [table for table in screen.tables if table[0][0] == "Huyện, thị xã, thành phố"]
    assert [cells[0] for cells in table[1:]] == [
        "Phủ Lý",
        "Duy Tiên",
        "Kim Bảng",
        "Thanh Liêm",
        "Bình Lục",
        "Lý Nhân",
        "Toàn tỉnh",
    ]
    assert [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in table[-1][1:]] == ["24.600", "34.166,7 (+9.566,7)"]
    assert "trên cùng số liệu bản 2" in screen.said


def test_the_table_can_be_carried_away(compared: Screen, files: dict[str, Callable[[], bytes]]) -> None:
    compared.run()
    text = files["so-sanh-phuong-an.csv"]().decode("utf-8-sig")
    assert "Hiện hành;B;A" in text
    assert "444.000 (+156.000)" in text
    assert "Nuôi dưỡng tại cơ sở trợ giúp xã hội, tháng 07/2024" in text
    assert csv_bytes(["a"], [["b"]])[:3] == text.encode("utf-8-sig")[:3]


def test_a_line_whose_headcount_is_assumed_is_held_against_its_own(show: Show, database: Database) -> None:
    lever = next(lever for lever in catalogue.LEVERS if lever.key.startswith("protection.carers"))
    save(database, "A", **{"norm": 500_000, lever.key: 100})
    save(database, "B", norm=500_000)
    screen = show("scenarios.py")
    label = "Hỗ trợ kinh phí chăm sóc, nuôi dưỡng: tăng thêm mỗi tháng (giả định: số do người dùng nhập)"
    found = row(screen, label)
    assert found[:2] == ["chưa nhập", "chưa nhập"]
    assert found[2].startswith("+")

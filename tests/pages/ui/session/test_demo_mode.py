"""Illustrative figures: marked wherever they stand, gone dataset by dataset when real ones arrive, never instead of
none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.engine import Database
from tests.data.uploads import NAMES, apply, undo, upload
from tests.pages.screen import Screen

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]

PAGE_MARK = (
    "SỐ LIỆU MINH HỌA. Báo cáo năm 2023 chỉ có số toàn tỉnh. Số theo huyện do phần mềm chia theo tỷ lệ dân số để xem "
    "thử cách hiển thị; không phải số liệu của huyện, không dùng để so sánh, giao chỉ tiêu hoặc phân bổ kinh phí. Tải "
    "tệp số liệu theo huyện để thay thế."
)
SWITCH = "Xem thử bằng số liệu minh họa (chưa có số liệu thật theo huyện)"
ASSUMING = "gia-dinh-khong"
"""The switch of starting assumptions, on every page."""
LEGEND = "Số minh họa, chia theo dân số; không phải số liệu thống kê."
EXPORT = "Số liệu minh họa do phần mềm tạo, không phải số liệu báo cáo của đơn vị."
GROUPS = "Cơ cấu nhóm đối tượng là giả định, chỉ khớp tổng số người và gần khớp tổng kinh phí của báo cáo."
NO_FIGURE = "Chưa có số liệu"
DISTRICTS = "Huyện, thị xã, thành phố"
KEY, INDICATOR, TABS = "minh-hoa", "bando-chi-tieu", "btxh-bang"

PEOPLE = {"347": 9001, "349": 7002, "350": 7003, "351": 6004, "352": 7005, "353": 9006}
AMOUNT = 4_100_000_000


def lines(programme: str = "Bảo trợ xã hội", codes: tuple[str, ...] = tuple(PEOPLE)) -> list[str]:
    return [f"{code},{NAMES[code]},2023-12,{programme},{PEOPLE[code]},{AMOUNT}" for code in codes]


def text(content: bytes) -> list[list[str]]:
    return [line.split(";") for line in content.decode("utf-8-sig").splitlines()]


def test_once_turned_on_it_shows_marked_figures_on_the_map(show: Show) -> None:
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi")
    assert screen.control(KEY).value is False
    assert set(screen.map_words.values()) == {NO_FIGURE}
    screen.set(KEY, True)
    assert [toggle.label for toggle in screen.at.toggle if toggle.key != ASSUMING] == [SWITCH]
    assert screen.control(KEY).value is True
    assert screen.of("warning") == [PAGE_MARK]
    assert LEGEND in screen.legend
    assert "Ranh giới sơ đồ, không có giá trị pháp lý." in screen.said
    assert screen.map_words["347"] == "≈ 8.500 người (minh họa)"
    assert all(words.startswith("≈ ") and words.endswith("00 người (minh họa)") for words in screen.map_words.values())


def test_every_indicator_is_a_count_or_money_and_marked(show: Show) -> None:
    screen = show("district_map.py", minh_hoa="co")
    for key in ("btxh-kinh-phi", "ncc-nguoi", "ncc-kinh-phi"):
        screen.set(INDICATOR, key)
        assert all(words.endswith("(minh họa)") for words in screen.map_words.values())
    for word in ("cao nhất", "thấp nhất", "thứ tự", "trên 1.000 dân"):
        assert word not in screen.said.lower()


def test_a_small_illustrative_rise_is_never_shown_as_nought(show: Show) -> None:
    """1 % more people is 40 triệu a district: too small for hundreds, yet not nothing."""
    screen = show("protection.py", btxh_so_nguoi="1", minh_hoa="co").go("district_map.py")
    screen.set(INDICATOR, "btxh-tang-them")
    assert not [words for words in screen.map_words.values() if words.startswith("≈ 0 ")]
    assert not [cell for row in screen.table(DISTRICTS) for cell in row if cell == "≈ 0"]


def test_the_card_and_the_table_carry_the_marks(show: Show) -> None:
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi", minh_hoa="co").set("bando-huyen", ["347"])
    assert "Số minh họa: không xếp thứ, không so với bình quân, không tính tỷ lệ." in screen.said
    assert screen.row(DISTRICTS, "Phủ Lý")[1] == "≈ 8.500"
    assert LEGEND in screen.of("caption")


def marked_and_compared(first: list[str]) -> bool:
    """Whether the first line of an answer's file begins with the mark and says what it is compared with."""
    said = ";".join(first).strip('"')
    return said.startswith(f"{EXPORT} ") and "So với 360.000 đồng (NĐ 20/2021; quy định đến 31/12/2023)." in said


def test_files_with_illustrative_figures_say_so_in_the_first_row_and_in_every_row(show: Show, files: Files) -> None:
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi", minh_hoa="co")
    rows = text(files["ban-do-theo-huyen.csv"]())
    assert rows[0] == [EXPORT]
    assert rows[1][-1] == "Tính chất số liệu"
    assert {row[-1] for row in rows[2:]} == {EXPORT}
    assert len(rows) == 8
    screen.go("protection.py")
    by_group = text(files["bao-tro-xa-hoi-theo-nhom.csv"]())
    assert GROUPS in by_group[0][0]
    assert "So với" in by_group[0][0]
    assert {row[-1] for row in by_group[2:]} == {GROUPS}
    screen.open_tab(TABS, "Huyện")
    by_district = text(files["bao-tro-xa-hoi-theo-huyen.csv"]())
    assert marked_and_compared(by_district[0])
    assert {row[-1] for row in by_district[2:]} == {EXPORT}


def test_the_file_of_budget_years_holds_no_illustrative_figure(show: Show, files: Files) -> None:
    show("protection.py").open_tab(TABS, "Năm ngân sách")
    rows = text(files["bao-tro-xa-hoi-theo-nam.csv"]())
    assert "minh họa" not in str(rows).lower()
    assert rows[1][-1] == "Tính chất số liệu"


def test_the_districts_of_a_scenario_carry_the_page_mark(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000", minh_hoa="co").open_tab(TABS, "Huyện")
    assert PAGE_MARK in screen.of("caption")
    rows = screen.table(DISTRICTS)
    assert all(cell.startswith("≈ ") for row in rows[:-1] for cell in row[1:])
    assert rows[-1] == ["Toàn tỉnh", "45.575", "24.000", "33.333,3", "+9.333,3"]
    screen.set(KEY, False)
    assert "MINH HỌA" not in screen.said
    assert any(said.startswith("Chưa có số liệu theo huyện.") for said in screen.of("info"))


def test_the_switch_holds_on_every_page(show: Show) -> None:
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi").set(KEY, True)
    screen.go("protection.py").open_tab(TABS, "Huyện")
    assert PAGE_MARK in screen.of("caption")
    screen.go("district_map.py")
    assert screen.control(KEY).value is True
    screen.set(KEY, False)
    assert set(screen.map_words.values()) == {NO_FIGURE}
    screen.go("protection.py").open_tab(TABS, "Huyện")
    assert any(said.startswith("Chưa có số liệu theo huyện.") for said in screen.of("info"))


@pytest.mark.parametrize("percent", [-10, -3, 1, 10])
def test_the_illustrative_split_changes_no_figure_of_the_province(show: Show, percent: int) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000", btxh_so_nguoi=str(percent), minh_hoa="co").open_tab(
        TABS, "Huyện"
    )
    with_split = screen.headline, screen.table(DISTRICTS)[-1]
    screen.set(KEY, False).open_tab(TABS, "Nhóm")
    assert screen.headline == with_split[0]
    assert screen.row("Nhóm đối tượng", "Cộng")[1] == with_split[1][1]


def test_with_demo_off_six_districts_have_no_figure_and_never_zero(
    show: Show, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSINH_DEMO", "0")
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi")
    assert [toggle.key for toggle in screen.at.toggle] == [ASSUMING]
    for key in ("btxh-nguoi", "btxh-kinh-phi", "btxh-tang-them", "ncc-nguoi", "ncc-kinh-phi"):
        screen.set(INDICATOR, key)
        assert list(screen.map_words.values()) == [NO_FIGURE] * 6
        assert [row[1:] for row in screen.table(DISTRICTS)] == [[NO_FIGURE] * 3] * 6
    assert NO_FIGURE in screen.legend
    screen.set("bando-huyen", ["353"])
    assert "Chưa gửi số liệu nên không xếp thứ, không so sánh." in screen.said
    assert {cell for row in text(files["ban-do-theo-huyen.csv"]())[1:] for cell in row[1:]} == {NO_FIGURE}
    assert "minh họa" not in screen.said.lower()


def test_a_district_file_ends_the_marks_of_its_programme(
    show: Show, files: Files, database: Database, tmp_path: Path
) -> None:
    apply(database, upload(tmp_path, *lines()))
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi", minh_hoa="co")
    assert screen.map_words["347"] == "9.001 người"
    assert "minh họa" not in screen.said.lower()
    assert "6/6 đơn vị đã gửi số liệu." in screen.said
    rows = text(files["ban-do-theo-huyen.csv"]())
    assert rows[0][0] == DISTRICTS
    assert {row[-1] for row in rows[1:]} == {"Đơn vị cập nhật"}
    screen.set(INDICATOR, "ncc-nguoi")
    assert set(screen.map_words.values()) == {NO_FIGURE}, "demo mode ends with the first district file"


def test_the_headline_follows_the_districts_figures_and_comes_back(
    show: Show, database: Database, tmp_path: Path
) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000")
    before = screen.headline
    applied = apply(database, upload(tmp_path, *lines()))
    screen.run()
    assert "Tính trên 45.021 người." in screen.headline
    assert "Số liệu: đơn vị cập nhật, tháng 12/2023, bản 2." in screen.top
    assert "24.600 triệu đồng/tháng" in screen.said
    screen.open_tab(TABS, "Huyện")
    assert screen.row(DISTRICTS, "Phủ Lý")[1:3] == ["9.001", "4.100"]
    assert PAGE_MARK not in screen.said
    undo(database, applied.batch)
    screen.run()
    assert screen.headline == before
    assert "Số liệu: báo cáo năm 2023, bản 3." in screen.top


def test_one_district_alone_leaves_the_others_without_figures(show: Show, database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, *lines(codes=("347", "349", "350", "351", "353"))))
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi")
    assert screen.map_words["352"] == NO_FIGURE
    assert screen.map_words["353"] == "9.006 người"
    assert screen.row(DISTRICTS, "Bình Lục")[1:3] == [NO_FIGURE, NO_FIGURE]
    assert "5/6 đơn vị đã gửi số liệu; Bình Lục chưa gửi." in screen.said
    assert "5/6 đơn vị đã gửi số liệu tháng 12/2023; Bình Lục chưa gửi." in screen.go("overview.py").said


def test_figures_of_one_district_do_not_make_the_province_s_figures_uploaded(
    show: Show, database: Database, tmp_path: Path
) -> None:
    apply(database, upload(tmp_path, *lines(codes=("347",))))
    for file in ("protection.py", "overview.py"):
        screen = show(file)
        assert "45.575 người" in screen.said
        assert "Số liệu: báo cáo năm 2023, bản 2." in screen.top
    assert "Số liệu: đơn vị cập nhật, tháng 12/2023, bản 2." in show("district_map.py").top


def test_fewer_than_five_people_are_never_shown(show: Show, database: Database, tmp_path: Path) -> None:
    few = ["347,Phủ Lý,2023-12,Bảo trợ xã hội,3,1620000", *lines(codes=("349", "350", "351", "352", "353"))]
    apply(database, upload(tmp_path, *few))
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi").set("bando-huyen", ["347"])
    assert screen.map_words["347"] == "Dưới 5 người (không hiển thị)"
    assert screen.row(DISTRICTS, "Phủ Lý")[1] == "Dưới 5 người (không hiển thị)"
    assert "1,6" not in " ".join(screen.row(DISTRICTS, "Phủ Lý"))
    screen.go("protection.py").open_tab(TABS, "Huyện")
    assert screen.row(DISTRICTS, "Phủ Lý")[1:] == ["Dưới 5 người (không hiển thị)", "", "", ""]


def test_groups_are_marked_while_their_mix_is_assumed(show: Show) -> None:
    screen = show("protection.py")
    assert GROUPS in screen.of("caption")
    assert screen.of("caption").count(GROUPS) == 1, "under the table; the chart bears it itself"

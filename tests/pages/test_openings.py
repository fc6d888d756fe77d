"""Every page opens on a computed, marked answer: golden/mo_san.csv on the screen; and what moves or ends an opening."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from data.engine import Database
from data.store import scenarios
from models.policy.answers.link import PAGES
from models.policy.answers.whatif import WhatIfArea
from models.policy.areas import gender
from models.wording.numbers import day, money
from pages._registry import PAGES as SPECS
from pages.screens.whatif.support.assumed import RESTS
from pages.screens.whatif.support.words import ASSUMED
from tests.data.test_lever_inputs import filled, uploaded
from tests.models.openings import OPENINGS, Opening
from tests.models.policy.test_golden_openings import TODAY
from tests.pages.saved_scenarios import TABS, tab_labels
from tests.pages.screen import Screen

FILES = {spec.url_path: spec.file for spec in SPECS}
DAYS = {"bao-cao": "31/12/2023", str(TODAY): day(TODAY)}


@pytest.mark.parametrize("row", OPENINGS, ids=str)
def test_a_page_opens_on_its_worked_answer(row: Opening) -> None:
    screen = Screen.opened(FILES[row.slug], moc=row.moc, gia_dinh="")
    said, area = screen.said, PAGES[row.slug]
    assert f"{money(row.monthly)}/tháng" in screen.headline
    assert money(row.in_year) in said
    assert f"quy định đến {DAYS[row.moc]}" in said or f"quy định tính đến {DAYS[row.moc]}" in said
    if isinstance(area, WhatIfArea):
        return
    assert ASSUMED in said
    assert RESTS in said
    [ends] = re.findall(r"Tăng mỗi tháng từ (.+?) đến (.+?) khi", said)
    assert ends == tuple(money(vnd) for vnd in row.ends)


def test_a_link_with_a_lever_opens_as_it_says() -> None:
    screen = Screen.opened("gender.py", gia_dinh="", bdg_mo_hinh_pa="20")
    assert screen.at.query_params["bdg-mo-hinh-pa"] in ("20", ["20"])
    assert "20" in screen.said


def test_a_page_opens_once_and_follows_the_clock_until_it_is_touched() -> None:
    screen = Screen.opened("gender.py", gia_dinh="")
    assert screen.control("bdg-mo-hinh-pa").value == 109
    screen.set("moc-chon", "hom-nay")
    assert screen.control("bdg-mo-hinh-pa").value == 33
    screen.set("bdg-mo-hinh-pa", 40)
    screen.set("moc-chon", "bao-cao")
    assert screen.control("bdg-mo-hinh-pa").value == 40
    screen.press("bdg-ve-hien-hanh").go("overview.py").go("gender.py")
    assert "Kinh phí chưa đổi so với hiện nay" in screen.headline
    assert screen.control("bdg-mo-hinh-pa").value is None


@pytest.mark.parametrize("moved", [{}, {"bdg_mo_hinh_pa": "20"}], ids=["opened on a change", "by a link"])
def test_the_address_of_a_page_that_moves_nothing_opens_on_nothing(moved: dict[str, str]) -> None:
    screen = Screen.opened("gender.py", gia_dinh="", **moved).press("bdg-ve-hien-hanh")
    assert "Kinh phí chưa đổi so với hiện nay" in screen.headline
    asked = {name: value[0] if isinstance(value, list) else value for name, value in screen.at.query_params.items()}
    assert asked == {"moc": "bao-cao", "gia-dinh": "co"}
    assert Screen.opened("gender.py", gia_dinh="co").headline == screen.headline
    assert "Kinh phí chưa đổi so với hiện nay" in screen.go("overview.py").go("gender.py").headline


def test_without_assumptions_the_page_is_bare_on_every_page_and_back() -> None:
    screen = Screen.opened("gender.py", gia_dinh="")
    screen.set("gia-dinh-khong", True)
    assert screen.control("bdg-mo-hinh-pa").value is None
    assert "Chưa tính được kinh phí" in screen.headline
    screen.go("insurance.py")
    assert "Chưa tính được kinh phí" in screen.headline
    assert screen.at.query_params["gia-dinh"] in ("khong", ["khong"])
    screen.set("gia-dinh-khong", False)
    assert "Chưa tính được kinh phí" not in screen.headline


def test_the_list_names_every_assumption_with_its_source_and_how_it_is_replaced() -> None:
    screen = Screen.opened("social_evils.py", gia_dinh="")
    screen.control("tn-xem-gia-dinh").click()
    screen.run()
    rows = screen.table("Yếu tố")
    cost = next(row for row in rows if row[0].startswith("Chi phí cai nghiện"))
    assert cost[1:3] == ["1.683.333 đồng/tháng", "1.683.333 - 4.000.000"]
    assert "0,8 × 1.800.000" in cost[3]
    assert cost[4:] == ["đã đối chiếu", "tệp Chỉ tiêu báo cáo, dòng “Chi phí cai nghiện một người một tháng”"]
    assert any(row[4] == "chưa kiểm chứng" for row in rows)


def test_an_open_box_shows_what_stands_for_it() -> None:
    screen = Screen.opened("gender.py", gia_dinh="")
    box = screen.control("bdg-mo-hinh")
    assert (box.value, box.proto.placeholder) == (None, "≈ 6 giả định")


def test_a_file_ends_its_assumption_on_the_page(database: Database, tmp_path: Path) -> None:
    uploaded(database, tmp_path, filled(database, gender.AREA, "2024", {"gender.models": 8}))
    screen = Screen.opened("gender.py", gia_dinh="")
    assert screen.control("bdg-mo-hinh").proto.placeholder == "8 theo tệp"
    screen.control("bdg-xem-gia-dinh").click()
    rows = [row[0] for row in screen.run().table("Yếu tố")]
    assert "Mô hình bình đẳng giới hoạt động, hiện nay" not in rows
    assert "Chi phí duy trì một mô hình, hiện nay" in rows


def test_a_saved_scenario_keeps_what_it_assumed_and_opens_again_to_the_same_sum(
    show: Callable[..., Screen], database: Database
) -> None:
    screen = show("gender.py", gia_dinh="", bdg_mo_hinh_pa="50")
    sum_before = screen.metric("Tăng mỗi tháng")
    screen.press("phuong-an-luu").press("phuong-an-nut-luu")
    with database.reading() as connection:
        [saved] = scenarios.listed(connection)
    assert saved.values["gender.models"] == 6
    assert saved.assumptions["gender.models"] == "gender.models 2021-07-24"
    assert "gender.models.tried" not in saved.assumptions
    assert "insurance.people.poor" not in saved.assumptions, "nothing is moved there"
    for assuming in ("", "khong"):
        again = show("scenarios.py", gia_dinh=assuming)
        again.open_tab(TABS, next(label for label in tab_labels(again) if label.startswith("Phương án đã lưu")))
        again.unfold()
        [kept] = [table for table in again.tables if table[0][0] == "Thông số đã đặt"]
        named = dict(kept[1:])
        assert named["Mô hình bình đẳng giới hoạt động, hiện nay"].startswith("6 (giả định khởi điểm")
        assert named["Mô hình bình đẳng giới hoạt động, phương án"] == "50"
        again.press("phuong-an-sua-binh-dang-gioi").go("gender.py")
        assert again.metric("Tăng mỗi tháng") == sum_before
        assert again.control("bdg-mo-hinh").value is None
        assert again.control("bdg-mo-hinh").proto.placeholder == "≈ 6 giả định"


@pytest.mark.parametrize("assuming", ["", "khong"])
def test_the_link_of_a_saved_scenario_opens_as_it_was_saved(show: Callable[..., Screen], assuming: str) -> None:
    moved = {"bdg_mo_hinh": "8", "bdg_chi_phi_mo_hinh": "1200000", "bdg_mo_hinh_pa": "50"}
    screen = show("gender.py", gia_dinh=assuming, **moved)
    tiles = {tile: screen.metric(tile) for tile in ("Hiện nay", "Tăng mỗi tháng")}
    screen.press("phuong-an-luu").press("phuong-an-nut-luu")
    for looking in ("", "khong"):
        shelf = show("scenarios.py", gia_dinh=looking)
        shelf.open_tab(TABS, next(label for label in tab_labels(shelf) if label.startswith("Phương án đã lưu")))
        (link,) = [code.value for code in shelf.at.code]
        query = {name.replace("-", "_"): value for name, value in parse_qsl(urlsplit(link).query)}
        assert query.get("gia_dinh", "") == assuming
        again = show("gender.py", **{"gia_dinh": "", **query})
        assert {tile: again.metric(tile) for tile in tiles} == tiles


def test_a_file_of_a_table_keeps_what_it_assumed(
    show: Callable[..., Screen], files: dict[str, Callable[[], bytes]]
) -> None:
    show("gender.py", gia_dinh="", bdg_mo_hinh_pa="50")
    (lines,) = [make().decode("utf-8-sig") for name, make in files.items() if "theo-khoan" in name]
    assert "Mô hình bình đẳng giới hoạt động, hiện nay = 6 (gender.models 2021-07-24)" in lines
    assert ASSUMED in lines

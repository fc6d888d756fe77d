"""What the map opens on: published facts in colour, the finding as title, nothing illustrative, four questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from data.engine import Database
from models.geo.area_values import AreaMean
from models.wording.numbers import number
from pages.screens.map import compare_rows, state, vintages
from pages.ui.session import choices, loaders
from tests.data.uploads import WARDS_HEADER, apply, line, upload, ward_lines
from tests.pages.screen import Screen

Show = Callable[..., Screen]
INDICATOR, BASIS, BORDERS = "bando-chi-tieu", "bando-tinh-tren", "bando-dia-gioi"
CLOCKS = {"bao-cao": ("347", "district", "6 đơn vị cấp huyện"), "2026-12-02": ("13285", "commune", "33 phường, xã")}
INVENTED = ("minh họa)", "SỐ LIỆU MINH HỌA", "Số minh họa")


def fills(screen: Screen) -> set[tuple[int, ...]]:
    assert screen.map is not None
    ground = next(layer for layer in screen.map["layers"] if layer["id"] == "huyen")
    return {tuple(feature["properties"]["mau"]) for feature in ground["data"]["features"]}


def densities(level: str) -> dict[str, Fraction]:
    """By name, of the areas of one list."""
    data = loaders.data()
    ended = pl.col("valid_from") == (pl.date(2023, 1, 1) if level == "district" else pl.date(2025, 7, 1))
    areas = data.areas.filter((pl.col("level") == level) & ended).select("area_id", area="name")
    rows = data.area_facts.filter(pl.col("indicator") == "area.density").join(areas, on="area_id")
    return {name: Fraction(value) for name, value in rows.select("area", "value").iter_rows()}


@pytest.mark.parametrize("clock", CLOCKS)
def test_the_map_opens_on_density_of_the_list_of_the_clock_with_its_finding(show: Show, clock: str) -> None:
    _code, level, borders = CLOCKS[clock]
    screen = show("district_map.py", moc=clock)
    known = densities(level)
    assert len(known) == (6 if level == "district" else 33)
    top, low = max(known, key=lambda name: known[name]), min(known, key=lambda name: known[name])
    times = number(round(float(known[top] / known[low]), 1), 1)
    assert f"{top} đông nhất: {number(int(known[top]))} người/km², gấp {times} lần {low}" in screen.said
    assert borders in screen.said
    assert "Mật độ dân số, kỳ 2024 (người/km²). Tính từ số công bố năm 2024, theo nguồn thứ cấp. Nguồn: " in screen.said
    assert (screen.legend.count(" đến dưới "), "Dưới " in screen.legend, " trở lên" in screen.legend) == (3, True, True)
    assert INDICATOR not in screen.at.query_params, "a map that nothing was asked of has a bare address"
    assert [mark for mark in INVENTED if mark in screen.said] == []


def test_the_report_s_clock_says_the_finding_of_the_six(show: Show) -> None:
    screen = show("district_map.py")
    assert "Phủ Lý đông nhất: 2.036 người/km², gấp 2,4 lần Kim Bảng" in screen.said
    assert len(fills(screen)) == 5
    assert screen.map_words["347"] == "2.036 người/km²"


def test_areas_are_ranked_and_compared_on_the_first_open(show: Show) -> None:
    screen = show("district_map.py")
    assert screen.has("bando-nhom")
    assert screen.at.get("vega_lite_chart"), "ranking"
    screen.set("bando-huyen", ["347", "350"])
    assert "1/6" in screen.said
    assert "6/6" in screen.said


def test_nothing_illustrative_on_a_fresh_map_whatever_is_asked(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over all lists, indicators and bases: nor with the switch allowed from the start."""
    monkeypatch.setenv("ANSINH_DEMO", "1")
    screen = show("district_map.py")
    keys = list(screen.control(INDICATOR).options)
    every = state.indicators(loaders.data())
    assert len(keys) == len(every) >= 11
    for key in every:
        screen.set(INDICATOR, key)
        for basis in [controls_of(basis) for basis in state.bases(every[key])]:
            if not screen.control(BASIS).disabled:
                screen.set(BASIS, basis)
            for borders in (vintages.FOLLOW, *vintages.CHOICES):
                screen.set(BORDERS, borders)
                drawn = (key, basis, borders)
                assert [mark for mark in INVENTED if mark in screen.said + str(screen.map)] == [], drawn
    screen.set(INDICATOR, "btxh-nguoi").set(BASIS, "khong").set(BORDERS, vintages.FOLLOW).set(choices.KEY, True)
    assert "SỐ LIỆU MINH HỌA" in screen.said


def controls_of(basis: str) -> str:
    return {"none": "khong", "people": "dan-so", "households": "ho", "target_group": "nguoi-huong"}[basis]


def test_an_illustration_prints_no_number_on_a_shape(show: Show) -> None:
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi", minh_hoa="co")
    assert screen.map is not None
    (labels,) = [layer for layer in screen.map["layers"] if layer["id"] == "ten-huyen"]
    assert [row["noi_dung"] for row in labels["data"] if any(sign.isdigit() for sign in row["noi_dung"])] == []
    assert screen.map_words["347"] == "≈ 8.500 người (minh họa)", "to whoever points at it"


def test_a_link_of_before_that_names_no_indicator_keeps_its_meaning(
    show: Show, database: Database, tmp_path: Path
) -> None:
    apply(database, upload(tmp_path, line("347", "2023-12", 9001, 5_000_000_000)))
    assert show("district_map.py", bando_chon="347-a").control(INDICATOR).value == "btxh-nguoi"
    assert show("district_map.py", bando_dia_gioi="2025-01").control(INDICATOR).value == "btxh-nguoi"
    kept = show("district_map.py", bando_chi_tieu="btxh-kinh-phi", bando_tinh_tren="khong")
    assert kept.control(BASIS).value == "khong"
    assert kept.at.query_params[BASIS] in ("khong", ["khong"]), "its default is a rate"


def test_density_with_other_choices_names_itself_in_the_address(show: Show) -> None:
    screen = show("district_map.py").set("bando-huyen", ["347"])
    assert screen.at.query_params[INDICATOR] in ("area-density", ["area-density"])
    again = show("district_map.py", bando_chi_tieu="area-density", bando_chon="347-a")
    assert again.map_words["347"] == "2.036 người/km²"


def test_a_rate_comes_before_a_count_where_there_can_be_one(show: Show, database: Database, tmp_path: Path) -> None:
    lines = [line(code, "2023-12", 9000, 5_400_000_000) for code in ("347", "349", "350", "351", "352", "353")]
    apply(database, upload(tmp_path, *lines))
    screen = show("district_map.py", bando_chi_tieu="btxh-kinh-phi")
    assert screen.control(BASIS).value == "nguoi-huong"
    assert screen.map_words["347"] == "600.000 đồng/người hưởng"
    assert "6 đơn vị bằng nhau: 600.000 đồng/người hưởng/tháng" in screen.said
    screen.set(INDICATOR, "btxh-nguoi")
    assert screen.control(BASIS).value == "khong", "populations are of several sources: no rate, so no refusal either"
    assert not [said for said in screen.of("info") if said.startswith("Chưa tính được")]


def test_four_questions_in_one_click_each(show: Show, database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line("347", "2023-12", 9001, 5_000_000_000)))
    screen = show("district_map.py").press("bando-hoi-tong")
    assert (screen.control(INDICATOR).value, screen.control(BASIS).value) == ("btxh-nguoi", "khong")
    assert screen.map_words["347"] == "9.001 người"
    screen.press("bando-hoi-ty-le")
    assert (screen.control(INDICATOR).value, screen.control(BASIS).value) == ("btxh-nguoi", "dan-so")
    screen.press("bando-hoi-tang")
    assert screen.control(INDICATOR).value == "btxh-tang-them"
    screen.press("bando-hoi-ai")
    assert screen.map_words["347"] == "1 tháng"
    assert screen.map_words["353"] == "0 tháng"
    assert (
        "5/6 đơn vị chưa gửi tháng nào trong 12 tháng đến 12/2023: Duy Tiên, Kim Bảng, Thanh Liêm và 2" in screen.said
    )


def test_who_has_not_sent_is_asked_of_the_wards_of_today(show: Show, database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, *ward_lines("2026-10"), header=WARDS_HEADER))
    screen = show("district_map.py", moc="2026-12-02", bando_chi_tieu="da-gui-so", bando_cach_xem="o-vuong")
    sent = {tile["so_lieu"] for tile in screen.tiles()}
    assert sent == {"1 tháng"}
    assert "33 đơn vị đều có số của 1 tháng trong 12 tháng đến 11/2026" in screen.said
    assert "3 đơn vị cấp huyện" not in screen.said


def test_facts_of_two_districts_alone_say_of_how_many_and_that_they_are_not_verified(show: Show) -> None:
    screen = show("district_map.py", bando_chi_tieu="area-poor-rate-2016")
    assert "Thanh Liêm cao nhất: 2,26%, thấp nhất Bình Lục: 0,92% (2/6 đơn vị có số)" in screen.said
    assert "Số công bố năm 2019, chưa kiểm chứng" in screen.said
    assert screen.map_words["347"] == "Chưa có số liệu"


def test_the_mean_of_a_density_is_the_provinces_own() -> None:
    of_areas = AreaMean(Fraction(9), 6, 6)
    assert compare_rows.province_name(of_areas) == "Bình quân một đơn vị toàn tỉnh"
    assert compare_rows.province_name(replace(of_areas, is_weighted=True)) == "Bình quân chung toàn tỉnh"

"""The map page as a planner uses it: rates and their reasons, months, selection, borders, the scenario's money,
files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.engine import Database
from data.store import scenarios
from data.store.scenarios import Draft
from models.access.roles import Operator
from models.geo.classes import Scale
from models.policy.areas import catalogue
from models.policy.levers.levers import Scenario
from pages.ui.saved import scenarios as saved_scenarios
from pages.ui.session import loaders
from tests.data.uploads import apply, line, upload
from tests.pages.screen import Screen

Show = Callable[..., Screen]
PEOPLE = {"347": 9001, "349": 7002, "350": 7003, "351": 6004, "352": 7005, "353": 9006}
A_HEAD = {"347": 560_000, "349": 540_000, "350": 610_000, "351": 520_000, "352": 505_000, "353": 700_000}
INDICATOR, BASIS, CHOSEN, VINTAGE = "bando-chi-tieu", "bando-tinh-tren", "bando-huyen", "bando-dia-gioi"
SMALL = "Dưới 5 người (không hiển thị)"


def send(database: Database, folder: Path, month: str, **people: int | None) -> None:
    """All six districts at their money a head; `d351=3` changes one, None leaves it out."""
    counts = PEOPLE | {code.removeprefix("d"): count for code, count in people.items()}
    rows = [line(code, month, n, n * A_HEAD[code]) for code, n in counts.items() if n is not None]
    apply(database, upload(folder, *rows))


@pytest.fixture
def months(database: Database, tmp_path: Path) -> Database:
    send(database, tmp_path, "2023-12")
    send(database, tmp_path, "2024-01", d352=None, d347=12_000)
    return database


def fills(screen: Screen) -> dict[str, tuple[int, ...]]:
    assert screen.map is not None
    ground = next(layer for layer in screen.map["layers"] if layer["id"] == "huyen")
    return {f["properties"]["code"]: tuple(f["properties"]["mau"]) for f in ground["data"]["features"]}


def test_money_a_recipient_is_a_rate_of_the_districts_own_figures(show: Show, months: Database) -> None:
    screen = show("district_map.py", bando_chi_tieu="btxh-kinh-phi", bando_tinh_tren="nguoi-huong", bando_ky="2023-12")
    assert screen.map_words["353"] == "700.000 đồng/người hưởng"
    assert "tính trên số người hưởng, kỳ 12/2023 (đồng/người hưởng/tháng)" in screen.said
    assert "700.000 trở lên" in screen.legend
    shown = fills(screen)
    assert len(set(shown.values())) == 3, "six areas make three classes"
    assert shown["352"] == shown["351"] != shown["353"]


def test_people_are_not_divided_by_populations_of_several_sources(show: Show, months: Database) -> None:
    screen = show("district_map.py", bando_tinh_tren="dan-so")
    (said,) = [text for text in screen.of("info") if text.startswith("Chưa tính được tỷ lệ")]
    assert "nguồn khác nhau" in said
    assert "Tải tệp “Dân số, số hộ” cùng một nguồn và một thời điểm" in said
    assert screen.map_words["347"].endswith(" người")


def test_a_month_without_one_district_hatches_it_and_counts_it(show: Show, months: Database) -> None:
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi")
    assert screen.map_words["352"] == "Chưa có số liệu"
    assert "Chưa có số liệu: 1/6 đơn vị chưa báo cáo" in screen.legend
    assert screen.press("bando-truoc").map_words["352"] == "7.005 người"
    assert screen.at.query_params["bando-ky"] == "2023-12"


def test_one_period_has_no_slider_and_says_why(show: Show, database: Database, tmp_path: Path) -> None:
    send(database, tmp_path, "2023-12")
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi")
    assert screen.control("bando-chay").disabled
    assert any(said.startswith("Mới có một kỳ số liệu (12/2023)") for said in screen.of("caption"))


def test_playing_moves_on_by_itself_and_stops_at_the_end(
    show: Show, months: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr("pages.screens.map.controls.monotonic", lambda: clock[0])
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi").press("bando-chay")
    assert screen.control("bando-chay").label == "Dừng"
    assert screen.map_words["347"] == "9.001 người", "from the last month it begins again"
    clock[0] += 2
    screen.run()
    assert screen.map_words["347"] == "12.000 người"
    assert screen.run().control("bando-chay").label == "Chạy"


def test_the_selection_stands_in_the_link_and_survives_pages(show: Show, months: Database) -> None:
    screen = show("district_map.py", bando_chon="349-c.353-a")
    assert list(screen.control(CHOSEN).value) == ["349", "353"]
    screen.set(CHOSEN, ["353", "347"])
    assert screen.at.query_params["bando-chon"] == "353-a.347-b", "who stays keeps the letter"
    screen.go("overview.py").go("district_map.py")
    assert list(screen.control(CHOSEN).value) == ["353", "347"]
    assert screen.at.query_params["bando-chon"] == "353-a.347-b"


def test_a_link_with_nonsense_selects_nothing(show: Show, months: Database) -> None:
    screen = show("district_map.py", bando_chon="999-a", bando_ky="2019-01", bando_chi_tieu="x", bando_cach_xem="y")
    assert list(screen.control(CHOSEN).value) == []
    assert screen.control(INDICATOR).value == "btxh-nguoi"


def test_a_locked_scale_holds_over_months_and_stands_in_the_link(show: Show, months: Database) -> None:
    screen = show("district_map.py", bando_chi_tieu="btxh-kinh-phi", bando_tinh_tren="nguoi-huong")
    screen.set("bando-giu-thang", True)
    text = screen.at.query_params["bando-thang"]
    before, legend = Scale.parse(text), screen.legend
    screen.press("bando-truoc")
    assert Scale.parse(screen.at.query_params["bando-thang"]) == before
    assert [one for one in legend.split("  ") if "đến dưới" in one] == [
        one for one in screen.legend.split("  ") if "đến dưới" in one
    ]
    screen.set(BASIS, "khong")
    assert "bando-thang" not in screen.at.query_params, "a scale of another figure would say nothing"


def test_bounds_by_hand_are_used_or_refused_in_words(show: Show, months: Database) -> None:
    query = {"bando_chi_tieu": "btxh-kinh-phi", "bando_tinh_tren": "nguoi-huong", "bando_cach_chia": "tu-dat"}
    screen = show("district_map.py", **query, bando_nguong="550.000; 650.000")
    assert "550.000 đến dưới 650.000" in screen.legend
    refused = show("district_map.py", **query, bando_nguong="9; 3")
    assert "Chưa dùng được ngưỡng tự đặt: các ngưỡng phải tăng dần" in refused.said


def test_a_small_cell_takes_the_next_smallest_with_it(show: Show, database: Database, tmp_path: Path) -> None:
    send(database, tmp_path, "2023-12", d351=3)
    screen = show("district_map.py", bando_chon="351-a.349-b")
    assert screen.map_words["351"] == SMALL
    assert screen.map_words["349"].startswith("Không hiển thị")
    everywhere = screen.said + str(screen.map) + str(screen.tables)
    assert "7.002" not in everywhere, "the total less the others would be the small one"
    assert "3.781" not in everywhere, "nor its money"


def test_old_figures_on_new_borders_carry_the_badge(show: Show, months: Database) -> None:
    screen = show("district_map.py", bando_dia_gioi="2025-01", bando_cach_xem="o-vuong")
    tiles = {tile["ma"]: tile["so_lieu"] for tile in screen.tiles()}
    assert tiles["350"] == "7.003 người (quy đổi)", "Kim Bảng became a town"
    assert tiles["349"] == "7.002 người"
    assert screen.row("Đơn vị", "Thị xã Kim Bảng")[2:] == ["quy đổi", "7.003"]
    screen.set(VINTAGE, "2025-07")
    assert any(said.startswith("Số liệu cấp huyện không tách được về phường, xã.") for said in screen.of("warning"))


def test_an_ended_area_leads_to_its_heirs(show: Show, months: Database) -> None:
    screen = show("district_map.py", bando_dia_gioi="2025-07", bando_chon="347-a")
    (said,) = [text for text in screen.of("info") if "kết thúc hoạt động ngày 01/7/2025" in text]
    assert said.startswith("Thành phố Phủ Lý")
    heirs = [button for button in screen.at.button if button.label.startswith("Mở ")]
    assert len(heirs) > 1
    heirs[0].click()
    assert len(screen.run().at.query_params["bando-chon"].split(".")) == 2


def test_districts_and_the_rest_sum_to_the_headline(show: Show, database: Database, tmp_path: Path) -> None:
    send(database, tmp_path, "2023-12")
    screen = show("protection.py", btxh_muc_chuan="500000").go("district_map.py")
    screen.set(INDICATOR, "btxh-tang-them")
    rows = screen.table("Đơn vị")
    cells = [
        float(row[1].replace("không đổi", "0").replace(".", "").replace(",", ".").replace("+", "").replace("−", "-"))
        for row in rows
    ]
    assert [row[0] for row in rows[-2:]] == ["Chưa phân huyện", "Cộng, bằng số toàn tỉnh"]
    assert sum(cells[:-1]) == pytest.approx(cells[-1], abs=0.4)
    assert f"bằng {rows[-1][1]} triệu đồng/tháng." in screen.said
    assert all(row[2] not in ("", "–") for row in rows[:-2]), "a recipient's part comes from the same file"
    assert {row[3] for row in rows[:-2]} == {"–"}, "populations of several sources divide nothing"


def _clicking() -> None:
    """The selection alone; `bando-ban-do` in the session stands for what the browser sends of the map."""
    import streamlit as st

    from data.vocabulary.periods import VINTAGES
    from pages.screens.map import view as map_selection
    from pages.ui.session import loaders

    st.title("Chọn")
    found = loaders.crosswalk(loaders.version())
    map_selection.follow_clicks(found)
    map_selection.box(found.listed(VINTAGES[0], "district"), found)


def held(*codes: str) -> dict[str, object]:
    return {"selection": {"objects": {"huyen": [{"properties": {"code": code}} for code in codes]}}}


def clicking(**query: str) -> Screen:
    at = AppTest.from_function(_clicking, default_timeout=30)
    for name, value in query.items():
        at.query_params[name.replace("_", "-")] = value
    return Screen(at)


def chosen_after(screen: Screen, *codes: str) -> str:
    screen.at.session_state["bando-ban-do"] = held(*codes)
    screen.run()
    found = screen.at.query_params.get("bando-chon", "")
    return found if isinstance(found, str) else found[0]


def test_the_first_click_after_loading_counts_and_a_second_one_on_it_takes_it_back() -> None:
    screen = clicking().run()
    assert chosen_after(screen, "353") == "353-a"
    assert chosen_after(screen, "353", "347") == "353-a.347-b"
    assert chosen_after(screen, "347") == "347-b"
    assert chosen_after(screen) == ""


def test_what_a_browser_still_holds_in_a_new_session_is_no_click() -> None:
    screen = clicking(bando_chon="353-a")
    assert chosen_after(screen, "353") == "353-a"
    assert chosen_after(screen, "353", "349") == "353-a.349-b"


def test_a_click_before_the_box_is_drawn_anew_leaves_what_was_chosen() -> None:
    screen = clicking(bando_chon="347-a").run()
    screen.control(CHOSEN).set_value([])  # the box as the browser had it before the link's choice came
    assert chosen_after(screen, "353") == "347-a.353-b"
    assert screen.set(CHOSEN, ["353"]).at.query_params["bando-chon"] in ("353-b", ["353-b"]), "typing still counts"


def test_a_card_has_the_scenario_to_be_proposed_beside_the_one_under_study(show: Show, months: Database) -> None:
    screen = show("district_map.py", bando_chon="347-a")
    assert "Phương án trình" not in screen.said
    scenario = Scenario.of(date(2024, 1, 31), catalogue.LEVERS, {"protection.norm": 500_000})
    data = loaders.data(loaders.version())
    result = saved_scenarios.computed(scenario, data)
    assert result is not None
    saved = scenarios.save(
        months, Draft("Mức 500.000", scenario, result, data.version), actor=Operator("Lan"), idempotency_key="k"
    )
    scenarios.propose(months, saved, actor=Operator("Lan"), idempotency_key="p")
    said = show("district_map.py", bando_chon="347-a").said
    assert "Phương án trình: Mức 500.000: +" in " ".join(said.split())
    assert "Phương án đang xem xét: không đổi" in " ".join(said.split())


def test_several_months_name_the_first_and_the_last_in_their_source(show: Show, months: Database) -> None:
    screen = show("district_map.py", bando_chon="347-a")
    assert "Nguồn: Các đơn vị gửi, các kỳ 12/2023–01/2024." in screen.said
    assert "Nguồn: Các đơn vị gửi, kỳ 01/2024." in screen.said
    screen.set("bando-cach-xem", "cac-thang")
    assert screen.said.count("các kỳ 12/2023–01/2024") == 2


def test_one_period_is_named_where_a_trend_would_be(show: Show, database: Database, tmp_path: Path) -> None:
    send(database, tmp_path, "2023-12")
    assert (
        "Mới có một kỳ số liệu (12/2023) nên chưa vẽ được diễn biến" in show("district_map.py", bando_chon="347-a").said
    )


def test_without_figures_one_notice_says_what_is_missing(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = show("district_map.py", bando_chi_tieu="btxh-nguoi")
    assert not fresh.has("bando-nhom")
    assert list(fresh.at.get("vega_lite_chart")) == []
    monkeypatch.setenv("ANSINH_DEMO", "0")
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi")
    (said,) = [text for text in screen.of("info") if "chưa có số" in text]
    assert said.startswith("Chưa có đơn vị nào gửi số liệu của chỉ tiêu này")
    assert screen.said.count("Chưa có đơn vị nào gửi số liệu") == 1
    assert list(screen.at.get("vega_lite_chart")) == []
    assert not screen.has("bando-nhom")


def test_every_view_has_the_same_figures(show: Show, months: Database) -> None:
    screen = show("district_map.py", bando_chon="347-a")
    on_map = screen.map_words
    screen.set("bando-cach-xem", "o-vuong")
    assert {tile["ma"]: tile["so_lieu"] for tile in screen.tiles()} == on_map
    screen.set("bando-cach-xem", "bang")
    assert screen.map is None
    screen.set("bando-cach-xem", "cac-thang")
    assert "Các kỳ dùng chung một thang màu và một cỡ hình tròn." in screen.said

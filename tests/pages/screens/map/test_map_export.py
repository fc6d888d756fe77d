"""The map's downloads and its small multiples: what is offered, what is made, what is said when nothing comes."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.export.map_drawing import NotDrawn
from data.export.map_sheet import Figure, Key, MapSheet
from pages.screens.map import page as map_page, table
from pages.screens.map.layers import LegendEntry
from pages.screens.map.words import DistrictMark
from tests.data.export.map_sheets import BLUES, BORDERS, RING, SMALL, sheet
from tests.pages.screen import Screen

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]


def page() -> None:
    from pages.screens.map import table as export
    from tests.data.export.map_sheets import sheet

    export.show_files(sheet, "ban-do", key="bd-tai")


def months_page() -> None:
    from data.export.map_sheet import Panel
    from pages.screens.map import table as export
    from tests.data.export.map_sheets import RATES, sheet

    panels = tuple(Panel(f"{m:02d}/2023", RATES[m:] + RATES[:m]) for m in range(1, 5))
    export.show_multiples(sheet(panels=panels), key="bd-thang", width=500)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """What each download button is given, by its file."""
    import streamlit as st

    found: dict[str, dict[str, Any]] = {}
    drawn = st.download_button

    def button(label: str, data: Any, **told: Any) -> bool:
        found[told["file_name"]] = {"label": label, "data": data, **told}
        return drawn(label, data, **told)

    monkeypatch.setattr(st, "download_button", button)
    return found


def test_five_files_are_offered_and_none_is_made_before_it_is_asked_for(
    offered: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "draw", lambda *_: pytest.fail("made too early"))
    screen = AppTest.from_function(page).run()
    assert not screen.exception
    assert sorted(offered) == ["ban-do.csv", "ban-do.pdf", "ban-do.png", "ban-do.svg", "ban-do.xlsx"]
    assert {told["mime"] for told in offered.values()} == {
        "text/csv",
        "application/pdf",
        "image/png",
        "image/svg+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }


@pytest.mark.parametrize(
    ("file", "start"),
    [
        ("ban-do.png", b"\x89PNG"),
        ("ban-do.svg", b"<svg"),
        ("ban-do.pdf", b"%PDF"),
        ("ban-do.csv", b"\xef\xbb\xbf"),
        ("ban-do.xlsx", b"PK"),
    ],
)
def test_each_button_makes_its_file(offered: dict[str, dict[str, Any]], file: str, start: bytes) -> None:
    AppTest.from_function(page).run()
    assert offered[file]["data"]().startswith(start)


def test_an_attempt_that_fails_keeps_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise NotDrawn("Máy chủ đang vẽ nhiều bản đồ khác.")

    monkeypatch.setattr(table, "draw", refuse)
    attempt = table.Attempt(sheet, "png")
    with pytest.raises(NotDrawn):
        attempt()
    assert attempt.done.is_set()
    assert attempt.failure == "Máy chủ đang vẽ nhiều bản đồ khác."


def test_a_sheet_that_cannot_be_made_is_said_too() -> None:
    attempt = table.Attempt(lambda: sheet(panels=()), "png")
    with pytest.raises(ValueError, match="at least one"):
        attempt()
    assert "báo cho quản trị viên" in attempt.failure


def watched() -> None:
    import streamlit as st

    from pages.screens.map import table as export

    export.watch(st.session_state["attempt"])


def test_the_page_says_why_no_file_came() -> None:
    attempt = table.Attempt(sheet, "png", failure="Không vẽ được.")
    attempt.done.set()
    screen = AppTest.from_function(watched)
    screen.session_state["attempt"] = attempt
    screen.run()
    assert [error.value for error in screen.error] == ["Không vẽ được."]


def test_the_page_says_that_a_file_is_being_made_once_it_takes_over_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    said: list[str] = []
    monkeypatch.setattr(table, "QUIET_SECONDS", 0.1)
    attempt = table.Attempt(sheet, "png")
    place = st.delta_generator.DeltaGenerator
    monkeypatch.setattr(place, "caption", lambda _self, words, **_told: said.append(words))
    threading.Timer(0.8, attempt.done.set).start()
    screen = AppTest.from_function(watched)
    screen.session_state["attempt"] = attempt
    began = time.monotonic()
    screen.run()
    assert time.monotonic() - began < 5
    assert said[0] == "Đang vẽ bản đồ… (0 giây)"
    assert not screen.error


def test_a_quick_file_needs_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = table.Attempt(sheet, "png")
    attempt.done.set()
    screen = AppTest.from_function(watched)
    screen.session_state["attempt"] = attempt
    screen.run()
    assert not screen.caption
    assert not screen.error


def test_months_are_one_vector_picture_with_words_for_those_who_hear_it() -> None:
    screen = AppTest.from_function(months_page).run()
    assert not screen.exception
    (chart,) = screen.get("vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    words = [
        row["text"] for layer in spec["layer"] if layer["mark"]["type"] == "text" for row in layer["data"]["values"]
    ]
    assert {"01/2023", "02/2023", "03/2023", "04/2023"} <= set(words)
    assert words.count("Từ 20 trở lên") == 1
    assert "tooltip" not in json.dumps(spec).replace('"tooltip": null', "")
    assert "04/2023: " in chart.proto.alt
    assert "Phủ Lý: " in chart.proto.alt


def mark(value: float | None, text: str = "", *, illustrative: bool = False) -> DistrictMark:
    return DistrictMark("347", "Thành phố Phủ Lý", value, text, illustrative)


def test_a_mark_becomes_the_figure_it_shows() -> None:
    told = table.figure_of
    assert told(mark(12.3, "12,3"), fill=BLUES[1], nature="Số báo cáo") == Figure(
        "known", "12,3", nature="Số báo cáo", value="12.3", fill=BLUES[1]
    )
    assert told(mark(3000.0, "3.000 người"), largest=12_000, colour=BLUES[2]) == Figure(
        "known", "3.000 người", value="3000", circle=0.25, colour=BLUES[2]
    )
    assert told(mark(-50.0, "−50"), largest=100).circle == 0.5
    assert told(mark(500.0, "500"), largest=100).circle == 1, "a locked size is never passed"
    assert told(mark(None)) == Figure("missing", "Chưa có số liệu")


def test_no_class_reaches_an_illustrative_figure_and_no_number_a_hidden_one() -> None:
    told = table.figure_of
    invented = told(mark(8500.0, "8.500 người", illustrative=True), fill=BLUES[2], largest=8500, colour=RING)
    assert (invented.state, invented.fill, invented.circle) == ("illustrative", "", 1.0)
    small = told(mark(None, SMALL), fill=BLUES[2], largest=8500, brief="3", nature="Số báo cáo")
    assert small == Figure("small", SMALL, nature="Số báo cáo")
    assert told(mark(None, "Không hiển thị theo huyện"), withheld=True).state == "withheld"


def test_features_become_shapes_with_short_names() -> None:
    features = json.loads(BORDERS.read_text(encoding="utf-8"))["features"]
    made = table.shapes_of(features)
    assert made == sheet().shapes
    del features[0]["properties"]["label"]
    x, y = table.shapes_of(features)[0].at
    assert made[0] == replace(table.shapes_of(features)[0], at=made[0].at)
    assert abs(x - made[0].at[0]) < 0.05
    assert abs(y - made[0].at[1]) < 0.05


def test_the_legend_is_the_screens_and_circles_can_be_read_off() -> None:
    entries = [LegendEntry("Dưới 10", BLUES[0], "fill"), LegendEntry("Chưa có số liệu", "#E8EBEE", "hatch")]
    assert table.keys_of(entries) == (Key("Dưới 10", BLUES[0], "fill"), Key("Chưa có số liệu", "#E8EBEE", "hatch"))
    assert table.size_keys(12_000, lambda value: f"{value:.0f}", RING, illustrative=True) == (
        Key("12000", RING, "ring", 1.0),
        Key("3000", RING, "ring", 0.25),
    )


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("http://localhost:8501/ban-do", False),
        ("http://127.0.0.1/ban-do?moc=bao-cao", False),
        ("http://[::1]:8501/ban-do", False),
        ("https://ansinh.hanam.example/ban-do", True),
        ("http://10.0.0.7:8501/ban-do", True),
        ("", True),
    ],
)
def test_an_address_of_this_machine_stands_in_no_file(show: Show, link: str, kept: bool) -> None:
    found = sheet_of(show, link)
    assert found.link == (link if kept else "")


def test_a_file_names_the_place_the_finding_and_what_is_selected(show: Show) -> None:
    found = sheet_of(show, "", moc="bao-cao", bando_chi_tieu="area-density", bando_chon="347-a.350-b")
    assert found.heading == (
        "Phủ Lý đông nhất: 2.036 người/km², gấp 2,4 lần Kim Bảng",
        "Tỉnh Hà Nam. Mật độ dân số. Kỳ 2024 (người/km²). Tính từ số công bố năm 2024, theo nguồn thứ cấp",
    )
    assert found.chosen_words == "A Phủ Lý, B Kim Bảng"
    assert sheet_of(show, "", moc="2026-12-02").place == "Địa bàn tỉnh Hà Nam cũ (nay thuộc tỉnh Ninh Bình)"


def sheet_of(show: Show, link: str, **asked: str) -> MapSheet:
    """What the page gives to its files, were it open at that address."""
    made: list[Callable[[], MapSheet]] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(map_page, "_address", lambda _link: link)
        patched.setattr(table, "show_files", lambda make, *_names, **_keys: made.append(make))
        show("district_map.py", **asked)
    return made[-1]()

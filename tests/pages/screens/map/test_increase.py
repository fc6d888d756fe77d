"""The norm on the map of the increase: its lever there, what the browser is given to move the map by, and that areas
with the rest are the headline wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.engine import Database
from models.money import divide_half_up
from models.wording.numbers import signed
from pages.screens.map import increase
from pages.ui.charts.palettes import SELECTION
from pages.ui.levers import mailbox
from pages.ui.levers.ladder import ladder
from tests.data.uploads import WARDS, WARDS_HEADER, apply, line, upload, ward_lines
from tests.pages.ladders import Ladder, read
from tests.pages.screen import Screen

Show = Callable[..., Screen]
PEOPLE = {"347": 9001, "349": 7002, "350": 7003, "351": 6004, "352": 7005, "353": 9006}
A_HEAD = {"347": 560_000, "349": 540_000, "350": 610_000, "351": 720_000, "352": 805_000, "353": 900_000}
NORM, TODAY = "btxh-muc-chuan", "2026-12-01"
MAP, TABLE, LEVER = "bando-" + ladder.AREAS, NORM + ladder.TABLE, NORM + ladder.LEVER
THIRTY = [360_000 + 20_000 * step for step in range(30)]


def send(database: Database, folder: Path, **people: int) -> None:
    """All six districts; `d351=3` changes one."""
    counts = PEOPLE | {code.removeprefix("d"): count for code, count in people.items()}
    apply(database, upload(folder, *(line(code, "2024-02", n, n * A_HEAD[code]) for code, n in counts.items())))


@pytest.fixture
def districts(database: Database, tmp_path: Path) -> None:
    send(database, tmp_path)


def opened(show: Show, **query: str) -> Screen:
    return show("district_map.py", bando_chi_tieu="btxh-tang-them", moc=TODAY, **query)


def dragged(show: Show, **query: str) -> Screen:
    """The page where the browser has said that it shows the parts, and asked for the table."""
    screen = opened(show, **query)
    board: mailbox.Mailbox = screen.at.session_state["bando-" + mailbox.KEY]
    board.works = board.levers[NORM].asked = True
    return screen.run()


def its_table(drawn: dict[str, Any]) -> Ladder:
    return read(drawn[LEVER], drawn[TABLE])


def sums(text: str) -> list[int]:
    """The figures of the line that adds up."""
    return [int(found.replace("−", "-").replace(".", "")) for found in re.findall(r"\*\*(−?[\d.]+)\*\*", text)]


def test_without_the_component_the_native_lever_moves_all_of_the_page(show: Show, districts: None) -> None:
    screen = opened(show)
    assert screen.at.get("bidi_component") == []
    assert screen.map_words["353"] == "0 đồng/người hưởng"
    screen.set(NORM, 600_000)
    assert screen.map_words["353"].startswith("≈ +")
    assert screen.at.query_params[NORM] in ("600000", ["600000"])
    (said,) = [one for one in screen.at.markdown if "Bằng toàn tỉnh" in one.value]
    areas, rest, total = sums(said.value)
    assert areas + rest == total > 0
    screen.go("protection.py")
    assert screen.control(NORM).value == 600_000
    assert "600.000" in screen.headline


def test_the_lever_is_of_the_increase_alone(show: Show, districts: None) -> None:
    screen = opened(show)
    assert screen.has(NORM)
    screen.set("bando-chi-tieu", "btxh-nguoi")
    assert not screen.has(NORM)


def test_areas_and_the_rest_are_the_headline_at_every_position(
    show: Show, drawn: dict[str, Any], districts: None
) -> None:
    dragged(show)
    found = its_table(drawn)
    assert set(THIRTY) <= set(found.positions)
    assert {f"area_{code}" for code in PEOPLE} <= found.rows[0].keys()
    for row, texts in zip(found.rows, found.texts, strict=True):
        assert sum(row[f"area_{code}"] for code in PEOPLE) == row["shown"]
        assert row["shown"] + row["rest"] == row["increase"]
        assert sums(texts["facts"]) == [row["shown"], row["rest"], row["increase"]]
    assert len({row["increase"] for row in found.rows}) > 30


@pytest.mark.parametrize("place", [360_000, 540_000, 610_000, 1_000_000])
def test_what_the_browser_makes_of_it_is_what_the_page_says_at_rest(
    show: Show, drawn: dict[str, Any], districts: None, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged(show)
    found, shown = its_table(drawn), drawn[MAP]
    row = found.rows[found.positions.index(place)]
    monkeypatch.setattr(ladder, "_served", [])
    at_rest = opened(show, btxh_muc_chuan=str(place))
    for code, area in shown["areas"].items():
        vnd = int(row[f"area_{code}"])
        assert area["per"] * area["tens"] == PEOPLE[code]
        amount = signed(divide_half_up(vnd, PEOPLE[code]), 0)
        said = shown["about"].replace("{}", amount) if row["about"] else amount
        assert area["words"].replace("{}", said).split("\n")[1] == at_rest.map_words[code]
        fill, _ink = shown["fills"][sum(vnd >= bound for bound in area["bounds"])]
        assert fill == fills(at_rest)[code]


def fills(screen: Screen) -> dict[str, str]:
    assert screen.map is not None
    ground = next(layer for layer in screen.map["layers"] if layer["id"] == "huyen")
    colours = {one["properties"]["code"]: one["properties"]["mau"] for one in ground["data"]["features"]}
    return {code: "#{:02X}{:02X}{:02X}".format(*colour) for code, colour in colours.items()}


def test_the_classes_are_one_for_all_positions_until_somebody_chooses(show: Show, districts: None) -> None:
    screen = opened(show, btxh_muc_chuan="600000")
    before = screen.legend
    assert "Không thay đổi" in before
    assert screen.set(NORM, 900_000).legend == before
    assert screen.set("bando-cach-chia", "bang-nhau").legend != before


def test_a_hidden_area_gives_the_browser_no_number(
    show: Show, drawn: dict[str, Any], database: Database, tmp_path: Path
) -> None:
    send(database, tmp_path, d351=3)
    dragged(show, btxh_muc_chuan="700000", bando_tinh_tren="khong")
    found, shown = its_table(drawn), drawn[MAP]
    known = {"347", "350", "352", "353"}
    assert shown["areas"].keys() == known, "without the one of too few people and the next smallest"
    assert {name.removeprefix("area_") for name in found.rows[0] if name.startswith("area_")} == known
    assert set(re.findall(r'data-so="(\d+)"', shown["drawing"])) == known
    for words in ("Dưới 5 người", "Không hiển thị"):
        assert words in shown["drawing"]
    assert "Không hiển thị, chưa phân huyện" in found.texts[0]["facts"]
    for row in found.rows:
        assert sum(row[f"area_{code}"] for code in known) + row["rest"] == row["increase"]


def test_an_illustrative_split_prints_no_number_on_a_shape(show: Show, drawn: dict[str, Any]) -> None:
    dragged(show, btxh_muc_chuan="700000", minh_hoa="co")
    drawing = drawn[MAP]["drawing"]
    assert len(re.findall(r"<tspan", drawing)) == len(PEOPLE), "names alone"
    assert drawing.count("stroke-dasharray") == len(PEOPLE)
    assert drawing.count("(minh họa)</title>") == len(PEOPLE)
    assert its_table(drawn).rows[0]["rest"] == 0


def test_nobody_has_sent_anything_and_no_area_is_nought(show: Show, drawn: dict[str, Any]) -> None:
    dragged(show)
    assert drawn[MAP]["areas"] == {}
    assert drawn[MAP]["drawing"].count("Chưa có số liệu</tspan>") == len(PEOPLE)
    assert all("chưa có số liệu theo huyện" in texts["facts"] for texts in its_table(drawn).texts)


def test_wards_have_room_in_a_table_too(show: Show, drawn: dict[str, Any], database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, *ward_lines(), header=WARDS_HEADER))
    dragged(show)
    found = its_table(drawn)
    assert len(drawn[MAP]["areas"]) == len(ward_lines()) == 33
    assert len(drawn[TABLE]["names"]) + len(drawn[TABLE]["fixed"]) <= 80
    assert all(row["shown"] + row["rest"] == row["increase"] for row in found.rows)
    assert len(drawn[MAP]["outlines"]) == 2, "the districts' old borders over them"


def test_more_areas_than_have_room_keep_the_map_as_it_was(
    show: Show, drawn: dict[str, Any], districts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(increase, "MOST", 5)
    screen = dragged(show)
    assert screen.map is not None
    assert MAP not in drawn
    assert "có quá 5 đơn vị" in screen.said
    assert "area_353" not in its_table(drawn).rows[0]


def test_on_other_borders_the_map_stays_and_the_lever_answers(
    show: Show, drawn: dict[str, Any], districts: None
) -> None:
    screen = dragged(show, bando_dia_gioi="2025-01", bando_tinh_tren="khong", btxh_muc_chuan="700000")
    assert screen.map is not None
    assert MAP not in drawn
    assert "Bản đồ đổi khi thả tay: số được quy đổi sang địa giới đang chọn" in screen.said
    assert its_table(drawn).rows[0]["shown"] < 0


def _picking() -> None:
    """The selection alone; "bam" in the session is what the map tells of."""
    import streamlit as st

    from data.vocabulary.periods import VINTAGE_2025_07
    from pages.screens.map import view as map_selection
    from pages.ui.session import loaders

    st.title("Chọn")
    found = loaders.crosswalk(loaders.version())
    for code in st.session_state.pop("bam", []):
        map_selection.picked(found, code)
    map_selection.box(found.listed(VINTAGE_2025_07, "commune"), found)


def test_a_click_chooses_and_leaves_and_the_seventh_is_refused() -> None:
    screen = Screen(AppTest.from_function(_picking, default_timeout=30)).run()

    def clicked(*codes: str) -> list[str]:
        screen.at.session_state["bam"] = list(codes)
        return list(screen.run().control("bando-huyen").value)

    codes = list(WARDS)[:7]
    assert clicked(codes[0]) == codes[:1]
    assert clicked(*codes[1:6]) == codes[:6]
    assert clicked(codes[6]) == codes[:6]
    assert any(said.startswith("Đã chọn đủ 6 đơn vị") for said in screen.of("warning"))
    assert clicked(codes[0]) == codes[1:6]


def test_a_chosen_area_has_its_letter_and_outline(show: Show, drawn: dict[str, Any], districts: None) -> None:
    dragged(show, bando_chon="353-b")
    drawing = drawn[MAP]["drawing"]
    assert drawing.count("<rect") == 1
    assert ">B</text>" in drawing
    assert f'stroke="{SELECTION[1]}"' in drawing

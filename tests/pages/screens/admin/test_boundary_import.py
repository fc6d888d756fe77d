"""The import of exact borders as an administrator meets it: from the file to the map and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.boundaries.check import check_boundaries
from data.engine import Database
from data.store import queries
from data.store.commands import undo_batch
from data.store.version import data_hash, data_version
from models.access.actor import Operator
from pages.screens.admin import boundary_import, boundary_preview
from tests.accounts import LAN
from tests.data.boundaries.files import Json, as_bytes, features, moved
from tests.pages.screen import Screen


@pytest.fixture(autouse=True)
def links(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Links to pages, which a script outside the app's navigation cannot draw."""
    drawn: list[str] = []
    monkeypatch.setattr(st, "page_link", lambda _page, *, label, icon: drawn.append(label))
    return drawn


def script() -> None:
    from pages.screens.admin import boundary_import
    from pages.ui.session import loaders

    boundary_import.show(loaders.data())


def opened() -> Screen:
    screen = Screen(AppTest.from_function(script, default_timeout=60))
    return screen.run()


def choose(screen: Screen, content: bytes, name: str = "huyen.geojson") -> Screen:
    screen.at.file_uploader[0].upload(name, content, "application/geo+json")
    return screen.run()


def stretched(share: float = 1.0, metres: float = 20.0) -> bytes:
    def change(feature: Json) -> None:
        moved(feature, lambda x, y: [105.95 + (x - 105.95) * share + metres / 104_000, y])

    return as_bytes(features(change))


def press(screen: Screen, key: str) -> Screen:
    screen.at.button(key=key).click()
    return screen.run()


def state(database: Database) -> tuple[int, str]:
    with database.reading() as connection:
        return data_version(connection), data_hash(connection)


def map_of(screen: Screen) -> list[Any]:
    deck: Any = screen.at.get("deck_gl_json_chart")[0]
    layers: list[Any] = json.loads(deck.proto.json)["layers"]
    return layers


def test_a_file_goes_onto_the_map_and_back(database: Database, links: list[str]) -> None:
    before = state(database)
    screen = choose(opened(), stretched())
    assert "đủ ranh giới của 6 đơn vị" in screen.said
    old, new = map_of(screen)
    assert (len(old["data"]["features"]), len(new["data"]["features"])) == (6, 6)
    assert old["data"]["features"][0]["geometry"] != new["data"]["features"][0]["geometry"]
    assert state(database) == before  # nothing is written by looking
    press(screen, boundary_import.WRITE)
    assert "Đã ghi 7 ranh giới thành bản 2 từ tệp huyen.geojson" in screen.said
    assert list(dict.fromkeys(links)) == ["Xem trên bản đồ", "Thu hồi ở Lịch sử cập nhật"]
    assert state(database)[0] == 2
    with database.reading() as connection:
        assert not any(feature["properties"]["schematic"] for feature in queries.boundaries(connection, 2))
    undo_batch(database, 2, actor=Operator("Lan"), idempotency_key="một")
    assert state(database) == (3, before[1])


def test_a_wrong_file_says_what_to_do_and_changes_nothing(database: Database) -> None:
    before = state(database)
    flat = features(lambda feature: moved(feature, lambda x, y: [x * 5_000, y * 110_000]))
    screen = choose(opened(), as_bytes(flat))
    assert "1 lỗi phải sửa" in screen.said
    assert "VN-2000" in screen.said
    assert "EPSG:4326" in screen.said
    assert not [button for button in screen.at.button if button.key == boundary_import.WRITE]
    assert len(screen.at.get("deck_gl_json_chart")) == 0
    assert state(database) == before
    choose(screen, stretched())
    assert "đủ ranh giới của 6 đơn vị" in screen.said


def test_doubts_are_ticked_before_the_button_opens(database: Database) -> None:
    screen = choose(opened(), stretched(1.08))
    assert screen.at.button(key=boundary_import.WRITE).disabled
    assert "Còn 1 nhóm chưa xác nhận" in screen.said
    screen.at.checkbox[0].check()
    screen.run()
    assert not screen.at.button(key=boundary_import.WRITE).disabled
    press(screen, boundary_import.WRITE)
    assert "Đã ghi 7 ranh giới" in screen.said


def test_the_key_is_asked_and_can_be_changed(database: Database) -> None:
    names = [feature["properties"]["name"] for feature in features()["features"]]

    def change(feature: Json) -> None:
        here = names.index(feature["properties"]["name"])
        feature["properties"] = {"ten": names[here], "giap": names[(here + 1) % 6]}

    screen = choose(opened(), as_bytes(features(change)))
    assert "Nhiều trường có thể là mã hoặc tên đơn vị" in screen.said
    picker = screen.at.selectbox[1]
    assert picker.options == ["tự nhận ra", "ten (tên, khớp 6/6 đơn vị)", "giap (tên, khớp 6/6 đơn vị)"]
    picker.select("ten")
    screen.run()
    assert "còn trường “giap” chỉ" in screen.said


def test_another_list_is_chosen_for_another_file(database: Database) -> None:
    screen = opened()
    assert screen.at.selectbox[0].options == [
        "6 huyện, thị xã, thành phố, danh mục năm 2023",
        "109 xã, phường, thị trấn, danh mục năm 2023",
        "6 huyện, thị xã, thành phố, danh mục từ 01/01/2025",
        "98 xã, phường, thị trấn, danh mục từ 01/01/2025",
        "33 xã, phường, thị trấn, danh mục từ 01/7/2025",
    ]
    screen.at.selectbox[0].select_index(4)
    choose(screen.run(), stretched())
    assert "không trường nào có mã hoặc tên" in screen.said or "lỗi phải sửa" in screen.said


def test_who_comes_second_looks_again(database: Database) -> None:
    first, second = choose(opened(), stretched(metres=20)), choose(opened(), stretched(metres=40))
    press(first, boundary_import.WRITE)
    press(second, boundary_import.WRITE)
    assert f"Ranh giới đã được {LAN} ghi lúc" in second.said
    assert state(database)[0] == 2
    press(second, boundary_import.AGAIN)
    press(second, boundary_import.WRITE)
    assert "thành bản 3" in second.said


def test_the_same_file_again_is_said(database: Database) -> None:
    press(choose(opened(), stretched()), boundary_import.WRITE)
    again = press(choose(opened(), stretched()), boundary_import.WRITE)
    assert "Tệp này đã nạp lúc" in again.said
    assert state(database)[0] == 2


def test_areas_stand_beside_the_published_ones() -> None:
    check = check_boundaries(stretched(), "huyen.geojson", date(2023, 1, 1), "district")
    rows = {row[0]: row[1:] for row in boundary_preview.area_rows(check)}
    assert rows["Thành phố Phủ Lý"] == ["87,95 km²", "87,64 km²", "0,4%"]
    assert rows["Huyện Kim Bảng"][1] == "175,4 km²"

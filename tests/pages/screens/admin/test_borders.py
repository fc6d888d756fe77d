"""The form for exact borders as an administrator meets it: from the file to the database and back."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from data.engine import Database
from data.store import queries
from data.store.batches import undo_batch
from data.store.version import data_hash, data_version
from models.access.roles import Operator
from pages.screens.admin.borders import WRITE
from tests.accounts import LAN
from tests.data.border_files import as_bytes, features, moved, shifted
from tests.pages.screen import Screen


def script() -> None:
    import streamlit as st

    from pages.screens.admin import borders

    st.title("Ranh giới")
    borders.show_import()


def opened() -> Screen:
    return Screen(AppTest.from_function(script, default_timeout=60)).run()


def choose(screen: Screen, content: bytes, name: str = "huyen.geojson") -> Screen:
    screen.at.file_uploader[0].upload(name, content, "application/geo+json")
    return screen.run()


def press(screen: Screen, key: str = WRITE) -> Screen:
    screen.at.button(key=key).click()
    return screen.run()


def state(database: Database) -> tuple[int, str]:
    with database.reading() as connection:
        return data_version(connection), data_hash(connection)


def test_a_file_is_looked_at_written_and_taken_back(database: Database) -> None:
    before = state(database)
    screen = choose(opened(), shifted())
    assert "đủ ranh giới của 6 đơn vị" in screen.said
    assert "Đơn vị được nhận theo trường code" in screen.said
    assert "7 ranh giới sẽ đổi, 0 giữ nguyên" in screen.said
    assert screen.table("Đơn vị")[0] == ["Thành phố Phủ Lý", "sơ đồ", "ranh giới trong tệp", "87,95 km²"]
    assert state(database) == before  # nothing is written by looking
    press(screen)
    assert "Đã ghi 7 ranh giới thành bản 2 từ tệp huyen.geojson" in screen.said
    assert "0 thay đổi" in screen.said
    assert not screen.has(WRITE)
    with database.reading() as connection:
        drawn = [feature["properties"] for feature in queries.boundaries(connection, 2)]
    assert {one["code"] for one in drawn if not one["schematic"]} == {"347", "349", "350", "351", "352", "353"}
    assert len([one for one in drawn if one["schematic"]]) == 98 + 33, "those of communes and wards stay"
    undo_batch(database, 2, actor=Operator("Lan"), idempotency_key="một")
    assert state(database) == (3, before[1])


def test_a_wrong_file_says_what_to_do_and_changes_nothing(database: Database) -> None:
    before = state(database)
    flat = features(lambda feature: moved(feature, lambda x, y: [x * 5_000, y * 110_000]))
    screen = choose(opened(), as_bytes(flat))
    assert "1 lỗi phải sửa" in screen.said
    assert "VN-2000" in screen.said
    assert "EPSG:4326" in screen.said
    assert not screen.has(WRITE)
    assert state(database) == before
    choose(screen, shifted())
    assert "đủ ranh giới của 6 đơn vị" in screen.said


def test_doubts_are_ticked_before_the_button_opens(database: Database) -> None:
    screen = choose(opened(), shifted(share=1.08))
    assert screen.at.button(key=WRITE).disabled
    assert "Còn 1 nhóm chưa xác nhận" in screen.said
    screen.at.checkbox[0].check()
    screen.run()
    assert not screen.at.button(key=WRITE).disabled
    press(screen)
    assert "Đã ghi 7 ranh giới" in screen.said


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
    choose(screen.run(), shifted())
    assert "không phải danh mục đang chọn" in screen.said


def test_who_comes_second_looks_again(database: Database) -> None:
    first, second = choose(opened(), shifted(20)), choose(opened(), shifted(40))
    press(first)
    press(second)
    assert f"Ranh giới đã được {LAN} ghi lúc" in second.said
    assert state(database)[0] == 2
    press(second)
    assert "thành bản 3" in second.said


def test_the_same_file_again_has_nothing_to_write(database: Database) -> None:
    press(choose(opened(), shifted()))
    again = choose(opened(), shifted())
    assert "0 thay đổi: ranh giới trong tệp giống hệt ranh giới đang dùng." in again.said
    assert not again.has(WRITE)
    assert state(database)[0] == 2

"""Choosing whom areas are compared with: groups, links, and why there is none."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import shared
from tests.pages.screen import Screen

data_folder = shared.data_folder


def page() -> None:
    import streamlit as st

    from models.geo.comparison import PeerArea, PeerGroup
    from pages.screens.map import compare as compare_peers
    from tests.pages.comparing import NAMES

    st.title("Nhóm")
    kinds = {"347": "Thành phố", "349": "Thị xã"}
    sizes = {"347": 160, "349": 150, "350": 130, "351": 110, "352": 140, "353": None}
    lacking = st.session_state.get("lacking", ())
    areas = [
        PeerArea(code, kinds.get(code, "Huyện"), sizes[code], "Niên giám" if code != "350" else "Báo cáo", "2023")
        for code in NAMES
        if code not in lacking
    ]
    found = compare_peers.choose(areas, NAMES, key="bando-nhom", around=st.session_state.get("around"))
    st.text(" ".join(found.members) if isinstance(found, PeerGroup) else f"{found.reason} {' '.join(found.codes)}")


def opened(around: str | None = None, lacking: tuple[str, ...] = (), **query: str) -> Screen:
    at = AppTest.from_function(page, default_timeout=30)
    at.session_state["around"] = around
    at.session_state["lacking"] = lacking
    for name, value in query.items():
        at.query_params[name.replace("_", "-")] = value
    return Screen(at).run()


def address(screen: Screen) -> dict[str, list[str]]:
    return {name: list(value) if isinstance(value, list) else [value] for name, value in screen.at.query_params.items()}


def test_rural_districts_come_first_and_leave_the_address_empty() -> None:
    screen = opened()
    assert screen.of("text") == ["350 351 352 353"]
    assert screen.of("caption") == ["Nhóm so sánh: Kim Bảng, Thanh Liêm, Bình Lục, Lý Nhân."]
    assert address(screen) == {}
    (control,) = screen.at.selectbox
    assert list(control.options) == ["Thành phố, thị xã", "Các huyện", "Gần nhất về dân số", "Tự chọn"]


def test_a_choice_stands_in_the_link_and_a_link_makes_it() -> None:
    screen = opened()
    screen.set("bando-nhom", "thanh-thi")
    assert screen.of("text") == ["347 349"]
    assert address(screen) == {"bando-nhom": ["thanh-thi"]}
    assert opened(bando_nhom="thanh-thi").of("text") == ["347 349"]
    assert opened(bando_nhom="la-gi").of("text") == ["350 351 352 353"]


def test_the_nearest_in_size_are_those_of_the_area_first_chosen() -> None:
    screen = opened("352", bando_nhom="gan-nhat")
    assert screen.of("text") == ["349 350 347"]
    (said,) = screen.of("caption")
    assert said.startswith("Gần Bình Lục nhất về dân số: Duy Tiên, Kim Bảng, Phủ Lý.")
    assert said.endswith("Dân số các đơn vị lấy từ nhiều nguồn hoặc nhiều thời điểm nên chỉ để chọn nhóm.")


@pytest.mark.parametrize(
    ("around", "reason", "said"),
    [
        (None, "nobody", "Chọn một đơn vị trên bản đồ trước: nhóm gồm các đơn vị có dân số gần nhất với đơn vị đó."),
        ("353", "no_population 353", "Không có nhóm so sánh: Huyện Lý Nhân chưa có dân số."),
        ("999", "unknown_area 999", "Không có nhóm so sánh: 999 không có trong địa giới đang xem."),
    ],
)
def test_why_nobody_is_nearest(around: str | None, reason: str, said: str) -> None:
    screen = opened(around, bando_nhom="gan-nhat")
    assert [text.strip() for text in screen.of("text")] == [reason]
    assert screen.of("caption") == [said]


def test_without_towns_there_is_no_group_of_them() -> None:
    screen = opened(lacking=("347", "349"), bando_nhom="thanh-thi")
    assert screen.of("caption") == ["Không có nhóm so sánh: chưa có đơn vị nào thuộc nhóm này."]


def test_areas_chosen_by_hand_stand_in_the_link() -> None:
    screen = opened(bando_nhom="tu-chon", bando_nhom_chon="351.999.347")
    assert screen.of("text") == ["351 347"], "an area that is not there is left out"
    screen.set("bando-nhom-chon", ["353"])
    assert address(screen) == {"bando-nhom": ["tu-chon"], "bando-nhom-chon": ["353"]}
    screen.set("bando-nhom-chon", [])
    assert screen.of("caption") == ["Chọn ít nhất một đơn vị vào nhóm so sánh."]
    assert address(screen) == {"bando-nhom": ["tu-chon"]}
    screen.set("bando-nhom", "huyen")
    assert address(screen) == {}


def test_areas_that_are_no_more_leave_the_group_chosen_by_hand() -> None:
    screen = opened(bando_nhom="tu-chon", bando_nhom_chon="351.347")
    screen.at.session_state["lacking"] = ("347",)
    assert screen.run().of("text") == ["351"]

"""A lever is found from Tổng quan by a few letters or a decree's number, and its page opens where it stands."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest

from data.parsing.folding import fold
from models.policy.areas.catalogue import INPUTS, LEVERS
from models.policy.levers.search import search
from pages.ui.levers import finder
from pages.ui.session import loaders
from tests.pages import shared
from tests.pages.screen import Screen, plain

data_folder = shared.data_folder
Show = Callable[..., Screen]
ON = {"moc": "2026-12-01", "gia_dinh": ""}


def found(screen: Screen, asked: str) -> list[tuple[str, str]]:
    """Name and query of each link listed."""
    screen.at.text_input(key=finder.ASKED).set_value(asked).run()
    links = [link.proto for link in screen.at.get("page_link") if "thong-so=" in link.proto.query_string]
    return [(plain(link.label), dict(parse_qsl(link.query_string))["thong-so"]) for link in links]


def test_words_with_or_without_diacritics_and_numbers_of_decrees_find_the_same(show: Show) -> None:
    screen = show("overview.py", **ON)
    assert found(screen, "Dư nợ")[0] == ("Dư nợ bình quân một người", "vl-du-no")
    assert "Việc làm · Vay vốn giải quyết việc làm · 45.000.000 đồng (giả định khởi điểm)" in screen.said
    assert found(screen, "du no")[0][1] == "vl-du-no"
    assert found(screen, "335/2026")[0][1] == "btxh-muc-chuan"
    assert "Bảo trợ xã hội · 540.000 đồng/tháng" in screen.said
    decree = found(screen, "nghị định 20 hệ số khuyết tật nặng")
    assert decree == found(screen, "nd 20 he so khuyet tat nang")
    assert ("Hệ số theo nhóm, Khuyết tật nặng", "btxh-hs-kt-nang") in decree
    assert found(screen, "cầu đường") == []
    assert "Không có thông số nào như vậy" in screen.said
    assert len(found(screen, "số")) == finder.MOST
    assert "thông số khác: gõ thêm chữ." in screen.said


def test_every_lever_is_found_by_its_name(show: Show) -> None:
    show("overview.py")
    places, entries = finder._listed(loaders.data().law)
    assert places.keys() == {lever.key for lever in (*LEVERS, *INPUTS) if not lever.key.endswith(".tried")}
    for place in places.values():
        assert place.lever.key in search(entries, fold(f"{place.name} {place.spec.title}")), place.name


@pytest.mark.parametrize(
    ("file", "lever", "fold_key"),
    [
        ("employment.py", "vl-du-no", "vl-phan-vay-von"),
        ("children.py", "te-biet-boi", "te-phan-khac-0"),
        ("protection.py", "btxh-hs-kt-nang", "btxh-doi-tuong-he-so"),
        ("poverty.py", "gn-du-toan", "gn-phan-du-toan"),
    ],
)
def test_the_page_opens_the_part_where_the_lever_stands(show: Show, file: str, lever: str, fold_key: str) -> None:
    screen = show(file, thong_so=lever, **ON)
    assert screen.has(lever)
    assert screen.at.session_state[fold_key] is True
    screen.at.session_state[fold_key] = False
    screen.run()
    assert screen.at.session_state[fold_key] is False, "who folds it again has it folded"


def test_a_link_that_looks_at_no_lever_of_the_page_opens_it_as_ever(show: Show) -> None:
    asked = show("employment.py", thong_so="btxh-hs-kt-nang", **ON)
    assert asked.said == show("employment.py", **ON).said

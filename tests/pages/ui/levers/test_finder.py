"""A lever is found from Tổng quan and from every area's page by a few letters or a decree's number; the page opens
where it stands."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest

from data.parsing.folding import fold
from models.policy.areas.catalogue import INPUTS, LEVERS
from models.policy.levers.search import search
from pages._registry import PAGES
from pages.ui.levers import finder
from pages.ui.session import loaders
from tests.pages import shared
from tests.pages.screen import Screen, plain

data_folder = shared.data_folder
Show = Callable[..., Screen]
ON = {"moc": "2026-12-01", "gia_dinh": ""}


def found(screen: Screen, asked: str) -> list[tuple[str, str]]:
    """Name and query of each link listed."""
    ask(screen, finder.KEY, asked)
    links = [link.proto for link in screen.at.get("page_link") if "thong-so=" in link.proto.query_string]
    return [(plain(link.label), dict(parse_qsl(link.query_string))["thong-so"]) for link in links]


def ask(screen: Screen, button: str, asked: str) -> None:
    """Open the search behind that button and type."""
    screen.at.session_state[button] = True
    screen.run()
    screen.at.text_input(key=finder.ASKED).set_value(asked).run()


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


@pytest.mark.parametrize(
    ("file", "prefix", "asked", "lever", "fold_key"),
    [
        ("employment.py", "vl-", "du no", "vl-du-no", "vl-phan-vay-von"),
        ("protection.py", "btxh-", "he so khuyet tat nang", "btxh-hs-kt-nang", "btxh-doi-tuong-he-so"),
    ],
)
def test_a_lever_of_the_same_page_is_opened_where_it_stands_and_what_was_moved_stays(
    show: Show, file: str, prefix: str, asked: str, lever: str, fold_key: str
) -> None:
    moved = {"vl-": ("vl-xkld-pa", 900), "btxh-": ("btxh-muc-chuan", 580_000)}[prefix]
    screen = show(file, **ON, **{moved[0]: moved[1]})
    assert not screen.has(finder.ASKED), "drawn when it is opened"
    screen.at.session_state[fold_key] = False
    screen.run()
    assert not screen.has(lever)
    ask(screen, prefix + finder.SIGN, asked)
    screen.press(f"{finder.FOUND}-{lever}")
    assert screen.has(lever)
    assert screen.at.session_state[fold_key] is True
    assert screen.at.session_state[moved[0]] == moved[1]
    assert not screen.has(finder.ASKED), "closed behind the choice"


def test_from_an_areas_page_another_page_is_reached_by_its_link(show: Show) -> None:
    screen = show("children.py", **ON)
    ask(screen, "te-" + finder.SIGN, "335/2026")
    links = [link.proto for link in screen.at.get("page_link") if "thong-so=" in link.proto.query_string]
    assert dict(parse_qsl(links[0].query_string))["thong-so"] == "btxh-muc-chuan"


def test_every_area_has_the_search(show: Show) -> None:
    areas = [spec for spec in PAGES if spec.levers]
    assert len(areas) == 9
    for spec in areas:
        screen = show(spec.file, **ON)
        ask(screen, spec.prefix + finder.SIGN, "du no")
        assert "Vay vốn giải quyết việc làm" in screen.said, spec.file

"""Hostile strings in every parameter of every page's address: the page opens, and nothing is written or lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.engine import Database
from pages._registry import PAGES, PageSpec
from tests.data.test_nasty_strings import counts, schema, typed
from tests.nasty_strings import NASTY
from tests.pages import shared
from tests.pages.screen import Screen

data_folder = shared.data_folder
Show = Callable[..., Screen]
NAMES = (
    "ban",
    "ban-nhap",
    "buoc",
    "loai",
    "phan",
    "xem",
    "da-gui-bo",
    "da-gui-nam",
    "nk-nguoi",
    "nk-viec",
    "nk-tu",
    "nk-den",
    "nk-tim",
    "nk-trang",
    "bando-cach-xem",
    "bando-ky",
    "bando-chon",
    "bando-chi-tieu",
    "bando-tinh-tren",
    "bando-dia-gioi",
    "bando-so-lop",
    "bando-cach-chia",
    "bando-nguong",
    "bando-thang",
    "bando-giu-thang",
    "bando-nhom",
    "bando-truoc",
    "bando-sau",
)
"""Parameters that are no lever's."""
ALIKE = (
    "merit.py",
    "training.py",
    "insurance.py",
    "gender.py",
    "children.py",
    "social_evils.py",
    "poverty.py",
    "tasks.py",
)
"""Pages made of the very parts that protection and employment are made of: left to the long run."""
STRINGS = [typed(text)[:2000] for text in NASTY]


def asked(spec: PageSpec, turn: int) -> dict[str, str]:
    """Every parameter a string of its own; the next turn has the next strings. Names nobody knows are among them."""
    names = [
        *NAMES,
        *(lever.parameter for lever in spec.levers),
        *(f"{spec.prefix}{text[:30]}" for text in STRINGS[turn::25]),
    ]
    return {name: STRINGS[(turn * 7 + place) % len(STRINGS)] for place, name in enumerate(names)}


@pytest.mark.parametrize(
    ("spec", "turn"),
    [
        pytest.param(
            spec, turn, id=f"{spec.url_path}-{turn}", marks=pytest.mark.long if turn or spec.file in ALIKE else ()
        )
        for spec in PAGES
        for turn in range(12)
    ],
)
def test_a_page_opens_on_any_address(show: Show, database: Database, spec: PageSpec, turn: int) -> None:
    stood = schema(database), counts(database, ())
    screen = show(spec.file, **asked(spec, turn))
    assert screen.title == spec.title
    assert (schema(database), counts(database, ())) == stood


def test_any_text_can_be_searched_for(show: Show, database: Database) -> None:
    stood = schema(database), counts(database, ())
    screen = show("audit.py")
    for text in STRINGS[::6]:
        screen.set("nk-tim", text[:100])
    assert (schema(database), counts(database, ())) == stood

"""After a lever's move only what follows from it is drawn; what is left standing must look as if all had been drawn."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.pages import shared
from tests.pages.screen import Screen
from tests.pages.support_pages import INTEREST, LOANS, query

Show = Callable[..., Screen]
data_folder = shared.data_folder
LOOKS = ("label", "help", "placeholder", "disabled", "options")


@pytest.fixture
def panel(show: Show) -> Screen:
    """A support page with two parts in use, one move made."""
    return show("employment.py", **query({**LOANS, **INTEREST})).set("vl-dang-vay", 1_100)


def drawn(screen: Screen, key: str, value: object) -> Screen:
    """What the very run that answers a move draws."""
    screen.move(key, value)
    screen.at.run()
    screen.no_trouble()
    return screen


def looks(screen: Screen) -> dict[str, tuple[Any, ...]]:
    """Every control by its key, but for where it stands and the list of what has been moved, which says that."""
    kinds = ("number_input", "selectbox", "button_group", "slider", "toggle", "button")
    found = [
        control
        for kind in kinds
        for control in screen.at.get(kind)
        if control.key and not control.key.endswith("da-doi")
    ]
    return {one.key: tuple(str(getattr(one.proto, name, "")) for name in LOOKS) for one in found}


def panel_words(screen: Screen) -> list[str]:
    folds = [fold for fold in screen.at.main.get("expander") if "-phan-" in (fold.key or "")]
    return [one.value for fold in folds for one in fold.markdown]


def test_a_small_number_draws_the_answer_and_no_box(panel: Screen) -> None:
    before, said = looks(panel), panel_words(panel)
    drawn(panel, "vl-dang-vay", 1_200)
    assert panel.headline.startswith("Hiện nay, hỗ trợ việc làm: ngân sách địa phương chi khoảng 198 triệu đồng/tháng")
    assert len(panel.at.number_input) == 0
    assert not panel.has("vl-lui")
    assert len(panel.at.get("vega_lite_chart")) == 1
    panel.run()
    assert panel.control("vl-dang-vay").value == 1_200
    assert (looks(panel), panel_words(panel)) == (before, said)


def test_a_long_number_draws_its_own_words_too(panel: Screen) -> None:
    drawn(panel, "vl-du-no", 60_000_000)
    assert {box.key for box in panel.at.number_input} == {"vl-du-no", "vl-du-no-pa"}
    assert any("60 triệu đồng" in words for words in panel_words(panel) + panel.of("markdown"))


def test_a_number_that_becomes_short_takes_its_words_away(panel: Screen) -> None:
    panel.set("vl-du-no", 60_000_000)
    drawn(panel, "vl-du-no", 9_000)
    assert {box.key for box in panel.at.number_input} == {"vl-du-no", "vl-du-no-pa"}
    assert not any("60 triệu" in words for words in panel.of("markdown"))


def test_a_chip_draws_the_box_it_fills(panel: Screen) -> None:
    drawn(panel, "vl-muc-vay-goi-y", 200_000_000)
    assert panel.control("vl-muc-vay-pa").value == 200_000_000


def test_the_first_move_opens_the_way_back(show: Show) -> None:
    screen = show("employment.py", **query(INTEREST))
    drawn(screen, "vl-dang-vay", 1_200)
    assert not screen.control("vl-lui").disabled


def test_the_year_moves_answer_and_tables_and_is_a_step(show: Show) -> None:
    screen = show("employment.py", **query({**INTEREST, "employment.relief.tried": 100}))
    drawn(screen, "vl-nam", "2025")
    assert "cả năm 2025" in screen.headline
    assert not screen.control("vl-lui").disabled
    assert len(screen.at.number_input) == 0


def test_the_norm_draws_its_box_and_chips_and_the_answer(show: Show) -> None:
    screen = show("protection.py").set("btxh-muc-chuan", 450_000)
    before = looks(screen)
    drawn(screen, "btxh-muc-chuan", 470_000)
    assert screen.control("btxh-muc-chuan-so").value == 470_000
    assert "470.000" in screen.headline
    assert not screen.has("btxh-tu-thang")
    assert not screen.has("btxh-lui")
    assert looks(screen.run()) == before


def test_a_month_of_first_payment_that_the_rule_moves_is_drawn(show: Show) -> None:
    """A norm of the law already in force is paid from its own month; another one from the month the rule gives."""
    screen = show("merit.py", ncc_tu_thang="07/2026").set("ncc-muc-chuan", 3_011_000)
    shown = screen.control("ncc-chi-tu").proto.placeholder
    drawn(screen, "ncc-muc-chuan", 3_012_000)
    assert screen.has("ncc-chi-tu")
    assert screen.control("ncc-chi-tu").proto.placeholder != shown

"""A database without boundaries: tiles instead of a map, the table whole, a note that says what to do."""

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from data.engine import Database
from tests.pages.screen import Screen

Show = Callable[..., Screen]
NOTE = (
    "Chưa có ranh giới huyện nên hiện lưới ô; bảng và thẻ huyện vẫn đầy đủ. Quản trị viên nạp lại tệp ranh giới để có "
    "bản đồ."
)
WAYS = {"deleted": "DELETE FROM boundary", "closed": "UPDATE boundary SET batch_to = 1"}


def without_boundaries(database: Database, statement: str, at_least: int = 6) -> None:
    with database.writer.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount >= at_least


@pytest.mark.parametrize("statement", WAYS.values(), ids=list(WAYS))
def test_tiles_table_and_note_stand_in_for_the_map(show: Show, database: Database, statement: str) -> None:
    without_boundaries(database, statement)
    screen = show("district_map.py")
    assert screen.map is None
    assert NOTE in screen.of("warning")
    tiles = {tile["ma"]: tile["so_lieu"] for tile in screen.tiles()}
    assert tiles["347"] == "2.036 người/km²"
    assert len(tiles) == 6
    assert len(show("district_map.py", bando_chi_tieu="btxh-nguoi").table("Huyện, thị xã, thành phố")) == 6
    screen.set("bando-huyen", ["347"])
    assert "Thành phố Phủ Lý" in screen.legend


def test_tiles_without_figures_say_so(show: Show, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSINH_DEMO", "0")
    without_boundaries(database, WAYS["deleted"])
    values = show("district_map.py", bando_chi_tieu="btxh-nguoi").tiles()
    assert {tile["so_lieu"] for tile in values} == {"Chưa có số liệu"}
    assert {tile["dien_tich"] for tile in values} == {0}


def test_some_boundaries_missing_leave_the_districts_in_table_and_card(show: Show, database: Database) -> None:
    """Half a map would hide districts: those without a boundary must be named, or all become tiles."""
    without_boundaries(database, "DELETE FROM boundary WHERE area_id = (SELECT MIN(area_id) FROM boundary)", 1)
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi")
    assert len(screen.table("Huyện, thị xã, thành phố")) == 6
    if screen.map is not None:
        assert len(screen.map_words) == 6, json.dumps(screen.map_words, ensure_ascii=False)


def test_every_other_page_needs_no_boundary(show: Show, database: Database) -> None:
    without_boundaries(database, WAYS["deleted"])
    show("overview.py").go("protection.py").go("upload.py").go("guide.py")

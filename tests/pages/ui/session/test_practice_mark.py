"""The app to practise on: no page, window or file of it passes for the real one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from data.accounts import office
from data.engine import Database
from data.export.map_sheet import Figure, MapSheet, Panel, Shape
from data.ingest import check_file
from data.store.version import data_version
from pages._registry import PAGES
from pages.ui.session import choices, downloads, loaders
from tests.pages.screen import Screen

Show = Callable[..., Screen]
BAND = "BẢN THỬ NGHIỆM: số liệu ở đây không phải số thật, không dùng để báo cáo"


@pytest.fixture
def practised(database: Database) -> None:
    with database.writer.begin() as connection:
        office.write(connection, "training", True)


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.file)
def test_every_page_says_so_at_its_top(show: Show, practised: None, spec: object) -> None:
    screen = show(spec.file)  # type: ignore[attr-defined]
    assert screen.of("error")[0] == BAND


def test_no_page_of_the_real_one_does(show: Show) -> None:
    assert "THỬ NGHIỆM" not in show("overview.py").said


def test_files_say_so_in_their_name_and_a_table_above_everything(
    show: Show, practised: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: dict[str, Callable[[], bytes]] = {}
    drawn = downloads.st.download_button

    def kept(label: str, make: Callable[[], bytes], *, file_name: str, **more: object) -> bool:
        made[file_name] = make
        return drawn(label, make, file_name=file_name, **more)

    monkeypatch.setattr(downloads.st, "download_button", kept)
    show("law.py")
    assert made
    assert all(name.startswith("THU-NGHIEM-") for name in made)
    name, make = next((name, make) for name, make in made.items() if name.endswith(".csv"))
    lines = make().decode("utf-8-sig").splitlines()
    assert lines[0] == BAND
    assert ";" in lines[1]
    path = tmp_path / name
    path.write_bytes(make())
    check = check_file(path, name, "parameters")
    assert (check.status, bool(check.frame.height)) == ("accepted", True), (
        "the mark does not keep the file from coming in again"
    )


def test_a_map_says_so_first(practised: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "is_practice", lambda: True)
    sheet = MapSheet(
        title="Số người",
        subtitle="",
        unit="người",
        shapes=(Shape("347", "Thành phố Phủ Lý", "Phủ Lý", shapely.Point(0, 0), (0, 0)),),
        panels=(Panel("12/2023", (Figure("missing", "Chưa có số liệu"),)),),
        legend=(),
        source="",
        vintage="",
        data_version="",
        made_on="",
        marks=("Số quy đổi",),
    )
    assert choices.on_sheet(lambda: sheet)() == replace(sheet, marks=(BAND, "Số quy đổi"))


def test_the_setting_alone_makes_the_mark_with_district_figures(
    monkeypatch: pytest.MonkeyPatch, show: Show, database: Database
) -> None:
    if not database.is_sqlite:
        return
    monkeypatch.setenv("ANSINH_TRAINING", "1")
    screen = show("protection.py")
    assert screen.of("error")[0] == BAND
    assert loaders.data().district_file_ever_applied
    loaders.database().dispose()
    monkeypatch.delenv("ANSINH_TRAINING")
    with database.reading() as connection:
        assert not office.read(connection).training
        assert data_version(connection) == 1

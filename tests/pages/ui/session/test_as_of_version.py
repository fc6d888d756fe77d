"""Looking at an earlier version: every page computes on it, says so and can be told to return."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from data.engine import Database
from data.store import scenarios
from pages._registry import PAGES, PageSpec
from pages.ui.session import choices
from tests.data.kept import area, keep
from tests.data.uploads import apply, line, upload, version
from tests.pages import sent_figures
from tests.pages.screen import Screen

Show = Callable[..., Screen]
CODES = ("347", "349", "350", "351", "352", "353")
LEVERS = {"btxh_muc_chuan": "500000"}
BANNER = "Đang xem số liệu của bản 1 (lúc "


@pytest.fixture
def before(show: Show) -> dict[str, object]:
    """What is shown while version 1 is the newest."""
    return figures(show)


@pytest.fixture
def sent(database: Database, tmp_path: Path) -> int:
    """Version 2: all districts have sent another year."""
    people = (line(code, "2024-12", 8_000 + int(code), 4_500_000_000) for code in CODES)
    assert apply(database, upload(tmp_path, *people)).batch == 2
    return 2


def forget() -> None:
    """Empty the caches: what was read of version 1 while it was the newest must be read again."""
    st.cache_resource.clear()
    st.cache_data.clear()


def figures(show: Show, **query: str) -> dict[str, object]:
    """Every figure a version gives: the first page, the answer, the arithmetic, the map's marks and table."""
    overview, map_page = show("overview.py", **query), show("district_map.py", **query)
    answer = show("protection.py", **LEVERS, **query)
    return {
        "tiles": [(tile.label, tile.value, tile.delta) for tile in overview.at.metric],
        "overview": overview.tables,
        "headline": answer.headline,
        "answer": answer.tables,
        "paths": answer.monthly(),
        "map": map_page.map_words,
        "districts": map_page.tables,
        "merit": show("merit.py", **query).tables,
    }


def test_an_earlier_version_gives_its_figures_to_the_dong(show: Show, before: dict[str, object], sent: int) -> None:
    assert figures(show) != before
    forget()
    assert figures(show, ban="1") == before


def every_page(show: Show, **query: str) -> dict[str, object]:
    """What each page says and tabulates but for the banner, the list of all batches and the newest version's
    choices."""
    found: dict[str, object] = {}
    for spec in PAGES:
        if spec.file not in ("history.py", "upload.py", "law.py", "audit.py"):
            screen = show(spec.file, **query)
            said = [line for line in screen.said.splitlines() if "Đang xem số liệu của bản" not in line]
            found[spec.file] = (said, screen.tables)
    found["sent"] = show("history.py", xem="da-gui", da_gui_nam="2023", **query).tables
    return found


def test_every_page_gives_what_it_gave_before_files_of_all_kinds(
    show: Show, database: Database, tmp_path: Path
) -> None:
    before = every_page(show)
    apply(database, upload(tmp_path, *(line(code, "2023-12", 8_000, 4_500_000_000) for code in CODES)))
    sent_figures.send(
        database,
        [
            sent_figures.Sent("35", "poverty.poor_households", "5120", "2024", level="province"),
            sent_figures.Sent("35", "employment.new_jobs", "30001", level="province"),
        ],
    )
    line_2024 = {"area_id": area(database, "35"), "budget_year": 2024, "level": "province"}
    keep(database, "budget", [{**line_2024, "estimate_vnd": 290_000_000_000}])
    newest = every_page(show)
    changed = {name for name, shown in newest.items() if shown != before[name]}
    assert {"overview.py", "district_map.py", "protection.py", "poverty.py", "employment.py", "sent"} <= changed
    forget()
    assert every_page(show, ban="1") == before


OF_EACH_KIND = ("overview.py", "protection.py", "employment.py", "district_map.py", "upload.py", "guide.py")
EVERY = [
    pytest.param(spec, marks=() if spec.file in OF_EACH_KIND else pytest.mark.long, id=spec.file)
    for spec in PAGES
    if spec.file != "audit.py"  # what was done stands beside all versions
]


@pytest.mark.parametrize("spec", EVERY)
def test_every_page_says_so_and_keeps_it_in_its_address(show: Show, sent: int, spec: PageSpec) -> None:
    screen = show("overview.py", ban="1")
    screen.at.query_params.clear()
    screen.go(spec.file)
    (banner,) = [text for text in screen.of("warning") if text.startswith("Đang xem")]
    assert banner.startswith(BANNER)
    assert banner.endswith("không phải số mới nhất.")
    assert "bản 1." in screen.top
    assert screen.at.query_params["ban"] == "1"
    screen.press(choices.LEAVE)
    assert not any("Đang xem" in text for text in screen.of("warning"))
    assert "bản 2." in screen.top
    assert "ban" not in screen.at.query_params


def test_it_does_not_nag_about_newer_figures(show: Show, sent: int) -> None:
    assert not show("overview.py", ban="1").has("tinh-lai")


def test_levers_stay_through_the_way_there_and_back(show: Show, sent: int) -> None:
    screen = show("protection.py", **LEVERS, ban="1")
    assert screen.of("warning")[1:] == []
    assert screen.control("btxh-muc-chuan").value == 500_000
    then = screen.headline
    screen.press(choices.LEAVE)
    assert screen.control("btxh-muc-chuan").value == 500_000
    assert screen.headline != then


def test_a_copied_link_opens_the_same_figures(show: Show, sent: int) -> None:
    screen = show("protection.py", **LEVERS, ban="1")
    (code,) = screen.press("btxh-lien-ket").at.code
    assert code.value.endswith("?btxh-muc-chuan=500000&gia-dinh=khong&moc=bao-cao&ban=1")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("9", "nhưng chưa có bản này: các bản có số từ 1 đến 2."),
        ("0", "nhưng chưa có bản này: các bản có số từ 1 đến 2."),
        ("99999999999999999999", "không phải là số của một bản số liệu."),
        ("-1", "không phải là số của một bản số liệu."),
        ("một", "không phải là số của một bản số liệu."),
        ("", "không phải là số của một bản số liệu."),
        ("1`<script>", "không phải là số của một bản số liệu."),
    ],
)
def test_a_version_that_is_not_there_is_told_plainly(show: Show, sent: int, asked: str, said: str) -> None:
    screen = show("overview.py", ban=asked)
    (warning,) = screen.of("warning")
    assert said in warning
    assert warning.endswith("Đang hiện số mới nhất (bản 2).")
    assert "<" not in warning
    assert "bản 2." in screen.top
    screen.at.query_params.clear()
    assert screen.go("merit.py").of("warning") == []


def test_the_newest_version_is_no_earlier_one(show: Show, sent: int) -> None:
    screen = show("overview.py", ban="2")
    assert screen.of("warning") == []
    assert "ban" not in screen.at.query_params


def test_a_wrong_version_in_the_address_ends_the_earlier_view(show: Show, sent: int) -> None:
    screen = show("overview.py", ban="1")
    screen.at.query_params["ban"] = "7"
    screen.go("merit.py")
    assert "bản 2." in screen.top


def test_sessions_do_not_share_it(show: Show, sent: int) -> None:
    show("overview.py", ban="1")
    assert "bản 2." in show("overview.py").top


# --- Writing meanwhile


def saved(database: Database) -> list[Any]:
    with database.reading() as connection:
        return list(scenarios.listed(connection))


def test_a_scenario_keeps_the_version_it_was_computed_on(show: Show, database: Database, sent: int) -> None:
    screen = show("protection.py", **LEVERS, ban="1").press("phuong-an-luu")
    screen.press("phuong-an-nut-luu")
    (kept,) = saved(database)
    assert kept.data_version == 1
    page = show("scenarios.py", ban="1").open_tab("phuong-an-the", "Phương án đã lưu (1)")
    assert "Không đổi" in page.said
    page.press(choices.LEAVE)
    assert "Vì sao kết quả khác lúc lưu" in page.said
    assert "bản 1 → bản 2: nạp tệp chi-tra.csv" in page.said


def test_a_scenario_of_a_later_version_is_not_recomputed_on_an_earlier_one(
    show: Show, database: Database, sent: int
) -> None:
    show("protection.py", **LEVERS).press("phuong-an-luu").press("phuong-an-nut-luu")
    page = show("scenarios.py", ban="1").open_tab("phuong-an-the", "Phương án đã lưu (1)")
    assert page.control("phuong-an-tinh-lai").disabled
    assert "bản 2 lúc lưu, đang xem bản 1 là bản trước đó, chưa có: nạp tệp chi-tra.csv" in page.said
    assert any("Đang xem (bản 1)" in table[0] for table in page.tables)


def test_law_is_not_written_from_an_earlier_version(show: Show, database: Database, sent: int) -> None:
    screen = show("law.py", ban="1")
    assert "Đang xem số liệu của bản 1 nên không ghi được. Bấm “Về số mới nhất” ở đầu trang rồi ghi." in screen.of(
        "info"
    )
    assert not screen.has("van-ban-ghi")
    assert [tab.label for tab in screen.at.tabs] == []
    screen.press(choices.LEAVE)
    assert [tab.label for tab in screen.at.tabs] == ["Thêm một mức", "Nạp tệp nhiều mức"]
    assert version(database) == 2

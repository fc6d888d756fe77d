"""Hostile texts from persons and files: every page shows them as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright import sync_api

from data.engine import open_database
from data.settings import read_settings
from models.policy.areas import catalogue, protection
from models.policy.levers.levers import Scenario
from models.policy.saved.scenario_file import Versions, write as scenario_file
from pages._registry import PAGES, PageSpec
from tests import hostile
from tests.browser.map_screen import arrive, spot
from tests.browser.watched import ALIVE, Watched
from tests.data.store.test_scenarios import END_2023
from tests.hostile import MARKUP, Filled

IMAGE = MARKUP[0]


@pytest.fixture(scope="module")
def address(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture(scope="module")
def url(server: Callable[..., str], address: str) -> str:
    return server(env={"DATABASE_URL": address}, people=False)


@pytest.fixture(scope="module")
def filled(url: str, address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    database = open_database(read_settings({"DATABASE_URL": address}))
    yield hostile.fill(database, tmp_path_factory.mktemp("hostile"), MARKUP)
    database.dispose()


@pytest.fixture
def watched(filled: Filled, url: str, warm_page: sync_api.Page) -> Watched:
    return Watched(warm_page, url)


WORKED = ("upload.py", "history.py", "scenarios.py", "admin.py", "audit.py", "district_map.py", "law.py")
"""Pages with tests of their own below."""
ASKED = {
    "![hd-anh](http://127.0.0.1:9/y)": "1",
    "`![hd-anh](http://127.0.0.1:9/y)`": f"`{MARKUP[1]}",
    "muc-chuan": f"{MARKUP[1]}{IMAGE}",
    "thang": "{{7*191}}",
}


def asked(prefix: str) -> str:
    return "&".join(f"{quote(prefix + name, safe='')}={quote(value, safe='')}" for name, value in ASKED.items())


@pytest.mark.long
@pytest.mark.parametrize("spec", [one for one in PAGES if one.file not in WORKED], ids=lambda spec: spec.url_path)
def test_a_page_and_its_link(spec: PageSpec, watched: Watched) -> None:
    """With names of parameters and values in the address that nobody should follow."""
    watched.open(f"{spec.url_path}?{asked(spec.prefix)}&phan={quote(IMAGE)}&ban={quote(IMAGE)}&moc={quote(IMAGE)}")
    watched.harmless(IMAGE)


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=() if kind == "indicators" else pytest.mark.long) for kind in hostile.WRONG]
)
def test_every_cell_of_a_file_that_is_refused(watched: Watched, filled: Filled, kind: str) -> None:
    watched.open(f"cap-nhat-so-lieu?ban-nhap={filled.drafts[kind]}")
    watched.harmless(IMAGE)


@pytest.mark.long
def test_files_on_their_way_in(watched: Watched, filled: Filled) -> None:
    """The list of drafts; a good file at each step."""
    watched.open(f"cap-nhat-so-lieu?loai={quote(IMAGE)}&buoc={quote(IMAGE)}&ban-nhap={quote(IMAGE)}")
    watched.harmless(IMAGE)
    for step in (2, 3, 4):
        tab = watched.open(f"cap-nhat-so-lieu?ban-nhap={filled.drafts['good']}&buoc={step}")
        assert f"Bước {step} trong 4" in tab.said
        watched.harmless(IMAGE)


def test_batches_opened(watched: Watched, filled: Filled) -> None:
    tab = watched.open(f"lich-su-cap-nhat?xem={quote(IMAGE)}")
    watched.harmless(IMAGE)
    for batch in (filled.batches[0], *filled.batches[-3:]):
        box = tab.at("lich-su-ban").get_by_role("combobox")
        box.click()
        box.fill(f"Bản {batch} ")
        assert tab.page.evaluate(ALIVE) == []
        tab.then(tab.page.get_by_role("option").first.click)
        watched.harmless(IMAGE)
    watched.open("lich-su-cap-nhat?xem=da-gui")


@pytest.mark.long
def test_scenarios_saved_compared_and_brought(watched: Watched) -> None:
    tab = watched.open("phuong-an")
    watched.harmless(*(text for text in MARKUP[:3]))
    for name in ("Phương án đã lưu", "Đã lưu trữ", "Nhập từ tệp"):
        tab.tab(name)
        watched.harmless()
    content = scenario_file(
        MARKUP[1],
        " ".join(MARKUP),
        END_2023,
        dict(Scenario.of(END_2023, catalogue.LEVERS, {protection.NORM.key: 650_000}).settings),
        {},
        Versions(7, 5, MARKUP[1]),
    )
    chooser = tab.page.locator("[data-testid=stFileUploader] input[type=file]")
    chooser.set_input_files(
        {"name": f"{MARKUP[2]}.json".replace("/", "_"), "mimeType": "application/json", "buffer": content}
    )
    tab.at("phuong-an-tep-ghi").wait_for()
    watched.harmless()
    # The name is taken: the refusal names it.
    tab.click("phuong-an-tep-ghi")
    tab.page.get_by_text("đặt tên khác").wait_for()
    watched.harmless(f"Đã có phương án tên “{MARKUP[1]}”")


def test_a_link_and_a_name_that_is_taken_where_levers_are_moved(watched: Watched) -> None:
    """The page names what the link asked for in vain, the refusal names the name."""
    tab = watched.open(f"bao-tro-xa-hoi?btxh-tang-them=1&{asked('btxh-')}&moc={quote(MARKUP[1])}")
    assert "đã bỏ qua" in tab.said
    assert f"Liên kết ghi moc={MARKUP[1][:20]}: mốc quy định là" in tab.said
    tab.click("phuong-an-luu")
    box = tab.at("phuong-an-ten").locator("input")
    box.fill(MARKUP[1])
    tab.then(lambda: box.press("Tab"))
    tab.then(tab.at("phuong-an-nut-luu").get_by_role("button").click)
    tab.page.get_by_text("đặt tên khác").wait_for()
    watched.harmless(f"Đã có phương án tên “{MARKUP[1]}”")


@pytest.mark.long
def test_the_map_and_what_stands_under_the_mouse(watched: Watched, url: str) -> None:
    tab = arrive(
        watched.tab.page, url, f"bando-chi-tieu={quote(IMAGE)}&bando-chon={quote(IMAGE)}&bando-ky={quote(IMAGE)}"
    )
    watched.harmless()
    x, y = spot(tab, "347")
    tab.page.mouse.move(x, y)
    tab.page.mouse.move(x + 3, y + 3)
    tab.page.wait_for_timeout(600)
    assert "Phủ Lý" in tab.page.locator(".deck-tooltip").inner_text()
    watched.harmless()


@pytest.mark.long
def test_other_ways_of_seeing_the_map(watched: Watched) -> None:
    for view in ("bang", "o-vuong", "cac-thang"):
        watched.open(f"ban-do?bando-cach-xem={view}")


def test_law(watched: Watched) -> None:
    watched.open("muc-chuan-van-ban")
    watched.harmless(IMAGE)


TABS = ("Người dùng", "Văn bản chờ đối chiếu", "Ranh giới")
"""Those that show what people and files have brought; the last is where borders come in."""


@pytest.mark.long
def test_other_parts_of_administration(watched: Watched) -> None:
    tab = watched.open("quan-tri")
    for name in ("Thiết lập", "Sao lưu", "Số liệu gốc", "Máy cài đặt"):
        tab.tab(name)
        watched.harmless()


def test_administration(watched: Watched) -> None:
    tab = watched.open("quan-tri")
    watched.harmless(*MARKUP[:2])
    for name in TABS:
        tab.tab(name)
        watched.harmless()
        if name == "Người dùng":
            tab.choose("quan-tri-tai-khoan", f"{MARKUP[1]} (nguoi0)")
            watched.harmless()
    chooser = tab.page.locator("[data-testid=stFileUploader] input[type=file]").first
    name = f"{MARKUP[1]}{MARKUP[2]}.geojson".replace("/", "_")
    chooser.set_input_files({"name": name, "mimeType": "application/json", "buffer": hostile.borders(MARKUP)})
    tab.page.get_by_text("2. Kiểm tra").wait_for()
    tab.still()
    watched.harmless()


def test_the_record_and_its_filters(watched: Watched) -> None:
    for query in (
        f"?nk-tim={quote(IMAGE[:60])}",
        f"?nk-nguoi={quote(MARKUP[1])}&nk-viec={quote(IMAGE)}&nk-tu={quote(IMAGE)}",
    ):
        watched.open(f"nhat-ky{query}")
        watched.harmless(IMAGE)


OUTSIDE = (
    "dang-nhap?tiep=/{0}&het={0}",
    "dang-nhap?tiep={0}",
    "thiet-lap?ma={0}",
    "dat-mat-khau?ma={0}",
    "sso?{0}={0}",
    "khong-co-{0}",
    "{0}?{0}",
    "ready?{0}",
)


def test_doors_and_addresses_that_lead_nowhere(watched: Watched, url: str) -> None:
    """Without a session: forms, refusals, addresses of nothing."""
    page = watched.tab.page
    page.context.clear_cookies()
    breaking = "\"'><script>alert(5)</script>"
    for place, path in enumerate(OUTSIDE):
        page.goto(f"{url}/{path.format(quote((IMAGE, breaking)[place % 2], safe=''))}", wait_until="domcontentloaded")
        page.wait_for_timeout(300)
        assert page.evaluate(ALIVE) == [], page.url
    page.goto(f"{url}/dang-nhap")
    page.locator("[name=ten]").fill(breaking)
    page.locator("[name=mat-khau]").fill(breaking)
    page.get_by_role("button").first.click()
    assert page.get_by_role("alert").is_visible()
    assert page.locator("[name=ten]").input_value() == breaking
    watched.harmless()

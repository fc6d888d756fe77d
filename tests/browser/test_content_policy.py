"""Every page works under the content security policy of the server and asks no other machine for anything."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.driver import Tab
from tests.browser.map_screen import dark_pixels, drawn, spot
from tests.data.uploads import HEADER, NAMES
from tests.server.handshake import websocket

OWN_TRIES = ["socket.getaddrinfo example.org", "socket.connect 192.0.2.1"]
"""What the wall of walled_app.py tries itself."""
FILE = "\n".join(
    [HEADER, *(f"{code},{name},2023-12,Bảo trợ xã hội,7000,4100000000" for code, name in NAMES.items()), ""]
)
WATCH = """window.refused = [];
document.addEventListener('securitypolicyviolation', event =>
    window.refused.push(event.violatedDirective + ' ' + event.blockedURI));"""
FONT = "getComputedStyle(document.querySelector('h1')).fontFamily.split(',')[0].replaceAll('\"', '')"


@pytest.fixture(scope="module")
def tries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server's process writes what it tried to reach."""
    return tmp_path_factory.mktemp("wall") / "tries.txt"


@pytest.fixture(scope="module")
def url(server: Callable[..., str], tries: Path) -> str:
    return server(env={"ANSINH_TEST_TRIES": str(tries)}, target="tests.browser.walled_app:app")


@pytest.fixture
def watched(warm_page: Any) -> Iterator[Any]:
    """A tab in which everything the policy refuses is written down, on the page and in the console."""
    warm_page.add_init_script(WATCH)
    said: list[str] = []
    warm_page.on("console", lambda one: said.append(one.text))
    yield warm_page
    assert [text for text in said if "Content Security Policy" in text or "policy directive" in text] == []


def refused(page: Any) -> list[str]:
    return list(page.evaluate("window.refused"))


def settled(tab: Tab, tries: Path, leaks: list[str]) -> None:
    """Nothing broken, nothing refused, nobody asked."""
    assert tab.trouble() == []
    assert refused(tab.page) == []
    assert leaks == []
    assert tries.read_text(encoding="utf-8").splitlines() == OWN_TRIES


def test_charts_tables_and_fonts(url, watched, warm_leaks, tries) -> None:
    tab = Tab(watched, url).open("bao-tro-xa-hoi?btxh-muc-chuan=600000")
    watched.locator(".thang-hinh path.phuong-an").wait_for()  # a component's own file, from this server
    settled(tab, tries, warm_leaks)
    tab.open("viec-lam", assuming="", clock="2026-12-02")
    watched.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
    watched.wait_for_function(
        f"() => [...document.fonts].some(one => one.status === 'loaded' && one.family.includes({FONT}))"
    )
    settled(tab, tries, warm_leaks)
    tab.open("huong-dan")
    settled(tab, tries, warm_leaks)
    tab.open("muc-chuan-van-ban")
    settled(tab, tries, warm_leaks)


def test_map_and_table(url, watched, warm_leaks, tries) -> None:
    tab = Tab(watched, url)
    watched.set_default_timeout(60_000)
    drawn(tab.open("ban-do"))
    for code in NAMES:
        assert dark_pixels(tab, *spot(tab, code), 90, 60) > 150, f"no words at {code}"
    settled(tab, tries, warm_leaks)
    tab.open("ban-do?bando-cach-xem=bang")
    assert watched.get_by_test_id("stDataFrame").locator("canvas").first.is_visible()
    settled(tab, tries, warm_leaks)


def test_upload_and_download(url, watched, warm_leaks, tries) -> None:
    tab = Tab(watched, url).open("cap-nhat-so-lieu")
    button = watched.get_by_test_id("stDownloadButton").filter(has_text="Biểu mẫu Excel").get_by_role("button")
    name, content = tab.download(button)
    assert name.endswith(".xlsx")
    assert content.startswith(b"PK")
    tab.upload("thang-12.csv", FILE.encode())
    settled(tab, tries, warm_leaks)


def test_the_policy_is_at_work(url, page) -> None:
    """What a page must not do is stopped: a script in the page, one made of text, another server, a frame."""
    page.add_init_script(WATCH)
    Tab(page, url).open()
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.came = 1';
            document.body.append(script);
            document.body.insertAdjacentHTML('beforeend', '<img src="/khong-co.png" onerror="window.came = 2">');
            document.body.insertAdjacentHTML('beforeend', '<iframe src="/"></iframe><object data="/"></object>');
            document.body.insertAdjacentHTML('beforeend', '<img src="http://127.0.0.1:9/x.png">');
            setTimeout('window.came = 3', 0);
            fetch('http://127.0.0.1:9/').catch(() => 0);
        }"""
    )
    page.wait_for_timeout(500)
    assert page.evaluate("window.came") is None
    kinds = {one.split(" ")[0] for one in refused(page)}
    assert {"script-src-elem", "script-src-attr", "script-src", "img-src", "connect-src", "object-src"} <= kinds
    assert kinds & {"frame-src", "child-src", "default-src"}


def test_a_strange_page_s_websocket_makes_the_server_ask_nobody(url, tries) -> None:
    """Streamlit by itself would look up this machine's public address on the internet to judge that page."""
    assert websocket(url, f"Host: {url.removeprefix('http://')}", "Origin: https://evil.example") == 403
    assert tries.read_text(encoding="utf-8").splitlines() == OWN_TRIES

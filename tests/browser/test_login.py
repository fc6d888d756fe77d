"""From the first start to signing in every morning, in a real browser; and a session that ends while the page is
open."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import sqlalchemy as sa
from playwright.sync_api import TimeoutError

from data.accounts.passwords import setup_link
from data.clock import now
from data.engine import Database, open_database
from data.settings import read_settings
from models.base import Base
from tests.browser.driver import Tab

PASSWORD, OTHER = "sông Đáy mùa nước nổi", "cầu Phủ Lý bắc qua sông"
LEVERS = "bao-tro-xa-hoi?moc=bao-cao&btxh-muc-chuan=500000"
SIZES = ((1366, 768), (1920, 1080), (360, 740))
PATIENCE_MS = 60_000
"""Signing in costs a password's hash and a first run of the page."""
NOTHING_OVERFLOWS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def address(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture(scope="module")
def closed(server: Callable[..., str], new_database: Callable[[], str]) -> tuple[str, str]:
    """A server that shows nothing without a login, and its database."""
    address = new_database()
    return server(env={"DATABASE_URL": address, "ANSINH_REQUIRE_LOGIN": "1"}), address


@pytest.fixture(scope="module")
def opened_to_all(server: Callable[..., str], new_database: Callable[[], str]) -> tuple[str, str]:
    address = new_database()
    return server(env={"DATABASE_URL": address, "ANSINH_REQUIRE_LOGIN": "0"}), address


@pytest.fixture
def nobody(profile: Callable[[], Any]) -> Any:
    """A tab in a profile without a cookie."""
    context = profile()
    context.clear_cookies()
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


def opened(address: str) -> Database:
    return open_database(read_settings({"DATABASE_URL": address}))


def leave(page: Any, way_in: Any) -> None:
    """To the login. A click that a redrawing head swallows on a busy machine is made once more, as people do."""
    for patience in (15_000, PATIENCE_MS):
        way_in.click()
        with suppress(TimeoutError):
            page.wait_for_url(re.compile("/dang-nhap"), timeout=patience)
            return
    raise AssertionError("the way in leads nowhere")


def fill(page: Any, **boxes: str) -> None:
    for name, value in boxes.items():
        page.locator(f"[name={name.replace('_', '-')}]").fill(value)
    page.get_by_role("button").click()


def pictures(page: Any, name: str) -> None:
    """The form at each size: nothing is cut off, the button is in sight."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(NOTHING_OVERFLOWS)
        if os.environ.get("ANSINH_SCREENSHOTS"):
            page.screenshot(path=Path(os.environ["ANSINH_SCREENSHOTS"]) / f"{name}-{width}.png")
    page.set_viewport_size({"width": 1366, "height": 768})


def arrived(tab: Tab) -> Tab:
    tab.page.set_default_timeout(PATIENCE_MS)
    return tab.still()


def test_from_the_first_start_to_a_changed_password(server, address: str, nobody: Any, leaks: list[str]) -> None:
    url = server(env={"DATABASE_URL": address}, people=False)
    database = opened(address)
    token = database.transact(setup_link)
    assert token is not None
    nobody.goto(f"{url}/thiet-lap?ma={token}")
    assert nobody.locator("html").get_attribute("lang") == "vi"
    pictures(nobody, "thiet-lap")
    fill(nobody, ten="lan", ho_ten="Nguyễn Thị Lan", mat_khau_moi=PASSWORD, mat_khau_lai="nhầm một chữ")
    assert "Hai lần nhập" in nobody.get_by_role("alert").inner_text()
    assert nobody.locator("[name=ten]").input_value() == "lan"
    described = nobody.locator("[name=mat-khau-moi]").get_attribute("aria-describedby").split()
    assert "loi" in described
    fill(nobody, mat_khau_moi=PASSWORD, mat_khau_lai=PASSWORD)
    tab = arrived(Tab(nobody, url))
    corner = nobody.get_by_role("button", name="Nguyễn Thị Lan")
    corner.wait_for()

    # Out by the corner: the page stays, as anybody's.
    tab.open(LEVERS)
    corner.click()
    nobody.get_by_role("button", name="Đăng xuất").click()
    way_in = tab.main.get_by_role("button", name="Đăng nhập")
    way_in.wait_for()
    assert nobody.get_by_text("Nguyễn Thị Lan").count() == 0
    tab.still()

    # In again, back to the page with its levers.
    for _try in range(2):  # as `leave`: the page that was somebody's is drawn anew, and may swallow a key
        tab.press("btxh-muc-chuan")
        if (moved := tab.query["btxh-muc-chuan"]) != "500000":
            break
    leave(nobody, way_in)
    pictures(nobody, "dang-nhap")
    fill(nobody, ten="lan", mat_khau="sai rồi")
    assert nobody.get_by_role("alert").inner_text() == "Tên đăng nhập hoặc mật khẩu không đúng."
    assert nobody.locator("[name=ten]").input_value() == "lan"
    assert nobody.locator("[name=mat-khau]").input_value() == ""
    nobody.wait_for_function("() => document.activeElement?.name === 'mat-khau'")
    pictures(nobody, "dang-nhap-sai")
    fill(nobody, mat_khau=PASSWORD)
    arrived(tab)
    assert tab.query["btxh-muc-chuan"] == moved != "500000"
    assert f"lên {int(moved):,}".replace(",", ".") in tab.headline

    nobody.goto(f"{url}/mat-khau")
    pictures(nobody, "mat-khau")
    fill(nobody, mat_khau_cu=PASSWORD, mat_khau_moi=OTHER, mat_khau_lai=OTHER)
    assert "Đã đổi mật khẩu" in nobody.get_by_role("status").inner_text()
    nobody.get_by_role("link", name="Về phần mềm").click()
    arrived(tab)
    assert (tab.trouble(), leaks) == ([], [])
    database.dispose()


@pytest.mark.parametrize("served", ["opened_to_all", pytest.param("closed", marks=pytest.mark.long)])
def test_a_session_that_ran_out_leads_calmly_to_the_login_and_back(
    request: pytest.FixtureRequest, page: Any, served: str
) -> None:
    url, address = request.getfixturevalue(served)
    tab = Tab(page, url)
    page.set_default_timeout(30_000)
    page.route(
        "**/bidi-components/**", lambda route: route.abort()
    )  # the native lever, which writes the address itself
    tab.open(LEVERS)
    database = opened(address)
    table = Base.metadata.tables["login_session"]
    with database.writer.begin() as connection:
        connection.execute(sa.update(table).values(idle_until=now()))
    database.dispose()
    page.wait_for_timeout(2500)
    page.locator(".st-key-btxh-muc-chuan input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"/dang-nhap\?het=1"))
    assert "Phiên làm việc đã hết" in page.get_by_role("status").inner_text()
    assert "Connection" not in page.locator("body").inner_text()
    pictures(page, f"het-phien-{served}")
    # The lever that was moved stands in the way back.
    back = urlsplit(page.locator("[name=tiep]").input_value())
    asked = dict(parse_qsl(back.query))
    assert (back.path, set(asked)) == ("/bao-tro-xa-hoi", {"moc", "gia-dinh", "btxh-muc-chuan"})
    assert asked["moc"] == "bao-cao"
    assert re.fullmatch(r"5\d+", asked["btxh-muc-chuan"])


@pytest.mark.long
def test_with_reading_closed_a_link_leads_past_the_login_to_its_page(closed: tuple[str, str], nobody: Any) -> None:
    url, _address = closed
    nobody.goto(f"{url}/{LEVERS}")
    assert nobody.title() == "Đăng nhập – An sinh Hà Nam"
    assert nobody.locator("[name=tiep]").input_value() == f"/{LEVERS}"

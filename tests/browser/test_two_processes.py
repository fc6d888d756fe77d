"""Two processes, one PostgreSQL, nginx before them: sign in once, write on one, see it on the other, lose one and go
on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from playwright import sync_api

from data.accounts import passwords
from data.engine import open_database
from data.settings import read_settings
from models.tables.accounts import Account
from tests.accounts import enrol
from tests.browser import clerk
from tests.browser.driver import Tab
from tests.browser.test_upload import GOOD
from tests.data.postgres import Postgres
from tests.data.uploads import count
from tests.server.behind_nginx import COOKIE, BehindNginx

PASSWORD = "cầu Châu Sơn tháng Chạp"


@pytest.fixture(scope="module")
def address(postgres: Postgres | None) -> Iterator[str]:
    own = postgres or Postgres()
    yield own.create()
    if postgres is None:
        own.stop()


@pytest.fixture(scope="module")
def site(address: str) -> Iterator[BehindNginx]:
    with BehindNginx(address) as running:
        database = open_database(read_settings({"DATABASE_URL": address}))
        enrol(database)
        with database.writer.begin() as connection:
            connection.execute(sa.update(Account).values(password=passwords.hashed(PASSWORD)))
        database.dispose()
        yield running


@pytest.fixture
def visitor(browser: sync_api.Browser, site: BehindNginx) -> Iterator[Callable[[], Tab]]:
    """Another person's browser at the office's address."""
    opened: list[sync_api.BrowserContext] = []

    def come() -> Tab:
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, locale="vi-VN", ignore_https_errors=True, service_workers="block"
        )
        opened.append(context)
        return Tab(context.new_page(), site.url)

    yield come
    for context in opened:
        context.close()


def process(tab: Tab) -> str:
    """Which process nginx has given the browser."""
    return next(str(cookie["value"]) for cookie in tab.page.context.cookies() if cookie["name"] == COOKIE)


def sign_in(tab: Tab, back: str) -> Tab:
    tab.page.goto(f"{tab.url}/dang-nhap?tiep={back}")
    tab.page.get_by_label("Tên đăng nhập").fill("lan")
    tab.page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    tab.page.get_by_role("button", name="Đăng nhập").click()
    return tab.still()


@pytest.mark.long
def test_written_on_one_seen_on_the_other_and_one_may_die(
    site: BehindNginx, address: str, visitor: Callable[[], Tab]
) -> None:
    clerk_tab = sign_in(visitor(), "%2Fcap-nhat-so-lieu")
    other = visitor()
    for _try in range(12):  # nginx deals browsers out by chance
        other.open("bao-tro-xa-hoi?btxh-muc-chuan=500000&btxh-tu-thang=2024-07")
        if process(other) != process(clerk_tab):
            break
        other = visitor()
    assert process(other) != process(clerk_tab)

    # Written on one process, on offer on the other's open screen.
    clerk_tab.upload("thang-12.csv", GOOD)
    clerk.write(clerk_tab)
    other.page.get_by_text("Số liệu vừa được cập nhật (bản 2)").wait_for(timeout=45_000)
    other.page.get_by_role("button", name="Tính lại theo số liệu mới").click()
    other.still()
    assert "bản 2" in other.said

    # A file on its way in, a lever in the address; then the clerk's process dies.
    levers = Tab(clerk_tab.page.context.new_page(), site.url)
    levers.open("bao-tro-xa-hoi?btxh-muc-chuan=500000")
    answer = levers.headline
    assert "500.000" in answer
    clerk_tab.open("cap-nhat-so-lieu")
    clerk_tab.upload("thang-1.csv", GOOD.replace(b"2023-12", b"2024-01"))
    assert "nhap=" in clerk_tab.page.url
    assert process(levers) == process(clerk_tab)
    dying = site.apps[int(process(clerk_tab)) - 1]
    dying.kill()

    clerk_tab.page.wait_for_timeout(1000)
    for tab in (clerk_tab, levers):
        tab.page.set_default_timeout(60_000)
        tab.still()
    assert process(clerk_tab) == process(other)
    assert clerk_tab.page.get_by_role("button", name="Nguyễn Thị Lan").is_visible()
    assert "thang-1.csv" in clerk_tab.said
    assert levers.headline == answer
    assert levers.query["btxh-muc-chuan"] == "500000"

    # What was on its way is written on the process that is left; what was confirmed has stayed.
    clerk.write(clerk_tab)
    database = open_database(read_settings({"DATABASE_URL": address}))
    assert count(database, "batch") == 3
    database.dispose()
    assert clerk_tab.trouble() == levers.trouble() == other.trouble() == []

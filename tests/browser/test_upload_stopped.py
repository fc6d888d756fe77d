"""A reading that takes long: what the page says meanwhile, and what a stop leaves behind."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.engine import open_database
from data.settings import read_settings
from tests.browser.driver import Tab
from tests.browser.pictures import picture
from tests.data.uploads import HEADER, count, line

FILE = "\n".join([HEADER, line(period="2022-10"), ""]).encode()
READING = "Đang đọc và kiểm tra tệp {name}"
STOPPED = "Đã dừng theo yêu cầu. Không có gì được lưu hoặc ghi."
PATIENCE_SECONDS = 30


class Reading:
    """The server's readings: held or let go, and what they have on the disk and in the database."""

    def __init__(self, folder: Path, address: str) -> None:
        self.gate = folder / "held"
        self.copies = folder / "copies"
        self.copies.mkdir()
        self.database = open_database(read_settings({"DATABASE_URL": address}))

    def hold(self) -> None:
        self.gate.touch()

    def let_go(self) -> None:
        self.gate.unlink(missing_ok=True)

    def copied(self) -> list[Path]:
        return list(self.copies.glob("ansinh-tep-*"))

    def ended(self) -> None:
        """Wait until no reading has a copy on the disk."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self.copied():
            assert time.monotonic() < until, "a reading left its copy of the file on the disk"
            time.sleep(0.1)

    def kept(self) -> dict[str, int]:
        return {table: count(self.database, table) for table in ("draft", "batch", "stored_file")}


@pytest.fixture(scope="module")
def served(
    server: Callable[..., str], new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Reading]]:
    address = new_database()
    folder = tmp_path_factory.mktemp("reading")
    reading = Reading(folder, address)
    env = {"DATABASE_URL": address, "ANSINH_TEST_HOLD": str(reading.gate), "TMPDIR": str(reading.copies)}
    yield server(env=env, target="tests.browser.held_app:app"), reading
    reading.database.dispose()


@pytest.fixture
def url(served: tuple[str, Reading]) -> str:
    return served[0]


@pytest.fixture
def reading(served: tuple[str, Reading]) -> Iterator[Reading]:
    yield served[1]
    served[1].let_go()


def stop(tab: Tab) -> None:
    tab.at("tai-tep-dung").get_by_role("button").click()
    tab.page.get_by_text(STOPPED).wait_for()
    tab.still()


def test_a_stopped_reading_leaves_nothing(url, reading, page, leaks) -> None:
    tab = Tab(page, url).open("cap-nhat-so-lieu")
    before = reading.kept()
    reading.hold()
    tab.upload("lon.csv", FILE, until=READING.format(name="lon.csv"), still=False)
    page.get_by_text("giây)").wait_for()
    assert len(reading.copied()) == 1
    # One way to stop it, in Vietnamese, in a box of its own.
    box = tab.main.get_by_test_id("stVerticalBlock").filter(has=tab.at("tai-tep-dung")).last
    assert box.get_by_role("button").all_inner_texts() == ["Dừng"]
    page.get_by_test_id("stStatusWidget").wait_for()
    assert page.get_by_test_id("stStatusWidget").locator("button:visible").count() == 0
    assert page.get_by_test_id("stFileUploader").locator("button:visible").count() == 0
    picture(tab, "10-dang-doc")
    stop(tab)
    # The page is free again while the reading still runs, and nothing comes of it when it ends.
    assert "Bước 1 trong 4" in tab.said
    assert "lon.csv" not in tab.said
    assert "ban-nhap" not in tab.query
    reading.let_go()
    reading.ended()
    page.reload()
    assert "lon.csv" not in tab.still().said
    assert STOPPED not in tab.said
    assert reading.kept() == before
    assert (tab.trouble(), leaks) == ([], [])


@pytest.mark.long
def test_a_reading_that_is_not_stopped_goes_on_to_the_check(url, reading, page) -> None:
    tab = Tab(page, url).open("cap-nhat-so-lieu")
    before = reading.kept()
    reading.hold()
    tab.upload("cho.csv", FILE, until=READING.format(name="cho.csv"), still=False)
    page.get_by_text("(2 giây)").wait_for()
    assert reading.kept() == before
    reading.let_go()
    page.get_by_text("Bước 2 trong 4").wait_for()
    said = tab.still().said
    assert "1 dòng số liệu, không có lỗi" in said
    assert READING.format(name="cho.csv") not in said
    assert tab.at("tai-tep-dung").count() == 0
    assert reading.kept() == {**before, "draft": before["draft"] + 1}
    reading.ended()
    tab.click("tai-tep-bo")
    page.get_by_text("Bước 1 trong 4").wait_for()
    assert reading.kept() == before
    assert tab.trouble() == []


def test_a_stop_on_the_way_back_to_a_draft_keeps_the_draft(url, reading, page, profile) -> None:
    tab = Tab(page, url).open("cap-nhat-so-lieu")
    tab.upload("nhap.csv", FILE)
    before = reading.kept()
    reading.hold()
    other = Tab(profile().new_page(), url)
    other.page.goto(page.url)
    other.page.get_by_text(READING.format(name="nhap.csv")).wait_for()
    stop(other)
    assert "Bước 1 trong 4" in other.said
    assert "nhap.csv" in other.said
    reading.let_go()
    reading.ended()
    assert reading.kept() == before
    assert other.trouble() == []

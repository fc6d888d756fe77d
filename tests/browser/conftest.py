"""A real Chromium and a real server for the tests in this folder."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright import sync_api

from data.accounts.passwords import no_account_yet
from data.engine import open_database
from data.settings import read_settings
from tests.accounts import COOKIE, enrol
from tests.bench.server import free_port
from tests.data.postgres import Postgres

ROOT = Path(__file__).parents[2]
LOCAL = {"127.0.0.1", "localhost"}
READY_SECONDS = 60
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    # Tabs of one profile share a process, in which the scripts of a page are compiled already; see `warm`.
    "--process-per-site",
    # No name and no address but this machine's can be reached. Not by Playwright's route: it turns the cache off.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
# Straight to the loopback address, whatever proxy the environment names.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The build without a window first: beside the others it spares the drawing of a window for each profile."""
    found = (os.environ.get("CHROMIUM"), *map(shutil.which, CHROMIUMS))
    path = next(filter(None, found), None)
    if not path:
        pytest.fail("no Chromium: install it or name it in the environment variable CHROMIUM")
    return path


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, headless=True, args=CHROMIUM_OPTIONS)
        yield started
        started.close()


Note = Callable[[str], object]


@pytest.fixture(scope="session")
def watchers() -> list[list[str]]:
    """Who wants to know what the shared profile asked other machines for."""
    return []


@contextmanager
def watching(watchers: list[list[str]]) -> Iterator[list[str]]:
    own: list[str] = []
    watchers.append(own)
    yield own
    watchers[:] = [one for one in watchers if one is not own]


@pytest.fixture
def leaks(watchers: list[list[str]]) -> Iterator[list[str]]:
    """Addresses outside this machine that the page asked for; an air-gapped office needs this list to stay empty."""
    with watching(watchers) as own:
        yield own


@pytest.fixture(scope="module")
def warm_leaks(watchers: list[list[str]]) -> Iterator[list[str]]:
    """As `leaks`, of all tabs of a file."""
    with watching(watchers) as own:
        yield own


@pytest.fixture
def context(profile: Callable[[], "sync_api.BrowserContext"]) -> "sync_api.BrowserContext":
    """A fresh browser profile at 1366 x 768 that can reach this machine only; see `leaks`."""
    return profile()


@pytest.fixture
def profile(browser: "sync_api.Browser", leaks: list[str]) -> Iterator[Callable[[], "sync_api.BrowserContext"]]:
    """`profile()`: another fresh profile of Lan's, as on another machine; all are watched for `leaks`."""
    opened: list[sync_api.BrowserContext] = []

    def start() -> "sync_api.BrowserContext":
        opened.append(new_profile(browser, leaks.append))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def new_profile(browser: "sync_api.Browser", note: Note) -> "sync_api.BrowserContext":
    """A profile with the cookie of Lan's session (tests/accounts.py), whose requests and websockets to other machines
    are written down (they cannot get there)."""
    opened = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", service_workers="block"
    )
    sign_in(opened)

    def watch(url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname not in LOCAL:
            note(url)

    opened.on("request", lambda request: watch(request.url))
    opened.on("page", lambda page: page.on("websocket", lambda socket: watch(socket.url)))
    return opened


def sign_in(profile: "sync_api.BrowserContext") -> None:
    """Lan's session and no other cookie."""
    profile.clear_cookies()
    profile.add_cookies([{"name": name, "value": value, "url": "http://127.0.0.1"} for name, value in COOKIE.items()])


@pytest.fixture(scope="session")
def kept_profile(browser: "sync_api.Browser", watchers: list[list[str]]) -> "sync_api.BrowserContext":
    """One profile for all files: it keeps its cache, and a tab that stays open keeps the process of the others, so that
    only the first page loads slowly."""
    opened = new_profile(browser, lambda url: [one.append(url) for one in watchers])
    anchor = opened.new_page()
    anchor.route("**/*", lambda route: route.fulfill(body=""))
    anchor.goto("http://127.0.0.1/")
    anchor.unroute_all()
    return opened


@contextmanager
def cleared(profile: "sync_api.BrowserContext") -> Iterator["sync_api.BrowserContext"]:
    """The profile as Lan's new one, but for its cache; what is opened meanwhile is closed, what was kept forgotten."""
    before = profile.pages
    sign_in(profile)
    yield profile
    for page in profile.pages:
        if page not in before:
            page.evaluate("() => { try { localStorage.clear() } catch { /* a page of no machine keeps nothing */ } }")
            page.close()


@pytest.fixture(scope="module")
def warm(kept_profile: "sync_api.BrowserContext") -> Iterator["sync_api.BrowserContext"]:
    """One profile for the tests of a file."""
    with cleared(kept_profile) as profile:
        yield profile


@pytest.fixture
def warm_page(warm: "sync_api.BrowserContext") -> Iterator["sync_api.Page"]:
    """A new tab of the file's profile: a new session."""
    opened = warm.new_page()
    yield opened
    opened.close()


@pytest.fixture
def page(kept_profile: "sync_api.BrowserContext") -> Iterator["sync_api.Page"]:
    """A tab as of a fresh profile that has seen the app's scripts before."""
    with cleared(kept_profile) as profile:
        yield profile.new_page()


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres | None) -> Callable[[], str]:
    """The address of a database nobody has used, of the kind this session runs on."""

    def address() -> str:
        return postgres.create() if postgres else f"sqlite:///{tmp_path_factory.mktemp('database') / 'app.db'}"

    return address


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str]) -> Iterator[Callable[..., str]]:
    """`server(env={…}, target="app:app", cwd=ROOT) -> "http://127.0.0.1:<port>"`, each call its own process and data.

    Lan has a session in its database, unless there are accounts already or `people` is False. ANSINH_DATA_DIR is a new
    folder and the database a new one; DATABASE_URL is never inherited, so that no test writes to a real database. All
    servers end with the test session; a server that does not come up fails the test with its log."""
    running: list[subprocess.Popen[bytes]] = []

    def start(
        *, env: Mapping[str, str] | None = None, target: str = "app:app", cwd: Path = ROOT, people: bool = True
    ) -> str:
        folder = tmp_path_factory.mktemp("server")
        port = free_port()
        inherited = dict(os.environ)
        inherited["DATABASE_URL"] = new_database()
        command = [sys.executable, "-m", "uvicorn", target, "--host", "127.0.0.1", "--port", str(port)]
        log = folder / "server.log"
        environment = {**inherited, "ANSINH_DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1", **(env or {})}
        with log.open("wb") as sink:
            process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=sink, stderr=subprocess.STDOUT)
        running.append(process)
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, process, log)
        if people:
            _let_lan_in(environment)
        return url

    yield start
    for process in running:
        _end(process)


@pytest.fixture(scope="session")
def read_only(server: Callable[..., str]) -> str:
    """A server with the seed alone, shared by all files whose tests write nothing into its database."""
    return server()


def _let_lan_in(environment: Mapping[str, str]) -> None:
    database = open_database(read_settings(environment))
    with database.reading() as connection:
        nobody = no_account_yet(connection)
    if nobody:
        enrol(database)
    database.dispose()


def _wait_until_ready(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with _OPENER.open(f"{url}/ready", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.2)
    end = "ended with code " + str(process.returncode) if process.poll() is not None else "was not ready in time"
    _end(process)
    pytest.fail(f"the server {end}; its log:\n{log.read_text(errors='replace')[-8000:]}", pytrace=False)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

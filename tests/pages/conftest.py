"""The app without a browser: AppTest on a database of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner_utils import script_run_context

from data.engine import Database, open_database
from data.settings import read_settings
from data.startup import prepare
from pages.ui.levers.ladder import ladder
from pages.ui.session import actor, downloads
from tests.accounts import TOKEN, enrol
from tests.data.postgres import Postgres
from tests.pages.screen import Screen
from tests.pages.shared import own_database


@pytest.fixture(scope="session", autouse=True)
def no_search_for_components() -> Iterator[None]:
    """The app has no components of others; AppTest looks through all installed packages for some at every new session,
    which takes longer than the page. Nor does anybody read that a test sets a session's state outside a run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda *_found: [])
        patch.setattr(logging.getLogger(script_run_context.__name__), "disabled", True)
        yield


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres | None) -> str:
    """A migrated and seeded database to copy from: the path of a SQLite file or the name of a PostgreSQL template."""
    path = tmp_path_factory.mktemp("seeded") / "app.db"
    url = f"sqlite:///{path}" if postgres is None else postgres.create()
    database = open_database(read_settings({"DATABASE_URL": url}))
    prepare(database)
    enrol(database)
    database.dispose()
    return str(path) if postgres is None else postgres.make_template(url)


@pytest.fixture(autouse=True)
def data_folder(seeded: str, postgres: Postgres | None, tmp_path: Path) -> Iterator[Path]:
    """Every test has its own database and empty caches; files whose tests only read share one (`shared.py`)."""
    with own_database(seeded, postgres, tmp_path) as folder:
        yield folder


@pytest.fixture(scope="session", autouse=True)
def lan_is_signed_in() -> Iterator[None]:
    """Also for the pages that a file opens once for all its tests. AppTest has no cookies."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actor, "token", lambda: TOKEN)
        yield


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """The session of every page is Lan's, who holds every role; `signed_in(token)` makes it another's, "" nobody's."""

    def become(token: str) -> None:
        monkeypatch.setattr(actor, "token", lambda: token)

    return become


@pytest.fixture
def database(data_folder: Path) -> Iterator[Database]:
    """The test's database beside the app, as another process would have it."""
    opened = open_database(read_settings())
    yield opened
    opened.dispose()


@pytest.fixture
def show() -> Callable[..., Screen]:
    """`show("protection.py", btxh_muc_chuan="500000")`: the page as a link opens it in a new session."""
    return Screen.opened


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """What the download buttons of the pages shown would make, by file name."""
    made: dict[str, Callable[[], bytes]] = {}
    drawn = downloads.button

    def button(label: str, name: str, make: Callable[[], bytes], *, key: str) -> None:
        made[name] = make
        drawn(label, name, make, key=key)

    monkeypatch.setattr(downloads, "button", button)
    return made


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the component was given last, by its key, and what its parts call."""
    given: dict[str, Any] = {}

    def component(*, key: str, data: dict[str, Any], **callbacks: Callable[[], None]) -> None:
        given[key] = data
        given.update(callbacks)

    monkeypatch.setattr(ladder, "_served", [component])
    return given

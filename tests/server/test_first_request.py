"""The first request of a new process, over a raw websocket: no file of pages/ is ever served without the router."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.server import Server
from tests.bench.websocket_client import Run, Session

DEFAULT_TITLE = "Tổng quan"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Kinds of all messages the server has sent."""
    kinds: list[str] = []
    note = Run.note

    def listening(self: Run, message: ForwardMsg, size: int) -> None:
        kinds.append(str(message.WhichOneof("type")))
        note(self, message, size)

    monkeypatch.setattr(Run, "note", listening)
    return kinds


def title(run: Run) -> str:
    return next(element.heading.body for element in run.elements if element.HasField("heading"))


def controls(run: Run) -> set[str]:
    return set(run.kinds) & {"file_uploader", "slider", "number_input"}


@pytest.fixture(scope="module")
def later(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for those tests to whose requests it does not matter which came before."""
    folder = tmp_path_factory.mktemp("later")
    shutil.copy(seeded, folder / "app.db")
    with Server(env={"ANSINH_DATA_DIR": str(folder)}) as server:
        yield server


@pytest.mark.parametrize(
    "name", ["upload", *(pytest.param(n, marks=pytest.mark.long) for n in ("/upload", "/protection"))]
)
def test_a_file_name_as_first_request_runs_the_router(fresh: Server, heard: list[str], name: str) -> None:
    with Session(fresh.url, name) as session:
        assert "navigation" in heard, "the page ran without the router"
        assert title(session.first) == DEFAULT_TITLE
        assert controls(session.first) == set()


def test_later_requests_for_file_names_run_the_router_too(later: Server, heard: list[str]) -> None:
    for name in (
        "protection",
        "upload",
        "history",
        "pages/upload",
        "_router",
        "upload.py",
        "../app",
        "khong-co",
        "/upload",
        "/protection",
    ):
        heard.clear()
        with Session(later.url, name) as session:
            assert "navigation" in heard, name
            assert title(session.first) == DEFAULT_TITLE, name
            assert controls(session.first) == set(), name


def test_a_registered_address_as_first_request_opens_its_page(fresh: Server, heard: list[str]) -> None:
    with Session(fresh.url, "bao-tro-xa-hoi", "btxh-muc-chuan=500000") as session:
        assert "navigation" in heard
        assert title(session.first) == "Bảo trợ xã hội"
        assert session.first.exceptions == []
        assert session.widget(key="btxh-muc-chuan-so").proto.value == 500_000


def test_an_unknown_page_hash_is_answered_by_the_router(later: Server, heard: list[str]) -> None:
    with Session(later.url) as session:
        session.page_hash = "0" * 32
        heard.clear()
        assert title(session.rerun()) == DEFAULT_TITLE
        assert "navigation" in heard

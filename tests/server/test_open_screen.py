"""A screen left open while somebody else writes: it keeps its figures, says so, and changes only when asked."""

from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.engine import open_database
from data.settings import read_settings
from tests.bench.server import Server
from tests.bench.websocket_client import Run, Session
from tests.data.uploads import NAMES, apply, upload

NORM = "btxh-muc-chuan"


@pytest.fixture
def timers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the fragments that the server asks the browser to run again after a while."""
    ids: list[str] = []
    note = Run.note

    def listening(self: Run, message: ForwardMsg, size: int) -> None:
        if message.WhichOneof("type") == "auto_rerun":
            ids.append(message.auto_rerun.fragment_id)
        note(self, message, size)

    monkeypatch.setattr(Run, "note", listening)
    return ids


def said(run: Run) -> str:
    texts = [getattr(getattr(e, e.WhichOneof("type") or "markdown"), "body", "") for e in run.elements]
    return "\n".join(str(text) for text in texts if text)


def write_all_districts(folder: Path) -> None:
    database = open_database(read_settings({"ANSINH_DATA_DIR": str(folder)}))
    rows = [f"{code},{name},2023-12,Bảo trợ xã hội,7000,4100000000" for code, name in NAMES.items()]
    apply(database, upload(folder, *rows))
    database.dispose()


def test_an_open_screen_keeps_its_figures_and_learns_of_new_ones(
    fresh: Server, folder: Path, timers: list[str]
) -> None:
    with Session(fresh.url, "bao-tro-xa-hoi", f"moc=bao-cao&{NORM}=500000") as screen:
        assert "Tính trên 45.575 người." in said(screen.first)
        assert timers
        assert said(screen.rerun(timers[-1])) == ""
        write_all_districts(folder)

        moved = screen.move(screen.widget(key=NORM), 510_000)
        assert moved.fragment
        assert "lên 510.000 đồng/tháng" in said(moved)
        assert "Tính trên 45.575 người." in said(moved), "a move must not mix two versions on one screen"

        notice = screen.rerun(timers[-1])
        assert notice.fragment
        assert "Số liệu vừa được cập nhật (bản 2); trang đang hiện bản 1." in said(notice)

        again = screen.rerun()
        assert "Tính trên 42.000 người." in said(again)
        assert again.exceptions == []

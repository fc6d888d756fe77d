"""E1: what a page did not expect: the screen gets words and a number, the log one line with it, nobody anything
else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed

from tests.bench.server import Server
from tests.bench.websocket_client import Run, Session
from tests.server.failing_app import PERSON, WAYS

NEVER = re.compile(
    r"/work|/srv|/tmp|\.py\b|site-packages|Traceback|SELECT |INSERT |sqlite|sqlalche|no_such_table|version_head"
    r"|Canary|035193001234"
    r"|\bline \d|Error\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"mã (?:lỗi: )?([0-9a-f]{8})", re.IGNORECASE)
OF_STREAMLIT = ("new_session", "navigation")
"""Its own greeting tells every client where the main script lies; no setting keeps that back."""


@dataclass
class Heard:
    """Every message but Streamlit's greeting, as text."""

    messages: list[str] = field(default_factory=list)

    def leaks(self) -> list[str]:
        return [found[0] for message in self.messages for found in NEVER.finditer(message)]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    heard, note = Heard(), Run.note

    def listening(self: Run, message: ForwardMsg, size: int) -> None:
        if message.WhichOneof("type") not in OF_STREAMLIT:
            heard.messages.append(message.SerializeToString().decode("utf-8", errors="replace"))
        note(self, message, size)

    monkeypatch.setattr(Run, "note", listening)
    return heard


@pytest.fixture(scope="module")
def failing(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("failing")
    (folder / "app.db").write_bytes(seeded.read_bytes())
    with Server("tests.server.failing_app:app", env={"ANSINH_DATA_DIR": str(folder)}) as server:
        yield server


def errors_said(run: Run) -> list[str]:
    return [e.alert.body for e in run.elements if e.WhichOneof("type") == "alert" and e.alert.format == Alert.ERROR]


def lines_with(server: Server, number: str) -> list[str]:
    return [line for line in server.log.read_text(errors="replace").splitlines() if number in line]


def assert_told_and_logged(server: Server, run: Run, heard: Heard) -> str:
    """One sentence with a number, nothing else; that number once in the log, with the way to the place. Returns the
    line."""
    assert run.exceptions == []
    [said] = errors_said(run)
    [number] = NUMBER.findall(said)
    assert heard.leaks() == []
    [event] = lines_with(server, number)
    assert " in " in event
    assert "failing_app.py" in event or "failing_page.py" in event
    assert "Canary" not in event
    assert "\x1b" not in event
    return event


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_fails_says_a_number_and_no_more(failing: Server, heard: Heard, way: str) -> None:
    with Session(failing.url, "", f"loi={way}") as screen:
        event = assert_told_and_logged(failing, screen.first, heard)
        if way == "chuoi":
            assert "RuntimeError <- ValueError" in event
        if way == "cau-lenh":
            assert "OperationalError" in event
        if way == "mat-ket-noi":
            assert errors_said(screen.first)[0].startswith(
                "Mất kết nối cơ sở dữ liệu nên chưa đọc được số liệu. Mã lỗi: "
            )


@pytest.mark.parametrize("key", ["part", "called"])
@pytest.mark.parametrize("way", ["cau-lenh", "chuoi"])
def test_a_part_or_a_callback_that_fails_too(failing: Server, heard: Heard, way: str, key: str) -> None:
    with Session(failing.url, "", f"loi={way}&khi=bam") as screen:
        assert errors_said(screen.first) == []
        assert_told_and_logged(failing, screen.move(screen.widget(key=key), True), heard)


def test_nothing_of_what_was_worked_on_is_in_the_log(failing: Server) -> None:
    for way in WAYS:
        with Session(failing.url, "", f"loi={way}"):
            pass
    log = failing.log.read_text(errors="replace")
    assert log.count("script error") >= len(WAYS)
    assert not [line for line in log.splitlines() if "Canary" in line or "035193001234" in line]
    assert PERSON not in log
    assert "Traceback" not in log


MALFORMED = {
    "not a message": b"\xff\xff\xff\xff",
    "cut off": BackMsg(rerun_script={"query_string": "a" * 100}).SerializeToString()[:-20],
    "of another kind": b"\x0a\x05\x08\x96\x01\x12\x00",
    "HTML": b"<script>alert(1)</script>",
    "empty": b"",
}


@pytest.mark.parametrize("frame", MALFORMED)
def test_a_malformed_frame_is_answered_with_nothing_of_ours(failing: Server, heard: Heard, frame: str) -> None:
    with Session(failing.url) as screen:
        screen.socket.send(MALFORMED[frame])
        answered = Run()
        try:
            while True:
                screen.heard(answered, screen.socket.recv(timeout=1))
        except ConnectionClosed as closed:
            heard.messages.append(closed.rcvd.reason if closed.rcvd else "")
        except TimeoutError:
            pass
    assert heard.leaks() == []
    with Session(failing.url) as again:
        assert errors_said(again.first) == [], "the server goes on"


def test_a_damaged_database_is_said_in_words_on_the_page_itself(fresh: Server, folder: Path, heard: Heard) -> None:
    """The product's own page: figures that cannot be trusted are not shown."""
    file = folder / "app.db"
    with Session(fresh.url, "bao-tro-xa-hoi") as screen:
        assert errors_said(screen.first) == []
    content = bytearray(file.read_bytes())
    content[: 2 * 4096] = b"\xa5" * (2 * 4096)
    file.write_bytes(content)
    heard.messages.clear()
    with Session(fresh.url, "bao-tro-xa-hoi") as screen:
        said = [text for text in errors_said(screen.first) if "hỏng" in text]
        assert said
        assert NUMBER.search(said[0])
    assert heard.leaks() == []

"""The process that opens a file: what it may do, and what happens when it does not come back."""

import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest

from data.parsing import process
from data.parsing.limits import MEMORY_BYTES, SECONDS, Refusal
from data.parsing.process import CancellableRead
from tests.data.parsing.packages import package, row, sheet, text

CHILD = Path(process.__file__).with_name("child.py")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tệp tải lên"
    path.write_text("Huyện,Nhóm\nPhủ Lý,A\n", encoding="utf-8")
    return path


def heard(path: Path) -> list[Any]:
    with closing(process.messages(path, frozenset(("huyen",)))) as said:
        return list(said)[:3]


def refused(path: Path) -> Refusal:
    with pytest.raises(Refusal) as failure:
        heard(path)
    return failure.value


def instead(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Another program in the place of the child."""
    script = folder / "child.py"
    script.write_text(textwrap.dedent(code), encoding="utf-8")
    monkeypatch.setattr(process, "_CHILD", script)


def children() -> list[int]:
    return [child.pid for child in psutil.Process().children()]


def test_a_file_is_read_in_another_process_that_is_gone_afterwards(file: Path) -> None:
    before = children()
    with closing(process.messages(file, frozenset(("huyen",)))) as said:
        assert next(said) == {"sheet": {"name": "", "hidden": False}}
        assert len(children()) == len(before) + 1
    assert children() == before


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("import os; os.kill(os.getpid(), 11)", "crash"),
        ("import sys; sys.exit(1)", "crash"),
        ("print('{')", "crash"),
        ("print('[1,2')", "crash"),
        ("import os; os.close(0); os.close(1); os.abort()", "crash"),
        ("while True: print('[]' + ' ' * 1_000_000)", "too_much"),
    ],
)
def test_a_child_that_dies_or_raves_refuses_the_file(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, word: str
) -> None:
    before = children()
    instead(monkeypatch, tmp_path, code)
    assert refused(file).code == word
    assert children() == before


def test_a_child_that_never_answers_is_ended(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, tmp_path, "import time\nwhile True: time.sleep(1)")
    monkeypatch.setattr(process, "SECONDS", 0.3)
    began, before = time.monotonic(), children()
    assert refused(file).code == "time"
    assert time.monotonic() - began < 10
    assert children() == before


def test_a_child_that_cannot_be_started_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nirgends/python")
    assert refused(file).code == "busy"


def test_two_files_are_opened_at_a_time(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = 0, 0
    start, lock = process._start, threading.Lock()

    def counted(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        child = start(arguments)
        kill = child.kill

        def ended() -> None:
            nonlocal running
            with lock:
                running -= 1
            kill()

        child.kill = ended  # type: ignore[method-assign]
        return child

    monkeypatch.setattr(process, "_start", counted)
    threads = [threading.Thread(target=heard, args=(file,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def inside(code: str) -> str:
    """What a program says that runs as the child does, after the child's own precautions."""
    program = (
        f"import sys; sys.path.append({str(CHILD.parent.parent.parent)!r})\nfrom data.parsing import child\n{code}"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 9)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_neither_the_network_nor_another_process_can_be_reached(attempt: str) -> None:
    code = (
        f"child.deny()\ntry:\n    {attempt}\nexcept Exception as failure:\n    print(type(failure).__name__, failure)"
    )
    said = inside(code)
    assert "PermissionError" in said
    assert "Errno" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are the system's")
def test_memory_and_processor_time_are_bounded() -> None:
    code = f"""
child.limit({MEMORY_BYTES}, {SECONDS})
import resource
print(resource.getrlimit(resource.RLIMIT_CPU)[1], resource.getrlimit(resource.RLIMIT_CORE)[1])
try:
    bytearray({MEMORY_BYTES})
except MemoryError:
    print("bounded")
"""
    assert inside(code).split() == [str(SECONDS), "0", "bounded"]


BOUNDED = """
import sys; sys.path.append({root!r})
from data.parsing import child, limits, opening
{patch}
child.main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are the system's")
@pytest.mark.parametrize(
    ("patch", "code"),
    [
        ("limits.MEMORY_BYTES = 300_000_000; opening.hand_over = lambda *_: bytearray(400_000_000)", "heavy"),
        ("limits.SECONDS = 1; opening.hand_over = lambda *_: [None for _ in iter(int, 1)]", "crash"),
    ],
)
def test_the_limits_of_the_system_end_in_a_refusal_and_leave_nothing(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patch: str, code: str
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(process, "_ENVIRONMENT", (*process._ENVIRONMENT, "TMPDIR"))
    monkeypatch.setenv("TMPDIR", str(temporary))
    before = children()
    instead(monkeypatch, tmp_path, BOUNDED.format(root=str(CHILD.parent.parent.parent), patch=patch))
    assert refused(file).code == code
    assert children() == before
    assert list(temporary.iterdir()) == []


def test_links_of_a_workbook_lead_nowhere(tmp_path: Path) -> None:
    link = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    path = tmp_path / "tep"
    path.write_bytes(package(sheet(row(1, text("A1", "x"))), more={"xl/externalLinks/externalLink1.xml": link}))
    assert [message for message in heard(path) if isinstance(message, list)] == [[[1, ["x"], 0]]]


def test_the_child_needs_no_site_packages_and_gets_no_secrets(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSINH_DATABASE_URL", "postgresql://x:secret@y/z")
    monkeypatch.setenv("PYTHONSTARTUP", "x")
    child = process._start([str(CHILD), str(file), *process._import_paths(process._LIBRARIES)])
    environment = Path(f"/proc/{child.pid}/environ")
    if environment.exists():
        assert b"secret" not in environment.read_bytes()
    assert child.stdin is not None
    assert child.stdout is not None
    process._send(child.stdin, [])
    assert b'"book"' in child.stdout.read()
    child.stdout.close()
    assert child.wait(10) == 0


def test_a_reading_that_is_called_off_ends_its_child_and_leaves_its_place(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, tmp_path, "import time\nwhile True: time.sleep(1)")
    readings, before, ends = [CancellableRead() for _place in range(4)], children(), list[str]()

    def read(reading: CancellableRead) -> None:
        with reading.running():
            ends.append(refused(file).code)

    readers = [threading.Thread(target=read, args=(reading,)) for reading in readings]
    for reader in readers:
        reader.start()
    until = time.monotonic() + 10
    while len(children()) < len(before) + 2:
        assert time.monotonic() < until
        time.sleep(0.02)
    for reading in readings:  # two at work, two waiting for a place
        reading.cancel()
    for reader in readers:
        reader.join(10)
    assert ends == ["crash"] * 4
    assert children() == before

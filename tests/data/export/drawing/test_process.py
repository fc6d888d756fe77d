"""The process that draws: what it may do, and what is said when no file comes."""

import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import psutil
import pytest

from data.export.drawing import child, process
from data.export.drawing.process import NotDrawn, draw
from tests.data.export.drawing.sheets import sheet

ROOT = Path(process.__file__).parents[3]


def instead(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Another program in the place of the child."""
    script = folder / "child.py"
    script.write_text(textwrap.dedent(code), encoding="utf-8")
    monkeypatch.setattr(process, "_CHILD", script)


def children() -> list[int]:
    return [one.pid for one in psutil.Process().children()]


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.kill(os.getpid(), 11)",
        "import sys; sys.exit(1)",
        "print('NO')",
        "",
        "import sys; sys.stdout.write('OK\\n<svg'); sys.stdout.flush(); import os; os.abort()",
    ],
)
def test_a_child_that_dies_gives_words_and_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    before = children()
    instead(monkeypatch, tmp_path, code)
    with pytest.raises(NotDrawn, match=r"Không vẽ được bản đồ thành tệp\. Tải tệp CSV hoặc Excel"):
        draw(sheet(), "png")
    assert children() == before


def test_a_child_that_never_answers_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, tmp_path, "import time\nwhile True: time.sleep(1)")
    monkeypatch.setattr(process, "SECONDS", 0.4)
    began, before = time.monotonic(), children()
    with pytest.raises(NotDrawn, match=r"Chưa vẽ xong sau 0\.4 giây"):
        draw(sheet(), "pdf")
    assert time.monotonic() - began < 10
    assert children() == before


def test_a_child_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nirgends/python")
    with pytest.raises(NotDrawn, match="chưa khởi động được"):
        draw(sheet(), "svg")


def test_two_are_drawn_at_a_time_and_the_third_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, tmp_path, "import time; time.sleep(3); print('OK')")
    threads = [threading.Thread(target=draw, args=(sheet(), "svg")) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    monkeypatch.setattr(process, "SECONDS", 0.2)
    with pytest.raises(NotDrawn, match="đang vẽ nhiều bản đồ khác"):
        draw(sheet(), "svg")
    for thread in threads:
        thread.join()


def inside(code: str) -> subprocess.CompletedProcess[str]:
    """A program that runs as the child does."""
    program = (
        f"import sys; sys.path += {[str(ROOT), *process._places()]!r}\nfrom data.export.drawing import child\n{code}"
    )
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, timeout=90, check=False
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are the system's")
def test_memory_and_processor_time_are_bounded() -> None:
    run = inside(
        "child.limit(); import resource\n"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[1], resource.getrlimit(resource.RLIMIT_CORE)[1])\n"
        "try: bytearray(child.MEMORY_BYTES)\nexcept MemoryError: print('bounded')"
    )
    assert run.stdout.split() == [str(child.SECONDS), "0", "bounded"], run.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are the system's")
def test_a_drawing_that_needs_more_memory_than_it_may_have_ends_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(
        monkeypatch,
        tmp_path,
        f"import sys; sys.path.append({str(ROOT)!r})\nfrom data.export.drawing import child\n"
        "child.MEMORY_BYTES = 60_000_000\nchild.main()",
    )
    with pytest.raises(NotDrawn, match="Không vẽ được"):
        draw(sheet(), "svg")


def test_the_house_that_draws_loads_no_tables_no_screen_and_no_database() -> None:
    run = inside(
        "sys.stdin = open('/dev/null')\nfrom data.export.drawing import layout, paper\n"
        "print(sorted({'polars', 'numpy', 'pandas', 'streamlit', 'sqlalchemy', 'openpyxl'} & sys.modules.keys()))"
    )
    assert run.stdout.strip() == "[]", run.stderr


def test_data_of_others_is_never_fetched() -> None:
    """A drawing that named an address would be refused by the engine: none is allowed."""
    run = inside(
        "import vl_convert, json\n"
        "spec = {'data': {'url': 'http://127.0.0.1:9/x.json'}, 'mark': 'point'}\n"
        "try: vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])\nexcept ValueError as failure: print(failure)"
    )
    assert "not allowed" in run.stdout.lower(), run.stdout + run.stderr


def test_the_child_gets_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://x:secret@y/z")
    instead(monkeypatch, tmp_path, "import os; print('OK'); print(sorted(os.environ))")
    said = draw(sheet(), "svg").decode()
    assert "DATABASE_URL" in os.environ
    assert "DATABASE_URL" not in said

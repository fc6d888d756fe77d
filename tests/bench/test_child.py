"""What the process that opens files takes: memory as a multiple of the file, up to the limits; time is printed."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data.ingest.base import Book
from data.ingest.reading import read_book
from data.parsing import process
from data.parsing.limits import MOST_BYTES
from tests.data.ingest.books import HEADINGS
from tests.data.parsing.encoded import tcvn3, windows_1258
from tests.data.parsing.packages import number, package, row, sheet, strings, text

BASE_MB, TIMES_THE_FILE = 60, 10
MEBIBYTE = 1024 * 1024
HEADER = "Mã huyện,Huyện,Kỳ,Nhóm,Số người,Kinh phí,Ghi chú"
# Only the process itself knows its peak: what the system reports of a child that was forked starts at its parent's.
MEASURED = """
import os, runpy
try:
    runpy.run_path({child!r}, run_name="__main__")
finally:
    with open("/proc/self/status") as status, open({peak!r} + ".part", "w") as out:
        out.write(next(line.split()[1] for line in status if line.startswith("VmHWM")))
    os.replace({peak!r} + ".part", {peak!r})
"""

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process is read from /proc"),
]


def lines(rows: int, note: int) -> str:
    chance = random.Random(7)
    body = (
        f"347,Phủ Lý,2023-{n % 12 + 1:02d},Bảo trợ xã hội {n},{chance.randrange(10**4)},{chance.randrange(10**10)},"
        + ("người cao tuổi hưởng trợ cấp xã hội hằng tháng " * 9)[:note]
        for n in range(rows)
    )
    return "\r\n".join((HEADER, *body)) + "\r\n"


def workbook(rows: int, columns: int, shared: int = 0) -> bytes:
    """A workbook of true numbers, and, if asked, of as many different shared strings."""
    letters = [chr(65 + n) for n in range(columns)]
    chance = random.Random(7)
    data = [row(1, text("A1", "Huyện"), text("B1", "Nhóm"))]
    for line in range(2, rows + 2):
        cells = [number(f"{letter}{line}", str(chance.randrange(10**9))) for letter in letters]
        if shared:
            cells[0] = f'<c r="A{line}" t="s"><v>{line % shared}</v></c>'
        data.append(row(line, *cells))
    texts = strings(*(f"<t>Hộ nghèo xã {n}</t>" for n in range(shared))) if shared else ""
    return package(sheet("".join(data)), shared=texts)


FILES: dict[str, Callable[[], bytes]] = {
    "csv, 1 000 rows": lambda: lines(1_000, 0).encode(),
    "csv, 32 700 rows": lambda: lines(32_700, 40).encode(),
    "csv, 50 000 rows": lambda: lines(50_000, 0).encode(),
    "csv, 20 MB": lambda: lines(49_000, 270).encode()[:MOST_BYTES].rsplit(b"\n", 1)[0],
    "csv, utf-16": lambda: lines(49_000, 90).encode("utf-16"),
    "csv, windows-1258": lambda: windows_1258(lines(1_000, 90)) * 45,
    "csv, tcvn3": lambda: tcvn3(lines(1_000, 90)).encode("cp1252") * 45,
    "xlsx, 1 000 rows": lambda: workbook(1_000, 6),
    "xlsx, 32 700 rows": lambda: workbook(32_700, 6, shared=1_000),
    "xlsx, 50 000 rows": lambda: workbook(50_000, 6, shared=50_000),
    "xlsx, 40 MB unpacked": lambda: workbook(38_000, 26),
}

BETWEEN = ("csv, 32 700 rows", "csv, 50 000 rows", "xlsx, 32 700 rows")
"""Files between a small one and those at the limits, which are read in every run."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long if name in BETWEEN else ()) for name in FILES]
)
def test_memory_is_a_multiple_of_the_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, say: Callable[[str], None]
) -> None:
    peak, script, file = tmp_path / "peak", tmp_path / "child.py", tmp_path / "tep"
    script.write_text(MEASURED.format(child=str(process._CHILD), peak=str(peak)), encoding="utf-8")
    monkeypatch.setattr(process, "_CHILD", script)
    file.write_bytes(FILES[name]())
    size = file.stat().st_size / MEBIBYTE
    began = time.perf_counter()
    found = read_book(file, "tep", HEADINGS)
    spent = time.perf_counter() - began
    assert isinstance(found, Book), found
    # The child writes it on its way out, after its answer; under this name only what is whole.
    while not peak.exists() and time.perf_counter() - began < spent + 10:
        time.sleep(0.05)
    taken = int(peak.read_text()) / 1024
    most = BASE_MB + TIMES_THE_FILE * size
    rows = len(found.sheets[0].rows)
    say(f"{name:22} {size:6.2f} MB, {rows:6} rows: child {taken:6.1f} MB of {most:6.1f}, read in {spent:5.2f} s")
    assert taken <= most

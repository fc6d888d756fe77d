"""Files made to bring a reader down, through the real entrance: refused in words, soon, in little memory, with nobody
dead."""

from __future__ import annotations

import gzip
import io
import struct
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from data.ingest import check_file
from tests.data.parsing.packages import MAIN, package, row, sheet, strings, text

SECONDS = 10.0
MB = 500
GIB = 1 << 30
CENTRAL = b"PK\x01\x02"
TABLE = "".join(row(line, text(f"A{line}", "Phủ Lý"), text(f"B{line}", "1")) for line in (1, 2))


def deflated(size: int, piece: bytes) -> bytes:
    """A raw deflate stream of about `size` bytes: the same piece over and over, compressed once."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = piece * ((1 << 20) // len(piece))
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return once * (size >> 20) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def with_part(raw: bytes, name: str, stream: bytes, size: int) -> bytes:
    """The archive with one more part that says it unpacks to `size`."""
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, stream)
        place = archive.getinfo(name).header_offset
    made = bytearray(out.getvalue())
    entry = made.rindex(CENTRAL)
    for method, unpacked in ((place + 8, place + 22), (entry + 10, entry + 24)):
        struct.pack_into("<H", made, method, zipfile.ZIP_DEFLATED)
        struct.pack_into("<I", made, unpacked, size)
    return bytes(made)


def zip_bomb_in_a_part() -> bytes:
    """A megabyte that unpacks to a gibibyte, and says so."""
    return with_part(package(sheet(TABLE)), "xl/media/image1.png", deflated(GIB, b"\0" * 1024), GIB)


def zip_bomb_that_lies() -> bytes:
    """The same, as a sheet, that claims a kilobyte."""
    rows = deflated(GIB, b"<row/>" * 512)
    return with_part(package(sheet(TABLE)), "xl/worksheets/sheet2.xml", rows, 1024)


def zip_bomb_of_shared_parts() -> bytes:
    """Nine hundred parts that all unpack the same megabytes: little in the file, forty gigabytes outside."""
    raw = with_part(package(sheet(TABLE)), "xl/media/a.png", deflated(45 << 20, b"\0" * 1024), 45 << 20)
    end = raw.rindex(b"PK\x05\x06")
    entry = raw[raw.rindex(CENTRAL) : end]
    more = b"".join(entry.replace(b"a.png", f"{n:05}".encode()) for n in range(900))
    tail = bytearray(raw[end:])
    count, size = struct.unpack_from("<H", tail, 10)[0] + 900, struct.unpack_from("<I", tail, 12)[0] + len(more)
    struct.pack_into("<HHI", tail, 8, count, count, size)
    return raw[:end] + more + bytes(tail)


def many_parts() -> bytes:
    return package(sheet(TABLE), more={f"xl/media/{n}.png": b"" for n in range(20_000)})


def an_entry_twice() -> bytes:
    out = io.BytesIO(package(sheet(TABLE)))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", sheet(TABLE.replace("Phủ Lý", "Duy Tiên")))
    return out.getvalue()


def gzip_bomb() -> bytes:
    """A gibibyte of text as a megabyte under the name of a CSV file."""
    head = gzip.compress(b"")[:10]
    return head + deflated(GIB, b"a,b\n" * 256) + bytes(8)


def entities(*declared: str, root: str, used: str) -> bytes:
    return package(sheet(TABLE), shared=f"<!DOCTYPE foo [{''.join(declared)}]><{root} xmlns='{MAIN}'>{used}</{root}>")


def billion_laughs() -> bytes:
    levels = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return entities('<!ENTITY a0 "ha">', *levels, root="sst", used="<si><t>&a9;</t></si>")


def quadratic_blowup() -> bytes:
    """One long entity used very often, as in the bomb of a well-known library of spreadsheets."""
    return entities(f'<!ENTITY a "{"a" * 9_000}">', root="sst", used="<si><t>" + "&a;" * 50_000 + "</t></si>")


def empty_entities() -> bytes:
    """Entities of nothing, which no limit on text stops."""
    levels = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 4}">' for n in range(1, 6)]
    return entities('<!ENTITY a0 "">', *levels, root="sst", used="<si><t>" + "&a5;" * 50_000 + "</t></si>")


def outside_entity() -> bytes:
    return entities('<!ENTITY x SYSTEM "file:///etc/passwd">', root="sst", used="<si><t>&x;</t></si>")


def outside_document_type() -> bytes:
    return package(sheet(TABLE), shared='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><sst/>')


def one_string_in_every_cell() -> bytes:
    """A megabyte of shared string that thousands of cells point to."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    return package(sheet(cells), shared=strings(f"<t>{'f' * 1_000_000}</t>"))


BOMBS: dict[Callable[[], bytes], str] = {
    zip_bomb_in_a_part: "bung ra quá 40 MB",
    zip_bomb_that_lies: "bị hỏng",
    zip_bomb_of_shared_parts: "bung ra quá 40 MB|bị hỏng",
    many_parts: "vượt giới hạn 1000|vượt giới hạn 1.000",
    an_entry_twice: "trùng tên",
    gzip_bomb: "tệp nén gzip",
    billion_laughs: "khai báo kiểu tài liệu",
    quadratic_blowup: "khai báo kiểu tài liệu",
    empty_entities: "khai báo kiểu tài liệu",
    outside_entity: "khai báo kiểu tài liệu",
    outside_document_type: "khai báo kiểu tài liệu",
    one_string_in_every_cell: "32.767|32767|quá lớn",
}


@contextmanager
def watched() -> Iterator[list[float]]:
    """The most memory of their own that the children of this process had together, in MB, looked at every few
    milliseconds: one that was just forked seems to hold all that the tests hold."""
    most, ended = [0.0], threading.Event()
    before = {child.pid for child in psutil.Process().children(recursive=True)}

    def look() -> None:
        while not ended.wait(0.005):
            here = 0.0
            for child in psutil.Process().children(recursive=True):
                if child.pid not in before:
                    try:
                        here += child.memory_full_info().uss / 2**20
                    except psutil.NoSuchProcess:
                        continue
            most[0] = max(most[0], here)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield most
    finally:
        ended.set()
        watcher.join()


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_bombs_are_refused_soon_and_in_little_memory(bomb: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "tep"
    path.write_bytes(bomb())
    assert path.stat().st_size < 3 << 20, "a bomb is small"
    own, began = psutil.Process().memory_info().rss, time.monotonic()
    with watched() as most:
        check = check_file(path, "chi-tra.xlsx", "payments")
    assert time.monotonic() - began < SECONDS
    assert check.status == "refused"
    assert check.reading is None, "nothing of it may be kept"
    (message,) = check.messages
    assert any(words in message for words in BOMBS[bomb].split("|")), message
    assert "chưa xong" not in message, "it was the clock that ended it"
    assert 0 < most[0] < MB
    assert (psutil.Process().memory_info().rss - own) / 2**20 < 100

"""A workbook of a few kilobytes that would fill the memory of a careless reader, sent again and again while others
read."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from tests.bench.crowd import Waited, busy, gathered
from tests.bench.raw_upload import bring
from tests.bench.server import Server
from tests.bench.test_load import mover
from tests.bench.websocket_client import Run, Session
from tests.data.parsing.packages import number, package, row, sheet, text
from tests.server.staff import enrol_one_of_each_role, token_of

READERS = 5
READING_SECONDS = 0.2
PATIENCE_SECONDS = 120
"""How long files may go on coming until the readers have been answered as often as asked for, on a busy machine."""
FILES = {
    "corner": ("XFD1048576", 1_048_576),
    "row": ("A1048576", 1_048_576),
    "column": ("XFD3", 3),
    "twenty thousand": ("ZZ20000", 20_000),
}


def far_cell(place: str, line: int) -> bytes:
    """A small, sound table of payments with one stray cell far away."""
    names = ("district_code", "district", "period", "group", "beneficiaries", "monthly_amount_vnd")
    values = ("347", "Phủ Lý", "2023-12", "Người có công", "3912", "9168250000")
    rows = {
        1: [text(f"{letter}1", name) for letter, name in zip("ABCDEF", names, strict=True)],
        2: [text(f"{letter}2", value) for letter, value in zip("ABCDEF", values, strict=True)],
        line: [number(place, "1")],
    }
    return package(sheet("".join(row(at, *cells) for at, cells in rows.items())))


def said(run: Run) -> str:
    return "\n".join(getattr(getattr(e, e.WhichOneof("type") or "markdown"), "body", "") for e in run.elements)


@dataclass
class Reading:
    """What the readers met, known when reading has ended."""

    waited: Waited = field(default_factory=Waited)


@contextmanager
def others_reading(server: Server) -> Iterator[Reading]:
    """Five tabs whose levers move all the while."""
    reading, ended = Reading(), threading.Event()

    async def read() -> None:
        async with gathered([server.url], "bao-tro-xa-hoi", READERS) as tabs:
            move = mover()
            while not ended.is_set():
                part = await busy(tabs, move, seconds=1, think=READING_SECONDS)
                reading.waited.ms += part.ms
                reading.waited.failures += part.failures

    thread = threading.Thread(target=asyncio.run, args=(read(),))
    thread.start()
    try:
        yield reading
    finally:
        ended.set()
        thread.join(60)
    assert not thread.is_alive()


@pytest.mark.parametrize("times", [5, pytest.param(20, marks=pytest.mark.long)])
def test_far_cells_are_refused_while_others_read(fresh: Server, folder: Path, times: int) -> None:
    enrol_one_of_each_role(folder)
    cookie = {"cookie": f"ansinh={token_of('uploader')}"}
    process = psutil.Process(fresh.process.pid)
    born = process.create_time()
    refusals = []
    with others_reading(fresh) as reading, Session(fresh.url, "cap-nhat-so-lieu", headers=cookie, patience=60) as clerk:
        until = time.monotonic() + PATIENCE_SECONDS
        # Files come until the readers have been answered READERS times a file: on a busy machine that takes more files.
        for turn in itertools.count():
            if turn >= times and (len(reading.waited.ms) >= READERS * times or time.monotonic() > until):
                break
            kind, (place, line) = list(FILES.items())[turn % len(FILES)]
            (uploader,) = (widget for widget in clerk.widgets.values() if widget.kind == "file_uploader")
            brought = bring(clerk, uploader, f"{kind}.xlsx", far_cell(place, line))
            assert brought.status == 204
            assert brought.run is not None
            assert brought.run.exceptions == []
            refusals.append((place, said(brought.run)))
    assert fresh.process.poll() is None
    assert process.create_time() == born
    assert reading.waited.failures == []
    assert len(reading.waited.ms) >= READERS * times, "nobody read meanwhile"
    for place, words in refusals:
        assert place in words, words[:2000]
    assert "Traceback" not in fresh.log.read_text(errors="replace")
    assert fresh.rss_mb() < 1_000

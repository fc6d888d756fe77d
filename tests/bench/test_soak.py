"""Half an hour of an office's day: thirty tabs go from page to page and move levers, somebody brings a file every
minute."""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from tests.bench.crowd import Act, Visitor, Waited, alone, busy, gathered
from tests.bench.raw_upload import bring
from tests.bench.server import PRODUCT_APP, Server
from tests.bench.test_load import mover
from tests.bench.test_page import ON_REPORT, PAGE, gate
from tests.bench.websocket_client import Run, Session
from tests.data.uploads import HEADER, NAMES
from tests.server.staff import enrol_one_of_each_role, token_of

TABS, THINK = 30, 5.0
MOVES_A_PAGE = 3
PAGES = ("", PAGE, "viec-lam", "nguoi-co-cong", "ban-do", PAGE, "giam-ngheo", "huong-dan", "lich-su-cap-nhat")
MINUTES = float(os.environ.get("ANSINH_SOAK_MINUTES", "30"))
SETTLING = 10.0
"""Minutes until caches are full."""
MB_A_MINUTE = 1.0
WAITED_MS = 1_000.0
SAMPLE_SECONDS = 2.0

Say = Callable[[str], None]

pytestmark = [pytest.mark.bench, pytest.mark.long]


def browser() -> Act:
    """Each tab walks through the pages from a place of its own; where the slider is, it moves it a few times."""
    paths: dict[Visitor, Iterator[str]] = {}
    moves_left: dict[Visitor, int] = {}
    move = mover()

    async def act(visitor: Visitor) -> Run:
        if moves_left.get(visitor, 0) > 0:
            moves_left[visitor] -= 1
            return await move(visitor)
        if visitor not in paths:
            first = len(paths) % len(PAGES)
            paths[visitor] = itertools.cycle(PAGES[first:] + PAGES[:first])
        page = next(paths[visitor])
        moves_left[visitor] = MOVES_A_PAGE if page == PAGE else 0
        return await visitor.visit(page)

    return act


def file(number: int) -> bytes:
    """Payments of all districts, other figures each time."""
    chance = random.Random(number)
    rows = [
        f"{code},{name},2023-{1 + number % 12:02},Bảo trợ xã "
        f"hội,{chance.randint(6_000, 8_000)},{chance.randint(3, 5)}000000000"
        for code, name in NAMES.items()
    ]
    return "\n".join([HEADER, *rows, ""]).encode()


@dataclass
class Clerk:
    """Brings a file a minute and throws the draft away; `headers` carry the cookie of a login."""

    server: Server
    headers: Mapping[str, str]
    brought: int = 0
    failures: list[str] = field(default_factory=list)

    def bring_one(self) -> None:
        with Session(self.server.url, "cap-nhat-so-lieu", headers=self.headers, patience=60) as tab:
            (uploader,) = (widget for widget in tab.widgets.values() if widget.kind == "file_uploader")
            answer = bring(tab, uploader, f"chi-tra-{self.brought}.csv", file(self.brought))
            if answer.run is None:
                self.failures.append(f"the file was answered with {answer.status}")
                return
            self.failures += answer.run.exceptions
            self.failures += tab.move(tab.widget(key="tai-tep-bo"), True).exceptions
        self.brought += 1

    @contextmanager
    def at_work(self, every: float) -> Iterator[None]:
        ended = threading.Event()

        def work() -> None:
            while not ended.wait(every):
                try:
                    self.bring_one()
                except Exception as failure:
                    self.failures.append(repr(failure))

        thread = threading.Thread(target=work)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(90)


def slope(samples: list[tuple[float, float]]) -> float:
    """MB a minute, by the median of the slopes between points far apart (Theil-Sen): one peak does not tilt it."""
    apart = len(samples) // 3
    slopes = [
        (after[1] - before[1]) / (after[0] - before[0]) for before, after in zip(samples, samples[apart:], strict=False)
    ]
    return statistics.median(slopes)


@dataclass
class Soaked:
    waited: Waited
    memory: list[tuple[float, float]]
    """Minutes since the start, MB."""
    clerk: Clerk
    log: str


async def soak(server: Server, memory: list[tuple[float, float]]) -> Waited:
    began = time.monotonic()

    async def sample() -> None:
        while True:
            memory.append(((time.monotonic() - began) / 60, server.rss_mb()))
            await asyncio.sleep(SAMPLE_SECONDS)

    async with gathered([server.url], "", TABS, query=ON_REPORT, patience=60) as tabs:
        sampling = asyncio.create_task(sample())
        try:
            return await busy(tabs, browser(), seconds=MINUTES * 60, think=THINK)
        finally:
            sampling.cancel()


@pytest.fixture(scope="module")
def soaked(say: Say) -> Soaked:
    with Server(PRODUCT_APP) as server:
        enrol_one_of_each_role(server.home / "data")
        clerk = Clerk(server, {"cookie": f"ansinh={token_of('uploader')}"})
        memory: list[tuple[float, float]] = []
        with clerk.at_work(every=60.0):
            waited = alone(soak(server, memory))
        log = server.log.read_text(errors="replace")
    say(f"{MINUTES:g} minutes, {TABS} tabs: {waited}; {clerk.brought} files")
    by_minute = [
        statistics.median(mb for at, mb in memory if minute <= at < minute + 1) for minute in range(int(MINUTES))
    ]
    say("RSS by minute, MB: " + " ".join(f"{mb:.0f}" for mb in by_minute))
    return Soaked(waited, memory, clerk, log)


def test_memory_settles(soaked: Soaked, say: Say) -> None:
    if MINUTES < 2 * SETTLING:
        pytest.skip("too short a soak to tell filling caches from growth")
    settled = [sample for sample in soaked.memory if sample[0] >= SETTLING]
    gate(say, "RSS growth once settled, MB a minute", slope(settled), MB_A_MINUTE)


def test_nobody_waits_long(soaked: Soaked, say: Say) -> None:
    assert soaked.waited.failures == []
    assert len(soaked.waited.ms) >= TABS * MINUTES * 60 / THINK / 2
    gate(say, "p95 of what tabs waited for, ms", soaked.waited.timing.p95, WAITED_MS)


def test_every_file_was_taken_and_the_log_is_clean(soaked: Soaked) -> None:
    assert soaked.clerk.failures == []
    assert soaked.clerk.brought >= 0.8 * MINUTES - 1
    assert "Traceback" not in soaked.log, soaked.log[-3000:]
    assert "script error" not in soaked.log

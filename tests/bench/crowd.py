"""Many tabs at once, from one thread: visitors who do something, read for a while, and do it again."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from tests.bench.rounds import Timing
from tests.bench.websocket_client import Run, Tab

OPENED_AT_ONCE = 4
NOTICE_SECONDS = 30.0
"""How often a tab asks by itself whether there are new figures (page_frame.py)."""
Result = TypeVar("Result")


class Visitor(Tab):
    """A tab that waits without holding up the others: `async with Visitor(url, page) as tab: await tab.move(key, 5)`.

    Entering connects and makes the first full run (`first`). Raises TimeoutError after `patience` seconds of silence.
    """

    async def __aenter__(self) -> Self:
        address, options = self.connection()
        self.addresses: dict[str, str] = {}
        self._notice, self._noticed = "", time.perf_counter()
        async with AsyncExitStack() as opened:
            self._socket = await opened.enter_async_context(connect(address, **options))
            self.first = await self.rerun()
            self._opened = opened.pop_all()
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self._opened.aclose()

    async def rerun(self, fragment_id: str = "") -> Run:
        """Run the page or a fragment; `ms` is from sending the message to the word that the script has ended."""
        payload, run = self.asked(fragment_id), Run()
        began = time.perf_counter()
        await self._socket.send(payload)
        while not self.heard(run, await asyncio.wait_for(self._socket.recv(), self.patience)):
            pass
        run.ms = (time.perf_counter() - began) * 1e3
        return run

    async def move(self, key: str, value: Any) -> Run:
        """Set the widget of that key and run its fragment."""
        widget = self.widget(key=key)
        self.put(widget, value)
        return await self.rerun(widget.fragment_id)

    async def visit(self, page: str) -> Run:
        """Go to another page as a click in the list of pages does."""
        self.page, self.page_hash = page, self.addresses[page]
        self.states.clear()
        self.query.clear()
        return await self.rerun()

    async def look(self) -> None:
        """Ask for new figures when it is time to, as every tab does by itself."""
        if self._notice and time.perf_counter() - self._noticed > NOTICE_SECONDS:
            self._noticed = time.perf_counter()
            await self.rerun(self._notice)

    def understood(self, run: Run, message: ForwardMsg) -> bool:
        if message.HasField("auto_rerun"):
            self._notice = message.auto_rerun.fragment_id
        elif message.HasField("navigation"):
            pages = message.navigation.app_pages
            self.addresses = {"" if page.is_default else page.url_pathname: page.page_script_hash for page in pages}
        return super().understood(run, message)


Act = Callable[[Visitor], Awaitable[Run]]


@dataclass
class Waited:
    """What a busy crowd waited for: milliseconds of each act, what went wrong, seconds it lasted, its own processor
    seconds."""

    ms: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    own_cpu: float = 0.0

    @property
    def timing(self) -> Timing:
        return Timing.of(self.ms, [0.0])

    @property
    def rate(self) -> float:
        """Acts a second."""
        return len(self.ms) / self.seconds

    def __str__(self) -> str:
        of = self.timing
        return (
            f"{len(self.ms)} in {self.seconds:.0f} s = {self.rate:.1f}/s, p50 {of.median_ms:.1f}, p95 {of.p95:.1f}, "
            "most "
            f"{max(self.ms):.1f} ms, {len(self.failures)} failed; the crowd itself took "
            f"{self.own_cpu / self.seconds:.2f} processors"
        )


def alone(work: Coroutine[Any, Any, Result]) -> Result:
    """Run on a thread of its own: a driver of browsers keeps an event loop on the main one."""
    with ThreadPoolExecutor(1) as own:
        return own.submit(asyncio.run, work).result()


@asynccontextmanager
async def gathered(
    urls: Sequence[str], page: str, count: int, *, query: str | Callable[[int], str] = "", **options: Any
) -> AsyncIterator[list[Visitor]]:
    """So many tabs on a page, spread over the servers in turn; a few come in at a time. `query` may differ from tab to
    tab. A first run that failed raises."""
    doors = asyncio.Semaphore(OPENED_AT_ONCE)
    async with AsyncExitStack() as stack:

        async def come(number: int) -> Visitor:
            asked = query if isinstance(query, str) else query(number)
            async with doors:
                visitor = await stack.enter_async_context(Visitor(urls[number % len(urls)], page, asked, **options))
            if visitor.first.exceptions:
                raise RuntimeError(f"{page}: {visitor.first.exceptions}")
            return visitor

        yield list(await asyncio.gather(*(come(number) for number in range(count))))


async def busy(visitors: Sequence[Visitor], act: Act, *, seconds: float, think: float, warm: float = 0.0) -> Waited:
    """Everybody acts, thinks (half to one and a half times `think`), acts again; the first `warm` seconds do not
    count."""
    waited = Waited()
    begins = time.perf_counter() + warm
    ends = begins + seconds

    async def stay(visitor: Visitor, chance: random.Random) -> None:
        await asyncio.sleep(chance.uniform(0, think))
        while time.perf_counter() < ends:
            asked = time.perf_counter()
            try:
                run = await act(visitor)
            except Exception as failure:
                waited.failures.append(repr(failure))
                return
            waited.failures += run.exceptions
            if begins <= asked:
                waited.ms.append(run.ms)
            await visitor.look()
            await asyncio.sleep(chance.uniform(0.5, 1.5) * think)

    async def count() -> None:
        await asyncio.sleep(warm)
        cpu = time.thread_time()
        await asyncio.sleep(seconds)
        waited.own_cpu = time.thread_time() - cpu

    # Seeded, so that two runs of a test press the server alike.
    await asyncio.gather(count(), *(stay(visitor, random.Random(n)) for n, visitor in enumerate(visitors)))
    waited.seconds = seconds
    return waited

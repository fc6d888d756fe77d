"""What several things cost, timed in turn in one run, so that their ratios survive a busy machine.

Gates judge processor time, not the clock: what else the machine does makes everything wait, but hardly makes it work
more. Of the calls of a contestant the one that took least counts; whatever disturbs a call only adds to it."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Timing:
    """What one contestant took: wall milliseconds a call, and CPU milliseconds a call (of this process, or of whatever
    the clock of `interleave` counts): the median of all calls and of the least one."""

    median_ms: float
    min_ms: float
    p95: float
    cpu_ms: float
    least_cpu_ms: float
    samples: tuple[float, ...]

    @classmethod
    def of(cls, samples: list[float], cpu: list[float]) -> "Timing":
        """The summary of wall and CPU samples in milliseconds; p95 is the smallest sample that 95 % do not exceed."""
        ordered = sorted(samples)
        rank = -(-len(ordered) * 95 // 100) - 1
        return cls(
            statistics.median(ordered), ordered[0], ordered[rank], statistics.median(cpu), min(cpu), tuple(samples)
        )

    def __str__(self) -> str:
        return (
            f"p50 {self.median_ms:9.3f}  min {self.min_ms:9.3f}  p95 {self.p95:9.3f}"
            f"  cpu {self.cpu_ms:9.3f} least {self.least_cpu_ms:9.3f} ms  n={len(self.samples)}"
        )


def interleave(
    contestants: Mapping[str, Callable[[], Any]],
    rounds: int = 9,
    burst: int = 3,
    drop: int = 1,
    processor: Callable[[], float] = time.process_time,
) -> dict[str, Timing]:
    """Call every contestant `burst` times a round and keep all but the first `drop` calls of each burst.

    The order turns by one each round, so nobody always follows the same neighbour; the cyclic collector is
    off inside a burst. A contestant must vary its own input from call to call, or it times a cache. `processor` gives
    the processor seconds used so far by whoever does the work.
    """
    if burst <= drop:
        raise ValueError(f"a burst of {burst} leaves nothing after dropping {drop}")
    names = list(contestants)
    wall: dict[str, list[float]] = {name: [] for name in names}
    cpu: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            for spent, busy in _burst(contestants[name], burst, processor)[drop:]:
                wall[name].append(spent)
                cpu[name].append(busy)
    return {name: Timing.of(wall[name], cpu[name]) for name in names}


def cost(timings: Mapping[str, Timing], this: str, that: str) -> float:
    """How often the processor time of `that` one call of `this` takes: the ratio of their least calls."""
    return timings[this].least_cpu_ms / timings[that].least_cpu_ms


def _burst(call: Callable[[], Any], times: int, processor: Callable[[], float]) -> list[tuple[float, float]]:
    """Wall and CPU milliseconds of each of `times` calls in a row."""
    collecting = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        spent = []
        for _ in range(times):
            busy, start = processor(), time.perf_counter()
            call()
            spent.append(((time.perf_counter() - start) * 1e3, (processor() - busy) * 1e3))
        return spent
    finally:
        if collecting:
            gc.enable()

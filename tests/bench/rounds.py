"""Medians of several things timed in turn, in one run, so that their ratios survive a noisy machine."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Timing:
    """What one contestant took: wall milliseconds a call, and this process' CPU milliseconds a call."""

    median_ms: float
    min_ms: float
    p95: float
    cpu_ms: float
    samples: tuple[float, ...]

    @classmethod
    def of(cls, samples: list[float], cpu: list[float]) -> "Timing":
        """The summary of wall and CPU samples in milliseconds; p95 is the smallest sample that 95 % do not exceed."""
        ordered = sorted(samples)
        rank = -(-len(ordered) * 95 // 100) - 1
        return cls(statistics.median(ordered), ordered[0], ordered[rank], statistics.median(cpu), tuple(samples))

    def __str__(self) -> str:
        return (
            f"p50 {self.median_ms:9.3f}  min {self.min_ms:9.3f}  p95 {self.p95:9.3f}"
            f"  cpu {self.cpu_ms:9.3f} ms  n={len(self.samples)}"
        )


def interleave(
    contestants: Mapping[str, Callable[[], Any]], rounds: int = 9, burst: int = 3, drop: int = 1
) -> dict[str, Timing]:
    """Call every contestant `burst` times a round and keep all but the first `drop` calls of each burst.

    The order turns by one each round, so nobody always follows the same neighbour; the cyclic collector is
    off inside a burst. A contestant must vary its own input from call to call, or it times a cache.
    """
    if burst <= drop:
        raise ValueError(f"a burst of {burst} leaves nothing after dropping {drop}")
    names = list(contestants)
    wall: dict[str, list[float]] = {name: [] for name in names}
    cpu: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            for spent, busy in _burst(contestants[name], burst)[drop:]:
                wall[name].append(spent)
                cpu[name].append(busy)
    return {name: Timing.of(wall[name], cpu[name]) for name in names}


def slack() -> float:
    """The factor BENCH_SLACK (default 1.0) that every gate on time, and no other gate, is multiplied by."""
    return float(os.environ.get("BENCH_SLACK", "1.0"))


def _burst(call: Callable[[], Any], times: int) -> list[tuple[float, float]]:
    """Wall and CPU milliseconds of each of `times` calls in a row."""
    collecting = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        spent = []
        for _ in range(times):
            busy, start = time.process_time(), time.perf_counter()
            call()
            spent.append(((time.perf_counter() - start) * 1e3, (time.process_time() - busy) * 1e3))
        return spent
    finally:
        if collecting:
            gc.enable()

"""What a drag of the lever costs in the browser: alone, because what else the machine does holds up the one and not the
other."""

from __future__ import annotations

from statistics import median
from typing import Any

import pytest

from tests.browser.test_ladder import ON_TODAY, opened

pytestmark = pytest.mark.bench


def frames(page: Any) -> dict[str, list[float]]:
    """Milliseconds from the browser's input to after the frame, sorted, beside those of frames in which nothing is
    dragged."""
    found = page.evaluate(
        """async () => {
            const range = document.querySelector('.st-key-cho-thong-so-chinh .thang-ten input');
            const last = Number(range.max);
            const found = {empty: [], drag: []};
            const frame = () => new Promise(done => requestAnimationFrame(() => {
                const channel = new MessageChannel();
                channel.port1.onmessage = () => done(performance.now());
                channel.port2.postMessage(0);
            }));
            for (let turn = 0; turn < 120; turn++) {
                const drag = turn % 2;
                await frame();
                const start = performance.now();
                if (drag) {
                    range.value = (turn * 37) % last;
                    range.dispatchEvent(new Event('input', {bubbles: true}));
                }
                found[drag ? 'drag' : 'empty'].push(await frame() - start);
            }
            return found;
        }"""
    )
    return {"input to painted": sorted(found["drag"]), "an empty frame": sorted(found["empty"])}


def test_what_is_painted_while_dragging_is_painted_in_two_frames(read_only, warm_page) -> None:
    """Held against an empty frame of the same page; also printed as a processor of a quarter of this one's speed does
    it."""
    opened(warm_page, read_only, f"nguoi-co-cong?{ON_TODAY}")
    processor = warm_page.context.new_cdp_session(warm_page)
    processor.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    slow = frames(warm_page)
    processor.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    processor.detach()
    taken = frames(warm_page)
    for name, times in (*taken.items(), *((f"{name}, 4 times slower", times) for name, times in slow.items())):
        print(f"\n  {name}: median {median(times):.1f}, p95 {times[int(0.95 * len(times))]:.1f} ms", end="")
    drag, empty = taken.values()
    assert median(drag) <= 2 * median(empty), "two frames"

"""What a ladder costs to build, and what it sends."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.Element_pb2 import Element

from models.policy.answers.ladder import ladder, positions, rungs
from models.policy.answers.whatif import PROTECTION_AREA, compute
from models.policy.areas import protection
from models.policy.levers.clock import Clock, values_on
from tests.bench.rounds import cost, interleave
from tests.bench.server import BENCH_APP, Server
from tests.bench.test_page import EMPTY_KEY, EMPTY_PAGE, MOVE_TO_EMPTY, Mover, gate, undisturbed_ms
from tests.bench.websocket_client import Run, Session
from tests.models.conftest import read_seed
from tests.models.seed_frames import NOVEMBER_2026, baseline_of

LADDER_TO_ANSWERS = 1.1
"""All positions together with their figures, to the bare answer at each of them: 0,66 and 0,94 on a busy machine."""
BYTES_A_FIGURE, ENVELOPE = 8.5, 4_000
RELEASE_BYTES, RELEASE_MESSAGES = 9_000, 24
"""All of it: 2,7 kB are Streamlit's own start of a run."""

Say = Callable[[str], None]

pytestmark = pytest.mark.bench


def test_all_positions_cost_less_than_answering_each(tmp_path: Path, say: Say) -> None:
    seed = read_seed(tmp_path)
    area, clock, baseline = PROTECTION_AREA, Clock(NOVEMBER_2026, seed.law), baseline_of(seed, demo=True)
    values = values_on(clock, area.all_levers)
    places = positions(area.norm, clock, values[area.norm.key])
    people = itertools.cycle(range(-30, 31))

    def others() -> dict[str, object]:
        """Other levers not just had."""
        return {**values, protection.PEOPLE.key: next(people)}

    def at_once() -> None:
        moved = others()
        ladder(places, rungs(compute(clock, baseline, moved, area), moved, area.norm, places))

    def one_by_one() -> None:
        moved = others()
        for place in places:
            compute(clock, baseline, {**moved, area.norm.key: place}, area)

    timings = interleave({"ladder": at_once, "answers": one_by_one}, rounds=7, burst=3)
    for name, timing in timings.items():
        say(f"{name:8} {timing}  {len(places)} positions")
    gate(say, "ladder / answers", cost(timings, "ladder", "answers"), LADDER_TO_ANSWERS)


def test_a_table_is_as_large_as_its_figures_and_a_release_carries_little(say: Say) -> None:
    with (
        Server(BENCH_APP) as server,
        Session(server.url, "bao-tro-xa-hoi", "moc=2026-12-01") as page,
        Session(server.url, "nguoi-co-cong", "moc=2026-12-01") as merit,
        Session(server.url, EMPTY_PAGE) as empty,
    ):
        for session in (page, merit):
            assert session.first.exceptions == [], server.log_tail()
            assert {_part(each) for each in session.first.elements if _part(each)} == {"small"}, "no table yet"
        hands = [Hand(page, "btxh-muc-chuan", 610_000), Hand(merit, "ncc-muc-chuan", 3_100_000)]
        for hand in hands:
            content = hand.table.bidi_component.mixed.SerializeToString()
            figures = _figures(hand.table)
            say(f"{hand.key}: {len(content)} bytes, {figures} figures, {len(content) / figures:.2f} bytes a figure")
            assert len(content) <= BYTES_A_FIGURE * figures + ENVELOPE
            hand()  # undo becomes possible: its buttons are drawn once
        nothing = Mover(empty, EMPTY_KEY, itertools.cycle(range(1_001)))
        movers: dict[str, Callable[[], None]] = {"empty": nothing, **{hand.key: hand for hand in hands}}
        timings = interleave(movers, rounds=9, burst=3, processor=server.processor_seconds)
        for name, timing in timings.items():
            say(f"{name:15} {timing}")
        for hand in hands:
            assert [run.exceptions for run in hand.runs if run.exceptions] == []
            assert {_part(each) for run in hand.runs for each in run.elements if _part(each)} == {"small"}
            assert all("vega_lite_chart" not in run.kinds for run in hand.runs)
            assert all(this.shown("metric") != that.shown("metric") for this, that in itertools.pairwise(hand.runs))
            ratio = undisturbed_ms(timings[hand.key]) / undisturbed_ms(timings["empty"])
            gate(say, f"{hand.key}: release / empty page", ratio, MOVE_TO_EMPTY)
            gate(say, f"{hand.key}: bytes", max(run.bytes for run in hand.runs[1:]), RELEASE_BYTES)
            gate(say, f"{hand.key}: messages", max(run.messages for run in hand.runs[1:]), RELEASE_MESSAGES)


class Hand:
    """Lets the lever go at a place it has not just stood at, as lever.js says it; the table was asked for before."""

    def __init__(self, session: Session, key: str, lowest: int) -> None:
        self.session, self.key, self.runs, self.count = session, key, list[Run](), 0
        self.places = itertools.cycle(range(lowest, lowest + 400_000, 10_000))
        asked = self._says({"asked": [0, ""]})
        tables = [each for each in asked.elements if _part(each) == "table"]
        (self.table,) = [each for each in tables if json.loads(each.bidi_component.mixed.json)["lever"] == key]
        self.stamp = json.loads(self.table.bidi_component.mixed.json)["stamp"]

    def __call__(self) -> None:
        self.count += 1
        said = {"asked": [0, ""], "value": [self.count, next(self.places), self.stamp]}
        self.runs.append(self._says(said))

    def _says(self, state: dict[str, Any]) -> Run:
        return self.session.move(self.session.widget(key=f"{self.key}-tay-keo"), json.dumps(state))


def _part(element: Element) -> str:
    if element.WhichOneof("type") != "bidi_component":
        return ""
    kind = element.bidi_component.WhichOneof("data")
    return "table" if kind == "mixed" else "small"


def _figures(table: Element) -> int:
    """How many numbers the table says, the ones that are said once for all positions with them."""
    said = json.loads(table.bidi_component.mixed.json)
    return int(said["count"]) * (len(said["names"]) + len(said["fixed"]))

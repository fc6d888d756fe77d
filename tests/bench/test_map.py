"""What a move on the district map costs: six districts whose outlines go along, 705 communes whose outlines go by
address."""

import itertools
import json
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from data.engine import open_database
from data.settings import read_settings
from data.startup import prepare
from tests.bench import map_areas
from tests.bench.map_app import BARE_MAP
from tests.bench.rounds import Timing, interleave
from tests.bench.server import Server
from tests.bench.test_page import Mover, Say, describe, gate, undisturbed_ms
from tests.bench.websocket_client import Run, Session

PAGE, MAP, CLASSES, BARE_KEY = "ban-do", "bando-ban-do", "bando-so-lop", "ban-do-trong"
APP = "tests.bench.map_app:app"
ROUNDS, BURST = 5, 3
LARGE_TO_SMALL = 3.0
BYTES_PER_MOVE = 60_000

pytestmark = pytest.mark.bench


def key_of(indicator: str) -> str:
    """As the page's address has it."""
    return indicator.replace(".", "-").replace("_", "-")


def clicks(*codes: str) -> Iterator[str]:
    """What the browser says of a map that holds one area, then two, then one …: every message is one click."""
    for held in itertools.cycle([codes[:1], codes]):
        objects = [{"properties": {"code": code}} for code in held]
        yield json.dumps({"selection": {"indices": {}, "objects": {"huyen": objects}}})


@dataclass(frozen=True)
class Measured:
    timings: dict[str, Timing]
    runs: dict[str, list[Run]]
    geometry: bytes
    """Of the 705, as the browser fetches it."""

    def ratio(self, this: str, that: str) -> float:
        """How much longer one is waited for where the server has a processor to itself."""
        return undisturbed_ms(self.timings[this]) / undisturbed_ms(self.timings[that])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with figures for all 705."""
    address = f"sqlite:///{tmp_path_factory.mktemp('xa') / 'app.db'}"
    database = open_database(read_settings({"DATABASE_URL": address}))
    prepare(database)
    map_areas.fill(database)
    database.dispose()
    return address


@pytest.fixture(scope="module")
def measured(say: Say, address: str) -> Iterator[Measured]:
    def tab(indicator: str) -> Session:
        return Session(server.url, PAGE, f"bando-chi-tieu={key_of(indicator)}")

    with (
        Server(APP, env={"DATABASE_URL": address}) as server,
        tab(map_areas.DISTRICTS_RATE) as small,
        tab(map_areas.COMMUNES_RATE) as large,
        tab(map_areas.COMMUNES_RATE) as painted,
        tab(map_areas.COMMUNES_COUNT) as counts,
        Session(server.url, BARE_MAP) as bare,
    ):
        for session in (small, large, painted, counts, bare):
            assert session.first.exceptions == [], server.log_tail()
        movers = {
            "six": Mover(small, MAP, clicks("347", "353")),
            "705": Mover(large, MAP, clicks("X0001", "X0400")),
            "classes": Mover(painted, CLASSES, itertools.cycle(["3", "4", "5"])),
            "circles": Mover(counts, MAP, clicks("X0001", "X0400")),
            "bare": Mover(bare, BARE_KEY, clicks("X0001", "X0400")),
        }
        for mover in movers.values():
            mover()
            mover.runs.clear()
        timings = interleave(movers, rounds=ROUNDS, burst=BURST, processor=server.processor_seconds)
        runs = {name: mover.runs for name, mover in movers.items()}
        url = f"{server.url}{layers(runs['705'][0])['huyen']['data']}"
        geometry = httpx.get(url, trust_env=False).raise_for_status().content
        for name, timing in timings.items():
            say(f"{name:7} {timing}  {describe(runs[name])}")
        say(f"geometry of {map_areas.AREAS} areas, by address: {len(geometry) / 1e3:.0f} kB")
        yield Measured(timings, runs, geometry)


def deck(run: Run) -> dict[str, Any]:
    (element,) = [element for element in run.elements if element.HasField("deck_gl_json_chart")]
    return dict(json.loads(element.deck_gl_json_chart.json))


def layers(run: Run) -> dict[str, dict[str, Any]]:
    return {layer["id"]: layer for layer in deck(run)["layers"]}


def parts(run: Run) -> str:
    """What of the sent is large."""
    sizes: Counter[str] = Counter()
    for element in run.elements:
        sizes[element.WhichOneof("type") or "?"] += element.ByteSize()
    return ", ".join(f"{name} {size / 1e3:.1f} kB" for name, size in sizes.most_common(5))


def test_every_run_is_a_true_answer(measured: Measured) -> None:
    """A page that fails, or does not follow the click, is fast too."""
    for name, runs in measured.runs.items():
        assert [run.exceptions for run in runs if run.exceptions] == [], name
        assert all(run.fragment for run in runs), name
    for name in ("six", "705", "classes", "circles"):
        decks = [deck(run) for run in measured.runs[name]]
        assert all(this != that for this, that in itertools.pairwise(decks)), name
    assert measured.runs["bare"][0].texts != measured.runs["bare"][1].texts
    assert len(json.loads(measured.geometry)["features"]) == map_areas.AREAS


def test_705_areas_cost_three_times_six(measured: Measured, say: Say) -> None:
    gate(say, "map: 705 areas / six, click", measured.ratio("705", "six"), LARGE_TO_SMALL)
    gate(say, "map: 705 areas' classes / six, click", measured.ratio("classes", "six"), LARGE_TO_SMALL)


@pytest.mark.parametrize("name", ["six", "705", "classes", "circles"])
def test_a_move_sends_few_bytes(measured: Measured, say: Say, name: str) -> None:
    largest = max(measured.runs[name], key=lambda run: run.bytes)
    say(f"map, {name}: {parts(largest)}")
    gate(say, f"map, {name}: bytes of the largest move", largest.bytes, BYTES_PER_MOVE)


@pytest.mark.parametrize("name", ["705", "classes"])
def test_no_move_sends_geometry(measured: Measured, name: str) -> None:
    """Layers keep their ids and their data's address, so that the browser keeps what it has; none has coordinates of
    its own."""
    seen = set()
    for run in measured.runs[name]:
        own = ("chu-cai", "ten-huyen", "thuoc", "thuoc-chu")
        ground = {key: layer["data"] for key, layer in layers(run).items() if key not in own}
        assert all(isinstance(data, str) and data.endswith("/commune.geojson") for data in ground.values()), (
            ground.keys()
        )
        seen.add(tuple(ground.items()))
        assert "coordinates" not in json.dumps(deck(run))
    assert len(seen) == 1


def test_colours_change_by_conditions_with_a_trigger(measured: Measured) -> None:
    """deck.gl does not compare functions: without another trigger the browser would keep the old colours."""
    fills = [layers(run)["huyen"]["_subLayerProps"]["polygons-fill"] for run in measured.runs["classes"]]
    for this, that in itertools.pairwise(fills):
        assert this["getFillColor"].startswith("@@=")
        assert this["getFillColor"] != that["getFillColor"]
        assert this["updateTriggers"] != that["updateTriggers"]


def test_the_servers_part_of_a_click_is_printed(measured: Measured, say: Say) -> None:
    """Not judged: a bare map computes nothing; what a user waits for is the browser's too."""
    say(f"server's part of a click: 705 areas / bare map {measured.ratio('705', 'bare'):.3g}")
    middle = statistics.median(run.bytes for run in measured.runs["bare"])
    say(f"bytes of a click on the bare map: {middle / 1e3:.1f} kB")

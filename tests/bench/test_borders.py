"""What a slider move costs on the figures of 33 wards and communes beside those of six districts."""

import itertools
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from data.engine import open_database
from data.settings import read_settings
from data.startup import prepare
from tests.bench.rounds import interleave
from tests.bench.server import BENCH_APP, Server
from tests.bench.test_page import (
    BURST,
    HIGHEST,
    LOWEST,
    OUTPUT,
    PAGE,
    ROUNDS,
    SLIDER_KEY,
    STEP,
    Mover,
    gate,
    undisturbed_ms,
)
from tests.bench.websocket_client import Session
from tests.data.uploads import HEADER, NAMES, WARDS_HEADER, apply, line, upload, ward_lines

WARDS_TO_DISTRICTS = 1.3
FILES = {
    "districts": (HEADER, [line(code, "2025-06", 7000, 4_800_000_000) for code in NAMES]),
    "wards": (WARDS_HEADER, ward_lines(people=1273, amount=873_000_000)),
}

pytestmark = pytest.mark.bench


def database_of(folder: Path, header: str, lines: Sequence[str]) -> dict[str, str]:
    """The settings of a server on a database that holds the file."""
    settings = {"ANSINH_DATA_DIR": str(folder)}
    database = open_database(read_settings(settings))
    prepare(database)
    apply(database, upload(folder, *lines, header=header))
    database.dispose()
    return settings


def test_wards_cost_little_more_than_districts(tmp_path: Path, say: Callable[[str], None]) -> None:
    with ExitStack() as stack:
        servers, movers = [], {}
        for name, (header, lines) in FILES.items():
            folder = tmp_path / name
            folder.mkdir()
            servers.append(stack.enter_context(Server(BENCH_APP, env=database_of(folder, header, lines))))
            session = stack.enter_context(Session(servers[-1].url, PAGE))
            assert session.first.exceptions == [], servers[-1].log_tail()
            movers[name] = Mover(session, SLIDER_KEY, itertools.cycle(range(LOWEST, HIGHEST + 1, STEP)))
            movers[name]()
        timings = interleave(
            movers, rounds=ROUNDS, burst=BURST, processor=lambda: sum(each.processor_seconds() for each in servers)
        )
    for name, mover in movers.items():
        say(f"{name:9} {timings[name]}")
        assert all(run.shown(OUTPUT) and not run.exceptions for run in mover.runs[1:])
    ratio = undisturbed_ms(timings["wards"]) / undisturbed_ms(timings["districts"])
    gate(say, "a move on 33 wards / on six districts", ratio, WARDS_TO_DISTRICTS)

"""The app as a process of its own, started in every way an office may start it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from data.engine import open_database
from data.settings import read_settings
from data.startup import prepare
from tests.bench.server import ROOT, Server, free_port

UVICORN = ("-m", "uvicorn", "app:app", "--log-level", "warning")
STREAMLIT = ("-m", "streamlit", "run", "app.py")
NOT_INHERITED = ("DATABASE_URL", "ANSINH_", "UVICORN_", "STREAMLIT_")


@dataclass(frozen=True)
class Ended:
    """A start that came to its end: exit status and everything printed."""

    status: int
    printed: str

    @property
    def reasons(self) -> list[str]:
        return [line for line in self.printed.splitlines() if line.startswith("KHÔNG KHỞI ĐỘNG ĐƯỢC: ")]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated and seeded SQLite file to copy from."""
    path = tmp_path_factory.mktemp("seeded") / "app.db"
    database = open_database(read_settings({"DATABASE_URL": f"sqlite:///{path}"}))
    prepare(database)
    database.dispose()
    return path


@pytest.fixture
def folder(seeded: Path, tmp_path: Path) -> Path:
    """A data folder with a seeded database."""
    shutil.copy(seeded, tmp_path / "app.db")
    return tmp_path


def clean_environment(**more: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}
    return {**inherited, "PYTHONUNBUFFERED": "1", **more}


@pytest.fixture
def start_that_ends() -> Callable[..., Ended]:
    """Run a start that must be refused, to its end."""

    def run(*command: str, **environment: str) -> Ended:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=clean_environment(**environment),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Ended(done.returncode, (done.stdout + done.stderr).decode(errors="replace"))

    return run


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Start with any command line and wait until it serves; returns the address. `{port}` in the command is
    replaced."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*command: str, **environment: str) -> str:
        port = free_port()
        log = tmp_path / "server.log"
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [sys.executable, *(part.format(port=port) for part in command)],
                cwd=ROOT,
                env=clean_environment(**environment),
                stdout=sink,
                stderr=subprocess.STDOUT,
            )
        running.append(process)
        url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if httpx.get(f"{url}/ready", timeout=2, trust_env=False).status_code == 200:
                    return url
            except httpx.TransportError:
                time.sleep(0.05)
        pytest.fail(f"does not serve:\n{log.read_text(errors='replace')[-4000:]}", pytrace=False)

    yield start
    for process in running:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def fresh(folder: Path) -> Iterator[Server]:
    """A server that nobody has talked to yet but for its readiness."""
    with Server(env={"ANSINH_DATA_DIR": str(folder)}) as server:
        yield server


@pytest.fixture(scope="session")
def served() -> Iterator[Server]:
    """One server for all tests that only ask."""
    with Server() as server:
        yield server


@pytest.fixture(scope="session")
def published() -> Iterator[Server]:
    """A server whose office has given it an address of its own under TLS."""
    with Server(env={"ANSINH_PUBLIC_URL": "https://ansinh.example.vn"}) as server:
        yield server

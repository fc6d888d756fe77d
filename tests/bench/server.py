"""Starts and stops the product under uvicorn as a child process, as the office would run it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import httpx
import psutil

ROOT = Path(__file__).resolve().parents[2]
PRODUCT_APP = "app:app"
BENCH_APP = "tests.bench.bench_app:app"
READY_PATHS = ("/ready", "/_stcore/health")
NOT_INHERITED = ("DATABASE_URL", "ANSINH_")


class Server:
    """A child uvicorn on a free local port: `with Server(BENCH_APP) as server: server.url`.

    Data go to a temporary directory (ANSINH_DATA_DIR) that is removed at the end; DATABASE_URL and ANSINH_*
    of the caller are not inherited, `env` adds what a test wants. Raises RuntimeError with the end of
    the log when the child dies or is not ready within `patience` seconds. `started_in` is seconds to readiness.
    """

    def __init__(
        self,
        app: str = PRODUCT_APP,
        *,
        env: Mapping[str, str] | None = None,
        flags: tuple[str, ...] = (),
        root: Path = ROOT,
        patience: float = 60.0,
    ) -> None:
        self.app = app
        self.root = root
        self.flags = flags
        self.patience = patience
        self.extra_env = dict(env or {})
        self.port = 0
        self.started_in = 0.0

    def __enter__(self) -> Self:
        self.home = Path(tempfile.mkdtemp(prefix="ansinh-bench-"))
        self.port = free_port()
        self.log = self.home / "server.log"
        (self.home / "data").mkdir()
        began = time.perf_counter()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.command(), cwd=self.root, env=self.environment(), stdout=log, stderr=subprocess.STDOUT
            )
        try:
            self._wait_until_ready(began + self.patience)
        except BaseException:
            self.stop()
            raise
        self.started_in = time.perf_counter() - began
        return self

    def __exit__(self, *raised: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The server's address without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        """The command line of the child."""
        listen = ["--host", "127.0.0.1", "--port", str(self.port), "--log-level", "warning"]
        # As deploy/ansinh@.service: packing every answer costs the processor more than an office's network would.
        listen += ["--ws-per-message-deflate", "false"]
        return [sys.executable, "-m", "uvicorn", self.app, *listen, *self.flags]

    def environment(self) -> dict[str, str]:
        """The caller's environment without the product's settings, with a data directory of its own."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}
        own = {"ANSINH_DATA_DIR": str(self.home / "data"), "OPENBLAS_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}
        return inherited | own | self.extra_env

    def rss_mb(self) -> float:
        """Resident memory of the child and its children, in MiB."""
        process = psutil.Process(self.process.pid)
        family = [process, *process.children(recursive=True)]
        return sum(member.memory_info().rss for member in family) / 2**20

    def processor_seconds(self) -> float:
        """Processor time the server's process has used so far, all its threads; to the nanosecond where Linux gives
        it."""
        if sys.platform == "linux":
            return time.clock_gettime((~self.process.pid << 3) | 2)  # as clock_getcpuclockid(3) makes it
        return float(sum(psutil.Process(self.process.pid).cpu_times()[:2]))

    def log_tail(self, characters: int = 3000) -> str:
        """The end of what the server wrote to its standard output and error."""
        return self.log.read_text(errors="replace")[-characters:]

    def stop(self) -> None:
        """Ask the child to stop, kill it after five seconds, remove its data. Safe to call twice."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def _wait_until_ready(self, deadline: float) -> None:
        with httpx.Client(base_url=self.url, timeout=2.0, trust_env=False) as client:
            while time.perf_counter() < deadline:
                if self.process.poll() is not None:
                    raise RuntimeError(f"{self.app} ended with {self.process.returncode}:\n{self.log_tail()}")
                if any(_answers(client, path) for path in READY_PATHS):
                    return
                time.sleep(0.02)
        raise RuntimeError(f"{self.app} was not ready in {self.patience} s:\n{self.log_tail()}")


def _answers(client: httpx.Client, path: str) -> bool:
    """Whether the path says it is ready; a page of HTML at /ready is Streamlit's own fallback, not an answer."""
    try:
        response = client.get(path)
    except httpx.TransportError:
        return False
    return response.status_code == 200 and "text/html" not in response.headers.get("content-type", "")


def free_port() -> int:
    """A port of this machine that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

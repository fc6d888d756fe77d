"""Other processes of the app: started together, each waiting for its word before it does its work."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


class Process:
    """`python -m tests.data.<module> arguments`; the module calls `ready_and_wait` first."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"tests.data.{module}", *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until_ready(self) -> None:
        said = self.answered()
        assert said == "ready\n", self._process.communicate()[1]

    def go(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def answered(self) -> str:
        """The next line it says."""
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def kill_after(self, seconds: float) -> None:
        """Signal 9 from outside, wherever the process stands by then (also when it has ended)."""
        time.sleep(seconds)
        self._process.kill()

    def end(self) -> tuple[int, str, str]:
        """Exit code (negative: killed by that signal), standard output, standard error."""
        output, errors = self._process.communicate(timeout=60)
        return self._process.returncode, output, errors


def start_together(url: str, count: int) -> None:
    """So many processes of the app come up at once on one database; each must say that it is prepared."""
    processes = [Process("start_once", url) for _ in range(count)]
    for process in processes:
        process.wait_until_ready()
    for process in processes:
        process.go()
    for code, output, errors in [process.end() for process in processes]:
        assert (code, output) == (0, "prepared\n"), errors


def ready_and_wait() -> None:
    print("ready", flush=True)
    sys.stdin.readline()

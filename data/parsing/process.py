"""Reading a file in a child process with limits on memory and time, which can be cancelled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from data.parsing.limits import MOST_HANDED_BYTES, SECONDS, Refusal

_CHILD = Path(__file__).with_name("child.py")
_ROOT = _CHILD.parent.parent.parent
_LIBRARIES = ("openpyxl", "et_xmlfile")
# What an interpreter may need to start; passwords of the server are not among it.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
# Each may take a processor and a gigabyte.
_AT_ONCE = threading.BoundedSemaphore(2)
_MOST_OUTPUT_BYTES = MOST_HANDED_BYTES + 1024 * 1024


class CancellableRead:
    """A file read that a user may cancel; `cancel` may be called from any thread, before, during or after the work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._children: set[subprocess.Popen[bytes]] = set()
        self._is_off = False

    def cancel(self) -> None:
        """Kill the children of this read, now and those still to be started."""
        with self._lock:
            self._is_off = True
            for child in self._children:
                child.kill()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Children started by this thread inside the block belong to this read."""
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)

    @contextmanager
    def holding(self, child: subprocess.Popen[bytes]) -> Iterator[None]:
        with self._lock:
            self._children.add(child)
            if self._is_off:
                child.kill()
        try:
            yield
        finally:
            with self._lock:
                self._children.discard(child)


_CURRENT: ContextVar[CancellableRead | None] = ContextVar("cancellable_read", default=None)


@contextmanager
def tracked(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """Register the child with the cancellable read of this thread, if there is one."""
    reading = _CURRENT.get()
    if reading is None:
        yield
        return
    with reading.holding(child):
        yield


def messages(path: Path, headings: frozenset[str]) -> Generator[Any, None, None]:
    """The messages of the child that reads tables, one by one (see handover.py)."""
    yield from child_messages(_CHILD, path, _LIBRARIES, sorted(headings))


def child_messages(script: Path, path: Path, libraries: Sequence[str], request: object) -> Generator[Any, None, None]:
    """The messages of a child that runs `script` on the file; `request` is sent to it as JSON. Close the iterator to
    end the child.

    Raises Refusal where the child refuses the file, dies, is too slow, writes too much or cannot be started.
    """
    with _AT_ONCE:
        yield from _messages([str(script), str(path), *_import_paths(libraries)], request)


def _messages(arguments: Sequence[str], request: object) -> Generator[Any, None, None]:
    try:
        child = _start(arguments)
    except OSError as failure:
        raise Refusal("busy") from failure
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(SECONDS, stop)
    timer.daemon = True
    timer.start()
    try:
        assert child.stdin is not None
        assert child.stdout is not None
        with tracked(child):
            _send(child.stdin, request)
            complete = yield from _read_output(child.stdout)
        if not complete:
            raise Refusal("time", most=SECONDS) if late.is_set() else Refusal("crash")
    finally:
        timer.cancel()
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _read_output(output: IO[bytes]) -> Generator[Any, None, bool]:
    """Messages up to the last one; returns whether the last one came (a child that died never sends it)."""
    heard = 0
    while line := output.readline(_MOST_OUTPUT_BYTES):
        heard += len(line)
        if heard > _MOST_OUTPUT_BYTES:
            raise Refusal("too_much")
        try:
            message = json.loads(line)
        except ValueError:
            return False
        last = message.keys() & {"refusal", "book", "done"} if isinstance(message, dict) else ()
        if "refusal" in last:
            raise Refusal(**message["refusal"])
        yield message
        if last:
            return True
    return False


def _start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", "-S", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # What an interpreter prints when it dies may quote the file.
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _import_paths(libraries: Sequence[str]) -> list[str]:
    """The folders the child imports from: this project and where its libraries are installed."""
    paths = [str(_ROOT)]
    for name in libraries:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            paths.append(str(Path(spec.origin).parent.parent))
    return list(dict.fromkeys(paths))


def _send(stdin: IO[bytes], request: object) -> None:
    try:
        with stdin:
            stdin.write(json.dumps(request).encode())
    except OSError:
        # The child is dead already; listening finds that out.
        return

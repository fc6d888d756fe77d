"""A map as a file, made in a process of its own: started, waited for, ended."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from data.export.drawing.child import DRAWN, SECONDS
from data.export.drawing.sheet import MapSheet
from data.locale import _

Form = Literal["svg", "png", "pdf"]
_CHILD = Path(__file__).with_name("child.py")
_ROOT = _CHILD.parent.parent.parent.parent
_LIBRARIES = ("vl_convert", "typst", "PIL")
# What an interpreter may need to start; passwords of the server are not among it.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "ANSINH_LANGUAGE")
# Each may take a processor and a gigabyte.
_AT_ONCE = threading.BoundedSemaphore(2)


class NotDrawn(Exception):
    """No file came; the message says in Vietnamese what to do."""


def draw(sheet: MapSheet, form: Form) -> bytes:
    """The picture (SVG, PNG at twice its size) or the A4 page (PDF). Raises NotDrawn."""
    if not _AT_ONCE.acquire(timeout=SECONDS):
        raise NotDrawn(_("Máy chủ đang vẽ nhiều bản đồ khác. Chờ một phút rồi bấm tải lại."))
    try:
        return _draw(sheet, form)
    finally:
        _AT_ONCE.release()


def _draw(sheet: MapSheet, form: Form) -> bytes:
    try:
        run = subprocess.run(
            [sys.executable, "-I", "-S", str(_CHILD), form, *_places()],
            input=sheet.to_json().encode(),
            stdout=subprocess.PIPE,
            # What an engine prints when it dies is of no use to anyone here.
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as late:
        raise NotDrawn(
            _(
                "Chưa vẽ xong sau {seconds} giây nên đã dừng. Bấm tải lại, hoặc tải tệp CSV, Excel có cùng số liệu."
            ).format(seconds=SECONDS)
        ) from late
    except OSError as failure:
        raise NotDrawn(_("Máy chủ chưa khởi động được phần vẽ. Chờ một phút rồi bấm tải lại.")) from failure
    if run.returncode or not run.stdout.startswith(DRAWN):
        raise NotDrawn(
            _("Không vẽ được bản đồ thành tệp. Tải tệp CSV hoặc Excel có cùng số liệu, và báo cho quản trị viên.")
        )
    return run.stdout.removeprefix(DRAWN)


def _places() -> list[str]:
    """The folders the child imports from: the house and where the engines are installed."""
    places = [str(_ROOT)]
    for name in _LIBRARIES:
        found = find_spec(name)
        if found is not None and found.origin is not None:
            places.append(str(Path(found.origin).parent.parent))
    return list(dict.fromkeys(places))

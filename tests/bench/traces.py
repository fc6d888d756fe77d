"""How many files three acts cross: `python -m tests.bench.traces` prints them, test_traces.py holds the bounds.

An act's files are those of models, data, pages and app.py in which at least one function was called, seen by
`sys.setprofile` in every thread while the act runs in AppTest on a fresh seeded database.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
ROOMS = tuple(str(ROOT / room) + os.sep for room in ("models", "data", "pages"))


class Trace:
    """Files and functions of the project called inside the `with` block."""

    def __init__(self) -> None:
        self.functions: set[tuple[str, str]] = set()

    @property
    def files(self) -> list[str]:
        return sorted({file for file, _name in self.functions})

    def __enter__(self) -> Trace:
        threading.setprofile_all_threads(self._called) if hasattr(threading, "setprofile_all_threads") else None
        threading.setprofile(self._called)
        sys.setprofile(self._called)
        return self

    def __exit__(self, *_error: object) -> None:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]

    def _called(self, frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(ROOMS) and frame.f_code.co_name != "<module>":
            self.functions.add((os.path.relpath(frame.f_code.co_filename, ROOT), frame.f_code.co_qualname))


def traced(act: Callable[[], Any]) -> Trace:
    trace = Trace()
    with trace:
        act()
    return trace


def measure(folder: Path) -> dict[str, Trace]:
    """The three acts on a database of their own: a lever's move, six rows to the map, a page opened again."""
    os.environ.update({"ANSINH_DATA_DIR": str(folder)})
    for name in ("DATABASE_URL", "ANSINH_DEMO", "ANSINH_ALLOW_NETWORK", "ANSINH_REQUIRE_LOGIN"):
        os.environ.pop(name, None)
    from data.engine import open_database
    from data.settings import read_settings
    from data.startup import prepare
    from pages.ui.session import actor, choices
    from tests.accounts import TOKEN, enrol
    from tests.pages import clerk
    from tests.pages.screen import Screen

    database = open_database(read_settings())
    prepare(database)
    enrol(database)
    database.dispose()
    actor.token = lambda: TOKEN  # type: ignore[assignment]
    # Who is signed in and what the office has chosen are asked once a second, in whichever act that falls.
    actor._FRESH_SECONDS = 3_600.0
    office = choices.choices()
    choices.choices = lambda: office  # type: ignore[assignment]

    Screen.opened("protection.py")
    page = Screen.opened("protection.py")
    traces = {}
    [norm] = [slider for slider in page.at.slider if slider.key == "btxh-muc-chuan"] or [
        slider for slider in page.at.select_slider if slider.key == "btxh-muc-chuan"
    ]
    options = getattr(norm, "options", None)
    value = options[options.index(str(norm.value)) + 1] if options else norm.value + norm.step
    norm.set_value(value)
    traces["slider move"] = traced(page.at.run)
    page = Screen.opened("protection.py")
    traces["warm protection page"] = traced(lambda: page.go("protection.py"))
    upload = Screen.opened("upload.py")

    def from_rows_to_the_map() -> None:
        clerk.write(clerk.choose(upload, "thang-12.csv", clerk.GOOD)).go("district_map.py")

    traces["six CSV rows to the map"] = traced(from_rows_to_the_map)
    return traces


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for act, trace in measure(Path(name)).items():
            print(f"{act}: {len(trace.files)} files, {len(trace.functions)} functions")
            if "--files" in sys.argv:
                print("  " + "\n  ".join(trace.files))

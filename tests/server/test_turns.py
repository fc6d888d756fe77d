"""Runs take turns: one inside at a time, in order, and nobody is held up by who does not come out."""

import inspect
import threading
import time

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from pages.server import streamlit_internals
from pages.server.streamlit_internals import Turns


def test_one_is_inside_at_a_time_and_all_come_in() -> None:
    turn, inside, most, done = Turns(longest=30), 0, 0, 0

    def run() -> None:
        nonlocal inside, most, done
        with turn.one():
            inside += 1
            most = max(most, inside)
            time.sleep(0.01)
            inside -= 1
            done += 1

    threads = [threading.Thread(target=run) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (most, done) == (1, 20)


def test_who_stays_inside_loses_the_turn() -> None:
    turn, leave = Turns(longest=0.1), threading.Event()

    def stay() -> None:
        with turn.one():
            leave.wait(30)

    slow = threading.Thread(target=stay)
    slow.start()
    began = time.monotonic()
    for _ in range(20):
        with turn.one():
            pass
    assert time.monotonic() - began < 1.5, "only the first of them waits for a turn that is lost"
    leave.set()
    slow.join(30)
    with turn.one():
        pass


def test_a_run_that_fails_gives_its_turn_back() -> None:
    turn = Turns(longest=30)
    with pytest.raises(ZeroDivisionError), turn.one():
        _ = 1 / 0
    began = time.monotonic()
    with turn.one():
        assert time.monotonic() - began < 5


def test_every_run_of_a_script_waits_for_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The method is Streamlit's own affair: another release may name it otherwise."""
    assert list(inspect.signature(ScriptRunner._run_script).parameters) == ["self", "rerun_data"]
    seen: list[object] = []
    monkeypatch.setattr(ScriptRunner, "_run_script", lambda self, rerun_data: seen.append(rerun_data))
    streamlit_internals.take_turns()
    ScriptRunner._run_script(object(), "a run")  # type: ignore[arg-type]
    assert seen == ["a run"]

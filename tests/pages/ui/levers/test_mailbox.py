"""What a browser repeats is told from what somebody has chosen."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from pages.ui.levers import mailbox
from pages.ui.levers.mailbox import SECONDS, Trail

SLIDER, BOX, CHIPS, CODE = "muc", "muc-so", "muc-goi-y", ""


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    ticking = Clock()
    monkeypatch.setattr(mailbox.time, "monotonic", ticking)
    return ticking


def drawn_at(value: int) -> Trail:
    trail = Trail()
    trail.drawn(value)
    return trail


@pytest.mark.parametrize("by", [BOX, CHIPS, CODE])
def test_a_slider_behind_only_says_where_it_stood(clock: Clock, by: str) -> None:
    trail = drawn_at(510)
    trail.moves(630, by)
    assert trail.repeats(510, SLIDER), "sent before the browser has drawn 630"
    assert not trail.repeats(520, SLIDER), "somebody has moved it"
    trail.drawn(630)
    clock.now += 0.9 * SECONDS
    assert trail.repeats(510, SLIDER)
    clock.now += 0.2 * SECONDS
    assert not trail.repeats(510, SLIDER), "by now it has been drawn"


def test_it_is_late_from_the_moment_it_is_drawn(clock: Clock) -> None:
    trail = drawn_at(510)
    trail.moves(630, BOX)
    clock.now += 0.9 * SECONDS  # a slow machine
    trail.drawn(630)
    clock.now += 0.9 * SECONDS
    trail.drawn(630)  # again: nothing new
    assert trail.repeats(510, SLIDER)
    clock.now += 0.2 * SECONDS
    assert not trail.repeats(510, SLIDER)


def test_the_time_a_server_works_is_no_time_to_draw(clock: Clock) -> None:
    trail = drawn_at(510)
    trail.moves(630, BOX)
    trail.drawn(630)
    clock.now += 5 * SECONDS
    trail.waits(5 * SECONDS)
    assert trail.repeats(510, SLIDER), "sent in the meantime"
    clock.now += 1.1 * SECONDS
    trail.waits(0.05 * SECONDS)
    assert not trail.repeats(510, SLIDER)
    trail.waits(60 * SECONDS)
    assert trail.at == clock.now, "never of a time to come"


def test_who_moved_it_may_move_it_back(clock: Clock) -> None:
    trail = drawn_at(510)
    for value in (520, 530, 520, 510):
        assert not trail.repeats(value, SLIDER)
        trail.moves(value, SLIDER)
    assert trail.repeats(530, BOX)
    assert trail.repeats(None, CHIPS), "a mark that was taken away by the slide"


def test_what_the_address_moved_leaves_nothing_to_repeat(clock: Clock) -> None:
    trail = drawn_at(510)
    trail.moves(630, BOX)
    trail.drawn(700)
    assert not trail.repeats(510, SLIDER)


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([SLIDER, BOX, CHIPS, CODE])), min_size=1, max_size=12))
def test_where_it_stands_is_never_taken_for_a_repetition_of_its_mover(moves: list[tuple[int, str]]) -> None:
    trail = drawn_at(0)
    for value, by in moves:
        trail.moves(value, by)
        assert trail.stood[-1] == value
        assert not any(trail.repeats(said, by) for said in range(6))

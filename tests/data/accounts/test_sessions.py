"""Sessions by the clock, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from data.accounts import sessions
from data.accounts.login import sign_in_as, sign_out
from data.accounts.sessions import ABSOLUTE, IDLE, KEPT_AFTER_END, Ended, ended, session_of, touch, who
from data.engine import Database
from tests.data.accounts.conftest import Clock

MINUTE = timedelta(minutes=1)


@pytest.fixture
def session(database: Database, lan: int, clock: Clock) -> str:
    return session_of(sign_in_as(database, lan))


def is_alive(database: Database, session: str) -> bool:
    return who(database, session) is not None


def test_half_an_hour_without_a_click_ends_it(database: Database, session: str, clock: Clock) -> None:
    clock.move(IDLE - MINUTE)
    assert is_alive(database, session)
    touch(database, session)
    clock.move(IDLE - MINUTE)
    assert is_alive(database, session)
    clock.move(MINUTE)
    assert not is_alive(database, session)
    assert ended(database, session) is Ended.BY_TIME
    touch(database, session)
    assert not is_alive(database, session), "too late to come back"


def test_twelve_hours_end_it_however_busy(database: Database, session: str, clock: Clock) -> None:
    began = clock()
    while is_alive(database, session):
        clock.move(IDLE - MINUTE)
        touch(database, session)
        assert clock() - began < ABSOLUTE + IDLE
    assert clock() - began >= ABSOLUTE
    assert ended(database, session) is Ended.BY_TIME


def test_a_session_in_use_is_written_to_once_a_minute(database: Database, session: str, clock: Clock) -> None:
    def idle_until() -> object:
        with database.reading() as connection:
            return connection.execute(sa.text("SELECT idle_until FROM login_session")).scalar_one()

    before = idle_until()
    touch(database, session)
    assert idle_until() == before
    clock.move(MINUTE + timedelta(seconds=1))
    touch(database, session)
    after = idle_until()
    assert after != before
    touch(database, session)
    assert idle_until() == after


def test_signed_out_is_over_at_once_and_by_hand(database: Database, session: str) -> None:
    sign_out(database, session)
    assert not is_alive(database, session)
    assert ended(database, session) is Ended.BY_HAND
    assert ended(database, "0" * 64) is None


def test_ending_all_leaves_the_one_that_asks(database: Database, lan: int, session: str) -> None:
    others = [session_of(sign_in_as(database, lan)) for _time in range(3)]
    assert database.transact(lambda connection: sessions.end_all(connection, lan, but=session)) == 3
    assert is_alive(database, session)
    assert not any(is_alive(database, one) for one in others)


@pytest.mark.parametrize(
    "token", ["", "x", "a" * 42, "a" * 44, "a" * 42 + " ", "a" * 42 + "é", "../" * 14 + "a", "a\x00" * 21 + "a"]
)
def test_what_is_no_token_of_ours_names_no_session(database: Database, session: str, token: str) -> None:
    assert session_of(token) == ""
    assert who(database, session_of(token)) is None


def test_a_clock_set_back_a_day_puts_nobody_out(database: Database, session: str, clock: Clock) -> None:
    clock.move(timedelta(hours=-23, minutes=-59))
    assert is_alive(database, session)


def test_a_clock_that_ran_ahead_makes_no_session_immortal(database: Database, lan: int, clock: Clock) -> None:
    clock.move(timedelta(days=40))
    ahead = session_of(sign_in_as(database, lan))
    assert is_alive(database, ahead)
    clock.move(timedelta(days=-40))
    assert not is_alive(database, ahead)


def test_old_rows_are_swept_and_newer_ones_known(database: Database, lan: int, session: str, clock: Clock) -> None:
    clock.move(ABSOLUTE + KEPT_AFTER_END - MINUTE)
    sign_in_as(database, lan)
    assert ended(database, session) is Ended.BY_TIME
    clock.move(2 * MINUTE)
    sign_in_as(database, lan)
    assert ended(database, session) is None

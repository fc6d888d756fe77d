"""Counting wrong passwords, by the clock."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from data.accounts.login import FREE, MOST, WINDOW, TooManyTriesError, forget, take_turn
from data.engine import Database, open_database
from data.settings import Settings
from tests.data.accounts.conftest import Clock, everything_kept
from tests.data.conftest import Databases


def tries(database: Database, login: str) -> bool:
    """Whether a try is looked at now."""
    try:
        database.transact(lambda connection: take_turn(connection, login))
    except TooManyTriesError:
        return False
    return True


def test_each_next_try_waits_twice_as_long(database: Database, clock: Clock) -> None:
    waits = []
    for _try in range(MOST):
        waited = 0
        while not tries(database, "lan"):
            clock.move(timedelta(seconds=1))
            waited += 1
            assert waited < 1000
        waits.append(waited)
    assert waits[:FREE] == [0, 0, 0]
    for shorter, longer in zip(waits[FREE:], waits[FREE + 1 :], strict=False):
        assert 2 * shorter - 1 <= longer <= 2 * shorter + 1
    assert not tries(database, "lan")


def test_no_more_than_ten_in_fifteen_minutes_however_patient(database: Database, clock: Clock) -> None:
    """Ninety wrong ones for one name over an hour."""
    looked_at: list[int] = []
    for second in range(0, 3600, 40):
        if tries(database, "lan"):
            looked_at.append(second)
        clock.move(timedelta(seconds=40))
    assert len(looked_at) > MOST, "the true user is not shut out for good"
    window = WINDOW.total_seconds()
    assert max(sum(1 for one in looked_at if start <= one < start + window) for start in looked_at) <= MOST


def test_many_at_once_are_no_more_than_one_after_another(databases: Databases, kind: str, clock: Clock) -> None:
    database = databases.seeded(kind)
    with ThreadPoolExecutor(8) as many:
        seen = list(many.map(lambda _n: tries(database, "lan"), range(30)))
    assert 1 <= seen.count(True) <= FREE


def test_other_names_are_not_touched(database: Database, clock: Clock) -> None:
    while tries(database, "lan"):
        pass
    assert all(tries(database, f"nguoi{n}") for n in range(20))


def test_the_count_survives_a_restart(databases: Databases, kind: str, clock: Clock) -> None:
    settings: Settings = databases.settings(kind)
    database = databases.open(settings)
    while tries(database, "lan"):
        pass
    database.dispose()
    again = open_database(settings)
    assert not tries(again, "lan")
    again.dispose()


def test_the_wait_is_told_and_a_try_that_waits_is_not_counted(database: Database, clock: Clock) -> None:
    for _try in range(FREE):
        assert tries(database, "lan")
    with pytest.raises(TooManyTriesError, match=r"Đã thử sai nhiều lần; chờ 1 giây rồi đăng nhập lại\."):
        database.transact(lambda connection: take_turn(connection, "lan"))
    for _try in range(15):
        assert not tries(database, "lan")
    clock.move(timedelta(seconds=2))
    assert tries(database, "lan")


def test_a_clock_set_back_locks_nobody_out(database: Database, clock: Clock) -> None:
    clock.move(timedelta(days=40))
    while tries(database, "lan"):
        pass
    clock.move(timedelta(days=-40))
    assert tries(database, "lan")


def test_a_right_password_starts_the_count_anew(database: Database, clock: Clock) -> None:
    while tries(database, "lan"):
        pass
    database.transact(lambda connection: forget(connection, "lan"))
    assert tries(database, "lan")


def test_what_was_typed_is_not_kept(database: Database, clock: Clock) -> None:
    for text in ("mật khẩu của tôi", "x\x00y", "\ud800"):
        assert tries(database, text)
    assert "mật khẩu của tôi" not in everything_kept(database)
    with database.reading() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM login_failures")).scalar_one() == 3

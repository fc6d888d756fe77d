"""Changing one's own password, on both databases."""

from __future__ import annotations

import pytest

from data.accounts import passwords
from data.accounts.accounts import reset_password
from data.accounts.login import FREE, LoginRefusedError, TooManyTriesError, change, set_by_link, sign_in, sign_in_as
from data.accounts.passwords import WeakPasswordError
from data.accounts.sessions import session_of, who
from data.engine import Database
from tests.data.accounts.conftest import OFFICE, PASSWORD, Clock, events, everything_kept

NEW = "một cụm từ khác"


@pytest.fixture
def session(database: Database, lan: int) -> str:
    return session_of(sign_in_as(database, lan))


def test_the_new_one_holds_and_every_other_session_is_over(database: Database, lan: int, session: str) -> None:
    other = session_of(sign_in_as(database, lan))
    change(database, session, PASSWORD, NEW)
    assert who(database, session) is not None
    assert who(database, other) is None
    with pytest.raises(LoginRefusedError):
        sign_in(database, "lan", PASSWORD)
    assert sign_in(database, "lan", NEW)
    assert ("Nguyễn Thị Lan (lan)", "password_changed", "{}") in events(database)
    assert NEW not in everything_kept(database)


def test_who_does_not_know_the_old_one_changes_nothing(database: Database, session: str, clock: Clock) -> None:
    for _try in range(FREE):
        with pytest.raises(LoginRefusedError, match="Mật khẩu hiện tại không đúng"):
            change(database, session, "sai", NEW)
    with pytest.raises(TooManyTriesError):
        change(database, session, PASSWORD, NEW)
    assert sign_in(database, "lan", PASSWORD), "guessing here does not shut out at the login"


def test_a_weak_new_one_is_refused_without_counting(database: Database, session: str) -> None:
    for _try in range(FREE + 2):
        with pytest.raises(WeakPasswordError):
            change(database, session, "sai", "password")
    change(database, session, PASSWORD, NEW)


def test_a_session_that_is_over_changes_nothing(database: Database, lan: int, session: str) -> None:
    token = reset_password(database, lan, actor=OFFICE)
    with pytest.raises(LoginRefusedError, match="đã hết"):
        change(database, session, PASSWORD, NEW)
    set_by_link(database, token, NEW)
    assert sign_in(database, "lan", NEW)


def test_an_admins_reset_is_not_undone_by_a_change_that_was_under_way(
    database: Database, lan: int, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = passwords.hashed

    def slow(text: str) -> str:
        reset_password(database, lan, actor=OFFICE)
        return hashed(text)

    monkeypatch.setattr(passwords, "hashed", slow)
    with pytest.raises(LoginRefusedError, match="đã hết"):
        change(database, session, PASSWORD, NEW)
    with pytest.raises(LoginRefusedError):
        sign_in(database, "lan", NEW)

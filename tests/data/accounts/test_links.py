"""One-time links, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from data.accounts import passwords
from data.accounts.accounts import AccountRefusedError, invite, make_first, reset_password, set_disabled
from data.accounts.login import set_by_link
from data.accounts.passwords import VALID, LinkGoneError, WeakPasswordError
from data.engine import Database
from models.access.roles import Grant, Role
from tests.data.accounts.conftest import OFFICE, PASSWORD, Clock, everything_kept, setup_token

VIEWER = [Grant(Role.VIEWER)]


def opens(database: Database, token: str) -> bool:
    try:
        with database.reading() as connection:
            passwords.opened(connection, token)
    except LinkGoneError:
        return False
    return True


def test_a_fresh_installation_has_no_account_and_no_password(database: Database) -> None:
    with database.reading() as connection:
        assert passwords.no_account_yet(connection)
        for table in ("account", "account_grant", "login_session", "one_time_link"):
            assert connection.execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar_one() == 0


def test_only_the_newest_setup_link_works_and_only_until_there_is_somebody(database: Database) -> None:
    older, token = setup_token(database), setup_token(database)
    assert not opens(database, older)
    assert opens(database, token)
    assert token not in everything_kept(database)
    make_first(database, token, "lan", "Lan", PASSWORD)
    assert not opens(database, token)
    assert database.transact(passwords.setup_link) is None
    with pytest.raises(LinkGoneError, match="đã dùng"):
        make_first(database, token, "hoa", "Hoa", PASSWORD)


def test_of_many_who_use_the_setup_link_at_once_one_is_first(database: Database) -> None:
    token = setup_token(database)

    def first(number: int) -> bool:
        try:
            make_first(database, token, f"nguoi{number}", "Người", PASSWORD)
        except LinkGoneError:
            return False
        return True

    with ThreadPoolExecutor(5) as many:
        assert list(many.map(first, range(5))).count(True) == 1


def test_a_refused_form_does_not_use_the_link_up(database: Database) -> None:
    token = setup_token(database)
    with pytest.raises(WeakPasswordError):
        make_first(database, token, "lan", "Lan", "ngắn")
    with pytest.raises(AccountRefusedError):
        make_first(database, token, "có dấu", "Lan", PASSWORD)
    assert opens(database, token)


def test_a_password_link_works_once(database: Database, lan: int) -> None:
    token = invite(database, "hoa", "Hoa", VIEWER, actor=OFFICE)
    with pytest.raises(WeakPasswordError):
        set_by_link(database, token, "hoa")
    set_by_link(database, token, PASSWORD)
    with pytest.raises(LinkGoneError):
        set_by_link(database, token, PASSWORD)


def test_links_end_after_a_day_with_a_newer_one_and_with_the_account(
    database: Database, lan: int, clock: Clock
) -> None:
    first = invite(database, "hoa", "Hoa", VIEWER, actor=OFFICE)
    account_id = set_by_link(database, first, PASSWORD)
    older, token = (reset_password(database, account_id, actor=OFFICE) for _time in range(2))
    assert (opens(database, older), opens(database, token)) == (False, True)
    clock.move(VALID)
    assert not opens(database, token)
    token = reset_password(database, account_id, actor=OFFICE)
    set_disabled(database, account_id, True, actor=OFFICE)
    assert not opens(database, token)


def test_a_link_is_good_for_its_purpose_alone(database: Database) -> None:
    setup = setup_token(database)
    with pytest.raises(LinkGoneError):
        set_by_link(database, setup, PASSWORD)
    assert opens(database, setup), "the wrong door does not use it up"
    make_first(database, setup, "lan", "Lan", PASSWORD)
    token = invite(database, "hoa", "Hoa", VIEWER, actor=OFFICE)
    with pytest.raises(LinkGoneError):
        make_first(database, token, "ke.gian", "Kẻ gian", PASSWORD)
    assert opens(database, token)


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "' OR 1=1 --", "a\x00b", "\ud800" * 43])
def test_what_is_no_link_opens_nothing(database: Database, token: str) -> None:
    setup_token(database)
    assert not opens(database, token)

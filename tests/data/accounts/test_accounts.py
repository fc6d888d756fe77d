"""Making, granting, disabling: the admin's commands, on both databases."""

from __future__ import annotations

import unicodedata

import pytest

from data.accounts.accounts import (
    AccountRefusedError,
    bind_identity,
    change_grants,
    invite,
    listed,
    reset_password,
    set_disabled,
)
from data.accounts.login import sign_in_as
from data.accounts.permission import NotAllowedError, NotSignedInError
from data.accounts.sessions import session_of, who
from data.engine import Database
from models.access.roles import NOBODY, Grant, Person, Role
from tests.data.accounts.conftest import OFFICE, events

VIEWER, ADMIN = [Grant(Role.VIEWER)], [Grant(Role.ADMIN)]


def make(database: Database, login: str, wanted: list[Grant]) -> int:
    invite(database, login, login.title(), wanted, actor=OFFICE)
    return next(line.id for line in listed(database) if line.login == login)


def session_for(database: Database, account_id: int) -> str:
    return session_of(sign_in_as(database, account_id))


def test_names_are_cleaned_and_kept_once(database: Database) -> None:
    invite(database, " Tran.Van.A ", unicodedata.normalize("NFD", "  Trần\tVăn\x1b A\n"), VIEWER, actor=OFFICE)
    line = listed(database)[0]
    assert (line.login, line.name, line.has_password) == ("tran.van.a", "Trần Văn A", False)
    for login in ("tran.van.a", "TRAN.VAN.A"):
        with pytest.raises(AccountRefusedError, match="Đã có tài khoản"):
            invite(database, login, "Khác", VIEWER, actor=OFFICE)


@pytest.mark.parametrize("login", ["", "a", "trần", "a b", "-a", "a\x00b", "x" * 65, "<b>"])
def test_what_is_no_login_name_is_refused_with_an_example(database: Database, login: str) -> None:
    with pytest.raises(AccountRefusedError, match=r"ví dụ: tran\.van\.a"):
        invite(database, login, "Tên", VIEWER, actor=OFFICE)
    assert listed(database) == []


@pytest.mark.parametrize("name", ["", " \t ", "\x00", "x" * 101])
def test_a_person_has_a_name(database: Database, name: str) -> None:
    with pytest.raises(AccountRefusedError, match="tên"):
        invite(database, "an", name, VIEWER, actor=OFFICE)


def test_the_last_admin_stays(database: Database) -> None:
    first = make(database, "mot", ADMIN)
    for refused in (
        lambda: set_disabled(database, first, True, actor=OFFICE),
        lambda: change_grants(database, first, VIEWER, actor=OFFICE),
    ):
        with pytest.raises(AccountRefusedError, match="người quản trị cuối cùng"):
            refused()
    second = make(database, "hai", ADMIN)
    set_disabled(database, first, True, actor=OFFICE)
    with pytest.raises(AccountRefusedError, match="cuối cùng"):
        change_grants(database, second, VIEWER, actor=OFFICE)
    set_disabled(database, first, False, actor=OFFICE)
    change_grants(database, second, VIEWER, actor=OFFICE)


def test_an_admin_is_not_limited_and_nobody_is_without_a_role(database: Database) -> None:
    with pytest.raises(AccountRefusedError, match="không giới hạn"):
        invite(database, "an", "An", [Grant(Role.ADMIN, "merit")], actor=OFFICE)
    with pytest.raises(AccountRefusedError, match="Chưa chọn vai trò"):
        invite(database, "an", "An", [], actor=OFFICE)


def test_what_is_taken_away_is_gone_at_once_in_an_open_session(database: Database) -> None:
    make(database, "quan.tri", ADMIN)
    account_id = make(database, "an", [Grant(Role.UPLOADER), *VIEWER])
    session = session_for(database, account_id)
    change_grants(database, account_id, VIEWER, actor=OFFICE)
    person = who(database, session)
    assert person is not None
    assert person.rights.roles == {Role.VIEWER}
    set_disabled(database, account_id, True, actor=OFFICE)
    assert who(database, session) is None
    set_disabled(database, account_id, False, actor=OFFICE)
    assert who(database, session) is None, "old sessions do not come back"


def test_a_reset_ends_sessions_and_password(database: Database) -> None:
    account_id = make(database, "an", VIEWER)
    session = session_for(database, account_id)
    reset_password(database, account_id, actor=OFFICE)
    assert who(database, session) is None
    assert not listed(database)[0].has_password


def test_only_who_manages_users_does(database: Database) -> None:
    account_id = make(database, "an", VIEWER)
    make(database, "quan.tri", ADMIN)
    viewer = Person(session_for(database, account_id))
    before = listed(database)
    for actor, kind in ((NOBODY, NotSignedInError), (viewer, NotAllowedError), (Person("0" * 64), NotSignedInError)):
        with pytest.raises(kind):
            change_grants(database, account_id, ADMIN, actor=actor)
        assert events(database)[-1][1] == "refused"
    assert listed(database) == before


def test_one_identity_belongs_to_one_account(database: Database) -> None:
    one, other = make(database, "mot", VIEWER), make(database, "hai", VIEWER)
    bind_identity(database, one, "https://id", "s1", actor=OFFICE)
    with pytest.raises(AccountRefusedError, match="đã gắn với tài khoản “mot”"):
        bind_identity(database, other, "https://id", "s1", actor=OFFICE)
    bind_identity(database, one, "", "", actor=OFFICE)
    bind_identity(database, other, "https://id", "s1", actor=OFFICE)

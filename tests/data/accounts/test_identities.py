"""Identities of the office's own sign-on and accounts, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from data.accounts.accounts import (
    AccountRefusedError,
    Identity,
    UnknownIdentityError,
    account_for,
    bind_identity,
    invite,
    listed,
    set_disabled,
)
from data.accounts.login import LoginRefusedError, sign_in_as
from data.accounts.sessions import session_of, who
from data.engine import Database
from models.access.roles import Grant, Role
from tests.data.accounts.conftest import OFFICE, events

ISSUER = "https://dang-nhap.tinh.vn"


def made(database: Database, login: str) -> int:
    invite(database, login, login, [Grant(Role.VIEWER)], actor=OFFICE)
    return next(line.id for line in listed(database) if line.login == login)


def subject_of(database: Database, account_id: int) -> str | None:
    return next(line.subject for line in listed(database) if line.id == account_id)


def test_an_identity_is_issuer_and_subject_together(database: Database, lan: int) -> None:
    bind_identity(database, lan, f" {ISSUER} ", "007\n", actor=OFFICE)
    assert account_for(database, Identity(ISSUER, "007")) == lan
    for other in (
        Identity(ISSUER, "07"),
        Identity("https://khac.vn", "007"),
        Identity(ISSUER, ""),
        Identity("", "007"),
    ):
        with pytest.raises(UnknownIdentityError):
            account_for(database, other)
    for strange in ("a\x00b", "\ud800", "x" * 256):
        with pytest.raises(UnknownIdentityError):
            account_for(database, Identity(ISSUER, strange, strange))
    assert events(database)[-1][:2] == ("?", "login_failed")
    tuan = made(database, "tuan")
    with pytest.raises(AccountRefusedError, match="đã gắn với tài khoản “lan”"):
        bind_identity(database, tuan, ISSUER, "007", actor=OFFICE)
    for issuer, subject in (("", "1"), (ISSUER, "x" * 256), ("a\x00b", "1")):
        with pytest.raises(AccountRefusedError, match="nơi cấp và mã định danh"):
            bind_identity(database, tuan, issuer, subject, actor=OFFICE)
    assert subject_of(database, tuan) is None


def test_taking_an_identity_away_ends_its_sessions(database: Database, lan: int) -> None:
    bind_identity(database, lan, ISSUER, "007", actor=OFFICE)
    token = sign_in_as(database, account_for(database, Identity(ISSUER, "007")), by="oidc")
    assert who(database, session_of(token)) is not None
    bind_identity(database, lan, "", "", actor=OFFICE)
    assert who(database, session_of(token)) is None
    with pytest.raises(UnknownIdentityError):
        account_for(database, Identity(ISSUER, "007"))


def test_an_email_binds_an_account_of_that_login_that_has_no_identity(database: Database, lan: int) -> None:
    hoa = made(database, "hoa@tinh.vn")
    with pytest.raises(UnknownIdentityError):
        account_for(database, Identity(ISSUER, "1", "khac@tinh.vn"))
    assert account_for(database, Identity(ISSUER, "1", "Hoa@Tinh.VN")) == hoa
    actor, action, detail = events(database)[-1]
    assert (actor, action, detail) == (
        "hoa@tinh.vn (hoa@tinh.vn)",
        "identity_bound",
        '{"account":"hoa@tinh.vn","by":"oidc"}',
    )
    with pytest.raises(UnknownIdentityError):
        account_for(database, Identity(ISSUER, "2", "hoa@tinh.vn"))
    assert subject_of(database, hoa) == "1"


def test_a_shut_account_is_neither_let_in_nor_bound(database: Database, lan: int) -> None:
    hoa, tuan = made(database, "hoa@tinh.vn"), made(database, "tuan")
    bind_identity(database, tuan, ISSUER, "t", actor=OFFICE)
    for account in (hoa, tuan):
        set_disabled(database, account, True, actor=OFFICE)
    for identity, login in ((Identity(ISSUER, "h", "hoa@tinh.vn"), "hoa@tinh.vn"), (Identity(ISSUER, "t"), "tuan")):
        with pytest.raises(LoginRefusedError, match="đã ngừng sử dụng"):
            account_for(database, identity, "10.0.0.7")
        assert events(database)[-1] == (login, "login_failed", '{"address":"10.0.0.7","by":"oidc"}')
    assert subject_of(database, hoa) is None


def test_of_many_who_claim_an_email_at_once_one_is_bound(database: Database, lan: int) -> None:
    for number in range(5):
        account = made(database, f"nguoi{number}@tinh.vn")

        def claim(subject: str, email: str = f"nguoi{number}@tinh.vn") -> int | None:
            try:
                return account_for(database, Identity(ISSUER, subject, email))
            except UnknownIdentityError:
                return None

        with ThreadPoolExecutor(4) as many:
            found = list(many.map(claim, [f"{number}-{place}" for place in range(4)]))
        assert sorted(found, key=str) == [account, None, None, None]

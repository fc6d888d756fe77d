"""Signing in and out, on both databases."""

from __future__ import annotations

import statistics
import time
import unicodedata
from datetime import timedelta

import pytest

from data.accounts import login, passwords
from data.accounts.accounts import invite, set_disabled
from data.accounts.login import MOST, LoginRefusedError, TooManyTriesError, sign_in, sign_in_as, sign_out
from data.accounts.sessions import session_of, who
from data.engine import Database
from models.access.roles import Grant, Role
from tests.data.accounts.conftest import OFFICE, PASSWORD, Clock, events, everything_kept


def refusal(database: Database, name: str, password: str, **named: str) -> str:
    with pytest.raises((LoginRefusedError, TooManyTriesError)) as caught:
        sign_in(database, name, password, **named)
    return str(caught.value)


@pytest.fixture
def every_try_counts_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "take_turn", lambda connection, name: None)


@pytest.mark.parametrize("spelled", ["lan", " LAN ", "Lan"])
def test_a_name_and_its_password_begin_a_session(database: Database, lan: int, spelled: str) -> None:
    token = sign_in(database, spelled, unicodedata.normalize("NFD", PASSWORD), "10.0.0.7")
    person = who(database, session_of(token))
    assert person is not None
    assert (person.account_id, person.login, person.rights.roles) == (lan, "lan", frozenset(Role))
    actor, action, detail = events(database)[-1]
    assert (actor, action) == ("Nguyễn Thị Lan (lan)", "login")
    assert '"10.0.0.7"' in detail
    kept = everything_kept(database)
    assert token not in kept
    assert PASSWORD not in kept


def test_each_login_has_a_token_of_its_own_of_256_bits(database: Database, lan: int) -> None:
    tokens = {sign_in(database, "lan", PASSWORD) for _time in range(5)}
    assert len(tokens) == 5
    assert all(len(token) == 43 for token in tokens)


@pytest.mark.usefixtures("every_try_counts_for_nothing")
def test_every_wrong_answer_reads_the_same(database: Database, lan: int) -> None:
    invite(database, "moi", "Chưa đặt mật khẩu", [Grant(Role.VIEWER)], actor=OFFICE)
    invite(database, "nghi", "Đã nghỉ", [Grant(Role.VIEWER)], actor=OFFICE)
    with database.reading() as connection:
        out = login._account(connection, "nghi")
    assert out is not None
    set_disabled(database, out.id, True, actor=OFFICE)
    said = {
        refusal(database, name, text)
        for name in ("lan", "khong-co", "moi", "nghi", "", "x" * 10_000, "a\x00b", "\ud800", "lan' OR 1=1 --")
        for text in ("sai", "a\x00b" + "x" * 10_000)
    }
    assert said == {"Tên đăng nhập hoặc mật khẩu không đúng."}


@pytest.mark.usefixtures("every_try_counts_for_nothing", "office_hashes")
@pytest.mark.parametrize("pairs", [8, pytest.param(100, marks=pytest.mark.long)])
def test_a_name_that_nobody_has_takes_as_long(database: Database, lan: int, pairs: int) -> None:
    """P5: 200 logins, known and unknown by turns."""
    passwords.warm_up()
    taken: dict[str, list[float]] = {"lan": [], "khong-co": []}
    for _pair in range(pairs):
        for name, times in taken.items():
            began = time.process_time()  # of all threads: a busy machine does not change it
            refusal(database, name, "sai rồi mật khẩu")
            times.append(time.process_time() - began)
    ratio = statistics.median(taken["lan"]) / statistics.median(taken["khong-co"])
    print(f"P5: known {statistics.median(taken['lan']) * 1000:.0f} ms, ratio {ratio:.2f}")
    assert 0.8 <= ratio <= 1.25


@pytest.mark.usefixtures("every_try_counts_for_nothing")
def test_unknown_names_are_hashed_too(database: Database, lan: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason for the time above, without a clock."""
    compared: list[bool] = []
    matches = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda text, kept: compared.append(kept is None) or matches(text, kept))
    for name in ("lan", "khong-co", "a\x00b"):
        refusal(database, name, "sai")
    assert compared == [False, True, True]


@pytest.mark.parametrize(
    ("guesses", "addresses"), [(25, 5), *(pytest.param(100, n, marks=pytest.mark.long) for n in (1, 50))]
)
def test_a_hundred_guesses_are_ten_at_most(
    database: Database, lan: int, clock: Clock, monkeypatch: pytest.MonkeyPatch, guesses: int, addresses: int
) -> None:
    """P4: from one address and from fifty; the true user from a browser known to be theirs is not shut out."""
    mine = sign_in(database, "lan", PASSWORD)
    looked_at = []
    monkeypatch.setattr(passwords, "matches", lambda text, kept: looked_at.append(text) or text == PASSWORD)
    for number in range(guesses):
        refusal(database, "lan", f"sai {number}", address=f"10.0.0.{number % addresses}")
        clock.move(timedelta(seconds=800 / guesses))
    assert 3 < len(looked_at) <= MOST
    assert "Đã thử sai nhiều lần" in refusal(database, "lan", PASSWORD), "not even the right one, from elsewhere"
    # A known browser: its session over or not, and again after it has signed in.
    sign_out(database, session_of(mine))
    again = sign_in(database, "lan", PASSWORD, previous_session=session_of(mine))
    assert who(database, session_of(again)) is not None
    login.change(database, session_of(again), PASSWORD, "một cụm từ khác")
    # The guesser gains nothing by it, nor by a session of somebody else's.
    assert "Đã thử sai nhiều lần" in refusal(database, "lan", "sai", previous_session="0" * 64)


def test_a_known_browser_is_counted_as_well(database: Database, lan: int, clock: Clock) -> None:
    known = session_of(sign_in(database, "lan", PASSWORD))
    said = [refusal(database, "lan", "sai", previous_session=known) for _try in range(6)]
    assert said[-1].startswith("Đã thử sai nhiều lần")
    assert sign_in(database, "lan", PASSWORD), "from elsewhere nothing has been counted"


@pytest.mark.parametrize("names", [20, pytest.param(1000, marks=pytest.mark.long)])
def test_one_wrong_for_each_of_many_names_shuts_nobody_out(
    database: Database, lan: int, monkeypatch: pytest.MonkeyPatch, names: int
) -> None:
    monkeypatch.setattr(passwords, "matches", lambda text, kept: text == PASSWORD)
    for number in range(names):
        refusal(database, f"nguoi{number}", "sai")
    assert sign_in(database, "lan", PASSWORD)


def test_failures_are_written_down_without_what_was_typed(database: Database, lan: int) -> None:
    before = len(events(database))
    refusal(database, "lan", "mat-khau-that-cua-lan")
    refusal(database, "mat-khau-go-nham-o", "x")
    refusal(database, "a\nb\x1b[31m", "x")
    told = events(database)[before:]
    assert [(actor, action) for actor, action, _detail in told] == [
        ("lan", "login_failed"),
        ("?", "login_failed"),
        ("?", "login_failed"),
    ]
    kept = everything_kept(database)
    assert "mat-khau-that" not in kept
    assert "go-nham" not in kept


def test_a_password_changed_while_it_is_compared_lets_nobody_in(
    database: Database, lan: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of(sign_in(database, "lan", PASSWORD))
    matches = passwords.matches
    once = [True]

    def slow(text: str, kept: str | None) -> bool:
        if once:
            once.clear()
            login.change(database, session, PASSWORD, "một cụm từ khác")
        return matches(text, kept)

    monkeypatch.setattr(passwords, "matches", slow)
    assert refusal(database, "lan", PASSWORD) == "Tên đăng nhập hoặc mật khẩu không đúng."


def test_a_disabled_account_is_not_let_in_by_other_proof(database: Database, lan: int) -> None:
    invite(database, "hoa", "Hoa", [Grant(Role.ADMIN)], actor=OFFICE)
    set_disabled(database, lan, True, actor=OFFICE)
    with pytest.raises(LoginRefusedError, match="ngừng sử dụng"):
        sign_in_as(database, lan)
    with pytest.raises(LoginRefusedError, match="không đúng"):
        sign_in(database, "lan", PASSWORD)


def test_signing_out_ends_this_session_and_no_other(database: Database, lan: int) -> None:
    one, other = (session_of(sign_in(database, "lan", PASSWORD)) for _time in range(2))
    sign_out(database, one)
    sign_out(database, one)
    sign_out(database, "")
    assert who(database, one) is None
    assert who(database, other) is not None
    assert [action for _actor, action, _detail in events(database)].count("logout") == 1

"""Passwords: which may be chosen, how they are kept, and that no more than two are hashed at once."""

from __future__ import annotations

import re
import statistics
import threading
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from data.accounts import passwords
from data.accounts.passwords import WeakPasswordError, check, hashed, matches

pytestmark = pytest.mark.usefixtures("office_hashes")
PHRASE = "Sông Đáy chảy qua Phủ Lý"
PHC = re.compile(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$[^$]{22,}\$[^$]{43}")


def test_every_password_is_kept_as_argon2id_of_the_strength_asked_for() -> None:
    kept = [hashed(PHRASE + str(number)) for number in range(5)]
    for one in kept:
        found = PHC.fullmatch(one)
        assert found is not None
        assert int(found[1]) >= 19_456
        assert int(found[2]) >= 2
    assert hashed(PHRASE) != hashed(PHRASE), "each has a salt of its own"
    assert all("Sông" not in one for one in kept)


def test_checking_takes_long_enough_for_a_guesser_and_not_too_long_for_a_person() -> None:
    kept = hashed(PHRASE)
    taken = []
    for _time in range(7):
        began = time.process_time()
        assert matches(PHRASE, kept)
        taken.append((time.process_time() - began) * 1000)
    print(f"P1: {statistics.median(taken):.0f} ms")
    assert 30 / 1.5 <= statistics.median(taken) <= 300


def test_at_most_two_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, counting = 0, 0, threading.Lock()

    class Slow:
        def hash(self, password: str) -> str:
            nonlocal inside, most
            with counting:
                inside += 1
                most = max(most, inside)
            time.sleep(0.02)
            with counting:
                inside -= 1
            return "x"

        def verify(self, password: str, kept: str) -> bool:
            return bool(self.hash(password))

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    with ThreadPoolExecutor(12) as many:
        list(many.map(lambda n: hashed("a") if n % 2 else matches("a", "x"), range(24)))
    assert most == 2


@pytest.mark.parametrize("length", [8, 15, 64, 128])
def test_long_ones_are_taken_whole(length: int) -> None:
    text = ("một hai ba bốn " * 20)[:length].strip().ljust(length, "x")
    check(text)
    kept = hashed(text)
    assert matches(text, kept)
    assert not matches(text[:-1], kept)
    assert not matches(text[:-1] + "?", kept)


@pytest.mark.parametrize("text", ["", "a", "bảy ký!", "x" * 129])
def test_too_short_and_too_long_are_refused_with_their_length(text: str) -> None:
    with pytest.raises(WeakPasswordError, match=f"{len(text)} ký tự"):
        check(text)


@pytest.mark.parametrize("text", ["toàn chữ thường", "        d ", "ĐÂYLÀCHỮHOA", "84629461735", "🙂🙂🙂🙂🙂🙂🙂🙂"])
def test_nothing_is_asked_of_the_composition(text: str) -> None:
    check(text)
    assert matches(text, hashed(text))


def test_the_same_word_from_another_keyboard_is_the_same_password() -> None:
    composed, decomposed = (unicodedata.normalize(form, PHRASE) for form in ("NFC", "NFD"))
    assert composed != decomposed
    assert matches(decomposed, hashed(composed))
    assert matches(composed, hashed(decomposed))
    check(unicodedata.normalize("NFD", "Phủ Lý 1"))  # eight characters, however many code points were sent


def test_the_commonest_three_thousand_are_all_refused() -> None:
    refused = 0
    for text in FREQUENCY_LISTS["passwords"][:3000]:
        for spelled in (text, text.upper()):
            with pytest.raises(WeakPasswordError):
                check(spelled)
        refused += 1
    assert refused == 3000


def test_ones_own_names_are_refused() -> None:
    for text in ("tran.van.an", "TRAN.VAN.AN", "Trần Văn An", unicodedata.normalize("NFD", "trần văn an")):
        with pytest.raises(WeakPasswordError, match="trùng tên"):
            check(text, "tran.van.an", "Trần Văn An")


def test_who_has_no_password_is_not_let_in_by_any() -> None:
    assert not matches("", None)
    assert not matches("a password that nobody has", None)

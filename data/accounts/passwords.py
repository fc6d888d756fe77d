"""Passwords: which may be chosen, hashing and checking."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from data.locale import _

SHORTEST, ADVISED, LONGEST = 8, 15, 128
COMMONEST = 10_000
"""Number of the most common passwords that are refused."""
AT_ONCE = 2
_HASHER = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=32 * 1024, parallelism=1),))
_TURNS = threading.BoundedSemaphore(AT_ONCE)


class WeakPasswordError(ValueError):
    """The password is refused; the message says what to do."""


def check(password: str, *names: str) -> None:
    """Raise WeakPasswordError for a password that is too short or long, among the commonest, or one of the person's
    names."""
    text = normal(password)
    if len(text) < SHORTEST:
        raise WeakPasswordError(
            _("Mật khẩu có {length} ký tự; cần ít nhất {shortest}, nên từ {advised} (ví dụ bốn từ ghép lại).").format(
                length=len(text), shortest=SHORTEST, advised=ADVISED
            )
        )
    if len(text) > LONGEST:
        raise WeakPasswordError(
            _("Mật khẩu dài {length} ký tự; tối đa {longest}.").format(length=len(text), longest=LONGEST)
        )
    plain = text.casefold()
    if plain in _common() or plain in {normal(name).casefold() for name in names}:
        raise WeakPasswordError(_("Mật khẩu này quá phổ biến hoặc trùng tên; chọn một cụm từ khác."))


def hashed(password: str) -> str:
    """The PHC string to store."""
    with _TURNS:
        return _HASHER.hash(normal(password))


def matches(password: str, stored_hash: str | None) -> bool:
    """Whether the password is right; takes as long for an account without a password, or none at all."""
    with _TURNS:
        is_right = _HASHER.verify(normal(password)[: 4 * LONGEST], stored_hash or _dummy())
    return is_right and stored_hash is not None


def normal(password: str) -> str:
    """NFC: a password typed on another keyboard or system is the same password."""
    return unicodedata.normalize("NFC", password)


def warm_up() -> None:
    """Make the hash that stands in for unknown accounts, so that the first of them takes no longer than the rest."""
    _dummy()


@cache
def _common() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"][:COMMONEST])


@cache
def _dummy() -> str:
    return _HASHER.hash("a password that nobody has")

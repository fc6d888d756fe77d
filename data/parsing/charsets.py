"""Bytes into the letters they stand for.

Belongs here: Unicode by its marks and its validity, and Windows-1258, TCVN3 and VNI where the words read are Vietnamese in
that encoding and in no other. Does not: tables of letters (legacy_letters.py). What is not certain is refused.
"""

from __future__ import annotations

import codecs
import contextlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data.parsing.evidence import Weighed, certain, weigh
from data.parsing.fonts import FONTS, LONGEST_WORD, ONLY_UNICODE, font_encoding
from data.parsing.legacy_letters import from_tcvn3, from_vni
from data.parsing.refusal import Refusal, line_at

_SAMPLE = 4_000
_LETTERS_AND_HIGH_BYTES = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_PLAUSIBLE = re.compile("[\t\r\n -~\xa0-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f]")

# The letters that UTF-8 bytes turn into when they are read as Western ones: "Hộ" is "Há»™".
_CONTINUED = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_READ_TWICE = re.compile(f"á[º»][{re.escape(_CONTINUED)}]|[ÄÆ][{re.escape(_CONTINUED)}]")


@dataclass(frozen=True)
class Decoded:
    """The text of a file in NFC or as written, and its encoding: UTF-8, UTF-16, Windows-1258, TCVN3 or VNI."""

    text: str
    encoding: str


def decode(raw: bytes) -> Decoded:
    """The text of a file without its byte order mark. Raises Refusal where its letters are not certain."""
    decoded = _unicode_by_mark(raw) or _utf16_without_mark(raw) or _utf8(raw) or _legacy(raw)
    place = decoded.text.find("\0")
    if place >= 0:
        raise Refusal("nul", line=line_at(decoded.text[:place]))
    if decoded.encoding not in ("UTF-8", "UTF-16") or decoded.text.isascii():
        return decoded
    twice = read_twice(decoded.text)
    if twice is not None:
        raise Refusal("read_twice", name=twice[1], line=line_at(decoded.text[: twice[0]]))
    font = font_encoding(decoded.text)
    return Decoded(FONTS[font](decoded.text), font) if font else decoded


def read_twice(text: str) -> tuple[int, str] | None:
    """Where UTF-8 bytes were once read as Western letters and saved so, and the word: "Há»™"."""
    for found in _READ_TWICE.finditer(text):
        western = b"".join(character.encode("cp1252", "ignore") or bytes((ord(character),)) for character in found[0])
        if ONLY_UNICODE.fullmatch(western.decode("utf-8", "replace")):
            begins = max(text.rfind(separator, 0, found.start()) for separator in " ,;\t|\n\r\"'") + 1
            return found.start(), text[begins : found.end()][-20:]
    return None


_READINGS: Mapping[str, Callable[[bytes], str]] = {
    "Windows-1258": lambda raw: unicodedata.normalize("NFC", raw.decode("cp1258")),
    "TCVN3": lambda raw: from_tcvn3(raw.decode("cp1252")),
    "VNI": lambda raw: from_vni(raw.decode("cp1252")),
}


def _unicode_by_mark(raw: bytes) -> Decoded | None:
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refusal("utf32")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(raw, "utf-16")
    return None


def _utf16_without_mark(raw: bytes) -> Decoded | None:
    """UTF-16 of Latin letters has a zero byte at every second place; a text with a NUL in it does not become Latin."""
    sample = raw[:_SAMPLE]
    if 0 not in sample or len(sample) < 4:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(name, "replace")
        if len(_PLAUSIBLE.findall(text)) >= 0.95 * len(text):
            return _utf16(raw, name)
    most = max(sample[0::2].count(0), sample[1::2].count(0))
    if most > len(sample) // 5:
        raise Refusal("utf16_unsure")
    return None


def _utf16(raw: bytes, name: str) -> Decoded:
    try:
        return Decoded(raw.decode(name).lstrip("\ufeff"), "UTF-16")
    except UnicodeDecodeError as failure:
        before = raw[: failure.start].decode(name, "replace")
        raise Refusal("utf16_cut" if failure.end >= len(raw) else "utf16_broken", line=line_at(before)) from failure


def _utf8(raw: bytes) -> Decoded | None:
    try:
        return Decoded(raw.decode("utf-8").lstrip("\ufeff"), "UTF-8")
    except UnicodeDecodeError as failure:
        if failure.reason == "unexpected end of data":
            raise Refusal("utf8_cut", line=line_at(raw[: failure.start].decode("utf-8", "replace"))) from failure
        return None


def _legacy(raw: bytes) -> Decoded:
    if read_twice(raw.decode("cp1252", "replace")) is not None:
        raise _broken(raw)
    words = b" ".join(dict.fromkeys(found[0][:LONGEST_WORD] for found in _LETTERS_AND_HIGH_BYTES.finditer(raw)))
    readings: dict[str, Weighed] = {}
    for name, read in _READINGS.items():
        with contextlib.suppress(UnicodeDecodeError):
            readings[name] = weigh(read(words))
    sure = certain(readings)
    if sure is not None:
        return Decoded(_READINGS[sure](raw), sure)
    likely = [name for name, weighed in readings.items() if weighed.share >= 0.5]
    if likely:
        raise Refusal("encoding_unsure", names=likely)
    raise _broken(raw)


def _broken(raw: bytes) -> Refusal:
    """A text that is UTF-8, if anything, with the line of the first byte that is not."""
    return Refusal("not_utf8", line=line_at(raw.decode("utf-8", "replace").partition("\ufffd")[0]))

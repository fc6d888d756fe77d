"""Character sets of Vietnamese files (UTF-8, 1258, TCVN3, VNI), decided by the font or by Vietnamese syllables."""

from __future__ import annotations

import codecs
import contextlib
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data.parsing.limits import Refusal, line_at

# "nghiêng" has seven letters, each of which may have its marks beside it.
_LONGEST = 21
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
    ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uê uêch uên uênh uêt uơ uy uya uych uyên uyêt uynh uyp uyt uyu uân uâng uât uây uôc uôi
    uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ynh yt
"""
_ALL_RIMES = frozenset(_RIMES.split())
_ONSET_FIRST = "|".join(sorted(_ONSETS.split(), key=len, reverse=True))
_SYLLABLE = re.compile(f"({_ONSET_FIRST})?(.+)")
_FRONT = frozenset("eêiy")
_BEFORE_FRONT = frozenset(("k", "gh", "ngh"))
_NOT_BEFORE_FRONT = frozenset(("c", "ng"))
# A word of a text read rightly is hardly ever misspelled, one of a text read wrongly mostly is.
_ENOUGH, _RIGHT, _WRONG, _CLEAR = 0.85, math.log(0.98), math.log(0.02), 3.5
_WORD = re.compile(r"[^\W\d_]+")
_SYMBOL_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s]+(?=[^\W\d_])|(?<=[^\W\d_])[^\w\s“”‘’…–—«»•°²³]")
# The whole of TCVN3: its other capitals stand at the places of the small letters in a second font (.VnTimeH).
_TCVN3 = dict(
    zip(
        bytes.fromhex(
            "A1A2A3A4A5A6A7 A8A9AAABACADAE B5B6B7B8B9 BBBCBDBEC6 C7C8C9CACB CCCECFD0D1 D2D3D4D5D6 D7D8DCDDDE"
            "DFE1E2E3E4 E5E6E7E8E9 EAEBECEDEE EFF1F2F3F4 F5F6F7F8F9 FAFBFCFDFE"
        ),
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# VNI writes a letter as itself or as a base letter followed by a mark.
_VNI_LETTERS = dict(
    zip(bytes.fromhex("F4D4 F6D6 EDCD ECCC E6C6 F3D3 F2D2 EECE F1D1"), "ơƠưƯíÍìÌỉỈĩĨịỊỵỴđĐ", strict=True)
)
_HAT, _BREVE = "\u0302", "\u0306"
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_VNI_MARKS = dict(
    zip(
        bytes.fromhex("F8 F9 F5 FB EF E2 E0 E1 E3 E5 E4 EA E8 E9 FC FA EB"),
        (
            *(_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT),
            *(_HAT + tone for tone in ("", _GRAVE, _ACUTE, _TILDE, _HOOK, _DOT)),
            *(_BREVE + tone for tone in ("", _GRAVE, _ACUTE, _TILDE, _HOOK, _DOT)),
        ),
        strict=True,
    )
)
_VNI_BASES = dict.fromkeys("aeouyAEOUY", "") | {"ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư"}
ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0323\u1ea0-\u1ef9]")
# One word such as "Dü" is a foreign name more often than a whole file of such a font.
_FEWEST_WORDS = 3
# So much of a word shows that it is none.
LONGEST_WORD = 64
_LETTERS_AND_HIGH = re.compile(r"[A-Za-z\x80-\U0010ffff]*[\x80-\U0010ffff][A-Za-z\x80-\U0010ffff]*")
_SAMPLE = 4_000
_LETTERS_AND_HIGH_BYTES = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_PLAUSIBLE = re.compile("[\t\r\n -~\xa0-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f]")
# The letters that UTF-8 bytes turn into when they are read as Western ones: "Hộ" is "Há»™".
_CONTINUED = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_READ_TWICE = re.compile(f"á[º»][{re.escape(_CONTINUED)}]|[ÄÆ][{re.escape(_CONTINUED)}]")
_READINGS: Mapping[str, Callable[[bytes], str]] = {
    "Windows-1258": lambda raw: unicodedata.normalize("NFC", raw.decode("cp1258")),
    "TCVN3": lambda raw: from_tcvn3(raw.decode("cp1252")),
    "VNI": lambda raw: from_vni(raw.decode("cp1252")),
}


def well_spelled(word: str) -> bool | None:
    """Whether the word is a Vietnamese syllable; None for what has no vowel (HĐND, NĐ): it says nothing either way."""
    if len(word) > _LONGEST:
        return False
    tones = ""
    letters = ""
    for character in unicodedata.normalize("NFD", word.casefold()):
        if character in _TONES:
            tones += character
        else:
            letters += character
    if not any(letter in "aeiouy" for letter in letters):
        return None if word.isalpha() else False
    letters = unicodedata.normalize("NFC", letters)
    match = _SYLLABLE.fullmatch(letters)
    if len(tones) > 1 or match is None:
        return False
    # "gì", "gìn", "giếng": the i of "gi" is also the rime's.
    return _fits(match[1] or "", match[2], tones) or (letters.startswith("gi") and _fits("", letters[1:], tones))


@dataclass(frozen=True)
class Weighed:
    """How many different words of a reading are spelled as Vietnamese ones, and how many are not."""

    right: int
    wrong: int

    @property
    def share(self) -> float:
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def likelihood(self) -> float:
        return self.right * _RIGHT + self.wrong * _WRONG


def weigh(text: str) -> Weighed:
    text = unicodedata.normalize("NFC", text)
    verdicts = [well_spelled(word) for word in _WORD.findall(text) if not word.isascii()]
    return Weighed(verdicts.count(True), verdicts.count(False) + len(_SYMBOL_IN_WORD.findall(text)))


def certain(readings: Mapping[str, Weighed]) -> str | None:
    """The name of the reading whose words are Vietnamese, where every other one is clearly worse; else None."""
    ranked = sorted(readings, key=lambda name: -readings[name].likelihood)
    best = readings[ranked[0]] if ranked else Weighed(0, 0)
    clear = all(best.likelihood - readings[other].likelihood >= _CLEAR for other in ranked[1:])
    return ranked[0] if best.share >= _ENOUGH and clear else None


_VNI_MARKS |= {byte - 0x20: mark for byte, mark in _VNI_MARKS.items()}


def _western(byte: int) -> str:
    return bytes((byte,)).decode("cp1252", "replace")


_TCVN3_TABLE = {ord(_western(byte)): letter for byte, letter in _TCVN3.items()}
_VNI_TABLE = {ord(_western(byte)): letter for byte, letter in _VNI_LETTERS.items()}
_VNI_MARK_TABLE = {_western(byte): mark for byte, mark in _VNI_MARKS.items()}
_VNI = re.compile(f"([{''.join(_VNI_BASES)}])([{''.join(_VNI_MARK_TABLE)}])|[{''.join(map(chr, _VNI_TABLE))}]")


def from_tcvn3(text: str) -> str:
    """Unicode of a text typed in a .Vn font; what is not of that encoding stays."""
    return text.translate(_TCVN3_TABLE)


def from_vni(text: str) -> str:
    """Unicode of a text typed in a VNI font; what is not of that encoding stays."""
    # A mark has the byte of a letter, so a pair is looked for before a single letter.
    return _VNI.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[0].translate(_VNI_TABLE)
    return unicodedata.normalize("NFC", (_VNI_BASES[match[1]] or match[1]) + _VNI_MARK_TABLE[match[2]])


FONTS: Mapping[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}


def font_encoding(text: str) -> str:
    """ "TCVN3" or "VNI" where a Unicode text holds the Western letters of such a font and certainly not its own; else
    ""."""
    if text.isascii() or ONLY_UNICODE.search(text):
        return ""
    sample = " ".join(dict.fromkeys(match[0][:LONGEST_WORD] for match in _LETTERS_AND_HIGH.finditer(text)))
    readings = {"": weigh(sample)} | {font: weigh(read(sample)) for font, read in FONTS.items()}
    name = certain(readings)
    return name if name and readings[name].right >= _FEWEST_WORDS else ""


def typed_in_font(text: str, font: str, encoding_of_all: str) -> tuple[str, str]:
    """The encoding of a cell's text ("" for Unicode) and the text in Unicode, by the cell's font or that of all texts.

    In the capitals' fonts (.VnTimeH) small letters are shown as capitals, and become such.
    """
    if ONLY_UNICODE.search(text):
        return "", text
    encoding = encoding_of_all or _encoding_of(font)
    if not encoding:
        return "", text
    read = FONTS[encoding](text)
    if read == text or (not encoding_of_all and weigh(text).share > weigh(read).share):
        return "", text
    return encoding, read.upper() if font.startswith(".Vn") and font.endswith("H") else read


@dataclass(frozen=True)
class Decoded:
    """The text of a file in NFC or as written, and its encoding: UTF-8, UTF-16, Windows-1258, TCVN3 or VNI."""

    text: str
    encoding: str


def decode(raw: bytes) -> Decoded:
    """The text of a file without its byte order mark. Raises Refusal where its letters are not certain."""
    decoded = _unicode_by_mark(raw) or _utf16_without_mark(raw) or _utf8(raw) or _legacy(raw)
    offset = decoded.text.find("\0")
    if offset >= 0:
        raise Refusal("nul", line=line_at(decoded.text[:offset]))
    if decoded.encoding not in ("UTF-8", "UTF-16") or decoded.text.isascii():
        return decoded
    twice = read_twice(decoded.text)
    if twice is not None:
        raise Refusal("read_twice", name=twice[1], line=line_at(decoded.text[: twice[0]]))
    font = font_encoding(decoded.text)
    return Decoded(FONTS[font](decoded.text), font) if font else decoded


def read_twice(text: str) -> tuple[int, str] | None:
    """The index and the word where UTF-8 bytes were once read as Western letters and saved so ("Há»™"); else None."""
    for match in _READ_TWICE.finditer(text):
        western = b"".join(character.encode("cp1252", "ignore") or bytes((ord(character),)) for character in match[0])
        if ONLY_UNICODE.fullmatch(western.decode("utf-8", "replace")):
            begins = max(text.rfind(separator, 0, match.start()) for separator in " ,;\t|\n\r\"'") + 1
            return match.start(), text[begins : match.end()][-20:]
    return None


def _fits(onset: str, rime: str, tone: str) -> bool:
    if rime not in _ALL_RIMES or (onset == "qu" and rime[0] == "u"):
        return False
    if rime.endswith(("c", "ch", "p", "t")) and tone not in ("\u0301", "\u0323"):
        return False
    front = rime[0] in _FRONT
    return not (front and onset in _NOT_BEFORE_FRONT) and not (not front and onset in _BEFORE_FRONT)


def _encoding_of(font: str) -> str:
    if font.startswith(".Vn"):
        return "TCVN3"
    return "VNI" if font.upper().startswith("VNI-") else ""


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
    sample = b" ".join(dict.fromkeys(match[0][:LONGEST_WORD] for match in _LETTERS_AND_HIGH_BYTES.finditer(raw)))
    readings: dict[str, Weighed] = {}
    for name, read in _READINGS.items():
        with contextlib.suppress(UnicodeDecodeError):
            readings[name] = weigh(read(sample))
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

"""Vietnamese in the encodings it was written in before Unicode, for the tests."""

from __future__ import annotations

import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VNI_TONES = dict(zip(_TONES, ("ø", "ù", "õ", "û", "ï"), strict=True))
_VNI_HAT = dict(zip(("", *_TONES), ("â", "à", "á", "ã", "å", "ä"), strict=True))
_VNI_BREVE = dict(zip(("", *_TONES), ("ê", "è", "é", "ü", "ú", "ë"), strict=True))
_VNI_WHOLE = {"đ": "ñ", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_TCVN3 = {
    **dict(zip("ăâêôơưđ", "¨©ª«¬\u00ad®", strict=True)),
    **dict(zip("àảãáạằẳẵắặầẩẫấậ", "µ¶·¸¹»¼½¾ÆÇÈÉÊË", strict=True)),
    **dict(zip("èẻẽéẹềểễếệìỉĩíị", "ÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞ", strict=True)),
    **dict(zip("òỏõóọồổỗốộờởỡớợ", "ßáâãäåæçèéêëìíî", strict=True)),
    **dict(zip("ùủũúụừửữứựỳỷỹýỵ", "ïñòóôõö÷øùúûüýþ", strict=True)),
}


def _apart(letter: str) -> tuple[str, str]:
    """A letter without its tone, and the tone."""
    pieces = unicodedata.normalize("NFD", letter)
    tone = "".join(c for c in pieces if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in pieces if c not in _TONES)), tone


def windows_1258(text: str) -> bytes:
    """As Windows writes it: letters that the code page has, the others as a letter and a tone."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            out += "".join(_apart(letter)).encode("cp1258")
    return out


def tcvn3(text: str) -> str:
    """The Western letters of a text typed in .VnTime; it has no capitals with tones, so letters become small."""
    return "".join(_TCVN3.get(letter, letter) for letter in unicodedata.normalize("NFC", text.lower()))


def vni(text: str) -> str:
    """The Western letters of a text typed in a VNI font."""
    return "".join(_vni(letter) for letter in unicodedata.normalize("NFC", text))


def _vni(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter != letter.lower():
        small = _vni(letter.lower())
        return small.upper() if len(small) == 1 else small[0].upper() + small[1:].upper()
    if letter in _VNI_WHOLE:
        return _VNI_WHOLE[letter]
    base, tone = _apart(letter)
    if base in "âêô":
        return {"â": "a", "ê": "e", "ô": "o"}[base] + _VNI_HAT[tone]
    if base == "ă":
        return "a" + _VNI_BREVE[tone]
    return {"ơ": "ô", "ư": "ö"}.get(base, base) + _VNI_TONES.get(tone, "")

"""The letters of two encodings that fonts carried before Unicode: TCVN3 (.VnTime) and VNI.

Belongs here: their tables and the way back to Unicode. Does not: whether a file is written in one of them (charsets.py).
Text comes in as the Western letters (cp1252) of its bytes, which is also how a workbook keeps what was typed in such a font.
"""

from __future__ import annotations

import re
import unicodedata

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
_VNI_MARKS |= {byte - 0x20: mark for byte, mark in _VNI_MARKS.items()}
_VNI_BASES = dict.fromkeys("aeouyAEOUY", "") | {"ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư"}


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


def _vni_letter(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[0].translate(_VNI_TABLE)
    return unicodedata.normalize("NFC", (_VNI_BASES[found[1]] or found[1]) + _VNI_MARK_TABLE[found[2]])

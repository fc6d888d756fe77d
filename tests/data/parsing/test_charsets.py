"""Bytes into letters: Unicode in its forms, the older Vietnamese encodings, and what is refused."""

import codecs
import unicodedata

import pytest

from data.parsing.charsets import decode, read_twice
from data.parsing.limits import Refusal
from tests.data.parsing.encoded import tcvn3, vni, windows_1258

TEXT = "Mã huyện,Huyện,Nhóm\r\n347,Phủ Lý,Người có công\r\n349,Duy Tiên,Bảo trợ xã hội\r\n"


def refused(raw: bytes) -> Refusal:
    with pytest.raises(Refusal) as failure:
        decode(raw)
    return failure.value


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (windows_1258(TEXT), "Windows-1258"),
        (vni(TEXT).encode("cp1252"), "VNI"),
    ],
)
def test_every_encoding_gives_the_same_letters(raw: bytes, encoding: str) -> None:
    decoded = decode(raw)
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)
    assert unicodedata.is_normalized("NFC", decoded.text)


def test_tcvn3_comes_out_in_small_letters() -> None:
    decoded = decode(tcvn3(TEXT).encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (TEXT.lower(), "TCVN3")


def test_words_known_from_old_files() -> None:
    assert decode("Céng hßa x· héi".encode("cp1252")).text == "Cộng hòa xã hội"
    assert decode("Coäng hoøa xaõ hoäi".encode("cp1252")).text == "Cộng hòa xã hội"
    assert decode(b"H\xf4\xf2 ngh\xe8o, t\xean ng\xfd\xf5\xcci d\xe2n").text == "Hộ nghèo, tên người dân"


def test_letters_of_a_font_in_a_unicode_file() -> None:
    """Text typed in .VnTime and saved as UTF-8 has the Western letters of its bytes."""
    assert decode("Céng hßa x· héi chñ nghÜa".encode()).encoding == "TCVN3"
    assert decode("Coäng hoøa xaõ hoäi chuû nghóa".encode()).encoding == "VNI"
    for honest in ("Café Müller, Zürich, España", "Hà Nam, Kim Bảng", "thành công, à, ê", "5 m² – 20 °C"):
        assert (decode(honest.encode()).text, decode(honest.encode()).encoding) == (honest, "UTF-8")


def test_what_reads_well_in_two_encodings_is_refused_with_their_names() -> None:
    refusal = refused(b"m\xf4,1\n")
    assert refusal.code == "encoding_unsure"
    assert len(refusal.details["names"]) >= 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"a,b\nc,\xff\xfe\xfa\n", "not_utf8", 2),
        (TEXT.encode() + b"\xe1\xbb", "utf8_cut", 4),
        (TEXT.encode().replace(b"Duy", b"D\xffy"), "not_utf8", 3),
        (TEXT.replace("Phủ", "Ph\0").encode(), "nul", 2),
        ((TEXT + "\0").encode("utf-16"), "nul", 4),
        (TEXT.encode("utf-16")[:-5], "utf16_cut", 3),
        (TEXT.encode("utf-16-le") + b"\x00\xd8\x41\x00", "utf16_broken", 4),
        (TEXT.encode("utf-32"), "utf32", None),
        (b"\5\0" * 40, "utf16_unsure", None),
    ],
)
def test_damaged_text_is_refused_by_line(raw: bytes, code: str, line: int | None) -> None:
    refusal = refused(raw)
    assert (refusal.code, refusal.details.get("line")) == (code, line)


def test_a_unicode_file_with_rows_of_another_encoding_is_not_read_in_either() -> None:
    mixed = "Huyện,Nhóm\nPhủ Lý,Bảo trợ xã hội\n".encode() + windows_1258("Duy Tiên,Người có công\n")
    refusal = refused(mixed)
    assert (refusal.code, refusal.details["line"]) == ("not_utf8", 3)


def test_unicode_read_as_western_letters_is_named_with_its_word() -> None:
    wrong = TEXT.encode().decode("cp1252", "ignore")
    refusal = refused(wrong.encode())
    assert (refusal.code, refusal.details["line"]) == ("read_twice", 1)
    assert refused("a,b\n1,Há»™ nghÃ¨o\n".encode()).details == {"name": "Há»™", "line": 2}


@pytest.mark.parametrize("honest", ["“CẢ XÔ”, “XÃ”", "quá» «á»", "Ä", "Æ", "CÓ… KHÔNG–", "á»"])
def test_honest_text_is_not_taken_for_a_mistake(honest: str) -> None:
    assert read_twice(honest) is None

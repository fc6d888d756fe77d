"""What a ZIP must be before anything in it is parsed."""

import io
import zipfile

import pytest

from data.parsing.containers import open_workbook
from data.parsing.limits import Refusal
from tests.data.parsing.packages import package, row, sheet, text, zipped

GOOD = package(sheet(row(1, text("A1", "Huyện"))))


def refused(raw: bytes) -> tuple[str, object]:
    with pytest.raises(Refusal) as failure:
        open_workbook(raw)
    return failure.value.code, failure.value.details.get("name")


def lying(raw: bytes, real: int, said: int) -> bytes:
    """The archive with another unpacked size in its headers."""
    return raw.replace(real.to_bytes(4, "little"), said.to_bytes(4, "little"))


def test_a_workbook_opens() -> None:
    archive, code = open_workbook(GOOD)
    assert code == "xlsx"
    assert "xl/workbook.xml" in archive.namelist()


@pytest.mark.parametrize(
    ("raw", "code", "name"),
    [
        (zipped({"chi_tra.csv": "a,b"}), "format", "zip"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "format", "xlsb"),
        (zipped({"word/document.xml": ""}), "format", "docx"),
        (GOOD[:-40], "damaged", "xlsx"),
        (GOOD[: len(GOOD) // 2], "damaged", "xlsx"),
        (b"PK\x03\x04....[Content_Types].xml..xl/workbook.xml", "damaged", "xlsx"),
    ],
)
def test_other_and_broken_archives_are_named(raw: bytes, code: str, name: str) -> None:
    assert refused(raw) == (code, name)


def test_a_changed_byte_in_a_part_is_found() -> None:
    place = GOOD.index(b"xl/worksheets/sheet1.xml") + 40
    assert refused(GOOD[:place] + bytes((GOOD[place] ^ 255,)) + GOOD[place + 1 :])[0] == "damaged"


def test_unpacked_bytes_are_counted_and_headers_not_believed() -> None:
    size = 45_000_000
    bomb = package(sheet(row(1, text("A1", "Huyện"))), more={"xl/media/image1.png": bytes(size)})
    assert len(bomb) < 100_000
    assert refused(bomb)[0] == "unpacked"
    assert refused(lying(bomb, size, 10))[0] in ("damaged", "unpacked")
    assert refused(package(sheet("<row/>" * 3_000_000)))[0] == "tags"
    assert refused(package(sheet(" " * 30_000_000)))[0] == "long_tag"
    assert refused(package(sheet("<row>" * 6_000_000)))[0] == "tags"


def test_parts_are_counted_and_stand_once() -> None:
    assert refused(package(sheet(""), more={f"xl/media/{n}.png": b"" for n in range(1_000)}))[0] == "parts"
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", sheet(row(1, text("A1", "Khác"))))
    assert refused(out.getvalue())[0] == "parts_twice"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused_in_any_encoding(encoding: str) -> None:
    laughs = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b '
        '"&a;&a;&a;">]><worksheet>&b;'
    )
    assert refused(package(sheet(""), more={"xl/worksheets/sheet1.xml": laughs.encode(encoding)}))[0] == "entities"
    outside = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x"><x/>'
    assert refused(package(sheet(""), more={"xl/sharedStrings.xml": outside}))[0] == "entities"


def test_xml_under_another_name_is_looked_at_too() -> None:
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha">]><worksheet>&a;'
    assert refused(package(sheet(""), more={"xl/media/image1.png": laughs}))[0] == "entities"
    assert refused(package(sheet(""), more={"xl/a.dat": "<row>" + "<c/>" * 2_000_000}))[0] == "tags"
    open_workbook(package(sheet(""), more={"xl/media/image1.png": b"\x89PNG" + bytes(2_000_000)}))


def test_names_of_parts_differ_by_more_than_case() -> None:
    assert refused(package(sheet(""), more={"XL/workbook.xml": "<x/>"}))[0] == "parts_twice"


def test_encrypted_parts_and_odd_compression() -> None:
    marked = bytearray(GOOD)
    marked[GOOD.rindex(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(marked))[0] == "encrypted"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert refused(out.getvalue()) == ("damaged", "xlsx")

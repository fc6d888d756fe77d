"""What a file is, by its content."""

import pytest

from data.parsing.containers import in_broken_zip, in_zip, recognise

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\x89PNG\r\n", "png"),
        (b"%PDF-1.7", "pdf"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"PK\x03\x04", "zip"),
        (b"PK\x05\x06", "zip"),
        (OLE, "xls"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xef\xbb\xbf  <HTML>", "html"),
        (b"MIME-Version: 1.0\r\n", "mhtml"),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>", "xml_spreadsheet"),
        (b"<?xml version='1.0'?><note/>", "xml"),
        (b"ID;PWXL;N;E\n", "sylk"),
        (b"ID,name\n", "text"),
        (b"", "text"),
    ],
)
def test_signatures(raw: bytes, code: str) -> None:
    assert recognise(raw) == code


def test_what_a_zip_holds() -> None:
    for names, code in (
        (["[Content_Types].xml", "xl/workbook.xml"], "xlsx"),
        (["[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"], "xlsm"),
        (["[Content_Types].xml", "xl/workbook.bin"], "xlsb"),
        (["[Content_Types].xml", "word/document.xml"], "docx"),
        (["chi_tra.csv"], "zip"),
    ):
        assert in_zip(b"PK\x03\x04", names) == code
        assert in_broken_zip(b"PK\x03\x04" + " ".join(names).encode()) == code
    assert in_zip(b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", []) == "ods"

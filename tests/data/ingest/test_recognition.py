"""What is not UTF-8 text is recognised by its content and named."""

import gzip

import pytest

from tests.data.ingest.tables import ROWS, CheckText, said, table

TEXT = table(*ROWS)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "trống"),
        (b"\xef\xbb\xbf \r\n\r\n", "trống"),
        (b",,,\n,,,\n", "trống"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "ảnh PNG"),
        (b"%PDF-1.7\n", "PDF"),
        (gzip.compress(TEXT.encode()), "gzip"),
        (b"PK\x03\x04....[Content_Types].xml..xl/workbook.xml", ".xlsx"),
        (b"PK\x03\x04....xl/workbook.xml..xl/vbaProject.bin", "macro VBA (.xlsm)"),
        (b"PK\x03\x04....xl/workbook.bin", ".xlsb"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"),
        (b"PK\x03\x04other", "ZIP"),
        (OLE, "Excel cũ (.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"\xef\xbb\xbf  <HTML><table>", "HTML"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (b"347,Ng\xad\xeai c\xe3 c\xabng,1\n", "TCVN3"),
        (b"347,Ng\xfd\xf5\xcci co\xec c\xf4ng,1\n", "Windows-1258"),
        (b"347,Ng\xf6\xf4\xf8i co\xf9 co\xe2ng,1\n", "VNI"),
        (b"a,b\nc,\xff\xfe\xfa\n", "Dòng 2: tệp không ở bảng mã UTF-8"),
    ],
)
def test_other_files_are_named_with_a_remedy(check: CheckText, content: bytes, word: str) -> None:
    outcome = check(content)
    assert outcome.status == "refused"
    assert word in said(outcome)
    assert len(outcome.problems) == 1
    assert outcome.problems[0].remedy


def test_a_file_cut_inside_a_character_says_where(check: CheckText) -> None:
    cut = TEXT.encode()[: TEXT.encode().index("ả".encode()) + 1]
    outcome = check(cut)
    assert outcome.problems[0].line == 4
    assert "bị cắt" in said(outcome)


def test_nul_is_refused_by_line(check: CheckText) -> None:
    outcome = check(TEXT.replace("Duy Tiên", "Duy Tiên\0").replace("\n", "\r\n"))
    assert outcome.problems[0].line == 3
    assert "NUL" in said(outcome)

"""What is refused as it stands: each kind of file by its content, with a sentence that names it and a remedy."""

import gzip
from pathlib import Path

import pytest

from data.ingest.reading import refused
from data.parsing.limits import Refusal
from data.vocabulary.problems import REFUSAL_WORDS
from tests.data.ingest.books import refusal
from tests.data.ingest.tables import ROWS, table
from tests.data.parsing.packages import package, row, sheet, text, zipped

TEXT = table(*ROWS)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
WORKBOOK = package(sheet(row(1, text("A1", "Huyện"))))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "trống"),
        (b"\xef\xbb\xbf \r\n\r\n", "trống"),
        (b",,,\n,,,\n", "trống"),
        (package(sheet("")), "trống"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "ảnh PNG"),
        (b"%PDF-1.7\n", "PDF"),
        (gzip.compress(TEXT.encode()), "gzip"),
        (b"PK\x03\x04....[Content_Types].xml..xl/workbook.xml", "sổ tính Excel (.xlsx) nhưng bị hỏng"),
        (b"PK\x03\x04....xl/workbook.xml..xl/vbaProject.bin", "macro VBA (.xlsm) nhưng bị hỏng"),
        (WORKBOOK[:-30], "hỏng hoặc bị cắt"),
        (package(sheet("<row")), "bị hỏng"),
        (b"PK\x03\x04....xl/workbook.bin", ".xlsb"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"),
        (b"PK\x03\x04other", "ZIP"),
        (zipped({"chi_tra.csv": TEXT}), "ZIP"),
        (OLE, "Excel cũ (.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"\xef\xbb\xbf  <HTML><table>", "HTML"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"a,b\nc,\xff\xfe\xfa\n", "Dòng 2: tệp không ở bảng mã UTF-8"),
        (TEXT.encode().decode("cp1252", "ignore").encode(), "Windows-1252"),
        (b"m\xf4,1\n", "không chắc tệp ở bảng mã nào (có thể là "),
        (package(sheet("<row/>" * 2_000_000)), "quá nhiều ô"),
    ],
)
def test_other_files_are_named_with_a_remedy(tmp_path: Path, content: bytes, word: str) -> None:
    problem = refusal(tmp_path, content)
    assert word.casefold() in problem.message.casefold()
    assert problem.severity == "error"
    assert problem.remedy


def test_what_is_no_table_says_how_to_save_it(tmp_path: Path) -> None:
    message = refusal(tmp_path, OLE).message
    assert message.startswith("Tệp là sổ tính Excel cũ (.xls), không phải")
    assert "lưu lại dạng .xlsx (hoặc CSV UTF-8)" in message


def test_a_file_cut_inside_a_character_says_where(tmp_path: Path) -> None:
    problem = refusal(tmp_path, TEXT.encode()[: TEXT.encode().index("ả".encode()) + 1])
    assert problem.line == 4
    assert "bị cắt" in problem.message


def test_nul_is_refused_by_line(tmp_path: Path) -> None:
    problem = refusal(tmp_path, TEXT.replace("Duy Tiên", "Duy Tiên\0").replace("\n", "\r\n"))
    assert problem.line == 3
    assert "NUL" in problem.message


@pytest.mark.parametrize("code", REFUSAL_WORDS)
def test_every_refusal_has_its_words(code: str) -> None:
    details: dict[str, str | int | list[str]] = {
        "most": 50_000,
        "count": 1_234,
        "columns": 64,
        "rows": 50_000,
        "cell": "D12",
        "cells": ["D12", "E7"],
        "name": "png",
        "names": ["VNI", "TCVN3"],
    }
    whole = refused(Refusal(code, **details)).message
    assert whole[0].isupper()
    assert "{" not in whole
    assert "50000" not in whole
    placed = refused(Refusal(code, **details, sheet="T3", row=12)).message
    assert placed.startswith("Trang 'T3', dòng 12: ")
    assert "không hợp lệ" not in placed


def test_what_a_file_says_of_itself_is_shown_safely() -> None:
    problem = refused(Refusal("far_cell", cell="A1\u202e", sheet="x\n" + "y" * 500, row=1, columns=1, rows=1))
    assert "\u202e" not in problem.message
    assert "\n" not in problem.message
    assert len(problem.sheet) <= 100

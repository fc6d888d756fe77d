"""What a file is, by its first bytes and the names inside it.

Belongs here: signatures. Does not: the file's name, which never decides, and words for people: a format is a code that
data/ingest/recognition.py names.
"""

from __future__ import annotations

import codecs
from collections.abc import Collection

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"PAR1", "parquet"),
    (b"MZ\x90", "windows_program"),
    (b"\x7fELF", "linux_program"),
    (b"ID;P", "sylk"),
    (b"\x09\x08\x10\x00", "xls"),
    (b"\x09\x08\x08\x00", "xls"),
    (b"\x09\x04\x06\x00", "xls"),
    (b"\x09\x02\x06\x00", "xls"),
    (b"\x09\x00\x04\x00", "xls"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_OLE: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
)
_IN_ZIP: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/vbaProject.bin", "xlsm"),
    ("xl/workbook.xml", "xlsx"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("[Content_Types].xml", "xlsx"),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "html"),
    (b"<html", "html"),
    (b"<table", "html"),
    (b"<head", "html"),
    (b"<meta", "html"),
    (b"<style", "html"),
    (b"mime-version:", "mhtml"),
    (b"<?xml", "xml"),
)
WORKBOOKS = frozenset(("xlsx", "xlsm"))


def recognise(raw: bytes) -> str:
    """The code of a format; "zip" is to be opened (in_zip says more), "text" is what has no signature."""
    for signature, code in _SIGNATURES:
        if raw.startswith(signature):
            return code
    if raw.startswith(_ZIP):
        return "zip"
    if raw.startswith(_OLE):
        return next((code for inside, code in _IN_OLE if inside.encode("utf-16-le") in raw), "xls")
    start = raw[:500].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    code = next((code for mark, code in _MARKUP if start.startswith(mark)), "text")
    return "xml_spreadsheet" if code == "xml" and b"excel.sheet" in start else code


def in_zip(raw: bytes, names: Collection[str]) -> str:
    """The code of what a ZIP holds; "xlsx" and "xlsm" are workbooks."""
    if _OPEN_DOCUMENT in raw[:200]:
        return "ods"
    return next((code for name, code in _IN_ZIP if name in names), "zip")


def in_broken_zip(raw: bytes) -> str:
    """What a ZIP that does not open seems to hold: the names of its parts stand in its bytes."""
    return in_zip(raw, [name for name, _ in _IN_ZIP if name.encode() in raw])

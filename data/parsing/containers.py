"""Format of a file by its first bytes, and ZIP archives opened within limits."""

from __future__ import annotations

import codecs
import io
import zipfile
import zlib
from collections.abc import Collection
from typing import NoReturn
from xml.parsers import expat

from data.parsing.limits import LONGEST_TAG_BYTES, MOST_PARTS, MOST_SHEETS, MOST_TAGS, MOST_UNPACKED_BYTES, Refusal

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
_FORMATS_MARKUP: tuple[tuple[bytes, str], ...] = (
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
_CHUNK = 1 << 16
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MARKUP = (".xml", ".rels", ".vml")


def recognise(raw: bytes) -> str:
    """The code of the format; "zip" must be opened to know more (in_zip), "text" has no signature."""
    for signature, code in _SIGNATURES:
        if raw.startswith(signature):
            return code
    if raw.startswith(_ZIP):
        return "zip"
    if raw.startswith(_OLE):
        return next((code for inside, code in _IN_OLE if inside.encode("utf-16-le") in raw), "xls")
    start = raw[:500].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    code = next((code for mark, code in _FORMATS_MARKUP if start.startswith(mark)), "text")
    return "xml_spreadsheet" if code == "xml" and b"excel.sheet" in start else code


def in_zip(raw: bytes, names: Collection[str]) -> str:
    """The code of what a ZIP holds; "xlsx" and "xlsm" are workbooks."""
    if _OPEN_DOCUMENT in raw[:200]:
        return "ods"
    return next((code for name, code in _IN_ZIP if name in names), "zip")


def in_broken_zip(raw: bytes) -> str:
    """The probable content of a ZIP that does not open, by the names of parts in its bytes."""
    return in_zip(raw, [name for name, _ in _IN_ZIP if name.encode() in raw])


class _Root(Exception):
    """The first element of a part: document types can only stand before it."""


def open_workbook(raw: bytes) -> tuple[zipfile.ZipFile, str]:
    """The archive and "xlsx" or "xlsm". Raises Refusal for what is no workbook, is damaged or would unpack to too
    much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as failure:
        raise Refusal("damaged", name=in_broken_zip(raw)) from failure
    names = archive.namelist()
    code = in_zip(raw, frozenset(names))
    if code not in WORKBOOKS:
        raise Refusal("format", name=code)
    sheets = sum(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names)
    if sheets > MOST_SHEETS:
        raise Refusal("sheets", count=sheets, most=MOST_SHEETS)
    if len(names) > MOST_PARTS:
        raise Refusal("parts", count=len(names), most=MOST_PARTS)
    if len({name.casefold() for name in names}) < len(names):
        raise Refusal("parts_twice")
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise Refusal("encrypted")
    try:
        _unpack(archive)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError) as failure:
        raise Refusal("damaged", name=code) from failure
    return archive, code


class _Look:
    """Checks XML as it is unpacked: document types, the number of tags, a tag without end.

    A part is XML by its name or because it begins so: what is called image.png may be named as a sheet."""

    def __init__(self, markup: bool) -> None:
        self._markup = markup
        self._parser: expat.XMLParserType | None = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._document_type
        self._parser.StartElementHandler = self._root
        self._since_tag = 0

    def at(self, chunk: bytes) -> int:
        """The weight of the tags that begin in the next piece of a part."""
        if self._parser is not None:
            try:
                self._parser.Parse(chunk, False)
                self._markup = True
            except _Root:
                self._parser, self._markup = None, True
            except expat.ExpatError:
                # What is not well formed is left to whoever needs that part.
                self._parser = None
        if not self._markup:
            return 0
        tags = chunk.count(b"<")
        self._since_tag = 0 if tags else self._since_tag + len(chunk)
        if self._since_tag > LONGEST_TAG_BYTES:
            raise Refusal("long_tag")
        # An empty element takes few bytes and as much of a parser as a full one.
        return tags + 2 * chunk.count(b"/>")

    @staticmethod
    def _document_type(*_: object) -> NoReturn:
        raise Refusal("entities")

    @staticmethod
    def _root(*_: object) -> NoReturn:
        raise _Root


def _unpack(archive: zipfile.ZipFile) -> None:
    """Unpack everything once, in small pieces that are thrown away: the sizes a ZIP claims are not believed."""
    left, tags = MOST_UNPACKED_BYTES, MOST_TAGS
    for part in archive.infolist():
        if part.compress_type not in _METHODS:
            raise NotImplementedError(part.compress_type)
        look = _Look(part.filename.lower().endswith(_MARKUP))
        with archive.open(part) as source:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refusal("unpacked", most=MOST_UNPACKED_BYTES // (1024 * 1024))
                tags -= look.at(chunk)
                if tags < 0:
                    raise Refusal("tags")

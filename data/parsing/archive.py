"""A workbook's ZIP, looked through before anything in it is parsed.

Belongs here: what its parts may be and how much they may unpack to, counted while unpacking. Does not: what the parts say.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import NoReturn
from xml.parsers import expat

from data.parsing.formats import WORKBOOKS, in_broken_zip, in_zip
from data.parsing.limits import LONGEST_TAG_BYTES, MOST_PARTS, MOST_TAGS, MOST_UNPACKED_BYTES
from data.parsing.refusal import Refusal

_CHUNK = 1 << 16
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MARKUP = (".xml", ".rels", ".vml")


class _Root(Exception):
    """The first element of a part: document types can only stand before it."""


def open_workbook(raw: bytes) -> tuple[zipfile.ZipFile, str]:
    """The archive and "xlsx" or "xlsm". Raises Refusal for what is no workbook, is damaged or would unpack to too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as failure:
        raise Refusal("damaged", name=in_broken_zip(raw)) from failure
    names = archive.namelist()
    code = in_zip(raw, frozenset(names))
    if code not in WORKBOOKS:
        raise Refusal("format", name=code)
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


class _Look:
    """What can be seen of XML as it passes: a document type, the number of tags, a tag without end.

    A part is XML by its name or because it begins so: what is called image.png may be named as a sheet.
    """

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
            raise Refusal("unreadable")
        # An empty element takes few bytes and as much of a parser as a full one.
        return tags + 2 * chunk.count(b"/>")

    @staticmethod
    def _document_type(*_: object) -> NoReturn:
        raise Refusal("entities")

    @staticmethod
    def _root(*_: object) -> NoReturn:
        raise _Root

"""Step 1, bytes -> Book: the messages of the child process that opens the file (`data.parsing`) put together as a Book
of text cells, or its refusal as a Problem."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from data.ingest.base import Book, Merge, Remark, Row, Sheet
from data.locale import _
from data.parsing.limits import Refusal
from data.parsing.process import messages
from data.vocabulary.problems import FORMAT_REMEDIES, REFUSAL_WORDS, Problem, shown
from models.wording.words import N_

_FORMATS = {
    "png": N_("ảnh PNG"), "jpeg": N_("ảnh JPEG"), "gif": N_("ảnh GIF"), "tiff": N_("ảnh TIFF"), "pdf": N_("tệp PDF"),
    "rtf": N_("văn bản RTF"), "gzip": N_("tệp nén gzip"), "bzip2": N_("tệp nén bzip2"), "xz": N_("tệp nén xz"),
    "zstd": N_("tệp nén zstd"), "7z": N_("tệp nén 7z"), "rar": N_("tệp nén RAR"), "zip": N_("tệp nén ZIP"),
    "sqlite": N_("cơ sở dữ liệu SQLite"), "parquet": N_("tệp Parquet"), "windows_program": N_("chương trình Windows"),
    "linux_program": N_("chương trình Linux"), "sylk": N_("tệp SYLK (.slk)"), "xls": N_("sổ tính Excel cũ (.xls)"),
    "xlsx": N_("sổ tính Excel (.xlsx)"), "xlsm": N_("sổ tính Excel có macro VBA (.xlsm)"),
    "xlsb": N_("sổ tính Excel nhị phân (.xlsb)"), "ods": N_("tệp OpenDocument (.ods)"),
    "doc": N_("văn bản Word cũ (.doc)"), "docx": N_("văn bản Word (.docx)"), "ppt": N_("tệp trình chiếu (.ppt)"),
    "pptx": N_("tệp trình chiếu (.pptx)"), "html": N_("trang HTML"), "mhtml": N_("trang web một tệp (MHTML)"),
    "xml": N_("tệp XML"), "xml_spreadsheet": N_("sổ tính XML Spreadsheet 2003"),
}  # fmt: skip
_FONT_NAMES = {"TCVN3": "TCVN3 (.VnTime)", "VNI": "VNI", "Windows-1258": "Windows-1258"}
_REMARKS: dict[str, tuple[str, str, str]] = {
    "font": (
        "encoding",
        N_("Chữ gõ bằng phông {name}, đã chuyển sang Unicode; chữ hoa gõ bằng phông .VnTimeH có thể thành chữ thường"),
        N_("Xem lại tên đơn vị, tên nhóm trong bảng kiểm tra."),
    ),
    "macro": (
        "macro",
        N_("Tệp có macro VBA; macro không được chạy, chỉ số liệu đã lưu trong ô được đọc"),
        N_("Nếu số liệu do macro tính, mở tệp bằng Excel, chạy xong rồi lưu lại trước khi tải lên."),
    ),
    "old_macro": (
        "macro",
        N_("Tệp có trang macro Excel 4.0 (XLM); macro không được chạy, trang đó không được đọc"),
        N_("Nếu số liệu do macro tính, mở tệp bằng Excel, chạy xong rồi dán giá trị sang một sổ tính mới."),
    ),
    "links": (
        "other",
        N_("Tệp có công thức lấy số từ sổ tính khác; sổ đó không được mở, số đọc được là số đã lưu trong tệp"),
        N_("Nếu sổ kia đã đổi, mở tệp bằng Excel, cập nhật liên kết rồi lưu lại."),
    ),
    "hidden_rows": (
        "other",
        N_("Có {count} dòng ẩn (có thể do bộ lọc) ở trang {sheets}; các dòng ẩn vẫn được đọc"),
        N_("Bỏ lọc và hiện mọi dòng để xem lại; xóa các dòng không phải số liệu."),
    ),
    "hidden_columns": (
        "other",
        N_("Có {count} cột ẩn ở trang {sheets}; các cột ẩn vẫn được đọc"),
        N_("Hiện mọi cột để xem lại; xóa các cột không phải số liệu."),
    ),
}
_TEXTS = frozenset(("", "csv", "tsv", "txt"))
_WORKBOOKS = frozenset(("", "xlsx", "xlsm", "xltx", "xltm"))


def refused(refusal: Refusal) -> Problem:
    """The Problem of a refusal by the child process, with its line, row or sheet."""
    reason, remedy = REFUSAL_WORDS[refusal.code]
    if refusal.code == "format":
        remedy = FORMAT_REMEDIES.get(str(refusal.details.get("name")), remedy)
    sentence = _(reason).format(**{name: _worded(name, value) for name, value in refusal.details.items()})
    line, sheet = refusal.details.get("line"), refusal.details.get("sheet", "")
    row = refusal.details.get("row")
    if line is None and row is not None:
        line = row
    if line is None and not sheet:
        sentence = sentence[0].upper() + sentence[1:]
    return Problem(
        "error",
        sentence,
        _(remedy),
        line=line if isinstance(line, int) else None,
        row=row if isinstance(row, int) else None,
        sheet=shown(str(sheet)),
    )


def remark(code: str, details: Mapping[str, str | int | list[str]]) -> Remark:
    """The Remark for a code of the child process ("font", "macro", "links", "hidden_rows", "hidden_columns")."""
    group, reason, remedy = _REMARKS[code]
    sentence = _(reason).format(**{name: _worded(name, value) for name, value in details.items()})
    return Remark(sentence, _(remedy), group)


def extension_remark(filename: str, kind: str = "text") -> Remark | None:
    """A Remark where the extension of the file's name is that of another format than its content ("text", "workbook");
    else None."""
    extension = filename.rsplit(".", 1)[-1].casefold() if "." in filename else ""
    text = kind == "text"
    if extension in (_TEXTS if text else _WORKBOOKS):
        return None
    reason = (
        _("Tên tệp có đuôi .{extension} nhưng nội dung là CSV; đã đọc theo nội dung")
        if text
        else _("Tên tệp có đuôi .{extension} nhưng nội dung là sổ tính Excel; đã đọc theo nội dung")
    )
    remedy = _("Đổi đuôi tệp thành .csv để khỏi nhầm.") if text else _("Đổi đuôi tệp thành .xlsx để khỏi nhầm.")
    return Remark(reason.format(extension=shown(extension[:10])), remedy, "extension")


def read_book(path: Path, filename: str, headings: frozenset[str]) -> Book | Problem:
    """Read the file at `path`, called `filename` by its sender, by its content.

    `headings` are the folded headings of the dataset: the delimiter of a text is the one that makes most of them known.
    Raises OSError for a path that cannot be read; whatever the bytes are, the outcome is a Book or a Problem.
    """
    path.stat()
    try:
        with closing(messages(path, headings)) as stream:
            return _book(stream, filename)
    except Refusal as refusal:
        return refused(refusal)


def limits_enforced() -> bool:
    """Whether the system bounds the memory and time of the process that opens files (Windows and macOS do not)."""
    return find_spec("resource") is not None and sys.platform != "darwin"


def _worded(name: str, value: str | int | list[str]) -> str:
    if isinstance(value, list):
        return ", ".join(_worded("name", item) if name == "names" else shown(item) for item in value)
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    if name == "name" and value in _FORMATS:
        return _(_FORMATS[value])
    return _FONT_NAMES.get(value, shown(value))


def _book(stream: Iterable[Any], filename: str) -> Book:
    read: list[tuple[dict[str, Any], list[list[Any]], dict[str, Any]]] = []
    sheet: dict[str, Any] = {}
    rows: list[list[Any]] = []
    for message in stream:
        if isinstance(message, list):
            rows += message
        elif "sheet" in message:
            sheet, rows = message["sheet"], []
        elif "ends" in message:
            read.append((sheet, [] if message["ends"].get("unread") else rows, message["ends"]))
        else:
            return _assembled(message["book"], read, filename)
    raise Refusal("crash")


def _assembled(
    book: dict[str, Any], read: list[tuple[dict[str, Any], list[list[Any]], dict[str, Any]]], filename: str
) -> Book:
    kind = book["format"]
    if kind == "text":
        sheets = tuple(
            Sheet("", tuple(Row(line, row, tuple(cells)) for line, row, cells in rows)) for _, rows, _ in read
        )
    else:
        several = sum(bool(rows) for _, rows, _ in read) > 1
        sheets = tuple(_sheet(sheet, rows, ends, several) for sheet, rows, ends in read)
    remarks = [remark(code, details) for code, details in book["remarks"].items()]
    misnamed = extension_remark(filename, kind)
    if misnamed is not None:
        remarks.append(misnamed)
    return Book(kind, sheets, book["encoding"], book["delimiter"], tuple(remarks))


def _sheet(sheet: dict[str, Any], rows: Sequence[list[Any]], ends: dict[str, Any], several: bool) -> Sheet:
    """The rows of a sheet, the empty ones between them too, all of one width as Excel shows them."""
    name, hidden = sheet["name"], sheet["hidden"]
    if ends.get("unread"):
        return Sheet(name, (), hidden)
    width, row_sheet = ends["width"], name if several else ""
    blank = ("",) * width
    all_rows: list[Row] = []
    for number, cells, numeric in rows:
        all_rows.extend(Row(empty, empty, blank, sheet=row_sheet) for empty in range(len(all_rows) + 1, number))
        filled = (*cells, *blank[len(cells) :])
        all_rows.append(Row(number, number, filled, _set_bits(numeric), row_sheet))
    return Sheet(name, tuple(all_rows), hidden, tuple(Merge(*merge) for merge in ends["merges"]))


@lru_cache(maxsize=1024)
def _set_bits(numeric: int) -> frozenset[int]:
    """The positions of the bits set in a whole number."""
    return frozenset(bit for bit in range(numeric.bit_length()) if numeric >> bit & 1)

"""What a file is, by its content: UTF-8 text, or something else by name.

Belongs here: signatures of file formats and encodings, and decoding. Does not: rows and columns. The file's extension
never decides.
"""

from __future__ import annotations

import codecs

from data.ingest.problems import Fault, Problem, error, shown
from data.locale import _
from models.words import N_

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", N_("ảnh PNG")),
    (b"\xff\xd8\xff", N_("ảnh JPEG")),
    (b"GIF8", N_("ảnh GIF")),
    (b"%PDF", N_("tệp PDF")),
    (b"{\\rtf", N_("văn bản RTF")),
    (b"\x1f\x8b", N_("tệp nén gzip")),
    (b"BZh", N_("tệp nén bzip2")),
    (b"\xfd7zXZ\x00", N_("tệp nén xz")),
    (b"\x28\xb5\x2f\xfd", N_("tệp nén zstd")),
    (b"7z\xbc\xaf\x27\x1c", N_("tệp nén 7z")),
    (b"Rar!\x1a\x07", N_("tệp nén RAR")),
    (b"SQLite format 3\x00", N_("cơ sở dữ liệu SQLite")),
    (b"PAR1", N_("tệp Parquet")),
    (b"MZ\x90", N_("chương trình Windows")),
    (b"\x7fELF", N_("chương trình Linux")),
    (b"\x09\x08\x10\x00", N_("sổ tính Excel cũ (.xls)")),
    (b"\x09\x08\x08\x00", N_("sổ tính Excel cũ (.xls)")),
    (b"\x09\x04\x06\x00", N_("sổ tính Excel cũ (.xls)")),
    (b"\x09\x02\x06\x00", N_("sổ tính Excel cũ (.xls)")),
    (b"\x09\x00\x04\x00", N_("sổ tính Excel cũ (.xls)")),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"xl/vbaProject.bin", N_("sổ tính Excel có macro VBA (.xlsm)")),
    (b"xl/workbook.bin", N_("sổ tính Excel nhị phân (.xlsb)")),
    (b"application/vnd.oasis.opendocument", N_("tệp OpenDocument (.ods)")),
    (b"word/document.xml", N_("văn bản Word (.docx)")),
    (b"xl/", N_("sổ tính Excel (.xlsx)")),
    (b"[Content_Types].xml", N_("sổ tính Excel (.xlsx)")),
)
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", N_("trang HTML")),
    (b"<html", N_("trang HTML")),
    (b"<table", N_("trang HTML")),
    (b"<head", N_("trang HTML")),
    (b"<meta", N_("trang HTML")),
    (b"<style", N_("trang HTML")),
    (b"<?xml", N_("tệp XML")),
)
# Bytes of the commonest words of these files: "người", "công", "đồng", "huyện" in each legacy encoding.
_LEGACY: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("TCVN3 (.VnTime)", (b"g\xad\xeai", b"c\xabng", b"\xae\xe5ng", b"huy\xd6n")),
    ("VNI", (b"g\xf6\xf4\xf8i", b"co\xe2ng", b"\xf1o\xe0ng", b"huye\xe4n")),
    ("Windows-1258", (b"g\xfd\xf5\xcci", b"c\xf4ng", b"\xf0\xf4\xccng", b"huy\xea\xf2n")),
)


def save_as_csv() -> str:
    """The remedy for every file that is not UTF-8 CSV."""
    return _(
        "Lưu lại dạng CSV UTF-8 (trong Excel: mở trang tính có số liệu, chọn Tệp, Lưu thành, "
        "CSV UTF-8) rồi tải lên tệp vừa lưu."
    )


def decode(raw: bytes) -> str | Problem:
    """The text of a UTF-8 file without its byte order mark, or why it is not one."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        fault = Fault(
            _("Tệp được bảo vệ bằng mật khẩu nên không đọc được"),
            _("Gỡ mật khẩu. {remedy}").format(remedy=save_as_csv()),
        )
        return error(fault)
    kind = _format(raw)
    if kind is not None:
        return _refused(_("Tệp là {kind}, không phải CSV UTF-8").format(kind=kind))
    if _looks_utf16(raw):
        return _refused(_("Tệp ở bảng mã UTF-16 (Excel gọi là Unicode Text), không phải UTF-8"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        return _not_utf8(raw, failure)
    place = text.find("\0")
    if place >= 0:
        fault = Fault(
            _("có ký tự NUL (ký tự rỗng) không được phép trong tệp văn bản"),
            _("Mở tệp gốc, gõ lại ô đó rồi lưu lại dạng CSV UTF-8."),
        )
        return Problem("error", fault.reason, fault.remedy, line=_line_at(text[:place]))
    return text


def extension_remark(filename: str) -> Fault | None:
    """A word to the user when a text file carries the extension of another format."""
    extension = filename.rsplit(".", 1)[-1].casefold() if "." in filename else ""
    if extension in ("csv", "tsv", "txt", ""):
        return None
    return Fault(
        _("Tên tệp có đuôi .{extension} nhưng nội dung là CSV; đã đọc theo nội dung").format(
            extension=shown(extension[:10])
        ),
        _("Đổi đuôi tệp thành .csv để khỏi nhầm."),
    )


def _format(raw: bytes) -> str | None:
    for signature, name in _SIGNATURES:
        if raw.startswith(signature):
            return _(name)
    if raw.startswith(b"PK\x03\x04"):
        return next((_(name) for inside, name in _ZIPPED if inside in raw), _("tệp nén ZIP"))
    if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _("sổ tính Excel cũ (.xls)")
    start = raw[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    return next((_(name) for mark, name in _MARKUP if start.startswith(mark)), None)


def _looks_utf16(raw: bytes) -> bool:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    sample = raw[:2000]
    most = max(sample[0::2].count(0), sample[1::2].count(0))
    return len(sample) >= 4 and most > len(sample) // 5


def _not_utf8(raw: bytes, failure: UnicodeDecodeError) -> Problem:
    line = _line_at(raw[: failure.start].decode("utf-8", "replace"))
    if failure.reason == "unexpected end of data":
        reason = _("tệp bị cắt giữa một ký tự (UTF-8) nên thiếu phần cuối")
        return Problem("error", reason, _("Xuất hoặc tải lại tệp đầy đủ rồi thử lại."), line=line)
    lowered = raw.lower()
    for name, marks in _LEGACY:
        if any(mark in lowered for mark in marks):
            return _refused(_("Tệp ở bảng mã {name}, không phải UTF-8 (Unicode)").format(name=name))
    reason = _("tệp không ở bảng mã UTF-8 (Unicode): gặp byte không đọc được")
    return Problem("error", reason, save_as_csv(), line=line)


def _line_at(before: str) -> int:
    """The number of the line on which this text ends, whatever the line endings."""
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1


def _refused(reason: str) -> Problem:
    return error(Fault(reason, save_as_csv()))

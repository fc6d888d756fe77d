"""A district that lacks, a commune among districts, other formats under a workbook's name, workbooks that attack."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.data.ingest.dataset_tables import checked, errors, rows
from tests.data.ingest.tables import CheckText, check_bytes, facts, said
from tests.data.ingest.workbooks import workbook

NAMES = ("Phủ Lý", "Duy Tiên", "Kim Bảng", "Thanh Liêm", "Bình Lục", "Lý Nhân")
HEADER = "Đơn vị;Kỳ;Nhóm;Số người;Số tiền (đồng)\n"


def lines(*names: str, group: str = "NCC") -> str:
    return "".join(f"{name};4/2023;{group};10;23000000\n" for name in names)


def test_the_district_that_lacks_is_named(check: CheckText) -> None:
    outcome = check(HEADER + lines(*NAMES[:3], *NAMES[4:]))
    assert len(facts(outcome)) == 5
    assert "thiếu Huyện Thanh Liêm (4/2023, NCC)" in said(outcome)
    of_one_group = check(HEADER + lines(*NAMES) + lines(*NAMES[1:5], group="BTXH"))
    assert "thiếu Thành phố Phủ Lý, Huyện Lý Nhân (4/2023, BTXH)" in said(of_one_group)
    assert check(HEADER + lines(*NAMES)).messages == []
    assert check(HEADER + lines(*NAMES[:2])).messages == []


def test_the_district_that_lacks_in_an_indicator(tmp_path: Path) -> None:
    text = "Đơn vị;Năm;Chỉ tiêu;Giá trị\n" + "".join(f"{name};2022;Hộ nghèo;30\n" for name in NAMES[1:])
    outcome = checked(tmp_path, "indicators", text)
    assert len(rows(outcome)) == 5
    assert "thiếu Thành phố Phủ Lý (2022, Hộ nghèo)" in said(outcome)


def test_a_commune_among_districts_is_the_row_that_is_named(tmp_path: Path, check: CheckText) -> None:
    outcome = check(HEADER + lines(*NAMES[:2], "Xã Liêm Chung", *NAMES[2:]))
    assert errors(outcome) == [
        "Ô A4 (dòng 4), Huyện, thành phố: 'Xã Liêm Chung' là cấp xã trong tệp lập theo huyện. Bỏ dòng này (số của xã "
        "đã nằm trong số của huyện), hoặc để số của các xã ở một tệp riêng."
    ]
    text = "Đơn vị;Năm;Chỉ tiêu;Giá trị\n" + "".join(
        f"{name};2022;Hộ nghèo;30\n" for name in (*NAMES, "Phường Quang Trung")
    )
    among = checked(tmp_path, "indicators", text)
    assert len(rows(among)) == 7
    assert "Ô A8 (dòng 8), Huyện, thành phố: 'Phường Quang Trung' là cấp xã nằm giữa" in said(among)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


WORD = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}


@pytest.mark.parametrize(
    ("content", "filename", "name", "remedy"),
    [
        (packed({"thang 4/chi tra.csv": HEADER}), "thang4.zip", "tệp nén ZIP", "Giải nén tệp này"),
        (packed({"bao cao.csv": HEADER}), "thang4.xlsx", "tệp nén ZIP", "Giải nén tệp này"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "thang4.csv", "tệp nén RAR", "Giải nén tệp này"),
        (packed(WORD), "bieu.xlsx", "văn bản Word (.docx)", "Mở tệp bằng Word, chép bảng sang Excel"),
        (packed(WORD), "bieu.csv", "văn bản Word (.docx)", "Mở tệp bằng Word, chép bảng sang Excel"),
        (b"%PDF-1.7\n" + bytes(50), "bieu.xlsx", "tệp PDF", "Xin nơi gửi tệp Excel gốc"),
    ],
)
def test_other_formats_are_told_what_to_do(
    tmp_path: Path, content: bytes, filename: str, name: str, remedy: str
) -> None:
    (message,) = errors(check_bytes(tmp_path, content, filename))
    assert name in message
    assert remedy in message


GOOD = workbook({"T4": [["Đơn vị", "Kỳ", "Nhóm", "Số người", "Số tiền (đồng)"], ["Lý Nhân", "4/2023", "NCC", 1, 23e5]]})
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"


def changed(name: str, change: Callable[[bytes], bytes], **more: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts[name])
    return packed(parts | {part.replace("__", "/"): text.encode() for part, text in more.items()})


def many_styles(part: bytes) -> bytes:
    return part.replace(b"</cellXfs>", b'<xf numFmtId="0" fontId="0"/>' * 70_000 + b"</cellXfs>")


BLANKS = b" " * 30_000_000 + b"</sheetData>"
DDE = b"""<row r="3"><c r="F3" t="str"><f>cmd|'/c calc'!A1</f><v>0</v></c></row></sheetData>"""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (changed(SHEET, lambda part: part.replace(b"</sheetData>", BLANKS)), "nén một đoạn"),
        (changed(SHEET, lambda part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part), "thực thể XML"),
        (changed(SHEET, lambda part: part.replace(b"</sheetData>", DDE)), "liên kết DDE"),
        (changed(SHEET, lambda part: part, xl__externalLinks__e1="<ddeLink ddeService='cmd'/>"), "liên kết DDE"),
        (changed(STYLES, many_styles), "kiểu định dạng ô, vượt giới hạn 65.490"),
        (workbook({f"T{number}": [] for number in range(400)}), "400 trang tính, vượt giới hạn 300"),
    ],
    ids=["bomb", "entities", "formula", "link", "styles", "sheets"],
)
def test_workbooks_that_attack_are_refused_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    assert check_bytes(tmp_path, GOOD, "t4.xlsx").status == "accepted"
    (message,) = errors(check_bytes(tmp_path, content, "t4.xlsx"))
    assert reason in message
    assert "sổ tính mới" in message or "Giữ lại các trang" in message

"""Files behind the download buttons: readable in Vietnamese Excel, the same rows as the screen, no formula from a
name."""

import csv
import io
from collections.abc import Callable

import pytest

from data.export.tables import csv_bytes
from tests.pages import shared
from tests.pages.screen import Screen, plain

Show = Callable[..., Screen]
data_folder = shared.data_folder
Files = dict[str, Callable[[], bytes]]
TABS = "btxh-bang"
RISE = {"protection.py": {"btxh_muc_chuan": "500000"}, "merit.py": {"ncc_muc_chuan": "2789000"}}


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel needs the byte order mark"
    assert b"\r\n" in content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("file", "prefix", "slug"), [("protection.py", "btxh-", "bao-tro-xa-hoi"), ("merit.py", "ncc-", "nguoi-co-cong")]
)
def test_a_table_and_its_file_have_the_same_rows(show: Show, files: Files, file: str, prefix: str, slug: str) -> None:
    screen = show(file, **RISE[file], minh_hoa="co")
    for tab, name, first in (
        ("Nhóm", "theo-nhom", "Nhóm đối tượng"),
        ("Huyện", "theo-huyen", "Huyện, thị xã, thành phố"),
        ("Năm ngân sách", "theo-nam", "Năm ngân sách"),
        ("Nguồn", "nguon", "Nguồn"),
        ("Khoản khác", "khoan-khac", "Khoản"),
    ):
        screen.open_tab(f"{prefix}bang", tab)
        _mark_or_title, header, *body = rows(files[f"{slug}-{name}.csv"]())
        assert header[0] == first
        assert header[-1] == "Tính chất số liệu"
        assert [[plain(cell) for cell in row[:-1]] for row in body] == screen.table(first)
        assert all(row[-1] for row in body)


def test_what_is_not_known_is_not_known_in_files_either(show: Show, files: Files) -> None:
    screen = show("protection.py", **RISE["protection.py"]).open_tab(TABS, "Nguồn").open_tab(TABS, "Khoản khác")
    sources = {row[0]: row[2] for row in rows(files["bao-tro-xa-hoi-nguon.csv"]())[2:]}
    assert sources["Ngân sách trung ương (NSTW) hỗ trợ"] == "chưa xác định"
    lines = {row[0]: row[3:7] for row in rows(files["bao-tro-xa-hoi-khoan-khac.csv"]())[2:]}
    assert lines["Hỗ trợ chi phí mai táng"] == ["chưa nhập", "", "", ""]
    assert screen.row("Khoản", "Hỗ trợ chi phí mai táng")[3] == "chưa nhập"


def test_titles_of_files_name_month_or_year_and_unit(show: Show, files: Files) -> None:
    screen = show("protection.py", **RISE["protection.py"])
    for tab in ("Năm ngân sách", "Nguồn", "Khoản khác"):
        screen.open_tab(TABS, tab)
    for name in ("theo-nam", "nguon", "khoan-khac"):
        ((title,), *_rest) = rows(files[f"bao-tro-xa-hoi-{name}.csv"]())
        assert "triệu đồng" in title
    assert "2024" in rows(files["bao-tro-xa-hoi-khoan-khac.csv"]())[0][0]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("merit.py", "nguoi-co-cong.csv"),
        ("employment.py", "viec-lam.csv"),
        ("training.py", "giao-duc-nghe-nghiep.csv"),
        ("poverty.py", "giam-ngheo.csv"),
    ],
)
def test_the_figures_of_a_page_come_with_quality_and_source(show: Show, files: Files, file: str, name: str) -> None:
    screen = show(file)
    header, *body = rows(files[name]())
    assert header == [
        "Đơn vị",
        "Chỉ tiêu",
        "Kỳ",
        "Giá trị",
        "Đơn vị tính",
        "Mức độ",
        "Tính chất số liệu",
        "Nguyên văn hoặc cách tính",
        "Nguồn",
    ]
    assert len(body) == len(screen.table("Chỉ tiêu"))
    assert all(row[6] and row[8] for row in body)
    assert all(float(row[3].replace(",", ".")) or row[3] == "0" for row in body)


def test_pages_without_figures_offer_no_file_but_of_targets(show: Show, files: Files) -> None:
    for file in ("insurance.py", "gender.py", "children.py", "social_evils.py"):
        show(file)
    by_month = {name: make().decode() for name, make in files.items() if name.endswith("-theo-thang.csv")}
    assert len(by_month) == 4
    assert all("Chưa tính được kinh phí: chưa có số để tính." in said for said in by_month.values())
    others = files.keys() - by_month.keys()
    assert all(name.endswith("-chi-tieu.csv") or name.startswith("bieu-mau-") for name in others)


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "=HYPERLINK(1)"])
def test_a_name_is_never_a_formula(name: str) -> None:
    assert rows(csv_bytes(["Tên"], [[name]]))[1] == [f"'{name}"]


def test_negative_numbers_of_tables_stay_numbers_for_the_eye(show: Show, files: Files) -> None:
    show("protection.py", btxh_so_nguoi="-10")
    by_group = rows(files["bao-tro-xa-hoi-theo-nhom.csv"]())
    increments = [row[-2] for row in by_group[2:] if row[-2] not in ("", "0")]
    assert all(cell.startswith("−") for cell in increments)


def test_rises_in_files_carry_no_stray_sign_of_text(show: Show, files: Files) -> None:
    """ "+9.333,3" is a number to a reader: an apostrophe before it would be read as part of the figure."""
    show("protection.py", btxh_muc_chuan="500000")
    by_group = rows(files["bao-tro-xa-hoi-theo-nhom.csv"]())
    assert by_group[-1][-2] == "+9.333,3"

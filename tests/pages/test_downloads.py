"""Files behind the download buttons: readable in Vietnamese Excel, the same rows as the screen, no formula from a name.

Belongs here: every file a page can make. The marks of illustrative figures are in test_demo_mode.py.
"""

import csv
import io
from collections.abc import Callable

import pytest

from data.export.csv_file import csv_bytes
from tests.pages.screen import Screen, plain

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]
TABS = "btxh-bang"


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel needs the byte order mark"
    assert b"\r\n" in content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("tab", "name", "first"),
    [("Theo nhóm", "bao-tro-xa-hoi-theo-nhom.csv", "Nhóm đối tượng"),
     ("Theo huyện", "bao-tro-xa-hoi-theo-huyen.csv", "Huyện, thị xã, thành phố"),
     ("Theo năm ngân sách", "bao-tro-xa-hoi-theo-nam.csv", "Năm ngân sách")],
)  # fmt: skip
def test_a_table_and_its_file_have_the_same_rows(show: Show, files: Files, tab: str, name: str, first: str) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000").open_tab(TABS, tab)
    _mark_or_title, header, *body = rows(files[name]())
    assert header[0] == first
    assert header[-1] == "Tính chất số liệu"
    assert [[plain(cell) for cell in row[:-1]] for row in body] == screen.table(first)
    assert all(row[-1] for row in body)


@pytest.mark.parametrize(
    ("file", "name"),
    [("merit.py", "nguoi-co-cong.csv"), ("employment.py", "viec-lam.csv"), ("training.py", "giao-duc-nghe-nghiep.csv"),
     ("poverty.py", "giam-ngheo.csv")],
)  # fmt: skip
def test_the_figures_of_a_page_come_with_quality_and_source(show: Show, files: Files, file: str, name: str) -> None:
    screen = show(file)
    header, *body = rows(files[name]())
    assert header == [
        "Chỉ tiêu", "Kỳ", "Giá trị", "Đơn vị", "Mức độ", "Tính chất số liệu", "Nguyên văn hoặc cách tính", "Nguồn",
    ]  # fmt: skip
    assert len(body) == len(screen.table("Chỉ tiêu"))
    assert all(row[5] and row[7] for row in body)
    assert all(float(row[2]) or row[2] == "0" for row in body)


def test_pages_without_figures_offer_no_file(show: Show, files: Files) -> None:
    for file in ("insurance.py", "gender.py", "children.py", "social_evils.py"):
        show(file)
    assert files == {}


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

"""Files sent as another kind than they are: the kind is named, and nothing of them is taken."""

from pathlib import Path
from typing import Any

import pytest

from data.ingest import Check, check_file
from tests.data.ingest.dataset_tables import errors, rows
from tests.data.ingest.workbooks import workbook

RESULTS: list[list[Any]] = [
    ["TỔNG HỢP KẾT QUẢ ĐIỀU TRA, RÀ SOÁT HỘ NGHÈO NĂM 2022"],
    ["Địa bàn", "Hộ nghèo", "Tỷ lệ hộ nghèo (%)"],
    ["Huyện Bình Lục", 450, 1.1],
]
MOVEMENTS: list[list[Any]] = [
    ["Đơn vị", "Năm", "Loại hộ", "Hộ nghèo đầu năm", "Giảm", "Tăng", "Hộ nghèo cuối năm"],
    ["Bình Lục", 2022, "Hộ nghèo", 500, 90, 40, 450],
    ["Lý Nhân", 2022, "Hộ nghèo", 600, 90, 40, 550],
]
PAYMENTS: list[list[Any]] = [
    ["Đơn vị", "Tháng", "Nhóm đối tượng", "Số người", "Kinh phí (đồng)"],
    ["Bình Lục", "5/2022", "NCC", 10, 20_000_000],
]


def sent(folder: Path, dataset: str, lines: list[list[Any]], sheet: str = "Sheet1") -> Check:
    path = folder / "upload.xlsx"
    path.write_bytes(workbook({sheet: lines}))
    return check_file(path, "tep.xlsx", dataset)


@pytest.mark.parametrize(
    ("lines", "dataset", "kind"),
    [
        (RESULTS, "targets", "Chỉ tiêu báo cáo"),
        (RESULTS[1:], "targets", "Chỉ tiêu báo cáo"),
        (RESULTS, "payments", "Chỉ tiêu báo cáo"),
        (MOVEMENTS, "targets", "Diễn biến hộ nghèo"),
        (MOVEMENTS, "indicators", "Diễn biến hộ nghèo"),
        (MOVEMENTS, "budget", "Diễn biến hộ nghèo"),
        (PAYMENTS, "households", "Chi trả hằng tháng"),
        (PAYMENTS, "areas", "Chi trả hằng tháng"),
    ],
)
def test_the_kind_of_a_file_is_named(tmp_path: Path, lines: list[list[Any]], dataset: str, kind: str) -> None:
    told = [message for message in errors(sent(tmp_path, dataset, lines)) if f"thuộc loại '{kind}'" in message]
    assert len(told) == 1
    assert "tải lại" in told[0]


def test_each_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert rows(sent(tmp_path, "indicators", RESULTS), "value") == [("450",), ("1.1",)]
    assert rows(sent(tmp_path, "households", MOVEMENTS), "closing") == [(450,), (550,)]
    assert rows(sent(tmp_path, "payments", PAYMENTS), "beneficiaries") == [(10,)]


@pytest.mark.parametrize(
    "lines",
    [
        [["KẾ HOẠCH GIẢM NGHÈO NĂM 2023"], *RESULTS[1:]],
        [["Năm 2023"], ["Địa bàn", "Chỉ tiêu", "Kế hoạch năm"], ["Bình Lục", "Hộ nghèo", 400]],
        [["Năm 2023"], ["Địa bàn", "Chỉ tiêu", "Chỉ tiêu giao"], ["Bình Lục", "Hộ nghèo", 400]],
        [["GIAO CHỈ TIÊU NĂM 2023"], ["Địa bàn", "Chỉ tiêu", "Giá trị"], ["Bình Lục", "Hộ nghèo", 400]],
    ],
)
def test_plan_figures_are_still_plan_figures(tmp_path: Path, lines: list[list[Any]]) -> None:
    assert len(rows(sent(tmp_path, "targets", lines))) >= 1


def test_a_file_that_fits_no_kind_is_told_none(tmp_path: Path) -> None:
    messages = errors(sent(tmp_path, "payments", [["Tên sách", "Tác giả"], ["Dế mèn", "Tô Hoài"]]))
    assert not any("thuộc loại" in message for message in messages)

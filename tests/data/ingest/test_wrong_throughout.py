"""Long files that are wrong from their first rows on: refused by those, soon and with the reason."""

import time
from pathlib import Path

import pytest

from data.ingest.check import FIRST_ROWS
from tests.data.ingest.dataset_tables import checked, errors

ROWS = 50_000
WRONG = {
    "payments": ("Mã huyện;Huyện;Kỳ;Nhóm;Số người;Kinh phí (đồng)", "9{0};Huyện {0};{0}/x;Nhóm {0};-{0};abc{0}"),
    "indicators": ("Đơn vị;Năm;Chỉ tiêu;ĐVT;Giá trị", "Huyện {0};x{0};Chỉ {0};z{0};a{0}"),
    "budget": ("Năm;Nguồn;Cấp;Dự toán", "x{0};Nguồn {0};cấp {0};a{0}"),
}


@pytest.mark.parametrize("dataset", WRONG)
def test_a_long_file_of_nothing_but_faults(tmp_path: Path, dataset: str) -> None:
    header, row = WRONG[dataset]
    text = "\n".join((header, *(row.format(number) for number in range(ROWS)), ""))
    begun = time.perf_counter()
    messages = errors(checked(tmp_path, dataset, text))
    print(f"{ROWS} wrong rows of {dataset}: {time.perf_counter() - begun:.2f} s")
    assert any("dòng 2" in message for message in messages)
    assert any(message.startswith("Chỉ 1.000 dòng đầu được kiểm tra") for message in messages)


def test_a_long_file_with_faults_in_one_column_is_read_to_its_end(tmp_path: Path) -> None:
    lines = [f"Huyện {number};{2000 + number % 24};Hộ nghèo;{number}" for number in range(3 * FIRST_ROWS)]
    messages = errors(checked(tmp_path, "indicators", "\n".join(("Đơn vị;Năm;Chỉ tiêu;Giá trị", *lines, ""))))
    assert not any("dòng đầu được kiểm tra" in message for message in messages)


def test_a_long_file_that_goes_wrong_later_is_read_to_its_end(tmp_path: Path) -> None:
    good = [f"13285;{month}/{year};NCC;5;10000000" for year in range(2000, 2024) for month in range(1, 13)]
    lines = [line.replace("NCC", group) for group in ("NCC", "BTXH", "disab_severe", "heroic_mother") for line in good]
    lines += [line.replace(";5;", ";x;") for line in (text.replace("13285", "13324") for text in lines)]
    lines += [line.replace("13324", "13387") for line in lines[-1152:]]
    text = "\n".join(("Mã xã;Kỳ;Nhóm;Số người;Kinh phí (đồng)", *lines, ""))
    (message,) = errors(checked(tmp_path, "payments", text))
    assert message.startswith("Ô D1154 (dòng 1154)")
    assert "(thêm 2303 dòng)" in message

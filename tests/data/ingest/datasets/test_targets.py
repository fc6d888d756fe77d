"""The `targets` dataset: plan figures of a year."""

from pathlib import Path

import pytest

from models.frames import TARGET_FILE
from tests.data.ingest.dataset_tables import checked, errors, rows

PLAN = """\
KẾ HOẠCH NĂM 2024;;;;
Địa phương;Năm;Chỉ tiêu;ĐVT;Kế hoạch
Toàn tỉnh;2024;Giải quyết việc làm mới;người;25.000
Toàn tỉnh;2024;Tỷ lệ hộ nghèo;%;1,7
Thành phố Phủ Lý;2024;Kế hoạch xuất khẩu lao động;người;180
"""


def test_a_plan_becomes_targets(tmp_path: Path) -> None:
    check = checked(tmp_path, "targets", PLAN)
    assert check.frame.schema == TARGET_FILE
    assert rows(check) == [
        (None, None, "2024", "employment.new_jobs", "25000"),
        (None, None, "2024", "poverty.poor_rate", "1.7"),
        ("347", None, "2024", "employment.overseas_workers", "180"),
    ]


@pytest.mark.parametrize(
    ("row", "reason", "remedy"),
    [
        ("Phủ Lý;2024;Việc làm mới so với kế hoạch;%;114", "là tỷ lệ so với kế hoạch", "giải quyết việc làm mới"),
        ("Phủ Lý;2024;XKLĐ so với kế hoạch;%;114", "là tỷ lệ so với kế hoạch", "xuất khẩu lao động"),
        ("Phủ Lý;2024;Tỷ lệ hộ nghèo tăng, giảm;;0,3", "là mức tăng, giảm", "Tỷ lệ hộ nghèo"),
        ("Phủ Lý;12/2024;Hộ nghèo;hộ;300", "là tháng, không phải năm", "bốn chữ số"),
        ("Phủ Lý;2204;Hộ nghèo;hộ;300", "có năm 2204", "bốn chữ số"),
    ],
)
def test_what_is_no_plan_figure_is_refused(tmp_path: Path, row: str, reason: str, remedy: str) -> None:
    (message,) = errors(checked(tmp_path, "targets", f"Địa phương;Năm;Chỉ tiêu;ĐVT;Kế hoạch năm\n{row}\n"))
    assert "(dòng 2)" in message
    assert reason in message
    assert remedy in message

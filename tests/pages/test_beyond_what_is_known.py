"""A count of more people or households than there are: the answer stands, and a sentence names the known number."""

from collections.abc import Callable

import pytest

from tests.pages import shared
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder
SAID = "Số nhập lớn hơn số đã biết, cần kiểm tra lại: "


@pytest.mark.parametrize(
    ("file", "query", "most", "beyond"),
    [
        ("poverty.py", "gn_tong_so_ho", 280_454, "số hộ cả tỉnh (suy từ báo cáo năm 2023): 280.454."),
        ("protection.py", "btxh_mai_tang_co_so", 301, "số người nuôi dưỡng tại cơ sở: 301."),
        ("protection.py", "btxh_mai_tang", 45_575, "số người hưởng trợ cấp tại cộng đồng: 45.575."),
        ("merit.py", "ncc_dieu_duong_nha", 20_355, "số người có công hưởng hằng tháng: 20.355."),
    ],
)
def test_it_is_said_from_the_first_one_too_many_on(show: Show, file: str, query: str, most: int, beyond: str) -> None:
    (said,) = [said for said in show(file, **{query: str(most + 1)}).of("warning") if said.startswith(SAID)]
    assert said.endswith(f" vượt {beyond}")
    assert not [said for said in show(file, **{query: str(most)}).of("warning") if said.startswith(SAID)]

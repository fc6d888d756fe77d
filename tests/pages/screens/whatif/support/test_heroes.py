"""Each support page shows its own picture: a finding in at most ten words, unit and place below it, no legend."""

import json
from typing import Any

import pytest

from tests.pages import shared
from tests.pages.screen import Screen

data_folder = shared.data_folder
TODAY = "2026-12-01"
TITLES = {
    ("employment.py", "bao-cao"): ["1.301 người: năm 2024 thêm 8,1 tỷ"],
    ("employment.py", TODAY): ["1.301 người: năm 2027 thêm 10,05 tỷ"],
    ("training.py", "bao-cao"): ["Năm 2024 chi 10,31 tỷ, thêm 3,09 tỷ"],
    ("training.py", TODAY): ["Năm 2027 chi 20,33 tỷ, thêm 6,77 tỷ"],
    ("insurance.py", "bao-cao"): ["Tỉnh thêm 589,22 triệu/tháng, 88,5% cho người khác"],
    ("insurance.py", TODAY): ["Tỉnh thêm 775,61 triệu/tháng, 98,6% cho người khác"],
    ("gender.py", "bao-cao"): ["109 mô hình: năm 2024 thêm 370,8 triệu", "8 chỉ tiêu: chưa chỉ tiêu nào có số"],
    ("gender.py", TODAY): ["33 mô hình: năm 2027 thêm 97,2 triệu", "8 chỉ tiêu: chưa chỉ tiêu nào có số"],
    ("children.py", "bao-cao"): ["Hết 2025 có 50% biết bơi, giữ như nay 14,4%"],
    ("children.py", TODAY): ["Hết 2030 có 60% biết bơi, giữ như nay 25,5%"],
    ("social_evils.py", "bao-cao"): ["Cơ sở cai nghiện: 250 lên 460 người từ 12/2026"],
    ("social_evils.py", TODAY): ["Mỗi người giúp 3 người: năm 2027 thêm 971,52 triệu"],
    ("poverty.py", "bao-cao"): ["Hộ nghèo từ 2,11% đến 1% vào năm 2025", "Năm 2024 chi 47,05 tỷ, thêm 4,97 tỷ"],
    ("poverty.py", TODAY): ["Hộ nghèo năm 2023 còn 2,11%, chưa có chỉ tiêu", "Năm 2027 chi 60 tỷ, thêm 6,99 tỷ"],
}


def specs(screen: Screen) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in screen.at.get("vega_lite_chart")]


@pytest.mark.parametrize(("file", "clock"), TITLES, ids=str)
def test_a_page_opens_on_its_picture(file: str, clock: str) -> None:
    screen = Screen.opened(file, moc=clock, gia_dinh="")
    assert screen.at.exception == []
    shown = specs(screen)
    assert [spec["title"]["text"] for spec in shown] == TITLES[file, clock]
    for spec in shown:
        assert len(spec["title"]["text"].split()) <= 10
        assert "toàn tỉnh" in spec["title"]["subtitle"][0]
        assert "legend" not in json.dumps(spec).replace('"legend": null', "").replace('"legend": {"labelFontSize"', "")

"""The reader that looks for foreign words: what it must find and what it must let pass."""

import pytest

from tests.pages import shared
from tests.pages.vietnamese import foreign

data_folder = shared.data_folder


@pytest.mark.parametrize(
    "word",
    [
        "None",
        "True",
        "False",
        "NaN",
        "null",
        "orphan_u4",
        "entitled",
        "paid",
        "Error",
        "invalid",
        "share",
        "percent",
        "month",
        "the",
        "hiv",
        "nstw",
    ],
)
def test_what_is_not_vietnamese_is_found(word: str) -> None:
    assert foreign(f"Kinh phí {word} tăng khoảng 9,33 tỷ") == [word]


@pytest.mark.parametrize(
    "text",
    [
        "Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng từ 01/7/2024: kinh phí tăng khoảng 9,33 tỷ đồng/tháng "
        "(38,9%)",
        "NSTW hỗ trợ: chưa xác định; QĐ 127/QĐ-TTg; NĐ 20/2021/NĐ-CP; HIV/AIDS; BHYT; UBND; CSV",
        "theo trong quanh giao qua khi cho ta nghiêng nghe gia hai ba con mua ban lanh dao",
        "Phương án dbe7567b.",
    ],
)
def test_what_officials_write_passes(text: str) -> None:
    assert foreign(text) == []

"""Giáo dục nghề nghiệp: the mix of levels in its tab and under the answer, and inputs of levers that a file brings."""

from collections.abc import Callable
from pathlib import Path

from data.engine import Database
from models.policy.areas.training import AREA
from tests.pages.screen import Screen
from tests.pages.support_pages import query, send

Show = Callable[..., Screen]
FILE = "training.py"
MIX = "Cơ cấu trình độ đào tạo"
HEAD = "Đơn vị,Kỳ,Chỉ tiêu,Giá trị"


def test_a_mix_tried_stands_by_level_and_under_the_answer(show: Show) -> None:
    """20% of 20.800 = 4.160 of elementary level; 20.800 - 472 - 3.574 - 4.160 = 12.594 are left."""
    screen = show(FILE, **query({"training.mix.elementary": 20}, AREA))
    assert MIX in [tab.label for tab in screen.at.tabs]
    assert "Cơ cấu trình độ: từ sơ cấp trở lên 39,5% số tuyển sinh (hiện nay 33%, +6,5 điểm phần trăm)" in screen.said
    for count in ("4.160", "12.594", "+1.334", "20.800"):
        assert count in screen.said


def test_a_mix_of_more_than_everybody_is_told_and_draws_nothing(show: Show) -> None:
    screen = show(FILE, **query({"training.mix.college": 60, "training.mix.intermediate": 50}, AREA))
    assert "quá 100%" in screen.said
    assert "Tuyển sinh theo trình độ, năm 2023 và phương án" not in screen.said


def test_a_newer_whole_year_takes_the_report_s_place_and_costs_are_no_tiles(
    show: Show, database: Database, tmp_path: Path
) -> None:
    levels = ("cao đẳng,500", "trung cấp,3500", "sơ cấp,3000", "dưới 3 tháng,13000")
    send(
        database,
        tmp_path,
        "indicators",
        HEAD,
        *(f"Tỉnh Hà Nam,2024,Tuyển sinh {each}" for each in levels),
        "Tỉnh Hà Nam,2024,Tiền ăn một ngày của người học nghề,35000",
    )
    screen = show(FILE, **query({"training.mix.elementary": 20}, AREA))
    assert "Tuyển sinh theo trình độ, năm 2024 và phương án" in screen.said
    assert "4.000" in screen.said  # 20% of 20.000
    assert screen.said.count("35.000 đồng") == 1  # in the list of sources alone

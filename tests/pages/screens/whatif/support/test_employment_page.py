"""Việc làm: the report's counts with their warnings, and the pace towards the year's plan."""

from collections.abc import Callable
from pathlib import Path

from data.engine import Database
from tests.pages.screen import Screen
from tests.pages.support_pages import FILE, INTEREST, PLAN, TABS, query, send

Show = Callable[..., Screen]
PACE = "Tiến độ kế hoạch"


def test_the_three_counts_stand_apart_with_their_warning(show: Show) -> None:
    said = show(FILE).said
    for count in ("28.494 người", "1.301 người", "khoảng 25.040 người"):
        assert count in said
    assert "không cộng thành số người" in said
    assert "đã nằm trong 28.494" in said
    assert "53.534" not in said
    assert "54.835" not in said
    assert "29.795" not in said


def test_without_a_plan_the_tab_says_which_files_bring_it(show: Show) -> None:
    screen = show(FILE)
    assert "Chưa có kế hoạch việc làm mới năm 2024: nạp tệp Chỉ tiêu kế hoạch" in screen.said
    assert "Chưa có số việc làm mới đã đạt theo tháng của năm 2024" in screen.said


def test_a_plan_and_a_count_give_the_pace(show: Show) -> None:
    screen = show(FILE, **query(PLAN))
    assert screen.metric("Đạt so với kế hoạch") == "60%"
    assert screen.metric("Còn phải làm") == "10.000"
    assert screen.metric("Cần mỗi tháng") == "1.667"
    assert screen.metric("Nhịp đến nay") == "2.500"
    assert "theo nhịp này đạt kế hoạch vào tháng 10/2024" in screen.said
    values = screen.chart()["layer"][0]["data"]["values"]
    assert {"m": 12, "v": 25_000, "r": "p"} in values
    assert {"m": 6, "v": 15_000, "r": "d"} in values
    assert {"m": 12, "v": 30_000, "r": "e"} in values


def test_a_pace_too_slow_says_what_the_year_comes_to(show: Show) -> None:
    screen = show(FILE, **query({**PLAN, "employment.done": 10_000}))
    assert "cả năm được 20.000 người, không đạt kế hoạch" in screen.said


def test_the_year_over_says_what_is_lacking(show: Show) -> None:
    said = show(FILE, **query({**PLAN, "employment.done": 24_000, "employment.done_to": "2024-12"})).said
    assert "hết năm còn thiếu 1.000 người" in said


def test_the_pace_stands_under_the_answer_too(show: Show) -> None:
    screen = show(FILE, **query({**PLAN, **INTEREST}))
    assert "Kế hoạch việc làm mới 2024: 15.000/25.000 người, đạt 60% đến hết tháng 6/2024" in screen.said
    assert PACE in [tab.label for tab in screen.at.tabs]


def test_files_of_plan_and_count_take_the_place_of_what_is_typed(
    show: Show, database: Database, tmp_path: Path
) -> None:
    """The province's plan of 2024 and its newest month; what is typed stands before them."""
    send(database, tmp_path, "targets", "Đơn vị,Năm,Chỉ tiêu,Kế hoạch năm", "Tỉnh Hà Nam,2024,Việc làm mới,24000")
    send(
        database,
        tmp_path,
        "indicators",
        "Đơn vị,Kỳ,Chỉ tiêu,Giá trị",
        "Tỉnh Hà Nam,2024-02,Việc làm mới,3000",
        "Tỉnh Hà Nam,2024-05,Việc làm mới,9000",
    )
    screen = show(FILE)
    assert screen.metric("Đạt so với kế hoạch") == "37,5%"
    assert "9.000/24.000 người, đạt 37,5% đến hết tháng 5/2024" in screen.said
    assert "đơn vị cập nhật, cộng dồn đến hết tháng 5/2024" in screen.said
    screen.open_tab(TABS, "Chỉ tiêu")
    (targets,) = [table for table in screen.tables if "Căn cứ" in table[0]]
    assert targets[1][:8] == [
        "Người được giải quyết việc làm mới",
        "Chỉ tiêu của tỉnh",
        "2024",
        "24.000 người",
        "9.000 người",
        "05/2024",
        "đơn vị cập nhật",
        "37,5% chỉ tiêu (−15.000 người)",
    ]
    typed = show(FILE, **query({"employment.plan": 18_000}))
    assert typed.metric("Đạt so với kế hoạch") == "50%"

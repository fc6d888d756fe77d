"""The budget on the first page: what is known of it, source by source, and never a nought for what is not."""

from collections.abc import Callable

from data.engine import Database
from tests.data.kept import area, keep
from tests.pages.screen import Screen

Show = Callable[..., Screen]


def test_before_any_budget_file_the_page_says_where_to_bring_one(show: Show) -> None:
    screen = show("overview.py")
    assert "Chưa nhập dự toán" in screen.said
    assert "Nạp tệp dự toán ở trang Cập nhật số liệu" in [link.proto.label for link in screen.at.get("page_link")]


def test_with_budget_lines_each_source_has_its_row(show: Show, database: Database) -> None:
    province = area(database, "35")
    line = {"area_id": province, "budget_year": 2024, "level": "province"}
    keep(
        database,
        "budget",
        [
            {**line, "estimate_vnd": 290_000_000_000, "supplement_vnd": 10_000_000_000},
            {**line, "month": "2024-10", "cumulative_vnd": 277_333_333_333},
            {**line, "source": "delegated", "estimate_vnd": 572_000_000_000},
        ],
    )
    screen = show("overview.py")
    assert "Dự toán, lũy kế, thừa/thiếu năm 2024" in screen.said
    assert "Chưa nhập dự toán" not in screen.said
    assert screen.row("Nguồn", "Ngân sách địa phương (NSĐP), cân đối")[1:] == [
        "290.000",
        "10.000",
        "277.333,3",
        "10/2024",
        "22.666,7",
        "332.800",
        "−32.800",
    ]
    assert screen.row("Nguồn", "NSTW, kinh phí ủy quyền")[1:] == ["572.000", *["chưa có"] * 6]

"""Tie-outs on the screen: the banner of the what-if pages and the strip of the first page."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from data.engine import Database
from models.base import Base
from pages.ui.frame import validation
from pages.ui.session import loaders
from tests.pages.screen import Screen, plain

Show = Callable[..., Screen]
OBSERVATION = Base.metadata.tables["observation"]
SUBJECTS = ["Người có công", "Bảo trợ xã hội", "Việc làm", "Giáo dục nghề nghiệp", "Giảm nghèo", "Chung"]
REMEDY = "Xem bảng đối chiếu ở trang Tổng quan; mở Lịch sử cập nhật, tìm lần cập nhật đã đổi số và thu hồi nếu ghi sai."
LEVELS = "Tuyển sinh đào tạo nghề: cộng các trình độ"


def change(database: Database, indicator: str, value: str | int) -> None:
    mine = sa.and_(OBSERVATION.c.indicator_key == indicator, OBSERVATION.c.period == "2023")
    with database.writer.begin() as connection:
        done = connection.execute(sa.update(OBSERVATION).where(mine).values(value=Decimal(value)))
        assert done.rowcount == 1


def forget(database: Database, indicator: str) -> None:
    with database.writer.begin() as connection:
        done = connection.execute(sa.delete(OBSERVATION).where(OBSERVATION.c.indicator_key == indicator))
        assert done.rowcount == 1


def _page() -> None:
    from pages.ui.frame import validation
    from pages.ui.session import loaders

    validation.show_banner(loaders.data())


def banner() -> list[str]:
    """What the banner alone says on a page of its own."""
    at = AppTest.from_function(_page, default_timeout=30).run()
    assert [error.value for error in at.exception] == []
    assert len(at.main) == len(at.error)
    return [plain(error.value) for error in at.error]


# --- The banner


def test_nothing_is_drawn_while_all_hold() -> None:
    assert banner() == []


def test_a_figure_that_is_off_raises_a_banner_that_says_where_to_mend_it(database: Database) -> None:
    change(database, "training.enrolled_short", 13_927)
    (said,) = banner()
    assert said.startswith("Số liệu không còn khớp với báo cáo nên kết quả phương án giả định có thể sai.")
    assert said.splitlines()[2] == f"- {LEVELS}: lệch −1 người, dung sai 0"
    assert said.endswith(REMEDY)


@pytest.mark.parametrize(
    ("indicator", "value", "line"),
    [
        (
            "employment.new_jobs_vs_plan",
            113,
            "- Việc làm mới so với kế hoạch tính ngược: lệch +0,98 điểm %, dung sai 0,5",
        ),
        ("poverty.poor_rate_change", "-0.57", "- Tỷ lệ hộ nghèo năm 2022: lệch −0,01 điểm %, dung sai 0"),
        (
            "protection.monthly_budget",
            24_100_000_000,
            "- Kinh phí trợ cấp tại cộng đồng: cộng các nhóm: lệch −88.000.000 đồng/tháng, dung sai 24.100.000",
        ),
        (
            "merit.mean_monthly_amount",
            2_343_453,
            "- Mức trợ cấp bình quân người có công: lệch +1 đồng/người/tháng, dung sai 0",
        ),
    ],
)
def test_each_broken_check_is_named_with_its_difference_and_tolerance(
    database: Database, indicator: str, value: str | int, line: str
) -> None:
    change(database, indicator, value)
    (said,) = banner()
    assert line in said.splitlines()


def test_many_broken_checks_do_not_fill_the_screen(database: Database) -> None:
    change(database, "protection.monthly_budget", 16_000_000_000)
    (said,) = banner()
    lines = [line for line in said.splitlines() if line.startswith("- ")]
    assert len(lines) == 6
    assert lines[-1] == "- và 1 phép đối chiếu khác"


def test_a_missing_figure_is_no_broken_one(database: Database) -> None:
    forget(database, "training.enrolled_short")
    assert banner() == []


# --- The strip of the first page


def strip(screen: Screen) -> dict[str, list[list[str]]]:
    """Rows by policy area; the tables are those that say how each check is worked out."""
    return {table[0][0]: table[1:] for table in screen.tables if table[0][1] == "Cách tính"}


def test_one_line_says_that_all_hold_and_the_tables_stand_by_area(show: Show) -> None:
    screen = show("overview.py")
    assert "Cả 8 phép đối chiếu trong dung sai." in screen.of("caption")
    assert any("có 23 phép so một số với chính các số sinh ra nó" in text for text in screen.of("caption"))
    found = strip(screen)
    assert list(found) == SUBJECTS
    assert sum(len(rows) for rows in found.values()) == 31
    assert {row[-1] for rows in found.values() for row in rows} == {"Khớp"}
    assert screen.of("error") == []
    assert not any("Thiếu số liệu" in text for text in screen.of("caption"))


def test_rows_show_both_sides_hedged_as_the_report_hedges_them(show: Show) -> None:
    rows = {row[0]: row[1:] for rows in strip(show("overview.py")).values() for row in rows}
    assert rows["Kinh phí trợ cấp tại cộng đồng: cộng các nhóm"] == [
        "cộng số suất từng nhóm × hệ số × 360.000 đồng",
        "đồng/tháng",
        "trên 24.000.000.000",
        "24.012.000.000",
        "+12.000.000",
        "24.000.000",
        "Khớp",
    ]
    assert rows["Tổng số hộ: suy từ hộ nghèo và từ hộ cận nghèo"][2:4] == [
        "không ghi",
        "279.669 - 280.998 so với 279.910 - 281.179",
    ]
    assert rows["Việc làm mới so với kế hoạch tính ngược"][2:6] == ["114", "113,98", "−0,02", "0,5"]
    assert (
        rows["Kinh phí tại cộng đồng không thấp hơn mức sàn"][0] == "45.575 người × hệ số thấp nhất 1,0 × 360.000 đồng"
    )
    assert rows["Kinh phí tại cộng đồng không thấp hơn mức sàn"][3] == "từ 16.407.000.000"
    assert rows["Kinh phí nuôi dưỡng tại cơ sở không nằm trong kinh phí tại cộng đồng"][2:4] == [
        "không ghi",
        "−12.000.000 so với đến 409.440.000",
    ]


def test_remarks_stand_apart_without_a_verdict(show: Show) -> None:
    said = show("overview.py").said
    assert "bằng 1,14 lần mức chuẩn 2.055.000 đồng áp dụng từ 01/7/2023 (bằng 1,443 lần mức cũ 1.624.000 đồng)" in said
    assert "không cộng thành một số người" in said
    assert "88,9% không phải tỷ lệ đỗ" in said
    assert "hai khoảng chồng nhau nên chưa kết luận được số hộ tăng hay giảm" in said
    assert not re.search(r"\{\w+\}", said), "a place of a sentence was left open"


def test_the_strip_names_what_is_off_and_opens_its_tables(show: Show, database: Database) -> None:
    change(database, "training.enrolled_short", 13_927)
    screen = show("overview.py")
    assert screen.of("error") == [f"1 phép đối chiếu vượt dung sai: {LEVELS}."]
    assert not any(text.startswith("Cả ") for text in screen.of("caption"))
    (row,) = strip(screen)["Giáo dục nghề nghiệp"]
    assert row[3:] == ["20.800", "20.799", "−1", "0", "Vượt dung sai"]
    expander = next(one for one in screen.at.expander if one.label.startswith("Từng phép đối chiếu"))
    assert expander.proto.expanded


def test_two_rates_without_common_households_are_said_so(show: Show, database: Database) -> None:
    change(database, "poverty.poor_rate", "2.12")
    rows = {row[0]: row for row in strip(show("overview.py"))["Giảm nghèo"]}
    assert rows["Tổng số hộ: suy từ hộ nghèo và từ hộ cận nghèo"][-1] == "Vượt dung sai"
    assert rows["Tổng số hộ ghi trong số liệu"][4].endswith("không có giá trị chung")


def test_a_check_without_its_figure_is_named_and_not_counted(show: Show, database: Database) -> None:
    forget(database, "training.enrolled_short")
    captions = show("overview.py").of("caption")
    assert "Cả 7 phép đối chiếu trong dung sai." in captions
    assert f"Thiếu số liệu nên chưa đối chiếu được 1 phép: {LEVELS}." in captions


def test_a_difference_smaller_than_its_unit_is_not_written_as_nought(database: Database) -> None:
    change(database, "training.enrolled_short", "13928.4")
    (out,) = loaders.data().validation.broken
    assert validation.off_by(out) == "+0,4"

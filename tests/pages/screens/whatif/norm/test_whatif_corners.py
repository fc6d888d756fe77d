"""What the what-if pages once said wrongly, each with the shortest way to see it."""

import re
from collections.abc import Callable

import pytest

from tests.pages import shared
from tests.pages.arithmetic import column_gaps, differences
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder


def opened(show: Show, query: str, tab: str = "") -> Screen:
    """A page by its query as it stands in the address bar; `tab` is opened where one is named."""
    names = dict(part.split("=") for part in query.split("&"))
    merit = "ncc-" in query
    file = "merit.py" if merit else "protection.py"
    screen = show(file, **{name.replace("-", "_"): text for name, text in names.items()})
    return screen.open_tab("ncc-bang" if merit else "btxh-bang", tab) if tab else screen


def captions(screen: Screen, start: str) -> list[str]:
    return [said for said in screen.of("caption") if said.startswith(start)]


PHASED = "btxh-muc-chuan=620000&btxh-lo-trinh=3x6&btxh-tu-thang=2025-03&btxh-chi-tu=2025-06"


def test_back_pay_of_a_phase_in_counts_its_months_from_the_first_step(show: Show) -> None:
    screen = opened(show, PHASED, "Cách tính")
    (line,) = [said for said in screen.of("markdown") if said.startswith("Truy lĩnh: ")]
    assert "-9 tháng" not in line
    assert "3 tháng" in line


def test_the_first_year_a_phase_in_touches_is_quoted(show: Show) -> None:
    assert "năm ngân sách 2025" in opened(show, PHASED).headline


@pytest.mark.parametrize(
    "query",
    [
        "ncc-so-nguoi=10",
        "ncc-giam-thang=5&ncc-tu-thang=2024-01&ncc-muc-chuan=2789000&ncc-so-nguoi=-5",
        "btxh-so-nguoi=10&btxh-nguoi-tre-hiv-duoi-4=26",
        "btxh-muc-chuan=500000&btxh-theo-chuan=65",
        "btxh-ha-tuoi=true&btxh-lo-trinh=2x12&btxh-muc-chuan=500000",
    ],
)
def test_products_give_their_amounts(show: Show, query: str) -> None:
    screen = opened(show, query, "Cách tính")
    assert differences(screen) == {}
    assert column_gaps(screen) == [0, 0]


def test_courses_of_convalescence_are_counted_as_entered(show: Show) -> None:
    screen = opened(show, "ncc-dieu-duong-nha=26", "Khoản khác")
    assert screen.row("Khoản", "Điều dưỡng phục hồi sức khỏe")[3] == "26"


def test_a_typed_nought_is_not_left_out(show: Show) -> None:
    assert opened(show, "btxh-mai-tang=0", "Khoản khác").row("Khoản", "Hỗ trợ chi phí mai táng")[3] == "0"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("btxh-nguoi-hiv=10", "hiv"),
        ("btxh-nguoi-cao-tuoi-75-dbkk=10", "đbkk"),
        ("btxh-nstw-ho-tro=50", "nstw"),
        ("ncc-suat-me-vnah=10", "việt nam"),
        ("ncc-suat-thuong-binh-b=10", "loại b"),
        ("btxh-tra-gop=true", "dịp tết"),
        ("ncc-tet-suat-muc-1=10", "quà chủ tịch nước"),
    ],
)
def test_names_keep_their_capitals(show: Show, query: str, words: str) -> None:
    (listed,) = opened(show, query).decided
    assert words not in listed


@pytest.mark.parametrize(
    "query",
    ["btxh-hs-kt-nang=2,5&btxh-nguoi-kt-nang=10", "ncc-tet-suat-muc-1=10&ncc-2-9-suat-muc-1=10&ncc-27-7-suat-muc-1=10"],
)
def test_moved_levers_are_told_apart(show: Show, query: str) -> None:
    names = [moved.rpartition(": ")[0] for moved in opened(show, query).decided]
    assert len(names) == len(set(names)) == query.count("=")


@pytest.mark.parametrize("query", ["btxh-ha-tuoi=true", "btxh-ha-tuoi=true&btxh-muc-chuan=500000&btxh-lo-trinh=2x12"])
def test_only_what_makes_the_range_is_named_as_its_reason(show: Show, query: str) -> None:
    (said,) = captions(opened(show, query), "Trong khoảng: ")
    reasons = said.partition("/tháng, vì ")[2].partition(". ")[0].count(", ") + 1
    screen = opened(show, query, "Dao động")
    assert reasons == len([row for row in screen.table("Yếu tố") if row[-1] != "0"])


def test_the_tab_of_ranges_does_not_deny_a_change(show: Show) -> None:
    screen = opened(show, "ncc-so-nguoi=20", "Dao động")
    assert screen.headline
    assert not [said for said in screen.of("info") if said.startswith("Chưa đổi gì")]


def test_a_card_pays_the_funeral_by_the_norm_the_resolution_extends(show: Show) -> None:
    query = "btxh-muc-chuan=500000&btxh-tinh-nang=true&btxh-tinh-mai-tang=true&btxh-mai-tang=100"
    screen = opened(show, query, "Trường hợp cụ thể")
    paid = screen.row("Người nhận", "Người lo mai táng")[2].replace("\N{NO-BREAK SPACE}", " ")
    assert paid.endswith("20 × 500.000")


@pytest.mark.parametrize("query", ["ncc-muc-chuan=2789000", "ncc-nam=2025"])
def test_no_empty_line_is_drawn(show: Show, query: str) -> None:
    screen = opened(show, query, "Khoản khác" if "nam" in query else "")
    assert [said for said in screen.of("caption") if not said.strip()] == []


@pytest.mark.parametrize(
    "query",
    [
        "btxh-du-toan=300000&btxh-luy-ke=170000",
        "btxh-du-toan=300000&btxh-luy-ke=170000&btxh-luy-ke-den=2025-07",
        "btxh-luy-ke=170000&btxh-luy-ke-den=2024-07",
    ],
)
def test_cumulative_payments_are_used_or_said_not_to_be(show: Show, query: str) -> None:
    screen = opened(show, query)
    assert [warning for warning in screen.of("warning") if "Lũy kế" in warning or "dự toán" in warning.lower()]


def test_a_few_people_are_not_rounded_to_nought(show: Show) -> None:
    screen = opened(show, "ncc-muc-chuan=2789000&minh-hoa=co", "Huyện")
    assert "≈ 0" not in [cell for row in screen.table("Huyện, thị xã, thành phố") for cell in row]


@pytest.mark.parametrize("tab", ["Biện pháp", "Dao động"])
def test_every_table_can_be_taken_along(show: Show, tab: str) -> None:
    screen = opened(show, "btxh-muc-chuan=500000", tab)
    (opened_tab,) = [one for one in screen.at.tabs if one.label == tab]
    assert len(opened_tab.get("download_button")) == 1


@pytest.mark.parametrize("query", ["btxh-nam=2024", "ncc-nam=2024"])
def test_a_switch_that_is_off_is_not_a_missing_figure(show: Show, query: str) -> None:
    rows = opened(show, query, "Khoản khác").table("Khoản")
    (row,) = [row for row in rows if row[0].startswith(("Thẻ bảo hiểm", "Phí quản lý"))]
    assert row[3] != "chưa nhập"


def test_an_estimate_by_ratio_is_not_called_published(show: Show) -> None:
    screen = opened(show, "moc=2023-06-30&ncc-muc-chuan=2055000&ncc-tu-thang=2023-07", "Trường hợp cụ thể")
    assert screen.table("Người nhận")[0][2] != "mức công bố"


def test_months_are_written_one_way_in_titles(show: Show) -> None:
    screen = opened(show, "btxh-muc-chuan=500000", "Nguồn")
    assert not [said for said in screen.of("markdown") if re.search(r"tháng 0\d/", said)]

"""Cách tính: whoever has a calculator gets the same, group by group and in the sum, to the đồng."""

import re
from collections.abc import Callable

import pytest

from tests.pages import shared
from tests.pages.arithmetic import column_gaps, differences, number
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder


def opened(show: Show, query: str) -> Screen:
    """The tab of the page whose prefix the query has."""
    names = dict(part.split("=") for part in query.split("&") if part)
    merit = "ncc-" in query
    screen = show(
        "merit.py" if merit else "protection.py", **{name.replace("-", "_"): text for name, text in names.items()}
    )
    return screen.open_tab("ncc-bang" if merit else "btxh-bang", "Cách tính")


BOARDS = [
    "btxh-nam=2024",
    "btxh-muc-chuan=500000",
    "btxh-muc-chuan=750000&btxh-tinh-nang=true",
    "btxh-so-nguoi=10",
    "btxh-muc-chuan=620000&btxh-so-nguoi=-7",
    "btxh-hs-kt-nang=2,5&btxh-muc-chuan=500000",
    "btxh-them-kt-nhe=1000",
    "btxh-nguoi-hiv=40",
    "btxh-ha-tuoi=true",
    "btxh-muc-chuan=500000&btxh-lo-trinh=3x6",
    "ncc-nam=2024",
    "ncc-muc-chuan=2789000",
    "ncc-muc-chuan=2800000",
    "ncc-muc-chuan=3313201&ncc-so-nguoi=5",
    "ncc-suat-thuong-binh-21=100",
    "moc=2023-06-30&ncc-muc-chuan=2055000&ncc-tu-thang=2023-07",
]


@pytest.mark.parametrize("query", BOARDS)
def test_products_give_their_amounts_and_amounts_their_sum(show: Show, query: str) -> None:
    screen = opened(show, query)
    assert differences(screen) == {}
    assert column_gaps(screen) == [0, 0]
    (line,) = [said for said in screen.of("markdown") if said.startswith("Tăng thêm mỗi tháng: ")]
    after, before, increase = (number(text) for text in re.findall(r"(−?[\d.]+) đồng", line))
    assert after - before == increase
    assert [number(cell) for cell in screen.row("Nhóm", "Cộng")[-2:]] == [before, after]


@pytest.mark.parametrize(
    ("query", "months"),
    [
        ("btxh-muc-chuan=500000", 1),
        ("btxh-muc-chuan=500000&btxh-chi-tu=2024-10", 3),
        ("moc=2023-06-30&ncc-muc-chuan=2055000&ncc-tu-thang=2023-07", 3),
        ("ncc-muc-chuan=2789000", 1),
    ],
)
def test_back_pay_is_its_months_times_the_increase(show: Show, query: str, months: int) -> None:
    screen = opened(show, query)
    (line,) = [said for said in screen.of("markdown") if said.startswith("Truy lĩnh: ")]
    counted, each, back = (number(text) for text in re.findall(r"−?\d[\d.]*", line.partition(", cộng")[0]))
    assert counted == months
    assert counted * each == back


def test_where_nothing_is_late_nothing_is_said_of_back_pay(show: Show) -> None:
    screen = opened(show, "btxh-muc-chuan=500000&btxh-chi-tu=2024-07")
    assert not [said for said in screen.of("markdown") if said.startswith("Truy lĩnh: ")]


def test_the_months_of_the_year_sum_to_the_year(show: Show) -> None:
    screen = opened(show, "btxh-muc-chuan=500000&btxh-chi-tu=2024-10&btxh-tra-gop=true")
    columns = [[number(cell) for cell in row[1:]] for row in screen.table("Tháng")]
    sums = [sum(column) for column in zip(*columns, strict=True)]
    assert len(columns) == 12
    assert sums[1] == sums[3] == 344_000_000_000 - 2, "six months of 33.333.333.333"
    assert sums[0] == sums[2] == 288_000_000_000


def test_every_input_has_its_source(show: Show) -> None:
    screen = opened(show, "btxh-muc-chuan=750000&moc=2026-11-24&btxh-tu-thang=2026-12")
    rows = {row[0]: row[1:] for row in screen.table("Đầu vào")}
    assert rows["Số đối tượng của kỳ số liệu"] == ["45.575", "báo cáo năm 2023 (không ghi tháng; coi là 12/2023)"]
    assert rows["Mức chuẩn của kỳ số liệu"][0] == "360.000 đồng"
    current = rows["Mức chuẩn hiện hành tháng 12/2026"]
    assert current[0] == "540.000 đồng"
    assert current[1].endswith("chưa kiểm chứng: lấy từ báo chí, cần đối chiếu văn bản gốc")
    assert rows["Quy định tính đến ngày"][0] == "24/11/2026"

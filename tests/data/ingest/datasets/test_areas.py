"""The `areas` dataset: population and households from one source at one date."""

from pathlib import Path

import pytest

from models.frames import AREA_FILE
from tests.data.ingest.dataset_tables import checked, errors, rows

HEADER = "Mã huyện;Huyện;Dân số;Số hộ;Ngày số liệu;Nguồn số liệu\n"
YEARBOOK = (
    HEADER
    + """\
347;Phủ Lý;169.589;52.310;31/12/2023;Niên giám thống kê 2023
350;Kim Bảng;133.298;;31/12/2023;Niên giám thống kê 2023
;Toàn tỉnh;885.900;280.454;31/12/2023;Niên giám thống kê 2023
"""
)


def test_a_yearbook_becomes_sizes_of_areas(tmp_path: Path) -> None:
    check = checked(tmp_path, "areas", YEARBOOK)
    assert check.frame.schema == AREA_FILE
    assert rows(check) == [
        ("347", None, 169589, 52310, "2023-12-31", "Niên giám thống kê 2023"),
        ("350", None, 133298, None, "2023-12-31", "Niên giám thống kê 2023"),
        (None, None, 885900, 280454, "2023-12-31", "Niên giám thống kê 2023"),
    ]


def test_two_dates_or_two_sources_name_both_lines(tmp_path: Path) -> None:
    text = (
        HEADER
        + "347;;169589;;31/12/2023;Cục Thống kê\n349;;154016;;2019;Cục Thống kê\n350;;133298;;31/12/2023;Công an tỉnh\n"
    )
    dates, sources = errors(checked(tmp_path, "areas", text))
    assert dates.startswith("Ô E3 (dòng 3)")
    assert "khác ngày số liệu ở dòng 2" in dates
    assert sources.startswith("Ô F4 (dòng 4)")
    assert "khác nguồn số liệu ở dòng 2" in sources


@pytest.mark.parametrize(
    ("row", "place", "reason"),
    [
        ("347;;52310;169589;2023;Cục Thống kê", "Ô D2", "lớn hơn dân số của cùng dòng"),
        ("347;;169589;;;Cục Thống kê", "Ô E2", "để trống"),
        ("347;;169589;;2023;", "Ô F2", "để trống"),
        ("347;;9169589;;2023;Cục Thống kê", "Ô C2", "vượt mức tối đa"),
        ("347;;169589;;12/2023;Cục Thống kê", "Ô E2", "là tháng, chưa có ngày"),
    ],
)
def test_sizes_that_cannot_be_are_refused(tmp_path: Path, row: str, place: str, reason: str) -> None:
    (message,) = errors(checked(tmp_path, "areas", HEADER + row + "\n"))
    assert message.startswith(place)
    assert reason in message


def test_an_odd_size_of_households_is_asked_about(tmp_path: Path) -> None:
    check = checked(tmp_path, "areas", HEADER + "347;;169589;5231;2023;Cục Thống kê\n")
    assert check.status == "accepted"
    (problem,) = check.problems
    assert (problem.severity, problem.code, problem.column) == ("warning", "plausible", "D")
    assert "bình quân một hộ" in problem.message


def test_the_list_of_the_day_counts(tmp_path: Path) -> None:
    header = "Xã, phường;Dân số;Ngày số liệu;Nguồn số liệu\n"
    check = checked(tmp_path, "areas", header + "Phường Phủ Lý;38000;01/7/2025;Công an tỉnh\n")
    assert rows(check, "district_code", "population") == [(None, 38000)]

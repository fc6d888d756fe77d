"""What lines above a table say: months, years, groups, areas; and what only looks like them."""

import pytest

from data.ingest.answers import Dates, areas_in, dates_in, groups_in, kinds_in, source_in


@pytest.mark.parametrize(
    "text",
    [
        "CHI TRẢ TRỢ CẤP THÁNG 3 NĂM 2024",
        "Tháng 03/2024",
        "tháng 3, năm 2024",
        "T3/2024",
        "BC T03-2024",
        "Kỳ 3/2024",
        "2024-03",
    ],
)
def test_a_month(text: str) -> None:
    assert dates_in(text, name=True).months == ("2024-03",)


@pytest.mark.parametrize(
    "text",
    [
        "Quý I năm 2024",
        "6 tháng đầu năm 2024",
        "Từ tháng 1 đến tháng 3 năm 2024",
        "Hà Nam, ngày 05 tháng 01 năm 2024",
        "Nghị định số 20/2021/NĐ-CP",
        "Mẫu số 01/2024/TT-BTC",
        "Giai đoạn 2021-2025",
        "Tháng 13/2024",
    ],
)
def test_no_month_and_no_year(text: str) -> None:
    found = dates_in(text)
    assert found.months == ()
    assert found.years == ()


def test_years_months_without_year_and_days() -> None:
    assert dates_in("NĂM 2024").years == ("2024",)
    assert dates_in("T3").bare_months == (3,)
    assert dates_in("Số liệu đến 31/12/2023") == Dates(days=("31/12/2023",))
    assert dates_in("Báo cáo 2024").years == ()
    assert dates_in("Báo cáo 2024", name=True).years == ("2024",)


def test_groups_but_not_the_offices_named_after_them() -> None:
    assert groups_in("DANH SÁCH CHI TRẢ NGƯỜI CÓ CÔNG") == ["Người có công"]
    assert groups_in("Chi trả người có công và BTXH") == ["Người có công", "Bảo trợ xã hội"]
    assert groups_in("Phòng Người có công") == []
    assert groups_in("Trung tâm Bảo trợ xã hội tỉnh") == []


def test_kinds_areas_and_sources() -> None:
    assert kinds_in("Chi truy lĩnh tháng 3") == ["truy lĩnh"]
    assert areas_in("UBND HUYỆN KIM BẢNG") == {"district": ["huyen kim bang"], "commune": []}
    assert areas_in("TX Duy Tiên - xã Mộc Nam")["district"] == ["tx duy tien"]
    assert source_in("Nguồn: Phòng LĐTBXH") == "Phòng LĐTBXH"
    assert source_in("Nguồn vốn trung ương") is None

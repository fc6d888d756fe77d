"""Headings, areas, months and numbers as offices write them: read right, or refused at the cell with a remedy."""

import pytest

from tests.data.ingest.tables import CheckText, facts, said

HEADINGS = ("Huyện", "Tháng", "Nhóm", "Số người", "Số tiền (đồng)")
ROW = ("Phủ Lý", "3/2024", "Người có công", "3912", "9168250000")
FACT = ("347", "2024-03", "Người có công", 3912, 9168250000)


def written(headings: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in (headings, *rows)) + "\n"


def changed(line: tuple[str, ...], place: int, cell: str) -> tuple[str, ...]:
    return (*line[:place], cell, *line[place + 1 :])


@pytest.mark.parametrize(
    "heading",
    [
        "Huyện/TP",
        "Tên huyện, TP",
        "Huyện, TX, TP",
        "HUYỆN/THỊ XÃ/THÀNH PHỐ",
        "Tên quận/huyện",
        "Huyện (TP)",
        "Các huyện, thành phố",
        "Tên đơn vị hành chính",
        "ĐVHC cấp huyện",
        "Tên địa phương",
        "Địa bàn",
    ],
)
def test_headings_of_districts(check: CheckText, heading: str) -> None:
    assert facts(check(written(changed(HEADINGS, 0, heading), ROW))) == [FACT]


@pytest.mark.parametrize(
    "heading", ["Xã/phường/TT", "Tên xã, phường, thị trấn", "Phường/xã", "Xã, thị trấn", "Tên ĐVHC cấp xã"]
)
def test_headings_of_communes(check: CheckText, heading: str) -> None:
    row = ("Xã Liêm Chung", *ROW[1:2], "BTXH", "100", "60000000")
    outcome = check(written(changed(HEADINGS, 0, heading), row))
    assert facts(outcome) == [("13312", "2024-03", "Bảo trợ xã hội", 100, 60000000)]
    place = outcome.reading.columns[0] if outcome.reading is not None else ()
    assert place == ("A", heading, "commune")


@pytest.mark.parametrize(
    ("place", "heading"),
    [
        (0, "Mã huyện, TP"),
        (3, "Số đối tượng được hưởng trợ cấp"),
        (3, "Số người được chi trả"),
        (3, "Đối tượng (người)"),
        (3, "SL"),
        (4, "Thành tiền (đồng)"),
        (4, "Tổng kinh phí chi trả (đ)"),
        (4, "Kinh phí thực hiện (VNĐ)"),
        (4, "Tổng số tiền đã chi trả (đồng)"),
    ],
)
def test_headings_of_codes_and_figures(check: CheckText, place: int, heading: str) -> None:
    row = changed(ROW, 0, "347") if place == 0 else ROW
    assert facts(check(written(changed(HEADINGS, place, heading), row))) == [FACT]


@pytest.mark.parametrize("heading", ["TT", "Đơn vị tính", "Số tiền còn phải chi (đồng)", "Kinh phí tháng trước (đồng)"])
def test_what_no_heading_means(check: CheckText, heading: str) -> None:
    outcome = check(written((heading, *HEADINGS), ("1", *ROW)))
    assert facts(outcome) == [FACT]


@pytest.mark.parametrize(("unit", "amount"), [("1.000 đ", 9168250), ("ng.đ", 9168250), ("1.000.000 đ", "9168,25")])
def test_units_of_headings(check: CheckText, unit: str, amount: object) -> None:
    content = written(changed(HEADINGS, 4, f"Kinh phí ({unit})"), changed(ROW, 4, str(amount)))
    assert facts(check(content)) == [FACT]


@pytest.mark.parametrize("name", ["TX. Duy Tiên", "Thị xã Duy Tiên", "TX Duy Tiên", "duy tien", "Huyện Duy Tiên"])
def test_a_district_in_every_dress(check: CheckText, name: str) -> None:
    assert facts(check(written(HEADINGS, changed(ROW, 0, name))))[0][0] == "349"


@pytest.mark.parametrize(
    ("name", "month", "words"),
    [
        ("Phủ Lý, Duy Tiên", "3/2024", "không có trong danh mục"),
        ("Thành phố Phủ Lý", "8/2025", "Từ 01/7/2025 không còn cấp huyện"),
        ("Xã Liêm Chung", "8/2025", "không có ở kỳ 08/2025"),
        ("Phường Quang Trung", "8/2025", "không có ở kỳ 08/2025"),
        ("Trần Hưng Đạo", "3/2024", "Ghi thêm mã hoặc tên huyện"),
        ("=1+1", "3/2024", "không có trong danh mục"),
    ],
)
def test_areas_that_cannot_be_taken(check: CheckText, name: str, month: str, words: str) -> None:
    outcome = check(written(HEADINGS, changed(changed(ROW, 0, name), 1, month)))
    assert outcome.status == "refused"
    assert f"Ô A2 (dòng 2), Huyện, thành phố: '{name}'" in said(outcome)
    assert words in said(outcome)


def test_the_province_alone_is_no_total(check: CheckText) -> None:
    """Beside areas its row is their total; in a table of its own it is what was paid in the whole province."""
    outcome = check(written(HEADINGS, changed(ROW, 0, "Tỉnh Hà Nam")))
    assert outcome.status == "accepted"
    assert outcome.frame.select("district_code", "commune_code").rows() == [(None, None)]
    both = check(written(HEADINGS, ROW, changed(ROW, 0, "Tỉnh Hà Nam")))
    assert (both.status, both.frame.height) == ("accepted", 1)


@pytest.mark.parametrize(
    ("name", "month", "refused", "words"),
    [
        ("Tỉnh Hà Nam", "8/2025", False, ""),
        ("Toàn tỉnh", "8/2025", False, "được hiểu là địa bàn Tỉnh Hà Nam trước ngày 01/7/2025"),
        ("Toàn tỉnh", "6/2025", False, ""),
        ("Tỉnh Ninh Bình", "8/2025", True, "là tỉnh mới, gồm ba tỉnh cũ"),
        ("Tỉnh Ninh Bình", "6/2025", True, "không có ở kỳ 06/2025"),
    ],
)
def test_the_province_of_payments_stays_the_former_one(
    check: CheckText, name: str, month: str, refused: bool, words: str
) -> None:
    outcome = check(written(HEADINGS, changed(changed(ROW, 0, name), 1, month)))
    assert (outcome.status == "refused") == refused
    assert words in said(outcome) if words else not outcome.messages


@pytest.mark.parametrize(
    "period",
    ["Quý I/2024", "6 tháng đầu năm 2024", "năm 2023", "13/2024", "00/2024", "3/1996", "3/2031", "3-24", "31/03/2024"],
)
def test_periods_that_are_no_month(check: CheckText, period: str) -> None:
    outcome = check(written(HEADINGS, changed(ROW, 1, period)))
    assert outcome.status == "refused"
    assert f"Ô B2 (dòng 2), Kỳ: '{period}'" in said(outcome)
    assert "Ghi một tháng, ví dụ 12/2023" in said(outcome)


@pytest.mark.parametrize(
    "number",
    ["-5", "-", "x", "…", "không", "(5)", "5 con", "1e3", "#REF!", "=1+1", "12,5", "3.912.", "1 000 0", "NaN", "٥٠٠"],
)
def test_numbers_that_are_none(check: CheckText, number: str) -> None:
    outcome = check(written(HEADINGS, changed(ROW, 3, number)))
    assert outcome.status == "refused"
    assert f"Ô D2 (dòng 2), Số đối tượng: '{number}'" in said(outcome)


@pytest.mark.parametrize(
    ("people", "money", "read"),
    [
        ("12,0", "28000000", (12, 28000000)),
        ("3.912", "9.168.250.000", (3912, 9168250000)),
        ("3,912", "9,168,250,000", (3912, 9168250000)),
        ("3912\u00a0", "9 168 250 000", (3912, 9168250000)),
        ("0", "0", (0, 0)),
    ],
)
def test_numbers_in_every_dress(check: CheckText, people: str, money: str, read: tuple[int, int]) -> None:
    outcome = check(written(HEADINGS, changed(changed(ROW, 3, people), 4, money)))
    assert facts(outcome)[0][3:] == read


def test_people_and_money_swapped_are_refused(check: CheckText) -> None:
    outcome = check(written(HEADINGS, (*ROW[:3], ROW[4], ROW[3])))
    assert "Ô D2 (dòng 2), Số đối tượng: '9168250000'" in said(outcome)


@pytest.mark.parametrize("second", [ROW, changed(ROW, 3, "3913"), changed(ROW, 0, "TP. Phủ Lý")])
def test_a_row_twice_is_refused_whether_equal_or_not(check: CheckText, second: tuple[str, ...]) -> None:
    outcome = check(written(HEADINGS, ROW, second))
    assert outcome.status == "refused"
    assert "Dòng 3: trùng với dòng 2" in said(outcome)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (0, "1. Phủ Lý"),
        (0, "I. Thành phố Phủ Lý"),
        (0, "TP Phủ Lý, tỉnh Hà Nam"),
        (0, "P. Phủ Lý"),
        (2, "1. Người có công"),
        (2, "II) Người có công"),
    ],
)
def test_numbers_and_the_province_around_a_name(check: CheckText, place: int, name: str) -> None:
    outcome = check(written(HEADINGS, changed(ROW, place, name)))
    if name.startswith("P."):
        assert outcome.status == "refused"
    else:
        assert facts(outcome) == [FACT]


@pytest.mark.parametrize(
    "words", ["Tổng cộng (I+II)", "TỔNG SỐ:", "Tổng toàn tỉnh", "Tổng cộng 1 đơn vị", "Cộng = 1", "Tổng số (A+B)"]
)
def test_words_of_totals(check: CheckText, words: str) -> None:
    total = (words, "", "", "3912", "9168250000")
    assert check(written(HEADINGS, ROW, total)).messages == []
    assert "Ô D3 (dòng 3), Số đối tượng: '3913' là số ở dòng tổng" in said(
        check(written(HEADINGS, ROW, changed(total, 3, "3913")))
    )


def test_names_of_those_who_sign_are_no_rows(check: CheckText) -> None:
    signed = (
        ("Số tiền bằng chữ: chín tỷ đồng", "", "", "", ""),
        ("Người lập", "", "", "Thủ trưởng đơn vị", ""),
        ("Nguyễn Văn An", "", "", "Trần Thị Bình", ""),
    )
    outcome = check(written(HEADINGS, ROW, *signed))
    assert facts(outcome) == [FACT]
    assert outcome.messages == []
    area = check(written(HEADINGS, ROW, *signed[1:], ("Duy Tiên", "3/2024", "Người có công", "x", "y")))
    assert area.status == "refused"
    assert "dòng 5 ('x')" in said(area)

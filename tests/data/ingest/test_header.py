"""Headings: synonyms, title lines, levels, missing and doubled columns, units of money."""

import unicodedata

import pytest

from tests.data.ingest.tables import EXPECTED, HEADER, ROWS, CheckText, facts, said, table

VIETNAMESE = "Mã huyện,Huyện/Thành phố,Kỳ,Nhóm đối tượng,Số đối tượng,Kinh phí hàng tháng (đồng)"
PLAIN = "Huyện,Kỳ,Nhóm,Số người,{money}"


@pytest.mark.parametrize(
    "header",
    [
        VIETNAMESE,
        unicodedata.normalize("NFD", VIETNAMESE),
        VIETNAMESE.upper(),
        "Ma huyen,Huyen/Thanh pho,Ky,Nhom doi tuong,So doi tuong,Kinh phi hang thang (dong)",
        "MA QUAN HUYEN,Tên  huyện,Tháng,Loại đối tượng,Số người hưởng (người),Số tiền (VNĐ)",
        " district_code ,District,PERIOD,group,Beneficiaries,monthly amount vnd",
    ],
)
def test_headings_in_every_dress(check: CheckText, header: str) -> None:
    assert facts(check(table(*ROWS, header=header))) == EXPECTED


def test_titles_levels_numbering_totals_and_signatures_of_a_report(check: CheckText) -> None:
    report = "\n".join(
        (
            "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI,,,,,,",
            "BÁO CÁO THÁNG 12 NĂM 2023,,,,,,",
            "Đơn vị tính: đồng,,,,,,",
            ",,,,,,",
            "STT,Mã huyện,Huyện/Thành phố,Kỳ,Nhóm đối tượng,Chia ra,",
            ",,,,,Số đối tượng,Kinh phí hằng tháng",
            "A,B,1,2,3,4,5=3x4",
            *(f"{number},{row}" for number, row in enumerate(ROWS, 1)),
            ",,Tổng cộng,,,20355,47701000000",
            ',,,,,"Hà Nam, ngày 31 tháng 12 năm 2023",',
            "NGƯỜI LẬP BIỂU,,,,,GIÁM ĐỐC,",
        )
    )
    outcome = check(report)
    assert facts(outcome) == EXPECTED
    assert outcome.messages == []
    wrong = check(report.replace("3467", "x"))
    assert "Ô F9 (dòng 9), Số đối tượng: 'x'" in said(wrong)


def test_a_missing_column_is_named(check: CheckText) -> None:
    outcome = check(table("Phủ Lý,13/2023,1", header="district,period,monthly_amount_vnd"))
    assert "thiếu cột Số đối tượng" in said(outcome)
    assert "thiếu cột Nhóm đối tượng" in said(outcome)
    assert "'13/2023'" in said(outcome)
    no_area = check(table("2023-12,Người có công,1,1", header="period,group,beneficiaries,monthly_amount_vnd"))
    assert "Mã huyện hoặc" in said(no_area)


def test_doubled_headings_are_refused_in_either_language(check: CheckText) -> None:
    outcome = check(table(*(row + ",1" for row in ROWS), header=HEADER + ",Số đối tượng"))
    assert outcome.status == "refused"
    assert "trùng: cột E và cột G đều là Số đối tượng" in said(outcome)


def test_no_headings_and_no_rows(check: CheckText) -> None:
    assert "Không tìm thấy dòng tiêu đề" in said(check("1,2,3\n4,5,6\n"))
    assert "không có dòng số liệu" in said(check(HEADER + "\n"))


def test_figures_above_the_headings_are_not_skipped_as_titles(check: CheckText) -> None:
    outcome = check(ROWS[0] + "\n" + table(*ROWS[1:]))
    assert outcome.status == "refused"
    assert "Dòng 1: có số liệu nằm phía trên" in said(outcome)


@pytest.mark.parametrize(
    ("money", "amount"),
    [
        ("Kinh phí (triệu đồng)", '"9168,25"'),
        ("Kinh phí, đvt: tr.đ", '"9.168,25"'),
        ("Kinh phí (1.000 đồng)", "9168250"),
        ("Số tiền (nghìn đồng/tháng)", "9.168.250"),
        ("Kinh phí (tỷ đồng)", '"9,16825"'),
    ],
)
def test_units_in_the_heading_scale_exactly(check: CheckText, money: str, amount: str) -> None:
    money = f'"{money}"'
    outcome = check(table(f"Phủ Lý,12/2023,Người có công,3912,{amount}", header=PLAIN.format(money=money)))
    assert facts(outcome) == EXPECTED[:1]


def test_units_above_the_table_or_under_the_headings(check: CheckText) -> None:
    body = table('Phủ Lý,12/2023,Người có công,3912,"9.168,25"', header=PLAIN.format(money="Kinh phí"))
    assert facts(check("ĐVT: triệu đồng\n" + body)) == EXPECTED[:1]
    assert facts(check("Đơn vị tính:,,triệu đồng\n" + body)) == EXPECTED[:1]
    under = body.replace("Kinh phí\n", "Kinh phí\n,,,(người),(triệu đồng)\n")
    assert facts(check(under)) == EXPECTED[:1]
    assert facts(check(body, answers={"amount_unit": "triệu đồng"})) == EXPECTED[:1]


def test_units_that_disagree_or_are_unknown_are_refused(check: CheckText) -> None:
    assert "không thống nhất" in said(check("Đơn vị tính: triệu đồng\n" + table(*ROWS)))
    plain = table("Phủ Lý,12/2023,Người có công,3912,9168250000", header=PLAIN.format(money="Kinh phí"))
    assert "không rõ" in said(check("Đơn vị tính: USD\n" + plain))
    per_head = table("Phủ Lý,12/2023,Người có công,3912,1", header=PLAIN.format(money="Kinh phí (đồng/người)"))
    assert "thiếu cột Kinh phí" in said(check(per_head))


def test_without_a_declared_unit_an_amount_off_by_a_unit_is_refused(check: CheckText) -> None:
    outcome = check(table("Phủ Lý,12/2023,Người có công,3912,9168", header=PLAIN.format(money="Kinh phí")))
    assert outcome.status == "refused"
    assert "không ghi đơn vị tính" in said(outcome)

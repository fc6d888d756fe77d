"""Caps, doubled keys and plausible amounts."""

from tests.data.ingest.tables import HEADER, ROWS, CheckText, said, table


def test_doubled_keys_name_both_lines_even_when_equal(check: CheckText) -> None:
    outcome = check(table(*ROWS, ROWS[0], "347,,12/2023,NCC,3911,9168250000"))
    assert outcome.status == "refused"
    assert outcome.messages == [
        "Dòng 8: trùng với dòng 2: cùng đơn vị, kỳ, nhóm đối tượng và hình thức chi. Giữ lại một dòng đúng, xóa dòng "
        "kia. Cũng gặp ở dòng 9 (thêm 1 dòng)."
    ]


def test_another_kind_is_another_row(check: CheckText) -> None:
    rows = (ROWS[0] + ",", ROWS[0] + ",truy lĩnh")
    assert check(table(*rows, header=HEADER + ",kind")).status == "accepted"


def test_people_are_capped_by_their_area(check: CheckText) -> None:
    assert "169.589" in said(check(table("347,Phủ Lý,2023-12,NCC,169590,90000000000")))
    header = "commune_code,period,group,beneficiaries,monthly_amount_vnd"
    assert "50.000" in said(check(table("13285,2023-12,NCC,50001,90000000000", header=header)))


def test_implausible_amounts_warn_low_and_high_apart(check: CheckText) -> None:
    outcome = check(
        table(
            "347,,2023-12,NCC,10,99999",
            "349,,2023-12,NCC,10,99999",
            "350,,2023-12,NCC,1,20000001",
            "351,,2023-12,NCC,1,100000",
            "352,,2023-12,NCC,0,500000",
            "353,,2023-12,NCC,0,0",
        )
    )
    assert outcome.status == "accepted"
    assert [(problem.line, problem.count) for problem in outcome.problems] == [(2, 2), (4, 1), (6, 1)]
    assert "10.000 đồng/người/tháng" in said(outcome)
    assert "20.000.001" in said(outcome)


def test_months_divide_the_amount(check: CheckText) -> None:
    header = HEADER + ",months"
    assert check(table("347,,2023-12,NCC,1,40000000,2", header=header)).messages == []
    assert "tháng" in said(check(table("347,,2023-12,NCC,1,40000000,121", header=header)))

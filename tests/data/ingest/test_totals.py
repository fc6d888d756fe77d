"""Total rows and signatures: compared or skipped, never stored; data is never taken for either."""

import pytest

from tests.data.ingest.tables import EXPECTED, ROWS, CheckText, facts, said, table


@pytest.mark.parametrize(
    "total",
    [
        ",Tổng cộng,,,20355,47701000000",
        "TOÀN TỈNH,,,,20.355,47.701.000.000",
        ",Cộng,2023-12,Người có công,20355,47701000000",
        ",Tổng số (I+II):,,,20355,",
    ],
)
def test_right_totals_are_silent(check: CheckText, total: str) -> None:
    outcome = check(table(*ROWS, total))
    assert facts(outcome) == EXPECTED
    assert outcome.messages == []


def test_a_wrong_total_warns_with_both_numbers(check: CheckText) -> None:
    outcome = check(table(*ROWS, ",Tổng cộng,,,20345,47701000000"))
    assert facts(outcome) == EXPECTED
    assert "20.345" in said(outcome)
    assert "20.355" in said(outcome)
    assert [problem.severity for problem in outcome.problems] == ["warning"]


def test_subtotals_cover_what_they_name(check: CheckText) -> None:
    rows = (
        ROWS[0],
        "347,Phủ Lý,2023-12,Bảo trợ xã hội,7824,4584125000",
        ",Cộng TP Phủ Lý,,,11736,13752375000",
        ROWS[1],
        ",Cộng,,,3467,8124900000",
        ",Tổng cộng,,Người có công,7379,17293150000",
    )
    assert check(table(*rows)).messages == []
    wrong = check(table(*rows[:2], ",Cộng TP Phủ Lý,,,1,13752375000"))
    assert "11.736" in said(wrong)


def test_a_total_that_is_no_number_warns(check: CheckText) -> None:
    assert "dòng tổng" in said(check(table(*ROWS, ",Tổng cộng,,,xem trang 2,47701000000")))


def test_a_commune_that_sounds_like_a_total_is_data(check: CheckText) -> None:
    header = "commune,period,group,beneficiaries,monthly_amount_vnd"
    assert [fact[0] for fact in facts(check(table("Cong Ly,2023-12,NCC,40,90000000", header=header)))] == ["13582"]


@pytest.mark.parametrize(
    "last",
    [
        "353,Lý Nhân,2023-12,Người có công,3328,",
        "353,Lý Nhân,,,ghi chú: chưa có,",
        ",,,,-5,",
        ",,,,3e5,",
        ",,,,5,7798500000",
    ],
)
def test_a_last_row_that_could_hold_data_is_no_signature(check: CheckText, last: str) -> None:
    assert check(table(*ROWS[:5], last)).status == "refused"

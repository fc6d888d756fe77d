"""Codes of areas and budget lines as columns of numbers write them: 347.0, 347,0, 13.285."""

from pathlib import Path

import pytest

from data.ingest.areas import areas_2023, code_digits
from tests.data.ingest.dataset_tables import checked, errors, rows
from tests.data.ingest.tables import CheckText, facts, said
from tests.data.ingest.workbooks import check_rows

MERIT = "Người có công"


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("347", "347"),
        ("00347", "347"),
        ("347.0", "347"),
        ("347,00", "347"),
        ("'349,0", "349"),
        ("13285.0", "13285"),
        ("13.285", "13285"),
        ("13,285", "13285"),
        ("347.5", ""),
        ("347.01", ""),
        ("-347", ""),
        ("3.47.0", ""),
        ("１３", ""),
        ("", ""),
    ],
)
def test_a_code_is_its_digits(written: str, digits: str) -> None:
    assert code_digits(written) == digits


@pytest.mark.parametrize("code", ["350.0", "350,0", 350.0, "0350,00"])
def test_a_code_of_a_district_may_be_written_as_a_float(tmp_path: Path, code: object) -> None:
    outcome = check_rows(
        tmp_path,
        ["Mã đơn vị", "Kỳ chi", "Chương trình", "Số người", "Thành tiền (đồng)"],
        [code, "T7/2023", MERIT, 21, 48_300_000],
    )
    assert facts(outcome) == [("350", "2023-07", MERIT, 21, 48_300_000)]
    assert outcome.messages == []


def test_codes_of_communes_with_their_thousands_parted(check: CheckText) -> None:
    text = "Mã xã;Kỳ;Nhóm;Số người;Số tiền (đồng)\n13.285;8/2023;NCC;4;9200000\n13324,0;8/2023;NCC;5;11500000\n"
    assert [fact[:2] for fact in facts(check(text))] == [("13285", "2023-08"), ("13324", "2023-08")]


def test_a_column_of_names_may_hold_codes(check: CheckText) -> None:
    text = "Huyện;Kỳ;Nhóm;Số người;Số tiền (đồng)\n{};8/2023;NCC;4;9200000\n"
    assert [fact[0] for fact in facts(check(text.format("353.0")))] == ["353"]
    for other in ("35", "400", "3530"):
        outcome = check(text.format(other))
        assert outcome.status == "refused"
        assert f"'{other}' không có trong danh mục mã đơn vị năm 2023" in said(outcome)


def test_a_float_that_is_no_code_stays_refused_and_codes_must_agree_with_names(tmp_path: Path) -> None:
    assert areas_2023().locate({"district_code": "347.5"}).area is None
    outcome = check_rows(
        tmp_path,
        ["Mã huyện", "Huyện", "Tháng", "Nhóm", "Số người", "Số tiền (đồng)"],
        ["351.0", "Lý Nhân", "5/2023", MERIT, 2, 4_600_000],
    )
    assert outcome.status == "refused"
    assert "không khớp với mã 351.0: mã này là Huyện Thanh Liêm" in said(outcome)


def test_codes_of_budget_lines_as_floats(tmp_path: Path) -> None:
    header = "Năm;Nguồn;Cấp;Chương;Loại;Khoản;Dự toán (đồng)\n"
    check = checked(tmp_path, "budget", header + "2024;NSĐP;Tỉnh;424.0;370,0;398.00;52000000000\n")
    assert rows(check, "chapter", "category", "item") == [("424", "370", "398")]
    (message,) = errors(checked(tmp_path, "budget", header + "2024;NSĐP;Tỉnh;424.5;370;398;52000000000\n"))
    assert message.startswith("Ô D2")

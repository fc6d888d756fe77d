"""Numbers in the Vietnamese and the international form, decided by column."""

import polars as pl
import pytest
from hypothesis import given, strategies as st

from data.ingest.columns import decide
from data.vocabulary.numbers import INTERNATIONAL, VIETNAMESE, Style, not_a_number, read_number, written
from tests.data.ingest.tables import CheckText, facts, said, table


def values(*cells: str, power: int = 0, mark: str | None = None) -> list[int | None]:
    return decide(pl.Series(cells), power, mark).values.to_list()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("3912", "0", "007"), [3912, 0, 7]),
        (("3.912", "3.467"), [3912, 3467]),
        (("3,912", "3,467"), [3912, 3467]),
        (("3.912", "3.000"), [3912, 3000]),
        (("3.912,00", "12"), [3912, 12]),
        (("9.168.250.000", "900"), [9168250000, 900]),
        (("9,168,250,000", "900.00"), [9168250000, 900]),
        (("3912.0", "12.0"), [3912, 12]),
        (("9 168 250 000", "900"), [9168250000, 900]),
        (("3.000", "4.000"), [None, None]),
        (("3.912", "3,467"), [None, None]),
        (("3.912", "3912.0"), [None, None]),
        (("3.912", "abc"), [3912, None]),
        (("1.5", "12"), [None, 12]),
    ],
)
def test_one_reading_a_column(cells: tuple[str, ...], expected: list[int | None]) -> None:
    assert values(*cells) == expected


def test_an_answer_settles_what_is_ambiguous() -> None:
    assert values("3.000", mark=",") == [3000]
    assert values("3.000", mark=".") == [3]


def test_scaling_is_exact() -> None:
    assert values("9.168,25", power=6) == [9168250000]
    assert values("9.168", power=6) == [None]
    assert values("9.168", "1.000,5", power=6) == [9168000000, 1000500000]
    assert values("0,0000001", power=6) == [None]
    assert values("12345678901234567,123456789", power=9) == [12345678901234567123456789]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "để trống"),
        ("NaN", "không phải là số"),
        ("ba trăm", "không phải là số"),
        ("-3912", "số âm"),
        ("(3.912)", "số âm"),
        ("9.17E+09", "rút gọn"),
        ("3,5", "phần lẻ"),
        ("3912 người", "không phải là số"),
        ("1.23.456", "không phải là số"),
        ("３９１２", "không phải là số"),
        ("9" * 5000, "dài quá"),
    ],
)
def test_what_is_no_number_says_why(text: str, word: str) -> None:
    assert word in not_a_number(text).reason
    assert values(text) == [None]


@pytest.mark.parametrize(
    ("people", "amount"), [("-3912", "1"), ("NaN", "1"), ("", "1"), ("99999999", "1"), ("1", "1000000000000000000")]
)
def test_bad_figures_name_line_and_column(check: CheckText, people: str, amount: str) -> None:
    outcome = check(table(f"347,Phủ Lý,2023-12,Người có công,{people},{amount}"))
    assert outcome.status == "refused"
    assert "(dòng 2), " in outcome.messages[0]
    assert ("Số đối tượng" if amount == "1" else "Kinh phí hằng tháng") in outcome.messages[0]


def test_an_ambiguous_column_is_refused_and_can_be_answered(check: CheckText) -> None:
    text = table("347,Phủ Lý,2023-12,Người có công,3.000,9168250000")
    assert "hai cách" in said(check(text))
    assert facts(check(text, answers={"decimal_mark.beneficiaries": ","}))[0][3] == 3000


def test_two_numbers_in_one_cell_never_become_one(check: CheckText) -> None:
    assert check(table('347,Phủ Lý,2023-12,Người có công,"3\n912",9168250000')).status == "refused"


@given(st.integers(0, 10**15), st.sampled_from([VIETNAMESE, INTERNATIONAL]))
def test_grouped_numbers_read_back(number: int, style: Style) -> None:
    assert read_number(written(number), VIETNAMESE) == number
    assert read_number(f"{number:,}", INTERNATIONAL) == number


@given(st.text(max_size=50), st.integers(0, 9))
def test_no_text_breaks_it(text: str, power: int) -> None:
    decision = decide(pl.Series([text]), power)
    assert (decision.values[0] is None) == (0 in decision.faults)

"""Delimiters, quoting, line endings and the numbers of lines and rows."""

import pytest

from data.ingest import body, reading
from data.ingest.book import letter
from tests.data.ingest.tables import EXPECTED, HEADER, ROWS, CheckText, facts, said, table


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_delimiter_and_line_ending(check: CheckText, delimiter: str, ending: str, mark: str) -> None:
    outcome = check(mark + table(*ROWS).replace(",", delimiter).replace("\n", ending))
    assert facts(outcome) == EXPECTED


def test_a_sep_line_names_the_delimiter_and_is_counted_as_a_line(check: CheckText) -> None:
    text = table(*ROWS).replace(",", ";")
    assert facts(check("sep=;\n" + text)) == EXPECTED
    outcome = check("sep=;\n" + text.replace("3912", "-3912"))
    assert outcome.problems[0].line == 3
    assert outcome.messages[0].startswith("Ô E2 (dòng 3), Số đối tượng (beneficiaries): '-3912'")
    assert "sep=" in said(check("sep=:\n" + text))


def test_quoted_line_breaks_keep_line_and_row_apart(check: CheckText) -> None:
    header = HEADER.replace("beneficiaries", '"Số\nđối tượng"')
    outcome = check(table(ROWS[0], "349,Duy Tiên,2023-12,Người có công,x,5", header=header))
    assert (outcome.problems[0].line, outcome.problems[0].row) == (4, 3)
    short = check(table(ROWS[0], "349,Duy Tiên", header=header))
    assert "Dòng 4 (hàng 3 trong Excel): có 2 ô" in said(short)


def test_blank_lines_count_but_say_nothing(check: CheckText) -> None:
    outcome = check(table("", ROWS[0], ",,,,,", "349,Duy Tiên,2023-12,Người có công,x,5"))
    assert [problem.line for problem in outcome.problems] == [5]


def test_a_short_row_and_a_long_row_are_refused_by_line(check: CheckText) -> None:
    outcome = check(table(ROWS[0], "349,Duy Tiên,2023-12", "350,Kim Bảng,2023-12,Người có công,3,218,7541300000"))
    assert [problem.line for problem in outcome.problems] == [3, 4]
    assert "Dòng 3: có 3 ô, còn tiêu đề có 6 cột" in said(outcome)


def test_an_unclosed_quotation_mark_is_refused_where_it_opens(check: CheckText) -> None:
    outcome = check(table(ROWS[0], '349,"Duy Tiên,2023-12,Người có công,3467,8124900000', *ROWS[2:]))
    assert (outcome.status, outcome.problems[0].line) == ("refused", 3)
    assert "ngoặc kép" in said(outcome)


def test_limits_on_rows_columns_and_cells(check: CheckText, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = check(table(ROWS[0] + ",x" * 60, header=HEADER + ",c" * 60))
    assert "64 cột" in said(wide)
    assert facts(check(table(*(row + "," * 90 for row in ROWS), header=HEADER + "," * 90))) == EXPECTED
    assert "32767" in said(check(table(ROWS[0] + "," + "x" * 32_768, header=HEADER + ",ghi_chu")))
    assert "Dòng 2: dài quá" in said(check(table("x" * 2_000_001)))
    assert "dòng" in said(check("a\n" * 400_001))
    monkeypatch.setattr(body, "MOST_ROWS", 5)
    assert "6 dòng số liệu" in said(check(table(*ROWS)))
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    monkeypatch.setattr(reading, "_TITLE_ROWS", 1)
    assert "vượt giới hạn" in said(check(table(*ROWS)))


def test_letters_of_columns() -> None:
    assert [letter(index) for index in (0, 25, 26, 63)] == ["A", "Z", "AA", "BL"]

"""Text into records: delimiters, quotes, line ends, limits."""

import pytest

from data.parsing import separated
from data.parsing.limits import Refusal
from data.parsing.separated import Separated, known_heading

HEADINGS = frozenset(("huyen", "nhom", "so nguoi", "kinh phi"))


def read(text: str, *headings: str) -> list[tuple[int, int, list[str]]]:
    return list(Separated(text, frozenset(headings) or HEADINGS).records())


def refused(text: str) -> tuple[str, object]:
    with pytest.raises(Refusal) as failure:
        read(text)
    return failure.value.code, failure.value.details.get("line")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_ending(delimiter: str, ending: str) -> None:
    text = "Huyện,Nhóm,Số người\nPhủ Lý,A,1\n".replace(",", delimiter).replace("\n", ending)
    assert read(text) == [(1, 1, ["Huyện", "Nhóm", "Số người"]), (2, 2, ["Phủ Lý", "A", "1"])]


def test_known_headings_decide_against_more_frequent_signs() -> None:
    text = "Báo cáo, tháng 12, năm 2023, tỉnh Hà Nam\nHuyện;Nhóm;Kinh phí\nPhủ Lý;A;1,5\nDuy Tiên;B;2,5\n"
    assert Separated(text, HEADINGS).delimiter == ";"
    assert Separated("a;b\n1,5;2,5\n1,5;2\n1;2,5\n", HEADINGS).delimiter == ";"


def test_a_heading_may_go_on_after_the_known_words() -> None:
    assert known_heading("Kinh phí (triệu đồng)", HEADINGS) == "kinh phi"
    assert known_heading("SỐ NGƯỜI hưởng tháng 12", HEADINGS) == "so nguoi"
    assert known_heading("Kinh tế", HEADINGS) == ""


def test_a_sep_line_names_the_delimiter_and_is_counted_as_a_line() -> None:
    assert read("sep=;\nHuyện;Nhóm\n") == [(2, 1, ["Huyện", "Nhóm"])]
    assert refused("sep=:\nHuyện:Nhóm\n") == ("sep", 1)


def test_quoted_line_breaks_keep_line_and_row_apart() -> None:
    text = 'Huyện,"Số\nngười"\nPhủ Lý,"1 ""hai"""\n'
    assert read(text) == [(1, 1, ["Huyện", "Số\nngười"]), (3, 2, ["Phủ Lý", '1 "hai"'])]


def test_blank_lines_are_rows() -> None:
    assert [(line, cells) for line, _, cells in read("Huyện,Nhóm\n\n,\nA,B\n")] == [
        (1, ["Huyện", "Nhóm"]),
        (2, []),
        (3, []),
        (4, ["A", "B"]),
    ]


def test_broken_quotes_are_refused_where_they_open() -> None:
    assert refused('Huyện,Nhóm\nA,B\nC,"D\nE,F\n') == ("quotes", 3)
    assert refused('Huyện,Nhóm\nA,"B" b\n') == ("quotes", 2)


@pytest.mark.parametrize("text", ["", " \r\n\r\n", ",,,\n,,,\n", ";;\n"])
def test_text_without_anything_is_empty(text: str) -> None:
    assert refused(text)[0] == "empty"


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused("Huyện" + ",x" * 64 + "\n") == ("columns", 1)
    assert len(read("Huyện" + "," * 90 + "\n")[0][2]) == 64
    assert refused("Huyện\n" + "x" * 32_768 + "\n") == ("long_cell", 2)
    assert refused("Huyện\n" + "x" * 200_000 + "\n") == ("long_cell", 2)
    assert refused("Huyện\n" + "x" * 2_000_001) == ("long_line", 2)
    assert refused("a\n" * 400_001)[0] == "rows"
    assert refused("a\n" * 50_041)[0] == "rows"
    monkeypatch.setattr(separated, "MOST_ROWS", 2)
    monkeypatch.setattr(separated, "TITLE_ROWS", 1)
    assert len(read("a\n\n\nb\nc\n")) == 5
    assert refused("a\nb\nc\nd\n")[0] == "rows"

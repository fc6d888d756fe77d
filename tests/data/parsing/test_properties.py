"""For all files: a table reads back as it was written, in every encoding; nothing else brings a reader down."""

import codecs
import csv
import datetime
import io
import unicodedata
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, given, settings, strategies as st

from data.ingest.base import Book
from data.parsing.charsets import read_twice
from data.parsing.limits import Refusal
from data.parsing.xlsx import plain
from data.vocabulary.problems import Problem
from tests.data.ingest.books import read
from tests.data.parsing.encoded import tcvn3, vni, windows_1258
from tests.data.parsing.opened import Opened, opened
from tests.data.parsing.packages import number, package, row, sheet, strings, text
from tests.examples import examples

HEADINGS = ["Mã huyện", "Huyện", "Nhóm đối tượng", "Số người", "Kinh phí"]
KNOWN = ("ma huyen", "huyen", "nhom doi tuong", "so nguoi", "kinh phi")
WORDS = """
    Phủ Lý Duy Tiên Kim Bảng Thanh Liêm Bình Lục Nhân người có công bảo trợ xã hội hộ nghèo cận
    thoát trẻ em mồ côi khuyết tật nặng đặc biệt cao tuổi thương binh bệnh liệt sĩ tháng quý năm
    kinh phí dự toán quyết trợ cấp ưu đãi
"""
UNICODE = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16-le": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
}
LATIN = {
    **UNICODE,
    "utf-16-le without a mark": lambda text: text.encode("utf-16-le"),
    "utf-16-be without a mark": lambda text: text.encode("utf-16-be"),
    "nfd": lambda text: unicodedata.normalize("NFD", text).encode(),
    "windows-1258": windows_1258,
}
DOUBTFUL = {name: LATIN[name] for name in ("utf-16-le without a mark", "utf-16-be without a mark", "windows-1258")}
FONTS = {"TCVN3": tcvn3, "VNI": vni}

vietnamese = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4).map(" ".join)
figures = st.integers(0, 10**12).map(str) | st.decimals(0, 10**6, places=2).map(str)
letters = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12).map(str.strip)
delimiters = st.sampled_from(",;\t|")
endings = st.sampled_from(("\n", "\r\n", "\r"))
quoting = st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))


def trimmed(cells: list[str]) -> list[str]:
    """A row in which nothing is written has no cells."""
    return cells if any(cell.strip() for cell in cells) else []


def opened_or_refused(raw: bytes) -> Opened | str:
    """What was read, or the code of the refusal."""
    try:
        return opened(raw, *KNOWN)
    except Refusal as refusal:
        return refusal.code


def tables(cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(cells, min_size=5, max_size=5), min_size=1, max_size=8)


def written(rows: list[list[str]], delimiter: str, ending: str, quotes: int) -> str:
    """As a careful program writes it: Python's own writer leaves a CR without quotes where lines end in LF."""

    def cell(text: str) -> str:
        quoted = quotes == csv.QUOTE_ALL or any(sign in text for sign in (delimiter, '"', "\r", "\n"))
        return '"' + text.replace('"', '""') + '"' if quoted else text

    return "".join(delimiter.join(map(cell, cells)) + ending for cells in [HEADINGS, *rows])


@settings(max_examples=examples(150), deadline=None)
@given(
    rows=tables(letters), encoding=st.sampled_from(list(UNICODE)), delimiter=delimiters, ending=endings, quotes=quoting
)
def test_any_text_in_unicode(rows: list[list[str]], encoding: str, delimiter: str, ending: str, quotes: int) -> None:
    text = written(rows, delimiter, ending, quotes)
    if read_twice(text) is not None:  # "Æ" and a hard space are what the bytes of "Ơ" are in Western letters
        with pytest.raises(Refusal, match="read_twice"):
            opened(UNICODE[encoding](text), *KNOWN)
        return
    found = opened(UNICODE[encoding](text), *KNOWN)
    assert found.cells[""] == [HEADINGS, *map(trimmed, rows)]
    assert found.book["delimiter"] == delimiter


with_breaks = st.lists(vietnamese | figures | st.just("\r"), max_size=4).map("".join).map(str.strip)


@settings(max_examples=examples(100), deadline=None)
@given(rows=tables(with_breaks), ending=endings)
def test_a_carriage_return_without_quotes_is_never_taken_for_an_end_of_line(rows: list[list[str]], ending: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator=ending).writerows([HEADINGS, *rows])
    if ending == "\n" and any("\r" in cell for cells in rows for cell in cells):
        with pytest.raises(Refusal, match="line_ends"):
            opened(out.getvalue().encode(), *KNOWN)
    else:
        assert opened(out.getvalue().encode(), *KNOWN).cells[""] == [HEADINGS, *map(trimmed, rows)]


@settings(max_examples=examples(150), deadline=None)
@given(
    rows=tables(vietnamese | figures),
    encoding=st.sampled_from(list(LATIN)),
    delimiter=delimiters,
    ending=endings,
    quotes=quoting,
)
def test_vietnamese_tables(rows: list[list[str]], encoding: str, delimiter: str, ending: str, quotes: int) -> None:
    found = opened(LATIN[encoding](written(rows, delimiter, ending, quotes)), *KNOWN)
    assert [[unicodedata.normalize("NFC", cell) for cell in cells] for cells in found.cells[""]] == [HEADINGS, *rows]


in_1258 = st.text(
    st.sampled_from([c for n in range(256) if (c := bytes((n,)).decode("cp1258", "ignore")) and c.isprintable()])
)


@settings(max_examples=examples(150), deadline=None)
@given(
    rows=tables(vietnamese | letters | in_1258.map(str.strip)),
    encoding=st.sampled_from(list(DOUBTFUL)),
    delimiter=delimiters,
)
def test_any_text_in_encodings_without_a_mark(rows: list[list[str]], encoding: str, delimiter: str) -> None:
    """Equal or refused with the encoding as the cause: never other letters than were written."""
    try:
        raw = DOUBTFUL[encoding](written(rows, delimiter, "\r\n", csv.QUOTE_MINIMAL))
    except UnicodeEncodeError:
        assume(False)
    found = opened_or_refused(raw)
    if not isinstance(found, Opened):
        assert found in ("encoding_unsure", "not_utf8", "utf16_unsure", "read_twice")
        return
    composed = [[unicodedata.normalize("NFC", cell) for cell in trimmed(cells)] for cells in [HEADINGS, *rows]]
    assert [[unicodedata.normalize("NFC", cell) for cell in cells] for cells in found.cells[""]] == composed


@settings(max_examples=examples(150), deadline=None)
@given(
    rows=tables(vietnamese | figures), font=st.sampled_from(list(FONTS)), delimiter=delimiters, as_unicode=st.booleans()
)
def test_tables_typed_in_the_old_fonts(rows: list[list[str]], font: str, delimiter: str, as_unicode: bool) -> None:
    western = FONTS[font](written(rows, delimiter, "\r\n", csv.QUOTE_MINIMAL))
    found = opened_or_refused(western.encode("utf-8" if as_unicode else "cp1252"))
    if not isinstance(found, Opened):
        assert found == "encoding_unsure"
        return
    assert found.book["encoding"] == font
    expected = [HEADINGS, *rows]
    assert found.cells[""] == (
        [[cell.lower() for cell in cells] for cells in expected] if font == "TCVN3" else expected
    )


cells_of_workbooks = (
    letters.map(lambda one: "".join(c for c in one if c.isprintable())).filter(lambda one: one and one[0] not in "=_")
    | st.integers(-(10**15), 10**15)
    | st.floats(-1e12, 1e12, allow_nan=False)
    | st.booleans()
    | st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1))
    | st.none()
)


def expected_text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        # As the writer rounds it before anyone reads it.
        return plain(f"{value:.16g}")
    return "" if value is None else str(value)


@settings(max_examples=examples(80), deadline=None)
@given(rows=st.lists(st.lists(cells_of_workbooks, min_size=1, max_size=6), min_size=1, max_size=6))
def test_workbooks(rows: list[list[object]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("T12")
    page.append(["Huyện"])
    for cells in rows:
        page.append(cells)
    out = io.BytesIO()
    book.save(out)
    found = {line: (cells, numeric) for line, cells, numeric in opened(out.getvalue()).rows["T12"]}
    for line, values in enumerate(rows, 2):
        texts, numeric = found.get(line, ([], 0))
        texts = texts + [""] * (len(values) - len(texts))
        assert texts == [expected_text(value) for value in values]
        numbers = [isinstance(value, (int, float)) and not isinstance(value, bool) for value in values]
        assert [bool(numeric >> place & 1) for place in range(len(values))] == numbers


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_keep_fifteen_digits_and_no_exponent(value: float) -> None:
    text = plain(repr(value))
    assert Decimal(text) == Decimal(f"{value:.15g}")
    assert set(text) <= set("-0123456789.")


@settings(max_examples=examples(300), deadline=None)
@given(content=st.binary(max_size=400))
def test_random_bytes_are_read_as_text_or_refused(content: bytes) -> None:
    try:
        found = opened(content, *KNOWN)
    except Refusal:
        return
    assert found.book["format"] == "text"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uploads")


GOOD = package(
    sheet(row(1, '<c r="A1" t="s"><v>0</v></c>', text("B1", "Nhóm")) + row(2, number("A2", "1"), number("B2", "2.5"))),
    shared=strings("<t>Huyện</t>"),
)
TABLE = written([["347", "Phủ Lý", "Người có công", "3912", "9168250000"]], ",", "\r\n", csv.QUOTE_MINIMAL).encode()


@settings(max_examples=examples(60), deadline=None)
@given(
    good=st.sampled_from((GOOD, TABLE)),
    place=st.integers(0, 2**16),
    piece=st.binary(min_size=1, max_size=4),
    cut=st.booleans(),
)
def test_damaged_files_are_read_or_refused(folder: Path, good: bytes, place: int, piece: bytes, cut: bool) -> None:
    """Through the process, as a server does it."""
    place %= len(good)
    found = read(folder, good[:place] + piece + (b"" if cut else good[place + len(piece) :]))
    assert isinstance(found, (Book, Problem))
    if isinstance(found, Problem):
        assert found.message
        assert found.remedy

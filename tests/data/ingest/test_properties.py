"""For all files: valid tables read back equal or are refused as ambiguous; nothing else is ever accepted or raises."""

import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings, strategies as st

from data.ingest.areas import Area, areas_on
from data.vocabulary.groups import KINDS
from models.periods import Month
from tests.data.ingest.tables import ROWS, check_bytes, table
from tests.examples import dear_examples, examples

GROUPS = ("Người có công", "Bảo trợ xã hội", "disab_severe", "heroic_mother")
ENGLISH = (
    "district_code",
    "district",
    "period",
    "group",
    "kind",
    "months",
    "beneficiaries",
    "shares",
    "monthly_amount_vnd",
)
VIETNAMESE = (
    "Mã huyện",
    "Huyện",
    "Kỳ",
    "Nhóm đối tượng",
    "Hình thức chi",
    "Số tháng",
    "Số đối tượng",
    "Suất",
    "Kinh phí (đồng)",
)
NUMBERS: tuple[Callable[[int], str], ...] = (
    str,
    lambda number: f"{number:,}",
    lambda number: f"{number:,}".replace(",", "."),
    lambda number: f"{number:,}".replace(",", " "),
    lambda number: f"{number:,}.00",
    lambda number: f"{number:,}".replace(",", ".") + ",0",
)
PERIODS: tuple[Callable[[int, int], str], ...] = (
    lambda year, month: f"{year}-{month:02}",
    lambda year, month: f"{month}/{year}",
    lambda year, month: f"Tháng {month} năm {year}",
)
WORDS: tuple[Callable[[str], str], ...] = (str, str.upper, lambda text: unicodedata.normalize("NFD", text))


def payments_between(first: Month, last: Month) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    """Rows of months in which the list of areas has one shape: districts, or communes alone."""
    months = st.integers(first.index, last.index).map(Month.of_index)
    row = st.tuples(
        months.flatmap(lambda month: st.tuples(st.sampled_from(listed(month)), st.just(month))),
        st.sampled_from(GROUPS),
        st.sampled_from(KINDS),
        st.integers(1, 120),
        st.integers(0, 50_000),
        st.none() | st.integers(0, 50_000),
        st.integers(0, 10**12),
    ).map(lambda row: (*row[0], *row[1:]))
    return st.lists(row, min_size=1, max_size=12, unique_by=lambda row: row[:4])


def listed(month: Month) -> tuple[Area, ...]:
    areas = areas_on(month.first_day)
    return areas.districts.areas or areas.communes.areas


rows_of_payments = payments_between(Month(2000, 1), Month(2025, 6)) | payments_between(Month(2025, 7), Month(2026, 12))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uploads")


@dataclass(frozen=True)
class Dress:
    """How one file is written."""

    header: tuple[str, ...]
    number: Callable[[int], str]
    period: Callable[[int, int], str]
    word: Callable[[str], str]
    delimiter: str
    ending: str
    quoting: Literal[0, 1]
    mark: str


dresses = st.builds(
    Dress,
    header=st.sampled_from((ENGLISH, VIETNAMESE)),
    number=st.sampled_from(NUMBERS),
    period=st.sampled_from(PERIODS),
    word=st.sampled_from(WORDS),
    delimiter=st.sampled_from(",;\t|"),
    ending=st.sampled_from(("\n", "\r\n", "\r")),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    mark=st.sampled_from(("", "\ufeff")),
)


@settings(max_examples=examples(150), deadline=None)
@given(rows=rows_of_payments, dress=dresses)
def test_valid_tables_read_back(folder: Path, rows: list[tuple[Any, ...]], dress: Dress) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=dress.delimiter, lineterminator=dress.ending, quoting=dress.quoting)
    word, number = dress.word, dress.number
    writer.writerow(map(word, dress.header))
    for area, month, group, kind, months, people, shares, amount in rows:
        texts = [area.code, word(area.name), word(dress.period(month.year, month.month)), word(group), word(kind)]
        counts = [number(people), "" if shares is None else number(shares), number(amount)]
        writer.writerow([*texts, months, *counts])
    outcome = check_bytes(folder, dress.mark + out.getvalue())
    if outcome.status == "refused":
        reasons = {problem.reason for problem in outcome.problems if problem.severity == "error"}
        assert all("hai cách" in reason or "không thể có" in reason for reason in reasons), reasons
        return
    expected = [
        (
            area.district_code,
            area.code if area.level == "commune" else None,
            str(month),
            group,
            kind,
            months,
            people,
            shares,
            amount,
        )
        for area, month, group, kind, months, people, shares, amount in rows
    ]
    assert outcome.frame.rows() == expected


@settings(max_examples=dear_examples(200), deadline=None)
@given(content=st.binary(max_size=400))
def test_random_bytes_are_refused(folder: Path, content: bytes) -> None:
    outcome = check_bytes(folder, content)
    assert outcome.status == "refused"
    assert outcome.messages


@settings(max_examples=dear_examples(200), deadline=None)
@given(place=st.integers(0, len(table(*ROWS).encode()) - 1), piece=st.binary(min_size=1, max_size=4))
def test_damaged_files_never_raise(folder: Path, place: int, piece: bytes) -> None:
    good = table(*ROWS).encode()
    outcome = check_bytes(folder, good[:place] + piece + good[place + len(piece) :])
    assert (outcome.status == "refused") == outcome.frame.is_empty()


@settings(max_examples=dear_examples(150), deadline=None)
@given(cells=st.lists(st.lists(st.text(max_size=12), min_size=6, max_size=6), min_size=1, max_size=6))
def test_random_cells_under_true_headings_are_refused(folder: Path, cells: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(cells)
    outcome = check_bytes(folder, table(out.getvalue()).encode("utf-8", "replace"))
    assert outcome.status == "refused"
    assert all(len(problem.value or "") <= 100 for problem in outcome.problems)

"""For all tables of all datasets, however they are written: they read back equal or are refused with the cause; what
leaves nothing open reads back; a cell that goes wrong is never taken for another number without a word."""

import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from data.ingest.catalogue import DATASETS
from data.vocabulary.groups import KINDS
from tests.data.ingest.dataset_tables import checked, said
from tests.data.ingest.datasets.test_datasets_round_trip import (
    area_row,
    budget_row,
    files,
    household_row,
    indicator_row,
    target_row,
)
from tests.data.ingest.dressed import Dress, Row, dresses
from tests.data.ingest.tables import HEADER, ROWS, check_bytes, table
from tests.examples import examples


def payment_row(draw: st.DrawFn, year: int) -> dict[str, Any]:
    people = draw(st.integers(0, 3000))
    return {
        "period": f"{year}-{draw(st.integers(7, 12)):02}",
        "group": draw(st.sampled_from(("Người có công", "Bảo trợ xã hội", "disab_severe"))),
        "kind": draw(st.sampled_from(KINDS)),
        "months": draw(st.integers(1, 12)),
        "beneficiaries": people,
        "shares": draw(st.none() | st.integers(0, 3000)),
        "monthly_amount_vnd": draw(st.just(0) | st.integers(10**9, 10**12)),
    }


_FILES = {
    "payments": files(payment_row, ("period", "group", "kind")),
    "indicators": files(indicator_row, ("period", "indicator")),
    "targets": files(target_row, ("period", "indicator")),
    "households": files(household_row, ("period", "category", "counted")),
    "areas": files(area_row, ()),
    "budget": files(budget_row, ("budget_year", "month", "source", "level", "chapter", "category", "item")),
}
TABLES = st.sampled_from(sorted(_FILES)).flatmap(lambda name: st.tuples(st.just(name), _FILES[name]))
CAUSES = re.compile(
    "hai cách|khác kiểu|nhiều đơn vị|trùng|có phải|không ghi đơn vị tính|quá nhỏ nếu tính bằng đồng|không có trong "
    "danh mục"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dressed")


def columns_filled(dataset: str, rows: list[Row]) -> list[str]:
    return [name for name in DATASETS[dataset].schema if any(row[name] is not None for row in rows)]


@settings(max_examples=examples(60), deadline=None)
@given(of=TABLES, dress=dresses)
def test_a_table_reads_back_or_is_refused_with_the_cause(folder: Path, of: tuple[str, list[Row]], dress: Dress) -> None:
    dataset, rows = of
    if dataset == "payments":
        rows = [row for row in rows if row["district_code"] or row["commune_code"]]
    if not rows:
        return
    frame = pl.DataFrame(rows, schema=DATASETS[dataset].schema, orient="row")
    outcome = checked(folder, dataset, dress.file(dataset, rows, frame.columns))
    if outcome.status == "accepted":
        assert outcome.frame.equals(frame)
        return
    assert not dress.leaves_nothing_open, said(outcome)
    wrong = [problem.message for problem in outcome.problems if problem.severity == "error"]
    assert all(CAUSES.search(message) for message in wrong), wrong


@settings(max_examples=examples(60), deadline=None)
@given(content=st.binary(max_size=300), dataset=st.sampled_from(sorted(DATASETS)))
def test_random_bytes_are_refused_in_every_dataset(folder: Path, content: bytes, dataset: str) -> None:
    outcome = checked(folder, dataset, content)
    assert outcome.status == "refused"
    assert outcome.messages


@settings(max_examples=examples(100), deadline=None)
@given(
    row=st.integers(0, len(ROWS) - 1),
    column=st.sampled_from((4, 5)),
    place=st.integers(0, 10),
    length=st.integers(0, 2),
    piece=st.text(alphabet="0123456789.- %xXeO\u00a0", max_size=2),
)
def test_a_corrupted_figure_is_read_as_it_stands_or_is_said(
    folder: Path, row: int, column: int, place: int, length: int, piece: str
) -> None:
    cells = [line.split(",") for line in ROWS]
    text = cells[row][column]
    place = min(place, len(text))
    cells[row][column] = corrupted = text[:place] + piece + text[place + length :]
    outcome = check_bytes(folder, table(*(",".join(line) for line in cells), header=HEADER))
    if outcome.status == "refused":
        # Twelve digits after a nought are a citizen's number: the column is named, never the value.
        said = any(f"dòng {row + 2}" in message or "đơn vị tính" in message for message in outcome.messages)
        assert said or {problem.code for problem in outcome.problems} == {"personal"}
        return
    figures = outcome.frame.select("beneficiaries", "monthly_amount_vnd").rows()
    expected = [[int(line[4]), int(line[5])] for number, line in enumerate(cells) if number != row]
    assert [list(found) for number, found in enumerate(figures) if number != row] == expected
    # Blanks and separators of thousands apart, exactly the digits of the cell; a fraction of nothing but zeros is none.
    readings = {int(re.sub(r"[.\s]", "", form)) for form in (corrupted, re.sub(r"\.0+\s*$", "", corrupted))}
    assert figures[row][column - 4] in readings

"""Workbooks that leave the app run nothing and keep numbers as numbers."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import load_workbook

from data.export.tables import Formula, WorkSheet, workbook_bytes
from tests.examples import examples

STARTS = "=+-@\t\r\n＝＋－＠"


def opened(content: bytes, sheet: str = "a"):  # type: ignore[no-untyped-def]
    return load_workbook(io.BytesIO(content))[sheet]


@pytest.mark.parametrize("start", STARTS)
def test_text_that_could_run_gets_an_apostrophe_and_stays_text(start: str) -> None:
    cell = opened(workbook_bytes([WorkSheet("a", [["x"], [f"{start}cmd|' /C calc'!A0"]])]))["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_numbers_are_numbers_codes_are_text_and_nothing_is_empty() -> None:
    page = opened(workbook_bytes([WorkSheet("a", [["h"], [-5, Decimal("2.11"), "00347", "", None]])]))
    row = [page.cell(2, column).value for column in range(1, 6)]
    assert row == [-5, Decimal("2.11") if isinstance(row[1], Decimal) else 2.11, "00347", None, None]
    assert page.cell(2, 3).data_type == "s"


def test_a_text_that_reads_as_an_error_is_a_text() -> None:
    assert opened(workbook_bytes([WorkSheet("a", [["h"], ["#REF!"]])]))["A2"].data_type == "s"


def test_only_our_own_formulas_are_formulas() -> None:
    page = opened(workbook_bytes([WorkSheet("a", [["h"], [Formula("=1+1"), "=1+1"]])]))
    assert (page["A2"].data_type, page["B2"].data_type) == ("f", "s")


def test_pick_lists_point_at_their_sheet_and_marked_cells_say_why() -> None:
    sheets = [
        WorkSheet("a", [["Nhóm"], [None]], lists={0: ("Danh mục", 1, 2)}, remarks={(2, 1): "thiếu nhóm"}),
        WorkSheet("Danh mục", [["x", "BTXH"], ["y", "NCC"]], heading=0, hidden=True),
    ]
    page = opened(workbook_bytes(sheets))
    (rule,) = page.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref).split(":")[0]) == ("'Danh mục'!$B$1:$B$2", "A2")
    assert page["A2"].comment.text == "thiếu nhóm"


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=3), min_size=1, max_size=4))
def test_any_text_can_be_written_and_none_starts_a_formula(rows: list[list[str]]) -> None:
    page = opened(workbook_bytes([WorkSheet("a", rows, heading=0)]))
    for row in page.iter_rows():
        for cell in row:
            assert cell.data_type in ("s", "n", "inlineStr")
            assert not str(cell.value or "").startswith(tuple(STARTS))

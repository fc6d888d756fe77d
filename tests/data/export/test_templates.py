"""The files staff fill in: every line of a period, pick-lists whose every choice is read back, words that guide."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from data.engine import Database
from data.export.templates import template
from data.ingest import check_file
from models.policy.schemes import PROGRAMMES
from tests.data.conftest import Databases
from tests.data.dataset_files import DATASETS
from tests.data.export.test_round_trip import PERIODS
from tests.data.uploads import version


@pytest.fixture
def seeded(databases: Databases) -> Database:
    return databases.seeded("sqlite")


def workbook(database: Database, dataset: str, period: str, *, communes: bool = False) -> Workbook:
    with database.reading() as connection:
        return load_workbook(
            io.BytesIO(template(connection, version(database), dataset, period, "xlsx", communes=communes))
        )


def lines(book: Workbook) -> list[dict[str, object]]:
    titles, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, titles), row, strict=True)) for row in rows]


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_template_has_figures_guidance_and_a_hidden_sheet_of_choices(seeded: Database, dataset: str) -> None:
    book = workbook(seeded, dataset, PERIODS[dataset])
    assert [(page.title, page.sheet_state) for page in book.worksheets] == [
        ("Số liệu", "visible"),
        ("Hướng dẫn", "visible"),
        ("Danh mục", "hidden"),
    ]
    assert book.worksheets[0].data_validations.dataValidation
    assert "Cột phải có" in str(book["Hướng dẫn"]["A3"].value)


def test_payments_ask_every_district_for_every_programme(seeded: Database) -> None:
    asked = [(line["Mã huyện"], line["Nhóm đối tượng"]) for line in lines(workbook(seeded, "payments", "2024-03"))]
    assert len(asked) == len(set(asked)) == 6 * len(PROGRAMMES)


def test_from_july_2025_communes_are_asked(seeded: Database) -> None:
    found = lines(workbook(seeded, "payments", "2025-08"))
    assert "Mã huyện" not in found[0]
    assert len({line["Mã xã"] for line in found}) == 33


def test_before_that_communes_are_asked_where_one_wants_them(seeded: Database) -> None:
    found = lines(workbook(seeded, "payments", "2024-03", communes=True))
    assert len({line["Mã xã"] for line in found}) > 90
    assert len({line["Mã huyện"] for line in found}) == 6


def test_nobody_is_asked_for_what_the_app_works_out_or_no_plan_has(seeded: Database) -> None:
    reported = {line["Chỉ tiêu"] for line in lines(workbook(seeded, "indicators", "2024"))}
    planned = {line["Chỉ tiêu"] for line in lines(workbook(seeded, "targets", "2024"))}
    assert "Người được giải quyết việc làm mới" in reported & planned
    assert "Mức trợ cấp bình quân tại cộng đồng" not in {str(name) for name in reported}
    assert not planned & {"Việc làm mới so với kế hoạch", "Hộ nghèo tăng, giảm so với năm 2022"}


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_choice_of_every_pick_list_is_read_back(seeded: Database, tmp_path: Path, dataset: str) -> None:
    """Each choice fills its column in one line; no message may be about such a column."""
    book = workbook(seeded, dataset, PERIODS[dataset])
    page, choices = book.worksheets[0], book["Danh mục"]
    titles = [str(cell.value) for cell in page[1]]
    for rule in page.data_validations.dataValidation:
        place = str(rule.sqref).split("2:")[0]
        letter, count = rule.formula1.split("$")[1], int(rule.formula1.rsplit("$", 1)[1])
        listed = [choices[f"{letter}{row}"].value for row in range(1, count + 1)]
        assert all(listed)
        assert len(set(listed)) == count
        title = page[f"{place}1"].value
        content = "\n".join([";".join(titles), *(";".join(listed_if(title, titles, value)) for value in listed)])
        path = tmp_path / "danh-muc.csv"
        path.write_text(content, "utf-8")
        wrong = [
            p.message
            for p in check_file(path, path.name, dataset).problems
            if p.column_name and str(title) in p.column_name
        ]
        assert wrong == []


def listed_if(title: object, titles: list[str], value: object) -> list[str]:
    return [str(value) if name == title else "" for name in titles]

"""`data.answer` opens as the page does, says what it rests on, and hands on a link that gives the same."""

from pathlib import Path
from typing import Any

import pytest

from data.engine import Database
from models.policy.answers.link import BadLinkError
from models.policy.areas import gender
from tests.data.test_answer import ask, year_of  # noqa: F401 (the fixture)
from tests.data.test_lever_inputs import filled, uploaded
from tests.models.openings import OPENINGS, Opening


@pytest.mark.parametrize("row", OPENINGS, ids=str)
def test_a_link_without_levers_is_answered_as_its_page_opens(ask: Any, row: Opening) -> None:  # noqa: F811
    found = ask(f"/{row.slug}?moc={row.moc}")
    head = found["headline"]
    assert (head["month"], head["monthly"], head["budget_year"]) == (row.month, row.monthly, row.year)
    assert year_of(found, row.year)["increase"] == row.in_year
    assert (head["range"]["low"], head["range"]["high"]) == row.ends
    assert found["standing"] == row.row["dựa trên"]
    assert ask(found["link"])["headline"] == head


def test_the_bare_link_is_answered_as_before(ask: Any) -> None:  # noqa: F811
    found = ask("/viec-lam?moc=bao-cao&gia-dinh=khong")
    assert (found["headline"]["monthly"], found["payers"], found["assumed"]) == (0, [], {})
    assert "gia-dinh=khong" in found["link"]
    with pytest.raises(BadLinkError, match="gia-dinh=roi"):
        ask("/viec-lam?gia-dinh=roi")


def test_a_link_that_names_all_it_moves_opens_on_nothing_else(ask: Any) -> None:  # noqa: F811
    found = ask("/viec-lam?moc=bao-cao&gia-dinh=co")
    assert found["headline"]["monthly"] == 0
    assert found["assumed"] == ask("/viec-lam?moc=bao-cao&vl-xkld-pa=1301")["assumed"] != {}
    assert ask(found["link"])["headline"] == found["headline"]


def test_what_stands_for_a_lever_is_named_with_its_row(ask: Any) -> None:  # noqa: F811
    found = ask("/binh-dang-gioi?moc=bao-cao&bdg-mo-hinh=8")
    assert "gender.models" not in found["assumed"]
    assert found["assumed"]["gender.victims"] == {"value": 60, "quality": "assumed", "row": "gender.victims 2021-07-24"}


def test_a_file_takes_the_place_of_its_assumption_and_of_no_other(
    ask: Any,  # noqa: F811
    database: Database,
    tmp_path: Path,
) -> None:
    before = ask("/binh-dang-gioi?moc=bao-cao")
    file = uploaded(database, tmp_path, filled(database, gender.AREA, "2024", {"gender.models": 8}))
    after = ask("/binh-dang-gioi?moc=bao-cao")
    models = after["assumed"].pop("gender.models")
    assert (models["value"], models["quality"], file.name in models["row"]) == (8, "uploaded", True)
    assert before["assumed"].pop("gender.models")["quality"] == "assumed"
    assert after["assumed"] == before["assumed"]
    assert after["headline"]["monthly"] == (109 - 8) * 3_600_000 // 12
    assert ask("/binh-dang-gioi?moc=bao-cao&ban=1")["headline"] == before["headline"]

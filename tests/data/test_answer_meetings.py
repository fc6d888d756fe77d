"""`python -m data.answer` on the questions of golden/hop_moi.csv: each figure as worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from data.answer import answer
from data.engine import Database
from tests.models.meetings import MEETINGS, worked
from tests.models.seed_frames import whole


@pytest.mark.parametrize("row", MEETINGS, ids=lambda row: row["câu hỏi"])
def test_a_meetings_question_is_answered_as_worked_by_hand(database: Database, row: dict[str, str]) -> None:
    with database.reading() as connection:
        found: dict[str, Any] = answer(connection, row["liên kết"])
    head = found["headline"]
    monthly = whole(row["tăng một tháng"])
    assert (head["month"], head["monthly"], head["back_pay"]) == (row["tháng"], monthly, whole(row["truy lĩnh"]))
    assert (head["budget_year"], head["year"]) == (int(row["năm"]), whole(row["tăng cả năm"]))
    assert found["standing"] == row["dựa trên"]
    assert monthly == worked(row)
    assert head["year"] == int(row["số tháng trong năm"]) * monthly

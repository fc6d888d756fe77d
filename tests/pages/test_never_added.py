"""New jobs, workers going abroad and additional work are three counts: no screen and no file holds a sum of any of
them."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from data.engine import Database
from data.vocabulary.indicators import indicator_names
from models.policy.areas.employment import AREA as EMPLOYMENT
from models.policy.areas.support import SupportArea
from models.policy.levers.levers import LeverValue
from models.wording.numbers import number
from tests.pages.every_page import cells, views
from tests.pages.screen import Screen
from tests.pages.support_pages import INTEREST, LOANS, TRIED, filled, send

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]
REPORT = (28_494, 1_301, 25_040)
"""Việc làm mới, xuất khẩu lao động, việc làm thêm of 2023."""
NEWER = (31_117, 1_909, 26_203)
ALL_OF_IT: dict[str, LeverValue] = {
    **LOANS,
    **INTEREST,
    **TRIED,
    "employment.abroad": 1_301,
    "employment.language": 3_000_000,
    "employment.plan": 25_000,
    "employment.done": 15_000,
    "employment.done_to": "2024-06",
}


def sums(counts: tuple[int, ...]) -> set[str]:
    """Every sum of two or more, as screens and as files write it."""
    found = {sum(some) for size in (2, 3) for some in combinations(counts, size)}
    return {words for total in found for words in (number(total), str(total))}


def levers(area: SupportArea) -> dict[str, LeverValue]:
    return ALL_OF_IT if area is EMPLOYMENT else filled(area)


@pytest.mark.parametrize(
    "counts", [pytest.param(REPORT, marks=pytest.mark.long, id="report"), pytest.param(NEWER, id="file")]
)
def test_no_sum_of_the_three_stands_anywhere(
    show: Show, files: Files, database: Database, tmp_path: Path, counts: tuple[int, ...]
) -> None:
    if counts is NEWER:
        names = ("employment.new_jobs", "employment.overseas_workers", "employment.additional_work")
        lines = [
            f"Tỉnh Hà Nam,2024,{indicator_names()[name]},{value}" for name, value in zip(names, counts, strict=True)
        ]
        send(database, tmp_path, "indicators", "Đơn vị,Kỳ,Chỉ tiêu,Giá trị", *lines)
    forbidden = sums(REPORT) | sums(counts)
    read = {f"{view.file} {view.tab}": view.text for view in views(show, levers)}
    assert all(any(number(count) in text for text in read.values()) for count in counts), "the counts themselves"
    read |= {name: "\n".join(";".join(row) for row in cells(name, make())) for name, make in files.items()}
    assert any(str(counts[0]) in text for name, text in read.items() if name.endswith(".csv"))
    assert {where: words for where, text in read.items() for words in forbidden if words in text} == {}

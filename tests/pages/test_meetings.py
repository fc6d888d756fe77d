"""The questions of golden/hop_moi.csv on the pages: the sentence and the year are those worked by hand."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest

from models.wording.numbers import money
from pages._registry import PAGES
from tests.models.meetings import MEETINGS
from tests.models.seed_frames import whole
from tests.pages import shared
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder
FILES = {f"/{spec.url_path}": spec.file for spec in PAGES}


@pytest.mark.parametrize("row", MEETINGS, ids=lambda row: row["câu hỏi"])
def test_a_meetings_question_has_its_answer_on_the_screen(show: Show, row: dict[str, str]) -> None:
    link = urlsplit(row["liên kết"])
    query = {name.replace("-", "_"): text for name, text in parse_qsl(link.query)}
    screen = show(FILES[link.path], **{"gia_dinh": "", **query})
    assert f"{money(whole(row['tăng một tháng']))}/tháng" in screen.headline
    assert money(whole(row["tăng cả năm"])) in screen.said

"""How long files and drafts are kept: the guide says what the office has decided. On a database of its own."""

from __future__ import annotations

from collections.abc import Callable

from data.accounts import office, sessions
from data.audit.words import ACTION_WORDS as AUDITED
from data.engine import Database
from models.access.roles import Person
from models.wording.numbers import number
from pages.screens.guide import parts
from pages.ui.session import choices
from tests.accounts import EVERY_ROLE, enrol
from tests.pages.screen import Screen

Show = Callable[..., Screen]
HUONG_TOKEN = "huong" + "0" * 38


def test_keeping_periods_are_the_offices_own(show: Show, database: Database) -> None:
    before = show("guide.py", phan=parts.PRIVACY)
    assert number(office.Office().file_days) + " ngày kể từ lần ghi cuối" in before.said
    office.change(database, office.Office(file_days=400, draft_days=7), actor=_admin(database))
    choices.forget()  # as the administration page does; elsewhere a change is seen a second later
    after = show("guide.py", phan=parts.PRIVACY)
    assert "400 ngày kể từ lần ghi cuối" in after.said
    assert "7 ngày không ai đụng tới" in after.said
    assert "Luật số 91/2025/QH15" in after.said
    assert all(words.lower() in after.said for words in AUDITED.values())


def _admin(database: Database) -> Person:
    enrol(database, "huong", "Lê Hương", EVERY_ROLE, token=HUONG_TOKEN)
    return Person(sessions.session_of(HUONG_TOKEN))

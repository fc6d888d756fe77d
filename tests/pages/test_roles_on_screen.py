"""Role x page x what can be pressed there, through the screen: typed addresses too. That a command refuses is
test_permissions' part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.engine import Database, open_database
from data.settings import read_settings
from models.access.roles import RIGHTS, Action, Grant, Role
from pages._registry import PAGES
from tests.accounts import enrol
from tests.data.uploads import apply, line, upload
from tests.pages import shared
from tests.pages.saved_scenarios import IMPORT, TABS
from tests.pages.screen import Screen

data_folder = shared.data_folder
NOBODY = ""
TOKENS = {role: f"{role.value}{'0' * 43}"[:43] for role in Role}


@pytest.fixture(scope="module")
def people(data_folder: Path) -> Iterator[Database]:
    """One person of each role, a draft batch to take back, a saved scenario."""
    database = open_database(read_settings())
    for role, token in TOKENS.items():
        enrol(database, role.value, role.value.capitalize(), [Grant(role)], token=token)
    apply(database, upload(data_folder, line()))
    yield database
    database.dispose()


@dataclass(frozen=True)
class Writing:
    """A page where something is written: who may, how to get there on the page, whether it is offered."""

    needs: tuple[Action, ...]
    offered: Callable[[Screen], bool]
    reach: Callable[[Screen], object] = lambda page: page


def _has_uploader(page: Screen) -> bool:
    return bool(page.at.get("file_uploader"))


WRITING = {
    "upload.py": Writing((Action.UPLOAD, Action.APPLY), _has_uploader),
    "history.py": Writing(
        (Action.UNDO,),
        lambda page: any("đồng ý thu hồi" in box.label for box in page.at.checkbox),
        lambda page: page.set("lich-su-ban", 2),
    ),
    "law.py": Writing(
        (Action.VERIFY_LAW, Action.WRITE_LAW), lambda page: "Văn bản mới" in [each.value for each in page.at.subheader]
    ),
    "scenarios.py": Writing((Action.SAVE_SCENARIO,), _has_uploader, lambda page: page.open_tab(TABS, IMPORT)),
}


@pytest.mark.parametrize("who", [NOBODY, *Role])
@pytest.mark.parametrize("file", list(WRITING))
@pytest.mark.usefixtures("people")
def test_what_writes_is_offered_to_those_who_may(
    signed_in: Callable[[str], None], show: Callable[..., Screen], file: str, who: Role | str
) -> None:
    place = WRITING[file]
    signed_in(TOKENS[who] if isinstance(who, Role) else NOBODY)
    page = show(file)
    place.reach(page)
    may = isinstance(who, Role) and not RIGHTS[who].isdisjoint(place.needs)
    assert place.offered(page) is may
    if not may:
        assert ("Đăng nhập để" if who == NOBODY else "việc này dành cho vai trò") in page.said


@pytest.mark.parametrize("who", [NOBODY, *Role])
@pytest.mark.parametrize("spec", [spec for spec in PAGES if spec.needs], ids=lambda spec: spec.file)
@pytest.mark.usefixtures("people")
def test_a_page_for_some_is_shut_to_others_though_they_type_its_address(
    signed_in: Callable[[str], None], show: Callable[..., Screen], spec: object, who: Role | str
) -> None:
    signed_in(TOKENS[who] if isinstance(who, Role) else NOBODY)
    page = show(spec.file)  # type: ignore[attr-defined]
    may = isinstance(who, Role) and not RIGHTS[who].isdisjoint(spec.needs)  # type: ignore[attr-defined]
    titles = [each.value for each in page.at.title]
    assert titles == ([spec.title] if may else ["Trang dành cho vai trò khác"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.file)
@pytest.mark.usefixtures("people")
def test_where_reading_needs_an_account_nobody_sees_any_page(
    monkeypatch: pytest.MonkeyPatch, signed_in: Callable[[str], None], show: Callable[..., Screen], spec: object
) -> None:
    monkeypatch.setenv("ANSINH_REQUIRE_LOGIN", "1")
    signed_in(NOBODY)
    page = show(spec.file)  # type: ignore[attr-defined]
    assert [each.value for each in page.at.title] == ["Cần đăng nhập"]
    assert not page.at.metric
    assert not page.at.get("file_uploader")


@pytest.mark.usefixtures("people")
def test_who_signs_out_on_one_screen_has_left_the_others(
    signed_in: Callable[[str], None], show: Callable[..., Screen]
) -> None:
    signed_in(TOKENS[Role.UPLOADER])
    one, other = show("upload.py"), show("upload.py")
    one.press("tai-khoan-dang-xuat")
    assert not one.at.get("file_uploader")
    assert not other.run().at.get("file_uploader")


CACHED_ORDER = ("overview.py", "protection.py", "history.py", "upload.py")


@pytest.mark.usefixtures("people")
def test_what_one_role_has_loaded_shows_nothing_more_to_another(
    signed_in: Callable[[str], None], show: Callable[..., Screen]
) -> None:
    """Caches hold figures of a version and nothing of a person: every user sees the same, in whatever order they
    come."""

    def seen(role: Role) -> list[str]:
        signed_in(TOKENS[role])
        return [show(file).said for file in CACHED_ORDER]

    cold: dict[Role, list[str]] = {}
    for role in (Role.VIEWER, Role.PLANNER, Role.APPROVER):
        shared._forget()
        cold[role] = seen(role)
    for order in ((Role.APPROVER, Role.VIEWER, Role.PLANNER), (Role.PLANNER, Role.VIEWER, Role.APPROVER)):
        shared._forget()
        for role in order:
            assert seen(role) == cold[role]

"""The last step: what must be confirmed, the write, who was faster, and whether the effect that was promised is what
pages show."""

import ast
import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.delta_generator import DeltaGenerator

from data.engine import Database
from data.store.batches import apply_file
from models.base import Base
from pages.screens.uploads import confirm
from tests.accounts import LAN
from tests.bench.server import ROOT
from tests.data.uploads import apply, line, upload, version
from tests.pages import clerk, saved_scenarios
from tests.pages.clerk import GOOD, PEOPLE, choose
from tests.pages.screen import Screen

Show = Callable[..., Screen]
BATCH = Base.metadata.tables["batch"]


@pytest.fixture
def page(show: Show) -> Screen:
    return show("upload.py")


def test_unconfirmed_warnings_keep_the_button_shut(page: Screen, database: Database) -> None:
    clerk.to_changes(choose(page, "thang-12.csv", GOOD)).press(clerk.TO_CONFIRM)
    asked = clerk.groups(page)
    assert len(asked) == 1
    assert "Tổng các đơn vị cấp dưới khác số của cấp trên (1)" in asked[0].replace("**", "")
    button = page.control(clerk.WRITE)
    assert (button.label, button.disabled) == ("Ghi 6 dòng của tháng 12/2023", True)
    clerk.tick_all(page)
    assert not page.control(clerk.WRITE).disabled
    page.at.checkbox[0].uncheck()
    page.run()
    assert page.control(clerk.WRITE).disabled
    assert version(database) == 1


def test_confirmations_are_kept_with_the_name(page: Screen, database: Database) -> None:
    clerk.write(choose(page, "thang-12.csv", GOOD))
    with database.reading() as connection:
        batch = connection.execute(sa.select(BATCH).where(BATCH.c.id == 2)).one()
    assert batch.actor == LAN
    assert "province_differs" in json.dumps(json.loads(batch.confirmed))


def test_writing_says_what_was_done_and_leads_on(page: Screen, database: Database) -> None:
    clerk.write(choose(page, "thang-12.csv", GOOD))
    (done,) = page.of("success")
    assert done == "Đã ghi 6 dòng thành bản 2 từ tệp thang-12.csv. Các trang đã tính theo số mới."
    assert clerk.step(page) == "Chọn tệp"
    assert page.at.file_uploader[0].value is None
    assert version(database) == 2
    assert page.run().of("success") == [done], "the second click of a double click takes nothing away"
    choose(page, "sai.csv", clerk.WRONG)
    assert page.of("success") == []


def test_back_to_the_changes_from_the_last_step(page: Screen) -> None:
    clerk.to_confirm(choose(page, "thang-12.csv", GOOD)).press(confirm.BACK)
    assert clerk.step(page) == "Xem thay đổi"


def test_a_second_press_with_the_same_key_writes_nothing_more(
    page: Screen, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the second click of a double click meets it: the first has written, the page has not said so yet."""
    clerk.to_confirm(choose(page, "thang-12.csv", GOOD))

    def twice(*given: object, **more: object) -> object:
        apply_file(*given, **more)  # type: ignore[arg-type]
        return apply_file(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(confirm, "apply_file", twice)
    page.press(clerk.WRITE)
    assert page.of("success")[0].startswith("Đã ghi 6 dòng thành bản 2 ")
    assert version(database) == 2


def test_who_was_faster_is_named_and_nothing_overwritten(page: Screen, database: Database, tmp_path: Path) -> None:
    clerk.to_confirm(choose(page, "thang-12.csv", GOOD))
    apply(database, upload(tmp_path, line(period="2023-12", people=8888)), actor="Chị Lan")
    page.press(clerk.WRITE)
    (error,) = page.of("error")
    assert re.fullmatch(r"Kỳ 12/2023 đã được Chị Lan ghi lúc \d\d:\d\d.*; xem thay đổi rồi ghi lại\.", error)
    assert version(database) == 2
    assert not page.has(clerk.WRITE)
    page.press(clerk.AGAIN)
    assert clerk.step(page) == "Xem thay đổi"
    assert page.row("Đơn vị", "Phủ Lý")[3:6] == ["Thay đổi", "8.888", "9.001"]
    page.press(clerk.TO_CONFIRM)
    assert page.control(clerk.WRITE).disabled, "what had been confirmed was about older figures"
    clerk.tick_all(page).press(clerk.WRITE)
    assert version(database) == 3


def test_newer_figures_are_told_before_the_button_is_pressed(page: Screen, database: Database, tmp_path: Path) -> None:
    clerk.to_changes(choose(page, "thang-12.csv", GOOD))
    apply(database, upload(tmp_path, line(period="2024-03")))
    assert "Tệp đang được so với số liệu bản 1; nay đã có bản 2." in page.run().of("info")


def test_the_effect_is_what_the_pages_show_afterwards(page: Screen, show: Show, database: Database) -> None:
    saved_scenarios.save(database, "Nâng lên 500.000", norm=500_000)
    clerk.to_changes(choose(page, "thang-12.csv", GOOD))
    (said,) = [text for text in page.of("markdown") if text.startswith("Trợ cấp xã hội hằng tháng tại cộng đồng:")]
    assert "thành 24,6 tỷ đồng/tháng" in said
    assert "số người từ 45.575 thành 45.021 (−554)" in said
    page.open_tab(clerk.TABS, clerk.EFFECT)
    districts = {row[0]: row[2] for row in page.table("Huyện, thị xã, thành phố")}
    scenario = page.table("Phương án")
    clerk.write(back_to_check(page))
    protection = page.go("protection.py").said
    assert "45.021 người" in protection
    assert "24,6 tỷ đồng/tháng" in page.go("overview.py").said
    shown = page.go("district_map.py").set("bando-chi-tieu", "btxh-nguoi").map_words
    assert len(shown) == len(PEOPLE)
    assert {f"{people} người" for people in districts.values()} == {
        re.sub(r"\s", " ", words) for words in shown.values()
    }
    tables = saved_scenarios.opened(show, "Nâng lên 500.000").tables
    saved = next(row[1:] for rows in tables for row in rows if row[0] == "Tăng mỗi tháng")
    assert saved == ["9.333,3", "9.566,7", "+233,3"]
    assert [cell.partition(" ")[0] for cell in scenario[0][2:5]] == saved


def back_to_check(page: Screen) -> Screen:
    return page.press(clerk.TO_CHECK)


# --- Nothing of the page between BEGIN and COMMIT


@pytest.fixture
def drawn_inside() -> Iterator[list[tuple[bool, str]]]:
    """Every element sent to the page: whether a transaction of its thread was open, and what it was."""
    open_in, sent, real = threading.local(), [], DeltaGenerator._enqueue

    def began(*_given: object) -> None:
        open_in.yes = True

    def ended(*_given: object) -> None:
        open_in.yes = False

    def enqueue(self: DeltaGenerator, kind: str, *given: object, **more: object) -> object:
        sent.append((getattr(open_in, "yes", False), kind))
        return real(self, kind, *given, **more)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DeltaGenerator, "_enqueue", enqueue)
        events = {"begin": began, "commit": ended, "rollback": ended}
        for name, function in events.items():
            sa.event.listen(sa.Engine, name, function)
        yield sent
        for name, function in events.items():
            sa.event.remove(sa.Engine, name, function)


def test_nothing_is_drawn_while_a_transaction_is_open(
    page: Screen, database: Database, drawn_inside: list[tuple[bool, str]]
) -> None:
    clerk.write(choose(page, "thang-12.csv", GOOD))
    assert version(database) == 2
    assert len(drawn_inside) > 50
    assert [kind for inside, kind in drawn_inside if inside] == []


def test_pages_begin_no_transaction_of_their_own() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "pages").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("transact", "begin", "commit")
    ]
    assert found == []

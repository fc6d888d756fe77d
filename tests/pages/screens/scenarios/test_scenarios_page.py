"""Phương án: saved on a what-if page, copied, named, marked, put away."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from data.engine import Database
from data.store import scenarios
from models.access.roles import Operator
from models.policy.areas import protection
from pages.ui.saved import scenarios as saved_scenarios
from pages.ui.session import clock
from tests.accounts import LAN
from tests.pages.saved_scenarios import ARCHIVE, COMPARE, END_2023, NORM, TABS, Show, ids, name_of, opened, save


def test_without_any_scenario_every_tab_says_what_to_do(show: Show) -> None:
    screen = show("scenarios.py")
    assert screen.title == "Phương án"
    assert "Chưa có phương án nào để so sánh." in screen.of("info")[0]
    screen.open_tab(TABS, "Phương án đã lưu (0)")
    assert "Chưa lưu phương án nào." in screen.of("info")[0]
    screen.open_tab(TABS, ARCHIVE)
    assert screen.of("info") == ["Chưa lưu trữ phương án nào."]


def test_the_button_saves_what_the_page_shows(show: Show, database: Database) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000", btxh_du_toan="300000", btxh_nam="2025")
    headline = screen.headline
    screen.press(saved_scenarios.OPEN)
    (name,) = [box.value for box in screen.at.text_input if box.key == saved_scenarios.NAME]
    assert name == "Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng từ 01/7/2024"
    assert headline.startswith(name)
    screen.control(saved_scenarios.NOTE).set_value("Họp 24/11")
    screen.press(saved_scenarios.SAVE)
    with database.reading() as connection:
        (saved,) = scenarios.listed(connection)
        (run,) = scenarios.runs(connection, saved.id)
    assert (saved.name, saved.note, saved.created_by) == (name, "Họp 24/11", LAN)
    assert saved.values[NORM] == 500_000
    assert saved.input_values[protection.BUDGET.estimate.key] == 300_000
    assert saved.input_values[protection.BUDGET_YEAR.key] == "2025"
    assert saved.law_as_of == END_2023
    result = run.result
    assert result is not None
    assert [one.increase_vnd for one in result.schemes if one.scheme == "protection"] == [9_333_333_333]


def test_the_very_same_scenario_is_named_and_only_its_words_can_be_changed(show: Show, database: Database) -> None:
    number = save(database, "Trình tháng 12", norm=500_000)
    screen = show("protection.py", btxh_muc_chuan="500000").press(saved_scenarios.OPEN)
    (said,) = [text for text in screen.of("info") if "đã lưu" in text]
    assert said.startswith("Phương án này đã lưu với tên “Trình tháng 12” (Chị Lan, ")
    assert screen.control(saved_scenarios.SAVE).label == "Cập nhật tên và ghi chú"
    screen.control(saved_scenarios.NAME).set_value("Trình tháng 1")
    screen.press(saved_scenarios.SAVE)
    assert ids(screen) == [number]
    assert name_of(screen, number) == "Trình tháng 1"


def test_a_name_that_is_taken_is_told_and_nothing_is_saved(show: Show, database: Database) -> None:
    save(database, "A", norm=500_000)
    screen = show("protection.py", btxh_muc_chuan="620000").press(saved_scenarios.OPEN)
    screen.control(saved_scenarios.NAME).set_value("A")
    screen.press(saved_scenarios.SAVE)
    assert len(ids(screen)) == 1


def test_a_copy_opens_its_levers_on_the_areas_page_and_remembers_its_parent(show: Show, database: Database) -> None:
    parent = save(database, "A", date(2024, 12, 31), norm=600_000, norm_applies_from="2025-03", estimate=300_000)
    screen = opened(show)
    screen.press("phuong-an-sua-bao-tro-xa-hoi")
    assert screen.title == "Bảo trợ xã hội"
    screen.go("protection.py")  # the test's hand must follow the page by itself
    assert screen.control("btxh-muc-chuan").value == 600_000
    assert screen.control("btxh-tu-thang").value == "2025-03"
    assert screen.moc == "2024-12-31"
    assert screen.control("btxh-du-toan").value == 300_000
    screen.set("btxh-muc-chuan", 620_000).press(saved_scenarios.OPEN)
    assert any(
        "Bản sao của “A”; khác: mức chuẩn trợ giúp xã hội: 600.000 → 620.000." in t for t in screen.of("caption")
    )
    screen.press(saved_scenarios.SAVE)
    newest = saved_scenarios.saved_ones()[0]
    assert (newest.parent_id, newest.values[NORM], newest.law_as_of) == (parent, 620_000, date(2024, 12, 31))
    shown = opened(show)
    assert any("Bản sao của “A”; khác: mức chuẩn trợ giúp xã hội: 600.000 → 620.000." in t for t in shown.of("caption"))


def test_a_scenario_keeps_the_day_it_was_made_on_and_opening_it_sets_the_clock(
    show: Show, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 12, 1))
    screen = show("protection.py", moc="", btxh_muc_chuan="600000")
    said = screen.headline
    screen.press(saved_scenarios.OPEN).press(saved_scenarios.SAVE)
    with database.reading() as connection:
        (saved,) = scenarios.listed(connection)
    assert saved.law_as_of == date(2026, 12, 1)
    monkeypatch.setattr(clock, "today", lambda: date(2028, 3, 15))
    later = opened(show)
    assert later.moc == "bao-cao", "looking at it moves nothing"
    (link,) = [code.value for code in later.at.code]
    assert dict(parse_qsl(urlsplit(link).query)) == {"btxh-muc-chuan": "600000", "moc": "2026-12-01", "ban": "1"}
    later.press("phuong-an-sua-bao-tro-xa-hoi").go("protection.py")
    assert (later.moc, later.headline) == ("2026-12-01", said)
    assert later.control("btxh-tu-thang").value == "2027-01"
    assert later.go("merit.py").control("ncc-muc-chuan").value == 3_012_000
    assert later.moc == "2026-12-01"
    save(database, "A", norm=500_000)
    of_the_report = opened(show, "A").press("phuong-an-sua-bao-tro-xa-hoi").go("protection.py")
    assert (of_the_report.moc, of_the_report.control("btxh-tu-thang").value) == ("bao-cao", "2024-07")


def test_the_link_opens_the_same_levers(show: Show, database: Database) -> None:
    save(database, "A", norm=600_000, norm_applies_from="2025-03", norm_provincial="1")
    screen = opened(show)
    (link,) = [code.value for code in screen.at.code]
    assert urlsplit(link).path.endswith("/bao-tro-xa-hoi")
    query = dict(parse_qsl(urlsplit(link).query))
    assert query == {
        "btxh-muc-chuan": "600000",
        "btxh-tu-thang": "03/2025",
        "btxh-tinh-nang": "Tỉnh nâng riêng",
        "moc": "bao-cao",
        "ban": "1",
    }
    other = show("protection.py", **{name.replace("-", "_"): value for name, value in query.items()})
    assert other.of("warning") == []
    assert other.headline.startswith("Tỉnh nâng mức chuẩn từ 360.000 lên 600.000 đồng/tháng từ 01/3/2025")


def test_name_role_and_archive(show: Show, database: Database) -> None:
    number = save(database, "A", norm=500_000)
    screen = opened(show)
    screen.control(f"phuong-an-ten-moi-{number}").set_value("B")
    screen.press("phuong-an-ghi-ten")
    assert screen.of("success") == ["Đã ghi tên và ghi chú."]
    screen.press("phuong-an-trinh")
    assert screen.row("Phương án", "B (phương án trình)")
    screen.press("phuong-an-luu-tru")
    assert "Đã lưu trữ “B”" in screen.of("success")[0]
    assert saved_scenarios.saved_ones() == ()
    screen.open_tab(TABS, ARCHIVE).press(f"phuong-an-khoi-phuc-{number}")
    assert screen.of("success") == ["Đã khôi phục “B”."]
    assert [saved.name for saved in saved_scenarios.saved_ones()] == ["B"]


def test_names_and_notes_are_never_markup(show: Show, database: Database) -> None:
    number = save(database, "**đậm** $x$ <b> | [a](b)", norm=500_000)
    scenarios.edit(
        database, number, "**đậm** $x$ <b> | [a](b)", "# To :smile:", actor=Operator("*a*"), idempotency_key="e"
    )
    screen = opened(show)
    raw = "\n".join(element.value for element in [*screen.at.markdown, *screen.at.caption])
    assert "**đậm**" not in raw
    assert "[a](b)" not in raw
    assert "\n# To" not in raw
    screen.open_tab(TABS, COMPARE)
    raw = "\n".join(element.value for element in [*screen.at.markdown, *screen.at.caption])
    assert "**đậm**" not in raw

"""A scenario from a file: made again on another machine, or refused with the reason and the remedy."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from data.engine import Database
from data.store import scenarios
from models.access.roles import Operator
from models.base import canonical, digest
from models.policy.areas import catalogue
from models.policy.levers.levers import LeverValue, Scenario
from models.policy.saved.scenario_file import Versions, write
from pages.screens.scenarios import actions
from pages.ui.saved import scenarios as saved_scenarios
from tests.accounts import LAN
from tests.pages.saved_scenarios import END_2023, IMPORT, NORM, TABS, Show, opened, save
from tests.pages.screen import Screen


def choose(screen: Screen, content: bytes) -> Screen:
    screen.open_tab(TABS, IMPORT)
    (uploader,) = screen.at.file_uploader
    uploader.upload("phuong-an.json", content, "application/json")
    return screen.run()


def file_of(**levers: LeverValue) -> bytes:
    values = {f"protection.{key}": value for key, value in levers.items()}
    scenario = Scenario.of(END_2023, catalogue.LEVERS, values)
    return write("Từ máy khác", "ghi", END_2023, dict(scenario.settings), {}, Versions(7, 5, "2.9"))


def test_the_file_of_a_saved_scenario_makes_it_again_on_another_machine(show: Show, database: Database) -> None:
    number = save(database, "A", norm=500_000, estimate=300_000)
    opened(show)
    (kept,) = saved_scenarios.shelf(actions.loaders.data())
    content = actions.file_of(kept)
    scenarios.archive(database, number, actor=Operator("x"), idempotency_key="a")
    screen = choose(show("scenarios.py"), content)
    assert screen.row("Thông số trong tệp", "Mức chuẩn trợ giúp xã hội")[1] == "500.000"
    assert "tăng khoảng 9,33 tỷ đồng/tháng (38,9%) từ tháng 7/2024" in screen.said
    screen.press(actions.WRITE)
    assert screen.of("success")[0].startswith("Đã nạp phương án “A”; tính trên số liệu bản 1")
    (again,) = saved_scenarios.saved_ones()
    assert (again.name, again.identity, again.inputs) == ("A", kept.saved.identity, kept.saved.inputs)
    assert (again.data_version, again.created_by) == (1, LAN)


def test_a_file_of_what_is_kept_already_names_it(show: Show, database: Database) -> None:
    save(database, "A", norm=500_000)
    screen = choose(show("scenarios.py"), file_of(norm=500_000))
    assert "đã lưu với tên “A”" in screen.of("info")[0]
    assert [button.key for button in screen.at.button if button.key == actions.WRITE] == []


def test_a_name_already_in_use_is_asked_for_again(show: Show, database: Database) -> None:
    save(database, "Từ máy khác", norm=400_000)
    screen = choose(show("scenarios.py"), file_of(norm=500_000)).press(actions.WRITE)
    assert screen.of("error") == ["Đã có phương án tên “Từ máy khác”; đặt tên khác."]
    (name,) = [box for box in screen.at.text_input if str(box.key).startswith(actions.NAME)]
    name.set_value("Tên khác")
    screen.press(actions.WRITE)
    assert saved_scenarios.saved_ones()[0].name == "Tên khác"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG", "Tệp không phải JSON hoặc bị hỏng."),
        (b"{}", "Tệp JSON này không phải tệp phương án."),
        (b" " * 70_000, "Tệp lớn hơn 64 kB"),
        (file_of(norm=500_000).replace(b":500000", b":510000"), "Tệp đã bị sửa: nội dung không khớp mã kiểm tra."),
        (file_of().replace(b'"content_sha256":"', b'"content_sha256":"0'), "Tệp đã bị sửa"),
        (json.dumps({"format": "ansinh-phuong-an", "format_version": 9}).encode(), "phiên bản phần mềm mới hơn"),
        (json.dumps({"format": "ansinh-phuong-an", "format_version": 1}).encode(), "thiếu hoặc sai mục “name”"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained_and_nothing_is_kept(show: Show, content: bytes, said: str) -> None:
    screen = choose(show("scenarios.py"), content)
    (error,) = screen.of("error")
    assert said in error
    assert saved_scenarios.saved_ones() == ()


def sealed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """A file as another version of the app would have written it."""
    content = json.loads(file_of(norm=500_000))
    change(content["levers"])
    del content["content_sha256"]
    content["identity"] = Scenario(END_2023, tuple(sorted(content["levers"].items()))).identity
    return canonical({**content, "content_sha256": digest(canonical(content))}).encode()


def test_values_out_of_range_are_named(show: Show) -> None:
    screen = choose(show("scenarios.py"), sealed(lambda levers: levers.update({NORM: 9_000_000})))
    (error,) = screen.of("error")
    assert error.startswith(
        "Tệp có giá trị không dùng được: mức chuẩn trợ giúp xã hội = 9000000 (ngoài khoảng 100.000 - 1.000.000)."
    )


def test_levers_that_are_gone_are_named_and_the_rest_is_taken_when_asked(show: Show) -> None:
    screen = choose(show("scenarios.py"), sealed(lambda levers: levers.update({"protection.cu": 3})))
    (warning,) = screen.of("warning")
    assert "protection.cu = 3 (thông số không còn dùng)" in warning
    assert saved_scenarios.saved_ones() == ()
    assert screen.control(actions.WRITE).label == "Nạp phần còn lại của phương án"
    screen.press(actions.WRITE)
    (saved,) = saved_scenarios.saved_ones()
    assert saved.values[NORM] == 500_000
    assert "protection.cu" not in saved.values

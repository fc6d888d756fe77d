"""Scenarios of support areas on the page Phương án: saved, compared, opened on their page, read with the names of their
lines."""

from collections.abc import Callable
from datetime import date

import pytest

from data.engine import Database
from data.store import queries, scenarios
from data.store.scenarios import Draft
from models.access.roles import Operator
from models.policy.answers.scenario_result import evaluate
from models.policy.areas import catalogue
from models.policy.engine.baseline import build_baseline
from models.policy.law.law import Law
from models.policy.levers.levers import LeverValue, Scenario
from tests.pages.saved_scenarios import opened
from tests.pages.screen import Screen
from tests.pages.support_pages import INTEREST, LOANS, TRIED

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]
BOTH = {**LOANS, **INTEREST, **TRIED}
TYPED = " (giả định: số do người dùng nhập)"


def save(database: Database, name: str, values: dict[str, LeverValue]) -> None:
    with database.reading() as c:
        law = Law.from_frame(queries.parameters(c, 1))
        frames = (queries.caseload(c, 1), queries.groups(c, 1), queries.areas(c, 1))
        baseline = build_baseline(*frames, law, queries.amounts(c, 1), demo=False)
    scenario = Scenario.of(date(2023, 12, 31), catalogue.LEVERS, values)
    draft = Draft(name, scenario, evaluate(baseline, law, scenario), 1)
    scenarios.save(database, draft, actor=Operator("Chị Lan"), idempotency_key=name)


def test_a_saved_scenario_names_its_schemes_their_payer_and_its_levers(show: Show, database: Database) -> None:
    save(database, "Vay vốn", BOTH)
    screen = opened(show, "Vay vốn")
    assert "cho vay giải quyết việc làm tăng khoảng 4,17 tỷ đồng/tháng (100%) từ tháng 1/2024" in screen.headline
    table = next(table for table in screen.tables if table[0][0] == "Triệu đồng")
    line = "Cho vay giải quyết việc làm (Vốn vay quay vòng, ngoài ngân sách), mỗi tháng từ 01/2024"
    assert table[1][0] == line + TYPED
    assert "Số người" not in [row[0] for row in table], "jobs are no people"
    screen.unfold()
    (levers,) = [table for table in screen.tables if table[0][0] == "Thông số đã đặt"]
    names = [row[0] for row in levers[1:]]
    assert "Mức vay bình quân một việc làm, hiện nay" in names
    assert "Mức vay bình quân một việc làm, phương án" in names


def test_scenarios_of_support_alone_are_compared_each_with_its_own(
    show: Show, database: Database, files: Files
) -> None:
    save(database, "A", BOTH)
    save(database, "B", {**INTEREST, "employment.relief.tried": 75})
    screen = show("scenarios.py")
    assert "cho cùng một kết quả" not in screen.said
    assert "“B”: hỗ trợ lãi suất vay giải quyết việc làm tăng khoảng 82,5 triệu đồng/tháng" in screen.headline
    (table,) = [table for table in screen.tables if table[0][0] == "Nội dung"]
    assert table[0] == ["Nội dung", "Hiện hành", "B", "A"]
    rows = {row[0]: [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row[1:]] for row in table[1:]}
    of_interest = rows["Hỗ trợ lãi suất vay giải quyết việc làm: tăng thêm mỗi tháng" + TYPED]
    assert of_interest == ["chưa nhập", "+82,5", "+165"]
    assert rows["Cho vay giải quyết việc làm (ngoài ngân sách): tăng thêm mỗi tháng" + TYPED] == [
        "chưa nhập",
        "chưa nhập",
        "+4.166,7",
    ]
    assert "+165" in files["so-sanh-phuong-an.csv"]().decode("utf-8-sig")


def test_the_picture_shows_what_each_adds_of_one_line_at_a_time(show: Show, database: Database) -> None:
    """Half of 79.200 on a million for 1.000 x 50 triệu is 165 triệu a month; three quarters add 82,5, all of it adds
    165."""
    save(database, "A", BOTH)
    save(database, "B", {**INTEREST, "employment.relief.tried": 75})
    screen = show("scenarios.py")
    line = screen.control("phuong-an-khoan")
    assert set(line.options) == {"Cho vay giải quyết việc làm", "Hỗ trợ lãi suất vay giải quyết việc làm"}
    line.select("Hỗ trợ lãi suất vay giải quyết việc làm")
    screen.run()
    layer = screen.chart()["layer"][0]
    months = {row["t"]: row for row in layer["data"]["values"] if not row.get("e")}
    names = [one["title"] for one in layer["layer"][1]["encoding"]["tooltip"][1:]]
    assert dict(zip(names, (months["01/2024"]["o0"], months["01/2024"]["o1"]), strict=True)) == {"A": 165, "B": 82.5}
    assert "Hiện hành" not in names, "each is held against its own present figures"
    assert "Hỗ trợ lãi suất vay giải quyết việc làm: tăng thêm so với hiện nay, 01/2024 - 12/2025" in screen.said


def test_a_scenario_of_two_areas_shows_both(show: Show, database: Database) -> None:
    save(database, "A", {**INTEREST, "employment.relief.tried": 100, "protection.norm": 500_000})
    screen = show("scenarios.py")
    (table,) = [table for table in screen.tables if table[0][0] == "Nội dung"]
    names = [row[0] for row in table[1:]]
    assert any(name.startswith("Mức chuẩn trợ giúp xã hội") for name in names)
    assert "Hỗ trợ lãi suất vay giải quyết việc làm: tăng thêm mỗi tháng" + TYPED in names


def test_opening_a_saved_scenario_puts_its_levers_on_the_page(show: Show, database: Database) -> None:
    save(database, "Vay vốn", BOTH)
    screen = opened(show, "Vay vốn")
    buttons = [button for button in screen.at.button if button.label.startswith("Tạo bản sao")]
    assert len(buttons) == 1
    buttons[0].click()
    screen.run()
    screen.go("employment.py")
    assert screen.control("vl-muc-vay-pa").value == 200_000_000
    assert "ngân sách địa phương tăng khoảng 165 triệu đồng/tháng" in screen.headline


@pytest.mark.parametrize("values", [LOANS, INTEREST], ids=["loans", "interest"])
def test_present_figures_alone_move_nothing_and_say_so(
    show: Show, database: Database, values: dict[str, LeverValue]
) -> None:
    save(database, "Hiện nay", values)
    assert "không làm thay đổi kinh phí" in opened(show, "Hiện nay").headline

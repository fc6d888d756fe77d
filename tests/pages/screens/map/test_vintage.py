"""Borders in time on the screen: the switch, the notice on a unit that ended, converted figures, the form for
shares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.engine import Database
from data.seeding.geography import VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07
from data.store.queries import crosswalk
from models.geo.crosswalk import Converted, Crosswalk, NoRouteError, convert, route
from pages.screens.map import vintages
from pages.ui.records import area_history
from tests.data.kept import area
from tests.data.uploads import version
from tests.pages.screen import Screen


def read(database: Database) -> Crosswalk:
    with database.reading() as connection:
        return crosswalk(connection, version(database))


@pytest.fixture
def found(database: Database) -> Crosswalk:
    return read(database)


def drawn(page: Callable[[], None], **state: object) -> Screen:
    at = AppTest.from_function(page, default_timeout=30)
    for name, value in state.items():
        at.session_state[name] = value
    return Screen(at).run()


# --- The switch


def _switch() -> None:
    import streamlit as st

    from data.store.queries import crosswalk
    from pages.screens.map import vintages
    from pages.ui.session import loaders

    st.title("Địa giới")
    with loaders.database().reading() as connection:
        found = crosswalk(connection, loaders.version())
    counted = vintages.CHOICES[st.session_state.get("so-lieu", "2023")]
    chosen = vintages.choose_borders(found, key="dia-gioi", counted=counted)
    st.text(chosen.key)
    st.caption(vintages.border_words(chosen, found))


def test_the_switch_names_three_lists_and_says_what_is_shown() -> None:
    screen = drawn(_switch)
    (control,) = screen.at.selectbox
    assert list(control.options) == [
        "Theo kỳ số liệu",
        "2023 · 6 huyện",
        "01/01/2025 · 6 huyện, 98 xã",
        "01/7/2025 · 33 phường, xã",
    ]
    assert "109 đơn vị cấp xã (cấp huyện kết thúc hoạt động từ 01/7/2025)." in screen.said
    assert screen.of("text") == ["2023"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("2025-01", "từ 01/01/2025 (Nghị quyết 1288/NQ-UBTVQH15): 6 đơn vị cấp huyện, Kim Bảng là thị xã, 98 đơn vị"),
        (
            "2025-07",
            "từ 01/7/2025 (Nghị quyết 1674/NQ-UBTVQH15): 33 phường, xã của tỉnh Ninh Bình, không còn cấp huyện.",
        ),
    ],
)
def test_a_link_opens_its_list(key: str, said: str) -> None:
    at = AppTest.from_function(_switch, default_timeout=30)
    at.query_params["dia-gioi"] = key
    screen = Screen(at).run()
    assert screen.of("text") == [key]
    assert said in screen.said
    screen.set("dia-gioi", vintages.FOLLOW)
    assert (screen.of("text"), dict(screen.at.query_params)) == (["2023"], {})
    screen.set("dia-gioi", "2023")
    assert (screen.of("text"), screen.at.query_params["dia-gioi"]) == (["2023"], "2023")


@pytest.mark.parametrize("counted", ["2023", "2025-01", "2025-07"])
def test_until_somebody_chooses_the_borders_are_those_of_the_figures(counted: str) -> None:
    screen = drawn(_switch, **{"so-lieu": counted})
    assert (screen.of("text"), dict(screen.at.query_params)) == ([counted], {})
    screen.set("dia-gioi", "2023")
    assert screen.of("text") == ["2023"]


def test_a_link_to_no_list_opens_the_first_one() -> None:
    at = AppTest.from_function(_switch, default_timeout=30)
    at.query_params["dia-gioi"] = "1997"
    screen = Screen(at).run()
    assert (screen.of("text"), dict(screen.at.query_params)) == (["2023"], {})


def test_converted_figures_are_said_to_be_so_in_both_directions() -> None:
    old, new = vintages.CHOICES["2023"], vintages.CHOICES["2025-07"]
    assert vintages.converted_words(old, old) == ""
    assert "đếm trên địa giới 2023, quy đổi sang địa giới 01/7/2025" in vintages.converted_words(old, new)
    assert "quy đổi ngược về địa giới 2023" in vintages.converted_words(new, old)


def test_a_way_that_does_not_exist_is_refused_in_words(found: Crosswalk) -> None:
    with pytest.raises(NoRouteError) as refused:
        route(found, VINTAGE_2023, VINTAGE_2025_07, level="district")
    assert vintages.refusal(refused.value) == (
        "Thành phố Phủ Lý kết thúc hoạt động ngày 01/7/2025 và không có đơn vị kế thừa cùng cấp. "
        "Chỉ quy đổi được từ số liệu cấp xã."
    )
    with pytest.raises(NoRouteError) as refused:
        route(found, VINTAGE_2023, VINTAGE_2025_07, level="district", to_level="commune")
    assert "không tách được" in vintages.refusal(refused.value)
    with pytest.raises(NoRouteError) as refused:
        route(found, VINTAGE_2023, VINTAGE_2025_07, to_level="district")
    assert vintages.refusal(refused.value) == "Địa giới đã chọn không có đơn vị cấp này."


# --- The notice

ENDED = [
    ("13303", VINTAGE_2025_01, "Phường Lam Hạ kết thúc hoạt động ngày 01/7/2025; nay thuộc Phường Hà Nam."),
    ("13447", VINTAGE_2023, "Xã Liêm Tiết kết thúc hoạt động ngày 01/01/2025; nay thuộc Phường Liêm Tuyền."),
    (
        "13357",
        VINTAGE_2025_01,
        "Phường Hoàng Đông kết thúc hoạt động ngày 01/7/2025; nay chia về Phường Duy Hà và Phường Hà Nam (chưa rõ tỷ "
        "lệ).",
    ),
    (
        "13312",
        VINTAGE_2023,
        "Xã Liêm Chung kết thúc hoạt động ngày 01/01/2025; chưa rõ nhập vào đơn vị nào, cần nhập kèm nguồn.",
    ),
    (
        "350",
        VINTAGE_2023,
        "Huyện Kim Bảng trở thành Thị xã Kim Bảng từ ngày 01/01/2025; địa bàn nay thuộc Phường Kim Bảng, Phường Lê Hồ, "
        "Phường Nguyễn Úy, Phường Kim Thanh, Phường Tam Chúc và Phường Lý Thường Kiệt.",
    ),
    ("13366", VINTAGE_2025_07, ""),
]


@pytest.mark.parametrize(("code", "day", "said"), ENDED, ids=[f"{code}-{day}" for code, day, _said in ENDED])
def test_the_notice_says_when_a_unit_ended_and_where_it_is_now(
    database: Database, found: Crosswalk, code: str, day: date, said: str
) -> None:
    assert area_history.ended(found, area(database, code, day)) == said


def test_a_new_unit_says_what_it_was_made_of(database: Database, found: Crosswalk) -> None:
    assert area_history.came_from(found, area(database, "13363", VINTAGE_2025_07)) == (
        "Phường Tiên Sơn từ ngày 01/7/2025 gồm một phần Phường Tiên Nội, một phần Xã Tiên Ngoại và Xã Tiên Sơn."
    )
    assert area_history.came_from(found, area(database, "13303", VINTAGE_2023)) == ""


def _notice() -> None:
    import streamlit as st

    from data.store.queries import crosswalk
    from pages.screens.map import vintages
    from pages.ui.session import loaders

    def opened(area_id: int) -> None:
        st.session_state["chosen"] = area_id

    st.title("Địa giới")
    with loaders.database().reading() as connection:
        found = crosswalk(connection, loaders.version())
    vintages.show(found, st.session_state["chosen"], open_area=opened, key="bando")


def test_the_notice_leads_to_the_heirs(database: Database) -> None:
    screen = drawn(_notice, chosen=area(database, "13357", VINTAGE_2025_01))
    assert [button.label for button in screen.at.button] == ["Mở Phường Duy Hà", "Mở Phường Hà Nam"]
    screen.at.button[1].click()
    screen.run()
    assert screen.at.session_state["chosen"] == area(database, "13366", VINTAGE_2025_07)
    assert screen.of("info") == []


# --- The table


def _table() -> None:
    import streamlit as st

    from pages.screens.map import table

    st.title("Địa giới")
    table.show_converted_table(st.session_state["converted"], "Người", st.session_state.get("cell"))


def converted(found: Crosswalk, start: date, **values: int) -> Converted:
    """100 people in each commune unless told otherwise by code ("c13357"); -1 = no figure."""
    way = route(found, start, VINTAGE_2025_07)
    given = {unit.id: values.get(f"c{unit.code}", 100) for unit in way.sources}
    return convert(way, {area_id: None if value < 0 else value for area_id, value in given.items()})


def test_the_table_tells_numbers_ranges_and_an_exact_total(found: Crosswalk) -> None:
    screen = drawn(_table, converted=converted(found, VINTAGE_2025_01, c13357=1_234))
    assert screen.row("Đơn vị", "Phường Kim Bảng") == [
        "Phường Kim Bảng",
        "Phường Quế, Xã Văn Xá, Phường Ngọc Sơn",
        "quy đổi",
        "300",
    ]
    assert screen.row("Đơn vị", "Phường Duy Hà") == [
        "Phường Duy Hà",
        "Phường Duy Minh, Phường Duy Hải, một phần Phường Hoàng Đông",
        "quy đổi",
        "từ 200 đến 1.434",
    ]
    assert screen.row("Đơn vị", "Phường Hà Nam")[1].endswith("và 2 đơn vị khác")
    assert screen.row("Đơn vị", "Cộng")[-1] == "10.934"
    assert "Số quy đổi theo địa giới mới, ước tính; tổng giữ nguyên." in screen.said
    assert "các khoảng không cộng được với nhau" in screen.said
    assert "Chưa kiểm chứng" not in screen.said


def test_what_has_not_been_sent_is_no_nought(found: Crosswalk) -> None:
    quiet = converted(found, VINTAGE_2025_01, c13384=-1, c13417=-1, c13423=-1, c13402=-1)
    screen = drawn(_table, converted=quiet)
    assert screen.row("Đơn vị", "Phường Kim Bảng")[-1] == "chưa có số liệu"
    assert screen.row("Đơn vị", "Phường Kim Thanh")[-1] == "100 (thiếu 1 đơn vị)"
    assert screen.row("Đơn vị", "Cộng")[-1] == "9.400 (thiếu 4 đơn vị)"


def test_a_successor_that_was_only_inferred_is_marked(found: Crosswalk) -> None:
    screen = drawn(_table, converted=converted(found, VINTAGE_2023))
    assert screen.row("Đơn vị", "Phường Liêm Tuyền")[2] == "quy đổi, chưa kiểm chứng"
    assert screen.row("Đơn vị", "Xã Lý Nhân")[2] == "quy đổi"
    assert "“Chưa kiểm chứng”" in screen.said


def test_a_page_may_write_figures_by_rules_of_its_own(found: Crosswalk) -> None:
    """Small cells, say: the total stays."""
    shown = converted(found, VINTAGE_2025_01)
    screen = drawn(_table, converted=shown, cell=lambda row: "Dưới 5 người" if row.target.name == "Kim Bảng" else "-")
    assert screen.row("Đơn vị", "Phường Kim Bảng")[-1] == "Dưới 5 người"
    assert screen.row("Đơn vị", "Cộng")[-1] == "9.800"


# --- The form


def _form() -> None:
    import streamlit as st

    from data.store.queries import crosswalk
    from pages.screens.admin import borders
    from pages.ui.session import loaders

    st.title("Địa giới")
    with loaders.database().reading() as connection:
        found = crosswalk(connection, loaders.version())
    borders.show_vintage_weights(found)


class Form:
    def __init__(self, database: Database, code: str, day: date) -> None:
        self.database, self.id = database, area(database, code, day)
        self.screen = drawn(_form)
        self.screen.at.selectbox[0].select(self.id)
        self.screen.run()

    def fill(self, label: str, text: str) -> None:
        (field,) = (one for one in self.screen.at.text_input if one.label.startswith(label))
        field.input(text)
        self.screen.run()

    @property
    def buttons(self) -> list[str]:
        return [button.label for button in self.screen.at.button]

    def write(self) -> None:
        self.screen.at.button[0].click()
        self.screen.run()


def test_the_form_reads_shows_and_writes_a_share(database: Database) -> None:
    form = Form(database, "13357", VINTAGE_2025_01)
    assert "nay chia về Phường Duy Hà và Phường Hà Nam (chưa rõ tỷ lệ)" in form.screen.said
    assert form.buttons == []
    form.fill("Tỷ lệ về Phường Duy Hà", "62,5")
    assert "Chưa ghi nguồn của tỷ lệ" in form.screen.of("error")[0]
    form.fill("Nguồn", "Biểu dân số 30/6/2025")
    assert form.screen.table("Về đơn vị") == [
        ["Phường Duy Hà", "chưa rõ", "62,5%"],
        ["Phường Hà Nam", "chưa rõ", "37,5%"],
    ]
    assert form.buttons == ["Ghi tỷ lệ của Phường Hoàng Đông"]
    form.write()
    assert form.screen.of("success") == [
        "Đã ghi tỷ lệ của Phường Hoàng Đông thành bản 2. Thu hồi ở trang Lịch sử cập nhật."
    ]
    assert area_history.ended(read(database), form.id).endswith(
        "nay chia về Phường Duy Hà (62,5%) và Phường Hà Nam (37,5%)."
    )
    assert version(database) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nhiều", "“nhiều” không phải là số."),
        ("120", "Tỷ lệ về Phường Duy Hà phải từ 0 đến 100%."),
        ("-5", "“-5” là số âm."),
        ("62,55555", "có quá 4 chữ số"),
    ],
)
def test_what_is_no_share_is_named_and_nothing_can_be_written(database: Database, text: str, said: str) -> None:
    form = Form(database, "13357", VINTAGE_2025_01)
    form.fill("Nguồn", "Biểu dân số")
    form.fill("Tỷ lệ về Phường Duy Hà", text)
    assert said in form.screen.of("error")[0]
    assert form.buttons == []


def test_a_commune_nobody_followed_gets_its_successor_by_choice(database: Database) -> None:
    form = Form(database, "13312", VINTAGE_2023)
    (choice,) = form.screen.at.multiselect
    assert len(choice.options) == 14
    choice.select(area(database, "13309", VINTAGE_2025_01))
    form.screen.run()
    form.fill("Tỷ lệ về Phường Liêm Chính", "60")
    form.fill("Nguồn", "NQ 1288/NQ-UBTVQH15")
    assert form.screen.table("Về đơn vị") == [
        ["Phường Liêm Chính", "chưa rõ", "60%"],
        ["13 đơn vị còn lại", "chưa rõ", "chưa rõ (40%)"],
    ]
    form.fill("Tỷ lệ về Phường Liêm Chính", "100")
    form.write()
    assert [heir.full_name for heir in read(database).heirs(form.id)] == ["Phường Phủ Lý"]

"""Links: what they ask for is checked, named when it cannot be given, and reproduced when it can.

Belongs here: arrival at a page with a query string.
"""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from models.policy.levers import Lever, LeverValue
from models.policy.protection import LEVERS, VIEW_LEVERS
from pages import _registry
from pages.components import arrival
from pages.components.lever_address import address_of, link, parse_address
from tests.pages.screen import Screen

Show = Callable[..., Screen]
ALL = (*LEVERS, *VIEW_LEVERS)
OTHER: dict[str, LeverValue] = {
    "btxh-muc-chuan": 620_000, "btxh-tu-thang": "2025-03", "btxh-chi-tu": "2025-06", "btxh-tinh-nang": 1,
    "btxh-so-nguoi": -7, "btxh-quy-dinh": "2024-12-31", "btxh-nam": "2025", "btxh-du-toan": 345_678,
}  # fmt: skip
IGNORED = "Liên kết có thông số không dùng được, đã bỏ qua và lấy giá trị mặc định"


def values(screen: Screen) -> dict[str, object]:
    return {lever.parameter: screen.control(lever.parameter).value for lever in ALL}


DEFAULTS: dict[str, object] = {
    "btxh-muc-chuan": 360_000, "btxh-tu-thang": "2024-07", "btxh-chi-tu": None, "btxh-tinh-nang": False,
    "btxh-so-nguoi": 0, "btxh-quy-dinh": None, "btxh-nam": "2024", "btxh-du-toan": None,
}  # fmt: skip


def test_a_link_without_levers_opens_on_the_defaults(show: Show) -> None:
    assert values(show("protection.py")) == DEFAULTS


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"btxh_khong_co": "1"}, "trang không có thông số này"),
        ({"btxh_muc_chuan": "abc"}, "không phải là số"),
        ({"btxh_muc_chuan": ""}, "không phải là số"),
        ({"btxh_muc_chuan": "5e5"}, "không phải là số"),
        ({"btxh_muc_chuan": "500.000"}, "không phải là số"),
        ({"btxh_muc_chuan": "9000000"}, "ngoài khoảng 360.000 - 1.000.000"),
        ({"btxh_muc_chuan": "350000"}, "ngoài khoảng 360.000 - 1.000.000"),
        ({"btxh_muc_chuan": "505123"}, "không phải bội số của bước 10.000"),
        ({"btxh_so_nguoi": "-31"}, "ngoài khoảng −30 - 30"),
        ({"btxh_so_nguoi": "1.5"}, "không phải là số"),
        ({"btxh_tu_thang": "2024-13"}, "giá trị không có trong danh sách"),
        ({"btxh_tu_thang": "13/2024"}, "giá trị không có trong danh sách"),
        ({"btxh_chi_tu": "2031-01"}, "giá trị không có trong danh sách"),
        ({"btxh_nam": "2019"}, "giá trị không có trong danh sách"),
        ({"btxh_tinh_nang": "co"}, "giá trị không có trong danh sách"),
        ({"btxh_quy_dinh": "2024-02-30"}, "không phải là ngày"),
        ({"btxh_quy_dinh": "hom-nay"}, "không phải là ngày"),
        ({"btxh_quy_dinh": "1999-01-01"}, "ngoài khoảng 01/7/2021 - 31/12/2035"),
        ({"btxh_du_toan": "-5"}, "ngoài khoảng 0 - 10.000.000"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_page_opens_on_defaults(
    show: Show, query: dict[str, str], reason: str
) -> None:
    screen = show("protection.py", **query)
    ((name, value),) = ((key.replace("_", "-"), text) for key, text in query.items())
    (warning,) = screen.of("warning")
    assert warning == f"{IGNORED}: {name}={value} ({reason}).".replace(name, f"`{name}").replace(" (", "` (", 1)
    assert values(screen) == DEFAULTS


def test_every_ignored_parameter_is_named_and_the_good_ones_hold(show: Show) -> None:
    screen = show(
        "protection.py", btxh_muc_chuan="500000", btxh_tu_thang="99/9999", btxh_la="x", btxh_so_nguoi="nhiều",
    )  # fmt: skip
    (warning,) = screen.of("warning")
    for part in ("btxh-tu-thang=99/9999", "btxh-la=x", "btxh-so-nguoi=nhiều"):
        assert part in warning
    assert "btxh-muc-chuan" not in warning
    assert screen.control("btxh-muc-chuan").value == 500_000


def test_a_retired_lever_is_named_as_such(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = tuple(
        replace(spec, retired=("btxh-he-so-cu",)) if spec.file == "protection.py" else spec for spec in _registry.PAGES
    )
    monkeypatch.setattr(_registry, "PAGES", pages)
    screen = show("protection.py", btxh_he_so_cu="2")
    (warning,) = screen.of("warning")
    assert "`btxh-he-so-cu=2` (thông số này không còn dùng)" in warning


@pytest.mark.parametrize(
    ("month", "day", "switch"),
    [("2025-03", "2024-12-31", "1"), ("03/2025", "31/12/2024", "true"), ("2025-03", "31/12/2024", "true")],
)
def test_codes_and_labels_are_both_taken(show: Show, month: str, day: str, switch: str) -> None:
    screen = show(
        "protection.py", btxh_muc_chuan="620000", btxh_tu_thang=month, btxh_quy_dinh=day, btxh_tinh_nang=switch
    )
    assert screen.of("warning") == []
    assert screen.control("btxh-tu-thang").value == "2025-03"
    assert screen.control("btxh-quy-dinh").value == "2024-12-31"
    assert screen.control("btxh-tinh-nang").value is True
    assert screen.headline.startswith("Tỉnh nâng mức chuẩn từ 500.000 lên 620.000 đồng/tháng từ 01/3/2025")


def test_the_link_of_a_scenario_opens_the_same_scenario(show: Show) -> None:
    by_key = {lever.key: OTHER[lever.parameter] for lever in ALL}
    address = link("http://127.0.0.1:8501/bao-tro-xa-hoi?cu=1", ALL, by_key)
    query = dict(parse_qsl(urlsplit(address).query))
    assert set(query) == {lever.parameter for lever in ALL}
    screen = show("protection.py", **{name.replace("-", "_"): value for name, value in query.items()})
    assert screen.of("warning") == []
    assert values(screen) == {**OTHER, "btxh-tinh-nang": True}


def test_the_link_shown_on_the_page_is_the_link_of_its_levers(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000", btxh_so_nguoi="3")
    screen.at.session_state["btxh-lien-ket"] = True
    screen.run()
    (code,) = screen.at.code
    assert dict(parse_qsl(urlsplit(code.value).query)) == {"btxh-muc-chuan": "500000", "btxh-so-nguoi": "3"}


def test_a_link_without_moved_levers_has_no_query() -> None:
    assert link("http://may:8501/bao-tro-xa-hoi?x=1", ALL, {lever.key: lever.default for lever in ALL}) == (
        "http://may:8501/bao-tro-xa-hoi"
    )


@pytest.mark.parametrize("lever", ALL, ids=lambda lever: lever.parameter)
def test_every_lever_reads_back_what_it_writes(lever: Lever) -> None:
    candidates = {lever.default, OTHER[lever.parameter], *(option for option, _label in lever.options)}
    if lever.kind in ("amount", "percent", "optional_amount"):
        candidates |= {lever.minimum, lever.maximum}
    if lever.kind == "switch":
        candidates |= {0, 1}
    for value in candidates:
        assert parse_address(lever, address_of(lever, value)) == value
        assert parse_address(lever, str(value)) == value


def test_markup_in_a_link_is_shown_as_text_and_cut_short(show: Show) -> None:
    screen = show("protection.py", btxh_la="`](http://xau.example)<script>" + "x" * 500)
    (warning,) = [element.value for element in screen.at.warning]
    assert warning.count("`") == 2
    assert "<" not in warning
    assert len(warning) < 300


def test_parameters_of_other_prefixes_are_left_alone(show: Show) -> None:
    assert show("protection.py", utm_source="thu").of("warning") == []
    spec = _registry.page("protection.py")
    assert arrival.check(spec, {"x": "1"}) == ([], {"x": "1"})


def test_the_warning_goes_when_one_comes_back_without_the_bad_link(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="abc")
    assert len(screen.of("warning")) == 1
    screen.at.query_params.clear()
    screen.go("overview.py").go("protection.py")
    assert screen.of("warning") == []


def test_a_second_link_in_the_same_session_is_checked_again(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="abc").go("overview.py")
    screen.at.query_params["btxh-so-nguoi"] = "99"
    screen.go("protection.py")
    (warning,) = screen.of("warning")
    assert "btxh-so-nguoi=99" in warning

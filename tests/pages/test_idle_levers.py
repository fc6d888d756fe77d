"""A lever that cannot act says why, beside the answer and on itself behind its button."""

from collections.abc import Callable

import pytest

from models.policy.answers.whatif import AREAS
from pages.ui.levers.widgets import full_name
from tests.pages import shared
from tests.pages.screen import Screen, plain

Show = Callable[..., Screen]
data_folder = shared.data_folder
RISE_NEEDED = 'Chưa có tác dụng: cần "Tỉnh nâng riêng" và mức của tỉnh cao hơn mức của Trung ương.'
AFTER_ERA = "Không có tác dụng: từ 7/2025 người từ 75 tuổi hưởng trợ cấp hưu trí xã hội."
NO_PENSION = "Không có tác dụng: quy định tính đến ngày đã chọn chưa có trợ cấp hưu trí xã hội (từ 7/2025)."
NO_RISE = "Chưa có tác dụng: mức chuẩn chưa cao hơn mức hiện hành."
NO_MOVE = "Chưa có tác dụng: mức chuẩn đang bằng mức hiện hành."
NOTHING_LATE = (
    "Không có tác dụng một mình: mức chuẩn, hệ số và diện hưởng đang theo quy định; chỉ có tác dụng cùng một thay đổi."
)
NO_PEOPLE = "Chưa có tác dụng: chưa nhập số người."
NO_SUAT = "Chưa có tác dụng: chưa nhập số suất."
SWITCH_OFF = "Chưa có tác dụng: công tắc hạ tuổi chưa bật."
NOBODY = "Không có tác dụng: nhóm này chưa có người nào trong số liệu."
TITLES = {"btxh-": "Bảo trợ xã hội", "ncc-": "Người có công"}


def on_the_levers(screen: Screen) -> dict[str, str]:
    """Reasons that stand right under a lever behind a button, by its parameter."""
    levers = {lever.parameter for area in AREAS for lever in area.all_levers}
    found: dict[str, str] = {}
    for popover in screen.at.get("popover"):
        last = ""
        for element in popover:
            last = element.key if getattr(element, "key", None) in levers else last
            if element.type == "caption" and element.value.startswith("Lưu ý: "):
                found[last] = plain(element.value).removeprefix("Lưu ý: ")
    return found


def beside_the_answer(screen: Screen) -> dict[str, str]:
    """Reasons in the panel, by the parameter of the lever they name."""
    found = {}
    (area,) = [area for area in AREAS if screen.title == TITLES[area.prefix]]
    for warning in screen.of("warning"):
        (lever,) = [lever for lever in area.all_levers if warning.startswith(f"{full_name(lever)}: ")]
        found[lever.parameter] = warning.removeprefix(f"{full_name(lever)}: ")
    return found


@pytest.mark.parametrize(
    ("query", "parameter", "reason"),
    [
        ("btxh-tinh-co-so=true", "btxh-tinh-co-so", RISE_NEEDED),
        ("btxh-tinh-khan-cap=true&btxh-muc-chuan=500000", "btxh-tinh-khan-cap", RISE_NEEDED),
        ("btxh-tinh-mai-tang=true&btxh-muc-chuan=500000&btxh-tinh-nang=true", "btxh-tinh-mai-tang", NO_PEOPLE),
        ("btxh-ha-tuoi=true&btxh-tu-thang=2025-09", "btxh-ha-tuoi", AFTER_ERA),
        ("btxh-75-giua=5000", "btxh-75-giua", SWITCH_OFF),
        ("btxh-ha-tuoi-70=true", "btxh-ha-tuoi-70", NO_PENSION),
        ("btxh-ha-tuoi-70=true&moc=2026-11-24", "btxh-ha-tuoi-70", NO_PEOPLE),
        ("btxh-lo-trinh=2x6", "btxh-lo-trinh", NO_RISE),
        ("btxh-theo-chuan=50", "btxh-theo-chuan", NO_MOVE),
        ("btxh-hs-cao-tuoi-75-dbkk=2,0", "btxh-hs-cao-tuoi-75-dbkk", NOBODY),
        ("btxh-hs-nhom-them=2,0", "btxh-hs-nhom-them", "Chưa có tác dụng: chưa thêm nhóm nào."),
        (
            "btxh-nam-dinh-muc=600000",
            "btxh-nam-dinh-muc",
            "Chưa có tác dụng: chưa nhập kinh phí hằng tháng của tỉnh này.",
        ),
        (
            "btxh-den-thang=2024-01&btxh-muc-chuan=500000",
            "btxh-den-thang",
            "Không có tác dụng: tháng kết thúc trước tháng áp dụng.",
        ),
        ("ncc-tet-muc-1=700000", "ncc-tet-muc-1", NO_SUAT),
        ("ncc-2-9-tinh-muc=300000", "ncc-2-9-tinh-muc", NO_SUAT),
        ("ncc-27-7-suat-tinh=1000", "ncc-27-7-suat-tinh", "Chưa có tác dụng: chưa nhập mức quà."),
    ],
)
def test_a_lever_that_cannot_act_says_why_beside_the_answer_and_on_itself(
    show: Show, query: str, parameter: str, reason: str
) -> None:
    moved = dict(part.replace("-", "_", part.partition("=")[0].count("-")).split("=") for part in query.split("&"))
    screen = show("merit.py" if parameter.startswith("ncc-") else "protection.py", **moved)
    assert beside_the_answer(screen) == on_the_levers(screen) == {parameter: reason}


@pytest.mark.parametrize(
    ("file", "query", "said", "warned"),
    [
        (
            "protection.py",
            {"btxh_muc_chuan": "450000", "btxh_tu_thang": "2024-07", "moc": "2024-12-31", "btxh_so_nguoi": "5"},
            "Hạ mức chuẩn từ 500.000 xuống 450.000 đồng/tháng, số đối tượng tăng 5% (phần giảm từ tháng 8/2024) "
            "từ 01/7/2024: kinh phí giảm ",
            "Mức 450.000 đồng/tháng thấp hơn mức chuẩn 500.000 đồng của NĐ 76/2024: tỉnh không được quy định thấp hơn "
            "mức của Trung ương (NĐ 20/2021, Điều 4). Đây chỉ là tính thử. Không ai phải trả lại tiền đã nhận: mức "
            "thấp hơn tính từ danh sách chi trả tháng 8/2024.",
        ),
        (
            "merit.py",
            {"ncc_muc_chuan": "2100000", "ncc_tu_thang": "2024-07", "moc": "2024-12-31", "ncc_so_nguoi": "5"},
            "Hạ mức chuẩn ưu đãi từ 2.789.000 xuống 2.100.000 đồng/tháng, số đối tượng tăng 5% (phần giảm từ tháng "
            "8/2024) từ 01/7/2024: kinh phí giảm ",
            "Mức 2.100.000 đồng/tháng thấp hơn mức chuẩn 2.789.000 đồng của NĐ 77/2024: tỉnh không được áp dụng thấp "
            "hơn. Đây chỉ là tính thử. Không ai phải trả lại tiền đã nhận: mức thấp hơn tính từ danh sách chi trả "
            "tháng 8/2024.",
        ),
    ],
)
def test_a_norm_below_the_law_is_tried_with_a_warning(
    show: Show, file: str, query: dict[str, str], said: str, warned: str
) -> None:
    screen = show(file, **query)
    assert screen.headline.startswith(said)
    assert screen.of("warning") == [warned]


def test_a_first_payment_moved_alone_says_so(show: Show) -> None:
    assert beside_the_answer(show("protection.py", btxh_chi_tu="12/2024")) == {"btxh-chi-tu": NOTHING_LATE}
    assert beside_the_answer(show("merit.py", ncc_chi_tu="12/2024")) == {"ncc-chi-tu": NOTHING_LATE}
    added = show("protection.py", btxh_chi_tu="12/2024", btxh_them_mo_coi_mot_phia="100")
    assert beside_the_answer(added) == {}
    assert added.metric("Truy lĩnh 12/2024") == "+180 triệu", "100 x 360.000 from July to November"


def test_a_share_of_nought_that_follows_the_norm_says_why_nothing_changes(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000", btxh_theo_chuan="0")
    assert screen.headline == ""
    (why,) = screen.of("info")
    assert why.startswith("Không thay đổi kinh phí: phần kinh phí thay đổi theo mức chuẩn đang đặt 0%.")
    assert screen.metric("Kinh phí 07/2024") == "trên 24 tỷ"


def test_the_reason_goes_when_the_lever_can_act(show: Show) -> None:
    screen = show("protection.py", btxh_tinh_co_so="true")
    screen.set("btxh-muc-chuan", 500_000).set("btxh-tinh-nang", "1")
    assert beside_the_answer(screen) == on_the_levers(screen) == {}
    assert any("602 triệu đồng/tháng" in said for said in screen.of("caption")), (
        "care in centres rises with the province"
    )
    screen.set("btxh-tinh-nang", "0")
    assert set(beside_the_answer(screen).values()) == set(on_the_levers(screen).values()) == {RISE_NEEDED}


def test_a_reason_comes_when_another_lever_takes_the_ground_away(show: Show) -> None:
    screen = show("protection.py", btxh_ha_tuoi="true")
    assert screen.headline.startswith("Mở rộng diện hưởng từ 01/7/2024: kinh phí tăng khoảng 1,58 tỷ đồng/tháng")
    assert beside_the_answer(screen) == {}
    screen.set("btxh-tu-thang", "2025-07")
    assert list(beside_the_answer(screen).values()) == list(on_the_levers(screen).values()) == [AFTER_ERA]


def test_levers_at_their_default_give_no_reason(show: Show) -> None:
    for file in ("protection.py", "merit.py"):
        screen = show(file)
        assert screen.of("warning") == []
        assert on_the_levers(screen) == {}


def test_the_switch_of_the_province_stands_in_the_panel_and_says_it_once(show: Show) -> None:
    screen = show("protection.py", btxh_tinh_nang="true")
    assert beside_the_answer(screen) == {"btxh-tinh-nang": NO_MOVE}
    assert on_the_levers(screen) == {}

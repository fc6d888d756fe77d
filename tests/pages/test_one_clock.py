"""One clock: the day whose law every page stands on, in the address, kept across pages, named beside every answer."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from models.periods import Month
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import SupportArea
from models.wording.numbers import number
from pages._registry import PAGES
from pages.ui.frame import page_frame
from pages.ui.session import clock
from tests.pages import seed_law, shared
from tests.pages.screen import Screen
from tests.pages.support_pages import file_of

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]
data_folder = shared.data_folder
TODAY = date(2026, 12, 1)
ASKED = {"btxh_muc_chuan": "540000", "btxh_tu_thang": "07/2026"}
ASKED_OF_MERIT = {"ncc_muc_chuan": "3012000", "ncc_tu_thang": "07/2026"}
PROVINCIAL = {"btxh_muc_chuan": "600000", "btxh_tu_thang": "01/2027"}
EFFECT = (
    "Nâng mức chuẩn từ 500.000 lên 540.000 đồng/tháng từ 01/7/2026: kinh phí tăng khoảng 2,67 tỷ đồng/tháng (8%); năm "
    "ngân sách 2026 tăng khoảng 16 tỷ đồng, năm 2027 tăng khoảng 32 tỷ đồng. Tính trên 45.575 người."
)
BASE = "So với 500.000 đồng (NĐ 76/2024; quy định đến 20/8/2026)."


@pytest.fixture(autouse=True)
def first_of_december(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (clock, page_frame):
        monkeypatch.setattr(module, "today", lambda: TODAY)


def arrived(show: Show, file: str, **query: str) -> Screen:
    """By a link that names no day unless `query` does."""
    return show(file, **{"moc": "", **query})


def followers(screen: Screen, prefix: str = "btxh") -> tuple[object, ...]:
    """Start month, budget year and norm."""
    return tuple(screen.control(f"{prefix}-{name}").value for name in ("tu-thang", "nam", "muc-chuan"))


def test_a_link_without_a_day_reads_as_today(show: Show) -> None:
    screen = arrived(show, "protection.py")
    assert followers(screen) == ("2027-01", "2027", 540_000)
    assert followers(screen.go("merit.py"), "ncc") == ("2027-01", "2027", 3_012_000)
    assert screen.of("warning") == []
    (why,) = screen.of("info")
    assert "đến ngày 01/12/2026" in why


def test_every_page_says_the_day_in_its_head(show: Show) -> None:
    for moc, said in (("", "hôm nay"), ("bao-cao", "như báo cáo"), ("2025-07-15", "15/7/2025")):
        screen = arrived(show, "overview.py", moc=moc)
        (button,) = [found for found in screen.at.get("popover") if found.proto.popover.label.startswith("Quy định: ")]
        assert button.proto.popover.label == f"Quy định: {said}"


@pytest.mark.parametrize(
    ("query", "moc"),
    [
        ({"btxh_quy_dinh": "2024-12-31"}, "2024-12-31"),
        ({"btxh_quy_dinh": "31/12/2023"}, "bao-cao"),
        ({"ncc_quy_dinh": "2024-12-31"}, "2024-12-31"),
        ({"moc": "2026-08-20", "btxh_quy_dinh": "2024-12-31"}, "2026-08-20"),
        ({"moc": "bao-cao", "btxh_quy_dinh": "2024-12-31"}, "bao-cao"),
        ({"moc": "hom-nay", "btxh_quy_dinh": "2024-12-31"}, "hom-nay"),
    ],
)
def test_the_clock_beats_an_old_day_of_law(show: Show, query: dict[str, str], moc: str) -> None:
    screen = arrived(show, "protection.py", **query)
    assert screen.moc == moc
    assert "btxh-quy-dinh" not in screen.at.query_params
    assert "ncc-quy-dinh" not in screen.at.query_params
    assert screen.of("warning") == []


@pytest.mark.parametrize("moc", ["hom-qua", "2026-13-01", "1999-01-01", "2031-01-01", "<b>`x", "20/8"])
def test_a_day_that_is_none_is_named_with_the_remedy(show: Show, moc: str) -> None:
    screen = arrived(show, "protection.py", moc=moc)
    (warning,) = screen.of("warning")
    for words in ("`hom-nay`", "`bao-cao`", "từ 24/7/2021 đến 31/12/2030", "`2026-08-20`", "hôm nay (01/12/2026)"):
        assert words in warning
    assert "<" not in warning
    assert followers(screen) == ("2027-01", "2027", 540_000)
    screen.control("moc-chon").set_value("bao-cao")
    assert screen.run().of("warning") == []
    assert screen.moc == "bao-cao"


def test_the_choice_is_kept_across_pages_and_written_into_the_address(show: Show) -> None:
    screen = arrived(show, "protection.py")
    screen.set("moc-chon", "bao-cao")
    assert screen.moc == "bao-cao"
    assert followers(screen) == ("2024-07", "2024", 360_000)
    for file in ("overview.py", "merit.py", "poverty.py", "law.py", "protection.py"):
        screen.at.query_params.clear()  # as a browser does on the way to another page
        screen.go(file)
        assert screen.moc == "bao-cao", file
    assert followers(screen) == ("2024-07", "2024", 360_000)
    assert followers(screen.go("merit.py"), "ncc") == ("2024-07", "2024", 2_055_000)


def test_a_day_is_chosen_from_the_calendar(show: Show) -> None:
    screen = arrived(show, "protection.py")
    assert not screen.has("moc-ngay")
    screen.set("moc-chon", "ngay")
    assert (screen.moc, screen.control("moc-ngay").value) == ("2026-12-01", TODAY)
    screen.set("moc-ngay", date(2024, 12, 31))
    assert screen.moc == "2024-12-31"
    assert followers(screen) == ("2025-01", "2025", 500_000)
    screen.set("moc-ngay", date(2023, 12, 31))
    assert screen.moc == "bao-cao"
    assert not screen.has("moc-ngay")


def test_on_another_day_levers_nobody_moved_go_along_and_moved_ones_stay(show: Show) -> None:
    screen = arrived(show, "protection.py", btxh_so_nguoi="5")
    screen.set("moc-chon", "bao-cao")
    assert followers(screen) == ("2024-07", "2024", 360_000)
    screen.set("btxh-tu-thang", "2025-03").set("moc-chon", "hom-nay")
    assert followers(screen) == ("2025-03", "2027", 500_000), "a norm nobody moved is the law's of the month chosen"
    screen.set("btxh-muc-chuan", 610_000).set("btxh-nam", "2026").set("moc-chon", "bao-cao")
    assert followers(screen) == ("2025-03", "2026", 610_000)
    assert screen.control("btxh-so-nguoi").value == 5
    assert followers(screen.go("merit.py"), "ncc") == ("2024-07", "2024", 2_055_000)


def test_a_norm_moved_by_hand_stays_though_another_days_law_once_gave_it(show: Show) -> None:
    """500.000 tried on the law of the report is what the law of today gave in the old start month, and no more."""
    screen = arrived(show, "protection.py", moc="bao-cao").set("btxh-muc-chuan", 500_000)
    assert followers(screen.set("moc-chon", "hom-nay")) == ("2027-01", "2027", 500_000)


def test_a_norm_nobody_moved_is_the_laws_of_the_month_it_starts_from(show: Show) -> None:
    screen = arrived(show, "protection.py")
    assert screen.set("btxh-tu-thang", "2026-06").control("btxh-muc-chuan").value == 500_000
    assert screen.set("btxh-tu-thang", "2026-07").control("btxh-muc-chuan").value == 540_000
    screen.set("btxh-muc-chuan", 610_000)
    assert screen.set("btxh-tu-thang", "2026-06").control("btxh-muc-chuan").value == 610_000


def test_540000_from_july_2026_is_the_law_already_and_one_click_shows_what_the_decree_brought(show: Show) -> None:
    screen = arrived(show, "protection.py", **ASKED)
    assert screen.headline == ""
    (why,) = screen.of("info")
    assert why.startswith("Chưa thay đổi gì so với hiện hành: 540.000 đồng/tháng đã là quy định.")
    assert "Nghị định 335/2026/NĐ-CP" in why
    assert "12 tỷ" not in screen.said
    assert screen.control("btxh-tac-dong").label == "Xem tác động của NĐ 335/2026"
    shows_what_335_brought(screen.press("btxh-tac-dong"))


@pytest.mark.parametrize("moc", ["bao-cao", "2025-07-15"])
def test_the_chip_of_the_decree_gives_the_same(show: Show, moc: str) -> None:
    screen = arrived(show, "protection.py", moc=moc)
    shows_what_335_brought(screen.set("btxh-muc-chuan-goi-y", 540_000))


def test_the_chip_that_is_marked_by_the_law_of_today_gives_the_same(show: Show) -> None:
    screen = arrived(show, "protection.py", **ASKED)
    assert screen.control("btxh-muc-chuan-goi-y").value == 540_000
    shows_what_335_brought(screen.set("btxh-muc-chuan-goi-y", None))


def shows_what_335_brought(screen: Screen) -> None:
    assert screen.moc == "2026-08-20"
    assert screen.headline == EFFECT
    assert BASE in screen.of("markdown")
    assert screen.metric("Tăng so với 500.000") == "+2,67 tỷ"
    assert screen.metric("Truy lĩnh 11/2026") == "+10,67 tỷ"
    assert screen.metric("Cả năm 2026") == "+16 tỷ"
    assert screen.control("btxh-chi-tu").value == "2026-11"
    months = screen.set("btxh-cach-xem", "paid").monthly()
    assert months["10/2026"] == pytest.approx((33_333.333, 33_333.333, 0), abs=0.01)
    assert months["11/2026"] == pytest.approx((33_333.333, 46_666.667, 10_666.667), abs=0.01)


def test_the_years_by_the_law_of_today_are_not_those_of_2023(show: Show) -> None:
    screen = arrived(show, "protection.py", **PROVINCIAL).open_tab("btxh-bang", "Năm ngân sách")
    assert screen.row("Năm ngân sách", "2026")[1:4] == ["416.000", "416.000", "0"]


def test_3012000_of_merit_is_the_law_already_and_one_click_shows_what_the_decree_brought(show: Show) -> None:
    screen = arrived(show, "merit.py", **ASKED_OF_MERIT)
    assert screen.headline == ""
    (why,) = screen.of("info")
    assert "3.012.000 đồng/tháng đã là quy định" in why
    assert screen.control("ncc-tac-dong").label == "Xem tác động của NĐ 321/2026"
    shows_what_321_brought(screen.press("ncc-tac-dong"))
    shows_what_321_brought(arrived(show, "merit.py", moc="bao-cao").set("ncc-muc-chuan-goi-y", 3_012_000))


def shows_what_321_brought(screen: Screen) -> None:
    assert screen.moc == "2026-08-14"
    assert screen.headline.startswith(
        "Nâng mức chuẩn ưu đãi từ 2.789.000 lên 3.012.000 đồng/tháng từ 01/7/2026: kinh phí tăng khoảng 5,18 tỷ "
        "đồng/tháng (8%)"
    )
    assert "So với 2.789.000 đồng (NĐ 77/2024; quy định đến 14/8/2026)." in screen.of("markdown")
    assert screen.metric("Tăng so với 2.789.000") == "+5,18 tỷ"
    assert screen.metric("Truy lĩnh 11/2026") == "+20,71 tỷ"


def test_the_provinces_own_norm_leaves_the_social_pension_out_and_says_so(show: Show) -> None:
    screen = arrived(show, "protection.py", **PROVINCIAL)
    assert screen.headline.startswith(
        "Tỉnh nâng mức chuẩn từ 540.000 lên 600.000 đồng/tháng từ 01/01/2027: kinh phí tăng khoảng 2,89 tỷ đồng/tháng "
        "(8%); năm ngân sách 2027 tăng khoảng 34,62 tỷ đồng"
    )
    (said,) = [text for text in screen.of("caption") if "hưu trí xã hội của khoảng 18.600 người" in text]
    assert "Không gồm hưu trí xã hội" in said
    assert "nghị quyết của tỉnh phải ghi rõ mới tính" in said
    (source,) = [text for text in screen.of("markdown") if text.startswith("Nguồn:")]
    assert "phần tỉnh nâng riêng: NSTW không hỗ trợ" in source
    screen.set("btxh-gom-huu-tri", "1")
    assert "kinh phí tăng khoảng 4 tỷ đồng/tháng (11,1%); năm ngân sách 2027 tăng khoảng 48 tỷ đồng" in screen.headline
    assert any("Đã gồm trợ cấp hưu trí xã hội" in text for text in screen.of("caption"))
    screen.set("btxh-tinh-nang", "0").set("btxh-gom-huu-tri", None)
    assert screen.headline.startswith(
        "Nâng mức chuẩn từ 540.000 lên 600.000 đồng/tháng từ 01/01/2027: kinh phí tăng "
    ), "a decree of the country takes the social pension along"
    assert "khoảng 4 tỷ đồng/tháng" in screen.headline


def test_those_of_80_and_over_are_a_line_of_their_own_from_july_2025_on(show: Show) -> None:
    screen = arrived(show, "protection.py", **PROVINCIAL).open_tab("btxh-bang", "Cách tính")
    rows = {row[0]: row[1:] for row in screen.table("Nhóm")}
    (pension,) = [cells for name, cells in rows.items() if name.startswith("Hưu trí xã hội: từ đủ 80 tuổi")]
    assert pension[-2:] == ["10.033.740.000", "10.033.740.000"], "18.581 × 540.000 with and without the rise"
    assert rows["Cộng"][-2:] == ["36.000.000.000", "38.885.140.000"]


def test_what_an_answer_is_compared_with_is_named_in_all_places(show: Show, files: Files) -> None:
    screen = arrived(show, "protection.py", **PROVINCIAL)
    base = "540.000 đồng (NĐ 335/2026; quy định đến 01/12/2026)"
    assert any(said.startswith(f"So với {base}.") for said in screen.of("markdown"))
    assert any(tile.label == "≈ Tăng so với 540.000" and base in tile.help for tile in screen.at.metric)
    assert base in str(screen.chart()["title"])
    screen.open_tab("btxh-bang", "Năm ngân sách")
    assert any(said.startswith("Theo năm ngân sách") and base in said for said in screen.of("markdown"))
    for name in ("bao-tro-xa-hoi-theo-nhom.csv", "bao-tro-xa-hoi-theo-nam.csv"):
        ((title,), *_rows) = csv.reader(io.StringIO(files[name]().decode("utf-8-sig")), delimiter=";")
        assert base in title, name


def test_decrees_later_than_the_clock_are_named_and_one_click_computes_by_todays_law(show: Show) -> None:
    screen = arrived(show, "protection.py", btxh_muc_chuan="520000", moc="2026-08-20")
    (said,) = [text for text in screen.of("caption") if text.startswith("Chưa tính văn bản ban hành sau ")]
    assert said == "Chưa tính văn bản ban hành sau 20/8/2026: 540.000 đồng từ tháng 7/2026 (NĐ 335/2026)."
    assert screen.headline.startswith("Tỉnh nâng mức chuẩn từ 500.000 lên 520.000")
    assert screen.control("btxh-den-hom-nay").label == "Tính theo quy định hôm nay"
    screen.press("btxh-den-hom-nay")
    assert screen.moc == "hom-nay"
    assert screen.headline.startswith("Hạ mức chuẩn từ 540.000 xuống 520.000 đồng/tháng")
    (warned,) = screen.of("warning")
    assert warned.startswith("Mức 520.000 đồng/tháng thấp hơn mức chuẩn 540.000 đồng của NĐ 335/2026: tỉnh không được")
    assert not [text for text in screen.of("caption") if text.startswith("Chưa tính văn bản")]
    assert not screen.has("btxh-den-hom-nay")


@pytest.mark.parametrize(
    ("file", "query", "prefix"),
    [("protection.py", {"btxh_muc_chuan": "600000"}, "btxh-"), ("employment.py", {"vl_nam": "2026"}, "vl-")],
)
def test_a_copied_link_carries_the_day_itself_and_the_version(
    show: Show, file: str, query: dict[str, str], prefix: str
) -> None:
    screen = arrived(show, file, **query)
    headline = screen.headline
    (code,) = screen.press(f"{prefix}lien-ket").at.code
    copied = dict(parse_qsl(urlsplit(code.value).query))
    asked = {name.replace("_", "-"): text for name, text in query.items()}
    assert copied == {**asked, "gia-dinh": "khong", "moc": "2026-12-01", "ban": "1"}
    other = show(file, **{name.replace("-", "_"): text for name, text in copied.items()})
    assert (other.of("warning"), other.headline) == ([], headline)


@pytest.mark.parametrize("year", ["2031", "2033"])
@pytest.mark.parametrize(("file", "prefix"), [("protection.py", "btxh"), ("merit.py", "ncc"), ("employment.py", "vl")])
def test_a_year_beyond_the_clocks_horizon_opens(show: Show, file: str, prefix: str, year: str) -> None:
    screen = arrived(show, file, **{f"{prefix}_nam": year, "moc": "bao-cao"})
    assert screen.of("warning") == []
    assert screen.control(f"{prefix}-nam").value == year


DAYS = ("2023-01-15", "2024-07-15", "2030-12-31")
"""The first law, a step of it, and the end; on every month in the long run."""
MOVED = {"protection.py": {"btxh_muc_chuan": "990000"}, "merit.py": {"ncc_muc_chuan": "4000000"}}


NEGATIVE = re.compile(r"[-−–]\s?\d[\d.,]*\s*(?:tỷ|triệu|nghìn|đồng)")
NORMS = {"btxh-muc-chuan": "protection.norm", "ncc-muc-chuan": "merit.norm"}
MONTHS = ("2026-12-01", *(f"{year}-{month:02}-15" for year in range(2023, 2031) for month in range(1, 13)))


@pytest.mark.parametrize(
    "day", [*DAYS, *(pytest.param(day, marks=pytest.mark.long) for day in MONTHS if day not in DAYS)]
)
def test_every_page_opens_on_every_day_and_names_its_base(show: Show, day: str) -> None:
    on = date.fromisoformat(day)
    start = Month.of(on).plus(1)
    screen = arrived(show, PAGES[0].file, moc=day)
    for area in AREAS:
        for part in area.parts:
            screen.at.session_state[f"{area.prefix}phan-{part.key}"] = True
    for spec in PAGES:
        screen.go(spec.file)
        assert screen.title == spec.title
        assert screen.moc == day, spec.file
        assert screen.of("error") == [], spec.file
        assert not [said for said in screen.of("warning") if "mốc quy định" in said.lower()], spec.file
        assert NEGATIVE.findall(screen.said) == [], spec.file
        for control, norm in NORMS.items():
            assert not screen.has(control) or screen.control(control).value == seed_law.value(norm, on, start)
        for area in AREAS:
            if file_of(area) == spec.file:
                assert shown_law(screen, area) == seed_law_of(area, on, start), f"{spec.file} on {day}"
    for file, query in MOVED.items():
        screen = arrived(show, file, moc=day, **query)
        (base,) = [said for said in screen.of("markdown") if said.startswith("So với ")]
        assert f"quy định đến {on.day:02}/{on.month}/{on.year}" in base or f"quy định đến {on.day}/" in base
        assert "NĐ " in base
        assert "tăng khoảng " in screen.headline
        assert NEGATIVE.findall(screen.said) == [], file
        months = screen.monthly()
        assert all(before > 0 and after >= before and back >= 0 for before, after, back in months.values())


def by_law(area: SupportArea) -> dict[str, str]:
    """Boxes that show the law's amount while they are open, with the parameter."""
    boxes = [one for one in area.factors if one.parameter and one.among is None and one.kind != "longer_stay"]
    return {one.now.parameter: one.parameter for one in boxes}


def shown_law(screen: Screen, area: SupportArea) -> dict[str, str]:
    return {box: screen.control(box).proto.placeholder for box in by_law(area)}


def seed_law_of(area: SupportArea, day: date, start: Month) -> dict[str, str]:
    """As the seed's rows have it, in the month after the day, where the page starts."""
    found = {box: seed_law.value(parameter, day, start) for box, parameter in by_law(area).items()}
    return {box: "chưa nhập" if value is None else number(value) for box, value in found.items()}


@pytest.mark.parametrize(
    ("day", "norm", "merit"),
    [
        ("2023-01-15", 360_000, 1_624_000),
        ("2024-06-30", 360_000, 2_055_000),
        ("2024-07-15", 500_000, 2_789_000),
        ("2026-08-14", 500_000, 2_789_000),
        ("2026-08-20", 500_000, 3_012_000),
        ("2026-08-21", 540_000, 3_012_000),
        ("2026-10-01", 540_000, 3_012_000),
        ("2030-12-31", 540_000, 3_012_000),
    ],
)
def test_each_step_of_law_is_seen_on_its_day(show: Show, day: str, norm: int, merit: int) -> None:
    screen = arrived(show, "protection.py", moc=day)
    assert screen.control("btxh-muc-chuan").value == norm
    assert screen.go("merit.py").control("ncc-muc-chuan").value == merit

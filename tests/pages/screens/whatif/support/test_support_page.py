"""The shared page of support areas, on employment: empty, with figures, by link, undone, saved, carried away."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from data.engine import Database
from models.policy.areas import insurance
from models.policy.areas.employment import AREA
from pages.ui.saved import scenarios
from tests.pages.arithmetic import number, worked_out
from tests.pages.screen import Screen
from tests.pages.support_pages import FILE, INTEREST, LOANS, TABS, TRIED, query, send

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]


def test_without_figures_it_says_what_is_missing_who_has_it_and_how_it_comes_in(show: Show) -> None:
    screen = show(FILE)
    assert screen.headline == "Chưa tính được kinh phí: chưa có số để tính"
    assert "mức vay bình quân một việc làm" in screen.said
    assert "Nơi giữ số: Ngân hàng Chính sách xã hội" in screen.said
    links = [link.proto for link in screen.at.get("page_link")]
    assert {link.label for link in links} >= {
        "Biểu mẫu và nạp tệp: Chỉ tiêu báo cáo",
        "Biểu mẫu và nạp tệp: Chỉ tiêu kế hoạch",
    }
    assert list(screen.at.metric) == []
    assert "Khoản" not in [tab.label for tab in screen.at.tabs]
    assert not re.search(r"(?<![\d.,])0(?![\d.,/])", screen.said), "a nought where there is no figure"


def test_the_sentence_keeps_what_lies_outside_the_budget_apart(show: Show) -> None:
    screen = show(FILE, **query({**LOANS, **INTEREST, **TRIED}))
    assert screen.headline == (
        "Từ 01/2024, hỗ trợ việc làm: ngân sách địa phương tăng khoảng 165 triệu đồng/tháng (100%); cả năm 2024 tăng "
        "khoảng 1,98 tỷ đồng; ngoài ngân sách: vốn vay quay vòng tăng khoảng 4,17 tỷ đồng/tháng (100%), cả năm 2024 "
        "tăng khoảng 50 tỷ đồng."
    )
    assert screen.metric("Hiện nay") == "165 triệu"
    assert screen.metric("Phương án") == "330 triệu"
    assert screen.metric("Tăng mỗi tháng") == "+165 triệu"
    assert screen.metric("Cả năm 2024") == "+1,98 tỷ"
    for summed in ("4,33", "4.331"):
        assert summed not in screen.said, "both sources added up"


def test_the_other_source_is_shown_by_itself(show: Show) -> None:
    screen = show(FILE, **query({**LOANS, **INTEREST, **TRIED}))
    screen.set(f"{AREA.prefix}nguon-xem", "Vốn vay quay vòng")
    assert screen.metric("Hiện nay") == "4,17 tỷ"
    assert screen.monthly()["01/2024"] == (4166.667, 8333.333, 0)


def test_the_path_steps_in_the_scenarios_month(show: Show) -> None:
    screen = show(FILE, **query({**INTEREST, "employment.relief.tried": 100, "employment.applies_from": "2024-07"}))
    assert screen.headline.startswith("Từ 07/2024")
    assert screen.monthly()["06/2024"] == (165, 165, 0)
    assert screen.monthly()["07/2024"] == (165, 330, 0)
    assert screen.metric("Cả năm 2024") == "+990 triệu"


def test_present_figures_alone_say_what_is_paid_now(show: Show) -> None:
    screen = show(FILE, **query(INTEREST))
    assert screen.headline.startswith(
        "Hiện nay, hỗ trợ việc làm: ngân sách địa phương chi khoảng 165 triệu đồng/tháng."
    )
    assert "Kinh phí chưa đổi so với hiện nay" in screen.headline


def test_a_line_that_lacks_something_says_what_and_is_in_no_sum(show: Show) -> None:
    screen = show(FILE, **query({**INTEREST, "employment.abroad": 1_301}))
    (warning,) = screen.of("warning")
    assert "“Tiền ăn khi học” thiếu số ngày học được hỗ trợ tiền ăn" in warning
    assert "Chưa tính vì thiếu số: vốn cho vay mới, tiền ăn khi học" in screen.said
    assert screen.row("Khoản", "Tiền ăn khi học")[3:] == [
        "chưa tính: thiếu số ngày học được hỗ trợ tiền ăn",
        "",
        "",
        "",
    ]
    assert screen.row("Khoản", "Lãi suất được hỗ trợ")[4:] == ["165", "165", "0"]


def test_law_nobody_has_compared_is_named_under_the_sums_and_in_the_table(show: Show) -> None:
    today = {"employment.applies_from": "2026-03", "employment.abroad": 12}
    note = "Mức chưa kiểm chứng, cần đối chiếu văn bản gốc: Nghị định 338/2025/NĐ-CP."
    screen = show(FILE, **query({**today, "employment.meal_days": 66}), moc="2026-11-24")
    assert len([caption for caption in screen.of("caption") if note in caption]) == 2
    assert "ngân sách địa phương chi khoảng 8,58 triệu đồng/tháng" in screen.headline
    assert "Mức chưa kiểm chứng" not in show(FILE, **query({"employment.abroad": 12})).said


def test_a_line_at_its_ceiling_says_so(show: Show) -> None:
    values = {"insurance.unemployed": 12, "insurance.months": 1, "insurance.wage": 40_000_000}
    levers = {lever.key: lever.parameter.replace("-", "_") for lever in insurance.AREA.levers}
    screen = show("insurance.py", **{levers[key]: str(value) for key, value in values.items()})
    assert screen.row("Khoản", "Trợ cấp thất nghiệp")[3].endswith("18.200.000 đồng/tháng (đã cắt ở mức tối đa)")


def test_a_decrees_chip_fills_the_present_amount_then_the_one_tried(show: Show) -> None:
    screen = show(FILE, **query({"employment.loan_jobs": 500}))
    chips = "vl-muc-vay-goi-y"
    screen.set(chips, 100_000_000)
    assert (screen.control("vl-muc-vay").value, screen.control("vl-muc-vay-pa").value) == (100_000_000, None)
    screen.set(chips, 200_000_000)
    assert (screen.control("vl-muc-vay").value, screen.control("vl-muc-vay-pa").value) == (100_000_000, 200_000_000)
    assert "vốn vay quay vòng tăng khoảng 4,17 tỷ đồng/tháng" in screen.headline


def test_undo_redo_and_reset_move_the_levers(show: Show) -> None:
    screen = show(FILE, **query(INTEREST))
    screen.set("vl-ho-tro-lai-pa", 100)
    assert "tăng khoảng 165 triệu" in screen.headline
    screen.press("vl-lui")
    assert screen.control("vl-ho-tro-lai-pa").value is None
    screen.press("vl-lam-lai")
    assert screen.control("vl-ho-tro-lai-pa").value == 100
    screen.press("vl-ve-hien-hanh")
    assert screen.headline.startswith("Chưa tính được kinh phí")


def test_one_link_moves_every_lever_and_the_page_gives_it_back(show: Show) -> None:
    values = {**LOANS, **INTEREST, **TRIED, "employment.estimate": 1_500, "employment.budget_year": "2025"}
    asked = query(values)
    screen = show(FILE, **asked)
    (code,) = screen.press("vl-lien-ket").at.code
    held = {name.replace("_", "-"): text for name, text in asked.items()}
    asked_for = {**held, "gia-dinh": "khong", "moc": "bao-cao", "ban": "1"}
    assert dict(parse_qsl(urlsplit(code.value).query)) == asked_for


def test_the_estimate_is_held_against_the_budget_alone(show: Show) -> None:
    screen = show(FILE, **query({**LOANS, **INTEREST, "employment.estimate": 2_000}))
    assert "Dự toán 2024: 2 tỷ đồng; ước chi cả năm 1,98 tỷ đồng; thừa 20 triệu đồng" in screen.said


def test_an_estimate_says_which_source_it_is_of(show: Show) -> None:
    screen = show(FILE, **query({**LOANS, **INTEREST, "employment.estimate": 2_000}))
    assert "Dự toán này chỉ so với ngân sách địa phương, không gồm vốn vay quay vòng." in screen.said
    outside = show(FILE, **query({**LOANS, "employment.estimate": 2_000}))
    assert "Dự toán 2024: là của ngân sách địa phương; chưa có khoản nào của nguồn này tính được." in outside.said
    assert "; thừa " not in outside.said
    alone = show(FILE, **query({**INTEREST, "employment.estimate": 2_000}))
    assert "không gồm" not in alone.said


def test_every_formula_written_out_comes_to_its_amount(show: Show) -> None:
    screen = show(FILE, **query({**LOANS, **INTEREST, **TRIED})).open_tab(TABS, "Cách tính")
    rows = screen.table("Khoản")
    assert rows[0][2] == "500 việc làm × 100.000.000 đồng : 12 = 4.166.666.667 đồng/tháng"
    assert len(rows) == 4
    for row in rows:
        product, _equals, amount = (
            row[2].replace(" việc làm", "").replace(" người", "").replace(" đồng", "").partition(" = ")
        )
        product = product.replace("79.200 : 1.000.000", "0,0792")
        assert abs(worked_out(product) - number(amount.removesuffix("/tháng"))) <= 1


@pytest.mark.parametrize(("moc", "tab"), [("bao-cao", "Huyện"), ("hom-nay", "Xã, phường")])
def test_areas_are_not_made_up_and_are_called_as_the_month_has_them(show: Show, moc: str, tab: str) -> None:
    screen = show(FILE, moc=moc, **query(INTEREST)).open_tab(TABS, tab)
    assert "phần mềm không chia theo dân số" in screen.said


def test_years_and_sources_are_never_one_sum(show: Show) -> None:
    screen = show(FILE, **query({**LOANS, **INTEREST, **TRIED})).open_tab(TABS, "Năm ngân sách")
    assert screen.row("Năm ngân sách", "2024") == ["2024", "1.980", "3.960", "+1.980", "50.000", "100.000", "+50.000"]
    screen.open_tab(TABS, "Nguồn")
    assert [row[:2] for row in screen.table("Nguồn")] == [
        ["NSĐP", "ngân sách"],
        ["Vốn vay quay vòng", "ngoài ngân sách, không cộng vào tổng"],
    ]


def test_the_files_say_what_kind_of_figures_they_hold(show: Show, files: Files) -> None:
    show(FILE, **query({**LOANS, **INTEREST, **TRIED}))
    text = files["viec-lam-theo-khoan.csv"]().decode("utf-8-sig")
    assert "Quy định tính đến 31/12/2023, số liệu bản 1." in text.splitlines()[0]
    assert all("Giả định: số do người dùng nhập" in line for line in text.splitlines()[2:] if line)


def test_what_was_saved_opens_again_and_reads_well(show: Show, database: Database) -> None:
    screen = show(FILE, **query({**LOANS, **INTEREST, **TRIED}))
    screen.press(scenarios.OPEN)
    assert screen.control(scenarios.NAME).value == "Hỗ trợ việc làm từ 01/2024"
    screen.press(scenarios.SAVE)
    (saved,) = scenarios.saved_ones()
    kept = scenarios.as_scenario(saved)
    assert kept is not None
    assert {key: value for key, value in kept.settings if key in {**LOANS, **INTEREST, **TRIED}} == {
        **LOANS,
        **INTEREST,
        **TRIED,
    }
    other = show("scenarios.py")
    said = other.open_tab(
        "phuong-an-the", next(t.label for t in other.at.tabs if t.label.startswith("Phương án đã lưu"))
    ).said
    assert "cho vay giải quyết việc làm tăng khoảng 4,17 tỷ đồng/tháng" in said.lower()
    assert "hỗ trợ lãi suất vay giải quyết việc làm tăng khoảng 165 triệu đồng/tháng" in said.lower()


def test_a_reported_count_is_offered_and_never_taken_by_itself(show: Show) -> None:
    screen = show(FILE, **query({"employment.language": 3_000_000}))
    chips = screen.control("vl-xkld-goi-y")
    assert chips.options == ["1.301 (số báo cáo, kỳ 2023)"]
    assert screen.control("vl-xkld").value is None
    screen.set("vl-xkld-goi-y", 1_301)
    assert screen.control("vl-xkld").value == 1_301
    assert "ngân sách địa phương chi khoảng 464,02 triệu đồng/tháng" in screen.headline


def test_a_figure_from_a_file_is_offered_rounded_with_where_it_is_from(
    show: Show, database: Database, tmp_path: Path
) -> None:
    months = "Số tháng hưởng trợ cấp thất nghiệp bình quân một người"
    send(database, tmp_path, "indicators", "Huyện;Năm;Chỉ tiêu;Giá trị", f"Toàn tỉnh;2024;{months};4,5")
    screen = show("insurance.py").unfold()
    assert screen.control("bh-thang-goi-y").options == ["≈ 5 (đơn vị cập nhật, kỳ 2024)"]
    assert screen.control("bh-thang").value is None
    screen.set("bh-thang-goi-y", 5)
    assert screen.control("bh-thang").value == 5
    assert any("Số 4,5, kỳ 2024: " in element.proto.help for element in screen.at.markdown)


def test_an_amount_that_is_no_round_number_is_taken(show: Show) -> None:
    """An average is what it is: 47.350.123 đồng."""
    screen = show(FILE, **query({**INTEREST, "employment.debt": 47_350_123}))
    screen.set("vl-lai", 79_253)
    assert screen.row("Khoản", "Lãi suất được hỗ trợ")[3] == "47.350.123 đồng × 79.253 đồng/1 triệu đồng × 50%"
    assert screen.metric("Hiện nay") == "156,4 triệu"

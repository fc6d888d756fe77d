"""Every registered page: opens, says what it is, what it answers and which figures it stands on."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pages._registry import PAGES, PageSpec
from pages.ui.frame import page_frame
from tests.pages import shared
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder
WITHOUT_FIGURES = ("insurance.py", "gender.py", "children.py", "social_evils.py")
WITHOUT_VERSION = ("audit.py",)
"""Pages that show no figure."""
AREAS = ("employment.py", "training.py", "poverty.py")
WHAT_IF = {"protection.py": 3, "merit.py": 4}
"""Pages whose figures stand in one line above the levers, and how many."""


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.file)
def test_a_page_says_what_it_is_and_what_it_stands_on(show: Show, spec: PageSpec) -> None:
    screen = show(spec.file)
    assert screen.title == spec.title
    top = screen.top
    assert spec.answers in top
    assert ("Số liệu: báo cáo năm 2023, bản 1." in top) is (spec.file not in WITHOUT_VERSION)
    assert screen.of("error") == []


@pytest.mark.parametrize("file", WITHOUT_FIGURES)
def test_an_area_without_figures_says_so_and_never_zero(show: Show, file: str) -> None:
    screen = show(file)
    assert "Báo cáo năm 2023 không nêu số nào về lĩnh vực này; phần mềm không tự đặt số." in screen.of("caption")
    assert screen.of("warning") == [], "said once"
    assert list(screen.at.metric) == []
    assert all("Năm đến hạn" in table[0] for table in screen.tables), "a table that is not of targets"
    assert not re.search(r"(?<![\d.,])0(?![\d.,/])", screen.said), "a nought where there is no figure"


@pytest.mark.parametrize("file", AREAS)
def test_an_area_with_figures_shows_them_with_their_source(show: Show, file: str) -> None:
    screen = show(file)
    assert screen.tables
    helps = [caption.proto.help for caption in screen.at.caption if caption.proto.help]
    assert len(helps) == len([row for row in screen.table("Chỉ tiêu") if row[3] == "Số báo cáo"])
    assert all("Nguồn: " in text and "Số báo cáo" in text for text in helps)


@pytest.mark.parametrize("file", list(WHAT_IF))
def test_an_area_with_levers_shows_its_figures_in_a_line_with_their_source(show: Show, file: str) -> None:
    screen = show(file)
    helps = [markdown.proto.help for markdown in screen.at.markdown if "Nguồn: " in markdown.proto.help]
    assert len(helps) == WHAT_IF[file]
    assert all("Số báo cáo" in text and "Nguyên văn: “" in text for text in helps)
    assert screen.table("Chỉ tiêu")


def test_hedges_of_the_report_survive(show: Show) -> None:
    protection, merit = show("protection.py").said, show("merit.py").said
    assert "trên 24 tỷ" in protection
    assert "trên 526.604 đồng/người/tháng" in protection
    for words in ("gần 47.701 triệu đồng/tháng", "trên 135.000 người", "trên 7.500 hồ sơ"):
        assert words in merit
    first = show("overview.py").said
    assert "trên 24 tỷ" in first
    assert "khoảng 72,1 tỷ" in first.replace("72,13", "72,1")


def test_the_first_page_splits_the_months_bill_by_source(show: Show) -> None:
    screen = show("overview.py")
    for label, amount in (
        ("Người có công · NSTW", "gần 47,701 tỷ"),
        ("Bảo trợ xã hội tại cộng đồng · NSĐP", "trên 24 tỷ"),
        ("Nuôi dưỡng tại cơ sở · NSĐP", "0,433 tỷ"),
    ):
        assert screen.metric(label).startswith(amount)
    assert "Chưa nhập dự toán" in screen.said
    assert "Chưa có số liệu trong báo cáo" in screen.said


def test_what_needs_attention_stands_on_the_first_page(show: Show) -> None:
    said = show("overview.py").said
    assert "Bảo trợ xã hội: chưa đơn vị nào gửi số liệu; đang dùng số toàn tỉnh của báo cáo năm 2023." in said
    assert "mức chưa kiểm chứng" in said
    assert re.search(r"Cả \d+ phép đối chiếu trong dung sai\.", said)


def test_the_guide_lists_every_lever_by_its_name_in_links(show: Show) -> None:
    said = show("guide.py", phan="thong-so").said
    for spec in PAGES:
        for lever in spec.levers:
            assert lever.parameter in said
            assert lever.label in said


def test_addresses_are_ascii_and_keys_begin_with_the_prefix_of_their_page() -> None:
    for spec in PAGES:
        assert re.fullmatch(r"[a-z0-9-]+", spec.url_path)
        for lever in spec.levers:
            assert re.fullmatch(rf"{spec.prefix}[a-z0-9-]+", lever.parameter)
    assert len({spec.url_path for spec in PAGES}) == len({spec.file for spec in PAGES}) == len(PAGES)
    assert [spec.file for spec in PAGES if spec.default] == ["overview.py"]


def test_no_table_has_a_download_of_its_own_that_hands_out_a_formula() -> None:
    """Streamlit's tables offer their cells as CSV as they are; Markdown tables do not. Grids, and the one table that
    sorts, hold neutralised text: what that table sends has a test of its own (test_compare_view)."""
    folder = Path(page_frame.__file__).parents[2]
    for path in folder.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        called = {
            node.func.attr for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        imported = {one.name for node in nodes if isinstance(node, ast.ImportFrom) for one in node.names}
        assert "table" not in called, path.name
        assert "dataframe" not in called or path.name == "compare.py", path.name
        assert not called & {"data_editor", "dataframe"} or "neutral" in imported, path.name

"""Hostile text of a file on the upload page: markup, formulas and signs that turn the direction of writing are shown
letter by letter."""

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from streamlit.testing.v1.element_tree import Element

from tests.data.uploads import HEADER
from tests.pages import clerk
from tests.pages.clerk import GOOD, choose, content
from tests.pages.screen import Screen

MARKUP = "<img src=x onerror=alert(1)>**[a](http://xau)** $x$ :red[y]"
TURNED = "Phủ\u202eLý\u2066\u200b"
FORMULA = "=HYPERLINK('http://xau';'a')"
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
RAW = ("<img", "](http", "$x$", ":red[", "**[a", "\u202e", "\u2066", "\u200b")


@pytest.fixture
def page(show: Callable[..., Screen]) -> Screen:
    return show("upload.py")


def drawn(page: Screen) -> str:
    """Everything that Markdown would read, as it is sent: texts, labels, options."""
    found: list[str] = []
    for element in page.at.main:
        if isinstance(element, Element) and element.type != "html" and "data" not in element.type:
            found.append(str(element.proto))
    for kind in ("markdown", "caption", "error", "warning", "info", "success", "radio", "checkbox", "selectbox"):
        for element in getattr(page.at, kind):
            found += [str(getattr(element, name, "") or "") for name in ("value", "label", "options")]
    found += [part.label for part in page.at.get("expander")]
    return "\n".join(found)


def harmless(page: Screen) -> None:
    """No sign of the file does anything: each is escaped or written out."""
    text = drawn(page)
    for sign in RAW:
        bare = text.replace("\\" + sign[0], "").replace("\\]\\(", "")
        assert sign not in bare, sign
    assert len(text) > 500


def hostile(*extra: str) -> bytes:
    rows = (
        f'347,"{MARKUP}",2023-12,Bảo trợ xã hội,10,5000000',
        f'349,"{TURNED}",2023-12,Bảo trợ xã hội,10,5000000',
        f'350,Kim Bảng,2023-12,"{FORMULA}",10,5000000',
        "351,Thanh Liêm,2023-12,Bảo trợ xã hội,@SUM(1),5000000",
        *extra,
    )
    return content(*(f"{row},a,b" for row in rows), header=f'{HEADER},"{MARKUP}","{TURNED}"')


def test_every_part_of_the_check_shows_text_as_text(page: Screen) -> None:
    choose(page, f"`a`|{MARKUP}{TURNED}.csv".replace("/", "_"), hostile())
    assert clerk.step(page) == "Kiểm tra"
    page.unfold()
    harmless(page)
    assert "alert(1)" in page.said


def test_the_name_of_a_refused_file_with_personal_data_is_text(page: Screen) -> None:
    rows = [HEADER + ",Họ và tên,CCCD", "347,Phủ Lý,2023-12,Bảo trợ xã hội,1,500000,Nguyễn Văn An,001203004567"]
    choose(page, f"{MARKUP}{TURNED}.csv".replace("/", "_"), "\n".join([*rows, ""]).encode())
    assert "có dữ liệu cá nhân" in page.said
    harmless(page)


def test_a_draft_of_such_a_name_is_text_in_the_list_and_after_the_write(page: Screen) -> None:
    choose(page, f"{MARKUP}{TURNED}.csv".replace("/", "_"), GOOD)
    page.press(clerk.LATER)
    harmless(page)
    page.press(next(button.key for button in page.at.button if button.key and button.key.startswith("tai-tep-mo-")))
    clerk.write(page)
    assert page.of("success")[0].startswith("Đã ghi 6 dòng")
    harmless(page)


def test_names_of_sheets_in_a_question_are_text(page: Screen) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    for name, sheet in (("<b>`T11`", first), ("$x$ T12", book.create_sheet())):
        sheet.title = name
        sheet.append(HEADER.split(","))
        sheet.append(["347", "Phủ Lý", "2023-12", "Bảo trợ xã hội", 7000, 4_100_000_000])
    out = io.BytesIO()
    book.save(out)
    choose(page, "hai-trang.xlsx", out.getvalue())
    assert page.at.radio
    harmless(page)
    assert "<b>" not in drawn(page).replace("\\<b", "")


def test_the_grid_s_own_download_starts_no_formula(page: Screen) -> None:
    choose(page, "cong-thuc.csv", hostile("352,Bình Lục,+84 1,Bảo trợ xã hội,10,5000000"))
    (frame,) = [element.value for element in page.at.get("data_editor")]
    cells = [str(cell) for name in frame.columns for cell in frame[name].to_list()]
    assert "'@SUM(1)" in cells
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(STARTS)] == []
